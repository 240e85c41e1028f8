"""The page «Ajustes» over a real encrypted desk, driven by keys. The base lives on the database thread, as always."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.access import Role
from casa_desktop.services.runner import Runner
from casa_desktop.storage.envelope import FLOOR
from casa_desktop.storage.keyfile import KeyFile
from casa_desktop.storage.profile import KEYS
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.page import SettingsPage
from casa_desktop.ui.tasks import Tasks
from tests.services.desk import Template
from tests.ui.doubles import FakePrompts
from tests.ui.keys import press
from tests.ui.sitting import Sitting, desk_on_its_thread

T = TypeVar("T")


@dataclass
class Window(Sitting):
    """A desk, and the page over it of whoever sits there."""

    session: Session = field(init=False)
    page: SettingsPage = field(init=False)

    @property
    def root(self) -> QWidget:
        return self.page

    def sit(self, *roles: Role, keyless: bool = False) -> SettingsPage:
        """The page of a user of the template, shown with its list of parts focused."""
        runner = self.desk.runner(*roles, keyless=keyless)
        return self._show(runner)

    def enter(self, username: str, password: str) -> SettingsPage:
        """The page of somebody who enters now with a password."""

        def unlock() -> Runner:
            ring = KeyFile.read(self.desk.folder / KEYS, FLOOR).unlock(username, password)
            return Runner.of(self.desk.base, username, ring, self.desk.clock, self.desk.keys)

        return self._show(self.on_db(unlock))

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

    def type(self, name: str, text: str) -> None:
        """Every field here holds something."""
        self.retype(name, text)

    def _show(self, runner: Runner) -> SettingsPage:
        if hasattr(self, "page"):
            self.take_down(self.page)
        self.session = self.session_of(runner)
        self.page = SettingsPage(self.session)
        self.put_up(self.page, 1100, 760)
        self.page.focus_first()
        self.settle()
        return self.page


@pytest.fixture
def window(desk_template: Template, tmp_path: Path, tasks: Tasks, prompts: FakePrompts) -> Iterator[Window]:
    with desk_on_its_thread(desk_template, tmp_path / "mesa", tasks) as desk:
        made = Window(desk, tasks, prompts)
        yield made
        if hasattr(made, "page"):
            made.take_down(made.page)
