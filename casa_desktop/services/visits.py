"""Visits: recorded, read, corrected and voided. Nothing that was counted is ever changed without a trace."""

from collections.abc import Iterable
from dataclasses import replace

from casa_desktop.domain.access import Action, Role
from casa_desktop.domain.errors import Code, Problems, fault
from casa_desktop.domain.periods import Month
from casa_desktop.domain.text import tidy
from casa_desktop.domain.visit_views import DayCount, VisitDetail, VisitRow, counted_day
from casa_desktop.domain.visits import RecordVisit, check_date, check_service, check_visit, companion_service_uuid
from casa_desktop.services.context import Context, verb
from casa_desktop.services.correcting import (
    counted_changes,
    edit_in_place,
    other_changes,
    stored_for,
    unchanged,
    without_note,
    write_anew,
)
from casa_desktop.services.recording import (
    Recorder,
    needs_reason,
    permit,
    reader,
    reason_missing,
    user_id,
    visit_detail,
)
from casa_desktop.services.stock import require_enough
from casa_desktop.services.visit_commands import (
    AddService,
    CorrectService,
    DayQuery,
    EditVisit,
    PersonQuery,
    RestoreService,
    VisitQuery,
    VisitRecorded,
    VoidService,
    VoidServices,
)
from casa_desktop.storage.visits import StoredService, Target

__all__ = [
    "AddService",
    "CorrectService",
    "DayQuery",
    "EditVisit",
    "PersonQuery",
    "RecordVisit",
    "RestoreService",
    "VisitQuery",
    "VisitRecorded",
    "VoidService",
    "VoidServices",
    "add_service",
    "correct",
    "count_of_day",
    "detail",
    "edit",
    "of_day",
    "of_person",
    "problems",
    "record",
    "restore",
    "void",
    "void_all",
]


@verb(Action.VISIT_RECORD)
def record(ctx: Context, visit: RecordVisit) -> VisitRecorded:
    """Records a visit, or adds its services to the one that the person has on that date.

    Repeating it changes nothing. Errors: those of :func:`check_visit`, NOT_FOUND, MONTH_CLOSED (without a reason),
    FORBIDDEN (a type that the roles may not record), NEEDS_COMPARTMENT_KEY (a note without the key), ON_ITS_OWN_PAGE.
    """
    _refuse_own_pages(ctx, [service.type for service in visit.services], "services")
    return write(ctx, visit)


def write(
    ctx: Context, visit: RecordVisit, activity: str = "", *, admitted: bool = False, replaces_id: int | None = None
) -> VisitRecorded:
    """As :func:`record`, for the verbs of pages of their own, which write what hangs on the service beside it.

    *activity* joins the services to those of others who came to the same thing, each of them a recipient. *admitted*:
    somebody who may know of the person let them in, and who attends need not. *replaces_id*: the voided service that
    this one takes the place of.
    """
    problems(ctx, visit).raise_if_any()
    catalog = ctx.work.catalog.snapshot()
    recorder = Recorder.of(ctx, catalog, visit.date)
    if admitted and visit.person_uuid:
        target = recorder.recorded_under(visit.person_uuid)
    else:
        target = recorder.target(visit.person_uuid, visit.anonymous)
    uuids = [service.uuid for service in visit.services]
    uuids += [
        companion_service_uuid(service.uuid, companion.visit_uuid)
        for companion in visit.companions
        for service in visit.services
        if service.for_all
    ]
    known = ctx.work.visits.known_services(uuids)
    if target.visit_id is None and (stands := ctx.work.visits.visit_target(visit.uuid)) is not None:
        # It was recorded, and its answer lost, before the person was merged or parted.
        return VisitRecorded(visit.uuid, stands[0].person_uuid, stands[0].code)
    fields = ["services"]
    if target.visit_id is None:
        fields = ["date", "profile", "services"]
        visit_id = recorder.add_visit(visit.uuid, target, visit.profile, _columns(visit), visit.vulnerabilities)
        target = replace(target, visit_id=visit_id, visit_uuid=visit.uuid)
    elif len(known) < len(uuids):
        _say_again(ctx, target, visit)
    new = tuple(service for service in visit.services if service.uuid not in known)
    for service in new:
        joined = activity or (service.uuid if service.for_all else None)
        recorder.add(service, target.visit_id or 0, target.person_id, activity=joined, replaces_id=replaces_id)
    recorder.add_companions(visit.services, visit.companions, visit.profile, known)
    recorded = VisitRecorded(target.visit_uuid, target.person_uuid, target.code, tuple(s.uuid for s in new))
    if len(known) < len(uuids):
        ctx.audit("visit.record", target.visit_uuid, tuple(fields), visit.reason)
        ctx.changed("visit", target.visit_uuid)
        ctx.changed("person", target.person_uuid)
    return recorded


