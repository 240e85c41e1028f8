"""The monthly table on the screen: its rows as they are printed, and what stands behind a figure."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtGui import QFont

from casa_desktop.domain.months import MonthState
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.table import MonthlyTable, Row, TotalColumn
from casa_desktop.domain.typed import counted
from casa_desktop.texts import dates
from casa_desktop.texts import table as words
from casa_desktop.texts import ui_statistics as texts
from casa_desktop.ui import icons
from casa_desktop.ui.statistics.numbers_view import CENTRE, LEFT, RIGHT, TOP, Index, NumbersView, Room

_SMALL = 13 / 15
"""The small text size, in body sizes."""
_NARROW = 10
"""Months from which on their states are said in fewer letters."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a place of the table stands for: a month's state (*row* None), a cell, or a total over several months."""

    row: Row | None
    period: Period

    @property
    def month(self) -> Month:
        """The first month; of a state or a cell the only one."""
        return self.period.first


class MonthlyModel(QAbstractTableModel):
    """Rows as they are printed, and below them the state of each month. Totals stand after the months."""

    def __init__(self) -> None:
        super().__init__()
        self._table: MonthlyTable | None = None
        self._totals: tuple[TotalColumn, ...] = ()

    @property
    def table(self) -> MonthlyTable | None:
        """What is shown."""
        return self._table

    def show(self, table: MonthlyTable | None) -> None:
        """Shows another table, or none."""
        self.beginResetModel()
        self._table = table
        self._totals = table.total_columns if table else ()
        self.endResetModel()

    def target(self, index: Index) -> Target | None:
        """What stands at *index*; None where there is nothing behind (a published total, a total of services)."""
        table = self._table
        if table is None or not index.isValid():
            return None
        row = table.rows[index.row()] if index.row() < len(table.rows) else None
        if index.column() < len(table.heads):
            month = table.heads[index.column()].month
            return Target(row, Period(month, month))
        total = self._totals[index.column() - len(table.heads)]
        if row is None or total is TotalColumn.PUBLISHED or row.total(total) is None:
            return None
        return Target(row, table.period)

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() or self._table is None else len(self._table.rows) + 1

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() or self._table is None else len(self._table.heads) + len(self._totals)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self._table is None:
            return None
        is_state = index.row() == len(self._table.rows)
        if role == Qt.ItemDataRole.DisplayRole:
            if is_state and _NARROW <= len(self._table.heads) > index.column():
                return self._state(self._table.heads[index.column()].state, texts.SHORT_STATES)
            return self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return CENTRE if is_state else RIGHT
        if role == Qt.ItemDataRole.FontRole:
            return self._font(index)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._said(index.row(), index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self._table is None:
            return None
        across = orientation == Qt.Orientation.Horizontal
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if across else LEFT
        if role == Qt.ItemDataRole.DisplayRole:
            return self._head(section) if across else self._label(section)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._column_name(section) if across else self._label(section)
        return None

    def text(self, row: int, column: int) -> str:
        """A cell as it is read."""
        if self._table is None:
            return ""
        months = len(self._table.heads)
        if row == len(self._table.rows):
            return self._state(self._table.heads[column].state) if column < months else ""
        shown = self._table.rows[row]
        if column < months:
            return words.cell_text(shown.cells[column])
        return words.total_text(shown.total(self._totals[column - months]))

    def values(self) -> list[list[str | int]]:
        """The whole table for a spreadsheet: a head, and a line for each row; a range stays as it is said."""
        if self._table is None:
            return []
        columns = range(self.columnCount())
        head: list[str | int] = ["", *(self._column_name(column) for column in columns)]
        rows = range(len(self._table.rows))
        return [head, *([self._label(row), *(counted(self.text(row, at)) for at in columns)] for row in rows)]

    def _font(self, index: Index) -> QFont | None:
        """Totals stand out, states stand back. A font that sets one thing takes the rest from the view."""
        assert self._table is not None
        font = QFont()
        if index.row() == len(self._table.rows):
            font.setPixelSize(round(icons.text_size() * _SMALL))
        elif index.column() >= len(self._table.heads):
            font.setBold(True)
        else:
            return None
        return font

    def _state(self, state: MonthState, called: Mapping[MonthState, str] = texts.STATES) -> str:
        return words.NO_DATA if state is MonthState.NO_DATA else called[state]

    def _label(self, row: int) -> str:
        assert self._table is not None
        return self._table.rows[row].label if row < len(self._table.rows) else texts.STATE_ROW

    def _head(self, column: int) -> str:
        assert self._table is not None
        if column < len(self._table.heads):
            head = self._table.heads[column]
            return f"{dates.month_short(head.month)}{words.marks(head)}\n{head.month.year}"
        return texts.TOTAL_HEADS[self._totals[column - len(self._table.heads)]]

    def _column_name(self, column: int) -> str:
        assert self._table is not None
        heads = self._table.heads
        if column < len(heads):
            return words.head_text(heads[column])
        return words.total_head(self._totals[column - len(heads)])

    def _said(self, row: int, column: int) -> str:
        shown = self.text(row, column)
        if self._table is not None and row == len(self._table.rows) and column < len(self._table.heads):
            shown = texts.STATES[self._table.heads[column].state]
        return f"{self._label(row)}, {self._column_name(column)}: {shown}"


class MonthlyView(NumbersView):
    """Twelve months fill the line where there is room."""

    def __init__(self) -> None:
        monthly = MonthlyModel()
        super().__init__(monthly, Room(name=24, air=6, line=16, lines=9), name="monthly_table", said=texts.TABLE)
        self.monthly = monthly

    def show_table(self, table: MonthlyTable) -> None:
        """Shows *table*; the place in it stays where it can."""
        here = self.currentIndex()
        row, column = max(0, here.row()), max(0, here.column())
        self.monthly.show(table)
        self.fit()
        last_row, last_column = self.monthly.rowCount() - 1, self.monthly.columnCount() - 1
        self.setCurrentIndex(self.monthly.index(min(row, last_row), min(column, last_column)))

    def point(self, label: str, month: Month) -> bool:
        """Puts the cursor on the figure of *month* in the row *label*; false where the table does not hold it."""
        table = self.monthly.table
        row = next((at for at, row in enumerate(table.rows) if row.label == label), -1) if table else -1
        column = next((at for at, head in enumerate(table.heads) if head.month == month), -1) if table else -1
        if row < 0 or column < 0:
            return False
        self.setCurrentIndex(self.monthly.index(row, column))
        return True

    def current_target(self) -> Target | None:
        """What stands where the cursor is."""
        return self.monthly.target(self.currentIndex())
