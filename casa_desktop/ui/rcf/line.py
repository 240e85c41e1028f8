"""The phone line: the queue on the left with what nobody answered below it, and on the right the turn or a form."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.lane import LaneRow
from casa_desktop.domain.rcf import CallState, Line, QueueRow
from casa_desktop.domain.typed import parse_integer
from casa_desktop.services import rcf, rcf_numbers
from casa_desktop.services.rcf import Finish, LineQuery, MoveTurn, Retry
from casa_desktop.services.rcf_numbers import Purge, SetKeep
from casa_desktop.services.visits import VisitRecorded
from casa_desktop.texts import ui_rcf as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.rcf.adding import QUEUE, Adding, undo_of
from casa_desktop.ui.rcf.turn import TurnPanel
from casa_desktop.ui.rows import Row, SharingTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.stack import Stack
from casa_desktop.ui.worker import Priority

_OPEN = (CallState.WAITING, CallState.CALLING, CallState.ENDED)
_QUEUE_PARTS = ((1, 45), (2, 55))
_UNANSWERED_PARTS = ((1, 45), (2, 55))
"""(column, share) of names and services; with large letters the service stands beside the list alone."""
_LEAST_LETTERS = 28
_NUMBER_COLUMN = 4
_LEAST_LINES = 5
_QUEUE_SHARE, _UNANSWERED_SHARE = 3, 2


class LineView(QWidget):
    """Reads the line, shows it, and runs what the keyboard asks."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("line_view")
        self._session = session
        self._catalog: Catalog | None = None
        self.line = Line((), (), key=False, keep_days=0)
        self._read = False
        self._waiting: Draft | None = None
        self._go_on = ""
        """The turn whose next act gets the cursor as soon as it is shown."""
        drops = ((2, _LEAST_LETTERS),)
        self.queue = SharingTable(
            texts.QUEUE_HEADS, name="queue_table", said=texts.QUEUE_SAID, parts=_QUEUE_PARTS, drops=drops
        )
        self.queue.opened.connect(self._act)
        self.queue.chosen.connect(lambda _: self._show_turn())
        self.unanswered = SharingTable(
            texts.UNANSWERED_HEADS,
            name="unanswered_table",
            said=texts.UNANSWERED_SAID,
            parts=_UNANSWERED_PARTS,
            drops=drops,
            right=(3,),
        )
        self.unanswered.opened.connect(self.retry)
        self.turn = TurnPanel(session)
        self.turn.move_asked.connect(lambda uuid, to: self._move(uuid, CallState(to)))
        self.turn.finish_asked.connect(self._finish)
        self.adding = Adding(session)
        self.adding.closed.connect(self._added)
        self._make_layout()
        shortcut = QShortcut(QKeySequence(hotkeys.OTHER_SIDE), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._other)

    def _make_layout(self) -> None:
        self._head = widgets.label(texts.QUEUE, "section", name="queue_label")
        self._first = widgets.Button(texts.ENQUEUE, lambda: self.add(QUEUE), icon="add", name="first_button")
        self._nobody = widgets.Empty(texts.NO_QUEUE, texts.NO_QUEUE_DETAIL, self._first, icon="phone")
        self._queue_stack = Stack(self.queue, self._nobody, name="queue_stack")
        self._left = widgets.Button(texts.LEFT, self.went, keys="Del", name="left_button", scope=self.queue)
        self._retry = widgets.Button(f"{texts.RETRY}   Enter", self._retry_current, icon="phone", name="retry_button")
        self._none = widgets.hint(texts.NO_UNANSWERED)
        self._kept = widgets.hint("")
        keep = widgets.link(texts.CHANGE_KEEP, self._change_keep, name="keep_button")
        keep.setVisible(self._session.can(Action.RCF_KEEP))
        self._unanswered_head = widgets.label(texts.UNANSWERED, "section", name="unanswered_label")
        for table in (self.queue, self.unanswered):
            table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.queue.setMinimumHeight(self.fontMetrics().height() * _LEAST_LINES)
        self.unanswered.setMinimumHeight(self.fontMetrics().height() * _LEAST_LINES)
        head = widgets.row(self._head, self._left)
        head.setStretch(0, 1)
        second = widgets.row(self._unanswered_head, self._retry)
        second.setStretch(0, 1)
        foot = widgets.row(self._kept, keep)
        foot.setStretch(0, 1)
        left = widgets.column(head, self._queue_stack, second, self.unanswered, self._none, foot, gap=widgets.GAP)
        left.setStretch(1, _QUEUE_SHARE)
        left.setStretch(3, _UNANSWERED_SHARE)
        self._idle = widgets.Empty(texts.NOBODY, texts.NOBODY_DETAIL, icon="phone")
        self._no_key = widgets.hint(texts.NO_KEY)
        self._side = Stack(self._idle, self.turn, self.adding, name="line_side")
        side = widgets.column(self._side, self._no_key)
        side.setStretch(0, 1)
        right = widgets.card(side, name="line_card")
        body = widgets.row(gap=widgets.MARGIN)
        body.addLayout(left, 6)
        body.addWidget(right, 5)
        self.setLayout(body)
        self._side.present(self._idle)
        self._queue_stack.present(self._nobody)

    # reading

    def set_catalog(self, catalog: Catalog) -> None:
        """Other lists."""
        self._catalog = catalog
        self.adding.set_facts(catalog, self._writes_numbers)
        self._show()

    def purge(self) -> None:
        """When the page opens: what is over goes, and the line is read after it."""

        def done(count: int) -> None:
            if count:
                self._session.prompts.inform(texts.purged(count))
            self.read()

        self._session.run(rcf_numbers.purge, Purge(), owner=self, done=done, latest="rcf.purge")

    def read(self) -> None:
        """Asks for the line again."""
        self._session.run(rcf.line, LineQuery(), owner=self, done=self._on_line, latest="rcf.line")

    @property
    def _writes_numbers(self) -> bool:
        return self.line.key and self.line.keep_days > 0

    def _on_line(self, line: Line) -> None:
        self.line, self._read = line, True
        if self._catalog is not None:
            self.adding.set_facts(self._catalog, self._writes_numbers)
        self._show()
        if self._waiting is not None and self._catalog is not None:
            self.restore(self._waiting)

    def _show(self) -> None:
        catalog = self._catalog
        if catalog is None:
            return
        queue = self.line.queue
        self.queue.show_rows([Row(row.uuid, texts.queue_cells(row, catalog)) for row in queue])
        self._queue_stack.present(self.queue if queue else self._nobody)
        self._head.setText(texts.queue_title(sum(row.state is CallState.WAITING for row in queue)))
        rows = [Row(row.service_uuid, texts.unanswered_cells(row, catalog)) for row in self.line.unanswered]
        self.unanswered.show_rows(rows)
        self.unanswered.setColumnHidden(_NUMBER_COLUMN, not any(row.masked for row in self.line.unanswered))
        self.unanswered.setVisible(bool(rows))
        self._retry.setVisible(bool(rows))
        self._none.setVisible(not rows)
        self._kept.setText(texts.kept(self.line.keep_days))
        self._no_key.setVisible(not self.line.key)
        self._show_turn()
        if self._go_on and self.turn.row is not None and self.turn.row.uuid == self._go_on:
            # Last of all: a table that hides hands the cursor on.
            self._go_on = ""
            self.turn.focus_first()

    def _current(self) -> QueueRow | None:
        key = self.queue.current_key()
        return next((row for row in self.line.queue if row.uuid == key), None)

    def _show_turn(self) -> None:
        row = self._current()
        self._left.setVisible(row is not None and row.state in _OPEN)
        if self._catalog is None or self.adding.mode:
            return
        if row is None:
            self.turn.clear()
            self._side.present(self._idle)
            return
        self.turn.show_row(row, self._catalog)
        self._side.present(self.turn)

    # acting

    def add(self, mode: str, row: LaneRow | None = None) -> None:
        """Somebody joins the queue, or gets connectivity; *row* is whom the waiting room sends."""
        if self._catalog is None or (self.adding.mode and self.adding.dirty):
            self.adding.focus_first()
            return
        self._side.present(self.adding)
        self.adding.begin(mode, row)

    def draft(self) -> Draft | None:
        """What is being typed, or still waits to be put back."""
        return self._waiting or self.adding.draft()

    def restore(self, draft: Draft) -> None:
        """Puts a form back that was being typed. A number needs the key, which is known once the line was read."""
        if not self._read:
            self._waiting = draft
            return
        self._waiting = None
        self._side.present(self.adding)
        self.adding.restore(draft)

    def _added(self, uuid: str) -> None:
        if uuid:
            self.queue.select(uuid)
        self._show_turn()
        self.focus_first()

    def focus_first(self) -> None:
        """Puts the cursor on the queue, or into the form that is open."""
        if self.adding.mode:
            self.adding.focus_first()
        elif self.line.queue:
            self.queue.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _other(self) -> None:
        here = self.unanswered if self.queue.hasFocus() and self.line.unanswered else self.queue
        here.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _act(self, uuid: str) -> None:
        """Enter on a line of the queue: what comes next for that turn."""
        row = self._current()
        if row is not None and row.uuid == uuid and not self.adding.mode:
            self.turn.act()

    def went(self) -> None:
        """The person left without a call; they may come back."""
        row = self._current()
        if row is None or row.state not in _OPEN:
            return

        def done(_: int) -> None:
            self._session.prompts.inform(texts.WENT, undo=lambda: self._move(row.uuid, CallState.WAITING))

        self._move(row.uuid, CallState.LEFT, done)

    def _move(self, uuid: str, to: CallState, done: Callable[[int], None] | None = None) -> None:
        row = next((each for each in self.line.queue if each.uuid == uuid), None)
        if row is None:
            return
        if done is None:
            self._go_on = uuid
        self._run(rcf.move, MoveTurn(uuid, row.version, to), done)

    def retry(self, service_uuid: str) -> None:
        """Another try, begun at once."""
        turn = new_id()
        self._go_on = turn
        self.queue.select(turn)
        self._run(rcf.retry, Retry(turn, service_uuid), lambda _: self._session.prompts.inform(texts.RETRIED))

    def _retry_current(self) -> None:
        if key := self.unanswered.current_key():
            self.retry(key)

    def _finish(self, command: Finish) -> None:
        def done(recorded: VisitRecorded) -> None:
            # Whom one may not know, one may call for, and no more.
            may_undo = self._session.can(Action.VISIT_VOID) and recorded.services and recorded.person_uuid
            undo = undo_of(self._session, self, recorded.services) if may_undo else None
            self._session.prompts.inform(texts.SAVED, undo=undo)
            self._next_turn(command.uuid)

        self._run(rcf.finish, command, done)

    def _next_turn(self, done: str) -> None:
        """The cursor goes to who waits next."""
        waiting = [row.uuid for row in self.line.queue if row.state is CallState.WAITING and row.uuid != done]
        if waiting:
            self.queue.select(waiting[0])
        self.queue.setFocus(Qt.FocusReason.OtherFocusReason)

    def _change_keep(self) -> None:
        asked = self._session.prompts.ask_text(
            texts.KEEP_QUESTION, label=texts.KEEP_LABEL, do=texts.KEEP_DO, detail=texts.KEEP_DETAIL
        )
        if asked is None:
            return
        days = parse_integer(asked)
        self._run(rcf_numbers.set_keep, SetKeep(-1 if days is None else days), lambda _: self.read())

    def _run(self, verb: Callable[[Any, Any], Any], command: object, done: Callable[[Any], None] | None = None) -> None:
        self._session.run(
            verb,
            command,
            owner=self,
            done=done,
            failed=self._failed,
            priority=Priority.SAVING,
            what=texts.SAVING,
            cancellable=False,
        )

    def _failed(self, error: CasaError) -> None:
        if error.code in (Code.CONFLICT, Code.NOT_FOUND):
            self._session.prompts.error(error)
            self.read()
        else:
            self.turn.show_error(error)

    def close_down(self) -> None:
        """Forgets everybody."""
        self.line, self._read = Line((), (), key=False, keep_days=0), False
        self.queue.show_rows(())
        self.unanswered.show_rows(())
        self.turn.clear()
        self.adding.clear()
