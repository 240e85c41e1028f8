"""«Talleres» over a real encrypted desk, driven by keys."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.names import Name
from casa_desktop.domain.persons import Details
from casa_desktop.domain.workshops import Workshop, WorkshopDetail
from casa_desktop.services import people, workshops
from casa_desktop.services.people import RegisterPerson
from casa_desktop.services.workshops import SaveWorkshop, WorkshopQuery
from casa_desktop.ui.page import Page
from casa_desktop.ui.tasks import Tasks
from casa_desktop.ui.workshops.page import WorkshopsPage
from tests.services.desk import TODAY, Template, make_template
from tests.ui.doubles import FakePrompts
from tests.ui.post import Post, opened


@dataclass
class Room(Post[Page]):
    """A desk, and «Talleres» over it for whoever sits there."""

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
    with opened(
        desk_template, tmp_path / "mesa", tasks, lambda desk: Room(desk, tasks, prompts, WorkshopsPage)
    ) as made:
        yield made
