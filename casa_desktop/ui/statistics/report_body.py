"""A report, and what stands behind a number of it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from casa_desktop.domain.cells import Origin, Spot
from casa_desktop.domain.report import Report
from casa_desktop.texts import reports as words
from casa_desktop.ui import hotkeys
from casa_desktop.ui.report_view import Place, ReportTable, ReportView
from casa_desktop.ui.session import Session
from casa_desktop.ui.statistics.cell_panel import CellPanel
from casa_desktop.ui.statistics.side import SplitView

_PANEL = 450
"""Pixels at 100 %: a report of seven columns is still read beside it."""


class ReportBody(SplitView):
    """The records stand beside the report, or in its place; Esc gives it back with the cursor on the same number."""

    def __init__(
        self,
        session: Session,
        view: ReportView,
        file_name: Callable[[], str],
        *,
        left: QWidget | None = None,
        width: int = _PANEL,
    ) -> None:
        """*file_name* is that of the report which is shown; it names nobody. *left* holds *view*, where more stands
        there with it."""
        self.cell_panel = CellPanel(session)
        self._view, self._file_name = view, file_name
        self._asked: Place | None = None
        super().__init__(left or view, None, self.cell_panel, width=width)
        view.origin_asked.connect(self._on_cell)
        view.fact_asked.connect(self._on_fact)
        self.closed.connect(self._leave)
        other_side = QShortcut(QKeySequence(hotkeys.OTHER_SIDE), self)
        other_side.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        other_side.activated.connect(self.other_side)

    def show_report(self, report: Report) -> None:
        """Another report, or the same counted anew: then what was opened of it stays open."""
        before = self._view.report
        self._view.show_report(report)
        if before is None or before.heading != report.heading:
            self.leave_records()

    def leave_records(self) -> None:
        """Another report is chosen: what was opened of the one before says nothing of it."""
        self._asked = None
        self.close_panel()

    def other_side(self) -> None:
        """To the numbers; from the number that was asked for to its records, and back."""
        now = QApplication.focusWidget()
        if self.open_panel is None or self._asked is None:
            self._view.focus_numbers()
        elif now is not None and self._view.isAncestorOf(now):
            self.cell_panel.start(self.cell_panel.list)
        elif self._view.isVisible():
            self._view.focus_place(self._asked)

    def _on_cell(self, table: ReportTable, spot: Spot) -> None:
        section = table.section
        title = " · ".join(filter(None, (section.title, words.number_title(section, spot, self._where()))))
        at = (self._view.tables.index(table), spot)
        called = words.number_title(section, spot, "")
        self._ask(at, title, called, table.origin(spot), words.no_origin(section))

    def _on_fact(self, at: int) -> None:
        report = self._view.report
        if report is not None:
            name = report.facts[at][0]
            self._ask(at, f"{name} · {self._where()}", name, report.behind_facts.get(at), words.NO_ORIGIN)

    def _ask(self, at: Place, title: str, called: str, origin: Origin | None, otherwise: str) -> None:
        if self.cell_panel.ask_report(title, origin, f"{self._file_name()} {called}", otherwise):
            self._asked = at
            self.open(self.cell_panel)
            # Once everything has been laid out anew: what was opened must stay in sight.
            QTimer.singleShot(0, self._view, lambda: self._view.show_place(at))

    def _where(self) -> str:
        """Of what report a number is."""
        return "" if self._view.report is None else self._view.report.subtitle

    def _leave(self, _: QWidget, held: bool) -> None:
        self.cell_panel.close_down()
        if held and (self._asked is None or not self._view.focus_place(self._asked)):
            self._rest()

    def _rest(self) -> None:
        """Where the focus goes from a number that is no more."""
        self._view.focus_numbers()
