"""What an import would do with each row: somebody new, somebody known already, or nobody at all. Writes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from casa_desktop.domain.access import Action
from casa_desktop.domain.importing import Column, Incoming, Likeness, Odd, Oddity, Outcome
from casa_desktop.domain.matching.comparing import weigh
from casa_desktop.domain.matching.described import Match, Reason, described
from casa_desktop.domain.matching.keys import Kind, key, on_day, sounds
from casa_desktop.domain.matching.record import Record, record_of
from casa_desktop.domain.matching.words import Unknown
from casa_desktop.domain.person_views import PersonHit
from casa_desktop.services.context import Context, verb
from casa_desktop.services.recording import reader

THOROUGH_UP_TO = 5_000
"""Rows of a file of which each is looked for as the desk would look for it; of a longer one, by whole keys only."""
_SURE_FROM = 0.95
_MOST_SHARING = 8
_UNKNOWN = Unknown()


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
    record: Record | None = field(default=None, repr=False)
    """What matching reads of the row."""


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
        return Planned(row, Outcome.KNOWN, other=_hit(ctx, known))
    record = record_of(described(row.details, row.numbers))
    if thorough:
        best = next(iter(ctx.work.lookup.find(record, 1)), None)
    else:
        best = ctx.work.alike.find(record, strong_keys(record))
    made = _judged(Planned(row, Outcome.CREATED, record=record), best.match if best else None)
    if best is None or not made.likeness:
        return made
    hit = _hit(ctx, best.person_id)
    # Who may not know of a reserved contact learns nothing of them here either.
    return replace(made, other=hit) if hit else Planned(row, Outcome.CREATED, record=record)


def strong_keys(record: Record) -> frozenset[int]:
    """Keys that two strangers seldom share: documents, phones, and a birth date with a name."""
    found = {key(Kind.DOCUMENT, number) for _, number in record.documents}
    found |= {key(Kind.PHONE, phone) for phone in record.phones}
    if record.born and record.born[0] == record.born[1]:
        found |= {key(Kind.DAY, on_day(record.born[0], each)) for each in sounds(record.words)[:5]}
    return frozenset(found)


def within_file(rows: Sequence[Planned]) -> tuple[Planned, ...]:
    """The same with what rows of one file say of each other: an id that comes twice, a person who does."""
    ids: dict[str, int] = {}
    sharing: dict[int, list[int]] = {}
    told: list[Planned] = []
    for at, row in enumerate(rows):
        incoming = row.incoming
        if row.outcome in (Outcome.REFUSED, Outcome.KNOWN) or row.record is None:
            told.append(row)
            continue
        if (first := ids.setdefault(incoming.key, incoming.line)) != incoming.line:
            odd = (*incoming.odd, Oddity(Odd.ID_REPEATED, Column.ID, incoming.key if incoming.named else ""))
            told.append(Planned(replace(incoming, odd=odd), Outcome.KNOWN, other_line=first))
            continue
        keys = strong_keys(row.record)
        earlier = dict.fromkeys(at for each in keys for at in sharing.get(each, ())[:_MOST_SHARING])
        told.append(_against(row, [told[each] for each in earlier]))
        for each in keys:
            sharing.setdefault(each, []).append(at)
    return tuple(told)


def _against(row: Planned, earlier: Sequence[Planned]) -> Planned:
    """*row*, held against *earlier* ones of its file where the base knows nobody likelier."""
    best = row
    for other in earlier:
        if row.record is not None and other.record is not None:
            _, match = weigh(row.record, other.record, _UNKNOWN)
            if match.alert and match.score > best.score:
                plain = Planned(row.incoming, Outcome.CREATED, record=row.record)
                best = replace(_judged(plain, match), other_line=other.incoming.line)
    return best


def _judged(row: Planned, match: Match | None) -> Planned:
    if match is None or not match.alert:
        return row
    sure = Reason.SAME_DOCUMENT in match.reasons or match.score >= _SURE_FROM
    return replace(
        row,
        outcome=Outcome.JOINED if sure else Outcome.CREATED,
        likeness=Likeness.MATCHED if sure else Likeness.DOUBTFUL,
        score=match.score,
        reasons=match.reasons,
    )


def _hit(ctx: Context, person_id: int) -> PersonHit | None:
    found = ctx.work.people.listed([person_id], reader(ctx), ctx.clock.today())
    return found[0].hit if found else None
