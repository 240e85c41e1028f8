"""What was found beside the base when it was opened: into the audit at once, told until somebody has read it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casa_desktop.domain.access import Action
from casa_desktop.services.context import Context, verb
from casa_desktop.storage.headfile import Found

if TYPE_CHECKING:
    from casa_desktop.services.runner import Runner

_HEAD, _DROPPED = "alarm.head", "alarm.dropped"


@dataclass(frozen=True, slots=True)
class AlarmQuery:
    """Asks for what nobody has read yet."""


@dataclass(frozen=True, slots=True)
class AlarmsRead:
    """Somebody has read them all."""


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

    Whoever enters first may be no one who can do anything about it: what is wrong waits in the base.
    """
    base, file = runner.base, runner.base.head_file
    state, lost = file.state(), _lost(runner)
    with runner.batch() as ctx:
        for failure in state.failures:
            ctx.audit("login.failed", failure.user_id or "unknown", (failure.at,))
        if state.dropped:
            ctx.audit("login.dropped", "unknown", (str(state.dropped),))
            ctx.work.desk.put({_DROPPED: str(state.dropped)})
        if lost:
            ctx.audit("head.lost", "base", (lost,))
            ctx.work.desk.put({_HEAD: lost})
        ctx.audit("login", ctx.actor.uuid)
    file.forget_failures(len(state.failures))
    if lost:
        base.write_head()  # now, not at close: a power cut must not tell it twice


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
