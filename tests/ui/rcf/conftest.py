"""«Llamadas RCF» over a real encrypted desk, driven by keys."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.access import Role
from casa_desktop.domain.visit_views import VisitDetail
from casa_desktop.services import visits
from casa_desktop.services.visits import DayQuery, VisitQuery
from casa_desktop.ui.rcf.page import RcfPage
from casa_desktop.ui.tasks import Tasks
from tests.services import test_rcf as line
from tests.services.desk import TODAY, Template, make_template
from tests.ui.doubles import FakePrompts
from tests.ui.keys import press, type_text
from tests.ui.post import Post, opened


@dataclass
class Booth(Post[RcfPage]):
    """A desk, and the page over it for whoever sits at the phone. Counts the keys that were pressed."""

    pressed: int = 0

    def sit(self, *roles: Role, keyless: bool = False) -> RcfPage:
        page = super().sit(*(roles or (Role.RCF,)), keyless=keyless)
        self.pressed = 0
        return page

    def press(self, *keys: str) -> None:
        """Presses *keys* one after the other, where the focus is."""
        for each in keys:
            press(None, each)
            self.pressed += 1
            self.settle()

    def type(self, text: str, name: str = "") -> None:
        """Types where the cursor is."""
        type_text(None, text)
        self.pressed += len(text)
        self.settle()

    def sees(self, name: str) -> bool:
        """Whether a widget called *name* is on the screen."""
        return any(widget.isVisible() for widget in self.page.findChildren(QWidget, name))

    def register(self, first: str = "Ana Ñusta", surname: str = "Pérez", age: int = 30) -> str:
        """Somebody who is known to the desk; gives the uuid."""
        return self.on_db(lambda: line.register(self.desk, first, surname, age))

    def waits(self, person: str = "", **more: object) -> str:
        """Puts somebody into the queue; gives the turn."""
        return self.on_db(lambda: line.wait(self.desk.runner(Role.RCF), person, **more))

    def details(self) -> list[VisitDetail]:
        """Every visit of today, as coordination sees it."""
        runner = self.desk.runner(Role.COORDINATION)
        rows = self.on_db(lambda: runner.run(visits.of_day, DayQuery(TODAY)).result)
        read = [partial(runner.run, visits.detail, VisitQuery(row.uuid)) for row in rows]
        return [self.on_db(each).result for each in read]

    def queue(self) -> list[tuple[str, ...]]:
        """What the queue shows, without the hour."""
        return [row.cells[1:] for row in self.page.line.queue.rows()]


@pytest.fixture(scope="session")
def desk_template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return make_template(tmp_path_factory.mktemp("mesa"))


@pytest.fixture
def booth(desk_template: Template, tmp_path: Path, tasks: Tasks, prompts: FakePrompts) -> Iterator[Booth]:
    with opened(desk_template, tmp_path, tasks, lambda desk: Booth(desk, tasks, prompts, RcfPage)) as made:
        yield made
