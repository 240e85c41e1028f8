"""The week in a line: seven days with what waits on each, Sundays and holidays told as such."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from casa_desktop.domain.followups import AgendaDay
from casa_desktop.texts import ui_followups as texts
from casa_desktop.ui import widgets

_DAYS = 7


class WeekStrip(QWidget):
    """``chosen`` with the day that is pressed. The arrows of the page do the same by keyboard, so Tab passes it by."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("week_strip")
        self._days: tuple[date, ...] = ()
        self._buttons = [self._make_button(at) for at in range(_DAYS)]
        self.setLayout(widgets.row(*self._buttons, gap=widgets.SMALL))

    def _make_button(self, at: int) -> QPushButton:
        made = widgets.Button("", lambda: self._press(at), name=f"day_{at}_button")
        made.setProperty("role", "day")
        made.setCheckable(True)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return made

    def show_week(self, week: Sequence[AgendaDay], day: date, today: date) -> None:
        """Other days; the one that the agenda is about is pressed in."""
        self._days = tuple(each.facts.day for each in week)
        for button, each in zip(self._buttons, week, strict=False):
            button.setText(texts.strip(each))
            button.setChecked(each.facts.day == day)
            button.setProperty("off", each.facts.off is not None)
            button.setProperty("today", each.facts.day == today)
            button.setAccessibleName(texts.strip_said(each))
            button.setToolTip(texts.strip_said(each))
            widgets.repolish(button)

    def _press(self, at: int) -> None:
        if at < len(self._days):
            self._buttons[at].setChecked(True)
            self.chosen.emit(self._days[at])
