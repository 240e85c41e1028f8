"""A number taken apart on paper: carta, upright where the columns fit, and its heads again on every page."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table

from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.reports import fonts, letterhead_pdf
from casa_desktop.reports.breakdown_csv import digest
from casa_desktop.reports.cleaning import one_line
from casa_desktop.reports.paper import (
    CARTA,
    CARTA_LANDSCAPE,
    HAIR,
    INK,
    MM,
    SOFT,
    About,
    Bookmark,
    Margins,
    build,
    cells,
    paragraph,
    style,
)
from casa_desktop.texts import breakdowns as words
from casa_desktop.texts import papers
from casa_desktop.texts.breakdowns import Line, Sheet

_SIDE = 15 * MM
_LONGEST_NAME, _LONGEST_HEAD = 120, 60
"""Letters."""
_TRIED = ((CARTA, (10.0, 9.0)), (CARTA_LANDSCAPE, (10.0, 9.0, 8.0, 7.0)))
"""Pages and sizes of the figures, the best first."""
_WIDEST_NAME = 0.34
"""Of the page; a longer name takes two lines."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """Widths in points; each block holds the columns ``[start, end)`` after that of the names."""

    page: tuple[float, float]
    size: float
    name: float
    columns: tuple[float, ...]
    blocks: tuple[tuple[int, int], ...]

    @property
    def width(self) -> float:
        return self.page[0] - 2 * _SIDE


def render(sheet: Sheet, letterhead: Letterhead, imprint: Imprint) -> bytes:
    """The PDF; the same inputs give the same bytes. Raises ``CasaError`` on the field ``logo`` for a bad picture."""
    fonts.register()
    laid = _lay_out(sheet)
    top = max(letterhead.top_margin_mm, 8.0) * MM
    margins = Margins(_SIDE, _SIDE, top, 19 * MM, top + 11 * MM)
    mark, about_it = digest(sheet), " · ".join((sheet.days, *sheet.filters))
    about = About(f"{sheet.whole_title}: {sheet.days}", letterhead.desk, about_it, imprint.program, imprint.at)

    def story() -> list[Flowable]:
        return [
            *letterhead_pdf.head(letterhead, imprint, laid.width),
            Bookmark("breakdown", sheet.whole_title),
            paragraph(sheet.whole_title, style(16, bold=True, leading=1.2)),
            paragraph(sheet.days, style(11, textColor=SOFT)),
            *(paragraph(told, style(9.5, leading=1.3)) for told in sheet.filters),
            Spacer(0, 4 * MM),
            *(part for block in laid.blocks for part in _block(sheet, laid, *block)),
            *_notes(sheet),
            *letterhead_pdf.signatures(letterhead, laid.width),
        ]

    def on_page(canvas: Canvas, page: int, pages: int) -> None:
        if page > 1:
            running = f"{letterhead.desk}  ·  {sheet.whole_title}  ·  {about_it}"
            letterhead_pdf.running_head(canvas, running, laid.page, margins)
        letterhead_pdf.foot(canvas, page, pages, laid.page, margins, imprint, mark)

    return build(story, laid.page, margins, about, on_page)


def _lay_out(sheet: Sheet) -> _Layout:
    """The first page and size on which all columns stand side by side; else blocks of them below each other."""
    page, size = CARTA_LANDSCAPE, _TRIED[-1][1][0]
    for page, sizes in _TRIED:
        for size in sizes:
            room = page[0] - 2 * _SIDE
            name, needed = _name(sheet, size, room), _needed(sheet, size)
            if name + sum(needed) <= room:
                spare = min((room - name - sum(needed)) / len(needed), size * 2.5)
                return _Layout(page, size, name, tuple(each + spare for each in needed), ((0, len(needed)),))
    size = _TRIED[-1][1][1]
    room = page[0] - 2 * _SIDE
    name, needed = _name(sheet, size, room), _needed(sheet, size)
    starts, used = [0], 0.0
    for at, width in enumerate(needed):
        if used and used + width > room - name:
            starts.append(at)
            used = 0.0
        used += width
    return _Layout(page, size, name, tuple(needed), tuple(pairwise([*starts, len(needed)])))


def _name(sheet: Sheet, size: float, room: float) -> float:
    names = [one_line(text, _LONGEST_NAME) for text in (sheet.heads[0], *(line.name for line in sheet.lines))]
    return min(max(fonts.width(text, size, bold=True) for text in names) + size, room * _WIDEST_NAME)


def _needed(sheet: Sheet, size: float) -> list[float]:
    """Of each column: its figures, and the longest word of its head."""
    found = []
    for at, head in enumerate(sheet.heads[1:]):
        figures = [words.shown(line.values[at]) for line in sheet.lines]
        widest = max(fonts.width(text, size, bold=True) for text in (*figures, *_head(head).split()))
        found.append(min(widest, size * 9) + size)
    return found


def _head(text: str) -> str:
    return one_line(text, _LONGEST_HEAD) or " "


def _block(sheet: Sheet, laid: _Layout, start: int, end: int) -> list[Flowable]:
    size = laid.size
    names, strong = style(size, leading=1.15), style(size, bold=True, leading=1.15)
    heads = style(size * 0.9, bold=True, leading=1.12, alignment=2)
    rows: list[list[object]] = [
        [
            paragraph(sheet.heads[0], style(size * 0.9, bold=True, leading=1.12)),
            *(paragraph(_head(head), heads) for head in sheet.heads[1 + start : 1 + end]),
        ]
    ]
    for line in sheet.lines:
        look = strong if line is sheet.lines[-1] else names
        figures = [words.shown(value) for value in line.values[start:end]]
        rows.append([paragraph(one_line(line.name, _LONGEST_NAME), look), *figures])
    widths = [laid.name, *laid.columns[start:end]]
    table = Table(rows, colWidths=widths, repeatRows=1, hAlign="LEFT")
    table.setStyle(_look(size, whole=end == len(sheet.heads) - 1, softened=_zeros(sheet.lines, start, end)))
    parts: list[Flowable] = [table, Spacer(0, 5 * MM)]
    if len(laid.blocks) > 1:
        parts.insert(0, Bookmark(f"block-{start}", f"{_head(sheet.heads[1 + start])} – {_head(sheet.heads[end])}", 1))
    return parts


def _zeros(lines: Sequence[Line], start: int, end: int) -> list[tuple[int, int]]:
    """(column, row) of what counts nobody: drawn softer, so that the eye finds who is there."""
    return [
        (at - start + 1, row) for row, line in enumerate(lines, 1) for at in range(start, end) if line.values[at] == 0
    ]


def _look(size: float, *, whole: bool, softened: Sequence[tuple[int, int]]) -> list[tuple[object, ...]]:
    commands: list[tuple[object, ...]] = [
        *cells(size * 0.3, size * 0.4, size * 0.3, size * 0.4),
        ("FONT", (0, 0), (-1, -1), fonts.REGULAR, size, size * 1.15),
        ("FONT", (0, -1), (-1, -1), fonts.SEMIBOLD, size, size * 1.15),
        ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("LINEABOVE", (0, 0), (-1, 0), 0.9, INK),
        ("LINEBELOW", (0, 0), (-1, 0), 0.6, INK),
        ("LINEBELOW", (0, 1), (-1, -2), 0.3, HAIR),
        ("LINEABOVE", (0, -1), (-1, -1), 0.6, INK),
        ("LINEBELOW", (0, -1), (-1, -1), 0.9, INK),
        ("NOSPLIT", (0, -2), (-1, -1)),
    ]
    commands += [("TEXTCOLOR", place, place, SOFT) for place in softened]
    if whole:
        commands += [("FONT", (-1, 1), (-1, -1), fonts.SEMIBOLD, size, size * 1.15)]
    return commands


def _notes(sheet: Sheet) -> list[Flowable]:
    if not sheet.notes:
        return []
    look = style(7.8, leading=1.3, spaceAfter=2.2)
    title = paragraph(papers.NOTES, style(8.5, bold=True, spaceAfter=2))
    return [KeepTogether([Bookmark("notes", papers.NOTES, 1), title, *(paragraph(note, look) for note in sheet.notes)])]
