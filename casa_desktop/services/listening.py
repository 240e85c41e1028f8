"""The Centro de Escucha: its agenda, the session that an appointment becomes, and a person's sessions.

Whoever only holds the role and not the key sees none of it: an agenda of names is as much of a secret as a note.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from casa_desktop.domain.access import Action, Compartment
from casa_desktop.domain.errors import Code, Problems, fault
from casa_desktop.domain.listening import Appointment, Booking, SessionLine, Standing, check_booking
from casa_desktop.domain.visits import Psychology, RecordVisit
from casa_desktop.services import passes, visits
from casa_desktop.services.context import Context, verb
from casa_desktop.services.passes import ClosePass
from casa_desktop.services.recording import reader, user_id, visit_detail
from casa_desktop.services.visit_commands import MOST_SERVICES, VisitRecorded
from casa_desktop.storage.envelope import SealBrokenError, binding, seal, unseal
from casa_desktop.storage.listening import Named, StoredAppointment

_KEY = str(Compartment.PSYCHOLOGY)
PRIVATE = frozenset({str(Compartment.PSYCHOLOGY), str(Compartment.PROTECTION)})
"""The compartments whose services are recorded in the private room."""


@dataclass(frozen=True, slots=True)
class AgendaQuery:
    """The appointments from *first* to *last*, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Book:
    """A new appointment."""

    uuid: str
    person_uuid: str
    booking: Booking


@dataclass(frozen=True, slots=True)
class ChangeBooking:
    """An appointment as it should be from now on."""

    uuid: str
    version: int
    booking: Booking


@dataclass(frozen=True, slots=True)
class SetStanding:
    """Cancelled, missed, or expected again."""

    uuid: str
    version: int
    standing: Standing


@dataclass(frozen=True, slots=True)
class HoldSession:
    """A session as a visit; the appointment or the pass that brought it, and the next appointment, if there are any."""

    visit: RecordVisit
    appointment_uuid: str = ""
    pass_uuid: str = ""
    next: Book | None = None


@dataclass(frozen=True, slots=True)
class HistoryQuery:
    """Asks for the sessions of a person."""

    person_uuid: str


@verb(Action.AGENDA)
def agenda(ctx: Context, query: AgendaQuery) -> tuple[Appointment, ...]:
    """Appointments in the order of the clock. Errors: NEEDS_COMPARTMENT_KEY, BASE_DAMAGED."""
    found = [(stored, _opened(ctx, stored)) for stored in ctx.work.listening.between(query.first, query.last)]
    ctx.actor.key(_KEY)
    persons = ctx.work.listening.persons(inside["person"] for _, inside in found)
    return tuple(_shown(ctx, stored, inside, persons[inside["person"]]) for stored, inside in found)


@verb(Action.AGENDA)
def book(ctx: Context, command: Book) -> Appointment:
    """Makes an appointment. Repeating it changes nothing. Errors: NOT_FOUND (the person) and those of the fields."""
    if ctx.work.listening.appointment(command.uuid) is None:
        _checked(ctx, command.booking).raise_if_any()
        if command.person_uuid not in ctx.work.listening.persons((command.person_uuid,)):
            raise fault(Code.NOT_FOUND, "person_uuid", kind="person")
        ctx.work.listening.add_appointment(
            {
                "uuid": command.uuid,
                "compartment": _KEY,
                "state": str(Standing.BOOKED),
                "staff_id": user_id(ctx),
                "created_at": ctx.stamp,
                "created_by_id": user_id(ctx),
                **_columns(ctx, command.uuid, command.person_uuid, command.booking),
            }
        )
        ctx.audit("agenda.book", command.uuid, ("date", "start"))
        ctx.changed("appointment", command.uuid)
    return _with_same_day(ctx, _one(ctx, command.uuid))


@verb(Action.AGENDA)
def change(ctx: Context, command: ChangeBooking) -> Appointment:
    """Moves an appointment, or changes its kind. Errors: NOT_FOUND, CONFLICT and those of the fields."""
    before = _one(ctx, command.uuid)
    if before.booking == command.booking:
        return before
    _checked(ctx, command.booking).raise_if_any()
    values = _columns(ctx, command.uuid, before.person_uuid, command.booking)
    _write(ctx, command.uuid, command.version, values)
    ctx.audit("agenda.change", command.uuid, ("date", "start"))
    return _with_same_day(ctx, _one(ctx, command.uuid))


@verb(Action.AGENDA)
def set_standing(ctx: Context, command: SetStanding) -> Appointment:
    """Cancels, notes that nobody came, or expects again. «Attended» is what a session makes it. Errors: CONFLICT."""
    before = _one(ctx, command.uuid)
    if before.standing is command.standing:
        return before
    if Standing.ATTENDED in (before.standing, command.standing):
        raise fault(Code.CONFLICT, kind="appointment")
    _write(ctx, command.uuid, command.version, {"state": str(command.standing)})
    ctx.audit("agenda.change", command.uuid, ("standing",))
    return _one(ctx, command.uuid)


