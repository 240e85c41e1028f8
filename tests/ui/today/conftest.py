"""«Hoy» over a real encrypted desk, driven by keys. The base lives on the database thread, as always."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.names import Name
from casa_desktop.domain.persons import Details
from casa_desktop.domain.visit_views import VisitRow
from casa_desktop.domain.visits import NewService, RecordVisit
from casa_desktop.services import people, visits
from casa_desktop.services.people import RegisterPerson
from casa_desktop.services.visits import DayQuery
from casa_desktop.settings import SettingsFile
from casa_desktop.ui.changes import Hub
from casa_desktop.ui.session import Session
from casa_desktop.ui.tasks import Tasks
from casa_desktop.ui.today.page import TodayPage
from tests.services.desk import TODAY, Desk, Template, make_template, open_copy
from tests.ui.doubles import FakePrompts
from tests.ui.keys import press, type_text
from tests.ui.waiting import settle

T = TypeVar("T")


@dataclass
class Counter:
    """A desk, and «Hoy» over it for whoever sits there."""

    desk: Desk
    tasks: Tasks
    prompts: FakePrompts
    session: Session = field(init=False)
    page: TodayPage = field(init=False)

    def sit(self, *roles: Role, keyless: bool = False) -> TodayPage:
        """The page of a user of the template, shown as it comes up."""
        runner = self.desk.runner(*roles, keyless=keyless)
        if hasattr(self, "page"):
            self.leave()
        self.session = Session(
            actor=runner.actor,
            runner=runner,
            tasks=self.tasks,
            hub=Hub(),
            prompts=self.prompts,
            clock=self.desk.clock,
            settings_file=SettingsFile(self.desk.folder / "ajustes.toml"),
        )
        self.page = TodayPage(self.session)
        self.page.resize(1140, 700)
        self.page.show()
        self.page.activateWindow()
        QApplication.processEvents()
        self.settle()
        self.page.focus_first()
        return self.page

    def leave(self) -> None:
        """What the window does with a page at lock."""
        self.page.close_down()
        self.settle()
        self.page.close()
        self.page.deleteLater()
        self.settle()

    def on_db(self, job: Callable[[], T]) -> T:
        """What *job* gives on the database thread; raises what it raised."""
        outcome: list[T] = []
        errors: list[CasaError] = []
        owner = QObject()
        self.tasks.run(lambda: outcome.append(job()), owner=owner, failed=errors.append)
        self.settle()
        if errors:
            raise errors[0]
        return outcome[0]

    def settle(self) -> None:
        """Waits until nothing is asked for any more."""
        settle(self.tasks)

    def child(self, name: str) -> QWidget:
        """The visible widget called *name*."""
        found = [widget for widget in self.page.findChildren(QWidget, name) if widget.isVisible()]
        assert len(found) == 1, (name, found)
        return found[0]

    def type(self, text: str, name: str = "") -> None:
        """Types where the cursor is, or into the field *name*."""
        type_text(self.child(name) if name else None, text)
        self.settle()

    def press(self, keys: str, name: str = "") -> None:
        """Presses *keys* where the focus is, or in *name*, and waits for what follows."""
        press(self.child(name) if name else None, keys)
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


@pytest.fixture(scope="session")
def desk_template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return make_template(tmp_path_factory.mktemp("mesa"))


@pytest.fixture
def counter(desk_template: Template, tmp_path: Path, tasks: Tasks, prompts: FakePrompts) -> Iterator[Counter]:
    opened: list[Desk] = []
    owner = QObject()
    tasks.run(lambda: opened.append(open_copy(desk_template, tmp_path / "mesa")), owner=owner)
    settle(tasks)
    made = Counter(opened[0], tasks, prompts)
    yield made
    if hasattr(made, "page"):
        made.page.close_down()
        made.settle()
        made.page.close()
    tasks.run(opened[0].base.close, owner=owner)
    settle(tasks)


@pytest.fixture
def ana(counter: Counter) -> str:
    """The uuid of somebody whom the desk knows."""
    return counter.register("Ana Ñusta", "Pérez")
