"""A chart on the screen, in the colours of the theme, and as a picture on white."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from casa_desktop.domain.charts import Chart
from casa_desktop.reports.chart_layout import lay_out, tall
from casa_desktop.reports.chart_shapes import Box, Fill, Layout, Line, Shape, Text, strokes
from casa_desktop.texts import charts as texts
from casa_desktop.ui import icons, theme

PICTURE = QSize(1440, 840)
"""Pixels of a saved picture: sharp on a slide and in a message; one of many rows is higher."""
_RATIO = 2.0
_EDGE = 16
_SMALL = 13 / 15
"""The small text size, in body sizes."""
_DARKEST = 0.42
"""How much of a bar's colour the darkest cell has: a number is read on it in both schemes."""


class ChartView(QWidget):
    """Draws a chart into all the room that there is. *whole*: with its title and its notes."""

    pressed = Signal(int, int)
    """A bar: its series and its category."""

    def __init__(self, name: str, *, whole: bool = False) -> None:
        super().__init__()
        self.setObjectName(name)
        self._whole = whole
        self._chart: Chart | None = None
        self._laid: tuple[object, Layout] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(220, 120)

    @property
    def chart(self) -> Chart | None:
        """What is drawn."""
        return self._chart

    def show_chart(self, chart: Chart | None) -> None:
        """Draws another chart, or nothing."""
        self._chart = chart
        self.setAccessibleName(texts.said(chart) if chart is not None else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(460, 170)

    def layout_now(self) -> Layout | None:
        """Where everything stands at this size."""
        if self._chart is None:
            return None
        key = (self._chart, self.size(), QApplication.font())
        if self._laid is None or self._laid[0] != key:
            size, measure = icons.text_size() * _SMALL, _Letters().measure
            self._laid = key, lay_out(self._chart, self.width(), self.height(), measure, size=size, whole=self._whole)
        return self._laid[1]

    def paintEvent(self, _event: QPaintEvent) -> None:
        layout = self.layout_now()
        if layout is not None:
            painter = QPainter(self)
            _draw(painter, layout.shapes, QApplication.palette())
            painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at, layout = event.position(), self.layout_now()
        for shape in layout.shapes if layout is not None else ():
            if isinstance(shape, Box) and shape.place is not None and _rect(shape).contains(at):
                self.pressed.emit(*shape.place)
        super().mousePressEvent(event)


def picture(chart: Chart) -> bytes:
    """The chart with title and notes, in PNG."""
    size = icons.NORMAL_TEXT * _SMALL
    width = PICTURE.width() / _RATIO - 2 * _EDGE
    height = max(PICTURE.height() / _RATIO - 2 * _EDGE, tall(chart, size))
    image = QImage(PICTURE.width(), round((height + 2 * _EDGE) * _RATIO), QImage.Format.Format_RGB32)
    image.fill(QColor(theme.LIGHT.paper))
    image.setDevicePixelRatio(_RATIO)
    layout = lay_out(chart, width, height, _Letters().measure, size=size, whole=True)
    painter = QPainter(image)
    painter.translate(_EDGE, _EDGE)
    _draw(painter, layout.shapes, theme.palette(theme.LIGHT))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants the bytes that PySide refuses
    return bytes(buffer.data().data())


@dataclass(frozen=True, slots=True)
class _Inks:
    text: QColor
    soft: QColor
    hair: QColor
    bar: QColor


class _Letters:
    """The program's typeface in the sizes that a chart asks for, each made once."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[int, bool], tuple[QFont, QFontMetricsF]] = {}

    def font(self, size: float, bold: bool) -> QFont:
        return self._made(size, bold)[0]

    def measure(self, text: str, size: float, bold: bool) -> float:
        return self._made(size, bold)[1].horizontalAdvance(text)

    def _made(self, size: float, bold: bool) -> tuple[QFont, QFontMetricsF]:
        key = (max(1, round(size)), bold)
        if key not in self._fonts:
            font = QFont(QApplication.font())
            font.setPixelSize(key[0])
            if bold:
                font.setWeight(QFont.Weight.DemiBold)
            self._fonts[key] = font, QFontMetricsF(font)
        return self._fonts[key]


def _draw(painter: QPainter, shapes: Iterable[Shape], palette: QPalette) -> None:
    inks = _Inks(
        palette.text().color(),
        palette.placeholderText().color(),
        palette.color(QPalette.ColorRole.Mid),
        palette.color(QPalette.ColorRole.Accent),
    )
    letters = _Letters()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for shape in shapes:
        if isinstance(shape, Text):
            painter.setFont(letters.font(shape.size, shape.bold))
            painter.setPen(inks.soft if shape.soft else inks.text)
            start = shape.x - shape.anchor * letters.measure(shape.text, shape.size, shape.bold)
            painter.drawText(QPointF(start, shape.y), shape.text)
        elif isinstance(shape, Line):
            _rule(painter, shape, inks)
        else:
            _box(painter, shape, inks)


def _rule(painter: QPainter, line: Line, inks: _Inks) -> None:
    painter.setPen(QPen(inks.bar if line.stroke else inks.hair, 1.0))
    painter.drawLine(QPointF(line.x1, line.y1), QPointF(line.x2, line.y2))


def _box(painter: QPainter, box: Box, inks: _Inks) -> None:
    if box.fill in (Fill.SOLID, Fill.SHADE):
        colour = QColor(inks.bar)
        colour.setAlphaF(1.0 if box.fill is Fill.SOLID else _DARKEST * box.tone)
        painter.fillRect(_rect(box), colour)
        return
    for line in strokes(box):
        _rule(painter, line, inks)
    style = Qt.PenStyle.DashLine if box.fill is Fill.DASHED else Qt.PenStyle.SolidLine
    painter.setPen(QPen(inks.bar, 1.4, style))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(_rect(box))


def _rect(box: Box) -> QRectF:
    return QRectF(box.x, box.y, box.width, box.height)
