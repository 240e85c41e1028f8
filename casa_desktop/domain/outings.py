"""An outing of the Unidad Móvil: a day, a place, a team and a vehicle, and the attentions of health that it groups.

A service joins by itself: what health gives at the place «Unidad Móvil» on a day with an open outing belongs to it.
"""

import re
from dataclasses import dataclass
from datetime import date

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import AgeRange
from casa_desktop.domain.catalog import ServiceType
from casa_desktop.domain.errors import Code, Problems
from casa_desktop.domain.fields import FieldKind, ServiceField
from casa_desktop.domain.typed import is_time
from casa_desktop.domain.visits import EARLIEST

MOBILE_UNIT = "UNIDAD_MOVIL"
"""The place of the catalogue that outings go by."""
LONGEST_SECTOR = 120
LONGEST_VEHICLE = 60
LONGEST_MEMBER = 80
MOST_MEMBERS = 20
_MUNICIPALITY = re.compile(r"\d{5}")


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the team: a user, or somebody from outside by name."""

    user_uuid: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Outing:
    """*municipality* is a DIVIPOLA code. Hours are ``08:30`` or empty."""

    uuid: str
    date: date
    municipality: str
    sector: str = ""
    vehicle: str = ""
    starts_at: str = ""
    ends_at: str = ""
    team: tuple[Member, ...] = ()
    """Of those who were read, users have their names too."""
    closed: bool = False
    version: int = 0


@dataclass(frozen=True, slots=True)
class OutingLine:
    """One outing in a list, with everything that it groups, whoever may see whom."""

    outing: Outing
    persons: int
    services: int


@dataclass(frozen=True, slots=True)
class OutingFact:
    """What a total is made of: nobody's name. *consultation* is the code of what was chosen, or empty."""

    type: str
    consultation: str
    sex: str
    age: AgeRange | None
    """On the day of the outing."""


@dataclass(frozen=True, slots=True)
class Attention:
    """One service of an outing, for who may read what was given."""

    service_uuid: str
    visit_uuid: str
    person_uuid: str
    person_name: str
    """Empty for an anonymous entry and for a person without a name."""
    anonymous: bool
    sex: str
    age: AgeRange | None
    type: str
    consultation: str
    created_at: str
    """ISO 8601 in UTC."""


@dataclass(frozen=True, slots=True)
class OutingDetail:
    """Everything of one outing. *rows* are those that the reader may see, *facts* all of them."""

    outing: Outing
    persons: int
    facts: tuple[OutingFact, ...]
    rows: tuple[Attention, ...]
    may_read: bool
    """Whether *rows* are the reader's to see at all."""
    loose: int
    """Services of health at the Unidad Móvil on that day which stand in no outing."""


def goes_out(kind: ServiceType, place: str) -> bool:
    """Whether a service is one of those that outings group."""
    return place == MOBILE_UNIT and Role.HEALTH in kind.roles


def consultation_field(kind: ServiceType) -> ServiceField | None:
    """The field that tells the kind of consultation: the first choice that must be answered."""
    asked = (field for field in kind.fields if field.kind is FieldKind.CHOICE and field.required)
    return next(asked, None)


def check_outing(outing: Outing) -> Problems:
    """What is wrong with an outing; its fields are those of :class:`Outing`. It may be planned ahead."""
    problems = Problems()
    if outing.date < EARLIEST:
        problems.add(Code.DATE_TOO_OLD, "date", limit=EARLIEST)
    if not outing.municipality:
        problems.add(Code.REQUIRED, "municipality")
    elif not _MUNICIPALITY.fullmatch(outing.municipality):
        problems.add(Code.BAD_CHOICE, "municipality")
    for field, limit in (("sector", LONGEST_SECTOR), ("vehicle", LONGEST_VEHICLE)):
        if len(getattr(outing, field)) > limit:
            problems.add(Code.TOO_LONG, field, limit=limit)
    _check_hours(problems, outing)
    if len(outing.team) > MOST_MEMBERS:
        problems.add(Code.OUT_OF_RANGE, "team", low=0, high=MOST_MEMBERS)
    if any(len(member.name) > LONGEST_MEMBER for member in outing.team):
        problems.add(Code.TOO_LONG, "team", limit=LONGEST_MEMBER)
    return problems


def _check_hours(problems: Problems, outing: Outing) -> None:
    for field in ("starts_at", "ends_at"):
        if getattr(outing, field) and not is_time(getattr(outing, field)):
            problems.add(Code.BAD_TIME, field)
    if outing.starts_at and outing.ends_at and outing.ends_at < outing.starts_at:
        problems.add(Code.ENDS_BEFORE, "ends_at")
