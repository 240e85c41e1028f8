"""A document of the desk on carta: its letterhead and title, what it holds, lines to sign, and on every page what it
is, who printed it and when."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Spacer

from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.reports import fonts, letterhead_pdf
from casa_desktop.reports.cleaning import one_line
from casa_desktop.reports.paper import (
    CARTA,
    MM,
    SOFT,
    About,
    Bookmark,
    Margins,
    build,
    pages_of,
    paragraph,
    style,
)

SIDE = 18 * MM
LYING = 15 * MM
"""The margin at the left and the right of a page that lies down."""
_LONGEST_TITLE = 160
_LOWEST_TOP = 8.0
"""Millimetres: no printer of the desk prints higher."""

Body = Callable[[], Sequence[Flowable]]
"""Makes the flowables between the title and the lines to sign, new ones each time."""


@dataclass(frozen=True, slots=True)
class Document:
    """*subtitle* tells of when it is; *about* more of what it is of; both stand on every page. *digest* is that of
    its CSV, *whole* the sentence that tells another one in full."""

    title: str
    letterhead: Letterhead
    imprint: Imprint
    subtitle: str = ""
    about: tuple[str, ...] = ()
    size: tuple[float, float] = CARTA
    side: float = SIDE
    subject: str = ""
    """What the file says that it holds; where nothing is said, its title."""
    digest: str = ""
    whole: str = ""

    @property
    def width(self) -> float:
        """Points between its margins."""
        return self.size[0] - 2 * self.side

    def render(self, body: Body) -> bytes:
        """The PDF; the same inputs give the same bytes. ``CasaError`` on the field ``logo`` for a bad picture."""
        margins = self._margins()

        def on_page(canvas: Canvas, page: int, pages: int) -> None:
            if page > 1:
                letterhead_pdf.running_head(canvas, self._running(), self.size, margins)
            letterhead_pdf.foot(canvas, page, pages, self.size, margins, self.imprint, self.digest, self.whole)

        return build(lambda: self._story(body), self.size, margins, self._file(), on_page)

    def pages(self, body: Body) -> int:
        """How many pages it takes."""
        return pages_of(self._story(body), self.size, self._margins(), self._file())

    def _story(self, body: Body) -> list[Flowable]:
        fonts.register()
        title = one_line(self.title, _LONGEST_TITLE)
        return [
            *letterhead_pdf.head(self.letterhead, self.imprint, self.width),
            Bookmark("document", self.title),
            paragraph(title, style(16, bold=True, leading=1.2)),
            *([paragraph(self.subtitle, style(11, textColor=SOFT))] if self.subtitle else []),
            *(paragraph(line, style(9, textColor=SOFT, leading=1.35)) for line in self.about),
            Spacer(0, 4 * MM),
            *body(),
            *letterhead_pdf.signatures(self.letterhead, self.width),
        ]

    def _margins(self) -> Margins:
        top = max(self.letterhead.top_margin_mm, _LOWEST_TOP) * MM
        return Margins(self.side, self.side, top, 19 * MM, top + 11 * MM)

    def _file(self) -> About:
        title = ": ".join(part for part in (self.title, self.subtitle) if part)
        return About(title, self.letterhead.desk, self.subject or self.title, self.imprint.program, self.imprint.at)

    def _running(self) -> str:
        parts = (self.letterhead.desk, self.title, self.subtitle, *self.about)
        return "  ·  ".join(part for part in parts if part)
