"""The right half of «Hoy»: the attentions of the day, and where the desk gives turns the waiting room beside them."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from casa_desktop.domain.catalog import Catalog
from casa_desktop.texts import ui_lane as texts
from casa_desktop.texts.ui_visits import KEY_LIST
from casa_desktop.ui import widgets
from casa_desktop.ui.choices import Chips
from casa_desktop.ui.lane.room import WaitingRoom
from casa_desktop.ui.lane.times import WaitingTimes
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.stack import Stack
from casa_desktop.ui.today.day import DayList
from casa_desktop.ui.today.telling import DayMessage

ROOM, DAY, TIMES = "room", "day", "times"


class Right(QWidget):
    """One view at a time; without turns there is but one, and nothing tells of others."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("right_side")
        self.list = DayList()
        self.room = WaitingRoom(session)
        self.times = WaitingTimes(session)
        self._day = session.clock.today
        self._shown_day: date | None = None
        self._message = DayMessage(session, self)
        self._catalog: Catalog | None = None
        self.list.copy_asked.connect(self.copy_day)
        self.turns = False
        self._views: dict[str, QWidget] = {ROOM: self.room, DAY: self.list, TIMES: self.times}
        self.switch = Chips(name="right_chips", single=True)
        self.switch.edited.connect(lambda: self.show_view(self.switch.one() or ROOM))
        self.switch.hide()
        self._stack = Stack(*self._views.values(), name="right_stack")
        outer = widgets.column(self.switch, self._stack, gap=12)
        outer.setStretch(1, 1)
        self.setLayout(outer)
        self.room.was_read.connect(self._tell)
        self._stack.present(self.list)

    @property
    def key_words(self) -> str:
        """What F6 does here."""
        return texts.KEY_SWITCH if self.turns else KEY_LIST

    def set_turns(self, on: bool) -> None:
        """Whether there is a waiting room here."""
        if on == self.turns:
            return
        self.turns = on
        self.switch.setVisible(on)
        if on:
            self._tell()
            self.room.open()
        self.show_view(ROOM if on else DAY)

    def set_catalog(self, catalog: Catalog) -> None:
        """Other lists."""
        self._catalog = catalog
        self.room.set_catalog(catalog)
        self.times.set_catalog(catalog)

    def show_day(self, day: date) -> None:
        """The day whose times are told."""
        self._shown_day = day
        self.read()

    def read(self) -> None:
        """Asks again for what is shown of the waiting room."""
        if self.turns:
            self.room.read()
            if self._stack.shown is self.times:
                self.times.read(self._shown_day or self._day())

    def copy_day(self) -> None:
        """The day that is shown, as a message on the clipboard."""
        if self._catalog is not None:
            self._message.copy(self._shown_day or self._day(), self._catalog)

    def show_view(self, view: str) -> None:
        """The waiting room, the attentions, or the times."""
        self._stack.present(self._views[view])
        self.switch.set_value(view)
        if view == TIMES:
            self.read()

    def go_on(self) -> None:
        """What F6 does: into the list that is shown, and from there to the next."""
        order = list(self._views)
        inside = QApplication.focusWidget()
        if self.turns and inside is not None and self.isAncestorOf(inside):
            self.show_view(order[(order.index(self._shown) + 1) % len(order)])
        table = {ROOM: self.room.table, DAY: self.list.table, TIMES: self.times.table}[self._shown]
        # An empty list cannot have the cursor.
        where = self.switch if self.turns and table.isHidden() else table
        where.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def _shown(self) -> str:
        return next(view for view, widget in self._views.items() if widget is self._stack.shown)

    def clear(self) -> None:
        """Forgets everything."""
        self.list.clear()
        self.room.clear()

    def _tell(self) -> None:
        chips = [(ROOM, texts.room_chip(self.room.lane)), (DAY, texts.DAY), (TIMES, texts.TIMES)]
        self.switch.blockSignals(True)
        self.switch.set_options(chips)
        self.switch.set_value(self._shown)
        self.switch.blockSignals(False)
