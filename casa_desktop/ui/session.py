"""What a page is handed: who is at the keyboard, and the one way to run a verb."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from PySide6.QtCore import QObject

from casa_desktop.domain.access import Action, allowed
from casa_desktop.domain.clock import Clock
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.scans import Scan
from casa_desktop.settings import Settings, SettingsFile
from casa_desktop.ui.changes import Hub
from casa_desktop.ui.forms.kept import KeptForms
from casa_desktop.ui.ports import Actor, Done, Runner
from casa_desktop.ui.prompts import Prompts
from casa_desktop.ui.tasks import Job, Tasks, Watch
from casa_desktop.ui.worker import Priority

C = TypeVar("C")
R = TypeVar("R")


SETTINGS_KIND = "settings"
"""The kind that the hub publishes when the settings of this machine have changed."""


def _nowhere(page_id: str, _target: str) -> None:
    raise LookupError(page_id)


def _no_box() -> None:
    """Without a window there is no search box."""


def _no_kiosk() -> None:
    raise LookupError("kiosk")


@dataclass(slots=True)
class Session:
    """One user's stay between login and lock. Pages keep it and nothing else of the outside."""

    actor: Actor
    runner: Runner
    tasks: Tasks
    hub: Hub
    prompts: Prompts
    clock: Clock
    settings_file: SettingsFile
    navigate: Callable[[str, str], None] = _nowhere
    find: Callable[[], None] = _no_box
    """Puts the cursor into the window's search box."""
    enter_kiosk: Callable[[], None] = _no_kiosk
    """Puts the session away and the kiosk of the survey in its place."""
    scanned: dict[str, Scan] = field(default_factory=dict)
    """The last scan by what it looks for: a form that begins with that text is filled from it."""
    kept: KeptForms = field(default_factory=KeptForms)
    """What is typed into the forms over a record, so that it comes back where it was typed."""

    @property
    def settings(self) -> Settings:
        """How this machine shows the program."""
        return self.settings_file.settings

    def change_settings(self, **values: object) -> None:
        """Saves some settings and tells the window, which follows at once. Raises as :meth:`SettingsFile.change`."""
        self.settings_file.change(**values)
        self.hub.publish(frozenset({(SETTINGS_KIND, "")}))

    def keep_scan(self, scan: Scan) -> None:
        """Remembers *scan* and forgets the one before."""
        self.scanned.clear()
        self.scanned[scan.sought] = scan

    def can(self, action: Action) -> bool:
        """Whether this user's roles allow *action*; the verb checks again."""
        return allowed(self.actor.roles, action)

    def go(self, page_id: str, target: str = "") -> None:
        """Shows another page; *target* is an id that the page's ``open_target`` understands."""
        self.navigate(page_id, target)

    def run(
        self,
        verb: Callable[[Any, C], R],
        command: C,
        *,
        owner: QObject,
        done: Callable[[R], object] | None = None,
        failed: Callable[[CasaError], object] | None = None,
        priority: Priority = Priority.NORMAL,
        latest: str | None = None,
        what: str = "",
        watch: Watch | None = None,
        cancellable: bool = True,
    ) -> Job:
        """Runs *verb* on the database thread, publishes what it changed, then calls *done* on the main thread.

        See :meth:`Tasks.run` for the rest. What was committed is published even if *owner* is gone by then.
        """

        def work() -> Done[R]:
            return self.runner.run(verb, command)

        def deliver(outcome: Done[R]) -> None:
            if done is not None:
                done(outcome.result)

        return self.tasks.run(
            work,
            owner=owner,
            always=self._publish,
            done=deliver,
            failed=failed,
            latest=latest,
            priority=priority,
            what=what,
            watch=watch,
            cancellable=cancellable,
        )

    def _publish(self, outcome: Done[Any]) -> None:
        if outcome.changes:
            self.hub.publish(outcome.changes)
