"""Workshops and groups: planned, led, and counted: one service for each of those who came, joined by the activity."""

from dataclasses import dataclass, replace

from casa_desktop.domain.access import Action
from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.errors import Code, fault
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.text import tidy
from casa_desktop.domain.visits import Anonymous, NewService, RecordVisit
from casa_desktop.domain.workshops import (
    Nameless,
    Workshop,
    WorkshopDetail,
    WorkshopLine,
    check_headcount,
    check_workshop,
)
from casa_desktop.services import people, visits
from casa_desktop.services.context import Context, verb
from casa_desktop.services.people import RegisterPerson
from casa_desktop.services.recording import Recorder, needs_reason, permit, reader, user_id
from casa_desktop.storage.workshops import StoredWorkshop

NO_PROFILE = "SIN_PERFIL"
"""The profile of who never said one: somebody on a list is not asked again at the door."""
MOST_WORKSHOPS = 300
_COUNTED = ("date", "service_type", "place", "funder")
_FIELDS = (*_COUNTED, "starts_at", "topic", "venue", "partner", "staff", "capacity", "sheet")


@dataclass(frozen=True, slots=True)
class WorkshopsQuery:
    """Asks for the latest workshops and those that lie ahead."""


@dataclass(frozen=True, slots=True)
class WorkshopQuery:
    """Names a workshop."""

    uuid: str


