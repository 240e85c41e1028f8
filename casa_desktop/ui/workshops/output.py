"""The papers of a workshop out of the window: entered into the audit, rendered beside the window's thread, printed."""

from PySide6.QtWidgets import QWidget

from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.domain.workshops import WorkshopDetail
from casa_desktop.services import desk as desks
from casa_desktop.services import workshops
from casa_desktop.services.desk import DeskProfile, DeskQuery
from casa_desktop.services.workshops import PrintWorkshop
from casa_desktop.texts import ui_workshops as texts
from casa_desktop.texts import workshop_papers as words
from casa_desktop.ui import paper
from casa_desktop.ui.session import Session
from casa_desktop.version import PROGRAM


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

    def print(self, uuid: str, catalog: Catalog, *, signing: bool) -> None:
        """Asks for a printer and prints the list as the base holds it now."""

        def ask_profile(detail: WorkshopDetail) -> None:
            self._session.run(
                desks.profile,
                DeskQuery(),
                owner=self._owner,
                done=lambda profile: self._render(detail, catalog, profile, signing=signing),
            )

        command = PrintWorkshop(uuid, signing)
        self._session.run(workshops.printed, command, owner=self._owner, done=ask_profile, cancellable=False)

    def _render(self, detail: WorkshopDetail, catalog: Catalog, profile: DeskProfile, *, signing: bool) -> None:
        imprint = Imprint(self._session.clock.now(), self._session.actor.full_name, PROGRAM)
        title = texts.SIGN_SHEET if signing else texts.LIST_SHEET

        def send(data: bytes) -> None:
            if paper.print_pdf(self._owner, data, title):
                self._session.prompts.inform(texts.PRINTED)

        self._session.tasks.run(
            lambda: render(detail, catalog, profile.letterhead(title), imprint, signing=signing),
            owner=self._owner,
            done=send,
            pool="files",
            what=texts.RENDERING,
        )
