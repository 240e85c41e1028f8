"""The phone line: who waits for a call, how it went, how long a number is kept, and tracing requests."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum, unique
from math import ceil
from uuid import UUID, uuid5

from casa_desktop.domain.catalog import Catalog, Form, Kind, ServiceType
from casa_desktop.domain.errors import Code, Problem, Problems
from casa_desktop.domain.names import Name
from casa_desktop.domain.visits import LARGEST_QUANTITY, LONGEST_CALL, check_date

CALL = "LLAMADA"
CALLS = frozenset({CALL, "VIDEOLLAMADA"})
"""Modalities that somebody answers or not: these want a result."""
CONNECTIVITY = frozenset({"WIFI", "CARGA", "MENSAJE"})
"""Modalities that nobody waits for: they are counted by the handful."""
UNANSWERED = frozenset({"NO_CONTESTA", "SIN_RED"})
"""Results that another try may change; a wrong number is not tried again."""
FIRST_CALLED = frozenset({"NNA_SOLO"})
"""A child alone does not wait: attended and called first."""

FAILURES = ("NO_CONTESTA", "ERRADO", "SIN_RED")
"""Results without contact that every desk begins with; coordination may add others."""

MASK = "••••"
_SHOWN_DIGITS = 4
USUAL_KEEP_DAYS = 30
LONGEST_KEEP = 365
MOST_AT_ONCE = 50
"""Persons alike in one entry of connectivity."""
LONGEST_REFERENCE = 40

_TALLIED = UUID("0d9d4b35-8f0c-4c0e-9f0d-5a6f1f7e2b11")
_COUNTRY = re.compile(r"([A-Z]{3})?")


@unique
class CallState(StrEnum):
    """Where somebody in the queue stands. ``ENDED`` still wants its result; ``RECORDED`` and ``LEFT`` are over."""

    WAITING = "espera"
    CALLING = "llamada"
    ENDED = "terminada"
    RECORDED = "registrada"
    LEFT = "se_fue"


@unique
class RequestState(StrEnum):
    """Where a tracing request stands."""

    SENT = "enviada"
    UNDER_WAY = "en_curso"
    ANSWERED = "con_respuesta"
    CLOSED = "cerrada"


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One turn of today. *person_uuid* and *name* are empty where the reader may not know who it is."""

    uuid: str
    version: int
    state: CallState
    person_uuid: str
    person_code: str
    name: str
    """First name and an initial: the screen is seen by a queue of people."""
    anonymous: bool
    sex: str
    profile: str
    modality: str
    country: str
    came_at: str
    started_at: str
    ended_at: str
    number_uuid: str
    """Empty where there is no number, or where numbers are not the reader's."""
    masked: str
    """``••••4567``; empty where the key is not at hand."""
    first: bool
    """Whether they go before the others."""
    attempt: int
    """Which try of today it is: 1, 2, …"""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A call of today that nobody answered yet, by its latest try. *service_uuid* is what a new try names."""

    service_uuid: str
    person_code: str
    name: str
    anonymous: bool
    sex: str
    modality: str
    country: str
    result: str
    attempts: int
    last_at: str
    masked: str


@dataclass(frozen=True, slots=True)
class KnownNumber:
    """A number that the person called before, as a holder of the key may see it."""

    uuid: str
    masked: str
    country: str


@dataclass(frozen=True, slots=True)
class Line:
    """Everything on the page at once. *key* tells whether numbers can be read and written now."""

    queue: tuple[QueueRow, ...]
    unanswered: tuple[Unanswered, ...]
    key: bool
    keep_days: int


@dataclass(frozen=True, slots=True)
class RequestStep:
    """A tracing request came into *state* on *on*."""

    state: RequestState
    on: date


@dataclass(frozen=True, slots=True)
class TracingRequest:
    """Reference, dates and states; nothing of whom is sought, or by whom."""

    uuid: str
    version: int
    reference: str
    state: RequestState
    steps: tuple[RequestStep, ...]
    """Oldest first; there is always one."""

    @property
    def opened_on(self) -> date:
        """When it was sent."""
        return self.steps[0].on

    def age(self, today: date) -> int:
        """Days that it has been open; for a closed one, that it was."""
        until = self.steps[-1].on if self.state is RequestState.CLOSED else today
        return max(0, (until - self.opened_on).days)


def is_contact(modality: str) -> bool:
    """Whether an RCF service of *modality* is a contact that was tried: an attempt, whoever reports it.

    Each service of whom it was for is one attempt; companions were there, and tried nothing. It was achieved unless its
    result says otherwise: of a Red Cross message no result is asked.
    """
    return modality not in CONNECTIVITY


def short_name(name: Name) -> str:
    """``Ana Ñ.``: enough to call somebody by, not enough to read who they are over a shoulder."""
    called = (name.preferred_name or name.first_name).split()
    surname = name.first_surname.split()
    return " ".join(filter(None, (called[0] if called else "", f"{surname[-1][0].upper()}." if surname else "")))


def mask(number: str) -> str:
    """``••••4567``; of a short number nothing is shown."""
    digits = re.sub(r"\D", "", number, flags=re.ASCII)
    return MASK + (digits[-_SHOWN_DIGITS:] if len(digits) > _SHOWN_DIGITS + 1 else "")


def minutes_between(started: datetime, ended: datetime) -> int:
    """Minutes begun, as calls are told: 61 seconds are 2."""
    return max(1, min(LONGEST_CALL, ceil((ended - started).total_seconds() / 60)))


def keeps_from(today: date, days: int) -> date | None:
    """The first day whose numbers are kept; None where none are."""
    return today - timedelta(days=days) if days else None


def tallied_uuid(uuid: str, what: str, index: int) -> str:
    """The uuid of the *index*-th person, visit or service of one entry: the same each time it is repeated."""
    return uuid5(_TALLIED, f"{uuid}/{what}/{index}").hex


def rcf_type(catalog: Catalog, day: date) -> ServiceType | None:
    """The service that a call is: the first of its form that may be recorded that day."""
    return next((t for t in catalog.service_types if t.form is Form.RCF and t.active_on(day)), None)


def check_modality(catalog: Catalog, code: str, day: date, *, connectivity: bool) -> list[Problem]:
    """What is wrong with a modality of the queue, or of the count of connectivity."""
    item = catalog.item(Kind.RCF_MODALITY, code)
    if not code:
        return [Problem(Code.REQUIRED, "modality")]
    if item is None or not item.active_on(day) or (code in CONNECTIVITY) != connectivity:
        return [Problem(Code.BAD_CHOICE, "modality")]
    return []


def check_country(code: str) -> list[Problem]:
    """Alpha-3, or empty."""
    return [] if _COUNTRY.fullmatch(code) else [Problem(Code.BAD_CHOICE, "country")]


def check_handful(persons: int, quantity: int) -> Problems:
    """How many persons alike, and how much each got."""
    problems = Problems()
    if not 1 <= persons <= MOST_AT_ONCE:
        problems.add(Code.OUT_OF_RANGE, "persons", low=1, high=MOST_AT_ONCE)
    if not 1 <= quantity <= LARGEST_QUANTITY:
        problems.add(Code.OUT_OF_RANGE, "quantity", low=1, high=LARGEST_QUANTITY)
    return problems


def check_result(modality: str, result: str) -> list[Problem]:
    """A call was answered or not: that is its result."""
    return [Problem(Code.REQUIRED, "result")] if modality in CALLS and not result else []


def check_step(before: TracingRequest, on: date, today: date) -> list[Problem]:
    """A state begins neither before the one that it follows, nor tomorrow."""
    found = check_date(on, today, "on")
    if not found and on < before.steps[-1].on:
        found.append(Problem(Code.DATE_TOO_OLD, "on", {"limit": before.steps[-1].on}))
    return found
