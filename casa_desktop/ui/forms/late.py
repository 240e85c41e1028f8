"""«Motivo del registro tardío»: a closed month takes a record only with its reason, and a form asks for it in time."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from casa_desktop.domain.periods import Month
from casa_desktop.services import months
from casa_desktop.services.months import ClosedQuery
from casa_desktop.texts import ui_visits as texts
from casa_desktop.ui.editors import DateEdit, TextEdit
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.session import Session


class LateReason(Field):
    """Hidden, and empty, until a day that it is told of falls into a closed month: before anybody has tried to save.

    The verb checks again: its answer (``MONTH_CLOSED`` on ``reason``) shows the field too, where the month was closed
    in the meantime. With *required* False the reason is only wanted where what is counted changes.
    """

    def __init__(self, session: Session, *, name: str = "reason_edit", required: bool = True) -> None:
        super().__init__("reason", texts.LATE_REASON, TextEdit(name=name, limit=500), required=required, wrap=True)
        self._session = session
        self._asked: frozenset[Month] = frozenset()
        self.editor.edited.connect(lambda: self.show_problem(""))
        self.hide()

    def watch(self, edit: DateEdit, *others: date) -> None:
        """Follows *edit* while its date is typed, or put there; *others* are days that the record falls on anyhow."""
        edit.textChanged.connect(lambda: self.see(edit.value(), *others))

    def see(self, *days: date | None) -> None:
        """The record falls, or fell, on *days*; None is a day that is not known yet."""
        this_month = Month.of(self._session.clock.today())
        asked = frozenset(month for month in (Month.of(day) for day in days if day is not None) if month < this_month)
        self._asked = asked
        if not asked:  # a month is closed only once it is over
            self._show(())
            return

        def told(closed: Iterable[Month]) -> None:
            if asked == self._asked:
                self._show(closed)

        self._session.run(months.closed, ClosedQuery(asked), owner=self, done=told, failed=lambda _: None)

    def value(self) -> Any:
        return "" if self.isHidden() else super().value()

    def show_problem(self, sentence: str) -> None:
        if sentence:
            self.show()
        super().show_problem(sentence)

    def _show(self, closed: Iterable[Month]) -> None:
        closed = tuple(closed)
        self.set_words(texts.late_reason(closed))
        self.setVisible(bool(closed))
