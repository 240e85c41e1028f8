"""The records behind a cell are those that it counts, for every rule, over random desks: they are frozen and listed."""

from datetime import date

import pytest
from hypothesis import given, settings

from casa_desktop.domain.access import Role
from casa_desktop.domain.breakdowns import Request
from casa_desktop.domain.cells import CellOrigin
from casa_desktop.domain.counted import Dimension
from casa_desktop.domain.indicators import COUNTS_PERSONS, Indicator, RowChoice, Rule
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.scope import Scope
from casa_desktop.domain.table import Source
from casa_desktop.services import breakdowns, figures, months, origins, statistics
from casa_desktop.services.figures import Figure, SaveFigures
from casa_desktop.services.months import ChooseSource
from casa_desktop.services.numbers import gather
from casa_desktop.services.origins import OriginQuery
from casa_desktop.services.statistics import TableRequest
from casa_desktop.storage.cells import Cells
from casa_desktop.storage.cells import counted as rows_behind
from tests.services.desk import Desk
from tests.services.small_desks import SmallDesk, desks
from tests.services.test_statistics import attend, guidance, register
from tests.services.test_statistics_rules import INDICATORS, many, periods, table, within

OF_NEW = (Rule.NEW_PERSONS, Rule.NEW_IN_YEAR)
JANUARY, FEBRUARY = Month(2026, 1), Month(2026, 2)
Pairs = set[tuple[int, int]]


def behind(small: SmallDesk, indicator: Indicator) -> dict[Month, Pairs]:
    """(service, canonical person) by month; of who is new, what they had in their first month alone."""
    found: dict[Month, Pairs] = {month: set() for month in small.with_records()}
    first = {month: small.persons(indicator, {month}) for month in found}
    chosen = {id(row) for row in small.chosen(indicator)}
    for at, row in enumerate(small.services, 1):
        who = small.canonical(row.person)
        if id(row) in chosen and (indicator.rule not in OF_NEW or who in first[row.month]):
            found[row.month].add((at, who + 1))
    return found


def persons(pairs: Pairs) -> int:
    return len({who for _, who in pairs})


@settings(many, max_examples=20)
@given(small=desks(), period=periods)
def test_the_records_behind_a_cell_are_those_that_it_counts(desk: Desk, small: SmallDesk, period: Period) -> None:
    recorded = set(period) & small.with_records()
    with within(desk, small) as ctx:
        shown = table(ctx, period)
        numbers, read = gather(ctx, period, INDICATORS), Cells(ctx.work.connection)
        for row in shown.rows:
            expected, counted = behind(small, row.indicator), row.indicator.rule in COUNTS_PERSONS
            for head, cell in zip(shown.heads, row.cells, strict=True):
                if head.month in recorded:
                    pairs = read.pairs(rows_behind(numbers.selection, row.indicator, frozenset({head.month.number})))
                    assert pairs == expected[head.month], (row.indicator.id, str(head.month))
                    assert not counted or persons(set(pairs)) == cell.value
            tally = origins.records(ctx, OriginQuery(CellOrigin(row.indicator, period))).records.all
            every: Pairs = set().union(*(expected[month] for month in recorded))
            assert (tally.services, tally.persons) == (len(every), persons(every)), row.indicator.id
            if counted and recorded:
                assert row.distinct is not None
                assert tally.persons == row.distinct.exact


@pytest.mark.parametrize("rule", OF_NEW)
def test_who_came_in_a_month_that_prints_history_is_not_new_in_the_next_one(desk: Desk, rule: Rule) -> None:
    new, both = Indicator(rule), Period(JANUARY, FEBRUARY)
    for name, days in (("María", ((1, 5), (2, 3))), ("José", ((2, 4),))):
        who = register(desk, name, "Gil")
        for month, day in days:
            attend(desk, who, date(2026, month, day), guidance())
    run = desk.runner(Role.COORDINATION).run
    run(figures.save, SaveFigures((Figure(JANUARY, new, 7, "NUEVAS"),), "Libro"))
    run(months.choose_source, ChooseSource(JANUARY, new, Source.HISTORY, "como se publicó"))
    (row,) = run(statistics.table, TableRequest(both, (RowChoice(new, "NUEVAS"),))).result.rows
    assert [cell.value for cell in row.cells] == [7, 1]
    detail = run(origins.records, OriginQuery(CellOrigin(new, both))).result
    assert [who.name for who in detail.records.persons] == ["José G. P."]
    if rule is Rule.NEW_PERSONS:
        apart = run(breakdowns.breakdown, Request(new, Scope.of(both), Dimension.MONTH)).result
        assert dict(apart.row_totals) == {str(FEBRUARY): 1}
