"""The rules of the phone line that stand on nothing: short names, masks, minutes, days."""

from datetime import UTC, date, datetime, timedelta

import pytest

from casa_desktop.domain.names import Name
from casa_desktop.domain.rcf import MASK, keeps_from, mask, minutes_between, short_name


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (Name("Ana María", "Luisa", "Pérez", "Rojas"), "Ana P."),
        (Name("Óscar", "", "de la Hoz"), "Óscar H."),
        (Name("María", "", "ñañez", "", "Mery Luz"), "Mery Ñ."),
        (Name("", "", "Uriana"), "U."),
        (Name("Yeferson"), "Yeferson"),
        (Name(), ""),
    ],
)
def test_a_name_in_a_queue_is_short(name: Name, said: str) -> None:
    assert short_name(name) == said


@pytest.mark.parametrize(
    ("number", "shown"), [("+58 414-765 4321", f"{MASK}4321"), ("765432", f"{MASK}5432"), ("12345", MASK), ("", MASK)]
)
def test_a_masked_number_shows_four_digits_and_of_a_short_one_none(number: str, shown: str) -> None:
    assert mask(number) == shown


@pytest.mark.parametrize(("seconds", "minutes"), [(0, 1), (60, 1), (61, 2), (-5, 1), (999_999, 1440)])
def test_minutes_are_told_as_begun(seconds: int, minutes: int) -> None:
    start = datetime(2026, 3, 10, 14, tzinfo=UTC)
    assert minutes_between(start, start + timedelta(seconds=seconds)) == minutes


def test_numbers_are_kept_for_their_days_and_with_zero_not_at_all() -> None:
    assert keeps_from(date(2026, 3, 31), 30) == date(2026, 3, 1)
    assert keeps_from(date(2026, 3, 31), 0) is None
