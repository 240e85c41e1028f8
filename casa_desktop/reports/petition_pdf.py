"""Papers of PQRSF: the acknowledgement on half a letter page, and the external channel for PEAS on a whole one."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Spacer, Table

from casa_desktop.domain.clock import BOGOTA
from casa_desktop.domain.petitions import PetitionRow
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.reports import letterhead_pdf
from casa_desktop.reports.cleaning import one_line
from casa_desktop.reports.paper import (
    CARTA,
    INK,
    MEDIA_CARTA_LANDSCAPE,
    MM,
    SOFT,
    About,
    Bookmark,
    Margins,
    build,
    cells,
    paragraph,
    style,
)
from casa_desktop.texts import dates
from casa_desktop.texts import ui_petitions as words

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Channel:
    """The external channel as it is printed: what the desk says of it, and (label, where)."""

    text: str
    ways: tuple[tuple[str, str], ...]


def acknowledgement(row: PetitionRow, letterhead: Letterhead, imprint: Imprint) -> bytes:
    """For who brought it: code, date, kind, deadline, how to ask. Neither what it says nor who said it."""
    side = 14 * MM
    width = MEDIA_CARTA_LANDSCAPE[0] - 2 * side
    margins = Margins(side, side, 10 * MM, 15 * MM, 10 * MM)
    about = About(f"{words.RECEIPT_TITLE} {row.code}", imprint.user, row.code, imprint.program, imprint.at)

    def story() -> Sequence[Flowable]:
        label, value = style(10, textColor=SOFT), style(11.5)
        rows = [
            [paragraph(words.CODE, label), paragraph(row.code, style(18, bold=True, leading=1.1))],
            [paragraph(words.KIND_OF, label), paragraph(words.KINDS[row.kind], value)],
            [paragraph(words.DATE, label), paragraph(dates.long_date(row.received), value)],
        ]
        table = Table(rows, colWidths=[36 * MM, width - 36 * MM], hAlign="LEFT")
        table.setStyle([("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *cells(0, 0, 2, 3)])
        return [
            *letterhead_pdf.head(letterhead, imprint, width),
            Bookmark("receipt", words.RECEIPT_TITLE),
            paragraph(words.RECEIPT_TITLE, style(14, bold=True, leading=1.2, spaceAfter=4)),
            table,
            Spacer(0, 2 * MM),
            paragraph(words.receipt_term(row), style(12, bold=True, spaceAfter=3)),
            paragraph(words.receipt_ask(row), style(11, spaceAfter=2)),
            Spacer(0, 9 * MM),
            _signed(imprint),
        ]

    def draw(canvas: Canvas, page: int, pages: int) -> None:
        letterhead_pdf.foot(canvas, page, pages, MEDIA_CARTA_LANDSCAPE, margins, imprint, "")

    return build(story, MEDIA_CARTA_LANDSCAPE, margins, about, draw)


def _signed(imprint: Imprint) -> Flowable:
    day = dates.short_date(imprint.at.astimezone(BOGOTA).date())
    said = f"{words.RECEIPT_SIGNED}: {one_line(imprint.user, 90)}  ·  {day}"
    table = Table([[paragraph(said, style(9, textColor=SOFT))]], colWidths=[90 * MM], hAlign="LEFT")
    table.setStyle([("LINEABOVE", (0, 0), (-1, 0), 0.6, INK), *cells(0, 0, 2, 0)])
    return table


def channel(told: Channel, letterhead: Letterhead, imprint: Imprint) -> bytes:
    """The sheet for the wall, in large type. It says where to report; nothing is reported on it."""
    side = 22 * MM
    width = CARTA[0] - 2 * side
    margins = Margins(side, side, max(letterhead.top_margin_mm, 12.0) * MM, 20 * MM, 20 * MM)
    about = About(words.PEAS_PAPER, imprint.user, words.PEAS_PAPER, imprint.program, imprint.at)

    def story() -> Sequence[Flowable]:
        found: list[Flowable] = [
            *letterhead_pdf.head(letterhead, imprint, width),
            Spacer(0, 6 * MM),
            Bookmark("channel", words.PEAS),
            paragraph(words.PEAS_PAPER, style(24, bold=True, leading=1.15, spaceAfter=14)),
            paragraph(words.PEAS_PROMISE, style(15, leading=1.35, spaceAfter=12)),
        ]
        found += [
            paragraph(line, style(15, leading=1.35, spaceAfter=4)) for line in told.text.splitlines() if line.strip()
        ]
        found.append(Spacer(0, 6 * MM))
        found.append(_ways(told, width))
        found += [Spacer(0, 10 * MM), paragraph(words.PEAS_FREE, style(13, textColor=SOFT))]
        return found

    def draw(canvas: Canvas, page: int, pages: int) -> None:
        letterhead_pdf.foot(canvas, page, pages, CARTA, margins, imprint, "")

    return build(story, CARTA, margins, about, draw)


def _ways(told: Channel, width: float) -> Flowable:
    large = style(19, bold=True)
    rows = [
        [paragraph(label, style(13, textColor=SOFT)), paragraph(one_line(where, _LONGEST), large)]
        for label, where in told.ways
    ] or [[paragraph(words.PEAS_ASK, large)]]
    columns = [34 * MM, width - 34 * MM] if told.ways else [width]
    table = Table(rows, colWidths=columns, hAlign="LEFT")
    table.setStyle([("BOX", (0, 0), (-1, -1), 1.2, INK), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *cells(10, 8, 9, 12)])
    return table
