"""A breakdown on the screen, its totals below and at the right."""

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtGui import QFont

from casa_desktop.texts import breakdowns as words
from casa_desktop.texts import ui_breakdowns as texts
from casa_desktop.texts.breakdowns import Sheet
from casa_desktop.ui.statistics.numbers_view import LEFT, RIGHT, TOP, Index, NumbersView, Room

_LONG_HEAD = 12
"""Letters from which a head takes two lines."""


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

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() or self.sheet is None else len(self.sheet.lines)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() or self.sheet is None else len(self.sheet.heads) - 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self.sheet is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT
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
            return RIGHT if across else LEFT
        if role == Qt.ItemDataRole.DisplayRole:
            return _two_lines(text) if across else text
        return text if role == Qt.ItemDataRole.ToolTipRole else None

    def text(self, row: int, column: int) -> str:
        """A cell as it is read."""
        return "" if self.sheet is None else words.shown(self.sheet.lines[row].values[column])

    def _is_total(self, index: Index) -> bool:
        return index.row() == self.rowCount() - 1 or index.column() == self.columnCount() - 1


class SheetView(NumbersView):
    """A breakdown, no wider than what it holds."""

    def __init__(self) -> None:
        cells = SheetModel()
        room = Room(name=34, air=4, line=8, lines=10, snug=True)
        super().__init__(cells, room, name="breakdown_table", said=texts.TABLE)
        self.cells = cells

    def show_sheet(self, sheet: Sheet) -> None:
        """Shows *sheet*; the cursor stays on its row and column where these are still there."""
        here = self.current_cell()
        self.cells.show(sheet)
        self.fit()
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


def _two_lines(head: str) -> str:
    """A long head broken at the blank nearest to its middle."""
    blanks = [at for at, letter in enumerate(head) if letter == " "]
    if len(head) < _LONG_HEAD or not blanks:
        return head
    at = min(blanks, key=lambda place: abs(place - len(head) / 2))
    return f"{head[:at]}\n{head[at + 1 :]}"
