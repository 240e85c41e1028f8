"""The papers of a workshop out of the window: entered into the audit, rendered beside the window's thread, printed."""

from PySide6.QtWidgets import QWidget

from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.domain.workshops import WorkshopDetail
from casa_desktop.services import workshops
from casa_desktop.services.workshops import PrintWorkshop
from casa_desktop.texts import ui_workshops as texts
from casa_desktop.texts import workshop_papers as words
from casa_desktop.ui.papers import Papers
from casa_desktop.ui.session import Session


def render(
    detail: WorkshopDetail, catalog: Catalog, letterhead: Letterhead, imprint: Imprint, *, signing: bool
) -> bytes:
    """The signature sheet, or the list of those who came."""
    from casa_desktop.reports import workshop_pdf  # reportlab: only where somebody prints

    return workshop_pdf.render(words.sheet(detail, catalog, signing=signing), letterhead, imprint)


class WorkshopPapers:
    """Makes papers for *owner*."""

    def __init__(self, session: Session, owner: QWidget) -> None:
        self._session, self._owner = session, owner
        self._papers = Papers(session, owner, texts.RENDERING)

    def print(self, uuid: str, catalog: Catalog, *, signing: bool) -> None:
        """Asks for a printer and prints the list as the base holds it now."""
        title = texts.SIGN_SHEET if signing else texts.LIST_SHEET

        def send(detail: WorkshopDetail) -> None:
            self._papers.print(
                lambda profile, imprint: render(detail, catalog, profile.letterhead(), imprint, signing=signing),
                title,
                texts.PRINTED,
            )

        command = PrintWorkshop(uuid, signing)
        self._session.run(workshops.printed, command, owner=self._owner, done=send, cancellable=False)
