"""One person recorded twice: the two records beside each other, joined, and parted again at any later time."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from casa_desktop.domain.access import Action
from casa_desktop.domain.clock import BOGOTA
from casa_desktop.domain.errors import Code, fault
from casa_desktop.domain.matching.comparing import compare as compare_descriptions
from casa_desktop.domain.matching.described import AGAINST, Described, Match, Reason, described
from casa_desktop.domain.merging import Comparison, MergeShown, Part, Side, Standing, of_two, standing, still_apart
from casa_desktop.domain.periods import Month
from casa_desktop.domain.person_views import PersonPage
from casa_desktop.domain.timeline import GROUP_OF, Group
from casa_desktop.domain.visit_views import VisitRow
from casa_desktop.services import people, timeline
from casa_desktop.services.context import Context, verb
from casa_desktop.services.matching import Candidate, MatchQuery, candidates
from casa_desktop.services.merge_writing import give_back, take
from casa_desktop.services.people import PersonQuery, found_person
from casa_desktop.services.recording import closed_among, needs_reason, reader, user_id
from casa_desktop.services.timeline import TimelineQuery
from casa_desktop.storage.merging import StoredMerge
from casa_desktop.storage.people import PersonRow
from casa_desktop.storage.visit_reads import Reader

_EVERY = 5000
_ALIKE = 0.05
"""Less than that is somebody else who shares a word."""
_TOLD = (Group.AID, Group.REFERRALS, Group.FOLLOW_UPS, Group.TRANSFERS, Group.WORKSHOPS)


@dataclass(frozen=True, slots=True)
class Pair:
    """Names two persons; *kept* is the record that stays."""

    kept: str
    other: str


@dataclass(frozen=True, slots=True)
class PairQuery:
    """Asks for two persons beside each other; *kept* is the record that would stay."""

    kept: str
    other: str


@dataclass(frozen=True, slots=True)
class MergePersons:
    """Joins *other* to *kept*, as both were shown; *taken* are the parts that come from the other record."""

    uuid: str
    kept: str
    other: str
    kept_version: int
    other_version: int
    taken: frozenset[Part] = frozenset()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Merged:
    """What was done: the merge, the record that was kept, and the code of the one that was joined."""

    uuid: str
    person_uuid: str
    code: str
    other_code: str


@dataclass(frozen=True, slots=True)
class UndoMerge:
    """Parts two records again. *apart* also remembers that they are not of one person."""

    uuid: str
    reason: str = ""
    apart: bool = False


@verb(Action.PERSON_MERGE)
def compare(ctx: Context, pair: PairQuery) -> Comparison:
    """Both as the actor may see them. Errors: NOT_FOUND (also one who is anonymous), BAD_CHOICE (it is one already)."""
    kept, other = _two(ctx, pair.kept, pair.other)
    visits = _visits(ctx, kept), _visits(ctx, other)
    left, right = _side(ctx, kept.uuid, visits[0]), _side(ctx, other.uuid, visits[1])
    parts, suggested = _parts(left.page, right.page)
    return Comparison(
        left,
        right,
        parts,
        suggested,
        match_of(ctx, kept, other).reasons,
        tuple(sorted({v.date for v in visits[0]} & {v.date for v in visits[1]})),
        tuple(_closed_months(ctx, kept, ctx.work.people.ids_of(other), reader(ctx))),
        bool(_said(ctx, kept, other)),
    )


@verb(Action.PERSON_MERGE)
def merge(ctx: Context, command: MergePersons) -> Merged:
    """Joins two records. Repeating it changes nothing. Errors: those of :func:`compare`, CONFLICT (one of them changed
    since it was shown), MONTH_CLOSED (counts of a closed month change, without a reason).

    Nothing is moved: every row keeps the record that it was written under, and what is sealed is not opened.
    """
    merging = ctx.work.merging
    if (done := merging.stored(command.uuid)) is not None:
        return Merged(done.uuid, done.kept_uuid, done.kept_code, done.other_code)
    kept, other = _two(ctx, command.kept, command.other)
    if (kept.version, other.version) != (command.kept_version, command.other_version):
        raise fault(Code.CONFLICT, kind="person")
    closed = _needs_reason(ctx, kept, ctx.work.people.ids_of(other), command.reason)
    wrote = take(ctx, kept, other, command.taken)
    version = max(kept.version, other.version) + 1
    by_id = user_id(ctx)
    key = merging.add(command.uuid, kept.id, other.id, version, at=ctx.stamp, by_id=by_id)
    merging.wrote(key, wrote)
    merging.bring_back(_said(ctx, kept, other))
    ctx.audit("person.merge", kept.code, (other.code, *sorted(wrote), *closed), command.reason)
    _tell(ctx, kept.uuid, other.uuid)
    return Merged(command.uuid, kept.uuid, kept.code, other.code)


@verb(Action.PERSON_MERGE)
def undo(ctx: Context, command: UndoMerge) -> Merged:
    """Parts what was joined: both records are as they were, with what was written since under the one that was kept.

    A part that somebody changed since stays changed. Repeating it changes nothing. Errors: NOT_FOUND, FORBIDDEN (what
    somebody else merged, without being allowed to), MONTH_CLOSED.
    """
    stored = ctx.work.merging.stored(command.uuid)
    whole = found_person(ctx, stored.other_uuid if stored else "")
    if stored is None:
        raise fault(Code.NOT_FOUND, kind="person")
    if not _undoable(ctx, stored):
        raise fault(Code.FORBIDDEN, action=str(Action.PERSON_PART))
    done = Merged(stored.uuid, stored.kept_uuid, stored.kept_code, stored.other_code)
    if stored.undone:
        return done
    closed = _needs_reason(ctx, whole, ctx.work.merging.below(stored.other_id), command.reason)
    ctx.work.merging.part(stored, at=ctx.stamp, by_id=user_id(ctx))
    given = give_back(ctx, stored)
    ctx.work.merging.set_version(whole.id, max(whole.version, given.version) + 1)
    if command.apart:
        _set_apart(ctx, stored.kept_uuid, stored.other_uuid)
    ctx.audit("person.part", stored.kept_code, (stored.other_code, *given.parts, *closed), command.reason)
    _tell(ctx, whole.uuid, stored.kept_uuid, stored.other_uuid)
    return done


@verb(Action.PERSON_VIEW)
def merges_of(ctx: Context, query: PersonQuery) -> tuple[MergeShown, ...]:
    """What the person was joined of, the latest first. Errors: NOT_FOUND."""
    row = found_person(ctx, query.uuid)
    return tuple(
        MergeShown(
            each.uuid,
            each.other_code,
            each.other_name,
            each.kept_code,
            datetime.fromisoformat(each.at).astimezone(BOGOTA).date(),
            each.by_name,
            ctx.actor.may(Action.PERSON_MERGE) and _undoable(ctx, each),
        )
        for each in ctx.work.merging.holding(ctx.work.people.ids_of(row))
    )


@verb(Action.PERSON_MERGE)
def alike(ctx: Context, query: PersonQuery) -> tuple[Candidate, ...]:
    """Who may be the same person, the likeliest first. Errors: NOT_FOUND."""
    row = found_person(ctx, query.uuid)
    found = candidates(ctx, MatchQuery(described_of(ctx, row), except_for=row.uuid))
    return tuple(each for each in found if each.score >= _ALIKE)


@verb(Action.PERSON_MERGE)
def set_apart(ctx: Context, pair: Pair) -> None:
    """«No son la misma persona»: asked no more until something new speaks for it. Errors as in :func:`compare`."""
    one, other = _two(ctx, pair.kept, pair.other)
    _set_apart(ctx, one.uuid, other.uuid)
    ctx.audit("person.apart", one.code, (other.code,))
    _tell(ctx, one.uuid, other.uuid)


@verb(Action.PERSON_MERGE)
def bring_back(ctx: Context, pair: Pair) -> None:
    """Undoes :func:`set_apart`. Errors as in :func:`compare`."""
    one, other = _two(ctx, pair.kept, pair.other)
    if said := _said(ctx, one, other):
        ctx.work.merging.bring_back(said)
        ctx.audit("person.together", one.code, (other.code,))
        _tell(ctx, one.uuid, other.uuid)


def _two(ctx: Context, kept: str, other: str) -> tuple[PersonRow, PersonRow]:
    rows = found_person(ctx, kept), found_person(ctx, other)
    if any(row.anonymous for row in rows):
        # Who did not authorise is not made known through somebody else's record.
        raise fault(Code.NOT_FOUND, kind="person")
    if rows[0].id == rows[1].id:
        raise fault(Code.BAD_CHOICE, "other")
    return rows


def _undoable(ctx: Context, stored: StoredMerge) -> bool:
    return ctx.actor.may(Action.PERSON_PART) or stored.by_uuid == ctx.actor.uuid


def _tell(ctx: Context, *uuids: str) -> None:
    for uuid in uuids:
        ctx.changed("person", uuid)


# two records beside each other


def described_of(ctx: Context, row: PersonRow) -> Described:
    """What is known of a person, as the matching holds it against others."""
    membership = ctx.work.households.current(row.id)
    numbers = ctx.work.people.numbers(ctx.work.people.ids_of(row))
    return described(ctx.work.people.details(row), numbers, membership.household_uuid if membership else "")


def _parts(kept: PersonPage, other: PersonPage) -> tuple[tuple[tuple[Part, Standing], ...], frozenset[Part]]:
    """How they stand to each other, part by part, and what is better taken from the other."""
    stand: list[tuple[Part, Standing]] = []
    suggested: set[Part] = set()
    for part in Part:
        if part is Part.HOUSEHOLD:
            if len(kept.members) <= 1 and len(other.members) <= 1:
                continue
            same = kept.household_uuid == other.household_uuid
            stand.append((part, Standing.SAME if same else Standing.DIFFERENT))
            better = not same and len(kept.members) <= 1 < len(other.members)
        elif (found := standing(kept.details, other.details, part)) is not None:
            stand.append((part, found))
            better = found is Standing.ONLY_OTHER
        else:
            continue
        if better:
            suggested.add(part)
    return tuple(stand), frozenset(suggested)


def match_of(ctx: Context, one: PersonRow, other: PersonRow) -> Match:
    """How likely it is that two persons of the base are one, and why."""
    return compare_descriptions(described_of(ctx, one), described_of(ctx, other), ctx.work.merging.common())


def _visits(ctx: Context, row: PersonRow) -> tuple[VisitRow, ...]:
    return ctx.work.visits.of_person(row.uuid, reader(ctx), _EVERY)


def _side(ctx: Context, uuid: str, visits: tuple[VisitRow, ...]) -> Side:
    line = timeline.of_person(ctx, TimelineQuery(uuid, most=_EVERY))
    counts = Counter(GROUP_OF[entry.kind] for entry in line.entries)
    told = tuple((group, counts[group]) for group in _TOLD if counts[group])
    return Side(people.page(ctx, PersonQuery(uuid)), len(visits), told)


def _said(ctx: Context, one: PersonRow, other: PersonRow) -> dict[tuple[int, int], frozenset[str]]:
    """The pairs of their records that are remembered as not of one person."""
    mine, theirs = ctx.work.people.ids_of(one), ctx.work.people.ids_of(other)
    between = {of_two(a, b) for a in mine for b in theirs}
    return {pair: said for pair, said in ctx.work.merging.apart_of(mine).items() if pair in between}


def _set_apart(ctx: Context, one: str, other: str) -> None:
    rows = [ctx.work.people.by_uuid(uuid) for uuid in (one, other)]
    first, second = (row for row in rows if row is not None)
    found = match_of(ctx, first, second)
    speaks = speaking_for(found.reasons)
    pair = first.id, second.id
    ctx.work.merging.set_apart(pair, speaks, at=ctx.stamp, by_id=user_id(ctx))


def speaking_for(reasons: Iterable[Reason]) -> frozenset[str]:
    """The codes of those that do not speak against it."""
    return frozenset(str(reason) for reason in reasons if reason not in AGAINST)


def known_apart(ctx: Context, one: PersonRow, other: PersonRow, reasons: Iterable[Reason]) -> tuple[bool, bool]:
    """(whether it was said that they are not one, whether that still holds)."""
    said = _said(ctx, one, other)
    now = speaking_for(reasons)
    return bool(said), any(still_apart(each, now) for each in said.values())


# what it does to counts


def _months(mine: frozenset[tuple[int, str]], theirs: frozenset[tuple[int, str]], *, apart: bool) -> set[int]:
    """Months in which a count may change when (month, type) of two records become those of one person.

    Both in one month; the later of two first months, ever, in a year, or of a type in a year; and the months of the
    other where it belonged to another household.
    """
    if not theirs or (not mine and not apart):
        return set()
    months, others = {month for month, _ in mine}, {month for month, _ in theirs}
    found = months & others
    if apart:
        found |= others
    keys = {(0, "")}
    keys |= {(month // 100, kind) for month, of in mine | theirs for kind in ("", of)}
    for year, kind in keys:
        firsts = [_first(of, year, kind) for of in (mine, theirs)]
        if all(firsts):
            found.add(max(firsts))
    return found


def _first(of: frozenset[tuple[int, str]], year: int, kind: str) -> int:
    fitting = [month for month, code in of if year in (0, month // 100) and kind in ("", code)]
    return min(fitting, default=0)


def _closed_months(ctx: Context, kept: PersonRow, others: list[int], known_to: Reader | None) -> tuple[Month, ...]:
    """The closed months whose counts change where *others* are joined to *kept*, or parted from it."""
    own = [each for each in ctx.work.people.ids_of(kept) if each not in others]
    homes = [ctx.work.households.current(each) for each in (kept.id, others[0])]
    apart = len({home.household_id if home else 0 for home in homes}) > 1
    mine, theirs = (ctx.work.merging.attended(each, known_to) for each in (own, others))
    return closed_among(ctx, map(Month.from_number, _months(mine, theirs, apart=apart)))


def _needs_reason(ctx: Context, kept: PersonRow, others: list[int], reason: str) -> tuple[str, ...]:
    """Asks for a reason where counts of closed months change, as far as the actor may know of what is counted.

    Somebody who may not know that a person was attended in private must not learn it from the question. Whatever the
    months are, that there are any enters the audit.
    """
    seen = _closed_months(ctx, kept, others, reader(ctx))
    needs_reason(ctx, [month.first_day for month in seen], reason)
    return ("closed_months",) if _closed_months(ctx, kept, others, None) else ()
