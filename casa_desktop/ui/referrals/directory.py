"""The directory: organisations found by name or by what they attend, and the form that says how one gets there."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.referrals import ORGANISATION_LIMITS, Organisation
from casa_desktop.domain.typed import plain
from casa_desktop.services import directory
from casa_desktop.texts import ui_referrals as texts
from casa_desktop.ui import hotkeys, icons, widgets
from casa_desktop.ui.editors import NotesEdit, TextEdit
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.rows import Row, SharingTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.parts import heading, save_row, with_acts
from casa_desktop.ui.settings.stack import Stack
from casa_desktop.ui.worker import Priority

_LABELS = {
    "services": texts.SERVICES,
    "hours": texts.HOURS,
    "address": texts.ADDRESS,
    "phone": texts.PHONE,
    "contact": texts.CONTACT,
    "bring": texts.USUAL_BRING,
    "notes": texts.NOTES,
}
_LONG = ("services", "notes")


class OrganisationForm(Form):
    """Everything of one organisation; its name is coordination's."""

    def __init__(self, *, may_name: bool) -> None:
        super().__init__(name="organisation_form")
        self.entry = Organisation("", "", "")
        name = self.add(Field("name", texts.ORGANISATION, TextEdit(name="name_edit", limit=160), required=True))
        name.widget.setEnabled(may_name)
        fields = {each: self.add(self._field(each)) for each in ORGANISATION_LIMITS}
        body = widgets.column(self.banner, name, fields["services"], gap=12)
        body.addLayout(widgets.row(fields["hours"], fields["address"], gap=widgets.MARGIN))
        body.addLayout(widgets.row(fields["phone"], fields["contact"], gap=widgets.MARGIN))
        body.addWidget(fields["bring"])
        body.addWidget(fields["notes"])
        card = widgets.card(body)
        card.setMaximumWidth(icons.scaled(860))
        outer = widgets.column(widgets.label(texts.EDIT_TITLE, "section"), card, gap=12)
        outer.addLayout(save_row(self, texts.SAVE, icon="save", name="save_organisation", back=True))
        outer.addStretch(1)
        self.setLayout(outer)

    def _field(self, name: str) -> Field:
        limit = ORGANISATION_LIMITS[name]
        if name in _LONG:
            edit = NotesEdit(name=f"{name}_edit", lines=2, limit=limit)
            edit.setSizePolicy(widgets.WIDE)
            return Field(name, _LABELS[name], edit)
        return Field(name, _LABELS[name], TextEdit(name=f"{name}_edit", limit=limit))

    def show_entry(self, entry: Organisation) -> None:
        """Loads *entry*."""
        self.entry = entry
        self.load({field.name: getattr(entry, field.name) for field in self.fields()})

    def organisation(self) -> Organisation:
        """The entry as it stands in the form."""
        return replace(self.entry, **self.values())

    def focus_first(self) -> None:
        first = self.field("name") if self.field("name").widget.isEnabled() else self.field("services")
        first.widget.setFocus(Qt.FocusReason.TabFocusReason)

    def draft(self) -> Draft:
        entry = self.entry
        return {**super().draft(), "entry": [entry.uuid, entry.code, entry.name, entry.version]}

    def restore(self, draft: Draft) -> None:
        kept = draft.get("entry")
        if isinstance(kept, list) and len(kept) == 4:  # as many as draft() keeps
            uuid, code, name, version = kept
            self.entry = Organisation(str(uuid), str(code), str(name), version=int(version))
        super().restore(draft)


