"""A report of sentences, figures and tables on carta, upright or lying down as its widest table needs."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table

from casa_desktop.domain.report import Line, Report, Section
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.reports import fonts, letterhead_pdf
from casa_desktop.reports.chart_pdf import ChartFlowable
from casa_desktop.reports.cleaning import one_line
from casa_desktop.reports.paper import (
    CARTA,
    CARTA_LANDSCAPE,
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
from casa_desktop.reports.report_csv import digest
from casa_desktop.texts import reports as words

_SIDE = 18 * MM
_UPRIGHT = 8
"""Columns that still stand on a page that is upright."""
_NUMBER = 15 * MM
"""The least width of a column of figures."""
_TEXT = 46 * MM
"""The most of a column of words; they go on in the next line."""
_NAMES = (38 * MM, 96 * MM)
"""The least and the most of the first column."""
_SIZE, _HEAD = 9.5, 8.0
_PAD = 1.4 * MM
_GAP = 8 * MM
"""Between two tables that stand beside one another."""
_GROUND = Color(0.94, 0.94, 0.94)
_LONGEST = 160
_FACTS_IN_A_ROW = 6
_CHART = 44 * MM
_HEADING = 3
"""Lines that the heading of a table is as tall as."""
_HANGS = 2
"""Lines that a column may be longer than the first."""
_HAIR_WIDTH = 0.5
"""Points that two widths may differ by and still be one."""
_TOGETHER = 24
"""Lines of a table that is not parted between two pages."""


def render(report: Report, letterhead: Letterhead, imprint: Imprint) -> bytes:
    """The PDF; the same inputs give the same bytes."""
    fonts.register()
    size = CARTA if report.widest <= _UPRIGHT else CARTA_LANDSCAPE
    width = size[0] - 2 * _SIDE
    top = max(letterhead.top_margin_mm, 8.0) * MM
    margins = Margins(_SIDE, _SIDE, top, 19 * MM, top + 11 * MM)
    mark = digest(report)
    about = About(f"{report.title}: {report.subtitle}", letterhead.desk, words.SUBJECT, imprint.program, imprint.at)

    def story() -> list[Flowable]:
        soft, said = style(9, textColor=SOFT, leading=1.35), style(10, leading=1.45, spaceAfter=4)
        return [
            *letterhead_pdf.head(letterhead, imprint, width),
            Bookmark("report", report.title),
            paragraph(report.title, style(16, bold=True, leading=1.2)),
            paragraph(report.subtitle, style(11, textColor=SOFT, spaceAfter=3)),
            *(paragraph(line, soft) for line in report.about),
            Spacer(0, 3 * MM),
            *_facts(report, width),
            *(paragraph(line, said) for line in report.said),
            *(part for row in _rows_of(report.sections, width) for part in _beside(row, width)),
            *_charts(report, width),
            Spacer(0, 4 * MM),
            *(paragraph(note, style(8, textColor=SOFT, leading=1.35, spaceAfter=1.5)) for note in report.notes),
            *letterhead_pdf.signatures(letterhead, width),
        ]

    def on_page(canvas: Canvas, page: int, pages: int) -> None:
        if page > 1:
            running = f"{letterhead.desk}  ·  {report.title}  ·  {report.subtitle}"
            letterhead_pdf.running_head(canvas, running, size, margins)
        letterhead_pdf.foot(canvas, page, pages, size, margins, imprint, mark)

    return build(story, size, margins, about, on_page)


def _facts(report: Report, width: float) -> list[Flowable]:
    """The figures that are read first, large."""
    figure, said = style(17, bold=True, leading=1.15), style(8, textColor=SOFT)
    parts: list[Flowable] = []
    for start in range(0, len(report.facts), _FACTS_IN_A_ROW):
        some = report.facts[start : start + _FACTS_IN_A_ROW]
        each = [[paragraph(words.cell(value), figure), paragraph(name, said)] for name, value in some]
        table = Table([each], colWidths=[width / len(some)] * len(some))
        table.setStyle(
            [
                ("BACKGROUND", (0, 0), (-1, -1), _GROUND),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                *cells(3 * MM, 1 * MM, 2 * MM, 2.5 * MM),
            ]
        )
        parts += [table, Spacer(0, 3 * MM)]
    return parts


def _charts(report: Report, width: float) -> list[Flowable]:
    each = (width - _GAP) / 2
    drawn = [ChartFlowable(chart, _CHART, size=7.5) for chart in report.charts]
    rows = [[*drawn[at : at + 2], ""][:2] for at in range(0, len(drawn), 2)]
    if not rows:
        return []
    table = Table([[left, "", right] for left, right in rows], colWidths=[each, _GAP, each], hAlign="LEFT")
    table.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *cells(0, 0, 4 * MM, 0)])
    return [table]


@dataclass(frozen=True, slots=True)
class _Column:
    """*words* wrap and stand at the left, figures at the right."""

    at: int
    width: float
    words: bool


def _rows_of(sections: Sequence[Section], width: float) -> list[list[list[Section]]]:
    """Rows of columns of tables, in their order. Short ones stand beside one another, as many as fit with their names
    at the least; under the last of a row goes what is no longer than the room that the first leaves there."""
    rows: list[list[list[Section]]] = []
    left = 0.0
    for section in sections:
        needed, short = _least(section) + _GAP, len(section.lines) <= _TOGETHER
        if rows and short and len(rows[-1]) > 1 and _height([*rows[-1][-1], section]) <= _height(rows[-1][0]) + _HANGS:
            rows[-1][-1].append(section)
        elif rows and short and needed <= left:
            rows[-1].append([section])
            left -= needed
        else:
            rows.append([[section]])
            left = width + _GAP - needed if short else 0.0
    return rows


def _height(sections: Sequence[Section]) -> int:
    """In lines of a table, roughly."""
    return sum(len(section.lines) + _HEADING for section in sections)


def _least(section: Section) -> float:
    """The width of a table whose names take as little as they can."""
    return _NAMES[0] + _widest(_parted(_columns(section), 1))


def _beside(row: Sequence[Sequence[Section]], width: float) -> list[Flowable]:
    if len(row) == 1:
        return _section(row[0][0], width)
    room = width - _GAP * (len(row) - 1)
    least = [max(_least(section) for section in column) for column in row]
    widths = [max(sum(c.width for c in _blocks(section, room)[0]) for section in column) for column in row]
    while (over := sum(widths) - room) > _HAIR_WIDTH:
        # The one with the longest names gives way first: they go on in a second line.
        spare = [natural - smallest for natural, smallest in zip(widths, least, strict=True)]
        at = spare.index(max(spare))
        widths[at] -= min(over, spare[at])
    columns = [
        [part for section in column for part in _whole(section, each)] for column, each in zip(row, widths, strict=True)
    ]
    table = Table([columns], colWidths=[each + _GAP for each in widths], hAlign="LEFT")
    table.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *cells(0, _GAP, 0, 0)])
    return [table]


def _section(section: Section, width: float) -> list[Flowable]:
    parts = _whole(section, width)
    others = [part for block in _blocks(section, width)[1:] for part in (Spacer(0, 3 * MM), _table(section, block))]
    return [*parts, *others] if len(section.lines) > _TOGETHER else [KeepTogether(parts), *others]


def _whole(section: Section, width: float) -> list[Flowable]:
    """The heading, the (first) table and its notes."""
    look = style(8, textColor=SOFT, leading=1.35, spaceBefore=2)
    return [
        Spacer(0, 4 * MM),
        Bookmark(section.title, section.title, 1),
        paragraph(section.title, style(11, bold=True, spaceAfter=3)),
        _table(section, _blocks(section, width)[0]),
        *(paragraph(note, look) for note in section.notes),
    ]


def _blocks(section: Section, width: float) -> list[list[_Column]]:
    """The columns that stand beside the names, in as few tables as the page takes, of equal length: names rather go on
    in a second line than the months in a second table."""
    others = _columns(section)
    natural = _natural([one_line(str(line[0]), _LONGEST) for line in section.lines], _SIZE) + 2 * _PAD
    least, count = min(natural, _NAMES[0]), 1
    while count < len(others) and _widest(_parted(others, count)) > width - least + _HAIR_WIDTH:
        count += 1
    parts = _parted(others, count)
    names = min(max(natural, _NAMES[0]), _NAMES[1], max(width - _widest(parts), least))
    return [[_Column(0, names, words=True), *part] for part in parts]


def _columns(section: Section) -> list[_Column]:
    """Those beside the names."""
    return [_column(section, at) for at in range(1, len(section.heads))]


def _widest(parts: Sequence[Sequence[_Column]]) -> float:
    return max(sum(column.width for column in part) for part in parts)


def _parted(columns: Sequence[_Column], count: int) -> list[list[_Column]]:
    each = -(-len(columns) // count) if columns else 1
    return [list(columns[at : at + each]) for at in range(0, len(columns), each)] or [[]]


def _column(section: Section, at: int) -> _Column:
    texts = [one_line(words.cell(line[at]), _LONGEST) for line in section.lines]
    is_words = at in section.words
    head = _natural(one_line(section.heads[at]).split(), _HEAD)
    natural = max(head, _natural(texts, _SIZE)) + 2 * _PAD
    return _Column(at, min(natural, _TEXT) if is_words else max(natural, _NUMBER), is_words)


def _natural(texts: Sequence[str], size: float) -> float:
    return max((fonts.width(text, size, True) for text in texts), default=0.0)


def _table(section: Section, columns: Sequence[_Column]) -> Table:
    heads = [
        paragraph(one_line(section.heads[c.at]) or " ", style(_HEAD, textColor=SOFT, alignment=0 if c.words else 2))
        for c in columns
    ]
    rows = [heads, *(_row(line, columns, strong=at in section.strong) for at, line in enumerate(section.lines))]
    table = Table(rows, colWidths=[c.width for c in columns], hAlign="LEFT", repeatRows=1)
    last = len(rows) - 1
    above = [("LINEABOVE", (0, at + 1), (-1, at + 1), 0.6, INK) for at in sorted(section.strong) if 0 < at < last]
    table.setStyle(
        [
            ("LINEBELOW", (0, 0), (-1, 0), 0.6, INK),
            ("LINEBELOW", (0, 1), (-1, -1), 0.3, HAIR),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            *above,
            *cells(_PAD, _PAD, 0.9 * MM, 1.2 * MM),
            ("LEFTPADDING", (0, 0), (0, -1), 0),
        ]
    )
    return table


def _row(line: Line, columns: Sequence[_Column], *, strong: bool) -> list[Flowable]:
    return [
        paragraph(
            one_line(words.cell(line[c.at]), _LONGEST) or " ",
            style(_SIZE, bold=strong, leading=1.2, alignment=0 if c.words else 2),
        )
        for c in columns
    ]
