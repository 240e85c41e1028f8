"""Whether a view is kept with the period of the page or always with the same days."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.scope import Scope
from casa_desktop.texts import ui_breakdowns as texts
from casa_desktop.ui import icons, widgets
from casa_desktop.ui.choices import Choice
from casa_desktop.ui.editors import PlannedDateEdit, Today
from casa_desktop.ui.forms.days import Fields, read_days
from casa_desktop.ui.forms.field import Field

_PAGE, _FIXED = "page", "fixed"
_CHOICE_WIDTH = 220
Days = tuple[date, date]


class ViewDays(QWidget):
    """Two answers; the days are asked for only where they are fixed, and begin as those that are shown."""

    def __init__(self, today: Today, months: Callable[[], Scope]) -> None:
        """*months* gives those of the page."""
        super().__init__()
        self._months = months
        self.which = Choice([(_PAGE, texts.OF_THE_PAGE), (_FIXED, texts.ALWAYS)], name="view_days_choice")
        self.which.set_value(_PAGE)
        self.first = PlannedDateEdit(name="view_first_edit", today=today)
        self.last = PlannedDateEdit(name="view_last_edit", today=today)
        self._fields = (Field("view_first", texts.FIRST_DAY, self.first), Field("view_last", texts.LAST_DAY, self.last))
        self.which.setAccessibleName(texts.WHEN_KEPT)
        self.which.setMinimumWidth(icons.scaled(_CHOICE_WIDTH))
        asked = widgets.row(widgets.label(texts.WHEN_KEPT, "caption"), self.which, left=True)
        for field in self._fields:
            field.hide()
        self.setLayout(widgets.column(asked, widgets.row(*self._fields, gap=widgets.MARGIN, left=True)))
        self.which.edited.connect(self._chosen)

    def follow(self, days: Days | None) -> None:
        """Says what the view that is shown has."""
        with QSignalBlocker(self.which):  # nobody chose: the cursor stays where somebody is typing
            self.which.set_value(_PAGE if days is None else _FIXED)
        self._put(days)

    def given(self) -> tuple[bool, Days | None]:
        """Whether the answer can be kept, and the days of the view: None = those of the page. An end that is left out
        is that of the page."""
        if self.which.value() != _FIXED:
            return True, None
        days = days_of(self._fields, self._months())
        return days is not None, days

    def _chosen(self) -> None:
        months, fixed = self._months(), self.which.value() == _FIXED
        self._put((months.first, months.last) if fixed else None)
        if fixed:
            # After the key that left the choice: it could not go to what was not there yet.
            QTimer.singleShot(0, self.first, lambda: self.first.setFocus(Qt.FocusReason.TabFocusReason))

    def _put(self, days: Days | None) -> None:
        for field, day in zip(self._fields, days or (None, None), strict=True):
            field.set_value(day)
            field.show_problem("")
            field.setVisible(days is not None)


def days_of(fields: Fields, months: Scope) -> Days | None:
    """:func:`read_days`; an end that is left out is that of *months*."""
    scope = read_days(fields, lambda first, last: Scope(first or months.first, last or months.last))
    return None if scope is None else (scope.first, scope.last)
