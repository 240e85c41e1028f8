"""Cards with a code: of the size of a bank card, four on half a letter page to be cut; or labels, thirty on a sheet.

Neutral: the code and its QR, a name only where it is wanted; no desk, no service and no emblem.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, unique

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak

from casa_desktop.domain.scanning import Card
from casa_desktop.reports import fonts
from casa_desktop.reports.cleaning import one_line
from casa_desktop.reports.paper import (
    CARTA,
    HAIR,
    INK,
    MEDIA_CARTA_LANDSCAPE,
    MM,
    SOFT,
    About,
    Bookmark,
    Margins,
    build,
    paragraph,
    style,
)
from casa_desktop.reports.qr import Qr
from casa_desktop.texts import cards as words
from casa_desktop.version import PROGRAM

_NO_MARGINS = Margins(0, 0, 0, 0, 0)
_NAME_SIZES = (12.0, 11.0, 10.0, 9.0, 8.0, 7.0)
_LONGEST = 80
_LEAST_CODE = 8.0


@unique
class CardSheet(StrEnum):
    """What lies in the printer."""

    CARDS = "cards"
    LABELS = "labels"


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where each card stands, in points from the upper left corner; *cut* draws lines to cut along."""

    size: tuple[float, float]
    across: int
    down: int
    card: tuple[float, float]
    corner: tuple[float, float]
    pitch: tuple[float, float]
    edge: float
    qr: float
    code: float
    told: bool
    cut: bool


_CARD = (85.6 * MM, 54 * MM)
_SHEETS = {
    CardSheet.CARDS: _Sheet(
        MEDIA_CARTA_LANDSCAPE,
        2,
        2,
        _CARD,
        ((MEDIA_CARTA_LANDSCAPE[0] - 2 * _CARD[0]) / 2, (MEDIA_CARTA_LANDSCAPE[1] - 2 * _CARD[1]) / 2),
        _CARD,
        4 * MM,
        32 * MM,
        20.0,
        told=True,
        cut=True,
    ),
    # 3 × 10 labels of 2⅝ × 1 inch, as sold everywhere for letter paper.
    CardSheet.LABELS: _Sheet(
        CARTA, 3, 10, (189.0, 72.0), (13.5, 36.0), (198.0, 72.0), 7.0, 56.0, 13.0, told=False, cut=False
    ),
}


def render(cards: Sequence[Card], sheet: CardSheet, made_at: datetime) -> bytes:
    """As many pages as it takes, in the order given."""
    fonts.register()
    laid = _SHEETS[sheet]
    each = laid.across * laid.down
    pages = [cards[at : at + each] for at in range(0, len(cards), each)]
    about = About(words.TITLE, "", words.TITLE, PROGRAM, made_at)

    def story() -> list[Flowable]:
        found: list[Flowable] = []
        for at, page in enumerate(pages):
            found += [PageBreak()] if at else [Bookmark("cards", words.TITLE)]
            found.append(_Page(page, laid))
        return found

    return build(story, laid.size, _NO_MARGINS, about, _nothing)


def _nothing(_canvas: Canvas, _page: int, _pages: int) -> None:
    """What is cut apart or peeled off has neither head nor foot."""


class _Page(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """All cards of one page, each in its place."""

    def __init__(self, cards: Sequence[Card], sheet: _Sheet) -> None:
        super().__init__()
        self._cards, self._sheet = cards, sheet

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        return width, 1.0

    def draw(self) -> None:
        sheet, top = self._sheet, 1.0
        for at, card in enumerate(self._cards):
            x = sheet.corner[0] + at % sheet.across * sheet.pitch[0]
            y = top - sheet.corner[1] - at // sheet.across * sheet.pitch[1] - sheet.card[1]
            if sheet.cut:
                self.canv.setStrokeColor(HAIR)
                self.canv.setLineWidth(0.4)
                self.canv.setDash(3, 3)
                self.canv.rect(x, y, *sheet.card)
                self.canv.setDash()
            _draw(self.canv, card, sheet, x, y)


def _draw(canvas: Canvas, card: Card, sheet: _Sheet, x: float, y: float) -> None:
    """The QR on the left; the name, the code in large type and what it is for on the right."""
    width, height = sheet.card
    Qr(card.code, sheet.qr).drawOn(canvas, x + sheet.edge, y + (height - sheet.qr) / 2)
    left, room = x + sheet.edge * 2 + sheet.qr, width - sheet.qr - 3 * sheet.edge
    code_size = sheet.code
    while fonts.width(card.code, code_size, bold=True) > room and code_size > _LEAST_CODE:
        code_size -= 0.5
    parts = [paragraph(card.code, style(code_size, bold=True, leading=1.2, textColor=INK))]
    if card.name:
        parts.insert(0, _fitting(card.name, room, height * (0.5 if sheet.told else 0.55)))
    if sheet.told:
        parts.append(paragraph(words.SHOW, style(8, leading=1.25, textColor=SOFT, spaceBefore=3)))
    gap = 3.0 if sheet.told else 1.0
    heights = [part.wrap(room, height)[1] for part in parts]
    at = y + (height + sum(heights) + gap * (len(parts) - 1)) / 2
    for part, tall in zip(parts, heights, strict=True):
        at -= tall
        part.drawOn(canvas, left, at)
        at -= gap


def _fitting(name: str, room: float, tallest: float) -> Flowable:
    """The name as large as it fits; one that never does is cut."""
    made = None
    for size in _NAME_SIZES:
        made = paragraph(one_line(name, _LONGEST), style(size, leading=1.15))
        widest = max(fonts.width(word, size) for word in one_line(name, _LONGEST).split())
        if widest <= room and made.wrap(room, tallest)[1] <= tallest:
            break
    return made
