"""The place on the page where a form stands: a new person, changes, a family member, kinship, an authorisation."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.person_views import Member, PersonPage
from casa_desktop.services import consents, families, households, people
from casa_desktop.services.families import FamilyRegistered
from casa_desktop.services.people import PersonQuery, PersonRegistered
from casa_desktop.texts import ui_families as texts_families
from casa_desktop.texts import ui_people as texts
from casa_desktop.texts import ui_scanning as texts_scanning
from casa_desktop.ui import widgets
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.kept import Place
from casa_desktop.ui.people.card import CardPart
from casa_desktop.ui.people.consent import ConsentForm
from casa_desktop.ui.people.family import JoinPart, KinshipForm
from casa_desktop.ui.people.family_form import FamilyForm
from casa_desktop.ui.people.form import PersonForm
from casa_desktop.ui.people.model import ATTEND
from casa_desktop.ui.people.panel import empty
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.session import Session
from casa_desktop.ui.worker import Priority


class FormDesk(QWidget):
    """One form at a time. ``closed`` when it was saved or given up, ``opened`` with a person to be shown instead."""

    closed = Signal()
    opened = Signal(str)
    widened = Signal(bool)
    """Whether the form wants the whole page."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("form_desk")
        self._session = session
        self._form: Form | None = None
        self._first: Callable[[], None] | None = None
        self._household = ""
        self._attend = False
        self._page: PersonPage | None = None
        self._title = widgets.label("", "section", name="form_title")
        self._inside = widgets.column(gap=12)
        content = QWidget()
        outer = widgets.column(self._inside)
        outer.addStretch(1)
        content.setLayout(outer)
        self._save = widgets.PrimaryButton(
            f"{texts.SAVE}   Ctrl+Enter", self._ask_save, icon="save", name="save_button"
        )
        cancel = widgets.Button(f"{texts.CANCEL}   Esc", self.give_up, name="cancel_button")
        foot = widgets.row(cancel)
        foot.addStretch(1)
        foot.addWidget(self._save)
        self.area = widgets.scrolled(content, "form_scroll")
        self._alert = widgets.column()
        body = widgets.column(self._title, self.area, self._alert, foot, gap=12)
        body.setStretch(1, 1)
        self.setLayout(widgets.column(widgets.card(body, name="form_card")))

    @property
    def form(self) -> Form | None:
        """The form that is open."""
        return self._form

    # which form

    def register(self, typed: str = "", household: str = "") -> None:
        """Somebody new; of *household* where that is given."""
        form = PersonForm(self._session)
        self._open(texts.MEMBER_NEW if household else texts.NEW_TITLE, form, self._register)
        self._household = household
        form.person_recognised.connect(self.opened)
        if typed:
            form.set_typed(typed)

    def register_family(self, *, attend: bool = False) -> None:
        """A whole family on one screen; *attend* goes on to the attention of its head."""
        form = FamilyForm(self._session)
        self._open(texts_families.TITLE, form, lambda: self._register_family(attend=attend))
        self._attend = attend
        self.widened.emit(True)

    def edit(self, page: PersonPage) -> None:
        """The details of somebody known."""
        form = PersonForm(self._session, page)
        self._open(texts.EDIT_TITLE, form, self._edit)
        self._page = page
        form.person_recognised.connect(self.opened)

    def add_member(self, page: PersonPage, catalog: Catalog | None) -> None:
        """Who else belongs to the family."""
        part = JoinPart(self._session, page, catalog)
        self._put(texts.MEMBER_QUESTION, part, saves=False)
        self._first = part.focus_first
        part.joined.connect(self.closed)
        part.new_member.connect(lambda typed: self.register(typed, page.household_uuid))
        part.focus_first()

    def cards(self, page: PersonPage) -> None:
        """The card with a code of somebody, or of their family."""
        part = CardPart(self._session, page)
        self._put(texts_scanning.CARD_TITLE, part, saves=False)
        self._first = part.focus_first
        part.done.connect(self.closed)
        part.focus_first()

    def change_kinship(self, member: Member, catalog: Catalog) -> None:
        """What a member is to the head of the household."""
        form = KinshipForm(self._session, catalog, member)
        self._open(
            texts.CHANGE_KINSHIP, form, lambda: self._run(households.describe, form.command(), self._said(texts.JOINED))
        )
        self._session.kept.keep(form, Place("people", member.person_uuid, texts.CHANGE_KINSHIP))

    def add_consent(self, page: PersonPage) -> None:
        """One more authorisation."""
        form = ConsentForm(self._session)
        self._open(
            texts.ADD_CONSENT,
            form,
            lambda: self._run(consents.record, form.command(page.uuid), self._said(texts.CONSENT_SAVED)),
        )
        self._session.kept.keep(form, Place("people", page.uuid, texts.ADD_CONSENT))

    # its life

    def may_leave(self) -> bool:
        """Whether nothing is lost by opening another form; asks where something was typed."""
        if self._form is None or not self._form.dirty:
            return True
        return self._session.prompts.ask(texts.LEAVE_QUESTION, do=texts.LEAVE_DO, keep=texts.LEAVE_KEEP)

    def give_up(self) -> None:
        """Esc: back, after asking where something was typed; not while that is being saved."""
        if self._save.isEnabled() and self.may_leave():
            self.close_form()
            self.closed.emit()

    def close_form(self) -> None:
        """Drops the form with all that was typed."""
        if isinstance(self._form, FamilyForm):
            self.widened.emit(False)
        if self._form is not None:
            self._form.mark_saved()  # or given up: nothing of it is kept
        empty(self._inside)
        empty(self._alert)
        self._form, self._first, self._page, self._household = None, None, None, ""

    def focus_first(self) -> None:
        """Puts the cursor into the first field."""
        if self._first is not None:
            self._first()

    def draft(self) -> Draft | None:
        """What is being typed of a person; None where nothing is."""
        if isinstance(self._form, FamilyForm) and self._form.dirty:
            return {"family": dict(self._form.draft()), "attend": self._attend}
        if not isinstance(self._form, PersonForm) or not self._form.dirty:
            return None
        edited = self._page.uuid if self._page is not None else ""
        return {"edited": edited, "household": self._household, "form": dict(self._form.draft())}

    def restore(self, draft: Draft, shown: Callable[[str], None]) -> None:
        """Opens the form again; *shown* is told whom it changes."""
        if isinstance(family := draft.get("family"), Mapping):
            self.register_family(attend=bool(draft.get("attend")))
            self._put_back(family)
            return
        kept = draft.get("form")
        if not isinstance(kept, Mapping):
            return
        if not (edited := str(draft.get("edited") or "")):
            self.register(household=str(draft.get("household") or ""))
            self._put_back(kept)
            return
        shown(edited)

        def done(page: PersonPage) -> None:
            self.edit(page)
            self._put_back(kept)

        self._session.run(people.page, PersonQuery(edited), owner=self, done=done, failed=lambda _: self.closed.emit())

    def _put_back(self, kept: Mapping[str, Any]) -> None:
        if self._form is not None:
            self._form.restore(kept)

    def _open(self, title: str, form: Form, save: Callable[[], None]) -> None:
        self._put(title, form, saves=True)
        self._form, self._first = form, form.focus_first
        if isinstance(form, PersonForm):
            self._alert.addWidget(form.alike.banner)
        form.save_asked.connect(save)
        form.cancel_asked.connect(self.give_up)
        form.focus_first()

    def _put(self, title: str, part: QWidget, *, saves: bool) -> None:
        self.close_form()
        self._title.setText(title)
        self._save.setVisible(saves)
        self._save.setEnabled(True)
        self._inside.addWidget(part)
        part.show()  # at once: what is not shown yet takes no focus

    def _ask_save(self) -> None:
        if self._form is not None:
            self._form.ask_save()

    # saving

    def _register(self) -> None:
        if isinstance(self._form, PersonForm):
            command = replace(self._form.command(), household_uuid=self._household)
            self._run(people.register, command, self._registered)

    def _registered(self, done: PersonRegistered) -> None:
        self._session.prompts.inform(texts.registered_as(done.code, done.same_document))
        self.close_form()
        self.opened.emit(done.uuid)

    def _register_family(self, *, attend: bool) -> None:
        if not isinstance(self._form, FamilyForm):
            return
        session = self._session

        def done(family: FamilyRegistered) -> None:
            session.prompts.inform(texts_families.registered(len(family.members), family.joined))
            self.close_form()
            self.opened.emit(family.head)
            if attend:
                session.go("today", ATTEND + family.head)

        self._run(families.register, self._form.command(), done)

    def _edit(self) -> None:
        if isinstance(self._form, PersonForm):
            self._run(people.edit, self._form.edit_command(), self._said(texts.SAVED))

    def _said(self, text: str) -> Callable[[Any], None]:
        def done(_: object) -> None:
            self._session.prompts.inform(text)
            self.close_form()
            self.closed.emit()

        return done

    def _run(self, verb: Callable[..., Any], command: object, done: Callable[[Any], None]) -> None:
        if not self._save.isEnabled():
            return  # it is being saved already
        self._save.setEnabled(False)
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
        self._save.setEnabled(True)
        if self._form is None:
            return
        if error.code is Code.CONFLICT and isinstance(self._form, PersonForm) and self._page is not None:
            self._session.run(
                people.page,
                PersonQuery(self._page.uuid),
                owner=self,
                done=self._merge,
                failed=lambda gone: self._form.show_problems(gone.problems) if self._form else None,
            )
        else:
            self._form.show_problems(error.problems)

    def _merge(self, page: PersonPage) -> None:
        """Somebody else was quicker: both versions stand on the screen, and nothing is stored until asked again."""
        if isinstance(self._form, PersonForm):
            self._page = page
            both = self._form.merge(page)
            self._form.banner.show_text(texts.conflict(both), "danger")
