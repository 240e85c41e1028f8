"""The summary of an outing of the Unidad Móvil: one page, carta."""

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Spacer, Table

from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.reports import fonts
from casa_desktop.reports.letterhead_pdf import foot, head, running_head
from casa_desktop.reports.paper import CARTA, HAIR, INK, MM, About, Bookmark, Margins, build, cells, paragraph, style
from casa_desktop.reports.workshop_pdf import facts_table, signers
from casa_desktop.texts import ui_outings as words
from casa_desktop.texts.ui_outings import OutingSheet

_SIDE = 15 * MM
_WIDTH = CARTA[0] - 2 * _SIDE
_FIRST, _SECOND = 50 * MM, 22 * MM


def render(sheet: OutingSheet, letterhead: Letterhead, imprint: Imprint) -> bytes:
    """One page, unless a desk has more kinds of consultation than fit."""
    fonts.register()
    margins = Margins(_SIDE, _SIDE, letterhead.top_margin_mm * MM, 18 * MM, 20 * MM)
    about = About(sheet.title, letterhead.desk, sheet.title, imprint.program, imprint.at)

    def story() -> list[Flowable]:
        return [
            *head(letterhead, imprint, _WIDTH),
            Bookmark("sheet", sheet.title),
            paragraph(sheet.title, style(15, bold=True, leading=1.2, spaceAfter=8)),
            facts_table(sheet.facts, _WIDTH),
            Spacer(0, 4 * MM),
            paragraph(sheet.note, style(11, bold=True, spaceAfter=4)),
            _totals(sheet),
            signers(words.SIGNERS, _WIDTH),
        ]

    def on_page(canvas: Canvas, page: int, pages: int) -> None:
        if page > 1:
            running_head(canvas, sheet.title, CARTA, margins)
        foot(canvas, page, pages, CARTA, margins, imprint, "")

    return build(story, CARTA, margins, about, on_page)


def _totals(sheet: OutingSheet) -> Table:
    rest = len(sheet.columns) - 2
    widths = [_FIRST, _SECOND, *([(_WIDTH - _FIRST - _SECOND) / rest] * rest)]
    plain, strong = style(9, alignment=2), style(8.5, bold=True, alignment=2)
    left, left_strong = style(9), style(8.5, bold=True)
    last = len(sheet.rows)
    whole = next((at for at, row in enumerate(sheet.rows, start=1) if row[0] == words.TOTAL), last + 1)
    rows = [[paragraph(name, left_strong if at < 2 else strong) for at, name in enumerate(sheet.columns)]]
    for line, cells_of in enumerate(sheet.rows, start=1):
        bold = line >= whole
        looks = (left_strong if bold else left, strong if bold else plain)
        rows.append([paragraph(text or " ", looks[0] if at < 2 else looks[1]) for at, text in enumerate(cells_of)])
    begins = [("LINEABOVE", (0, line), (-1, line), 0.3, HAIR) for line, row in enumerate(sheet.rows, 1) if row[0]]
    table = Table(rows, colWidths=widths, repeatRows=1)
    table.setStyle(
        [
            *cells(1 * MM, 1 * MM, 0.9 * MM, 1.1 * MM),
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK),
            *begins,
            *([("LINEABOVE", (0, whole), (-1, whole), 0.8, INK)] if whole <= last else []),
        ]
    )
    return table
