"""The blank planilla: a landscape page to write on by hand, with its number, the authorisation and twelve lines."""

from collections.abc import Mapping, Sequence

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Spacer, Table

from casa_desktop.domain.paper_sheets import LINES, SheetNumber
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.reports import fonts, letterhead_pdf
from casa_desktop.reports.cleaning import one_line
from casa_desktop.reports.paper import (
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
from casa_desktop.texts import paper_in as words
from casa_desktop.texts import papers

_SIDE = 10 * MM
_WIDTH = CARTA_LANDSCAPE[0] - 2 * _SIDE
_LOW_LINE, _HIGH_LINE = 9 * MM, 10.2 * MM
"""Room for a hand that writes: never lower, and as much as the page leaves."""
_HEADS = (5.2 * MM, 4.6 * MM)
_SIZES = (8.5, 7.5, 6.5)
"""Of the authorisation: a long one is set smaller before the lines are."""
_HIGHEST_TOP = 14 * MM
"""A higher margin for a printed letterhead would push the lines off the page."""
_WIDTHS = (8.0, 62.0, 44.0, 10.0, 12.0, 14.0, 14.0, 28.0)
_NARROW = (7.0, 54.0, 40.0, 9.0, 10.0, 12.0, 12.0, 24.0)
"""Millimetres of the columns before the services: usual, and where many services take the room."""
_BOX, _NARROW_BOX = 10.0, 8.5
_MANY = 4
MOST_BOXES = 8
_LONGEST_TEXT = 1600


def render(
    sheets: Sequence[SheetNumber],
    letterhead: Letterhead,
    imprint: Imprint,
    *,
    services: Mapping[str, str],
    profiles: Mapping[str, str],
    authorisation: str = words.AUTHORISATION,
) -> bytes:
    """A page for each of *sheets*. *services* and *profiles* are short code → name; of the former eight at most."""
    top = min(letterhead.top_margin_mm * MM, _HIGHEST_TOP)
    margins = Margins(_SIDE, _SIDE, top, 12 * MM, top)
    about = About(words.SHEET_TITLE, letterhead.desk, words.SUBJECT, imprint.program, imprint.at)
    shown = dict(list(services.items())[:MOST_BOXES])

    def page_of(sheet: SheetNumber, size: float) -> tuple[list[Flowable], list[Flowable]]:
        """What stands above and below the lines."""
        above = [
            Bookmark(sheet.written, words.foot(sheet)),
            *letterhead_pdf.head(letterhead, imprint, _WIDTH)[:1],
            Spacer(0, 2 * MM),
            _title(sheet),
            Spacer(0, 1.5 * MM),
            paragraph(one_line(authorisation, _LONGEST_TEXT), style(size, leading=1.22)),
            Spacer(0, 1.5 * MM),
        ]
        legend = (paragraph(line, style(7.2, leading=1.2, textColor=SOFT)) for line in words.legend(profiles, shown))
        return above, [Spacer(0, 1.2 * MM), *legend]

    def story() -> list[Flowable]:
        pages: list[Flowable] = []
        for sheet in sheets:
            for size in _SIZES:
                above, below = page_of(sheet, size)
                left = CARTA_LANDSCAPE[1] - margins.top - margins.bottom - sum(_HEADS) - 1 * MM
                line = (left - sum(each.wrap(_WIDTH, left)[1] for each in (*above, *below))) / LINES
                if line >= _LOW_LINE:
                    break
            pages += [PageBreak()] if pages else []
            pages += [*above, _grid(shown, max(_LOW_LINE, min(_HIGH_LINE, line))), *below]
        return pages

    def on_page(canvas: Canvas, page: int, _pages: int) -> None:
        canvas.setFillColor(INK)
        canvas.setFont(fonts.SEMIBOLD, 8)
        canvas.drawString(_SIDE, 7 * MM, words.foot(sheets[page - 1]))
        canvas.setFillColor(SOFT)
        canvas.setFont(fonts.REGULAR, 7)
        printed = one_line(papers.printed(imprint), 150)
        canvas.drawCentredString(CARTA_LANDSCAPE[0] / 2, 7 * MM, printed)
        # A planilla is one page, whatever else came out of the printer with it.
        canvas.drawRightString(CARTA_LANDSCAPE[0] - _SIDE, 7 * MM, papers.page_of(1, 1))

    return build(story, CARTA_LANDSCAPE, margins, about, on_page)


def _title(sheet: SheetNumber) -> Table:
    """What it is, lines for date, place and who attended, and the number in large type."""
    label = style(9, textColor=SOFT)
    number = [
        paragraph(words.NUMBER, style(8, textColor=SOFT, alignment=2)),
        paragraph(sheet.written, style(21 if len(sheet.written) <= 9 else 15, bold=True, leading=1.1, alignment=2)),
    ]
    title = paragraph(words.SHEET_TITLE, style(14, bold=True, leading=1.15))
    widths = [56 * MM, 13 * MM, 30 * MM, 4 * MM, 13 * MM, 40 * MM, 4 * MM, 16 * MM, 38 * MM]
    fields = [(words.DATE, 1), (words.PLACE, 4), (words.ATTENDED, 7)]
    row: list[object] = [title, *[""] * 8, number]
    for text, at in fields:
        row[at] = paragraph(text, label)
    table = Table([row], colWidths=[*widths, _WIDTH - sum(widths)], rowHeights=[12 * MM])
    lines = [("LINEBELOW", (at + 1, 0), (at + 1, 0), 0.6, INK) for _, at in fields]
    table.setStyle([("VALIGN", (0, 0), (-1, -1), "BOTTOM"), *lines, *cells(0, 0, 0, 1 * MM)])
    return table


def _grid(services: Mapping[str, str], line: float) -> Table:
    """The lines. Columns are as wide as a hand needs; the signature takes what the services leave."""
    many = len(services) > _MANY
    before = [width * MM for width in (_NARROW if many else _WIDTHS)]
    boxes = [(_NARROW_BOX if many else _BOX) * MM] * len(services)
    head, small = style(7.6, bold=True, leading=1.1, alignment=1), style(7.6, bold=True, leading=1.1)
    first = [paragraph(text, small if at == 1 else head) for at, text in enumerate(words.COLUMNS)]
    over: list[object] = [*first, *[""] * len(services), paragraph(words.SIGNATURE, head)]
    if services:
        over[len(first)] = paragraph(words.SERVICES if len(services) > 2 else words.SERVICES.partition(" ")[0], head)
    under: list[object] = [*[""] * len(first), *(paragraph(code, head) for code in services), ""]
    number = style(10, bold=True, alignment=1)
    rows = [[paragraph(str(n + 1), number), *[""] * (len(over) - 1)] for n in range(LINES)]
    table = Table(
        [over, under, *rows],
        colWidths=[*before, *boxes, _WIDTH - sum(before) - sum(boxes)],
        rowHeights=[*_HEADS, *[line] * LINES],
        repeatRows=2,
    )
    spans = [("SPAN", (at, 0), (at, 1)) for at in (*range(len(first)), len(over) - 1)]
    if len(services) > 1:
        spans.append(("SPAN", (len(first), 0), (len(over) - 2, 0)))
    table.setStyle(
        [
            *cells(1 * MM, 1 * MM, 0, 0),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("BOX", (0, 0), (-1, -1), 1, INK),
            ("INNERGRID", (0, 2), (-1, -1), 0.5, HAIR),
            ("LINEBELOW", (0, 1), (-1, 1), 0.8, INK),
            ("LINEBEFORE", (1, 0), (-1, -1), 0.5, HAIR),
            ("LINEABOVE", (len(first), 1), (len(over) - 2, 1), 0.5, HAIR),
            *spans,
        ]
    )
    return table
