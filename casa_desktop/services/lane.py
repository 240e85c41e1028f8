"""The waiting list of today: who arrives, who is called, who left. Off until the desk wants it.

Nothing here is a service. That a turn is over is read from the services that were recorded since the person came, so
that voiding one brings the turn back; the phone line moves on whom it took over, and the private room has its passes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from casa_desktop.domain.access import Action
from casa_desktop.domain.errors import Code, Problems, fault
from casa_desktop.domain.lane import (
    MOVES,
    OPEN,
    Lane,
    LaneRow,
    Priority,
    Queue,
    TurnState,
    by_age,
    call_order,
    check_types,
    priorities_of,
    queue_of,
    queues_of,
    row_in_line,
    standing,
    usual_types,
)
from casa_desktop.domain.rcf import CallState
from casa_desktop.services import passes
from casa_desktop.services.context import Context, verb
from casa_desktop.services.desk import from_settings
from casa_desktop.services.passes import SendPass
from casa_desktop.services.recording import reader, user_id
from casa_desktop.storage.people import PersonRow
from casa_desktop.storage.rcf import name_of

Stop = Any
"""A row of ``lane_stop`` with the columns of its turn."""

_PASSES = UUID("a0c7a3f6-5a0b-4f5a-9d3e-0f4c6f2f8f10")
_STOPS = UUID("4a1f5d3e-77f2-4c39-8c1b-3b8f0f7f5b21")


@dataclass(frozen=True, slots=True)
class LaneQuery:
    """Asks for the waiting list of today."""


@dataclass(frozen=True, slots=True)
class Arrive:
    """Somebody waits: a known person, their family, or somebody without a name where *person_uuid* is empty.

    *types* empty = the usual one, unless they only go to the private room.
    """

    uuid: str
    person_uuid: str = ""
    types: tuple[str, ...] = ()
    private: bool = False
    priorities: tuple[Priority, ...] = ()
    family: bool = False


@dataclass(frozen=True, slots=True)
class Arrived:
    """The number that is called. *again*: they had it already."""

    uuid: str
    number: int
    again: bool = False
    priorities: tuple[Priority, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeTurn:
    """What they wait for in the queue of the row shown, and why before others, as it should be from now on; services
    of other queues are added there."""

    uuid: str
    version: int
    types: tuple[str, ...]
    priorities: tuple[Priority, ...] = ()
    family: bool = False


@dataclass(frozen=True, slots=True)
class MoveStop:
    """A turn is called, attended, sent back to wait, or the person left or came back."""

    uuid: str
    version: int
    to: TurnState


@dataclass(frozen=True, slots=True)
class Identify:
    """The turn of somebody without a name was that of *person_uuid*: what was just recorded says so."""

    turn_uuid: str
    person_uuid: str


@dataclass(frozen=True, slots=True)
class TurnPrinted:
    """The slip of a turn went to paper."""

    turn_uuid: str


@dataclass(frozen=True, slots=True)
class Night:
    """What is left of the days before is closed, and forgets who it was."""


def turns_on(ctx: Context) -> bool:
    """Whether the desk wants turns."""
    return from_settings(ctx.work.desk.all()).turns


def _required(ctx: Context) -> None:
    if not turns_on(ctx):
        raise fault(Code.NOT_FOUND, kind="lane")


# reading


@verb(Action.LANE_VIEW)
def lane(ctx: Context, query: LaneQuery) -> Lane:
    """The queues of the actor's roles; nothing of the others, and nothing where the desk wants no turns."""
    if not turns_on(ctx):
        return Lane(on=False)
    mine = queues_of(ctx.actor.roles)
    rows = [row for _, row in stops_of(ctx, ctx.clock.today()) if row.queue in mine]
    waiting: list[LaneRow] = []
    for queue in Queue:
        run = row_in_line(_calls(ctx, queue))
        waiting += call_order([r for r in rows if r.queue is queue and r.state is TurnState.WAITING], run)
    called = [row for row in rows if row.state is TurnState.CALLED]
    attended = [row for row in rows if row.state is TurnState.ATTENDING]
    left = [row for row in rows if row.state is TurnState.LEFT]
    return Lane(True, (*called, *attended, *waiting, *left))


def _calls(ctx: Context, queue: Queue) -> list[tuple[Priority, ...]]:
    calls = ctx.work.lane.calls(ctx.clock.today())
    return [priorities_of(codes) for where, codes in calls if where == queue]


def stops_of(ctx: Context, day: date) -> list[tuple[Stop, LaneRow]]:
    """Every turn of *day* in every queue: where it is stored, and how it stands."""
    given, line = ctx.work.lane.given(day), ctx.work.lane.on_the_line(day)
    stops = ctx.work.lane.stops(day, reader(ctx))
    return [(stop, _row(stop, given.get(stop.turn_id, {}), line.get(stop.turn_id))) for stop in stops]


