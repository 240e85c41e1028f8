"""The Centro de Escucha: the agenda of its sessions, and the passes by which reception sends somebody to it."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, unique

from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.errors import Code, Problems
from casa_desktop.domain.fields import Answers
from casa_desktop.domain.typed import is_time
from casa_desktop.domain.visits import EARLIEST, ONE_TO_ONE

RISK_FIELD, HIGH_RISK = "NIVEL_RIESGO", "ALTO"
"""The field of a session whose highest answer calls for the desk's protocol."""
PLAN_FIELD = "PLAN"
USUAL_MINUTES = 45
LONGEST_SESSION = 8 * 60
FARTHEST = timedelta(days=2 * 366)
"""How far ahead an appointment is made."""


@unique
class Standing(StrEnum):
    """Where an appointment stands. «Attended» is never stored: it is so while its session counts."""

    BOOKED = "booked"
    ATTENDED = "attended"
    MISSED = "missed"
    CANCELLED = "cancelled"


@unique
class PassStanding(StrEnum):
    """Where a pass to the private room stands."""

    WAITING = "waiting"
    TAKEN = "taken"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Booking:
    """When, how long and for what: all that is asked of an appointment but its person. *start* is ``HH:MM``."""

    date: date
    start: str
    minutes: int = USUAL_MINUTES
    follow_up: bool = False
    modality: str = ONE_TO_ONE


@dataclass(frozen=True, slots=True)
class Appointment:
    """One appointment, opened."""

    uuid: str
    version: int
    booking: Booking
    standing: Standing
    person_uuid: str
    person_code: str
    person_name: str
    """Empty for a person without a name."""
    staff: str
    service_uuid: str
    """The session that it became, or empty."""
    same_day: tuple[str, ...] = ()
    """Hours of other appointments of that person on that day, told when one is written and not in lists."""


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session in the history of a person, the latest first."""

    visit_uuid: str
    service_uuid: str
    date: date
    type: str
    follow_up: bool
    modality: str
    staff: str
    notes: int
    answers: Answers


@dataclass(frozen=True, slots=True)
class Pass:
    """Somebody who waits to be attended in private. *called_at* is an instant: ISO 8601 in UTC."""

    uuid: str
    version: int
    number: int
    standing: PassStanding
    called_at: str
    person_uuid: str
    """Empty for who was not registered."""
    person_code: str
    person_name: str


def check_booking(booking: Booking, catalog: Catalog, today: date) -> Problems:
    """What is wrong with an appointment; one of a past day may still be noted down."""
    problems = Problems()
    if not EARLIEST <= booking.date <= today + FARTHEST:
        problems.add(Code.BAD_DATE, "date")
    if not is_time(booking.start):
        problems.add(Code.BAD_TIME, "start")
    if not 1 <= booking.minutes <= LONGEST_SESSION:
        problems.add(Code.OUT_OF_RANGE, "minutes", low=1, high=LONGEST_SESSION)
    modality = catalog.item(Kind.PSYCH_MODALITY, booking.modality)
    if modality is None or not modality.active_on(min(booking.date, today)):
        problems.add(Code.BAD_CHOICE, "modality")
    return problems
