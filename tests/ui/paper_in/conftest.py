"""«Planillas» over a real encrypted desk, driven by keys; every key is counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

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
from casa_desktop.ui.paper_in.page import PaperInPage
from casa_desktop.ui.tasks import Tasks
from tests.services.desk import TODAY, Template, make_template
from tests.ui.doubles import FakePrompts
from tests.ui.keys import press, type_text
from tests.ui.post import Post, opened

THEN = TODAY - timedelta(days=4)
_SOME = ("Ana Rojas", "Belkis Duarte", "Carlos Ñáñez", "Deisy Mora")
_MORE = ("Elio Prada", "Fanny Luna", "Gil Sosa", "Hilda Paz")
KNOWN = _SOME + _MORE


@dataclass
class Counter(Post[PaperInPage]):
    """A desk, and «Planillas» over it for whoever sits there."""

    keys: int = 0
    """Keys pressed since the page was shown."""

    def sit(self, *roles: Role, keyless: bool = False) -> PaperInPage:
        page = super().sit(*roles, keyless=keyless)
        self.keys = 0
        return page

    def settle(self) -> None:
        super().settle()
        QApplication.processEvents()

    def type(self, text: str, name: str = "") -> None:
        """Types where the cursor is."""
        type_text(None, text)
        self.keys += len(text)
        self.settle()

    def press(self, keys: str, name: str = "") -> None:
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
    with opened(
        desk_template, tmp_path / "mesa", tasks, lambda desk: Counter(desk, tasks, prompts, PaperInPage)
    ) as made:
        yield made
