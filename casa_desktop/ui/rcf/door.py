"""Who waits in the waiting room for the phone line: told above its queue, and taken over with one key."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from casa_desktop.domain.access import Action
from casa_desktop.domain.lane import Lane, LaneRow, Queue, TurnState
from casa_desktop.services import lane as lanes
from casa_desktop.services.lane import LaneQuery, MoveStop
from casa_desktop.texts import ui_lane as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.session import Session
from casa_desktop.ui.worker import Priority

_THERE = (TurnState.CALLED, TurnState.WAITING)


class Door(widgets.Banner):
    """Hidden while nobody waits there, and where the desk gives no turns."""

    taken = Signal(object)
    """A :class:`LaneRow`: called, and to be written into the queue of the line."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._rows: tuple[LaneRow, ...] = ()
        self._wanted = True
        self.acted.connect(self.take)
        shortcut = QShortcut(QKeySequence("F2"), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(self.take)

    def read(self) -> None:
        """Asks again who waits."""
        if self._session.can(Action.LANE_VIEW):
            self._session.run(lanes.lane, LaneQuery(), owner=self, done=self._on_lane, latest="rcf.door")

    def set_wanted(self, wanted: bool) -> None:
        """It belongs to the queue, and hides with it."""
        self._wanted = wanted
        self._tell()

    def take(self) -> None:
        """Calls whoever follows."""
        if self._rows:
            row = self._rows[0]
            self._session.run(
                lanes.move,
                MoveStop(row.uuid, row.version, TurnState.CALLED),
                owner=self,
                done=lambda _: self.taken.emit(row),
                priority=Priority.SAVING,
                cancellable=False,
            )

    def clear(self) -> None:
        """Forgets who waits."""
        self._rows = ()
        self._tell()

    def _on_lane(self, lane: Lane) -> None:
        rows = (row for row in lane.rows if row.queue is Queue.RCF and not row.on_the_line)
        self._rows = tuple(row for row in rows if row.state in _THERE)
        self._tell()

    def _tell(self) -> None:
        said = texts.at_the_door(self._rows) if self._wanted else ""
        self.show_text(said, act=f"{texts.TAKE}   F2" if said else "")
