"""Transfers: a family asks to travel, is approved, gets its tickets, travels and arrives. Only the journey counts."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from casa_desktop.domain.access import Action
from casa_desktop.domain.catalog import Form, ServiceType
from casa_desktop.domain.errors import Code, Problems, fault
from casa_desktop.domain.persons import NO_NUMBERS
from casa_desktop.domain.text import taken, tidy_lines
from casa_desktop.domain.transfers import (
    FOLLOWING,
    OPEN,
    Manifest,
    Passenger,
    Plan,
    Step,
    TransferDetail,
    TransferList,
    Traveller,
    check_travellers,
    checked_plan,
)
from casa_desktop.domain.visits import Companion, NewService, RecordVisit, check_date
from casa_desktop.services import visits
from casa_desktop.services.context import LONGEST_REASON, Context, verb
from casa_desktop.services.people import check_kinship, found_person
from casa_desktop.services.recording import user_id
from casa_desktop.services.visit_commands import VoidService
from casa_desktop.storage.people import PersonRow
from casa_desktop.storage.transfers import StoredStep, StoredTransfer

_VISITS = UUID("0d0d8a0e-9a3a-4c52-8a55-7e1f5d4f2c10")


@dataclass(frozen=True, slots=True)
class RequestTransfer:
    """A family asks to travel; the first of *travellers* speaks for all."""

    uuid: str
    plan: Plan
    travellers: tuple[Traveller, ...]


@dataclass(frozen=True, slots=True)
class EditTransfer:
    """The plan and who is to travel, as they should be from now on."""

    uuid: str
    version: int
    plan: Plan
    travellers: tuple[Traveller, ...]


@dataclass(frozen=True, slots=True)
class TakeStep:
    """Approved, bought, arrived or cancelled, on a day. A cancelling needs its *reason*."""

    uuid: str
    transfer_uuid: str
    version: int
    step: Step
    on: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Travel:
    """*travellers* (uuids of persons) left on a day. *uuid* becomes that of the service."""

    uuid: str
    transfer_uuid: str
    version: int
    on: date
    travellers: tuple[str, ...]
    reason: str = ""
    """Why it is entered into a month that was closed; empty otherwise."""


@dataclass(frozen=True, slots=True)
class UndoStep:
    """Takes the last step back; of a journey the services are voided."""

    transfer_uuid: str
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class TransferQuery:
    """Asks for one transfer."""

    uuid: str


@dataclass(frozen=True, slots=True)
class TransfersQuery:
    """Asks for those that are open and those of a period."""

    first: date
    last: date


@verb(Action.TRANSFER_RECORD)
def request(ctx: Context, command: RequestTransfer) -> TransferDetail:
    """Adds a transfer. Repeating it changes nothing. Errors: those of the plan, REQUIRED, NOT_UNIQUE and NOT_FOUND of
    the travellers."""
    transfers = ctx.work.transfers
    if transfers.by_uuid(command.uuid, reserved=True) is None:
        plan, people = _checked(ctx, command.plan, command.travellers)
        code = transfers.add(command.uuid, plan, created_at=ctx.stamp, created_by_id=user_id(ctx))
        stored = _found(ctx, command.uuid)
        transfers.set_planned(stored, people)
        _add_step(ctx, stored, command.uuid, Step.REQUESTED, ctx.clock.today(), "")
        ctx.audit("transfer.request", code, ("plan", "travellers"))
        ctx.changed("transfer", command.uuid)
    return _detail(ctx, _found(ctx, command.uuid))


@verb(Action.TRANSFER_RECORD)
def edit(ctx: Context, command: EditTransfer) -> TransferDetail:
    """Changes the plan of who has not travelled. Errors: as :func:`request`, WRONG_STEP, CONFLICT."""
    stored = _found(ctx, command.uuid)
    if _current(ctx, stored).shown.step not in OPEN:
        raise fault(Code.WRONG_STEP)
    plan, people = _checked(ctx, command.plan, command.travellers)
    _change(ctx, stored, command.version, plan)
    ctx.work.transfers.set_planned(stored, people)
    ctx.audit("transfer.edit", stored.code, ("plan", "travellers"))
    return _detail(ctx, _found(ctx, command.uuid))


@verb(Action.TRANSFER_RECORD)
def take_step(ctx: Context, command: TakeStep) -> TransferDetail:
    """The next step, but the journey. Errors: WRONG_STEP, NEEDS_REASON (cancelling), DATE_IN_FUTURE, CONFLICT."""
    stored = _found(ctx, command.transfer_uuid)
    if ctx.work.transfers.knows_step(command.uuid):
        return _detail(ctx, stored)
    current = _current(ctx, stored).shown
    if command.step is Step.TRAVELLED or command.step not in FOLLOWING[current.step]:
        raise fault(Code.WRONG_STEP)
    problems = Problems()
    problems.extend(check_date(command.on, ctx.clock.today(), "on"))
    if command.step is Step.ARRIVED and command.on < current.on:
        problems.add(Code.DATE_TOO_OLD, "on", limit=current.on)
    reason = taken(problems, "reason", command.reason, LONGEST_REASON, tidy_lines)
    if command.step is Step.CANCELLED and not reason:
        problems.add(Code.NEEDS_REASON, "reason")
    problems.raise_if_any()
    _change(ctx, stored, command.version)
    _add_step(ctx, stored, command.uuid, command.step, command.on, reason)
    ctx.audit("transfer.step", stored.code, (str(command.step),))
    return _detail(ctx, _found(ctx, command.transfer_uuid))


@verb(Action.TRANSFER_RECORD)
def travel(ctx: Context, command: Travel) -> TransferDetail:
    """Who left: a service of the transfer for each of them, joined as one activity.

    Errors: WRONG_STEP, those of the travellers and of the date, MONTH_CLOSED (without a reason), INACTIVE (no service
    type for it), CONFLICT.
    """
    stored = _found(ctx, command.transfer_uuid)
    if ctx.work.transfers.knows_step(command.uuid):
        return _detail(ctx, stored)
    if _current(ctx, stored).shown.step is not Step.BOUGHT:
        raise fault(Code.WRONG_STEP)
    problems = Problems()
    problems.extend(check_date(command.on, ctx.clock.today(), "on"))
    check_travellers(command.travellers, problems)
    problems.raise_if_any()
    people = [found_person(ctx, uuid) for uuid in command.travellers]
    _change(ctx, stored, command.version)
    visits.write(ctx, _journey(ctx, stored, command, people))
    ctx.work.transfers.add_unplanned(stored, [person.id for person in people])
    _add_step(ctx, stored, command.uuid, Step.TRAVELLED, command.on, "")
    ctx.audit("transfer.travel", stored.code, ("travellers",), command.reason)
    return _detail(ctx, _found(ctx, command.transfer_uuid))


@verb(Action.TRANSFER_RECORD)
def undo(ctx: Context, command: UndoStep) -> TransferDetail:
    """Takes the last step back, with a reason. Errors: WRONG_STEP (a request is cancelled, not undone), NEEDS_REASON,
    CONFLICT."""
    stored = _found(ctx, command.transfer_uuid)
    current = _current(ctx, stored)
    if current.shown.step is Step.REQUESTED:
        raise fault(Code.WRONG_STEP)
    if not command.reason.strip():
        raise fault(Code.NEEDS_REASON, "reason")
    _change(ctx, stored, command.version)
    if current.shown.step is Step.TRAVELLED:
        service = ctx.work.visits.stored(current.service)
        if service is not None:
            visits.void(ctx, VoidService(service.uuid, service.version, command.reason))
    else:
        ctx.work.transfers.undo_step(current.id, ctx.stamp)
    ctx.audit("transfer.undo", stored.code, (str(current.shown.step),), command.reason)
    return _detail(ctx, _found(ctx, command.transfer_uuid))


@verb(Action.TRANSFER_VIEW)
def listed(ctx: Context, query: TransfersQuery) -> TransferList:
    """What the page shows, the latest first; without the journeys of reserved contacts for who may not know them."""
    return TransferList(*ctx.work.transfers.listed(query.first, query.last, reserved=_reserved(ctx)))


@verb(Action.TRANSFER_VIEW)
def detail(ctx: Context, query: TransferQuery) -> TransferDetail:
    """Everything of a transfer. Errors: NOT_FOUND."""
    return _detail(ctx, _found(ctx, query.uuid))


@verb(Action.TRANSFER_MANIFEST)
def manifest(ctx: Context, query: TransferQuery) -> Manifest:
    """The carrier's paper, with whole names and numbers; it is entered into the audit. Errors: NOT_FOUND."""
    shown = _paper(ctx, _found(ctx, query.uuid), whole=True)
    ctx.audit("transfer.manifest", shown.code, ("documents",))
    return shown


