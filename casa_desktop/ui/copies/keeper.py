"""Copies that nobody asks for, and the reminder of those that somebody must carry out of the house."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.services import copies
from casa_desktop.services.copies import CHANGE_MINUTES, CopyQuery, CopyState, Made, Taken
from casa_desktop.services.runner import Runner
from casa_desktop.texts import errors
from casa_desktop.texts import ui_settings as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.copies.work import chosen_folder, remember
from casa_desktop.ui.ports import Entrance, OpenDesk
from casa_desktop.ui.prompts import Prompts
from casa_desktop.ui.session import SETTINGS_KIND, Session
from casa_desktop.ui.shell import Shell
from casa_desktop.ui.worker import Priority

_LOOK_MS = 5 * 60 * 1000
"""Shorter than :data:`CHANGE_MINUTES`, because each lock begins a new session and with it a new timer."""
_SETTLED_MS = 15 * 1000
"""Whoever has just entered types first."""


def plugged_in(session: Session) -> Path | None:
    """The chosen folder, where it is there now: a stick that is away is no failure of a copy nobody asked for."""
    folder = chosen_folder(session)
    return folder if folder is not None and folder.is_dir() else None


class CopyKeeper(QObject):
    """Makes a copy when half an hour of changes has none, behind everything else; lives as long as its session.

    Soon after somebody entered it makes the one that could not be made at close, and says so.
    """

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._runner = cast(Runner, session.runner)
        self._told = False
        self._clock = QTimer(self, interval=_LOOK_MS)
        self._clock.timeout.connect(self.look)
        self._clock.start()
        self._settled = QTimer(self, interval=_SETTLED_MS, singleShot=True)
        self._settled.timeout.connect(self.look_back)
        self._settled.start()

    def look(self) -> None:
        """Makes the copy if it is due."""
        self._take(lambda: copies.take_due(self._runner, CHANGE_MINUTES), owed=False)

    def look_back(self) -> None:
        """Makes the copy that is missing since the window was closed; old ones go with it, as they do at close."""
        self._take(lambda: copies.take_owed(self._runner), owed=True)

    def _take(self, take: Callable[[], Taken | None], *, owed: bool) -> None:
        self._session.tasks.run(
            take,
            owner=self,
            done=lambda taken: self._pack(taken, owed=owed),
            failed=self._failed,
            priority=Priority.LONG,
        )

    def _pack(self, taken: Taken | None, *, owed: bool) -> None:
        if taken is None:
            return
        outside = plugged_in(self._session)
        self._session.tasks.run(
            lambda: copies.finish(taken, outside, thin=owed),
            owner=self,
            done=lambda made: self._made(made, owed=owed),
            failed=self._failed,
            pool="files",
        )

    def _made(self, made: Made, *, owed: bool) -> None:
        self._told = False
        if owed:
            self._session.prompts.inform(texts.COPY_OWED_MADE)
        remember(self._session, made)
        self._session.hub.publish(frozenset({("copy", made.path.name)}))

    def _failed(self, error: CasaError) -> None:
        """Once in a row: a full disk is known after the first time, and nobody asked for this copy."""
        if error.code is not Code.CANCELLED and not self._told:
            self._told = True
            self._session.prompts.inform(texts.COPY_AUTO_FAILED)


class LastCopy:
    """The copy at close. :meth:`make` runs on the database thread before the base is closed, :meth:`tell` after it."""

    def __init__(self, desk: OpenDesk, entrance: Entrance, prompts: Prompts) -> None:
        self._runner = cast(Runner, desk.runner)
        self._settings, self._today = entrance.settings(), entrance.clock.today()
        self._prompts = prompts
        self._made: Made | None = None
        self._error: CasaError | None = None
        folder = Path(self._settings.settings.copy_folder) if self._settings.settings.copy_folder else None
        self._outside = folder if folder is not None and folder.is_dir() else None

    def make(self) -> None:
        """Makes it where something changed since the newest one. Closing never fails because of it."""
        try:
            self._made = copies.make_due(self._runner, self._outside)
        except CasaError as error:
            self._error = error

    def tell(self) -> None:
        """Says what went wrong, and remembers a copy that went out of the machine."""
        if self._error is not None:
            self._prompts.warn(texts.COPY_CLOSE_FAILED, errors.message(self._error))
        elif self._made is not None and self._made.trouble is not None:
            self._prompts.warn(texts.COPY_NOT_CARRIED, errors.message(self._made.trouble))
        elif self._made is not None and self._made.outside:
            with suppress(CasaError):  # the copy lies there; only its day is not written down
                self._settings.change(last_copy_outside=self._today)


def attend(session: Session, shell: Shell) -> None:
    """What a session does about copies by itself: the timer, and the banner over its pages."""
    CopyKeeper(session, shell)
    banner = CopyBanner(session)
    shell.put_above(banner)
    banner.look()


class CopyBanner(QWidget):
    """Red over every page of those who may copy, after a week without a copy outside the machine."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("copy_banner")
        self._session = session
        self.banner = widgets.Banner()
        self.banner.acted.connect(lambda: session.go("settings", "copies"))
        inside = widgets.column(self.banner)
        inside.setContentsMargins(24, widgets.GAP, 24, 0)
        self.setLayout(inside)
        self.hide()
        session.hub.subscribe(self, {"copy", SETTINGS_KIND}, lambda _: self.look())

    def look(self) -> None:
        """Asks how long ago it was."""
        if self._session.can(Action.COPY_MAKE):
            self._session.run(copies.state, CopyQuery(), owner=self, done=self._say, latest="copies.banner")

    def _say(self, state: CopyState) -> None:
        last, today = self._session.settings.last_copy_outside, self._session.clock.today()
        due = copies.overdue(last, state.since, today)
        self.banner.show_text(texts.last_outside(last, today) if due else "", "danger", act=texts.COPY_BANNER_ACT)
        self.setVisible(due)
