"""A number taken apart, as files for a spreadsheet. Small cells are hidden before it comes here."""

from collections.abc import Sequence

from casa_desktop.domain.sections import Section, Sections
from casa_desktop.domain.table import Imprint
from casa_desktop.reports import sections_files


def render_csv(heading: str, grid: Sequence[Sequence[str]], notes: Sequence[str]) -> bytes:
    """UTF-8 with BOM and ``;``: the grid, a blank line, a line for each note. Numbers without separators."""
    return sections_files.render_csv(_report(heading, grid, notes))


def render_xlsx(heading: str, grid: Sequence[Sequence[str]], notes: Sequence[str], imprint: Imprint) -> bytes:
    """One sheet, real numbers; the same inputs give the same bytes."""
    return sections_files.render_xlsx(_report(heading, grid, notes), imprint)


def _report(heading: str, grid: Sequence[Sequence[str]], notes: Sequence[str]) -> Sections:
    return Sections(heading, "", (Section("", tuple(map(tuple, grid))),), tuple(notes))
