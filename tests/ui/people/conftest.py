"""«Personas y familias» over a real encrypted desk, driven by keys. The base lives on the database thread."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QEvent, QObject
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
from casa_desktop.settings import SettingsFile
from casa_desktop.ui.changes import Hub
from casa_desktop.ui.page import Page
from casa_desktop.ui.people.form import PersonForm
from casa_desktop.ui.people.page import PeoplePage
from casa_desktop.ui.people.picker import PersonPicker
from casa_desktop.ui.session import Session
from casa_desktop.ui.tasks import Tasks
from tests.services.desk import TODAY, Desk, Template, make_template, open_copy
from tests.ui.doubles import FakePrompts
from tests.ui.keys import press, type_text
from tests.ui.waiting import settle

T = TypeVar("T")
_MEANT = (Page, PersonForm, PersonPicker, QListView)
"""What a test shows itself; a list of completions is a popup, which Qt counts as a window."""


@dataclass
class Room:
    """A desk, whoever sits there, and the widget that is shown."""

    desk: Desk
    tasks: Tasks
    prompts: FakePrompts
    went: list[tuple[str, str]] = field(default_factory=list)
    shown: QWidget | None = None

    def session(self, *roles: Role) -> Session:
        """Somebody with *roles* at the keyboard."""
        runner = self.desk.runner(*roles)
        return Session(
            actor=runner.actor,
            runner=runner,
            tasks=self.tasks,
            hub=Hub(),
            prompts=self.prompts,
            clock=self.desk.clock,
            settings_file=SettingsFile(self.desk.folder / "ajustes.toml"),
            navigate=lambda page, target: self.went.append((page, target)),
        )

    def show(self, widget: QWidget, width: int = 1140, height: int = 700) -> None:
        """Puts *widget* on the screen, in place of what was there."""
        self.put_away()
        self.shown = widget
        widget.resize(width, height)
        widget.show()
        widget.activateWindow()
        QApplication.processEvents()
        self.settle()

    def sit(self, *roles: Role) -> PeoplePage:
        """The page, as it comes up."""
        page = PeoplePage(self.session(*roles))
        self.show(page)
        return page

    def put_away(self) -> None:
        """What the window does with a page at lock."""
        if self.shown is not None:
            if isinstance(self.shown, Page):
                self.shown.close_down()
                self.settle()
            self.shown.close()
            self.shown.deleteLater()
            self.shown = None
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

    def on_db(self, job: Callable[[], T]) -> T:
        """What *job* gives on the database thread."""
        outcome: list[T] = []
        owner = QObject()
        self.tasks.run(lambda: outcome.append(job()), owner=owner)
        self.settle()
        return outcome[0]

    def settle(self) -> None:
        """Waits until nothing is asked for any more."""
        settle(self.tasks)

    def child(self, name: str) -> Any:
        """The visible widget called *name*."""
        assert self.shown is not None
        found = [widget for widget in self.shown.findChildren(QWidget, name) if widget.isVisible()]
        assert len(found) == 1, (name, found)
        return found[0]

    def text(self, name: str) -> str:
        """The words of the label called *name*."""
        return str(self.child(name).text())

    def type(self, text: str, name: str = "") -> None:
        """Types where the focus is, or into *name*."""
        type_text(self.child(name) if name else None, text)
        self.settle()

    def press(self, keys: str, name: str = "") -> None:
        """Presses *keys* where the focus is, or in *name*, and waits for what follows."""
        press(self.child(name) if name else None, keys)
        self.settle()

    def focused(self) -> str:
        """The name of what has the cursor."""
        widget = QApplication.focusWidget()
        return widget.objectName() if widget is not None else ""


class _Windows(QObject):
    """Hears of every window that opens."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.opened.append(watched)
        return False


@pytest.fixture(autouse=True)
def _no_stray_window(qapp: QApplication) -> Iterator[None]:
    """A part that is shown before it has a parent opens as a window for a blink, and takes the cursor with it."""
    windows = _Windows()
    qapp.installEventFilter(windows)
    yield
    qapp.removeEventFilter(windows)
    stray = [type(window).__name__ for window in windows.opened if not isinstance(window, _MEANT)]
    assert stray == []


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
    made.put_away()
    tasks.run(opened[0].base.close, owner=owner)
    settle(tasks)
