"""A child who came alone or apart from their family: the card that stays open until somebody answers for them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum, unique

from casa_desktop.domain.ages import AgeRange
from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.clock import BOGOTA
from casa_desktop.domain.errors import Code, Problems
from casa_desktop.domain.text import taken, tidy, tidy_name

ALONE = ("NNA_SOLO", "NNA_SEPARADO")
"""The vulnerabilities of a visit that open a card."""
LONGEST_ADULT, LONGEST_DOCUMENT, LONGEST_ABOUT = 120, 60, 300


@unique
class Told(StrEnum):
    """Who is told about a child."""

    ICBF = "icbf"
    FAMILY_OFFICE = "comisaria"
    POLICE = "policia_infancia"
    OTHER = "otra"


@dataclass(frozen=True, slots=True)
class Adult:
    """The adult who came with the child; every part may be empty. *kinship* is a code of the list."""

    name: str = ""
    kinship: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class NewNotice:
    """Somebody was told. *at* is the minute in Bogotá, *about* the filing number or the name of who answered."""

    uuid: str
    told: Told
    at: datetime
    about: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as it stands on the card. *at* as in :class:`NewNotice`."""

    uuid: str
    told: Told
    at: datetime
    about: str
    by: str


@dataclass(frozen=True, slots=True)
class ChildCard:
    """One child whose card is open. *uuid* is empty and *version* 0 until something is written on it."""

    person_uuid: str
    person_code: str
    person_name: str
    age: AgeRange | None
    codes: tuple[str, ...]
    since: date
    """The day of the visit on which it was first marked."""
    visit_uuid: str
    uuid: str = ""
    version: int = 0
    adult: Adult = Adult()
    notices: tuple[Notice, ...] = ()


def checked_adult(adult: Adult, catalog: Catalog, problems: Problems) -> Adult:
    """The adult as it will be stored."""
    if adult.kinship and catalog.item(Kind.KINSHIP, adult.kinship) is None:
        problems.add(Code.BAD_CHOICE, "adult.kinship")
    return Adult(
        taken(problems, "adult.name", adult.name, LONGEST_ADULT, tidy_name),
        adult.kinship,
        taken(problems, "adult.document", adult.document, LONGEST_DOCUMENT, tidy),
    )


def checked_notice(notice: NewNotice, since: date, now: datetime, problems: Problems) -> NewNotice:
    """The notice as it will be stored: told after the child came, and not in the future."""
    at = notice.at.astimezone(BOGOTA).replace(second=0, microsecond=0)
    if at > now:
        problems.add(Code.DATE_IN_FUTURE, "at")
    elif at.date() < since:
        problems.add(Code.DATE_TOO_OLD, "at", limit=since)
    about = taken(problems, "about", notice.about, LONGEST_ABOUT, tidy)
    return NewNotice(notice.uuid, notice.told, at, about)