def _row(stop: Stop, given: Mapping[str, str], call: str | None) -> LaneRow:
    wanted, queue = tuple(stop.types.split()), Queue(stop.queue)
    phoned = CallState(call) if call is not None and queue is Queue.RCF else None
    return LaneRow(
        uuid=stop.uuid,
        version=stop.version,
        turn_uuid=stop.turn,
        number=stop.number,
        queue=queue,
        state=standing(TurnState(stop.state), wanted, given, phoned),
        person_uuid=stop.person if stop.person is not None and stop.told else "",
        name=name_of(stop),
        family=stop.family,
        priorities=priorities_of(stop.priorities),
        types=tuple(code for code in wanted if code not in given),
        wanted=wanted,
        arrived_at=stop.arrived_at,
        on_the_line=phoned is not None,
        served=any(code in given for code in wanted),
        began_at=stop.started_at or min((given[code] for code in wanted if code in given), default=""),
    )


# arriving


@verb(Action.LANE_ARRIVE)
def arrive(ctx: Context, command: Arrive) -> Arrived:
    """Gives the next number of the day. Repeating it changes nothing; who waits already keeps their number.

    Errors: NOT_FOUND (also a reserved contact, and where turns are off), BAD_CHOICE.
    """
    _required(ctx)
    if (known := ctx.work.lane.turn(command.uuid)) is not None:
        return Arrived(known.uuid, known.number, priorities=priorities_of(known.priorities))
    today = ctx.clock.today()
    types = command.types
    if not types and not command.private:
        types = usual_types(ctx.work.catalog.snapshot(), today)
    _check(ctx, types)
    person_id, priorities = None, command.priorities
    if command.person_uuid:
        person = _person(ctx, command.person_uuid)
        person_id = person.id
        priorities = (*priorities, *(each for each in by_age(person.age, today) if each not in priorities))
    before = None if person_id is None else _still_here(ctx, person_id, today)
    turn = before or _add_turn(ctx, command, person_id, priorities)
    if before is not None and (priorities or command.family):
        codes = dict.fromkeys((*priorities_of(before.priorities), *priorities))
        told = {"priorities": " ".join(codes), "family": before.family or command.family}
        ctx.work.lane.change_turn(before.id, told)
    if turn.number == 1:
        night(ctx, Night())
    _wait_for(ctx, turn, types)
    if command.private:
        uuid = uuid5(_PASSES, turn.uuid).hex
        passes.send(ctx, SendPass(uuid, command.person_uuid, turn.number))
    ctx.audit("lane.arrive", turn.uuid, ("types", *(("priorities",) if priorities else ())))
    ctx.changed("lane", turn.uuid)
    return Arrived(turn.uuid, turn.number, before is not None, priorities)


def _person(ctx: Context, uuid: str) -> PersonRow:
    person = ctx.work.people.whole(uuid)
    if person is None or (person.reserved and not reader(ctx).reserved):
        raise fault(Code.NOT_FOUND, "person_uuid", kind="person")
    return person


def _check(ctx: Context, types: Iterable[str]) -> None:
    problems = Problems()
    problems.extend(check_types(types, ctx.work.catalog.snapshot(), ctx.clock.today()))
    problems.raise_if_any()


def _still_here(ctx: Context, person_id: int, today: date) -> Any | None:
    """The turn that somebody has today and that is not over by what they were given; who left keeps it, too."""
    turn = ctx.work.lane.turn_of(person_id, today)
    if turn is None:
        return None
    own = [row for _, row in stops_of(ctx, today) if row.turn_uuid == turn.uuid]
    return turn if not own or any(row.state is not TurnState.SERVED for row in own) else None


def _add_turn(ctx: Context, command: Arrive, person_id: int | None, priorities: Iterable[Priority]) -> Any:
    today = ctx.clock.today()
    ctx.work.lane.add_turn(
        {
            "uuid": command.uuid,
            "date": today,
            "number": ctx.work.lane.next_number(today),
            "person_id": person_id,
            "family": command.family,
            "priorities": " ".join(priorities),
            "arrived_at": ctx.stamp,
            "created_by_id": user_id(ctx),
        }
    )
    return ctx.work.lane.turn(command.uuid)


def _wait_for(ctx: Context, turn: Any, types: Iterable[str]) -> None:
    """Puts *types* into their queues, beside what is waited for there; who left a queue is in it again."""
    wanted: dict[Queue, list[str]] = {}
    for code in dict.fromkeys(types):
        wanted.setdefault(_queue(ctx, code), []).append(code)
    own = {row.queue: row for row in ctx.work.lane.stops(turn.date, reader(ctx)) if row.turn_id == turn.id}
    for queue, codes in wanted.items():
        if (stop := own.get(queue)) is None:
            values = {"turn_id": turn.id, "queue": str(queue), "types": " ".join(codes), "state": "espera"}
            ctx.work.lane.add_stop({"uuid": uuid5(_STOPS, f"{turn.uuid}/{queue}").hex, **values})
            continue
        back = stop.state == TurnState.LEFT
        together = " ".join(dict.fromkeys((*stop.types.split(), *codes)))
        if back or together != stop.types:
            state = str(TurnState.WAITING) if back else stop.state
            ctx.work.lane.change_stop(stop.id, stop.version, {"types": together, "state": state})


