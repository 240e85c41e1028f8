"""What the forms of a chart are drawn with: room, words that are cut to it, bars, and what must be said beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from casa_desktop.domain.charts import Chart, Point
from casa_desktop.reports.chart_shapes import ASCENT, DESCENT, Box, Fill, Line, Measure, Shape, Text
from casa_desktop.texts import charts as words

LINE = 1.3
"""From one line of text to the next, in sizes."""
NOTE = 0.85
"""A note, in sizes."""
_HEADING = 1.25
"""The title, in sizes."""
_SMALLEST = 0.78
"""Labels shrink to this share of the size before some of them are left out."""
_ROUNDING = 0.01
"""Points: the room of the widest of some words, less what was added to it, may be a trace smaller than they are."""
_MOST_NOTES = 0.4
"""Of the height: what is left over is the chart's."""
_TOLD = MappingProxyType(
    {Fill.HATCHED: words.PROVISIONAL, Fill.EMPTY: words.HISTORICAL, Fill.DASHED: words.HISTORICAL_PROVISIONAL}
)


@dataclass(frozen=True, slots=True)
class Area:
    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


class Pen:
    """Collects shapes, and knows how wide words are."""

    def __init__(self, measure: Measure, size: float) -> None:
        self.shapes: list[Shape] = []
        self.size = size
        self._measure = measure

    def wide(self, text: str, size: float | None = None, *, bold: bool = False) -> float:
        return self._measure(text, size or self.size, bold)

    def widest(self, texts: Sequence[str], size: float | None = None) -> float:
        return max((self.wide(text, size) for text in texts), default=0.0)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float | None = None,
        anchor: float = 0.0,
        bold: bool = False,
        soft: bool = False,
    ) -> None:
        """A word, unless it is empty."""
        if text:
            self.shapes.append(Text(x, y, text, size or self.size, anchor, bold, soft))

    def rule(self, x1: float, y1: float, x2: float, y2: float) -> None:
        self.shapes.append(Line(x1, y1, x2, y2))

    def bar(self, box: tuple[float, float, float, float], point: Point, place: tuple[int, int] | None) -> None:
        """The bar of a point, however short; none for zero and for what is not known."""
        if point.number and box[2] > 0 and box[3] > 0:
            self.shapes.append(Box(*box, _fill(point), place=place))

    def heading(self, title: str, width: float) -> float:
        """The title, in two lines at most; gives where the rest begins."""
        size = self.size * _HEADING
        first, *others = self._wrapped(title, width, size, bold=True) or [""]
        lines = [first, *([self.cut(" ".join(others), width, size, bold=True)] if others else [])]
        for at, text in enumerate(lines):
            self.text(0, size * (ASCENT + at * LINE), text, size=size, bold=True)
        return size * LINE * len(lines) + size * 0.3

    def share(self, point: Point, largest: int) -> float:
        """How long the bar of *point* is, of one that is as long as there is room; what is less than zero has none."""
        return max(0, point.number or 0) / (largest or 1)

    def no_room(self, area: "Area") -> None:
        """Says so in place of a drawing that nobody could read."""
        if area.height >= self.size * LINE:
            middle = (area.left + area.right) / 2, (area.top + area.bottom) / 2
            self.text(*middle, self.cut(words.NO_ROOM, area.width), anchor=0.5, soft=True)

    def saying(self, text: str, top: float, width: float) -> float:
        """A sentence over the drawing, as in :meth:`notes`; gives the height that it takes."""
        size = self.size * NOTE
        lines = self._wrapped(text, width, size)
        for at, line in enumerate(lines):
            self.text(0, top + size * (ASCENT + at * LINE), line, size=size, soft=True)
        return len(lines) * size * LINE + size * 0.4

    def notes(self, notes: Sequence[str], width: float, height: float) -> float:
        """What must be known to read it, at the bottom; gives the height that it takes. Notes that would leave the
        chart no room end with «…»."""
        size = self.size * NOTE
        lines = [line for note in notes for line in self._wrapped(note, width, size)]
        if len(lines) > (room := max(1, int(height * _MOST_NOTES // (size * LINE)))):
            lines = [*lines[: room - 1], self.cut(f"{lines[room - 1]} {lines[room]}", width, size)]
        taken = len(lines) * size * LINE
        for at, text in enumerate(lines):
            self.text(0, height - taken + size * (ASCENT + at * LINE), text, size=size, soft=True)
        return taken + size * 0.4 if lines else 0.0

    def cut(self, text: str, width: float, size: float | None = None, *, bold: bool = False) -> str:
        """*text*, ended with «…» where it is wider than *width*."""
        if self.wide(text, size, bold=bold) <= width + _ROUNDING:
            return text
        kept = text
        while kept and self.wide(f"{kept.rstrip()}…", size, bold=bold) > width:
            kept = kept[:-1]
        return f"{kept.rstrip()}…" if kept else ""

    def fitting(self, texts: Sequence[str], width: float) -> float:
        """The size, not below the smallest, at which each of *texts* is at most so wide."""
        widest = self.widest(texts)
        return self.size if widest <= width else self.size * max(_SMALLEST, width / widest)

    def legend(self, chart: Chart, width: float, height: float) -> float:
        """Samples of what is hatched and outlined, at the bottom; gives the height that they take."""
        used = {_fill(point) for series in chart.series for point in series.points if point.number is not None}
        told = [(fill, word) for fill, word in _TOLD.items() if fill in used]
        size = self.size * 0.9
        each = [size * 3.2 + self.wide(word, size) for _, word in told]
        if not told or sum(each) > width or height < self.size * 9:
            return 0.0
        x, base = 0.5, height - size * DESCENT
        for (fill, word), wide in zip(told, each, strict=True):
            self.shapes.append(Box(x, base - size * ASCENT + 0.5, size * 1.3, size * 0.8, fill))
            self.text(x + size * 1.7, base, word, size=size, soft=True)
            x += wide
        return size * LINE + size * 0.3

    def _wrapped(self, text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
        """*text* in lines of that width; a word that is wider is cut."""
        lines: list[str] = []
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.wide(longer, size, bold=bold) <= width:
                lines[-1] = longer
            else:
                lines.append(self.cut(word, width, size, bold=bold))
        return lines


def _fill(point: Point) -> Fill:
    if point.historical:
        return Fill.DASHED if point.provisional else Fill.EMPTY
    return Fill.HATCHED if point.provisional else Fill.SOLID


def spread(widths: Sequence[float], area: Area, air: float) -> dict[int, float]:
    """Where the middle of each centred word stands that can be told: as many as do not run into each other, at equal
    steps from the first, and none beyond *area*."""
    place = area.width / len(widths)
    middles = [inside(area.left + place * (at + 0.5), wide, area) for at, wide in enumerate(widths)]
    for every in range(1, len(widths) + 1):
        shown = range(0, len(widths), every)
        gaps = (middles[b] - widths[b] / 2 - middles[a] - widths[a] / 2 for a, b in pairwise(shown))
        if all(gap >= air for gap in gaps):
            return {at: middles[at] for at in shown}
    return {}


def inside(x: float, wide: float, area: Area) -> float:
    """The middle of a centred word that stays in *area*."""
    return max(area.left + wide / 2, min(x, area.right - wide / 2))
