"""What was found beside the base when it was opened: into the audit at once, told until somebody has read it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casa_desktop.domain.access import Action
from casa_desktop.domain.errors import Code, fault
from casa_desktop.services.context import Context, verb
from casa_desktop.storage.headfile import Found, HeadState

if TYPE_CHECKING:
    from pathlib import Path

    from casa_desktop.domain.clock import Clock
    from casa_desktop.services.runner import Runner
    from casa_desktop.storage.keyfile import KeyFile, KeyRing

_HEAD, _DROPPED = "alarm.head", "alarm.dropped"


@dataclass(frozen=True, slots=True)
class AlarmQuery:
    """Asks for what nobody has read yet."""


@dataclass(frozen=True, slots=True)
class AlarmsRead:
    """Somebody has read them all."""


@dataclass(frozen=True, slots=True)
class AcceptBase:
    """A base that is older than the last one, as it is, for a *reason*."""

    reason: str


@dataclass(frozen=True, slots=True)
class Alarms:
    """*head*: ``missing`` or ``damaged`` where the file that tells an old base from the last one was; *dropped*: how
    many wrong passwords were too many to be kept one by one."""

    head: str = ""
    dropped: int = 0

    def __bool__(self) -> bool:
        return bool(self.head or self.dropped)


def enter(runner: "Runner") -> None:
    """Moves what waits beside the keys into the audit, and notes that this user entered.

    Whoever enters first may be no one who can do anything about it: what is wrong waits in the base. Whoever it is,
    numbers of RCF whose time is over are deleted: that must not wait for somebody to open a page.
    """
    from casa_desktop.services.rcf_numbers import purge_due

    base, file = runner.base, runner.base.head_file
    state, lost = file.state(), _lost(runner)
    with runner.batch() as ctx:
        _enter_failures(ctx, state)
        if state.dropped:
            ctx.audit("login.dropped", "unknown", (str(state.dropped),))
            ctx.work.desk.put({_DROPPED: str(state.dropped)})
        if lost:
            ctx.audit("head.lost", "base", (lost,))
            ctx.work.desk.put({_HEAD: lost})
        ctx.audit("login", ctx.actor.uuid)
        purge_due(ctx)
    file.forget_failures(len(state.failures))
    if lost:
        base.write_head()  # now, not at close: a power cut must not tell it twice


def enter_failures(runner: "Runner") -> None:
    """Moves the wrong passwords of who has entered already into the audit, without waiting for the next who enters."""
    file = runner.base.head_file
    state = file.state()
    if state.failures and not state.dropped:  # what is too much to be told one by one is told at the next entry
        with runner.batch() as ctx:
            _enter_failures(ctx, state)
        file.forget_failures(len(state.failures))


def _enter_failures(ctx: Context, state: HeadState) -> None:
    for failure in state.failures:
        action = "login.bad_sheet" if failure.sheet else "login.failed"
        ctx.audit(action, failure.user_id or "unknown", (failure.at,))


def _lost(runner: "Runner") -> str:
    """A wrong password writes the file anew, without a head: that is one that is missing, too."""
    found = runner.base.head_found
    if found is Found.SOUND and runner.base.head_file.head is None:
        found = Found.MISSING
    return "" if found is Found.SOUND else str(found)


@verb(Action.AUDIT_VIEW)
def waiting(ctx: Context, query: AlarmQuery) -> Alarms:
    """What has not been read yet."""
    kept = ctx.work.desk.all()
    return Alarms(kept.get(_HEAD, ""), int(kept.get(_DROPPED) or 0))


@verb(Action.AUDIT_VIEW)
def read(ctx: Context, command: AlarmsRead) -> None:
    """Tells nobody any more."""
    ctx.work.desk.put({_HEAD: "", _DROPPED: ""})
    ctx.audit("alarm.read", "base")
    ctx.changed("alarm", "base")


@verb(Action.COPY_RESTORE)
def accept(ctx: Context, command: AcceptBase) -> None:
    """Somebody answers for what is missing; the door writes the head anew. Errors: NEEDS_REASON, BAD_TEXT, TOO_LONG."""
    if not command.reason.strip():
        raise fault(Code.NEEDS_REASON, "reason")
    ctx.audit("base.accept", "base", (), command.reason)


def accept_base(folder: "Path", keys: "KeyFile", ring: "KeyRing", username: str, reason: str, clock: "Clock") -> None:
    """Takes the older base of *folder*, which is closed and held by this process, for good.

    Entered into the audit before the head is written anew: after a cut in between it is asked again. Raises as
    :func:`accept` does, FORBIDDEN, UNKNOWN_USER, BASE_….
    """
    from casa_desktop.services.runner import Runner
    from casa_desktop.storage.base import Base, Rollback

    base = Base.open(folder, ring, clock, Rollback.IGNORED)
    try:
        Runner.of(base, username, ring, clock, keys).run(accept, AcceptBase(reason))
    finally:
        base.close()
    Base.open(folder, ring, clock, Rollback.ACCEPTED).close()
