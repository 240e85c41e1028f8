"""From which month to which: typed, or by one of the usual runs."""

import re
from datetime import date
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.indicators import TotalMode
from casa_desktop.domain.periods import Month, Period
from casa_desktop.texts import ui_statistics as texts
from casa_desktop.texts.errors import sentence
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.choices import Chips
from casa_desktop.ui.editors import MonthEdit, Today
from casa_desktop.ui.forms.field import Field

_YEAR = re.compile(r"\d{4}")


class PeriodBar(QWidget):
    """Two months, the usual runs, and which totals. ``chosen`` whenever they make a period; ``entered`` with Enter."""

    chosen = Signal()
    entered = Signal()

    def __init__(self, today: Today) -> None:
        super().__init__()
        self.setObjectName("period_bar")
        self._today = today
        self._asked: tuple[Period | None, TotalMode] = (None, TotalMode.BOTH)
        self.first = MonthEdit(name="from_edit", today=today)
        self.last = MonthEdit(name="to_edit", today=today)
        self._first_field = Field("first", texts.FROM, self.first)
        self._last_field = Field("last", texts.TO, self.last)
        self.modes = Chips([(str(m), words) for m, words in texts.TOTAL_MODES.items()], name="total_chips", single=True)
        self.modes.set_value(str(TotalMode.BOTH))
        modes = Field("total", texts.TOTALS, self.modes)
        quick = (
            ("this_month", texts.THIS_MONTH, hotkeys.part(1)),
            ("last_month", texts.LAST_MONTH, hotkeys.part(2)),
            ("twelve", texts.TWELVE_MONTHS, hotkeys.part(3)),
            ("this_year", texts.THIS_YEAR, hotkeys.part(4)),
        )
        self._quick = [
            widgets.Button(words, partial(self._jump, name), keys=keys, role="link", name=f"{name}_button")
            for name, words, keys in quick
        ]
        for button, (_, words, keys) in zip(self._quick, quick, strict=True):
            button.setText(f"{words}  {keys}")
        buttons = widgets.row(*self._quick, gap=widgets.SMALL, left=True)
        buttons.setAlignment(Qt.AlignmentFlag.AlignBottom)
        self.problem = widgets.label("", "problem", wrap=True, name="period_problem")
        self.problem.hide()
        fields = widgets.row(self._first_field, self._last_field, modes, gap=widgets.MARGIN)
        fields.setStretch(2, 1)
        for field in (self._first_field, self._last_field, modes):
            fields.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        self.setLayout(widgets.column(fields, buttons, self.problem, gap=widgets.SMALL))
        for editor in (self.first, self.last):
            editor.edited.connect(self._typed)
            editor.editingFinished.connect(self._edited)
        self.modes.edited.connect(self._edited)
        self.set_period(usual("twelve", today()))

    def _jump(self, name: str) -> None:
        self.set_period(usual(name, self._today()))

    def period(self) -> Period | None:
        """The run of months, where both are understood and in order."""
        first, last = self.first.value(), self.last.value()
        if first is None or last is None:
            return None
        try:
            return Period(first, last)
        except CasaError:
            return None

    def total(self) -> TotalMode:
        """Which totals; both where no chip is on."""
        return TotalMode(self.modes.one() or TotalMode.BOTH)

    def set_period(self, period: Period) -> None:
        """Writes another run and says so once."""
        for editor, month in ((self.first, period.first), (self.last, period.last)):
            with QSignalBlocker(editor):
                editor.set_value(month)
        self._edited()

    def focus_first(self) -> None:
        """To the first month, ready to be typed over."""
        self.first.setFocus(Qt.FocusReason.TabFocusReason)
        self.first.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.first.hasFocus():
                self.last.setFocus(Qt.FocusReason.TabFocusReason)
                self.last.selectAll()
            else:
                self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _typed(self) -> None:
        """Follows while one types, but not halfway: «dic 20» would be December 2020 on the way to 2018."""
        if all(_YEAR.search(editor.text()) for editor in (self.first, self.last)):
            self._edited()

    def _edited(self) -> None:
        told = self._wrong()
        self.problem.setText(told)
        self.problem.setVisible(bool(told) and self.isVisible())
        asked = (self.period(), self.total())
        if asked[0] is not None and asked != self._asked:
            self._asked = asked
            self.chosen.emit()

    def _wrong(self) -> str:
        first, last = self.first.value(), self.last.value()
        if first is None or last is None:
            return texts.NO_PERIOD
        try:
            Period(first, last)
        except CasaError as error:
            return sentence(error.problems[0])
        return ""


def usual(name: str, today: date) -> Period:
    """This month, the one before, the twelve that end with this one, or the year so far."""
    now = Month.of(today)
    runs = {
        "this_month": (now, now),
        "last_month": (now.plus(-1), now.plus(-1)),
        "twelve": (now.plus(-11), now),
        "this_year": (Month(now.year, 1), now),
    }
    return Period(*runs[name])
