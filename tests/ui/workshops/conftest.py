"""«Talleres» over a real encrypted desk, driven by keys."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
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
from casa_desktop.domain.workshops import Workshop, WorkshopDetail
from casa_desktop.services import people, workshops
from casa_desktop.services.people import RegisterPerson
from casa_desktop.services.workshops import SaveWorkshop, WorkshopQuery
from casa_desktop.settings import SettingsFile
from casa_desktop.ui.changes import Hub
from casa_desktop.ui.page import Page
from casa_desktop.ui.session import Session
from casa_desktop.ui.tasks import Tasks
from casa_desktop.ui.workshops.page import WorkshopsPage
from tests.services.desk import TODAY, Desk, Template, make_template, open_copy
from tests.ui.doubles import FakePrompts
from tests.ui.keys import press, type_text
from tests.ui.waiting import settle

T = TypeVar("T")


@dataclass
class Room:
    """A desk, and «Talleres» over it for whoever sits there."""

    desk: Desk
    tasks: Tasks
    prompts: FakePrompts
    make: Callable[[Session], Page] = WorkshopsPage
    page: Page = field(init=False, repr=False)

    def sit(self, *roles: Role) -> Page:
        """The page of a user of the template, shown as it comes up."""
        runner = self.desk.runner(*roles)
        if hasattr(self, "page"):
            self.leave()
        session = Session(
            actor=runner.actor,
            runner=runner,
            tasks=self.tasks,
            hub=Hub(),
            prompts=self.prompts,
            clock=self.desk.clock,
            settings_file=SettingsFile(self.desk.folder / "ajustes.toml"),
        )
        self.page = self.make(session)
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
        settle(self.tasks)

    def child(self, name: str) -> QWidget:
        """The visible widget called *name*."""
        found = [widget for widget in self.page.findChildren(QWidget, name) if widget.isVisible()]
        assert len(found) == 1, (name, found)
        return found[0]

    def type(self, text: str, name: str = "") -> None:
        type_text(self.child(name) if name else None, text)
        self.settle()

    def press(self, keys: str, name: str = "") -> None:
        press(self.child(name) if name else None, keys)
        self.settle()

    def register(self, first: str, surname: str) -> str:
        """Somebody whom the desk knows; gives the uuid."""
        age = Age(stated=AgeRange(27, 27), stated_on=TODAY)
        command = RegisterPerson(new_id(), Details(Name(first, "", surname), sex="02", age=age))
        self.on_db(lambda: self.desk.runner(Role.RECEPTION).run(people.register, command))
        return command.uuid

    def plan(self, day: date = TODAY, topic: str = "Lactancia", capacity: int | None = None) -> Workshop:
        """A workshop of psychology's."""
        workshop = Workshop(new_id(), "TAL", day, topic, capacity=capacity)
        runner = self.desk.runner(Role.PSYCHOLOGY)
        return self.on_db(lambda: runner.run(workshops.save, SaveWorkshop(workshop)).result).workshop

    def detail(self, uuid: str) -> WorkshopDetail:
        """What stands in the base, as coordination sees it."""
        runner = self.desk.runner(Role.COORDINATION)
        return self.on_db(lambda: runner.run(workshops.detail, WorkshopQuery(uuid)).result)

    def names(self) -> list[tuple[str, str]]:
        """(name, attendance) of the list that is shown."""
        assert isinstance(self.page, WorkshopsPage)
        return [(row.cells[1], row.cells[4]) for row in self.page.view.table.rows()]


@pytest.fixture(scope="session")
def desk_template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return make_template(tmp_path_factory.mktemp("mesa"))


@pytest.fixture
def room(desk_template: Template, tmp_path: Path, tasks: Tasks, prompts: FakePrompts) -> Iterator[Room]:
    opened: list[Desk] = []
    owner = QObject()
    tasks.run(lambda: opened.append(open_copy(desk_template, tmp_path / "mesa")), owner=owner)
    settle(tasks)
    made = Room(opened[0], tasks, prompts)
    yield made
    if hasattr(made, "page"):
        made.page.close_down()
        made.settle()
        made.page.close()
    tasks.run(opened[0].base.close, owner=owner)
    settle(tasks)
