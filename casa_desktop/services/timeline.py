"""Everything of a person in one line of time, and what is open. What an actor may see is decided by each feature's own
reads; nothing of their rules stands here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from casa_desktop.domain.access import Action, Role
from casa_desktop.domain.aid_views import Delivery
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.followups import FollowUpRow, FollowUpState
from casa_desktop.domain.names import Name
from casa_desktop.domain.person_views import FormerMember, Member
from casa_desktop.domain.referrals import ReferralRow
from casa_desktop.domain.timeline import (
    PRINTED,
    SHOWN,
    Entry,
    EntryKind,
    FamilyChange,
    Group,
    OpenMatters,
    PersonSummary,
    Timeline,
)
from casa_desktop.domain.transfers import OPEN, Step, TransferRow
from casa_desktop.domain.visit_views import ServiceLine, VisitRow
from casa_desktop.domain.workshops import Workshop
from casa_desktop.services import aid, followups, people
from casa_desktop.services.aid import DeliveriesQuery
from casa_desktop.services.context import Context, verb
from casa_desktop.services.people import found_person
from casa_desktop.services.recording import reader
from casa_desktop.storage.people import PersonRow

_EVERY = 2000
"""Services of one person: more than anybody ever had."""
_NOT_ARRIVED = OPEN | {Step.TRAVELLED}
Told: TypeAlias = tuple[Entry, set[str]]
"""An entry, and the services or activities that it stands for."""


@dataclass(frozen=True, slots=True)
class TimelineQuery:
    """Asks for the newest *most* entries of a person, of one *group* or of all."""

    person_uuid: str
    group: Group | None = None
    most: int = SHOWN


@dataclass(frozen=True, slots=True)
class OpenQuery:
    """Asks for what is open for a person."""

    person_uuid: str


@dataclass(frozen=True, slots=True)
class PrintPerson:
    """Asks for the summary of a person, with the newest *most* entries."""

    person_uuid: str
    most: int = PRINTED


@verb(Action.PERSON_VIEW)
def of_person(ctx: Context, query: TimelineQuery) -> Timeline:
    """What the actor may see of a person, newest first, under whatever merged records. Errors: NOT_FOUND."""
    row = found_person(ctx, query.person_uuid)
    named = ctx.actor.may(Action.PERSON_RESERVE)
    found = [each for each in _entries(ctx, row, named=named) if query.group in (None, each.group)]
    return Timeline(tuple(found[: query.most]), len(found) > query.most)


@verb(Action.PERSON_VIEW)
def open_matters(ctx: Context, query: OpenQuery) -> OpenMatters:
    """What is not finished, of what the actor may see. Errors: NOT_FOUND."""
    row = found_person(ctx, query.person_uuid)
    return _open(ctx, row, named=ctx.actor.may(Action.PERSON_RESERVE))


@verb(Action.PERSON_PRINT)
def printed(ctx: Context, query: PrintPerson) -> PersonSummary:
    """What goes on paper, and that it goes, which enters the audit. Errors: NOT_FOUND.

    Paper leaves the desk: whoever prints, it holds nothing of psychology and health, no motive and no reserved contact.
    """
    row = found_person(ctx, query.person_uuid)
    quiet, catalog = row.reserved, ctx.work.catalog.snapshot()
    found = [paper for each in _entries(ctx, row, named=quiet) if (paper := _on_paper(each, catalog, quiet=quiet))]
    ctx.audit("person.print", row.code)
    page = people.page(ctx, people.PersonQuery(row.uuid))
    membership = None if quiet else ctx.work.households.current(row.id)
    members = ctx.work.households.members(membership.household_id, page.read_on, reserved=False) if membership else ()
    waiting = _open(ctx, row, named=quiet)
    return PersonSummary(
        code=row.code,
        quiet=quiet,
        name="" if quiet else _full(page.name),
        about=("", "") if quiet else (page.details.sex, page.details.country),
        age=None if quiet else page.age,
        documents=() if quiet else page.documents,
        members=members,
        open=OpenMatters(
            tuple(_without_reason(each) for each in waiting.follow_ups if not each.private),
            tuple(replace(each, partner="") for each in waiting.referrals if not each.private),
            tuple(_without_place(each, quiet=quiet) for each in waiting.transfers),
        ),
        entries=tuple(found[: query.most]),
        more=len(found) > query.most,
    )


def _entries(ctx: Context, row: PersonRow, *, named: bool) -> list[Entry]:
    """Everything that the actor may see, newest first. *named*: also where it tells of other, reserved contacts.

    A service that another entry stands for (a delivery, a referral…) is not told a second time by its visit.
    """
    found: list[Entry] = []
    told: set[str] = set()
    for entry, stands_for in _of_features(ctx, row, named=named):
        found.append(entry)
        told |= stands_for
    if ctx.actor.may(Action.VISIT_VIEW):
        for visit in ctx.work.visits.of_person(row.uuid, reader(ctx), _EVERY):
            rest = tuple(line for line in visit.services if told.isdisjoint({line.uuid, line.activity}))
            if rest:
                found.append(Entry(visit.date, EntryKind.VISIT, replace(visit, services=rest)))
    found += _family(ctx, row, named=named)
    for consent in ctx.work.consents.of(ctx.work.people.ids_of(row)):
        found.append(Entry(consent.given_on, EntryKind.CONSENT, consent))
        if consent.revoked_on is not None:
            found.append(Entry(consent.revoked_on, EntryKind.REVOKED, consent))
    return sorted(found, key=lambda each: each.date, reverse=True)


def _of_features(ctx: Context, row: PersonRow, *, named: bool) -> Iterator[Told]:
    for action, read in _FEATURES:
        if ctx.actor.may(action):
            yield from read(ctx, row, named)


def _deliveries(ctx: Context, row: PersonRow, _named: bool) -> Iterator[Told]:
    for delivery in aid.deliveries(ctx, DeliveriesQuery(person_uuid=row.uuid)):
        yield Entry(delivery.date, EntryKind.DELIVERY, delivery), {delivery.uuid}


def _referrals(ctx: Context, row: PersonRow, _named: bool) -> Iterator[Told]:
    for stored in ctx.work.referrals.of_person(row.uuid, reader(ctx)):
        yield Entry(stored.row.made_on, EntryKind.REFERRAL, stored.row), {stored.service_uuid}


def _transfers(ctx: Context, row: PersonRow, named: bool) -> Iterator[Told]:
    for transfer, journey in ctx.work.transfers.of_person(row.uuid, reserved=named):
        yield Entry(transfer.since, EntryKind.TRANSFER, transfer), {journey} - {""}


def _workshops(ctx: Context, row: PersonRow, _named: bool) -> Iterator[Told]:
    for workshop in ctx.work.workshops.of_person(row.uuid, reader(ctx)):
        yield Entry(workshop.date, EntryKind.WORKSHOP, workshop), {workshop.uuid}


def _follow_ups(ctx: Context, row: PersonRow, _named: bool) -> Iterator[Told]:
    for follow_up in followups.of_person(ctx, followups.PersonQuery(row.uuid, every=True)):
        yield Entry(follow_up.due, EntryKind.FOLLOW_UP, follow_up), set()


_FEATURES: tuple[tuple[Action, Callable[[Context, PersonRow, bool], Iterator[Told]]], ...] = (
    (Action.AID_VIEW, _deliveries),
    (Action.REFERRAL_VIEW, _referrals),
    (Action.TRANSFER_VIEW, _transfers),
    (Action.WORKSHOP_VIEW, _workshops),
    (Action.FOLLOW_UP_VIEW, _follow_ups),
)


def _family(ctx: Context, row: PersonRow, *, named: bool) -> Iterator[Entry]:
    """Who came into the person's household and left it, and the households that the person left."""
    households = ctx.work.households
    if (membership := households.current(row.id)) is not None:
        begun, key = membership.since, membership.household_id
        now = [m for m in households.members(key, ctx.clock.today(), reserved=named) if m.person_uuid != row.uuid]
        gone = [m for m in households.former(key, reserved=named) if m.person_uuid != row.uuid and m.until > begun]
        everybody: list[Member | FormerMember] = [*now, *gone]
        before = [each for each in everybody if each.since <= begun]
        if before:
            change = FamilyChange(before[0].person_uuid, tuple(each.name for each in before))
            yield Entry(begun, EntryKind.JOINED, change)
        for each in everybody:
            if each.since > begun:
                yield Entry(each.since, EntryKind.MEMBER_JOINED, FamilyChange(each.person_uuid, (each.name,)))
        for each in gone:
            yield Entry(each.until, EntryKind.MEMBER_LEFT, FamilyChange(each.person_uuid, (each.name,)))
    for home in households.earlier(ctx.work.people.ids_of(row), reserved=named):
        yield Entry(home.until, EntryKind.LEFT, FamilyChange("", home.names))


