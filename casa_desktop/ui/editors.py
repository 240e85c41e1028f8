"""Editors that are typed into, never spun: text, notes, numbers, dates, months, passwords.

Each has ``value()``, ``set_value()``, ``problem()`` (a code while the text cannot be understood), ``draft()`` and
``restore()`` (the text as it stands, right or wrong) and the signal ``edited``.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Protocol

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QSizePolicy, QToolButton, QWidget

from casa_desktop.domain import typed
from casa_desktop.domain.errors import Code
from casa_desktop.domain.fields import canonical, parse_number
from casa_desktop.domain.periods import Month
from casa_desktop.texts import dates
from casa_desktop.texts import ui_shell as texts
from casa_desktop.ui import icons, widgets

Today = Callable[[], date]
_AHEAD = timedelta(days=366)
_BETWEEN_GROUPS = re.compile(r"[\s._·‐–—-]+")  # whatever somebody writes between two groups


class Editor(Protocol):
    """What a field and a form need of an editor; every editor is also a QWidget."""

    @property
    def edited(self) -> SignalInstance: ...

    def value(self) -> Any: ...

    def set_value(self, value: Any) -> None: ...

    def problem(self) -> Code | None: ...

    def draft(self) -> Any: ...

    def restore(self, draft: Any) -> None: ...


class _Line(QLineEdit):
    """What all one-line editors share."""

    edited = Signal()

    def __init__(self, *, name: str, placeholder: str = "", width: int = 0, limit: int = 200) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setPlaceholderText(placeholder)
        self.setMaxLength(limit)
        if width:
            self.setMaximumWidth(width)
        self.textChanged.connect(self.edited)

    def problem(self) -> Code | None:
        return None

    def draft(self) -> str:
        return self.text()

    def restore(self, draft: Any) -> None:
        self.setText(str(draft))


class TextEdit(_Line):
    """One line of text."""

    def value(self) -> str:
        """The text without blanks around it."""
        return self.text().strip()

    def set_value(self, value: str | None) -> None:
        self.setText(value or "")
        if not self.hasFocus():
            self.setCursorPosition(0)  # of a long text the beginning is seen


class SheetEdit(TextEdit):
    """The code of a recovery sheet; in groups as it is printed once it is left. Never part of a draft."""

    def __init__(self, *, name: str) -> None:
        super().__init__(name=name, limit=80)
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)

    def draft(self) -> str:
        return ""

    def restore(self, draft: Any) -> None:  # noqa: ARG002  # a code that opens everything is never kept
        self.clear()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        letters = _BETWEEN_GROUPS.sub("", self.text()).upper()
        grouped = "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))
        self.blockSignals(True)  # it is the same code: what was said of it stays
        self.setText(grouped)
        self.blockSignals(False)
        super().focusOutEvent(event)


class NumberEdit(_Line):
    """A whole number; 1.234 is understood."""

    def __init__(self, *, name: str, placeholder: str = "", width: int = 96, limit: int = 12) -> None:
        super().__init__(name=name, placeholder=placeholder, width=width, limit=limit)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def value(self) -> int | None:
        return typed.parse_integer(self.text())

    def set_value(self, value: int | None) -> None:
        self.setText("" if value is None else str(value))

    def problem(self) -> Code | None:
        return Code.BAD_NUMBER if self.text().strip() and self.value() is None else None


class MeasureEdit(_Line):
    """A number with up to *decimals* places; «12,5» and «12.5» are understood."""

    def __init__(self, *, name: str, decimals: int = 0, width: int = 96) -> None:
        super().__init__(name=name, width=width, limit=16)
        self.decimals = decimals
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def value(self) -> Decimal | None:
        return parse_number(self.text())

    def set_value(self, value: Decimal | None) -> None:
        self.setText("" if value is None else canonical(value).replace(".", ","))

    def problem(self) -> Code | None:
        if not self.text().strip():
            return None
        value = self.value()
        good = value is not None and len(canonical(value).partition(".")[2]) <= self.decimals
        return None if good else Code.BAD_NUMBER


class DateEdit(_Line):
    """A date typed as dd/mm/aaaa, 5/3/90, 050390, hoy or ayer; written out in full when it is left."""

    def __init__(self, *, name: str, today: Today, width: int = 160) -> None:
        super().__init__(name=name, placeholder=texts.DATE_PLACEHOLDER, width=width, limit=20)
        self._today = today

    def value(self) -> date | None:
        return typed.parse_date(self.text(), self._today())

    def set_value(self, value: date | None) -> None:
        self.setText("" if value is None else dates.short_date(value))

    def problem(self) -> Code | None:
        return Code.BAD_DATE if self.text().strip() and self.value() is None else None

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if (day := self.value()) is not None and self.text() != dates.short_date(day):
            self.set_value(day)
        super().focusOutEvent(event)


class PlannedDateEdit(DateEdit):
    """A date that may lie ahead: a year of two digits is the nearest one, not one of the last century."""

    def value(self) -> date | None:
        today = self._today()
        if typed.plain(self.text()) in ("hoy", "ayer"):
            return super().value()
        if typed.plain(self.text()) == "manana":
            return today + timedelta(days=1)
        return typed.parse_date(self.text(), today + _AHEAD)


class TimeEdit(_Line):
    """An hour typed as 15:30, 3:30 p. m., 1530 or 8; its value is ``HH:MM``, empty for none."""

    def __init__(self, *, name: str, width: int = 150) -> None:
        super().__init__(name=name, placeholder=texts.TIME_PLACEHOLDER, width=width, limit=12)

    def value(self) -> str:
        return typed.parse_time(self.text()) or ""

    def set_value(self, value: str | None) -> None:
        self.setText(dates.hour(value) if value else "")

    def problem(self) -> Code | None:
        return Code.BAD_TIME if self.text().strip() and not self.value() else None

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if (hour := self.value()) and self.text() != dates.hour(hour):
            self.set_value(hour)
        super().focusOutEvent(event)


class MonthEdit(_Line):
    """A month typed as 11/2019, nov 2019, nov-19 or 2019-11; arrows up and down go to the next and the one before."""

    def __init__(self, *, name: str, today: Today, width: int = 120) -> None:
        super().__init__(name=name, placeholder=texts.MONTH_PLACEHOLDER, width=width, limit=30)
        self._today = today

    def value(self) -> Month | None:
        return typed.parse_month(self.text())

    def set_value(self, value: Month | None) -> None:
        self.setText("" if value is None else dates.month_short_year(value))

    def problem(self) -> Code | None:
        return Code.BAD_DATE if self.text().strip() and self.value() is None else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        month = self.value() or Month.of(self._today())
        if step and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.set_value(month.plus(step))
            self.selectAll()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if (month := self.value()) is not None and self.text() != dates.month_short_year(month):
            self.set_value(month)
        super().focusOutEvent(event)


class NotesEdit(QPlainTextEdit):
    """Several lines. Tab leaves it, Enter makes a new line."""

    edited = Signal()

    def __init__(self, *, name: str, placeholder: str = "", lines: int = 4, limit: int = 20_000) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * lines + 20)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._limit = limit
        self.textChanged.connect(self.edited)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def value(self) -> str:
        return self.toPlainText().strip()

    def set_value(self, value: str | None) -> None:
        self.setPlainText(value or "")

    def problem(self) -> Code | None:
        return Code.TOO_LONG if len(self.toPlainText()) > self._limit else None

    def draft(self) -> str:
        return self.toPlainText()

    def restore(self, draft: Any) -> None:
        self.setPlainText(str(draft))


class CheckEdit(QCheckBox):
    """A yes or no; the sentence stands beside the box."""

    edited = Signal()

    def __init__(self, text: str, *, name: str, checked: bool = False) -> None:
        super().__init__(text)
        self.setObjectName(name)
        self.setAccessibleName(text.replace("&", ""))
        self.setChecked(checked)
        self.toggled.connect(self.edited)

    def value(self) -> bool:
        return self.isChecked()

    def set_value(self, value: bool) -> None:
        self.setChecked(bool(value))

    def problem(self) -> Code | None:
        return None

    def draft(self) -> bool:
        return self.isChecked()

    def restore(self, draft: Any) -> None:
        self.setChecked(bool(draft))


class PasswordEdit(QWidget):
    """A password with an eye to look at it. Never part of a draft."""

    edited = Signal()

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.line = QLineEdit()
        self.line.setObjectName(f"{name}_line")
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setMaxLength(200)
        hints = Qt.InputMethodHint
        self.line.setInputMethodHints(hints.ImhSensitiveData | hints.ImhNoPredictiveText | hints.ImhNoAutoUppercase)
        self.eye = QToolButton()
        self.eye.setObjectName(f"{name}_eye")
        self.eye.setCheckable(True)
        self.eye.toggled.connect(self._show)
        self.setLayout(widgets.row(self.line, self.eye, gap=4))
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self.edited)
        self._show(False)

    def value(self) -> str:
        """Exactly what was typed, blanks included."""
        return self.line.text()

    def set_value(self, value: str | None) -> None:
        self.line.setText(value or "")

    def problem(self) -> Code | None:
        return None

    def draft(self) -> None:
        return None

    def restore(self, draft: Any) -> None:  # noqa: ARG002  # a password is never kept
        self.line.clear()

    def _show(self, shown: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        icons.dress(self.eye, "eye-off" if shown else "eye")
        said = texts.HIDE_PASSWORD if shown else texts.SHOW_PASSWORD
        self.eye.setAccessibleName(said)
        self.eye.setToolTip(said)
