"""The summary: how many referrals each organisation got in a period, and what came of them."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.leaving import Way
from casa_desktop.domain.periods import Month
from casa_desktop.domain.referrals import PartnerCount
from casa_desktop.services import referrals
from casa_desktop.services.referrals import SummaryQuery
from casa_desktop.texts import files, numbers
from casa_desktop.texts import ui_referrals as texts
from casa_desktop.ui import hotkeys, paper, widgets
from casa_desktop.ui.editors import DateEdit
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.parts import heading, with_acts


class SummaryView(QWidget):
    """Two dates and a table with its total; Ctrl+G saves it as CSV."""

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("summary_view")
        self._session = session
        self._catalog: Catalog | None = None
        self._counts: tuple[PartnerCount, ...] = ()
        today = session.clock.today
        self.since = DateEdit(name="since_edit", today=today)
        self.until = DateEdit(name="until_edit", today=today)
        for edit in (self.since, self.until):
            edit.editingFinished.connect(self.read)
        self.table = RowsTable(
            texts.SUMMARY_COLUMNS, name="summary_table", said=texts.SUMMARY, right=range(1, len(texts.SUMMARY_COLUMNS))
        )
        back = widgets.Button(f"{texts.BACK}   Esc", self.closed.emit, icon="back", name="summary_back")
        save = widgets.Button(
            texts.SAVE_CSV, self.save, keys=hotkeys.SAVE_FILE, icon="export", name="save_csv_button", scope=self
        )
        if not session.can(Action.REPORT_EXPORT):
            save.hide()
            save.setEnabled(False)
        top = with_acts(heading(texts.SUMMARY, texts.SUMMARY_HINT), back, save)
        dates = widgets.row(Field("since", texts.SINCE, self.since), Field("until", texts.UNTIL, self.until), left=True)
        self._stack = QStackedWidget()
        self._stack.setObjectName("summary_stack")
        self._none = widgets.Empty(texts.SUMMARY_EMPTY, icon="statistics")
        for each in (self.table, self._none):
            self._stack.addWidget(each)
        inside = widgets.column(top, dates, self._stack, gap=12)
        inside.setStretch(2, 1)
        self.setLayout(inside)

    def set_catalog(self, catalog: Catalog) -> None:
        """The names of the organisations."""
        self._catalog = catalog
        self._show()

    @property
    def period(self) -> tuple[date, date]:
        """From when until when; this month where a date is missing or they stand the wrong way round."""
        month, today = Month.of(self._session.clock.today()), self._session.clock.today()
        first, last = self.since.value() or month.first_day, self.until.value() or today
        return (first, last) if first <= last else (last, first)

    def read(self) -> None:
        """Asks for the counts of the period."""
        first, last = self.period
        self.since.set_value(first)
        self.until.set_value(last)
        self._session.run(
            referrals.summary, SummaryQuery(first, last), owner=self, done=self._found, latest="referrals.summary"
        )

    def _found(self, counts: tuple[PartnerCount, ...]) -> None:
        self._counts = counts
        self._show()

    def _show(self) -> None:
        if self._catalog is None:
            return
        lines = texts.summary_lines(self._counts, self._catalog)
        self.table.show_rows([Row(name, (name, *map(numbers.integer, values))) for name, values in lines])
        self._stack.setCurrentWidget(self.table if lines else self._none)

    def save(self) -> None:
        """Asks where, enters it into the audit, and writes the very lines shown."""
        first, last = self.period
        path = self._session.prompts.save_file(texts.SAVE_CSV_TITLE, texts.file_name(first, last), files.kinds(Way.CSV))
        if path is None or self._catalog is None:
            return
        lines = texts.summary_lines(self._counts, self._catalog)
        self._session.run(
            referrals.exported,
            SummaryQuery(first, last),
            owner=self,
            done=lambda _: self._write(path, texts.summary_title(first, last), lines),
            cancellable=False,
        )

    def _write(self, path: Path, title: str, lines: list[tuple[str, tuple[int, ...]]]) -> None:
        def work() -> None:
            from casa_desktop.reports import referrals_csv

            paper.write(path, referrals_csv.render(title, texts.SUMMARY_COLUMNS, lines))

        self._session.tasks.run(
            work,
            owner=self,
            done=lambda _: self._session.prompts.inform(texts.SAVED_FILE),
            pool="files",
            cancellable=False,
        )

    def focus_first(self) -> None:
        """The first date."""
        self.since.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Forgets what it showed."""
        self._counts = ()
        self.table.show_rows(())
