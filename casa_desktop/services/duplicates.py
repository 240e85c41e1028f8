"""Possible duplicates over the whole base: looked for in slices, shown the likeliest first, one by one."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from casa_desktop.domain.access import Action, Role
from casa_desktop.domain.merging import PairShown
from casa_desktop.domain.person_views import PersonHit
from casa_desktop.services import matching
from casa_desktop.services.context import Context, verb
from casa_desktop.services.matching import MatchQuery
from casa_desktop.services.merging import described_of, known_apart, match_of
from casa_desktop.services.recording import reader

SHOWN = 60
"""Pairs that the page shows at once; when they are worked through, the next ones come."""
SLICE = 3
"""Persons between two looks at what somebody types: the base has one thread, and looking for one takes some 30 ms."""
_SCANNED = "duplicates.scanned"
_ENOUGH = 5


@dataclass(frozen=True, slots=True)
class PairsQuery:
    """Asks for the likeliest pairs."""

    most: int = SHOWN


@dataclass(frozen=True, slots=True)
class ScanPairs:
    """Goes on looking: at the next *most* persons since the last time; *again* from the first one on."""

    most: int = SLICE
    again: bool = False


@dataclass(frozen=True, slots=True)
class Scanned:
    """How far the search has come, of *total* records; *left* how many were not looked at yet."""

    done: int
    total: int
    found: int
    """Pairs that this slice found."""

    @property
    def left(self) -> int:
        return self.total - self.done


@verb(Action.PERSON_MERGE)
def pairs(ctx: Context, query: PairsQuery) -> tuple[PairShown, ...]:
    """What was found and still stands: neither joined since nor said to be two, and without whom the actor may not
    know."""
    people, known_to, today = ctx.work.people, reader(ctx), ctx.clock.today()
    found: list[PairShown] = []
    seen: set[frozenset[int]] = set()
    skip = 0
    while len(found) < query.most and (batch := ctx.work.merging.pairs(query.most, skip)):
        skip += len(batch)
        ids = list(dict.fromkeys(each for one, other, _ in batch for each in (one, other)))
        hits = {each.found_id: each.hit for each in people.listed(ids, known_to, today)}
        for one, other, _ in batch:
            if one in hits and other in hits and frozenset((one, other)) not in seen:
                seen.add(frozenset((one, other)))
                found += _shown(ctx, hits[one], hits[other])
    return tuple(sorted(found[: query.most], key=lambda each: -each.score))


def among(ctx: Context, persons: Collection[int]) -> set[frozenset[int]]:
    """Pairs of *persons* (canonical records) that :func:`pairs` would show."""
    asked = {frozenset((one, other)) for one, other, _ in ctx.work.merging.pairs() if {one, other} <= set(persons)}
    hits = ctx.work.people.listed(sorted({each for pair in asked for each in pair}), reader(ctx), ctx.clock.today())
    told = {each.found_id: each.hit for each in hits}
    return {pair for pair in asked if pair <= told.keys() and _shown(ctx, *(told[each] for each in sorted(pair)))}


def fewer(pairs: Iterable[frozenset[int]]) -> int:
    """How many persons fewer there are once every pair is one."""
    groups: list[frozenset[int]] = []
    for pair in pairs:
        touched = [group for group in groups if group & pair]
        groups = [*(group for group in groups if group not in touched), pair.union(*touched)]
    return sum(len(group) - 1 for group in groups)


def _shown(ctx: Context, one: PersonHit, other: PersonHit) -> list[PairShown]:
    """As they stand today: a pair that was found may have been corrected since."""
    rows = [row for hit in (one, other) if (row := ctx.work.people.whole(hit.uuid)) is not None]
    match = match_of(ctx, rows[0], rows[1])
    said, holds = known_apart(ctx, rows[0], rows[1], match.reasons)
    return [PairShown(one, other, match.score, match.reasons, said)] if match.alert and not holds else []


@verb(Action.PERSON_MERGE)
def scan(ctx: Context, command: ScanPairs) -> Scanned:
    """Looks for doubles of the next persons; where all were looked at, does nothing.

    What is found is kept, with pairs that the actor may not know of: :func:`pairs` leaves those out. It enters no
    audit, for it says nothing that the base does not hold.
    """
    merging = ctx.work.merging
    last = 0 if command.again else int(ctx.work.desk.all().get(_SCANNED, "0"))
    if command.again:
        merging.drop_pairs()
    everybody = replace(ctx, actor=replace(ctx.actor, roles=ctx.actor.roles | {Role.COORDINATION}))
    found = 0
    batch = merging.waiting(last, command.most)
    end = merging.last()
    for _, uuid in batch:
        row = ctx.work.people.whole(uuid)
        if row is None:
            continue
        query = MatchQuery(described_of(ctx, row), _ENOUGH, uuid)
        for candidate in matching.candidates(everybody, query):
            other = ctx.work.people.whole(candidate.hit.uuid)
            if candidate.alert and other is not None:
                merging.put_pair(row.id, other.id, candidate.score)
                found += 1
    done = batch[-1][0] if len(batch) == command.most else end
    if done != last:
        ctx.work.desk.put({_SCANNED: str(done)})
    return Scanned(done, end, found)
