"""The papers of aid out of the window: an acta, the stock sheet; each is entered into the audit by its verb."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from casa_desktop.domain.aid_views import Delivery, ItemStock
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.services import aid, stock
from casa_desktop.services import desk as desks
from casa_desktop.services.aid import DeliveryQuery
from casa_desktop.services.desk import DeskProfile, DeskQuery
from casa_desktop.services.stock import StockQuery
from casa_desktop.texts import aid_papers
from casa_desktop.texts import ui_aid as texts
from casa_desktop.ui import paper
from casa_desktop.ui.session import Session
from casa_desktop.version import PROGRAM

Drawing = Callable[[Letterhead, Imprint], bytes]
Taker = Callable[[bytes], object]


class AidOutput:
    """Prints (*to_file* false) or saves for *owner*."""

    def __init__(self, session: Session, owner: QWidget) -> None:
        self._session = session
        self._owner = owner

    def acta(self, uuid: str, *, to_file: bool) -> None:
        """The acta of the delivery of that service."""

        def done(delivery: Delivery) -> None:
            def draw(letterhead: Letterhead, imprint: Imprint) -> bytes:
                from casa_desktop.reports import acta_pdf  # reportlab: only where somebody prints

                return acta_pdf.render(delivery, letterhead, imprint)

            self._send(draw, aid_papers.ACTA, texts.acta_file(delivery), to_file=to_file)

        self._session.run(aid.acta, DeliveryQuery(uuid), owner=self._owner, done=done)

    def sheet(self, *, to_file: bool) -> None:
        """The stock sheet of now."""

        def done(items: tuple[ItemStock, ...]) -> None:
            def draw(letterhead: Letterhead, imprint: Imprint) -> bytes:
                from casa_desktop.reports import stock_sheet_pdf

                return stock_sheet_pdf.render(items, letterhead, imprint)

            name = texts.sheet_file(self._session.clock.today())
            self._send(draw, aid_papers.SHEET, name, to_file=to_file)

        self._session.run(stock.sheet, StockQuery(), owner=self._owner, done=done)

    def _send(self, draw: Drawing, title: str, name: str, *, to_file: bool) -> None:
        if to_file:
            path = self._session.prompts.save_file(title, name, texts.PDF)
            if path is not None:
                self._render(draw, title, lambda data: self._write(path, data))
        else:
            self._render(draw, title, lambda data: self._print(title, data))

    def _render(self, draw: Drawing, title: str, done: Taker) -> None:
        imprint = Imprint(self._session.clock.now(), self._session.actor.full_name, PROGRAM)

        def rendered(profile: DeskProfile) -> None:
            letterhead = profile.letterhead(title)
            self._session.tasks.run(
                lambda: draw(letterhead, imprint), owner=self._owner, done=done, pool="files", what=texts.RENDERING
            )

        self._session.run(desks.profile, DeskQuery(), owner=self._owner, done=rendered)

    def _print(self, title: str, data: bytes) -> None:
        if paper.print_pdf(self._owner, data, title):
            self._session.prompts.inform(texts.PRINTED)

    def _write(self, path: Path, data: bytes) -> None:
        self._session.tasks.run(
            lambda: paper.write(path, data),
            owner=self._owner,
            done=lambda _: self._session.prompts.inform(texts.SAVED_FILE),
            pool="files",
            what=texts.RENDERING,
            cancellable=False,
        )
