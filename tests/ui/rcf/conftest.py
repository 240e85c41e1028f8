"""«Llamadas RCF» over a real encrypted desk, driven by keys."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from casa_desktop.domain.access import Role
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.visit_views import VisitDetail
from casa_desktop.services import visits
from casa_desktop.services.visits import DayQuery, VisitQuery
from casa_desktop.settings import SettingsFile
from casa_desktop.ui.changes import Hub
from casa_desktop.ui.rcf.page import RcfPage
from casa_desktop.ui.session import Session
from casa_desktop.ui.tasks import Tasks
from tests.services import test_rcf as line
from tests.services.desk import TODAY, Desk, Template, make_template, open_copy
from tests.ui.doubles import FakePrompts
from tests.ui.keys import press, type_text
from tests.ui.waiting import settle

T = TypeVar("T")


@dataclass
class Booth:
    """A desk, and the page over it for whoever sits at the phone. Counts the keys that were pressed."""

    desk: Desk
    tasks: Tasks
    prompts: FakePrompts
    session: Session = field(init=False)
    page: RcfPage = field(init=False)
    pressed: int = 0

    def sit(self, *roles: Role, keyless: bool = False) -> RcfPage:
        """The page of a user of the template, shown as it comes up."""
        self.leave()
        runner = self.desk.runner(*(roles or (Role.RCF,)), keyless=keyless)
        self.session = Session(
            actor=runner.actor,
            runner=runner,
            tasks=self.tasks,
            hub=Hub(),
            prompts=self.prompts,
            clock=self.desk.clock,
            settings_file=SettingsFile(self.desk.folder / "ajustes.toml"),
        )
        self.page = RcfPage(self.session)
        self.page.resize(1140, 700)
        self.page.show()
        self.page.activateWindow()
        QApplication.processEvents()
        self.settle()
        self.page.focus_first()
        self.pressed = 0
        return self.page

    def leave(self) -> None:
        """What the window does with a page at lock."""
        if hasattr(self, "page"):
            self.page.close_down()
            self.settle()
            self.page.close()
            self.page.deleteLater()
            self.settle()
            del self.page

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

    def press(self, *keys: str) -> None:
        """Presses *keys* one after the other, where the focus is."""
        for each in keys:
            press(None, each)
            self.pressed += 1
            self.settle()

    def type(self, text: str) -> None:
        """Types where the cursor is."""
        type_text(None, text)
        self.pressed += len(text)
        self.settle()

    def child(self, name: str) -> QWidget:
        """The visible widget called *name*."""
        (found,) = [widget for widget in self.page.findChildren(QWidget, name) if widget.isVisible()]
        return found

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
    opened: list[Desk] = []
    owner = QObject()
    tasks.run(lambda: opened.append(open_copy(desk_template, tmp_path / "mesa")), owner=owner)
    settle(tasks)
    made = Booth(opened[0], tasks, prompts)
    yield made
    made.leave()
    tasks.run(opened[0].base.close, owner=owner)
    settle(tasks)
