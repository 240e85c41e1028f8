"""A table that is only read: words in columns, one key a row, Enter opens."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
_FEWEST_LETTERS = 22
"""Of the wide column, before spare ones go."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one line shows, and the key it is opened by (never shown). *right* columns hold numbers."""

    key: str
    cells: tuple[str, ...]


class RowsModel(QAbstractTableModel):
    """Rows as they are; no sorting and no editing."""

    def __init__(self, headers: Sequence[str], right: Sequence[int] = ()) -> None:
        super().__init__()
        self._headers = tuple(headers)
        self._right = frozenset(right)
        self._rows: tuple[Row, ...] = ()

    def rows(self) -> tuple[Row, ...]:
        return self._rows

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Shows other rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._headers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._rows[index.row()].cells[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        return None

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if column in self._right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


def make_readable(table: QTableView, name: str, said: str) -> None:
    """What every table has that is only read, a row at a time: arrows move in it and Tab leaves it."""
    table.setObjectName(name)
    table.setAccessibleName(said)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setAlternatingRowColors(True)
    table.verticalHeader().hide()
    header = table.horizontalHeader()
    header.setObjectName(f"{name}_header")
    header.setAccessibleName(said)
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class RowsTable(QTableView):
    """Shows :class:`Row`; arrows move, Enter or a double click opens, Tab leaves."""

    opened = Signal(str)
    """The key of the row."""
    chosen = Signal(str)
    """The key of the row that is current now; empty when none is."""

    def __init__(
        self,
        headers: Sequence[str],
        *,
        name: str,
        said: str,
        wide: int = 0,
        right: Sequence[int] = (),
        spare: Sequence[int] = (),
    ) -> None:
        """*wide* is the column that takes what the others leave; *said* the accessible name. *spare* columns go, the
        first of them first, where large letters would leave the wide one no room."""
        super().__init__()
        self._model = RowsModel(headers, right)
        self._awaited = ""
        self._wide, self._spare = wide, tuple(spare)
        self.setModel(self._model)
        make_readable(self, name, said)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        self.activated.connect(lambda index: self.opened.emit(self._model.rows()[index.row()].key))
        if spare:
            self._model.modelReset.connect(self._share)
        self.selectionModel().currentRowChanged.connect(lambda *_: self.chosen.emit(self.current_key()))

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Shows *rows*; the current one stays current if it is still there, else the first."""
        keys = [row.key for row in rows]
        wanted = next((key for key in (self._awaited, self.current_key()) if key in keys), "")
        if wanted == self._awaited:
            self._awaited = ""
        self._model.set_rows(rows)
        if rows:
            self.setCurrentIndex(self._model.index(keys.index(wanted) if wanted else 0, 0))
            self._see_current()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._spare:
            self._share()

    def _share(self) -> None:
        """Hides as many spare columns as it takes to leave the wide one some words."""
        header = self.horizontalHeader()
        needed = {
            column: max(self.sizeHintForColumn(column), header.sectionSizeHint(column))
            for column in range(self._model.columnCount())
            if column != self._wide
        }
        room = self.viewport().width() - self.fontMetrics().averageCharWidth() * _FEWEST_LETTERS
        for column in self._spare:
            hide = sum(needed.values()) > room
            self.setColumnHidden(column, hide)
            if hide:
                del needed[column]

    def rows(self) -> tuple[Row, ...]:
        """What is shown."""
        return self._model.rows()

    def current_key(self) -> str:
        """The key of the current row, or an empty text."""
        index = self.currentIndex()
        return self._model.rows()[index.row()].key if index.isValid() and index.row() < len(self._model.rows()) else ""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._see_current()

    def _see_current(self) -> None:
        """Scrolls to the current row once its new height and the layout have settled."""
        QTimer.singleShot(0, self, lambda: self.scrollTo(self.currentIndex()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End mean the first and the last row, not columns; where cells are chosen, in the same column."""
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(self._model.rows()) - 1}
        row = ends.get(Qt.Key(event.key()), -1)
        if row >= 0 and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            cells = self.selectionBehavior() == QAbstractItemView.SelectionBehavior.SelectItems
            self.setCurrentIndex(self._model.index(row, max(0, self.currentIndex().column()) if cells else 0))
        else:
            super().keyPressEvent(event)

    def select(self, key: str) -> None:
        """Makes the row of *key* current, now or as soon as it is shown."""
        self._awaited = key
        self.show_rows(self._model.rows())


class SharingTable(RowsTable):
    """Columns of words share what the others leave, so that no line is wider than the list.

    *parts* are (column, share); *drops* (column, letters): the column goes where fewer letters than that are left.
    """

    def __init__(
        self,
        headers: Sequence[str],
        *,
        name: str,
        said: str,
        parts: Sequence[tuple[int, int]],
        drops: Sequence[tuple[int, int]] = (),
        right: Sequence[int] = (),
    ) -> None:
        super().__init__(headers, name=name, said=said, wide=parts[0][0], right=right)
        self._parts, self._drops = tuple(parts), tuple(drops)
        for column, _ in parts:
            self.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.model().modelReset.connect(self._divide)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._divide()

    def _divide(self) -> None:
        header = self.horizontalHeader()
        shared = {column for column, _ in self._parts}
        left = self.viewport().width()
        left -= sum(header.sectionSize(at) for at in range(self.model().columnCount()) if at not in shared)
        for column, letters in self._drops:
            self.setColumnHidden(column, left < self.fontMetrics().averageCharWidth() * letters)
        parts = [each for each in self._parts if not self.isColumnHidden(each[0])]
        whole = sum(part for _, part in parts)
        for column, part in parts:
            header.resizeSection(column, max(60, left * part // whole))
