"""A line of a planilla as it is typed: what is asked of whom, what is wrong, and the command. No Qt."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum, unique
from typing import Any

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age, AgeRange, parse_age
from casa_desktop.domain.catalog import Catalog, Kind, ServiceType
from casa_desktop.domain.documents import Document
from casa_desktop.domain.errors import Code, Problem
from casa_desktop.domain.names import Name, split_typed
from casa_desktop.domain.person_views import PersonHit
from casa_desktop.domain.persons import Channel, Details, NewConsent, Numbers, Purpose
from casa_desktop.domain.phones import Phone
from casa_desktop.domain.sheet_line import (
    choose,
    mark_form,
    on_sheet,
    parse_document,
    parse_marks,
    parse_sex,
    parse_yes,
)
from casa_desktop.domain.typed import plain
from casa_desktop.domain.visits import Anonymous, NewService, RecordVisit
from casa_desktop.services.intake import Receive
from casa_desktop.services.paper_sheets import PassLine
from casa_desktop.services.people import RegisterPerson
from casa_desktop.texts import ui_paper_in as texts
from casa_desktop.texts.places import country_name, usual_first
from casa_desktop.ui.people.model import FIRST_TEXT_VERSION
from casa_desktop.ui.sentences import sentence
from casa_desktop.ui.visits.model import Uuids

CELLS = tuple(texts.CELLS)
_ADULT = 18
_NAMELESS = ("sin nombre", "nn", "n n")


def told(hit: PersonHit) -> dict[str, str]:
    """What a line shows of somebody whom the desk knows."""
    age = "" if hit.age is None else str(hit.age.first) if hit.age.exact else f"{hit.age.first}-{hit.age.last}"
    return {
        "person": hit.name or hit.code,
        "document": f"{hit.document_type} {hit.document}".strip(),
        "sex": {"01": "H", "02": "M", "03": "I", "SD": "S"}.get(hit.sex, ""),
        "age": age,
        "country": country_name(hit.country),
    }


@unique
class Who(StrEnum):
    """Whose line it is."""

    OPEN = "open"
    KNOWN = "known"
    NEW = "new"
    ANONYMOUS = "anonymous"
    DONE = "done"
    """Recorded: it shows what it was, and takes nothing more."""


_ASKED: Mapping[Who, tuple[str, ...]] = {
    Who.OPEN: (),
    Who.KNOWN: ("profile", "services", "signed"),
    Who.NEW: ("document", "sex", "age", "country", "profile", "phone", "services", "signed"),
    Who.ANONYMOUS: ("sex", "age", "country", "profile", "services"),
    Who.DONE: (),
}
CARRIED = ("country", "profile")
"""Taken from the line above where nothing was said."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the cells choose from, on the day of the planilla."""

    catalog: Catalog
    day: date
    roles: frozenset[Role]

    @property
    def kinds(self) -> tuple[ServiceType, ...]:
        """The services of which a tick says everything."""
        return tuple(kind for kind in self.catalog.types_for(self.roles, self.day) if on_sheet(kind))

    @property
    def profiles(self) -> list[tuple[str, str]]:
        return [(item.code, item.name) for item in self.catalog.of(Kind.PROFILE, self.day)]


@dataclass(frozen=True, slots=True)
class Head:
    """What all lines of a planilla share. *sheet* as it is written; empty codes = those of each service."""

    sheet: str
    day: date
    place: str = ""
    funder: str = ""
    staff: str = ""
    reason: str = ""


