"""Versions of a counting rule: in every month exactly one holds, and rows that leave a gap are found."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from casa_desktop.domain.indicators import Rule
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.rules import RuleVersion, book, earliest, faults, held

FIRST = Month(2025, 1)
starts = st.lists(st.integers(0, 24), max_size=5).map(sorted)
runs = st.tuples(st.integers(-3, 30), st.integers(0, 12))


def versions(begins: list[int]) -> tuple[RuleVersion, ...]:
    written = [
        RuleVersion(Rule.PERSONS, number, f"texto {number}", FIRST.plus(at))
        for number, at in enumerate(begins, start=2)
    ]
    return book(written)[Rule.PERSONS]


@given(starts, runs)
def test_in_every_month_one_version_holds_and_a_period_tells_all_of_its_own(
    begins: list[int], run: tuple[int, int]
) -> None:
    all_versions = versions(begins)
    period = Period(FIRST.plus(run[0]), FIRST.plus(run[0] + run[1]))
    expected = []
    for month in period:
        (one,) = held(all_versions, Period(month, month))
        begun = [v for v in all_versions if v.from_month is None or v.from_month <= month]
        assert one.of == begun[-1], "the last one that has begun"
        assert one.until is None
        expected.append(one.of)
    found = held(all_versions, period)
    assert [each.of for each in found] == list(dict.fromkeys(expected))
    for each in found:
        last = [month for month, of in zip(period, expected, strict=True) if of == each.of][-1]
        assert each.until == (None if last == period.last else last)


@given(starts, st.none() | st.integers(-2, 30))
def test_a_new_version_touches_no_closed_month_and_hides_none_that_stands(begins: list[int], at: int | None) -> None:
    all_versions, closed = versions(begins), None if at is None else FIRST.plus(at)
    first = earliest(all_versions, closed)
    if first is None:
        assert closed is None
        assert not begins
        return
    assert closed is None or first > closed
    later = (*all_versions, replace(all_versions[-1], version=all_versions[-1].version + 1, from_month=first))
    for month in Period(FIRST.plus(-3), first.plus(-1)) if first > FIRST.plus(-3) else ():
        assert held(all_versions, Period(month, month))[0].of == held(later, Period(month, month))[0].of


def test_rows_that_leave_a_gap_go_back_or_say_nothing_are_named() -> None:
    good = [("PER-MES", 2, "uno", 202601), ("PER-MES", 3, "dos", 202601), ("VIS", 2, "tres", 202602)]
    assert list(faults(good)) == []
    assert list(faults([*good, ("VIS", 4, "cuatro", 202603)])) == ["VIS:4"]
    assert list(faults([*good, ("VIS", 3, "antes", 202601)])) == ["VIS:3"]
    assert list(faults([*good, ("VIS", 3, " ", 202602)])) == ["VIS:3"]
    assert list(faults([("VIS", 1, "la del programa", 202601)])) == ["VIS:1"]
    assert list(faults([("XXX", 2, "nadie", 202601)])) == ["XXX:2"]
