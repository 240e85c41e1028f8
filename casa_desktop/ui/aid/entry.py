"""Taking the next delivery: who it is, what is handed out, save, and back to who comes next."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.aid_views import Delivery, Earlier, ItemStock
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.person_views import PersonPage
from casa_desktop.domain.visit_views import VisitRow
from casa_desktop.services import aid, people, visits
from casa_desktop.services.aid import Delivered, HandOut
from casa_desktop.services.people import PersonQuery
from casa_desktop.services.visits import PersonQuery as VisitsOf
from casa_desktop.services.visits import VoidService, VoidServices
from casa_desktop.texts import ui_aid as texts
from casa_desktop.texts import ui_visits
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.aid.form import DeliveryFacts, DeliveryForm
from casa_desktop.ui.forms.late import LateReason
from casa_desktop.ui.people.form import PersonForm
from casa_desktop.ui.people.picker import PersonPicker
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.session import Session
from casa_desktop.ui.today.taking import Taking
from casa_desktop.ui.worker import Priority

IDLE, PERSON, NEW, ANONYMOUS = "idle", "person", "new", "anonymous"


class DeliveryEntry(QWidget):
    """The left half of the deliveries. Between two of them it shows the picker; while one is taken, its form."""

    saved = Signal(object)
    """The :class:`Delivery`."""
    taken = Signal(str)
    """The uuid of the person whose delivery is taken now; empty when none is."""
    widened = Signal(bool)
    """Whether it wants the whole page: a new person and what they receive stand beside each other."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("delivery_entry")
        self.session = session
        self.mode = IDLE
        self.form: DeliveryForm | None = None
        self.person_form: PersonForm | None = None
        self._waiting: Draft | None = None
        self._stock: Sequence[ItemStock] = ()
        self.picker = PersonPicker(session, name="receiver_picker")
        self.picker.person_chosen.connect(self.take)
        self.picker.new_person.connect(self.take_new)
        anonymous = widgets.Button(
            texts.ANONYMOUS,
            self.take_anonymous,
            keys=hotkeys.ANONYMOUS,
            icon="eye-off",
            name="anonymous_button",
            scope=self,
        )
        asking = QWidget()
        inside = widgets.column(
            widgets.label(texts.WHO, "section"), self.picker, widgets.row(anonymous, left=True), gap=12
        )
        inside.addStretch(1)
        asking.setLayout(inside)
        self.taking_part = Taking(self.leave, self.ask_save, texts.SAVE)
        self._stack = QStackedWidget()
        self._stack.setObjectName("delivery_stack")
        for each in (asking, self.taking_part):
            self._stack.addWidget(each)
        self.setLayout(widgets.column(self._stack))

    # what the page does with it

    def set_facts(self, facts: DeliveryFacts) -> None:
        """Builds the form anew for these lists; what was being typed stays."""
        if self.form is not None and self.form.facts == facts:
            return
        kept = self.draft() if self.mode != IDLE else None
        if self.form is not None:
            self.taking_part.drop(self.form)
        self.form = DeliveryForm(facts, self.session.clock.today, LateReason(self.session))
        self.form.save_asked.connect(self.save)
        self.form.cancel_asked.connect(self.leave)
        self.form.set_stock(self._stock)
        for name in ("lines", "receiver", "date"):
            self.form.field(name).editor.edited.connect(self._ask_guard)
        self.form.field("date").widget.editingFinished.connect(lambda: self.set_stock(self._stock))  # type: ignore[attr-defined]  # a DateEdit is a QLineEdit
        self.taking_part.put(self.form)
        if (draft := self._waiting or kept) is not None:
            self._waiting = None
            self.restore(draft)

    def set_stock(self, stock: Sequence[ItemStock]) -> None:
        """What there is to hand out now."""
        self._stock = stock
        if self.form is not None:
            self.form.set_stock(stock)

    def take(self, person_uuid: str) -> None:
        """A delivery to somebody known."""
        if self.form is None:
            return
        self._begin(PERSON)
        self.form.start(person_uuid)
        self.form.set_stock(self._stock)
        self.taking_part.show_who("…")
        self.taken.emit(person_uuid)
        self.session.run(people.page, PersonQuery(person_uuid), owner=self, done=self._tell_person, failed=self._failed)
        if self.session.can(Action.VISIT_VIEW):
            self.session.run(
                visits.of_person, VisitsOf(person_uuid, 1), owner=self, done=self._tell_last, latest="aid.last"
            )
        self.form.lines.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_new(self, typed: str) -> None:
        """Somebody who is registered together with the delivery; *typed* is what was looked for."""
        if self.form is None or not self.session.can(Action.PERSON_REGISTER):
            return
        self._begin(NEW)
        self.person_form = PersonForm(self.session)
        self.person_form.save_asked.connect(self.ask_save)
        self.person_form.cancel_asked.connect(self.leave)
        self.person_form.person_recognised.connect(self._recognise)
        self.taking_part.put(self.person_form, first=True)
        self.taking_part.put_alert(self.person_form.alike.banner)
        self.person_form.set_typed(typed)
        self.form.start(new_id())
        self.form.set_stock(self._stock)
        self.person_form.focus_first()
        self.taking_part.show_who(texts.NEW_TITLE)

    def _recognise(self, person_uuid: str) -> None:
        """Who was being registered is known already: what they receive stays as typed."""
        typed = dict(self.form.draft()) if self.form is not None else {}
        self.take(person_uuid)
        if self.form is not None and typed:
            self.form.restore({**typed, "person_uuid": person_uuid})

    def take_anonymous(self) -> None:
        """Somebody who does not authorise being registered."""
        if self.form is None or self.mode != IDLE:
            return
        self._begin(ANONYMOUS)
        self.form.start(anonymous=True)
        self.form.set_stock(self._stock)
        self.taking_part.show_who(texts.ANONYMOUS_TITLE, ui_visits.ANONYMOUS_HINT)
        self.form.focus_first()

    def leave(self) -> None:
        """Back to the picker; asks first where something was typed. Not while it is being saved."""
        if self.mode == IDLE or not self.taking_part.save_button.isEnabled():
            return
        if not self.dirty or self.session.prompts.ask(texts.LEAVE_QUESTION, do=texts.LEAVE_DO, keep=texts.LEAVE_KEEP):
            self.rest()

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not stored."""
        forms = (self.form, self.person_form)
        return self.mode != IDLE and any(form is not None and form.dirty for form in forms)

    def rest(self) -> None:
        """Between two deliveries: the picker, empty, with the cursor in it."""
        self.mode = IDLE
        self._drop_person_form()
        self._widen(False)
        self._stack.setCurrentIndex(0)
        self.picker.clear()
        self.taken.emit("")
        self.focus_first()

    def focus_first(self) -> None:
        """Puts the cursor where work starts."""
        if self.mode == IDLE:
            self.picker.focus_first()
        elif self.person_form is not None:
            self.person_form.focus_first()
        elif self.form is not None:
            self.form.focus_first() if self.form.is_anonymous else self.form.lines.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.mode != IDLE:
            self.leave()
        else:
            super().keyPressEvent(event)

    def close_down(self) -> None:
        """Forgets whose delivery was being typed; the draft was taken before."""
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
            self.save()

    def save(self) -> None:
        """The person, if new, and the delivery in one commit."""
        if self.form is None or not self.taking_part.save_button.isEnabled():
            return
        if self.person_form is not None and (problems := self.person_form.check()):
            self.person_form.show_problems(problems)
            return
        given = self.form.command()
        person = self.person_form.command() if self.person_form is not None else None
        if person is not None:
            given = replace(given, visit=replace(given.visit, person_uuid=person.uuid))
        self.taking_part.save_button.setEnabled(False)
        self.session.run(
            aid.deliver,
            HandOut(given, person),
            owner=self,
            done=self._done,
            failed=self._failed,
            priority=Priority.SAVING,
            what=texts.SAVING,
            cancellable=False,
        )

    def _done(self, delivered: Delivered) -> None:
        self.taking_part.save_button.setEnabled(True)
        if self.form is not None:
            self.form.mark_saved()
            self.form.next_line()
        delivery = delivered.delivery
        may_undo = self.session.can(Action.VISIT_VOID)
        self.session.prompts.inform(texts.saved(delivery), undo=self._undo(delivery) if may_undo else None)
        self.rest()
        self.saved.emit(delivery)

    def _undo(self, delivery: Delivery) -> Callable[[], None]:
        command = VoidServices((VoidService(delivery.uuid, delivery.version, ui_visits.UNDO_REASON),))

        def undo() -> None:
            self.session.run(
                visits.void_all,
                command,
                owner=self,
                done=lambda _: self.session.prompts.inform(texts.UNDONE),
                priority=Priority.SAVING,
                cancellable=False,
            )

        return undo

    def _failed(self, error: CasaError) -> None:
        self.taking_part.save_button.setEnabled(True)
        if self.form is None:
            return
        theirs = []
        if self.person_form is not None:
            own = {field.name for field in self.person_form.fields()}
            theirs = [p for p in error.problems if self.person_form.field_of(p) in own]
        if any(problem.code is Code.DELIVERED_LATELY for problem in error.problems):
            self.form.field("override_reason").show()
        self.form.show_problems([p for p in error.problems if p not in theirs])
        if theirs and self.person_form is not None:
            self.person_form.show_problems(theirs)

    # who it is, and what they had before

    def _begin(self, mode: str) -> None:
        self.mode = mode
        self._drop_person_form()
        self._widen(mode == NEW)
        self.taking_part.begin()
        self._stack.setCurrentIndex(1)

    def _widen(self, wide: bool) -> None:
        self.taking_part.spread(wide)
        self.widened.emit(wide)

    def _drop_person_form(self) -> None:
        if self.person_form is not None:
            self.taking_part.drop(self.person_form)
            self.taking_part.drop_alert()
            self.person_form = None

    def _tell_person(self, page: PersonPage) -> None:
        if self.mode != PERSON or self.form is None or page.uuid != self.form.person_uuid:
            return
        self.taking_part.show_who(ui_visits.person_title(page), ui_visits.person_about(page))
        self.form.set_members(page.members)
        if len(page.members) > 1 and not self.form.receiver.value() and self.form.lines.value() == ():
            self.form.receiver.setFocus(Qt.FocusReason.OtherFocusReason)
        self._ask_guard()

    def _tell_last(self, rows: tuple[VisitRow, ...]) -> None:
        if self.mode != PERSON or self.form is None or not rows or rows[0].person_uuid != self.form.person_uuid:
            return
        if not self.form.field("profile").value():
            with self.form.quiet():
                self.form.field("profile").set_value(rows[0].profile)

    def _ask_guard(self) -> None:
        if self.form is None or self.mode != PERSON:
            return
        query = self.form.guard()
        if query is None:
            self._warn(())
        else:
            self.session.run(aid.guard, query, owner=self, done=self._warn, latest="aid.guard")

    def _warn(self, earlier: tuple[Earlier, ...]) -> None:
        if self.form is not None and self.mode == PERSON:
            held = earlier if self.form.guard() is not None else ()
            self.form.show_earlier(held)
            self.taking_part.warning.show_text(texts.warned(held), "warn")

    # drafts

    def draft(self) -> Draft | None:
        """Everything typed, and for whom; None between two deliveries."""
        if self.mode == IDLE or self.form is None:
            return self._waiting
        found: dict[str, Any] = {"mode": self.mode, "form": dict(self.form.draft())}
        if self.person_form is not None:
            found["person"] = dict(self.person_form.draft())
        return found

    def restore(self, draft: Draft) -> None:
        """Puts a draft back, as soon as there is a form for it."""
        if self.form is None:
            self._waiting = draft
            return
        mode = str(draft.get("mode", IDLE))
        form = dict(draft.get("form") or {})
        if mode == NEW:
            self.take_new("")
            if self.person_form is not None and isinstance(draft.get("person"), Mapping):
                self.person_form.restore(draft["person"])
        elif mode == ANONYMOUS:
            self.mode = IDLE
            self.take_anonymous()
        elif mode == PERSON:
            self.take(str(form.get("person_uuid", "")))
        else:
            return
        self.form.restore(form)
        self._ask_guard()
