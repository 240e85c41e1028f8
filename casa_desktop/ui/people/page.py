"""The page «Personas y familias»: those found on the left, one of them on the right."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.person_views import Member, PersonPage
from casa_desktop.services import catalogs, people
from casa_desktop.services.catalogs import CatalogQuery
from casa_desktop.services.people import PersonQuery
from casa_desktop.texts import ui_families, ui_merging
from casa_desktop.texts import ui_people as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.changes import Change
from casa_desktop.ui.merging.merged import PART_KEY
from casa_desktop.ui.merging.view import MergingView
from casa_desktop.ui.page import Key, Page
from casa_desktop.ui.people.card import CARD_KEY, CardPart
from casa_desktop.ui.people.desk import FormDesk
from casa_desktop.ui.people.found import Found
from casa_desktop.ui.people.keys import MERGE_KEY, PAIRS_KEY, keys_of
from casa_desktop.ui.people.model import ATTEND, FAMILY, FAMILY_KEY
from casa_desktop.ui.people.panel import PersonPanel
from casa_desktop.ui.people.timeline import LINE_KEY, PRINT_KEY, SAVE_KEY
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.stack import Stack

_NARROWEST_LIST, _WIDEST_LIST = 240, 460


class PeoplePage(Page):
    """Searches by the box of the window's head; shows, registers and changes persons."""

    page_id = "people"
    title = texts.TITLE
    kinds = frozenset({"person", "visit", "catalog", "aid", "referral", "follow_up", "transfer", "workshop"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.catalog: Catalog | None = None
        self._target = ""
        self.found = Found(session)
        self.list = self.found.list
        self.list.chosen.connect(self._on_chosen)
        self.found.opened.connect(self._to_person)
        self.found.new_asked.connect(self.register)
        self.panel = PersonPanel(session)
        self.panel.edit_asked.connect(self.edit)
        self.panel.attend_asked.connect(self._attend)
        self.panel.opened.connect(self.open_target)
        self.panel.member_asked.connect(self.add_member)
        self.panel.kinship_asked.connect(self._change_kinship)
        self.panel.consent_asked.connect(self._add_consent)
        self.panel.card_asked.connect(self.print_cards)
        self.panel.merge_asked.connect(self.merge)
        self.merging = MergingView(session)
        self.merging.closed.connect(self._after_merging)
        self.desk = FormDesk(session)
        self.desk.closed.connect(self._after_form)
        self.desk.opened.connect(self._open)
        self._new = widgets.PrimaryButton(
            texts.NEW, self.register, keys=hotkeys.NEW, icon="add", name="register_button"
        )
        self._new_family = widgets.Button(
            ui_families.REGISTER, self.register_family, keys=FAMILY_KEY, icon="family", name="register_family_button"
        )
        self._duplicates = widgets.Button(
            ui_merging.PAIRS_BUTTON, self.show_pairs, keys=PAIRS_KEY, icon="people", name="pairs_button"
        )
        if not session.can(Action.PERSON_MERGE):
            self._duplicates.hide()
        if not session.can(Action.PERSON_REGISTER):
            self._new.hide()
            self._new_family.hide()
        self._right = QStackedWidget()
        self._panel_scroll = widgets.scrolled(self.panel, "panel_scroll")
        self._make_layout()
        for keys, act in (
            (hotkeys.EDIT, self.edit),
            (hotkeys.REVEAL, self.panel.reveal),
            (hotkeys.ADD_RELATIVE, self.add_member),
            (hotkeys.ATTEND, self._attend_shown),
            (hotkeys.REFER, self.panel.refer),
            (hotkeys.FOLLOW_UP, self.panel.follow_up),
            (CARD_KEY, self.print_cards),
            (LINE_KEY, self._to_line),
            (PRINT_KEY, self.panel.print_summary),
            (SAVE_KEY, self._save_file),
            (hotkeys.OTHER_SIDE, self._other_side),
            (MERGE_KEY, self.merge),
            (PART_KEY, self._part_latest),
        ):
            self._shortcut(keys, act)

    def _make_layout(self) -> None:
        self._no_person = widgets.Empty(texts.NO_PERSON, texts.NO_PERSON_DETAIL, icon="user")
        for shown in (self._no_person, self._panel_scroll, self.desk):
            self._right.addWidget(shown)
        self._right.setObjectName("people_right")
        left = widgets.column(self.found, widgets.row(self._duplicates, left=True))
        left.setStretch(0, 1)
        side = QWidget()
        self.desk.widened.connect(side.setHidden)
        side.setLayout(left)
        side.setMinimumWidth(_NARROWEST_LIST)
        side.setMaximumWidth(_WIDEST_LIST)
        body = widgets.row(side, self._right, gap=16)
        body.setStretch(0, 3)
        body.setStretch(1, 7)
        head = widgets.row(widgets.title(self.title))
        head.setStretch(0, 1)
        head.addWidget(self._new_family)
        head.addWidget(self._new)
        outer = widgets.column(head, body, gap=12, margin=24)
        outer.setStretch(1, 1)
        self._persons = QWidget()
        self._persons.setObjectName("people_persons")
        self._persons.setLayout(outer)
        self._whole = Stack(self._persons, self.merging, name="people_whole")
        self._whole.present(self._persons)
        self.setLayout(widgets.column(self._whole))

    def _shortcut(self, keys: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def _save_file(self) -> None:
        """The cards, where they are being made; else the summary."""
        card = self.desk.findChild(CardPart)
        if card is not None and card.isVisible():
            card.save()
        else:
            self.panel.save_summary()

    def keys(self) -> Sequence[Key]:
        return keys_of(self.session)

    def help_text(self) -> str:
        return ui_merging.HELP if self._whole.shown is self.merging else texts.HELP

    # searching

    def search(self, text: str) -> None:
        if text.strip():
            self._whole.present(self._persons)
        self.found.search(text)

    def search_entered(self, forward: bool) -> None:
        self.found.entered(forward)

    def search_new(self, text: str) -> None:
        if text.strip():
            self.register(text.strip())

    def _on_chosen(self, uuid: str) -> None:
        if uuid and self._right.currentWidget() is not self.desk:
            self._read(uuid)

    # one person

    def open_target(self, target: str) -> None:
        self._whole.present(self._persons)
        if target == FAMILY:
            self.register_family(attend=True)
        elif self.desk.may_leave():
            self._open(target)

    def _open(self, target: str) -> None:
        """Shows the person of that uuid in place of whatever form stood there."""
        self.desk.close_form()
        self.list.point_at(target)
        self._read(target)
        self._right.setCurrentWidget(self._panel_scroll)

    def _read(self, uuid: str) -> None:
        self._target = uuid
        self.session.run(
            people.page,
            PersonQuery(uuid),
            owner=self,
            done=lambda page: self._arrive(uuid, page),
            failed=self._gone,
            latest="people.page",
        )

    def _arrive(self, asked: str, page: PersonPage) -> None:
        if asked != self._target or self.catalog is None:
            return
        other = self.panel.page is None or self.panel.page.uuid != page.uuid
        self.panel.show_person(page, self.catalog)
        if other:
            self._panel_scroll.verticalScrollBar().setValue(0)
        if self._right.currentWidget() is not self.desk:
            self._right.setCurrentWidget(self._panel_scroll)

    def _gone(self, error: CasaError) -> None:
        """Somebody reserved the contact, or it was never there."""
        self.panel.clear()
        self._right.setCurrentWidget(self._no_person)
        if error.code is not Code.NOT_FOUND:
            self.session.prompts.error(error)

    def _to_person(self) -> None:
        if self.list.current() and self.list.current() != self._target:
            self._read(self.list.current())
        self.panel.focus_first()

    def _to_line(self) -> None:
        if self.panel.page is not None and self._right.currentWidget() is self._panel_scroll:
            self.panel.line.to_line()

    def _attend(self, uuid: str) -> None:
        self.session.go("today", ATTEND + uuid)

    def _attend_shown(self) -> None:
        if self.panel.page is not None and self.session.can(Action.VISIT_RECORD):
            self._attend(self.panel.page.uuid)

    def _other_side(self) -> None:
        if self.list.hasFocus():
            self.desk.focus_first() if self._right.currentWidget() is self.desk else self.panel.focus_first()
        elif self.list.hits:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # forms

    def register(self, typed: str = "") -> None:
        """Opens the form of somebody new."""
        if self.session.can(Action.PERSON_REGISTER) and self.desk.may_leave():
            self._right.setCurrentWidget(self.desk)
            self.desk.register(typed)

    def register_family(self, *, attend: bool = False) -> None:
        """Opens the screen on which a whole family is registered."""
        if self.session.can(Action.PERSON_REGISTER) and self.desk.may_leave():
            self._right.setCurrentWidget(self.desk)
            self.desk.register_family(attend=attend)

    def edit(self) -> None:
        """Opens the form of the person shown."""
        if self.panel.page is not None and self.session.can(Action.PERSON_EDIT) and self.desk.may_leave():
            self._right.setCurrentWidget(self.desk)
            self.desk.edit(self.panel.page)

    def add_member(self) -> None:
        """Asks who else belongs to the family of the person shown."""
        if self.panel.page is not None and self.session.can(Action.PERSON_EDIT) and self.desk.may_leave():
            self._right.setCurrentWidget(self.desk)
            self.desk.add_member(self.panel.page, self.catalog)

    def _change_kinship(self, member: Member) -> None:
        if self.catalog is not None:
            self._right.setCurrentWidget(self.desk)
            self.desk.change_kinship(member, self.catalog)

    def print_cards(self) -> None:
        """Asks what stands on the card of the person shown; nothing until cards are switched on."""
        page, wanted = self.panel.page, self.session.settings.readers and self.session.can(Action.PERSON_PRINT)
        if page is not None and not page.anonymous and wanted and self.desk.may_leave():
            self._right.setCurrentWidget(self.desk)
            self.desk.cards(page)

    def _add_consent(self) -> None:
        if self.panel.page is not None:
            self._right.setCurrentWidget(self.desk)
            self.desk.add_consent(self.panel.page)

    def _after_form(self) -> None:
        self._right.setCurrentWidget(self._panel_scroll if self.panel.page is not None else self._no_person)
        if self.panel.page is not None:
            self._read(self.panel.page.uuid)
        self.focus_first()

    # merging

    def merge(self) -> None:
        """Asks with which record the person shown is joined."""
        page = self.panel.page
        if page is not None and not page.anonymous and self._reading and self.session.can(Action.PERSON_MERGE):
            self._whole.present(self.merging)
            self.merging.ask_whom(page.uuid)

    def show_pairs(self) -> None:
        """The possible duplicates of the whole base."""
        if self.session.can(Action.PERSON_MERGE) and self.desk.may_leave():
            self._whole.present(self.merging)
            self.merging.show_pairs()

    def _part_latest(self) -> None:
        if self._reading:
            self.panel.merged.part_latest()

    @property
    def _reading(self) -> bool:
        """Whether a person is shown, and no form or comparison over them."""
        return self._whole.shown is self._persons and self._right.currentWidget() is self._panel_scroll

    def _after_merging(self, person: str) -> None:
        self._whole.present(self._persons)
        if person:
            self._open(person)
        self.focus_first()

    # the page's life

    def refresh(self) -> None:
        self.session.run(catalogs.lists, CatalogQuery(), owner=self, done=self._set_catalog, latest="people.catalog")

    def _set_catalog(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.merging.set_catalog(catalog)
        if self._target:
            self._read(self._target)

    def changed(self, changes: frozenset[Change]) -> None:
        kinds = {kind for kind, _ in changes}
        if "catalog" in kinds:
            self.refresh()
        if "person" in kinds:
            self.found.again()
        if self._target and self._right.currentWidget() is not self.desk:
            self._read(self._target)
        if "person" in kinds and self._whole.shown is self.merging:
            self.merging.changed()

    def focus_first(self) -> None:
        if self._whole.shown is self.merging:
            self.merging.focus_first()
        elif self._right.currentWidget() is self.desk:
            self.desk.focus_first()
        elif self.panel.page is not None:
            self.panel.focus_first()
        elif self.list.hits:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            # Whoever registers without looking first registers somebody twice.
            self.session.find()

    def draft(self) -> Draft | None:
        if self._whole.shown is self.merging and (compared := self.merging.draft()) is not None:
            return {"merging": compared}
        return self.desk.draft()

    def restore(self, draft: Draft) -> None:
        if isinstance(compared := draft.get("merging"), Mapping):
            self._whole.present(self.merging)
            self.merging.restore(compared)
            return
        self._right.setCurrentWidget(self.desk)
        self.desk.restore(draft, self._set_target)

    def _set_target(self, uuid: str) -> None:
        self._target = uuid

    def can_leave(self) -> bool:
        return self.desk.may_leave()

    def close_down(self) -> None:
        self._target = ""
        self.found.clear()
        self.panel.clear()
        self.desk.close_form()
