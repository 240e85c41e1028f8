"""From which month to which: typed, or by one of the usual runs."""

import re
from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.indicators import RowChoice, TotalMode
from casa_desktop.domain.periods import Month, Period
from casa_desktop.services.statistics import TableRequest
from casa_desktop.texts import ui_statistics as texts
from casa_desktop.texts.errors import sentence
from casa_desktop.texts.ui_shell import key_name
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.choices import Choice, Flow
from casa_desktop.ui.editors import MonthEdit, Today
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.page import Key

_YEAR = re.compile(r"\d{4}")


class PeriodBar(QWidget):
    """Two months, the usual runs, and which totals. ``chosen`` whenever they make a period; ``entered`` with Enter."""

    chosen = Signal()
    entered = Signal()
    days_left = Signal()
    """The days that are shown in place of the period are not wanted any more."""

    def __init__(self, today: Today, scope: QWidget) -> None:
        """The keys of the bar work wherever the focus is in *scope*, while the bar is shown."""
        super().__init__()
        self.setObjectName("period_bar")
        self._today = today
        self.rows: tuple[RowChoice, ...] | None = None
        """What the table prints in this session; None = the desk's own rows."""
        self._asked: tuple[Period | None, TotalMode] = (None, TotalMode.BOTH)
        self.first = MonthEdit(name="from_edit", today=today)
        self.last = MonthEdit(name="to_edit", today=today)
        self._first_field = Field("first", texts.FROM, self.first)
        self._last_field = Field("last", texts.TO, self.last)
        modes = [(str(mode), words) for mode, words in texts.TOTAL_MODES.items()]
        self.modes = Choice(modes, name="total_choice", width=150)
        self.modes.set_value(str(TotalMode.BOTH))
        self._modes_field = Field("total", texts.TOTALS, self.modes)
        runs = (
            ("this_month", texts.THIS_MONTH),
            ("last_month", texts.LAST_MONTH),
            ("twelve", texts.TWELVE_MONTHS),
            ("this_year", texts.THIS_YEAR),
        )
        buttons = [
            widgets.Button(words, partial(self._jump, name), role="link", name=f"{name}_button") for name, words in runs
        ]
        self._shortcuts = [
            self._shortcut(scope, hotkeys.EARLIER, lambda: self._move(-1)),
            self._shortcut(scope, hotkeys.LATER, lambda: self._move(1)),
            self._shortcut(scope, hotkeys.NOW, self._now),
        ]
        self.problem = widgets.label("", "problem", wrap=True, name="period_problem")
        self.problem.hide()
        fields = Flow(widgets.MARGIN)
        for field in (self._first_field, self._last_field, self._modes_field):
            fields.addWidget(field)
        links = QWidget()
        links.setLayout(
            widgets.column(
                widgets.label(texts.USUAL_PERIODS, "caption"), widgets.row(*buttons, gap=widgets.SMALL, left=True)
            )
        )
        fields.addWidget(links)
        self._inside = QWidget()
        self._inside.setLayout(fields)
        self.own_days = widgets.label("", wrap=True, name="own_days_label")
        back = widgets.Button(texts.BACK_TO_PERIOD, self.days_left.emit, role="link", name="leave_days_button")
        back.setText(f"{texts.BACK_TO_PERIOD}  {key_name(hotkeys.NOW)}")
        instead = widgets.row(self.own_days, back, gap=widgets.MARGIN)
        instead.setStretch(0, 1)
        self._instead = QWidget()
        self._instead.setLayout(instead)
        self._instead.hide()
        self.setLayout(widgets.column(self._inside, self._instead, self.problem, gap=widgets.SMALL))
        for editor in (self.first, self.last):
            editor.edited.connect(self._typed)
            editor.editingFinished.connect(self._edited)
        self.modes.edited.connect(self._edited)
        self.set_period(usual("twelve", today()))

    @staticmethod
    def _shortcut(scope: QWidget, keys: str, act: Callable[[], None]) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), scope)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
        return shortcut

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._enable(on=True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._enable(on=False)  # whatever stands there instead has the same keys for its own months

    def _enable(self, *, on: bool) -> None:
        for shortcut in self._shortcuts[:2]:
            shortcut.setEnabled(on and self._instead.isHidden())
        self._shortcuts[2].setEnabled(on)

    def show_own_days(self, told: str) -> None:
        """What is counted instead of the period, which is not shown then; empty: the period counts."""
        self.own_days.setText(told)
        self._inside.setHidden(bool(told))
        self._instead.setVisible(bool(told))
        self._enable(on=self.isVisible())

    def _now(self) -> None:
        if self._instead.isHidden():
            self._jump("this_month")
        else:
            self.days_left.emit()

    def _jump(self, name: str) -> None:
        self.set_period(usual(name, self._today()))

    def _move(self, step: int) -> None:
        period = self.period()
        if period is not None:
            months = step * len(period)
            self.set_period(Period(period.first.plus(months), period.last.plus(months)))

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
        """Which totals; both where none is chosen."""
        return TotalMode(self.modes.value() or TotalMode.BOTH)

    def request(self) -> TableRequest | None:
        """The table of the period, with the rows of this session and the totals asked for."""
        period = self.period()
        return None if period is None else TableRequest(period, self.rows, self.total())

    def show_totals(self, shown: bool) -> None:
        """Whether the totals are asked for beside the period."""
        self._modes_field.setVisible(shown)

    def keys(self) -> tuple[Key, ...]:
        """What the bar answers to, for F1."""
        if not self._instead.isHidden():
            return (Key(hotkeys.NOW, texts.BACK_TO_PERIOD),)
        return (
            Key(hotkeys.EARLIER, texts.EARLIER_PERIOD),
            Key(hotkeys.LATER, texts.LATER_PERIOD),
            Key(hotkeys.NOW, texts.THIS_MONTH),
        )

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
