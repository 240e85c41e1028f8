"""Tracing requests: reference, when they were sent and where they stand. Whom they seek is nowhere in this base."""

from dataclasses import dataclass
from datetime import date

from casa_desktop.domain.access import Action
from casa_desktop.domain.errors import Code, Problems, fault
from casa_desktop.domain.rcf import LONGEST_REFERENCE, RequestState, RequestStep, TracingRequest, check_step
from casa_desktop.domain.text import taken
from casa_desktop.domain.visits import check_date
from casa_desktop.services.context import Context, verb
from casa_desktop.services.recording import user_id


@dataclass(frozen=True, slots=True)
class RequestsQuery:
    """Asks for the requests that are open, or for *every* one."""

    every: bool = False


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """A request was sent on *on* under *reference*."""

    uuid: str
    reference: str
    on: date


@dataclass(frozen=True, slots=True)
class MoveRequest:
    """It came into *state* on *on*."""

    uuid: str
    version: int
    state: RequestState
    on: date


@verb(Action.RECORD_RCF)
def requests(ctx: Context, query: RequestsQuery) -> tuple[TracingRequest, ...]:
    """The requests, the oldest first, closed ones last."""
    found = [each for each in ctx.work.tracing.all() if query.every or each.state is not RequestState.CLOSED]
    return tuple(sorted(found, key=lambda each: (each.state is RequestState.CLOSED, each.opened_on, each.reference)))


@verb(Action.RECORD_RCF)
def open_request(ctx: Context, command: OpenRequest) -> TracingRequest:
    """Notes a request. Repeating it changes nothing. Errors: REQUIRED, TOO_LONG, NOT_UNIQUE, those of the date."""
    if (known := ctx.work.tracing.one(command.uuid)) is not None:
        return known
    problems = Problems()
    reference = taken(problems, "reference", command.reference, LONGEST_REFERENCE, required=True)
    problems.extend(check_date(command.on, ctx.clock.today(), "on"))
    if reference and ctx.work.tracing.of_reference(reference) is not None:
        problems.add(Code.NOT_UNIQUE, "reference")
    problems.raise_if_any()
    step = RequestStep(RequestState.SENT, command.on)
    ctx.work.tracing.add(command.uuid, reference, step, created_at=ctx.stamp, user_id=user_id(ctx))
    ctx.audit("tracing.open", command.uuid, ("reference", "on", "state"))
    ctx.changed("tracing", command.uuid)
    return TracingRequest(command.uuid, 1, reference, RequestState.SENT, (step,))


@verb(Action.RECORD_RCF)
def move_request(ctx: Context, command: MoveRequest) -> TracingRequest:
    """Notes where a request stands now; it may be opened again. Errors: NOT_FOUND, CONFLICT, those of the date."""
    before = ctx.work.tracing.one(command.uuid)
    if before is None:
        raise fault(Code.NOT_FOUND, kind="tracing")
    if before.state is command.state:
        return before
    problems = Problems()
    problems.extend(check_step(before, command.on, ctx.clock.today()))
    problems.raise_if_any()
    step = RequestStep(command.state, command.on)
    stamp, user = ctx.stamp, user_id(ctx)
    if not ctx.work.tracing.move(command.uuid, command.version, step, created_at=stamp, user_id=user):
        raise fault(Code.CONFLICT, kind="tracing")
    ctx.audit("tracing.move", command.uuid, ("state", "on"))
    ctx.changed("tracing", command.uuid)
    return TracingRequest(before.uuid, command.version + 1, before.reference, command.state, (*before.steps, step))
