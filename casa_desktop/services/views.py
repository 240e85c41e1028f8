"""The breakdowns that the desk asks for again by name."""

from dataclasses import dataclass, replace

from casa_desktop.domain.access import Action
from casa_desktop.domain.definitions import DefinitionKind
from casa_desktop.domain.errors import Code, Problems
from casa_desktop.domain.views import View, content, parse
from casa_desktop.services import definitions
from casa_desktop.services.breakdowns import TAKEN_APART
from casa_desktop.services.context import Context, verb


@dataclass(frozen=True, slots=True)
class ViewsQuery:
    """Asks for every view."""


@dataclass(frozen=True, slots=True)
class SaveView:
    """A new view (version 0), or one over the version that was seen."""

    view: View


@dataclass(frozen=True, slots=True)
class RemoveView:
    """Takes a view out of the list."""

    uuid: str
    version: int


@verb(Action.STATISTICS_VIEW)
def views(ctx: Context, query: ViewsQuery) -> tuple[View, ...]:
    """The views of the desk, by name."""
    found = (parse(named, kept) for named, kept in definitions.kept(ctx, DefinitionKind.VIEW))
    return tuple(view for view in found if view is not None)


@verb(Action.REPORT_DEFINE)
def save_view(ctx: Context, command: SaveView) -> View:
    """Keeps a view. Errors: UNKNOWN_ROW, BAD_CHOICE (rows and columns by the same), and those of a definition."""
    view, problems = command.view, Problems()
    if view.indicator.rule not in TAKEN_APART:
        problems.add(Code.UNKNOWN_ROW, "indicator", row=view.indicator.id)
    if view.rows is view.columns:
        problems.add(Code.BAD_CHOICE, "columns")
    kept = content(view)
    named = definitions.keep(ctx, DefinitionKind.VIEW, view.named, kept, problems)
    return replace(view, named=named)


@verb(Action.REPORT_DEFINE)
def remove_view(ctx: Context, command: RemoveView) -> None:
    """Takes a view out of the list. Errors: NOT_FOUND, CONFLICT."""
    definitions.remove(ctx, DefinitionKind.VIEW, command.uuid, command.version)