class DirectoryView(QWidget):
    """A box that filters, the table, and over it the form of one line."""

    closed = Signal()
    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("directory_view")
        self._session = session
        self.entries: tuple[Organisation, ...] = ()
        self._may_edit = session.can(Action.DIRECTORY_EDIT)
        self._may_name = session.can(Action.CATALOG_EDIT)
        self.search_edit = TextEdit(name="directory_find", limit=80)
        self.search_edit.edited.connect(self._show)
        self.search_edit.returnPressed.connect(self._to_table)
        self.table = SharingTable(
            texts.DIRECTORY_COLUMNS,
            name="directory_table",
            said=texts.DIRECTORY,
            parts=((0, 30), (1, 36), (2, 22), (3, 12)),
            drops=((2, 80), (3, 60)),
            right=(4,),
        )
        self.table.opened.connect(self.open_entry)
        self.form = OrganisationForm(may_name=self._may_name)
        self.form.save_asked.connect(self._save)
        self.form.cancel_asked.connect(self._back)
        self._tables = QStackedWidget()
        self._tables.setObjectName("directory_tables")
        self._none = widgets.Empty(texts.NO_ORGANISATION, icon="search")
        for each in (self.table, self._none):
            self._tables.addWidget(each)
        self._stack = Stack(self._make_list(), self.form, name="directory_stack")
        self.setLayout(widgets.column(self._stack))
        self._stack.present(self._list)

    def _make_list(self) -> QWidget:
        self._list = QWidget()
        add = widgets.PrimaryButton(
            texts.ADD_ORGANISATION, self.add, keys=hotkeys.NEW_OTHER, icon="add", name="add_organisation", scope=self
        )
        back = widgets.Button(f"{texts.BACK}   Esc", self.closed.emit, icon="back", name="directory_back")
        if not self._may_name:  # and never shown here: it would be a window of its own until it has a parent
            add.hide()
            add.setEnabled(False)
        top = with_acts(heading(texts.DIRECTORY, texts.DIRECTORY_HINT), back, add)
        inside = widgets.column(top, Field("find", texts.DIRECTORY_FIND, self.search_edit), self._tables, gap=12)
        inside.setStretch(2, 1)
        self._list.setLayout(inside)
        return self._list

    def set_entries(self, entries: tuple[Organisation, ...]) -> None:
        """What was read."""
        self.entries = entries
        self._show()

    def _show(self) -> None:
        wanted = plain(self.search_edit.value()).split()
        found = [e for e in self.entries if all(w in plain(f"{e.name} {e.services} {e.notes}") for w in wanted)]
        self.table.show_rows([Row(entry.uuid, texts.directory_cells(entry)) for entry in found])
        self._tables.setCurrentWidget(self.table if found else self._none)

    def open_entry(self, uuid: str) -> None:
        """The form of that organisation."""
        entry = next((each for each in self.entries if each.uuid == uuid), None)
        if entry is not None and self._may_edit:
            self._open(entry)

    def add(self) -> None:
        """One that the list does not have yet."""
        if self._may_name:
            self._open(Organisation(new_id(), "", self.search_edit.value()))

    def _open(self, entry: Organisation) -> None:
        self.form.show_entry(entry)
        self._stack.present(self.form)
        self.form.focus_first()

    def _save(self) -> None:
        self._session.run(
            directory.save,
            self.form.organisation(),
            owner=self,
            done=self._saved,
            failed=self._failed,
            priority=Priority.SAVING,
            what=texts.SAVING,
            cancellable=False,
        )

    def _saved(self, entry: Organisation) -> None:
        self.form.mark_saved()
        self._session.prompts.inform(texts.DIRECTORY_SAVED)
        self.changed.emit()
        self._back()
        self.table.select(entry.uuid)

    def _failed(self, error: CasaError) -> None:
        self.form.show_problems(error.problems)

    def _to_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _back(self) -> None:
        if self.may_leave():
            self.form.mark_saved()
            self._stack.present(self._list)
            self._to_table()

    def back(self) -> None:
        """Esc: from the form to the list, from the list to the page."""
        if self._stack.shown is self.form:
            self._back()
        else:
            self.closed.emit()

    def may_leave(self) -> bool:
        """Whether nothing typed would be lost, or the user lets it go."""
        return not self.form.dirty or self._session.prompts.ask(
            texts.DIRECTORY_LEAVE, do=texts.LEAVE_CHANGES, keep=texts.KEEP_CHANGES
        )

    def focus_first(self) -> None:
        """Puts the cursor where work starts."""
        if self._stack.shown is self.form:
            self.form.focus_first()
        else:
            self.search_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def draft(self) -> Draft | None:
        """The form, where something was typed into it."""
        return self.form.draft() if self.form.dirty else None

    def restore(self, draft: Draft) -> None:
        """Puts the form back."""
        self._stack.present(self.form)
        self.form.restore(draft)
