"""From the sum of the months to the distinct persons: whoever came again, by the number of months; parts add up."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given

from casa_desktop.domain.access import Role
from casa_desktop.domain.cells import CellDetail, CellOrigin, Paging, Spread
from casa_desktop.domain.indicators import Indicator, Rule
from casa_desktop.domain.periods import Month, Period
from casa_desktop.services import figures, origins
from casa_desktop.services.figures import Figure, SaveFigures
from casa_desktop.services.origins import OriginQuery
from casa_desktop.texts import ui_statistics as texts
from tests.services.desk import Desk
from tests.services.small_desks import SmallDesk, desks
from tests.services.test_statistics import attend, cell, guidance, register, session
from tests.services.test_statistics_rules import FIRST, LAST, many, within

QUARTER = Period(Month(2026, 1), Month(2026, 3))
PERSONS = Indicator(Rule.PERSONS)
CHECKED = (PERSONS, Indicator(Rule.COVERED), Indicator(Rule.PERSONS_OF_SERVICE, "ORI"))


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """María comes in three months, José in two, Ana to psychology in two; one is anonymous."""
    maria, jose, ana = (register(desk, *name) for name in (("María", "Gil"), ("José", "Ruiz"), ("Ana", "Mora")))
    for month in (1, 2, 3):
        attend(desk, maria, date(2026, month, 5), guidance())
    for month in (1, 3):
        attend(desk, jose, date(2026, month, 6), guidance())
    attend(desk, ana, date(2026, 1, 7), guidance())
    attend(desk, ana, date(2026, 2, 9), session(), role=Role.PSYCHOLOGY)
    attend(desk, "", date(2026, 2, 3), guidance())
    return desk


def names(detail: CellDetail) -> list[str]:
    return [person.name for person in detail.records.persons]


def test_everybody_is_told_by_months_and_the_difference_is_who_came_again(busy: Desk) -> None:
    total = cell(busy, PERSONS, QUARTER)
    assert total.records.spread == (Spread(1, 1), Spread(2, 2), Spread(3, 1))
    assert (total.monthly_sum.exact, total.distinct and total.distinct.exact) == (8, 4)
    assert texts.spread_told(total) == (
        "Suma mensual 8 − personas únicas 4 = 4: las veces que alguien volvió en otro mes."
    )
    assert texts.spread_rows(total.records.spread) == [
        ("1 mes", "1", "1", "0"),
        ("2 meses", "2", "4", "2"),
        ("3 meses", "1", "3", "2"),
        ("Total", "4", "8", "4"),
    ]


def test_one_month_and_who_is_new_have_nothing_to_explain(busy: Desk) -> None:
    assert cell(busy, PERSONS, Period(Month(2026, 1), Month(2026, 1))).records.spread == ()
    assert cell(busy, Indicator(Rule.NEW_PERSONS), QUARTER).records.spread == ()
    assert cell(busy, PERSONS, QUARTER, paging=Paging(offset=1)).records.spread == ()


def test_who_came_again_is_listed_apart_and_a_sealed_month_gives_nobody_away(busy: Desk) -> None:
    assert names(cell(busy, PERSONS, QUARTER, paging=Paging(repeated=True))) == ["María G. P.", "José R. P."]
    both = cell(busy, PERSONS, QUARTER, Role.PSYCHOLOGY, paging=Paging(repeated=True))
    assert names(both) == ["María G. P.", "José R. P.", "Ana M. P."]
    page = cell(busy, PERSONS, QUARTER, paging=Paging(repeated=True, limit=1))
    assert (names(page), page.records.more) == (["María G. P."], True)
    rest = cell(busy, PERSONS, QUARTER, paging=Paging(repeated=True, limit=1, offset=1))
    assert (names(rest), rest.records.more) == (["José R. P."], False)


def test_of_historical_months_it_is_said_that_it_cannot_be_known(busy: Desk) -> None:
    december = Figure(Month(2025, 12), PERSONS, 40, "PERSONAS")
    busy.runner(Role.COORDINATION).run(figures.save, SaveFigures((december,), "Libro"))
    total = cell(busy, PERSONS, Period(Month(2025, 12), Month(2026, 3)))
    assert texts.spread_told(total).endswith("Es de los meses con registros.")
    said = texts.unknown_spread(total)
    assert said.startswith("De 1 mes solo hay una cifra histórica")
    assert said.endswith("un rango, entre 40 y 44.")
    assert texts.unknown_spread(cell(busy, PERSONS, QUARTER)) == ""


@many
@given(small=desks())
def test_the_parts_are_the_sum_of_the_months_and_the_distinct_persons(desk: Desk, small: SmallDesk) -> None:
    period = Period(FIRST, LAST)
    with within(desk, small) as ctx:
        found = {each: origins.records(ctx, OriginQuery(CellOrigin(each, period))) for each in CHECKED}
    for indicator, detail in found.items():
        months = [month for month in period if month in small.with_records()]
        expected = Counter(who for month in months for who in small.persons(indicator, {month}))
        by_months = sorted(Counter(expected.values()).items())
        spread = detail.records.spread
        if len(months) > 1:
            assert [(each.months, each.persons) for each in spread] == by_months
            assert sum(each.person_months for each in spread) == detail.monthly_sum.exact
            assert detail.distinct is not None
            assert sum(each.persons for each in spread) == detail.distinct.exact
            assert sum(each.again for each in spread) == sum(expected.values()) - len(expected)
        else:
            assert spread == ()
