"""From which day to which: those of the period, others that are typed, or those of a project."""

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.errors import Code, fault
from casa_desktop.domain.periods import Period
from casa_desktop.domain.projects import Project
from casa_desktop.domain.scope import Scope
from casa_desktop.texts import ui_donors as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.choices import Choice, Flow
from casa_desktop.ui.editors import DateEdit, Today
from casa_desktop.ui.forms.days import read_days
from casa_desktop.ui.forms.field import Field


class Days(QWidget):
    """``chosen`` when a day was left, or a project taken."""

    chosen = Signal()

    def __init__(self, today: Today) -> None:
        super().__init__()
        self.setObjectName("days")
        self._today = today
        self._projects: dict[str, Project] = {}
        self.first = DateEdit(name="first_day_edit", today=today, width=130)
        self.last = DateEdit(name="last_day_edit", today=today, width=130)
        self.project = Choice(name="project_choice", width=240)
        self._project_field = Field("project", texts.PROJECT, self.project)
        flow = Flow(widgets.MARGIN)
        self._fields = (Field("first_day", texts.FIRST, self.first), Field("last_day", texts.LAST, self.last))
        for field in (*self._fields, self._project_field):
            flow.addWidget(field)
        self.setLayout(flow)
        self._project_field.hide()
        for edit in (self.first, self.last):
            edit.editingFinished.connect(self.chosen)
        self.project.edited.connect(self._take)

    def set_period(self, period: Period) -> None:
        """The whole months of *period*, of no project."""
        whole = Scope.of(period)
        with QSignalBlocker(self.project):
            self.project.set_value(None)
        self._put(whole.first, whole.last)

    def offer(self, projects: Iterable[Project]) -> None:
        """What may be chosen; without any it is not asked."""
        self._projects = {each.named.uuid: each for each in projects}
        self.project.set_options([(uuid, each.named.name) for uuid, each in self._projects.items()])
        self._project_field.setVisible(bool(self._projects))

    def scope(self) -> Scope | None:
        """None where a day is missing or not understood, or they are no run: it is told beside the field."""
        return read_days(self._fields, _scope)

    def _take(self) -> None:
        """The days of the project, as far as they have come."""
        project = self._projects.get(self.project.value() or "")
        if project is not None:
            self._put(project.first, max(project.first, min(project.last, self._today())))
            self.chosen.emit()

    def _put(self, first: date, last: date) -> None:
        for field, day in zip(self._fields, (first, last), strict=True):
            field.set_value(day)
            field.show_problem("")


def _scope(first: date | None, last: date | None) -> Scope:
    if first is None or last is None:
        raise fault(Code.REQUIRED)
    return Scope(first, last)