@dataclass(frozen=True, slots=True)
class SaveWorkshop:
    """A workshop as it should be: new where its *version* is 0. *reason* where a closed month is touched."""

    workshop: Workshop
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CancelWorkshop:
    """The workshop does not take place, or does after all (*cancelled* false)."""

    uuid: str
    version: int
    cancelled: bool = True


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody for the list: known, or *new*. *profile* empty = that of their last visit."""

    entry_uuid: str
    service_uuid: str
    visit_uuid: str
    person_uuid: str
    profile: str = ""
    new: RegisterPerson | None = None


@dataclass(frozen=True, slots=True)
class Attend:
    """People who came, or who are to come (*attended* false: enrolled, and counted by nobody)."""

    workshop_uuid: str
    arrivals: tuple[Arrival, ...]
    attended: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LeaveList:
    """Takes the service of somebody on the list away, and with *whole* their line too."""

    workshop_uuid: str
    entry_uuid: str
    whole: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SetHeadcount:
    """How many came without giving a name, all of them. Those who are added get *profile*."""

    workshop_uuid: str
    counts: tuple[Nameless, ...]
    profile: str = NO_PROFILE
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PrintWorkshop:
    """Its list leaves the program on paper: to be signed, or as those who came."""

    uuid: str
    signing: bool


@verb(Action.WORKSHOP_VIEW)
def latest(ctx: Context, query: WorkshopsQuery) -> tuple[WorkshopLine, ...]:
    """The workshops that the actor may know of, the latest first."""
    return ctx.work.workshops.latest(reader(ctx), MOST_WORKSHOPS)


@verb(Action.WORKSHOP_VIEW)
def detail(ctx: Context, query: WorkshopQuery) -> WorkshopDetail:
    """One workshop with its list. Errors: NOT_FOUND."""
    return _detail(ctx, query.uuid)


@verb(Action.WORKSHOP_RECORD)
def printed(ctx: Context, command: PrintWorkshop) -> WorkshopDetail:
    """Enters into the audit that the list of names was printed, and gives it. Errors: NOT_FOUND."""
    found = _detail(ctx, command.uuid)
    ctx.audit("workshop.print", command.uuid, ("sheet",) if command.signing else ("line",))
    return found


@verb(Action.WORKSHOP_RECORD)
def save(ctx: Context, command: SaveWorkshop) -> WorkshopDetail:
    """Adds or changes a workshop. Where somebody came already, what is counted (date, type, place, funder) voids their
    services and writes them anew.

    Errors: those of :func:`check_workshop`, FORBIDDEN, CONFLICT, MONTH_CLOSED, DATE_IN_FUTURE (who came cannot have
    come tomorrow).
    """
    catalog = ctx.work.catalog.snapshot()
    given = command.workshop
    new = replace(given, topic=tidy(given.topic), venue=tidy(given.venue), sheet=tidy(given.sheet))
    check_workshop(new, catalog).raise_if_any()
    if (kind := catalog.service_type(new.service_type)) is not None:
        permit(ctx, kind)
        new = replace(new, place=new.place or kind.place, funder=new.funder or kind.funder)
    before = ctx.work.workshops.one(new.uuid, reader(ctx))
    new = replace(new, staff=new.staff or (before.workshop.staff if before else ctx.actor.uuid))
    if before is None:
        ctx.work.workshops.add({"uuid": new.uuid, **_columns(ctx, new), **_made(ctx)})
        changed: tuple[str, ...] = ("date", "service_type", "topic")
    elif new.version == 0:
        return _detail(ctx, new.uuid)
    else:
        _permit(ctx, catalog, before.workshop)
        new = replace(new, cancelled=before.workshop.cancelled)
        if not ctx.work.workshops.change(new.uuid, new.version, _columns(ctx, new)):
            raise fault(Code.CONFLICT, kind="workshop")
        changed = tuple(name for name in _FIELDS if _differs(before.workshop, new, name))
        _carry(ctx, catalog, before, new, command.reason)
    ctx.audit("workshop.save", new.uuid, changed, command.reason)
    ctx.changed("workshop", new.uuid)
    return _detail(ctx, new.uuid)


@verb(Action.WORKSHOP_RECORD)
def cancel(ctx: Context, command: CancelWorkshop) -> None:
    """Says that it does not take place. Errors: NOT_FOUND, CONFLICT, HAS_ATTENDEES (who came is counted)."""
    stored = _stored(ctx, command.uuid)
    _permit(ctx, ctx.work.catalog.snapshot(), stored.workshop)
    if command.cancelled and ctx.work.workshops.live(stored):
        raise fault(Code.HAS_ATTENDEES)
    if not ctx.work.workshops.change(command.uuid, command.version, {"cancelled": command.cancelled}):
        raise fault(Code.CONFLICT, kind="workshop")
    ctx.audit("workshop.cancel", command.uuid, ("cancelled",))
    ctx.changed("workshop", command.uuid)


@verb(Action.WORKSHOP_RECORD)
def attend(ctx: Context, command: Attend) -> WorkshopDetail:
    """Puts people on the list and, where they came, counts each of them. Repeating it changes nothing.

    Reception may enrol for a workshop that it may not count. Errors: those of registering and recording, FORBIDDEN,
    DATE_IN_FUTURE, MONTH_CLOSED, CONFLICT (it was cancelled since).
    """
    stored = _stored(ctx, command.workshop_uuid)
    _takes_place(stored)
    for arrival in command.arrivals:
        _arrive(ctx, stored, arrival, command)
    ctx.audit("workshop.attend" if command.attended else "workshop.enrol", stored.workshop.uuid, (), command.reason)
    ctx.changed("workshop", stored.workshop.uuid)
    return _detail(ctx, stored.workshop.uuid)


@verb(Action.WORKSHOP_RECORD)
def leave(ctx: Context, command: LeaveList) -> WorkshopDetail:
    """Somebody did not come after all, or does not belong on the list. Errors: NOT_FOUND, FORBIDDEN, MONTH_CLOSED."""
    stored = _stored(ctx, command.workshop_uuid)
    shown = ctx.work.workshops.rows(stored, reader(ctx))
    row = next((r for r in shown if r.entry_uuid and r.entry_uuid == command.entry_uuid), None)
    if row is None:
        raise fault(Code.NOT_FOUND, kind="person")
    if row.service_uuid:
        _permit(ctx, ctx.work.catalog.snapshot(), stored.workshop)
        needs_reason(ctx, (stored.workshop.date,), command.reason)
        _void(ctx, (row.service_uuid,))
    if command.whole:
        ctx.work.workshops.drop_entry(row.entry_uuid)
    ctx.audit("workshop.leave", stored.workshop.uuid, (), command.reason)
    ctx.changed("workshop", stored.workshop.uuid)
    ctx.changed("person", row.person_uuid)
    return _detail(ctx, stored.workshop.uuid)


@verb(Action.WORKSHOP_RECORD)
def headcount(ctx: Context, command: SetHeadcount) -> WorkshopDetail:
    """Makes the anonymous entries as many as were counted: adds the missing, voids those too many, newest first.

    Errors: those of :func:`check_headcount` and of recording, CONFLICT (it was cancelled since).
    """
    stored = _stored(ctx, command.workshop_uuid)
    _takes_place(stored)
    catalog = ctx.work.catalog.snapshot()
    _permit(ctx, catalog, stored.workshop)
    check_headcount(command.counts, catalog).raise_if_any()
    standing: dict[tuple[str, int, int], list[str]] = {}
    for row in ctx.work.workshops.rows(stored, reader(ctx)):
        if row.anonymous and row.age is not None:
            standing.setdefault((row.sex, row.age.first, row.age.last), []).append(row.service_uuid)
    wanted = {(c.sex, c.age_from, c.age_to): c.number for c in command.counts}
    too_many = [uuid for key, uuids in standing.items() for uuid in uuids[wanted.get(key, 0) :]]
    missing = {key: number - len(standing.get(key, ())) for key, number in wanted.items()}
    if not too_many and not any(number > 0 for number in missing.values()):
        return _detail(ctx, stored.workshop.uuid)
    needs_reason(ctx, (stored.workshop.date,), command.reason)
    _void(ctx, tuple(too_many))
    for (sex, first, last), number in missing.items():
        for _ in range(number):
            who = Anonymous(new_id(), sex, first, last)
            visit = _visit(stored.workshop, new_id(), new_id(), None, command.profile, command.reason)
            visits.write(ctx, replace(visit, anonymous=who), activity=stored.workshop.uuid)
    ctx.audit("workshop.headcount", stored.workshop.uuid, ("companions",), command.reason)
    ctx.changed("workshop", stored.workshop.uuid)
    return _detail(ctx, stored.workshop.uuid)


def _arrive(ctx: Context, stored: StoredWorkshop, arrival: Arrival, command: Attend) -> None:
    workshop = stored.workshop
    if arrival.new is not None:
        people.register(ctx, arrival.new)
    target = Recorder.of(ctx, ctx.work.catalog.snapshot(), workshop.date).target(arrival.person_uuid, None)
    entry = ctx.work.workshops.entry_of(stored.id, arrival.person_uuid)
    person_uuid = entry.person_uuid if entry else target.person_uuid
    if entry is None:
        values = {
            "uuid": arrival.entry_uuid,
            "person_id": target.person_id,
            "created_at": ctx.stamp,
            "created_by_id": user_id(ctx),
        }
        line = ctx.work.workshops.add_entry(values, stored.id)
    else:
        line = entry.line
    if not command.attended or any(s.person_uuid == person_uuid for s in ctx.work.workshops.live(stored)):
        return
    profile = arrival.profile or target.profile or ctx.work.workshops.last_profile(person_uuid, workshop.date)
    item = ctx.work.catalog.snapshot().item(Kind.PROFILE, profile)
    if item is None or not item.active_on(workshop.date):
        profile = NO_PROFILE
    visit = _visit(workshop, arrival.service_uuid, arrival.visit_uuid, line, profile, command.reason)
    # Under the record that is on the list, also where that was merged since: the list is one with its services.
    visits.write(ctx, replace(visit, person_uuid=person_uuid), activity=workshop.uuid, admitted=True)


def _visit(
    workshop: Workshop, service_uuid: str, visit_uuid: str, line: int | None, profile: str, reason: str
) -> RecordVisit:
    service = NewService(
        service_uuid,
        workshop.service_type,
        staff=workshop.staff,
        place=workshop.place,
        funder=workshop.funder,
        sheet=workshop.sheet,
        line=line if workshop.sheet else None,
    )
    return RecordVisit(visit_uuid, workshop.date, profile, (service,), reason=reason)


def _carry(ctx: Context, catalog: Catalog, before: StoredWorkshop, new: Workshop, reason: str) -> None:
    """What changed of a workshop is changed of the services of those who came."""
    live = ctx.work.workshops.live(before)
    old = before.workshop
    if not live:
        return
    if any(_differs(old, new, name) for name in _COUNTED):
        needs_reason(ctx, (old.date, new.date), reason)
        if new.date > ctx.clock.today():
            raise fault(Code.DATE_IN_FUTURE, "date", limit=ctx.clock.today())
        recorder = Recorder.of(ctx, catalog, new.date)
        _void(ctx, tuple(service.uuid for service in live))
        for service in live:
            target = recorder.recorded_under(service.person_uuid)
            visit_id = target.visit_id
            if visit_id is None:
                visit_id = recorder.add_visit(new_id(), target, service.profile, {}, ())
            copy = _visit(new, new_id(), "", service.line, service.profile, reason).services[0]
            late = service.late if new.date == old.date else recorder.late
            replace(recorder, late=late).add(
                copy, visit_id, target.person_id, activity=new.uuid, replaces_id=service.id
            )
            ctx.changed("person", service.person_uuid)
    elif old.staff != new.staff or old.sheet != new.sheet:
        values = {"staff_id": user_id(ctx, new.staff), "sheet": new.sheet}
        lines = {row.service_uuid: row.line for row in ctx.work.workshops.rows(before, reader(ctx))}
        for service in live:
            line = lines.get(service.uuid, service.line) if new.sheet else None
            ctx.work.visits.change_service(service.id, service.version, {**values, "line": line})


def _void(ctx: Context, uuids: tuple[str, ...]) -> None:
    ctx.work.visits.void(uuids, at=ctx.stamp, by_id=user_id(ctx))
    for uuid in uuids:
        if (stored := ctx.work.visits.stored(uuid)) is not None:
            ctx.changed("visit", stored.visit_uuid)


def _permit(ctx: Context, catalog: Catalog, workshop: Workshop) -> None:
    if (kind := catalog.service_type(workshop.service_type)) is not None:
        permit(ctx, kind)


def _takes_place(stored: StoredWorkshop) -> None:
    if stored.workshop.cancelled:
        raise fault(Code.CONFLICT, kind="workshop")


def _stored(ctx: Context, uuid: str) -> StoredWorkshop:
    found = ctx.work.workshops.one(uuid, reader(ctx))
    if found is None:
        raise fault(Code.NOT_FOUND, kind="workshop")
    return found


def _detail(ctx: Context, uuid: str) -> WorkshopDetail:
    stored = _stored(ctx, uuid)
    return WorkshopDetail(stored.workshop, stored.staff_name, ctx.work.workshops.rows(stored, reader(ctx)))


def _made(ctx: Context) -> dict[str, object]:
    return {"created_at": ctx.stamp, "created_by_id": user_id(ctx)}


def _columns(ctx: Context, workshop: Workshop) -> dict[str, object]:
    keys = ctx.work.catalog.keys()
    return {
        "service_type_id": keys.types[workshop.service_type],
        "date": workshop.date,
        "starts_at": workshop.starts_at,
        "topic": workshop.topic,
        "place_id": keys.items.get((Kind.PLACE, workshop.place)),
        "venue": workshop.venue,
        "partner_id": keys.items.get((Kind.PARTNER, workshop.partner)),
        "funder_id": keys.items.get((Kind.FUNDER, workshop.funder)),
        "staff_id": user_id(ctx, workshop.staff),
        "capacity": workshop.capacity,
        "sheet": workshop.sheet,
    }


def _differs(before: Workshop, after: Workshop, name: str) -> bool:
    return bool(getattr(before, name) != getattr(after, name))
