"""Somebody at the keyboard of a real encrypted desk. The base lives on the database thread, as always."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.months import MonthState
from casa_desktop.domain.periods import Month
from casa_desktop.services.runner import Runner
from casa_desktop.settings import SettingsFile
from casa_desktop.ui.changes import Hub
from casa_desktop.ui.page import Page
from casa_desktop.ui.session import Session
from casa_desktop.ui.tasks import Tasks
from tests.services.desk import Desk, Template, open_copy
from tests.ui.doubles import FakePrompts
from tests.ui.keys import press, type_text
from tests.ui.waiting import settle

T = TypeVar("T")


@dataclass
class Sitting(ABC):
    """A desk, and what is shown of it to whoever sits there."""

    desk: Desk
    tasks: Tasks
    prompts: FakePrompts

    @property
    @abstractmethod
    def root(self) -> QWidget:
        """What is shown."""

    def session_of(self, runner: Runner) -> Session:
        """The session of whoever runs verbs by *runner*."""
        return Session(
            actor=runner.actor,
            runner=runner,
            tasks=self.tasks,
            hub=Hub(),
            prompts=self.prompts,
            clock=self.desk.clock,
            settings_file=SettingsFile(self.desk.folder / "ajustes.toml"),
        )

    def put_up(self, widget: QWidget, width: int, height: int) -> None:
        """Shows *widget* in front of everything, and waits for what it asks."""
        widget.resize(width, height)
        widget.show()
        widget.activateWindow()
        QApplication.processEvents()
        self.settle()

    def take_down(self, widget: QWidget) -> None:
        """What the window does with a page at lock."""
        if isinstance(widget, Page):
            widget.close_down()
            self.settle()
        widget.close()
        widget.deleteLater()  # now, not when Python finds the cycle: its combo boxes own windows that Qt lists
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

    def close_month(self, month: Month) -> None:
        """Closes *month* behind everybody's back, whatever stands in it."""

        def close() -> None:
            with self.desk.base.begin() as work:
                row = "INSERT INTO month_state (month, state, changed_at, changed_by_id) VALUES (?, ?, 'x', 1)"
                work.connection.exec_driver_sql(row, (month.number, str(MonthState.CLOSED)))
                work.commit()

        self.on_db(close)

    def settle(self) -> None:
        """Waits until nothing is asked for any more."""
        settle(self.tasks)

    def child(self, name: str) -> Any:
        """The visible widget called *name*."""
        found = [widget for widget in self.root.findChildren(QWidget, name) if widget.isVisible()]
        assert len(found) == 1, (name, found)
        return found[0]

    def retype(self, name: str, text: str) -> None:
        """Types into the field *name*, in place of what stood there."""
        self.child(name).setFocus()
        press(self.child(name), "Ctrl+A")
        type_text(self.child(name), text)
        self.settle()

    def press(self, keys: str, name: str = "") -> None:
        """Presses *keys* where the focus is, or in *name*, and waits for what follows."""
        press(self.child(name) if name else None, keys)
        self.settle()


@contextmanager
def desk_on_its_thread(template: Template, folder: Path, tasks: Tasks) -> Iterator[Desk]:
    """An open copy of *template* in *folder*, opened and closed where the base lives."""
    opened: list[Desk] = []
    owner = QObject()
    tasks.run(lambda: opened.append(open_copy(template, folder)), owner=owner)
    settle(tasks)
    yield opened[0]
    tasks.run(opened[0].base.close, owner=owner)
    settle(tasks)


class Windows(QObject):
    """Hears of every window that opens. A part that is shown before it has a parent opens as one for a blink, and
    takes the cursor with it."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.opened.append(watched)
        return False


@contextmanager
def no_stray_window(app: QApplication, *meant: type[QWidget]) -> Iterator[None]:
    """Fails where a window opened that is none of *meant*."""
    windows = Windows()
    app.installEventFilter(windows)
    yield
    app.removeEventFilter(windows)
    assert [type(window).__name__ for window in windows.opened if not isinstance(window, meant)] == []
