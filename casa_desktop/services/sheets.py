"""New recovery sheets in place of both old ones, by somebody who has one of them.

Two verbs, so that there is never a moment without a sheet that somebody holds: the first makes two codes that open
nothing, the second lets them count once they are on paper.
"""

from dataclasses import dataclass, field
from datetime import date

from casa_desktop.domain.access import Action
from casa_desktop.services import desk
from casa_desktop.services.context import Context, verb
from casa_desktop.services.users import in_field
from casa_desktop.storage.keyfile import new_sheets
from casa_desktop.storage.sheets import same_group

__all__ = ["NewSheets", "ProposeSheets", "ReplaceSheets", "propose", "replace", "same_group"]


@dataclass(frozen=True, slots=True)
class ProposeSheets:
    """A recovery sheet of today, as typed."""

    sheet: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NewSheets:
    """Two codes and what stands around them on paper. They open nothing yet."""

    codes: tuple[str, str] = field(repr=False)
    desk_name: str
    base_code: str
    made_on: date


@dataclass(frozen=True, slots=True)
class ReplaceSheets:
    """The sheet of today again, and the two codes that take its place."""

    sheet: str = field(repr=False)
    codes: tuple[str, str] = field(repr=False)


@verb(Action.SHEETS_REPLACE)
def propose(ctx: Context, command: ProposeSheets) -> NewSheets:
    """Two new codes, for whoever shows a sheet of today. Nothing changes. Errors: BAD_SHEET."""
    with in_field("sheet"):
        ctx.keys.open_sheet(command.sheet)
    name = desk.from_settings(ctx.work.desk.all()).name
    return NewSheets(new_sheets(), name, ctx.keys.base_id[:8], ctx.clock.today())


@verb(Action.SHEETS_REPLACE)
def replace(ctx: Context, command: ReplaceSheets) -> None:
    """The new codes open everything from now on, the old ones nothing of this base. Errors: BAD_SHEET.

    Repeating it after a commit that failed is no error: by then the key file knows the new codes only.
    """
    if not all(ctx.keys.has_sheet(code) for code in command.codes):
        with in_field("sheet"):
            ring = ctx.keys.open_sheet(command.sheet)
        ctx.keys.replace_sheets(ring, command.codes)
    ctx.audit("key.replace_sheets", "desk")
