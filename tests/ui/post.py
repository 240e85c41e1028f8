"""A page over a real encrypted desk, driven by keys: whoever sits there, what was said, where they went."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from casa_desktop.domain.access import Role
from casa_desktop.domain.errors import CasaError
from casa_desktop.settings import SettingsFile
from casa_desktop.ui.changes import Hub
from casa_desktop.ui.page import Page
from casa_desktop.ui.session import Session
from casa_desktop.ui.tasks import Tasks
from tests.services.desk import Desk, Template, open_copy
from tests.ui.doubles import FakePrompts
from tests.ui.keys import press, type_text
from tests.ui.waiting import settle

P = TypeVar("P", bound=Page)
T = TypeVar("T")


@dataclass
class Post(Generic[P]):
    """A desk, and a page over it for whoever sits there."""

    desk: Desk
    tasks: Tasks
    prompts: FakePrompts
    kind: type[P]
    went: list[tuple[str, str]] = field(default_factory=list)
    _pages: list[P] = field(default_factory=list)

    @property
    def page(self) -> P:
        return self._pages[-1]

    def sit(self, *roles: Role) -> P:
        """The page of a user of the template, shown as it comes up."""
        self.leave()
        runner = self.desk.runner(*roles)
        session = Session(
            actor=runner.actor,
            runner=runner,
            tasks=self.tasks,
            hub=Hub(),
            prompts=self.prompts,
            clock=self.desk.clock,
            settings_file=SettingsFile(self.desk.folder / "ajustes.toml"),
            navigate=lambda page, target: self.went.append((page, target)),
        )
        page = self.kind(session)
        self._pages.append(page)
        page.resize(1140, 700)
        page.show()
        page.activateWindow()
        QApplication.processEvents()
        self.settle()
        page.focus_first()
        return page

    def leave(self) -> None:
        """What the window does with a page at lock."""
        if self._pages:
            page = self._pages.pop()
            page.close_down()
            self.settle()
            page.close()
            page.deleteLater()
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

    def type(self, text: str, name: str = "") -> None:
        """Types where the cursor is, or into the field *name*."""
        type_text(self.child(name) if name else None, text)
        self.settle()

    def press(self, keys: str, name: str = "") -> None:
        """Presses *keys* where the focus is, or in *name*, and waits for what follows."""
        press(self.child(name) if name else None, keys)
        self.settle()


@contextmanager
def opened(template: Template, folder: Path, tasks: Tasks, prompts: FakePrompts, kind: type[P]) -> Iterator[Post[P]]:
    """A post over a copy of *template*; closed at the end as the program closes."""
    desks: list[Desk] = []
    owner = QObject()
    tasks.run(lambda: desks.append(open_copy(template, folder)), owner=owner)
    settle(tasks)
    made = Post(desks[0], tasks, prompts, kind)
    yield made
    made.leave()
    tasks.run(desks[0].base.close, owner=owner)
    settle(tasks)
