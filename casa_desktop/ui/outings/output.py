"""The summary of an outing out of the window: entered into the audit, rendered beside the window's thread, printed."""

from PySide6.QtWidgets import QWidget

from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.outings import OutingDetail
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.services import desk as desks
from casa_desktop.services import outings
from casa_desktop.services.desk import DeskProfile, DeskQuery
from casa_desktop.services.outings import OutingQuery
from casa_desktop.texts import ui_outings as texts
from casa_desktop.ui import paper
from casa_desktop.ui.session import Session
from casa_desktop.version import PROGRAM


def render(detail: OutingDetail, catalog: Catalog, letterhead: Letterhead, imprint: Imprint) -> bytes:
    """The summary of one page."""
    from casa_desktop.reports import outing_pdf  # reportlab: only where somebody prints

    return outing_pdf.render(texts.sheet(detail, catalog), letterhead, imprint)


class OutingPaper:
    """Makes the paper for *owner*."""

    def __init__(self, session: Session, owner: QWidget) -> None:
        self._session, self._owner = session, owner

    def print(self, uuid: str, catalog: Catalog) -> None:
        """Asks for a printer and prints the outing as the base holds it now."""

        def ask_profile(detail: OutingDetail) -> None:
            self._session.run(
                desks.profile,
                DeskQuery(),
                owner=self._owner,
                done=lambda profile: self._render(detail, catalog, profile),
            )

        self._session.run(outings.printed, OutingQuery(uuid), owner=self._owner, done=ask_profile, cancellable=False)

    def _render(self, detail: OutingDetail, catalog: Catalog, profile: DeskProfile) -> None:
        imprint = Imprint(self._session.clock.now(), self._session.actor.full_name, PROGRAM)

        def send(data: bytes) -> None:
            if paper.print_pdf(self._owner, data, texts.PAPER_TITLE):
                self._session.prompts.inform(texts.PRINTED)

        self._session.tasks.run(
            lambda: render(detail, catalog, profile.letterhead(texts.PAPER_TITLE), imprint),
            owner=self._owner,
            done=send,
            pool="files",
            what=texts.RENDERING,
        )
