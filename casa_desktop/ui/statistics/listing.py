"""The records of a figure out of the window: by code into a file, or by name into an archive that only its password
opens. Long lists are written beside the window, with progress, and can be stopped."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from casa_desktop.domain.cells import Origin
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.leaving import Way, way_of
from casa_desktop.domain.listings import Listing
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.services import desk as desks
from casa_desktop.services import listings
from casa_desktop.services.desk import DeskProfile, DeskQuery
from casa_desktop.services.listings import TakeNames, TakeRecords
from casa_desktop.texts import files
from casa_desktop.texts import listings as texts
from casa_desktop.ui import paper
from casa_desktop.ui.session import Session
from casa_desktop.ui.tasks import Watch
from casa_desktop.ui.users.editors import propose_password
from casa_desktop.version import PROGRAM

_FILES = (Way.XLSX, Way.CSV, Way.PDF)
Rendering = Callable[[Letterhead, Imprint, Watch], bytes]


class ListingOutput:
    """Asks where, reads as far as the role may, and writes; what leaves is in the audit before it does, and the
    password of an archive is told before there is one: an archive that nobody can open is as good as none."""

    def __init__(self, session: Session, owner: QWidget) -> None:
        self._session, self._owner = session, owner

    def save(self, origin: Origin, title: str, of: str) -> None:
        """By code: a spreadsheet, a CSV or a PDF. *title* stands on it, *of* in the name of the file."""
        name = texts.file_name(of, nominal=False)
        path = self._session.prompts.save_file(texts.SAVE_TITLE, name, files.kinds(*_FILES))
        if path is None:
            return
        form = way_of(path.suffix, _FILES)

        def read(listing: Listing) -> None:
            def draw(letterhead: Letterhead, imprint: Imprint, watch: Watch) -> bytes:
                from casa_desktop.reports import listing_files

                return listing_files.render(form, listing, title, letterhead, imprint, watch.step)

            self._write(listing, draw, path, texts.WRITING)

        command = TakeRecords(origin, form)
        self._session.run(listings.records, command, owner=self._owner, done=read, what=texts.READING)

    def save_names(self, origin: Origin, title: str, of: str) -> None:
        """By name: a reason, the own password once more, and an archive whose password is shown once."""
        prompts = self._session.prompts
        reason = prompts.ask_text(
            texts.ASK_REASON, label=texts.REASON, do=texts.GO_ON, detail=texts.REASON_DETAIL, lines=2
        )
        if not reason:
            return
        own = prompts.ask_password(texts.ASK_PASSWORD, do=texts.GO_ON)
        if own is None:
            return
        name = texts.file_name(of, nominal=True)
        path = prompts.save_file(texts.SAVE_NAMES_TITLE, name, texts.ZIP_KINDS)
        if path is None:
            return
        secret = propose_password()

        def read(listing: Listing) -> None:
            def draw(letterhead: Letterhead, imprint: Imprint, watch: Watch) -> bytes:
                from casa_desktop.reports import listing_files

                return listing_files.sealed(listing, title, secret, letterhead, imprint, watch.step)

            if listing.lines:
                prompts.secret(texts.ZIP_SECRET, secret, texts.ZIP_DETAIL)
            self._write(listing, draw, path, texts.SEALING)

        command = TakeNames(origin, own, reason)
        self._session.run(listings.names, command, owner=self._owner, done=read, what=texts.READING)

    def _write(self, listing: Listing, draw: Rendering, path: Path, what: str) -> None:
        if not listing.lines:
            self._session.prompts.inform(texts.NOTHING)
            return
        imprint, watch = Imprint(self._session.clock.now(), self._session.actor.full_name, PROGRAM), Watch()

        def rendered(profile: DeskProfile) -> None:
            def work() -> None:
                paper.write(path, draw(profile.letterhead(), imprint, watch))

            self._session.tasks.run(
                work,
                owner=self._owner,
                done=lambda _: self._session.prompts.inform(texts.SAVED),
                failed=self._failed,
                pool="files",
                what=what,
                watch=watch,
            )

        self._session.run(desks.profile, DeskQuery(), owner=self._owner, done=rendered)

    def _failed(self, error: CasaError) -> None:
        self._session.prompts.error(error)
