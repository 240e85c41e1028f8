"""The summary of a person on letter paper: who, household, what is open, what happened lately. No logo stands on it."""

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Spacer, Table

from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.clock import BOGOTA
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.domain.timeline import PersonSummary
from casa_desktop.reports.cleaning import one_line
from casa_desktop.reports.letterhead_pdf import foot, running_head
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
from casa_desktop.texts import person_papers as words

_SIDE = 18 * MM
_WIDTH = CARTA[0] - 2 * _SIDE
_MARGINS = Margins(_SIDE, _SIDE, 15 * MM, 18 * MM, 20 * MM)
_LONGEST = 160


def render(summary: PersonSummary, catalog: Catalog, letterhead: Letterhead, imprint: Imprint) -> bytes:
    """As many pages as it takes; those after the first name the code and never the person."""
    title = f"{words.TITLE} {summary.code}"
    about = About(title, letterhead.desk, words.TITLE, imprint.program, imprint.at)

    def on_page(canvas: Canvas, page: int, pages: int) -> None:
        if page > 1:
            running_head(canvas, title, CARTA, _MARGINS)
        foot(canvas, page, pages, CARTA, _MARGINS, imprint, "")

    return build(lambda: _story(summary, catalog, letterhead, imprint), CARTA, _MARGINS, about, on_page)


def _story(summary: PersonSummary, catalog: Catalog, letterhead: Letterhead, imprint: Imprint) -> list[Flowable]:
    today = imprint.at.astimezone(BOGOTA).date()
    desk = " · ".join(part for part in (letterhead.desk, letterhead.organisation, letterhead.municipality) if part)
    parts: list[Flowable] = [
        Bookmark("summary", f"{words.TITLE} {summary.code}"),
        paragraph(one_line(desk, 2 * _LONGEST), style(8.5, textColor=SOFT)),
        paragraph(words.TITLE, style(11, textColor=SOFT, spaceBefore=6)),
        paragraph(one_line(words.heading(summary), _LONGEST), style(17, bold=True, leading=1.2)),
        paragraph(words.about(summary) or " ", style(10, textColor=SOFT)),
    ]
    if not summary.quiet:
        documents = [words.document(each, catalog, today) for each in summary.documents]
        parts += _list(words.DOCUMENTS, documents, words.NO_DOCUMENTS)
        if documents:
            parts.append(paragraph(words.MASKED, style(8, textColor=SOFT)))
        members = [words.member(each, catalog) for each in summary.members]
        parts += _list(words.FAMILY, members if len(members) > 1 else [], words.ALONE)
    parts += _table(words.OPEN, words.OPEN_COLUMNS, words.waiting(summary, today), words.NOTHING_OPEN)
    lately = [words.entry(each, catalog, today) for each in summary.entries]
    parts += _table(words.ENTRIES, words.COLUMNS, lately, words.NOTHING)
    soft = style(8.5, textColor=SOFT)
    said = [paragraph(words.MORE, soft)] if summary.more else []
    return [*parts, Spacer(0, 3 * MM), *said, paragraph(words.LEFT_OUT, soft)]


def _heading(text: str) -> list[Flowable]:
    # keepWithNext: a heading alone at the foot of a page says nothing.
    return [
        Bookmark(text, text, 1),
        paragraph(text, style(12, bold=True, spaceBefore=5 * MM, spaceAfter=1.5 * MM, keepWithNext=1)),
    ]


def _list(title: str, lines: Sequence[str], nothing: str) -> list[Flowable]:
    look = style(10.5, leading=1.35)
    return [*_heading(title), *(paragraph(one_line(each, _LONGEST), look) for each in lines or (nothing,))]


def _table(title: str, columns: Sequence[str], lines: Sequence[Sequence[str]], nothing: str) -> list[Flowable]:
    if not lines:
        return _list(title, (), nothing)
    head, text = style(8.5, textColor=SOFT), style(10.5)
    rows = [[paragraph(each, head) for each in columns]]
    rows += [[paragraph(one_line(each, _LONGEST), text) for each in line] for line in lines]
    table = Table(rows, colWidths=[0.16 * _WIDTH, 0.56 * _WIDTH, 0.28 * _WIDTH], hAlign="LEFT", repeatRows=1)
    table.setStyle(
        [
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK),
            ("LINEBELOW", (0, 1), (-1, -1), 0.3, HAIR),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            *cells(0, 2 * MM, 0.9 * MM, 1.1 * MM),
        ]
    )
    return [*_heading(title), table]
