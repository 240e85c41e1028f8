"""Two records as a table: a line for each thing, and on either side what that record says; ← and → choose."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPalette
from PySide6.QtWidgets import QApplication, QHeaderView, QTableView

from casa_desktop.texts import ui_merging as texts
from casa_desktop.ui.rows import make_readable

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
_COLUMNS = 4
_ASIDE, _ABOVE = 10, 8
"""Of a cell, around its words."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing of both records. *chosen*: 0 the record that is kept, 1 the other, None where there is no choice."""

    key: str
    said: str
    sides: tuple[str, str]
    word: str
    strong: bool = False
    chosen: int | None = None


class LinesModel(QAbstractTableModel):
    """Lines of a comparison; what is chosen is marked by a sign and by weight, never by colour alone."""

    def __init__(self) -> None:
        super().__init__()
        self._heads = ("", "")
        self._lines: tuple[Line, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        return self._lines

    def set_lines(self, heads: tuple[str, str], lines: Sequence[Line]) -> None:
        """Shows other lines under other heads."""
        self.beginResetModel()
        self._heads, self._lines = heads, tuple(lines)
        self.endResetModel()

    def set_line(self, row: int, line: Line) -> None:
        """Another choice in one line."""
        self._lines = (*self._lines[:row], line, *self._lines[row + 1 :])
        self.dataChanged.emit(self.index(row, 0), self.index(row, _COLUMNS - 1))

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else _COLUMNS

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (texts.FIELD_COLUMN, *self._heads, texts.STANDING_COLUMN)[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line, column = self._lines[index.row()], index.column()
        side = column - 1 if column in (1, 2) else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = (line.said, *line.sides, line.word)[column]
            return f"{texts.KEPT_MARK}{text}" if side is not None and line.chosen == side else text
        if role == Qt.ItemDataRole.FontRole:
            return self._font(line, side)
        if role == Qt.ItemDataRole.ForegroundRole and side is not None and line.chosen == 1 - side:
            return QApplication.palette().color(QPalette.ColorRole.PlaceholderText)
        return None

    def _font(self, line: Line, side: int | None) -> QFont | None:
        if (side is None or line.chosen != side) and not (side is None and line.strong):
            return None
        font = QFont(QApplication.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font


def fit_rows(table: QTableView) -> None:
    """Rows as tall as their words are where these wrap; the view's own measure forgets the padding of a cell."""
    metrics, model = QFontMetrics(table.font()), table.model()
    for row in range(model.rowCount()):
        tallest = 0
        for column in range(model.columnCount()):
            room = max(40, table.columnWidth(column) - 2 * _ASIDE)
            text = str(model.index(row, column).data() or "")
            font = model.index(row, column).data(Qt.ItemDataRole.FontRole)
            measure = QFontMetrics(font) if isinstance(font, QFont) else metrics
            box = measure.boundingRect(QRect(0, 0, room, 10_000), int(Qt.TextFlag.TextWordWrap), text)
            tallest = max(tallest, box.height())
        table.verticalHeader().resizeSection(row, tallest + 2 * _ABOVE)


class LinesTable(QTableView):
    """Up and down move, ← and → choose, Enter goes on; after the last line ``passed`` is emitted."""

    passed = Signal()
    chosen = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._lines = LinesModel()
        self.setModel(self._lines)
        make_readable(self, name, texts.TABLE_NAME)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        for column in (0, 3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.sectionResized.connect(lambda *_: fit_rows(self))

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is shown."""
        return self._lines.lines

    def show_lines(self, heads: tuple[str, str], lines: Sequence[Line]) -> None:
        """Other lines, the cursor on the first that differs."""
        self._lines.set_lines(heads, lines)
        fit_rows(self)
        first = next((at for at, line in enumerate(lines) if line.chosen is not None and line.strong), 0)
        self.setCurrentIndex(self._lines.index(first, 0))

    def choose(self, side: int) -> None:
        """Takes the current line from that side."""
        row = self.currentIndex().row()
        line = self.lines[row] if 0 <= row < len(self.lines) else None
        if line is not None and line.chosen is not None and line.chosen != side:
            self._lines.set_line(row, Line(line.key, line.said, line.sides, line.word, line.strong, side))
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        sides = {Qt.Key.Key_Left: 0, Qt.Key.Key_Right: 1}
        key, plain = Qt.Key(event.key()), event.modifiers() in (_NONE, _PAD)
        if key in sides and plain:
            self.choose(sides[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self._go_on()
        else:
            super().keyPressEvent(event)

    def _go_on(self) -> None:
        row = self.currentIndex().row() + 1
        if row < len(self.lines):
            self.setCurrentIndex(self._lines.index(row, 0))
        else:
            self.passed.emit()


_NONE, _PAD = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier
