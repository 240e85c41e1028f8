"""A visit: the services of one person on one date, and what must be known before it may be saved."""

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from casa_desktop.domain.ages import OLDEST
from casa_desktop.domain.catalog import Audience, Catalog, Form, Kind, ServiceType
from casa_desktop.domain.errors import Code, Problem, Problems
from casa_desktop.domain.fields import Answers, check_answers

EARLIEST = date(2000, 1, 1)
LARGEST_QUANTITY = 9999
LONGEST_CALL = 24 * 60
"""Minutes."""
LONGEST_SHEET = 20
LONGEST_PLACE = 80
LONGEST_DETAILS = 2000
LONGEST_NOTE = 50_000
MOST_COMPANIONS = 30
ACHIEVED = "LOGRADO"
"""The result of a call that makes it a success; a contact without a result (wifi, charging) is one too."""
ONE_TO_ONE = "INDIVIDUAL"

_COUNTRY = re.compile(r"([A-Z]{3})?")
_COMPANIONS = UUID("5b0c7d1e-6f0e-4d5c-9a53-6d2c0f4b7e21")


@dataclass(frozen=True, slots=True)
class Anonymous:
    """A person who does not authorise being registered: attended and counted by sex, ages and profile only."""

    uuid: str
    sex: str
    age_from: int | None
    age_to: int | None
    country: str = ""
    """Alpha-3, or empty."""


@dataclass(frozen=True, slots=True)
class Companion:
    """Somebody who was present: a registered person, or an anonymous entry. *visit_uuid* names their own visit."""

    visit_uuid: str
    person_uuid: str = ""
    anonymous: Anonymous | None = None


@dataclass(frozen=True, slots=True)
class Guidance:
    """What an orientation was about, and where it pointed to (codes of topic and partner)."""

    topics: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Psychology:
    """A session of the Centro de Escucha. *note* is sealed under the psychology key; empty = no note."""

    follow_up: bool
    modality: str = ONE_TO_ONE
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rcf:
    """A contact with the family. Nothing of the conversation is kept, nor the number dialled."""

    modality: str
    country: str = ""
    """Alpha-3, or empty."""
    result: str = ""
    minutes: int | None = None

    @property
    def success(self) -> bool:
        """Whether the contact was made."""
        return self.result in ("", ACHIEVED)


@dataclass(frozen=True, slots=True)
class NewService:
    """One service: *type*, *place* and *funder* are codes; *staff* is a user's uuid, empty = who records it."""

    uuid: str
    type: str
    form: Guidance | Psychology | Rcf | None = None
    quantity: int = 1
    staff: str = ""
    place: str = ""
    funder: str = ""
    sheet: str = ""
    """Folio: the number of the planilla, as written."""
    line: int | None = None
    """Folio: the line on the planilla."""
    details: str = ""
    answers: Answers = ()
    """To the fields that its type declares."""
    for_all: bool = False
    """«Todos los presentes»: every companion of the visit received it too."""


@dataclass(frozen=True, slots=True)
class RecordVisit:
    """One visit with its services: of the person *person_uuid*, or of an *anonymous* one."""

    uuid: str
    date: date
    profile: str
    services: tuple[NewService, ...]
    person_uuid: str = ""
    anonymous: Anonymous | None = None
    companions: tuple[Companion, ...] = ()
    vulnerabilities: tuple[str, ...] = ()
    intention: str = ""
    walker: bool = False
    origin: str = ""
    destination: str = ""
    sleeps_at: str = ""
    """A code of lodging."""
    reason: str = ""
    """Why it is entered into a month that was closed; empty otherwise."""


_FORM_OF: dict[type, Form] = {Guidance: Form.GUIDANCE, Psychology: Form.PSYCHOLOGY, Rcf: Form.RCF}


def companion_service_uuid(service_uuid: str, visit_uuid: str) -> str:
    """The uuid of a companion's row: the same each time, so that a repeated commit adds nothing."""
    return uuid5(_COMPANIONS, f"{service_uuid}/{visit_uuid}").hex


def reaches_companions(kind: ServiceType, form: Guidance | Psychology | Rcf | None) -> bool:
    """Whether a service is as a rule given to everybody present: a session of one is not."""
    if isinstance(form, Psychology):
        return form.modality != ONE_TO_ONE
    return kind.audience is not Audience.INDIVIDUAL


def check_date(day: date, today: date, field: str = "date") -> list[Problem]:
    """A record may be late, never early."""
    if day > today:
        return [Problem(Code.DATE_IN_FUTURE, field, {"limit": today})]
    if day < EARLIEST:
        return [Problem(Code.DATE_TOO_OLD, field, {"limit": EARLIEST})]
    return []


def _choose(problems: Problems, catalog: Catalog, kind: Kind, code: str, field: str, day: date) -> None:
    item = catalog.item(kind, code)
    if code and (item is None or not item.active_on(day)):
        problems.add(Code.BAD_CHOICE, field)


def check_anonymous(person: Anonymous, catalog: Catalog, field: str) -> Problems:
    """Sex and ages are required of an anonymous entry; «sin dato» is an answer for the sex."""
    problems = Problems()
    if not person.sex:
        problems.add(Code.NEEDS_SEX, f"{field}.sex")
    elif catalog.item(Kind.SEX, person.sex) is None:
        problems.add(Code.BAD_CHOICE, f"{field}.sex")
    if person.age_from is None or person.age_to is None:
        problems.add(Code.NEEDS_AGE, f"{field}.age")
    elif not 0 <= person.age_from <= person.age_to <= OLDEST:
        problems.add(Code.BAD_AGE, f"{field}.age", low=0, high=OLDEST)
    _check_country(problems, person.country, f"{field}.country")
    return problems


