"""«Registrar familia»: the head, a line for each member, and what they share given once; all in one commit."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.documents import Document
from casa_desktop.domain.errors import Code, Problem
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.person_views import PersonHit, PersonPage
from casa_desktop.domain.persons import Channel
from casa_desktop.services import catalogs, people
from casa_desktop.services.catalogs import CatalogQuery
from casa_desktop.services.families import RegisterFamily
from casa_desktop.services.people import DocumentQuery, PersonQuery
from casa_desktop.texts import ui_families as texts
from casa_desktop.texts import ui_people
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.choices import Chips, Choice
from casa_desktop.ui.editors import TextEdit
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.people.family_line import CELLS, CHILDREN, OWN, PARTNER, FamilyLine, Known
from casa_desktop.ui.people.model import countries, municipalities
from casa_desktop.ui.people.parts import Beside, flowing
from casa_desktop.ui.people.picker import PersonPicker
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.session import Session
from casa_desktop.ui.worker import Priority

ADD_KEY, KNOWN_KEY, OWN_KEY = hotkeys.ADD_PERSON, hotkeys.KNOWN, hotkeys.FURTHER_DATA
_SHARED = ("country", "phone", "municipality", "address", "consent_channel", "folio", "witness")
_CELL_OF = {
    "birth_date": "age",
    "stated_on": "age",
    "documents[0]": "number",
    "documents[0].type": "document_type",
    "phones[0]": "phone",
    "nameless": "name",
    **dict.fromkeys(("first_name", "other_names", "first_surname", "second_surname", "preferred_name"), "name"),
}


class FamilyForm(Form):
    """Reports ``save_asked`` when nothing is missing; :meth:`command` gives what to run."""

    lines_changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(name="family_form")
        self._session = session
        self._household = new_id()
        self._catalog: Catalog | None = None
        self._made = 0
        self.lines: list[FamilyLine] = []
        self._box = widgets.column(gap=12)
        shared = self._shared_part()
        self._picker_part = QWidget()
        self.picker = PersonPicker(session, name="known_picker", may_register=False)
        self.picker.person_chosen.connect(self.add_known)
        self._picker_part.setLayout(
            widgets.column(widgets.label(texts.KNOWN_QUESTION, "caption"), self.picker, gap=widgets.SMALL)
        )
        self._picker_part.hide()
        add = widgets.Button(texts.ADD_LINE, self.add_line, keys=ADD_KEY, icon="add", name="add_line_button")
        known = widgets.Button(texts.ADD_KNOWN, self.ask_known, keys=KNOWN_KEY, icon="search", name="add_known_button")
        if not self._may_join:
            known.hide()
        own = widgets.link(texts.OWN, self.toggle_own, name="own_button")
        self.setLayout(
            widgets.column(
                self.banner,
                widgets.hint(texts.HINT),
                self._box,
                flowing(add, known, own),
                self._picker_part,
                shared,
                gap=12,
            )
        )
        shortcut = QShortcut(QKeySequence(OWN_KEY), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.toggle_own)
        self._append()
        self._session.run(
            catalogs.lists,
            CatalogQuery(),
            owner=self,
            done=self._set_lists,
            failed=lambda _error: None,
            latest=f"family_form.lists.{id(self)}",
            priority=Priority.TYPING,
        )

    @property
    def _may_join(self) -> bool:
        return self._session.can(Action.PERSON_EDIT) and self._session.can(Action.PERSON_SEARCH)

    def _shared_part(self) -> QWidget:
        country = self.add(Field("country", ui_people.COUNTRY, Choice(countries(), name="country_choice")))
        phone = self.add(Field("phone", ui_people.PHONE, TextEdit(name="phone_edit", limit=60)))
        town = Choice(municipalities(), name="municipality_choice")
        municipality = self.add(Field("municipality", ui_people.MUNICIPALITY, town))
        address = self.add(Field("address", ui_people.ADDRESS, TextEdit(name="address_edit", limit=160)))
        self.channel = Chips(ui_people.CHANNELS, name="consent_chips", single=True)
        channel = self.add(Field("consent_channel", ui_people.CONSENT, self.channel))
        folio = self.add(Field("folio", ui_people.FOLIO, TextEdit(name="folio_edit", limit=40, width=200)))
        witness = self.add(Field("witness", ui_people.WITNESS, TextEdit(name="witness_edit", limit=120)))
        self.channel.edited.connect(self._show_proof)
        self._show_proof()
        return widgets.card(
            widgets.column(
                widgets.label(texts.SHARED, "section"),
                widgets.hint(texts.SHARED_HINT),
                Beside(country, phone, municipality, address, shares=(3, 2, 3, 3)),
                Beside(channel, folio, witness, shares=(3, 1, 2)),
            ),
            margin=12,
            name="shared_card",
        )

    # lines

    def add_line(self) -> FamilyLine:
        """One more member; the cursor goes there. A last line that is empty is used first."""
        line = self.lines[-1] if self.lines[-1].empty else self._append()
        line.focus_first()
        return line

    def ask_known(self) -> None:
        """Looks for somebody who is registered already."""
        if self._may_join:
            self._picker_part.show()
            self.picker.clear()
            self.picker.focus_first()

    def add_known(self, uuid: str) -> None:
        """Somebody registered joins in the last line, if that is empty, or in one of their own."""
        self._picker_part.hide()
        self._read(uuid, self.lines[-1] if self.lines[-1].empty else None)

    def toggle_own(self) -> None:
        """What only the person of the current line has: phone, address, no authorisation."""
        if (line := self._line_of(QApplication.focusWidget())) is not None:
            line.toggle_own()

    def _append(self) -> FamilyLine:
        line = FamilyLine(self._session, self, f"m{self._made}", head=not self.lines)
        self._made += 1
        if self._catalog is not None:
            line.set_lists(self._catalog, self._session.clock.today())
        line.removed.connect(lambda: self._remove(line))
        line.number_left.connect(lambda: self._look_for(line))
        line.recognised.connect(lambda uuid: self._read(uuid, line))
        line.kinship_left.connect(lambda: self._propose(line))
        self.lines.append(line)
        self._box.addWidget(line)
        line.show()
        self._renumber()
        return line

    def _remove(self, line: FamilyLine) -> None:
        at = self.lines.index(line)
        self.lines.remove(line)
        for field in line.cells.values():
            del self._fields[field.name]
        self._box.removeWidget(line)
        line.hide()  # with its parent: without one Python may delete it in the midst of its own event
        line.deleteLater()
        self._renumber()
        self.lines[max(0, at - 1)].focus_first()
        self._touch()

    def _renumber(self) -> None:
        for number, line in enumerate(self.lines, start=1):
            line.set_number(number)
        # Enter goes through the lines in their order, then to what they share.
        order = [field.name for line in self.lines for field in line.cells.values()]
        self._fields = {name: self._fields[name] for name in (*order, *_SHARED)}
        before: QWidget | None = None
        for line in self.lines:
            for field in line.cells.values():
                if before is not None:
                    QWidget.setTabOrder(before, field.widget)
                before = field.widget
        self.lines_changed.emit()

    def _line_of(self, widget: QWidget | None) -> FamilyLine | None:
        return next((line for line in self.lines if widget is not None and line.isAncestorOf(widget)), None)

    def _set_lists(self, catalog: Catalog) -> None:
        self._catalog = catalog
        with self.quiet():
            for line in self.lines:
                line.set_lists(catalog, self._session.clock.today())

    def _look_for(self, line: FamilyLine) -> None:
        asked = line.asked_number
        if not asked or line.known is not None:
            line.tell_same(())
            return

        def found(hits: tuple[PersonHit, ...]) -> None:
            if asked == line.asked_number and line.known is None and line in self.lines:
                line.tell_same(hits)

        self._session.run(
            people.same_document,
            DocumentQuery(Document("", line.asked_code, asked), line.model.uuid),
            owner=self,
            done=found,
            failed=lambda _error: None,
            latest=f"family_form.same.{line.key}.{id(self)}",
            priority=Priority.TYPING,
        )

    def _read(self, uuid: str, line: FamilyLine | None) -> None:
        if not self._may_join:
            return

        def done(page: PersonPage) -> None:
            if any(each.known is not None and each.known.uuid == page.uuid for each in self.lines):
                return
            into = line if line is not None and line in self.lines else self._append()
            into.take_known(Known.of(page))
            if into.head:
                self.add_line()
            else:
                into.focus_first()
            self._touch()

        self._session.run(people.page, PersonQuery(uuid), owner=self, done=done)

    def _propose(self, line: FamilyLine) -> None:
        """The surnames of a child, from the head and the partner; what is proposed can be typed over."""
        if line.kinship.value() not in CHILDREN or line.known is not None or self._loading:
            return
        head = self.lines[0]
        partner = next((each.surnames for each in self.lines if each.kinship.value() == PARTNER), None)
        line.name.set_value(texts.with_surnames(line.name.value(), head.surnames, partner, head_is_woman=head.is_woman))

    def _touch(self) -> None:
        self._dirty = True
        self.edited.emit()

    def _show_proof(self) -> None:
        chosen = self.channel.one()
        self.field("folio").setVisible(chosen == Channel.SIGNATURE)
        self.field("witness").setVisible(chosen == Channel.VERBAL)

    # saving

    def command(self) -> RegisterFamily:
        """The family as it stands; lines in which nothing stands are nobody."""
        shared = {name: self.field(name).value() for name in _SHARED}
        return RegisterFamily(self._household, tuple(line.member(shared) for line in self._written()))

    def _written(self) -> Sequence[FamilyLine]:
        return [line for line in self.lines if line.head or not line.empty]

    def check(self) -> tuple[Problem, ...]:
        cells = {field.name for line in self.lines if line.empty and not line.head for field in line.cells.values()}
        found = [problem for problem in super().check() if problem.field not in cells]
        for line in self._written():
            found += [p for p in line.check() if p.field not in {each.field for each in found}]
        chosen = self.channel.one()
        for channel, name in ((Channel.SIGNATURE, "folio"), (Channel.VERBAL, "witness")):
            if chosen == channel and not self.field(name).value():
                found.append(Problem(Code.REQUIRED, name))
        order = list(self._fields)
        return tuple(sorted(found, key=lambda p: order.index(p.field) if p.field in order else -1))

    def field_of(self, problem: Problem) -> str:
        match = re.fullmatch(r"members\[(\d+)\]\.(.*)", problem.field)
        written = self._written()
        if match is None or int(match[1]) >= len(written):
            return problem.field
        line, name = written[int(match[1])], _CELL_OF.get(match[2], match[2])
        if name in OWN and line.cells[name].value():
            line.show_own()
        elif name in _SHARED:
            return name
        return f"{line.key}.{name}" if name in (*CELLS, *OWN) else problem.field

    # keys

    def focus_first(self) -> None:
        """Puts the cursor into the first line."""
        self.lines[0].focus_first()

    def _go_on(self, focus: QWidget | None) -> None:
        line = self._line_of(focus)
        if line is None or isinstance(focus, QAbstractButton):
            super()._go_on(focus)
        elif line.empty and line is self.lines[-1] and not line.head:
            self.field("country").widget.setFocus(Qt.FocusReason.TabFocusReason)
        elif line is self.lines[-1] and self._is_last(line, focus):
            self.add_line()
        else:
            super()._go_on(focus)

    def _is_last(self, line: FamilyLine, focus: QWidget | None) -> bool:
        shown = [field for field in line.cells.values() if field.isVisible() and field.widget.isEnabled()]
        return bool(shown) and focus is not None and shown[-1].isAncestorOf(focus)

    # drafts

    def draft(self) -> Draft:
        shared = {name: self.field(name).editor.draft() for name in _SHARED}
        return {"household": self._household, "lines": [line.draft() for line in self.lines], "shared": shared}

    def restore(self, draft: Draft) -> None:
        self._household = str(draft.get("household") or self._household)
        with self.quiet():
            for at, kept in enumerate(draft.get("lines") or ()):
                line = self.lines[at] if at < len(self.lines) else self._append()
                if isinstance(kept, Mapping):
                    line.restore(kept)
        shared: dict[str, Any] = dict(draft.get("shared") or {})
        super().restore(shared)
        with self.quiet():
            self._show_proof()