def _refuse_own_pages(ctx: Context, codes: Iterable[str], field: str) -> None:
    for kind in map(ctx.work.catalog.snapshot().service_type, codes):
        if kind is not None and kind.apart:
            raise fault(Code.ON_ITS_OWN_PAGE, field, name=kind.name)


def problems(ctx: Context, visit: RecordVisit) -> Problems:
    """What is wrong with a visit, whoever it is of."""
    found = check_visit(visit, ctx.work.catalog.snapshot(), ctx.clock.today())
    found.extend(reason_missing(ctx, (visit.date,), visit.reason))
    return found


def _columns(visit: RecordVisit | EditVisit) -> dict[str, object]:
    return {
        "intention": visit.intention or None,
        "walker": visit.walker,
        "origin": tidy(visit.origin),
        "destination": tidy(visit.destination),
        "sleeps_at": visit.sleeps_at,
    }


def _say_again(ctx: Context, target: Target, visit: RecordVisit) -> None:
    """What is said again that day holds, what is not said stays, and vulnerabilities add up.

    The same rule whether or not who records may know of the services that stand there: a profile other than the one
    they chose, read back a second later, would tell them that somebody was attended in private. That is why a change
    has an audit row of its own.
    """
    before, told = ctx.work.visits.asked(target.visit_id or 0)
    said = {"profile": visit.profile, **{name: value for name, value in _columns(visit).items() if value}}
    given = {name: value for name, value in said.items() if value != before[name]}
    codes = (*told, *(code for code in dict.fromkeys(visit.vulnerabilities) if code not in told))
    if not given and codes == told:
        return
    if not ctx.work.visits.change_visit(target.visit_id or 0, target.version, given, codes):
        raise fault(Code.CONFLICT, kind="visit")
    names = (*given, *(() if codes == told else ("vulnerabilities",)))
    ctx.audit("visit.edit", target.visit_uuid, names, visit.reason)


@verb(Action.VISIT_RECORD)
def add_service(ctx: Context, command: AddService) -> VisitRecorded:
    """Adds one service to a visit. Errors as in :func:`record`; NOT_FOUND where the visit is not the actor's to see."""
    found = ctx.work.visits.visit_target(command.visit_uuid)
    if found is None or visit_detail(ctx, command.visit_uuid) is None:
        raise fault(Code.NOT_FOUND, kind="visit")
    target, day = found
    _refuse_own_pages(ctx, (command.service.type,), "service.type")
    catalog = ctx.work.catalog.snapshot()
    check_service(command.service, catalog, day, "service").raise_if_any()
    needs_reason(ctx, (day,), command.reason)
    recorded = VisitRecorded(target.visit_uuid, target.person_uuid, target.code, (command.service.uuid,))
    if ctx.work.visits.known_services((command.service.uuid,)):
        return recorded
    Recorder.of(ctx, catalog, day).add(command.service, target.visit_id or 0, target.person_id)
    ctx.audit("visit.add_service", target.visit_uuid, ("services",), command.reason)
    ctx.changed("visit", target.visit_uuid)
    ctx.changed("person", target.person_uuid)
    return recorded


