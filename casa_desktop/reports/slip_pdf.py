"""The slip of a referral on half a letter page: where to go in large type, and below a cut the stub that comes back."""

from datetime import datetime, time

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Spacer, Table

from casa_desktop.domain.clock import BOGOTA
from casa_desktop.domain.referrals import Slip
from casa_desktop.reports import fonts
from casa_desktop.reports.cleaning import one_line
from casa_desktop.reports.paper import (
    HAIR,
    INK,
    MEDIA_CARTA,
    MM,
    SOFT,
    About,
    Bookmark,
    Margins,
    build,
    cells,
    pages_of,
    paragraph,
    style,
)
from casa_desktop.reports.qr import Qr
from casa_desktop.texts import slips as words
from casa_desktop.texts.papers import page_of
from casa_desktop.version import PROGRAM

_SIDE = 12 * MM
_WIDTH = MEDIA_CARTA[0] - 2 * _SIDE
_STUB = 78 * MM
"""From the lower edge to the cut."""
_QR = 24 * MM
_LABEL = 27 * MM
_SIZES = (15.0, 13.5, 12.0, 11.0, 10.0, 9.0)
_LONGEST, _ONE_LINE = 280, 64
"""Letters of a text, and of what must stay on one line beside the QR."""


def render(slip: Slip) -> bytes:
    """One page at the largest type that holds it; more pages only where even the smallest does not.

    The QR is the code and nothing else: whoever reads it learns neither who it is nor why.
    """
    fonts.register()
    margins = Margins(_SIDE, _SIDE, 11 * MM, _STUB + 3 * MM, 14 * MM)
    made_at = datetime.combine(slip.made_on, time(12), BOGOTA)
    about = About(f"{words.TITLE} {slip.code}", slip.desk, words.SUBJECT, PROGRAM, made_at)

    def story(size: float) -> list[Flowable]:
        return [Bookmark("slip", f"{words.TITLE} {slip.code}"), _head(slip), Spacer(0, 3 * MM), *_facts(slip, size)]

    best = next((size for size in _SIZES if pages_of(story(size), MEDIA_CARTA, margins, about) == 1), _SIZES[-1])

    def draw(canvas: Canvas, page: int, pages: int) -> None:
        if page == 1:
            _stub(canvas, slip)
        canvas.setFillColor(SOFT)
        canvas.setFont(fonts.REGULAR, 7)
        canvas.drawRightString(MEDIA_CARTA[0] - _SIDE, 6 * MM, page_of(page, pages))

    return build(lambda: story(best), MEDIA_CARTA, margins, about, draw)


def _head(slip: Slip) -> Table:
    """What it is, for whom, and its QR at the right."""
    left: list[Flowable] = [paragraph(f"{words.TITLE} {slip.code}", style(17, bold=True, leading=1.2, spaceAfter=2))]
    if slip.person:
        left.append(paragraph(one_line(slip.person, 160), style(14, bold=True, leading=1.2, spaceAfter=2)))
    left.append(paragraph(one_line(words.made(slip), 240), style(8, textColor=SOFT)))
    if urgency := words.URGENCIES[slip.urgency]:
        left.append(paragraph(urgency, style(12, bold=True, spaceBefore=3)))
    table = Table([[left, Qr(slip.code, _QR)]], colWidths=[_WIDTH - _QR - 3 * MM, _QR + 3 * MM])
    table.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("ALIGN", (1, 0), (1, 0), "RIGHT"), *cells(0, 0, 0, 0)])
    return table


