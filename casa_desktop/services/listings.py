"""The records of a figure out of the house. By code as far as the role may see; by name for coordination alone, who
gives the password once more and a reason."""

from dataclasses import dataclass, field

from casa_desktop.domain.access import Action
from casa_desktop.domain.cells import Origin
from casa_desktop.domain.errors import Code, Problems
from casa_desktop.domain.leaving import Way
from casa_desktop.domain.listings import Listing
from casa_desktop.domain.text import taken, tidy_lines
from casa_desktop.services.basis import Basis
from casa_desktop.services.context import LONGEST_REASON, Context, verb
from casa_desktop.services.origins import basis_of
from casa_desktop.services.recording import reader
from casa_desktop.services.users import ask_again
from casa_desktop.storage.cells import Cells
from casa_desktop.storage.visit_reads import Reader

_OF_NAMES = Reader(compartments=frozenset(), reserved=False)
"""Nobody takes out who was attended in private, not even who holds the key."""


@dataclass(frozen=True, slots=True)
class TakeRecords:
    """The records of a figure leave by code."""

    origin: Origin
    way: Way


@dataclass(frozen=True, slots=True)
class TakeNames:
    """The records of a figure leave with names and documents, in a sealed file."""

    origin: Origin
    password: str = field(repr=False)
    """The actor's own, once more."""
    reason: str


@verb(Action.STATISTICS_CELL)
def records(ctx: Context, command: TakeRecords) -> Listing:
    """By code, what the actor may see of a figure. Errors: those of its report, and FORBIDDEN."""
    basis = basis_of(ctx, command.origin)
    found = _list(ctx, basis, reader(ctx), names=False)
    ctx.audit("cell.export", basis.subject, _fields(found, str(command.way), *basis.fields))
    return found


@verb(Action.REPORT_NAMES)
def names(ctx: Context, command: TakeNames) -> Listing:
    """With names and documents. What is sealed and who asked not to be confirmed here are never in it, whoever asks.

    Errors: NEEDS_REASON, TOO_LONG, WRONG_PASSWORD and WAIT_BEFORE_RETRY (field password), and those of its report.
    """
    problems = Problems()
    reason = taken(problems, "reason", command.reason, LONGEST_REASON, tidy_lines)
    if not reason:
        problems.add(Code.NEEDS_REASON, "reason")
    problems.raise_if_any()
    ask_again(ctx, command.password)
    basis = basis_of(ctx, command.origin)
    found = _list(ctx, basis, _OF_NAMES, names=True)
    ctx.audit("cell.export_names", basis.subject, _fields(found, "name", "document", *basis.fields), reason)
    return found


def _list(ctx: Context, basis: Basis, of: Reader, *, names: bool) -> Listing:
    cells = Cells(ctx.work.connection)
    lines = tuple(cells.listed(basis.where, of, names=names))
    return Listing(names, lines, None if basis.shown_alone else cells.many(basis.where) - len(lines))


def _fields(found: Listing, *taken_out: str) -> tuple[str, ...]:
    """Nothing leaves in an empty list; that somebody asked for it is worth a line all the same."""
    return taken_out if found.lines else ("empty",)