@verb(Action.VISIT_CORRECT)
def edit(ctx: Context, command: EditVisit) -> VisitDetail:
    """Changes what was asked about a visit. Errors: CONFLICT, BAD_CHOICE, MONTH_CLOSED (without a reason).

    None of it moves a count of services, but a closed month was also read by profile.
    """
    found = ctx.work.visits.visit_target(command.uuid)
    before = visit_detail(ctx, command.uuid)
    if found is None or before is None:
        raise fault(Code.NOT_FOUND, kind="visit")
    target, day = found
    as_recorded = RecordVisit(
        command.uuid,
        day,
        command.profile,
        (),
        person_uuid=target.person_uuid,
        vulnerabilities=command.vulnerabilities,
        intention=command.intention,
        origin=command.origin,
        destination=command.destination,
        sleeps_at=command.sleeps_at,
    )
    problems = Problems()
    found_problems = check_visit(as_recorded, ctx.work.catalog.snapshot(), ctx.clock.today())
    problems.extend(p for p in found_problems if p.code is not Code.NO_SERVICE)
    problems.raise_if_any()
    needs_reason(ctx, (day,), command.reason)
    values = {"profile": command.profile, **_columns(command)}
    if not ctx.work.visits.change_visit(target.visit_id or 0, command.version, values, command.vulnerabilities):
        raise fault(Code.CONFLICT, kind="visit")
    after = visit_detail(ctx, command.uuid)
    if after is None:
        raise fault(Code.NOT_FOUND, kind="visit")
    names = ("profile", "vulnerabilities", "intention", "walker", "origin", "destination", "sleeps_at")
    changed = tuple(name for name in names if getattr(before, name) != getattr(after, name))
    ctx.audit("visit.edit", command.uuid, changed, command.reason)
    ctx.changed("visit", command.uuid)
    return after


@verb(Action.VISIT_CORRECT)
def correct(ctx: Context, command: CorrectService) -> VisitRecorded:
    """Corrects a service: what is counted voids it and writes one that names it; the rest is edited in place.

    Errors: NOT_FOUND, ALREADY_VOIDED, CONFLICT, MONTH_CLOSED (a count of a closed month, without a reason),
    ON_ITS_OWN_PAGE (a count of what has a page of its own) and those of the fields. A companion's row follows the one
    that it accompanies and is not corrected by itself.
    """
    work = ctx.work.visits
    if (done := work.stored(command.service.uuid)) is not None:
        return VisitRecorded(done.visit_uuid, done.person_uuid, "", (done.uuid,))
    stored = stored_for(ctx, command.uuid)
    unchanged(stored, command.version)
    visit = _detail(ctx, stored.visit_uuid)
    old = next(service for service in visit.services if service.uuid == stored.uuid)
    if old.companion:
        raise fault(Code.NOT_FOUND, kind="service")
    catalog = ctx.work.catalog.snapshot()
    new = without_note(command.service, old)
    problems = check_service(new, catalog, command.date, "service")
    problems.extend(check_date(command.date, ctx.clock.today()))
    problems.raise_if_any()
    for code in {old.type, new.type}:
        if (kind := catalog.service_type(code)) is not None:
            permit(ctx, kind)
    counted, rest = counted_changes(old, new, catalog), other_changes(old, new)
    if command.date != stored.date:
        counted.add("date")
    if command.person_uuid and command.person_uuid != visit.person_uuid:
        counted.add("person")
    recorder = Recorder.of(ctx, catalog, command.date)
    if counted:
        _refuse_own_pages(ctx, (old.type, new.type), "service.type")
        needs_reason(ctx, (stored.date, command.date), command.reason)
        recorded = write_anew(ctx, recorder, command, stored, visit, new)
    else:
        edit_in_place(ctx, recorder, stored, new, rest)
        recorded = VisitRecorded(visit.uuid, visit.person_uuid, visit.person_code, (old.uuid,))
    ctx.audit("service.correct", command.uuid, tuple(sorted(counted | rest)), command.reason)
    for uuid in {visit.uuid, recorded.uuid}:
        ctx.changed("visit", uuid)
    for uuid in {visit.person_uuid, recorded.person_uuid}:
        ctx.changed("person", uuid)
    return recorded


