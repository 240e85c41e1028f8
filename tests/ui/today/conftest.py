"""«Hoy» over a real encrypted desk, driven by keys. The base lives on the database thread, as always."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QListView, QWidget

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.names import Name
from casa_desktop.domain.persons import Details
from casa_desktop.domain.visit_views import VisitRow
from casa_desktop.domain.visits import NewService, RecordVisit
from casa_desktop.services import people, visits
from casa_desktop.services.people import RegisterPerson
from casa_desktop.services.visits import DayQuery
from casa_desktop.ui.session import Session
from casa_desktop.ui.tasks import Tasks
from casa_desktop.ui.today.page import TodayPage
from tests.services.desk import TODAY, Template
from tests.ui.doubles import FakePrompts
from tests.ui.keys import type_text
from tests.ui.sitting import Sitting, desk_on_its_thread, no_stray_window

T = TypeVar("T")


@dataclass
class Counter(Sitting):
    """A desk, and «Hoy» over it for whoever sits there."""

    session: Session = field(init=False)
    page: TodayPage = field(init=False)

    @property
    def root(self) -> QWidget:
        return self.page

    def sit(self, *roles: Role, keyless: bool = False) -> TodayPage:
        """The page of a user of the template, shown as it comes up."""
        runner = self.desk.runner(*roles, keyless=keyless)
        if hasattr(self, "page"):
            self.take_down(self.page)
        self.session = self.session_of(runner)
        self.page = TodayPage(self.session)
        self.put_up(self.page, 1140, 700)
        self.page.focus_first()
        return self.page

    def type(self, text: str, name: str = "") -> None:
        """Types where the cursor is, or into the field *name*."""
        type_text(self.child(name) if name else None, text)
        self.settle()

    def register(self, first: str, surname: str) -> str:
        """Somebody who is known to the desk; gives the uuid."""
        details = Details(
            Name(first, "", surname), sex="02", age=Age(stated=AgeRange(30, 30), stated_on=TODAY), country="VEN"
        )
        command = RegisterPerson(new_id(), details)
        self.on_db(lambda: self.desk.runner(Role.RECEPTION).run(people.register, command))
        return command.uuid

    def attended_before(self, person: str, day: date = TODAY - timedelta(days=9)) -> None:
        """An orientation of *person*, recorded by reception."""
        visit = RecordVisit(new_id(), day, "PENDULAR", (NewService(new_id(), "ORI"),), person_uuid=person)
        self.on_db(lambda: self.desk.runner(Role.RECEPTION).run(visits.record, visit))

    def of_day(self, *roles: Role) -> tuple[VisitRow, ...]:
        """What stands in the base today, as coordination or *roles* see it."""
        runner = self.desk.runner(*(roles or (Role.COORDINATION,)))
        return self.on_db(lambda: runner.run(visits.of_day, DayQuery(TODAY)).result)


@pytest.fixture
def counter(
    qapp: QApplication, desk_template: Template, tmp_path: Path, tasks: Tasks, prompts: FakePrompts
) -> Iterator[Counter]:
    with (
        no_stray_window(qapp, TodayPage, QListView),
        desk_on_its_thread(desk_template, tmp_path / "mesa", tasks) as desk,
    ):
        made = Counter(desk, tasks, prompts)
        yield made
        if hasattr(made, "page"):
            made.take_down(made.page)


@pytest.fixture
def ana(counter: Counter) -> str:
    """The uuid of somebody whom the desk knows."""
    return counter.register("Ana Ñusta", "Pérez")
