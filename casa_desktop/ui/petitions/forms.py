"""The forms of the register: what came in, and how it goes on."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.errors import Code, Problem
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.person_views import PersonPage
from casa_desktop.domain.petitions import (
    LONGEST_CONTACT,
    LONGEST_TEXT,
    LONGEST_TO,
    Channel,
    PetitionKind,
    PetitionPage,
    PetitionState,
    speaks_of_abuse,
)
from casa_desktop.services import people
from casa_desktop.services.people import PersonQuery
from casa_desktop.services.petitions import EditPetition, HandlePetition, RegisterPetition
from casa_desktop.texts import ui_petitions as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.choices import Chips
from casa_desktop.ui.editors import DateEdit, NotesEdit, TextEdit, Today
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.people.picker import PersonPicker
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.parts import save_row


class PersonEdit(QWidget):
    """Nobody, or a person of the desk who was looked for."""

    edited = Signal()

    def __init__(self, session: Session, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._session = session
        self._uuid = ""
        self._said = widgets.label(texts.PERSON_NONE, name="petition_person_label")
        self._find = widgets.Button(texts.PERSON_FIND, self._look, icon="search", name="find_person_button")
        self._clear = widgets.link(texts.PERSON_CLEAR, lambda: self._take(""), name="clear_person_button")
        self.picker = PersonPicker(session, name="petition_picker", may_register=False)
        self.picker.person_chosen.connect(self._take)
        self.picker.hide()
        line = widgets.row(self._said, self._find, self._clear)
        line.setStretch(0, 1)
        self.setLayout(widgets.column(line, self.picker))
        self.setFocusProxy(self._find)
        self._clear.hide()

    def value(self) -> str:
        """The uuid, or an empty text."""
        return self._uuid

    def set_value(self, value: str | None) -> None:
        self._uuid = value or ""
        self._said.setText(texts.PERSON_NONE)
        self._clear.setVisible(bool(self._uuid))
        self.picker.hide()
        self.picker.clear()
        if self._uuid:
            asked = self._uuid
            self._session.run(
                people.page,
                PersonQuery(asked),
                owner=self,
                done=lambda page: self._name(asked, page),
                latest="petition",
            )

    def problem(self) -> Code | None:
        return None

    def draft(self) -> str:
        return self._uuid

    def restore(self, draft: Any) -> None:
        self.set_value(str(draft))

    def _look(self) -> None:
        self.picker.show()
        self.picker.focus_first()

    def _take(self, uuid: str) -> None:
        self.set_value(uuid)
        self.edited.emit()
        self._find.setFocus(Qt.FocusReason.OtherFocusReason)

    def _name(self, asked: str, page: PersonPage) -> None:
        if asked == self._uuid:
            self._said.setText(page.name.display or page.code)


class _PetitionBase(Form):
    """What no draft keeps: words that belong to the external channel."""

    private: tuple[str, ...] = ()

    def draft(self) -> Draft:
        kept: Mapping[str, Any] = super().draft()
        if speaks_of_abuse(*(str(kept.get(name) or "") for name in self.private)):
            return {name: value for name, value in kept.items() if name not in self.private}
        return kept


class PetitionForm(_PetitionBase):
    """What came in. The notice on PEAS stands in it always."""

    private = ("text", "contact")

    def __init__(self, session: Session, today: Today) -> None:
        super().__init__(name="petition_form")
        self._today = today
        self._page: PetitionPage | None = None
        self._uuid = new_id()
        self._title = widgets.label("", "section", name="petition_title")
        self._notice = widgets.Banner()
        kinds = Chips([(str(k), words) for k, words in texts.KINDS.items()], name="kind_chips", single=True)
        channels = Chips([(str(c), words) for c, words in texts.CHANNELS.items()], name="channel_chips", single=True)
        fields = (
            Field("kind", texts.KIND, kinds, required=True),
            Field("channel", texts.CHANNEL, channels, required=True),
            Field("received", texts.RECEIVED, DateEdit(name="received_edit", today=today), required=True),
            Field("text", texts.TEXT, NotesEdit(name="text_edit", lines=5, limit=LONGEST_TEXT), required=True),
            Field("contact", texts.CONTACT, TextEdit(name="contact_edit", limit=LONGEST_CONTACT)),
            Field("person_uuid", texts.PERSON, PersonEdit(session, name="person_edit")),
        )
        inside = widgets.column(self._title, self._notice, self.banner, gap=10)
        for field in fields:
            inside.addWidget(self.add(field))
        inside.addLayout(save_row(self, texts.SAVE, icon="save", name="save_petition_button", back=True))
        inside.addStretch(1)
        self.setLayout(inside)
        self._notice.show_text(texts.PEAS_SHORT, "warn")
        self.begin()

    def begin(self) -> None:
        """Empty: received today, out of the box."""
        self._page, self._uuid = None, new_id()
        self._title.setText(texts.NEW_TITLE)
        self.clear()
        self.load({"received": self._today(), "channel": str(Channel.BOX), "kind": None})

    def correct(self, page: PetitionPage) -> None:
        """What was written down, to be changed."""
        self._page = page
        self._title.setText(texts.edit_title(page.row.code))
        self.clear()
        self.load(
            {
                "kind": str(page.row.kind),
                "channel": str(page.row.channel),
                "received": page.row.received,
                "text": page.text,
                "contact": page.contact,
                "person_uuid": page.person_uuid,
            }
        )

    @property
    def corrects(self) -> bool:
        """Whether it changes one that is registered."""
        return self._page is not None

    def command(self) -> RegisterPetition | EditPetition:
        """What will be written."""
        values = self.values()
        facts: dict[str, Any] = {
            "kind": PetitionKind(values["kind"][0]),
            "channel": Channel(values["channel"][0]),
            "received": values["received"],
            "text": values["text"],
            "person_uuid": values["person_uuid"],
            "contact": values["contact"],
        }
        if self._page is None:
            return RegisterPetition(self._uuid, **facts)
        return EditPetition(self._page.row.uuid, self._page.version, **facts)


class AnswerForm(_PetitionBase):
    """What was answered, and when."""

    private = ("answer",)

    def __init__(self, today: Today) -> None:
        super().__init__(name="answer_form")
        self._today = today
        self._page: PetitionPage | None = None
        self._title = widgets.label("", "section", name="answer_title")
        text = NotesEdit(name="answer_edit", lines=5, limit=LONGEST_TEXT)
        inside = widgets.column(self._title, self.banner, gap=10)
        inside.addWidget(self.add(Field("answer", texts.ANSWER_TEXT, text, required=True)))
        day = DateEdit(name="answered_edit", today=today)
        inside.addWidget(self.add(Field("answered_on", texts.ANSWERED_ON, day, required=True)))
        inside.addLayout(save_row(self, texts.SAVE, icon="save", name="save_answer_button", back=True))
        inside.addStretch(1)
        self.setLayout(inside)

    def begin(self, page: PetitionPage) -> None:
        """For one petition, answered today."""
        self._page = page
        self._title.setText(texts.answer_title(page.row.code))
        self.load({"answer": page.answer, "answered_on": self._today()})

    def command(self) -> HandlePetition | None:
        """What will be written."""
        if self._page is None:
            return None
        values = self.values()
        return HandlePetition(
            self._page.row.uuid, self._page.version, PetitionState.ANSWERED, values["answer"], values["answered_on"]
        )


class TransferForm(_PetitionBase):
    """To whom it was passed on."""

    private = ("transferred_to",)

    def __init__(self) -> None:
        super().__init__(name="transfer_form")
        self._page: PetitionPage | None = None
        self._title = widgets.label("", "section", name="transfer_title")
        to = TextEdit(name="transferred_edit", limit=LONGEST_TO)
        inside = widgets.column(self._title, self.banner, gap=10)
        inside.addWidget(self.add(Field("transferred_to", texts.TRANSFERRED_TO, to, required=True)))
        self.finish_on(to)
        inside.addLayout(save_row(self, texts.SAVE, icon="save", name="save_transfer_button", back=True))
        inside.addStretch(1)
        self.setLayout(inside)

    def begin(self, page: PetitionPage) -> None:
        """For one petition."""
        self._page = page
        self._title.setText(texts.transfer_title(page.row.code))
        self.load({"transferred_to": page.transferred_to})

    def command(self) -> HandlePetition | None:
        """What will be written."""
        if self._page is None:
            return None
        to = self.values()["transferred_to"]
        return HandlePetition(
            self._page.row.uuid, self._page.version, PetitionState.TRANSFERRED, self._page.answer, transferred_to=to
        )

    def field_of(self, problem: Problem) -> str:
        return "transferred_to" if problem.field == "answer" else problem.field
