"""The whole program as somebody meets it: the real window over a real encrypted base, and nothing but a keyboard."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from casa_desktop.services.context import Verb
from casa_desktop.ui.pages import PAGES
from casa_desktop.ui.tasks import Tasks
from casa_desktop.ui.theme import Theme
from tests.ui.conftest import _nothing_left, folder, prompts, tasks, theme  # noqa: F401 - fixtures of every window
from tests.ui.doubles import FakePrompts
from tests.ui.house import PASSWORD, House, found_desk, make_house
from tests.ui.keys import press, type_text
from tests.ui.waiting import settle

C = TypeVar("C")
R = TypeVar("R")
T = TypeVar("T")
W = TypeVar("W", bound=QWidget)
_MOST_STOPS = 80
_ROOT = QModelIndex()


@dataclass
class Program:
    """A window and the hands of whoever sits before it."""

    house: House

    def type(self, text: str) -> None:
        """Types where the cursor is."""
        type_text(None, text)
        self.house.settle()

    def press(self, *keys: str) -> None:
        """One key after the other where the cursor is; with none anywhere, at the window, as a system does."""
        for each in keys:
            press(None if QApplication.focusWidget() else self.house.window, each)
            self.house.settle()

    def tab_to(self, name: str) -> None:
        """Tab until the cursor stands in *name*, or in a part of it."""
        for _ in range(_MOST_STOPS):
            if self.focused().startswith(name):
                return
            self.press("Tab")
        raise AssertionError(f"Tab never reaches {name}, it stands in {self.focused()}")

    def focused(self) -> str:
        """Where the cursor is: the name of that widget, or of what it is a part of."""
        focus: QWidget | None = QApplication.focusWidget()
        while focus is not None and (not focus.objectName() or focus.objectName().startswith("qt_")):
            focus = focus.parentWidget()
        return focus.objectName() if focus is not None else ""

    def reads(self) -> str:
        """Everything that can be read on the window."""
        root = self.house.window
        lines = [each.text() for each in _visible(root, QLabel)]
        lines += [each.text() for each in _visible(root, QLineEdit)]
        lines += [each.text() for each in _visible(root, QPushButton)]
        lines += [w.toPlainText() for w in _visible(root, QPlainTextEdit)]
        for view in _visible(root, QAbstractItemView):
            model = view.model()
            if model is not None:
                rows = range(model.rowCount(_ROOT))
                columns = range(1 if isinstance(model, QAbstractListModel) else model.columnCount(_ROOT))
                cells = (model.index(row, column) for row in rows for column in columns)
                lines += [str(model.data(cell, Qt.ItemDataRole.DisplayRole) or "") for cell in cells]
                lines += [str(model.headerData(row, Qt.Orientation.Vertical) or "") for row in rows]
        return "\n".join(lines)

    def enter(self, password: str = PASSWORD) -> None:
        """Types a password and Enter, on the login page or the lock."""
        if self.shown() == "login_screen":
            self.tab_to("password_edit")  # after a change of user the cursor stands in the name
        self.type(password)
        self.press("Return")

    def start(self) -> None:
        """What stands on the glass first."""
        self.house.flow.start()
        self.house.settle()

    def shown(self) -> str:
        """The page or the entry screen."""
        shell = self.house.flow.shell
        return shell.page().page_id if shell is not None else self.house.screen.objectName()

    def on_db(self, job: Callable[[], T]) -> T:
        """What *job* gives on the thread of the base."""
        outcome: list[T] = []
        owner = QObject()
        self.house.tasks.run(lambda: outcome.append(job()), owner=owner)
        self.house.settle()
        return outcome[0]

    def behind(self, verb: Verb[C, R], command: C) -> R:
        """Runs a verb behind the back of what is shown, as another machine would."""
        desk = self.house.flow.desk
        assert desk is not None
        return self.on_db(lambda: desk.runner.run(verb, command).result)


def _visible(root: QWidget, kind: type[W]) -> list[W]:
    return [widget for widget in root.findChildren(kind) if widget.isVisible()]


@pytest.fixture
def program(
    folder: Path,  # noqa: F811 - a fixture
    tasks: Tasks,  # noqa: F811 - a fixture
    prompts: FakePrompts,  # noqa: F811 - a fixture
    theme: Theme,  # noqa: F811 - a fixture
) -> Iterator[Program]:
    """The window over ``folder``, not started yet."""
    house = make_house(folder, tasks, prompts, theme, PAGES)
    made = Program(house)
    yield made
    if house.window.isVisible():
        prompts.answers[:] = [True]  # whatever a test left half typed
        house.leave()
    settle(tasks)
    house.window.deleteLater()


@pytest.fixture(scope="session")
def _founded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[str, str]]:
    where = tmp_path_factory.mktemp("founded") / "perfil"
    return where, found_desk(where)


@pytest.fixture
def sheets(folder: Path, _founded: tuple[Path, tuple[str, str]]) -> tuple[str, str]:  # noqa: F811 - a fixture
    """A desk of one user in ``folder``, who coordinates and administers; gives the recovery sheets."""
    shutil.copytree(_founded[0], folder)
    return _founded[1]


@pytest.fixture
def inside(program: Program, sheets: tuple[str, str]) -> Program:
    """The program with its one user inside, on the first page."""
    program.start()
    program.enter()
    assert program.shown() == "today"
    return program
