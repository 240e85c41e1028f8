"""A report of sentences, figures and tables on carta, upright or lying down as its widest table needs."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table

from casa_desktop.domain.report import Cell, Report, Section
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.reports import fonts
from casa_desktop.reports.chart_pdf import ChartFlowable
from casa_desktop.reports.cleaning import one_line
from casa_desktop.reports.document import SIDE, Document
from casa_desktop.reports.paper import (
    CARTA,
    CARTA_LANDSCAPE,
    HAIR,
    INK,
    MM,
    SOFT,
    Bookmark,
    cells,
    paragraph,
    style,
)
from casa_desktop.reports.report_csv import digest
from casa_desktop.texts import papers
from casa_desktop.texts import reports as words

_UPRIGHT = 8
"""Columns that still stand on a page that is upright."""
_NUMBER = 15 * MM
"""The width of a column of figures where there is room for all."""
_STEPS = ((9.5, _NUMBER), (9.5, 0.0), (9.0, 0.0), (8.0, 0.0), (7.0, 0.0))
"""(size of the letters, least width of a column of figures): the first at which a table stands side by side."""
_READABLE = 3
"""Of these, those that are read without effort; a page lies down before its letters grow smaller."""
_PARTED = (9.0, 0.0)
"""That of a table whose columns stand in several blocks."""
_TEXT = 46 * MM
"""The most of a column of words; they go on in the next line."""
_NAMES = (38 * MM, 96 * MM)
"""The least and the most of the first column."""
_HEAD = 0.85
"""Of the letters: those of the heads."""
_PAD = 0.42
"""Of the letters: the room beside them."""
_GAP = 8 * MM
"""Between two tables that stand beside one another."""
_GROUND = Color(0.94, 0.94, 0.94)
_LONGEST, _LONGEST_HEAD = 160, 60
_FACTS_IN_A_ROW = 6
_FIGURE, _FACT_PADS = 17.0, 4 * MM
"""The letters of a figure at the most, and the room at its sides."""
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
    """The PDF; the same inputs give the same bytes. It carries the digest of its CSV."""
    fonts.register()
    document = Document(
        report.title,
        letterhead,
        imprint,
        report.subtitle,
        report.about,
        size=_page(report),
        subject=words.SUBJECT,
        digest=digest(report),
    )
    width = document.width

    def body() -> list[Flowable]:
        said = style(10, leading=1.45, spaceAfter=4)
        return [
            *_facts(report, width),
            *(paragraph(line, said) for line in report.said),
            *(part for row in _rows_of(report.sections, width) for part in _beside(row, width)),
            *_charts(report, width),
            *_notes(report),
        ]

    return document.render(body)


def _page(report: Report) -> tuple[float, float]:
    """Upright where no table has many columns, and each stands whole in letters that are easily read."""
    width = CARTA[0] - 2 * SIDE
    stands = report.widest <= _UPRIGHT and all(_fitting(each, width, _STEPS[:_READABLE]) for each in report.sections)
    return CARTA if stands else CARTA_LANDSCAPE


def _notes(report: Report) -> list[Flowable]:
    if not report.notes:
        return []
    look = style(8, textColor=SOFT, leading=1.35, spaceAfter=1.5)
    first, *others = [paragraph(note, look) for note in report.notes]
    title = paragraph(papers.NOTES, style(8.5, bold=True, spaceAfter=2))
    return [KeepTogether([Spacer(0, 4 * MM), Bookmark("notes", papers.NOTES, 1), title, first]), *others]


def _facts(report: Report, width: float) -> list[Flowable]:
    """The figures that are read first, as large as the longest of them allows: none goes on in a second line."""
    room = width / min(_FACTS_IN_A_ROW, max(1, len(report.facts))) - _FACT_PADS
    long = max((fonts.width(word, 1, True) for _, n in report.facts for word in words.cell(n).split()), default=1.0)
    figure, said = style(min(_FIGURE, room / long), bold=True, leading=1.15), style(8, textColor=SOFT)
    parts: list[Flowable] = []
    for start in range(0, len(report.facts), _FACTS_IN_A_ROW):
        some = report.facts[start : start + _FACTS_IN_A_ROW]
        each = [[paragraph(words.cell(value), figure), paragraph(name, said)] for name, value in some]
        table = Table([each], colWidths=[width / len(some)] * len(some))
        table.setStyle(
            [
                ("BACKGROUND", (0, 0), (-1, -1), _GROUND),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                *cells(_FACT_PADS * 0.75, _FACT_PADS * 0.25, 2 * MM, 2.5 * MM),
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


def _rows_of(sections: Sequence[Section], width: float) -> list[list[list[Section]]]:
    """Rows of columns of tables, in their order. Short ones stand beside one another, as many as fit with their names
    at the least; under the last of a row goes what is neither longer nor wider than the room that is left there."""
    rows: list[list[list[Section]]] = []
    left = 0.0
    for section in sections:
        needed, short = _least(section) + _GAP, len(section.lines) <= _TOGETHER
        if rows and short and len(rows[-1]) > 1 and _goes_under(section, rows[-1]):
            rows[-1][-1].append(section)
        elif rows and short and needed <= left:
            rows[-1].append([section])
            left -= needed
        else:
            rows.append([[section]])
            left = width + _GAP - needed if short else 0.0
    return rows


def _goes_under(section: Section, row: Sequence[Sequence[Section]]) -> bool:
    """Whether there is room for *section* below the last column of *row*."""
    first, last = row[0], row[-1]
    narrow = _least(section) <= max(_least(each) for each in last)
    return narrow and _height([*last, section]) <= _height(first) + _HANGS


def _height(sections: Sequence[Section]) -> int:
    """In lines of a table, roughly."""
    return sum(len(section.lines) + _HEADING for section in sections)


def _least(section: Section) -> float:
    """The width of a table whose names take as little as they can."""
    return _NAMES[0] + sum(column.width for column in _columns(section, *_STEPS[0]))


def _beside(row: Sequence[Sequence[Section]], width: float) -> list[Flowable]:
    if len(row) == 1:
        return _section(row[0][0], width)
    room = width - _GAP * (len(row) - 1)
    least = [max(_least(section) for section in column) for column in row]
    widths = [max(_lay_out(section, room).width for section in column) for column in row]
    while (over := sum(widths) - room) > _HAIR_WIDTH:
        # The one with the longest names gives way first: they go on in a second line.
        spare = [natural - smallest for natural, smallest in zip(widths, least, strict=True)]
        at = spare.index(max(spare))
        widths[at] -= min(over, spare[at])
    columns = [
        [part for section in column for part in _whole(section, _lay_out(section, each))]
        for column, each in zip(row, widths, strict=True)
    ]
    table = Table([columns], colWidths=[each + _GAP for each in widths], hAlign="LEFT")
    table.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *cells(0, _GAP, 0, 0)])
    return [table]


def _section(section: Section, width: float) -> list[Flowable]:
    laid = _lay_out(section, width)
    parts = _whole(section, laid)
    others = [
        part
        for block in laid.blocks[1:]
        for part in (Spacer(0, 3 * MM), _block_mark(section, block), _table(section, block, laid.size))
    ]
    return [*parts, *others] if len(section.lines) > _TOGETHER else [KeepTogether(parts), *others]


def _block_mark(section: Section, block: Sequence["_Column"]) -> Flowable:
    first, last = (one_line(section.heads[at], _LONGEST_HEAD) for at in (block[1].at, block[-1].at))
    return Bookmark(f"{section.title}-{block[1].at}", f"{first} – {last}", 1)


def _whole(section: Section, laid: "_Laid") -> list[Flowable]:
    """The heading, the (first) table and its notes."""
    look = style(8, textColor=SOFT, leading=1.35, spaceBefore=2)
    heading = [Bookmark(section.title, section.title, 1), paragraph(section.title, style(11, bold=True, spaceAfter=3))]
    blank = bool(section.empty) and not section.lines
    return [
        Spacer(0, 4 * MM),
        *(heading if section.title else []),
        paragraph(section.empty, style(9.5, textColor=SOFT)) if blank else _table(section, laid.blocks[0], laid.size),
        *(paragraph(note, look) for note in section.notes),
    ]


@dataclass(frozen=True, slots=True)
class _Column:
    """*words* wrap and stand at the left, figures at the right. *width* in points."""

    at: int
    width: float
    words: bool


@dataclass(frozen=True, slots=True)
class _Laid:
    """A table as it stands on the page: *size* of its letters, and its columns in blocks below one another, each with
    the names at its left."""

    size: float
    blocks: tuple[tuple[_Column, ...], ...]

    @property
    def width(self) -> float:
        """Of the first block."""
        return sum(column.width for column in self.blocks[0])


def _lay_out(section: Section, width: float) -> _Laid:
    """Side by side where that can be read; else in as few blocks as the page takes, of equal length. Names rather go on
    in a second line than the columns in a second block."""
    whole = _fitting(section, width, _STEPS)
    if whole is not None:
        return whole
    size, figures = _PARTED
    columns, least = _columns(section, size, figures), min(_names(section, size), _NAMES[0])
    count = 1
    while count < len(columns) and _widest(_parts(columns, count)) > width - least + _HAIR_WIDTH:
        count += 1
    return _named(section, _parts(columns, count), size, width)


def _fitting(section: Section, width: float, steps: Sequence[tuple[float, float]]) -> _Laid | None:
    """In one block at the first of *steps* at which it fits."""
    for size, figures in steps:
        columns = _columns(section, size, figures)
        if _widest([columns]) <= width - min(_names(section, size), _NAMES[0]) + _HAIR_WIDTH:
            return _named(section, [columns], size, width)
    return None


def _named(section: Section, parts: Sequence[Sequence[_Column]], size: float, width: float) -> _Laid:
    natural = _names(section, size)
    names = min(max(natural, _NAMES[0]), _NAMES[1], max(width - _widest(parts), min(natural, _NAMES[0])))
    return _Laid(size, tuple((_Column(0, names, words=True), *part) for part in parts))


def _names(section: Section, size: float) -> float:
    """The width of the longest name."""
    return _natural([one_line(str(line[0]), _LONGEST) for line in section.lines], size) + 2 * _PAD * size


def _widest(parts: Sequence[Sequence[_Column]]) -> float:
    return max(sum(column.width for column in part) for part in parts)


def _parts(columns: Sequence[_Column], count: int) -> list[list[_Column]]:
    each = -(-len(columns) // count) if columns else 1
    return [list(columns[at : at + each]) for at in range(0, len(columns), each)] or [[]]


def _columns(section: Section, size: float, figures: float) -> list[_Column]:
    """Those beside the names; one of figures is *figures* points wide at the least."""
    found = []
    for at in range(1, len(section.heads)):
        is_words = at in section.words
        head = _natural(_head(section, at).split(), size * _HEAD)
        texts = [one_line(words.cell(line[at]), _LONGEST) for line in section.lines]
        natural = min(max(head, _natural(texts, size)) + 2 * _PAD * size, _TEXT)
        found.append(_Column(at, natural if is_words else max(natural, figures), is_words))
    return found


def _head(section: Section, at: int) -> str:
    return one_line(section.heads[at], _LONGEST_HEAD) or " "


def _natural(texts: Sequence[str], size: float) -> float:
    return max((fonts.width(text, size, True) for text in texts), default=0.0)


def _table(section: Section, columns: Sequence[_Column], size: float) -> Table:
    heads = [
        paragraph(_head(section, c.at), style(size * _HEAD, textColor=SOFT, alignment=0 if c.words else 2))
        for c in columns
    ]
    body = [
        [_cell(line[c.at], c, size, bold=at in section.strong or c.at in section.sums) for c in columns]
        for at, line in enumerate(section.lines)
    ]
    table = Table([heads, *body], colWidths=[c.width for c in columns], hAlign="LEFT", repeatRows=1)
    table.setStyle([*_lines(section, columns, size), *_weights(section, columns, size)])
    return table


def _cell(value: Cell, column: _Column, size: float, *, bold: bool) -> Flowable | str:
    """Plain text where it takes one line: a large table is drawn three times as fast."""
    text = one_line(words.cell(value), _LONGEST) or " "
    if fonts.width(text, size, bold) <= column.width - 2 * _PAD * size:
        return text
    return paragraph(text, style(size, bold=bold, leading=1.2, alignment=0 if column.words else 2))


def _lines(section: Section, columns: Sequence[_Column], size: float) -> list[tuple[object, ...]]:
    pad, last = _PAD * size, len(section.lines)
    return [
        *cells(pad, pad, 0.27 * size, 0.36 * size),
        ("FONT", (0, 0), (-1, -1), fonts.REGULAR, size, size * 1.2),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("LINEBELOW", (0, 0), (-1, 0), 0.6, INK),
        ("LINEBELOW", (0, 1), (-1, -1), 0.3, HAIR),
        ("NOSPLIT", (0, max(last - 1, 0)), (-1, last)),
        *(("ALIGN", (at, 0), (at, -1), "RIGHT") for at, column in enumerate(columns) if not column.words),
        *(("LINEABOVE", (0, at + 1), (-1, at + 1), 0.6, INK) for at in sorted(section.strong) if 0 < at < last),
    ]


def _weights(section: Section, columns: Sequence[_Column], size: float) -> list[tuple[object, ...]]:
    """Totals are heavier; what counts nobody is softer, so that the eye finds who is there."""
    heavy = (fonts.SEMIBOLD, size, size * 1.2)
    return [
        *(("FONT", (0, at + 1), (-1, at + 1), *heavy) for at in section.strong),
        *(("FONT", (at, 1), (at, -1), *heavy) for at, column in enumerate(columns) if column.at in section.sums),
        *(
            ("TEXTCOLOR", (at, row), (at, row), SOFT)
            for row, line in enumerate(section.lines, 1)
            for at, column in enumerate(columns)
            if line[column.at] == 0
        ),
    ]
