"""Taking the next visit: who it is, what was given, save, and back to who comes next."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.catalog import Form as Kinds
from casa_desktop.domain.children import ALONE
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.lane import LaneRow
from casa_desktop.services import intake, lane
from casa_desktop.services.drafts import SEALED
from casa_desktop.services.intake import Receive, Received
from casa_desktop.services.lane import Identify
from casa_desktop.texts import ui_lane, ui_scanning
from casa_desktop.texts import ui_visits as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.forms.late import LateReason
from casa_desktop.ui.people.form import PersonForm
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.session import Session
from casa_desktop.ui.today.asking import Asking
from casa_desktop.ui.today.knowing import Knowing
from casa_desktop.ui.today.taking import Taking
from casa_desktop.ui.visits.form import FormFacts, VisitForm
from casa_desktop.ui.visits.undo import undo_of
from casa_desktop.ui.worker import Priority

IDLE, PERSON, NEW, ANONYMOUS = "idle", "person", "new", "anonymous"


class Entry(QWidget):
    """The left half of «Hoy». Between two visits it shows the picker; while one is taken, its form."""

    saved = Signal(str)
    """The uuid of the visit."""
    widened = Signal(bool)
    """Whether it wants the whole page: a person and their visit stand beside each other on one screen."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("entry")
        self.session = session
        self.mode = IDLE
        self.form: VisitForm | None = None
        self.person_form: PersonForm | None = None
        self._waiting: Draft | None = None
        self._sealed: dict[str, Any] = {}
        self._steps = ""
        self.turn: LaneRow | None = None
        """The turn that is attended, where one was called."""
        asking = self.asking = Asking(session, self.take_nameless, self.take_anonymous)
        self.picker = asking.picker
        self.picker.person_chosen.connect(self.take)
        self.picker.new_person.connect(self.take_new)
        self.anonymous_button, self.nameless_button = asking.anonymous_button, asking.nameless_button
        self.taking_part = Taking(self.leave, self.ask_save)
        self._stack = QStackedWidget()
        self._stack.setObjectName("entry_stack")
        for each in (asking, self.taking_part):
            self._stack.addWidget(each)
        self.setLayout(widgets.column(self._stack))
        self.knowing = Knowing(session, self.taking_part, lambda: self.form if self.mode == PERSON else None)

    # what the page does with it

    def set_facts(self, facts: FormFacts) -> None:
        """Builds the form anew for these lists and this day; what was being typed stays."""
        kept = self.draft() if self.mode != IDLE else None
        remembered = self.form.remembered() if self.form is not None else {}
        if self.form is not None:
            self.taking_part.drop(self.form)
        self.form = VisitForm(facts, self.session.clock.today, LateReason(self.session))
        self.form.guard.read.connect(lambda: self.session.prompts.inform(ui_scanning.READ_OVER_A_FORM))
        self.form.load({"staff": facts.staff[0][0] if facts.staff else None, **remembered})
        self.form.steps.show_steps(self._steps)
        self.form.asks = self.ask_save
        self.form.cancel_asked.connect(self.leave)
        self.taking_part.put(self.form)
        if (draft := self._waiting or kept) is not None:
            self._waiting = None
            self.restore(draft)

    @property
    def pointed_at(self) -> str:
        """As :attr:`attended`; between two visits, who is found."""
        return self.picker.list.current() if self.mode == IDLE else self.attended

    def set_steps(self, steps: str) -> None:
        """The desk's own steps with a child who came alone; empty = the program's."""
        self._steps = steps
        if self.form is not None:
            self.form.steps.show_steps(steps)

    @property
    def taking(self) -> bool:
        """Whether a visit is being typed."""
        return self.mode != IDLE

    def attend(self, row: LaneRow) -> None:
        """Whoever was called: their visit, with what they waited for; who gave no name is looked for first."""
        self.rest()
        self.turn = row
        if row.person_uuid:
            self.take(row.person_uuid, family=row.family)
        else:
            self.asking.called.show_text(ui_lane.attending(row))
            self.focus_first()

    def take(self, person_uuid: str, *, family: bool = False) -> None:
        """The visit of somebody known; *family* = they came together."""
        if self.form is None:
            return
        self._begin(PERSON)
        self.form.start(person_uuid)
        self._propose()
        self.knowing.ask(person_uuid, family=family)
        self._to_services()

    def repeat(self) -> None:
        """«Igual que la última atención», of who is attended or found."""
        if self.mode == IDLE and (found := self.picker.list.current()):
            self.take(found)
        self.knowing.repeat()

    def take_new(self, typed: str) -> None:
        """Somebody who is registered together with the visit; *typed* is what was looked for."""
        if self.form is None or not self.session.can(Action.PERSON_REGISTER):
            return
        self._begin(NEW)
        self._open_person_form()
        if self.person_form is not None:
            self.person_form.set_typed(typed)
            self.form.start(new_id())
            self._propose()
            self.person_form.focus_first()
        self.taking_part.show_who(texts.NEW_TITLE)

    def take_nameless(self) -> None:
        """Somebody new who gives no name: there is nothing to look for."""
        self.take_new("")
        if self.mode == NEW and self.person_form is not None:
            self.person_form.set_nameless()

    def take_anonymous(self) -> None:
        """Somebody who does not authorise being registered."""
        if self.form is None:
            return
        self._begin(ANONYMOUS)
        self.form.start(anonymous=True)
        self._propose()
        self.taking_part.show_who(texts.ANONYMOUS_TITLE, texts.ANONYMOUS_HINT)
        self.form.focus_first()

    def leave(self) -> None:
        """Back to the picker; asks first where something was typed. Not while it is being saved: the answer would find
        the next visit in its place."""
        if self.mode == IDLE or not self.taking_part.save_button.isEnabled():
            return
        if self.may_drop():
            self.rest()

    def may_drop(self) -> bool:
        """Whether what is being typed may go; asks where there is something."""
        return not self.dirty or self.session.prompts.ask(
            texts.LEAVE_QUESTION, do=texts.LEAVE_DO, keep=texts.LEAVE_KEEP
        )

    @property
    def attended(self) -> str:
        """The uuid of the person whose visit is being typed; empty where that is somebody new, or nobody."""
        return self.form.person_uuid if self.mode == PERSON and self.form is not None else ""

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not stored."""
        forms = (self.form, self.person_form)
        return self.mode != IDLE and any(form is not None and form.dirty for form in forms)

    def rest(self) -> None:
        """Between two visits: the picker, empty, with the cursor in it."""
        self.mode, self.turn = IDLE, None
        self.asking.called.show_text("")
        self._sealed = {}
        self.taking_part.sealed.show_text("")
        self._drop_person_form()
        self._widen(False)
        self._stack.setCurrentIndex(0)
        self.picker.clear()
        self.focus_first()

    def focus_first(self) -> None:
        """Puts the cursor where work starts."""
        if self.mode == IDLE:
            self.picker.focus_first()
        elif self.person_form is not None:
            self.person_form.focus_first()
        elif self.form is not None:
            self.form.focus_first() if self.form.is_anonymous else self._to_services()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.mode != IDLE:
            self.leave()
        else:
            super().keyPressEvent(event)

    def close_down(self) -> None:
        """Forgets whose visit was being typed; the draft was taken before."""
        self.mode = IDLE
        self._drop_person_form()
        self.picker.clear()
        self.taking_part.clear()
        if self.form is not None:
            self.form.clear()

    # saving

    def ask_save(self) -> None:
        """Tells everything that is missing in both forms, or saves."""
        if self.form is None or self.mode == IDLE:
            return
        wrong = self.form.check()
        self.form.show_problems(wrong)
        if self.person_form is not None:
            problems = self.person_form.check()
            self.person_form.show_problems(problems)
            wrong = (*problems, *wrong)
        if not wrong:
            self._save()

    def _save(self) -> None:
        """Both at once, in one commit."""
        if self.form is None or not self.taking_part.save_button.isEnabled():
            return
        person = self.person_form.command() if self.person_form is not None else None
        visit = self.form.command()
        if person is not None:
            visit = replace(visit, person_uuid=person.uuid)
        self.taking_part.save_button.setEnabled(False)
        self.session.run(
            intake.receive,
            Receive(visit, person),
            owner=self,
            done=self._done,
            failed=self._failed,
            priority=Priority.SAVING,
            what=texts.SAVING,
            cancellable=False,
        )

    def _done(self, received: Received) -> None:
        self.taking_part.save_button.setEnabled(True)
        if self.form is not None:
            self.form.mark_saved()
            self.form.next_line()
        said = texts.SAVED if received.person is None else texts.SAVED_NEW
        may_undo = self.session.can(Action.VISIT_VOID) and received.visit.services
        undo = undo_of(self.session, self, received.visit.services, reason=texts.UNDO_REASON, said=texts.UNDONE)
        self.session.prompts.inform(said, undo=undo if may_undo else None)
        turn = self.turn
        self.rest()
        self.saved.emit(received.visit.uuid)
        if turn is not None and not turn.person_uuid:
            command = Identify(turn.turn_uuid, received.visit.person_uuid)
            self.session.run(lane.identify, command, owner=self, cancellable=False)

    def _failed(self, error: CasaError) -> None:
        self.taking_part.save_button.setEnabled(True)
        if self.form is None:
            return
        if self.person_form is not None:
            own = {field.name for field in self.person_form.fields()}
            theirs = [p for p in error.problems if self.person_form.field_of(p) in own]
        else:
            theirs = []
        self.form.show_problems([p for p in error.problems if p not in theirs])
        if theirs and self.person_form is not None:
            self.person_form.show_problems(theirs)

    # who it is

    def _begin(self, mode: str) -> None:
        self.mode = mode
        self._drop_person_form()
        self._widen(mode == NEW)
        self.taking_part.begin()
        self._stack.setCurrentIndex(1)

    def _widen(self, wide: bool) -> None:
        self.taking_part.spread(wide)
        self.widened.emit(wide)

    def _open_person_form(self) -> None:
        self.person_form = PersonForm(self.session)
        self.person_form.asks = self.ask_save
        self.person_form.cancel_asked.connect(self.leave)
        self.person_form.person_recognised.connect(self._recognise)
        self.person_form.edited.connect(self._follow_person)
        self.taking_part.put(self.person_form, first=True)
        self.taking_part.put_alert(self.person_form.alike.banner)

    def _recognise(self, person_uuid: str) -> None:
        """Who was being registered is known already: their visit, with the services as typed."""
        typed = dict(self.form.draft()) if self.form is not None else {}
        self.take(person_uuid)
        if self.form is not None and typed:
            self.form.restore({**typed, "person_uuid": person_uuid})

    def _follow_person(self) -> None:
        """What a service asks may depend on who is being registered."""
        if self.person_form is not None and self.form is not None:
            details = self.person_form.command().details
            self.form.show_person(details.sex, details.age)

    def _drop_person_form(self) -> None:
        if self.person_form is not None:
            self.taking_part.drop(self.person_form)
            self.taking_part.drop_alert()
            self.person_form = None

    def _to_services(self) -> None:
        if self.form is not None:
            self.form.services.setFocus(Qt.FocusReason.OtherFocusReason)

    def _propose(self) -> None:
        """What somebody waited for is on, as far as it is recorded here; or the one kind that the actor records."""
        if self.form is not None and self.turn is not None:
            if here := [code for code in self.turn.types if code in self.form.parts]:
                self.form.services.set_value(here)
            if alone := [str(code) for code in self.turn.priorities if code in ALONE]:
                self.form.field("vulnerabilities").set_value(alone)
                self.form.more.show()
            return
        if self.form is None or self.session.can(Action.CATALOG_EDIT):
            return
        own = {Kinds.PSYCHOLOGY: Action.RECORD_PSYCHOLOGY}
        for kind in self.form.facts.catalog.types_for(self.session.actor.roles, self.form.facts.day):
            if kind.form in own and self.session.can(own[kind.form]) and len(self.session.actor.roles) == 1:
                with self.form.quiet():
                    self.form.services.set_value((kind.code,))
                self.form.mark_saved()

    # drafts

    def draft(self) -> Draft | None:
        """Everything typed, and for whom; None between two visits."""
        if self.mode == IDLE or self.form is None:
            return self._waiting
        found: dict[str, Any] = {"mode": self.mode, "form": {}}
        for name, part in self.form.draft().items():
            # What belongs to a compartment stands at the top, where it is sealed under its key.
            if name in ("fields", "uuids", "person_uuid", "more"):
                found["form"][name] = part
            else:
                found[name] = part
        if self.person_form is not None:
            found["person"] = dict(self.person_form.draft())
        return found | self._sealed

    def restore(self, draft: Draft) -> None:
        """Puts a draft back, as soon as there is a form for it."""
        if self.form is None:
            self._waiting = draft
            return
        mode = str(draft.get("mode", IDLE))
        if mode == NEW:
            self.take_new("")
            if self.person_form is not None and isinstance(draft.get("person"), Mapping):
                self.person_form.restore(draft["person"])
        elif mode == ANONYMOUS:
            self.take_anonymous()
        elif mode == PERSON:
            self.take(str(dict(draft["form"]).get("person_uuid", "")))
        else:
            return
        parts = {k: v for k, v in draft.items() if k not in ("mode", "form", "person", "day")}
        self._sealed = {k: v for k, v in parts.items() if isinstance(v, Mapping) and SEALED in v}
        self.form.restore(
            {**dict(draft.get("form") or {}), **{k: v for k, v in parts.items() if k not in self._sealed}}
        )
        self._follow_person()
        self.taking_part.sealed.show_text(texts.SEALED_NOTE if self._sealed else "", "warn")
