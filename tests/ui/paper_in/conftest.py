"""«Planillas» over a real encrypted desk, driven by keys; every key is counted."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.documents import Document
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.names import Name
from casa_desktop.domain.persons import Details, Numbers
from casa_desktop.domain.visit_views import VisitRow
from casa_desktop.domain.visits import Guidance, NewService, RecordVisit
from casa_desktop.services import people, visits
from casa_desktop.services.people import RegisterPerson
from casa_desktop.services.visits import DayQuery
from casa_desktop.settings import SettingsFile
from casa_desktop.ui.changes import Hub
from casa_desktop.ui.paper_in.page import PaperInPage
from casa_desktop.ui.session import Session
from casa_desktop.ui.tasks import Tasks
from tests.services.desk import TODAY, Desk, Template, make_template, open_copy
from tests.ui.doubles import FakePrompts
from tests.ui.keys import press, type_text
from tests.ui.waiting import settle

THEN = TODAY - timedelta(days=4)
_SOME = ("Ana Rojas", "Belkis Duarte", "Carlos Ñáñez", "Deisy Mora")
_MORE = ("Elio Prada", "Fanny Luna", "Gil Sosa", "Hilda Paz")
KNOWN = _SOME + _MORE


@dataclass
class Counter:
    """A desk, and «Planillas» over it for whoever sits there."""

    desk: Desk
    tasks: Tasks
    prompts: FakePrompts
    session: Session = field(init=False)
    page: PaperInPage = field(init=False)
    keys: int = 0
    """Keys pressed since the page was shown."""

    def sit(self, *roles: Role) -> PaperInPage:
        """The page of a user of the template, shown as it comes up."""
        runner = self.desk.runner(*roles)
        self.session = Session(
            actor=runner.actor,
            runner=runner,
            tasks=self.tasks,
            hub=Hub(),
            prompts=self.prompts,
            clock=self.desk.clock,
            settings_file=SettingsFile(self.desk.folder / "ajustes.toml"),
        )
        self.page = PaperInPage(self.session)
        self.page.resize(1140, 700)
        self.page.show()
        self.page.activateWindow()
        QApplication.processEvents()
        self.settle()
        self.page.focus_first()
        self.keys = 0
        return self.page

    def settle(self) -> None:
        """Waits until nothing is asked for any more."""
        settle(self.tasks)
        QApplication.processEvents()

    def on_db(self, job: object) -> object:
        """What *job* gives on the database thread."""
        outcome: list[object] = []
        owner = QObject()
        self.tasks.run(lambda: outcome.append(job()), owner=owner)  # type: ignore[operator]  # a lambda of the test
        self.settle()
        return outcome[0]

    def child(self, name: str) -> QWidget:
        """The visible widget called *name*."""
        found = [widget for widget in self.page.findChildren(QWidget, name) if widget.isVisible()]
        assert len(found) == 1, (name, found)
        return found[0]

    def type(self, text: str) -> None:
        """Types where the cursor is."""
        type_text(None, text)
        self.keys += len(text)
        self.settle()

    def press(self, keys: str) -> None:
        """Presses *keys* where the focus is, and waits for what follows."""
        press(None, keys)
        self.keys += 1
        self.settle()

    def enter(self, *texts: str) -> None:
        """Types each of *texts* and goes on with Enter."""
        for text in texts:
            self.type(text)
            self.press("Return")

    def register(self, name: str, document: str = "") -> str:
        """Somebody who is known to the desk and was attended before; gives the uuid."""
        first, surname = name.split()
        age = Age(stated=AgeRange(30, 30), stated_on=THEN)
        numbers = Numbers((Document(new_id(), "CC", document, principal=True),) if document else ())
        person = RegisterPerson(new_id(), Details(Name(first, "", surname), sex="02", age=age, country="VEN"), numbers)
        before = NewService(new_id(), "ORI", Guidance())
        visit = RecordVisit(new_id(), THEN - timedelta(days=20), "PENDULAR", (before,), person_uuid=person.uuid)
        runner = self.desk.runner(Role.RECEPTION)
        self.on_db(lambda: (runner.run(people.register, person), runner.run(visits.record, visit)))
        return person.uuid

    def of_day(self, day: date = THEN) -> tuple[VisitRow, ...]:
        """What stands in the base of that day."""
        runner = self.desk.runner(Role.COORDINATION)
        found = self.on_db(lambda: runner.run(visits.of_day, DayQuery(day)).result)
        assert isinstance(found, tuple)
        return found


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
