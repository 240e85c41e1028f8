"""A chart on paper: as a part of any report, and alone on a page with its notes and its table beneath."""

from collections.abc import Sequence

from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, Spacer, Table

from casa_desktop.domain.charts import Chart, Form
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.reports import fonts
from casa_desktop.reports.chart_layout import lay_out
from casa_desktop.reports.chart_shapes import Box, Fill, Layout, Line, Text, strokes
from casa_desktop.reports.cleaning import one_line
from casa_desktop.reports.document import Document
from casa_desktop.reports.paper import (
    HAIR,
    INK,
    MM,
    SOFT,
    cells,
    escape,
    paragraph,
    style,
)

_BAR = Color(0.22, 0.22, 0.22)
"""Dark enough for any copy; a page of solid black would drink the toner of a month."""
_DARKEST = 0.34
"""Grey of the darkest cell: a number in black is read on it."""
_HEIGHT = 82 * MM
_ROW, _AROUND, _TALLEST = 7 * MM, 18 * MM, 150 * MM
"""Of a row of small bars, of what stands above and below the rows, and of all of it at the most."""
_SIZE = 8.5
_POINTS, _LEAST_POINTS = 8.5, 6.0
"""The letters of a table, and the smallest of one with many columns."""
_PAD = 1.2 * MM
"""Between two numbers that stand beside each other."""


class ChartFlowable(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """A chart as wide as its frame and *height* points high."""

    def __init__(self, chart: Chart, height: float, *, size: float = _SIZE, whole: bool = True) -> None:
        super().__init__()
        self._chart, self._high, self._size, self._whole = chart, height, size, whole
        self._layout: Layout | None = None

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        fonts.register()
        self._layout = lay_out(self._chart, width, self._high, fonts.width, size=self._size, whole=self._whole)
        return width, self._high

    def draw(self) -> None:
        if self._layout is not None:
            for shape in self._layout.shapes:
                _draw(self.canv, shape, self._high)


def render(chart: Chart, letterhead: Letterhead, imprint: Imprint) -> bytes:
    """The chart, what must be known to read it, and its table; the table goes on over as many pages as it takes."""
    document = Document(chart.title, letterhead, imprint)

    def body() -> list[Flowable]:
        said = style(8, textColor=SOFT, spaceAfter=1)
        return [
            ChartFlowable(chart, _height(chart), whole=False),
            Spacer(0, 3 * MM),
            *(paragraph(note, said) for note in chart.notes),
            Spacer(0, 3 * MM),
            *([] if chart.blank else _tables(chart, document.width)),
        ]

    return document.render(body)


def _height(chart: Chart) -> float:
    """Points; a row of small bars wants its own, and the table begins on the same page."""
    rows = len(chart.series) * _ROW + _AROUND if chart.form is Form.ROWS else 0.0
    return min(max(_HEIGHT, rows), _TALLEST)


def _tables(chart: Chart, width: float) -> list[Flowable]:
    """The table, side by side where each number stands whole in letters that can be read, else in blocks of columns
    below one another, each with the names at its left."""
    heads, lines = chart.heads(), chart.lines()
    first = max(fonts.width(one_line(line[0]), _POINTS, bold=True) for line in (heads, *lines)) + 4 * MM
    first = min(first, width * 0.45)
    words = (word for line in (heads, *lines) for cell in line[1:] for word in one_line(cell).split())
    widest = max((fonts.width(word, 1, bold=True) for word in words), default=1.0)
    room, count = width - first, max(1, len(heads) - 1)
    most = max(1, int(room // (widest * _LEAST_POINTS + _PAD)))
    blocks = -(-count // most)
    each = -(-count // blocks)
    points = max(_LEAST_POINTS, min(_POINTS, (room / each - _PAD) / widest))
    tables = [
        _table(chart, range(at, min(at + each, len(heads))), first, min(room / each, 32 * MM), points)
        for at in range(1, max(2, len(heads)), each)
    ]
    return [part for table in tables for part in (table, Spacer(0, 3 * MM))][:-1]


def _table(chart: Chart, columns: Sequence[int], first: float, each: float, points: float) -> Table:
    heads, lines = chart.heads(), chart.lines()
    left, right, strong = style(points), style(points, alignment=2), style(points, bold=True, alignment=2)
    # Where one head takes two lines, all do: «Ene / 2026» beside «Jul 2026» would look like two kinds of column.
    two = any(fonts.width(one_line(heads[at]), points, bold=True) > each - _PAD for at in columns)
    named = paragraph(heads[0], style(points, bold=True))
    rows = [[named, *(_head(heads[at], strong, two=two) for at in columns)]]
    for number, line in enumerate(lines):
        last = bool(chart.below) and number == len(lines) - 1
        name, numbers = (style(points, bold=True), strong) if last else (left, right)
        rows.append([paragraph(line[0] or " ", name), *(paragraph(line[at] or " ", numbers) for at in columns)])
    table = Table(rows, colWidths=[first, *[each] * len(columns)], repeatRows=1, hAlign="LEFT")
    table.setStyle(
        [
            *cells(_PAD / 2, _PAD / 2, 0.3 * MM, 0.6 * MM),
            ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK),
            ("LINEBELOW", (0, 1), (-1, -1), 0.3, HAIR),
        ]
    )
    return table


def _head(text: str, look: ParagraphStyle, *, two: bool) -> Paragraph:
    """*two*: its last word stands below the others."""
    return Paragraph("<br/>".join(map(escape, one_line(text).rsplit(" ", 1))), look) if two else paragraph(text, look)


def _draw(canvas: Canvas, shape: Box | Line | Text, height: float) -> None:
    if isinstance(shape, Text):
        canvas.setFillColor(SOFT if shape.soft else INK)
        canvas.setFont(fonts.SEMIBOLD if shape.bold else fonts.REGULAR, shape.size)
        text = one_line(shape.text)
        start = shape.x - shape.anchor * fonts.width(text, shape.size, shape.bold)
        canvas.drawString(start, height - shape.y, text)
    elif isinstance(shape, Line):
        canvas.setStrokeColor(_BAR if shape.stroke else HAIR)
        canvas.setLineWidth(0.8 if shape.stroke else 0.5)
        canvas.line(shape.x1, height - shape.y1, shape.x2, height - shape.y2)
    else:
        _box(canvas, shape, height)


def _box(canvas: Canvas, box: Box, height: float) -> None:
    place = (box.x, height - box.y - box.height, box.width, box.height)
    if box.fill in (Fill.SOLID, Fill.SHADE):
        grey = 1 - _DARKEST * box.tone
        canvas.setFillColor(_BAR if box.fill is Fill.SOLID else Color(grey, grey, grey))
        canvas.rect(*place, stroke=0, fill=1)
        return
    for line in strokes(box):
        _draw(canvas, line, height)
    canvas.setStrokeColor(_BAR)
    canvas.setLineWidth(0.9)
    canvas.setDash([3, 2] if box.fill is Fill.DASHED else [])
    canvas.rect(*place, stroke=1, fill=0)
    canvas.setDash([])
