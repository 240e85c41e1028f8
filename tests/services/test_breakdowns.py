"""A number taken apart adds up to the number of the table, «sin dato» included, and small cells stay hidden."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age, AgeRange, BandSet
from casa_desktop.domain.breakdowns import Breakdown, Request, band_key
from casa_desktop.domain.counted import NO_DATA, OF_PERSON, Dimension
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.indicators import COUNTS_PERSONS, Indicator, Rule
from casa_desktop.domain.names import Name
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.persons import Details
from casa_desktop.domain.scope import Scope
from casa_desktop.services import breakdowns, people
from casa_desktop.services.breakdowns import TAKEN_APART
from casa_desktop.texts import breakdowns as words
from tests.services.desk import Desk
from tests.services.small_desks import SmallDesk, desks
from tests.services.test_statistics import attend, call, guidance
from tests.services.test_statistics_rules import INDICATORS, many, periods, within

JANUARY = Scope.of(Period(Month(2026, 1), Month(2026, 1)))
PERSONS = Indicator(Rule.PERSONS)
APART = [indicator for indicator in INDICATORS if indicator.rule in TAKEN_APART]


@many
@given(
    small=desks(),
    period=periods,
    indicator=st.sampled_from(APART),
    rows=st.sampled_from(list(Dimension)),
    columns=st.none() | st.sampled_from(list(Dimension)),
)
def test_the_total_is_the_number_of_the_table_and_what_a_person_is_adds_up(
    desk: Desk, small: SmallDesk, period: Period, indicator: Indicator, rows: Dimension, columns: Dimension | None
) -> None:
    if columns is rows:
        columns = None
    with within(desk, small) as ctx:
        found = breakdowns.breakdown(ctx, Request(indicator, Scope.of(period), rows, columns))
    months = set(period) & small.with_records()
    if indicator.rule in COUNTS_PERSONS:
        assert found.total == len(small.persons(indicator, months))
    else:
        assert found.total == sum(small.count(indicator, month) for month in months)
    added = sum(found.row_totals.values())
    assert added >= found.total
    if rows in OF_PERSON or (indicator.rule not in COUNTS_PERSONS and rows is not Dimension.VULNERABILITY):
        assert added == found.total
    for row in found.rows:
        inside = [found.cells.get((row, column), 0) for column in found.columns]
        assert max(inside) <= found.row_totals.get(row, 0) <= sum(inside)
    assert found.rows[-1] == NO_DATA, "«sin dato» stands there even where nobody is in it"


def person(desk: Desk, sex: str, age: Age, country: str = "VEN") -> str:
    uuid = new_id()
    details = Details(Name("Luz", "", "Mora"), sex=sex, age=age, country=country)
    desk.runner(Role.RECEPTION).run(people.register, people.RegisterPerson(uuid, details))
    return uuid


def apart(desk: Desk, rows: Dimension, columns: Dimension | None = None, **asked: object) -> Breakdown:
    request = Request(PERSONS, JANUARY, rows, columns, **asked)  # type: ignore[arg-type]  # only bands
    found: Breakdown = desk.runner(Role.COORDINATION).run(breakdowns.breakdown, request).result
    return found


def test_bands_are_those_asked_for_and_an_age_across_two_is_told(desk: Desk) -> None:
    stated = date(2026, 1, 2)
    for age in (
        Age(birth_date=date(2008, 1, 20)),
        Age(stated=AgeRange(17, 18), stated_on=stated),
        Age(stated=AgeRange(30, 35), stated_on=stated),
    ):
        attend(desk, person(desk, "02", age), date(2026, 1, 8), guidance())
    found = apart(desk, Dimension.AGE)
    assert dict(found.row_totals) == {band_key(13): 1, NO_DATA: 1, band_key(26): 1}
    assert found.rows == (band_key(13), band_key(26), NO_DATA)
    assert found.straddling == 1
    other = apart(desk, Dimension.AGE, bands=BandSet.UNHCR)
    assert dict(other.row_totals) == {band_key(12): 1, NO_DATA: 1, band_key(18): 1}


def test_somebody_who_had_a_birthday_in_the_period_is_in_one_band(desk: Desk) -> None:
    who = person(desk, "01", Age(birth_date=date(2008, 1, 10)))
    for day in (8, 12):
        attend(desk, who, date(2026, 1, day), guidance())
    assert dict(apart(desk, Dimension.AGE).row_totals) == {band_key(13): 1}


def test_who_stands_in_two_rows_is_counted_once_in_all(desk: Desk) -> None:
    who = person(desk, "02", Age(birth_date=date(1990, 1, 10)))
    attend(desk, who, date(2026, 1, 8), guidance(), call())
    found = apart(desk, Dimension.SERVICE, Dimension.SEX)
    assert dict(found.row_totals) == {"ORI": 1, "RCF": 1}
    assert (found.total, found.overlaps) == (1, True)
    assert found.cells["ORI", "02"] == found.column_totals["02"] == 1


def test_unknown_sex_is_sin_dato_and_women_come_first(desk: Desk) -> None:
    age = Age(birth_date=date(1990, 1, 10))
    for sex in ("01", "SD", "02"):
        attend(desk, person(desk, sex, age), date(2026, 1, 8), guidance())
    found = apart(desk, Dimension.SEX, Dimension.COUNTRY)
    assert found.rows == ("02", "01", NO_DATA)
    assert found.cells[NO_DATA, "VEN"] == 1


def test_families_and_the_same_twice_are_not_taken_apart(desk: Desk) -> None:
    run = desk.runner(Role.COORDINATION).run
    for request, code in (
        (Request(Indicator(Rule.FAMILIES), JANUARY, Dimension.SEX), Code.UNKNOWN_ROW),
        (Request(Indicator(Rule.SERVICES, "NADA"), JANUARY, Dimension.SEX), Code.UNKNOWN_ROW),
        (Request(PERSONS, JANUARY, Dimension.SEX, Dimension.SEX), Code.BAD_CHOICE),
    ):
        with pytest.raises(CasaError) as raised:
            run(breakdowns.breakdown, request)
        assert raised.value.code is code


def test_two_of_one_name_are_two_who_attend(desk: Desk) -> None:
    """By username, so that nobody is added up with another and no name stands in a view; by name where it is read."""
    who = person(desk, "02", Age(birth_date=date(1990, 1, 10)))
    for role in (Role.RECEPTION, Role.HEALTH):
        attend(desk, who, date(2026, 1, 8), guidance(), role=role)
    with desk.runner(Role.COORDINATION).batch() as ctx:
        for role in (Role.RECEPTION, Role.HEALTH):
            user = ctx.work.users.by_username(str(role))
            assert user is not None
            ctx.work.users.change(user, full_name="Ana Gil", active=True, roles=user.roles)
        catalog = ctx.work.catalog.snapshot()
    found = apart(desk, Dimension.STAFF)
    assert dict(found.row_totals) == {"recepcion": 1, "salud": 1}
    lines = words.sheet(found, "PERSONAS", catalog).lines
    assert [line.name for line in lines] == ["Ana Gil (recepcion)", "Ana Gil (salud)", "Sin dato", "Total"]
    told = words.filters({Dimension.STAFF: frozenset({"rcf"})}, catalog, BandSet.GIFMM, found.staff)
    assert told == ("Solo quien atendió: Prueba de rcf",)
