"""Where each bar, line and word of a chart stands. Three pens draw it alike: paper, SVG and the window."""

from casa_desktop.domain.charts import Chart, Form, Series
from casa_desktop.reports.chart_pen import LINE, NOTE, Area, Pen, inside, spread
from casa_desktop.reports.chart_shapes import ASCENT, DESCENT, Box, Fill, Layout, Measure
from casa_desktop.texts import charts as words
from casa_desktop.texts.numbers import integer

_AIR = 0.35
"""Between a bar and its number, in sizes."""
_TWO = 2.6
"""A row whose name has a second line, in sizes."""
_HEAD_AND_FOOT = 10.0
"""What stands above and below rows at the most, in sizes."""
_TALLEST = 2.4
"""A lying bar with its air, in sizes."""


def lay_out(chart: Chart, width: float, height: float, measure: Measure, *, size: float, whole: bool) -> Layout:
    """The chart in *width* × *height*; *size* is that of its text, *whole* whether title and notes stand with it."""
    pen = Pen(measure, size)
    top = pen.heading(chart.title, width) if whole else 0.0
    bottom = height - (pen.notes(chart.notes, width, height) if whole else 0.0)
    if chart.blank:
        pen.text(width / 2, (top + bottom) / 2, pen.cut(chart.empty, width), anchor=0.5, soft=True)
        return Layout(width, height, tuple(pen.shapes))
    area = Area(0.0, top, width, bottom - pen.legend(chart, width, bottom))
    if area.height > pen.size * 4 and area.width > pen.size * 8:
        _FORMS[chart.form](chart, area, pen)
    else:
        pen.no_room(area)
    return Layout(width, height, tuple(pen.shapes))


def tall(chart: Chart, size: float) -> float:
    """How high a drawing must be, title and notes with it, for each row of small bars to have its own line; 0 where
    the chart takes any height."""
    lines = len(chart.notes) + len(chart.series) * _TWO
    return size * (lines + _HEAD_AND_FOOT) if chart.form is Form.ROWS else 0.0


# Upright bars


def _columns(chart: Chart, area: Area, pen: Pen) -> None:
    size, foot = _foot(chart, area.width, pen)
    plot = Area(area.left, area.top, area.right, area.bottom - foot)
    _upright(chart.series[0], 0, plot, pen)
    pen.rule(area.left, plot.bottom, area.right, plot.bottom)
    _below(chart, Area(area.left, plot.bottom, area.right, area.bottom), size, pen)


