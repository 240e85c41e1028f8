"""Asks whom a form is about, then shows it with their name above: what a page of its own opens for one person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QStackedWidget, QWidget

from casa_desktop.domain.access import Action, Compartment
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.person_views import PersonPage
from casa_desktop.services import people, psychology
from casa_desktop.services.drafts import SEALED
from casa_desktop.services.people import PersonQuery
from casa_desktop.services.psychology import KeyQuery
from casa_desktop.texts import ui_shell, ui_visits
from casa_desktop.ui import icons, widgets
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.people.picker import PersonPicker
from casa_desktop.ui.session import Session

PRIVATE = str(Compartment.PSYCHOLOGY)
"""Under what name a draft holds what is psychology's own."""


@dataclass(frozen=True, slots=True)
class Words:
    """What it says: its title, the question, the way back to it, the save button, and before something is lost."""

    title: str
    who: str
    change: str
    save: str
    leave_question: str
    leave_do: str
    leave_keep: str


class Whom(QWidget):
    """*form* is about one person. ``closed`` when it was given up, ``save_asked`` with nothing missing.

    Where its field «private» is on, a draft keeps the fields called *private* apart, sealed under psychology's key.
    """

    closed = Signal()
    save_asked = Signal()
    arrived = Signal(object)
    """The :class:`PersonPage` of who was chosen, before the form is shown."""

    def __init__(self, session: Session, form: Form, words: Words, *, name: str, private: Sequence[str] = ()) -> None:
        super().__init__()
        self.setObjectName(name)
        self._session, self._words = session, words
        self._private = tuple(private)
        self._sealed: Mapping[str, Any] = {}
        self._key = False
        if private and session.can(Action.NOTE_WRITE):
            session.run(psychology.key_at_hand, KeyQuery(), owner=self, done=self._on_key)
        self.form = form
        self.page: PersonPage | None = None
        self._waiting: dict[str, Any] | None = None
        self.picker = PersonPicker(session, name=f"{name}_picker", may_register=False)
        self.picker.person_chosen.connect(self.choose)
        self.form.save_asked.connect(self.save_asked)
        self.form.cancel_asked.connect(self.leave)
        back = widgets.Button(f"{ui_shell.BACK}   Esc", self.leave, name=f"{name}_leave")
        asking = QWidget()
        inside = widgets.column(widgets.label(words.who, "section", wrap=True), self.picker, gap=12)
        inside.addLayout(widgets.row(back, left=True))
        inside.addStretch(1)
        asking.setLayout(inside)
        self._who = widgets.label("", "section", wrap=True, name=f"{name}_who")
        self._about = widgets.label("", "muted", wrap=True, name=f"{name}_about")
        self.said = widgets.Banner()
        """What is good to know before it is written."""
        self._writing = QWidget()
        self._writing.setLayout(self._make_writing())
        self._stack = QStackedWidget()
        self._stack.setObjectName(f"{name}_stack")
        for each in (asking, self._writing):
            self._stack.addWidget(each)
        card = widgets.card(widgets.column(self._stack), name=f"{name}_card")
        card.setMaximumWidth(icons.scaled(860))
        outer = widgets.column(widgets.label(words.title, "section"), card, gap=12)
        outer.setStretch(1, 1)
        self.setLayout(outer)

    def _on_key(self, at_hand: bool) -> None:
        self._key = at_hand

    def _make_writing(self) -> QBoxLayout:
        name = self.objectName()
        change = widgets.Button(self._words.change, self._ask_again, name=f"{name}_change")
        top = widgets.row(widgets.column(self._who, self._about, gap=2), change)
        top.setStretch(0, 1)
        top.setAlignment(change, Qt.AlignmentFlag.AlignTop)
        self.save_button = widgets.PrimaryButton(
            f"{self._words.save}   Ctrl+Enter", self.form.ask_save, icon="save", name=f"{name}_save"
        )
        cancel = widgets.Button(f"{ui_shell.CANCEL}   Esc", self.leave, name=f"{name}_cancel")
        foot = widgets.row(cancel)
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        content = QWidget()
        held = widgets.column(self.form)
        held.addStretch(1)
        held.setContentsMargins(0, 0, widgets.GAP, 0)
        content.setLayout(held)
        area = widgets.scrolled(content, f"{name}_scroll")
        # As tall as there is room for: what it holds scrolls here, and not the whole page.
        area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        made = widgets.column(top, self.said, area, foot, gap=12)
        made.setStretch(2, 1)
        return made

    @property
    def person_uuid(self) -> str:
        """Whom the form is about; empty while that is asked."""
        return self.page.uuid if self.page is not None else ""

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not stored."""
        return self.page is not None and self.form.dirty

    def begin(self, person_uuid: str = "") -> None:
        """Asks who it is, or opens the form of *person_uuid* at once."""
        self.clear()
        if person_uuid:
            self.choose(person_uuid)
        else:
            self.focus_first()

    def choose(self, person_uuid: str) -> None:
        """The form is about this person from now on."""
        self._session.run(
            people.page,
            PersonQuery(person_uuid),
            owner=self,
            done=self._arrive,
            failed=self._gone,
            latest=f"{self.objectName()}.person",
        )

    def _arrive(self, page: PersonPage) -> None:
        self.page = page
        name = ui_visits.ANONYMOUS_TITLE if page.anonymous else ui_visits.person_title(page)
        self._who.setText(name)
        self._about.setText(ui_visits.person_about(page))
        self.said.show_text("")
        self.arrived.emit(page)
        self._stack.setCurrentIndex(1)
        if self._waiting is not None:
            kept, self._waiting = self._waiting, None
            apart = kept.pop(PRIVATE, None) or {}
            if SEALED in apart:
                self._sealed = apart
                self.said.show_text(ui_visits.SEALED_TEXT, "warn")
            else:
                kept |= apart
            self.form.restore(kept)
        if self.isVisible():
            self.form.focus_first()

    def _gone(self, error: CasaError) -> None:
        self._ask_again()
        self._session.prompts.error(error)

    def _ask_again(self) -> None:
        """Another person for what was typed."""
        self.page = None
        self._stack.setCurrentIndex(0)
        self.picker.clear()
        self.focus_first()

    def leave(self) -> None:
        """Esc: asks first where something was typed. Not while it is being saved."""
        if self.save_button.isEnabled() and self.may_leave():
            self.clear()
            self.closed.emit()

    def may_leave(self) -> bool:
        """Whether nothing typed would be lost, or the user lets it go."""
        words = self._words
        return not self.dirty or self._session.prompts.ask(
            words.leave_question, do=words.leave_do, keep=words.leave_keep
        )

    def clear(self) -> None:
        """Forgets who it was and what was typed."""
        self.page = None
        self._waiting, self._sealed = None, {}
        self._who.setText("")
        self._about.setText("")
        self.said.show_text("")
        self.save_button.setEnabled(True)
        self.form.clear()
        self.picker.clear()
        self._stack.setCurrentIndex(0)

    def focus_first(self) -> None:
        """Puts the cursor where work starts."""
        if self.page is None:
            self.picker.focus_first()
        else:
            self.form.focus_first()

    def draft(self) -> dict[str, Any] | None:
        """For whom, and what stands in the form; None where nothing was typed."""
        if self._waiting is not None:
            return dict(self._waiting)
        if not self.dirty:
            return None
        found = {"person_uuid": self.person_uuid, **self.form.draft()}
        if self._sealed and not any(found.get(name) for name in self._private):
            found[PRIVATE] = dict(self._sealed)
        elif self._private and found.get("private") and self._key:
            found[PRIVATE] = {name: found.pop(name) for name in self._private}
        return found

    def restore(self, draft: dict[str, Any]) -> None:
        """Puts a draft back as soon as its person was read."""
        self.clear()
        self._waiting = dict(draft)
        self.choose(str(draft.get("person_uuid", "")))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
