"""Editors of the form of a visit: several of a long list, and the people who came along."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.errors import Code
from casa_desktop.texts import ui_visits as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.choices import Chips, Choice, Options
from casa_desktop.ui.visits.model import BANDS, band_key


class PickSeveral(QWidget):
    """Several of a list too long to be shown: type a part of one, Enter adds it as a chip, the space bar drops it."""

    edited = Signal()

    def __init__(self, options: Options, *, name: str, placeholder: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._words = dict(options)
        self._choice = Choice(self._words.items(), name=f"{name}_choice", placeholder=placeholder)
        self._choice.activated.connect(lambda _: self._take())
        self._chips = Chips(name=f"{name}_chips")
        self._chips.edited.connect(self._drop)
        self._chips.hide()
        self.setLayout(widgets.column(self._choice, self._chips, gap=widgets.SMALL))
        self.setFocusProxy(self._choice)

    def value(self) -> tuple[str, ...]:
        """The keys, in the order of the list."""
        on = self._chips.value()
        return tuple(key for key in self._words if key in on)

    def set_value(self, value: Sequence[str] | None) -> None:
        keys = [key for key in value or () if key in self._words]
        was = self._chips.blockSignals(True)
        self._chips.set_options([(key, self._words[key]) for key in keys])
        self._chips.set_value(keys)
        self._chips.blockSignals(was)
        self._chips.setVisible(bool(keys))
        self._choice.set_value(None)

    def problem(self) -> Code | None:
        return self._choice.problem()

    def draft(self) -> list[str]:
        return list(self.value())

    def restore(self, draft: Any) -> None:
        self.set_value([str(key) for key in draft] if isinstance(draft, list) else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._take():
            return
        super().keyPressEvent(event)

    def _take(self) -> bool:
        key = self._choice.value()
        if key is None:
            return False
        self.set_value([*self.value(), *([] if key in self.value() else [key])])
        self.edited.emit()
        return True

    def _drop(self) -> None:
        self.set_value(self._chips.value())
        self._choice.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()


class _CompanionRow(QWidget):
    """Sex and age band of one person who came along."""

    edited = Signal()
    removed = Signal()

    def __init__(self, number: int, sexes: Options) -> None:
        super().__init__()
        self.setObjectName(f"companion_{number}")
        self.sex = Chips(sexes, name=f"companion_{number}_sex", single=True)
        self.band = Chips([(band_key(b), texts.band(b)) for b in BANDS], name=f"companion_{number}_band", single=True)
        for chips, said in ((self.sex, texts.SEX), (self.band, texts.AGE_BAND)):
            chips.setAccessibleName(f"{texts.COMPANIONS} {number}: {said}")
            chips.edited.connect(self.edited)
        remove = widgets.link(texts.REMOVE, self.removed.emit, name=f"companion_{number}_remove")
        top = widgets.row(widgets.label(f"{number}.", "muted"), self.sex, remove)
        top.setStretch(1, 1)
        self.setLayout(widgets.column(top, self.band, gap=widgets.SMALL))

    def value(self) -> tuple[str, str]:
        return self.sex.one() or "", self.band.one() or ""


class CompanionsEdit(QWidget):
    """The people who came along and have no name here. ``value()`` is a tuple of (sex code, band key)."""

    edited = Signal()

    def __init__(self, sexes: Options, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._sexes = tuple(sexes)
        self._rows: list[_CompanionRow] = []
        self._box = widgets.column(gap=widgets.GAP)
        self._add = widgets.Button(
            texts.ADD_COMPANION, self.add, keys=hotkeys.ADD_PERSON, icon="add", name="add_companion_button"
        )
        self.setLayout(widgets.column(self._box, self._add, gap=widgets.GAP))
        self.setFocusProxy(self._add)

    def add(self) -> None:
        """One more; the cursor goes there."""
        row = self._append()
        row.sex.setFocus(Qt.FocusReason.TabFocusReason)
        self.edited.emit()

    def value(self) -> tuple[tuple[str, str], ...]:
        return tuple(row.value() for row in self._rows)

    def set_value(self, value: Sequence[tuple[str, str]] | None) -> None:
        for row in list(self._rows):
            self._forget(row)
        for sex, band in value or ():
            row = self._append()
            row.sex.set_value(sex)
            row.band.set_value(band)

    def problem(self) -> Code | None:
        return None

    def draft(self) -> list[list[str]]:
        return [list(value) for value in self.value()]

    def restore(self, draft: Any) -> None:
        pairs = draft if isinstance(draft, list) else []
        self.set_value([(str(pair[0]), str(pair[1])) for pair in pairs if isinstance(pair, list) and len(pair) == 2])

    def _append(self) -> _CompanionRow:
        row = _CompanionRow(len(self._rows) + 1, self._sexes)
        row.edited.connect(self.edited)
        row.removed.connect(lambda: self._remove(row))
        self._rows.append(row)
        self._box.addWidget(row)
        return row

    def _remove(self, row: _CompanionRow) -> None:
        self.set_value([each.value() for each in self._rows if each is not row])
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _forget(self, row: _CompanionRow) -> None:
        self._rows.remove(row)
        self._box.removeWidget(row)
        row.hide()  # with its parent: without one Python may delete it in the midst of its own event
        row.deleteLater()
