"""Which days of a project are told."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.errors import Code, fault
from casa_desktop.texts import ui_projects as texts
from casa_desktop.ui import icons, widgets
from casa_desktop.ui.choices import Choice, Flow
from casa_desktop.ui.editors import PlannedDateEdit, Today
from casa_desktop.ui.forms.days import read_days
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.statistics.period import PeriodBar

_WHOLE, _PERIOD, _DAYS = "whole", "period", "days"
_DATE_WIDTH = 150
_CHOICE_WIDTH = 220
Span = tuple[date | None, date | None]
"""From and to, both included; None = where the project begins, or ends."""


class SpanBar(QWidget):
    """All the days of a project, those of the page's period, or any others."""

    chosen = Signal()

    def __init__(self, period: PeriodBar, today: Today) -> None:
        super().__init__()
        self.setObjectName("span_bar")
        self._period = period
        options = [(_WHOLE, texts.WHOLE), (_PERIOD, texts.OF_PERIOD), (_DAYS, texts.DAYS)]
        self.which = Choice(options, name="span_choice")
        self.which.setMinimumWidth(icons.scaled(_CHOICE_WIDTH))
        self.which.set_value(_WHOLE)
        self.first = PlannedDateEdit(name="span_from_edit", today=today, width=_DATE_WIDTH)
        self.last = PlannedDateEdit(name="span_until_edit", today=today, width=_DATE_WIDTH)
        self._days = (Field("span_first", texts.FROM, self.first), Field("span_last", texts.UNTIL, self.last))
        line = Flow(widgets.MARGIN)
        line.addWidget(Field("span", texts.SPAN, self.which))
        for field in self._days:
            field.hide()
            line.addWidget(field)
        self.setLayout(line)
        self.which.edited.connect(self._on_which)
        for edit in (self.first, self.last):
            edit.editingFinished.connect(self.chosen)

    def span(self) -> Span | None:
        """The days that are asked for; None where one of them is not understood, which is told beside it."""
        period = self._period.period()
        if self.which.value() == _PERIOD and period is not None:
            return period.first.first_day, period.last.last_day
        if self.which.value() == _DAYS:
            return read_days(self._days, _in_order)
        return None, None

    @property
    def follows(self) -> bool:
        """Whether another period of the page is other days here."""
        return self.which.value() == _PERIOD

    def _on_which(self) -> None:
        own = self.which.value() == _DAYS
        for field in self._days:
            field.setVisible(own)
        if own and self.first.value() is None:
            period = self._period.period()
            self.first.set_value(period.first.first_day if period else None)
            self.last.set_value(period.last.last_day if period else None)
        self.chosen.emit()


def _in_order(first: date | None, last: date | None) -> Span:
    if first is not None and last is not None and last < first:
        raise fault(Code.NO_PERIOD)
    return first, last