@dataclass(slots=True)
class Line:
    """One line. *texts* is what stands in its cells, *uuids* what makes saving it again write nothing twice."""

    number: int
    who: Who = Who.OPEN
    person_uuid: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    uuids: Uuids = field(default_factory=Uuids)

    @property
    def blank(self) -> bool:
        """Whether nothing was typed."""
        return self.who is Who.OPEN and not self.text("person")

    @property
    def waits(self) -> bool:
        """Whether it holds something that is not recorded."""
        return self.who is not Who.DONE and not self.blank

    def text(self, cell: str) -> str:
        return self.texts.get(cell, "").strip()

    def asked(self) -> tuple[str, ...]:
        """The cells that are to be filled in, in order."""
        return _ASKED[self.who]

    def reopen(self) -> None:
        """Whose line it is, is asked again; a service that was typed stays."""
        self.who, self.person_uuid = Who.OPEN, ""
        self.texts = {cell: text for cell, text in self.texts.items() if cell in ("services", "person")}
        self.uuids.clear()

    def undone(self) -> None:
        """What was recorded of it was voided: it may be saved again, of the person who is registered by now."""
        if registered := self.uuids.get("person", ""):
            self.who, self.person_uuid = Who.KNOWN, registered
        else:
            self.who = Who.KNOWN if self.person_uuid else Who.ANONYMOUS
        self.uuids.clear()

    def draft(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "who": str(self.who),
            "person_uuid": self.person_uuid,
            "texts": dict(self.texts),
            "uuids": dict(self.uuids),
        }

    @classmethod
    def restored(cls, draft: Mapping[str, Any]) -> "Line":
        return cls(
            int(draft["number"]),
            Who(draft["who"]),
            str(draft["person_uuid"]),
            dict(draft["texts"]),
            Uuids(draft["uuids"]),
        )


def settled(cell: str, text: str, facts: Facts) -> str:
    """*text* as the cell shows it once it is left: the whole word where it was understood, else as it stands."""
    if cell == "profile":
        return facts.catalog.name(Kind.PROFILE, choose(text, facts.profiles)) or text
    if cell == "country":
        return country_name(country(text)) or text
    if cell == "services":
        marks = parse_marks(text, facts.kinds)
        return " ".join(mark.written for mark in marks) if marks else text
    if cell == "sex":
        code = parse_sex(text)
        return {"01": "H", "02": "M", "03": "I", "SD": "S"}.get(code or "", text)
    if cell == "signed":
        said = parse_yes(text)
        return text if said is None else "Sí" if said else "No"
    return text.strip().upper() if cell == "document" else text.strip()


def country(text: str) -> str | None:
    """Alpha-3 of a country by the beginning of its name; of several the usual one."""
    options = [(c.alpha3, c.name) for c in usual_first()]
    exact = choose(text, options)
    said = plain(text)
    return exact or next((code for code, name in options if said and plain(name).startswith(said)), None)


def check(line: Line, facts: Facts) -> dict[str, str]:
    """What keeps a line from being recorded: cell → sentence."""
    if line.who is Who.OPEN:
        return {"person": texts.CHOOSE_PERSON}
    found: dict[str, str] = {}
    asked = line.asked()
    for cell, wrong in _CHECKS.items():
        if cell in asked and (said := wrong(line, facts)):
            found[cell] = said
    return found


def _sentence(code: Code) -> str:
    return sentence(Problem(code))


def _sex(line: Line, _facts: Facts) -> str:
    return "" if parse_sex(line.text("sex")) else _sentence(Code.NEEDS_SEX)


def _age(line: Line, facts: Facts) -> str:
    if not line.text("age"):
        return _sentence(Code.NEEDS_AGE)
    return "" if _age_range(line, facts) else _sentence(Code.BAD_AGE)


def _country(line: Line, _facts: Facts) -> str:
    return "" if not line.text("country") or country(line.text("country")) else _sentence(Code.BAD_CHOICE)


def _profile(line: Line, facts: Facts) -> str:
    if not line.text("profile"):
        return _sentence(Code.NEEDS_PROFILE)
    return "" if choose(line.text("profile"), facts.profiles) else _sentence(Code.BAD_CHOICE)


def _document(line: Line, facts: Facts) -> str:
    return "" if not line.text("document") or document(line, facts) else texts.NEEDS_TYPE


def _services(line: Line, facts: Facts) -> str:
    text = line.text("services")
    if not text:
        return _sentence(Code.NO_SERVICE)
    if parse_marks(text, facts.kinds):
        return ""
    others = parse_marks(text, [kind for kind in facts.catalog.service_types if kind.active_on(facts.day)])
    known = {kind.code for kind in facts.kinds}
    for mark in others or ():
        kind = facts.catalog.service_type(mark.code)
        if kind is not None and mark.code not in known and not kind.compartment:
            return texts.needs_more(kind.name)
    return texts.BAD_SERVICES


