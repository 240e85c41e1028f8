"""«Fe de erratas»: what an earlier version said and what it ought to say, below the table of the new one."""

from reportlab.platypus import Flowable, KeepTogether, Spacer, Table

from casa_desktop.domain.publications import Edition
from casa_desktop.reports import fonts
from casa_desktop.reports.cleaning import one_line
from casa_desktop.reports.paper import HAIR, INK, MM, Bookmark, cells, paragraph, style
from casa_desktop.texts import dates, numbers
from casa_desktop.texts import papers as words
from casa_desktop.texts import table as marks

_SHARES = (0.34, 0.22, 0.14, 0.16, 0.14)
_WIDEST = 170 * MM
_LONGEST_LABEL = 60
_TOGETHER = 14
"""Up to so many lines stay on one page with their title."""


def erratum(edition: Edition, width: float) -> list[Flowable]:
    """Title, reason and a line for each cell and each total that changed."""
    said = words.erratum(edition.version - 1, edition.earlier, edition.reason)
    head: list[Flowable] = [
        Spacer(0, 6 * MM),
        Bookmark("erratum", words.ERRATUM),
        paragraph(words.ERRATUM, style(12, bold=True)),
        paragraph(said, style(8.5, spaceAfter=3)),
    ]
    lines = _lines(edition)
    if not lines:
        return [KeepTogether([*head, paragraph(words.NO_CORRECTION, style(8.5))])]
    table = _table(lines, len(edition.corrects), min(width, _WIDEST))
    return [KeepTogether([*head, table])] if len(lines) <= _TOGETHER else [*head, table]


def _lines(edition: Edition) -> list[tuple[str, ...]]:
    """(row, month or total, what it said, what it ought to say, difference): the cells first, as on the table."""
    cells = [
        (each.label, dates.month_long(each.month), _number(each.before), _number(each.now), _signed(each.difference))
        for each in edition.corrects
    ]
    totals = [
        (
            each.label,
            words.erratum_total(each.column),
            marks.total_text(each.before) or marks.NO_DATA,
            marks.total_text(each.now) or marks.NO_DATA,
            _signed(each.difference),
        )
        for each in edition.totals
    ]
    return [*cells, *totals]


def _table(lines: list[tuple[str, ...]], months: int, width: float) -> Table:
    """*months* is how many of the lines are of a month; a stronger line parts the totals from them."""
    body = [[paragraph(one_line(line[0], _LONGEST_LABEL), style(8.5)), *line[1:]] for line in lines]
    rows: list[list[object]] = [list(words.ERRATUM_COLUMNS), *body]
    grid = Table(rows, colWidths=[share * width for share in _SHARES], repeatRows=1, hAlign="LEFT")
    grid.setStyle(
        [
            *cells(0, 2 * MM, 0.9 * MM, 1.1 * MM),
            ("FONT", (0, 0), (-1, 0), fonts.SEMIBOLD, 8.5),
            ("FONT", (1, 1), (-1, -1), fonts.REGULAR, 8.5),
            ("FONT", (3, 1), (3, -1), fonts.SEMIBOLD, 8.5),
            ("ALIGN", (2, 0), (-1, -1), "RIGHT"),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LINEABOVE", (0, 0), (-1, 0), 0.9, INK),
            ("LINEBELOW", (0, 0), (-1, 0), 0.6, INK),
            ("LINEBELOW", (0, 1), (-1, -2), 0.3, HAIR),
            *([("LINEBELOW", (0, months), (-1, months), 0.6, INK)] if 0 < months < len(lines) else []),
            ("LINEBELOW", (0, -1), (-1, -1), 0.9, INK),
        ]
    )
    return grid


def _number(value: int | None) -> str:
    return marks.NO_DATA if value is None else numbers.integer(value)


def _signed(value: int | None) -> str:
    return marks.NO_DATA if value is None else numbers.signed(value)
