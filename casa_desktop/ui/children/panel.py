"""The card of a child who came alone: the steps, who was told, who came along. It stays beside the list of the day."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.children import (
    LONGEST_ABOUT,
    LONGEST_ADULT,
    LONGEST_DOCUMENT,
    Adult,
    ChildCard,
    NewNotice,
    Told,
)
from casa_desktop.domain.clock import BOGOTA, Clock
from casa_desktop.domain.errors import Problem
from casa_desktop.domain.ids import new_id
from casa_desktop.services import children
from casa_desktop.services.children import CloseCard, NotifyChild, ReopenCard, SaveAdult
from casa_desktop.texts import care as cards
from casa_desktop.texts import ui_children as texts
from casa_desktop.texts import ui_visits
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.choices import Chips, Choice
from casa_desktop.ui.editors import DateEdit, TextEdit, TimeEdit
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.forms.kept import Place
from casa_desktop.ui.listening.steps import StepsCard
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.parts import save_row
from casa_desktop.ui.settings.stack import Stack
from casa_desktop.ui.visits.model import first
from casa_desktop.ui.worker import Priority

C = TypeVar("C")


class NoticeForm(Form):
    """Somebody was told: now, unless another hour is said."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(name="notice_form")
        self._clock = clock
        self.uuid = new_id()
        told = Chips([(str(each), words) for each, words in texts.TOLD_WORDS.items()], name="told_chips", single=True)
        told_field = self.add(Field("told", texts.TOLD, told, required=True))
        about = TextEdit(name="about_edit", limit=LONGEST_ABOUT)
        hour = widgets.row(
            self.add(Field("date", texts.WHEN, DateEdit(name="notice_date_edit", today=clock.today, width=130))),
            self.add(Field("at", texts.AT, TimeEdit(name="notice_time_edit"))),
            self.add(Field("about", texts.ABOUT, about)),
        )
        hour.setStretch(2, 1)
        save = save_row(self, texts.SAVE_NOTICE, icon="phone", name="save_notice_button")
        self.setLayout(widgets.column(self.banner, told_field, hour, save, gap=12))
        self.begin()

    def begin(self) -> None:
        """An empty one, of this minute."""
        self.uuid = new_id()
        now = self._clock.now().astimezone(BOGOTA)
        self.load({"told": None, "date": now.date(), "at": f"{now:%H:%M}", "about": None})

    def notice(self) -> NewNotice:
        """What stands in the form."""
        values = self.values()
        now = self._clock.now().astimezone(BOGOTA)
        day: date = values["date"] or now.date()
        at = time.fromisoformat(values["at"]) if values["at"] else now.time()
        return NewNotice(self.uuid, Told(first(values["told"])), datetime.combine(day, at, BOGOTA), values["about"])


class AdultForm(Form):
    """The adult who came with the child; nothing of it is required."""

    def __init__(self) -> None:
        super().__init__(name="adult_form")
        self._kinship = Choice(name="adult_kinship_choice", width=200)
        name = self.add(Field("name", texts.ADULT_NAME, TextEdit(name="adult_name_edit", limit=LONGEST_ADULT)))
        kinship = self.add(Field("kinship", texts.ADULT_KINSHIP, self._kinship))
        document = TextEdit(name="adult_document_edit", limit=LONGEST_DOCUMENT)
        below = widgets.row(kinship, self.add(Field("document", texts.ADULT_DOCUMENT, document)))
        save = save_row(self, texts.SAVE_ADULT, icon="save", name="save_adult_button")
        self.setLayout(widgets.column(self.banner, name, below, save, gap=12))

    def show_adult(self, adult: Adult, catalog: Catalog) -> None:
        """Fills the form, unless somebody is writing in it."""
        if not self.dirty:
            self._kinship.set_options([(item.code, item.name) for item in catalog.of(Kind.KINSHIP)])
            self.load({"name": adult.name, "kinship": adult.kinship or None, "document": adult.document})

    def adult(self) -> Adult:
        """What stands in the form."""
        values: dict[str, Any] = self.values()
        return Adult(values["name"], values["kinship"] or "", values["document"])

    def field_of(self, problem: Problem) -> str:
        return problem.field.removeprefix("adult.")


