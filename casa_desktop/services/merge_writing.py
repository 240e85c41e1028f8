"""What a merge writes on the record that is kept, and how it is taken back. The rest of a merge is one edge."""

import json
from dataclasses import dataclass
from datetime import date

from casa_desktop.domain.merging import DETAIL_PARTS, Part, as_text, from_text, value, with_value
from casa_desktop.domain.persons import LONGEST_SAFE_CONTACT, NO_NUMBERS
from casa_desktop.services.context import Context
from casa_desktop.storage.households import Membership
from casa_desktop.storage.merging import StoredMerge
from casa_desktop.storage.people import PersonRow

RESERVED, SAFE_CONTACT = "reserved", "safe_contact"
"""Parts that nobody chooses: who was reserved under either record is."""

Wrote = dict[str, tuple[str, str]]
"""(before, after) by part."""


@dataclass(frozen=True, slots=True)
class GivenBack:
    """The parts that were taken back, and the version of the record that was kept."""

    parts: tuple[str, ...]
    version: int


def take(ctx: Context, kept: PersonRow, other: PersonRow, taken: frozenset[Part]) -> Wrote:
    """Writes the parts *taken* from *other* on *kept*, and what is never left behind; gives what was and what is."""
    wrote: Wrote = {}
    before, theirs = ctx.work.people.details(kept), ctx.work.people.details(other)
    after = before
    for part in sorted(taken - {Part.HOUSEHOLD}):
        was, now = value(before, part), value(theirs, part)
        if was != now:
            after = with_value(after, part, now)
            wrote[part] = (as_text(was), as_text(now))
    if wrote:
        # Not checked again: both records stand, and one that came from a file may lack what a form asks for.
        ctx.work.people.change(kept, kept.version, after, NO_NUMBERS, ())
    if Part.HOUSEHOLD in taken:
        wrote |= _move(ctx, kept, other)
    return wrote | _protect(ctx, kept, other)


def _move(ctx: Context, kept: PersonRow, other: PersonRow) -> Wrote:
    """The person is where the other record was; that one's own membership stays, unseen."""
    households, today = ctx.work.households, ctx.clock.today()
    own, theirs = households.current(kept.id), households.current(other.id)
    if own is None or theirs is None or own.household_id == theirs.household_id:
        return {}
    households.rest(own, today)
    day = max(today, own.since)
    households.enter(theirs.household_id, kept.id, day, theirs.kinship, head=theirs.head, beside=True)
    now = households.current(kept.id)
    return {} if now is None else {Part.HOUSEHOLD: (_membership_text(own), _membership_text(now))}


def _protect(ctx: Context, kept: PersonRow, other: PersonRow) -> Wrote:
    safe = [each.safe_contact for each in (kept, other) if each.safe_contact]
    contact = "\n".join(dict.fromkeys(safe))[:LONGEST_SAFE_CONTACT]
    wrote: Wrote = {}
    if other.reserved and not kept.reserved:
        wrote[RESERVED] = (json.dumps(kept.reserved), json.dumps(True))
    if contact != kept.safe_contact:
        wrote[SAFE_CONTACT] = (json.dumps(kept.safe_contact), json.dumps(contact))
    if wrote:
        reserved = kept.reserved or other.reserved
        ctx.work.people.set_reserved(kept.id, reserved=reserved, safe_contact=contact)
    return wrote


def give_back(ctx: Context, merge: StoredMerge) -> GivenBack:
    """Puts back what the merge wrote, except where somebody wrote over it since."""
    work = ctx.work
    kept = work.people.by_uuid(merge.kept_uuid)
    if kept is None:
        return GivenBack((), 0)
    wrote = work.merging.written(merge.id)
    now = _standing(ctx, kept)
    back: dict[str, str] = {}
    for part, (before, after) in wrote.items():
        handed = work.merging.hand_down(merge, part, before, after)
        if handed is None and now.get(part) == after:
            back[part] = before
        elif handed and part == Part.HOUSEHOLD:
            work.households.drop(_membership(ctx, after))
    _put_back_details(ctx, kept, back)
    if Part.HOUSEHOLD in back:
        _move_back(ctx, kept, back[Part.HOUSEHOLD])
    if not back.keys().isdisjoint({RESERVED, SAFE_CONTACT}):
        reserved = json.loads(back.get(RESERVED, now[RESERVED]))
        contact = json.loads(back.get(SAFE_CONTACT, now[SAFE_CONTACT]))
        work.people.set_reserved(kept.id, reserved=reserved, safe_contact=contact)
    version = kept.version + 1
    work.merging.set_version(kept.id, version)
    return GivenBack(tuple(sorted(back)), version)


def _standing(ctx: Context, kept: PersonRow) -> dict[str, str]:
    """What stands on the record now, as :func:`take` would write it down."""
    details = ctx.work.people.details(kept)
    found = {str(part): as_text(value(details, part)) for part in DETAIL_PARTS}
    found |= {RESERVED: json.dumps(kept.reserved), SAFE_CONTACT: json.dumps(kept.safe_contact)}
    if (membership := ctx.work.households.current(kept.id)) is not None:
        found[Part.HOUSEHOLD] = _membership_text(membership)
    return found


def _put_back_details(ctx: Context, kept: PersonRow, back: dict[str, str]) -> None:
    before = after = ctx.work.people.details(kept)
    for part in DETAIL_PARTS:
        if part in back:
            after = with_value(after, part, from_text(part, back[part]))
    if after != before:
        ctx.work.people.change(kept, kept.version, after, NO_NUMBERS, ())


def _move_back(ctx: Context, kept: PersonRow, text: str) -> None:
    households = ctx.work.households
    if (now := households.current(kept.id)) is not None:
        households.drop(now)
    households.wake(_membership(ctx, text))


def _membership_text(of: Membership) -> str:
    return json.dumps([of.id, of.household_uuid, of.kinship, of.head, of.since.isoformat()])


def _membership(ctx: Context, text: str) -> Membership:
    key, household, kinship, head, since = json.loads(text)
    household_id = ctx.work.households.id_of(household)
    assert household_id is not None
    return Membership(key, household_id, household, kinship, head, date.fromisoformat(since))
