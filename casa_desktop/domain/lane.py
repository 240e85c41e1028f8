"""The waiting list of today: who waits for what, who is called next, and how long it took. None of it is a service.

The order is written down so that it can be told to whoever asks. A child who came alone is called first. Then those
with a priority, in the order in which they came; but after :data:`MOST_IN_A_ROW` of them in a row the one who has
waited longest without a priority is called. So whoever has *n* others before them, in their own line, is called within
``(MOST_IN_A_ROW + 1) × (n + 1)`` calls, children who came alone not counted.
"""

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum, unique
from types import MappingProxyType
from typing import Protocol, TypeVar

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age
from casa_desktop.domain.catalog import Catalog, Form, ServiceType
from casa_desktop.domain.children import ALONE
from casa_desktop.domain.errors import Code, Problems
from casa_desktop.domain.periods import Month
from casa_desktop.domain.rcf import CallState

MOST_IN_A_ROW = 2
"""Calls of persons with a priority, one after the other, while somebody without one waits."""
ELDER_FROM = 60
"""Years: from then on the law of Colombia speaks of a «persona mayor»."""
USUAL_TYPE = "ORI"
"""What somebody waits for where nothing else is said."""


@unique
class Queue(StrEnum):
    """A line of people. Those of the private room are its passes, which reception does not see."""

    DESK = "mesa"
    RCF = "rcf"
    HEALTH = "salud"
    PRIVATE = "reservada"


@unique
class TurnState(StrEnum):
    """Where somebody stands in a queue. ``SERVED`` is so while what they waited for counts: only the night stores it.

    ``UNFINISHED`` is what the next morning makes of a turn that nobody ended.
    """

    WAITING = "espera"
    CALLED = "llamado"
    ATTENDING = "atencion"
    SERVED = "atendido"
    LEFT = "se_fue"
    UNFINISHED = "sin_cerrar"


@unique
class Priority(StrEnum):
    """Why somebody is called before others; the codes are those of the vulnerabilities, where there is one."""

    CHILD_ALONE = "NNA_SOLO"
    CHILD_SEPARATED = "NNA_SEPARADO"
    PREGNANT = "GESTANTE"
    ELDER = "MAYOR"
    DISABILITY = "DISCAPACIDAD"
    BREASTFEEDING = "LACTANCIA"
    SMALL_CHILD = "NINO_PEQUENO"


_QUEUES_OF = MappingProxyType(
    {
        Role.RECEPTION: (Queue.DESK,),
        Role.RCF: (Queue.RCF,),
        Role.HEALTH: (Queue.HEALTH,),
        Role.PSYCHOLOGY: (Queue.PRIVATE,),
        Role.COORDINATION: (Queue.DESK, Queue.RCF, Queue.HEALTH),
    }
)

MOVES: Mapping[TurnState, tuple[TurnState, ...]] = MappingProxyType(
    {
        TurnState.WAITING: (TurnState.CALLED, TurnState.ATTENDING, TurnState.LEFT),
        TurnState.CALLED: (TurnState.ATTENDING, TurnState.WAITING, TurnState.LEFT),
        TurnState.ATTENDING: (TurnState.WAITING, TurnState.LEFT),
        TurnState.LEFT: (TurnState.WAITING,),
        TurnState.SERVED: (),
        TurnState.UNFINISHED: (),
    }
)
"""From a state to those that somebody may choose next."""

OPEN = (TurnState.WAITING, TurnState.CALLED, TurnState.ATTENDING)


class Waiting(Protocol):
    """What the order of the calls depends on: a turn, or a pass to the private room."""

    @property
    def number(self) -> int:
        """As it is called."""

    @property
    def arrived_at(self) -> str:
        """Since when they wait."""

    @property
    def priorities(self) -> tuple[Priority, ...]:
        """Why before others."""


W = TypeVar("W", bound=Waiting)


@dataclass(frozen=True, slots=True)
class LaneRow:
    """One turn in one queue. *person_uuid* and *name* are empty for who gave none, and where they are not the reader's.

    Instants are ISO 8601 in UTC.
    """

    uuid: str
    version: int
    turn_uuid: str
    number: int
    queue: Queue
    state: TurnState
    person_uuid: str
    name: str
    """First name and an initial: the screen is seen by a queue of people."""
    family: bool
    """Whether they came as a family."""
    priorities: tuple[Priority, ...]
    types: tuple[str, ...]
    """Codes of the services that they still wait for, of those that they *wanted*."""
    wanted: tuple[str, ...]
    arrived_at: str
    on_the_line: bool = False
    """Whether the phone line has them by now: it moves them on."""
    served: bool = False
    """Whether something of what they wanted was given to them since they came."""
    began_at: str = ""
    """When their wait was over; empty while they wait."""


