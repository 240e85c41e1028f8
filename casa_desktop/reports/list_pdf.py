"""A list of any length on upright carta, a page at a time: nothing of a page that is done stays laid out in memory.

The layout engine keeps every flowable of a document and lays it out twice to know its length; ten thousand pages of it
do not fit into a small machine. Here every line has one height, so that the pages are known before the first is drawn.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import islice

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFPage, PDFStream
from reportlab.pdfgen.canvas import Canvas

from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.reports import fonts, letterhead_pdf
from casa_desktop.reports.cleaning import one_line
from casa_desktop.reports.paper import CARTA, HAIR, INK, MM, SOFT, Margins, date_by

Step = Callable[[int, int], None]
"""Called with (pages done, of); may raise to stop."""
_SIDE = 15 * MM
_WIDTH = CARTA[0] - 2 * _SIDE
_LINE = 13.5
_SIZE = 8.5
_GAP = 9.0
"""Between two columns."""
_FIRST, _NEXT = 40 * MM, 14 * MM
"""From the upper edge to the first line of the list, on the first page and on the others."""
_BOTTOM = 20 * MM


@dataclass(frozen=True, slots=True)
class Column:
    """*share* of the width; figures stand at the *right*."""

    head: str
    share: float
    right: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """What the list says of itself, on every page; *notes* stand on the first."""

    title: str
    subtitle: str
    subject: str
    notes: tuple[str, ...] = ()


def _nothing(_done: int, _of: int) -> None:
    """Nobody watches."""


def render(
    about: About,
    columns: tuple[Column, ...],
    lines: Iterable[tuple[str, ...]],
    count: int,
    letterhead: Letterhead,
    imprint: Imprint,
    step: Step = _nothing,
) -> bytes:
    """The PDF of the *count* lines; they are asked for as they are drawn. The same inputs give the same bytes."""
    fonts.register()
    top = max(letterhead.top_margin_mm, 8.0) * MM
    per_page = [int((CARTA[1] - top - head - _BOTTOM) // _LINE) for head in (_FIRST, _NEXT)]
    pages = 1 + max(0, -(-(count - per_page[0]) // per_page[1]))
    out = BytesIO()
    canvas = _canvas(out, about, letterhead, imprint)
    margins = Margins(_SIDE, _SIDE, top, _BOTTOM, top)
    waiting = iter(lines)
    for page in range(1, pages + 1):
        step(page - 1, pages)
        _page(canvas, about, columns, islice(waiting, per_page[page > 1]), top, letterhead, first=page == 1)
        letterhead_pdf.foot(canvas, page, pages, CARTA, margins, imprint, "")
        canvas.showPage()
    step(pages, pages)
    canvas.save()
    return out.getvalue()


def _canvas(out: BytesIO, about: About, letterhead: Letterhead, imprint: Imprint) -> Canvas:
    canvas = Canvas(out, pagesize=CARTA, invariant=1, pageCompression=0, lang="es-CO", initialFontName=fonts.REGULAR)
    date_by(canvas, imprint.at)
    canvas.setTitle(one_line(f"{about.title}: {about.subtitle}"))
    canvas.setAuthor(one_line(letterhead.desk))
    canvas.setSubject(one_line(about.subject))
    canvas.setCreator(one_line(imprint.program))
    canvas.setProducer("ReportLab")
    _packing(canvas)
    return canvas


def _packing(canvas: Canvas) -> None:
    """Packs each page as soon as it is drawn. The canvas would keep all of them as text, some 90 KB each, until the
    file is written."""
    document = canvas._doc  # noqa: SLF001  # the canvas has no other place where a page that is done can be met
    add = document.addPage

    def pack(page: PDFPage) -> None:
        packed = zlib.compress(page.stream.encode("latin-1")) + b"\n"
        flate = PDFDictionary({"Filter": PDFArray([PDFName("FlateDecode")])})
        page.Contents, page.stream = PDFStream(flate, packed), None
        add(page)

    document.addPage = pack


def _page(
    canvas: Canvas,
    about: About,
    columns: tuple[Column, ...],
    lines: Iterator[tuple[str, ...]],
    top: float,
    letterhead: Letterhead,
    *,
    first: bool,
) -> None:
    y = CARTA[1] - top
    canvas.setFillColor(INK)
    if first:
        for text, size, font, colour in (
            (letterhead.desk, 11, fonts.SEMIBOLD, INK),
            (about.title, 15, fonts.SEMIBOLD, INK),
            (about.subtitle, 10, fonts.REGULAR, SOFT),
            *((note, 8, fonts.REGULAR, SOFT) for note in (about.subject, *about.notes)),
        ):
            y -= size * 1.35
            canvas.setFillColor(colour)
            canvas.setFont(font, size)
            canvas.drawString(_SIDE, y, fonts.fitted(text, size, _WIDTH, font == fonts.SEMIBOLD))
        canvas.bookmarkPage("list")
        canvas.addOutlineEntry(one_line(about.title, 200), "list", 0, closed=False)
    else:
        canvas.setFont(fonts.REGULAR, 8)
        canvas.setFillColor(SOFT)
        told = f"{letterhead.desk}  ·  {about.title}  ·  {about.subtitle}"
        canvas.drawString(_SIDE, y - 8, fonts.fitted(told, 8, _WIDTH))
    y = CARTA[1] - top - (_FIRST if first else _NEXT)
    places = list(_places(columns))
    canvas.setFillColor(SOFT)
    canvas.setFont(fonts.SEMIBOLD, 8)
    for column, (left, width) in zip(columns, places, strict=True):
        _put(canvas, column.head, left, width, y + 5, right=column.right, size=8, bold=True)
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.6)
    canvas.line(_SIDE, y, CARTA[0] - _SIDE, y)
    canvas.setFillColor(INK)
    canvas.setFont(fonts.REGULAR, _SIZE)
    canvas.setStrokeColor(HAIR)
    canvas.setLineWidth(0.3)
    for line in lines:
        y -= _LINE
        for column, text, (left, width) in zip(columns, line, places, strict=True):
            _put(canvas, text, left, width, y + 4, right=column.right, size=_SIZE)
        canvas.line(_SIDE, y, CARTA[0] - _SIDE, y)


def _places(columns: tuple[Column, ...]) -> Iterator[tuple[float, float]]:
    whole, left = sum(column.share for column in columns), _SIDE
    for column in columns:
        width = _WIDTH * column.share / whole
        yield left, width - _GAP
        left += width


def _put(
    canvas: Canvas, text: str, left: float, width: float, y: float, *, right: bool, size: float, bold: bool = False
) -> None:
    fitted = fonts.fitted(text, size, width, bold)
    if right:
        canvas.drawRightString(left + width, y, fitted)
    else:
        canvas.drawString(left, y, fitted)