def _open(ctx: Context, row: PersonRow, *, named: bool) -> OpenMatters:
    follow_ups: list[FollowUpRow] = []
    referrals: list[ReferralRow] = []
    transfers: list[TransferRow] = []
    for entry, _ in _of_features(ctx, row, named=named):
        of = entry.of
        if isinstance(of, FollowUpRow) and of.state is FollowUpState.PENDING:
            follow_ups.append(of)
        elif isinstance(of, ReferralRow) and of.open:
            referrals.append(of)
        elif isinstance(of, TransferRow) and of.step in _NOT_ARRIVED:
            transfers.append(of)
    return OpenMatters(
        tuple(follow_ups),
        tuple(sorted(referrals, key=lambda each: each.made_on)),
        tuple(sorted(transfers, key=lambda each: each.since)),
    )


def _on_paper(entry: Entry, catalog: Catalog, *, quiet: bool) -> Entry | None:
    """The entry without what no paper says; None where nothing may be said of it."""
    of = entry.of
    if isinstance(of, FollowUpRow | ReferralRow) and of.private:
        return None
    if isinstance(of, FamilyChange) and quiet:
        return None
    if isinstance(of, VisitRow):
        lines = tuple(line for line in of.services if _is_plain(line.type, catalog))
        return replace(entry, of=replace(of, services=_unsaid(lines) if quiet else lines)) if lines else None
    if isinstance(of, Workshop):
        return replace(entry, of=replace(of, topic="")) if _is_plain(of.service_type, catalog) else None
    if isinstance(of, Delivery):
        return replace(entry, of=replace(of, lines=(), person_name="", override_reason=""))
    return _without_details(entry, quiet=quiet)


def _without_details(entry: Entry, *, quiet: bool) -> Entry:
    of = entry.of
    if isinstance(of, FollowUpRow):
        return replace(entry, of=_without_reason(of))
    if isinstance(of, ReferralRow):
        return replace(entry, of=replace(of, partner=""))
    if isinstance(of, TransferRow):
        return replace(entry, of=_without_place(of, quiet=quiet))
    return entry


def _is_plain(code: str, catalog: Catalog) -> bool:
    """Whether a paper may name a service type: what reception too may record is neither psychology nor health."""
    kind = catalog.service_type(code)
    return kind is not None and not kind.compartment and kind.recordable_by(frozenset({Role.RECEPTION}))


def _unsaid(lines: tuple[ServiceLine, ...]) -> tuple[ServiceLine, ...]:
    return tuple(replace(line, type="") for line in lines)


def _without_reason(row: FollowUpRow) -> FollowUpRow:
    return replace(row, reason="", note="", origin="")


def _without_place(row: TransferRow, *, quiet: bool) -> TransferRow:
    shown = replace(row, head="")
    return replace(shown, country="", municipality="", city="") if quiet else shown


def _full(name: Name) -> str:
    return name.full or name.display
