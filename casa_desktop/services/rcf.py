"""The phone line: who waits today, the call, its result, and another try. What counts is the service of each try.

Nothing of a conversation is stored. A turn lives for its day; a voided service leaves its call without a result.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from casa_desktop.domain.access import Action
from casa_desktop.domain.errors import Code, Problems, fault
from casa_desktop.domain.rcf import (
    FIRST_CALLED,
    UNANSWERED,
    CallState,
    Line,
    QueueRow,
    Unanswered,
    check_country,
    check_modality,
    check_result,
)
from casa_desktop.domain.visits import Anonymous, Rcf, RecordVisit, check_anonymous
from casa_desktop.services import lane, visits
from casa_desktop.services.context import Context, verb
from casa_desktop.services.lane import Identify
from casa_desktop.services.rcf_numbers import keep_days, key_at_hand, masked, store, used
from casa_desktop.services.rcf_recording import as_said_today, check_lists, contact_service
from casa_desktop.services.recording import Recorder, reader, user_id
from casa_desktop.services.visits import VisitRecorded
from casa_desktop.storage.rcf import name_of

_OPEN = (CallState.WAITING, CallState.CALLING, CallState.ENDED)
_MOVES = {
    CallState.WAITING: (CallState.CALLING, CallState.LEFT),
    CallState.CALLING: (CallState.ENDED, CallState.WAITING, CallState.LEFT),
    CallState.ENDED: (CallState.LEFT,),
    CallState.LEFT: (CallState.WAITING,),
    CallState.RECORDED: (),
}
"""From a state to those that may follow; ``RECORDED`` comes from the result alone."""


@dataclass(frozen=True, slots=True)
class LineQuery:
    """Asks for the queue of today and its unanswered calls."""


@dataclass(frozen=True, slots=True)
class Enqueue:
    """Somebody waits for the phone. *number* as typed, or *number_uuid* of one called before; both may be empty."""

    uuid: str
    modality: str
    profile: str
    person_uuid: str = ""
    anonymous: Anonymous | None = None
    country: str = ""
    number: str = ""
    number_uuid: str = ""
    vulnerabilities: tuple[str, ...] = ()
    lane_turn: str = ""
    """Their turn in the waiting room, where they had one: from now on it stands as the line says."""


@dataclass(frozen=True, slots=True)
class MoveTurn:
    """The call begins or ends, the person leaves or comes back."""

    uuid: str
    version: int
    to: CallState


@dataclass(frozen=True, slots=True)
class Finish:
    """How the call went. The uuids are those of the visit that may be opened and of the service that is written."""

    uuid: str
    version: int
    visit_uuid: str
    service_uuid: str
    result: str = ""
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Retry:
    """Another try of an unanswered call, begun at once as the turn *uuid*."""

    uuid: str
    service_uuid: str


@verb(Action.RECORD_RCF)
def line(ctx: Context, query: LineQuery) -> Line:
    """Those who wait or call, children alone first, then who is done; and what nobody answered, the latest first."""
    today, who = ctx.clock.today(), reader(ctx)
    tries = ctx.work.phone_line.tries(today, who)
    turns = ctx.work.phone_line.turns(today, who)
    ranks = _ranks(tries)
    made = Counter(each.chain for each in tries)
    rows = []
    for turn in turns:
        state = CallState(turn.stands)
        attempt = made[turn.chain] + 1 if state in _OPEN else ranks.get(turn.service_id, 1)
        rows.append(_queue_row(ctx, turn, state, attempt))
    still = sorted((row for row in rows if row.state in _OPEN), key=lambda row: not row.first)
    over = [row for row in reversed(rows) if row.state not in _OPEN]
    waiting = {turn.chain for turn in turns if turn.stands in _OPEN}
    return Line((*still, *over), _unanswered(ctx, tries, waiting), key_at_hand(ctx), keep_days(ctx))


def _ranks(tries: Iterable[Any]) -> dict[int, int]:
    """Which try of its chain each service is."""
    seen: Counter[str] = Counter()
    ranks = {}
    for each in tries:
        seen[each.chain] += 1
        ranks[each.id] = seen[each.chain]
    return ranks


def _queue_row(ctx: Context, turn: Any, state: CallState, attempt: int) -> QueueRow:
    codes = set(turn.vulnerabilities.split())
    numbers = key_at_hand(ctx)
    return QueueRow(
        uuid=turn.uuid,
        version=turn.version,
        state=state,
        person_uuid=turn.person if turn.told else "",
        person_code=turn.code,
        name=name_of(turn),
        anonymous=turn.anonymous,
        sex=turn.sex,
        profile=turn.profile,
        modality=turn.modality,
        country=turn.country,
        came_at=turn.created_at,
        started_at=turn.started_at or "",
        ended_at=turn.ended_at or "",
        number_uuid=turn.number or "" if numbers else "",
        masked=masked(ctx, turn.number, turn.sealed),
        first=turn.alone or not codes.isdisjoint(FIRST_CALLED),
        attempt=attempt,
    )


def _unanswered(ctx: Context, tries: Iterable[Any], waiting: set[str]) -> tuple[Unanswered, ...]:
    chains: dict[str, list[Any]] = {}
    for each in tries:
        chains.setdefault(each.chain, []).append(each)
    found = []
    for chain, own in chains.items():
        last = own[-1]
        if last.result not in UNANSWERED or chain in waiting:
            continue
        number = next((each for each in reversed(own) if each.number is not None), last)
        found.append(
            Unanswered(
                service_uuid=last.uuid,
                person_code=last.code,
                name=name_of(last),
                anonymous=last.anonymous,
                sex=last.sex,
                modality=last.modality,
                country=last.country,
                result=last.result,
                attempts=len(own),
                last_at=last.created_at,
                masked=masked(ctx, number.number, number.sealed),
            )
        )
    return tuple(sorted(found, key=lambda each: each.last_at, reverse=True))


@verb(Action.RECORD_RCF)
def enqueue(ctx: Context, command: Enqueue) -> str:
    """Puts somebody at the end of the queue and gives the turn's uuid. Repeating it changes nothing.

    Errors: those of the fields; NOT_FOUND (a person who is not the actor's to know), NEEDS_COMPARTMENT_KEY (a number).
    """
    today = ctx.clock.today()
    if ctx.work.phone_line.turn(command.uuid, today, reader(ctx)) is not None:
        return command.uuid
    catalog = ctx.work.catalog.snapshot()
    problems = Problems()
    if bool(command.person_uuid) == (command.anonymous is not None):
        problems.add(Code.REQUIRED, "person_uuid")
    if command.anonymous is not None:
        problems.extend(check_anonymous(command.anonymous, catalog, "anonymous"))
    check_lists(ctx, problems, command.profile, command.vulnerabilities)
    problems.extend(check_modality(catalog, command.modality, today, connectivity=False))
    problems.extend(check_country(command.country))
    problems.raise_if_any()
    target = Recorder.of(ctx, catalog, today).target(command.person_uuid, command.anonymous)
    number_id = None
    if command.number.strip():
        number_id = store(ctx, command.uuid, target.person_uuid, target.person_id, command.country, command.number)
    elif command.number_uuid:
        number_id = used(ctx, command.number_uuid, target.person_uuid)
    _add_turn(
        ctx,
        uuid=command.uuid,
        person_id=target.person_id,
        profile=command.profile,
        vulnerabilities=" ".join(command.vulnerabilities),
        modality=command.modality,
        country=command.country,
        number_id=number_id,
        chain=command.uuid,
    )
    fields = ["modality", "profile", *(name for name in ("country", "vulnerabilities") if getattr(command, name))]
    if command.lane_turn:
        lane.identify(ctx, Identify(command.lane_turn, target.person_uuid))
    ctx.audit("rcf.enqueue", command.uuid, (*fields, *(["number"] if number_id else [])))
    return command.uuid


def _add_turn(ctx: Context, **values: object) -> None:
    usual: dict[str, object] = {
        "date": ctx.clock.today(),
        "state": str(CallState.WAITING),
        "created_at": ctx.stamp,
        "created_by_id": user_id(ctx),
    }
    ctx.work.phone_line.add_turn(usual | values)
    ctx.changed("rcf", str(values["uuid"]))


def _turn(ctx: Context, uuid: str) -> Any:
    turn = ctx.work.phone_line.turn(uuid, ctx.clock.today(), reader(ctx))
    if turn is None:
        raise fault(Code.NOT_FOUND, kind="turn")
    return turn


def _change(ctx: Context, turn: Any, version: int, **values: object) -> None:
    if turn.version != version or not ctx.work.phone_line.change_turn(turn.id, version, values):
        raise fault(Code.CONFLICT, kind="turn")
    ctx.changed("rcf", turn.uuid)


@verb(Action.RECORD_RCF)
def move(ctx: Context, command: MoveTurn) -> int:
    """Starts or ends the call, or takes the person out of the queue and back; gives the turn's version.

    A turn that stands there already stays as it is. Errors: NOT_FOUND, CONFLICT.
    """
    turn = _turn(ctx, command.uuid)
    if turn.stands == command.to:
        return int(turn.version)
    if command.to not in _MOVES[CallState(turn.stands)]:
        raise fault(Code.CONFLICT, kind="turn")
    times: dict[str, object] = {}
    if command.to is CallState.CALLING:
        times = {"started_at": ctx.stamp, "ended_at": None}
    elif command.to is CallState.ENDED:
        times = {"ended_at": ctx.stamp}
    elif command.to is CallState.WAITING:
        times = {"started_at": None, "ended_at": None}
    _change(ctx, turn, command.version, state=str(command.to), **times)
    ctx.audit("rcf.move", command.uuid, ("state",))
    return command.version + 1


@verb(Action.RECORD_RCF)
def finish(ctx: Context, command: Finish) -> VisitRecorded:
    """Records the call as a service of today: each try is one. Repeating it changes nothing.

    Errors: NOT_FOUND, CONFLICT, REQUIRED (the result of a call), and those of ``visits.record``.
    """
    turn = _turn(ctx, command.uuid)
    if ctx.work.visits.known_services((command.service_uuid,)):
        return VisitRecorded("", turn.person if turn.told else "", turn.code, (command.service_uuid,))
    if CallState(turn.stands) not in (CallState.CALLING, CallState.ENDED):
        raise fault(Code.CONFLICT, kind="turn")
    problems = Problems()
    problems.extend(check_result(turn.modality, command.result))
    problems.raise_if_any()
    contact = Rcf(turn.modality, turn.country, command.result, command.minutes)
    target = Recorder.of(ctx, ctx.work.catalog.snapshot(), ctx.clock.today()).recorded_under(turn.person)
    visit = RecordVisit(
        command.visit_uuid,
        ctx.clock.today(),
        turn.profile,
        (contact_service(ctx, command.service_uuid, contact),),
        person_uuid=target.person_uuid,
        vulnerabilities=tuple(turn.vulnerabilities.split()),
    )
    # A result that was voided and is given anew counts once, whichever of its two services is restored.
    said = as_said_today(ctx, visit, target)
    recorded = visits.write(ctx, said, admitted=True, replaces_id=turn.service_id)
    stored = ctx.work.visits.stored(command.service_uuid)
    _change(
        ctx,
        turn,
        command.version,
        state=str(CallState.RECORDED),
        ended_at=turn.ended_at or ctx.stamp,
        service_id=stored.id if stored else None,
    )
    ctx.audit("rcf.finish", command.uuid, ("result", *(["minutes"] if command.minutes is not None else [])))
    return recorded if turn.told else replace(recorded, person_uuid="")


@verb(Action.RECORD_RCF)
def retry(ctx: Context, command: Retry) -> str:
    """Starts another call to the same number for the same person, and gives its turn. Errors: NOT_FOUND.

    Only what today's list shows can be tried again: tomorrow it is empty.
    """
    today, who = ctx.clock.today(), reader(ctx)
    if ctx.work.phone_line.turn(command.uuid, today, who) is not None:
        return command.uuid
    tries = ctx.work.phone_line.tries(today, who)
    shown = {each.service_uuid for each in line(ctx, LineQuery()).unanswered}
    last = next((each for each in tries if each.uuid == command.service_uuid), None)
    if last is None or last.uuid not in shown:
        raise fault(Code.NOT_FOUND, kind="call")
    numbers = [each.number_id for each in tries if each.chain == last.chain and each.number_id is not None]
    _add_turn(
        ctx,
        uuid=command.uuid,
        person_id=last.person_id,
        profile=last.profile,
        vulnerabilities="",
        modality=last.modality,
        country=last.country,
        number_id=numbers[-1] if numbers else None,
        chain=last.chain,
        state=str(CallState.CALLING),
        started_at=ctx.stamp,
    )
    ctx.audit("rcf.retry", command.uuid, ("state",))
    return command.uuid
