"""A report of several tables on letter pages. Small cells are hidden before it comes here."""

import hashlib

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table

from casa_desktop.domain.sections import Section, Sections
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.reports import fonts, letterhead_pdf, sections_files
from casa_desktop.reports.cleaning import one_line
from casa_desktop.reports.paper import (
    CARTA,
    HAIR,
    INK,
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

_SIDE = 18 * MM
_WIDTH = CARTA[0] - 2 * _SIDE
_WIDEST, _NARROWEST = 24 * MM, 14 * MM
"""Of a column of figures."""
_LABEL = 62 * MM
_LONGEST_LABEL = 120
_KEPT_WHOLE = 22
"""Lines of a table that is not parted between two pages."""


def render(report: Sections, letterhead: Letterhead, imprint: Imprint) -> bytes:
    """The PDF; the same inputs give the same bytes. It carries the digest of its CSV."""
    fonts.register()
    top = max(letterhead.top_margin_mm, 8.0) * MM
    margins = Margins(_SIDE, _SIDE, top, 19 * MM, top + 11 * MM)
    about = About(report.heading, letterhead.desk, report.subtitle, imprint.program, imprint.at)
    mark = hashlib.sha256(sections_files.render_csv(report)).hexdigest()

    def story() -> list[Flowable]:
        return [
            *letterhead_pdf.head(letterhead, imprint, _WIDTH),
            Bookmark("report", report.title),
            paragraph(one_line(report.title, _LONGEST_LABEL), style(16, bold=True, leading=1.2)),
            paragraph(report.subtitle, style(11, textColor=SOFT)),
            *(part for at, section in enumerate(report.parts) for part in _section(section, at)),
            Spacer(0, 5 * MM),
            *(paragraph(note, style(8, textColor=SOFT, leading=1.35, spaceAfter=1.5)) for note in report.notes),
            *letterhead_pdf.signatures(letterhead, _WIDTH),
        ]

    def on_page(canvas: Canvas, page: int, pages: int) -> None:
        if page > 1:
            letterhead_pdf.running_head(canvas, f"{letterhead.desk}  ·  {report.heading}", CARTA, margins)
        letterhead_pdf.foot(canvas, page, pages, CARTA, margins, imprint, mark)

    return build(story, CARTA, margins, about, on_page)


def _section(section: Section, at: int) -> list[Flowable]:
    heading: list[Flowable] = [
        Spacer(0, 5 * MM),
        Bookmark(f"part-{at}", section.name, 1),
        paragraph(section.name, style(11, bold=True, spaceAfter=3)),
    ]
    table = _table(section)
    if len(section.grid) > _KEPT_WHOLE:
        return [*heading, table]
    return [KeepTogether([*heading, table])]


def _table(section: Section) -> Table:
    count, last = len(section.grid[0]) - 1, len(section.grid) - 1
    rows = [
        [
            paragraph(
                one_line(text, _LONGEST_LABEL),
                style(
                    9 if at else 8,
                    bold=section.total and at == last,
                    leading=1.2,
                    alignment=2 if column else 0,
                    textColor=INK if at else SOFT,
                ),
            )
            for column, text in enumerate(row)
        ]
        for at, row in enumerate(section.grid)
    ]
    each = max(_NARROWEST, min(_WIDEST, (_WIDTH - _LABEL) / max(1, count)))
    table = Table(rows, colWidths=[min(_WIDTH - count * each, 90 * MM), *([each] * count)], hAlign="LEFT", repeatRows=1)
    table.setStyle(
        [
            ("LINEBELOW", (0, 0), (-1, 0), 0.6, INK),
            ("LINEBELOW", (0, 1), (-1, -1), 0.3, HAIR),
            *([("LINEABOVE", (0, last), (-1, last), 0.6, INK)] if section.total else []),
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            ("VALIGN", (0, 1), (-1, -1), "MIDDLE"),
            *cells(0, 1 * MM, 0.9 * MM, 1.2 * MM),
        ]
    )
    return table
