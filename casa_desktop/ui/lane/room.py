"""The waiting room as one counter sees it: the number that is called, who follows, and what can be done with a turn."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.lane import OPEN, Lane, LaneRow, LaneSummary, TurnState, WaitCount
from casa_desktop.services import lane as lanes
from casa_desktop.services import lane_summary
from casa_desktop.services.lane import LaneQuery, MoveStop
from casa_desktop.services.lane_summary import SummaryQuery
from casa_desktop.texts import ui_lane as texts
from casa_desktop.texts.ui_shell import before_key
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.choices import Flow
from casa_desktop.ui.rows import Row, SharingTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.stack import Stack
from casa_desktop.ui.worker import Priority

_EVERY = 20_000
"""Milliseconds between two looks at the clock. The base is asked only when something changed."""


class WaitingRoom(QWidget):
    """Reads the list and moves turns; to attend, to change and to print are for the page around it."""

    attend_asked = Signal(object)
    """A :class:`LaneRow`."""
    change_asked = Signal(object)
    print_asked = Signal(object)
    was_read = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("waiting_room")
        self._session = session
        self._catalog: Catalog | None = None
        self.may_attend: Callable[[], bool] = lambda: True
        """Asked before somebody comes to the counter: what is being typed there may have to go."""
        self._today: WaitCount | None = None
        self.lane = Lane(on=False)
        self._said = widgets.label("", "turn", name="called_number")
        self._beside = widgets.label("", "section", wrap=True, name="called_who")
        self._head = widgets.label("", "muted", wrap=True, name="waiting_head")
        self.table = SharingTable(
            texts.HEADS, name="lane_table", said=texts.LIST_SAID, parts=((1, 34), (2, 34), (3, 32)), drops=((2, 44),)
        )
        self.table.opened.connect(lambda _: self.attend())
        self.table.chosen.connect(lambda _: self._allow())
        self._nobody = widgets.Empty(texts.NOBODY, texts.NOBODY_DETAIL, icon="people")
        self._stack = Stack(self.table, self._nobody, name="lane_stack")
        self._make_layout()
        self._clock = QTimer(self, interval=_EVERY)
        self._clock.timeout.connect(self._show)

    def _make_layout(self) -> None:
        def act(word: str, press: Callable[[], object], keys: str, name: str) -> widgets.Button:
            return widgets.Button(word, press, keys=keys, name=name, scope=self.table)

        words = before_key(texts.CALL_NEXT, hotkeys.CALL_NEXT)
        call = widgets.PrimaryButton(words, self.call_next, icon="forward", name="call_button")
        self._attend = widgets.Button(f"{texts.ATTEND}   Enter", self.attend, name="attend_turn_button")
        self._go = act(texts.GO, self._leave, "Del", "leave_turn_button")
        self._change = act(texts.CHANGE, partial(self._ask, self.change_asked.emit), hotkeys.EDIT, "change_turn_button")
        self._print = act(texts.PRINT, partial(self._ask, self.print_asked.emit), hotkeys.PAPER, "print_turn_button")
        acts = Flow()
        for each in (call, self._attend, self._go, self._change, self._print):
            acts.addWidget(each)
        self._big = QWidget()
        big = widgets.row(self._said, self._beside, gap=widgets.MARGIN)
        big.setStretch(1, 1)
        self._big.setLayout(big)
        self._big.hide()
        self._stack.setMinimumHeight(self.fontMetrics().height() * 5)
        outer = widgets.column(self._big, self._head, gap=widgets.GAP)
        outer.addLayout(acts)
        outer.addWidget(self._stack, 1)
        self.setLayout(outer)
        self._stack.present(self._nobody)

    # reading

    def set_catalog(self, catalog: Catalog) -> None:
        """Other lists."""
        self._catalog = catalog
        self._show()

    def open(self) -> None:
        """When the desk gives turns: from now on the waits are told."""
        self.read()
        self._clock.start()

    def read(self) -> None:
        """Asks for the list again, and for how long people waited today."""
        self._session.run(lanes.lane, LaneQuery(), owner=self, done=self._on_lane, latest="lane.list")
        today = SummaryQuery(self._session.clock.today())
        self._session.run(lane_summary.summary, today, owner=self, done=self._on_today, latest="lane.today")

    def _on_lane(self, lane: Lane) -> None:
        self.lane = lane
        self._show()
        self.was_read.emit()

    def _on_today(self, summary: LaneSummary) -> None:
        self._today = summary.total
        self._show()

    def _show(self) -> None:
        if self._catalog is None:
            return
        now, rows = self._session.clock.now(), self.lane.rows
        self.table.show_rows([Row(row.uuid, texts.cells(row, self._catalog, now)) for row in rows])
        self._stack.present(self.table if rows else self._nobody)
        self._head.setText(texts.head(self.lane, self._today, now))
        self._allow()

    @property
    def current(self) -> LaneRow | None:
        """The turn that is pointed at."""
        key = self.table.current_key()
        return next((row for row in self.lane.rows if row.uuid == key), None)

    def _allow(self) -> None:
        row = self.current
        own = row is not None and not row.on_the_line
        self._attend.setVisible(row is not None and row.state in OPEN)
        self._go.setVisible(own)
        self._go.set_words(texts.go_word(row))
        self._change.setVisible(own and row is not None and row.state in OPEN)
        self._print.setVisible(row is not None)

    # acting

    def tell(self, number: int, beside: str) -> None:
        """Shows a number as large as it is said aloud."""
        self._said.setText(texts.number(number))
        self._beside.setText(beside)
        self._big.show()

    def call_next(self) -> None:
        """Calls the first who waits; another counter may have been quicker, and then the list is read again."""
        row = next((r for r in self.lane.rows if r.state is TurnState.WAITING and not r.on_the_line), None)
        if row is not None:
            self._move(row, TurnState.CALLED, lambda: self._called(row))

    def _called(self, row: LaneRow) -> None:
        self.tell(row.number, texts.called(row))
        self.table.select(row.uuid)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def attend(self) -> None:
        """The turn that is pointed at comes to the counter."""
        row = self.current
        if row is None or row.state not in OPEN or not self.may_attend():
            return
        if row.state is TurnState.ATTENDING or row.on_the_line:
            self.attend_asked.emit(row)
        else:
            self._move(row, TurnState.ATTENDING, lambda: self.attend_asked.emit(row))

    def _leave(self) -> None:
        """They go, with or without attention, or come back; what is undone is the same the other way."""
        if (row := self.current) is not None:
            self._send(row, TurnState.LEFT if row.state in OPEN else TurnState.WAITING)

    def _send(self, row: LaneRow, to: TurnState) -> None:
        back = TurnState.WAITING if to is TurnState.LEFT else TurnState.LEFT

        def undo() -> None:
            if (now := next((each for each in self.lane.rows if each.uuid == row.uuid), None)) is not None:
                self._send(now, back)

        self._move(row, to, lambda: self._session.prompts.inform(texts.moved(row, to), undo=undo))

    def _ask(self, emit: Callable[[LaneRow], object]) -> None:
        if (row := self.current) is not None:
            emit(row)

    def _move(self, row: LaneRow, to: TurnState, done: Callable[[], object]) -> None:
        """Moves a turn, then does what follows; a conflict is told, and the list is read again."""
        self._session.run(
            lanes.move,
            MoveStop(row.uuid, row.version, to),
            owner=self,
            done=lambda _: done(),
            failed=self._failed,
            priority=Priority.SAVING,
            cancellable=False,
        )

    def _failed(self, error: CasaError) -> None:
        self._session.prompts.error(error)
        if error.code in (Code.CONFLICT, Code.NOT_FOUND):
            self.read()

    def clear(self) -> None:
        """Forgets who waits."""
        self._clock.stop()
        self.lane = Lane(on=False)
        self.table.show_rows(())
        for each in (self._said, self._beside, self._head):
            each.setText("")
        self._big.hide()
