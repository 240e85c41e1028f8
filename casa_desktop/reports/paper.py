"""What all papers share: geometry, styles, escaping of user text, a build whose bytes depend on its inputs alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape as html_escape
from io import BytesIO
from itertools import pairwise

from reportlab.lib.colors import Color, black
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Table

from casa_desktop.domain.clock import BOGOTA
from casa_desktop.reports import fonts
from casa_desktop.reports.cleaning import one_line

MM = 72 / 25.4
CARTA = (letter[0], letter[1])
CARTA_LANDSCAPE = (letter[1], letter[0])
MEDIA_CARTA = (letter[1] / 2, letter[0])
MEDIA_CARTA_LANDSCAPE = (letter[0], letter[1] / 2)

INK = black
SOFT = Color(0.32, 0.32, 0.32)
"""Secondary text: dark enough (8 : 1) to survive a photocopy."""
HAIR = Color(0.62, 0.62, 0.62)


@dataclass(frozen=True, slots=True)
class Margins:
    """Points from each edge of the page to the text. *top* is that of the first page, *next_top* of the others."""

    left: float
    right: float
    top: float
    bottom: float
    next_top: float


@dataclass(frozen=True, slots=True)
class About:
    """What the file says of itself. *made_at* is aware."""

    title: str
    author: str
    subject: str
    creator: str
    made_at: datetime


PageDrawing = Callable[[Canvas, int, int], None]
"""Draws what stands on every page: the canvas, the page's number, the number of pages (0 while they are counted)."""


def style(size: float, *, bold: bool = False, leading: float = 1.25, **more: object) -> ParagraphStyle:
    """A paragraph style of the house; *leading* is a multiple of *size*."""
    fonts.register()
    name = fonts.SEMIBOLD if bold else fonts.REGULAR
    return ParagraphStyle(
        f"{name}-{size}", fontName=name, fontSize=size, leading=size * leading, **{"textColor": INK, **more}
    )


def escape(text: str) -> str:
    """User text as literal text of a paragraph: unescaped, ``<img src>`` would load a file of the machine."""
    return html_escape(one_line(text), quote=True)


def paragraph(text: str, look: ParagraphStyle, bullet: str | None = None) -> Paragraph:
    """A paragraph of plain text, whatever the text holds."""
    return Paragraph(escape(text), look, bulletText=bullet)


def build(
    story: Callable[[], Sequence[Flowable]],
    size: tuple[float, float],
    margins: Margins,
    about: About,
    draw: PageDrawing,
) -> bytes:
    """Lays *story* out twice, first to count the pages that every foot tells; *story* makes new flowables each time."""
    fonts.register()
    pages = _laid_out(story(), size, margins, about, draw, 0)[1]
    return _laid_out(story(), size, margins, about, draw, pages)[0]


def pages_of(story: Sequence[Flowable], size: tuple[float, float], margins: Margins, about: About) -> int:
    """How many pages *story* takes."""
    fonts.register()
    return _laid_out(story, size, margins, about, lambda _canvas, _page, _pages: None, 0)[1]


def columns(content: Sequence[Flowable], width: float, gap: float, tallest: float) -> list[Flowable]:
    """*content* in two columns of equal height, or one below the other where a column would pass *tallest*."""
    each = (width - gap) / 2
    heights = [flowable.wrap(each, tallest)[1] + flowable.getSpaceAfter() for flowable in content]
    splits = [(max(sum(heights[:at]), sum(heights[at:])), at) for at in range(1, len(content) + 1)]
    height, at = min(splits, default=(tallest + 1, 0))
    if height > tallest or len(content) < 2:
        return list(content)
    table = Table([[list(content[:at]), "", list(content[at:])]], colWidths=[each, gap, each], hAlign="LEFT")
    table.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *cells(0, 0, 0, 0)])
    return [table]


def cells(left: float, right: float, top: float, bottom: float) -> list[tuple[object, ...]]:
    """Table style commands for every cell: its padding, and our font even where it is empty."""
    sides = (("LEFT", left), ("RIGHT", right), ("TOP", top), ("BOTTOM", bottom))
    paddings = [(f"{side}PADDING", (0, 0), (-1, -1), points) for side, points in sides]
    return [("FONT", (0, 0), (-1, -1), fonts.REGULAR, 8), *paddings]


class Bookmark(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """An entry of the outline at this place; takes no room."""

    def __init__(self, key: str, title: str, level: int = 0) -> None:
        super().__init__()
        self._entry = (key, one_line(title, 200), level)

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return 0.0, 0.0

    def draw(self) -> None:
        key, title, level = self._entry
        self.canv.bookmarkHorizontal(key, 0, 12)
        self.canv.addOutlineEntry(title, key, level, closed=False)


def date_by(canvas: Canvas, moment: datetime) -> None:
    """The file was made at *moment*, which is aware, whatever the clock of the machine says."""
    told = moment.astimezone(BOGOTA).strftime("D:%Y%m%d%H%M%S-05'00'")
    canvas.setDateFormatter(lambda *_parts: told)


def _laid_out(
    story: Sequence[Flowable],
    size: tuple[float, float],
    margins: Margins,
    about: About,
    draw: PageDrawing,
    pages: int,
) -> tuple[bytes, int]:
    drawn: list[int] = []

    def on_page(canvas: Canvas, _document: BaseDocTemplate) -> None:
        if not drawn:
            date_by(canvas, about.made_at)
        drawn.append(canvas.getPageNumber())
        canvas.saveState()
        draw(canvas, drawn[-1], pages)
        canvas.restoreState()

    out = BytesIO()
    document = BaseDocTemplate(
        out,
        pagesize=size,
        title=one_line(about.title),
        author=one_line(about.author),
        subject=one_line(about.subject),
        creator=one_line(about.creator),
        producer="ReportLab",
        lang="es-CO",
        invariant=1,
        displayDocTitle=True,
        initialFontName=fonts.REGULAR,
    )
    tops = (margins.top, margins.next_top)
    templates = [PageTemplate(str(at), [_frame(size, margins, top)], onPageEnd=on_page) for at, top in enumerate(tops)]
    for template, following in pairwise([*templates, templates[-1]]):
        template.autoNextPageTemplate = following.id
    document.addPageTemplates(templates)
    document.build(list(story))
    return out.getvalue(), len(drawn)


def _frame(size: tuple[float, float], margins: Margins, top: float) -> Frame:
    width, height = size[0] - margins.left - margins.right, size[1] - top - margins.bottom
    return Frame(margins.left, margins.bottom, width, height, 0, 0, 0, 0)
