"""One month: where it stands, closing and reopening it, and which source each of its rows prints."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.months import MonthEvent, MonthState
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.table import MonthlyTable, Row, Source
from casa_desktop.services import months
from casa_desktop.services.months import (
    ChooseSource,
    ClosedMonth,
    CloseMonth,
    CloseWarning,
    MonthStatus,
    ReopenMonth,
    Review,
    StatusQuery,
)
from casa_desktop.texts import ui_closing
from casa_desktop.texts import ui_statistics as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.session import Session
from casa_desktop.ui.statistics.side import SidePanel
from casa_desktop.ui.worker import Priority

C = TypeVar("C")
R = TypeVar("R")


class MonthPanel(SidePanel):
    """Shows a month and runs what may be done with it. The table follows by itself: the hub tells it."""

    review_asked = Signal(object)
    """The :class:`Month` that is to be looked at and closed."""
    month_closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("month_panel")
        self._session = session
        self._month: Month | None = None
        self._status: MonthStatus | None = None
        self._table: MonthlyTable | None = None
        self._arriving = False
        self.state = widgets.Badge("")
        self.close_button = widgets.PrimaryButton(texts.MONTH_REVIEW, self._review, icon="lock", name="close_month")
        self.leave_button = widgets.Button(
            texts.MONTH_LEAVE_REVIEW, self.leave_review, icon="undo", name="leave_review"
        )
        self.reopen_button = widgets.Button(texts.MONTH_REOPEN, self.ask_reopen, icon="undo", name="reopen_month")
        self.why_not = widgets.hint("")
        self._story = widgets.label("", wrap=True, name="month_story")
        self._sources = widgets.column(gap=widgets.GAP)
        self._sources_box = QWidget()
        sources = widgets.column(
            widgets.label(texts.MONTH_SOURCES, "section"), widgets.hint(texts.MONTH_SOURCES_HINT), self._sources
        )
        self._sources_box.setLayout(sources)
        buttons: tuple[QWidget, ...] = (self.close_button, self.leave_button, self.reopen_button, self.why_not)
        for part in (self.state, *buttons):
            self.inside.addWidget(part)
        self.inside.addWidget(widgets.line())
        self.inside.addWidget(widgets.label(texts.MONTH_STORY, "section"))
        self.inside.addWidget(self._story)
        self.inside.addWidget(self._sources_box)
        self.inside.addStretch(1)
        for part in (*buttons, self._sources_box):
            part.hide()

    def open(self, month: Month, table: MonthlyTable) -> None:
        """Shows *month* with the cursor on what may be done with it."""
        self._arriving = True
        self.ask(month, table)

    def ask(self, month: Month, table: MonthlyTable) -> None:
        """Reads *month*; *table* tells which of its rows have two sources."""
        self._month, self._table = month, table
        self.set_title(texts.month_title(month))
        query = StatusQuery(Period(month, month))
        self._session.run(months.status, query, owner=self, done=self._show, latest="months.status")
        self._session.run(months.events, query, owner=self, done=self._tell, latest="months.events")

    def focus_first(self) -> None:
        button = self.close_button if not self.close_button.isHidden() else self.reopen_button
        if button.isHidden() or not button.isEnabled():
            super().focus_first()
        else:
            self.start(button)

    def close_down(self) -> None:
        self._month = self._status = self._table = None
        self._story.setText("")

    def ask_close(self, left: int = 0) -> None:
        """Asks, and for a reason too where the same hands typed; then closes. *left* findings were not looked at."""
        if self._status is None:
            return
        command = CloseMonth(self._status.month, version=self._status.version)
        self._session.run(
            months.before_closing, command, owner=self, done=lambda told: self._ask_and_close(command, told, left)
        )

    def leave_review(self) -> None:
        """The month is open as before; what was looked at stays looked at."""
        if self._status is not None:
            self._run(months.leave_review, Review(self._status.month, self._status.version), self._left)

    def _review(self) -> None:
        if self._status is not None:
            self._run(months.begin_review, Review(self._status.month, self._status.version), self._begun)

    def _begun(self, status: MonthStatus) -> None:
        self._status = status
        self.review_asked.emit(status.month)
        if self._table is not None:
            self.ask(status.month, self._table)  # it is out of sight meanwhile, and must not be old when it comes back

    def _left(self, _status: MonthStatus) -> None:
        self._session.prompts.inform(texts.MONTH_REVIEW_LEFT)
        self._again()

    def ask_reopen(self) -> None:
        """Asks for the reason, and reopens."""
        if self._status is None:
            return
        month, version = self._status.month, self._status.version
        question = texts.reopen_question(month)
        reason = self._session.prompts.ask_text(question, label=texts.MONTH_REASON, do=texts.MONTH_REOPEN, lines=3)
        if reason is not None:
            self._run(months.reopen, ReopenMonth(month, reason, version), self._reopened)

    def _ask_and_close(self, command: CloseMonth, told: tuple[CloseWarning, ...], left: int) -> None:
        question, prompts = texts.close_question(command.month), self._session.prompts
        unfinished = f" {ui_closing.unfinished(left)}" if left else ""
        if CloseWarning.SAME_HANDS in told:
            note = prompts.ask_text(
                question,
                label=texts.MONTH_REASON,
                do=texts.MONTH_CLOSE,
                detail=texts.MONTH_SAME_HANDS + unfinished,
                lines=3,
            )
            if note is None:
                return
            command = CloseMonth(command.month, note, command.version)
        elif not prompts.ask(
            question, do=texts.MONTH_CLOSE, keep=texts.MONTH_KEEP_OPEN, detail=texts.MONTH_CLOSE_DETAIL + unfinished
        ):
            return
        self._run(months.close, command, self._closed)

    def _run(self, verb: Callable[[Any, C], R], command: C, done: Callable[[R], object]) -> None:
        self._session.run(
            verb,
            command,
            owner=self,
            done=done,
            failed=self._failed,
            priority=Priority.SAVING,
            cancellable=False,
        )

    def _failed(self, error: CasaError) -> None:
        self._session.prompts.error(error)
        self._again()

    def _closed(self, closed: ClosedMonth) -> None:
        # By its name: the table may show another month by then.
        self._session.prompts.inform(texts.month_closed(closed.status.month))
        self.month_closed.emit()
        self._again()

    def _reopened(self, _status: MonthStatus) -> None:
        self._session.prompts.inform(texts.MONTH_REOPENED)
        self._again()

    def _again(self) -> None:
        if self._month is not None and self._table is not None:
            self.open(self._month, self._table)

    def follow(self, table: MonthlyTable) -> None:
        """The table has changed: the month and its sources are shown anew."""
        if self._month is not None and self._month in table.period:
            self.ask(self._month, table)

    def _show(self, found: tuple[MonthStatus, ...]) -> None:
        status = self._status = found[0]
        self.state.set(texts.STATES[status.state], texts.STATE_TONES[status.state])
        closable = status.state.provisional and status.state is not MonthState.NO_DATA
        may_close, may_reopen = self._session.can(Action.MONTH_CLOSE), self._session.can(Action.MONTH_REOPEN)
        self.close_button.setVisible(closable and may_close)
        self.close_button.setEnabled(status.over)
        self.leave_button.setVisible(may_close and status.state is MonthState.IN_REVIEW)
        self.reopen_button.setVisible(not status.state.provisional and may_reopen)
        told = texts.MONTH_GOES_ON if closable and may_close and not status.over else ""
        self.why_not.setText(told)
        self.why_not.setVisible(bool(told))
        self._show_sources(status)
        if self._arriving:
            self._arriving = False
            self.focus_first()

    def _tell(self, events: tuple[MonthEvent, ...]) -> None:
        self._story.setText("\n".join(texts.event_line(event) for event in events) or texts.MONTH_NEVER)

    def _show_sources(self, status: MonthStatus) -> None:
        while (item := self._sources.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        table = self._table
        if table is None or status.month not in table.period:
            return
        at = [head.month for head in table.heads].index(status.month)
        both = [row for row in table.rows if None not in _two(row, at)]
        for row in both:
            self._sources.addWidget(self._source(row, at, status))
        self._sources_box.setVisible(bool(both))

    def _source(self, row: Row, at: int, status: MonthStatus) -> QWidget:
        records, history = _two(row, at)
        printed = row.cells[at].source
        line = widgets.label(texts.source_line(row.label, records or 0, history or 0, printed), wrap=True)
        box = QWidget()
        inside = widgets.column(line, gap=widgets.SMALL)
        if self._session.can(Action.FIGURE_EDIT) and status.state.provisional:
            other = Source.RECORDS if printed is Source.HISTORY else Source.HISTORY
            words = texts.MONTH_PRINT_RECORDS if other is Source.RECORDS else texts.MONTH_PRINT_HISTORY
            button = widgets.Button(words, lambda: self._choose(row, other, status.month), name="source_button")
            inside.addLayout(widgets.row(button, left=True))
        box.setLayout(inside)
        return box

    def _choose(self, row: Row, source: Source, month: Month) -> None:
        question = texts.source_question(row.label, month)
        reason = self._session.prompts.ask_text(
            question, label=texts.MONTH_REASON, do=texts.MONTH_CHANGE_SOURCE, lines=2
        )
        if reason is not None:
            command = ChooseSource(month, row.indicator, source, reason)
            self._run(months.choose_source, command, lambda _: self._session.prompts.inform(texts.MONTH_SOURCE_CHOSEN))


def _two(row: Row, at: int) -> tuple[int | None, int | None]:
    """(records, history) of a cell; None where one of them does not exist."""
    cell = row.cells[at]
    if cell.source is Source.HISTORY:
        return cell.also_in_records, cell.value
    return cell.value, cell.also_in_history
