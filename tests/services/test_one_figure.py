"""One figure is one number, whichever page prints it: each over random desks, held against the rule as it is worded."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from casa_desktop.domain.breakdowns import Request
from casa_desktop.domain.catalog import FIRST_MONTH, Kind
from casa_desktop.domain.closing import Tie
from casa_desktop.domain.counted import Dimension
from casa_desktop.domain.dashboard import Dashboard
from casa_desktop.domain.indicators import Indicator, Outcome, Reach, RowChoice, Rule
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.projects import ProjectReport
from casa_desktop.domain.rcf_month import RcfSummary
from casa_desktop.domain.scope import Scope
from casa_desktop.domain.summaries import MonthPage, WeekReport, monday
from casa_desktop.domain.table import MonthlyTable
from casa_desktop.services import breakdowns, closing, dashboard, projects, rcf_summary, statistics, summaries
from casa_desktop.services.closing import ReviewMonth
from casa_desktop.services.context import Context
from casa_desktop.services.dashboard import DashboardQuery
from casa_desktop.services.numbers import gather
from casa_desktop.services.projects import ReportQuery
from casa_desktop.services.rcf_summary import SummaryQuery
from casa_desktop.services.statistics import TableRequest
from casa_desktop.services.summaries import MonthQuery, WeekQuery
from casa_desktop.storage.cells import Cells, counted
from casa_desktop.storage.tables import service
from tests.services.desk import TODAY, Desk
from tests.services.small_desks import DAYS, FIRST_DAY, TYPES, SmallDesk, SmallOption, SmallService, desks
from tests.services.test_projects import project
from tests.services.test_statistics_rules import many, within

PERSONS, NEW, VISITS = (Indicator(rule) for rule in (Rule.PERSONS, Rule.NEW_PERSONS, Rule.VISITS))
OF_TYPES = tuple(Indicator(Rule.SERVICES, code) for code in TYPES)
ROWS = tuple(RowChoice(each, each.id) for each in (PERSONS, NEW, VISITS, *OF_TYPES))
few = settings(many, max_examples=12)
months = st.sampled_from([Month(2025, 9).plus(n) for n in range(6)])
days = st.integers(0, DAYS).map(lambda n: FIRST_DAY + timedelta(days=n))


@dataclass
class Told:
    """What every place says of one month, in which all services were paid by the funder of one project."""

    month: Month
    small: SmallDesk
    table: MonthlyTable
    page: MonthPage
    board: Dashboard
    project: ProjectReport
    calls: RcfSummary
    tie: tuple[int, tuple[int, ...]]
    apart: dict[Indicator, int]
    pairs: dict[Indicator, frozenset[tuple[int, int]]]

    def cell(self, table: MonthlyTable, indicator: Indicator) -> int:
        return next(row.cells[-1].value or 0 for row in table.rows if row.indicator == indicator)

    def kept(self, indicator: Indicator) -> list[SmallService]:
        """The services that a publication keeps behind the cell."""
        return [self.small.services[number - 1] for number, _ in self.pairs[indicator]]

    def bar(self, indicator: Indicator) -> int:
        return next((row.cells[-1].value or 0 for row in self.board.services if row.indicator == indicator), 0)


def funded(ctx: Context) -> None:
    echo = ctx.work.catalog.keys().items[Kind.FUNDER, "ECHO"]
    ctx.work.connection.execute(update(service).values(funder_id=echo))


def paid(ctx: Context, first: date, last: date) -> ProjectReport:
    """What a project that began before everything did from *first* to *last*."""
    made = projects.keep(ctx, project(FIRST_DAY, max(last, FIRST_DAY)))
    found: ProjectReport = projects.report(ctx, ReportQuery(made.named.uuid, first, last))
    return found


def on_the_line(small: SmallDesk, month: Month) -> SmallDesk:
    """All of it calls of one month, those of companions counted too: else little of it would be."""
    start = (month.first_day - FIRST_DAY).days
    rows = tuple(replace(row, kind="RCF", day=start + row.day % 28) for row in small.services)
    option = SmallOption("RCF", FIRST_MONTH, True, Reach.PRESENT, Outcome.SERVICES)
    return replace(small, services=rows, options=(option,))


def told(ctx: Context, small: SmallDesk, month: Month) -> Told:
    funded(ctx)
    one = Period(month, month)
    numbers, read = gather(ctx, one, ()), Cells(ctx.work.connection)
    every = (PERSONS, NEW, VISITS, *OF_TYPES)
    ties = closing.review(ctx, ReviewMonth(month)).ties
    return Told(
        month,
        small,
        statistics.table(ctx, TableRequest(one, ROWS)),
        summaries.month(ctx, MonthQuery(month)),
        dashboard.dashboard(ctx, DashboardQuery(month)),
        paid(ctx, month.first_day, month.last_day),
        rcf_summary.summary(ctx, SummaryQuery(month)),
        next((each.left, each.parts) for each in ties if each.tie is Tie.CALLS),
        {
            each: breakdowns.breakdown(ctx, Request(each, Scope.of(one), Dimension.COUNTRY)).total
            for each in every
            if each is not VISITS
        },
        {each: read.pairs(counted(numbers.selection, each, frozenset({month.number}))) for each in every},
    )


def of_persons(t: Told) -> list[list[int]]:
    people = [t.cell(t.table, PERSONS), t.cell(t.page.table, PERSONS), t.board.persons.cells[-1].value or 0]
    people += [t.apart[PERSONS], t.page.ages.total, t.page.countries.total, t.board.ages.total, t.board.countries.total]
    people += [t.project.persons.total, t.project.ages.total, len({who for _, who in t.pairs[PERSONS]})]
    return [[t.small.count(PERSONS, t.month), *people]]


def of_new(t: Told) -> list[list[int]]:
    new = [t.cell(t.table, NEW), t.cell(t.page.table, NEW), t.apart[NEW], t.project.new.total]
    return [[t.small.count(NEW, t.month), *new, len({who for _, who in t.pairs[NEW]})]]


def of_visits(t: Told) -> list[list[int]]:
    kept = {(t.small.canonical(each.person), each.date) for each in t.kept(VISITS)}
    return [[t.small.count(VISITS, t.month), t.cell(t.table, VISITS), t.cell(t.page.table, VISITS), len(kept)]]


def of_services(t: Told) -> list[list[int]]:
    lines = []
    for each in OF_TYPES:
        of_project = dict(t.project.services).get(each.service_type)
        kept = sum(row.quantity if row.kind == "KIT" else 1 for row in t.kept(each))
        line = [t.small.count(each, t.month), t.cell(t.table, each), t.cell(t.page.table, each), t.bar(each)]
        lines.append([*line, t.apart[each], of_project.total if of_project else 0, kept])
    return lines


def of_attempts(t: Told) -> list[list[int]]:
    """Tried, made, not made."""
    tries = [row for row in t.small.services if row.attempt and row.month == t.month]
    made = sum(row.success is not False for row in tries)
    by_project = [0 if counts is None else counts.total for counts in (t.project.attempts, t.project.achieved)]
    calls = {each.code: each.count for each in t.board.calls}
    missed = calls.get("NO_CONTESTA", 0)
    return [
        [len(tries), t.calls.attempts, by_project[0], sum(calls.values()), t.tie[0]],
        [made, t.calls.achieved, by_project[1], sum(calls.values()) - missed, t.tie[1][0]],
        [len(tries) - made, t.calls.not_achieved, by_project[0] - by_project[1], missed, t.tie[1][1]],
        [sum(t.tie[1]), t.tie[0], sum(each.attempts for each in t.calls.countries)],
    ]


FIGURES = (of_persons, of_new, of_visits, of_services, of_attempts)


@pytest.mark.parametrize("figure", FIGURES)
@few
@given(small=desks(), month=months)
def test_a_figure_of_a_month_is_one_number_wherever_it_is_printed(
    desk: Desk, figure: Callable[[Told], list[list[int]]], small: SmallDesk, month: Month
) -> None:
    if figure is of_attempts:
        small = on_the_line(small, month)
    with within(desk, small) as ctx:
        found = told(ctx, small, month)
    for line in figure(found):
        assert len(set(line)) == 1, line


@few
@given(small=desks(), of=days)
def test_a_figure_of_a_week_is_that_of_the_breakdown_and_of_a_project_of_its_days(
    desk: Desk, small: SmallDesk, of: date
) -> None:
    first = monday(of)
    scope = Scope(max(first, FIRST_DAY), min(first + timedelta(days=6), TODAY))

    with within(desk, small) as ctx:
        funded(ctx)
        week: WeekReport = summaries.week(ctx, WeekQuery(of))
        made = paid(ctx, scope.first, scope.last)

        def apart(indicator: Indicator) -> int:
            total: int = breakdowns.breakdown(ctx, Request(indicator, scope, Dimension.SEX)).total
            return total

        assert week.persons.now == apart(PERSONS) == made.persons.total == week.profiles.total
        assert week.new.now == apart(NEW) == made.new.total
        services, by_project = dict(week.services), dict(made.services)
        for each in OF_TYPES:
            now = services[each.service_type].now if each.service_type in services else 0
            paid_for = by_project[each.service_type].total if each.service_type in by_project else 0
            assert now == apart(each) == paid_for
    tries = (0, 0) if made.attempts is None or made.achieved is None else (made.attempts.total, made.achieved.total)
    assert (week.attempts.now, week.achieved.now) == tries
