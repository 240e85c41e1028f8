"""A table of numbers on the screen: every cell can be pointed at, as behind each of them stand records."""

from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_NAME_ROOM = 28
"""Pixels around the name of a row."""
_NARROWEST = 44
"""Pixels of a column."""


@dataclass(frozen=True, slots=True)
class Room:
    """How much a table takes. *name*: letters of a row's name that are always seen, the rest stands in its tool tip;
    *air*: letters that a column is wider than its words where there is room; *line*: pixels around the text of a line;
    *lines*: those that are seen at the least. A *snug* one is no wider than what it holds."""

    name: int
    air: int
    line: int
    lines: int
    snug: bool = False


class NumbersView(QTableView):
    """Arrows move, Enter or a double click opens, Ctrl+C copies the whole table, Tab leaves."""

    opened = Signal()
    copied = Signal()

    def __init__(self, model: QAbstractTableModel, room: Room, *, name: str, said: str) -> None:
        """*said* is the accessible name."""
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "months")
        self.setAccessibleName(said)
        self._room = room
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setMinimumSectionSize(_NARROWEST)
        for header in (across, down):
            header.setHighlightSections(True)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.activated.connect(self.opened)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Columns as wide as their words at least, what is left shared among them; no taller than what it holds."""
        model, metrics = self.model(), self.fontMetrics()
        rows, columns = range(model.rowCount()), range(model.columnCount())
        if not rows or not columns:
            return
        down, across = self.verticalHeader(), self.horizontalHeader()
        names = [str(model.headerData(row, Qt.Orientation.Vertical)) for row in rows]
        longest = max(metrics.horizontalAdvance(name) for name in names) + _NAME_ROOM
        down.setFixedWidth(min(longest, metrics.horizontalAdvance("n") * self._room.name))
        down.setDefaultSectionSize(metrics.height() + self._room.line)
        needed = [max(self.sizeHintForColumn(at), across.sectionSizeHint(at)) + 4 for at in columns]
        air = metrics.horizontalAdvance("0") * self._room.air
        if self._room.snug:
            around = down.width() + 2 * self.frameWidth() + 2 + self.verticalScrollBar().sizeHint().width()
            self.setMaximumWidth(sum(needed) + air * len(needed) + around)
        left = self.viewport().width() - sum(needed)
        more = max(0, min(air, left // len(needed)))
        for at, width in enumerate(needed):
            across.resizeSection(at, width + more)
        bar = self.horizontalScrollBar().sizeHint().height() if left < 0 else 0
        lines = len(rows) * down.defaultSectionSize()
        height = across.sizeHint().height() + lines + bar + 2 * self.frameWidth() + 2
        self.setMinimumHeight(min(height, down.defaultSectionSize() * self._room.lines))
        self.setMaximumHeight(height)
