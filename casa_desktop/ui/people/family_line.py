"""One member of a family that is being registered: a line of cells, or somebody known who joins."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.documents import normalise_number
from casa_desktop.domain.errors import Code, Problem
from casa_desktop.domain.matching.described import Described
from casa_desktop.domain.names import Name, split_typed
from casa_desktop.domain.person_views import PersonHit, PersonPage
from casa_desktop.domain.persons import Sex
from casa_desktop.domain.text import fold
from casa_desktop.domain.typed_person import guessed_type
from casa_desktop.services.families import FamilyMember
from casa_desktop.texts import ui_families as texts
from casa_desktop.texts import ui_people
from casa_desktop.ui import widgets
from casa_desktop.ui.choices import Choice
from casa_desktop.ui.editors import CheckEdit, TextEdit
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.people.alike import Alike
from casa_desktop.ui.people.editors import AgeEdit
from casa_desktop.ui.people.model import NAMES, Filled, PersonModel, document_types, listed
from casa_desktop.ui.people.more import set_options
from casa_desktop.ui.people.parts import Beside
from casa_desktop.ui.session import Session

CELLS = ("name", "kinship", "sex", "age", "document_type", "number")
OWN = ("phone", "address", "authorises")
CHILDREN = frozenset({"HIJO", "HIJASTRO"})
PARTNER = "PAREJA"


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody of the desk who joins the family."""

    uuid: str
    words: str
    surnames: tuple[str, str]
    sex: str

    @classmethod
    def of(cls, page: PersonPage) -> "Known":
        """What the line needs of a person's page."""
        name = page.name
        return cls(page.uuid, texts.known(page), (name.first_surname, name.second_surname), page.details.sex)


