"""Which rows the table has, in which order, and what each is called on paper."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from casa_desktop.domain.access import Action
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.indicators import Indicator, RowChoice
from casa_desktop.services import statistics
from casa_desktop.services.statistics import LONGEST_LABEL, Layout, SaveLayout
from casa_desktop.texts import errors
from casa_desktop.texts import ui_statistics as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.choices import Choice
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.session import Session
from casa_desktop.ui.statistics.side import SidePanel
from casa_desktop.ui.worker import Priority

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


class RowsModel(QAbstractTableModel):
    """The chosen rows; the label (second column) is edited in place."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.names: dict[Indicator, str] = {}
        self._rows: list[RowChoice] = []

    def rows(self) -> tuple[RowChoice, ...]:
        return tuple(self._rows)

    def set_rows(self, rows: tuple[RowChoice, ...]) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def add(self, row: RowChoice) -> int:
        """Puts *row* at the end and gives its place."""
        at = len(self._rows)
        self.beginInsertRows(QModelIndex(), at, at)
        self._rows.append(row)
        self.endInsertRows()
        self.changed.emit()
        return at

    def remove(self, at: int) -> None:
        """Takes one row out; the last one stays, because a table without rows is none."""
        if 0 <= at < len(self._rows) and len(self._rows) > 1:
            self.beginRemoveRows(QModelIndex(), at, at)
            del self._rows[at]
            self.endRemoveRows()
            self.changed.emit()

    def move(self, at: int, step: int) -> int:
        """Moves a row up (-1) or down (1) and gives its new place."""
        to = at + step
        if not (0 <= at < len(self._rows) and 0 <= to < len(self._rows)):
            return at
        self.layoutAboutToBeChanged.emit()
        self._rows[at], self._rows[to] = self._rows[to], self._rows[at]
        self.layoutChanged.emit()
        self.changed.emit()
        return to

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole):
            row = self._rows[index.row()]
            return row.label if index.column() else self.names.get(row.indicator, row.indicator.id)
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        label = str(value).strip()[:LONGEST_LABEL]
        if not index.column() or not label:
            return False
        self._rows[index.row()] = RowChoice(self._rows[index.row()].indicator, label)
        self.dataChanged.emit(index, index, [role])
        self.changed.emit()
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        editable = Qt.ItemFlag.ItemIsEditable if index.column() else Qt.ItemFlag.NoItemFlags
        return super().flags(index) | editable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return texts.ROWS_COLUMNS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class _RowsView(QTableView):
    """F2 or typing edits the label, Alt+↑ and Alt+↓ move the row, Supr takes it out."""

    def __init__(self, rows: RowsModel) -> None:
        super().__init__()
        self.setObjectName("rows_list")
        self.setAccessibleName(texts.ROWS_LIST)
        self._rows = rows
        self.setModel(rows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        self.setMinimumHeight(180)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if self.state() == QAbstractItemView.State.EditingState:
            event.accept()  # what the editor let through; it commits by itself
        elif step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.shift(step)
        elif event.key() == Qt.Key.Key_Delete:
            self.take_out()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit(self._rows.index(self.currentIndex().row(), 1))
        else:
            super().keyPressEvent(event)

    def shift(self, step: int) -> None:
        """Moves the current row."""
        to = self._rows.move(self.currentIndex().row(), step)
        self.setCurrentIndex(self._rows.index(to, 1))

    def take_out(self) -> None:
        """Removes the current row."""
        self._rows.remove(self.currentIndex().row())


class RowsPanel(SidePanel):
    """Edits the rows of the table that is shown; for the desk they are kept only when that is asked for."""

    used = Signal(object)
    """tuple of RowChoice: print these from now on, in this session."""

    def __init__(self, session: Session) -> None:
        super().__init__("rows_panel")
        self._session = session
        self._available: dict[str, RowChoice] = {}
        self.set_title(texts.ROWS_TITLE)
        self.rows = RowsModel()
        self.view = _RowsView(self.rows)
        self.add_choice = Choice(name="add_row_edit")
        add = widgets.Button(texts.ROWS_ADD_DO, self.add_row, icon="add", name="add_row_button")
        adding = widgets.row(Field("add_row", texts.ROWS_ADD, self.add_choice), add)
        adding.setStretch(0, 1)
        adding.setAlignment(add, Qt.AlignmentFlag.AlignBottom)
        up = widgets.Button(texts.ROWS_UP, lambda: self.view.shift(-1), keys=hotkeys.UP, name="up_button")
        down = widgets.Button(texts.ROWS_DOWN, lambda: self.view.shift(1), keys=hotkeys.DOWN, name="down_button")
        out = widgets.Button(texts.ROWS_REMOVE, self.view.take_out, keys="Del", name="remove_button", scope=self.view)
        self.problem = widgets.label("", "problem", wrap=True, name="rows_problem")
        self.problem.hide()
        use = widgets.Button(texts.ROWS_USE, self.use, name="use_button")
        self.save_button = widgets.PrimaryButton(
            texts.ROWS_SAVE, self.save, keys=hotkeys.SAVE, icon="save", name="save_rows_button", scope=self
        )
        if not session.can(Action.FIGURE_EDIT):
            self.save_button.hide()
        self.inside.addWidget(widgets.hint(texts.ROWS_HINT))
        self.inside.addWidget(self.view, 1)
        self.inside.addLayout(widgets.row(up, down, out, gap=widgets.SMALL, left=True))
        self.inside.addLayout(adding)
        self.inside.addWidget(self.problem)
        self.inside.addLayout(widgets.row(self.save_button, use, left=True))

    def load(self, layout: Layout, rows: tuple[RowChoice, ...], services: dict[str, str]) -> None:
        """Shows *rows*; *services* are the names of the service types by code."""
        self.rows.names = {row.indicator: texts.indicator_name(row.indicator, services) for row in layout.available}
        self._available = {row.indicator.id: row for row in layout.available}
        self.add_choice.set_options([(key, self.rows.names[row.indicator]) for key, row in self._available.items()])
        self.rows.set_rows(rows)
        self.view.setCurrentIndex(self.rows.index(0, 1))

    def focus_first(self) -> None:
        self.start(self.view)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter adds the row that was found by typing; the next one can be typed at once."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.add_choice.hasFocus():
            self.add_row()
            self.add_choice.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def add_row(self) -> None:
        """Adds the row that the list names, with the label proposed for it."""
        row = self._available.get(self.add_choice.value() or "")
        if row is None:
            return
        label = row.label if row.label != row.indicator.id else self.rows.names[row.indicator][:LONGEST_LABEL]
        at = self.rows.add(RowChoice(row.indicator, label))
        self.add_choice.set_value(None)
        self.view.setCurrentIndex(self.rows.index(at, 1))
        self.start(self.view)

    def use(self) -> None:
        """Prints these rows in this session only."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)  # takes in the label that is being typed
        self.used.emit(self.rows.rows())

    def save(self) -> None:
        """Keeps these rows for the desk."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)  # takes in the label that is being typed
        self._session.run(
            statistics.save_layout,
            SaveLayout(self.rows.rows()),
            owner=self,
            done=self._saved,
            failed=self._failed,
            priority=Priority.SAVING,
            cancellable=False,
        )

    def _saved(self, layout: Layout) -> None:
        self._session.prompts.inform(texts.ROWS_SAVED)
        self.problem.hide()
        self.used.emit(layout.rows)

    def _failed(self, error: CasaError) -> None:
        self.problem.setText(errors.message(error))
        self.problem.show()
