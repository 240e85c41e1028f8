"""The monthly table on paper: landscape carta, as the council reads it."""

from functools import partial
from itertools import groupby

from reportlab.platypus import Flowable, KeepTogether, Paragraph, Spacer, Table

from casa_desktop.domain.publications import Edition
from casa_desktop.domain.table import Imprint, Letterhead, MonthlyTable, Row, Source
from casa_desktop.reports import erratum_pdf, fonts
from casa_desktop.reports.cleaning import one_line
from casa_desktop.reports.document import LYING, Document
from casa_desktop.reports.paper import (
    CARTA_LANDSCAPE,
    HAIR,
    INK,
    MM,
    SOFT,
    Bookmark,
    cells,
    columns,
    paragraph,
    style,
)
from casa_desktop.reports.table_csv import digest
from casa_desktop.reports.table_layout import LARGEST, Layout, Texts, lay_out
from casa_desktop.texts import dates, papers
from casa_desktop.texts import table as words

_WIDTH = CARTA_LANDSCAPE[0] - 2 * LYING
_TIGHTER = ((LARGEST, 1.3), (LARGEST, 1.0), (LARGEST, 0.8), (9.5, 0.8), (9.0, 0.7), (8.5, 0.6), (8.0, 0.5))
"""(largest size of the figures, room above and below them): the first that gives the fewest pages is printed."""
_ROWS_TOGETHER = 16
"""Up to so many rows a block of months is not parted between two pages."""
_LONGEST_LABEL = 240
_MARKS = words.PROVISIONAL_MARK + words.HISTORICAL_MARK + words.NO_DATA


def render(table: MonthlyTable, letterhead: Letterhead, imprint: Imprint, edition: Edition | None = None) -> bytes:
    """The PDF; the same inputs give the same bytes. Raises ``CasaError`` on the field ``logo`` for a bad picture.

    With an *edition* it is a published one: it tells its version and its digest, and ends with the erratum.
    """
    fonts.register()
    document = Document(
        letterhead.title,
        letterhead,
        imprint,
        words.period_title(table),
        (papers.edition(edition.version, imprint.at),) if edition else (),
        size=CARTA_LANDSCAPE,
        side=LYING,
        digest=edition.digest if edition else digest(table),
        whole=papers.published_digest(edition.digest) if edition else "",
    )

    def body(largest: float, air: float) -> list[Flowable]:
        return [
            *_blocks(table, lay_out(_texts(table), _WIDTH, fonts.width, largest), air),
            *_notes(table),
            *(erratum_pdf.erratum(edition, _WIDTH) if edition and edition.earlier else []),
        ]

    best, fewest = _TIGHTER[0], 0
    for step in _TIGHTER:
        pages = document.pages(partial(body, *step))
        if not fewest or pages < fewest:
            best, fewest = step, pages
        if pages == 1:
            break
    return document.render(partial(body, *best))


def _texts(table: MonthlyTable) -> Texts:
    months = [dates.month_short(head.month) for head in table.heads]
    cells = [words.cell_text(cell) for row in table.rows for cell in row.cells]
    totals = [
        [words.TOTAL_HEADS[column], *(words.total_text(row.total(column)) for row in table.rows)]
        for column in table.total_columns
    ]
    marks = sorted({words.marks(head) for head in table.heads})
    return Texts([_label(row) for row in table.rows], len(table.heads), [*months, *cells], marks, totals)


def _label(row: Row) -> str:
    return one_line(row.label, _LONGEST_LABEL)


def _blocks(table: MonthlyTable, layout: Layout, air: float) -> list[Flowable]:
    flowables: list[Flowable] = []
    for start, end in layout.blocks:
        block = [_block(table, layout, start, end, air), Spacer(0, 5 * MM)]
        if len(layout.blocks) > 1:
            first, last = (dates.month_short_year(table.heads[at].month) for at in (start, end - 1))
            block.insert(0, Bookmark(f"block-{start}", first if first == last else f"{first} – {last}", 1))
        flowables += [KeepTogether(block)] if len(table.rows) <= _ROWS_TOGETHER else block
    return flowables


