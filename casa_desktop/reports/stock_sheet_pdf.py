"""The stock sheet: what the base says that there is of each lot, with room for what is counted."""

from collections.abc import Sequence
from datetime import date

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table

from casa_desktop.domain.aid_views import ItemStock
from casa_desktop.domain.clock import BOGOTA
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.reports.cleaning import one_line
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
from casa_desktop.texts import aid_papers as words
from casa_desktop.texts import dates

_SIDE = 16 * MM
_WIDTH = CARTA[0] - 2 * _SIDE
_SHARES = (0.25, 0.14, 0.19, 0.12, 0.08, 0.11, 0.11)
_THERE, _COUNTED, _DIFFERENCE = 4, 5, 6


def render(stock: Sequence[ItemStock], letterhead: Letterhead, imprint: Imprint) -> bytes:
    """Every lot of which there is something; an item of which there is nothing has a line too."""
    margins = Margins(_SIDE, _SIDE, max(12.0, letterhead.top_margin_mm) * MM, 20 * MM, 22 * MM)
    day = imprint.at.astimezone(BOGOTA).date()
    title = f"{words.SHEET} · {dates.long_date(day)}"
    about = About(title, letterhead.desk, words.SHEET, imprint.program, imprint.at)

    def story() -> list[Flowable]:
        return [
            Bookmark("sheet", title),
            *head(letterhead, imprint, _WIDTH),
            paragraph(title, style(15, bold=True, leading=1.2, spaceAfter=3)),
            paragraph(words.SHEET_SAID, style(9, textColor=SOFT, leading=1.3, spaceAfter=6)),
            _lots(stock, day),
            KeepTogether(_signed()),
        ]

    def on_page(canvas: Canvas, page: int, pages: int) -> None:
        if page > 1:
            running_head(canvas, title, CARTA, margins)
        foot(canvas, page, pages, CARTA, margins, imprint, "")

    return build(story, CARTA, margins, about, on_page)


def _lots(stock: Sequence[ItemStock], day: date) -> Flowable:
    label, text = style(8, textColor=SOFT), style(9.5)
    bold, right = style(9.5, bold=True), style(9.5, alignment=2)
    to_right = style(8, textColor=SOFT, alignment=2)
    looks = [to_right if at == _THERE else label for at in range(len(words.SHEET_COLUMNS))]
    rows: list[Sequence[object]] = [[paragraph(t, look) for t, look in zip(words.SHEET_COLUMNS, looks, strict=True)]]
    for each in stock:
        there = [lot for lot in each.lots if lot.stock]
        if each.item.retired and not there:
            continue
        for at, lot in enumerate(there or (None,)):
            name = paragraph(one_line(words.item(each), 90), bold) if at == 0 else ""
            code, donor, expires, number = words.lot(lot) if lot else ("", "", "", "0")
            look = bold if lot and lot.expired_on(day) else text
            rows.append(
                [name, paragraph(code, text), paragraph(one_line(donor, 60), text), paragraph(expires, look),
                 paragraph(number, right), "", ""]
            )  # fmt: skip
    if len(rows) == 1:
        return paragraph(words.EMPTY_SHEET, text)
    table = Table(rows, colWidths=[share * _WIDTH for share in _SHARES], hAlign="LEFT", repeatRows=1)
    table.setStyle(
        [
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK),
            ("LINEBELOW", (0, 1), (-1, -1), 0.3, HAIR),
            ("BOX", (_COUNTED, 0), (_COUNTED, -1), 0.6, INK),
            ("BOX", (_DIFFERENCE, 0), (_DIFFERENCE, -1), 0.6, INK),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            *cells(1.5 * MM, 1.5 * MM, 1.7 * MM, 1.9 * MM),
        ]
    )
    return table


def _signed() -> list[Flowable]:
    gap = 8 * MM
    each = (_WIDTH - 2 * gap) / 3
    role = style(8, textColor=SOFT)
    boxes: list[object] = []
    for title in words.COUNTED_BY:
        boxes += ["", paragraph(title, role)]
    table = Table([boxes[1:]], colWidths=[each, gap, each, gap, each], hAlign="LEFT")
    lines = [("LINEABOVE", (at, 0), (at, 0), 0.6, INK) for at in (0, 2, 4)]
    table.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *lines, *cells(0, 0, 1 * MM, 0)])
    return [Spacer(0, 16 * MM), table]
