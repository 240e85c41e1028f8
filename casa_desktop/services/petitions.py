"""The register of PQRSF: received, answered, transferred. PEAS is refused: it has an external channel."""

from dataclasses import dataclass
from datetime import date

from casa_desktop.domain.access import Action
from casa_desktop.domain.errors import Code, Problems, fault
from casa_desktop.domain.petitions import (
    OPEN,
    Channel,
    PetitionKind,
    PetitionPage,
    PetitionRow,
    PetitionState,
    check_handled,
    check_received,
    due_on,
)
from casa_desktop.domain.text import tidy, tidy_lines
from casa_desktop.domain.workdays import IsWorking, working_day_after
from casa_desktop.services import voice
from casa_desktop.services.calendar import working_days
from casa_desktop.services.context import Context, verb
from casa_desktop.services.recording import user_id


@dataclass(frozen=True, slots=True)
class RegisterPetition:
    """Something that came in. Nobody need say who they are; *contact* is where the answer may go."""

    uuid: str
    kind: PetitionKind
    channel: Channel
    received: date
    text: str
    person_uuid: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class EditPetition:
    """The same, as it should have been written down. The deadline follows kind and date."""

    uuid: str
    version: int
    kind: PetitionKind
    channel: Channel
    received: date
    text: str
    person_uuid: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class HandlePetition:
    """How it goes on. *extended* uses, once, the time that the law adds."""

    uuid: str
    version: int
    state: PetitionState
    answer: str = ""
    answered_on: date | None = None
    transferred_to: str = ""
    extended: bool = False


@dataclass(frozen=True, slots=True)
class PetitionQuery:
    """Asks for one."""

    uuid: str


@dataclass(frozen=True, slots=True)
class RegisterQuery:
    """Asks for the register, all of it or what waits for an answer."""

    only_open: bool = False


def _due(ctx: Context, kind: PetitionKind, received: date, *, extended: bool = False) -> date | None:
    calendar: list[IsWorking] = []

    def after(day: date, days: int) -> date:
        calendar[:] = calendar or [working_days()]
        return working_day_after(day, days, calendar[0])

    return due_on(received, voice.read(ctx).term(kind), after, extended=extended)


def _person_id(ctx: Context, uuid: str) -> int | None:
    """The person who is named; a reserved contact does not exist for who may not know of it."""
    if not uuid:
        return None
    row = ctx.work.people.whole(uuid)
    if row is None or row.anonymous or (row.reserved and not ctx.actor.may(Action.PERSON_RESERVE)):
        raise fault(Code.NOT_FOUND, "person_uuid", kind="person")
    return row.id


@verb(Action.PETITION_RECORD)
def register(ctx: Context, command: RegisterPetition) -> PetitionRow:
    """Registers what came in and tells until when it must be answered. Repeating it changes nothing.

    Errors: those of :func:`check_received` (NOT_RECORDED_HERE among them), NOT_FOUND (the person).
    """
    if (known := ctx.work.petitions.row(command.uuid)) is not None:
        return known
    text, contact = tidy_lines(command.text), tidy(command.contact)
    check_received(command.received, text, contact, ctx.clock.today()).raise_if_any()
    ctx.work.petitions.add(
        {
            "uuid": command.uuid,
            "kind": str(command.kind),
            "channel": str(command.channel),
            "received": command.received,
            "due": _due(ctx, command.kind, command.received),
            "extended": False,
            "state": str(PetitionState.RECEIVED),
            "text": text,
            "person_id": _person_id(ctx, command.person_uuid),
            "contact": contact,
            "answer": "",
            "answered_on": None,
            "transferred_to": "",
            "created_at": ctx.stamp,
            "created_by_id": user_id(ctx),
        }
    )
    row = _row(ctx, command.uuid)
    names = ("kind", "channel", "received", "text", *(n for n in ("person_uuid", "contact") if getattr(command, n)))
    ctx.audit("petition.register", row.code, names)
    ctx.changed("petition", command.uuid)
    return row


