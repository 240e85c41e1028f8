"""The page «Informes» over a real encrypted desk, driven by keys."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from casa_desktop.domain.access import Role
from casa_desktop.domain.errors import CasaError
from casa_desktop.settings import SettingsFile
from casa_desktop.ui.changes import Hub
from casa_desktop.ui.session import Session
from casa_desktop.ui.statistics.page import StatisticsPage
from casa_desktop.ui.tasks import Tasks
from tests.services.desk import Desk, Template, make_template, open_copy
from tests.services.test_statistics import attend, call, guidance, register, session
from tests.ui.doubles import FakePrompts
from tests.ui.keys import press, type_text
from tests.ui.waiting import settle

T = TypeVar("T")


@dataclass
class Window:
    """A desk, and the page of whoever sits there. The base lives on the database thread, as always."""

    desk: Desk
    tasks: Tasks
    prompts: FakePrompts
    session: Session = field(init=False)
    page: StatisticsPage = field(init=False)

    def sit(self, *roles: Role) -> StatisticsPage:
        """The page of a user with *roles*, shown with the cursor on the table."""
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
        self.page = StatisticsPage(self.session)
        self.page.resize(1140, 690)
        self.page.show()
        self.page.activateWindow()
        QApplication.processEvents()
        self.settle()
        self.page.focus_first()
        return self.page

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

    def press(self, *keys: str, name: str = "") -> None:
        """Presses *keys* one after another where the focus is, or in *name*, and waits for what follows."""
        for each in keys:
            press(self.child(name) if name else None, each)
        self.settle()

    def type(self, name: str, text: str) -> None:
        """Types into the field *name*, in place of what stood there."""
        self.child(name).setFocus(Qt.FocusReason.OtherFocusReason)
        press(self.child(name), "Ctrl+A")
        type_text(self.child(name), text)
        self.settle()

    def child(self, name: str) -> Any:
        """The visible widget called *name*."""
        found = [widget for widget in self.page.findChildren(QWidget, name) if widget.isVisible()]
        assert len(found) == 1, (name, found)
        return found[0]

    def sees(self, name: str) -> bool:
        """Whether a visible widget is called *name*."""
        return any(widget.isVisible() for widget in self.page.findChildren(QWidget, name))

    def cells(self) -> dict[str, list[str]]:
        """The table as it is read, by label."""
        model = self.page.view.monthly
        columns = range(model.columnCount())
        return {
            str(model.headerData(row, Qt.Orientation.Vertical)): [model.text(row, column) for column in columns]
            for row in range(model.rowCount())
        }


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
        made.page.deleteLater()
    tasks.run(opened[0].base.close, owner=owner)
    settle(tasks)


@pytest.fixture
def busy(window: Window) -> Window:
    """María comes in January and February, José in January; Ana sees the psychologist in February."""

    def fill() -> None:
        desk = window.desk
        maria, jose, ana = (register(desk, *name) for name in (("María", "Gil"), ("José", "Ruiz"), ("Ana", "Mora")))
        attend(desk, maria, date(2026, 1, 5), guidance(), call())
        attend(desk, jose, date(2026, 1, 5), guidance())
        attend(desk, maria, date(2026, 2, 3), guidance())
        attend(desk, ana, date(2026, 2, 4), session(), role=Role.PSYCHOLOGY)

    window.on_db(fill)
    return window
