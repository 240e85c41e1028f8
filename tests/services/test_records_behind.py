"""The records behind a cell are those that it counts, for every rule, over random desks: they are frozen and listed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from casa_desktop.domain.access import Role
from casa_desktop.domain.breakdowns import Request
from casa_desktop.domain.cells import CellOrigin, CellRecords, Paging, Tally
from casa_desktop.domain.counted import Dimension
from casa_desktop.domain.indicators import COUNTS_PERSONS, Indicator, RowChoice, Rule
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.scope import Scope
from casa_desktop.domain.table import Source
from casa_desktop.services import breakdowns, figures, months, origins, statistics
from casa_desktop.services.context import Context
from casa_desktop.services.figures import Figure, SaveFigures
from casa_desktop.services.months import ChooseSource
from casa_desktop.services.numbers import gather
from casa_desktop.services.origins import OriginQuery
from casa_desktop.services.statistics import TableRequest
from casa_desktop.storage.cells import Cells
from casa_desktop.storage.cells import counted as rows_behind
from casa_desktop.storage.tables import person
from casa_desktop.storage.visit_reads import Reader
from tests.services.desk import Desk
from tests.services.small_desks import SmallDesk, SmallPerson, SmallService, desks
from tests.services.test_statistics import attend, guidance, register
from tests.services.test_statistics_rules import FIRST, INDICATORS, LAST, many, periods, table, within

OF_NEW = (Rule.NEW_PERSONS, Rule.NEW_IN_YEAR)
PAGED = (*map(Indicator, (Rule.PERSONS, Rule.COVERED, *OF_NEW)), Indicator(Rule.SERVICES, "KIT"))
JANUARY, FEBRUARY = Month(2026, 1), Month(2026, 2)
Pairs = set[tuple[int, int]]
MERGED = SmallDesk(
    tuple(SmallPerson(False, 0 if who == 2 else None, ()) for who in range(4)),
    tuple(
        SmallService(who, kind, 40 * who, 1, False, None, True, False) for who in range(4) for kind in ("ORI", "PSI")
    ),
    (),
)
"""The first and the third are one person, who comes before the second."""


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


@settings(many, max_examples=25, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(
    small=desks(),
    period=st.just(Period(FIRST, LAST)) | periods,
    paging=st.builds(Paging, limit=st.integers(1, 2), repeated=st.booleans()),
    reserved=st.frozensets(st.integers(0, 6), max_size=3),
    reader=st.builds(Reader, st.sampled_from((frozenset(), frozenset({"psicologia"}))), st.booleans()),
)
@example(MERGED, Period(FIRST, LAST), Paging(limit=1), frozenset({3}), Reader(frozenset(), reserved=False))
def test_the_pages_together_are_whom_the_reader_may_see(
    desk: Desk, small: SmallDesk, period: Period, paging: Paging, reserved: frozenset[int], reader: Reader
) -> None:
    """Each of them once, in the order of the records, with all of theirs and nothing of what is not the reader's."""
    with within(desk, small) as ctx:
        execute = ctx.work.connection.execute
        execute(update(person).where(person.c.id.in_([who + 1 for who in reserved])).values(reserved=True))
        ids = {uuid: who for who, uuid in execute(select(person.c.id, person.c.uuid))}
        for indicator in PAGED:
            rows = {row for month, found in behind(small, indicator).items() if month in period for row in found}
            of = {at: small.services[at - 1] for at, _ in rows}
            mine: dict[int, list[date]] = {}
            for at, who in rows:
                kept_apart = of[at].kind == "PSI" and not reader.compartments
                if not kept_apart and (reader.reserved or who - 1 not in reserved):
                    mine.setdefault(who, []).append(of[at].date)
            pages = list(paged(ctx, CellOrigin(indicator, period), paging, reader))
            assert [
                (ids[each.uuid], [entry.day for entry in each.entries]) for page in pages for each in page.persons
            ] == [
                (who, sorted(days))
                for who, days in sorted(mine.items())
                if not paging.repeated or len(set(map(Month.of, days))) > 1
            ]
            assert all(len(page.persons) == paging.limit for page in pages[:-1])
            months = len({(who, of[at].month) for at, who in rows})
            quantity = sum(each.quantity for each in of.values())
            assert pages[0].all == Tally(len(rows), quantity, persons(rows), months)
            assert pages[0].reserved_services == len(rows) - sum(map(len, mine.values()))
            assert pages[0].reserved_persons == persons(rows) - len(mine)
            assert all(page.all == Tally() for page in pages[1:]), "told once"


def paged(ctx: Context, origin: CellOrigin, paging: Paging, reader: Reader) -> Iterator[CellRecords]:
    read, where = Cells(ctx.work.connection), statistics.basis(ctx, origin).where
    page = read.records(where, reader, paging)
    yield page
    while page.more:
        paging = replace(paging, offset=paging.offset + paging.limit)
        page = read.records(where, reader, paging)
        yield page


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
