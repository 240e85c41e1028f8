"""«Conciliación» on paper: each month and row in both sources, the totals, what is odd, and lines to sign."""

from collections.abc import Sequence
from dataclasses import replace

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer, Table

from casa_desktop.domain.reconciling import Reconciliation
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.reports import fonts
from casa_desktop.reports.cleaning import one_line
from casa_desktop.reports.document import LYING, Document
from casa_desktop.reports.paper import (
    CARTA_LANDSCAPE,
    HAIR,
    INK,
    MM,
    Bookmark,
    cells,
    paragraph,
    style,
)
from casa_desktop.texts import ui_reconciling as words

_WIDTH = CARTA_LANDSCAPE[0] - 2 * LYING
_SHARES = (0.07, 0.125, 0.07, 0.28, 0.08, 0.08, 0.085, 0.21)
_TOTAL_SHARES = (0.16, 0.17, 0.09, 0.09, 0.09, 0.13, 0.27)
_CHOICE_SHARES = (0.07, 0.15, 0.14, 0.18, 0.09, 0.37)
_AIRS = (1.0, 0.75, 0.5)
"""Room above and below the lines: the largest that gives the fewest pages, so that nobody signs an empty one."""
_LEAST_OF_A_TABLE = 30 * MM
"""Room that is left for a heading with a few lines below it."""
_LONGEST = 160
"""Letters of a source or a reason; all of it stands in the files."""


def render(found: Reconciliation, letterhead: Letterhead, imprint: Imprint) -> bytes:
    """Carta, landscape; the same inputs give the same bytes. It is always signed: it says why a number was chosen."""
    signed = replace(letterhead, show_signatures=True)
    document = Document(words.heading(found.period), signed, imprint, size=CARTA_LANDSCAPE, side=LYING)

    def body(air: float) -> list[Flowable]:
        return [
            paragraph(words.INTRO, style(9)),
            paragraph(words.summary(found), style(9, bold=True, spaceAfter=4)),
            _grid(words.REASON_COLUMNS, words.paper_lines(found), _SHARES, (1, 3, 7), (2, 4, 5), air),
            *_totals(found, air),
            *_choices(found, air),
            *_notes(found),
        ]

    air = min(_AIRS, key=lambda air: (document.pages(lambda: body(air)), -air))
    return document.render(lambda: body(air))


def _totals(found: Reconciliation, air: float) -> list[Flowable]:
    if not found.totals:
        return []
    lines = [words.total(each) for each in found.totals]
    grid = _grid(words.TOTAL_COLUMNS, lines, _TOTAL_SHARES, (0, 6), (2, 3, 4, 5), air)
    return [KeepTogether([*_heading("totals", words.TOTALS), grid])]


def _choices(found: Reconciliation, air: float) -> list[Flowable]:
    lines = words.choice_lines(found)
    if not lines:
        return []
    grid = _grid(words.CHOICE_COLUMNS, lines, _CHOICE_SHARES, (1, 3, 5), (), air)
    return [CondPageBreak(_LEAST_OF_A_TABLE), *_heading("choices", words.CHOICES), grid]


def _notes(found: Reconciliation) -> list[Flowable]:
    said = [paragraph(note, style(8.5, spaceAfter=2)) for note in words.notes(found)]
    return [KeepTogether([*_heading("odd", words.ODD), said[0]]), *said[1:]]


def _heading(key: str, text: str) -> list[Flowable]:
    return [Spacer(0, 4 * MM), Bookmark(key, text, 1), paragraph(text, style(11, bold=True, spaceAfter=2))]


def _grid(
    head: Sequence[str],
    lines: Sequence[Sequence[str]],
    shares: Sequence[float],
    wrapped: Sequence[int],
    right: Sequence[int],
    air: float,
) -> Table:
    """*wrapped* columns hold words of any length; *right* ones numbers. A line with an empty first cell goes on with
    what the line above began, and is parted from it neither by a rule nor by a page."""
    look = style(8, leading=1.15)
    body = [
        [paragraph(one_line(text, _LONGEST), look) if at in wrapped else text for at, text in enumerate(line)]
        for line in lines
    ]
    rows: list[list[object]] = [list(head), *body]
    grid = Table(rows, colWidths=[share * _WIDTH for share in shares], repeatRows=1, hAlign="LEFT")
    begins = [at for at, line in enumerate(lines, start=1) if line[0]]
    ends = [*(at - 1 for at in begins[1:]), *([len(lines)] if begins else [])]
    grid.setStyle(
        [
            *cells(0, 2 * MM, 0.6 * air * MM, 0.8 * air * MM),
            ("FONT", (0, 0), (-1, 0), fonts.SEMIBOLD, 8),
            ("FONT", (0, 1), (-1, -1), fonts.REGULAR, 8),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            *(("ALIGN", (at, 0), (at, -1), "RIGHT") for at in right),
            ("LINEABOVE", (0, 0), (-1, 0), 0.9, INK),
            ("LINEBELOW", (0, 0), (-1, 0), 0.6, INK),
            *(("LINEABOVE", (0, at), (-1, at), 0.3, HAIR) for at in begins[1:]),
            *(("NOSPLIT", (0, at), (-1, end)) for at, end in zip(begins, ends, strict=True) if end > at),
            ("LINEBELOW", (0, -1), (-1, -1), 0.9, INK),
        ]
    )
    return grid
