"""Days and filters of a breakdown over random desks, and the records behind each of its cells."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age, AgeRange, BandSet, band_of
from casa_desktop.domain.breakdowns import Across, Breakdown, PartOrigin, Request, band_key
from casa_desktop.domain.cells import FIRST_PAGE, CellDetail, Paging
from casa_desktop.domain.counted import NO_DATA, OF_PERSON, Dimension
from casa_desktop.domain.indicators import COUNTS_PERSONS, Indicator, Rule
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.scope import Scope
from casa_desktop.domain.suppression import WHOLE
from casa_desktop.services import breakdowns, origins
from casa_desktop.services.context import Context
from casa_desktop.services.origins import OriginQuery
from casa_desktop.texts import breakdowns as words
from tests.services.desk import Desk
from tests.services.small_desks import DAYS, FIRST_DAY, SEXES, SmallDesk, desks
from tests.services.test_breakdowns import APART, PERSONS, person
from tests.services.test_statistics import attend, call, guidance
from tests.services.test_statistics_rules import many, periods, table, within

NEW = Indicator(Rule.NEW_PERSONS)
days = st.tuples(st.integers(0, DAYS), st.integers(0, DAYS)).map(
    lambda ends: Scope(FIRST_DAY + timedelta(min(ends)), FIRST_DAY + timedelta(max(ends)))
)
two = st.permutations(list(Dimension)).map(lambda drawn: (drawn[0], drawn[1]))
some = settings(many, max_examples=20)


def asked(ctx: Context, indicator: Indicator, scope: Scope, rows: Dimension, columns: Dimension) -> Breakdown:
    found: Breakdown = breakdowns.breakdown(ctx, Request(indicator, scope, rows, columns))
    return found


def numbers(found: Breakdown) -> tuple[object, ...]:
    return (found.rows, found.columns, dict(found.cells), dict(found.row_totals), found.total, found.across)


@some
@given(small=desks(), scope=days, indicator=st.sampled_from(APART))
def test_days_count_what_was_done_on_them(desk: Desk, small: SmallDesk, scope: Scope, indicator: Indicator) -> None:
    with within(desk, small) as ctx:
        found = asked(ctx, indicator, scope, Dimension.AGE, Dimension.SEX)
    rows = [row for row in small.chosen(indicator) if scope.first <= row.date <= scope.last]
    if indicator.rule is Rule.SERVICES:
        assert found.total == sum(row.quantity if row.kind == "KIT" else 1 for row in rows)
        return
    came_before = {small.canonical(row.person) for row in small.chosen(indicator) if row.date < scope.first}
    expected = {small.canonical(row.person) for row in rows}
    if indicator.rule is Rule.NEW_PERSONS:
        expected -= came_before
    assert found.total == len(expected)
    by_sex = [SEXES[who % len(SEXES)] for who in expected]
    assert [found.value(WHOLE, key) for key in ("02", "01", NO_DATA)] == [by_sex.count(sex) for sex in SEXES]
    bands = Counter(
        band_key(band.first) if band else NO_DATA
        for who in expected
        for day in [min(row.date for row in rows if small.canonical(row.person) == who)]
        for band in [band_of(Age(None, AgeRange(5 * who, 5 * who + who % 3), FIRST_DAY).on(day), BandSet.GIFMM)]
    )
    assert dict(found.row_totals) == bands
    assert sum(found.row_totals.values()) == found.total == sum(found.column_totals.values())


@some
@given(small=desks(), period=periods, indicator=st.sampled_from(APART), by=two)
def test_the_days_of_a_month_are_the_month_and_a_filter_by_all_keys_is_none(
    desk: Desk, small: SmallDesk, period: Period, indicator: Indicator, by: tuple[Dimension, Dimension]
) -> None:
    with within(desk, small) as ctx:
        found = asked(ctx, indicator, Scope.of(period), *by)
        same = Scope(period.first.first_day, period.last.last_day)
        assert numbers(asked(ctx, indicator, same, *by)) == numbers(found)
        every = {by[0]: frozenset(found.rows), by[1]: frozenset(found.columns)}
        open_wide = asked(ctx, indicator, Scope.of(period, every), *by)
        assert numbers(open_wide) == numbers(found)
        assert [numbers(each) for each in open_wide.wider] == [numbers(found)]


@some
@given(small=desks(), period=periods, indicator=st.sampled_from(APART), by=two, rule=st.sampled_from(list(Dimension)))
def test_a_filter_leaves_its_rows_as_they_were_and_takes_out_the_others(
    desk: Desk,
    small: SmallDesk,
    period: Period,
    indicator: Indicator,
    by: tuple[Dimension, Dimension],
    rule: Dimension,
) -> None:
    rows, columns = by
    with within(desk, small) as ctx:
        found = asked(ctx, indicator, Scope.of(period), rows, columns)
        for key in found.rows:
            one = asked(ctx, indicator, Scope.of(period, {rows: frozenset({key})}), rows, columns)
            if rows is not Dimension.AGE and columns is not Dimension.AGE:
                # Somebody's age is that on the first service of the report, which a filter may leave out.
                assert [one.value(key, c) for c in found.columns] == [found.value(key, c) for c in found.columns]
            assert one.total == one.value(key, WHOLE) == found.value(key, WHOLE)
        everything = [asked(ctx, indicator, Scope.of(period, {rule: frozenset()}), rows, columns)]
    assert {each.total for each in everything} == {0}


@some
@given(small=desks(), scope=days, indicator=st.sampled_from(APART), by=two)
def test_the_records_behind_a_cell_are_as_many_as_it_counts(
    desk: Desk, small: SmallDesk, scope: Scope, indicator: Indicator, by: tuple[Dimension, Dimension]
) -> None:
    with within(desk, small) as ctx:
        request = Request(indicator, scope, *by)
        found = breakdowns.breakdown(ctx, request)
        for row in (*found.rows, WHOLE):
            for column in (*found.columns, WHOLE):
                detail = origins.records(ctx, OriginQuery(PartOrigin(request, row, column)))
                assert detail.monthly_sum.exact == found.value(row, column)
                tally = detail.records.all
                if indicator.rule in COUNTS_PERSONS:
                    assert tally.persons == found.value(row, column)
                else:
                    assert found.value(row, column) in (tally.services, tally.quantity)


@some
@given(small=desks(), period=periods)
def test_new_persons_by_month_are_those_of_the_table(desk: Desk, small: SmallDesk, period: Period) -> None:
    with within(desk, small) as ctx:
        found = asked(ctx, NEW, Scope.of(period), Dimension.MONTH, Dimension.SEX)
        shown = next(row for row in table(ctx, period).rows if row.indicator == NEW)
    values = {str(month): cell.value or 0 for month, cell in zip(period, shown.cells, strict=True)}
    assert {key: value for key, value in values.items() if value} == dict(found.row_totals)
    assert not found.overlaps


def come(desk: Desk) -> None:
    """A woman of 17 or 18, one between 5 and 30, a man of unknown age; the first comes back in February."""
    stated = date(2026, 1, 2)
    first = person(desk, "02", Age(stated=AgeRange(17, 18), stated_on=stated), "COL")
    second = person(desk, "02", Age(stated=AgeRange(5, 30), stated_on=stated))
    third = person(desk, "01", Age(birth_date=date(1980, 1, 1)))
    for who, day in ((first, date(2026, 1, 8)), (second, date(2026, 1, 20)), (third, date(2026, 1, 20))):
        attend(desk, who, day, guidance())
    attend(desk, first, date(2026, 2, 2), call())


def ask(desk: Desk, scope: Scope, rows: Dimension = Dimension.SEX, indicator: Indicator = PERSONS) -> Breakdown:
    found: Breakdown = desk.runner(Role.COORDINATION).run(breakdowns.breakdown, Request(indicator, scope, rows)).result
    return found


def test_who_is_new_came_first_on_one_of_the_days(desk: Desk) -> None:
    come(desk)
    middle = Scope(date(2026, 1, 15), date(2026, 2, 14))
    assert ask(desk, middle).total == 3
    assert dict(ask(desk, middle, indicator=NEW).row_totals) == {"01": 1, "02": 1}
    assert ask(desk, Scope(date(2026, 1, 1), date(2026, 2, 14)), indicator=NEW).total == 3


def test_stated_ages_tell_between_which_bands_they_lie(desk: Desk) -> None:
    come(desk)
    found = ask(desk, Scope.of(Period(Month(2026, 1), Month(2026, 1))), Dimension.AGE)
    assert found.across == (Across(band_key(0), band_key(26), 1), Across(band_key(13), band_key(18), 1))
    assert found.value(NO_DATA, WHOLE) == found.straddling == 2
    own = Request(PERSONS, found.request.scope, Dimension.AGE, bands=(0, 4, 40))
    again = desk.runner(Role.COORDINATION).run(breakdowns.breakdown, own).result
    assert dict(again.row_totals) == {band_key(4): 2, band_key(40): 1}


def test_an_age_is_filtered_by_its_band_and_sin_dato_is_one_of_them(desk: Desk) -> None:
    come(desk)
    january = Period(Month(2026, 1), Month(2026, 2))
    unknown: Mapping[Dimension, frozenset[str]] = {Dimension.AGE: frozenset({NO_DATA})}
    assert dict(ask(desk, Scope.of(january, unknown)).row_totals) == {"02": 2}
    both: Mapping[Dimension, frozenset[str]] = {**unknown, Dimension.COUNTRY: frozenset({"COL"})}
    assert ask(desk, Scope.of(january, both), Dimension.SERVICE).total == 1


def part(desk: Desk, role: Role, origin: PartOrigin, paging: Paging = FIRST_PAGE) -> CellDetail:
    found: CellDetail = desk.runner(role).run(origins.records, OriginQuery(origin, paging)).result
    return found


def test_a_cell_opens_its_records_by_person_and_a_filter_holds_there_too(desk: Desk) -> None:
    come(desk)
    scope = Scope.of(Period(Month(2026, 1), Month(2026, 2)), {Dimension.COUNTRY: frozenset({"COL"})})
    detail = part(desk, Role.COORDINATION, PartOrigin(Request(PERSONS, scope, Dimension.SEX), "02"))
    assert [[entry.service for entry in who.entries] for who in detail.records.persons] == [["ORIENTACION", "REF"]]
    everybody = Request(PERSONS, scope.without_filters(), Dimension.SEX)
    first = part(desk, Role.COORDINATION, PartOrigin(everybody), Paging(limit=2))
    assert (len(first.records.persons), first.records.more) == (2, True)
    assert len(part(desk, Role.COORDINATION, PartOrigin(everybody), Paging(offset=2)).records.persons) == 1
    with desk.runner(Role.COORDINATION).batch() as ctx:
        last = ctx.work.connection.exec_driver_sql(
            "SELECT action, record, fields FROM audit ORDER BY seq DESC LIMIT 1"
        ).one()
    assert tuple(last) == ("statistics.cell", "PER-MES:2026-01-01..2026-02-28", "sex")


def test_days_that_leave_out_few_of_their_month_hide_what_would_tell_who_they_are(desk: Desk) -> None:
    grown = Age(birth_date=date(1990, 1, 1))
    for at in range(8):
        attend(desk, person(desk, "02", grown), date(2026, 1, 21 if at == 0 else 5), guidance())
    early, month = Scope(date(2026, 1, 1), date(2026, 1, 20)), Scope.of(Period(Month(2026, 1), Month(2026, 1)))
    found, whole = (ask(desk, scope, Dimension.SEX) for scope in (early, month))
    assert (found.value("02", WHOLE), whole.value("02", WHOLE)) == (7, 8), "in sight of coordination"
    assert (("02", WHOLE) in found.hidden, whole.hidden) == (True, frozenset()), (
        "and not on the paper beside the month's"
    )
    assert any("meses completos" in note for note in words.notes(found, hidden=True))


def test_persons_of_two_funders_are_told_to_overlap(desk: Desk) -> None:
    who = person(desk, "02", Age(birth_date=date(1990, 1, 1)))
    paid = [replace(guidance(), funder="ECHO"), replace(call(), funder="CICR")]
    attend(desk, who, date(2026, 1, 21), *paid)
    found = ask(desk, Scope.of(Period(Month(2026, 1), Month(2026, 1))), Dimension.FUNDER)
    assert (sorted(found.row_totals.values()), found.total, found.overlaps) == ([1, 1], 1, True)
    assert Dimension.FUNDER not in OF_PERSON
