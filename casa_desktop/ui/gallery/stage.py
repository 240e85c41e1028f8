"""Where a scene is set: a window over a demo base, one user at a time, settled before the picture is taken."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from casa_desktop.ui.application import Frame
from casa_desktop.ui.changes import Hub
from casa_desktop.ui.page import Page
from casa_desktop.ui.pages import pages_for
from casa_desktop.ui.ports import Entrance, OpenDesk
from casa_desktop.ui.session import Session
from casa_desktop.ui.shell import Shell

_PATIENCE = 60.0
"""Seconds that a page may take to settle before the gallery gives up on it."""
_PASSES = 10
"""Times that events are handled: a layout that grows asks the one around it, and that one the next."""


@dataclass(slots=True)
class Stage:
    """What a scene is handed. *entrance* opens a demo base, *empty* a folder without one."""

    frame: Frame
    entrance: Entrance
    empty: Entrance
    passwords: dict[str, str]
    stand_in: str = ""
    """Who plays every user, at a desk that has but one."""
    _desk: OpenDesk | None = field(default=None, repr=False)
    _shell: Shell | None = field(default=None, repr=False)
    _dialog: QDialog | None = field(default=None, repr=False)

    @property
    def desk(self) -> OpenDesk:
        """The base as the last :meth:`open` left it."""
        if self._desk is None:
            raise LookupError("open a page first")
        return self._desk

    @property
    def shell(self) -> Shell:
        """The session's frame, with navigation and search box."""
        if self._shell is None:
            raise LookupError("open a page first")
        return self._shell

    @property
    def session(self) -> Session:
        """What the page was handed."""
        return self.shell.page().session

    def open(self, page_id: str, user: str = "coordinacion") -> Page:
        """Shows a page of *user* as it comes up, with nothing left over from an earlier scene."""
        user = self.stand_in or user
        if self._desk is None or self._desk.actor.username != user:
            self._enter(user)
        desk = self.desk
        session = Session(
            actor=desk.actor,
            runner=desk.runner,
            tasks=self.frame.tasks,
            hub=Hub(),
            prompts=self.frame.prompts,
            clock=self.entrance.clock,
            settings_file=self.entrance.settings(),
        )
        self._shell = Shell(session, pages_for(desk.actor.roles))
        self.frame.window.show_screen(self._shell)
        self._shell.go(page_id)
        self.wait()
        return self._shell.page()

    def screen(self, screen: QWidget) -> None:
        """Shows an entry screen."""
        self.frame.window.show_screen(screen)
        self.wait()

    def over(self, dialog: QDialog) -> None:
        """Lays a dialog over the window."""
        dialog.ensurePolished()
        dialog.adjustSize()
        self._dialog = dialog

    def take_dialog(self) -> QDialog | None:
        """The dialog that :meth:`over` laid, once."""
        dialog, self._dialog = self._dialog, None
        return dialog

    def press(self, keys: str) -> None:
        """Presses one key, written as Qt does, where the focus is; keys of the window and of buttons work too."""
        from PySide6.QtTest import QTest

        combination = QKeySequence(keys)[0]  # type: ignore[index]  # the stub forgets __getitem__
        QTest.keyClick(self._focus(), combination.key(), combination.keyboardModifiers())
        self.wait()

    def type(self, text: str) -> None:
        """Types *text* where the focus is."""
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
                QCoreApplication.sendEvent(self._focus(), event)
        self.wait()

    def wait(self) -> None:
        """Until no work is pending and everything is painted. Raises ``TimeoutError``."""
        end = time.monotonic() + _PATIENCE
        while True:
            for _ in range(_PASSES):
                QApplication.processEvents()
                QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            if not self.frame.tasks.pending():
                return
            if time.monotonic() > end:
                raise TimeoutError
            time.sleep(0.005)

    def close(self) -> None:
        """Leaves the base."""
        self.frame.window.show_screen(QWidget())
        self._shell = None
        if self._desk is not None:
            self._on_db(self._desk.close)
            self._desk = None

    def _enter(self, user: str) -> None:
        self.close()
        self._on_db(lambda: self._set(self.entrance.unlock(user, self.passwords[user])))

    def _set(self, desk: OpenDesk) -> None:
        self._desk = desk

    def _on_db(self, act: Callable[[], object]) -> None:
        self.frame.tasks.run(act, owner=self.frame.window)
        self.wait()

    def _focus(self) -> QWidget:
        if QApplication.activeWindow() is None:
            # Offscreen, a popup that closes leaves no window active; real systems go back to the one below.
            self.frame.window.activateWindow()
            self.wait()
        focus: QWidget | None = QApplication.focusWidget()
        if focus is None:
            raise LookupError(f"nothing has the focus; active: {QApplication.activeWindow()}")
        return focus


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture: *show* puts it on the stage. The name is the file's."""

    name: str
    show: Callable[[Stage], object]


@dataclass(frozen=True, slots=True)
class Paper:
    """One printed document: *render* gives its PDF; it may open a page first to have a session."""

    name: str
    render: Callable[[Stage], bytes]


Scenes = Sequence[Scene]
Papers = Sequence[Paper]
