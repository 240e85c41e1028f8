"""The papers of aid out of the window: an acta, the stock sheet; each is entered into the audit by its verb."""

from PySide6.QtWidgets import QWidget

from casa_desktop.domain.aid_views import Delivery, ItemStock
from casa_desktop.domain.leaving import Way
from casa_desktop.domain.table import Imprint
from casa_desktop.services import aid, stock
from casa_desktop.services.aid import DeliveryQuery
from casa_desktop.services.desk import DeskProfile
from casa_desktop.services.stock import StockQuery
from casa_desktop.texts import aid_papers, files
from casa_desktop.texts import ui_aid as texts
from casa_desktop.ui.papers import Drawing, Papers
from casa_desktop.ui.session import Session


class AidOutput:
    """Prints (*to_file* false) or saves for *owner*."""

    def __init__(self, session: Session, owner: QWidget) -> None:
        self._session = session
        self._owner = owner
        self._papers = Papers(session, owner, texts.RENDERING)

    def acta(self, uuid: str, *, to_file: bool) -> None:
        """The acta of the delivery of that service."""

        def done(delivery: Delivery) -> None:
            def draw(profile: DeskProfile, imprint: Imprint) -> bytes:
                from casa_desktop.reports import acta_pdf  # reportlab: only where somebody prints

                return acta_pdf.render(delivery, profile.letterhead(), imprint)

            self._send(draw, aid_papers.ACTA, texts.acta_file(delivery), to_file=to_file)

        self._session.run(aid.acta, DeliveryQuery(uuid), owner=self._owner, done=done)

    def sheet(self, *, to_file: bool) -> None:
        """The stock sheet of now."""

        def done(items: tuple[ItemStock, ...]) -> None:
            def draw(profile: DeskProfile, imprint: Imprint) -> bytes:
                from casa_desktop.reports import stock_sheet_pdf

                return stock_sheet_pdf.render(items, profile.letterhead(), imprint)

            name = texts.sheet_file(self._session.clock.today())
            self._send(draw, aid_papers.SHEET, name, to_file=to_file)

        self._session.run(stock.sheet, StockQuery(), owner=self._owner, done=done)

    def _send(self, draw: Drawing, title: str, name: str, *, to_file: bool) -> None:
        if not to_file:
            self._papers.print(draw, title, texts.PRINTED)
        elif (path := self._session.prompts.save_file(title, name, files.kinds(Way.PDF))) is not None:
            self._papers.save(draw, path, texts.SAVED_FILE)
