"""The page «Ajustes» over a real encrypted desk, driven by keys. The base lives on the database thread, as always."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from casa_desktop.domain.access import Role
from casa_desktop.domain.errors import CasaError
from casa_desktop.services.context import Actor
from casa_desktop.services.runner import Runner
from casa_desktop.settings import SettingsFile
from casa_desktop.storage.envelope import FLOOR
from casa_desktop.storage.keyfile import KeyFile
from casa_desktop.storage.profile import KEYS
from casa_desktop.ui.changes import Hub
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.page import SettingsPage
from casa_desktop.ui.tasks import Tasks
from tests.services.desk import Desk, Template, make_template, open_copy
from tests.ui.doubles import FakePrompts
from tests.ui.keys import press, type_text
from tests.ui.waiting import settle

T = TypeVar("T")


@dataclass
class Window:
    """A desk, and the page over it of whoever sits there."""

    desk: Desk
    tasks: Tasks
    prompts: FakePrompts
    session: Session = field(init=False)
    page: SettingsPage = field(init=False)

    def sit(self, *roles: Role, keyless: bool = False) -> SettingsPage:
        """The page of a user of the template, shown with its list of parts focused."""
        runner = self.desk.runner(*roles, keyless=keyless)
        return self._show(runner)

    def enter(self, username: str, password: str) -> SettingsPage:
        """The page of somebody who enters now with a password."""

        def unlock() -> Runner:
            ring = KeyFile.read(self.desk.folder / KEYS, FLOOR).unlock(username, password)
            with self.desk.base.begin() as work:
                row = work.users.by_username(username)
            assert row is not None
            actor = Actor(row.uuid, row.username, row.full_name, frozenset(map(Role, row.roles)), ring)
            return Runner(self.desk.base, actor, self.desk.clock, self.desk.keys)

        return self._show(self.on_db(unlock))

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

    def open(self, part: str) -> Any:
        """Goes to *part* by the keyboard: down the list, Enter."""
        parts = self.child("section_list")
        parts.setFocus()
        press(parts, "Home")
        for _ in range(self.page.section_ids().index(part)):
            press(parts, "Down")
        press(parts, "Return")
        self.settle()
        assert self.page.section().page_id == part
        return self.page.section()

    def child(self, name: str) -> QWidget:
        """The visible widget called *name*."""
        found = [widget for widget in self.page.findChildren(QWidget, name) if widget.isVisible()]
        assert len(found) == 1, (name, found)
        return found[0]

    def type(self, name: str, text: str) -> None:
        """Types into the field *name*, in place of what stood there."""
        press(self.child(name), "Ctrl+A")
        type_text(self.child(name), text)

    def press(self, keys: str, name: str = "") -> None:
        """Presses *keys* where the focus is, or in *name*, and waits for what follows."""
        press(self.child(name) if name else None, keys)
        self.settle()

    def _show(self, runner: Runner) -> SettingsPage:
        if hasattr(self, "page"):
            self.page.close_down()
            self.page.close()
            self.page.deleteLater()
        self.session = Session(
            actor=runner.actor,
            runner=runner,
            tasks=self.tasks,
            hub=Hub(),
            prompts=self.prompts,
            clock=self.desk.clock,
            settings_file=SettingsFile(self.desk.folder / "ajustes.toml"),
        )
        self.page = SettingsPage(self.session)
        self.page.resize(1100, 760)
        self.page.show()
        self.page.activateWindow()
        QApplication.processEvents()
        self.page.focus_first()
        self.settle()
        return self.page


@pytest.fixture(scope="session")
def desk_template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return make_template(tmp_path_factory.mktemp("mesa"))


@pytest.fixture
def window(desk_template: Template, tmp_path: Path, tasks: Tasks, prompts: FakePrompts) -> Iterator[Window]:
    opened: list[Desk] = []
    owner = QObject()
    tasks.run(lambda: opened.append(open_copy(desk_template, tmp_path / "mesa")), owner=owner)
    settle(tasks)
    made = Window(opened[0], tasks, prompts)
    yield made
    if hasattr(made, "page"):
        made.page.close_down()
        made.settle()
        made.page.close()
        made.page.deleteLater()  # now, not when Python finds the cycle: its combo boxes own windows that Qt lists
    tasks.run(opened[0].base.close, owner=owner)
    settle(tasks)
