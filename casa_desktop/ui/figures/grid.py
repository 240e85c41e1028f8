"""Twelve months of figures to type or paste: rows down, months across, the published total last."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QTableView, QWidget

from casa_desktop.domain.indicators import Indicator, RowChoice
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.typed import counted, parse_integer
from casa_desktop.services.figures import FigureGrid
from casa_desktop.texts import dates
from casa_desktop.texts import ui_figures as texts
from casa_desktop.texts.numbers import integer
from casa_desktop.ui import icons

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
Place = tuple[Indicator, Month | None]
"""A cell of the grid; month None = the published total of the row."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What the user changed: numbers by place (None = emptied), and the months whose mark «provisional» differs."""

    values: Mapping[Place, int | None]
    marks: frozenset[Month]


class GridModel(QAbstractTableModel):
    """Texts as they were typed; what is no whole number stays, is told, and is not saved."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.period = Period(Month(2019, 1), Month(2019, 12))
        self.rows: tuple[RowChoice, ...] = ()
        self.editable = True
        self._stored: dict[Place, int] = {}
        self._texts: dict[Place, str] = {}
        self._stored_marks: frozenset[Month] = frozenset()
        self._marks: set[Month] = set()
        self._doubts: dict[Place, str] = {}

    # what it holds

    def show(self, period: Period, grid: FigureGrid) -> None:
        """Other months; what was typed before is gone."""
        self.beginResetModel()
        self.period, self.rows = period, grid.rows
        self._stored = {(figure.indicator, figure.month): figure.value for figure in grid.figures}
        self._stored |= {(total.indicator, None): total.value for total in grid.totals}
        self._texts = {place: str(value) for place, value in self._stored.items()}
        self._stored_marks = frozenset(figure.month for figure in grid.figures if figure.provisional)
        self._marks = set(self._stored_marks)
        self._doubts = {}
        self.endResetModel()

    def clear(self) -> None:
        """Forgets everything."""
        self.show(self.period, FigureGrid((), (), ()))

    def numbers(self) -> dict[tuple[Month, Indicator], int]:
        """The figures of the months that are numbers now, without the totals."""
        found = {}
        for (indicator, month), text in self._texts.items():
            value = parse_integer(text)
            if month is not None and value is not None:
                found[month, indicator] = value
        return found

    def totals(self) -> dict[Place, int]:
        """The published totals that are numbers now."""
        found: dict[Place, int] = {}
        for (indicator, month), text in self._texts.items():
            value = parse_integer(text)
            if month is None and value is not None:
                found[indicator, month] = value
        return found

    def changes(self) -> Changes:
        """What is not stored yet."""
        values: dict[Place, int | None] = {}
        for place in self._texts.keys() | self._stored.keys():
            text = self._texts.get(place, "").strip()
            value = parse_integer(text) if text else None
            if value != self._stored.get(place) and (value is not None or not text):
                values[place] = value
        return Changes(values, frozenset(self._marks ^ self._stored_marks))

    @property
    def dirty(self) -> bool:
        """Whether anything was typed that is not stored."""
        changes = self.changes()
        return bool(changes.values or changes.marks or self.wrong())

    def wrong(self) -> tuple[Place, ...]:
        """Places whose text is no whole number."""
        return tuple(p for p, text in self._texts.items() if text.strip() and parse_integer(text) is None)

    def is_provisional(self, month: Month) -> bool:
        """Whether the month is marked so in the grid."""
        return month in self._marks

    def show_doubts(self, doubts: Mapping[Place, str]) -> None:
        """Sentences by place; each of these cells gets a mark and tells its own."""
        self._doubts = dict(doubts)
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def draft(self) -> dict[str, Any]:
        """What was typed, as JSON can carry it."""
        texts_ = [[i.id, str(m) if m else "", text] for (i, m), text in self._texts.items()]
        return {"texts": texts_, "marks": [str(month) for month in sorted(self._marks)]}

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Puts a draft of the same months back."""
        self.beginResetModel()
        for name, month, text in draft.get("texts", ()):
            indicator = Indicator.parse(str(name))
            if indicator is not None:
                self._texts[indicator, Month.parse(month) if month else None] = str(text)
        self._marks = {Month.parse(month) for month in draft.get("marks", ())}
        self.endResetModel()
        self.edited.emit()

    # what Qt asks

    def place(self, index: Index) -> Place | None:
        """What stands at *index*; None in the line of marks."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        months = tuple(self.period)
        month = months[index.column()] if index.column() < len(months) else None
        return self.rows[index.row()].indicator, month

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() or not self.rows else len(self.rows) + 1

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.period) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        place = self.place(index)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _CENTRE if place is None else _RIGHT
        if place is None:
            return self._mark_text(index) if role in _SHOWN else None
        text = self._texts.get(place, "")
        number = parse_integer(text)
        if role in _SHOWN and number is not None:
            return integer(number)
        if role in _SHOWN or role == Qt.ItemDataRole.EditRole:
            return text
        told = texts.NOT_A_NUMBER if text.strip() and number is None else self._doubts.get(place, "")
        if role == Qt.ItemDataRole.DecorationRole and told:
            return icons.icon("warn", icons.Tint.BrightText if told == texts.NOT_A_NUMBER else icons.Tint.Text, 16)
        if role == Qt.ItemDataRole.ToolTipRole:
            return told or None
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        place = self.place(index)
        text = str(value).strip()
        if place is None or not self.editable or text == self._texts.get(place, ""):
            return False
        self._texts[place] = text
        self.dataChanged.emit(index, index, [role])
        self.edited.emit()
        return True

    def toggle(self, index: Index) -> None:
        """Turns the mark «provisional» of the month of *index* on or off."""
        months = tuple(self.period)
        if self.editable and index.row() == len(self.rows) and index.column() < len(months):
            self._marks ^= {months[index.column()]}
            self.dataChanged.emit(index, index)
            self.edited.emit()

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        return flags | Qt.ItemFlag.ItemIsEditable if self.editable and self.place(index) is not None else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        across = orientation == Qt.Orientation.Horizontal
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if across else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if across:
            months = tuple(self.period)
            if section < len(months):
                return f"{dates.month_short(months[section])}\n{months[section].year}"
            return texts.TOTAL
        return self.rows[section].label if section < len(self.rows) else texts.PROVISIONAL

    def _mark_text(self, index: Index) -> str:
        months = tuple(self.period)
        if index.column() >= len(months):
            return ""
        return texts.PROVISIONAL_ON if months[index.column()] in self._marks else texts.PROVISIONAL_OFF


_SHOWN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


class GridView(QTableView):
    """As in a spreadsheet: typing replaces, F2 edits, Enter goes down, Supr empties, Ctrl+C and Ctrl+V take blocks."""

    copied = Signal(object)
    """The block that is selected, as lines of counts and texts."""
    pasted_outside = Signal()

    def __init__(self, model: GridModel) -> None:
        super().__init__()
        self.setObjectName("figures_grid")
        self.setProperty("role", "months")
        self.setAccessibleName(texts.GRID)
        self._grid = model
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        model.modelReset.connect(self._fit)
        self.clicked.connect(self._click)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.currentIndex()
        if self.state() == QAbstractItemView.State.EditingState:
            event.accept()  # what the editor let through; it commits by itself, and then closeEditor goes on
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit(self._chosen())
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            for index in self.selectedIndexes():
                self._grid.setData(index, "")
        elif self._grid.place(here) is None and event.key() == Qt.Key.Key_Space:
            self._grid.toggle(here)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if self._grid.place(here) is None:
                self._grid.toggle(here)
            else:
                self._down()
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._down()

    def paste(self, text: str) -> None:
        """Puts a block of tabs and lines from the current cell on. Empty cells of it change nothing."""
        here = self.currentIndex()
        lines = [line.split("\t") for line in text.replace("\r\n", "\n").rstrip("\n").split("\n")]
        outside = False
        for down, cells in enumerate(lines):
            for right, cell in enumerate(cells):
                index = self._grid.index(here.row() + down, here.column() + right)
                if not cell.strip():
                    continue
                if self._grid.place(index) is None:
                    outside = True
                else:
                    self._grid.setData(index, cell)
        if outside:
            self.pasted_outside.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _down(self) -> None:
        below = self._grid.index(
            min(self.currentIndex().row() + 1, self._grid.rowCount() - 1), self.currentIndex().column()
        )
        self.setCurrentIndex(below)

    def _click(self, index: QModelIndex) -> None:
        if self._grid.place(index) is None:
            self._grid.toggle(index)

    def _chosen(self) -> list[list[int | str]]:
        chosen = self.selectedIndexes()
        rows = sorted({index.row() for index in chosen})
        columns = sorted({index.column() for index in chosen})
        return [[counted(str(self._grid.index(r, c).data() or "")) for c in columns] for r in rows]

    def _fit(self) -> None:
        metrics, model = self.fontMetrics(), self._grid
        if not model.rows:
            return
        across, down = self.horizontalHeader(), self.verticalHeader()
        labels = [str(model.headerData(row, Qt.Orientation.Vertical)) for row in range(model.rowCount())]
        widest = metrics.horizontalAdvance("M") * 16
        down.setFixedWidth(min(max(metrics.horizontalAdvance(label) for label in labels) + 28, widest))
        down.setDefaultSectionSize(metrics.height() + 18)
        least = metrics.horizontalAdvance("00.000") + 30
        columns = model.columnCount()
        last = max(metrics.horizontalAdvance("000.000") + 52, across.sectionSizeHint(columns - 1) + 8)
        each = max(least, (self.viewport().width() - last) // max(1, columns - 1))
        for column in range(columns):
            across.resizeSection(column, last if column == columns - 1 else each)
        height = across.sizeHint().height() + model.rowCount() * down.defaultSectionSize() + 2 * self.frameWidth() + 2
        bar = (
            self.horizontalScrollBar().sizeHint().height()
            if each * (columns - 1) + last > self.viewport().width()
            else 0
        )
        self.setMinimumHeight(min(height + bar, down.defaultSectionSize() * 10))
        self.setMaximumHeight(height + bar)
