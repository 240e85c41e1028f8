"""One row of the table as bars, from the same numbers. Provisional months are hatched, historical ones outlined."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from casa_desktop.domain.table import MonthlyTable, Row, Source
from casa_desktop.texts import dates
from casa_desktop.texts import table as words
from casa_desktop.texts import ui_statistics as texts

_GAP = 0.28
"""Part of a month's place that stays free between two bars."""


class Chart(QWidget):
    """Bars of a row, with each value above its bar: nothing is told by colour or length alone."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("chart")
        self._table: MonthlyTable | None = None
        self._row: Row | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(120)
        self.setMinimumWidth(220)

    def show_row(self, table: MonthlyTable | None, row: int) -> None:
        """Draws the row of that number; the last one again where the table has fewer."""
        self._table = table
        self._row = table.rows[min(row, len(table.rows) - 1)] if table and table.rows else None
        self.setAccessibleName(texts.chart_name(table, self._row) if table and self._row else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(460, 170)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._table is None or self._row is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = painter.fontMetrics()
        line = metrics.height()
        painter.setPen(self.palette().text().color())
        painter.drawText(QRectF(0, 0, self.width(), line + 4), Qt.AlignmentFlag.AlignLeft, self._row.label)
        area = QRectF(2, line * 2 + 6, self.width() - 4, self.height() - 3 * line - 12)
        painter.setPen(self.palette().placeholderText().color())
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        largest = max((cell.value or 0 for cell in self._row.cells), default=0) or 1
        place = area.width() / len(self._row.cells)
        every = _every(place, [words.cell_text(cell) for cell in self._row.cells], metrics.horizontalAdvance)
        for at, (head, cell) in enumerate(zip(self._table.heads, self._row.cells, strict=True)):
            left = area.left() + at * place
            height = area.height() * (cell.value or 0) / largest
            if cell.source is not Source.NONE:
                bar = QRectF(left + place * _GAP / 2, area.bottom() - height, place * (1 - _GAP), height)
                self._bar(painter, bar, provisional=head.provisional, historical=cell.source is Source.HISTORY)
            if at % every == 0:
                painter.setPen(self.palette().text().color())
                value = QRectF(left - place, area.bottom() - height - line - 2, place * 3, line)
                painter.drawText(value, Qt.AlignmentFlag.AlignHCenter, words.cell_text(cell))
                painter.setPen(self.palette().placeholderText().color())
                below = QRectF(left - place, area.bottom() + 3, place * 3, line)
                painter.drawText(
                    below, Qt.AlignmentFlag.AlignHCenter, f"{dates.month_short(head.month)}{words.marks(head)}"
                )
        painter.end()

    def _bar(self, painter: QPainter, bar: QRectF, *, provisional: bool, historical: bool) -> None:
        colour = self.palette().accent().color()
        if not historical:
            style = Qt.BrushStyle.BDiagPattern if provisional else Qt.BrushStyle.SolidPattern
            painter.fillRect(bar, QBrush(colour, style))
        pen = QPen(colour, 1.5)
        if historical and provisional:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawPolyline([bar.bottomLeft(), bar.topLeft(), bar.topRight(), QPointF(bar.right(), bar.bottom())])


def _every(place: float, shown: list[str], measure: Callable[[str], int]) -> int:
    """Of how many months one is labelled, so that no label runs into the next."""
    widest = max(map(measure, shown), default=1) + 6
    return max(1, -int(-widest // place))