@dataclass(frozen=True, slots=True)
class Lane:
    """What one reader sees of the waiting list: who was called or is attended, then the others in the order of the
    calls, then who left. *on* tells whether the desk wants turns at all."""

    on: bool
    rows: tuple[LaneRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Wait:
    """How one service was waited for. *seconds* until it began; None where it did not begin."""

    what: str
    """The code of a service type; empty for the turn as a whole and for the private room."""
    queue: Queue
    state: TurnState
    seconds: int | None


@dataclass(frozen=True, slots=True)
class WaitCount:
    """The waits of one service, or of all turns. Minutes are None where nobody was attended."""

    what: str
    queue: Queue | None
    """None for all of the day."""
    turns: int
    attended: int
    left: int
    """Gone without attention."""
    unfinished: int
    """Who still waits; of a past day, who was never called off."""
    average: int | None
    longest: int | None


@dataclass(frozen=True, slots=True)
class LaneSummary:
    """A day of waiting, in counts."""

    date: date
    total: WaitCount
    by_service: tuple[WaitCount, ...]


def queues_of(roles: Iterable[Role]) -> frozenset[Queue]:
    """The queues that somebody with *roles* calls from."""
    return frozenset(queue for role in roles for queue in _QUEUES_OF.get(role, ()))


def queue_of(kind: ServiceType) -> Queue:
    """In which queue one waits for a service of *kind*."""
    if kind.compartment or kind.form is Form.PSYCHOLOGY:
        return Queue.PRIVATE
    if kind.form is Form.RCF:
        return Queue.RCF
    if Role.HEALTH in kind.roles and Role.RECEPTION not in kind.roles:
        return Queue.HEALTH
    return Queue.DESK


def waited_for(catalog: Catalog, day: date) -> tuple[ServiceType, ...]:
    """What somebody who arrives may be asked for: nothing that is done by telephone, or on a page of its own but aid.
    The private room is not among them: it is one word of its own."""

    def waits(kind: ServiceType) -> bool:
        return not kind.option_in(Month.of(day)).remote and (not kind.apart or kind.form is Form.AID)

    offered = (kind for kind in catalog.service_types if kind.active_on(day) and queue_of(kind) is not Queue.PRIVATE)
    return tuple(kind for kind in offered if waits(kind))


def usual_types(catalog: Catalog, day: date) -> tuple[str, ...]:
    """What somebody waits for where nothing else is said; a desk that gives no orientation begins with its first."""
    codes = [kind.code for kind in waited_for(catalog, day)]
    return (USUAL_TYPE,) if USUAL_TYPE in codes else tuple(codes[:1])


def check_types(codes: Iterable[str], catalog: Catalog, day: date) -> Problems:
    """What is wrong with the services that somebody waits for."""
    problems = Problems()
    offered = {kind.code for kind in waited_for(catalog, day)}
    if not offered.issuperset(codes):
        problems.add(Code.BAD_CHOICE, "types")
    return problems


def by_age(age: Age, day: date) -> tuple[Priority, ...]:
    """The priority that an age gives by itself; an estimate that may be younger gives none."""
    years = age.on(day)
    return (Priority.ELDER,) if years is not None and years.first >= ELDER_FROM else ()


def priorities_of(codes: str) -> tuple[Priority, ...]:
    """Those that are stored with blanks between them."""
    return tuple(Priority(code) for code in codes.split() if code in tuple(Priority))


def standing(
    stored: TurnState, wanted: Collection[str], given: Collection[str], call: CallState | None = None
) -> TurnState:
    """Where a turn stands: what counts says that it is over, and from then on the phone line says what it does."""
    if wanted and set(wanted) <= set(given):
        return TurnState.SERVED
    if call in (CallState.CALLING, CallState.ENDED):
        return TurnState.ATTENDING
    if call is CallState.LEFT:
        return TurnState.LEFT
    return stored


def row_in_line(called: Iterable[Collection[Priority]]) -> int:
    """How many persons with a priority were called in a row; *called* are the priorities of each call, oldest first.
    Children who came alone stand in nobody's way."""
    run = 0
    for priorities in called:
        if not goes_first(priorities):
            run = run + 1 if priorities else 0
    return run


def goes_first(priorities: Iterable[Priority]) -> bool:
    """Whether they go before everybody: a child alone does not wait."""
    return not set(ALONE).isdisjoint(priorities)


def call_order(waiting: Iterable[W], run: int) -> tuple[W, ...]:
    """In which order they are called if nobody else comes; *run* as :func:`row_in_line` gives it."""
    came = sorted(waiting, key=lambda row: (row.arrived_at, row.number))
    order = [row for row in came if goes_first(row.priorities)]
    before = deque(row for row in came if row.priorities and not goes_first(row.priorities))
    others = deque(row for row in came if not row.priorities)
    while before or others:
        if before and (run < MOST_IN_A_ROW or not others):
            order.append(before.popleft())
            run += 1
        else:
            order.append(others.popleft())
            run = 0
    return tuple(order)


def minutes_waited(since: str, until: datetime | str) -> int:
    """Whole minutes between two instants; never below zero, whatever the clock did."""
    end = datetime.fromisoformat(until) if isinstance(until, str) else until
    return max(0, int((end - datetime.fromisoformat(since)).total_seconds()) // 60)


def count_waits(waits: Sequence[Wait], what: str, queue: Queue | None) -> WaitCount:
    """The count of *waits*; the average is over those who were attended, rounded to the minute."""
    times = [wait.seconds for wait in waits if wait.seconds is not None]
    begun = len(times)
    left = sum(wait.seconds is None and wait.state is TurnState.LEFT for wait in waits)
    return WaitCount(
        what=what,
        queue=queue,
        turns=len(waits),
        attended=begun,
        left=left,
        unfinished=len(waits) - begun - left,
        average=round(sum(times) / begun / 60) if begun else None,
        longest=max(times) // 60 if begun else None,
    )
