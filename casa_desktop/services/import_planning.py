"""What an import would do with each row: somebody new, somebody known already, or nobody at all. Writes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from casa_desktop.domain.access import Action
from casa_desktop.domain.importing import Column, Incoming, Likeness, Odd, Oddity, Outcome
from casa_desktop.domain.matching.comparing import compare
from casa_desktop.domain.matching.described import Match, Reason, described
from casa_desktop.domain.person_views import PersonHit
from casa_desktop.domain.persons import same_numbers
from casa_desktop.domain.phones import normalise_phone
from casa_desktop.services import matching
from casa_desktop.services.context import Context, verb
from casa_desktop.services.matching import MatchQuery
from casa_desktop.services.recording import reader

THOROUGH_UP_TO = 5_000
"""Rows that are held against the whole base one by one; of longer files, against who shares a number with them."""
_SURE_FROM = 0.95


@dataclass(frozen=True, slots=True)
class Planned:
    """A row and what becomes of it; *outcome* is what happens unless somebody decides otherwise.

    *other* is who it may be, or *other_line* an earlier row of the same file.
    """

    incoming: Incoming
    outcome: Outcome
    likeness: Likeness = Likeness.NONE
    other: PersonHit | None = None
    other_line: int = 0
    score: float = 0.0
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanQuery:
    """Asks for some rows of a file, the whole of which need not be one question."""

    rows: tuple[Incoming, ...]
    thorough: bool = True


@verb(Action.PERSON_IMPORT)
def plan(ctx: Context, query: PlanQuery) -> tuple[Planned, ...]:
    """What would become of each row by what the base holds now."""
    return tuple(planned(ctx, row, thorough=query.thorough) for row in query.rows)


def planned(ctx: Context, row: Incoming, *, thorough: bool) -> Planned:
    """What would become of one row."""
    if row.refused:
        return Planned(row, Outcome.REFUSED)
    known = ctx.work.imports.imported(row.key, named=row.named)
    if known is not None:
        found = ctx.work.people.listed([known], reader(ctx), ctx.clock.today())
        return Planned(row, Outcome.KNOWN, other=found[0].hit if found else None)
    if thorough:
        best = next(iter(matching.candidates(ctx, MatchQuery(described(row.details, row.numbers), 1))), None)
        match = Match(best.score, best.alert, best.reasons) if best else None
        return _judged(row, best.hit if best else None, match)
    return _judged(row, *_by_numbers(ctx, row))


def within_file(rows: Sequence[Planned]) -> tuple[Planned, ...]:
    """The same with what rows of one file say of each other: an id that comes twice, a person who does."""
    keys: dict[str, int] = {}
    numbers: dict[str, list[int]] = {}
    told: list[Planned] = []
    for at, row in enumerate(rows):
        incoming = row.incoming
        if row.outcome is Outcome.REFUSED:
            told.append(row)
            continue
        if (
            row.outcome is not Outcome.KNOWN
            and (first := keys.setdefault(incoming.key, incoming.line)) != incoming.line
        ):
            odd = (*incoming.odd, Oddity(Odd.ID_REPEATED, Column.ID, incoming.key if incoming.named else ""))
            told.append(Planned(replace(incoming, odd=odd), Outcome.KNOWN, other_line=first))
            continue
        told.append(_against(row, numbers, told))
        for number in _numbers(incoming):
            numbers.setdefault(number, []).append(at)
    return tuple(told)


def _against(row: Planned, numbers: dict[str, list[int]], told: list[Planned]) -> Planned:
    """*row*, or itself held against the earlier row that is likeliest the same person."""
    best = row
    mine = described(row.incoming.details, row.incoming.numbers)
    for at in dict.fromkeys(at for number in _numbers(row.incoming) for at in numbers.get(number, ())[:8]):
        other = told[at].incoming
        match = compare(mine, described(other.details, other.numbers))
        if row.outcome is Outcome.CREATED and match.alert and match.score > best.score:
            best = replace(_judged(row.incoming, None, match), other_line=other.line)
    return best


def _numbers(row: Incoming) -> frozenset[str]:
    phones = {normalise_phone(phone.number) for phone in row.numbers.phones}
    return same_numbers(row.numbers.documents) | {phone for phone in phones if len(phone) > 6}


def _by_numbers(ctx: Context, row: Incoming) -> tuple[PersonHit | None, Match | None]:
    """Who shares a document or a phone with *row* and is likeliest the same person."""
    people = ctx.work.people
    ids = people.with_number(same_numbers(row.numbers.documents), ())
    ids += ctx.work.imports.with_phones({normalise_phone(phone.number) for phone in row.numbers.phones})
    if not ids:
        return None, None
    mine = described(row.details, row.numbers)
    found: list[tuple[Match, PersonHit]] = []
    for each in people.listed(list(dict.fromkeys(ids)), reader(ctx), ctx.clock.today()):
        known = people.whole(each.hit.uuid)
        if known is not None:
            match = compare(mine, described(people.details(known), people.numbers(people.ids_of(known))))
            found.append((match, each.hit))
    best = max(found, key=lambda each: each[0].score, default=None)
    return (best[1], best[0]) if best else (None, None)


def _judged(row: Incoming, hit: PersonHit | None, match: Match | None) -> Planned:
    if match is None or not match.alert:
        return Planned(row, Outcome.CREATED)
    sure = Reason.SAME_DOCUMENT in match.reasons or match.score >= _SURE_FROM
    likeness = Likeness.MATCHED if sure else Likeness.DOUBTFUL
    outcome = Outcome.JOINED if sure else Outcome.CREATED
    return Planned(row, outcome, likeness, hit, 0, match.score, match.reasons)