class ChildPanel(QWidget):
    """One card, or the list of those that are open. ``closed`` when the user goes back to «Hoy»."""

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("child_panel")
        self.session = session
        self._cards: tuple[ChildCard, ...] = ()
        self._card: ChildCard | None = None
        self._catalog: Catalog | None = None
        self._uuid = ""
        """Of the card that is shown; made here where nothing stands on it yet."""
        self.steps = StepsCard(cards.CHILD_TITLE, cards.CHILD, name="child_steps")
        self.notice, self.adult = NoticeForm(session.clock), AdultForm()
        self._who = widgets.label("", "section", wrap=True, name="child_who")
        self._about = widgets.label("", "muted", wrap=True, name="child_about")
        self._told = widgets.label("", wrap=True, name="child_notices")
        self.table = RowsTable(texts.COLUMNS, name="children_table", said=texts.LIST_TITLE)
        self.table.opened.connect(self.show_child)
        self._list, self._one = self._make_list(), self._make_card()
        self._stack = Stack(self._list, self._one, name="child_stack")
        outer = widgets.column(self._stack)
        outer.addStretch(1)
        self.setLayout(outer)
        self.notice.save_asked.connect(self._notify)
        self.adult.save_asked.connect(self._save_adult)
        for form in (self.notice, self.adult):
            form.cancel_asked.connect(self.back)

    def _make_list(self) -> QWidget:
        made = QWidget()
        back = widgets.Button(texts.BACK, self.back, keys="Esc", icon="back", name="children_back_button")
        top = widgets.row(widgets.label(texts.LIST_TITLE, "section", wrap=True), back)
        top.setStretch(0, 1)
        made.setLayout(widgets.column(top, widgets.hint(texts.LIST_HINT), self.table, gap=12))
        return made

    def _make_card(self) -> QWidget:
        made = QWidget()
        back = widgets.Button(texts.BACK, self.back, keys="Esc", icon="back", name="child_back_button")
        # In the whole window while the card is seen: whoever tabs on to the list closes it from there.
        close = widgets.Button(
            texts.CLOSE, self.close_card, keys=hotkeys.NEXT_STEP, icon="good", name="close_card_button"
        )
        top = widgets.row(widgets.column(self._who, self._about, gap=2), back)
        top.setStretch(0, 1)
        top.setAlignment(back, Qt.AlignmentFlag.AlignTop)
        made.setLayout(
            widgets.column(
                top,
                self.steps,
                widgets.label(texts.NOTICE_TITLE, "section"),
                self._told,
                self.notice,
                widgets.line(),
                widgets.label(texts.ADULT_TITLE, "section"),
                self.adult,
                widgets.line(),
                widgets.row(close, left=True),
                gap=12,
            )
        )
        return made

    # what the page does with it

    def set_cards(self, found: Sequence[ChildCard], catalog: Catalog) -> None:
        """What is open now; the card that is shown follows."""
        self._cards, self._catalog = tuple(found), catalog
        today = self.session.clock.today()
        self.table.show_rows([Row(card.person_uuid, texts.row(card, today)) for card in found])
        if self._card is not None:
            card = self._find(self._card.person_uuid)
            if card is not None:
                self._show(card)

    def open(self, person_uuid: str = "") -> None:
        """The card of somebody, or whatever is open."""
        if not person_uuid and len(self._cards) == 1:
            person_uuid = self._cards[0].person_uuid
        self._card = None
        if person_uuid:
            self.show_child(person_uuid)
        else:
            self._stack.present(self._list)

    def show_child(self, person_uuid: str) -> None:
        """The card of one of them."""
        card = self._find(person_uuid)
        if card is None:
            return
        if self._card is None or self._card.person_uuid != person_uuid:
            self._uuid = card.uuid or new_id()
            self.notice.begin()
            self.adult.clear()
            for form, words in ((self.notice, texts.NOTICE_TITLE), (self.adult, texts.ADULT_TITLE)):
                self.session.kept.keep(form, Place("today", "", words), person_uuid)
        self._show(card)
        self._stack.present(self._one)
        self.focus_first()

    def focus_first(self) -> None:
        """The cursor where the call is noted, or in the list."""
        if self._stack.shown is self._one:
            self.notice.focus_first()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not stored."""
        return self._card is not None and (self.notice.dirty or self.adult.dirty)

    def back(self) -> None:
        """From a card to the list or to «Hoy»."""
        if self.dirty and not self.session.prompts.ask(
            ui_visits.LEAVE_FORM_QUESTION, do=ui_visits.LEAVE_FORM_DO, keep=ui_visits.LEAVE_FORM_KEEP
        ):
            return
        several = self._stack.shown is self._one and len(self._cards) > 1
        self._forget()
        if several:
            self._stack.present(self._list)
            self.focus_first()
        else:
            self.closed.emit()

    def clear(self) -> None:
        """Forgets everything."""
        self._cards = ()
        self.table.show_rows(())
        self._forget()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back()
        else:
            super().keyPressEvent(event)

    # acts

    def _notify(self) -> None:
        if self._card is not None:
            command = NotifyChild(self._uuid, self._card.person_uuid, self.notice.notice())

            def done() -> None:
                self.notice.begin()
                self.session.prompts.inform(texts.NOTICED)

            self._run(children.notify, command, done, self.notice)

    def _save_adult(self) -> None:
        if self._card is not None:
            command = SaveAdult(self._uuid, self._card.person_uuid, self._card.version, self.adult.adult())

            def done() -> None:
                self.adult.mark_saved()
                self.session.prompts.inform(texts.ADULT_SAVED)

            self._run(children.save_adult, command, done, self.adult)

    def close_card(self) -> None:
        """Somebody answers for the child: the line goes from «Hoy»; it can be undone."""
        if self._card is None or self._stack.shown is not self._one:
            return
        uuid = self._uuid

        def undo() -> None:
            self._run(
                children.reopen,
                ReopenCard(uuid),
                lambda: self.session.prompts.inform(texts.REOPENED),
                self.notice,
            )

        def done() -> None:
            self.session.prompts.inform(texts.CLOSED, undo=undo)
            self._forget()
            self.closed.emit()

        command = CloseCard(uuid, self._card.person_uuid, self._card.version)
        self._run(children.close, command, done, self.notice)

    def _run(self, verb: Callable[[Any, C], None], command: C, done: Callable[[], None], form: Form) -> None:
        self.session.run(
            verb,
            command,
            owner=self,
            done=lambda _: done(),
            failed=lambda error: form.show_problems(error.problems),
            priority=Priority.SAVING,
            cancellable=False,
        )

    # painting

    def _find(self, person_uuid: str) -> ChildCard | None:
        return next((card for card in self._cards if card.person_uuid == person_uuid), None)

    def _show(self, card: ChildCard) -> None:
        self._card = card
        self._uuid = card.uuid or self._uuid
        self._who.setText(texts.name(card))
        self._told.setText("\n".join(texts.notice(each) for each in card.notices) or texts.NO_NOTICES)
        if self._catalog is not None:
            self._about.setText(texts.about(card, self._catalog, self.session.clock.today()))
            self.adult.show_adult(card.adult, self._catalog)

    def _forget(self) -> None:
        self._card, self._uuid = None, ""
        self.notice.begin()
        self.adult.clear()
        for label in (self._who, self._about, self._told):
            label.setText("")
