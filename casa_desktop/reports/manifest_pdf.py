"""The manifest of a transfer: who travels, with whole documents for the carrier, and a place for each to sign."""

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table

from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.domain.transfers import Manifest
from casa_desktop.reports import letterhead_pdf
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
from casa_desktop.texts import transfers as words

_SIDE = 14 * MM
_WIDTH = CARTA_LANDSCAPE[0] - 2 * _SIDE
_SHARES = (9, 74, 44, 30, 18, 36, 41)
"""Of the columns; what is signed has room for a signature."""
_TALL = 11 * MM
_FACTS_IN_LINE = 3


def render(manifest: Manifest, catalog: Catalog, letterhead: Letterhead, imprint: Imprint) -> bytes:
    """Landscape letter pages; the head of the table stands on each of them."""
    title = words.title(manifest.code)
    margins = Margins(_SIDE, _SIDE, letterhead.top_margin_mm * MM, 18 * MM, 16 * MM)
    about = About(title, letterhead.desk, words.MANIFEST, imprint.program, imprint.at)

    def story() -> list[Flowable]:
        return [
            Bookmark("manifest", title),
            *letterhead_pdf.head(letterhead, imprint, _WIDTH),
            paragraph(title, style(15, bold=True, leading=1.2, spaceAfter=5)),
            _facts(manifest, catalog),
            Spacer(0, 4 * MM),
            _passengers(manifest, catalog),
            _signers(),
        ]

    def on_page(canvas: Canvas, page: int, pages: int) -> None:
        if page > 1:
            letterhead_pdf.running_head(canvas, title, CARTA_LANDSCAPE, margins)
        letterhead_pdf.foot(canvas, page, pages, CARTA_LANDSCAPE, margins, imprint, "")

    return build(story, CARTA_LANDSCAPE, margins, about, on_page)


def _facts(manifest: Manifest, catalog: Catalog) -> Table:
    label, value = style(8, textColor=SOFT), style(10.5, bold=True, leading=1.2)
    told = words.facts(manifest.plan, manifest.day, len(manifest.passengers), catalog)
    boxes = [[paragraph(name, label), paragraph(said, value)] for name, said in told]
    lines: list[list[object]] = []
    for start in range(0, len(boxes), _FACTS_IN_LINE):
        line: list[object] = list(boxes[start : start + _FACTS_IN_LINE])
        lines.append(line + [""] * (_FACTS_IN_LINE - len(line)))
    table = Table(lines, colWidths=[_WIDTH / _FACTS_IN_LINE] * _FACTS_IN_LINE)
    table.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *cells(0, 4 * MM, 0, 2 * MM)])
    return table


def _passengers(manifest: Manifest, catalog: Catalog) -> Table:
    head, text = style(8.5, bold=True, leading=1.15), style(10, leading=1.15)
    rows: list[list[object]] = [[paragraph(name, head) for name in words.COLUMNS]]
    for number, passenger in enumerate(manifest.passengers, start=1):
        told = words.cells(number, passenger, catalog)
        rows.append([*(paragraph(said, text) for said in told), ""])
    whole = sum(_SHARES)
    table = Table(
        rows, colWidths=[_WIDTH * share / whole for share in _SHARES], rowHeights=None, repeatRows=1, hAlign="LEFT"
    )
    table.setStyle(
        [
            *cells(1.6 * MM, 1.6 * MM, 1.2 * MM, 1.6 * MM),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LINEBELOW", (0, 0), (-1, 0), 0.9, INK),
            ("LINEBELOW", (0, 1), (-1, -1), 0.4, HAIR),
            ("LINEBEFORE", (-1, 0), (-1, -1), 0.4, HAIR),
            ("TOPPADDING", (0, 1), (-1, -1), (_TALL - 12) / 2),
            ("BOTTOMPADDING", (0, 1), (-1, -1), (_TALL - 12) / 2),
        ]
    )
    return table


def _signers() -> Flowable:
    gap = 10 * MM
    each = (_WIDTH - 2 * gap) / 3
    boxes: list[object] = []
    for signer in words.SIGNERS:
        boxes += ["", [paragraph(signer, style(8.5, textColor=SOFT)), paragraph(words.SIGNED_AS, style(8.5))]]
    table = Table([boxes[1:]], colWidths=[each, gap, each, gap, each], hAlign="LEFT")
    lines = [("LINEABOVE", (at, 0), (at, 0), 0.6, INK) for at in (0, 2, 4)]
    table.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *lines, *cells(0, 0, 1 * MM, 0)])
    return KeepTogether([Spacer(0, 16 * MM), table])
