"""Who waits in the waiting room for the phone line: told beside its acts, and taken over with one key."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.lane import Lane, LaneRow, Queue, TurnState
from casa_desktop.services import lane as lanes
from casa_desktop.services.lane import LaneQuery, MoveStop
from casa_desktop.texts import ui_lane as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.session import Session
from casa_desktop.ui.worker import Priority

_THERE = (TurnState.CALLED, TurnState.WAITING)


class Door(widgets.Button):
    """Hidden while nobody waits there, and where the desk gives no turns."""

    taken = Signal(object)
    """A :class:`LaneRow`: called, and to be written into the queue of the line."""

    def __init__(self, session: Session, scope: QWidget) -> None:
        super().__init__("", self.take, keys=hotkeys.CALL_NEXT, icon="people", name="door_button", scope=scope)
        self._session = session
        self.rows: tuple[LaneRow, ...] = ()
        """Who waits for the line, the next one first."""
        self.hide()

    def read(self) -> None:
        """Asks again who waits."""
        if self._session.can(Action.LANE_VIEW):
            self._session.run(lanes.lane, LaneQuery(), owner=self, done=self._on_lane, latest="rcf.door")

    def take(self) -> None:
        """Calls whoever follows."""
        if self.rows:
            row = self.rows[0]
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
        self.rows = ()
        self.hide()

    def _on_lane(self, lane: Lane) -> None:
        rows = (row for row in lane.rows if row.queue is Queue.RCF and not row.on_the_line)
        self.rows = tuple(row for row in rows if row.state in _THERE)
        self.set_words(texts.at_the_door(self.rows))
        self.setVisible(bool(self.rows))
