"""«Personas y familias» over a real encrypted desk, driven by keys. The base lives on the database thread."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QListView, QWidget

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.documents import Document
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.names import Name
from casa_desktop.domain.person_views import PersonPage
from casa_desktop.domain.persons import Details, Numbers
from casa_desktop.domain.phones import Phone
from casa_desktop.services import people
from casa_desktop.services.people import PersonQuery, RegisterPerson
from casa_desktop.ui.page import Page
from casa_desktop.ui.people.form import PersonForm
from casa_desktop.ui.people.page import PeoplePage
from casa_desktop.ui.people.picker import PersonPicker
from casa_desktop.ui.session import Session
from casa_desktop.ui.tasks import Tasks
from tests.services.desk import TODAY, Template
from tests.ui.doubles import FakePrompts
from tests.ui.keys import type_text
from tests.ui.sitting import Sitting, desk_on_its_thread, no_stray_window

T = TypeVar("T")
_MEANT = (Page, PersonForm, PersonPicker, QListView)
"""What a test shows itself; a list of completions is a popup, which Qt counts as a window."""


@dataclass
class Room(Sitting):
    """A desk, whoever sits there, and the widget that is shown."""

    went: list[tuple[str, str]] = field(default_factory=list)
    shown: QWidget | None = None

    @property
    def root(self) -> QWidget:
        assert self.shown is not None
        return self.shown

    def session(self, *roles: Role) -> Session:
        """Somebody with *roles* at the keyboard."""
        session = self.session_of(self.desk.runner(*roles))
        session.navigate = lambda page, target: self.went.append((page, target))
        return session

    def show(self, widget: QWidget, width: int = 1140, height: int = 700) -> None:
        """Puts *widget* on the screen, in place of what was there."""
        self.put_away()
        self.shown = widget
        self.put_up(widget, width, height)

    def sit(self, *roles: Role) -> PeoplePage:
        """The page, as it comes up."""
        page = PeoplePage(self.session(*roles))
        self.show(page)
        return page

    def put_away(self) -> None:
        """What the window does with a page at lock."""
        if self.shown is not None:
            self.take_down(self.shown)
            self.shown = None

    def type(self, text: str, name: str = "") -> None:
        """Types where the cursor is, or into the field *name*."""
        type_text(self.child(name) if name else None, text)
        self.settle()

    def register(self, name: str, *documents: str, phone: str = "", household: str = "") -> str:
        """Somebody new with cédulas venezolanas, and their uuid."""
        first, _, surname = name.partition(" ")
        numbers = Numbers(
            tuple(Document(new_id(), "CV", number) for number in documents),
            (Phone(new_id(), phone),) if phone else (),
        )
        details = Details(
            Name(first, first_surname=surname),
            sex="02",
            age=Age(stated=AgeRange(30, 30), stated_on=TODAY),
            country="VEN",
        )
        command = RegisterPerson(new_id(), details, numbers, household_uuid=household)
        self.on_db(lambda: self.desk.runner(Role.RECEPTION).run(people.register, command))
        return command.uuid

    def read(self, uuid: str) -> PersonPage:
        """What stands in the base."""
        return self.on_db(lambda: self.desk.runner(Role.COORDINATION).run(people.page, PersonQuery(uuid)).result)

    def audited(self) -> list[str]:
        """Every action in the audit."""

        def actions() -> list[str]:
            with self.desk.base.begin() as work:
                return list(work.connection.exec_driver_sql("SELECT action FROM audit ORDER BY seq").scalars())

        return self.on_db(actions)

    def text(self, name: str) -> str:
        """The words of the label called *name*."""
        return str(self.child(name).text())

    def focused(self) -> str:
        """The name of what has the cursor."""
        widget = QApplication.focusWidget()
        return widget.objectName() if widget is not None else ""


@pytest.fixture(autouse=True)
def _no_stray_window(qapp: QApplication) -> Iterator[None]:
    with no_stray_window(qapp, *_MEANT):
        yield


@pytest.fixture
def room(desk_template: Template, tmp_path: Path, tasks: Tasks, prompts: FakePrompts) -> Iterator[Room]:
    with desk_on_its_thread(desk_template, tmp_path / "mesa", tasks) as desk:
        made = Room(desk, tasks, prompts)
        yield made
        made.put_away()