@verb(Action.PETITION_RECORD)
def edit(ctx: Context, command: EditPetition) -> PetitionRow:
    """Corrects what was written down, as long as nobody has answered. Errors: as :func:`register`, CONFLICT."""
    row = _row(ctx, command.uuid)
    if row.state not in OPEN:
        raise fault(Code.CONFLICT, kind="petition")
    text, contact = tidy_lines(command.text), tidy(command.contact)
    check_received(command.received, text, contact, ctx.clock.today()).raise_if_any()
    before = ctx.work.petitions.page(command.uuid)
    hidden = before is not None and before.person and not _visible_person(ctx, before.person)
    moved = (command.kind, command.received) != (row.kind, row.received)
    extended = row.extended and command.kind is row.kind
    values: dict[str, object] = {
        "kind": str(command.kind),
        "channel": str(command.channel),
        "received": command.received,
        "text": text,
        "contact": contact,
    }
    if not hidden:
        values["person_id"] = _person_id(ctx, command.person_uuid)
    elif not contact:
        del values["contact"]  # who was not shown it does not take it away
    changed = tuple(name for name, value in values.items() if getattr(before, name) != value)
    if moved:
        values |= {"due": _due(ctx, command.kind, command.received, extended=extended), "extended": extended}
    if not ctx.work.petitions.change(command.uuid, command.version, values):
        raise fault(Code.CONFLICT, kind="petition")
    ctx.audit("petition.edit", row.code, changed)
    ctx.changed("petition", command.uuid)
    return _row(ctx, command.uuid)


@verb(Action.PETITION_RECORD)
def handle(ctx: Context, command: HandlePetition) -> PetitionRow:
    """Takes it up, answers it, or passes it on. Errors: those of :func:`check_handled`, NOT_TWICE, CONFLICT."""
    row = _row(ctx, command.uuid)
    answer, to = tidy_lines(command.answer), tidy(command.transferred_to)
    problems = Problems()
    problems.extend(check_handled(row, command.state, answer, command.answered_on, to, ctx.clock.today()))
    problems.raise_if_any()
    values: dict[str, object] = {
        "state": str(command.state),
        "answer": answer,
        "answered_on": command.answered_on if command.state is PetitionState.ANSWERED else None,
        "transferred_to": to,
        "handled_by_id": user_id(ctx),
    }
    if command.extended and not row.extended:
        if not voice.read(ctx).term(row.kind).extension:
            raise fault(Code.NOT_TWICE, "extended")
        values |= {"extended": True, "due": _due(ctx, row.kind, row.received, extended=True)}
    if not ctx.work.petitions.change(command.uuid, command.version, values):
        raise fault(Code.CONFLICT, kind="petition")
    names = ["state"] + [name for name in ("answer", "answered_on", "transferred_to") if values[name]]
    ctx.audit("petition.handle", row.code, (*names, *(("extended",) if "extended" in values else ())))
    ctx.changed("petition", command.uuid)
    return _row(ctx, command.uuid)


def _row(ctx: Context, uuid: str) -> PetitionRow:
    row = ctx.work.petitions.row(uuid)
    if row is None:
        raise fault(Code.NOT_FOUND, kind="petition")
    return row


@verb(Action.PETITION_VIEW)
def listed(ctx: Context, query: RegisterQuery) -> tuple[PetitionRow, ...]:
    """The register by code: neither text nor person."""
    return tuple(ctx.work.petitions.listed(only_open=query.only_open))


@verb(Action.PETITION_VIEW)
def page(ctx: Context, query: PetitionQuery) -> PetitionPage:
    """All of one; that it was opened is entered into the audit. Errors: NOT_FOUND.

    Of a reserved contact neither the person nor where they are answered is told to who may not know of them.
    """
    row = _row(ctx, query.uuid)
    found = ctx.work.petitions.page(query.uuid)
    if found is None:
        raise fault(Code.NOT_FOUND, kind="petition")
    person = _visible_person(ctx, found.person) if found.person else ""
    ctx.audit("petition.open", row.code)
    return PetitionPage(
        row,
        found.text,
        found.person if person else "",
        person,
        found.contact if person or not found.person else "",
        found.answer,
        found.transferred_to,
        found.received_by,
        found.handled_by or "",
        found.version,
    )


@verb(Action.PETITION_VIEW)
def receipt(ctx: Context, query: PetitionQuery) -> PetitionRow:
    """What the acknowledgement says, and that it is printed. Errors: NOT_FOUND."""
    row = _row(ctx, query.uuid)
    ctx.audit("petition.print", row.code)
    return row


def _visible_person(ctx: Context, uuid: str) -> str:
    """How the person is called, or their code; empty where the actor may not know of them."""
    row = ctx.work.people.whole(uuid)
    if row is None or (row.reserved and not ctx.actor.may(Action.PERSON_RESERVE)):
        return ""
    return ctx.work.people.details(row).name.display or row.code
