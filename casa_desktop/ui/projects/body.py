"""The list of reports, the one that is chosen, and what stands behind a number of it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from casa_desktop.ui import icons, widgets
from casa_desktop.ui.report_view import ReportView
from casa_desktop.ui.rows import RowsTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.statistics.report_body import ReportBody
from casa_desktop.ui.statistics.side import SidePanel

_LIST, _PANEL, _ALL_THREE = 300, 530, 1440
"""Pixels at 100 %: of the list, of the panel (names with their codes), and of both with a report that is still read."""
_PART = 0.3
"""Of the room, at the most, is the list's: large letters leave the report its own."""


class Body(ReportBody):
    """While the panel is open the list gives its room to the report, and comes back with it."""

    def __init__(self, session: Session, chooser: RowsTable, view: ReportView, file_name: Callable[[], str]) -> None:
        self._chooser = chooser
        left, inside = QWidget(), widgets.row(chooser, view, gap=widgets.MARGIN)
        inside.setStretch(1, 1)
        left.setLayout(inside)
        super().__init__(session, view, file_name, left=left, width=_PANEL)

    def other_side(self) -> None:
        """From the list to the numbers of the report, and back; from a number that was asked for to its records."""
        if self.open_panel is not None:
            super().other_side()
        elif not self._chooser.hasFocus() or not self._view.focus_numbers():
            self._chooser.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def step_back(self) -> bool:
        """What Esc does: out of the records, then to the list; whether there was anything to leave."""
        if self.open_panel is not None:
            self.close_panel()
        elif not self._chooser.hasFocus():
            self._chooser.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            return False
        return True

    def open(self, panel: SidePanel) -> None:
        super().open(panel)
        self._share_list()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_list()

    def _leave(self, panel: QWidget, held: bool) -> None:
        self._share_list()
        super()._leave(panel, held)

    def _where(self) -> str:
        report = self._view.report
        return "" if report is None else f"{report.title} · {report.subtitle}"

    def _rest(self) -> None:
        self._chooser.setFocus(Qt.FocusReason.OtherFocusReason)

    def _share_list(self) -> None:
        self._chooser.setFixedWidth(min(icons.scaled(_LIST), round(self.width() * _PART)))
        self._chooser.setVisible(self.open_panel is None or self.width() >= icons.scaled(_ALL_THREE))
