"""The form of a person, new or known: one screen, and a second half that opens for the rest."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.documents import Document, doubts, normalise_number
from casa_desktop.domain.errors import Code, Problem
from casa_desktop.domain.matching.described import Described
from casa_desktop.domain.person_views import PersonHit, PersonPage
from casa_desktop.domain.scans import Scan
from casa_desktop.domain.typed_person import guessed_type
from casa_desktop.services import catalogs, people
from casa_desktop.services import desk as desks
from casa_desktop.services.catalogs import CatalogQuery
from casa_desktop.services.desk import DeskProfile, DeskQuery
from casa_desktop.services.people import DocumentQuery, EditPerson, RegisterPerson
from casa_desktop.texts import ui_people as texts
from casa_desktop.texts import ui_scanning as texts_scanning
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.choices import Chips, Choice
from casa_desktop.ui.editors import CheckEdit, TextEdit
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.people.alike import Alike
from casa_desktop.ui.people.editors import AgeEdit
from casa_desktop.ui.people.model import (
    FIRST_TEXT_VERSION,
    NAMES,
    Filled,
    PersonModel,
    countries,
    document_types,
    field_of,
    loaded,
    same_value,
    typed,
)
from casa_desktop.ui.people.more import MorePart, set_options
from casa_desktop.ui.people.parts import Beside
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.scanning.fields import fields_of
from casa_desktop.ui.scanning.form import ScanFields
from casa_desktop.ui.session import Session
from casa_desktop.ui.worker import Priority

MORE_KEY = hotkeys.FURTHER_DATA
_FEWEST_DIGITS = 4
"""Shorter numbers are still being typed, and would find half the desk."""


class PersonForm(Form):
    """Reports ``save_asked`` when nothing is missing; :meth:`command` or :meth:`edit_command` give what to run.

    With *page* it changes that person: documents and phones that are known can be dropped and others added, but are
    never shown whole. ``person_recognised`` tells that somebody of the desk is meant; ``alike.apart`` are those of whom
    the user said that this is somebody else.
    """

    person_recognised = Signal(str)

    def __init__(self, session: Session, page: PersonPage | None = None) -> None:
        super().__init__(name="person_form")
        self._session = session
        self._model = PersonModel(page)
        self._loaded: dict[str, Any] = {}
        self._catalog: Catalog | None = None
        today = session.clock.today
        names = {name: self._text(name, label, limit=80) for name, label in NAMES}
        self.sex = Chips(texts.SEXES, name="sex_chips", single=True)
        sex = self.add(Field("sex", texts.SEX, self.sex, required=True))
        self.age = AgeEdit(name="age_edit", today=today)
        age = self.add(Field("age", texts.AGE, self.age, required=True))
        self.country = Choice(countries(), name="country_choice")
        country = self.add(Field("country", texts.COUNTRY, self.country))
        self.document_type = Choice(document_types(None), name="document_type_choice")
        self.number = TextEdit(name="number_edit", limit=60)
        kind = self.add(Field("document_type", texts.DOCUMENT_TYPE, self.document_type))
        number = self.add(Field("number", texts.DOCUMENT_NUMBER, self.number))
        phone = self._text("phone", texts.PHONE, limit=60)
        self.nameless = CheckEdit(texts.NAMELESS_CHECK, name="nameless_check")
        self._read = widgets.label("", "muted", name="age_read_label")
        self._doubt = widgets.label("", "muted", wrap=True, name="doubt_label")
        self.alike = Alike(session, self._described, lambda: self._model.uuid)
        self.alike.recognised.connect(self.person_recognised)
        self.alike.told_apart.connect(lambda _: self.touch())
        self.alike.take_keys()
        self.more = MorePart(self, session, registering=page is None)
        self.more_button = widgets.link(texts.more(False, MORE_KEY), self.toggle_more, name="more_button")
        self._kept = self._kept_part(page)
        self._scans = ScanFields(session, self, self.fill)
        foot = Beside(self.nameless, self._scans.button, self.more_button, shares=(1, 0, 0))
        self.setLayout(
            widgets.column(
                self.banner,
                Beside(names["first_name"], names["other_names"]),
                Beside(names["first_surname"], names["second_surname"]),
                sex,
                Beside(age, country),
                self._read,
                self._kept,
                Beside(kind, number, phone, shares=(4, 4, 3)),
                self._doubt,
                self.alike,
                foot,
                self.more,
                gap=widgets.GAP + 2,
            )
        )
        self._connect()
        self._scans.watch()
        self._ask_lists()
        if page is not None:
            self._load(page)

    def _connect(self) -> None:
        shortcut = QShortcut(QKeySequence(MORE_KEY), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.toggle_more)
        self.nameless.edited.connect(self.touch)
        self.age.edited.connect(self._tell_age)
        self.number.edited.connect(self._number_changed)
        self.document_type.edited.connect(self._number_changed)
        self.number.editingFinished.connect(self._guess_type)
        for name in ("first_name", "other_names", "first_surname", "second_surname", "phone"):
            self.field(name).editor.edited.connect(self.alike.look)
        for editor in (self.sex, self.age, self.country, self.number, self.document_type):
            editor.edited.connect(self.alike.look)
        for each in (self._read, self._doubt, self.more):
            each.hide()

    def _text(self, name: str, label: str, *, limit: int) -> Field:
        return self.add(Field(name, label, TextEdit(name=f"{name}_edit", limit=limit)))

    # what is filled in

    def set_typed(self, text: str) -> None:
        """What was looked for, put where it belongs: a name into its parts, a number into its field, a scan into all
        that it knows."""
        if (scan := self._session.scanned.get(text.strip())) is not None:
            self.fill(scan)
            return
        values = typed(text, self._session.clock.today())
        self.load(values)
        self._dirty = bool(values)

    def fill(self, scan: Scan) -> None:
        """Puts what was read in place of what stood there, and says what to look at."""
        values = fields_of(scan)
        if values:
            self.load(values)
            self._dirty = True
            self.edited.emit()
            self.banner.show_text(texts_scanning.filled(scan), "warn" if scan.doubts else "accent")

    def set_nameless(self) -> None:
        """Nobody asks for a name any more; the cursor goes to what is asked next."""
        with self.quiet():
            self.nameless.setChecked(True)
        self.sex.setFocus(Qt.FocusReason.OtherFocusReason)

    def command(self) -> RegisterPerson:
        """Registers the person as filled in; the same uuid each time."""
        return self._model.register(self._filled())

    def edit_command(self) -> EditPerson:
        """Changes the person as filled in."""
        dropped = tuple(uuid for uuid, box in self._boxes.items() if not box.isChecked())
        return self._model.edit(self._filled(), dropped)

    def merge(self, page: PersonPage) -> tuple[str, ...]:
        """Somebody else saved *page* meanwhile: shows the new in every field that was left as it was.

        What was typed here stays. Gives the words of the fields that both have changed; the next
        :meth:`edit_command` is built on the new.
        """
        before, now, both = self._loaded, loaded(page), []
        with self.quiet():
            for name, value in now.items():
                field = self.field(name)
                if before.get(name) == value:
                    continue
                if same_value(field.value(), before.get(name)):
                    field.set_value(value)
                elif not same_value(field.value(), value):
                    both.append(field.words)
        self._loaded = now
        self._model.version = page.version
        return tuple(both)

    def _filled(self) -> Filled:
        return Filled(self.values(), self.nameless.isChecked(), self._session.clock.today())

    def check(self) -> tuple[Problem, ...]:
        asked = {"sex": Code.NEEDS_SEX, "age": Code.NEEDS_AGE}
        found = [
            Problem(asked[p.field], p.field) if p.code is Code.REQUIRED and p.field in asked else p
            for p in super().check()
        ]
        if not any(self.field(name).value() for name, _ in NAMES) and not self.nameless.isChecked():
            found.insert(0, Problem(Code.REQUIRED, "first_name"))
        kind, number = self.document_type.value(), self.number.value()
        if number and kind is None and self.document_type.problem() is None:
            found.append(Problem(Code.REQUIRED, "document_type"))
        elif kind and not number and self._model.needs_number(kind):
            found.append(Problem(Code.REQUIRED, "number"))
        found += self.more.check()
        hidden = {field.name for field in self.more.fields}
        if not self.more.isVisibleTo(self) and any(problem.field in hidden for problem in found):
            self.toggle_more()
        return tuple(found)

    def field_of(self, problem: Problem) -> str:
        name = field_of(problem.field)
        if name in {field.name for field in self.more.fields} and not self.more.isVisibleTo(self):
            self.toggle_more()
        return name

    def touch(self) -> None:
        """Something that is no field was changed by the user."""
        if not self._loading:
            self._dirty = True
            self.edited.emit()

    def draft(self) -> Draft:
        return {
            **super().draft(),
            "uuid": self._model.uuid,
            "nameless": self.nameless.isChecked(),
            "more_shown": self.more.isVisibleTo(self),
            "dropped": [uuid for uuid, box in self._boxes.items() if not box.isChecked()],
            "apart": list(self.alike.apart),
        }

    def restore(self, draft: Draft) -> None:
        own = ("uuid", "nameless", "more_shown", "dropped", "apart")
        super().restore({name: kept for name, kept in draft.items() if name not in own})
        self._model.uuid = str(draft.get("uuid") or self._model.uuid)
        self.alike.apart = [str(uuid) for uuid in draft.get("apart") or ()]
        with self.quiet():
            self.nameless.setChecked(bool(draft.get("nameless")))
            for uuid in draft.get("dropped") or ():
                if (box := self._boxes.get(uuid)) is not None:
                    box.setChecked(False)
        if bool(draft.get("more_shown")) != self.more.isVisibleTo(self):
            self.toggle_more()

    def toggle_more(self) -> None:
        """Opens or closes the second half."""
        show = not self.more.isVisibleTo(self)
        self.more.setVisible(show)
        self.more_button.setText(texts.more(show, MORE_KEY))
        if show:
            self.more.fields[0].widget.setFocus(Qt.FocusReason.OtherFocusReason)

    # known persons

    def _kept_part(self, page: PersonPage | None) -> QWidget:
        part = QWidget()
        part.setObjectName("kept_part")
        self._boxes: dict[str, CheckEdit] = {}
        inside = widgets.column(widgets.label(texts.KEPT_NUMBERS, "caption"), gap=2)
        shown = [(d.uuid, texts.document(d.type, d.number)) for d in page.documents] if page else []
        shown += [(p.uuid, texts.phone_line(p)) for p in page.phones] if page else []
        for uuid, words in shown:
            box = CheckEdit(words, name=f"keep_{uuid}", checked=True)
            box.edited.connect(self.touch)
            self._boxes[uuid] = box
            inside.addWidget(box)
        part.setLayout(inside)
        if not shown:
            part.hide()
        return part

    def _load(self, page: PersonPage) -> None:
        self._loaded = loaded(page)
        self.load(self._loaded)
        with self.quiet():
            self.nameless.setChecked(page.details.nameless)
        self.field("document_type").set_words(texts.ADD_DOCUMENT)
        self.field("phone").set_words(texts.ADD_PHONE)

    # what the program answers while one types

    def _ask_lists(self) -> None:
        self._session.run(
            catalogs.lists,
            CatalogQuery(),
            owner=self,
            done=self._set_lists,
            failed=lambda _error: None,
            latest=f"person_form.lists.{id(self)}",
            priority=Priority.TYPING,
        )

        self._session.run(
            desks.profile,
            DeskQuery(),
            owner=self,
            done=self._set_desk,
            failed=lambda _error: None,
            latest=f"person_form.desk.{id(self)}",
            priority=Priority.TYPING,
        )

    def _set_desk(self, desk: DeskProfile) -> None:
        self._model.text_version = desk.consent_version or FIRST_TEXT_VERSION

    def _set_lists(self, catalog: Catalog) -> None:
        self._catalog = catalog
        with self.quiet():
            set_options(self.document_type, document_types(catalog))
            self.more.set_lists(catalog, self._session.clock.today())

    def _tell_age(self) -> None:
        said = texts.age_read(self.age.value(), self._session.clock.today())
        self._read.setText(said)
        self._read.setVisible(bool(said))
        self._tell_doubts()

    def _document(self) -> Document | None:
        kind, number = self.document_type.value(), self.number.value()
        return Document(self._model.document_uuid, self._model.code_of(kind, self._filled()), number) if kind else None

    def _tell_doubts(self) -> None:
        document, age, today = self._document(), self.age.value(), self._session.clock.today()
        found = doubts(document, age.on(today) if age else None, today) if document else ()
        self._doubt.setText("; ".join(texts.DOUBTS[each] for each in found).capitalize())
        self._doubt.setVisible(bool(found))

    def _guess_type(self) -> None:
        if self.document_type.value() is None and not self.document_type.currentText():
            self.document_type.set_value(guessed_type(self.number.value()))

    def _number_changed(self) -> None:
        self._tell_doubts()
        self.number.setEnabled(self._model.takes_number(self.document_type.value()))
        code = guessed_type(self.number.value()) or self.document_type.value() or ""
        asked = self.number.value()
        if len(normalise_number(code, asked)) < _FEWEST_DIGITS:
            self._tell_same(asked, ())
            return
        self._session.run(
            people.same_document,
            DocumentQuery(Document("", code, asked), self._model.uuid),
            owner=self,
            done=lambda hits: self._tell_same(asked, hits),
            failed=lambda _error: None,
            latest=f"person_form.same.{id(self)}",
            priority=Priority.TYPING,
        )

    def _tell_same(self, asked: str, hits: tuple[PersonHit, ...]) -> None:
        if asked == self.number.value():
            self.alike.tell_same(hits)

    def _described(self) -> Described:
        return self._model.described(self._filled())
