"""Paper and records of a run of months side by side: what each says, which one is printed, and why."""

from dataclasses import dataclass

from casa_desktop.domain.cells import CellFigure
from casa_desktop.domain.indicators import RowChoice
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.plausibility import Doubt
from casa_desktop.domain.table import Source, Total


@dataclass(frozen=True, slots=True)
class SourceChoice:
    """Which source somebody chose for one month and row. None: the choice before it was withdrawn, and the month
    prints what it prints where nobody ever chose."""

    source: Source | None
    reason: str
    at: str
    """ISO 8601, UTC."""
    by: str
    """Full name."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One month of one row in both sources; None where a source has nothing."""

    month: Month
    row: RowChoice
    figure: CellFigure | None
    records: int | None
    printed: Source
    choices: tuple[SourceChoice, ...] = ()
    """Every one that was ever made, the last one first: that one holds."""
    closed: bool = False
    """A closed month prints what it printed: reopen it before another source is chosen."""

    @property
    def choice(self) -> SourceChoice | None:
        """The one that holds; None where nobody chose, or the last choice was withdrawn."""
        return self.choices[0] if self.choices and self.choices[0].source is not None else None

    @property
    def earlier(self) -> tuple[SourceChoice, ...]:
        """Those that hold no more, the last one first."""
        return self.choices if self.choice is None else self.choices[1:]

    @property
    def both(self) -> bool:
        """Whether there is anything to choose."""
        return self.figure is not None and self.records is not None

    @property
    def difference(self) -> int | None:
        """Records minus paper; None where one of them is missing."""
        return None if self.figure is None or self.records is None else self.records - self.figure.value


@dataclass(frozen=True, slots=True)
class PairedTotal:
    """A total of a run of months: what was published of it, and what its months add up to as they are printed."""

    row: RowChoice
    period: Period
    published: int | None
    source: str
    computed: int | None
    """The sum of the months; None where no month has a value."""
    distinct: Total | None = None
    """None for rows that count services."""
    on_paper: int | None = None
    """What the figures in paper alone add up to; None where a month has none."""

    @property
    def difference(self) -> int | None:
        """Published minus computed."""
        return None if self.published is None or self.computed is None else self.published - self.computed


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The months of *period* of which paper tells anything, row by row; totals that touch it; what is odd on paper."""

    period: Period
    pairs: tuple[Pair, ...]
    totals: tuple[PairedTotal, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def differing(self) -> tuple[Pair, ...]:
        """Those that say two things."""
        return tuple(pair for pair in self.pairs if pair.difference)

    @property
    def untied(self) -> tuple[PairedTotal, ...]:
        """Published totals that are not the sum of their months."""
        return tuple(total for total in self.totals if total.difference)
