"""A project with its funders and its own days, and what its report counts. ECHO and CICR do not begin on the 1st."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType

from casa_desktop.domain.ages import Bands, BandSet
from casa_desktop.domain.breakdowns import Breakdown, Request, take_apart, to_hide
from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.counted import Counted, Dimension
from casa_desktop.domain.counting import Counting, achieved, contacts, firsts, persons, quantity
from casa_desktop.domain.definitions import Named
from casa_desktop.domain.errors import Code, Problems
from casa_desktop.domain.indicators import Indicator, Rule
from casa_desktop.domain.periods import LONGEST_PERIOD, Month
from casa_desktop.domain.scope import Scope
from casa_desktop.domain.suppression import WHOLE

PERSONS = Indicator(Rule.PERSONS)
_MUNICIPALITY = re.compile(r"\d{5}")


@dataclass(frozen=True, slots=True)
class Project:
    """*first* and *last* are both days of the project. Without *services* it pays all that its funders are named for;
    *municipality* (DIVIPOLA) leaves only who lives there."""

    named: Named
    first: date
    last: date
    funders: tuple[str, ...]
    services: tuple[str, ...] = ()
    municipality: str = ""
    bands: Bands = BandSet.ECHO
    """The age bands that its funder reads."""

    def days(self, first: date | None, last: date | None) -> tuple[date, date] | None:
        """The days of the project from *first* to *last* (None = its own); None where it has none of them."""
        begin, end = max(first or self.first, self.first), min(last or self.last, self.last)
        return (begin, end) if begin <= end else None

    def scope(self, first: date, last: date) -> Scope:
        """Its services between two days."""
        filters = {
            Dimension.FUNDER: frozenset(self.funders),
            Dimension.SERVICE: frozenset(self.services),
            Dimension.MUNICIPALITY: frozenset({self.municipality} - {""}),
        }
        return Scope(first, last, MappingProxyType({name: keys for name, keys in filters.items() if keys}))


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days of one month that a report covers. *provisional*: the month has records and is not closed."""

    first: date
    last: date
    provisional: bool = False

    @property
    def month(self) -> Month:
        return Month.of(self.first)

    @property
    def whole(self) -> bool:
        """Whether it is the whole month."""
        return (self.first, self.last) == (self.month.first_day, self.month.last_day)


