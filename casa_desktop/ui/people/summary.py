"""The summary of a person out of the window: to the printer or to a file. That it was asked for is in the audit."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.leaving import Way
from casa_desktop.domain.table import Imprint
from casa_desktop.domain.timeline import PersonSummary
from casa_desktop.services import desk as desks
from casa_desktop.services import timeline
from casa_desktop.services.desk import DeskProfile, DeskQuery
from casa_desktop.services.timeline import PrintPerson
from casa_desktop.texts import files, person_papers
from casa_desktop.texts import ui_timeline as texts
from casa_desktop.ui import paper
from casa_desktop.ui.session import Session
from casa_desktop.version import PROGRAM


def render(summary: PersonSummary, catalog: Catalog, profile: DeskProfile, imprint: Imprint) -> bytes:
    """The paper; reportlab is read only when somebody prints."""
    from casa_desktop.reports import person_pdf

    return person_pdf.render(summary, catalog, profile.letterhead(person_papers.TITLE), imprint)


class SummaryOutput:
    """Prints or saves for *owner*."""

    def __init__(self, session: Session, owner: QWidget) -> None:
        self._session, self._owner = session, owner

    def print(self, uuid: str, catalog: Catalog) -> None:
        """To the system's print dialog."""

        def done(code: str, data: bytes) -> None:
            if paper.print_pdf(self._owner, data, texts.document_name(code)):
                self._session.prompts.inform(texts.PRINTED)

        self._make(uuid, catalog, done)

    def save(self, uuid: str, code: str, catalog: Catalog) -> None:
        """To a file whose place is asked for first: who gives up there has printed nothing."""
        path = self._session.prompts.save_file(texts.KEY_SAVE, texts.file_name(code), files.kinds(Way.PDF))
        if path is not None:
            self._make(uuid, catalog, lambda _code, data: self._write(path, data))

    def _make(self, uuid: str, catalog: Catalog, done: Callable[[str, bytes], object]) -> None:
        session = self._session
        imprint = Imprint(session.clock.now(), session.actor.full_name, PROGRAM)

        def draw(summary: PersonSummary, profile: DeskProfile) -> None:
            session.tasks.run(
                lambda: render(summary, catalog, profile, imprint),
                owner=self._owner,
                done=lambda data: done(summary.code, data),
                pool="files",
                what=texts.RENDERING,
            )

        def asked(summary: PersonSummary) -> None:
            session.run(desks.profile, DeskQuery(), owner=self._owner, done=lambda profile: draw(summary, profile))

        session.run(timeline.printed, PrintPerson(uuid), owner=self._owner, done=asked, cancellable=False)

    def _write(self, path: Path, data: bytes) -> None:
        self._session.tasks.run(
            lambda: paper.write(path, data),
            owner=self._owner,
            done=lambda _: self._session.prompts.inform(texts.SAVED_FILE),
            pool="files",
            what=texts.RENDERING,
            cancellable=False,
        )
