"""Making and trying copies from the window: the base's half on its own thread, the rest in the files pool."""

from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject

from casa_desktop.domain.errors import CasaError
from casa_desktop.services import copies
from casa_desktop.services.copies import CopyMade, CopyTried, Kept, Made, Taken
from casa_desktop.services.runner import Runner
from casa_desktop.texts import ui_settings as texts
from casa_desktop.ui.session import Session
from casa_desktop.ui.tasks import Job, Watch
from casa_desktop.ui.worker import Priority

Failed = Callable[[CasaError], None]


def chosen_folder(session: Session) -> Path | None:
    """The folder outside that this machine remembers, plugged in or not."""
    return Path(session.settings.copy_folder) if session.settings.copy_folder else None


def in_kilobytes(watch: Watch) -> Callable[[int, int], None]:
    """Tells *watch* of bytes: a progress bar counts to two thousand million, and a base may be larger."""
    return lambda done, total: watch.step(done // 1024, total // 1024)


def remember(session: Session, made: Made) -> None:
    """Writes down the day of a copy that went out of the machine, which calms the banner."""
    if made.outside:
        session.change_settings(last_copy_outside=session.clock.today())


class CopyWork:
    """The long acts of one page; *owner* is the widget without which nothing is delivered."""

    def __init__(self, session: Session, owner: QObject) -> None:
        self._session, self._owner = session, owner
        self._runner = cast(Runner, session.runner)
        self._job: Job | None = None

    @property
    def folder(self) -> Path:
        """The profile folder."""
        return self._runner.base.folder

    def make(self, watch: Watch, done: Callable[[Made], None], failed: Failed) -> None:
        """A copy by hand; also into the chosen folder, whose day is remembered where it lies on another drive."""
        outside = chosen_folder(self._session)

        def tidy(taken: Taken) -> None:
            if watch.cancelled:  # nobody will pack it
                taken.discard()

        def pack(taken: Taken) -> None:
            def stopped(error: CasaError) -> None:
                tidy(taken)
                failed(error)

            self._job = self._session.tasks.run(
                lambda: copies.finish(taken, outside, in_kilobytes(watch), lambda: watch.cancelled),
                owner=self._owner,
                done=lambda made: self._note(made, done),
                failed=stopped,
                pool="files",
                what=texts.COPY_PACKING,
                watch=watch,
            )

        self._job = self._session.tasks.run(
            lambda: copies.take(self._runner),
            owner=self._owner,
            always=tidy,
            done=pack,
            failed=failed,
            priority=Priority.LONG,
            what=texts.COPY_MAKING,
            watch=watch,
        )

    def rehearse(self, copy: Kept, watch: Watch, done: Callable[[Kept], None], failed: Failed) -> None:
        """Tries *copy* out beside the profile; either outcome is entered into the audit, giving up is not."""
        key, folder = self._runner.base.data_key, self.folder

        def broken(error: CasaError) -> None:
            if not watch.cancelled:
                self._run_note(CopyTried(copy.path.name, sound=False), lambda _: None)
            failed(error)

        self._job = self._session.tasks.run(
            lambda: copies.rehearse(copy.path, key, folder, in_kilobytes(watch), lambda: watch.cancelled),
            owner=self._owner,
            done=lambda _: self._run_note(CopyTried(copy.path.name, sound=True), lambda _: done(copy)),
            failed=broken,
            pool="files",
            what=texts.COPY_VERIFYING,
            watch=watch,
        )

    def listed(self, done: Callable[[tuple[Kept, ...]], None]) -> None:
        """The copies of the profile and of the chosen folder."""
        folder, outside = self.folder, chosen_folder(self._session)
        self._session.tasks.run(
            lambda: copies.listed(folder, outside), owner=self._owner, done=done, pool="files", latest="copies.list"
        )

    def cancel(self) -> None:
        """Asks the act that runs to stop."""
        if self._job is not None:
            self._session.tasks.cancel(self._job)

    def _note(self, made: Made, done: Callable[[Made], None]) -> None:
        remember(self._session, made)
        command = CopyMade(made.path.name, outside=made.carried is not None)
        self._session.run(copies.note_made, command, owner=self._owner, done=lambda _: done(made))

    def _run_note(self, command: CopyTried, done: Callable[[None], None]) -> None:
        self._session.run(copies.note_tried, command, owner=self._owner, done=done)
