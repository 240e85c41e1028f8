"""What ``casa verificar`` looks at: the file, its keys, the audit chain, the counts, and this machine's settings."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casa_desktop.domain.access import Action
from casa_desktop.domain.errors import Problem
from casa_desktop.services import invariants, rules, stock
from casa_desktop.services.context import Context, verb
from casa_desktop.storage import checkup
from casa_desktop.storage.checkup import Check

if TYPE_CHECKING:
    from casa_desktop.services.runner import Runner

__all__ = ["Check", "run", "sound"]


@dataclass(frozen=True, slots=True)
class CheckUp:
    """Asks whether the actor may look."""


@dataclass(frozen=True, slots=True)
class CheckedUp:
    """What a check-up found wrong, by the names of the checks."""

    failed: tuple[str, ...]


@verb(Action.BASE_VERIFY)
def begin(ctx: Context, command: CheckUp) -> None:
    """The permission that :func:`run` asks for: most of it looks at the file outside any transaction."""


@verb(Action.BASE_VERIFY)
def note(ctx: Context, command: CheckedUp) -> None:
    """Enters the check-up into the audit, with the names of what failed."""
    ctx.audit("base.verify", "base", command.failed)


def run(runner: "Runner", settings: Iterable[Problem] = ()) -> tuple[Check, ...]:
    """Everything that can be checked, on the thread of the base; *settings* are the warnings of ``ajustes.toml``.

    Names: those of ``storage/checkup.py`` and ``services/invariants.py``, ``aid.stock``, ``rules``, and ``settings``
    last. Where the file itself is broken the counts are not looked at: ``counts`` says so. Reads the whole file;
    :meth:`Base.interrupt` ends it.
    Raises FORBIDDEN, CANCELLED.
    """
    runner.run(begin, CheckUp())
    found = checkup.run(runner.base)
    if all(check.ok for check in found if check.name.startswith("file.")):
        found += runner.run(invariants.check, invariants.CheckCounts()).result
        found.append(runner.run(stock.check, stock.CheckStock()).result)
        found.append(runner.run(rules.check, rules.CheckRules()).result)
    else:
        found.append(Check("counts", ok=False))
    warnings = tuple(settings)
    found.append(Check("settings", not warnings, {"fields": tuple(problem.field for problem in warnings)}))
    checks = tuple(found)
    runner.run(note, CheckedUp(tuple(check.name for check in checks if not check.ok)))
    return checks


def sound(checks: Iterable[Check]) -> bool:
    """Whether the base may be trusted; settings that were not understood only lose their value."""
    return all(check.ok for check in checks if check.name != "settings")
