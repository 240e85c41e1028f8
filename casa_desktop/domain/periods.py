"""Months and runs of months. A month is always year and month inside; only a printed header is short."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from casa_desktop.domain.errors import Code, fault

LONGEST_PERIOD = 120
"""Months; ten years. A longer request is almost surely a slip of the keyboard."""


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One calendar month in Bogotá."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1900 <= self.year <= 2999 and 1 <= self.month <= 12):
            raise ValueError(f"no such month: {self.year}-{self.month}")

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month that *day* falls in."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Reads ``YYYY-MM``; anything else raises ``CasaError(BAD_DATE)``."""
        match = re.fullmatch(r"(\d{4})-(\d{2})", text.strip())
        if match is None or not 1900 <= int(match[1]) <= 2999 or not 1 <= int(match[2]) <= 12:
            raise fault(Code.BAD_DATE, text=text.strip()[:20])
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def from_number(cls, number: int) -> "Month":
        """The inverse of :attr:`number`."""
        return cls(*divmod(number, 100))

    @property
    def number(self) -> int:
        """``YYYYMM`` as an integer; how storage keeps a month."""
        return self.year * 100 + self.month

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    def plus(self, months: int) -> "Month":
        """The month *months* later (or earlier, if negative)."""
        year, index = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(year, index + 1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


@dataclass(frozen=True, slots=True)
class Period:
    """A run of months, both ends included, across years if need be. Iterating gives the months in order."""

    first: Month
    last: Month

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise fault(Code.NO_PERIOD, first=str(self.first), last=str(self.last))
        if len(self) > LONGEST_PERIOD:
            raise fault(Code.PERIOD_TOO_LONG, months=len(self), limit=LONGEST_PERIOD)

    def __iter__(self) -> Iterator[Month]:
        month = self.first
        while month <= self.last:
            yield month
            month = month.plus(1)

    def __len__(self) -> int:
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1

    def __contains__(self, month: Month) -> bool:
        return self.first <= month <= self.last
