"""The tally of a day on half a page: what the paper counted, what the program did, the difference, two signatures."""

from collections.abc import Mapping

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table

from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.domain.tally import PERSONS, Tally
from casa_desktop.reports import letterhead_pdf
from casa_desktop.reports.paper import (
    HAIR,
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
from casa_desktop.texts import numbers
from casa_desktop.texts import paper_in as words

_SIDE = 15 * MM
_WIDTH = MEDIA_CARTA_LANDSCAPE[0] - 2 * _SIDE
_NUMBER = 26 * MM
_LOOSE = 9
"""Rows with air between them; more stand closer, so that the signatures of a full day stay on its page."""


def render(tally: Tally, letterhead: Letterhead, imprint: Imprint, names: Mapping[str, str], made: str) -> bytes:
    """*names* are those of the service types by code; *made* tells when it was done."""
    margins = Margins(_SIDE, _SIDE, 10 * MM, 16 * MM, 12 * MM)
    about = About(words.TALLY_TITLE, letterhead.desk, words.TALLY_SUBJECT, imprint.program, imprint.at)

    def story() -> list[Flowable]:
        shown: list[Flowable] = [
            Bookmark("tally", words.TALLY_TITLE),
            *letterhead_pdf.head(letterhead, imprint, _WIDTH),
            paragraph(words.TALLY_TITLE, style(15, bold=True, leading=1.2)),
            paragraph(words.checked(tally.day, made, tally.by), style(9, textColor=SOFT, spaceAfter=5)),
            _grid(tally, names),
            Spacer(0, 2 * MM),
        ]
        if not tally.differing:
            shown.append(paragraph(words.AGREES, style(9, spaceAfter=2)))
        if not tally.complete:
            shown.append(paragraph(words.INCOMPLETE, style(8.5, textColor=SOFT, spaceAfter=2)))
        if tally.note:
            shown.append(paragraph(f"{words.NOTE}: {tally.note}", style(9.5, leading=1.3)))
        return [*shown, _signatures()]

    def on_page(canvas: Canvas, page: int, pages: int) -> None:
        letterhead_pdf.foot(canvas, page, pages, MEDIA_CARTA_LANDSCAPE, margins, imprint, "")

    return build(story, MEDIA_CARTA_LANDSCAPE, margins, about, on_page)


def _grid(tally: Tally, names: Mapping[str, str]) -> Table:
    loose = len(tally.rows) <= _LOOSE
    points = 10 if loose else 9
    right, strong = style(points, alignment=2), style(points, bold=True, alignment=2)
    head = [paragraph(text or " ", style(8.5, bold=True, alignment=2 if text else 0)) for text in words.TALLY_COLUMNS]
    rows: list[list[object]] = [head]
    for row in tally.rows:
        name = style(points, bold=row.code == PERSONS)
        rows.append(
            [
                paragraph(words.row_name(row.code, names), name),
                paragraph(numbers.integer(row.paper), right),
                paragraph(numbers.integer(row.program), right),
                paragraph(words.difference(row), strong if row.difference else right),
            ]
        )
    table = Table(rows, colWidths=[_WIDTH - 3 * _NUMBER, *[_NUMBER] * 3], repeatRows=1)
    table.setStyle(
        [
            *cells(1 * MM, 1 * MM, *((0.6 * MM, 0.9 * MM) if loose else (0.1 * MM, 0.3 * MM))),
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK),
            ("LINEBELOW", (0, 1), (-1, -1), 0.3, HAIR),
        ]
    )
    return table


def _signatures() -> Flowable:
    each = (_WIDTH - 20 * MM) / 2
    said = style(8, textColor=SOFT)
    table = Table(
        [[paragraph(words.SIGNS[0], said), "", paragraph(words.SIGNS[1], said)]], colWidths=[each, 20 * MM, each]
    )
    lines = [("LINEABOVE", (at, 0), (at, 0), 0.6, INK) for at in (0, 2)]
    table.setStyle([*lines, *cells(0, 0, 1 * MM, 0)])
    return KeepTogether([Spacer(0, 12 * MM), table])
