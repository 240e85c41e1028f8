"""The options of a field: one a line. A renamed one keeps its code; one that records may hold is retired, not lost."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.errors import Code
from casa_desktop.domain.fields import LONGEST_OPTION, MOST_OPTIONS, Option
from casa_desktop.texts import ui_catalogs as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.editors import TextEdit

_NEW = Option("", "")


class _Row(QWidget):
    """One option; *saved* is whether records may hold it already."""

    edited = Signal()
    toggled = Signal()

    def __init__(self, option: Option, place: int, name: str) -> None:
        super().__init__()
        self._before = option
        self.retired = option.retired
        self.edit = TextEdit(name=f"{name}_{place}_edit", limit=LONGEST_OPTION)
        self.edit.setAccessibleName(texts.option_name(place))
        self.edit.set_value(option.name)
        self.edit.edited.connect(self.edited)
        words = texts.USE_AGAIN if self.retired else texts.RETIRE if option.code else texts.REMOVE
        toggle = widgets.link(words, self.toggled.emit, name=f"{name}_{place}_toggle")
        toggle.setAccessibleName(f"{words}: {option.name or texts.option_name(place)}")
        toggle.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the keyboard has Alt+Supr
        inside = widgets.row(self.edit)
        inside.setStretch(0, 1)
        if self.retired:
            self.edit.setReadOnly(True)
            inside.addWidget(widgets.Badge(texts.OPTION_RETIRED))
        inside.addWidget(toggle)
        self.setLayout(inside)

    @property
    def saved(self) -> bool:
        return bool(self._before.code)

    def option(self) -> Option:
        """As it should be: what was emptied is retired under its last name."""
        typed = self.edit.value()
        return Option(self._before.code, typed or self._before.name, self.retired or not typed)


class OptionsEdit(QWidget):
    """``value()`` is a tuple of :class:`Option`, those that were retired among them, new ones without a code."""

    edited = Signal()

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._rows: list[_Row] = []
        self._box = widgets.column(gap=widgets.SMALL)
        self.setLayout(self._box)
        self.set_value(None)

    def value(self) -> tuple[Option, ...]:
        return tuple(option for row in self._rows if (option := row.option()).name)

    def set_value(self, value: Iterable[Option] | None) -> None:
        for row in self._rows:
            self._box.removeWidget(row)
            row.hide()  # with its parent: without one Python may delete it in the midst of its own event
            row.deleteLater()
        self._rows = []
        for place, option in enumerate([*(value or ())] or [_NEW], start=1):
            row = _Row(option, place, self.objectName())
            row.edited.connect(self.edited)
            row.toggled.connect(lambda row=row: self._toggle(row))
            self._rows.append(row)
            self._box.addWidget(row)
        self.setFocusProxy(self._rows[0].edit)

    def problem(self) -> Code | None:
        return None

    def draft(self) -> list[dict[str, Any]]:
        return [asdict(option) for option in self.value()]

    def restore(self, draft: Any) -> None:
        self.set_value([Option(**option) for option in draft] if isinstance(draft, list) else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the next line, or makes one; out of an empty last line it goes on to the next field."""
        here = next((i for i, row in enumerate(self._rows) if row.edit.hasFocus()), None)
        key, alone = (
            event.key(),
            event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier),
        )
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(key), 0)
        if here is None:
            event.ignore()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and alone:
            self._enter(here, event)
        elif steps and alone:
            self._focus(here + steps)
        elif steps and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self._move(here, here + steps)
        elif key == Qt.Key.Key_Delete and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self._toggle(self._rows[here])
        else:
            event.ignore()

    def _enter(self, here: int, event: QKeyEvent) -> None:
        last = here + 1 == len(self._rows)
        if last and (not self._rows[here].edit.value() or len(self._rows) >= MOST_OPTIONS):
            event.ignore()
            return
        if last:
            self.set_value([*self.value(), _NEW])
        self._focus(here + 1 if not last else len(self._rows) - 1)

    def _move(self, here: int, there: int) -> None:
        if 0 <= there < len(self._rows):
            options = [row.option() for row in self._rows]
            options.insert(there, options.pop(here))
            self.set_value(options)
            self._focus(there)
            self.edited.emit()

    def _toggle(self, row: _Row) -> None:
        """Retired or used again; one that was never saved goes away."""
        here = self._rows.index(row)
        options: list[Option] = []
        for each in self._rows:
            option = each.option()
            if each is not row:
                options.append(option)
            elif row.saved:
                options.append(Option(option.code, option.name, not option.retired))
        self.set_value(options)
        self._focus(min(here, len(self._rows) - 1))
        self.edited.emit()

    def _focus(self, place: int) -> None:
        if 0 <= place < len(self._rows):
            self._rows[place].edit.setFocus(Qt.FocusReason.TabFocusReason)
