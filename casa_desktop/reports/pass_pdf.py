"""The slip of a pass on half a letter page: what it is, its number and the day. Anybody may read it."""

from datetime import datetime

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Spacer

from casa_desktop.domain.clock import BOGOTA
from casa_desktop.reports.paper import (
    MEDIA_CARTA_LANDSCAPE,
    MM,
    SOFT,
    About,
    Bookmark,
    Margins,
    build,
    paragraph,
    style,
)
from casa_desktop.texts import dates
from casa_desktop.texts.ui_listening import PASS_PAPER

_SIDE = 18 * MM


def render(number: int, at: datetime) -> bytes:
    """One page, read from across a room."""
    about = About(PASS_PAPER, "", PASS_PAPER, "CASA Desktop", at)

    def story() -> list[Flowable]:
        return [
            Bookmark("pass", PASS_PAPER),
            Spacer(0, 8 * MM),
            paragraph(PASS_PAPER, style(34, bold=True, alignment=1, spaceAfter=10)),
            paragraph(str(number), style(120, bold=True, alignment=1, leading=1.1, spaceAfter=8)),
            paragraph(dates.long_date(at.astimezone(BOGOTA).date()), style(13, alignment=1, textColor=SOFT)),
        ]

    def nothing(_canvas: Canvas, _page: int, _pages: int) -> None:
        """One page needs no foot."""

    return build(story, MEDIA_CARTA_LANDSCAPE, Margins(_SIDE, _SIDE, 12 * MM, 10 * MM, 12 * MM), about, nothing)
