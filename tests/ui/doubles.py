"""Stand-ins for what the window is handed: prompts that answer as told, a runner without a base, a session."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject

from casa_desktop.domain.access import Role
from casa_desktop.domain.clock import Clock, FixedClock
from casa_desktop.domain.errors import CasaError
from casa_desktop.settings import SettingsFile
from casa_desktop.ui.bugs import BugReport, describe
from casa_desktop.ui.changes import Hub
from casa_desktop.ui.ports import Runner
from casa_desktop.ui.prompts import Kinds
from casa_desktop.ui.session import Session
from casa_desktop.ui.tasks import Tasks

C = TypeVar("C")
R = TypeVar("R")
TODAY = date(2026, 11, 23)


@dataclass
class FakePrompts:
    """Records what was said; answers from the lists, in order, and refuses when they are used up."""

    said: list[str] = field(default_factory=list)
    undo: Callable[[], object] | None = None
    answers: list[Any] = field(default_factory=list)
    errors: list[CasaError] = field(default_factory=list)
    bugs: list[BugReport] = field(default_factory=list)

    def inform(self, text: str, undo: Callable[[], object] | None = None) -> None:
        self.said.append(text)
        self.undo = undo

    def warn(self, text: str, detail: str = "") -> None:
        self.said.append(text)

    def secret(self, text: str, secret: str, detail: str) -> None:
        self.said += [text, secret]

    def error(self, error: CasaError) -> None:
        self.errors.append(error)

    def ask(self, question: str, *, do: str, keep: str, detail: str = "", danger: bool = False) -> bool:
        return bool(self._answer(question, False))

    def ask_text(self, question: str, *, label: str, do: str, detail: str = "", lines: int = 1) -> str | None:
        return self._text(question)

    def ask_password(self, question: str, *, do: str, detail: str = "") -> str | None:
        return self._text(question)

    def open_file(self, title: str, kinds: Kinds) -> Path | None:
        return self._path(title)

    def save_file(self, title: str, suggested: str, kinds: Kinds) -> Path | None:
        return self._path(title)

    def folder(self, title: str) -> Path | None:
        return self._path(title)

    def bug(self, report: BugReport) -> None:
        self.bugs.append(report)

    def _answer(self, question: str, otherwise: Any) -> Any:
        self.said.append(question)
        return self.answers.pop(0) if self.answers else otherwise

    def _text(self, question: str) -> str | None:
        answer = self._answer(question, None)
        return None if answer is None else str(answer)

    def _path(self, title: str) -> Path | None:
        answer = self._answer(title, None)
        return None if answer is None else Path(answer)


@dataclass(frozen=True)
class FakeActor:
    """Somebody with the roles that a test needs."""

    username: str = "coordinacion"
    full_name: str = "Marisol Quintero"
    roles: frozenset[Role] = frozenset(Role)


@dataclass(frozen=True)
class FakeDone(Generic[R]):
    """The outcome of a verb."""

    result: R
    changes: frozenset[tuple[str, str]] = frozenset()


@dataclass
class FakeRunner:
    """Calls ``verb(None, command)`` and reports the changes that it was told to."""

    changes: frozenset[tuple[str, str]] = frozenset()

    def run(self, verb: Callable[[Any, C], R], command: C) -> FakeDone[R]:
        return FakeDone(verb(None, command), self.changes)


def make_tasks(prompts: FakePrompts, parent: QObject | None = None) -> Tasks:
    """Tasks that report to *prompts*. The test closes them."""
    return Tasks(on_error=prompts.error, on_bug=lambda e: prompts.bug(describe(e)), parent=parent)


def make_session(
    tasks: Tasks,
    prompts: FakePrompts,
    *,
    runner: Runner | None = None,
    roles: Iterable[Role] = Role,
    clock: Clock | None = None,
    folder: Path = Path("no-such-folder"),
) -> Session:
    """A session over *runner* (a :class:`FakeRunner` by default) on 23 November 2026."""
    return Session(
        actor=FakeActor(roles=frozenset(roles)),
        runner=runner or FakeRunner(),
        tasks=tasks,
        hub=Hub(),
        prompts=prompts,
        clock=clock or FixedClock.on(TODAY),
        settings_file=SettingsFile(folder / "ajustes.toml"),
    )
