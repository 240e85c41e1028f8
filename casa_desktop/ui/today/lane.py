"""What «Hoy» does with turns: who is found arrives with one key, and who is called is attended with another."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.lane import LaneRow, Queue, queues_of
from casa_desktop.services import lane as lanes
from casa_desktop.services.lane import Arrive, Arrived, Night, TurnPrinted
from casa_desktop.texts import ui_lane as texts
from casa_desktop.ui import hotkeys, paper
from casa_desktop.ui.lane.form import TurnForm
from casa_desktop.ui.page import Key
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.session import Session
from casa_desktop.ui.today.entry import IDLE, Entry
from casa_desktop.ui.today.lists import Lists
from casa_desktop.ui.today.right import ROOM, Right
from casa_desktop.ui.worker import Priority

TURN_KINDS = frozenset({"lane", "visit", "person", "rcf", "pass"})
"""What changes the waiting room."""
_AGAIN, _TRIES = 40, 50
"""Milliseconds, and how often: until the search has answered, nobody knows who is meant."""


class LaneDesk(QObject):
    """``form_asked`` when the form wants the left half, ``form_closed`` when it gives it back."""

    form_asked = Signal()
    form_closed = Signal()

    def __init__(self, session: Session, entry: Entry, right: Right) -> None:
        super().__init__(entry)
        self._session, self._entry, self._right = session, entry, right
        self.on = False
        """Whether the desk gives turns."""
        self._last: tuple[str, int] | None = None
        """The turn that was given or printed last, and its number."""
        self._writing = self._tidied = False
        self._waiting: Draft = {}
        """A draft that came back before the lists were read."""
        self.form = TurnForm(session, session.clock.today)
        self.form.save_asked.connect(self._save)
        self.form.cancel_asked.connect(self._close_form)
        right.room.may_attend = entry.may_drop
        right.room.attend_asked.connect(self.attend)
        right.room.change_asked.connect(self._change)
        right.room.print_asked.connect(lambda row: self._print(row.turn_uuid, row.number))

    def set_facts(self, lists: Lists) -> None:
        """What was read: turns as the desk decides; who may only give them sees no list."""
        if lists.catalog is not None:
            self.form.set_catalog(lists.catalog)
            self._right.set_catalog(lists.catalog)
        if not self._tidied and self._session.can(Action.LANE_ARRIVE):
            self._tidied = True
            self._session.run(lanes.night, Night(), owner=self, latest="lane.night")
        self.on = lists.desk.turns
        # Psychology's queue stands in its own room.
        mine = queues_of(self._session.actor.roles) - {Queue.PRIVATE}
        self._right.set_turns(self.on and self._session.can(Action.LANE_VIEW) and bool(mine))
        if self._waiting and self.on:
            waiting, self._waiting = self._waiting, {}
            self._open_draft(waiting)

    def listen(self, page: QWidget) -> None:
        """The keys of turns work all over *page*; while the desk gives none they do nothing."""
        acts = (
            (hotkeys.ARRIVE, self.arrive),
            (hotkeys.ARRIVE_WITH, self.arrive_with),
            (hotkeys.TURN_SLIP, self.print_slip),
            (hotkeys.CALL_NEXT, self.call_next),
        )
        for keys, act in acts:
            shortcut = QShortcut(QKeySequence(keys), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def draft(self) -> dict[str, Any]:
        """The turn that is being written, under its name; nothing where there is none."""
        if self._waiting:
            return {"turn": self._waiting}
        return {"turn": self.form.draft()} if self._writing and self.form.dirty else {}

    def restore(self, draft: Draft) -> dict[str, Any]:
        """Takes its part of a draft, and gives the rest."""
        if isinstance(turn := draft.get("turn"), Mapping):
            if self.on:
                self._open_draft(turn)
            else:
                self._waiting = turn
        return {name: part for name, part in draft.items() if name != "turn"}

    def _open_draft(self, turn: Draft) -> None:
        self.form.restore(turn)
        self._open_form()

    def _open_form(self) -> None:
        self._writing = True
        self.form_asked.emit()
        self.form.focus_first()

    def keys(self) -> tuple[Key, ...]:
        """Those that work while the desk gives turns."""
        if not self.on:
            return ()
        arrive = (
            Key(hotkeys.ARRIVE, texts.ARRIVE),
            Key(hotkeys.ARRIVE_WITH, texts.ARRIVE_WITH),
            Key(hotkeys.TURN_SLIP, texts.KEY_PRINT),
        )
        return (*arrive, Key(hotkeys.CALL_NEXT, texts.KEY_CALL)) if self._right.turns else arrive

    def help_text(self) -> str:
        """The rule of the calls, so that it can be told to whoever asks."""
        return texts.RULE if self._right.turns else ""

    # arriving

    def arrive(self, *, tries: int = _TRIES) -> None:
        """Who is found gets a turn at once; with nobody found, somebody without a name does. While one is being
        written it is that one: what was marked in it is not dropped for a turn without it."""
        if self._writing:
            self.form.ask_save()
            return
        if not self.on or not self._ready(tries):
            return
        self._run(Arrive(new_id(), self._entry.pointed_at))

    def arrive_with(self) -> None:
        """As :meth:`arrive`, but it is asked for what they wait, and whether they go first."""
        if self.on and self._entry.picker.answered:
            person = self._entry.pointed_at
            hit = next((each for each in self._entry.picker.list.hits if each.uuid == person), None)
            self.form.begin(person, hit.name if hit is not None else "")
            self._open_form()

    def _ready(self, tries: int) -> bool:
        """The answer is on its way: who is pointed at now was found for another text."""
        if self._entry.mode != IDLE or self._entry.picker.answered:
            return True
        if tries:
            QTimer.singleShot(_AGAIN, self, lambda: self.arrive(tries=tries - 1))
        else:
            self._session.prompts.inform(texts.NOT_FOUND_YET)
        return False

    def _save(self) -> None:
        self._run(self.form.command())

    def _run(self, command: Arrive | lanes.ChangeTurn) -> None:
        run = partial(self._session.run, owner=self, failed=self._failed, priority=Priority.SAVING, cancellable=False)
        if isinstance(command, Arrive):
            run(lanes.arrive, command, done=self._arrived)
        else:
            run(lanes.change, command, done=lambda _: self._close_form())

    def _arrived(self, arrived: Arrived) -> None:
        self._last = (arrived.uuid, arrived.number)
        self._session.prompts.inform(texts.given(arrived.number, arrived.priorities, again=arrived.again))
        self._right.room.tell(arrived.number, texts.JUST_GIVEN)
        self._close_form()
        if self._entry.mode == IDLE:
            self._entry.rest()

    def _close_form(self) -> None:
        if self._writing:
            self._writing = False
            self.form.mark_saved()
            self.form_closed.emit()

    def _failed(self, error: CasaError) -> None:
        if self._writing:
            self.form.show_problems(error.problems)
        else:
            self._session.prompts.error(error)

    def _change(self, row: LaneRow) -> None:
        self.form.edit(row)
        self._open_form()

    # attending

    def call_next(self) -> None:
        """The number of who follows, as large as it is said aloud."""
        if self._right.turns:
            self._right.show_view(ROOM)
            self._right.room.call_next()

    def attend(self, row: LaneRow) -> None:
        """Opens the attention of whoever is at the counter, with what they waited for."""
        form, aids = self._entry.form, self._session.can(Action.AID_DELIVER)
        if row.on_the_line and row.queue is Queue.RCF:
            self._session.go("rcf")
        elif aids and form is not None and row.person_uuid and not set(form.parts) & set(row.types):
            self._session.go("aid", f"deliver:{row.person_uuid}")
        else:
            self.form_closed.emit()
            self._entry.attend(row)

    # on paper

    def print_slip(self) -> None:
        """The slip of the turn that was given last, or else of the one that is pointed at."""
        row = self._right.room.current if self._right.turns else None
        if self._last is not None:
            self._print(*self._last)
        elif row is not None:
            self._print(row.turn_uuid, row.number)

    def _print(self, uuid: str, number: int) -> None:
        at = self._session.clock.now()

        def draw() -> bytes:
            from casa_desktop.reports import turn_pdf  # reportlab: only where somebody prints

            return turn_pdf.render(number, at)

        def drawn(data: bytes) -> None:
            if paper.print_pdf(self._right, data, texts.PAPER):
                self._session.prompts.inform(texts.PRINTED)

        def entered(_: None) -> None:
            self._session.tasks.run(draw, owner=self, done=drawn, pool="files")

        self._session.run(lanes.printed, TurnPrinted(uuid), owner=self, done=entered, cancellable=False)

    def clear(self) -> None:
        """Forgets who was given a turn."""
        self._last = None
        self.form.clear()
        self._right.clear()
