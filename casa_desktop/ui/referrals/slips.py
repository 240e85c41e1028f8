"""The slip out of the window: rendered beside the window's thread, then to the printer."""

from PySide6.QtWidgets import QWidget

from casa_desktop.domain.referrals import Slip
from casa_desktop.services import referrals
from casa_desktop.services.referrals import ReferralQuery
from casa_desktop.texts import ui_referrals as texts
from casa_desktop.ui import paper
from casa_desktop.ui.session import Session


def render(slip: Slip) -> bytes:
    """Half a letter page; reportlab is read only where somebody prints."""
    from casa_desktop.reports import slip_pdf

    return slip_pdf.render(slip)


def print_slip(session: Session, owner: QWidget, uuid: str) -> None:
    """Reads what the slip may say, which is audited, and asks for a printer."""

    def send(slip: Slip, data: bytes) -> None:
        if paper.print_pdf(owner, data, texts.slip_name(slip.code)):
            session.prompts.inform(texts.PRINTED)

    def draw(slip: Slip) -> None:
        session.tasks.run(
            lambda: render(slip),
            owner=owner,
            done=lambda data: send(slip, data),
            pool="files",
            what=texts.RENDERING,
            latest="referrals.slip",
        )

    session.run(referrals.slip, ReferralQuery(uuid), owner=owner, done=draw)
