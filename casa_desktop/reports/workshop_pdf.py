"""The papers of a workshop, carta: the sheet to be signed, and the list of those who came to check it against."""

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table

from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.reports import fonts
from casa_desktop.reports.letterhead_pdf import foot, head, running_head
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
from casa_desktop.texts import workshop_papers as words
from casa_desktop.texts.workshop_papers import WorkshopSheet

_SIDE = 15 * MM
_WIDTH = CARTA[0] - 2 * _SIDE
_SIGN_WIDTHS = (0.05, 0.29, 0.16, 0.1, 0.1, 0.13, 0.17)
_LIST_WIDTHS = (0.07, 0.49, 0.15, 0.14, 0.15)
_LINE = 9.2 * MM
"""Room to write by hand."""


def render(sheet: WorkshopSheet, letterhead: Letterhead, imprint: Imprint) -> bytes:
    """As many pages as the list needs; its heads stand on each."""
    fonts.register()
    margins = Margins(_SIDE, _SIDE, letterhead.top_margin_mm * MM, 18 * MM, 20 * MM)
    title = f"{sheet.title}: {sheet.topic}"
    about = About(title, letterhead.desk, sheet.title, imprint.program, imprint.at)

    def story() -> list[Flowable]:
        found = [
            *head(letterhead, imprint, _WIDTH),
            Bookmark("sheet", title),
            _title(sheet),
            facts_table(sheet.facts, _WIDTH),
        ]
        found += [Spacer(0, 4 * MM), _rows(sheet), Spacer(0, 3 * MM), paragraph(sheet.note, style(9, textColor=SOFT))]
        return [*found, *_totals(sheet), signers(words.SIGNERS, _WIDTH)]

    def on_page(canvas: Canvas, page: int, pages: int) -> None:
        if page > 1:
            running_head(canvas, title, CARTA, margins)
        foot(canvas, page, pages, CARTA, margins, imprint, "")

    return build(story, CARTA, margins, about, on_page)


def _title(sheet: WorkshopSheet) -> Table:
    """What it is and of what, with the number of the sheet at the right."""
    kind = [paragraph(sheet.title, style(9, textColor=SOFT)), paragraph(sheet.topic, style(15, bold=True, leading=1.2))]
    number = [paragraph(words.FOLIO, style(9, textColor=SOFT)), paragraph(sheet.folio or " ", style(15, bold=True))]
    table = Table([[kind, number]], colWidths=[_WIDTH * 0.8, _WIDTH * 0.2])
    table.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *cells(0, 0, 0, 2 * MM)])
    return table


def facts_table(facts: Sequence[tuple[str, str]], width: float) -> Table:
    """Two beside each other: what it is small above, its value below."""
    label, value = style(7.5, textColor=SOFT), style(10)
    told = [[paragraph(name, label), paragraph(text, value)] for name, text in facts]
    told += [[]] * (len(told) % 2)
    pairs = [told[at : at + 2] for at in range(0, len(told), 2)]
    table = Table(pairs, colWidths=[width / 2] * 2)
    table.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *cells(0, 3 * MM, 0, 1.2 * MM)])
    return table


def _rows(sheet: WorkshopSheet) -> Table:
    widths = [_WIDTH * share for share in (_SIGN_WIDTHS if sheet.signing else _LIST_WIDTHS)]
    strong, plain = style(8.5, bold=True), style(9.5, leading=1.15)
    heads = [paragraph(name, strong) for name in sheet.columns]
    body = [[paragraph(text or " ", plain) for text in row] for row in sheet.rows]
    padding = 1.1 * MM
    heights: list[float] = [6.5 * MM]
    for row in body:
        tall = [cell.wrap(width - 2 * padding, CARTA[1])[1] for cell, width in zip(row, widths, strict=True)]
        heights.append(max(_LINE if sheet.signing else 0, max(tall) + 2 * padding))
    table = Table([heads, *body], colWidths=widths, rowHeights=heights, repeatRows=1)
    table.setStyle(
        [
            *cells(padding, padding, padding, padding),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK),
            ("LINEBELOW", (0, 1), (-1, -1), 0.4, HAIR),
            *([("INNERGRID", (0, 1), (-1, -1), 0.4, HAIR)] if sheet.signing else []),
        ]
    )
    return table


def _totals(sheet: WorkshopSheet) -> list[Flowable]:
    if not sheet.totals:
        return []
    count = len(sheet.totals[0])
    first = 32 * MM
    widths = [first, *([(_WIDTH - first) / (count - 1)] * (count - 1))]
    plain, strong = style(9, alignment=2), style(9, bold=True, alignment=2)
    left = style(9, bold=True)
    last = len(sheet.totals) - 1
    body = [
        [paragraph(text, left if not at else strong if line in (0, last) else plain) for at, text in enumerate(row)]
        for line, row in enumerate(sheet.totals)
    ]
    table = Table(body, colWidths=widths)
    table.setStyle(
        [
            *cells(1 * MM, 1 * MM, 0.8 * MM, 1 * MM),
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK),
            ("LINEABOVE", (0, last), (-1, last), 0.6, INK),
        ]
    )
    title = paragraph(words.TOTALS, style(11, bold=True, spaceAfter=3))
    return [KeepTogether([Spacer(0, 5 * MM), title, table])]


def signers(names: Sequence[str], width: float) -> Flowable:
    """A line to sign for each of *names*, beside each other."""
    gap = 14 * MM
    each = (width - gap * (len(names) - 1)) / len(names)
    role = style(8, textColor=SOFT)
    row: list[object] = []
    for name in names:
        row += ["", paragraph(name, role)]
    widths = [each if at % 2 == 0 else gap for at in range(len(row) - 1)]
    table = Table([row[1:]], colWidths=widths)
    lines = [("LINEABOVE", (at, 0), (at, 0), 0.6, INK) for at in range(0, len(widths), 2)]
    table.setStyle([*lines, *cells(0, 0, 1 * MM, 0)])
    return KeepTogether([Spacer(0, 16 * MM), table])
