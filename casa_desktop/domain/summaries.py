"""A day, a week and a month in a few figures, to be told: in a message, on one page, in words."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from types import MappingProxyType

from casa_desktop.domain.access import Action, Compartment, Role
from casa_desktop.domain.aid_views import ItemStock
from casa_desktop.domain.breakdowns import Breakdown, Request, take_apart
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.cells import Origin
from casa_desktop.domain.counted import Counted, Dimension
from casa_desktop.domain.counting import Counting
from casa_desktop.domain.days import Concept, Days
from casa_desktop.domain.errors import Code, fault
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
WEEK_PARTS = (Dimension.PROFILE, Dimension.COUNTRY)
"""By what the persons of a week are taken apart."""
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


def told_by_name(services: Iterable[tuple[str, tuple[int, ...]]], catalog: Catalog) -> tuple[_Named, _Named]:
    """What of *services* (code, one number or more) may be named, and the others, which are told as one number.

    A matter of protection is in the persons and nowhere else. Of what is done behind a door that reception does not
    enter a small number is told without its name; psychology is told, as one number, whatever it was for."""
    named: list[tuple[str, tuple[int, ...]]] = []
    others: list[tuple[str, tuple[int, ...]]] = []
    for code, counts in services:
        kind = catalog.service_type(code)
        if kind is None or kind.compartment == Compartment.PROTECTION:
            continue
        if kind.compartment or kind.recordable_by(_AT_THE_DOOR) or not any(map(is_small, counts)):
            named.append((code, counts))
        else:
            others.append((code, counts))
    return named, others


def to_be_told(day: date, count: DayCount, new: int | None, catalog: Catalog) -> DaySummary:
    """What of *count* may stand in a message."""
    named, others = told_by_name([(code, (many,)) for code, many in count.services], catalog)
    services = tuple((code, many) for code, (many,) in named)
    return DaySummary(day, count.persons, new, services, sum(many for _, (many,) in others), count.complete)


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
class WeekOrigin(Origin):
    """A number of the report of the days *first* to *until* of a week, or with *before* of those a week earlier. Of
    SERVICES no *service* = those that are not told by name."""

    first: date
    until: date
    concept: Concept
    service: str = ""
    before: bool = False


@dataclass(frozen=True, slots=True)
class WeekPartOrigin(Origin):
    """Its persons with any of *keys* of *dimension*."""

    first: date
    until: date
    dimension: Dimension
    keys: tuple[str, ...]

    @property
    def scope(self) -> Scope:
        """Those persons are among those who came in the week."""
        return Scope(self.first, self.until, MappingProxyType({self.dimension: frozenset(self.keys)}))


@dataclass(frozen=True)
class Weeks:
    """The services of a week from *first* to *until*, and of as many days of the one before it."""

    first: date
    until: date
    now: Days
    before: Days
    catalog: Catalog

    @classmethod
    def of(
        cls,
        first: date,
        until: date,
        tried: Sequence[Counted],
        known: tuple[frozenset[int], frozenset[int]],
        catalog: Catalog,
    ) -> "Weeks":
        """*tried* are the services of both weeks, *known* the persons who had come before each of them began."""
        counting = Counting(catalog)
        now = Days(Scope(first, until).among(tried), known[0], counting)
        before = Days(Scope(first - WEEK, until - WEEK).among(tried), known[1], counting)
        return cls(first, until, now, before, catalog)

    def compared(self, concept: Concept, types: Collection[str] | None = None) -> Compared:
        """One number of both."""
        return Compared(*(concept.number_of(days.pick(concept, types)) for days in (self.now, self.before)))

    @cached_property
    def told(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The types of which there is a service in either week: those that may be named, and the others."""
        every = [(kind.code, self.compared(Concept.SERVICES, (kind.code,))) for kind in self.catalog.service_types]
        found = [(code, (counts.now, counts.before)) for code, counts in every if counts != Compared(0, 0)]
        named, others = told_by_name(found, self.catalog)
        return tuple(code for code, _ in named), tuple(code for code, _ in others)

    def behind(self, origin: WeekOrigin) -> list[Counted]:
        """The services that a number counts. Errors: FORBIDDEN, where it may not be told."""
        named, others = self.told
        if origin.service and origin.service not in named:
            raise fault(Code.FORBIDDEN, action=str(Action.REPORT_EXPORT))
        days = self.before if origin.before else self.now
        return days.pick(origin.concept, (origin.service,) if origin.service else others)


def week_of(
    weeks: Weeks,
    order: Mapping[Dimension, Sequence[str]],
    *,
    transfers: tuple[Totals, Totals],
    stock: StockAlerts,
    provisional: bool,
    note: WeekNote,
) -> WeekReport:
    """Counts both weeks."""
    people, days = weeks.now.pick(Concept.PERSONS), Scope(weeks.first, weeks.until)
    named, others = weeks.told
    profiles, countries = (take_apart(people, Request(PERSONS, days, each), order) for each in WEEK_PARTS)
    return WeekReport(
        first=weeks.first,
        last=weeks.first + WEEK - timedelta(days=1),
        until=weeks.until,
        persons=weeks.compared(Concept.PERSONS),
        visits=weeks.compared(Concept.VISITS),
        new=weeks.compared(Concept.NEW),
        services=tuple((code, weeks.compared(Concept.SERVICES, (code,))) for code in named),
        others=weeks.compared(Concept.SERVICES, others),
        attempts=weeks.compared(Concept.ATTEMPTS),
        achieved=weeks.compared(Concept.ACHIEVED),
        profiles=profiles,
        countries=countries,
        transfers=transfers,
        stock=stock,
        provisional=provisional,
        note=note,
    )
