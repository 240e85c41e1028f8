"""A service type being edited: its form, and in its place the form of one field while that is open."""

from collections.abc import Callable, Iterable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.catalog import Catalog, ServiceType
from casa_desktop.domain.errors import Problem
from casa_desktop.texts import ui_catalogs as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.catalogs.field_form import FieldForm
from casa_desktop.ui.catalogs.model import from_draft, place_of, to_draft
from casa_desktop.ui.catalogs.type_form import TypeForm
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.prompts import Prompts
from casa_desktop.ui.settings.stack import Stack


class TypeEditor(QWidget):
    """Nothing is written before the type is saved; leaving asks where something was typed."""

    save_asked = Signal()
    left = Signal()

    def __init__(self, today: Callable[[], date], prompts: Prompts) -> None:
        super().__init__()
        self.setObjectName("type_editor")
        self._prompts = prompts
        self.form = TypeForm(today)
        self.field_form = FieldForm(today)
        self._stack = Stack(self.form, self.field_form, name="type_stack")
        self.setLayout(widgets.column(self._stack))
        self.form.save_asked.connect(self.save_asked)
        self.form.cancel_asked.connect(self._leave)
        self.form.field_opened.connect(self.open_field)
        self.field_form.save_asked.connect(self._keep_field)
        self.field_form.cancel_asked.connect(self._leave_field)
        self._stack.present(self.form)

    def begin(self, catalog: Catalog) -> None:
        """A new service type."""
        self.form.begin(catalog)
        self._to_form()

    def show_type(self, kind: ServiceType, catalog: Catalog) -> None:
        """A service type that exists."""
        self.form.show_type(kind, catalog)
        self._to_form()

    def focus_first(self) -> None:
        (self.form if self._stack.shown is self.form else self.field_form).focus_first()

    def open_field(self, uuid: str) -> None:
        """The form of a field in the place of the type's; of a new one where *uuid* is empty."""
        field = self.form.asked.of(uuid)
        if field is None:
            self.field_form.begin(self.form.check_field)
        else:
            saved = self.form.asked.is_saved(uuid)
            self.field_form.show_field(field, self.form.check_field, saved=saved)
        self._stack.present(self.field_form)
        self.field_form.focus_first()

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Each beside its field; where the fields of the type are all that is wrong, the first of these is opened."""
        found = tuple(problems)
        self.form.show_problems(found)
        places = [place_of(problem) for problem in found]
        fields = self.form.asked.value()
        first = places[0] if places and None not in places else None
        if first is not None and first[0] < len(fields):
            self.open_field(fields[first[0]].uuid)
            own = [(at, p) for at, p in zip(places, found, strict=True) if at is not None and at[0] == first[0]]
            self.field_form.show_problems(Problem(p.code, at[1], p.values) for at, p in own)

    # drafts

    @property
    def dirty(self) -> bool:
        return self.form.dirty or (self._stack.shown is self.field_form and self.field_form.dirty)

    def draft(self) -> Draft:
        """The type, and the field that is open."""
        found: dict[str, object] = {"type": self.form.draft()}
        if self._stack.shown is self.field_form:
            found["field"] = {"of": to_draft(self.field_form.before), "typed": self.field_form.draft()}
        return found

    def restore(self, draft: Draft, catalog: Catalog) -> None:
        """Puts a draft back, over the type as the catalogue has it now."""
        uuid = str(draft["type"][""]["uuid"])
        kind = next((t for t in catalog.service_types if t.uuid == uuid), None)
        if kind is None:
            self.begin(catalog)
        else:
            self.show_type(kind, catalog)
        self.form.restore(draft["type"])
        if (kept := draft.get("field")) is not None:
            before = from_draft(kept["of"])
            saved = self.form.asked.is_saved(before.uuid)
            self.field_form.show_field(before, self.form.check_field, saved=saved)
            self.field_form.restore(kept["typed"])
            self._stack.present(self.field_form)
            self.field_form.focus_first()

    # acts

    def _keep_field(self) -> None:
        self.form.asked.put(self.field_form.service_field())
        self._to_fields()

    def _leave_field(self) -> None:
        if not self.field_form.dirty or self._may_lose():
            self._to_fields()

    def _leave(self) -> None:
        if not self.form.dirty or self._may_lose():
            self.form.mark_saved()
            self.left.emit()

    def _may_lose(self) -> bool:
        return self._prompts.ask(texts.LEAVE_QUESTION, do=texts.LEAVE_DO, keep=texts.LEAVE_KEEP)

    def _to_form(self) -> None:
        self._stack.present(self.form)
        self.form.focus_first()

    def _to_fields(self) -> None:
        self._stack.present(self.form)
        self.form.field("fields").widget.setFocus()
