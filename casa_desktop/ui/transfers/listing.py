"""The list of transfers with its filters and the totals of the period."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStackedWidget, QWidget

from casa_desktop.domain.periods import Month
from casa_desktop.domain.transfers import OPEN, TransferList, TransferRow
from casa_desktop.domain.typed import plain
from casa_desktop.services.transfers import TransfersQuery
from casa_desktop.texts import ui_transfers as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.choices import Choice
from casa_desktop.ui.editors import MonthEdit, TextEdit, Today
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.people.parts import Beside
from casa_desktop.ui.rows import Row, RowsTable

_OPEN = "abiertos"


class _Table(RowsTable):
    """Who, where and the state share what date and number leave, so that no line is wider than the list."""

    _SHARES = ((1, 35), (3, 26), (4, 39))
    """(column, share)"""

    def __init__(self) -> None:
        super().__init__(texts.COLUMNS, name="transfers_table", said=texts.LIST_NAME, wide=1, right=(2,))
        for column, _ in self._SHARES:
            self.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.model().modelReset.connect(self._share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        header = self.horizontalHeader()
        left = self.viewport().width() - header.sectionSize(0) - header.sectionSize(2)
        # With large letters names and states come first; where to stands in the details.
        self.setColumnHidden(3, left < self.fontMetrics().averageCharWidth() * 40)
        parts = [each for each in self._SHARES if not self.isColumnHidden(each[0])]
        whole = sum(share for _, share in parts)
        for column, share in parts:
            header.resizeSection(column, max(60, left * share // whole))


class TransfersList(QWidget):
    """``asked`` when another period is wanted; the other filters only show less of what was read."""

    asked = Signal()

    def __init__(self, today: Today) -> None:
        super().__init__()
        self.setObjectName("transfers_list")
        self._today = today
        self._read: TransferList | None = None
        month = Month.of(today())
        self.first = MonthEdit(name="first_month_edit", today=today)
        self.first.set_value(Month(month.year, 1))
        self.last = MonthEdit(name="last_month_edit", today=today)
        self.last.set_value(month)
        states = [(_OPEN, texts.OPEN_ONLY), *((str(step), words) for step, words in texts.STATES.items())]
        self.state = Choice(states, name="state_choice", placeholder=texts.ALL)
        self.destination = TextEdit(name="destination_filter", limit=80)
        for edit in (self.first, self.last):
            edit.editingFinished.connect(self.asked)
        self.state.edited.connect(self._show)
        self.destination.edited.connect(self._show)
        period, which = QWidget(), QWidget()
        period.setLayout(widgets.row(Field("first", texts.FROM, self.first), Field("last", texts.TO, self.last)))
        which.setLayout(
            widgets.row(
                Field("state", texts.STATE, self.state), Field("destination", texts.DESTINATION, self.destination)
            )
        )
        for edit in (self.first, self.last):
            edit.setMinimumWidth(edit.fontMetrics().averageCharWidth() * 13)
        for wide in (self.state, self.destination):
            wide.setMinimumWidth(wide.fontMetrics().averageCharWidth() * 17)
        filters = Beside(period, which, shares=(4, 6))
        self.table = _Table()
        self._empty = widgets.Empty(texts.NONE, texts.NONE_DETAIL, icon="compass")
        self._none_such = widgets.Empty(texts.NONE_SUCH, icon="search")
        self._stack = QStackedWidget()
        for each in (self._empty, self.table, self._none_such):
            self._stack.addWidget(each)
        self.totals = widgets.label("", "section", wrap=True, name="totals_label")
        outer = widgets.column(filters, self._stack, self.totals)
        outer.setStretch(1, 1)
        self.setLayout(outer)

    @property
    def period(self) -> tuple[date, date]:
        """Whole months; a month that is not understood is the current one."""
        here = Month.of(self._today())
        first, last = self.first.value() or here, self.last.value() or here
        return min(first, last).first_day, max(first, last).last_day

    def query(self) -> TransfersQuery:
        """What is to be read."""
        return TransfersQuery(*self.period)

    def show_transfers(self, read: TransferList) -> None:
        """What was read; the line that was current stays so."""
        self._read = read
        self.totals.setText(texts.totals(read.totals, *self.period))
        self._show()

    def clear(self) -> None:
        """Forgets everything."""
        self._read = None
        self.table.show_rows(())
        self.totals.setText("")

    def _show(self) -> None:
        if self._read is None:
            return
        rows = sorted(self._read.rows, key=self._order)
        shown = [row for row in rows if self._wanted(row)]
        cells = [Row(row.uuid, self._cells(row)) for row in shown]
        self.table.show_rows(cells)
        self._stack.setCurrentWidget(self.table if shown else self._none_such if rows else self._empty)

    def _cells(self, row: TransferRow) -> tuple[str, ...]:
        return (texts.when(row), texts.who(row), texts.many(row), texts.where(row), texts.state(row, self._today()))

    def _wanted(self, row: TransferRow) -> bool:
        state = self.state.value()
        if state is not None and not (row.step in OPEN if state == _OPEN else str(row.step) == state):
            return False
        return plain(self.destination.value()) in plain(texts.where(row))

    def _order(self, row: TransferRow) -> tuple[bool, int]:
        """What waits first, the nearest journey above; then what is over, the latest above."""
        is_open = row.step in OPEN
        day = row.travelled_on or row.planned_on or row.since
        return (not is_open, day.toordinal() if is_open else -day.toordinal())