def _facts(slip: Slip, size: float) -> list[Flowable]:
    """Where to go is the largest; the rest follows in the order in which somebody needs it on the way."""
    place = slip.organisation
    rows = [
        (words.GO_TO, place.name, size + 2, True),
        (words.ADDRESS, place.address or words.NOT_WRITTEN, size, True),
        (words.HOURS, place.hours or words.NOT_WRITTEN, size, True),
        (words.PHONE, place.phone, size, False),
        (words.CONTACT, place.contact, size, False),
        (words.BRING, slip.bring, size, True),
        (words.MOTIVE, slip.motive, min(size, 11), False),
        (words.ASKED, slip.asked, min(size, 11), False),
    ]
    label = style(9, textColor=SOFT)
    lines = [
        [paragraph(title, label), paragraph(one_line(text, _LONGEST), style(points, bold=bold, leading=1.2))]
        for title, text, points, bold in rows
        if text
    ]
    table = Table(lines, colWidths=[_LABEL, _WIDTH - _LABEL])
    rules = ("LINEABOVE", (0, 0), (-1, -1), 0.4, HAIR)
    table.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), rules, *cells(0, 2, 1.6 * MM, 1.8 * MM)])
    return [table]


def _stub(canvas: Canvas, slip: Slip) -> None:
    """What the organisation fills and gives back: the code, whether it attended, a signature and a stamp. No name."""
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.8)
    canvas.setDash(4, 3)
    canvas.line(5 * MM, _STUB, MEDIA_CARTA[0] - 5 * MM, _STUB)
    canvas.setDash()
    canvas.setFillColor(SOFT)
    canvas.setFont(fonts.REGULAR, 7.5)
    canvas.drawString(_SIDE, _STUB - 4.5 * MM, words.CUT)
    right, top = MEDIA_CARTA[0] - _SIDE, _STUB - 9 * MM
    qr = Qr(slip.code, _QR)
    qr.drawOn(canvas, right - _QR, top - _QR)
    canvas.setFillColor(INK)
    canvas.setFont(fonts.SEMIBOLD, 14)
    canvas.drawString(_SIDE, top - 5 * MM, f"{words.STUB_TITLE} {slip.code}")
    canvas.setFillColor(SOFT)
    canvas.setFont(fonts.REGULAR, 8)
    for at, text in enumerate(words.stub_parties(slip)):
        canvas.drawString(_SIDE, top - (9.5 + 3.8 * at) * MM, one_line(text, _ONE_LINE))
    canvas.setFillColor(INK)
    y = top - 20 * MM
    canvas.setFont(fonts.REGULAR, 10)
    canvas.drawString(_SIDE, y, words.ATTENDED)
    for at, word in ((32, words.YES), (48, words.NO)):
        canvas.rect(_SIDE + at * MM, y - 0.8 * MM, 4 * MM, 4 * MM)
        canvas.drawString(_SIDE + (at + 5.5) * MM, y, word)
    _line(canvas, words.RECEIVED_ON, _SIDE, y - 10 * MM, _WIDTH - _QR - 6 * MM)
    _line(canvas, words.REMARKS, _SIDE, y - 19 * MM, _WIDTH)
    _line(canvas, words.SIGNATURE, _SIDE, 13 * MM, _WIDTH * 0.6, below=True)
    canvas.setLineWidth(0.5)
    canvas.setStrokeColor(HAIR)
    canvas.rect(right - _WIDTH * 0.34, 10 * MM, _WIDTH * 0.34, 17 * MM)
    canvas.setFont(fonts.REGULAR, 7.5)
    canvas.setFillColor(SOFT)
    canvas.drawString(right - _WIDTH * 0.34 + 1.5 * MM, 11.5 * MM, words.STAMP)


def _line(canvas: Canvas, label: str, x: float, y: float, width: float, *, below: bool = False) -> None:
    """A line to write on: after its label, or with the label below it."""
    canvas.setFont(fonts.REGULAR, 8 if below else 9)
    canvas.setLineWidth(0.5)
    canvas.setStrokeColor(INK)
    if below:
        canvas.line(x, y, x + width, y)
        canvas.drawString(x, y - 3.6 * MM, label)
    else:
        canvas.drawString(x, y, label)
        canvas.line(x + fonts.width(label, 9) + 2 * MM, y - 0.6 * MM, x + width, y - 0.6 * MM)