def _rows(chart: Chart, area: Area, pen: Pen) -> None:
    """Each row says its largest number: who reads down the rows would else take a bar of 14 for one of 900.

    Rows that have no room are left out rather than squeezed, and the drawing says how many.
    """
    if area.height > pen.size * 7:
        area = Area(area.left, area.top + pen.saying(words.OWN_SCALE, area.top, area.width), area.right, area.bottom)
    aside = min(pen.widest([series.name for series in chart.series]) + pen.size, area.width * 0.36)
    small = pen.size * NOTE
    most = [words.most(integer(series.largest)) if series.largest else "" for series in chart.series]
    below = area.height - _foot(chart, area.width - aside, pen)[1] >= pen.size * _TWO * len(chart.series)
    beside = 0.0 if below else pen.widest(most, small) + pen.size * 0.6
    left = area.left + max(aside + beside, pen.widest(most, small) + pen.size * 0.6)
    size, foot = _foot(chart, area.right - left, pen)
    room = area.height - foot
    lines = min(max(1, int(room // (pen.size * 1.7))), len(chart.series))
    each = room / lines
    shown = chart.series if lines == len(chart.series) else chart.series[: max(1, lines - 1)]
    if 1 < lines < len(chart.series):
        told = pen.cut(words.left_out(len(chart.series) - len(shown)), left - area.left)
        pen.text(area.left, area.top + room - pen.size * DESCENT, told, soft=True)
    for at, series in enumerate(shown):
        base = area.top + each * (at + 1)
        low = base - pen.size * DESCENT
        pen.text(area.left, low - (small * LINE if below else 0.0), pen.cut(series.name, aside - pen.size * 0.6))
        if below:
            pen.text(area.left, low, most[at], size=small, soft=True)
        else:
            pen.text(left - pen.size * 0.6, low, most[at], size=small, anchor=1.0, soft=True)
        _upright(series, at, Area(left, base - each, area.right, base), pen)
        pen.rule(left, base, area.right, base)
    _below(chart, Area(left, area.bottom - foot, area.right, area.bottom), size, pen)


def _upright(series: Series, at: int, area: Area, pen: Pen) -> None:
    """The bars of a series with a number on each, standing on the lower edge of *area*."""
    place = area.width / len(series.points)
    said = [point.said for point in series.points]
    size = pen.fitting(said, place - 1.0)
    room = max(0.0, area.height - size * (1 + _AIR))
    gap = min(place * 0.14, pen.size)
    told = spread([pen.wide(text, size) for text in said], area, 0.5)
    for index, point in enumerate(series.points):
        height = room * pen.share(point, series.largest)
        left = area.left + place * index + gap
        pen.bar((left, area.bottom - height, place - 2 * gap, height), point, (at, index))
        if index in told and area.height > size:
            base = area.bottom - height - size * (DESCENT + _AIR / 4)
            pen.text(told[index], base, point.said, size=size, anchor=0.5)


def _foot(chart: Chart, width: float, pen: Pen) -> tuple[float, float]:
    """The size of the names below upright bars, and the height that they take."""
    names = [category.label for category in chart.categories]
    size = pen.fitting(names, width / len(names) - pen.size * 0.3)
    lines = 2 if any(category.over for category in chart.categories) else 1
    return size, size * (LINE * lines + 0.25)


def _below(chart: Chart, area: Area, size: float, pen: Pen) -> None:
    """The names below upright bars, in the order of their places; a second line where one begins a run."""
    names = [pen.cut(category.label, area.width / 2, size) for category in chart.categories]
    base, last = area.top + size * (ASCENT + 0.3), area.left
    for at, x in spread([pen.wide(name, size) for name in names], area, size * 0.3).items():
        pen.text(x, base, names[at], size=size, anchor=0.5, soft=True)
    place = area.width / len(names)
    for at, category in enumerate(chart.categories):
        wide = pen.wide(category.over, size)
        start = inside(area.left + place * (at + 0.5), wide, area) - wide / 2
        if category.over and start >= last and wide <= area.width:
            pen.text(start, base + size * LINE, category.over, size=size, soft=True)
            last = start + wide + size * 0.2


# Lying bars


def _bars(chart: Chart, area: Area, pen: Pen) -> None:
    most = max(1, int(area.height // (pen.size * LINE)))
    whole, chart = chart, chart.shortened(most, integer)
    (series,) = chart.series
    over = len(chart.categories) > most
    shown = chart.categories[: max(1, most - 1)] if over else chart.categories
    lines = len(shown) + (over and most > 1)
    each = min(area.height / lines, pen.size * _TALLEST)
    aside = min(pen.widest([category.label for category in shown]) + pen.size * 0.6, area.width * 0.45)
    air = pen.size * _AIR
    room = max(0.0, area.width - aside - pen.widest([point.said for point in series.points]) - air)
    thick = min(each * 0.72, pen.size * 1.5)
    pen.rule(area.left + aside, area.top, area.left + aside, area.top + each * len(shown))
    for at, (category, point) in enumerate(zip(shown, series.points, strict=False)):
        middle = area.top + each * (at + 0.5)
        base = middle + pen.size * (ASCENT - DESCENT) / 2
        length = room * pen.share(point, series.largest)
        pen.text(area.left, base, pen.cut(category.label, aside - pen.size * 0.6))
        own = next((index for index, each in enumerate(whole.categories) if each is category), None)
        place = None if own is None else (0, own)
        pen.bar((area.left + aside, middle - thick / 2, length, thick), point, place)
        pen.text(area.left + aside + length + air, base, point.said)
    if lines > len(shown):
        base = area.top + each * (lines - 0.5) + pen.size * (ASCENT - DESCENT) / 2
        told = words.left_out(len(chart.categories) - len(shown))
        pen.text(area.left, base, pen.cut(told, area.width), soft=True)


def _pyramid(chart: Chart, area: Area, pen: Pen) -> None:
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
    head = pen.size * (LINE + 0.2)
    each = min((area.height - head) / len(order), pen.size * _TALLEST)
    if each < pen.size:
        pen.no_room(area)
        return
    inner = (area.left + side, area.left + side + centre)
    base = area.top + pen.size * ASCENT
    for name, x, anchor in ((left.name, inner[0], 1.0), (right.name, inner[1], 0.0)):
        pen.text(x, base, pen.cut(name, side), anchor=anchor, soft=True)
    edge = inner[1] + side
    for series, wide in zip(others, beside, strict=True):
        edge += wide
        pen.text(edge, base, series.name, anchor=1.0, soft=True)
    thick = min(each * 0.78, pen.size * 1.7)
    for line, at in enumerate(order):
        middle = area.top + head + each * (line + 0.5)
        base = middle + pen.size * (ASCENT - DESCENT) / 2
        pen.text(sum(inner) / 2, base, pen.cut(chart.categories[at].label, centre - air * 2), anchor=0.5)
        for index, (series, x, way) in enumerate(((left, inner[0], -1), (right, inner[1], 1))):
            point = series.points[at]
            length = room * pen.share(point, largest)
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


def _grid(chart: Chart, area: Area, pen: Pen) -> None:
    """Zero has no shade and no number; numbers are left to the table where a cell is too small for one of them."""
    names = [category.label for category in chart.categories]
    aside = min(pen.widest([series.name for series in chart.series]) + pen.size * 0.6, area.width * 0.36)
    plot = Area(area.left + aside, area.top, area.right, area.bottom)
    place = plot.width / len(names)
    size = pen.fitting(names, place - pen.size * 0.3)
    head = size * (LINE + 0.1)
    each = min((area.height - head) / len(chart.series), pen.size * 3)
    if each < pen.size:
        pen.no_room(area)
        return
    names = [pen.cut(name, plot.width / 2, size) for name in names]
    for at, x in spread([pen.wide(name, size) for name in names], plot, size * 0.3).items():
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
                pen.shapes.append(Box(*cell, Fill.SHADE, tone=pen.share(point, largest), place=(at, index)))
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
