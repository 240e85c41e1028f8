"""The month of RCF on the screen, and how it gets on paper or into a file: totals, and nobody in them."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.leaving import Way, way_of
from casa_desktop.domain.periods import Month
from casa_desktop.domain.rcf_month import RcfSummary
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
from casa_desktop.ui.page import Key
from casa_desktop.ui.papers import Drawing, Papers
from casa_desktop.ui.report_files import FILES, render
from casa_desktop.ui.report_view import ReportView
from casa_desktop.ui.session import Session
from casa_desktop.ui.statistics.report_body import ReportBody


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
        self.view = ReportView(self._make_head())
        self.body = ReportBody(session, self.view, lambda: words.file_name(self._month))
        self.setLayout(widgets.column(self.body))

    def _make_head(self) -> QWidget:
        """Which month, and what can be done with it."""
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
        head = QWidget()
        head.setLayout(top)
        return head

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

    def keys(self) -> Sequence[Key]:
        """What F1 tells while the month is shown."""
        return (
            Key("Return", texts.OPEN_CELL),
            Key(hotkeys.OTHER_SIDE, texts.KEY_NUMBERS),
            Key(hotkeys.EARLIER, texts.PREVIOUS),
            Key(hotkeys.LATER, texts.NEXT),
            Key(hotkeys.PAPER, texts.PRINT),
            Key(hotkeys.SAVE_FILE, texts.SAVE_AS),
        )

    def focus_first(self) -> None:
        """Puts the cursor on the month."""
        self._month_edit.set_value(self._month)
        self._month_edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._month_edit.selectAll()

    def clear(self) -> None:
        """Forgets what it showed."""
        self.summary = None
        self.body.close_panel()
        self.view.clear()

    def _typed(self) -> None:
        month = self._month_edit.value()
        if month is not None and month != self._month:
            self.show_month(month)

    def _step(self, by: int) -> None:
        self.show_month(self._month.plus(by))

    def _show(self, summary: RcfSummary) -> None:
        self.summary = summary
        self.body.show_report(words.report(summary))

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
        path = self._session.prompts.save_file(texts.SAVE_AS, words.file_name(self._month), files.kinds(*FILES))
        if path is not None:
            self._out(way_of(path.suffix, FILES), lambda draw: self._papers.save(draw, path, texts.SAVED_FILE))

    def _out(self, way: Way, then: Callable[[Drawing], object]) -> None:
        """What leaves the program is entered into the audit first."""
        summary = self.summary
        if summary is None:
            return

        def draw(profile: DeskProfile, imprint: Imprint) -> bytes:
            return render(way, words.report(summary), profile.letterhead(), imprint)

        command = SummaryExported(way, Month.of(summary.first))
        self._session.run(rcf_summary.exported, command, owner=self, done=lambda _: then(draw), cancellable=False)
