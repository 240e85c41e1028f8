"""The turn that is pointed at: call, clock, end, result. One primary act at a time, and its key is Enter."""

from datetime import datetime
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.rcf import CallState, QueueRow
from casa_desktop.services import rcf_numbers
from casa_desktop.services.rcf import Finish
from casa_desktop.services.rcf_numbers import RevealNumber
from casa_desktop.texts import ui_rcf as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.choices import Flow
from casa_desktop.ui.rcf.forms import ResultForm
from casa_desktop.ui.session import Session

_NEXT = MappingProxyType(
    {
        CallState.WAITING: (texts.CALL, CallState.CALLING, "phone"),
        CallState.CALLING: (texts.END, CallState.ENDED, "good"),
        CallState.LEFT: (texts.COME_BACK, CallState.WAITING, "undo"),
    }
)
_EVERY = 1000
"""Milliseconds between two looks at the clock."""


class TurnPanel(QWidget):
    """Shows one turn and reports what was asked of it."""

    move_asked = Signal(str, str)
    """(uuid of the turn, state to move it to)"""
    finish_asked = Signal(object)
    """A :class:`Finish`."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("turn_panel")
        self._session = session
        self._row: QueueRow | None = None
        self.form: ResultForm | None = None
        self._primary: widgets.Button | None = None
        self._who = widgets.label("", "title", wrap=True, name="turn_who")
        self._about = widgets.label("", "muted", wrap=True, name="turn_about")
        self._clock = widgets.label("", "code", name="call_clock")
        self._number = widgets.selectable("", "section", name="turn_number")
        self._box = widgets.column(gap=12)
        inside = widgets.column(self._who, self._about, self._clock, self._number, self._box, gap=12)
        inside.addStretch(1)
        self.setLayout(inside)
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self._tick)

    @property
    def row(self) -> QueueRow | None:
        """What is shown."""
        return self._row

    def show_row(self, row: QueueRow, catalog: Catalog) -> None:
        """Shows a turn; what is being typed of the same turn stays."""
        before, self._row = self._row, row
        self._who.setText(texts.who(row))
        self._about.setText(texts.about(row, catalog))
        same = before is not None and (before.uuid, before.state) == (row.uuid, row.state)
        if not same or before is None or before.masked != row.masked:
            self._number.setText(row.masked)
            self._number.setVisible(bool(row.masked))
        if same and self.form is not None:
            self.form.row = row
        if not same:
            self._build(row, catalog)
        self._tick()

    def _build(self, row: QueueRow, catalog: Catalog) -> None:
        self._clear_box()
        acts = Flow()
        if row.state is CallState.ENDED:
            self.form = ResultForm(catalog, self._session.clock.today, row, self._save)
            self._box.addWidget(self.form)
        if row.state in _NEXT:
            words, to, icon = _NEXT[row.state]
            move = partial(self._move, to)
            self._primary = widgets.PrimaryButton(f"{words}   Enter", move, icon=icon, name="turn_button")
            acts.addWidget(self._primary)
        if row.number_uuid and row.state in (CallState.WAITING, CallState.CALLING):
            reveal = widgets.Button(texts.REVEAL, self.reveal, keys=hotkeys.REVEAL, icon="eye", name="reveal_button")
            acts.addWidget(reveal)
        if row.state is CallState.CALLING:
            back = widgets.link(texts.WAIT_AGAIN, partial(self._move, CallState.WAITING), name="wait_button")
            acts.addWidget(back)
        self._box.addLayout(acts)
        for each in (self.form, self._primary):
            if each is not None:
                each.show()  # now, not with the next event: the cursor goes there

    def _clear_box(self) -> None:
        self.form, self._primary = None, None
        while (item := self._box.takeAt(0)) is not None:
            widget, layout = item.widget(), item.layout()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
            while layout is not None and (each := layout.takeAt(0)) is not None:
                if (inner := each.widget()) is not None:
                    inner.hide()
                    inner.deleteLater()

    def act(self) -> None:
        """What Enter does here: the one primary act of the state."""
        if self._primary is not None:
            self._primary.click()
        else:
            self.focus_first()

    def focus_first(self) -> None:
        """Puts the cursor on what comes next."""
        if self.form is not None:
            self.form.focus_first()
        elif self._primary is not None:
            self._primary.setFocus(Qt.FocusReason.OtherFocusReason)

    def reveal(self) -> None:
        """Shows the number to dial; the showing is kept."""
        if self._row is None or not self._row.number_uuid or not self._session.can(Action.RCF_NUMBERS):
            return
        uuid = self._row.uuid

        def show(number: str) -> None:
            if self._row is not None and self._row.uuid == uuid:
                self._number.setText(number)

        self._session.run(rcf_numbers.reveal, RevealNumber(uuid), owner=self, done=show)

    def show_error(self, error: CasaError) -> None:
        """Beside the fields of the result, or as a warning."""
        if self.form is not None:
            self.form.show_problems(error.problems)
        else:
            self._session.prompts.error(error)

    def clear(self) -> None:
        """Forgets who it was."""
        self._timer.stop()
        self._row = None
        for each in (self._who, self._about, self._clock, self._number):
            each.setText("")
        self._clear_box()

    def _move(self, to: CallState) -> None:
        if self._row is not None:
            self.move_asked.emit(self._row.uuid, str(to))

    def _save(self) -> None:
        form, row = self.form, self._row
        if form is None or row is None:
            return
        if problems := form.check():
            form.show_problems(problems)
            return
        minutes = form.minutes.value()
        self.finish_asked.emit(Finish(row.uuid, row.version, form.visit_uuid, form.service_uuid, form.chosen, minutes))

    def _tick(self) -> None:
        row = self._row
        running = row is not None and row.state is CallState.CALLING
        timed = row is not None and bool(row.started_at) and (running or bool(row.ended_at))
        self._clock.setVisible(timed)
        if row is not None and timed:
            end = self._session.clock.now() if running else datetime.fromisoformat(row.ended_at)
            self._clock.setText(texts.clock((end - datetime.fromisoformat(row.started_at)).total_seconds()))
        if running and not self._timer.isActive():
            self._timer.start()
        elif not running:
            self._timer.stop()
