"""The monthly table as plain data: what ``statistics`` computes, and what the window and every paper show.

Nothing here knows how a month or a rule is written in Spanish; that is for ``texts``.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum, unique
from types import MappingProxyType

from casa_desktop.domain.indicators import Indicator, RowChoice, TotalMode
from casa_desktop.domain.months import MonthState
from casa_desktop.domain.periods import Month, Period


@unique
class Source(StrEnum):
    """Where a cell comes from."""

    RECORDS = "records"
    HISTORY = "history"
    NONE = "none"
    """No record and no historical figure: printed as a dash, never as zero."""
    RESERVED = "reserved"
    """There may be records, and whoever asked is not told how many."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One month of one row. *value* is None only where *source* is NONE or RESERVED."""

    value: int | None
    source: Source = Source.RECORDS
    also_in_history: int | None = None
    """The historical figure that was not chosen, where both exist."""
    also_in_records: int | None = None
    """What the records give where the historical figure was chosen."""


@dataclass(frozen=True, slots=True)
class MonthHead:
    """A column of the table."""

    month: Month
    state: MonthState
    provisional: bool
    """Printed with ``*``: not closed, or a historical figure that was published as provisional."""
    historical: bool
    """Printed with ``†``: at least one cell of the column comes from history."""


@dataclass(frozen=True, slots=True)
class Total:
    """A total of persons: a number, a range that is all that can be known, or nothing."""

    low: int | None
    high: int | None

    @property
    def exact(self) -> int | None:
        """The number, where it is known."""
        return self.low if self.low == self.high else None


@dataclass(frozen=True, slots=True)
class PublishedTotal:
    """A total that was printed once, kept beside the computed one even where it does not tie."""

    value: int
    source: str
    difference: int | None
    """Published minus the computed monthly sum."""


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row. The totals are None for rows that count services, not persons."""

    indicator: Indicator
    label: str
    cells: tuple[Cell, ...]
    monthly_sum: Total | None = None
    distinct: Total | None = None
    published: PublishedTotal | None = None

    def kept_from(self, reserved: Collection[bool]) -> "Row":
        """The same without the records of the months that are *reserved*, one for each cell, nor what would tell them:
        the totals, and by how much a published one differs. What was typed in from paper stays."""
        cells = tuple(
            cell
            if not hides
            else Cell(None, Source.RESERVED)
            if cell.source is Source.RECORDS
            else replace(cell, also_in_records=None)
            for cell, hides in zip(self.cells, reserved, strict=True)
        )
        if all(cell.source is not Source.RESERVED for cell in cells):
            return replace(self, cells=cells)
        unknown, published = Total(None, None), self.published
        return replace(
            self,
            cells=cells,
            monthly_sum=None if self.monthly_sum is None else unknown,
            distinct=None if self.distinct is None else unknown,
            published=None if published is None else replace(published, difference=None),
        )

    @property
    def choice(self) -> RowChoice:
        """What asks for this row again."""
        return RowChoice(self.indicator, self.label)

    def total(self, column: "TotalColumn") -> Total | None:
        """What this row shows in a column of totals; None where the column does not apply to it."""
        if column is TotalColumn.PUBLISHED:
            return None if self.published is None else Total(self.published.value, self.published.value)
        return self.monthly_sum if column is TotalColumn.SUM else self.distinct


@unique
class TotalColumn(StrEnum):
    """The columns after the months, in the order in which they are printed."""

    SUM = "sum"
    DISTINCT = "distinct"
    PUBLISHED = "published"


@unique
class NoteKind(StrEnum):
    """A footnote; its sentence stands in ``texts/table.py``."""

    PROVISIONAL = "provisional"
    """values: months (tuple of str YYYY-MM)"""
    HISTORICAL = "historical"
    """values: months, sources (tuple of str)"""
    NO_DATA = "no_data"
    """values: months"""
    RULE = "rule"
    """values: label, indicator (id), rule, version; of a version that the desk wrote also text and from_month; until
    where another follows within the period"""
    OPTION = "option"
    """values: service (name), reach, outcome, in_persons, from_month: an option that differs from the usual"""
    ANONYMOUS = "anonymous"
    """values: count: anonymous entries counted one by one as persons in the period"""
    SUM = "sum"
    """values: version, and as for RULE text, from_month, until; so too for DISTINCT"""
    DISTINCT = "distinct"
    RANGE = "range"
    """values: low, high"""
    PUBLISHED = "published"
    """values: label, value, source, computed, difference"""
    BOTH_SOURCES = "both_sources"
    """values: months, printed (a Source): records and history exist, and which of them is printed"""
    RESERVED = "reserved"
    """values: months, labels: rows that whoever asked is not told of these months"""
    SAME_HANDS = "same_hands"
    """values: months, reason: closed by somebody who had typed services of the month"""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote as code and values."""

    kind: NoteKind
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class MonthlyTable:
    """The whole table: as many cells in each row as there are heads."""

    period: Period
    heads: tuple[MonthHead, ...]
    rows: tuple[Row, ...]
    total: TotalMode
    notes: tuple[Note, ...]

    @property
    def total_columns(self) -> tuple["TotalColumn", ...]:
        """The totals to print, in order: those asked for that at least one row has, and what was once published."""
        asked = {TotalMode.SUM: {"sum"}, TotalMode.DISTINCT: {"distinct"}, TotalMode.BOTH: {"sum", "distinct"}}
        wanted = asked[self.total] | {"published"}
        return tuple(c for c in TotalColumn if c in wanted and any(row.total(c) is not None for row in self.rows))


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the desk prints around a table. *logo* is the bytes of a PNG or JPEG that the desk chose, or None."""

    desk: str
    municipality: str
    title: str
    organisation: str = ""
    phone: str = ""
    logo: bytes | None = None
    top_margin_mm: float = 15.0
    code: str = ""
    version: str = ""
    prepared_by: str = ""
    reviewed_by: str = ""
    approved_by: str = ""
    show_quality_box: bool = False
    show_signatures: bool = False


@dataclass(frozen=True, slots=True)
class Imprint:
    """Who printed a paper, when and with what: the foot of each page. The same imprint gives the same bytes."""

    at: datetime
    """Aware; printed in Bogotá time."""
    user: str
    program: str
    """Name and version of the program: ``CASA Desktop 0.1.0``."""
