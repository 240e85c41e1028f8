"""The whole window over a real encrypted base, with a cheap password function and a clock that the test moves."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from casa_desktop.app import DoorEntrance
from casa_desktop.domain.clock import FixedClock
from casa_desktop.storage.envelope import FLOOR
from casa_desktop.ui.flow import Flow
from casa_desktop.ui.pages import PageSpec
from casa_desktop.ui.ports import DeskSetup
from casa_desktop.ui.tasks import Tasks
from casa_desktop.ui.theme import Theme
from casa_desktop.ui.window import MainWindow
from tests.ui.doubles import TODAY, FakePrompts
from tests.ui.fake_pages import SPECS, NotesPage
from tests.ui.keys import press, type_text
from tests.ui.waiting import settle, until

USER, PASSWORD = "angela.nunez", "helecho-rodeo-leve-cerro"


@dataclass
class House:
    """A window and what stands behind it."""

    window: MainWindow
    flow: Flow
    tasks: Tasks
    prompts: FakePrompts
    entrance: DoorEntrance
    clock: FixedClock

    @property
    def screen(self) -> QWidget:
        """What stands on the glass."""
        screen = self.window.screen_shown
        assert screen is not None
        return screen

    def settle(self) -> None:
        settle(self.tasks)

    def leave(self) -> None:
        """Closes the window as a user would, and waits until the base is closed."""
        self.flow.quit()
        until(lambda: not self.window.isVisible())


def make_house(
    folder: Path, tasks: Tasks, prompts: FakePrompts, theme: Theme, specs: Sequence[PageSpec] = SPECS
) -> House:
    """An empty window over *folder*; ``flow.start()`` shows the first screen."""
    clock = FixedClock.on(TODAY)
    entrance = DoorEntrance(folder, clock, FLOOR)
    window = MainWindow(tasks)
    flow = Flow(window, entrance, tasks, prompts, theme, specs)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    return House(window, flow, tasks, prompts, entrance, clock)


def found_desk(folder: Path) -> tuple[str, str]:
    """A desk with one user in *folder*; gives the recovery sheets."""
    entrance = DoorEntrance(folder, FixedClock.on(TODAY), FLOOR)
    done = entrance.setup(DeskSetup("C.A.S.A. Bucaramanga", "68001", USER, "Ángela Núñez", PASSWORD))
    entrance.confirm_setup()
    return done.sheets


def words(widget: QWidget) -> str:
    """Everything that can be read on *widget*."""
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    lines = [line.text() for line in widget.findChildren(QLineEdit) if line.isVisible()]
    buttons = [button.text() for button in widget.findChildren(QPushButton) if button.isVisible()]
    return "\n".join(labels + lines + buttons)


def log_in(house: House, password: str = PASSWORD) -> None:
    """Types *password* where the cursor stands, and Enter."""
    house.settle()
    type_text(None, password)
    press(None, "Return")
    house.settle()


def page(house: House) -> NotesPage:
    """The page that is shown to somebody who is in."""
    shell = house.flow.shell
    assert shell is not None
    return cast(NotesPage, shell.page())
