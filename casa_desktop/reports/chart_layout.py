"""Where each bar, line and word of a chart stands. Three pens draw it alike: paper, SVG and the window."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from casa_desktop.domain.charts import Chart, Form, Point, Series
from casa_desktop.reports.chart_shapes import ASCENT, DESCENT, Box, Fill, Layout, Line, Measure, Shape, Text
from casa_desktop.texts import charts as words
from casa_desktop.texts.numbers import integer

_LINE = 1.3
"""From one line of text to the next, in sizes."""
_HEADING = 1.25
"""The title, in sizes."""
_NOTE = 0.85
"""A note, in sizes."""
_AIR = 0.35
"""Between a bar and its number, in sizes."""
_SMALLEST = 0.78
"""Labels shrink to this share of the size before some of them are left out."""
_TOLD = MappingProxyType(
    {Fill.HATCHED: words.PROVISIONAL, Fill.EMPTY: words.HISTORICAL, Fill.DASHED: words.HISTORICAL_PROVISIONAL}
)
_TALLEST = 2.4
"""A lying bar with its air, in sizes."""


def lay_out(chart: Chart, width: float, height: float, measure: Measure, *, size: float, whole: bool) -> Layout:
    """The chart in *width* × *height*; *size* is that of its text, *whole* whether title and notes stand with it."""
    pen = _Pen(measure, size)
    top = pen.heading(chart.title, width) if whole else 0.0
    bottom = height - (pen.notes(chart.notes, width, height) if whole else 0.0)
    if chart.blank:
        pen.text(width / 2, (top + bottom) / 2, pen.cut(chart.empty, width), anchor=0.5, soft=True)
        return Layout(width, height, tuple(pen.shapes))
    area = _Area(0.0, top, width, bottom - pen.legend(chart, width, bottom))
    if area.height > pen.size * 4 and area.width > pen.size * 8:
        _FORMS[chart.form](chart, area, pen)
    return Layout(width, height, tuple(pen.shapes))


@dataclass(frozen=True, slots=True)
class _Area:
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


class _Pen:
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
        lines = self._wrapped(title, width, size, bold=True)[:2]
        for at, text in enumerate(lines):
            self.text(0, size * (ASCENT + at * _LINE), text, size=size, bold=True)
        return size * _LINE * len(lines) + size * 0.3

    def notes(self, notes: Sequence[str], width: float, height: float) -> float:
        """What must be known to read it, at the bottom; gives the height that it takes."""
        size = self.size * _NOTE
        lines = [line for note in notes for line in self._wrapped(note, width, size)]
        taken = len(lines) * size * _LINE
        for at, text in enumerate(lines):
            self.text(0, height - taken + size * (ASCENT + at * _LINE), text, size=size, soft=True)
        return taken + size * 0.4 if lines else 0.0

    def cut(self, text: str, width: float, size: float | None = None, *, bold: bool = False) -> str:
        """*text*, ended with «…» where it is wider than *width*."""
        if self.wide(text, size, bold=bold) <= width:
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
        return size * _LINE + size * 0.3

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


def _spread(widths: Sequence[float], area: _Area, air: float) -> dict[int, float]:
    """Where the middle of each centred word stands that can be told: as many as do not run into each other, at equal
    steps from the first, and none beyond *area*."""
    place = area.width / len(widths)
    middles = [_inside(area.left + place * (at + 0.5), wide, area) for at, wide in enumerate(widths)]
    for every in range(1, len(widths) + 1):
        shown = range(0, len(widths), every)
        gaps = (middles[b] - widths[b] / 2 - middles[a] - widths[a] / 2 for a, b in pairwise(shown))
        if all(gap >= air for gap in gaps):
            return {at: middles[at] for at in shown}
    return {}


def _inside(x: float, wide: float, area: _Area) -> float:
    """The middle of a centred word that stays in *area*."""
    return max(area.left + wide / 2, min(x, area.right - wide / 2))


# Upright bars


def _columns(chart: Chart, area: _Area, pen: _Pen) -> None:
    size, foot = _foot(chart, area.width, pen)
    plot = _Area(area.left, area.top, area.right, area.bottom - foot)
    _upright(chart.series[0], 0, plot, pen)
    pen.rule(area.left, plot.bottom, area.right, plot.bottom)
    _below(chart, _Area(area.left, plot.bottom, area.right, area.bottom), size, pen)


def _rows(chart: Chart, area: _Area, pen: _Pen) -> None:
    """Rows that have no room are left out rather than squeezed: the table has them all."""
    aside = min(pen.widest([series.name for series in chart.series]) + pen.size, area.width * 0.36)
    left = area.left + aside
    size, foot = _foot(chart, area.right - left, pen)
    room = area.height - foot
    shown = chart.series[: max(1, int(room // (pen.size * 1.7)))]
    each = room / len(shown)
    for at, series in enumerate(shown):
        base = area.top + each * (at + 1)
        pen.text(area.left, base - pen.size * DESCENT, pen.cut(series.name, aside - pen.size * 0.6))
        _upright(series, at, _Area(left, base - each, area.right, base), pen)
        pen.rule(left, base, area.right, base)
    _below(chart, _Area(left, area.bottom - foot, area.right, area.bottom), size, pen)


def _upright(series: Series, at: int, area: _Area, pen: _Pen) -> None:
    """The bars of a series with a number on each, standing on the lower edge of *area*."""
    place = area.width / len(series.points)
    said = [point.said for point in series.points]
    size = pen.fitting(said, place - 1.0)
    room = max(0.0, area.height - size * (1 + _AIR))
    gap = min(place * 0.14, pen.size)
    told = _spread([pen.wide(text, size) for text in said], area, 0.5)
    for index, point in enumerate(series.points):
        height = room * (point.number or 0) / (series.largest or 1)
        left = area.left + place * index + gap
        pen.bar((left, area.bottom - height, place - 2 * gap, height), point, (at, index))
        if index in told and area.height > size:
            base = area.bottom - height - size * (DESCENT + _AIR / 4)
            pen.text(told[index], base, point.said, size=size, anchor=0.5)


def _foot(chart: Chart, width: float, pen: _Pen) -> tuple[float, float]:
    """The size of the names below upright bars, and the height that they take."""
    names = [category.label for category in chart.categories]
    size = pen.fitting(names, width / len(names) - pen.size * 0.3)
    lines = 2 if any(category.over for category in chart.categories) else 1
    return size, size * (_LINE * lines + 0.25)


def _below(chart: Chart, area: _Area, size: float, pen: _Pen) -> None:
    """The names below upright bars, in the order of their places; a second line where one begins a run."""
    names = [pen.cut(category.label, area.width / 2, size) for category in chart.categories]
    base, last = area.top + size * (ASCENT + 0.3), area.left
    for at, x in _spread([pen.wide(name, size) for name in names], area, size * 0.3).items():
        pen.text(x, base, names[at], size=size, anchor=0.5, soft=True)
    place = area.width / len(names)
    for at, category in enumerate(chart.categories):
        wide = pen.wide(category.over, size)
        start = _inside(area.left + place * (at + 0.5), wide, area) - wide / 2
        if category.over and start >= last and wide <= area.width:
            pen.text(start, base + size * _LINE, category.over, size=size, soft=True)
            last = start + wide + size * 0.2


# Lying bars


def _bars(chart: Chart, area: _Area, pen: _Pen) -> None:
    most = max(1, int(area.height // (pen.size * _LINE)))
    whole, chart = chart, chart.shortened(most, integer)
    (series,) = chart.series
    shown = chart.categories[:most]
    each = min(area.height / len(shown), pen.size * _TALLEST)
    aside = min(pen.widest([category.label for category in shown]) + pen.size * 0.6, area.width * 0.45)
    air = pen.size * _AIR
    room = max(0.0, area.width - aside - pen.widest([point.said for point in series.points]) - air)
    thick = min(each * 0.72, pen.size * 1.5)
    pen.rule(area.left + aside, area.top, area.left + aside, area.top + each * len(shown))
    for at, (category, point) in enumerate(zip(shown, series.points, strict=False)):
        middle = area.top + each * (at + 0.5)
        base = middle + pen.size * (ASCENT - DESCENT) / 2
        length = room * (point.number or 0) / (series.largest or 1)
        pen.text(area.left, base, pen.cut(category.label, aside - pen.size * 0.6))
        own = next((index for index, each in enumerate(whole.categories) if each is category), None)
        place = None if own is None else (0, own)
        pen.bar((area.left + aside, middle - thick / 2, length, thick), point, place)
        pen.text(area.left + aside + length + air, base, point.said)


def _pyramid(chart: Chart, area: _Area, pen: _Pen) -> None:
    """The first series to the left, the second to the right, to one scale; what is ``fixed`` below the rest."""
    left, right, *others = chart.series
    order = [at for at, category in enumerate(chart.categories) if not category.fixed][::-1]
    order += [at for at, category in enumerate(chart.categories) if category.fixed]
    air = pen.size * 0.5
    centre = min(pen.widest([category.label for category in chart.categories]), area.width * 0.3) + air * 2
    number = pen.widest([point.said for series in (left, right) for point in series.points])
    # Columns of numbers that would leave the bars no room are left to the table.
    spare = area.width - centre - 2 * (number + pen.size * 3)
    beside: list[float] = []
    for series in others:
        wide = max(pen.wide(series.name), pen.widest([point.said for point in series.points])) + air * 2
        if sum(beside) + wide > spare:
            break
        beside.append(wide)
    others = others[: len(beside)]
    side = (area.width - sum(beside) - centre) / 2
    room = max(0.0, side - number - pen.size * _AIR)
    largest = max(left.largest, right.largest) or 1
    head = pen.size * (_LINE + 0.2)
    each = min((area.height - head) / len(order), pen.size * _TALLEST)
    inner = (area.left + side, area.left + side + centre)
    base = area.top + pen.size * ASCENT
    for name, x, anchor in ((left.name, inner[0], 1.0), (right.name, inner[1], 0.0)):
        pen.text(x, base, pen.cut(name, side), anchor=anchor, soft=True)
    edge = inner[1] + side
    for series, wide in zip(others, beside, strict=True):
        edge += wide
        pen.text(edge, base, series.name, anchor=1.0, soft=True)
    if each < pen.size:
        return
    thick = min(each * 0.78, pen.size * 1.7)
    for line, at in enumerate(order):
        middle = area.top + head + each * (line + 0.5)
        base = middle + pen.size * (ASCENT - DESCENT) / 2
        pen.text(sum(inner) / 2, base, pen.cut(chart.categories[at].label, centre - air * 2), anchor=0.5)
        for index, (series, x, way) in enumerate(((left, inner[0], -1), (right, inner[1], 1))):
            point = series.points[at]
            length = room * (point.number or 0) / largest
            start = x - length if way < 0 else x
            pen.bar((start, middle - thick / 2, length, thick), point, (index, at))
            pen.text(x + way * (length + pen.size * _AIR), base, point.said, anchor=1.0 if way < 0 else 0.0)
        edge = inner[1] + side
        for series, wide in zip(others, beside, strict=True):
            edge += wide
            pen.text(edge, base, series.points[at].said, anchor=1.0)
    for x in inner:
        pen.rule(x, area.top + head, x, area.top + head + each * len(order))


# Cells


def _grid(chart: Chart, area: _Area, pen: _Pen) -> None:
    """Zero has no shade and no number; numbers are left to the table where a cell is too small for one of them."""
    names = [category.label for category in chart.categories]
    aside = min(pen.widest([series.name for series in chart.series]) + pen.size * 0.6, area.width * 0.36)
    plot = _Area(area.left + aside, area.top, area.right, area.bottom)
    place = plot.width / len(names)
    size = pen.fitting(names, place - pen.size * 0.3)
    head = size * (_LINE + 0.1)
    each = min((area.height - head) / len(chart.series), pen.size * 3)
    if each < pen.size:
        return
    names = [pen.cut(name, plot.width / 2, size) for name in names]
    for at, x in _spread([pen.wide(name, size) for name in names], plot, size * 0.3).items():
        pen.text(x, area.top + size * ASCENT, names[at], size=size, anchor=0.5, soft=True)
    said = [point.said for series in chart.series for point in series.points]
    small = pen.fitting(said, place - 2)
    told = pen.widest(said, small) <= place - 1
    largest = max(series.largest for series in chart.series) or 1
    for at, series in enumerate(chart.series):
        top = area.top + head + each * at
        base = top + each / 2 + pen.size * (ASCENT - DESCENT) / 2
        pen.text(area.left, base, pen.cut(series.name, aside - pen.size * 0.6))
        for index, point in enumerate(series.points):
            x = plot.left + place * index
            if point.number:
                cell = (x + 0.5, top + 0.5, place - 1, each - 1)
                pen.shapes.append(Box(*cell, Fill.SHADE, tone=point.number / largest, place=(at, index)))
            if told and point.number != 0:
                middle = top + each / 2 + small * (ASCENT - DESCENT) / 2
                pen.text(x + place / 2, middle, point.said, size=small, anchor=0.5)
    for at in range(len(chart.series) + 1):
        y = area.top + head + each * at
        pen.rule(plot.left, y, plot.right, y)


_FORMS = {
    Form.COLUMNS: _columns,
    Form.ROWS: _rows,
    Form.BARS: _bars,
    Form.PYRAMID: _pyramid,
    Form.GRID: _grid,
}
