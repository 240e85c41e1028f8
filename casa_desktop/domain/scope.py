"""Which services a report is about: from one day to another, and only those that its filters let through."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from casa_desktop.domain.counted import Counted, Dimension
from casa_desktop.domain.errors import Code, fault
from casa_desktop.domain.periods import Month, Period

Filters = Mapping[Dimension, frozenset[str]]
"""The keys that are let through of each dimension; ``NO_DATA`` among them lets through what is not known. A dimension
without an entry lets everything through. The age depends on bands: ``breakdowns.within``, which knows them, looks."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Both days included. Errors: NO_PERIOD (the last day before the first), PERIOD_TOO_LONG."""

    first: date
    last: date
    filters: Filters = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise fault(Code.NO_PERIOD, first=self.first.isoformat(), last=self.last.isoformat())
        Period(Month.of(self.first), Month.of(self.last))

    @classmethod
    def of(cls, period: Period, filters: Filters | None = None) -> "Scope":
        """The whole months of *period*."""
        return cls(period.first.first_day, period.last.last_day, filters or MappingProxyType({}))

    @property
    def months(self) -> Period:
        """The months that it touches."""
        return Period(Month.of(self.first), Month.of(self.last))

    @property
    def whole_months(self) -> bool:
        """Whether it begins on a first and ends on a last of a month."""
        months = self.months
        return (self.first, self.last) == (months.first.first_day, months.last.last_day)

    def wider(self) -> tuple["Scope", ...]:
        """What it is a part of, and somebody may hold beside it: its days without its filters, and its whole months
        with them and without. Empty for whole months without filters."""
        whole = Scope.of(self.months, self.filters)
        found = (self.without_filters(), whole, whole.without_filters())
        return tuple(each for at, each in enumerate(found) if each != self and each not in found[:at])

    def without_filters(self) -> "Scope":
        """The same days, everything let through."""
        return replace(self, filters=MappingProxyType({}))

    def holds(self, each: Counted) -> bool:
        """Whether *each* is one of its services."""
        return self.first <= each.day <= self.last and all(
            not wanted.isdisjoint(each.of(dimension))
            for dimension, wanted in self.filters.items()
            if dimension is not Dimension.AGE
        )

    def among(self, counted: Iterable[Counted]) -> list[Counted]:
        """Those of *counted* that it holds, in their order."""
        if not self.filters:
            first, last = self.first, self.last
            return [each for each in counted if first <= each.day <= last]
        return [each for each in counted if self.holds(each)]