@verb(Action.VISIT_VOID)
def void(ctx: Context, command: VoidService) -> None:
    """Voids a service, with a reason always. Errors: NEEDS_REASON, NOT_FOUND, ALREADY_VOIDED, CONFLICT."""
    if not command.reason.strip():
        raise fault(Code.NEEDS_REASON, "reason")
    stored = stored_for(ctx, command.uuid)
    unchanged(stored, command.version)
    rows = [stored.uuid]
    if stored.activity and not stored.companion:
        rows += [companion.uuid for companion in ctx.work.visits.companions_of(stored.activity)]
    ctx.work.visits.void(rows, at=ctx.stamp, by_id=user_id(ctx))
    ctx.audit("service.void", command.uuid, ("voided",), command.reason)
    ctx.changed("visit", stored.visit_uuid)
    ctx.changed("person", stored.person_uuid)


@verb(Action.VISIT_VOID)
def void_all(ctx: Context, command: VoidServices) -> None:
    """Voids several services; errors as in :func:`void`, and then none is voided."""
    for service in command.services:
        void(ctx, service)


@verb(Action.VISIT_VOID)
def restore(ctx: Context, command: RestoreService) -> None:
    """Undoes a voiding. Errors: NOT_FOUND (also where it is not voided), MONTH_CLOSED, CONFLICT,
    NOT_ENOUGH_STOCK (what a delivery took was given to somebody else since).

    CONFLICT where what it belongs to went on without it: one thing that happened counts once.
    """
    stored = stored_for(ctx, command.uuid)
    if not stored.voided_at:
        raise fault(Code.NOT_FOUND, kind="voided")
    if _overtaken(ctx, stored):
        raise fault(Code.CONFLICT, kind="service")
    needs_reason(ctx, (stored.date,), command.reason)
    rows = [stored.uuid]
    if stored.activity and not stored.companion:
        rows += [c.uuid for c in ctx.work.visits.companions_of(stored.activity, stored.voided_at)]
    ctx.work.visits.void(rows, at=None, by_id=None)
    require_enough(ctx, ctx.work.aid.lots_of(stored.id))
    ctx.audit("service.restore", command.uuid, ("voided",), command.reason)
    ctx.changed("visit", stored.visit_uuid)
    ctx.changed("person", stored.person_uuid)


def _overtaken(ctx: Context, stored: StoredService) -> bool:
    """Whether what it corrected or what corrected it counts, the same person by another row of the same activity, or
    the one whom it accompanies does not; whether its transfer went on, or its workshop without that person."""
    work = ctx.work
    main = work.visits.stored(stored.activity) if stored.companion else None
    return (
        (main is not None and bool(main.voided_at))
        or work.visits.corrected_elsewhere(stored.id)
        or work.visits.counted_again(stored)
        or work.transfers.went_on(stored.activity)
        or work.workshops.closed_to(stored.id)
    )


@verb(Action.VISIT_TODAY)
def of_day(ctx: Context, query: DayQuery) -> tuple[VisitRow, ...]:
    """The visits of a day in the order in which they were entered, without what is not the actor's to see."""
    return ctx.work.visits.of_day(query.date, reader(ctx))


@verb(Action.VISIT_TODAY)
def count_of_day(ctx: Context, query: DayQuery) -> DayCount:
    """Persons and services of a day under the options of its month.

    Coordination's count sees everything. Everybody else's follows their list: a difference of one between list and
    count would tell that somebody was attended in private.
    """
    complete = Role.COORDINATION in ctx.actor.roles
    facts = ctx.work.visits.day_facts(query.date, None if complete else reader(ctx))
    return counted_day(facts, ctx.work.catalog.snapshot(), Month.of(query.date), complete)


@verb(Action.VISIT_VIEW)
def of_person(ctx: Context, query: PersonQuery) -> tuple[VisitRow, ...]:
    """The latest visits of a person, newest first."""
    return ctx.work.visits.of_person(query.person_uuid, reader(ctx), query.most)


@verb(Action.VISIT_VIEW)
def detail(ctx: Context, query: VisitQuery) -> VisitDetail:
    """Everything of a visit that the actor may see, but the text of notes. Errors: NOT_FOUND."""
    return _detail(ctx, query.uuid)


def _detail(ctx: Context, uuid: str) -> VisitDetail:
    found = visit_detail(ctx, uuid)
    if found is None:
        raise fault(Code.NOT_FOUND, kind="visit")
    return found