@verb(Action.TRANSFER_VIEW)
def voucher(ctx: Context, query: TransferQuery) -> Manifest:
    """What the family's sheet says: the same without any document; names leave on it, so it is entered too.
    Errors: NOT_FOUND."""
    shown = _paper(ctx, _found(ctx, query.uuid), whole=False)
    ctx.audit("transfer.voucher", shown.code)
    return shown


def _paper(ctx: Context, stored: StoredTransfer, *, whole: bool) -> Manifest:
    shown = _detail(ctx, stored)
    lines = []
    for passenger in shown.passengers:
        row = found_person(ctx, passenger.person_uuid)
        numbers = ctx.work.people.numbers(ctx.work.people.ids_of(row)) if whole else NO_NUMBERS
        document = next(iter(numbers.documents), None)
        lines.append(
            Passenger(
                ctx.work.people.details(row).name.full,
                document.code if document else "",
                document.number if document else "",
                row.country,
                passenger.age,
                passenger.kinship,
            )
        )
    day = next((step.on for step in shown.steps if step.step is Step.TRAVELLED and step.holds), stored.plan.planned_on)
    return Manifest(stored.code, stored.plan, day, tuple(lines))


def _checked(ctx: Context, plan: Plan, travellers: tuple[Traveller, ...]) -> tuple[Plan, list[tuple[int, str]]]:
    problems = Problems()
    plan = checked_plan(plan, ctx.work.catalog.snapshot(), ctx.clock.today(), problems)
    check_travellers(tuple(each.person_uuid for each in travellers), problems)
    for each in travellers:
        check_kinship(ctx, each.kinship, problems)
    problems.raise_if_any()
    return plan, [(found_person(ctx, each.person_uuid).id, each.kinship) for each in travellers]


