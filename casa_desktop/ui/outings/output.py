"""The summary of an outing out of the window: entered into the audit, rendered beside the window's thread, printed."""

from PySide6.QtWidgets import QWidget

from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.outings import OutingDetail
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.services import outings
from casa_desktop.services.outings import OutingQuery
from casa_desktop.texts import ui_outings as texts
from casa_desktop.ui.papers import Papers
from casa_desktop.ui.session import Session


def render(detail: OutingDetail, catalog: Catalog, letterhead: Letterhead, imprint: Imprint) -> bytes:
    """The summary of one page."""
    from casa_desktop.reports import outing_pdf  # reportlab: only where somebody prints

    return outing_pdf.render(texts.sheet(detail, catalog), letterhead, imprint)


class OutingPaper:
    """Makes the paper for *owner*."""

    def __init__(self, session: Session, owner: QWidget) -> None:
        self._session, self._owner = session, owner
        self._papers = Papers(session, owner, texts.RENDERING)

    def print(self, uuid: str, catalog: Catalog) -> None:
        """Asks for a printer and prints the outing as the base holds it now."""

        def send(detail: OutingDetail) -> None:
            self._papers.print(
                lambda profile, imprint: render(detail, catalog, profile.letterhead(), imprint),
                texts.PAPER_TITLE,
                texts.PRINTED,
            )

        self._session.run(outings.printed, OutingQuery(uuid), owner=self._owner, done=send, cancellable=False)
