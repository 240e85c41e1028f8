"""The keys of the program on half a letter page, to lie beside the keyboard."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Table

from casa_desktop.reports import fonts
from casa_desktop.reports.paper import (
    HAIR,
    INK,
    MEDIA_CARTA_LANDSCAPE,
    MM,
    About,
    Bookmark,
    Margins,
    build,
    cells,
    columns,
    pages_of,
    paragraph,
    style,
)
from casa_desktop.texts import papers as words

Groups = Sequence[tuple[str, Sequence[tuple[str, str]]]]
"""(title, ((keys, what they do), …)); *keys* such as ``Ctrl+K``, alternatives joined by `` / ``."""

_SIDE = 10 * MM
_COLUMN_GAP = 9 * MM
_SIZES = (11.0, 10.0, 9.0, 8.0, 7.5)
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""The card tells no date: it is true as long as the keys are."""


def render(groups: Groups) -> bytes:
    """One page of half carta at the largest size that holds everything, more pages where even the smallest does not."""
    fonts.register()
    width, height = MEDIA_CARTA_LANDSCAPE
    margins = Margins(_SIDE, _SIDE, 9 * MM, 8 * MM, 9 * MM)
    about = About(words.KEYS, words.KEYS, words.KEYS, "CASA Desktop", _NO_DATE)
    room = height - margins.top - margins.bottom - 12 * MM

    def story(size: float) -> list[Flowable]:
        heading = paragraph(words.KEYS, style(15, bold=True, leading=1.2, spaceAfter=6))
        pages = _pages(_tables(groups, width - 2 * _SIDE, size), width - 2 * _SIDE, room)
        return [Bookmark("keys", words.KEYS), heading, *pages]

    best = next((s for s in _SIZES if pages_of(story(s), MEDIA_CARTA_LANDSCAPE, margins, about) == 1), _SIZES[-1])
    return build(lambda: story(best), MEDIA_CARTA_LANDSCAPE, margins, about, _nothing)


def _pages(tables: Sequence[Table], width: float, room: float) -> list[Flowable]:
    """As many tables on a page as two columns hold."""
    flowables: list[Flowable] = []
    waiting: list[Table] = []
    for table in tables:
        if waiting and len(columns([*waiting, table], width, _COLUMN_GAP, room)) > 1:
            flowables += [*columns(waiting, width, _COLUMN_GAP, room), PageBreak()]
            waiting = []
        waiting.append(table)
    return [*flowables, *columns(waiting, width, _COLUMN_GAP, room)]


def _tables(groups: Groups, width: float, size: float) -> list[Table]:
    """A table for each group, the keys of all in one width so that what they do stands in one line."""
    column = (width - _COLUMN_GAP) / 2
    most = max((_Keys(pressed, size).length() for _, keys in groups for pressed, _ in keys), default=0.0)
    first = min(most + 3 * MM, column * 0.55)
    return [_group(title, keys, (first, column - first), size) for title, keys in groups]


def _group(title: str, keys: Sequence[tuple[str, str]], widths: tuple[float, float], size: float) -> Table:
    rows: list[list[object]] = [[paragraph(title, style(size + 1, bold=True)), ""]]
    rows += [[_Keys(pressed, size), paragraph(done, style(size, leading=1.15))] for pressed, done in keys]
    table = Table(rows, colWidths=widths, spaceAfter=size * 0.7, hAlign="LEFT")
    table.setStyle(
        [
            *cells(0, 0, size * 0.14, size * 0.2),
            ("SPAN", (0, 0), (-1, 0)),
            ("LINEBELOW", (0, 0), (-1, 0), 0.6, INK),
            ("TOPPADDING", (0, 1), (-1, 1), size * 0.4),
            ("VALIGN", (0, 1), (-1, -1), "MIDDLE"),
        ]
    )
    return table


def _nothing(_canvas: Canvas, _page: int, _pages: int) -> None:
    """The card has neither head nor foot."""


class _Keys(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """Keys as they look: each in a small box, «+» and «/» between them."""

    def __init__(self, pressed: str, size: float) -> None:
        super().__init__()
        self._size = size
        self._parts: list[tuple[str, bool]] = []
        for at, way in enumerate(pressed.split(" / ")):
            if at:
                self._parts.append(("/", False))
            for index, key in enumerate(re.split(r"(?<=[^+])\+", way)):
                if index:
                    self._parts.append(("+", False))
                self._parts.append((key, True))

    def length(self) -> float:
        return sum(self._width(part) for part in self._parts)

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.length(), self._size * 1.5

    def draw(self) -> None:
        size, x = self._size, 0.0
        self.canv.setStrokeColor(HAIR)
        self.canv.setFillColor(INK)
        self.canv.setLineWidth(0.6)
        self.canv.setFont(fonts.REGULAR, size * 0.9)
        for part in self._parts:
            wide = self._width(part)
            if part[1]:
                self.canv.roundRect(x, 0, wide, size * 1.45, 2, stroke=1, fill=0)
            self.canv.drawCentredString(x + wide / 2, size * 0.43, part[0])
            x += wide

    def _width(self, part: tuple[str, bool]) -> float:
        return fonts.width(part[0], self._size * 0.9) + (self._size if part[1] else self._size * 0.5)
