"""What a donor's file says of the desk: its template, the activities that feed it, and the file as plain cells.

A template is hidden until the desk configures it. Source of the fields: the 345W form of GIFMM / R4V.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum, unique
from types import MappingProxyType
from typing import Any

from casa_desktop.domain.ages import BandSet
from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.counted import Counted, Dimension
from casa_desktop.domain.definitions import Named
from casa_desktop.domain.errors import Code, Problems
from casa_desktop.domain.text import fold, taken

LONGEST_WORDS = 160
LONGEST_DESCRIPTION = 600
MOST_ACTIVITIES = 60
_LONG = frozenset({"description"})
_MUNICIPALITY = re.compile(r"\d{5}", re.ASCII)


@unique
class DonorForm(StrEnum):
    """A file that a donor or an office asks for."""

    GIFMM = "gifmm"
    UNHCR = "acnur"
    ECHO = "echo"
    HEALTH = "minsalud"


BANDS: Mapping[DonorForm, BandSet] = MappingProxyType(
    {
        DonorForm.GIFMM: BandSet.GIFMM,
        DonorForm.UNHCR: BandSet.UNHCR,
        DonorForm.ECHO: BandSet.ECHO,
        DonorForm.HEALTH: BandSet.LIFE_COURSE,
    }
)
"""The age bands of each."""


@unique
class Described(StrEnum):
    """Whom the columns by profile, sex and age of the 345W take apart."""

    NEW = "nuevos"
    """The usual reading: they add up to the new beneficiaries of the month."""
    REACHED = "alcanzados"


@unique
class Victims(StrEnum):
    """Where a victim of the conflict stands among the columns by profile."""

    INSTEAD = "en_lugar"
    """In «Víctimas» or «Víctimas doble afectación» and in no other, so that the profiles add up."""
    BESIDE = "ademas"
    """There and in the column of the profile too; those two columns are then no part of the sum."""


@dataclass(frozen=True, slots=True)
class Office:
    """What every row of the 345W repeats. *municipality* is DIVIPOLA; *places* those of the places elsewhere."""

    office: str = ""
    agreement: str = ""
    lead: str = ""
    implementation: str = ""
    implementer: str = ""
    municipality: str = ""
    places: tuple[tuple[str, str], ...] = ()
    described: Described = Described.NEW
    victims: Victims = Victims.INSTEAD

    def municipality_of(self, place: str) -> str:
        """Where a service of *place* was given."""
        return dict(self.places).get(place) or self.municipality


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity of the 345W and the services that feed it. *funders* and *places* empty = all of them.

    *amount* is text with a decimal point, in USD, empty for none; *indicator* the number of the list in force.
    """

    uuid: str
    code: str
    name: str
    services: tuple[str, ...]
    indicator: str = ""
    sector: str = ""
    framework: str = ""
    description: str = ""
    rmrp: str = ""
    modality: str = ""
    mechanism: str = ""
    etpv_kind: str = ""
    amount: str = ""
    walkers: bool = False
    etpv: bool = False
    funders: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    def holds(self, each: Counted) -> bool:
        """Whether *each* is one of its services."""
        return (
            _among(each, Dimension.SERVICE, self.services)
            and (not self.funders or _among(each, Dimension.FUNDER, self.funders))
            and (not self.places or _among(each, Dimension.PLACE, self.places))
        )


def _among(each: Counted, dimension: Dimension, wanted: tuple[str, ...]) -> bool:
    return any(key in wanted for key in each.keys.get(dimension, ()))


_NO_OFFICE = Office()


@dataclass(frozen=True, slots=True)
class Template:
    """*office* and *activities* are those of the 345W; *funder* (empty = all) and *services* those of the others, empty
    = those that count in PERSONAS, which the health file does not allow."""

    named: Named
    form: DonorForm
    office: Office = _NO_OFFICE
    activities: tuple[Activity, ...] = ()
    funder: str = ""
    services: tuple[str, ...] = ()

    def activity(self, uuid: str) -> Activity | None:
        """The activity of that uuid."""
        return next((each for each in self.activities if each.uuid == uuid), None)

    def with_activity(self, activity: Activity) -> "Template":
        """The same with *activity* in the place of the one that it corrects, or at the end."""
        if self.activity(activity.uuid) is None:
            return replace(self, activities=(*self.activities, activity))
        return replace(
            self, activities=tuple(activity if each.uuid == activity.uuid else each for each in self.activities)
        )

    def without(self, uuid: str) -> "Template":
        """The same without that activity."""
        return replace(self, activities=tuple(each for each in self.activities if each.uuid != uuid))


def checked_template(template: Template, catalog: Catalog, problems: Problems) -> Template:
    """*template* as it will be stored, its activities apart. Fields are those of the office, ``places.CODE``,
    ``funder`` and ``services``."""
    office = template.office
    if template.form is DonorForm.GIFMM:
        words: dict[str, Any] = {
            field: taken(problems, field, getattr(office, field), LONGEST_WORDS, required=field == "office")
            for field in ("office", "agreement", "lead", "implementation", "implementer")
        }
        if not office.municipality:
            problems.add(Code.REQUIRED, "municipality")
        for field, code in (
            ("municipality", office.municipality),
            *((f"places.{place}", code) for place, code in office.places),
        ):
            if code and not _MUNICIPALITY.fullmatch(code):
                problems.add(Code.BAD_CHOICE, field)
        kept = tuple((place, code) for place, code in office.places if code)
        return replace(template, office=replace(office, places=kept, **words), funder="", services=())
    if template.funder and catalog.item(Kind.FUNDER, template.funder) is None:
        problems.add(Code.BAD_CHOICE, "funder")
    if template.form is DonorForm.HEALTH and not template.services:
        problems.add(Code.REQUIRED, "services")
    elif any(catalog.service_type(code) is None for code in template.services):
        problems.add(Code.BAD_CHOICE, "services")
    return replace(template, office=_NO_OFFICE, activities=())


def checked_activity(activity: Activity, template: Template, catalog: Catalog, problems: Problems) -> Activity:
    """*activity* as it will be stored. No two of a template have one «Id Actividad»."""
    words: dict[str, Any] = {
        field: taken(
            problems,
            field,
            getattr(activity, field),
            LONGEST_DESCRIPTION if field in _LONG else LONGEST_WORDS,
            required=field in ("code", "name", "sector"),
        )
        for field in (
            "code", "name", "sector", "framework", "description", "rmrp", "modality", "mechanism", "etpv_kind",
        )
    }  # fmt: skip
    others = [each for each in template.activities if each.uuid != activity.uuid]
    if any(fold(each.code) == fold(words["code"]) for each in others):
        problems.add(Code.NOT_UNIQUE, "code")
    if len(others) >= MOST_ACTIVITIES:
        problems.add(Code.OUT_OF_RANGE, "code", low=1, high=MOST_ACTIVITIES)
    if not activity.services:
        problems.add(Code.REQUIRED, "services")
    elif any(catalog.service_type(code) is None for code in activity.services):
        problems.add(Code.BAD_CHOICE, "services")
    for field, kind in (("funders", Kind.FUNDER), ("places", Kind.PLACE)):
        if any(catalog.item(kind, code) is None for code in getattr(activity, field)):
            problems.add(Code.BAD_CHOICE, field)
    if not activity.indicator:
        problems.add(Code.REQUIRED, "indicator")
    elif not re.fullmatch(r"\d{1,4}", activity.indicator, re.ASCII):
        problems.add(Code.BAD_CHOICE, "indicator")
    if activity.amount and not _is_amount(activity.amount):
        problems.add(Code.BAD_NUMBER, "amount")
    return replace(activity, **words)


def _is_amount(text: str) -> bool:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return False
    return value.is_finite() and 0 <= value < 10**9