def _journey(ctx: Context, stored: StoredTransfer, command: Travel, people: list[PersonRow]) -> RecordVisit:
    """The services of those who travelled; the first of them is the one who received it."""
    first, *others = people
    service = NewService(
        command.uuid,
        _type(ctx, command.on).code,
        funder=stored.plan.funder,
        sheet=stored.plan.folio,
        details=stored.code,
        for_all=True,
    )
    return RecordVisit(
        uuid=_visit_uuid(command.uuid, first.uuid),
        date=command.on,
        profile=stored.plan.profile,
        services=(service,),
        person_uuid=first.uuid,
        companions=tuple(Companion(_visit_uuid(command.uuid, other.uuid), other.uuid) for other in others),
        reason=command.reason,
    )


def _type(ctx: Context, day: date) -> ServiceType:
    kinds = ctx.work.catalog.snapshot().service_types
    found = next((kind for kind in kinds if kind.form is Form.TRANSFER and kind.active_on(day)), None)
    if found is None:
        raise fault(Code.INACTIVE, kind="service_type")
    return found


def _visit_uuid(service_uuid: str, person_uuid: str) -> str:
    """The same each time, so that a repeated commit adds nothing."""
    return uuid5(_VISITS, f"{service_uuid}/{person_uuid}").hex


def _reserved(ctx: Context) -> bool:
    return ctx.actor.may(Action.PERSON_RESERVE)


def _found(ctx: Context, uuid: str) -> StoredTransfer:
    found = ctx.work.transfers.by_uuid(uuid, reserved=_reserved(ctx))
    if found is None:
        raise fault(Code.NOT_FOUND, kind="transfer")
    return found


def _current(ctx: Context, stored: StoredTransfer) -> StoredStep:
    return next(step for step in ctx.work.transfers.steps(stored) if step.shown.holds)


def _change(ctx: Context, stored: StoredTransfer, version: int, plan: Plan | None = None) -> None:
    if not ctx.work.transfers.change(stored, version, plan):
        raise fault(Code.CONFLICT, kind="transfer")
    ctx.changed("transfer", stored.uuid)


def _add_step(ctx: Context, stored: StoredTransfer, uuid: str, step: Step, day: date, reason: str) -> None:
    ctx.work.transfers.add_step(stored, uuid, step, day, reason, at=ctx.stamp, by_id=user_id(ctx))


def _detail(ctx: Context, stored: StoredTransfer) -> TransferDetail:
    steps = tuple(step.shown for step in ctx.work.transfers.steps(stored))
    current = next(step for step in steps if step.holds)
    travellers = ctx.work.transfers.travellers(stored, ctx.clock.today())
    return TransferDetail(
        stored.uuid, stored.code, stored.version, current.step, current.on, stored.plan, travellers, steps
    )
