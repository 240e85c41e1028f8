"""One follow-up beside the agenda: what it is about, and one letter for what came of it."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.followups import FollowUpRow, FollowUpState
from casa_desktop.domain.ids import new_id
from casa_desktop.services import followups
from casa_desktop.services.context import Verb
from casa_desktop.services.followups import LookQuery, Postpone, Settle
from casa_desktop.texts import ui_followups as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.editors import TextEdit
from casa_desktop.ui.followups.form import DueField
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.people.model import ATTEND
from casa_desktop.ui.people.panel import empty
from casa_desktop.ui.people.parts import flowing
from casa_desktop.ui.session import Session
from casa_desktop.ui.stepping import Act, StepForm, acts, facts, words
from casa_desktop.ui.worker import Priority

C = TypeVar("C")


class FollowUpPanel(QWidget):
    """Shows the follow-up that the agenda points at; ``changed`` when something was written of it."""

    changed = Signal()
    left = Signal()
    """The form was given up: the cursor goes back."""

    def __init__(self, session: Session, scope: QWidget) -> None:
        super().__init__()
        self.setObjectName("follow_up_panel")
        self._session = session
        self._catalog: Catalog | None = None
        self.row: FollowUpRow | None = None
        self._state = FollowUpState.DONE
        self._step_uuid = ""
        note = Field("note", texts.NOTE, TextEdit(name="step_note", limit=1000))
        self.form = StepForm("settle_form", (note,))
        self.form.save_asked.connect(self._settle)
        self.due = DueField("due", texts.NEW_DUE, session.clock.today)
        self.due.looked_at.connect(self._look_at)
        self.later = StepForm("postpone_form", (self.due,))
        self.later.save_asked.connect(self._postpone)
        for form in (self.form, self.later):
            form.cancel_asked.connect(self._give_up)
        made = [
            Act("H", texts.HAPPENED, partial(self.ask, FollowUpState.DONE), "done_button"),
            Act("N", texts.FAILED, partial(self.ask, FollowUpState.NOT_ACHIEVED), "failed_button"),
            Act("A", texts.POSTPONE, self.ask_later, "postpone_button"),
            Act("R", texts.REOPEN, self.reopen, "reopen_button"),
            Act("Del", texts.CANCEL, partial(self.ask, FollowUpState.CANCELLED), "cancel_follow_up_button"),
            Act("T", texts.ATTEND, self.attend, "attend_button"),
            Act("V", texts.OPEN_PERSON, self.open_person, "person_button"),
        ]
        if not session.can(Action.FOLLOW_UP_WRITE):
            made = made[-2:]
        self._acts, self._buttons = acts(scope, made)
        self._head, self._box = widgets.column(gap=widgets.GAP), widgets.column(gap=widgets.GAP)
        self._empty = widgets.label(texts.NOTHING_CHOSEN, "muted", wrap=True)
        inside = widgets.column(self._empty, self._head, self.form, self.later, self._acts, self._box, gap=12)
        inside.addStretch(1)
        self.setLayout(inside)
        self.show_row(None)

    def set_catalog(self, catalog: Catalog) -> None:
        """The names of the services that follow-ups come from."""
        self._catalog = catalog
        self._fill()

    def show_row(self, row: FollowUpRow | None) -> None:
        """Another follow-up, or none; a form that was open over another one is given up."""
        if row is None or self.row is None or row.uuid != self.row.uuid:
            self._close_forms()
        self.row = row
        self._fill()

    # acts

    def ask(self, state: FollowUpState) -> None:
        """Opens the short form for *state*: Enter writes it."""
        if self.row is None or self.row.state is not FollowUpState.PENDING:
            return
        self._state, self._step_uuid = state, new_id()
        needed = state is FollowUpState.CANCELLED
        self.form.field("note").set_words(texts.NOTE_NEEDED if needed else texts.NOTE)
        self.later.hide()
        self.form.begin(texts.step_title(self.row, texts.STATES[state]))

    def ask_later(self) -> None:
        """Opens the short form for another day."""
        if self.row is not None and self.row.state is FollowUpState.PENDING:
            self._step_uuid = new_id()
            self.form.hide()
            self.later.begin(texts.step_title(self.row, texts.POSTPONE))

    def reopen(self) -> None:
        """What was closed waits again."""
        if self.row is not None and self.row.state is not FollowUpState.PENDING:
            self._run(followups.settle, Settle(new_id(), self.row.uuid, self.row.version, FollowUpState.PENDING))

    def _settle(self) -> None:
        if (row := self.row) is not None:
            note = self.form.values()["note"]
            command = Settle(self._step_uuid, row.uuid, row.version, self._state, note)
            self._run(followups.settle, command, form=self.form)

    def _postpone(self) -> None:
        row, due = self.row, self.due.value()
        if row is not None and due is not None:
            self._run(followups.postpone, Postpone(self._step_uuid, row.uuid, row.version, due), form=self.later)

    def _undo(self, before: FollowUpRow, after: FollowUpRow) -> None:
        """Another step that takes it back to where it was."""
        if before.due != after.due:
            self._run(followups.postpone, Postpone(new_id(), after.uuid, after.version, before.due))
        else:
            self._run(followups.settle, Settle(new_id(), after.uuid, after.version, before.state, before.note))

    def _run(self, verb: Verb[C, FollowUpRow], command: C, *, form: StepForm | None = None) -> None:
        before = self.row

        def done(after: FollowUpRow) -> None:
            self._close_forms()
            moved = before is not None and before.due != after.due
            said = texts.postponed(after) if moved else texts.settled(after)
            undo: Callable[[], None] | None = None
            if form is not None and before is not None:
                undo = partial(self._undo, before, after)
            self._session.prompts.inform(said, undo=undo)
            self.changed.emit()

        def failed(error: CasaError) -> None:
            if form is None:
                self._session.prompts.error(error)
            else:
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

    def _look_at(self, day: object) -> None:
        look_at(self._session, self.due, day)

    def _give_up(self) -> None:
        self._close_forms()
        self.left.emit()

    def _close_forms(self) -> None:
        self.form.hide()
        self.later.hide()

    def attend(self) -> None:
        """The next visit is of this person."""
        if self.row is not None and self._session.can(Action.VISIT_RECORD):
            self._session.go("today", ATTEND + self.row.person_uuid)

    def open_person(self) -> None:
        """The page of the person."""
        if self.row is not None:
            self._session.go("people", self.row.person_uuid)

    # painting

    def _fill(self) -> None:
        row = self.row
        empty(self._head)
        empty(self._box)
        self._empty.setVisible(row is None)
        self._acts.setVisible(row is not None)
        if row is None:
            return
        today = self._session.clock.today()
        self._head.addWidget(words(texts.person(row), "section", "follow_up_person"))
        self._head.addWidget(widgets.label(row.person_code, "muted", name="follow_up_code"))
        tone = {FollowUpState.DONE: "good", FollowUpState.NOT_ACHIEVED: "warn"}.get(row.state, "plain")
        badges = [widgets.Badge(texts.state(row, today), "warn" if row.late(today) else tone)]
        if row.private:
            badges.append(widgets.Badge(texts.PRIVATE_BADGE, "plain"))
        self._head.addWidget(flowing(*badges))
        pending = row.state is FollowUpState.PENDING
        for name in ("done_button", "failed_button", "postpone_button", "cancel_follow_up_button"):
            if (button := self._buttons.get(name)) is not None:
                button.setEnabled(pending)
        if (button := self._buttons.get("reopen_button")) is not None:
            button.setEnabled(not pending)
            button.setVisible(not pending)
        facts(self._box, texts.facts(row, self._catalog))


def look_at(session: Session, field: DueField, day: object) -> None:
    """Asks what day that is and tells the field."""
    if isinstance(day, date):
        session.run(
            followups.look_at, LookQuery(day), owner=field, done=field.tell, latest=f"followups.look.{field.name}"
        )
