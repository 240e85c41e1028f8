"""The month of RCF on the screen, and how it gets on paper or into a file: totals, and nobody in them."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.leaving import Way, way_of
from casa_desktop.domain.periods import Month
from casa_desktop.domain.rcf import RcfSummary
from casa_desktop.domain.table import Imprint
from casa_desktop.services import rcf_summary
from casa_desktop.services.desk import DeskProfile
from casa_desktop.services.rcf_summary import SummaryExported, SummaryQuery
from casa_desktop.texts import files
from casa_desktop.texts import rcf as words
from casa_desktop.texts import ui_rcf as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.choices import Flow
from casa_desktop.ui.editors import MonthEdit
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.papers import Drawing, Papers
from casa_desktop.ui.report_files import render
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.session import Session

_FILES = (Way.PDF, Way.CSV)


class SummaryView(QWidget):
    """Reads a month and shows it; ``closed`` with Esc."""

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("summary_view")
        self._session = session
        self._papers = Papers(session, self, texts.RENDERING)
        self._month = Month.of(session.clock.today())
        self.summary: RcfSummary | None = None
        self._month_edit = MonthEdit(name="month_edit", today=session.clock.today)
        self._month_edit.editingFinished.connect(self._typed)
        self._month_edit.returnPressed.connect(self._typed)
        self._headline = widgets.label("", "section", wrap=True, name="headline_label")
        self._notes = widgets.hint("")
        self.contacts = self._table(words.CONTACTS, words.CONTACT_HEADS, "contacts_table")
        self.connectivity = self._table(words.CONNECTIVITY, words.CONNECTIVITY_HEADS, "connectivity_table")
        self.countries = self._table(words.COUNTRIES, words.COUNTRY_HEADS, "countries_table")
        self.requests = self._table(words.REQUESTS, words.REQUEST_HEADS, "requests_count_table")
        self._make_layout()

    def _table(self, title: str, heads: Sequence[str], name: str) -> RowsTable:
        table = RowsTable(heads, name=name, said=title, wide=0, right=range(1, len(heads)))
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return table

    def _make_layout(self) -> None:
        steps = [
            widgets.Button(said, partial(self._step, by), keys=keys, name=name, scope=self)
            for said, by, keys, name in (
                (texts.PREVIOUS, -1, hotkeys.EARLIER, "previous_button"),
                (texts.NEXT, 1, hotkeys.LATER, "next_button"),
            )
        ]
        save = widgets.Button(
            texts.SAVE_AS, self.save, keys=hotkeys.SAVE_FILE, icon="save", name="save_file_button", scope=self
        )
        prints = widgets.PrimaryButton(
            texts.PRINT, self.print, keys=hotkeys.PAPER, icon="print", name="print_button", scope=self
        )
        back = widgets.Button(texts.BACK, self.closed.emit, name="back_button", icon="back")
        back.setText(f"{texts.BACK}   Esc")
        month = Field("month", texts.MONTH, self._month_edit)
        acts = Flow()
        for each in (*steps, prints, save, back):
            acts.addWidget(each)
        beside = widgets.column()
        beside.addStretch(1)
        beside.addLayout(acts)
        top = widgets.row(month, gap=widgets.MARGIN)
        top.addLayout(beside, 1)
        lower = widgets.row(gap=widgets.MARGIN)
        for title, table in (
            (words.CONNECTIVITY, self.connectivity),
            (words.COUNTRIES, self.countries),
            (words.REQUESTS, self.requests),
        ):
            part = widgets.column(widgets.label(title, "section", wrap=True), table)
            part.addStretch(1)
            lower.addLayout(part, 1)
        outer = widgets.column(top, self._headline, widgets.label(words.CONTACTS, "section"), self.contacts, gap=12)
        outer.addLayout(lower)
        outer.addWidget(self._notes)
        outer.addStretch(1)
        self.setLayout(outer)

    # reading

    def read(self) -> None:
        """Asks for the month again."""
        query = SummaryQuery(self._month)
        self._session.run(rcf_summary.summary, query, owner=self, done=self._show, latest="rcf.summary")

    def show_month(self, month: Month) -> None:
        """Another month, but none that has not begun."""
        self._month = min(month, Month.of(self._session.clock.today()))
        self._month_edit.set_value(self._month)
        self.read()

    def focus_first(self) -> None:
        """Puts the cursor on the month."""
        self._month_edit.set_value(self._month)
        self._month_edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._month_edit.selectAll()

    def clear(self) -> None:
        """Forgets what it showed."""
        self.summary = None

    def _typed(self) -> None:
        month = self._month_edit.value()
        if month is not None and month != self._month:
            self.show_month(month)

    def _step(self, by: int) -> None:
        self.show_month(self._month.plus(by))

    def _show(self, summary: RcfSummary) -> None:
        self.summary = summary
        self._headline.setText(f"{words.month(summary)}: {words.headline(summary)}")
        parts = (
            (self.contacts, words.contacts(summary)),
            (self.connectivity, words.connectivity(summary)),
            (self.countries, words.countries(summary)),
            (self.requests, words.requests(summary)),
        )
        for table, lines in parts:
            table.show_rows([Row(cells[0], cells) for cells in words.printed(lines)])
        self._fit()
        otherwise = any(values[words.OTHERWISE_COLUMN - 1] for _, values in words.contacts(summary))
        self.contacts.setColumnHidden(words.OTHERWISE_COLUMN, not otherwise)
        self._notes.setText(" ".join(words.notes(summary)))

    def _fit(self) -> None:
        """Every table shows all its lines: a figure that must be scrolled to is overlooked. The page scrolls."""
        for table in (self.contacts, self.connectivity, self.countries, self.requests):
            sizes = table.verticalHeader()
            lines = sum(max(table.sizeHintForRow(row), sizes.sectionSizeHint(row)) for row in range(len(table.rows())))
            table.setFixedHeight(table.horizontalHeader().sizeHint().height() + lines + 2 * table.frameWidth() + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    # out of the window

    def print(self) -> None:
        """Renders the paper and asks for a printer."""
        name = words.file_name(self._month)
        self._out(Way.PAPER, lambda draw: self._papers.print(draw, name, texts.PRINTED))

    def save(self) -> None:
        """Asks where, and writes there in the form that the name ends with."""
        path = self._session.prompts.save_file(texts.SAVE_AS, words.file_name(self._month), files.kinds(*_FILES))
        if path is not None:
            self._out(way_of(path.suffix, _FILES), lambda draw: self._papers.save(draw, path, texts.SAVED_FILE))

    def _out(self, way: Way, then: Callable[[Drawing], object]) -> None:
        """What leaves the program is entered into the audit first."""
        summary = self.summary
        if summary is None:
            return

        def draw(profile: DeskProfile, imprint: Imprint) -> bytes:
            return render(way, words.report(summary), profile.letterhead(), imprint)

        command = SummaryExported(way, Month.of(summary.first))
        self._session.run(rcf_summary.exported, command, owner=self, done=lambda _: then(draw), cancellable=False)