def _queue(ctx: Context, code: str) -> Queue:
    kind = ctx.work.catalog.snapshot().service_type(code)
    return Queue.DESK if kind is None else queue_of(kind)


# what happens to a turn


def _turn(ctx: Context, uuid: str) -> Any:
    turn = ctx.work.lane.turn(uuid)
    if turn is None:
        raise fault(Code.NOT_FOUND, kind="turn")
    return turn


def _stop(ctx: Context, uuid: str) -> tuple[Stop, LaneRow]:
    mine = queues_of(ctx.actor.roles)
    for stop, row in stops_of(ctx, ctx.clock.today()):
        if row.uuid == uuid and row.queue in mine:
            return stop, row
    raise fault(Code.NOT_FOUND, kind="turn")


@verb(Action.LANE_VIEW)
def change(ctx: Context, command: ChangeTurn) -> None:
    """Changes what is waited for. Errors: NOT_FOUND, CONFLICT, BAD_CHOICE, REQUIRED (nothing at all)."""
    _required(ctx)
    stop, row = _stop(ctx, command.uuid)
    if row.version != command.version:
        raise fault(Code.CONFLICT, kind="turn")
    if not command.types:
        raise fault(Code.REQUIRED, "types")
    _check(ctx, command.types)
    turn = _turn(ctx, stop.turn)
    here = [code for code in command.types if _queue(ctx, code) is row.queue]
    _wait_for(ctx, turn, (code for code in command.types if code not in here))
    had = [code for code in row.wanted if code not in row.types]
    values: dict[str, object] = {"types": " ".join(dict.fromkeys((*had, *here)))}
    if not here:
        values = {"state": str(TurnState.LEFT), "ended_at": ctx.stamp}
    ctx.work.lane.change_stop(stop.id, command.version, values)
    told = {"priorities": " ".join(command.priorities), "family": command.family}
    ctx.work.lane.change_turn(turn.id, told)
    ctx.audit("lane.change", turn.uuid, ("types", "priorities"))
    ctx.changed("lane", turn.uuid)


@verb(Action.LANE_VIEW)
def move(ctx: Context, command: MoveStop) -> int:
    """Moves a turn in its queue and gives its version. Repeating it changes nothing.

    Errors: NOT_FOUND, CONFLICT (also whom another counter called first, and whom the phone line took over).
    """
    _required(ctx)
    stop, row = _stop(ctx, command.uuid)
    mine = user_id(ctx)
    if row.state is command.to and (row.version == command.version or stop.moved_by_id == mine):
        return row.version
    if row.on_the_line or row.version != command.version or command.to not in MOVES[row.state]:
        raise fault(Code.CONFLICT, kind="turn")
    values: dict[str, object] = {"state": str(command.to), "moved_by_id": mine}
    if command.to in (TurnState.CALLED, TurnState.ATTENDING):
        if row.state is TurnState.WAITING:
            values |= {"call": ctx.work.lane.next_call(ctx.clock.today()), "called_at": ctx.stamp}
        if command.to is TurnState.ATTENDING:
            values["started_at"] = stop.started_at or ctx.stamp
    values["ended_at"] = ctx.stamp if command.to is TurnState.LEFT else None
    if not ctx.work.lane.change_stop(stop.id, command.version, values):
        raise fault(Code.CONFLICT, kind="turn")
    ctx.audit("lane.move", row.turn_uuid, ("state",))
    ctx.changed("lane", row.turn_uuid)
    return command.version + 1


@verb(Action.LANE_ARRIVE)
def identify(ctx: Context, command: Identify) -> None:
    """Says whose turn it was. Repeating it changes nothing, and a turn that is somebody's stays theirs.

    Errors: NOT_FOUND (also a reserved contact).
    """
    turn, person = _turn(ctx, command.turn_uuid), _person(ctx, command.person_uuid)
    if turn.date != ctx.clock.today():
        raise fault(Code.NOT_FOUND, kind="turn")
    if turn.person_id is None:
        ctx.work.lane.change_turn(turn.id, {"person_id": person.id})
        ctx.audit("lane.identify", turn.uuid, ("person",))
        ctx.changed("lane", turn.uuid)


@verb(Action.LANE_ARRIVE)
def printed(ctx: Context, command: TurnPrinted) -> None:
    """Keeps that a slip went to paper. Errors: NOT_FOUND."""
    ctx.audit("lane.print", _turn(ctx, command.turn_uuid).uuid)


@verb(Action.LANE_ARRIVE)
def night(ctx: Context, command: Night) -> int:
    """Closes what nobody ended on the days before, and drops whose turns they were; gives how many days there were.

    Counts stay.
    """
    days = ctx.work.lane.days_open(ctx.clock.today())
    for day in days:
        for stop, row in stops_of(ctx, day):
            state = TurnState.UNFINISHED if row.state in OPEN else row.state
            ctx.work.lane.settle(stop.id, str(state), row.began_at or None)
    if days:
        ctx.work.lane.forget(days)
        ctx.audit("lane.night", str(len(days)))
        ctx.changed("lane", "night")
    return len(days)
