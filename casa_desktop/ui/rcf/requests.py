"""Tracing requests: a table with their age, and one form at a time beside it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.rcf import LONGEST_REFERENCE, RequestState, TracingRequest
from casa_desktop.services import tracing
from casa_desktop.services.tracing import MoveRequest, OpenRequest, RequestsQuery
from casa_desktop.texts import ui_rcf as texts
from casa_desktop.texts.rcf import STATES
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.choices import Chips
from casa_desktop.ui.editors import DateEdit, TextEdit, Today
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.parts import save_row
from casa_desktop.ui.settings.stack import Stack
from casa_desktop.ui.worker import Priority


class _NewForm(Form):
    """Reference and date."""

    def __init__(self, today: Today) -> None:
        super().__init__(name="request_form")
        self.uuid = new_id()
        self._today = today
        reference = TextEdit(name="reference_edit", width=260, limit=LONGEST_REFERENCE)
        on = DateEdit(name="sent_edit", today=today)
        self.setLayout(
            widgets.column(
                widgets.label(texts.NEW_REQUEST, "section"),
                self.banner,
                self.add(Field("reference", texts.REFERENCE, reference, required=True)),
                self.add(Field("on", texts.SENT_ON, on, required=True)),
                save_row(self, texts.SAVE, icon="save", name="save_request_button", back=True),
                gap=12,
            )
        )
        self.finish_on(on)

    def begin(self) -> None:
        """Empty, of today."""
        self.uuid = new_id()
        self.load({"reference": "", "on": self._today()})

    def command(self) -> OpenRequest:
        return OpenRequest(self.uuid, self.field("reference").value(), self.field("on").value() or date.min)


class _StepForm(Form):
    """Where a request stands now, under its history."""

    def __init__(self, today: Today) -> None:
        super().__init__(name="step_form")
        self._today = today
        self.request: TracingRequest | None = None
        self._reference = widgets.label("", "section", wrap=True, name="request_reference")
        self._history = widgets.label("", "body", wrap=True, name="request_history")
        self._state = Chips(name="state_chips", single=True)
        on = DateEdit(name="state_on_edit", today=today)
        self.setLayout(
            widgets.column(
                self._reference,
                widgets.label(texts.HISTORY, "caption"),
                self._history,
                self.banner,
                self.add(Field("state", texts.STATE, self._state, required=True)),
                self.add(Field("on", texts.STATE_ON, on, required=True)),
                save_row(self, texts.SAVE, icon="save", name="save_step_button", back=True),
                gap=12,
            )
        )
        self.finish_on(on)

    def show_request(self, request: TracingRequest) -> None:
        """Another request, and the states that it may come into."""
        self.request = request
        self._reference.setText(request.reference)
        self._history.setText(texts.history(request))
        self._state.set_options([(str(s), words) for s, words in STATES.items() if s is not request.state])
        self.load({"state": (), "on": self._today()})

    def command(self) -> MoveRequest | None:
        state = self._state.one()
        if self.request is None or state is None:
            return None
        on = self.field("on").value() or date.min
        return MoveRequest(self.request.uuid, self.request.version, RequestState(state), on)


class RequestsView(QWidget):
    """Reads, shows and changes the requests. ``closed`` with Esc on the table."""

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("requests_view")
        self._session = session
        self._requests: tuple[TracingRequest, ...] = ()
        self._every = False
        today = session.clock.today
        self.table = RowsTable(texts.REQUEST_HEADS, name="requests_table", said=texts.REQUESTS, wide=0, right=(4,))
        self.table.opened.connect(self._open)
        self.table.chosen.connect(self._point)
        self.new_form, self.step_form = _NewForm(today), _StepForm(today)
        self.new_form.save_asked.connect(
            lambda: self._run(tracing.open_request, self.new_form.command(), self.new_form)
        )
        self.step_form.save_asked.connect(self._move)
        for form in (self.new_form, self.step_form):
            form.cancel_asked.connect(self._leave_form)
        add = widgets.PrimaryButton(
            texts.NEW_REQUEST, self.begin, keys=hotkeys.NEW, icon="add", name="new_request_button", scope=self
        )
        self._closed = widgets.Button(
            texts.ALSO_CLOSED, self._toggle_closed, keys=hotkeys.CLOSED_TOO, name="closed_button", scope=self
        )
        back = widgets.Button(texts.BACK, self.closed.emit, name="back_button", icon="back")
        back.setText(f"{texts.BACK}   Esc")
        top = widgets.row(widgets.label(texts.REQUESTS, "section"), self._closed, add, back)
        top.setStretch(0, 1)
        self._first = widgets.Button(texts.NEW_REQUEST, self.begin, icon="add", name="first_request_button")
        self._nothing = widgets.Empty(texts.NO_REQUESTS, texts.NO_REQUESTS_DETAIL, self._first, icon="search")
        self._left = Stack(self.table, self._nothing, name="requests_stack")
        self._pick = widgets.Empty(texts.PICK_REQUEST, texts.PICK_REQUEST_DETAIL, icon="search")
        self._side = Stack(self._pick, self.new_form, self.step_form, name="requests_side")
        inside = widgets.column(self._side)
        inside.addStretch(1)
        body = widgets.row(self._left, widgets.card(inside, name="requests_card"), gap=widgets.MARGIN)
        body.setStretch(0, 3)
        body.setStretch(1, 2)
        outer = widgets.column(top, widgets.hint(texts.REQUESTS_HINT), body, gap=12)
        outer.setStretch(2, 1)
        self.setLayout(outer)
        self._left.present(self._nothing)
        self._side.present(self._pick)

    def read(self) -> None:
        """Asks for the requests again."""
        query = RequestsQuery(self._every)
        self._session.run(tracing.requests, query, owner=self, done=self._show, latest="rcf.requests")

    def focus_first(self) -> None:
        """Puts the cursor where work starts."""
        form = self._form
        if form is not None and form.dirty:
            form.focus_first()
        else:
            shown = self.table if self._requests else self._first
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def begin(self) -> None:
        """A new request."""
        if self._side.shown is not self.new_form:
            self.new_form.begin()
        self._side.present(self.new_form)
        self.new_form.focus_first()

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not stored."""
        return self._form is not None and self._form.dirty

    def draft(self) -> Draft | None:
        """A new request that is being typed."""
        if self._side.shown is self.new_form and self.new_form.dirty:
            return {"request": dict(self.new_form.draft())}
        return None

    def restore(self, draft: Draft) -> None:
        """Puts it back."""
        self.begin()
        self.new_form.restore(draft["request"])

    def clear(self) -> None:
        """Forgets everything."""
        self._requests = ()
        self.table.show_rows(())
        self.new_form.begin()
        self._side.present(self._pick)

    @property
    def _form(self) -> Form | None:
        shown = self._side.shown
        return shown if isinstance(shown, Form) else None

    def _show(self, requests: tuple[TracingRequest, ...]) -> None:
        arriving = self._first.hasFocus()
        self._requests = requests
        today = self._session.clock.today()
        self.table.show_rows([Row(each.uuid, texts.request_cells(each, today)) for each in requests])
        self._left.present(self.table if requests else self._nothing)
        if arriving:
            self.focus_first()
        self._closed.set_words(texts.ONLY_OPEN if self._every else texts.ALSO_CLOSED)
        self._point(self.table.current_key())

    def _point(self, uuid: str) -> None:
        """The one that is current stands beside the table, unless something is being typed there."""
        if self.dirty or self._side.shown is self.new_form:
            return
        request = next((each for each in self._requests if each.uuid == uuid), None)
        if request is None:
            self._side.present(self._pick)
        elif request != self.step_form.request or self._side.shown is not self.step_form:
            self.step_form.show_request(request)
            self._side.present(self.step_form)

    def _open(self, uuid: str) -> None:
        if self._side.shown is self.new_form and not self.new_form.dirty:
            self._side.present(self._pick)
        self._point(uuid)
        if self._form is not None:
            self._form.focus_first()

    def _toggle_closed(self) -> None:
        self._every = not self._every
        self.read()

    def _leave_form(self) -> None:
        if self.dirty and not self._session.prompts.ask(texts.LEAVE_QUESTION, do=texts.LEAVE_DO, keep=texts.LEAVE_KEEP):
            return
        self._to_table(self.table.current_key())

    def _to_table(self, uuid: str) -> None:
        for form in (self.new_form, self.step_form):
            form.mark_saved()
        self.step_form.request = None
        self._side.present(self._pick)
        self.table.select(uuid)
        self._point(uuid)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _move(self) -> None:
        command = self.step_form.command()
        if command is not None:
            self._run(tracing.move_request, command, self.step_form)

    def _run(self, verb: Callable[[Any, Any], TracingRequest], command: object, form: Form) -> None:
        def done(request: TracingRequest) -> None:
            self._session.prompts.inform(texts.REQUEST_SAVED)
            self._to_table(request.uuid)

        def failed(error: CasaError) -> None:
            form.show_problems(error.problems)

        self._session.run(
            verb,
            command,
            owner=self,
            done=done,
            failed=failed,
            priority=Priority.SAVING,
            what=texts.SAVING,
            cancellable=False,
        )
