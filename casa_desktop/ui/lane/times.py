"""How long people waited on a day: a small table of counts and minutes."""

from datetime import date

from PySide6.QtWidgets import QWidget

from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.lane import LaneSummary
from casa_desktop.services import lane_summary
from casa_desktop.services.lane_summary import SummaryQuery
from casa_desktop.texts import ui_lane as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.stack import Stack


class WaitingTimes(QWidget):
    """Reads and shows the waits of one day."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("waiting_times")
        self._session = session
        self._catalog: Catalog | None = None
        self._summary: LaneSummary | None = None
        columns = range(1, len(texts.TIMES_HEADS))
        self.table = RowsTable(texts.TIMES_HEADS, name="times_table", said=texts.TIMES_SAID, right=columns, spare=(1,))
        self._none = widgets.Empty(texts.NO_TIMES, icon="statistics")
        self._stack = Stack(self.table, self._none, name="times_stack")
        self._note = widgets.hint("")
        outer = widgets.column(self._stack, self._note, gap=widgets.GAP)
        outer.setStretch(0, 1)
        self.setLayout(outer)
        self._stack.present(self._none)

    def set_catalog(self, catalog: Catalog) -> None:
        """Other lists."""
        self._catalog = catalog
        self._show()

    def read(self, day: date) -> None:
        """Asks for *day*."""
        self._session.run(lane_summary.summary, SummaryQuery(day), owner=self, done=self._on, latest="lane.times")

    def _on(self, summary: LaneSummary) -> None:
        self._summary = summary
        self._show()

    def _show(self) -> None:
        if self._summary is None or self._catalog is None:
            return
        lines = texts.times(self._summary, self._catalog)
        self.table.show_rows([Row(key, cells) for key, cells in lines])
        self._stack.present(self.table if lines else self._none)
        self._note.setText(texts.times_note(self._summary.total) if lines else "")
