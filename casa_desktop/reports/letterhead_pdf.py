"""What the desk prints around a report: letterhead with logo and quality box, lines to sign, the foot of each page."""

import struct
import zlib
from io import BytesIO

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Image, KeepTogether, Paragraph, Spacer, Table

from casa_desktop.domain.clock import BOGOTA
from casa_desktop.domain.errors import Code, fault
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.reports import fonts
from casa_desktop.reports.cleaning import one_line
from casa_desktop.reports.paper import HAIR, INK, MM, SOFT, Margins, cells, paragraph, style
from casa_desktop.texts import dates
from casa_desktop.texts import papers as words

_LOGO_HEIGHT, _LOGO_WIDTH = 17 * MM, 62 * MM
_LARGEST_PICTURE = 25_000_000
"""Pixels. A logo needs a hundredth; more could exhaust a machine of 4 GB."""
_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_BAD_PICTURE = (
    OSError,
    ValueError,
    SyntaxError,
    LookupError,
    TypeError,
    ArithmeticError,
    EOFError,
    struct.error,
    zlib.error,
)
"""What the decoders raise on bytes that lie about themselves."""
_BOX_WIDTH = 46 * MM
_LONGEST_NAME, _LONGEST_CODE = 160, 40
"""Characters; more would push the table off its page."""


def logo_image(data: bytes) -> Image:
    """The logo, fitted into its place. Raises ``CasaError`` on the field ``logo`` for what is no PNG or JPEG."""
    if not data.startswith(_SIGNATURES):  # other formats may start other programs
        raise fault(Code.FILE_NOT_UNDERSTOOD, "logo")
    try:
        picture = ImageReader(BytesIO(data))
        width, height = picture.getSize()
        if width * height > _LARGEST_PICTURE:
            raise fault(Code.FILE_TOO_LARGE, "logo")
        picture.getRGBData()
    except _BAD_PICTURE:
        raise fault(Code.FILE_NOT_UNDERSTOOD, "logo") from None
    scale = min(_LOGO_WIDTH / width, _LOGO_HEIGHT / height)
    image = Image(BytesIO(data), width * scale, height * scale, mask="auto")
    image.hAlign = "LEFT"
    return image


def head(letterhead: Letterhead, imprint: Imprint, width: float) -> list[Flowable]:
    """Logo, names of the organisation and the desk, quality box, and a line below."""
    names: list[Flowable] = []
    if letterhead.organisation:
        names.append(paragraph(one_line(letterhead.organisation, _LONGEST_NAME), style(9, textColor=SOFT)))
    names.append(paragraph(one_line(letterhead.desk, _LONGEST_NAME), style(13, bold=True, leading=1.2)))
    if letterhead.municipality:
        names.append(paragraph(one_line(letterhead.municipality, _LONGEST_NAME), style(9, textColor=SOFT)))
    logo = logo_image(letterhead.logo) if letterhead.logo else None
    logo_width = logo.drawWidth + 5 * MM if logo else 0.0
    box_width = _BOX_WIDTH if letterhead.show_quality_box else 0.0
    parts = [
        ([logo] if logo else [], logo_width),
        (names, width - logo_width - box_width),
        ([_quality_box(letterhead, imprint)] if box_width else [], box_width),
    ]
    shown = [(content, column) for content, column in parts if column]
    table = Table([[content for content, _ in shown]], colWidths=[column for _, column in shown])
    table.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LINEBELOW", (0, 0), (-1, -1), 0.8, INK),
            *cells(0, 0, 0, 2.5 * MM),
        ]
    )
    return [table, Spacer(0, 4 * MM)]


def signatures(letterhead: Letterhead, width: float) -> list[Flowable]:
    """Three lines to sign: «Elaboró», «Revisó», «Aprobó», each with its name where the desk gave one."""
    if not letterhead.show_signatures:
        return []
    people = (letterhead.prepared_by, letterhead.reviewed_by, letterhead.approved_by)
    gap = 10 * MM
    each = (width - 2 * gap) / 3
    role, name = style(8, textColor=SOFT), style(9)
    boxes: list[object] = []
    for title, person in zip(words.SIGNATURES, people, strict=True):
        boxes += ["", [Paragraph(title, role), paragraph(one_line(person, _LONGEST_NAME) or " ", name)]]
    table = Table([boxes[1:]], colWidths=[each, gap, each, gap, each], hAlign="LEFT")
    lines = [("LINEABOVE", (at, 0), (at, 0), 0.6, INK) for at in (0, 2, 4)]
    table.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *lines, *cells(0, 0, 1 * MM, 0)])
    return [KeepTogether([Spacer(0, 15 * MM), table])]


def foot(
    canvas: Canvas,
    page: int,
    pages: int,
    size: tuple[float, float],
    margins: Margins,
    imprint: Imprint,
    digest: str,
    whole: str = "",
) -> None:
    """Who, when, with what, page x of y and the digest, if any: eight characters of it, all of it on the last page.

    *whole* is the sentence of the last page; empty = that of a table's CSV.
    """
    left, right, y = margins.left, size[0] - margins.right, margins.bottom - 7 * MM
    canvas.setFillColor(SOFT)
    canvas.setFont(fonts.REGULAR, 7)
    if digest and page == pages:
        canvas.drawString(left, y + 9.5, whole or words.whole_digest(digest))
    canvas.setStrokeColor(HAIR)
    canvas.setLineWidth(0.4)
    canvas.line(left, y + 6.5, right, y + 6.5)
    canvas.drawString(left, y - 3, _cut(words.printed(imprint), (right - left) * 0.75, 7))
    told = f"{words.short_digest(digest)}  ·  {words.page_of(page, pages)}" if digest else words.page_of(page, pages)
    canvas.drawRightString(right, y - 3, told)


def running_head(canvas: Canvas, text: str, size: tuple[float, float], margins: Margins) -> None:
    """On the pages after the first: what this is."""
    y = size[1] - margins.next_top + 5.5 * MM
    canvas.setFillColor(SOFT)
    canvas.setFont(fonts.REGULAR, 8)
    canvas.drawString(margins.left, y, _cut(text, size[0] - margins.left - margins.right, 8))
    canvas.setStrokeColor(HAIR)
    canvas.setLineWidth(0.4)
    canvas.line(margins.left, y - 4, size[0] - margins.right, y - 4)


def _cut(text: str, width: float, size: float) -> str:
    """*text* in one line of *width* points at most."""
    line = one_line(text, 400)
    while fonts.width(line, size) > width:
        line = f"{line[:-2].rstrip()}…"
    return line


def _quality_box(letterhead: Letterhead, imprint: Imprint) -> Table:
    label, value = style(7.5, textColor=SOFT), style(8, bold=True)
    told = (letterhead.code, letterhead.version, dates.short_date(imprint.at.astimezone(BOGOTA).date()))
    rows = [
        [paragraph(title, label), paragraph(one_line(text, _LONGEST_CODE) or " ", value)]
        for title, text in zip(words.QUALITY, told, strict=True)
    ]
    table = Table(rows, colWidths=[_BOX_WIDTH * 0.36, _BOX_WIDTH * 0.64], hAlign="RIGHT")
    table.setStyle(
        [
            ("BOX", (0, 0), (-1, -1), 0.6, INK),
            ("INNERGRID", (0, 0), (-1, -1), 0.3, HAIR),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            *cells(1.6 * MM, 1.2 * MM, 0.7 * MM, 0.9 * MM),
        ]
    )
    return table
