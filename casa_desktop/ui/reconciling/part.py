"""«Conciliación»: paper and records of each month side by side, which one is printed, and why."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.leaving import Sent, Way, way_of
from casa_desktop.domain.periods import Period
from casa_desktop.domain.reconciling import Pair, Reconciliation
from casa_desktop.domain.table import Imprint, Letterhead, Source
from casa_desktop.domain.table import Row as TableRow
from casa_desktop.services import months, reconciling, statistics
from casa_desktop.services.months import ChooseSource, WithdrawSource
from casa_desktop.services.reconciling import ReconcileQuery
from casa_desktop.services.statistics import Exported
from casa_desktop.texts import errors, files
from casa_desktop.texts import ui_reconciling as texts
from casa_desktop.texts import ui_statistics as shared
from casa_desktop.texts.ui_reconciling import Shown
from casa_desktop.texts.ui_shell import key_name
from casa_desktop.ui import hotkeys, icons, paper, widgets
from casa_desktop.ui.choices import Chips
from casa_desktop.ui.page import Key
from casa_desktop.ui.papers import Drawing, Papers
from casa_desktop.ui.report_files import FILES
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.stack import Stack
from casa_desktop.ui.statistics.cell_panel import CellPanel
from casa_desktop.ui.statistics.paper_part import Act, PaperPart
from casa_desktop.ui.statistics.parts import FIGURES
from casa_desktop.ui.statistics.period import PeriodBar
from casa_desktop.ui.statistics.side import SplitView
from casa_desktop.ui.statistics.table import Target
from casa_desktop.ui.worker import Priority

_PANEL = 460
"""Pixels at 100 %."""
_LEAST = 190
"""Four lines, in points of the usual size."""
_TOLD = 4
"""Lines seen of all that is known of a line of the list."""


class ReconcilingPart(PaperPart):
    """A line for each month and row; below it all that is known of the one that is pointed at. Enter shows its records
    beside the list; R and P choose what is printed."""

    page_id = "reconciling"
    title = texts.TITLE
    kinds = frozenset({"visit", "service", "person", "figure", "month", "catalog"})

    def __init__(self, session: Session, period: PeriodBar) -> None:
        super().__init__(session, period)
        self._found: Reconciliation | None = None
        self._pairs: dict[str, Pair] = {}
        self._papers = Papers(session, self, texts.RENDERING)
        self.summary = widgets.label("", name="reconciling_summary", wrap=True)
        self.banner = widgets.Banner()
        self.shown = Chips(texts.SHOWN, name="shown_chips", single=True)
        self.shown.setAccessibleName(texts.SHOW)
        lines = self.shown.sizePolicy()
        lines.setVerticalPolicy(QSizePolicy.Policy.Preferred)  # as tall as its lines are, not as it would be if narrow
        self.shown.setSizePolicy(lines)
        self.shown.set_value(str(Shown.ALL))
        self.table = RowsTable(
            texts.COLUMNS, name="reconciling_table", said=texts.LIST, wide=1, right=(2, 3, 4), spare=(6,)
        )
        self.table.setMinimumHeight(icons.scaled(_LEAST))
        self.detail = widgets.label("", wrap=True, name="reconciling_detail")
        self.earlier = widgets.label("", "hint", wrap=True, name="earlier_choices")
        self._earlier = QWidget()
        self.totals = RowsTable(
            texts.TOTAL_COLUMNS, name="totals_table", said=texts.TOTALS, right=(2, 3, 4, 5), spare=(6,)
        )
        self.odd = widgets.label("", wrap=True, name="reconciling_odd")
        self.nothing = widgets.hint(texts.NOTHING_SHOWN)
        self.panel = CellPanel(session)
        self._lines, self._sums, self._left = QWidget(), QWidget(), QWidget()
        self._body = SplitView(self._left, self.table, self.panel, width=_PANEL)
        self._empty = widgets.Empty(texts.NONE, texts.NONE_DETAIL, icon="sheet")
        self._views = Stack(self._lines, self._sums, self._empty, name="reconciling_views")
        self._main.setLayout(self._make())
        self.shown.edited.connect(self._paint)
        self.table.chosen.connect(self._tell)
        self.table.opened.connect(self.open_records)
        self._body.closed.connect(self._leave)

    # what the window asks

    def refresh(self) -> None:
        if (period := self.period.period()) is not None:
            self.session.run(
                reconciling.reconcile,
                ReconcileQuery(period),
                owner=self,
                done=self._show,
                failed=self._failed,
                latest="reconciling.reconcile",
                what=texts.LOADING,
            )

    def focus_first(self) -> None:
        if self._stack.shown is self._main:
            where = self.totals if self._views.shown is self._sums else self.table
            where.setFocus(Qt.FocusReason.OtherFocusReason)

    def keys(self) -> Sequence[Key]:
        acts = (
            ("R", texts.PRINT_RECORDS),
            ("P", texts.PRINT_PAPER),
            (hotkeys.CANCEL, texts.WITHDRAW),
            (hotkeys.EDIT, texts.WRITE),
        )
        choose = tuple(Key(*act) for act in acts) if self._may_choose else ()
        export = self.session.can(Action.REPORT_EXPORT)
        papers = (Key(hotkeys.PAPER, shared.PREVIEW), Key(hotkeys.SAVE_FILE, shared.SAVE_AS)) if export else ()
        return (Key("Return", texts.OPEN_RECORDS), *choose, *papers)

    def help_text(self) -> str:
        return texts.HELP

    def close_down(self) -> None:
        super().close_down()
        self._found, self._pairs = None, {}
        for table in (self.table, self.totals):
            table.show_rows(())
        for label in (self.summary, self.detail, self.earlier, self.odd):
            label.setText("")
        self.panel.close_down()

    # acts

    def choose(self, source: Source) -> None:
        """Asks why, and prints *source* for the line that is pointed at from now on."""
        pair = self._current()
        if pair is None or not self._may_choose:
            return
        if refused := texts.no_choice(pair, source):
            self.session.prompts.inform(refused)
        elif (reason := self._why(texts.question(pair), shared.MONTH_CHANGE_SOURCE)) is not None:
            command = ChooseSource(pair.month, pair.row.indicator, source, reason)
            self._enter(months.choose_source, command, shared.MONTH_SOURCE_CHOSEN)

    def withdraw(self) -> None:
        """Asks why, and takes back the choice that holds for the line that is pointed at."""
        pair = self._current()
        if pair is None or not self._may_choose:
            return
        if refused := texts.no_withdrawal(pair):
            self.session.prompts.inform(refused)
        elif (reason := self._why(texts.withdrawal(pair), texts.WITHDRAW)) is not None:
            self._enter(months.withdraw_source, WithdrawSource(pair.month, pair.row.indicator, reason), texts.WITHDRAWN)

    def open_records(self) -> None:
        """The records of the line that is pointed at, whichever source it prints."""
        pair = self._current()
        if pair is None:
            return
        if pair.records is None:
            self.session.prompts.inform(texts.NO_RECORDS)
        elif not self.session.can(Action.STATISTICS_CELL):
            self.session.prompts.inform(shared.FORBIDDEN_CELL)
        else:
            self._body.open(self.panel)
            row = TableRow(pair.row.indicator, pair.row.label, ())
            self.panel.ask(Target(row, Period(pair.month, pair.month)), beside=True)

    def write(self) -> None:
        """The part in which figures are typed and imported."""
        self.part_asked.emit(FIGURES)

    def show_preview(self) -> None:
        """Renders the page and shows it in place of the list."""
        self.draw(self._show_pdf)

    def draw(self, done: Callable[[bytes], object]) -> None:
        """Renders the page of what is shown and hands it to *done*."""
        if self._found is not None:
            self._papers.render(self._drawing(self._found, "pdf"), done, latest="reconciling.render")

    def print(self) -> None:
        """Sends the page to a printer."""
        found = self._found
        if found is None:
            return

        def send(data: bytes) -> None:
            if paper.print_now(self, data, texts.file_name(found.period)):
                self.session.prompts.inform(shared.PRINTED)

        self._entered(Way.PAPER, found, lambda: self._papers.render(self._drawing(found, "pdf"), send))

    def save(self) -> None:
        """Asks where, and writes there in the form that the name ends with."""
        found = self._found
        if found is None:
            return
        path = self.session.prompts.save_file(shared.SAVE_TITLE, texts.file_name(found.period), files.kinds(*FILES))
        if path is not None:
            form = way_of(path.suffix, FILES)
            draw = self._drawing(found, form)
            self._entered(form, found, lambda: self._papers.save(draw, path, shared.SAVED_FILE))

    # parts

    @property
    def _may_choose(self) -> bool:
        return self.session.can(Action.FIGURE_EDIT)

    def _why(self, question: str, do: str) -> str | None:
        return self.session.prompts.ask_text(question, label=shared.MONTH_REASON, do=do, lines=2)

    def _enter(self, verb: Callable[..., object], command: object, said: str) -> None:
        """Writes a choice into the list of those that were made."""
        self.session.run(
            verb,
            command,
            owner=self,
            done=lambda _: self.session.prompts.inform(said),
            failed=self.session.prompts.error,
            priority=Priority.SAVING,
            cancellable=False,
        )

    def _current(self) -> Pair | None:
        return self._pairs.get(self.table.current_key()) if self._views.shown is self._lines else None

    def _entered(self, way: Way, found: Reconciliation, then: Callable[[], object]) -> None:
        command = Exported(way, found.period, Sent.RECONCILIATION)
        self.session.run(statistics.exported, command, owner=self, done=lambda _: then(), cancellable=False)

    @staticmethod
    def _drawing(found: Reconciliation, form: str) -> Drawing:
        return lambda profile, imprint: render(form, found, profile.letterhead(texts.TITLE), imprint)

    def _make(self) -> QVBoxLayout:
        edit, export, inside = Action.FIGURE_EDIT, Action.REPORT_EXPORT, self.table
        acts = self._acts(
            Act(texts.PRINT_RECORDS, lambda: self.choose(Source.RECORDS), "R", "", "records", edit, scope=inside),
            Act(texts.PRINT_PAPER, lambda: self.choose(Source.HISTORY), "P", "", "paper", edit, scope=inside),
            Act(texts.WRITE, self.write, hotkeys.EDIT, "edit", "write", edit),
            Act(shared.SAVE_AS, self.save, hotkeys.SAVE_FILE, "save", "save_as", export),
            Act(shared.PREVIEW, self.show_preview, hotkeys.PAPER, "pdf", "preview", export, main=True),
        )
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        told = widgets.scrolled(self.detail, "detail_scroll")
        told.setFixedHeight(self.detail.fontMetrics().lineSpacing() * _TOLD)  # or the list would jump at each line
        self.earlier.setAlignment(Qt.AlignmentFlag.AlignTop)
        before = widgets.scrolled(self.earlier, "earlier_scroll")
        self._earlier.setLayout(widgets.column(widgets.label(texts.EARLIER, "caption"), before, gap=2))
        self._earlier.setFixedHeight(told.height())
        both = widgets.row(told, self._earlier, gap=widgets.MARGIN)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        below = widgets.card(both, name="reconciling_card")
        lines = widgets.column(self.table, self.nothing, below, gap=12)
        lines.setStretch(0, 1)
        self._lines.setLayout(lines)
        self.odd.setAlignment(Qt.AlignmentFlag.AlignTop)
        sums = widgets.column(
            self.totals, widgets.label(texts.ODD, "section"), widgets.scrolled(self.odd, "odd_scroll"), gap=12
        )
        sums.setStretch(0, 1)
        sums.setStretch(2, 1)
        self._sums.setLayout(sums)
        sift = widgets.row(self.shown, gap=widgets.GAP)
        sift.setStretch(0, 1)
        if self._may_choose:
            withdraw = widgets.Button(
                texts.WITHDRAW,
                self.withdraw,
                keys=hotkeys.CANCEL,
                role="link",
                name="withdraw_button",
            )
            withdraw.setText(f"{texts.WITHDRAW}  {key_name(hotkeys.CANCEL)}")
            sift.addWidget(withdraw)
        left = widgets.column(self.summary, sift, self._views, gap=12)
        left.setStretch(2, 1)
        self._left.setLayout(left)
        outer = widgets.column(acts, self.banner, self._body, gap=12)
        outer.setStretch(2, 1)
        return outer

    def _show(self, found: Reconciliation) -> None:
        self._found = found
        self.banner.show_text("")
        self._paint()

    def _failed(self, error: CasaError) -> None:
        self.banner.show_text(errors.message(error), "danger")

    def _paint(self) -> None:
        found = self._found
        if found is None:
            return
        shown = self.shown.one() or Shown.ALL
        self.summary.setText(texts.summary(found) if found.pairs else "")
        pairs = texts.pairs(found, shown)
        self._pairs = {f"{pair.month}:{pair.row.indicator.id}": pair for pair in pairs}
        self.table.show_rows([Row(key, texts.row(pair)) for key, pair in self._pairs.items()])
        self.totals.show_rows([Row(str(at), texts.total(each)) for at, each in enumerate(found.totals)])
        self.odd.setText(texts.odd(found))
        self.nothing.setVisible(not pairs)
        self._tell(self.table.current_key())
        empty = not found.pairs and not found.untied
        self._views.present(self._empty if empty else self._sums if shown == Shown.TOTALS else self._lines)
        self.shown.setVisible(not empty)

    def _tell(self, key: str) -> None:
        pair, found = self._pairs.get(key), self._found
        self.detail.setText(texts.detail(pair, found) if pair is not None and found is not None else "")
        self.earlier.setText(texts.earlier(pair) if pair is not None else "")
        self._earlier.setVisible(bool(self.earlier.text()))

    def _leave(self, _: QWidget, held: bool) -> None:
        self.panel.close_down()
        if held:
            self.focus_first()


def render(form: str, found: Reconciliation, letterhead: Letterhead, imprint: Imprint) -> bytes:
    """The reconciliation in that form, PDF where it is none of the others; libraries are read when they are needed."""
    if form in ("csv", "xlsx"):
        from casa_desktop.reports import reconciliation_files

        return (
            reconciliation_files.render_csv(found)
            if form == "csv"
            else reconciliation_files.render_xlsx(found, imprint)
        )
    from casa_desktop.reports import reconciliation_pdf

    return reconciliation_pdf.render(found, letterhead, imprint)
