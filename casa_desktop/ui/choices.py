"""Editors that choose: a list found by typing, and chips that a space bar or a letter turns on."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QCompleter,
    QLayout,
    QLayoutItem,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from casa_desktop.domain.errors import Code
from casa_desktop.domain.typed import plain as fold
from casa_desktop.texts import ui_shell as texts
from casa_desktop.ui import widgets

Options = Iterable[tuple[str, str]]
"""(key, words shown)."""

_ANY_HEIGHT = 16_777_215
_KEY = Qt.ItemDataRole.UserRole
_FOLDED = Qt.ItemDataRole.UserRole + 1


class _Finder(QCompleter):
    """Finds options by any part of their words, without accents."""

    def splitPath(self, path: str) -> list[str]:
        return [fold(path)]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole) or "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter over the open list is the field's own: Qt would keep it, and the next field cost a second Enter."""
        popup = self.popup()
        if popup is not None and watched is popup and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.type() == QEvent.Type.KeyPress:
                popup.hide()
                QApplication.sendEvent(self.widget(), event)
                return True
        return super().eventFilter(watched, event)


class Choice(QComboBox):
    """One of several options, found by typing a part of it; F4 or Alt+↓ opens the whole list.

    Without *required*, an emptied text means «none». A text that is no option is a problem, never a silent guess:
    leaving the field takes the option only if exactly one holds what was typed, or is called so for short.
    """

    edited = Signal()
    unclear = Signal(str)
    """The field was left with what is no option, or the beginning of several: a sentence."""

    def __init__(self, options: Options = (), *, name: str, placeholder: str = "", width: int = 0) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setMaxVisibleItems(14)
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        finder = _Finder(self._items, self)
        finder.setCompletionRole(_FOLDED)
        finder.setFilterMode(Qt.MatchFlag.MatchContains)
        finder.setCaseSensitivity(Qt.CaseSensitivity.CaseSensitive)
        line = QLineEdit()
        line.setObjectName(f"{name}_line")
        line.setPlaceholderText(placeholder)
        self.setLineEdit(line)
        self.setCompleter(finder)
        if (popup := finder.popup()) is not None:
            popup.setProperty("role", "popup")
        if width:
            self.setMaximumWidth(width)
        self.set_options(options)
        self.editTextChanged.connect(self.edited)

    def set_options(self, options: Options) -> None:
        """Other options; what was chosen or is being typed stays."""
        chosen, typed = self.value(), self.currentText()
        was = self.blockSignals(True)
        self._items.clear()
        for key, words in options:
            item = QStandardItem(words)
            item.setData(key, _KEY)
            item.setData(fold(words), _FOLDED)
            self._items.appendRow(item)
        self.set_value(chosen)
        if chosen is None:
            self.setEditText(typed)
        self.blockSignals(was)

    def value(self) -> str | None:
        """The key of the option whose words stand in the field."""
        row = self._row_of_text()
        return None if row is None else str(self._items.item(row).data(_KEY))

    def set_value(self, value: str | None) -> None:
        for row in range(self._items.rowCount()):
            if self._items.item(row).data(_KEY) == value:
                self.setCurrentIndex(row)
                self._write(row)
                return
        self.setCurrentIndex(-1)
        self.setEditText("")

    def problem(self) -> Code | None:
        return Code.BAD_CHOICE if self.currentText().strip() and self._row_of_text() is None else None

    def draft(self) -> str:
        return self.currentText()

    def restore(self, draft: Any) -> None:
        self.setEditText(str(draft))
        self.settle()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._leave()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._leave()
            # The form takes the focus away at once; a list left open would swallow what is typed into the next field.
            if (finder := self.completer()) is not None and (popup := finder.popup()) is not None:
                popup.hide()
            event.ignore()  # the form goes to the next field
        else:
            super().keyPressEvent(event)

    def _row_of_text(self) -> int | None:
        wanted = fold(self.currentText())
        rows = range(self._items.rowCount())
        return next((r for r in rows if wanted and self._items.item(r).data(_FOLDED) == wanted), None)

    def settle(self) -> None:
        """Takes the option that was begun, if it is the only one. Done when the field is left and before a save."""
        wanted = fold(self.currentText())
        if not wanted:
            self.setCurrentIndex(-1)
            return
        row = self._row_of_text()
        if row is None:
            found = self._begun(wanted)
            codes = [r for r in range(self._items.rowCount()) if fold(str(self._items.item(r).data(_KEY))) == wanted]
            found = found if len(found) == 1 else codes  # «cv», as the program itself shortens the document
            row = found[0] if len(found) == 1 else None
        if row is not None:
            self.setCurrentIndex(row)
            self._write(row)

    def _begun(self, wanted: str) -> list[int]:
        """The one of which *wanted* is a whole word («hija» is no «hijastro»), else those that begin or hold it."""
        folded = [(r, str(self._items.item(r).data(_FOLDED))) for r in range(self._items.rowCount())]
        named = [r for r, words in folded if wanted in words.split()]
        if len(named) == 1:
            return named
        return [r for r, words in folded if words.startswith(wanted)] or [r for r, w in folded if wanted in w]

    def _leave(self) -> None:
        """Settles, and says at once what could not be: at the save, the person is ten fields further on."""
        self.settle()
        if self.problem() is not None:
            begun = [self._items.item(row).text() for row in self._begun(fold(self.currentText()))]
            self.unclear.emit(texts.unclear(self.currentText().strip(), begun))

    def _write(self, row: int) -> None:
        self.setEditText(self._items.item(row).text())
        if (line := self.lineEdit()) is not None:
            line.setCursorPosition(0)  # of a long name the beginning tells more than the end


