"""A paper on its way out: the desk's profile is read, pages are rendered beside the window's thread, and sent on."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from casa_desktop.domain.table import Imprint
from casa_desktop.services import desk as desks
from casa_desktop.services.desk import DeskProfile, DeskQuery
from casa_desktop.ui import paper
from casa_desktop.ui.session import Session
from casa_desktop.version import PROGRAM

Drawing = Callable[[DeskProfile, Imprint], bytes]
"""Renders a paper. It runs on another thread, and reads its library only then."""


class Papers:
    """Makes papers for *owner*; *what* is told beside the busy bar. What must enter the audit was entered before."""

    def __init__(self, session: Session, owner: QWidget, what: str) -> None:
        self._session, self._owner, self._what = session, owner, what

    def render(self, draw: Drawing, done: Callable[[bytes], object], *, latest: str | None = None) -> None:
        """Hands the bytes to *done*; of several with the same *latest* only the newest is delivered."""
        imprint = Imprint(self._session.clock.now(), self._session.actor.full_name, PROGRAM)

        def drawn(profile: DeskProfile) -> None:
            self._session.tasks.run(
                lambda: draw(profile, imprint),
                owner=self._owner,
                done=done,
                pool="files",
                what=self._what,
                latest=latest,
            )

        self._session.run(desks.profile, DeskQuery(), owner=self._owner, done=drawn)

    def print(self, draw: Drawing, name: str, said: str) -> None:
        """Asks for a printer; *name* is the document's there, *said* is told once it was sent."""

        def send(data: bytes) -> None:
            if paper.print_pdf(self._owner, data, name):
                self._session.prompts.inform(said)

        self.render(draw, send)

    def save(self, draw: Drawing, path: Path, said: str) -> None:
        """Writes it to *path*."""
        self.render(draw, lambda data: self.write(path, data, said))

    def write(self, path: Path, data: bytes, said: str) -> None:
        """Writes what was rendered."""
        self._session.tasks.run(
            lambda: paper.write(path, data),
            owner=self._owner,
            done=lambda _: self._session.prompts.inform(said),
            pool="files",
            what=self._what,
            cancellable=False,
        )
