"""A chart of the dashboard in all the room, with its table, and the records behind a cell of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QBoxLayout, QSizePolicy, QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.charts import Chart, Form
from casa_desktop.texts import charts as words
from casa_desktop.texts import ui_dashboard as texts
from casa_desktop.texts.reports import NO_ORIGIN
from casa_desktop.ui import icons, widgets
from casa_desktop.ui.charts import ChartView
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.stack import Stack
from casa_desktop.ui.statistics.cell_panel import CellPanel
from casa_desktop.ui.statistics.side import has_cursor

_PANEL, _LEAST = 480, 240
"""Pixels at normal text: the width of the records, the height of a chart."""
_ROW = 1.9
"""Of a row of small bars, in sizes of text."""
_NARROW = 6
"""Columns of a table that stands beside its chart; a wider one stands below."""


class LargeView(QWidget):
    """Enter on a cell of the table asks where the number comes from; Esc goes back, one step at a time."""

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("large_view")
        self._session = session
        self.chart: Chart | None = None
        self.view = ChartView("large_chart")
        self.view.pressed.connect(self._press)
        self.heading = widgets.label("", "section", wrap=True, name="large_title")
        self.notes = widgets.label("", "hint", wrap=True, name="large_notes")
        self.back = widgets.Button(texts.BACK, self.closed.emit, keys="Esc", icon="back", name="back_button")
        self.back.hide()
        self.table: RowsTable | None = None
        self.cell_panel = CellPanel(session)
        self.cell_panel.closed.connect(lambda: self._close_cell(has_cursor(self.cell_panel)))
        self.cell_panel.setMinimumWidth(icons.scaled(_PANEL))
        self._beside = Stack(self.cell_panel, name="large_side")
        self._body: QBoxLayout = widgets.row(self.view, self._beside, gap=widgets.MARGIN)
        content = QWidget()
        inside = widgets.column(self.heading, self._body, self.notes, gap=12)
        inside.setStretch(1, 1)
        content.setLayout(inside)
        self._scroll = widgets.scrolled(content, "large_scroll")
        self._scroll.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.setLayout(widgets.column(self._scroll))

    def show_chart(self, chart: Chart) -> None:
        """Another chart, or the same with other numbers: then the place in its table is kept, and what was opened of
        it too, unless it is of another month."""
        before, self.chart = self.chart, chart
        same = before is not None and before.heads() == chart.heads()
        stays = before is not None and (before.title, before.categories) == (chart.title, chart.categories)
        leaves, held = self._beside.shown is self.cell_panel and not stays, has_cursor(self.cell_panel)
        self.heading.setText(chart.title)
        self.view.show_chart(chart)
        asks = self._session.can(Action.STATISTICS_CELL) and bool(chart.origins)
        self.notes.setText("\n".join((*chart.notes, *((texts.FROM_WHERE,) if asks else ()))))
        if self.table is None or not same:
            self._make_table(chart)
        if self.table is None:
            return
        self.table.show_rows([Row(str(at), line) for at, line in enumerate(chart.lines())] if not chart.blank else ())
        if not same and not chart.blank:
            months = chart.form in (Form.COLUMNS, Form.ROWS) and chart.key != "weekdays"
            last = len(chart.categories) if months else 1
            self.table.setCurrentIndex(self.table.model().index(*((0, last) if chart.across else (last - 1, 1))))
        if leaves:
            self._close_cell(held)

    def focus_first(self) -> None:
        """To the table."""
        if self.table is not None:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_down(self) -> None:
        self.chart = None
        self.view.show_chart(None)
        self.cell_panel.close_down()
        if self.table is not None:
            self.table.show_rows(())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _make_table(self, chart: Chart) -> None:
        heads, old = chart.heads(), self.table
        table = self.table = RowsTable(heads, name="large_table", said=texts.TABLE, right=range(1, len(heads)))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)  # a cell has its own records
        table.opened.connect(lambda key: self._open(int(key), table.currentIndex().column()))
        self._beside.present(table)
        self.back.show()
        if old is not None:
            self._beside.drop(old)
        beside = len(heads) <= _NARROW
        self._body.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._body.setStretch(0, 3)
        self._body.setStretch(1, 2)
        rows = len(chart.series) + 2 if chart.form is Form.ROWS else 0
        self.view.setMinimumHeight(max(icons.scaled(_LEAST), round(rows * icons.text_size() * _ROW)))
        if not beside:
            table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            table.selectionModel().currentChanged.connect(lambda *_: self._follow())
            table.model().modelReset.connect(self._tall)

    def _tall(self) -> None:
        """A table below its chart is as tall as its lines: one thing scrolls, and it is the whole."""
        table = self.table
        if table is not None:
            lines = table.verticalHeader().length()
            bar = table.horizontalScrollBar().sizeHint().height()
            table.setMinimumHeight(table.horizontalHeader().sizeHint().height() + lines + bar + 2 * table.frameWidth())

    def _follow(self) -> None:
        """Keeps the cell of the cursor in sight."""
        if self.table is not None and (content := self._scroll.widget()) is not None:
            cell = self.table.visualRect(self.table.currentIndex())
            at = self.table.viewport().mapTo(content, cell.center())
            self._scroll.ensureVisible(at.x(), at.y(), 0, cell.height())

    def _press(self, series: int, category: int) -> None:
        across = self.chart is not None and self.chart.across
        self._open(*((series, category + 1) if across else (category, series + 1)))

    def _open(self, line: int, column: int) -> None:
        chart, column = self.chart, max(1, column)
        if chart is None:
            return
        title, origin = words.number_title(chart, (line, column)), chart.origins.get((line, column))
        otherwise = chart.elsewhere[line] if line < len(chart.elsewhere) else NO_ORIGIN
        if self.cell_panel.ask_report(title, origin, chart.title.rstrip("*"), otherwise):
            self._beside.present(self.cell_panel)
            self.back.hide()  # Esc closes the records first
            self.cell_panel.focus_first()

    def _close_cell(self, held: bool) -> None:
        """*held*: the cursor was on the records, and goes to the table."""
        self.cell_panel.close_down()
        if self.table is not None:
            self._beside.present(self.table)
            self.back.show()
            if held:
                self.focus_first()
