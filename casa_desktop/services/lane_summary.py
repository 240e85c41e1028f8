"""How long people waited on a day: counts and minutes, and nobody in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from casa_desktop.domain.access import Action
from casa_desktop.domain.lane import OPEN, LaneSummary, Queue, TurnState, Wait, count_waits, queues_of
from casa_desktop.domain.listening import PassStanding
from casa_desktop.services.context import Context, verb
from casa_desktop.services.lane import stops_of


@dataclass(frozen=True, slots=True)
class SummaryQuery:
    """Asks for one day."""

    date: date


_PASSES = {
    PassStanding.WAITING: TurnState.WAITING,
    PassStanding.TAKEN: TurnState.ATTENDING,
    PassStanding.CLOSED: TurnState.LEFT,
}


@verb(Action.LANE_VIEW)
def summary(ctx: Context, query: SummaryQuery) -> LaneSummary:
    """The waits of the actor's queues on a day; those of the private room are psychology's alone.

    The total counts each turn once: until the first thing that was begun.
    """
    mine = queues_of(ctx.actor.roles)
    waits: list[tuple[int, Wait]] = []
    for _, row in stops_of(ctx, query.date):
        if row.queue in mine:
            seconds = _seconds(row.arrived_at, row.began_at)
            waits += [(row.number, Wait(code, row.queue, row.state, seconds)) for code in row.wanted]
    if ctx.actor.may(Action.PASS_ATTEND):
        for number, state, sent, taken in ctx.work.lane.passes(query.date):
            if state != PassStanding.WITHDRAWN:
                stands = _PASSES[PassStanding(state)]
                waits.append((number, Wait("", Queue.PRIVATE, stands, _seconds(sent, taken))))
    by_service: dict[tuple[Queue, str], list[Wait]] = {}
    by_turn: dict[int, list[Wait]] = {}
    for number, wait in waits:
        by_service.setdefault((wait.queue, wait.what), []).append(wait)
        by_turn.setdefault(number, []).append(wait)
    return LaneSummary(
        query.date,
        count_waits([_first(own) for own in by_turn.values()], "", None),
        tuple(count_waits(own, what, queue) for (queue, what), own in by_service.items()),
    )


def _seconds(since: str, until: str) -> int | None:
    if not until:
        return None
    return max(0, int((datetime.fromisoformat(until) - datetime.fromisoformat(since)).total_seconds()))


def _first(waits: Sequence[Wait]) -> Wait:
    """A turn was attended when the first of what it waited for began; it left when it waits for nothing any more."""
    begun = [wait for wait in waits if wait.seconds is not None]
    if begun:
        return min(begun, key=lambda wait: wait.seconds or 0)
    return next((wait for wait in waits if wait.state in (*OPEN, TurnState.UNFINISHED)), waits[0])
