"""«Ayudas e inventario» over a real encrypted desk with the usual items, driven by keys."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from casa_desktop.domain.access import Role
from casa_desktop.domain.errors import CasaError
from casa_desktop.settings import SettingsFile
from casa_desktop.ui.aid.page import AidPage
from casa_desktop.ui.changes import Hub
from casa_desktop.ui.session import Session
from casa_desktop.ui.tasks import Tasks
from tests.services.desk import Desk, Template, make_template, open_copy
from tests.services.stores import Store, make_store
from tests.ui.doubles import FakePrompts
from tests.ui.keys import press, type_text
from tests.ui.waiting import settle

T = TypeVar("T")


@dataclass
class Counter:
    """A store, and the page over it for whoever sits there."""

    store: Store
    tasks: Tasks
    prompts: FakePrompts
    went: list[tuple[str, str]] = field(default_factory=list)
    page: AidPage = field(init=False)

    def sit(self, *roles: Role) -> AidPage:
        """The page of a user of the template, shown as it comes up."""
        runner = self.store.desk.runner(*roles)
        if hasattr(self, "page"):
            self.leave()
        session = Session(
            actor=runner.actor,
            runner=runner,
            tasks=self.tasks,
            hub=Hub(),
            prompts=self.prompts,
            clock=self.store.desk.clock,
            settings_file=SettingsFile(self.store.desk.folder / "ajustes.toml"),
            navigate=lambda page, target: self.went.append((page, target)),
        )
        self.page = AidPage(session)
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

    def shown(self, name: str) -> bool:
        """Whether a widget called *name* can be seen."""
        return any(widget.isVisible() for widget in self.page.findChildren(QWidget, name))

    def type(self, text: str, name: str = "") -> None:
        """Types where the cursor is, or into the field *name*."""
        type_text(self.child(name) if name else None, text)
        self.settle()

    def press(self, keys: str, name: str = "") -> None:
        """Presses *keys* where the focus is, or in *name*, and waits for what follows."""
        press(self.child(name) if name else None, keys)
        self.settle()

    def stock(self, name: str) -> int:
        """What there is of an item."""
        return self.on_db(lambda: self.store.of(name).stock)


@pytest.fixture(scope="session")
def desk_template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return make_template(tmp_path_factory.mktemp("mesa"))


@pytest.fixture
def counter(desk_template: Template, tmp_path: Path, tasks: Tasks, prompts: FakePrompts) -> Iterator[Counter]:
    opened: list[tuple[Desk, Store]] = []

    def open_desk() -> None:
        desk = open_copy(desk_template, tmp_path / "mesa")
        opened.append((desk, make_store(desk)))

    owner = QObject()
    tasks.run(open_desk, owner=owner)
    settle(tasks)
    desk, store = opened[0]
    made = Counter(store, tasks, prompts)
    yield made
    if hasattr(made, "page"):
        made.page.close_down()
        made.settle()
        made.page.close()
    tasks.run(desk.base.close, owner=owner)
    settle(tasks)
