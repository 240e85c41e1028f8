"""The month of RCF on one page of carta, for the CICR."""

from collections.abc import Sequence

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table

from casa_desktop.domain.rcf import RcfSummary
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.reports import fonts, letterhead_pdf
from casa_desktop.reports.cleaning import one_line
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
from casa_desktop.reports.rcf_csv import digest
from casa_desktop.texts import rcf as words

_SIDE = 18 * MM
_WIDTH = CARTA[0] - 2 * _SIDE
_NUMBER = 19 * MM
"""Width of a column of figures."""
_GROUND = Color(0.94, 0.94, 0.94)
_LONGEST_LABEL = 120
_FACTS_IN_A_ROW = 6


def render(summary: RcfSummary, letterhead: Letterhead, imprint: Imprint) -> bytes:
    """The PDF; the same inputs give the same bytes."""
    fonts.register()
    top = max(letterhead.top_margin_mm, 8.0) * MM
    margins = Margins(_SIDE, _SIDE, top, 19 * MM, top + 11 * MM)
    month, mark = words.month(summary), digest(summary)
    about = About(f"{words.TITLE}: {month}", letterhead.desk, words.SUBJECT, imprint.program, imprint.at)

    def story() -> list[Flowable]:
        return [
            *letterhead_pdf.head(letterhead, imprint, _WIDTH),
            Bookmark("summary", words.TITLE),
            paragraph(words.TITLE, style(16, bold=True, leading=1.2)),
            paragraph(f"{words.SUBTITLE}: {month}", style(11, textColor=SOFT)),
            Spacer(0, 4 * MM),
            _facts(summary),
            *(part for title, heads, lines in words.tables(summary) for part in _section(title, heads, lines)),
            Spacer(0, 5 * MM),
            *(paragraph(note, style(8, textColor=SOFT, leading=1.35, spaceAfter=1.5)) for note in words.notes(summary)),
            *letterhead_pdf.signatures(letterhead, _WIDTH),
        ]

    def on_page(canvas: Canvas, page: int, pages: int) -> None:
        if page > 1:
            running = f"{letterhead.desk}  ·  {words.TITLE}  ·  {month}"
            letterhead_pdf.running_head(canvas, running, CARTA, margins)
        letterhead_pdf.foot(canvas, page, pages, CARTA, margins, imprint, mark)

    return build(story, CARTA, margins, about, on_page)


def _facts(summary: RcfSummary) -> Table:
    """The figures that are read first, large."""
    lines = words.printed(words.facts(summary))
    figure, said = style(17, bold=True, leading=1.15), style(8, textColor=SOFT)
    each = _WIDTH / _FACTS_IN_A_ROW
    table = Table([[[paragraph(value, figure), paragraph(name, said)] for name, value in lines]], colWidths=each)
    table.setStyle(
        [
            ("BACKGROUND", (0, 0), (-1, -1), _GROUND),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            *cells(3 * MM, 1 * MM, 2 * MM, 2.5 * MM),
        ]
    )
    return table


def _section(title: str, heads: Sequence[str], lines: words.Numbers) -> list[Flowable]:
    heading = [Spacer(0, 5 * MM), Bookmark(title, title, 1), paragraph(title, style(11, bold=True, spaceAfter=3))]
    if not any(any(values) for _, values in lines):
        return [KeepTogether([*heading, paragraph(words.NOTHING, style(9.5, textColor=SOFT))])]
    if heads is words.CONTACT_HEADS and not any(values[words.OTHERWISE_COLUMN - 1] for _, values in lines):
        heads = [head for at, head in enumerate(heads) if at != words.OTHERWISE_COLUMN]
        cut = words.OTHERWISE_COLUMN - 1
        lines = [(name, (*values[:cut], *values[cut + 1 :])) for name, values in lines]
    return [KeepTogether([*heading, _table(heads, lines)])]


def _table(heads: Sequence[str], lines: words.Numbers) -> Table:
    label, right = style(9.5, leading=1.2), style(9.5, alignment=2)
    strong, strong_right = style(9.5, bold=True), style(9.5, bold=True, alignment=2)
    head, head_right = style(8, textColor=SOFT), style(8, textColor=SOFT, alignment=2)
    rows = [[paragraph(one_line(text), head if at == 0 else head_right) for at, text in enumerate(heads)]]
    for name, *values in words.printed(lines):
        whole = name == words.TOTAL
        first = paragraph(one_line(name, _LONGEST_LABEL), strong if whole else label)
        rows.append([first, *(paragraph(value, strong_right if whole else right) for value in values)])
    count = len(heads) - 1
    widths = [min(_WIDTH - count * _NUMBER, 100 * MM), *([_NUMBER] * count)]
    table = Table(rows, colWidths=widths, hAlign="LEFT", repeatRows=1)
    last = len(rows) - 1
    total = [("LINEABOVE", (0, last), (-1, last), 0.6, INK)] if lines[-1][0] == words.TOTAL else []
    table.setStyle(
        [
            ("LINEBELOW", (0, 0), (-1, 0), 0.6, INK),
            ("LINEBELOW", (0, 1), (-1, -1), 0.3, HAIR),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            *total,
            *cells(0, 1 * MM, 0.9 * MM, 1.2 * MM),
        ]
    )
    return table
