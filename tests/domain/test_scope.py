"""A scope lets through the services of its days that its filters name."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casa_desktop.domain.ages import Age
from casa_desktop.domain.counted import NO_DATA, Counted, Dimension
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.scope import Scope

FIRST = date(2026, 2, 10)


def service(day: date, keys: Mapping[Dimension, tuple[str, ...]] | None = None) -> Counted:
    return Counted(1, day, 1, Age(None, None, None), keys or {})


@given(st.integers(-40, 40), st.integers(0, 30))
def test_both_days_are_in_and_nothing_beyond_them(offset: int, length: int) -> None:
    scope = Scope(FIRST, FIRST + timedelta(length))
    assert scope.holds(service(FIRST + timedelta(offset))) is (0 <= offset <= length)


def test_a_filter_lets_through_its_keys_and_what_is_not_known_only_when_named() -> None:
    def kept(*keys: str) -> list[str]:
        scope = Scope(FIRST, FIRST, {Dimension.FUNDER: frozenset(keys)})
        each = [service(FIRST, {Dimension.FUNDER: ("ECHO",)}), service(FIRST, {Dimension.FUNDER: ("CICR",)})]
        return [one.keys.get(Dimension.FUNDER, ("?",))[0] for one in scope.among([*each, service(FIRST)])]

    assert kept("ECHO") == ["ECHO"]
    assert kept("CICR", NO_DATA) == ["CICR", "?"]
    assert kept() == []


def test_of_several_keys_one_is_enough_and_every_filter_must_agree() -> None:
    one = service(FIRST, {Dimension.VULNERABILITY: ("gestante", "lactancia"), Dimension.SEX: ("02",)})
    assert Scope(FIRST, FIRST, {Dimension.VULNERABILITY: frozenset({"gestante"})}).holds(one)
    both = {Dimension.VULNERABILITY: frozenset({"gestante"}), Dimension.SEX: frozenset({"01"})}
    assert not Scope(FIRST, FIRST, both).holds(one)


def test_whole_months_are_told_from_days() -> None:
    scope = Scope.of(Period(Month(2026, 1), Month(2026, 2)))
    assert scope.whole_months
    assert (scope.first, scope.last) == (date(2026, 1, 1), date(2026, 2, 28))
    assert not Scope(date(2026, 1, 2), date(2026, 2, 28)).whole_months
    assert Scope(date(2025, 12, 31), date(2026, 1, 1)).months == Period(Month(2025, 12), Month(2026, 1))


def test_the_last_day_is_not_before_the_first() -> None:
    with pytest.raises(CasaError) as caught:
        Scope(FIRST, FIRST - timedelta(1))
    assert caught.value.problems[0].code == Code.NO_PERIOD
