"""A recovery sheet on paper: what it opens, how to keep it, and the code in large type."""

from collections.abc import Sequence
from datetime import date, datetime, time

from reportlab.lib.colors import white
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Spacer, Table

from casa_desktop.domain.clock import BOGOTA
from casa_desktop.reports import fonts
from casa_desktop.reports.paper import (
    CARTA,
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
from casa_desktop.texts import sheets as words

_SIDE = 22 * MM
_WIDTH = CARTA[0] - 2 * _SIDE
_PER_LINE = 3
_GAP = 5 * MM


def render(desk: str, sheet_no: int, code: str, made_on: date, base_code: str) -> bytes:
    """One page. *code* comes in groups joined by hyphens, as it will be typed; *base_code* tells whose sheet it is.

    The bytes hold a secret: they go to a printer or a file of the user's choice and nowhere else.
    """
    margins = Margins(_SIDE, _SIDE, 22 * MM, 20 * MM, 22 * MM)
    title = words.title(sheet_no)
    made_at = datetime.combine(made_on, time(12), BOGOTA)
    about = About(title, desk, words.SUBJECT, "CASA Desktop", made_at)

    def story() -> list[Flowable]:
        text = style(11, leading=1.4, spaceAfter=5)
        return [
            Bookmark("sheet", title),
            paragraph(desk, style(11, textColor=SOFT, spaceAfter=3)),
            paragraph(title, style(22, bold=True, leading=1.15, spaceAfter=8)),
            _warning(),
            Spacer(0, 7 * MM),
            _code(code.split("-")),
            Spacer(0, 7 * MM),
            *(part for heading, lines in words.SECTIONS for part in _section(heading, lines)),
            Spacer(0, 3 * MM),
            paragraph(words.made(made_on, base_code), text),
        ]

    def on_page(canvas: Canvas, _page: int, _pages: int) -> None:
        canvas.setFillColor(SOFT)
        canvas.setFont(fonts.REGULAR, 8)
        canvas.drawString(_SIDE, 12 * MM, words.foot(sheet_no, base_code))

    return build(story, CARTA, margins, about, on_page)


def _warning() -> Table:
    table = Table(
        [[paragraph(words.OPENS_ALL, style(12, bold=True, leading=1.35, textColor=white))]], colWidths=[_WIDTH]
    )
    table.setStyle([("BACKGROUND", (0, 0), (-1, -1), INK), *cells(4 * MM, 4 * MM, 2.6 * MM, 3.4 * MM)])
    return table


def _code(groups: Sequence[str]) -> Table:
    """Groups in boxes, each under its number: at set-up some of them are asked for by number."""
    each = (_WIDTH - (_PER_LINE - 1) * _GAP) / _PER_LINE
    number = style(8.5, textColor=SOFT, alignment=1)
    large = style(27, bold=True, leading=1.15, alignment=1)
    rows: list[list[object]] = []
    boxes = []
    for start in range(0, len(groups), _PER_LINE):
        line: list[object] = [""] * (2 * _PER_LINE - 1)
        for at, group in enumerate(groups[start : start + _PER_LINE]):
            spaced = " ".join(group)
            line[2 * at] = [paragraph(words.group(start + at + 1), number), paragraph(spaced, large)]
            boxes.append(("BOX", (2 * at, len(rows)), (2 * at, len(rows)), 0.9, INK))
        rows += [line, [""] * len(line)]
    widths = [each if at % 2 == 0 else _GAP for at in range(2 * _PER_LINE - 1)]
    heights = [None if at % 2 == 0 else _GAP for at in range(len(rows) - 1)]
    table = Table(rows[:-1], colWidths=widths, rowHeights=heights)
    table.setStyle([*boxes, *cells(0, 0, 1.5 * MM, 2.5 * MM)])
    return table


def _section(heading: str, lines: Sequence[str]) -> list[Flowable]:
    item = style(
        10.5, leading=1.38, leftIndent=5 * MM, bulletIndent=1 * MM, spaceAfter=2.5, bulletFontName=fonts.REGULAR
    )
    rule = Table([[paragraph(heading, style(12, bold=True))]], colWidths=[_WIDTH])
    rule.setStyle([("LINEBELOW", (0, 0), (-1, -1), 0.4, HAIR), *cells(0, 0, 0, 1 * MM)])
    return [rule, Spacer(0, 1.5 * MM), *(paragraph(line, item, "•") for line in lines), Spacer(0, 4 * MM)]
