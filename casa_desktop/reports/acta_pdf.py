"""The acta of a delivery on half a letter page: who received what, and two lines to sign."""

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table

from casa_desktop.domain.aid_views import Delivery
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.reports.cleaning import one_line
from casa_desktop.reports.letterhead_pdf import foot
from casa_desktop.reports.paper import (
    HAIR,
    INK,
    MEDIA_CARTA_LANDSCAPE,
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

_SIDE = 14 * MM
_WIDTH = MEDIA_CARTA_LANDSCAPE[0] - 2 * _SIDE
_MARGINS = Margins(_SIDE, _SIDE, 11 * MM, 14 * MM, 11 * MM)
_LONGEST = 160


def render(delivery: Delivery, letterhead: Letterhead, imprint: Imprint) -> bytes:
    """One page as a rule. No logo stands on it: it goes home in somebody's hand."""
    about = About(f"{words.ACTA} {delivery.code}", letterhead.desk, words.ACTA, imprint.program, imprint.at)

    def story() -> list[Flowable]:
        return [
            Bookmark("acta", f"{words.ACTA} {delivery.code}"),
            *_head(delivery, letterhead),
            _lines(delivery),
            KeepTogether(_signatures(delivery)),
        ]

    def on_page(canvas: Canvas, page: int, pages: int) -> None:
        foot(canvas, page, pages, MEDIA_CARTA_LANDSCAPE, _MARGINS, imprint, "")

    return build(story, MEDIA_CARTA_LANDSCAPE, _MARGINS, about, on_page)


def _head(delivery: Delivery, letterhead: Letterhead) -> list[Flowable]:
    label, value = style(8, textColor=SOFT), style(10.5, bold=True)
    desk = " · ".join(part for part in (letterhead.desk, letterhead.organisation, letterhead.municipality) if part)
    facts = [pair for pair in words.heading(delivery) if pair[1]]
    told = [[paragraph(name, label), paragraph(one_line(text, 80), value)] for name, text in facts]
    table = Table([told], colWidths=[_WIDTH / len(told)] * len(told), hAlign="LEFT")
    table.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *cells(0, 2 * MM, 0, 1.5 * MM)])
    return [
        paragraph(one_line(desk, 2 * _LONGEST), style(8.5, textColor=SOFT)),
        paragraph(words.ACTA, style(15, bold=True, leading=1.2, spaceAfter=4)),
        table,
        paragraph(words.DELIVERED_TO, label),
        paragraph(one_line(words.receiver(delivery), _LONGEST), style(11.5, bold=True, spaceAfter=5)),
    ]


def _lines(delivery: Delivery) -> Table:
    head, text, number = style(8, textColor=SOFT), style(10.5), style(10.5, bold=True)
    rows: list[Sequence[object]] = [[paragraph(each, head) for each in words.ACTA_COLUMNS]]
    for line in delivery.lines:
        shown = (line.item, words.quantity(line), line.donor_name, line.lot)
        looks = (text, number, text, text)
        rows.append([paragraph(one_line(each, 90), look) for each, look in zip(shown, looks, strict=True)])
    widths = [0.36 * _WIDTH, 0.18 * _WIDTH, 0.28 * _WIDTH, 0.18 * _WIDTH]
    table = Table(rows, colWidths=widths, hAlign="LEFT", repeatRows=1)
    table.setStyle(
        [
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK),
            ("LINEBELOW", (0, 1), (-1, -1), 0.3, HAIR),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            *cells(0, 2 * MM, 0.8 * MM, 1 * MM),
        ]
    )
    return table


def _signatures(delivery: Delivery) -> list[Flowable]:
    gap = 12 * MM
    each = (_WIDTH - gap) / 2
    role, name = style(8, textColor=SOFT), style(9.5)
    receives = [
        paragraph(words.RECEIVES, role),
        paragraph(one_line(words.signer(delivery), 80) or " ", name),
        paragraph(f"{words.DOCUMENT}: ____________________________", role),
    ]
    delivers = [paragraph(words.DELIVERS, role), paragraph(one_line(delivery.staff, 80), name)]
    table = Table([[receives, "", delivers]], colWidths=[each, gap, each], hAlign="LEFT")
    lines = [("LINEABOVE", (at, 0), (at, 0), 0.6, INK) for at in (0, 2)]
    table.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *lines, *cells(0, 0, 1 * MM, 0)])
    said = f"{words.ACTA_SAID} {words.REPEATED}" if delivery.override_reason else words.ACTA_SAID
    return [Spacer(0, 3 * MM), paragraph(said, style(8.5, leading=1.3)), Spacer(0, 15 * MM), table]
