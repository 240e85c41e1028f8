"""A day, a week and a month in a few figures, to be told: in a message, on one page, in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from casa_desktop.domain.access import Compartment, Role
from casa_desktop.domain.aid_views import ItemStock
from casa_desktop.domain.breakdowns import Breakdown, Request, take_apart
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.counted import Counted, Dimension
from casa_desktop.domain.counting import Counting, achieved, contacts, persons, quantity
from casa_desktop.domain.indicators import Indicator, Rule
from casa_desktop.domain.periods import Month
from casa_desktop.domain.scope import Scope
from casa_desktop.domain.suppression import is_small
from casa_desktop.domain.table import MonthlyTable
from casa_desktop.domain.transfers import Totals
from casa_desktop.domain.visit_views import DayCount

PERSONS = Indicator(Rule.PERSONS)
WEEK = timedelta(days=7)
EXPIRES_SOON = timedelta(days=30)
LONGEST_WEEK_NOTE = 2_000
"""Letters."""
_AT_THE_DOOR = frozenset({Role.RECEPTION})
_Named = Sequence[tuple[str, tuple[int, ...]]]


@dataclass(frozen=True, slots=True)
class DaySummary:
    """A day to be told outside. *new* (never attended before) is known of a complete count only: of an incomplete one
    it would tell who had been attended in private."""

    day: date
    persons: int
    new: int | None
    services: tuple[tuple[str, int], ...]
    """(code, how many) of those that may be told by name, in the order of the catalogue."""
    others: int
    """Services that are not told by name."""
    complete: bool


def told_by_name(services: Iterable[tuple[str, tuple[int, ...]]], catalog: Catalog) -> tuple[_Named, tuple[int, ...]]:
    """What of *services* (code, one number or more) may be named, and what the others come to, by number.

    A matter of protection is in the persons and nowhere else. Of what is done behind a door that reception does not
    enter a small number is told without its name; psychology is told, as one number, whatever it was for."""
    named: list[tuple[str, tuple[int, ...]]] = []
    others: list[tuple[int, ...]] = []
    for code, counts in services:
        kind = catalog.service_type(code)
        if kind is None or kind.compartment == Compartment.PROTECTION:
            continue
        if kind.compartment or kind.recordable_by(_AT_THE_DOOR) or not any(map(is_small, counts)):
            named.append((code, counts))
        else:
            others.append(counts)
    return named, tuple(map(sum, zip(*others, strict=True)))


def to_be_told(day: date, count: DayCount, new: int | None, catalog: Catalog) -> DaySummary:
    """What of *count* may stand in a message."""
    named, others = told_by_name([(code, (many,)) for code, many in count.services], catalog)
    services = tuple((code, many) for code, (many,) in named)
    return DaySummary(day, count.persons, new, services, sum(others), count.complete)


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure and the one of as many days a week before."""

    now: int
    before: int


@dataclass(frozen=True, slots=True)
class StockAlerts:
    """How many items (and lots, of what expires) want attention; never which ones."""

    below_minimum: int
    out_of_stock: int
    expiring: int
    """Lots with something left that expire within thirty days."""
    expired: int


@dataclass(frozen=True, slots=True)
class WeekNote:
    """What coordination adds to the report of the week of that Monday. *version* 0: nobody wrote any yet."""

    week: date
    text: str = ""
    version: int = 0
    at: str = ""
    """ISO 8601, UTC."""
    by: str = ""
    """Full name."""


@dataclass(frozen=True, slots=True)
class WeekReport:
    """Monday to Sunday; *until* is the last day that is in it: today, while the week lasts."""

    first: date
    last: date
    until: date
    persons: Compared
    visits: Compared
    new: Compared
    services: tuple[tuple[str, Compared], ...]
    """By code, in the order of the catalogue: those that may be named, of which there is one in either week."""
    others: Compared
    """Services that are not told by name."""
    attempts: Compared
    achieved: Compared
    profiles: Breakdown
    countries: Breakdown
    transfers: tuple[Totals, Totals]
    """Of this week and of the one before."""
    stock: StockAlerts
    provisional: bool
    note: WeekNote


@dataclass(frozen=True, slots=True)
class MonthPage:
    """The month of the desk's table with the twelve before it, and who came. *table* ends with the month."""

    table: MonthlyTable
    ages: Breakdown
    countries: Breakdown
    profiles: Breakdown

    @property
    def month(self) -> Month:
        return self.table.period.last


def monday(day: date) -> date:
    """The first day of the week of *day*."""
    return day - timedelta(days=day.weekday())


def stock_alerts(items: Iterable[ItemStock], today: date) -> StockAlerts:
    """What of the stock wants attention."""
    kept = [each for each in items if not each.item.retired]
    lots = [lot for each in kept for lot in each.lots if lot.stock > 0 and lot.expires_on is not None]
    soon = today + EXPIRES_SOON
    return StockAlerts(
        below_minimum=sum(each.below_minimum(today) for each in kept),
        out_of_stock=sum(bool(each.item.minimum) and each.usable_on(today) == 0 for each in kept),
        expiring=sum(lot.expires_on is not None and today <= lot.expires_on <= soon for lot in lots),
        expired=sum(lot.expired_on(today) for lot in lots),
    )


@dataclass(frozen=True, slots=True)
class _Days:
    """What the days of one scope come to."""

    services: list[Counted]
    people: list[Counted]
    contacts: list[Counted]

    @classmethod
    def of(cls, tried: Sequence[Counted], scope: Scope, counting: Counting) -> "_Days":
        inside = scope.among(tried)
        services = counting.services(inside)
        return cls(counting.listed(services), counting.of_persons(services), contacts(inside))

    @property
    def visits(self) -> int:
        return len({(each.person, each.day) for each in self.people})

    def of_type(self, code: str) -> int:
        return quantity(each for each in self.services if code in each.keys[Dimension.SERVICE])


def week_of(
    first: date,
    until: date,
    tried: Sequence[Counted],
    known: tuple[frozenset[int], frozenset[int]],
    catalog: Catalog,
    order: Mapping[Dimension, Sequence[str]],
    *,
    transfers: tuple[Totals, Totals],
    stock: StockAlerts,
    provisional: bool,
    note: WeekNote,
) -> WeekReport:
    """Counts *tried*, the services of both weeks; *known* are the persons who had come before each of them began."""
    counting, days = Counting(catalog), Scope(first, until)
    now = _Days.of(tried, days, counting)
    before = _Days.of(tried, Scope(first - WEEK, until - WEEK), counting)
    both = [(kind.code, (now.of_type(kind.code), before.of_type(kind.code))) for kind in catalog.service_types]
    named, others = told_by_name([each for each in both if any(each[1])], catalog)
    return WeekReport(
        first=first,
        last=first + WEEK - timedelta(days=1),
        until=until,
        persons=Compared(persons(now.people), persons(before.people)),
        visits=Compared(now.visits, before.visits),
        new=Compared(*(len({p.person for p in d.people} - k) for d, k in zip((now, before), known, strict=True))),
        services=tuple((code, Compared(*counts)) for code, counts in named),
        others=Compared(*(others or (0, 0))),
        attempts=Compared(len(now.contacts), len(before.contacts)),
        achieved=Compared(len(achieved(now.contacts)), len(achieved(before.contacts))),
        profiles=take_apart(now.people, Request(PERSONS, days, Dimension.PROFILE), order),
        countries=take_apart(now.people, Request(PERSONS, days, Dimension.COUNTRY), order),
        transfers=transfers,
        stock=stock,
        provisional=provisional,
        note=note,
    )
