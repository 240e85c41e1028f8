"""What a service type asks, as an editor of its form: a table of fields, added, opened, moved, retired by keys."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.errors import Code
from casa_desktop.domain.fields import ServiceField
from casa_desktop.texts import ui_catalogs as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.catalogs.model import from_draft, to_draft
from casa_desktop.ui.choices import Flow
from casa_desktop.ui.rows import Row, RowsTable

_ROWS_SEEN = 5


class FieldsEdit(QWidget):
    """``value()`` is every field in order, retired ones too. Opening and adding are the page's: it has the form."""

    edited = Signal()
    opened = Signal(str)
    """The uuid of a field."""
    add_asked = Signal()

    def __init__(self, *, name: str, today: Callable[[], date], scope: QWidget) -> None:
        """*scope* is where Ctrl+N adds a field."""
        super().__init__()
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._today = today
        self._fields: tuple[ServiceField, ...] = ()
        self._saved: frozenset[str] = frozenset()
        self.table = RowsTable(texts.FIELD_COLUMNS, name=f"{name}_table", said=texts.FIELDS.replace("&", ""))
        self.table.opened.connect(self.opened)
        self.table.chosen.connect(lambda _: self._show_acts())
        self.table.setMinimumHeight((self.table.fontMetrics().height() + 12) * (_ROWS_SEEN + 1))
        self._add = widgets.Button(
            texts.ADD_FIELD, self.add_asked.emit, keys=hotkeys.NEW, icon="add", name="add_field_button", scope=scope
        )
        table = self.table
        self._retire = widgets.Button(
            texts.RETIRE, self.toggle_use, keys="Del", name="retire_field_button", scope=table
        )
        self._up = widgets.Button(
            texts.UP, lambda: self._move(-1), keys=hotkeys.UP, name="field_up_button", scope=table
        )
        self._down = widgets.Button(
            texts.DOWN, lambda: self._move(1), keys=hotkeys.DOWN, name="field_down_button", scope=table
        )
        self._none = widgets.hint(texts.NO_FIELDS)
        acts = Flow(widgets.GAP)
        for button in (self._add, self._retire, self._up, self._down):
            acts.addWidget(button)
        inside = widgets.column(self._none, self.table)
        inside.addLayout(acts)
        self.setLayout(inside)
        self._show()

    def set_saved(self, fields: Iterable[ServiceField]) -> None:
        """Which of them records may hold: these are retired, the others only leave the list."""
        self._saved = frozenset(field.uuid for field in fields)

    def is_saved(self, uuid: str) -> bool:
        return uuid in self._saved

    def value(self) -> tuple[ServiceField, ...]:
        return self._fields

    def set_value(self, value: Iterable[ServiceField] | None) -> None:
        self._fields = tuple(value or ())
        self._show()

    def problem(self) -> Code | None:
        return None

    def draft(self) -> list[dict[str, Any]]:
        return [to_draft(field) for field in self._fields]

    def restore(self, draft: Any) -> None:
        self.set_value([from_draft(kept) for kept in draft] if isinstance(draft, list) else None)

    def of(self, uuid: str) -> ServiceField | None:
        """The field of *uuid*."""
        return next((field for field in self._fields if field.uuid == uuid), None)

    def with_field(self, field: ServiceField) -> tuple[ServiceField, ...]:
        """The list as it would be with *field* in its place, or at its end."""
        if self.of(field.uuid) is None:
            return (*self._fields, field)
        return tuple(field if each.uuid == field.uuid else each for each in self._fields)

    def put(self, field: ServiceField) -> None:
        """Takes *field* into the list and makes it current."""
        self.set_value(self.with_field(field))
        self.table.select(field.uuid)
        self.edited.emit()

    def toggle_use(self) -> None:
        """Retires the current field or brings it back; one that was never saved leaves the list."""
        field = self.of(self.table.current_key())
        if field is None:
            return
        if not self.is_saved(field.uuid):
            self.set_value(each for each in self._fields if each is not field)
        else:
            yesterday = self._today() - timedelta(days=1)
            self.set_value(self.with_field(replace(field, active_to=yesterday if field.active_to is None else None)))
        self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opened the current field: it does not go on as well."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not (enter and self.table.current_key() and event.modifiers() == Qt.KeyboardModifier.NoModifier):
            super().keyPressEvent(event)

    def _move(self, steps: int) -> None:
        key = self.table.current_key()
        here = next((at for at, field in enumerate(self._fields) if field.uuid == key), None)
        if here is not None and 0 <= here + steps < len(self._fields):
            fields = list(self._fields)
            fields.insert(here + steps, fields.pop(here))
            self.set_value(fields)
            self.edited.emit()

    def _show(self) -> None:
        rows = [
            Row(f.uuid, (f.label, texts.answered_with(f), texts.field_state(f, self._today()))) for f in self._fields
        ]
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self._none.setVisible(not rows)
        self.setFocusProxy(self.table if rows else self._add)
        self._show_acts()

    def _show_acts(self) -> None:
        """The word of the act says what it would do to the current field."""
        field = self.of(self.table.current_key())
        for button in (self._retire, self._up, self._down):
            button.setVisible(field is not None)
        if field is not None:
            words = texts.USE_AGAIN if field.active_to else texts.RETIRE if self.is_saved(field.uuid) else texts.REMOVE
            self._retire.set_words(words)
