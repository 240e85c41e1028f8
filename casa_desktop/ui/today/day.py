"""The right half of «Hoy»: the attentions of the day, the latest above, and their running count."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.visit_views import DayCount, VisitRow
from casa_desktop.texts import summaries as telling
from casa_desktop.texts import ui_shell
from casa_desktop.texts import ui_visits as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.choices import Flow
from casa_desktop.ui.rows import Row, SharingTable


def shown(rows: tuple[VisitRow, ...], catalog: Catalog) -> list[Row]:
    """Lines of the table, the latest above. Companions without a name stand in the line of who they came with."""
    return [
        Row(
            row.uuid,
            (
                texts.time(row),
                texts.person(row),
                texts.services(row, catalog),
                texts.staff(row),
                texts.folios(row),
            ),
        )
        for row in reversed(rows)
        if not (row.accompanies and row.anonymous)
    ]


def day_table() -> SharingTable:
    """A list of visits, no line of it wider than the list."""
    # With large letters the names come first; who attended stands in the details.
    return SharingTable(
        texts.COLUMNS,
        name="day_table",
        said=texts.LIST_NAME,
        parts=((1, 42), (2, 36), (3, 22)),
        drops=((3, 40),),
    )


class DayList(QWidget):
    """Shows a day that was read elsewhere; ``opened`` with the uuid of a visit."""

    opened = Signal(str)
    due_asked = Signal()
    """What waits on another page is asked for."""
    copy_asked = Signal()
    """The day in a message."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("day_list")
        self.table = day_table()
        self.table.opened.connect(self.opened)
        self.count = widgets.label("", "section", wrap=True, name="count_label")
        self._hint = widgets.hint(texts.COUNT_INCOMPLETE)
        self._hint.hide()
        self._copy = widgets.link(
            ui_shell.before_key(telling.DAY_COPY, hotkeys.COPY_DAY),
            self.copy_asked.emit,
            name="copy_day_button",
        )
        self._due = widgets.link("", self.due_asked.emit, name="due_button")
        self._due.hide()
        self._empty = widgets.Empty(texts.NO_VISITS, texts.NO_VISITS_DETAIL, icon="today")
        self._empty_then = widgets.Empty(texts.NO_VISITS_THAT_DAY, icon="calendar")
        self._stack = QStackedWidget()
        self._stack.setObjectName("day_stack")
        unread = QWidget()  # until the visits are read nobody knows whether there are any
        for each in (unread, self.table, self._empty, self._empty_then):
            self._stack.addWidget(each)
        links, line = QWidget(), Flow(widgets.GAP)
        links.setLayout(line)
        for each in (self._copy, self._due):
            line.addWidget(each)
        outer = widgets.column(self.count, self._hint, links, self._stack, gap=widgets.GAP)
        outer.setStretch(3, 1)
        self.setLayout(outer)

    def show_day(self, rows: tuple[VisitRow, ...], catalog: Catalog, *, is_today: bool) -> None:
        """Other visits; the line that was current stays so."""
        lines = shown(rows, catalog)
        self.table.show_rows(lines)
        empty = self._empty if is_today else self._empty_then
        self._stack.setCurrentWidget(self.table if lines else empty)

    def show_count(self, count: DayCount, catalog: Catalog) -> None:
        """The running count."""
        self.count.setText(texts.count(count, catalog))
        self._hint.setVisible(not count.complete)

    def show_due(self, said: str, keys: str) -> None:
        """What waits today, in one calm line; nothing where nothing does."""
        self._due.setText(f"{said}   {keys}")
        self._due.setAccessibleName(said)
        self._due.setVisible(bool(said))

    def clear(self) -> None:
        """Forgets everything."""
        self.table.show_rows(())
        self.count.setText("")
