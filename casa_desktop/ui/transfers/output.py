"""The papers of a transfer, looked at before they are printed. That they were opened is in the audit by then."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.domain.transfers import Manifest
from casa_desktop.services import transfers
from casa_desktop.services.transfers import TransferQuery
from casa_desktop.texts import ui_transfers as texts
from casa_desktop.ui.papers import Papers
from casa_desktop.ui.session import Session


def render(kind: str, manifest: Manifest, catalog: Catalog, letterhead: Letterhead, imprint: Imprint) -> bytes:
    """``manifest`` or ``voucher``; reportlab is read only when somebody looks at paper."""
    if kind == "voucher":
        from casa_desktop.reports import voucher_pdf

        return voucher_pdf.render(manifest, letterhead, imprint)
    from casa_desktop.reports import manifest_pdf

    return manifest_pdf.render(manifest, catalog, letterhead, imprint)


class TransferPapers:
    """Makes the papers of one page for *owner*."""

    def __init__(self, session: Session, owner: QWidget) -> None:
        self._session, self._owner = session, owner
        self._papers = Papers(session, owner, texts.RENDERING)

    def make(self, kind: str, uuid: str, catalog: Catalog, done: Callable[[bytes], object]) -> None:
        """Asks for what the paper says, renders it and hands it to *done*."""

        def drawn(manifest: Manifest) -> None:
            self._papers.render(
                lambda profile, imprint: render(kind, manifest, catalog, profile.letterhead(), imprint),
                done,
                latest="transfers.render",
            )

        verb = transfers.voucher if kind == "voucher" else transfers.manifest
        self._session.run(verb, TransferQuery(uuid), owner=self._owner, done=drawn, cancellable=False)
