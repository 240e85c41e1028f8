"""A chart as plain data: what is drawn of a table, and the table itself. Every bar is a number that its table shows.

Nothing here knows how wide a chart is or what draws it; ``reports/chart_layout`` does. Words come from ``texts``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum, unique
from types import MappingProxyType

from casa_desktop.domain.cells import Origin, Spot
from casa_desktop.domain.typed import counted


@unique
class Form(StrEnum):
    """How a chart is drawn."""

    COLUMNS = "columns"
    """Upright bars, a place for each category: months, weekdays. One series."""
    ROWS = "rows"
    """A row of small upright bars for each series, each row to a scale of its own, which the drawing says."""
    BARS = "bars"
    """Lying bars, a line for each category. One series."""
    PYRAMID = "pyramid"
    """Lying bars to both sides, the first category at the bottom; further series stand beside them as numbers."""
    GRID = "grid"
    """A row for each series and a column for each category, the darker the more."""


@dataclass(frozen=True, slots=True)
class Point:
    """One value. *number* None = not known, or not to be seen; *said* is what is printed of it, in the table too."""

    number: int | None
    said: str
    provisional: bool = False
    historical: bool = False


@dataclass(frozen=True, slots=True)
class Category:
    """*short* stands below a bar, *name* in the table."""

    name: str
    short: str = ""
    over: str = ""
    """A second line below the first of a run: the year of months."""
    fixed: bool = False
    """Keeps its place where a long chart is shortened: «sin dato»."""

    @property
    def label(self) -> str:
        return self.short or self.name


@dataclass(frozen=True, slots=True)
class Series:
    """A point for each category of the chart."""

    name: str
    points: tuple[Point, ...]

    @property
    def largest(self) -> int:
        """The longest bar; 0 where there is none."""
        return max((point.number or 0 for point in self.points if (point.number or 0) > 0), default=0)


@dataclass(frozen=True, slots=True)
class Chart:
    """*of* names what the lines of the table are: its first head. *key* tells charts of one page apart.

    *beside* is a last column of the table and *below* its last line; neither is drawn.
    """

    key: str
    form: Form
    title: str
    of: str
    categories: tuple[Category, ...]
    series: tuple[Series, ...]
    notes: tuple[str, ...] = ()
    beside: Series | None = None
    below: tuple[str, ...] = ()
    rest: str = ""
    """What the tail of a long chart is called once it is put together; empty = it may not be."""
    empty: str = ""
    """What is said where there is nothing to draw."""
    origins: Mapping[Spot, Origin] = field(default_factory=lambda: MappingProxyType({}))
    """Which number each cell of the table is, where records stand behind it."""
    elsewhere: tuple[str, ...] = ()
    """Of what is no record of a service, where it is listed, line by line."""

    @property
    def blank(self) -> bool:
        """Whether no category has anything to tell."""
        return not self.categories or not self.series

    @property
    def across(self) -> bool:
        """Whether the table has a line for each series, as the drawing has a row, and not one for each category."""
        return self.form in (Form.ROWS, Form.GRID)

    def heads(self) -> tuple[str, ...]:
        """The head of the table."""
        if self.across:
            return (self.of, *(category.name for category in self.categories))
        beside = () if self.beside is None else (self.beside.name,)
        return (self.of, *(series.name for series in self.series), *beside)

    def lines(self) -> tuple[tuple[str, ...], ...]:
        """The table below its head, :attr:`below` last."""
        if self.across:
            return tuple((series.name, *(point.said for point in series.points)) for series in self.series)
        columns = self.series if self.beside is None else (*self.series, self.beside)
        rows = tuple(
            (category.name, *(series.points[at].said for series in columns))
            for at, category in enumerate(self.categories)
        )
        return (*rows, self.below) if self.below else rows

    def values(self) -> tuple[tuple[str | int, ...], ...]:
        """:meth:`lines` for a spreadsheet: a number wherever one is known; what is no count stays as it is said."""
        columns = () if self.across or self.beside is None else (self.beside,)
        told = [[p.said if p.number is None else p.number for p in each.points] for each in (*self.series, *columns)]
        if self.across:
            return tuple((series.name, *line) for series, line in zip(self.series, told, strict=True))
        named = zip(self.categories, zip(*told, strict=True), strict=True)
        rows = tuple((category.name, *line) for category, line in named)
        return (*rows, tuple(counted(cell) for cell in self.below)) if self.below else rows

    def shortened(self, most: int, said: Callable[[int], str]) -> "Chart":
        """In *most* lines at best: the tail of a long chart in one, where it adds up. *said* writes a number."""
        tail = self._tail(most)
        if not tail:
            return self
        (series,) = self.series
        lines = list(zip(self.categories, series.points, strict=True))
        added = sum(series.points[at].number or 0 for at in tail)
        rest = (Category(f"{self.rest} ({len(tail)})"), Point(added, said(added)))
        kept = [*lines[: tail[0]], rest, *(line for at, line in enumerate(lines) if at > tail[0] and at not in tail)]
        points = tuple(point for _, point in kept)
        told = (replace(series, points=points),)
        # Its lines are others now, and nobody asks for records of a chart that was made short.
        return replace(self, categories=tuple(name for name, _ in kept), series=told, origins={}, elsewhere=())

    def _tail(self, most: int) -> tuple[int, ...]:
        """What is put together: the last categories but those that are ``fixed``, which keep lines of their own."""
        if len(self.categories) <= most or not self.rest or len(self.series) != 1:
            return ()
        loose = [at for at, category in enumerate(self.categories) if not category.fixed]
        room = max(0, most - 1 - (len(self.categories) - len(loose)))
        tail = tuple(loose[room:])
        return tail if len(tail) > 1 and all(self.series[0].points[at].number is not None for at in tail) else ()
