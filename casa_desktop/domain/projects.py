"""A project with its funders and its own days, and what its report counts. ECHO and CICR do not begin on the 1st."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType

from casa_desktop.domain.ages import Bands, BandSet
from casa_desktop.domain.breakdowns import Breakdown, Request, take_apart, to_hide
from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.cells import Origin
from casa_desktop.domain.counted import Counted, Dimension
from casa_desktop.domain.counting import Counting
from casa_desktop.domain.days import Concept, Days
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
class ProjectOrigin(Origin):
    """A number of the report from *first* to *last* of the project of uuid *project*. No *service* = all that may be
    told by their type; no *month* = all of the days."""

    project: str
    first: date
    last: date
    concept: Concept
    service: str = ""
    month: Month | None = None


@dataclass(frozen=True, slots=True)
class ProjectPartOrigin(Origin):
    """A cell of its table by age and sex; ``WHOLE`` = a total."""

    project: str
    first: date
    last: date
    row: str = WHOLE
    column: str = WHOLE


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
    failed: Counts | None
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


def days_of(project: Project, first: date, last: date, tried: Sequence[Counted], catalog: Catalog) -> Days:
    """What *project* has from *first* to *last* of *tried*, the services since its first day with all their tries."""
    counting = Counting(catalog)
    earlier = project.scope(project.first, last).among(each for each in tried if each.day < first)
    known = {each.person for each in counting.of_persons(counting.services(earlier))}
    return Days(project.scope(first, last).among(tried), known, counting)


def apart(project: Project, first: date, last: date) -> Request:
    """How the persons of a report are taken apart."""
    return Request(PERSONS, project.scope(first, last), Dimension.AGE, Dimension.SEX, project.bands)


def behind(days: Days, origin: ProjectOrigin) -> list[Counted]:
    """The services that a number counts."""
    picked = days.pick(origin.concept, _types(origin.service))
    return picked if origin.month is None else _by_month(picked).get((origin.month.year, origin.month.month), [])


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
    days = days_of(project, first, last, tried, catalog)

    def counts(concept: Concept, code: str = "") -> Counts:
        picked = days.pick(concept, _types(code))
        parts = _by_month(picked)
        months = ((stretch.month.year, stretch.month.month) for stretch in run)
        return Counts(tuple(concept.number_of(parts.get(month, ())) for month in months), concept.number_of(picked))

    kinds = {each.keys[Dimension.SERVICE][0] for each in days.listed}
    codes = [kind.code for kind in catalog.service_types if kind.code in kinds]
    tries = counts(Concept.ATTEMPTS)
    asked = apart(project, first, last)
    wide = replace(asked, scope=asked.scope.without_filters())
    unfiltered = take_apart(wide.scope.among(everybody), wide, order)
    ages = replace(take_apart(days.pick(Concept.PERSONS), asked, order), wider=(unfiltered,))
    return ProjectReport(
        project=project,
        first=first,
        last=last,
        stretches=tuple(run),
        persons=counts(Concept.PERSONS),
        new=counts(Concept.NEW),
        services=tuple((code, counts(Concept.SERVICES, code)) for code in codes),
        persons_of=tuple((code, counts(Concept.SERVED, code)) for code in codes),
        attempts=tries if tries.total else None,
        achieved=counts(Concept.ACHIEVED) if tries.total else None,
        failed=counts(Concept.FAILED) if tries.total else None,
        ages=replace(ages, hidden=to_hide(ages, printed={(WHOLE, WHOLE)})),
    )


def line_of(
    project: Project, first: date, last: date, tried: Sequence[Counted], catalog: Catalog, open_months: Iterable[Month]
) -> ProjectLine:
    """A project in one line, over *first* to *last*."""
    days = days_of(project, first, last, tried, catalog)

    def total(concept: Concept) -> int:
        return concept.number_of(days.pick(concept))

    return ProjectLine(
        project=project,
        first=first,
        last=last,
        services=total(Concept.SERVICES),
        persons=total(Concept.PERSONS),
        new=total(Concept.NEW),
        provisional=any(month in project.scope(first, last).months for month in open_months),
    )


def _types(code: str) -> tuple[str, ...] | None:
    return (code,) if code else None


def _by_month(counted: Iterable[Counted]) -> dict[tuple[int, int], list[Counted]]:
    """By year and month: a key that is made faster than a ``Month``."""
    parts: dict[tuple[int, int], list[Counted]] = defaultdict(list)
    for each in counted:
        parts[each.day.year, each.day.month].append(each)
    return parts


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month + 1