def _signed(line: Line, _facts: Facts) -> str:
    said = line.text("signed")
    needed = line.who is Who.NEW or said
    return texts.SAY_SIGNED if needed and parse_yes(said) is None else ""


_CHECKS = {
    "document": _document,
    "sex": _sex,
    "age": _age,
    "country": _country,
    "profile": _profile,
    "services": _services,
    "signed": _signed,
}


def _age_of(line: Line, facts: Facts) -> Age:
    return parse_age(line.text("age"), facts.day) or Age()


def _age_range(line: Line, facts: Facts) -> AgeRange | None:
    return _age_of(line, facts).on(facts.day)


def document(line: Line, facts: Facts) -> Document | None:
    """The document of a line; None where there is none or its type is not said."""
    ages = _age_range(line, facts)
    found = parse_document(line.text("document"), adult=ages is None or ages.last >= _ADULT)
    if found is None:
        return None
    return Document(line.uuids["document"], found[0], found[1], principal=True)


def command(line: Line, head: Head, facts: Facts) -> PassLine:
    """What to ask of ``paper_sheets.pass_line``; of a line without problems."""
    new = line.who is Who.NEW
    anonymous = _anonymous(line, facts) if line.who is Who.ANONYMOUS else None
    person = line.uuids["person"] if new else line.person_uuid
    signed = parse_yes(line.text("signed")) is True
    consent = _consent(line, head) if signed and anonymous is None else None
    visit = RecordVisit(
        uuid=line.uuids["visit"],
        date=head.day,
        profile=choose(line.text("profile"), facts.profiles) or "",
        services=_new_services(line, head, facts),
        person_uuid="" if anonymous else person,
        anonymous=anonymous,
        reason=head.reason,
    )
    register = _register(line, facts, consent) if new else None
    return PassLine(Receive(visit, register), None if new else consent)


def _new_services(line: Line, head: Head, facts: Facts) -> tuple[NewService, ...]:
    kinds = {kind.code: kind for kind in facts.kinds}
    return tuple(
        NewService(
            uuid=line.uuids[f"service.{mark.code}"],
            type=mark.code,
            form=mark_form(kinds[mark.code], mark, facts.catalog),
            staff=head.staff,
            place=head.place,
            funder=head.funder,
            sheet=head.sheet,
            line=line.number,
        )
        for mark in parse_marks(line.text("services"), facts.kinds) or ()
    )


def _anonymous(line: Line, facts: Facts) -> Anonymous:
    ages = _age_range(line, facts)
    first, last = (None, None) if ages is None else (ages.first, ages.last)
    sex, where = parse_sex(line.text("sex")) or "", country(line.text("country")) or ""
    return Anonymous(line.uuids["anonymous"], sex, first, last, where)


def _consent(line: Line, head: Head) -> NewConsent:
    folio = f"{head.sheet}-{line.number}"
    return NewConsent(line.uuids["consent"], Purpose.DATA, Channel.SIGNATURE, head.day, FIRST_TEXT_VERSION, folio=folio)


def _register(line: Line, facts: Facts, consent: NewConsent | None) -> RegisterPerson:
    nameless = plain(line.text("person")) in _NAMELESS
    details = Details(
        name=Name() if nameless else split_typed(line.text("person")),
        nameless=nameless,
        sex=parse_sex(line.text("sex")) or "",
        age=_age_of(line, facts),
        country=country(line.text("country")) or "",
    )
    held = document(line, facts)
    phone = line.text("phone")
    numbers = Numbers((held,) if held else (), (Phone(line.uuids["phone"], phone),) if phone else ())
    return RegisterPerson(line.uuids["person"], details, numbers, consent=consent)


def cell_of(problem: Problem) -> str:
    """The cell that a problem of the verb belongs to; empty where it is the line's or the head's."""
    name = (
        problem.field.rpartition(".")[2] if problem.field.startswith("anonymous.") else problem.field.partition("[")[0]
    )
    known = {"documents": "document", "phones": "phone", "birth_date": "age", "stated_on": "age", "line": "person"}
    names = {"first_name": "person", "person_uuid": "person", "other_names": "person", "first_surname": "person"}
    found = {**known, **names}.get(name, name)
    return found if found in CELLS else ""
