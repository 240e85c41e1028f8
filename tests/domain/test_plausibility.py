"""Doubts about typed figures: what must be pointed out in the council's table of 2019, and what is no doubt."""

import csv
from pathlib import Path

from casa_desktop.domain.indicators import Indicator, Rule
from casa_desktop.domain.periods import Month
from casa_desktop.domain.plausibility import Doubt, DoubtKind, doubts, total_doubt

PERSONS = Indicator(Rule.PERSONS)
ORIENTATION, PSYCHOLOGY, RCF = (Indicator(Rule.SERVICES, code) for code in ("ORI", "PSI", "RCF"))
COLUMNS = {"PERSONAS": PERSONS, "ORIENTACION": ORIENTATION, "PSICOLOGIA": PSYCHOLOGY, "REF": RCF}
ALL_TYPES = frozenset({"ORI", "PSI", "RCF"})
JULY = Month(2019, 7)


def council() -> dict[tuple[Month, Indicator], int]:
    """The figures that the council received in December 2019."""
    path = Path(__file__).parents[2] / "resources" / "demo" / "informe_2019.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {(Month.parse(row["mes"]), of): int(row[name]) for row in rows for name, of in COLUMNS.items()}


def kinds(found: tuple[Doubt, ...], month: Month) -> set[DoubtKind]:
    return {doubt.kind for doubt in found if doubt.month == month}


def test_the_copying_slip_of_july_2019_is_pointed_out() -> None:
    equal = [d for d in doubts(council(), ALL_TYPES) if d.kind is DoubtKind.EQUAL_ROWS and d.month == JULY]
    assert [(d.indicators, d.values["value"]) for d in equal] == [((ORIENTATION, RCF), 934)]


def test_2019_gives_few_doubts_and_none_that_says_impossible() -> None:
    found = doubts(council(), ALL_TYPES)
    assert len(found) <= 8
    assert {d.kind for d in found} == {DoubtKind.EQUAL_ROWS, DoubtKind.JUMP}
    assert DoubtKind.JUMP in kinds(found, Month(2019, 1))
    # Growth is no jump: from 225 to 634 persons in March, and on to 901.
    assert not kinds(found, Month(2019, 3))


def test_a_lone_peak_is_a_jump_and_a_steady_rise_is_not() -> None:
    values = {Month(2025, 1): 100, Month(2025, 2): 1000, Month(2025, 3): 120, Month(2025, 4): 250, Month(2025, 5): 500}
    found = doubts({(month, PERSONS): value for month, value in values.items()})
    assert [d.month for d in found if d.kind is DoubtKind.JUMP] == [Month(2025, 2)]


def test_small_rows_may_double() -> None:
    values = {Month(2025, 1): 8, Month(2025, 2): 30, Month(2025, 3): 9}
    assert doubts({(month, PSYCHOLOGY): value for month, value in values.items()}) == ()


def test_the_last_month_with_a_zero_too_many_is_a_jump() -> None:
    values = {Month(2025, 1): 100, Month(2025, 2): 110, Month(2025, 3): 1200}
    found = doubts({(month, PERSONS): value for month, value in values.items()})
    assert [d.month for d in found] == [Month(2025, 3)]


def test_more_persons_than_services_is_impossible_only_where_every_service_is_there() -> None:
    grid = {(JULY, PERSONS): 100, (JULY, ORIENTATION): 60, (JULY, PSYCHOLOGY): 10}
    assert doubts(grid, ALL_TYPES) == ()
    whole = doubts({**grid, (JULY, RCF): 20}, ALL_TYPES)
    assert [(d.kind, d.values["services"]) for d in whole] == [(DoubtKind.PERSONS_OVER_SERVICES, 90)]


def test_a_part_cannot_be_larger_than_the_whole() -> None:
    grid = {
        (JULY, PERSONS): 100,
        (JULY, Indicator(Rule.NEW_PERSONS)): 101,
        (JULY, Indicator(Rule.VISITS)): 99,
        (JULY, RCF): 10,
        (JULY, Indicator(Rule.PERSONS_OF_SERVICE, "RCF")): 11,
    }
    assert kinds(doubts(grid), JULY) == {
        DoubtKind.PART_OVER_PERSONS,
        DoubtKind.VISITS_UNDER_PERSONS,
        DoubtKind.PERSONS_OVER_SERVICES,
    }


def test_the_published_total_of_2019_does_not_tie_but_may_be_distinct_persons() -> None:
    values = [value for (_, indicator), value in council().items() if indicator == PERSONS]
    doubt = total_doubt(PERSONS, values, 10_388)
    assert doubt is not None
    assert dict(doubt.values) == {"published": 10_388, "computed": 10_668, "difference": -280, "possible": True}
    assert total_doubt(PERSONS, values, 10_668) is None
    more = total_doubt(PERSONS, values, 10_700)
    assert more is not None
    assert more.values["possible"] is False
    services = total_doubt(ORIENTATION, [1, 2], 2)
    assert services is not None
    assert services.values["possible"] is False
