"""Real windows, offscreen. After each test no window, thread or timer of ours may be left."""

import gc
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication

from casa_desktop.ui.tasks import Tasks
from casa_desktop.ui.theme import Theme
from tests.services.desk import Template, make_template
from tests.ui.doubles import FakePrompts, make_tasks
from tests.ui.house import House, found_desk, make_house

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """The program's look, as every screen wears it."""
    theme = Theme(qapp)
    theme.apply("light", 100)
    return theme


@pytest.fixture(autouse=True)
def _nothing_left(qapp: QApplication, theme: Theme) -> Iterator[None]:
    gc.disable()  # as in the program: see ui/garbage.py
    yield
    for widget in QApplication.topLevelWidgets():
        widget.close()
        # A page that stayed would slow down the style of every later test. Popups belong to their combo boxes.
        if widget.parent() is None and widget.windowType() is not Qt.WindowType.Popup:
            widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    QApplication.clipboard().clear()
    left = [thread.name for thread in threading.enumerate() if thread.name.startswith(("db", "files"))]
    assert not left, f"threads left: {left}"
    ticking = [timer.parent() for timer in qapp.findChildren(QTimer) if timer.isActive()]
    assert not ticking, f"timers left: {ticking}"
    windows = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    assert not windows, f"windows left: {windows}"
    gc.collect(1)
    gc.enable()


@pytest.fixture
def prompts() -> FakePrompts:
    return FakePrompts()


@pytest.fixture
def tasks(qapp: QApplication, prompts: FakePrompts) -> Iterator[Tasks]:
    """Tasks that report to ``prompts``; a bug that no test looked at fails it."""
    made = make_tasks(prompts)
    yield made
    assert made.close(10), "a job never ended"
    made.deleteLater()
    assert not prompts.bugs, prompts.bugs


@pytest.fixture(scope="session")
def desk_template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """A desk of every role, made once and copied for each test."""
    return make_template(tmp_path_factory.mktemp("mesa"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "perfil"


@pytest.fixture
def house(folder: Path, tasks: Tasks, prompts: FakePrompts, theme: Theme) -> Iterator[House]:
    """The whole window over ``folder``; closed at the end as a user would."""
    house = make_house(folder, tasks, prompts, theme)
    yield house
    house.leave()
    assert not house.window.isVisible()
    house.window.deleteLater()


@pytest.fixture
def desk(folder: Path) -> tuple[str, str]:
    """A desk of one user in ``folder``; its recovery sheets."""
    return found_desk(folder)
