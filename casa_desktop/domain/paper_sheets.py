"""The numbers of planillas: how one is read and written, and which of a series are missing.

A number is a series (what stands before it, often nothing) and a count: «PC-0042», «pc 42» and «PC0042» are the same.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, unique
from itertools import pairwise

from casa_desktop.domain.errors import Code, Problems
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.text import fold

LONGEST_SERIES = 6
LARGEST_NUMBER = 999_999
LINES = 12
"""Lines of a planilla."""
MOST_PRINTED = 60
LONGEST_EXPLANATION = 200
FARTHEST = 60
"""Numbers that may lie between two used ones and still be called missing: beyond it one of them was mistyped."""

_NUMBER = re.compile(r"(.*?\D)?0*(\d{1,6})")


@dataclass(frozen=True, slots=True, order=True)
class SheetNumber:
    """One planilla. *series* is in capitals, without accents or what separates it from the number."""

    series: str
    number: int

    @property
    def written(self) -> str:
        """``PC-0042``, or ``0042`` of the series without a name: how every record says it."""
        return f"{self.series}-{self.number:04d}" if self.series else f"{self.number:04d}"


@unique
class Explanation(StrEnum):
    """Why a planilla has no services."""

    VOID = "anulada"
    BLANK = "en_blanco"
    LOST = "perdida"
    OTHER = "otra"


@unique
class Standing(StrEnum):
    """How a planilla without services stands."""

    MISSING = "missing"
    """A later one of its series was used."""
    HANDED_OUT = "handed_out"
    """Printed, and none of its series after it was used: it may still lie in the drawer."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A number that was printed, when (an instant) and by whom (a name)."""

    at: str
    by: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Blank planillas that were printed together."""

    uuid: str
    sheets: tuple[SheetNumber, ...]
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class Explained:
    """What was said of a planilla without services."""

    uuid: str
    reason: Explanation
    note: str
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class SheetMissing:
    """A planilla without services, with what is known of it."""

    sheet: SheetNumber
    standing: Standing
    issued: Issued | None = None
    before: date | None = None
    """The last day of the nearest lower number that was used, as *after* is the first day of the nearest higher one."""
    after: date | None = None
    explained: Explained | None = None

    def touches(self, period: Period, issued_in: Month | None) -> bool:
        """Whether it may have been filled in during *period*, as far as its neighbours tell."""
        days = [Month.of(day) for day in (self.before, self.after) if day is not None]
        if len(days) == 2:
            return days[0] <= period.last and days[1] >= period.first
        return any(month in period for month in (*days, *([issued_in] if issued_in else [])))


def parse_series(text: str) -> str:
    """What stands before the number, as :class:`SheetNumber` keeps it."""
    return re.sub(r"[^a-z0-9]+$", "", fold(text).strip()).upper()


def parse_sheet(text: str) -> SheetNumber | None:
    """Reads a planilla's number as typed; None where there is no number at its end."""
    match = _NUMBER.fullmatch(fold(text).strip())
    if match is None or not 1 <= int(match[2]) <= LARGEST_NUMBER:
        return None
    return SheetNumber(parse_series(match[1] or ""), int(match[2]))


def check_print(series: str, first: int | None, count: int) -> Problems:
    """What is wrong with an order of blank planillas."""
    problems = Problems()
    if len(series) > LONGEST_SERIES:
        problems.add(Code.TOO_LONG, "series", limit=LONGEST_SERIES)
    elif series and (not re.fullmatch(r"[A-Z0-9-]*", series) or series[-1].isdigit()):
        problems.add(Code.BAD_TEXT, "series")
    if not 1 <= count <= MOST_PRINTED:
        problems.add(Code.OUT_OF_RANGE, "count", low=1, high=MOST_PRINTED)
    if first is not None and not 1 <= first <= LARGEST_NUMBER - MOST_PRINTED:
        problems.add(Code.OUT_OF_RANGE, "first", low=1, high=LARGEST_NUMBER - MOST_PRINTED)
    return problems


Days = tuple[date, date]
"""First and last day of the services of one planilla."""


def used_sheets(rows: Iterable[tuple[str, date, date]]) -> dict[SheetNumber, Days]:
    """The planillas that services name, however each was written; *rows* are (as written, first day, last day)."""
    found: dict[SheetNumber, Days] = {}
    for text, first, last in rows:
        if (sheet := parse_sheet(text)) is not None:
            known = found.get(sheet, (first, last))
            found[sheet] = (min(known[0], first), max(known[1], last))
    return found


def missing(
    used: Mapping[SheetNumber, Days],
    issued: Mapping[SheetNumber, Issued],
    explained: Mapping[SheetNumber, Explained],
) -> tuple[SheetMissing, ...]:
    """Every planilla without services that was printed or lies between used ones, by series and number."""
    wanted = set(issued) | set(explained)
    by_series: dict[str, list[int]] = {}
    for sheet in used:
        by_series.setdefault(sheet.series, []).append(sheet.number)
    for series, numbers in by_series.items():
        numbers.sort()
        for low, high in pairwise(numbers):
            if high - low - 1 <= FARTHEST:
                wanted |= {SheetNumber(series, number) for number in range(low + 1, high)}
    found = []
    for sheet in sorted(wanted - set(used)):
        numbers = by_series.get(sheet.series, [])
        lower = max((n for n in numbers if n < sheet.number), default=None)
        higher = min((n for n in numbers if n > sheet.number), default=None)
        found.append(
            SheetMissing(
                sheet,
                Standing.HANDED_OUT if higher is None else Standing.MISSING,
                issued.get(sheet),
                used[SheetNumber(sheet.series, lower)][1] if lower is not None else None,
                used[SheetNumber(sheet.series, higher)][0] if higher is not None else None,
                explained.get(sheet),
            )
        )
    return tuple(found)


def free_numbers(first: int | None, count: int, issued: set[int], used: set[int]) -> tuple[int, ...] | None:
    """*count* numbers of a series that nobody had: from *first* on (None where one of them was printed or used), or
    after the last one printed.

    Numbers that were used a little further on came on other paper, and those before them may still turn up: the series
    goes on behind them. One that lies far off was mistyped and moves nothing.
    """
    if first is not None:
        numbers = set(range(first, first + count))
        return tuple(sorted(numbers)) if numbers.isdisjoint(issued | used) else None
    start = max(issued or used, default=0) + 1
    while ahead := {number for number in used if start <= number < start + count + FARTHEST}:
        start = max(ahead) + 1
    return tuple(range(start, start + count))
