"""One person on the screen: who they are, their numbers behind dots, family, authorisations and attentions."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QLayout, QLayoutItem, QVBoxLayout, QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.person_views import Member, PersonPage, Revealed
from casa_desktop.services import people
from casa_desktop.services.people import PersonQuery, ReservePerson
from casa_desktop.texts import ui_followups, ui_referrals, ui_shell, ui_timeline, ui_visits
from casa_desktop.texts import ui_people as texts
from casa_desktop.texts.places import municipalities
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.people.consent import ConsentPart
from casa_desktop.ui.people.family import FamilyPart
from casa_desktop.ui.people.parts import Beside, flowing
from casa_desktop.ui.people.summary import SummaryOutput
from casa_desktop.ui.people.timeline import OpenPart, TimelinePart
from casa_desktop.ui.session import Session
from casa_desktop.ui.worker import Priority


class PersonPanel(QWidget):
    """Shows what it is given; asks for what opens over it by its signals."""

    edit_asked = Signal()
    attend_asked = Signal(str)
    opened = Signal(str)
    """The uuid of another person."""
    member_asked = Signal()
    kinship_asked = Signal(object)
    consent_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("person_panel")
        self._session = session
        self._page: PersonPage | None = None
        self._catalog: Catalog | None = None
        self._revealed: Revealed | None = None
        self._output = SummaryOutput(session, self)
        self.open_part, self.line = OpenPart(session), TimelinePart(session)
        self.line.person_asked.connect(self.opened)
        self.line.consents_asked.connect(self._to_consents)
        self.line.print_asked.connect(self.print_summary)
        self.line.save_asked.connect(self.save_summary)
        self._box, self._facts, self._consents = widgets.column(gap=12), widgets.column(), widgets.column()
        self._line_card = widgets.card(widgets.column(self.line), margin=12, name="timeline_card")
        outer = widgets.column(self._box, self.open_part, self._facts, self._line_card, self._consents, gap=12)
        outer.addStretch(1)
        self.setLayout(outer)
        self._line_card.hide()

    @property
    def page(self) -> PersonPage | None:
        """Who is shown."""
        return self._page

    def show_person(self, page: PersonPage, catalog: Catalog) -> None:
        """Shows a person; numbers that were asked for stay whole only while the same person is shown."""
        if (page, catalog) != (self._page, self._catalog):
            if self._page is None or self._page.uuid != page.uuid:
                self._revealed = None
            self._page, self._catalog = page, catalog
            self._fill()
        self._line_card.show()
        self.line.show_person(page.uuid, catalog, printable=self._may_print(page))
        if page.anonymous:
            self.open_part.clear()
        else:
            self.open_part.show_person(page.uuid, catalog)

    def clear(self) -> None:
        """Forgets whom it showed."""
        self._page, self._revealed = None, None
        for box in (self._box, self._facts, self._consents):
            empty(box)
        self.open_part.clear()
        self.line.clear()
        self._line_card.hide()

    def focus_first(self) -> None:
        """Puts the cursor on the first thing that may be done."""
        for name in ("attend_button", "edit_button", "reveal_button"):
            if (button := self._shown(name)) is not None:
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def reveal(self) -> None:
        """Shows numbers whole, which is audited, or hides them again."""
        if self._page is None or not self._session.can(Action.PERSON_REVEAL):
            return
        if self._revealed is not None:
            self._revealed = None
            self._fill()
            return
        asked = self._page.uuid

        def done(whole: Revealed) -> None:
            if self._page is not None and self._page.uuid == asked:
                self._revealed = whole
                self._fill()

        self._session.run(people.reveal, PersonQuery(asked), owner=self, done=done, cancellable=False)

    def refer(self) -> None:
        """Begins a referral of the person."""
        if self._page is not None and self._session.can(Action.REFERRAL_WRITE):
            self._session.go("referrals", f"person:{self._page.uuid}")

    def follow_up(self) -> None:
        """Begins a follow-up of the person."""
        if self._page is not None and not self._page.anonymous and self._session.can(Action.FOLLOW_UP_WRITE):
            self._session.go("followups", f"person:{self._page.uuid}")

    def print_summary(self) -> None:
        """Prints what may be on paper of the person."""
        if self._page is not None and self._catalog is not None and self._may_print(self._page):
            self._output.print(self._page.uuid, self._catalog)

    def save_summary(self) -> None:
        """The same paper as a file."""
        if self._page is not None and self._catalog is not None and self._may_print(self._page):
            self._output.save(self._page.uuid, self._page.code, self._catalog)

    def _may_print(self, page: PersonPage) -> bool:
        return not page.anonymous and self._session.can(Action.PERSON_PRINT)

    def _to_consents(self) -> None:
        """An authorisation lives on this page."""
        for name in ("add_consent_button", "consent_part"):
            if (found := self._shown(name)) is not None:
                found.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    # what it is made of

    def _fill(self) -> None:
        page, catalog = self._page, self._catalog
        if page is None or catalog is None:
            return
        focus = QApplication.focusWidget()
        focused = focus.objectName() if focus is not None and self.isAncestorOf(focus) else ""
        for box in (self._box, self._facts, self._consents):
            empty(box)
        self._box.addLayout(self._head(page))
        for said, tone in ((texts.same_document(page.same_document), "warn"), (texts.pending(page.pending), "accent")):
            if said:
                banner = widgets.Banner()
                self._box.addWidget(banner)
                banner.show_text(said, tone)  # once it has a parent to be shown in
        if not page.anonymous:
            self._box.addWidget(self._acts(page))
            numbers = widgets.card(self._numbers(page, catalog), margin=12)
            self._facts.addWidget(Beside(numbers, self._card(self._family(page, catalog)), shares=(2, 3), gap=12))
            consent = ConsentPart(self._session, page, catalog)
            consent.add_asked.connect(self.consent_asked)
            self._consents.addWidget(self._card(consent))
        if focused and (again := self._shown(focused)) is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _shown(self, name: str) -> QWidget | None:
        """The widget called *name*, and not one that waits to be deleted."""
        return next((each for each in self.findChildren(QWidget, name) if each.isVisibleTo(self)), None)

    def _card(self, part: QWidget) -> QWidget:
        return widgets.card(widgets.column(part), margin=12)

    def _head(self, page: PersonPage) -> QVBoxLayout:
        name = ui_visits.ANONYMOUS_TITLE if page.anonymous else texts.name(page.name.display)
        top = widgets.row(widgets.label(name, "title", wrap=True, name="person_name"))
        top.setStretch(0, 1)
        if page.reserved:
            top.addWidget(widgets.Badge(texts.RESERVED, "danger"), 0, Qt.AlignmentFlag.AlignTop)
        said = f"{texts.about(page)}\n{texts.registered(page.registered_on)}"
        return widgets.column(top, widgets.label(said, "muted", wrap=True, name="person_about"), gap=2)

    def _acts(self, page: PersonPage) -> QWidget:
        acts: list[tuple[Action, str, Callable[[], object], str]] = [
            (
                Action.VISIT_RECORD,
                ui_shell.before_key(texts.ATTEND, hotkeys.ATTEND),
                lambda: self.attend_asked.emit(page.uuid),
                "attend",
            ),
            (Action.PERSON_EDIT, ui_shell.before_key(texts.EDIT, hotkeys.EDIT), self.edit_asked.emit, "edit"),
            (Action.REFERRAL_WRITE, ui_shell.before_key(ui_referrals.REFER, hotkeys.REFER), self.refer, "refer"),
            (
                Action.FOLLOW_UP_WRITE,
                ui_shell.before_key(ui_followups.FOLLOW_UP, hotkeys.FOLLOW_UP),
                self.follow_up,
                "follow_up",
            ),
        ]
        if page.documents or page.phones:
            word = texts.HIDE if self._revealed else texts.REVEAL
            acts.append((Action.PERSON_REVEAL, ui_shell.before_key(word, hotkeys.REVEAL), self.reveal, "reveal"))
        word = texts.UNRESERVE if page.reserved else texts.RESERVE
        acts.append((Action.PERSON_RESERVE, word, self._reserve, "reserve"))
        allowed = [act for act in acts if self._session.can(act[0])]
        return flowing(*(widgets.Button(said, press, name=f"{name}_button") for _, said, press, name in allowed))

    def _numbers(self, page: PersonPage, catalog: Catalog) -> QVBoxLayout:
        whole = self._revealed or Revealed({}, {})
        inside = widgets.column(widgets.label(texts.DOCUMENTS, "section"), gap=6)
        for document in page.documents:
            said = texts.document_line(document, catalog, whole.documents.get(document.uuid, ""))
            inside.addWidget(_line(said, f"document_{document.uuid}"))
            if words := ui_timeline.document_marks(document, page.read_on):
                inside.addLayout(widgets.row(widgets.Badge(words, "warn"), left=True))
        if not page.documents:
            inside.addWidget(widgets.label(texts.NO_DOCUMENTS, "muted", wrap=True))
        inside.addWidget(widgets.label(texts.PHONES, "section"))
        for phone in page.phones:
            inside.addWidget(_line(texts.phone_line(phone, whole.phones.get(phone.uuid, "")), f"phone_{phone.uuid}"))
        if not page.phones:
            inside.addWidget(widgets.label(texts.NO_PHONES, "muted", wrap=True))
        town = next((m.full_name for m in municipalities() if m.code == page.details.municipality), "")
        if facts := texts.more_facts(page, catalog, town):
            inside.addWidget(widgets.line())
            inside.addWidget(widgets.label(facts, wrap=True, name="extra_label"))
        inside.addStretch(1)
        return inside

    def _family(self, page: PersonPage, catalog: Catalog) -> FamilyPart:
        family = FamilyPart(self._session, page, catalog)
        family.opened.connect(self.opened)
        family.add_asked.connect(self.member_asked)
        family.kinship_asked.connect(self._ask_kinship)
        return family

    def _ask_kinship(self, member: Member) -> None:
        self.kinship_asked.emit(member)

    def _reserve(self) -> None:
        page, prompts = self._page, self._session.prompts
        if page is None:
            return
        question, label, do, said = (
            (texts.UNRESERVE_QUESTION, texts.UNRESERVE_LABEL, texts.UNRESERVE, texts.UNRESERVE_DONE)
            if page.reserved
            else (texts.RESERVE_QUESTION, texts.RESERVE_LABEL, texts.RESERVE, texts.RESERVE_DONE)
        )
        answer = prompts.ask_text(question, label=label, do=do, lines=2)
        if answer is None:
            return
        facts: dict[str, Any] = {"reason": answer} if page.reserved else {"safe_contact": answer}
        self._session.run(
            people.reserve,
            ReservePerson(page.uuid, page.version, reserved=not page.reserved, **facts),
            owner=self,
            done=lambda _: prompts.inform(said),
            priority=Priority.SAVING,
            what=texts.SAVING,
            cancellable=False,
        )


def empty(box: QLayout) -> None:
    """Takes everything out of a layout."""
    while (item := box.takeAt(0)) is not None:
        _drop(item)


def _drop(item: QLayoutItem) -> None:
    if (widget := item.widget()) is not None:
        # It keeps its parent: a widget without one is Python's, and may be deleted in the midst of its own event.
        widget.hide()
        widget.deleteLater()
    elif (layout := item.layout()) is not None:
        empty(layout)
        layout.deleteLater()


def _line(said: str, name: str) -> QWidget:
    return widgets.label(said, wrap=True, name=name)
