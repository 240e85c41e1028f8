"""The slip of a turn, on a quarter of a letter page: a number and the day. Whoever finds it learns nothing."""

from datetime import datetime

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Spacer

from casa_desktop.domain.clock import BOGOTA
from casa_desktop.reports.paper import CARTA, MM, SOFT, About, Bookmark, Margins, build, paragraph, style
from casa_desktop.texts import ui_lane as words

QUARTER = (CARTA[1] / 2, CARTA[0] / 2)
_SIDE = 10 * MM


def render(number: int, at: datetime) -> bytes:
    """One page, read from across a room."""
    about = About(words.PAPER, "", words.PAPER, "CASA Desktop", at)

    def story() -> list[Flowable]:
        return [
            Bookmark("turn", words.PAPER),
            paragraph(words.PAPER, style(26, bold=True, alignment=1, spaceAfter=2)),
            paragraph(str(number), style(110, bold=True, alignment=1, leading=1.08, spaceAfter=6)),
            paragraph(words.arrived_at(at.astimezone(BOGOTA)), style(11, alignment=1, textColor=SOFT)),
            Spacer(0, 3 * MM),
            paragraph(words.PAPER_HINT, style(12, alignment=1)),
        ]

    def nothing(_canvas: Canvas, _page: int, _pages: int) -> None:
        """One page needs no foot."""

    return build(story, QUARTER, Margins(_SIDE, _SIDE, 8 * MM, 6 * MM, 8 * MM), about, nothing)
