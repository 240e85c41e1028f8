"""Half a page for the family that travels: where to, when, from where and what to bring, in large type."""

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Spacer, Table

from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.domain.transfers import Manifest
from casa_desktop.reports import fonts
from casa_desktop.reports.cleaning import one_line
from casa_desktop.reports.paper import (
    HAIR,
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
from casa_desktop.texts import papers
from casa_desktop.texts import transfers as words

_SIDE = 12 * MM
_WIDTH = MEDIA_CARTA_LANDSCAPE[0] - 2 * _SIDE
_SCALES = (1.2, 1.1, 1.0, 0.9, 0.8, 0.7, 0.6, 0.5)
_MOST_NAMES = 6
_LONGEST_NAME = 60


def render(manifest: Manifest, letterhead: Letterhead, imprint: Imprint) -> bytes:
    """One half page at the largest size that holds everything. No document, no reason and no logo stand on it."""
    fonts.register()
    margins = Margins(_SIDE, _SIDE, 9 * MM, 12 * MM, 9 * MM)
    about = About(words.VOUCHER, letterhead.desk, words.VOUCHER, imprint.program, imprint.at)

    def on_page(canvas: Canvas, page: int, pages: int) -> None:
        canvas.setFillColor(SOFT)
        canvas.setFont(fonts.REGULAR, 8)
        canvas.drawString(_SIDE, 6 * MM, f"{one_line(letterhead.desk, 90)}  ·  {manifest.code}")
        canvas.drawRightString(MEDIA_CARTA_LANDSCAPE[0] - _SIDE, 6 * MM, papers.page_of(page, pages))

    room = float(MEDIA_CARTA_LANDSCAPE[1] - margins.top - margins.bottom)

    def fits(scale: float) -> bool:
        # Its two columns are one row, which cannot go on over a page: it is measured, not tried.
        parts = _story(manifest, letterhead.phone, scale)
        tall = sum(part.wrap(_WIDTH, room)[1] + part.getSpaceAfter() for part in parts)
        return float(tall) <= room

    scale = next((each for each in _SCALES if fits(each)), _SCALES[-1])
    return build(lambda: _story(manifest, letterhead.phone, scale), MEDIA_CARTA_LANDSCAPE, margins, about, on_page)


def _story(manifest: Manifest, phone: str, scale: float) -> list[Flowable]:
    plan = manifest.plan
    label = style(10 * scale, textColor=SOFT, leading=1.2)
    large = style(20 * scale, bold=True, leading=1.15, spaceAfter=2 * MM)
    middle = style(15 * scale, bold=True, leading=1.2)
    text = style(12 * scale, leading=1.25, leftIndent=4.5 * MM, spaceAfter=1.2)
    names = [one_line(passenger.name, _LONGEST_NAME) for passenger in manifest.passengers]
    left: list[Flowable] = [
        paragraph(words.DESTINATION, label),
        paragraph(words.destination_of(plan), large),
        paragraph(words.DATE, label),
        paragraph(words.day(manifest.day), large),
    ]
    if plan.departure:
        left += [paragraph(words.DEPARTURE, label), paragraph(plan.departure, middle), Spacer(0, 2 * MM)]
    left += [
        paragraph(f"{words.PEOPLE}: {words.people(len(names))}", label),
        paragraph(words.travelling(names, _MOST_NAMES), style(11.5 * scale, leading=1.25)),
    ]
    right: list[Flowable] = [
        paragraph(words.BRING, style(14 * scale, bold=True, leading=1.2, spaceAfter=2 * MM)),
        *(paragraph(each, text, "•") for each in words.WHAT_TO_BRING),
        Spacer(0, 2 * MM),
        paragraph(words.come_early(phone), style(12 * scale, bold=True, leading=1.25)),
    ]
    table = Table([[left, right]], colWidths=[_WIDTH * 0.53, _WIDTH * 0.47])
    table.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            *cells(0, 6 * MM, 0, 0),
            ("LEFTPADDING", (1, 0), (1, 0), 6 * MM),
            ("RIGHTPADDING", (1, 0), (1, 0), 0),
            ("LINEBEFORE", (1, 0), (1, 0), 0.6, HAIR),
        ]
    )
    heading = paragraph(words.VOUCHER, style(24 * scale, bold=True, leading=1.2, spaceAfter=3 * MM))
    return [Bookmark("voucher", words.VOUCHER), heading, table]
