"""A published table: what was frozen, under which rules, and what has changed since."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum, unique
from types import MappingProxyType
from typing import Any

from casa_desktop.domain.cells import CellPerson
from casa_desktop.domain.indicators import Indicator, TotalMode
from casa_desktop.domain.months import MonthState
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.table import (
    Cell,
    MonthHead,
    MonthlyTable,
    Note,
    NoteKind,
    PublishedTotal,
    Row,
    Source,
    Total,
    TotalColumn,
)


@dataclass(frozen=True, slots=True)
class Correction:
    """One cell that an earlier version printed otherwise; None where it printed a dash."""

    label: str
    month: Month
    before: int | None
    now: int | None

    @property
    def difference(self) -> int | None:
        """Now minus before; None where either of them is a dash."""
        return None if self.before is None or self.now is None else self.now - self.before


@dataclass(frozen=True, slots=True)
class TotalCorrection:
    """One total that an earlier version printed otherwise; None where it printed none."""

    label: str
    column: TotalColumn
    before: Total | None
    now: Total | None

    @property
    def difference(self) -> int | None:
        """Now minus before; None where either of them is no single number."""
        before = None if self.before is None else self.before.exact
        now = None if self.now is None else self.now.exact
        return None if before is None or now is None else now - before


@dataclass(frozen=True, slots=True)
class Edition:
    """What a published paper says of itself. *corrects* and *totals* are empty for the first version."""

    version: int
    digest: str
    """SHA-256 of the frozen values, 64 hexadecimal digits."""
    reason: str = ""
    corrects: tuple[Correction, ...] = ()
    earlier: str = ""
    """Digest of the version that it corrects."""
    totals: tuple[TotalCorrection, ...] = ()


@dataclass(frozen=True, slots=True)
class Publication:
    """One version of a table that left the house. It never changes; its paper is added once."""

    uuid: str
    period: Period
    edition: Edition
    at: str
    """ISO 8601, UTC."""
    by: str
    """Full name."""
    program: str
    table: MonthlyTable
    paper_digest: str = ""
    """SHA-256 of the PDF that was kept; empty until it is."""


@unique
class Since(StrEnum):
    """What became of a record since the table was published."""

    ADDED = "added"
    GONE = "gone"
    """Voided, corrected, or no longer counted in this cell."""
    MOVED = "moved"
    """Counted as before, for another person: their records were joined, or parted."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that would print otherwise today, or prints the same for other reasons, with the records behind it."""

    label: str
    indicator: Indicator
    month: Month
    before: int | None
    now: int | None
    records: Mapping[Since, tuple[CellPerson, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """As far as the reader may see them."""
    hidden: int = 0
    """Records that changed and are not shown to this reader; none where it is not told how many."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A publication against today. *corrections* are the cells whose number differs, *totals* the totals."""

    publication: Publication
    differences: tuple[Difference, ...]
    totals: tuple[TotalCorrection, ...] = ()

    @property
    def corrections(self) -> tuple[Correction, ...]:
        return tuple(Correction(d.label, d.month, d.before, d.now) for d in self.differences if d.before != d.now)


def digest_of(frozen: str) -> str:
    """SHA-256 of the text that :func:`freeze` gave, 64 hexadecimal digits."""
    return hashlib.sha256(frozen.encode()).hexdigest()


def freeze(table: MonthlyTable, **about: object) -> str:
    """The table and *about* as JSON, one text for one content; :func:`thaw` reads the table again."""
    data = {
        "period": [str(table.period.first), str(table.period.last)],
        "total": str(table.total),
        "heads": [[str(h.month), str(h.state), h.provisional, h.historical] for h in table.heads],
        "rows": [_row(row) for row in table.rows],
        "notes": [[str(note.kind), dict(note.values)] for note in table.notes],
        "about": about,
    }
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def thaw(frozen: str) -> MonthlyTable:
    """The table as it was frozen."""
    data = json.loads(frozen)
    first, last = (Month.parse(text) for text in data["period"])
    return MonthlyTable(
        Period(first, last),
        tuple(MonthHead(Month.parse(month), MonthState(state), *marks) for month, state, *marks in data["heads"]),
        tuple(_read_row(row) for row in data["rows"]),
        TotalMode(data["total"]),
        tuple(Note(NoteKind(kind), MappingProxyType(_tuples(values))) for kind, values in data["notes"]),
    )


def corrections(before: MonthlyTable, now: MonthlyTable) -> tuple[Correction, ...]:
    """The cells of both tables whose numbers differ, row by row."""
    earlier = {(row.indicator, head.month): cell for row, head, cell in cells(before)}
    return tuple(
        Correction(row.label, head.month, earlier[row.indicator, head.month].value, cell.value)
        for row, head, cell in cells(now)
        if (row.indicator, head.month) in earlier and earlier[row.indicator, head.month].value != cell.value
    )


def total_corrections(before: MonthlyTable, now: MonthlyTable) -> tuple[TotalCorrection, ...]:
    """The totals that differ, row by row: those that both tables print, and a published one that came or went."""
    earlier = {row.indicator: row for row in before.rows}
    both = set(before.total_columns) & set(now.total_columns)
    columns = [column for column in TotalColumn if column in both or column is TotalColumn.PUBLISHED]
    return tuple(
        TotalCorrection(row.label, column, earlier[row.indicator].total(column), row.total(column))
        for row in now.rows
        if row.indicator in earlier
        for column in columns
        if earlier[row.indicator].total(column) != row.total(column)
    )


def cells(table: MonthlyTable) -> Sequence[tuple[Row, MonthHead, Cell]]:
    """Every cell of the months, row by row."""
    return [(row, head, cell) for row in table.rows for head, cell in zip(table.heads, row.cells, strict=True)]


def _row(row: Row) -> dict[str, Any]:
    totals = [None if t is None else [t.low, t.high] for t in (row.monthly_sum, row.distinct)]
    kept = row.published
    return {
        "indicator": row.indicator.id,
        "label": row.label,
        "cells": [[c.value, str(c.source), c.also_in_history, c.also_in_records] for c in row.cells],
        "totals": totals,
        "published": None if kept is None else [kept.value, kept.source, kept.difference],
    }


def _read_row(data: Mapping[str, Any]) -> Row:
    indicator = Indicator.parse(data["indicator"])
    assert indicator is not None, "only known rules are frozen"
    monthly_sum, distinct = (None if pair is None else Total(*pair) for pair in data["totals"])
    return Row(
        indicator,
        data["label"],
        tuple(Cell(value, Source(source), *others) for value, source, *others in data["cells"]),
        monthly_sum,
        distinct,
        None if data["published"] is None else PublishedTotal(*data["published"]),
    )


def _tuples(values: Mapping[str, Any]) -> dict[str, object]:
    """JSON knows no tuples; the notes do."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