@dataclass(frozen=True, slots=True)
class Counts:
    """One thing counted in each stretch, and in all of them. Of persons the total is counted, never added."""

    by_stretch: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class ProjectReport:
    """What a project did in *stretches*."""

    project: Project
    first: date
    last: date
    stretches: tuple[Stretch, ...]
    persons: Counts
    new: Counts
    """Without a service of the project before, since its first day."""
    services: tuple[tuple[str, Counts], ...]
    """By code of the service type, in the order of the catalogue, without those of which there is none, and without
    matters of protection: these are counted in *persons* only."""
    persons_of: tuple[tuple[str, Counts], ...]
    """The same types: their distinct persons. Who had two kinds of service stands in both."""
    attempts: Counts | None
    """Of family contact; None where the project has nothing of it."""
    achieved: Counts | None
    ages: Breakdown
    """Persons by age band and sex. Their total is printed beside it, whatever is hidden."""
    historical: tuple[Month, ...] = ()
    """Months of which there are only figures, and so nothing here."""

    @property
    def provisional(self) -> tuple[Month, ...]:
        return tuple(stretch.month for stretch in self.stretches if stretch.provisional)


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A project beside others, over its days of the period."""

    project: Project
    first: date
    last: date
    services: int
    persons: int
    new: int
    provisional: bool


def check_project(project: Project, catalog: Catalog) -> Problems:
    """What is wrong with a definition, but for its name."""
    problems = Problems()
    if project.last < project.first:
        problems.add(Code.ENDS_BEFORE, "last")
    elif (months := _months(project.first, project.last)) > LONGEST_PERIOD:
        problems.add(Code.PERIOD_TOO_LONG, "last", months=months, limit=LONGEST_PERIOD)
    if not project.funders:
        problems.add(Code.REQUIRED, "funders")
    if any(catalog.item(Kind.FUNDER, code) is None for code in project.funders):
        problems.add(Code.BAD_CHOICE, "funders")
    if any(catalog.service_type(code) is None for code in project.services):
        problems.add(Code.BAD_CHOICE, "services")
    if project.municipality and not _MUNICIPALITY.fullmatch(project.municipality):
        problems.add(Code.BAD_CHOICE, "municipality")
    return problems


def stretches(first: date, last: date, provisional: Iterable[Month]) -> tuple[Stretch, ...]:
    """The months from *first* to *last*, the first and the last of them perhaps in part."""
    open_months = frozenset(provisional)
    found: list[Stretch] = []
    while first <= last:
        month = Month.of(first)
        found.append(Stretch(first, min(month.last_day, last), month in open_months))
        first = month.last_day + timedelta(days=1)
    return tuple(found)


def report_of(
    project: Project,
    run: Sequence[Stretch],
    tried: Sequence[Counted],
    everybody: Sequence[Counted],
    catalog: Catalog,
    order: Mapping[Dimension, Sequence[str]],
) -> ProjectReport:
    """Counts *tried*, the services since the first day of the project with all their tries, over the days of *run*.

    *everybody* are the services on these days that count in PERSONAS, whoever paid them: a project is what a filter
    lets through of them, and whoever holds both tables by age and sex may subtract."""
    first, last = run[0].first, run[-1].last
    counting = Counting(catalog)
    since = project.scope(project.first, last).among(tried)
    scope = project.scope(first, last)
    everything = counting.services(since)
    services, people = counting.listed(scope.among(everything)), counting.of_persons(everything)
    within = scope.among(people)
    began = firsts(people)
    new = [each for each in within if began[each.person] == each.day]
    codes = [kind.code for kind in catalog.service_types if any(kind.code in _kinds(each) for each in services)]
    tries = contacts(scope.among(since))
    # Who saw a type that does not count in PERSONAS is a person of that type all the same.
    of_type = {code: [each for each in services if code in _kinds(each)] for code in codes}
    asked = Request(PERSONS, scope, Dimension.AGE, Dimension.SEX, project.bands)
    wide = replace(asked, scope=scope.without_filters())
    unfiltered = take_apart(wide.scope.among(everybody), wide, order)
    ages = replace(take_apart(within, asked, order), wider=(unfiltered,))
    return ProjectReport(
        project=project,
        first=first,
        last=last,
        stretches=tuple(run),
        persons=_counts(within, run, persons),
        new=_counts(new, run, persons),
        services=tuple((code, _counts(of_type[code], run, quantity)) for code in codes),
        persons_of=tuple((code, _counts(of_type[code], run, persons)) for code in codes),
        attempts=_counts(tries, run, len) if tries else None,
        achieved=_counts(achieved(tries), run, len) if tries else None,
        ages=replace(ages, hidden=to_hide(ages, printed={(WHOLE, WHOLE)})),
    )


def line_of(
    project: Project, first: date, last: date, tried: Sequence[Counted], catalog: Catalog, open_months: Iterable[Month]
) -> ProjectLine:
    """A project in one line, over *first* to *last*."""
    counting = Counting(catalog)
    services = counting.services(project.scope(project.first, last).among(tried))
    people = counting.of_persons(services)
    scope = project.scope(first, last)
    began = firsts(people)
    inside = scope.among(people)
    return ProjectLine(
        project=project,
        first=first,
        last=last,
        services=quantity(counting.listed(scope.among(services))),
        persons=persons(inside),
        new=sum(first <= began[who] for who in {each.person for each in inside}),
        provisional=any(month in scope.months for month in open_months),
    )


def _counts(counted: Sequence[Counted], run: Sequence[Stretch], count: Callable[[Sequence[Counted]], int]) -> Counts:
    parts: dict[tuple[int, int], list[Counted]] = {(s.month.year, s.month.month): [] for s in run}
    for each in counted:
        parts[each.day.year, each.day.month].append(each)
    return Counts(tuple(count(part) for part in parts.values()), count(counted))


def _kinds(each: Counted) -> tuple[str, ...]:
    return each.keys[Dimension.SERVICE]


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month + 1