def _block(table: MonthlyTable, layout: Layout, start: int, end: int, air: float) -> Table:
    """The months ``[start, end)`` of every row; the last block also has the totals."""
    totals = table.total_columns if end == len(table.heads) else ()
    size, heads = layout.size, table.heads[start:end]
    over: list[object] = [""]
    spans: list[tuple[object, ...]] = []
    for year, run in groupby(heads, key=lambda head: head.month.year):
        length = len(list(run))
        spans.append(("SPAN", (len(over), 0), (len(over) + length - 1, 0)))
        over += [_Over(str(year), size, alone=length == 1), *[""] * (length - 1)]
    if totals:
        spans.append(("SPAN", (len(over), 0), (-1, 0)))
        over += [_Over(words.TOTAL_GROUP, size, alone=len(totals) == 1), *[""] * (len(totals) - 1)]
    under = [
        *(_Head(dates.month_short(head.month), words.marks(head), size) for head in heads),
        *(_Head(words.TOTAL_HEADS[column], "", size) for column in totals),
    ]
    label = style(size, leading=1.12)
    rows = [
        [
            paragraph(_label(row), label) if layout.label_lines > 1 else _label(row),
            *(words.cell_text(cell) for cell in row.cells[start:end]),
            *(words.total_text(row.total(column)) for column in totals),
        ]
        for row in table.rows
    ]
    widths = [layout.label, *[layout.month] * len(heads), *layout.totals[: len(totals)]]
    grid = Table([over, ["", *under], *rows], colWidths=widths, repeatRows=2, splitInRow=1, hAlign="LEFT")
    grid.setStyle([*_look(layout, len(heads), len(totals), air), *spans, *_dashes(table, start, end)])
    return grid


def _look(layout: Layout, months: int, totals: int, air: float) -> list[tuple[object, ...]]:
    size = layout.size
    commands: list[tuple[object, ...]] = [
        *cells(layout.pad, layout.hang, size * 0.42 * air, size * 0.52 * air),
        ("FONT", (0, 0), (-1, -1), fonts.REGULAR, size, size * 1.15),
        ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("VALIGN", (0, 0), (-1, 1), "BOTTOM"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (0, 0), (0, -1), layout.pad),
        ("LINEABOVE", (0, 0), (-1, 0), 0.9, INK),
        ("LINEBELOW", (0, 1), (-1, 1), 0.6, INK),
        ("LINEBELOW", (0, 2), (-1, -2), 0.3, HAIR),
        ("LINEBELOW", (0, -1), (-1, -1), 0.9, INK),
        ("BOTTOMPADDING", (0, 0), (-1, 0), 0),
        ("TOPPADDING", (0, 1), (-1, 1), size * 0.3),
    ]
    if totals:
        commands += [
            ("LINEBEFORE", (months + 1, 0), (months + 1, -1), 0.3, HAIR),
            ("FONT", (months + 1, 2), (-1, -1), fonts.SEMIBOLD, size, size * 1.15),
            ("LEFTPADDING", (months + 1, 0), (-1, 0), 2 * layout.pad),
            ("RIGHTPADDING", (months + 1, 0), (-1, -1), layout.pad),
        ]
    return commands


def _dashes(table: MonthlyTable, start: int, end: int) -> list[tuple[object, ...]]:
    """What is not known is drawn softer than what is."""
    return [
        ("TEXTCOLOR", (at - start + 1, index + 2), (at - start + 1, index + 2), SOFT)
        for index, row in enumerate(table.rows)
        for at in range(start, end)
        if row.cells[at].source is Source.NONE
    ]


def _notes(table: MonthlyTable) -> list[Flowable]:
    look = style(
        7.6,
        leading=1.28,
        leftIndent=8,
        bulletIndent=0,
        spaceAfter=2.2,
        bulletFontName=fonts.SEMIBOLD,
        bulletFontSize=7.6,
    )
    told: list[Paragraph] = []
    for note in words.notes_text(table):
        bullet = note[0] if note[0] in _MARKS else None
        told.append(paragraph(note[1:].strip() if bullet else note, look, bullet))
    if not told:
        return []
    title = paragraph(papers.NOTES, style(8.5, bold=True, spaceAfter=2))
    laid = columns(told, _WIDTH, 9 * MM, 70 * MM)
    return [KeepTogether([Bookmark("notes", papers.NOTES, 1), title, laid[0]]), *laid[1:]]


class _Head(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """The short name of a month, its marks hanging to the right so that the name stands over the figures."""

    def __init__(self, text: str, marks: str, size: float) -> None:
        super().__init__()
        self._text, self._marks, self._size = text, marks, size

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        return width, self._size * 1.15

    def draw(self) -> None:
        self.canv.setFont(fonts.SEMIBOLD, self._size)
        self.canv.setFillColor(INK)
        base = self._size * 0.25
        self.canv.drawRightString(self.width, base, self._text)
        self.canv.drawString(self.width + 0.6, base, self._marks)


class _Over(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """A head over several columns: centred, with a line below that does not touch its neighbour's."""

    def __init__(self, text: str, size: float, alone: bool) -> None:
        super().__init__()
        self._text, self._size, self._alone = text, size, alone

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        return width, self._size * 1.6

    def draw(self) -> None:
        self.canv.setFont(fonts.SEMIBOLD, self._size)
        self.canv.setFillColor(INK)
        if self._alone:
            self.canv.drawRightString(self.width, self._size * 0.42, self._text)
        else:
            self.canv.drawCentredString(self.width / 2, self._size * 0.42, self._text)
        self.canv.setStrokeColor(HAIR)
        self.canv.setLineWidth(0.4)
        self.canv.line(0, 0, self.width, 0)
