"""Who joins the queue, or gets connectivity: first who it is, then what for; a typed form is kept as a draft."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from casa_desktop.domain.access import Action, Compartment
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.lane import LaneRow
from casa_desktop.domain.person_views import PersonPage
from casa_desktop.domain.rcf import KnownNumber
from casa_desktop.domain.visit_views import VisitRow
from casa_desktop.services import connectivity, people, rcf, rcf_numbers, visits
from casa_desktop.services.people import PersonQuery
from casa_desktop.services.rcf_numbers import NumbersOf
from casa_desktop.services.visits import PersonQuery as VisitsOf
from casa_desktop.texts import ui_rcf as texts
from casa_desktop.texts import ui_shell
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.people.picker import PersonPicker
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.rcf.forms import GiveForm, QueueForm
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.stack import Stack
from casa_desktop.ui.visits import undo
from casa_desktop.ui.worker import Priority

QUEUE, GIVE = "queue", "give"
_SEALED = str(Compartment.RCF)
_NUMBER = "number"


class Adding(QWidget):
    """Picker, then form. ``closed`` when it is done or given up, with the uuid of a new turn or an empty text."""

    closed = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("adding")
        self._session = session
        self._catalog: Catalog | None = None
        self._numbers = False
        self._profile = ""
        """Of the last handful: the next group is often alike."""
        self._lane_turn = ""
        self.mode = ""
        self.form: QueueForm | GiveForm | None = None
        self.picker = PersonPicker(session, name="rcf_picker", may_register=False)
        self.picker.person_chosen.connect(self._take)
        self._title = widgets.label("", "section", wrap=True, name="adding_title")
        self._about = widgets.label("", "muted", wrap=True, name="adding_about")
        self._hint = widgets.hint(texts.GIVE_HINT)
        back = widgets.Button(texts.BACK, self.leave, keys="Esc", name="leave_button")
        top = widgets.row(widgets.column(self._title, self._about, gap=2), back)
        top.setStretch(0, 1)
        top.setAlignment(back, Qt.AlignmentFlag.AlignTop)
        self._who = QWidget()
        anonymous = widgets.Button(
            texts.ANONYMOUS_BUTTON,
            lambda: self._take(""),
            keys=hotkeys.ANONYMOUS,
            name="anonymous_button",
            scope=self._who,
        )
        who = widgets.column(self.picker, widgets.row(anonymous, left=True), gap=12)
        who.addStretch(1)
        self._who.setLayout(who)
        self._place = widgets.column(gap=12)
        self._known = widgets.link(
            ui_shell.before_key(texts.KNOWN_BUTTON, hotkeys.KNOWN),
            self._ask_who,
            keys=hotkeys.KNOWN,
            name="known_button",
        )
        content = QWidget()
        inside = widgets.column(self._hint, self._place, gap=12)
        inside.addStretch(1)
        inside.setContentsMargins(0, 0, widgets.GAP, 0)
        content.setLayout(inside)
        self.save_button = widgets.PrimaryButton(
            f"{texts.SAVE}   Ctrl+Enter", self._ask_save, icon="save", name="save_button"
        )
        foot = widgets.row(self._known)
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        self._typing = QWidget()
        scroll = widgets.scrolled(content, "adding_scroll")
        scroll.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        typing = widgets.column(scroll, foot, gap=12)
        typing.setStretch(0, 1)
        self._typing.setLayout(typing)
        self._stack = Stack(self._who, self._typing, name="adding_stack")
        outer = widgets.column(top, self._stack, gap=12)
        outer.setStretch(1, 1)
        self.setLayout(outer)

    # what the page does with it

    def set_facts(self, catalog: Catalog, numbers: bool) -> None:
        """Lists, and whether numbers can be written now."""
        self._catalog, self._numbers = catalog, numbers

    def begin(self, mode: str, row: LaneRow | None = None) -> None:
        """One more turn, or a handful; *row* is whom the waiting room sends."""
        self._drop()
        self.mode = mode
        self._lane_turn = row.turn_uuid if row is not None else ""
        if mode == GIVE or row is not None:
            self._take(row.person_uuid if row is not None else "")
        else:
            self._ask_who()

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not stored."""
        return self.form is not None and self.form.dirty

    def leave(self) -> None:
        """Back to the queue; asks first where something was typed."""
        if not self.dirty or self._session.prompts.ask(texts.LEAVE_QUESTION, do=texts.LEAVE_DO, keep=texts.LEAVE_KEEP):
            self._end("")

    def clear(self) -> None:
        """Forgets everything."""
        self._drop()
        self.mode = ""
        self.picker.clear()
        self._title.setText("")
        self._about.setText("")

    def focus_first(self) -> None:
        """Puts the cursor where work starts."""
        if self.form is not None:
            self.form.focus_first()
        else:
            self.picker.focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    # who it is

    def _ask_who(self) -> None:
        self._drop()
        self._title.setText(texts.WHO if self.mode == QUEUE else texts.WHO_GIVEN)
        self._about.setText("")
        self.picker.clear()
        self._stack.present(self._who)
        self.picker.focus_first()

    def _take(self, person_uuid: str) -> None:
        if self._catalog is None:
            return
        self._drop()
        today = self._session.clock.today
        if self.mode == QUEUE:
            self.form = QueueForm(self._catalog, today, person_uuid, self._numbers)
        else:
            self.form = GiveForm(self._catalog, today, person_uuid)
            self.form.propose_profile(self._profile)
        self.form.mark_saved()
        self.form.save_asked.connect(self._save)
        self.form.cancel_asked.connect(self.leave)
        self._place.addWidget(self.form)
        self._title.setText(texts.ENQUEUE_TITLE if self.mode == QUEUE else texts.GIVE_TITLE)
        self._about.setText("" if person_uuid else texts.ANONYMOUS_BUTTON)
        self._hint.setVisible(self.mode == GIVE and not person_uuid)
        self._known.setVisible(self.mode == GIVE and not person_uuid)
        self._stack.present(self._typing)
        self.form.focus_first()
        if person_uuid:
            self._ask_about(person_uuid)

    def _ask_about(self, person_uuid: str) -> None:
        form, run = self.form, self._session.run

        def named(page: PersonPage) -> None:
            if self.form is form:
                self._title.setText(texts.named(page))

        def last(rows: tuple[VisitRow, ...]) -> None:
            if self.form is form and form is not None and rows:
                form.propose_profile(rows[0].profile)

        def known(numbers: tuple[KnownNumber, ...]) -> None:
            if self.form is form and isinstance(form, QueueForm):
                form.offer(numbers)

        run(people.page, PersonQuery(person_uuid), owner=self, done=named, latest="rcf.person")
        run(visits.of_person, VisitsOf(person_uuid, 4), owner=self, done=last, latest="rcf.last")
        if self.mode == QUEUE and self._numbers:
            run(rcf_numbers.numbers_of, NumbersOf(person_uuid), owner=self, done=known, latest="rcf.known")

    def _drop(self) -> None:
        if self.form is not None:
            self._place.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None

    # saving

    def _ask_save(self) -> None:
        if self.form is not None:
            self.form.ask_save()

    def _save(self) -> None:
        form = self.form
        if form is None or not self.save_button.isEnabled():
            return
        self.save_button.setEnabled(False)
        if isinstance(form, QueueForm):
            self._run(rcf.enqueue, replace(form.command(), lane_turn=self._lane_turn), self._enqueued)
        else:
            self._profile = form.command().profile
            self._run(connectivity.give, form.command(), self._given)

    def _run(self, verb: Callable[[Any, Any], Any], command: object, done: Callable[[Any], None]) -> None:
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

    def _enqueued(self, uuid: str) -> None:
        self._session.prompts.inform(texts.ENQUEUED)
        self._end(uuid)

    def _given(self, services: tuple[str, ...]) -> None:
        may_undo = self._session.can(Action.VISIT_VOID)
        take_back = undo_of(self._session, self, services) if may_undo else None
        self._session.prompts.inform(texts.SAVED_GIVEN, undo=take_back)
        self._end("")

    def _failed(self, error: CasaError) -> None:
        self.save_button.setEnabled(True)
        if self.form is not None:
            self.form.show_problems(error.problems)

    def _end(self, uuid: str) -> None:
        self.save_button.setEnabled(True)
        self.clear()
        self.closed.emit(uuid)

    # drafts

    def draft(self) -> Draft | None:
        """What is typed and for whom. A number stands under its compartment, where it is sealed under that key too."""
        if self.form is None or not self.form.dirty:
            return None
        fields = dict(self.form.draft())
        number = fields.pop(_NUMBER, "")
        kept: dict[str, Any] = {"mode": self.mode, "person": self.form.person_uuid, "form": fields}
        return kept | ({_SEALED: {_NUMBER: number}} if number else {})

    def restore(self, draft: Draft) -> None:
        """Puts a draft back; a number whose key is not at hand is left out."""
        self.mode = str(draft.get("mode", QUEUE))
        self._take(str(draft.get("person", "")))
        fields = draft.get("form")
        sealed = draft.get(_SEALED)
        if self.form is not None and isinstance(fields, Mapping):
            number = sealed.get(_NUMBER) if isinstance(sealed, Mapping) else None
            self.form.restore({**fields, **({_NUMBER: number} if number else {})})


def undo_of(session: Session, owner: QWidget, services: tuple[str, ...]) -> Callable[[], None]:
    """What «Deshacer» does after a save: the services are voided, and nothing of them counts."""
    return undo.undo_of(session, owner, services, reason=texts.UNDO_REASON, said=texts.UNDONE)
