"""«Centro de Escucha» over a real encrypted desk, driven by keys. The base lives on the database thread, as always."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QListView, QWidget

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.listening import Appointment, Booking, Pass
from casa_desktop.domain.names import Name
from casa_desktop.domain.persons import Details
from casa_desktop.services import listening, passes, people
from casa_desktop.services.listening import AgendaQuery, Book
from casa_desktop.services.passes import PassesQuery, SendPass
from casa_desktop.services.people import RegisterPerson
from casa_desktop.ui.listening.page import ListeningPage
from casa_desktop.ui.session import Session
from casa_desktop.ui.tasks import Tasks
from tests.services.desk import TODAY, Template
from tests.ui.doubles import FakePrompts
from tests.ui.keys import type_text
from tests.ui.sitting import Sitting, desk_on_its_thread, no_stray_window


@dataclass
class Room(Sitting):
    """A desk, and the page over it for whoever sits in the private room."""

    session: Session = field(init=False)
    page: ListeningPage = field(init=False)

    @property
    def root(self) -> QWidget:
        return self.page

    def sit(self, *, keyless: bool = False) -> ListeningPage:
        """The page of the psychologist, shown as it comes up."""
        if hasattr(self, "page"):
            self.take_down(self.page)
        self.session = self.session_of(self.desk.runner(Role.PSYCHOLOGY, keyless=keyless))
        self.page = ListeningPage(self.session)
        self.put_up(self.page, 1140, 700)
        self.page.focus_first()
        return self.page

    def type(self, text: str, name: str = "") -> None:
        """Types where the cursor is, or into the field *name*."""
        type_text(self.child(name) if name else None, text)
        self.settle()

    def register(self, first: str, surname: str, age: int = 30) -> str:
        """Somebody who is known to the desk; gives the uuid."""
        details = Details(Name(first, "", surname), sex="02", age=Age(stated=AgeRange(age, age), stated_on=TODAY))
        command = RegisterPerson(new_id(), details)
        self.on_db(lambda: self.desk.runner(Role.RECEPTION).run(people.register, command))
        return command.uuid

    def book(self, person: str, start: str = "10:00", day: date = TODAY) -> str:
        """An appointment; gives its uuid."""
        command = Book(new_id(), person, Booking(day, start))
        self.on_db(lambda: self.desk.runner(Role.PSYCHOLOGY).run(listening.book, command))
        return command.uuid

    def send(self, person: str = "") -> str:
        """A pass from reception; gives its uuid."""
        command = SendPass(new_id(), person)
        self.on_db(lambda: self.desk.runner(Role.RECEPTION).run(passes.send, command))
        return command.uuid

    def agenda(self, first: date = TODAY, last: date = TODAY) -> tuple[Appointment, ...]:
        """What stands in the base."""
        runner = self.desk.runner(Role.PSYCHOLOGY)
        return self.on_db(lambda: runner.run(listening.agenda, AgendaQuery(first, last)).result)

    def queue(self) -> tuple[Pass, ...]:
        """Who waits, as it stands in the base."""
        runner = self.desk.runner(Role.PSYCHOLOGY)
        return self.on_db(lambda: runner.run(passes.queue, PassesQuery()).result)


@pytest.fixture
def room(
    qapp: QApplication, desk_template: Template, tmp_path: Path, tasks: Tasks, prompts: FakePrompts
) -> Iterator[Room]:
    with (
        no_stray_window(qapp, ListeningPage, QListView),
        desk_on_its_thread(desk_template, tmp_path / "mesa", tasks) as desk,
    ):
        made = Room(desk, tasks, prompts)
        yield made
        if hasattr(made, "page"):
            made.take_down(made.page)


@pytest.fixture
def ana(room: Room) -> str:
    """The uuid of somebody whom the desk knows."""
    return room.register("Ana Ñusta", "Pérez")