class FamilyLine(QWidget):
    """Registers its cells in *form* under its *key*. The first line is the head's and has no kinship."""

    removed = Signal()
    number_left = Signal()
    """A number was typed: somebody may have it already."""
    recognised = Signal(str)
    kinship_left = Signal()

    def __init__(self, session: Session, form: Form, key: str, *, head: bool) -> None:
        super().__init__()
        today = session.clock.today
        self.setObjectName(f"{key}_line")
        self.key, self.head = key, head
        self.known: Known | None = None
        self.model = PersonModel(None)
        self.cells: dict[str, Field] = {}
        self._session, self._form, self._today = session, form, today
        self.name = TextEdit(name=f"{key}_name_edit", placeholder=texts.NAME_PLACEHOLDER, limit=200)
        self.kinship = Choice(name=f"{key}_kinship_choice")
        sexes = [(str(code), words) for code, words in ui_people.SEXES]
        self.sex = Choice(sexes, name=f"{key}_sex_choice")
        self.age = AgeEdit(name=f"{key}_age_edit", today=today)
        self.age.setPlaceholderText(texts.AGE_PLACEHOLDER)
        self.document_type = Choice(document_types(None), name=f"{key}_document_choice")
        self.number = TextEdit(name=f"{key}_number_edit", limit=60)
        self.phone = TextEdit(name=f"{key}_phone_edit", placeholder=texts.OWN_HINT, limit=60)
        self.address = TextEdit(name=f"{key}_address_edit", placeholder=texts.OWN_HINT, limit=160)
        self.authorises = CheckEdit(texts.AUTHORISES, name=f"{key}_authorises_check", checked=True)
        self._lay_out()
        self.document_type.edited.connect(self._settle_number)
        for editor in (self.name, self.sex, self.age, self.document_type, self.number, self.phone):
            editor.edited.connect(self.alike.look)
        self.number.editingFinished.connect(self._on_number)
        if (line := self.kinship.lineEdit()) is not None:
            line.editingFinished.connect(self.kinship_left)

    def _lay_out(self) -> None:
        self._number_label = widgets.label("", "muted", name=f"{self.key}_number_label")
        self._number_label.setFixedWidth(self._number_label.fontMetrics().averageCharWidth() * 4)
        name = self._add("name", texts.NAME, self.name)
        kinship = self._add("kinship", texts.KINSHIP, self.kinship)
        self._heads = QWidget()
        said = widgets.column(widgets.label(texts.KINSHIP, "caption"), widgets.label(texts.HEAD, "body"), gap=12)
        said.addStretch(1)
        self._heads.setLayout(said)
        who = QWidget()
        self._known_label = widgets.label("", "section", wrap=True, name=f"{self.key}_known_label")
        self._known_label.hide()
        self._about = QWidget()
        sex = self._add("sex", texts.SEX, self.sex)
        age = self._add("age", texts.AGE, self.age)
        document = self._add("document_type", texts.DOCUMENT, self.document_type)
        number = self._add("number", texts.NUMBER, self.number)
        first = widgets.row(name, self._known_label)
        first.setStretch(0, 1)
        first.setStretch(1, 1)
        first.addWidget(kinship)
        if self.head:
            kinship.hide()
            first.addWidget(self._heads)
        for cell, width in ((kinship, 17), (self._heads, 17), (sex, 12), (age, 17), (document, 18), (number, 13)):
            cell.setMinimumWidth(self.fontMetrics().averageCharWidth() * width)
        name.setMinimumWidth(self.fontMetrics().averageCharWidth() * 24)
        who.setLayout(first)
        self._about.setLayout(widgets.row(sex, age, document, number))
        self._own = QWidget()
        own = widgets.row(self._add("phone", texts.OWN_PHONE, self.phone))
        own.addWidget(self._add("address", texts.OWN_ADDRESS, self.address), 1)
        own.addWidget(self._add("authorises", "", self.authorises))
        self._own.setLayout(own)
        self._own.hide()
        self.alike = Alike(self._session, self._described, lambda: self.model.uuid, name=f"{self.key}_banner")
        self.alike.quiet.hide()  # a line has room only for what is worth stopping for
        self.alike.recognised.connect(self.recognised)
        self.alike.take_keys(self)
        remove = widgets.link(texts.REMOVE, self.removed.emit, name=f"{self.key}_remove")
        remove.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        if self.head:
            policy = remove.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            remove.setSizePolicy(policy)
            remove.hide()
        else:
            self._heads.hide()
        body = Beside(who, self._about, shares=(9, 11))
        top = widgets.row(self._number_label, body, remove)
        top.setStretch(1, 1)
        self.setLayout(widgets.column(top, self.alike, self._own, gap=widgets.SMALL))

    def _add(self, name: str, words: str, editor: Any) -> Field:
        field = self._form.add(Field(f"{self.key}.{name}", words, editor))
        self.cells[name] = field
        return field

    # what the form does with it

    def set_number(self, number: int) -> None:
        """Its place among the lines."""
        self._number_label.setText(texts.line(number))

    def set_lists(self, catalog: Catalog, day: date) -> None:
        """Fills the lists of the catalogue; what was chosen or typed stays."""
        set_options(self.kinship, listed(catalog, Kind.KINSHIP, day))
        set_options(self.document_type, document_types(catalog))

    def take_known(self, known: Known) -> None:
        """The line is of somebody who is registered already."""
        self.known = known
        self._known_label.setText(known.words)
        self._known_label.show()
        self.cells["name"].hide()
        self._about.hide()
        self._own.hide()
        self.tell_same(())

    def tell_same(self, hits: tuple[PersonHit, ...]) -> None:
        """Others have this number: perhaps it is one of them."""
        self.alike.tell_same(hits)

    def toggle_own(self) -> None:
        """Opens or closes what is only this person's."""
        if self.known is None:
            self._own.setVisible(self._own.isHidden())
            (self.phone if not self._own.isHidden() else self.name).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_own(self) -> None:
        """Opens it for a problem."""
        self._own.show()

    def focus_first(self) -> None:
        """Puts the cursor where the line begins."""
        first = self.kinship if self.known is not None and not self.head else self.name
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def empty(self) -> bool:
        """Whether nothing stands in it."""
        return self.known is None and not any(
            self.cells[name].editor.draft() for name in ("name", "sex", "age", "number")
        )

    @property
    def called(self) -> Name:
        """The name as it is split into its parts."""
        return Name() if self.nameless else split_typed(self.name.value())

    @property
    def nameless(self) -> bool:
        """Whether «sin nombre» was typed."""
        return fold(self.name.value()) == texts.NAMELESS

    @property
    def surnames(self) -> Name:
        """The surnames of this member, whoever it is."""
        if self.known is not None:
            return Name("", "", *self.known.surnames)
        return self.called

    @property
    def is_woman(self) -> bool:
        return (self.known.sex if self.known is not None else self.sex.value()) == Sex.WOMAN

    def member(self, shared: Mapping[str, Any]) -> FamilyMember:
        """The command's member; *shared* are the values of the common fields."""
        kinship = "" if self.head else self.kinship.value() or ""
        if self.known is not None:
            return FamilyMember(known=self.known.uuid, kinship=kinship)
        return FamilyMember(self.model.register(self._filled(shared)), kinship=kinship)

    def _filled(self, shared: Mapping[str, Any]) -> Filled:
        name = self.called
        own = {key: self.cells[key].value() for key in ("phone", "address") if self.cells[key].value()}
        values = {
            **shared,
            **own,
            **{part: getattr(name, part) for part, _ in NAMES},
            "sex": (self.sex.value() or "",),
            "age": self.age.value(),
            "document_type": self.document_type.value(),
            "number": self.number.value(),
        }
        if not self.authorises.value():
            values["consent_channel"] = ()
        return Filled(values, self.nameless, self._today())

    def check(self) -> list[Problem]:
        """What is missing, by the names of the form's fields."""
        if self.known is not None:
            return []
        missing = [("name", Code.REQUIRED, self.name.value()), ("sex", Code.NEEDS_SEX, self.sex.currentText())]
        missing.append(("age", Code.NEEDS_AGE, self.age.text().strip()))
        found = [Problem(code, f"{self.key}.{name}") for name, code, text in missing if not text]
        kind, number = self.document_type.value(), self.number.value()
        if number and kind is None and not self.document_type.currentText():
            found.append(Problem(Code.REQUIRED, f"{self.key}.document_type"))
        elif kind and not number and self.model.needs_number(kind):
            found.append(Problem(Code.REQUIRED, f"{self.key}.number"))
        return found

    def draft(self) -> dict[str, Any]:
        """As JSON can carry it."""
        known = None
        if self.known is not None:
            known = [self.known.uuid, self.known.words, *self.known.surnames, self.known.sex]
        cells = {name: cell.editor.draft() for name, cell in self.cells.items()}
        return {"uuid": self.model.uuid, "known": known, "own": not self._own.isHidden(), "cells": cells}

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Puts it back."""
        self.model.uuid = str(draft.get("uuid") or self.model.uuid)
        for name, kept in dict(draft.get("cells") or {}).items():
            if name in self.cells and kept is not None:
                self.cells[name].editor.restore(kept)
        self._own.setVisible(bool(draft.get("own")))
        if known := draft.get("known"):
            uuid, words, first, second, sex = map(str, known)
            self.take_known(Known(uuid, words, (first, second), sex))

    def _described(self) -> Described:
        return Described() if self.known is not None else self.model.described(self._filled({}))

    def _settle_number(self) -> None:
        self.number.setEnabled(self.model.takes_number(self.document_type.value()))

    def _on_number(self) -> None:
        if self.document_type.value() is None and not self.document_type.currentText():
            self.document_type.set_value(guessed_type(self.number.value()))
        self.number_left.emit()

    @property
    def asked_number(self) -> str:
        """The number to look for, or an empty text while it is too short to mean anybody."""
        code = guessed_type(self.number.value()) or self.document_type.value() or ""
        return self.number.value() if len(normalise_number(code, self.number.value())) >= 4 else ""

    @property
    def asked_code(self) -> str:
        """The type of that number."""
        return guessed_type(self.number.value()) or self.document_type.value() or ""
