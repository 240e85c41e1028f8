"""The catalogue: the lists that coordination edits, the service types and how each one is counted."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, unique
from functools import cached_property

from casa_desktop.domain.access import Compartment, Role
from casa_desktop.domain.errors import Code, Problems
from casa_desktop.domain.fields import ServiceField, check_fields
from casa_desktop.domain.ids import LONGEST_CODE
from casa_desktop.domain.indicators import Outcome, Reach
from casa_desktop.domain.periods import Month
from casa_desktop.domain.typed import plain

FIRST_MONTH = Month(1900, 1)
"""Options that hold from here hold from the beginning."""

LONGEST_ITEM_NAME = 160
LONGEST_TYPE_NAME = 120
LONGEST_LABEL = 60
_ITEM_CODE = re.compile(r"[\w.-]*", re.ASCII)


@unique
class Kind(StrEnum):
    """A list of the catalogue."""

    TOPIC = "topic"
    PARTNER = "partner"
    FUNDER = "funder"
    PLACE = "place"
    PROFILE = "profile"
    INTENTION = "intention"
    VULNERABILITY = "vulnerability"
    LODGING = "lodging"
    DOCUMENT_TYPE = "document_type"
    SEX = "sex"
    ETHNICITY = "ethnicity"
    DISABILITY = "disability"
    KINSHIP = "kinship"
    CONSENT_CHANNEL = "consent_channel"
    RCF_MODALITY = "rcf_modality"
    RCF_RESULT = "rcf_result"
    PSYCH_MODALITY = "psych_modality"
    LANGUAGE = "language"
    TRANSFER_REASON = "transfer_reason"
    TRANSFER_MEANS = "transfer_means"


@unique
class Form(StrEnum):
    """What is asked beyond person, date, staff, place, funder and quantity."""

    GENERAL = "general"
    GUIDANCE = "orientacion"
    PSYCHOLOGY = "psicologia"
    RCF = "rcf"
    WORKSHOP = "taller"
    TRANSFER = "traslado"
    AID = "ayuda"
    REFERRAL = "remision"
    SURVEY = "encuesta"


ON_ITS_OWN_PAGE = frozenset({Form.WORKSHOP, Form.TRANSFER, Form.AID, Form.REFERRAL, Form.SURVEY})
"""Forms whose services come with more than a visit knows (stock, a manifest, a referral): a page of their own records
and corrects them, and the form of a visit does not offer them."""


@unique
class Audience(StrEnum):
    """To whom a service is given. Of a family's or a group's, whoever is present may have received it too."""

    INDIVIDUAL = "individual"
    FAMILY = "family"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list. Records keep its *code*, which never changes; the name may."""

    uuid: str
    kind: Kind
    code: str
    name: str
    position: int = 0
    active_from: date | None = None
    active_to: date | None = None
    """The last day on which it may be chosen."""
    version: int = 0

    def active_on(self, day: date) -> bool:
        """Whether it may be chosen for a record of *day*."""
        return (self.active_from is None or self.active_from <= day) and (
            self.active_to is None or day <= self.active_to
        )


@dataclass(frozen=True, slots=True)
class CountingOption:
    """How a service type is counted from *from_month* on, until the next option."""

    from_month: Month
    in_persons: bool
    reach: Reach
    outcome: Outcome
    remote: bool


@dataclass(frozen=True, slots=True)
class ServiceType:
    """A kind of service. *label* is the printed name of its row; *roles* empty = everybody who attends."""

    uuid: str
    code: str
    name: str
    label: str
    form: Form = Form.GENERAL
    by_quantity: bool = False
    compartment: str = ""
    roles: frozenset[Role] = frozenset()
    funder: str = ""
    """Code of the funder proposed, as *place* is of the place."""
    place: str = ""
    position: int = 0
    active_from: date | None = None
    active_to: date | None = None
    options: tuple[CountingOption, ...] = ()
    """By month, oldest first; the first one holds from the beginning."""
    audience: Audience = Audience.FAMILY
    fields: tuple[ServiceField, ...] = ()
    """In the order in which they are asked, retired ones too."""
    version: int = 0

    def active_on(self, day: date) -> bool:
        """Whether a service of *day* may be of this type."""
        return (self.active_from is None or self.active_from <= day) and (
            self.active_to is None or day <= self.active_to
        )

    def fields_on(self, day: date, answered: frozenset[str] = frozenset()) -> tuple[ServiceField, ...]:
        """The fields that a service of *day* is asked, and those of the codes *answered* that it holds already."""
        return tuple(f for f in self.fields if f.active_on(day) or f.code in answered)

    def option_in(self, month: Month) -> CountingOption:
        """The option that holds in *month*."""
        found = [option for option in self.options if option.from_month <= month]
        return found[-1] if found else self.options[0]

    @property
    def apart(self) -> bool:
        """Whether it is recorded on a page of its own only: it brings more than a visit knows, or is a matter of
        protection, which is written in the private room and nowhere else."""
        return self.form in ON_ITS_OWN_PAGE or self.compartment == Compartment.PROTECTION

    def recordable_by(self, roles: frozenset[Role]) -> bool:
        """Whether somebody with *roles* may record it."""
        return not self.roles or not roles.isdisjoint(self.roles)