@verb(Action.AGENDA)
def hold(ctx: Context, command: HoldSession) -> VisitRecorded:
    """Records a session, marks its appointment attended, closes its pass and makes the next appointment: all or none.

    Errors: those of a visit, BAD_CHOICE for a service that is not of the private room, those of the next appointment.
    """
    catalog = ctx.work.catalog.snapshot()
    problems = visits.problems(ctx, command.visit)
    for index, service in enumerate(command.visit.services):
        kind = catalog.service_type(service.type)
        if kind is not None and kind.compartment not in PRIVATE:
            problems.add(Code.BAD_CHOICE, f"services[{index}].type")
    if command.next is not None:
        problems.extend(_checked(ctx, command.next.booking))
    problems.raise_if_any()
    recorded = visits.write(ctx, command.visit)
    if command.appointment_uuid:
        _attend(ctx, command.appointment_uuid, command.visit.services[0].uuid)
    if command.pass_uuid:
        passes.close(ctx, ClosePass(command.pass_uuid))
    if command.next is not None:
        book(ctx, command.next)
    return recorded


def _attend(ctx: Context, uuid: str, service_uuid: str) -> None:
    before = _one(ctx, uuid)
    if before.service_uuid == service_uuid:
        return
    if before.standing is Standing.ATTENDED:
        raise fault(Code.CONFLICT, kind="appointment")
    values = {"service_id": ctx.work.listening.service_id(service_uuid), "state": str(Standing.BOOKED)}
    _write(ctx, uuid, before.version, values)
    ctx.audit("agenda.attend", uuid)


@verb(Action.AGENDA)
def history(ctx: Context, query: HistoryQuery) -> tuple[SessionLine, ...]:
    """The sessions of a person, the latest first, without the text of notes; the reading is kept.

    Errors: NEEDS_COMPARTMENT_KEY.
    """
    ctx.actor.key(_KEY)
    private = {k.code for k in ctx.work.catalog.snapshot().service_types if k.compartment in PRIVATE}
    rows = ctx.work.visits.of_person(query.person_uuid, reader(ctx), MOST_SERVICES)
    found = []
    for row in rows:
        if not any(service.type in private for service in row.services):
            continue
        detail = visit_detail(ctx, row.uuid)
        for each in detail.services if detail is not None else ():
            if each.type in private and not each.voided_at:
                form = each.form if isinstance(each.form, Psychology) else None
                found.append(
                    SessionLine(
                        row.uuid,
                        each.uuid,
                        row.date,
                        each.type,
                        form is not None and form.follow_up,
                        form.modality if form is not None else "",
                        each.staff,
                        each.notes,
                        each.answers,
                    )
                )
    if found:
        # The session, not the person: whoever reads the audit must not learn who is attended here.
        ctx.audit("agenda.history", found[0].service_uuid)
    return tuple(found)


def _checked(ctx: Context, booking: Booking) -> Problems:
    return check_booking(booking, ctx.work.catalog.snapshot(), ctx.clock.today())


def _columns(ctx: Context, uuid: str, person_uuid: str, booking: Booking) -> dict[str, object]:
    inside = {"person": person_uuid, "follow_up": booking.follow_up, "modality": booking.modality}
    sealed = seal(ctx.actor.key(_KEY), json.dumps(inside).encode(), binding("appointment", uuid))
    return {"date": booking.date, "start": booking.start, "minutes": booking.minutes, "sealed": sealed}


def _opened(ctx: Context, stored: StoredAppointment) -> dict[str, str]:
    try:
        text = unseal(ctx.actor.key(stored.compartment), stored.sealed, binding("appointment", stored.uuid))
    except SealBrokenError:
        raise fault(Code.BASE_DAMAGED, kind="appointment") from None
    return dict(json.loads(text))


def _one(ctx: Context, uuid: str) -> Appointment:
    stored = ctx.work.listening.appointment(uuid)
    if stored is None:
        raise fault(Code.NOT_FOUND, kind="appointment")
    inside = _opened(ctx, stored)
    return _shown(ctx, stored, inside, ctx.work.listening.persons((inside["person"],))[inside["person"]])


def _with_same_day(ctx: Context, written: Appointment) -> Appointment:
    """Two appointments of somebody on one day are allowed, and usually a mistake: whoever wrote it is told."""
    day = written.booking.date
    others = agenda(ctx, AgendaQuery(day, day))
    same = (each for each in others if each.person_uuid == written.person_uuid and each.uuid != written.uuid)
    return replace(written, same_day=tuple(o.booking.start for o in same if o.standing is Standing.BOOKED))


def _shown(ctx: Context, stored: StoredAppointment, inside: dict[str, str], person: Named) -> Appointment:
    standing = Standing(stored.state)
    counts = stored.service_id is not None and (
        not stored.session_voided or ctx.work.visits.corrected_elsewhere(stored.service_id)
    )
    booking = Booking(stored.date, stored.start, stored.minutes, bool(inside["follow_up"]), inside["modality"])
    return Appointment(
        uuid=stored.uuid,
        version=stored.version,
        booking=booking,
        standing=Standing.ATTENDED if counts else standing,
        person_uuid=person.uuid,
        person_code=person.code,
        person_name=person.name,
        staff=stored.staff,
        service_uuid=stored.service_uuid if counts else "",
    )


def _write(ctx: Context, uuid: str, version: int, values: Mapping[str, object]) -> None:
    if not ctx.work.listening.change_appointment(uuid, version, values):
        raise fault(Code.CONFLICT, kind="appointment")
    ctx.changed("appointment", uuid)
