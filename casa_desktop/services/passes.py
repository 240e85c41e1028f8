"""«Pase a atención reservada»: reception sends somebody to the private room with a number, and says no reason."""

from dataclasses import dataclass

from casa_desktop.domain.access import Action
from casa_desktop.domain.errors import Code, fault
from casa_desktop.domain.listening import Pass, PassStanding
from casa_desktop.services.context import Context, verb
from casa_desktop.services.recording import reader, user_id
from casa_desktop.storage.listening import StoredPass


@dataclass(frozen=True, slots=True)
class SendPass:
    """Sends the person *person_uuid*, or somebody unnamed where that is empty."""

    uuid: str
    person_uuid: str = ""


@dataclass(frozen=True, slots=True)
class PassSent:
    """All that reception is told: the number that is called."""

    uuid: str
    number: int


@dataclass(frozen=True, slots=True)
class WithdrawPass:
    """Takes back a pass that was sent by mistake, while nobody has taken it."""

    uuid: str


@dataclass(frozen=True, slots=True)
class TakePass:
    """Somebody is called in."""

    uuid: str


@dataclass(frozen=True, slots=True)
class ClosePass:
    """The pass needs nobody any more."""

    uuid: str


@dataclass(frozen=True, slots=True)
class ReopenPass:
    """Undoes a closing or a calling: they wait again."""

    uuid: str


@dataclass(frozen=True, slots=True)
class PrintPass:
    """The slip was printed."""

    uuid: str


@dataclass(frozen=True, slots=True)
class PassesQuery:
    """Asks who waits."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many wait, and since when the first of them does (ISO 8601 in UTC; empty where nobody does)."""

    count: int
    since: str


@verb(Action.PASS_SEND)
def send(ctx: Context, command: SendPass) -> PassSent:
    """Gives the next number of the day. Repeating it changes nothing. Errors: NOT_FOUND (also a reserved contact)."""
    if (known := ctx.work.listening.one_pass(command.uuid)) is not None:
        return PassSent(known.uuid, known.number)
    person_id = None
    if command.person_uuid:
        who = ctx.work.listening.persons((command.person_uuid,)).get(command.person_uuid)
        if who is None or (who.reserved and not reader(ctx).reserved):
            raise fault(Code.NOT_FOUND, "person_uuid", kind="person")
        person_id = ctx.work.listening.person_id(command.person_uuid)
    today = ctx.clock.today()
    number = ctx.work.listening.next_number(today)
    ctx.work.listening.add_pass(
        {
            "uuid": command.uuid,
            "date": today,
            "number": number,
            "state": str(PassStanding.WAITING),
            "person_id": person_id,
            "called_at": ctx.stamp,
            "called_by_id": user_id(ctx),
        }
    )
    ctx.audit("pass.send", command.uuid)
    ctx.changed("pass", command.uuid)
    return PassSent(command.uuid, number)


@verb(Action.PASS_SEND)
def withdraw(ctx: Context, command: WithdrawPass) -> None:
    """Only who sent it, and only while it waits: NOT_FOUND otherwise. Repeating it changes nothing."""
    stored = _stored(ctx, command.uuid)
    if stored.called_by_id != user_id(ctx):
        raise fault(Code.NOT_FOUND, kind="pass")
    if stored.state == PassStanding.WITHDRAWN:
        return
    if stored.state != PassStanding.WAITING:
        raise fault(Code.NOT_FOUND, kind="pass")
    _write(ctx, stored, PassStanding.WITHDRAWN)
    ctx.audit("pass.withdraw", command.uuid)


@verb(Action.PASS_SEND)
def printed(ctx: Context, command: PrintPass) -> None:
    """Keeps that a slip went to paper."""
    ctx.audit("pass.print", _stored(ctx, command.uuid).uuid)


@verb(Action.PASS_ATTEND)
def queue(ctx: Context, query: PassesQuery) -> tuple[Pass, ...]:
    """Who waits and who was called in, in the order in which they came."""
    return tuple(
        Pass(
            uuid=stored.uuid,
            version=stored.version,
            number=stored.number,
            standing=PassStanding(stored.state),
            called_at=stored.called_at,
            person_uuid=stored.person.uuid if stored.person else "",
            person_code=stored.person.code if stored.person else "",
            person_name=stored.person.name if stored.person else "",
        )
        for stored in ctx.work.listening.open_passes()
    )


@verb(Action.PASS_COUNT)
def waiting(ctx: Context, query: PassesQuery) -> Waiting:
    """How many wait: all that coordination sees."""
    return Waiting(*ctx.work.listening.waiting())


@verb(Action.PASS_ATTEND)
def take(ctx: Context, command: TakePass) -> None:
    """Calls somebody in. Repeating it changes nothing. Errors: NOT_FOUND (withdrawn or closed meanwhile)."""
    stored = _stored(ctx, command.uuid)
    if stored.state == PassStanding.TAKEN:
        return
    if stored.state != PassStanding.WAITING:
        raise fault(Code.NOT_FOUND, kind="pass")
    _write(ctx, stored, PassStanding.TAKEN, taken_at=ctx.stamp, taken_by_id=user_id(ctx))
    ctx.audit("pass.take", command.uuid)


@verb(Action.PASS_ATTEND)
def close(ctx: Context, command: ClosePass) -> None:
    """Ends a pass. Repeating it changes nothing."""
    stored = _stored(ctx, command.uuid)
    if stored.state not in (PassStanding.CLOSED, PassStanding.WITHDRAWN):
        _write(ctx, stored, PassStanding.CLOSED, closed_at=ctx.stamp)
        ctx.audit("pass.close", command.uuid)


@verb(Action.PASS_ATTEND)
def reopen(ctx: Context, command: ReopenPass) -> None:
    """They wait again, after a closing or a calling by mistake. Repeating it changes nothing."""
    stored = _stored(ctx, command.uuid)
    if stored.state in (PassStanding.CLOSED, PassStanding.TAKEN):
        _write(ctx, stored, PassStanding.WAITING, closed_at=None, taken_at=None, taken_by_id=None)
        ctx.audit("pass.reopen", command.uuid)


def _stored(ctx: Context, uuid: str) -> StoredPass:
    stored = ctx.work.listening.one_pass(uuid)
    if stored is None:
        raise fault(Code.NOT_FOUND, kind="pass")
    return stored


def _write(ctx: Context, stored: StoredPass, standing: PassStanding, **values: object) -> None:
    if not ctx.work.listening.change_pass(stored.uuid, stored.version, {"state": str(standing), **values}):
        raise fault(Code.CONFLICT, kind="pass")
    ctx.changed("pass", stored.uuid)