@dataclass(frozen=True)
class Catalog:
    """Everything at once, in the order in which it is shown; *version* changes with every change."""

    version: str
    items: tuple[Item, ...]
    service_types: tuple[ServiceType, ...]

    @cached_property
    def _items(self) -> dict[tuple[str, str], Item]:
        return {(item.kind, item.code): item for item in self.items}

    @cached_property
    def _types(self) -> dict[str, ServiceType]:
        return {kind.code: kind for kind in self.service_types}

    def of(self, kind: Kind, on: date | None = None) -> tuple[Item, ...]:
        """The entries of a list, in order; with *on*, those that may be chosen that day."""
        return tuple(i for i in self.items if i.kind == kind and (on is None or i.active_on(on)))

    def item(self, kind: Kind, code: str) -> Item | None:
        """The entry of *code*, also where it was retired."""
        return self._items.get((kind, code))

    def name(self, kind: Kind, code: str | None) -> str:
        """The name of *code*; the code itself where the list does not know it, empty for none."""
        item = self._items.get((kind, code)) if code else None
        return item.name if item else code or ""

    def service_type(self, code: str) -> ServiceType | None:
        """The service type of *code*, also where it was retired."""
        return self._types.get(code)

    def types_for(
        self, roles: frozenset[Role], on: date, private: frozenset[str] = frozenset()
    ) -> tuple[ServiceType, ...]:
        """The service types that somebody with *roles* may record in a visit of *on*, in order.

        Those that stand apart only where their compartment is among *private*: the page that asks is theirs.
        """
        return tuple(
            t
            for t in self.service_types
            if t.active_on(on) and t.recordable_by(roles) and (not t.apart or t.compartment in private)
        )


def _check_dates(problems: Problems, first: date | None, last: date | None) -> None:
    if first is not None and last is not None and last < first:
        problems.add(Code.BAD_DATE, "active_to")


def _check_text(problems: Problems, field: str, text: str, limit: int) -> None:
    if not text.strip():
        problems.add(Code.REQUIRED, field)
    elif len(text) > limit:
        problems.add(Code.TOO_LONG, field, limit=limit)


def check_item(item: Item, catalog: Catalog) -> Problems:
    """What is wrong with an entry; two entries of a list may not have one name."""
    problems = Problems()
    _check_text(problems, "name", item.name, LONGEST_ITEM_NAME)
    if len(item.code) > LONGEST_CODE:
        problems.add(Code.TOO_LONG, "code", limit=LONGEST_CODE)
    elif not _ITEM_CODE.fullmatch(item.code):
        problems.add(Code.BAD_TEXT, "code")
    for other in catalog.of(item.kind):
        if other.uuid != item.uuid and plain(other.name) == plain(item.name):
            problems.add(Code.NOT_UNIQUE, "name")
        elif other.uuid != item.uuid and item.code and other.code == item.code:
            problems.add(Code.NOT_UNIQUE, "code")
    _check_dates(problems, item.active_from, item.active_to)
    return problems


def check_service_type(kind: ServiceType, catalog: Catalog) -> Problems:
    """What is wrong with a service type; code, name and label are each its own."""
    problems = Problems()
    _check_text(problems, "name", kind.name, LONGEST_TYPE_NAME)
    _check_text(problems, "label", kind.label, LONGEST_LABEL)
    if kind.code and not re.fullmatch(r"[A-Z0-9_]{1,12}", kind.code):
        problems.add(Code.BAD_TEXT, "code")
    for other in catalog.service_types:
        if other.uuid != kind.uuid:
            for field in ("code", "name", "label"):
                mine = str(getattr(kind, field))
                if mine and plain(mine) == plain(str(getattr(other, field))):
                    problems.add(Code.NOT_UNIQUE, field)
    if kind.compartment and kind.compartment not in tuple(Compartment):
        problems.add(Code.BAD_CHOICE, "compartment")
    if kind.funder and catalog.item(Kind.FUNDER, kind.funder) is None:
        problems.add(Code.BAD_CHOICE, "funder")
    if kind.place and catalog.item(Kind.PLACE, kind.place) is None:
        problems.add(Code.BAD_CHOICE, "place")
    _check_dates(problems, kind.active_from, kind.active_to)
    problems.extend(check_fields(kind.fields))
    return problems
