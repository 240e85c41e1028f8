"""The monthly table, what stands behind it, and how it gets on paper."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.indicators import RowChoice
from casa_desktop.domain.leaving import Way
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.table import MonthlyTable, Source
from casa_desktop.services import statistics
from casa_desktop.services.statistics import Exported, Layout, LayoutQuery
from casa_desktop.texts import dashboard, errors, ui_breakdowns
from casa_desktop.texts import table as words
from casa_desktop.texts import ui_statistics as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.charts import ChartView
from casa_desktop.ui.months.closing import ClosingView
from casa_desktop.ui.months.panel import MonthPanel
from casa_desktop.ui.page import Key
from casa_desktop.ui.session import Session
from casa_desktop.ui.statistics.cell_panel import CellPanel
from casa_desktop.ui.statistics.output import Output
from casa_desktop.ui.statistics.paper_part import Act, PaperPart
from casa_desktop.ui.statistics.parts import BREAKDOWN
from casa_desktop.ui.statistics.period import PeriodBar
from casa_desktop.ui.statistics.rows_panel import RowsPanel
from casa_desktop.ui.statistics.side import SplitView
from casa_desktop.ui.statistics.table import MonthlyView


class MonthlyPart(PaperPart):
    """Table, and beside it one panel: a cell, a month or the rows. Preview and closing list stand in their place."""

    page_id = "table"
    title = texts.TABLE
    with_totals = True
    kinds = frozenset({"visit", "service", "person", "figure", "month", "catalog", "publication", "rule"})

    def __init__(self, session: Session, period: PeriodBar) -> None:
        super().__init__(session, period)
        self._table: MonthlyTable | None = None
        self._layout: Layout | None = None
        self.output = Output(session, self)
        self.view = MonthlyView()
        self.chart = ChartView("chart", whole=True)
        self.notes = widgets.label("", "hint", wrap=True, name="notes_label")
        self.banner = widgets.Banner()
        self.cell_panel = CellPanel(session)
        self.month_panel = MonthPanel(session)
        self.rows_panel = RowsPanel(session)
        self.closing: ClosingView | None = None
        self._left = QWidget()
        self._body = SplitView(self._left, self.view, self.cell_panel, self.month_panel, self.rows_panel)
        self._main.setLayout(self._make_main())
        self._connect()

    # what the window asks

    def refresh(self) -> None:
        request = self.period.request()
        if request is None:
            return
        self.session.run(
            statistics.table,
            request,
            owner=self,
            done=self._show,
            failed=self._failed,
            latest="statistics.table",
            what=texts.LOADING,
        )
        if self.closing is not None and self._stack.shown is self.closing:
            self.closing.refresh()

    def open_target(self, target: str) -> None:
        month = Month.parse(target)
        self._show_main()
        self.period.set_period(Period(month, month))

    def focus_first(self) -> None:
        where = self.view if self._stack.shown is self._main else self._stack.shown
        if where is not None:
            where.setFocus(Qt.FocusReason.OtherFocusReason)

    def keys(self) -> Sequence[Key]:
        if self.closing is not None and self._stack.shown is self.closing:
            return self.closing.keys()
        can_print = self.session.can(Action.REPORT_EXPORT)
        export = (Key(hotkeys.PAPER, texts.PREVIEW), Key(hotkeys.SAVE_FILE, texts.SAVE_AS)) if can_print else ()
        rest = (
            Key(hotkeys.APART, ui_breakdowns.OPEN),
            Key(hotkeys.EDIT, texts.ROWS),
            Key(hotkeys.COPY, texts.COPY_TABLE),
        )
        return (Key("Return", texts.OPEN_CELL), *export, *rest)

    def help_text(self) -> str:
        return texts.HELP_TEXT

    def close_down(self) -> None:
        super().close_down()
        self._table = None
        self.view.monthly.show(None)
        self.chart.show_chart(None)
        self.notes.setText("")
        for panel in (self.cell_panel, self.month_panel, self.rows_panel):
            panel.close_down()
        if self.closing is not None:
            self.closing.close_down()

    # acts

    def open_current(self) -> None:
        """Opens what stands behind the place of the cursor: the records of a figure, or the month of a state."""
        target = self.view.current_target()
        if target is None or self._table is None:
            return
        if target.row is None:
            self._body.open(self.month_panel)
            self.month_panel.open(target.month, self._table)
        elif self.session.can(Action.STATISTICS_CELL):
            self._body.open(self.cell_panel)
            self.cell_panel.ask(target)
        else:
            self.session.prompts.inform(texts.FORBIDDEN_CELL)

    def open_rows(self) -> None:
        """Shows the rows of the table beside it."""
        self.session.run(statistics.layout, LayoutQuery(), owner=self, done=self._show_rows)

    def show_preview(self) -> None:
        """Renders the paper and shows it in place of the table."""
        if self._table is not None:
            self.output.preview(self._table, self._show_pdf)

    def print(self) -> None:
        if self._table is not None:
            self.output.print(self._table)

    def save(self) -> None:
        if self._table is not None:
            self.output.save(self._table)

    def take_apart(self) -> None:
        """The breakdown of the period."""
        self.part_asked.emit(BREAKDOWN)

    def review(self, month: Month) -> None:
        """What is to be looked at before *month* is closed, in place of the table."""
        if self.closing is None:
            self.closing = view = ClosingView(self.session)
            view.closed.connect(self._show_main)
            view.cell_asked.connect(self._look_behind)
            view.close_asked.connect(lambda: self.month_panel.ask_close(view.left))
        self._stack.present(self.closing)
        self.closing.open(month)

    def _look_behind(self, month: Month, label: str) -> None:
        """The records of the figure of *month* in the row *label*, in place of the closing list."""
        self._show_main()
        if self.view.point(label, month):
            self.open_current()

    def copy(self) -> None:
        """The table to the clipboard, as a spreadsheet takes it; written down."""
        if self._table is None:
            return
        lines = self.view.monthly.values()

        def put(_: object) -> None:
            from casa_desktop.reports.cleaning import spread

            QApplication.clipboard().setText(spread(lines))
            self.session.prompts.inform(texts.COPIED)

        command = Exported(Way.COPY, self._table.period)
        self.session.run(statistics.copied, command, owner=self, done=put, cancellable=False)

    # parts

    def _make_main(self) -> QVBoxLayout:
        export = Action.REPORT_EXPORT
        acts = self._acts(
            Act(texts.ROWS, self.open_rows, hotkeys.EDIT, "edit", "rows"),
            Act(ui_breakdowns.OPEN, self.take_apart, hotkeys.APART, "statistics", "apart"),
            Act(texts.SAVE_AS, self.save, hotkeys.SAVE_FILE, "save", "save_as", export),
            Act(texts.PREVIEW, self.show_preview, hotkeys.PAPER, "pdf", "preview", export, main=True),
        )
        self.notes.setAlignment(Qt.AlignmentFlag.AlignTop)
        lower = widgets.row(self.chart, widgets.scrolled(self.notes, "notes_scroll"), gap=widgets.MARGIN)
        lower.setStretch(0, 4)
        lower.setStretch(1, 5)
        left = widgets.column(self.view, lower, gap=widgets.MARGIN)
        left.setStretch(1, 1)
        self._left.setLayout(left)
        outer = widgets.column(acts, self.banner, self._body, gap=12)
        outer.setStretch(2, 1)
        return outer

    def _connect(self) -> None:
        self.view.opened.connect(self.open_current)
        self.view.copied.connect(self.copy)
        self.view.selectionModel().currentChanged.connect(self._draw_current)
        self.rows_panel.used.connect(self.use_rows)
        self.month_panel.review_asked.connect(self.review)
        self.month_panel.month_closed.connect(self._show_main)
        self._body.closed.connect(self._leave)

    def _show(self, table: MonthlyTable) -> None:
        before, self._table = self._table, table
        self.view.show_table(table)
        if before is not None and before.period != table.period and self._body.open_panel is self.cell_panel:
            self._body.close_panel()  # its records are of the months before
        self._draw_current(self.view.currentIndex())
        self.notes.setText("\n".join(words.notes_text(table)))
        empty = all(cell.source is Source.NONE for row in table.rows for cell in row.cells)
        self.banner.show_text(f"{texts.EMPTY_DESK} {texts.EMPTY_DESK_DETAIL}" if empty else "", "accent")
        if self._body.open_panel is self.month_panel:
            self.month_panel.follow(table)

    def _failed(self, error: CasaError) -> None:
        self.banner.show_text(errors.message(error), "danger")

    def _draw_current(self, index: QModelIndex, *_: object) -> None:
        if self._table is not None:
            rows = self._table.rows
            row = rows[index.row()] if 0 <= index.row() < len(rows) else rows[0]
            self.chart.show_chart(dashboard.row_chart(self._table, row))

    def _show_rows(self, layout: Layout) -> None:
        self._layout = layout
        self.rows_panel.load(layout, self.period.rows or layout.rows, dict(layout.services))
        self._body.open(self.rows_panel)
        self.rows_panel.focus_first()

    def use_rows(self, rows: tuple[RowChoice, ...]) -> None:
        """Prints these rows from now on, in this session."""
        self.period.rows = rows
        self.refresh()

    def _leave(self, panel: QWidget, held: bool) -> None:
        if panel is self.cell_panel:
            self.cell_panel.close_down()
        if held:
            self.focus_first()
