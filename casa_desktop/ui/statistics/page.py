"""«Informes»: the monthly table, what stands behind it, and how it gets on paper."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.indicators import RowChoice
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.table import MonthlyTable, Source
from casa_desktop.services import statistics
from casa_desktop.services.statistics import Layout, LayoutQuery, TableRequest
from casa_desktop.texts import errors, ui_breakdowns, ui_publications
from casa_desktop.texts import table as words
from casa_desktop.texts import ui_statistics as texts
from casa_desktop.ui import hotkeys, icons, widgets
from casa_desktop.ui.choices import Flow
from casa_desktop.ui.figures.view import MONTHS, FiguresView
from casa_desktop.ui.months.closing import ClosingView
from casa_desktop.ui.months.panel import MonthPanel
from casa_desktop.ui.page import Key, Page
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.preview import Preview
from casa_desktop.ui.publications.view import PublicationsView
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.stack import Stack
from casa_desktop.ui.statistics.breakdown import BreakdownView
from casa_desktop.ui.statistics.cell_panel import CellPanel
from casa_desktop.ui.statistics.chart import Chart
from casa_desktop.ui.statistics.output import Output
from casa_desktop.ui.statistics.period import PeriodBar
from casa_desktop.ui.statistics.rows_panel import RowsPanel
from casa_desktop.ui.statistics.side import SidePanel
from casa_desktop.ui.statistics.table import MonthlyView

_SIDE_WIDTH = 500


class StatisticsPage(Page):
    """Table, and beside it one panel: a cell, a month or the rows. Preview and typed figures stand in their place."""

    page_id = "statistics"
    title = texts.TITLE
    kinds = frozenset({"visit", "service", "person", "figure", "month", "catalog", "publication"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._rows: tuple[RowChoice, ...] | None = None
        self._table: MonthlyTable | None = None
        self._layout: Layout | None = None
        self.output = Output(session, self)
        self.period = PeriodBar(session.clock.today)
        self.view = MonthlyView()
        self.chart = Chart()
        self.notes = widgets.label("", "hint", wrap=True, name="notes_label")
        self.banner = widgets.Banner()
        self.cell_panel = CellPanel(session)
        self.month_panel = MonthPanel(session)
        self.rows_panel = RowsPanel(session)
        self.preview: Preview | None = None
        self.figures: FiguresView | None = None
        self.publications: PublicationsView | None = None
        self.closing: ClosingView | None = None
        self.apart: BreakdownView | None = None
        self._side = Stack(self.cell_panel, self.month_panel, self.rows_panel, name="side_stack")
        self._side.setFixedWidth(icons.scaled(_SIDE_WIDTH))
        self._side.hide()
        self._main = QWidget()
        self._main.setLayout(self._make_main())
        self._stack = Stack(self._main, name="statistics_stack")
        self._stack.present(self._main)
        self.setLayout(widgets.column(self._stack, margin=24))
        self._connect()

    # what the window asks

    def refresh(self) -> None:
        period = self.period.period()
        if period is None:
            return
        self.session.run(
            statistics.table,
            TableRequest(period, self._rows, self.period.total()),
            owner=self,
            done=self._show,
            failed=self._failed,
            latest="statistics.table",
            what=texts.LOADING,
        )
        if self.figures is not None and self._stack.shown is self.figures:
            self.figures.refresh()
        if self.publications is not None and self._stack.shown is self.publications:
            self.publications.refresh()
        if self.closing is not None and self._stack.shown is self.closing:
            self.closing.refresh()
        if self.apart is not None and self._stack.shown is self.apart:
            self.apart.refresh()

    def open_target(self, target: str) -> None:
        month = Month.parse(target)
        self._show_main()
        self.period.set_period(Period(month, month))

    def focus_first(self) -> None:
        if self._stack.shown is self._main:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def keys(self) -> Sequence[Key]:
        can_print = self.session.can(Action.REPORT_EXPORT)
        export = (Key(hotkeys.PAPER, texts.PREVIEW), Key(hotkeys.SAVE_FILE, texts.SAVE_AS)) if can_print else ()
        figures = (Key(hotkeys.HISTORY, texts.FIGURES),) if self.session.can(Action.FIGURE_VIEW) else ()
        quick = (texts.THIS_MONTH, texts.LAST_MONTH, texts.TWELVE_MONTHS, texts.THIS_YEAR)
        runs = tuple(Key(hotkeys.part(at), name) for at, name in enumerate(quick, 1))
        rest = (
            Key(hotkeys.OPEN, ui_publications.OPEN),
            Key(hotkeys.APART, ui_breakdowns.OPEN),
            Key(hotkeys.EDIT, texts.ROWS),
            Key(hotkeys.COPY, texts.COPY_TABLE),
            Key("Esc", texts.BACK_TO_TABLE),
        )
        return (Key("Return", texts.OPEN_CELL), *export, *figures, *runs, *rest)

    def help_text(self) -> str:
        return texts.HELP_TEXT

    def draft(self) -> Draft | None:
        return self.figures.draft() if self.figures is not None else None

    def restore(self, draft: Draft) -> None:
        self.show_figures()
        if self.figures is not None:
            self.figures.restore(draft)

    def can_leave(self) -> bool:
        return self.figures is None or self.figures.can_leave()

    def close_down(self) -> None:
        self._table = None
        self.view.monthly.show(None)
        self.chart.show_row(None, 0)
        self.notes.setText("")
        for panel in (self.cell_panel, self.month_panel, self.rows_panel):
            panel.close_down()
        if self.preview is not None:
            self.preview.clear()
        for view in (self.figures, self.publications, self.closing, self.apart):
            if view is not None:
                view.close_down()

    # acts

    def open_current(self) -> None:
        """Opens what stands behind the place of the cursor: the records of a figure, or the month of a state."""
        target = self.view.current_target()
        if target is None or self._table is None:
            return
        if target.row is None:
            self._open(self.month_panel)
            self.month_panel.open(target.month, self._table)
        elif self.session.can(Action.STATISTICS_CELL):
            self._open(self.cell_panel)
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
        """Sends the table to a printer."""
        if self._table is not None:
            self.output.print(self._table)

    def save(self) -> None:
        """Writes the table into a file."""
        if self._table is not None:
            self.output.save(self._table)

    def show_figures(self) -> None:
        """Shows the historical figures in place of the table."""
        if self.figures is None:
            period = self.period.period()
            this_month = Month.of(self.session.clock.today())
            self.figures = FiguresView(self.session, period.first if period else this_month.plus(1 - MONTHS))
            self.figures.closed.connect(self._show_main)
        self._stack.present(self.figures)
        self.figures.refresh()
        self.figures.focus_first()

    def show_publications(self) -> None:
        """Shows what was published in place of the table."""
        if self.publications is None:
            self.publications = PublicationsView(self.session, lambda: self._table)
            self.publications.closed.connect(self._show_main)
        self._stack.present(self.publications)
        self.publications.open()

    def take_apart(self) -> None:
        """A number of the period taken apart, in place of the table."""
        if self.apart is None:
            self.apart = BreakdownView(self.session, self.period.period)
            self.apart.closed.connect(self._show_main)
        self._stack.present(self.apart)
        self.apart.open()

    def review(self, month: Month) -> None:
        """What is to be looked at before *month* is closed, in place of the table."""
        if self.closing is None:
            self.closing = view = ClosingView(self.session)
            view.closed.connect(self._show_main)
            view.close_asked.connect(lambda: self.month_panel.ask_close(view.left))
        self._stack.present(self.closing)
        self.closing.open(month)

    def copy(self) -> None:
        """The table to the clipboard, as a spreadsheet takes it."""
        QApplication.clipboard().setText(self.view.monthly.as_text())
        self.session.prompts.inform(texts.COPIED)

    # parts

    def _make_main(self) -> QVBoxLayout:
        acts = QWidget()
        flow = Flow(widgets.GAP)
        acts.setLayout(flow)
        plain, main, export = widgets.Button, widgets.PrimaryButton, Action.REPORT_EXPORT
        for kind, said, run, keys, icon, name, needs in (
            (plain, texts.ROWS, self.open_rows, hotkeys.EDIT, "edit", "rows", None),
            (plain, texts.FIGURES, self.show_figures, hotkeys.HISTORY, "sheet", "figures", Action.FIGURE_VIEW),
            (plain, ui_breakdowns.OPEN, self.take_apart, hotkeys.APART, "statistics", "apart", None),
            (plain, ui_publications.OPEN, self.show_publications, hotkeys.OPEN, "lock", "publications", None),
            (plain, texts.SAVE_AS, self.save, hotkeys.SAVE_FILE, "save", "save_as", export),
            (main, texts.PREVIEW, self.show_preview, hotkeys.PAPER, "pdf", "preview", export),
        ):
            if needs is None or self.session.can(needs):
                flow.addWidget(kind(said, run, keys=keys, icon=icon, name=f"{name}_button", scope=self._main))
        top = widgets.row(widgets.title(self.title), acts, gap=widgets.MARGIN)
        top.setStretch(1, 1)
        self.notes.setAlignment(Qt.AlignmentFlag.AlignTop)
        lower = widgets.row(self.chart, widgets.scrolled(self.notes, "notes_scroll"), gap=widgets.MARGIN)
        lower.setStretch(0, 4)
        lower.setStretch(1, 5)
        left = widgets.column(self.view, lower, gap=widgets.MARGIN)
        left.setStretch(1, 1)
        body = widgets.row(gap=widgets.MARGIN)
        body.addLayout(left, 1)
        body.addWidget(self._side)
        outer = widgets.column(top, self.period, self.banner, body, gap=12)
        outer.setStretch(3, 1)
        return outer

    def _connect(self) -> None:
        self.period.chosen.connect(self.refresh)
        self.period.entered.connect(self.focus_first)
        self.view.opened.connect(self.open_current)
        self.view.copied.connect(self.copy)
        self.view.selectionModel().currentChanged.connect(self._draw_current)
        self.rows_panel.used.connect(self.use_rows)
        self.month_panel.review_asked.connect(self.review)
        self.month_panel.month_closed.connect(self._show_main)
        for panel in (self.cell_panel, self.month_panel, self.rows_panel):
            panel.closed.connect(self._close_side)

    def _show(self, table: MonthlyTable) -> None:
        self._table = table
        self.view.show_table(table)
        self._draw_current(self.view.currentIndex())
        self.notes.setText("\n".join(words.notes_text(table)))
        empty = all(cell.source is Source.NONE for row in table.rows for cell in row.cells)
        self.banner.show_text(f"{texts.EMPTY_DESK} {texts.EMPTY_DESK_DETAIL}" if empty else "", "accent")
        if self._side.isVisible() and self._side.shown is self.month_panel:
            self.month_panel.follow(table)

    def _failed(self, error: CasaError) -> None:
        self.banner.show_text(errors.message(error), "danger")

    def _draw_current(self, index: QModelIndex, *_: object) -> None:
        rows = len(self._table.rows) if self._table is not None else 0
        self.chart.show_row(self._table, index.row() if 0 <= index.row() < rows else 0)

    def _show_rows(self, layout: Layout) -> None:
        self._layout = layout
        self.rows_panel.load(layout, self._rows or layout.rows, dict(layout.services))
        self._open(self.rows_panel)
        self.rows_panel.focus_first()

    def use_rows(self, rows: tuple[RowChoice, ...]) -> None:
        """Prints these rows from now on, in this session."""
        self._rows = rows
        self.refresh()

    def _open(self, panel: SidePanel) -> None:
        self._side.show()
        self._side.present(panel)
        # The table has become narrower: what was opened must stay in sight.
        QTimer.singleShot(0, self.view, lambda: self.view.scrollTo(self.view.currentIndex()))

    def _close_side(self) -> None:
        if self._side.shown is self.cell_panel:
            self.cell_panel.close_down()
        self._side.hide()
        self.focus_first()

    def _show_main(self) -> None:
        self._stack.present(self._main)
        if self.preview is not None:
            self.preview.clear()
        self.focus_first()

    def _show_pdf(self, data: bytes) -> None:
        if self.preview is None:
            self.preview = Preview()
            self.preview.closed.connect(self._show_main)
            self.preview.print_asked.connect(self.print)
            self.preview.save_asked.connect(self.save)
        self._stack.present(self.preview)
        self.preview.show_pdf(data)
