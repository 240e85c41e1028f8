"""A breakdown on the screen: every cell can be pointed at, as behind each of them stand records."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from casa_desktop.texts import breakdowns as words
from casa_desktop.texts import ui_breakdowns as texts
from casa_desktop.texts.breakdowns import Sheet

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_LONG_HEAD = 12
"""Letters from which a head takes two lines."""
_AIR = 4
"""Letters that a column is wider than its words where there is room."""
_WIDEST_NAME = 34
"""Letters of a row's name that are always seen; of a longer one the rest stands in its tool tip."""


class SheetModel(QAbstractTableModel):
    """The lines of a sheet as they are read; totals stand last, below and at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet: Sheet | None = None

    def show(self, sheet: Sheet | None) -> None:
        """Shows another sheet, or none."""
        self.beginResetModel()
        self.sheet = sheet
        self.endResetModel()

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() or self.sheet is None else len(self.sheet.lines)

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() or self.sheet is None else len(self.sheet.heads) - 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self.sheet is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT
        if role == Qt.ItemDataRole.FontRole and self._is_total(index):
            font = QFont()
            font.setBold(True)
            return font
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            name, head = self.sheet.lines[index.row()].name, self.sheet.heads[index.column() + 1]
            return f"{name}, {head}: {self.text(index.row(), index.column())}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self.sheet is None:
            return None
        across = orientation == Qt.Orientation.Horizontal
        text = self.sheet.heads[section + 1] if across else self.sheet.lines[section].name
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if across else _LEFT
        if role == Qt.ItemDataRole.DisplayRole:
            return _two_lines(text) if across else text
        return text if role == Qt.ItemDataRole.ToolTipRole else None

    def text(self, row: int, column: int) -> str:
        """A cell as it is read."""
        return "" if self.sheet is None else words.shown(self.sheet.lines[row].values[column])

    def _is_total(self, index: Index) -> bool:
        return index.row() == self.rowCount() - 1 or index.column() == self.columnCount() - 1


class SheetView(QTableView):
    """Arrows move, Enter or a double click opens, Ctrl+C copies the whole table, Tab leaves."""

    opened = Signal()
    copied = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("breakdown_table")
        self.setProperty("role", "months")
        self.setAccessibleName(texts.TABLE)
        self.cells = SheetModel()
        self.setModel(self.cells)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setHighlightSections(True)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setHighlightSections(True)
        down.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.activated.connect(self.opened)

    def show_sheet(self, sheet: Sheet) -> None:
        """Shows *sheet*; the cursor stays on its row and column where these are still there."""
        here = self.current_cell()
        self.cells.show(sheet)
        self._fit()
        rows, columns = sheet.keys
        row, column = here or (rows[0], columns[0])
        at = rows.index(row) if row in rows else 0
        self.setCurrentIndex(self.cells.index(at, columns.index(column) if column in columns else 0))

    def current_cell(self) -> tuple[str, str] | None:
        """The keys of the row and the column where the cursor is."""
        index, sheet = self.currentIndex(), self.cells.sheet
        if sheet is None or not index.isValid():
            return None
        return sheet.keys[0][index.row()], sheet.keys[1][index.column()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """No wider and no taller than what it holds."""
        sheet = self.cells.sheet
        if sheet is None:
            return
        metrics = self.fontMetrics()
        down, across = self.verticalHeader(), self.horizontalHeader()
        widest = metrics.horizontalAdvance("n") * _WIDEST_NAME
        down.setFixedWidth(min(max(metrics.horizontalAdvance(line.name) for line in sheet.lines) + 28, widest))
        down.setDefaultSectionSize(metrics.height() + 12)
        columns = range(self.cells.columnCount())
        needed = [max(self.sizeHintForColumn(at), across.sectionSizeHint(at)) + 4 for at in columns]
        air, around = metrics.horizontalAdvance("0") * _AIR, down.width() + 2 * self.frameWidth() + 2
        wide = sum(needed) + air * len(needed)
        self.setMaximumWidth(wide + around + self.verticalScrollBar().sizeHint().width())
        room = self.viewport().width() - sum(needed)
        more = max(0, min(air, room // len(needed)))
        for at, width in enumerate(needed):
            across.resizeSection(at, width + more)
        bar = self.horizontalScrollBar().sizeHint().height() if room < 0 else 0
        rows = len(sheet.lines) * down.defaultSectionSize()
        height = across.sizeHint().height() + rows + bar + 2 * self.frameWidth() + 2
        self.setMinimumHeight(min(height, down.defaultSectionSize() * 4))
        self.setMaximumHeight(height)


def _two_lines(head: str) -> str:
    """A long head broken at the blank nearest to its middle."""
    blanks = [at for at, letter in enumerate(head) if letter == " "]
    if len(head) < _LONG_HEAD or not blanks:
        return head
    at = min(blanks, key=lambda place: abs(place - len(head) / 2))
    return f"{head[:at]}\n{head[at + 1 :]}"