def _check_country(problems: Problems, country: str, field: str) -> None:
    if not _COUNTRY.fullmatch(country):
        problems.add(Code.BAD_CHOICE, field)


def _check_form(problems: Problems, service: NewService, catalog: Catalog, field: str, day: date) -> None:
    form = service.form
    if isinstance(form, Guidance):
        for code in form.topics:
            _choose(problems, catalog, Kind.TOPIC, code, f"{field}.topics", day)
        for code in form.partners:
            _choose(problems, catalog, Kind.PARTNER, code, f"{field}.partners", day)
    elif isinstance(form, Psychology):
        if not form.modality:
            problems.add(Code.REQUIRED, f"{field}.modality")
        _choose(problems, catalog, Kind.PSYCH_MODALITY, form.modality, f"{field}.modality", day)
        if len(form.note) > LONGEST_NOTE:
            problems.add(Code.TOO_LONG, f"{field}.note", limit=LONGEST_NOTE)
    elif isinstance(form, Rcf):
        if not form.modality:
            problems.add(Code.REQUIRED, f"{field}.modality")
        _choose(problems, catalog, Kind.RCF_MODALITY, form.modality, f"{field}.modality", day)
        _choose(problems, catalog, Kind.RCF_RESULT, form.result, f"{field}.result", day)
        _check_country(problems, form.country, f"{field}.country")
        if form.minutes is not None and not 0 <= form.minutes <= LONGEST_CALL:
            problems.add(Code.OUT_OF_RANGE, f"{field}.minutes", low=0, high=LONGEST_CALL)


def check_service(service: NewService, catalog: Catalog, day: date, field: str) -> Problems:
    """What is wrong with one service of *day*; *field* is its name in the command (``services[0]``)."""
    problems = Problems()
    kind = catalog.service_type(service.type)
    if kind is None or not kind.active_on(day):
        problems.add(Code.BAD_CHOICE, f"{field}.type")
        return problems
    given = _FORM_OF.get(type(service.form))
    if given is None and kind.form in (Form.PSYCHOLOGY, Form.RCF):
        problems.add(Code.REQUIRED, f"{field}.form")
    elif given is not None and given is not kind.form:
        problems.add(Code.BAD_CHOICE, f"{field}.form")
    _check_form(problems, service, catalog, field, day)
    problems.extend(check_answers(kind.fields, service.answers, day, field))
    if not 1 <= service.quantity <= LARGEST_QUANTITY:
        problems.add(Code.OUT_OF_RANGE, f"{field}.quantity", low=1, high=LARGEST_QUANTITY)
    _choose(problems, catalog, Kind.PLACE, service.place, f"{field}.place", day)
    _choose(problems, catalog, Kind.FUNDER, service.funder, f"{field}.funder", day)
    if len(service.sheet) > LONGEST_SHEET:
        problems.add(Code.TOO_LONG, f"{field}.sheet", limit=LONGEST_SHEET)
    if service.line is not None and not 1 <= service.line <= 999:
        problems.add(Code.OUT_OF_RANGE, f"{field}.line", low=1, high=999)
    if len(service.details) > LONGEST_DETAILS:
        problems.add(Code.TOO_LONG, f"{field}.details", limit=LONGEST_DETAILS)
    return problems


def _check_facts(problems: Problems, visit: RecordVisit, catalog: Catalog) -> None:
    _choose(problems, catalog, Kind.PROFILE, visit.profile, "profile", visit.date)
    _choose(problems, catalog, Kind.INTENTION, visit.intention, "intention", visit.date)
    _choose(problems, catalog, Kind.LODGING, visit.sleeps_at, "sleeps_at", visit.date)
    for code in visit.vulnerabilities:
        _choose(problems, catalog, Kind.VULNERABILITY, code, "vulnerabilities", visit.date)
    for name in ("origin", "destination"):
        if len(getattr(visit, name)) > LONGEST_PLACE:
            problems.add(Code.TOO_LONG, name, limit=LONGEST_PLACE)


def _check_companions(problems: Problems, companions: tuple[Companion, ...], catalog: Catalog) -> None:
    if len(companions) > MOST_COMPANIONS:
        problems.add(Code.OUT_OF_RANGE, "companions", low=0, high=MOST_COMPANIONS)
    for index, companion in enumerate(companions):
        if bool(companion.person_uuid) == (companion.anonymous is not None):
            problems.add(Code.REQUIRED, f"companions[{index}].person_uuid")
        if companion.anonymous is not None:
            problems.extend(check_anonymous(companion.anonymous, catalog, f"companions[{index}]"))


def check_visit(visit: RecordVisit, catalog: Catalog, today: date) -> Problems:
    """Everything that keeps a visit from being saved, at once: the minimum of the desk and its lists."""
    problems = Problems()
    problems.extend(check_date(visit.date, today))
    if bool(visit.person_uuid) == (visit.anonymous is not None):
        problems.add(Code.REQUIRED, "person_uuid")
    if visit.anonymous is not None:
        problems.extend(check_anonymous(visit.anonymous, catalog, "anonymous"))
    if not visit.profile:
        problems.add(Code.NEEDS_PROFILE, "profile")
    if not visit.services:
        problems.add(Code.NO_SERVICE, "services")
    _check_facts(problems, visit, catalog)
    _check_companions(problems, visit.companions, catalog)
    for index, service in enumerate(visit.services):
        problems.extend(check_service(service, catalog, visit.date, f"services[{index}]"))
    return problems
