"""The services whose paper is pulled before a month is closed: a box to tick for each, by row of the table."""

from collections.abc import Sequence

from reportlab.platypus import Flowable, KeepTogether, Spacer, Table

from casa_desktop.domain.closing import Draw
from casa_desktop.domain.periods import Month
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.reports import fonts
from casa_desktop.reports.document import SIDE, Document
from casa_desktop.reports.paper import (
    CARTA,
    HAIR,
    INK,
    MM,
    SOFT,
    Bookmark,
    cells,
    paragraph,
    style,
)
from casa_desktop.texts import dates
from casa_desktop.texts import ui_closing as words

_WIDTH = CARTA[0] - 2 * SIDE
_SHARES = (0.19, 0.09, 0.14, 0.24, 0.14, 0.09, 0.11)


def render(draws: Sequence[Draw], month: Month, letterhead: Letterhead, imprint: Imprint) -> bytes:
    """Carta; the same inputs give the same bytes."""
    document = Document(f"{words.PAPER_TITLE}: {dates.month_long(month)}", letterhead, imprint)

    def body() -> list[Flowable]:
        return [
            paragraph(words.PAPER_INTRO, style(9.5, spaceAfter=4)),
            *(part for each in draws for part in _row(each)),
        ]

    return document.render(body)


def _row(of: Draw) -> list[Flowable]:
    head = paragraph(words.drawn(of), style(11, bold=True, spaceAfter=2))
    if not of.services:
        said = paragraph(words.PAPER_EMPTY, style(9, textColor=SOFT))
        return [KeepTogether([Spacer(0, 4 * MM), Bookmark(of.indicator.id, of.label, 1), head, said])]
    rows: list[list[object]] = [list(words.PAPER_COLUMNS)]
    for each in of.services:
        line = "" if each.line is None else str(each.line)
        told = (each.sheet, line, dates.short_date(each.day), each.service, each.code)
        rooms = [share * _WIDTH - 2 * MM for share in _SHARES]
        rows.append([*(fonts.fitted(text, 9, room) for text, room in zip(told, rooms, strict=False)), "", ""])
    grid = Table(rows, colWidths=[share * _WIDTH for share in _SHARES], repeatRows=1, hAlign="LEFT")
    boxes = [("BOX", (at, row), (at, row), 0.6, INK) for at in (5, 6) for row in range(1, len(rows))]
    grid.setStyle(
        [
            *cells(1 * MM, 1 * MM, 1 * MM, 1.3 * MM),
            ("FONT", (0, 0), (-1, -1), fonts.REGULAR, 9),
            ("FONT", (0, 0), (-1, 0), fonts.SEMIBOLD, 8.5),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK),
            ("LINEBELOW", (0, 1), (4, -1), 0.3, HAIR),
            *boxes,
        ]
    )
    return [KeepTogether([Spacer(0, 4 * MM), Bookmark(of.indicator.id, of.label, 1), head, grid])]
