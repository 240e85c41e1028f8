"""The monthly table as aligned text for a terminal."""

from dataclasses import dataclass

from casa_desktop.domain.table import MonthHead, MonthlyTable, TotalColumn
from casa_desktop.reports.cleaning import one_line
from casa_desktop.texts import dates
from casa_desktop.texts import table as words

_GAP = "  "


@dataclass(frozen=True, slots=True)
class _Column:
    """Texts to be aligned to the right; *marks* hang beyond the digits."""

    over: str
    head: str
    marks: str
    cells: tuple[str, ...]

    @property
    def width(self) -> int:
        return max(map(len, (self.over, self.head, *self.cells))) + len(self.marks)

    def line(self, text: str, marks: str = "") -> str:
        return text.rjust(self.width - len(self.marks)) + marks.ljust(len(self.marks))


def render(table: MonthlyTable, width: int = 160) -> str:
    """Title, the months in as many blocks as *width* columns ask for, and the notes. Ends with a line feed."""
    labels = [one_line(row.label) for row in table.rows]
    months = [_month(table, at, head) for at, head in enumerate(table.heads)]
    totals = [_total(table, total) for total in table.total_columns]
    room = width - max(map(len, labels), default=0)
    lines = [words.period_title(table), ""]
    for block in _blocks(months, totals, room):
        lines += [*_aligned(labels, block), ""]
    return "\n".join([*lines, *words.notes_text(table)]).rstrip("\n") + "\n"


def _month(table: MonthlyTable, at: int, head: MonthHead) -> _Column:
    cells = tuple(words.cell_text(row.cells[at]) for row in table.rows)
    return _Column(str(head.month.year), dates.month_short(head.month), words.marks(head), cells)


def _total(table: MonthlyTable, total: TotalColumn) -> _Column:
    cells = tuple(words.total_text(row.total(total)) for row in table.rows)
    return _Column(words.TOTAL_GROUP, words.TOTAL_HEADS[total], "", cells)


def _blocks(months: list[_Column], totals: list[_Column], room: int) -> list[list[_Column]]:
    """Months from left to right, and the totals side by side even where they need a block of their own."""
    blocks: list[list[_Column]] = [[]]
    for unit in [*([month] for month in months), totals]:
        if blocks[-1] and sum(len(_GAP) + c.width for c in blocks[-1] + unit) > room:
            blocks.append([])
        blocks[-1] += unit
    return blocks


def _aligned(labels: list[str], columns: list[_Column]) -> list[str]:
    """Years (each told once), months with their marks, and a line for each label."""
    years = [c.over if c.over != columns[at - 1].over or not at else "" for at, c in enumerate(columns)]
    lines = [
        ("", [c.line(year) for c, year in zip(columns, years, strict=True)]),
        ("", [c.line(c.head, c.marks) for c in columns]),
        *((label, [c.line(c.cells[at]) for c in columns]) for at, label in enumerate(labels)),
    ]
    margin = max(map(len, labels), default=0)
    return [_GAP.join([label.ljust(margin), *cells]).rstrip() for label, cells in lines]