class Flow(QLayout):
    """Puts widgets beside each other and goes on below when the line is full."""

    def __init__(self, gap: int = 8) -> None:
        super().__init__()
        self._kept: list[QLayoutItem] = []
        self.setSpacing(gap)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._kept.append(item)

    def count(self) -> int:
        return len(self._kept)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._kept[index] if 0 <= index < len(self._kept) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._kept.pop(index) if 0 <= index < len(self._kept) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._kept:
            size = size.expandedTo(item.minimumSize())
        return size

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        x, y, tallest = rect.x(), rect.y(), 0
        for item in self._kept:
            if item.isEmpty():
                continue  # hidden
            size = item.sizeHint().boundedTo(QSize(max(rect.width(), item.minimumSize().width()), _ANY_HEIGHT))
            if item.hasHeightForWidth():  # a sentence that wraps, chips in a line
                size.setHeight(item.heightForWidth(size.width()))
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, tallest = rect.x(), y + tallest + self.spacing(), 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x, tallest = x + size.width() + self.spacing(), max(tallest, size.height())
        return y + tallest - rect.y()


class _Chip(QPushButton):
    """A push button keeps arrows and letters for itself; here they belong to the group."""

    def sizeHint(self) -> QSize:
        """Room for the heavier letters of a chip that is on."""
        return super().sizeHint() + widgets.heavier(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()


class Chips(QWidget):
    """Options that are all seen at once. Tab enters, arrows move, space turns on and off; a letter does both.

    *single* keeps at most one on. ``value()`` is the tuple of the keys that are on, in the order shown.
    """

    edited = Signal()

    def __init__(self, options: Options = (), *, name: str, single: bool = False) -> None:
        super().__init__()
        self.setObjectName(name)
        # The letter of a label reaches only who takes the focus at all; the chip that is the tab stop gets it.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._single = single
        self._chips: dict[str, _Chip] = {}
        self._flow = Flow(6)
        self.setLayout(self._flow)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_options(options)

    def set_options(self, options: Options) -> None:
        """Other options; those that stay keep their state."""
        on = self.value()
        for chip in self._chips.values():
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self._chips = {}
        before: QWidget = self
        for key, words in options:
            chip = _Chip(words)
            chip.setProperty("role", "chip")
            chip.setObjectName(f"{self.objectName()}_{key}_chip")
            chip.setAccessibleName(words)
            chip.setCheckable(True)
            chip.setChecked(key in on)
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            chip.toggled.connect(lambda checked, key=key: self._toggled(key, checked))
            self._flow.addWidget(chip)
            self._chips[key] = chip
            QWidget.setTabOrder(before, chip)  # made late, it would come after everything in the window
            before = chip
        self._rove(next(iter(self._chips), ""))

    def value(self) -> tuple[str, ...]:
        return tuple(key for key, chip in self._chips.items() if chip.isChecked())

    def one(self) -> str | None:
        """The key of the chip that is on, for *single*."""
        return next(iter(self.value()), None)

    def set_value(self, value: Sequence[str] | str | None) -> None:
        keys = (value,) if isinstance(value, str) else tuple(value or ())
        for key, chip in self._chips.items():
            chip.setChecked(key in keys)

    def problem(self) -> Code | None:
        return None

    def draft(self) -> list[str]:
        return list(self.value())

    def restore(self, draft: Any) -> None:
        self.set_value([str(key) for key in draft] if isinstance(draft, list) else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = list(self._chips)
        here = next((i for i, k in enumerate(keys) if self._chips[k].hasFocus()), None)
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}.get(
            Qt.Key(event.key())
        )
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        letter = fold(event.text()) if plain else ""
        if here is not None and step is not None:
            self._focus(keys[(here + step) % len(keys)])
        elif here is not None and letter.isalnum():
            # Where the cursor stands comes first while it is off; after that the same letter goes round.
            start = here + self._chips[keys[here]].isChecked()
            order = keys[start:] + keys[:start]
            found = next((k for k in order if fold(self._chips[k].text()).startswith(letter)), None)
            if found is not None:
                self._focus(found)
                self._chips[found].toggle()
        else:
            event.ignore()

    def _focus(self, key: str) -> None:
        self._chips[key].setFocus(Qt.FocusReason.TabFocusReason)
        self._rove(key)

    def _rove(self, key: str) -> None:
        """Only one chip is a tab stop, so that a group of ten costs one Tab."""
        for each, chip in self._chips.items():
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if each == key else Qt.FocusPolicy.ClickFocus)
        if key in self._chips:
            self.setFocusProxy(self._chips[key])

    def _toggled(self, key: str, checked: bool) -> None:
        if checked and self._single:
            for each, chip in self._chips.items():
                if each != key:
                    chip.setChecked(False)
        if checked:
            self._rove(key)
        self.edited.emit()
