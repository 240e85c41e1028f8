"""The one field for an age or a birth date: both are said at the counter, and nobody should have to choose a field."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from casa_desktop.domain.ages import Age, parse_age
from casa_desktop.domain.errors import Code
from casa_desktop.texts import ui_people as texts
from casa_desktop.ui.editors import Today


class AgeEdit(QLineEdit):
    """``34``, ``30-40``, ``8 meses`` or a birth date. An age that is left as it was keeps the day it was stated on."""

    edited = Signal()

    def __init__(self, *, name: str, today: Today) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setPlaceholderText(texts.AGE_PLACEHOLDER)
        self.setMaxLength(40)
        self._today = today
        self._known: Age | None = None
        self.textChanged.connect(self.edited)

    def value(self) -> Age | None:
        """None where nothing is written or it is not understood."""
        text = self.text().strip()
        if self._known is not None and text == texts.age_typed(self._known):
            return self._known
        return parse_age(text, self._today()) if text else None

    def set_value(self, value: Age | None) -> None:
        self._known = value
        self.setText(texts.age_typed(value))

    def problem(self) -> Code | None:
        return Code.BAD_AGE if self.text().strip() and self.value() is None else None

    def draft(self) -> str:
        return self.text()

    def restore(self, draft: Any) -> None:
        self.setText(str(draft))
