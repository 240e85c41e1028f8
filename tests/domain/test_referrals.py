"""The code of a referral: what a slip, a phone call and a QR reader may make of it."""

import pytest

from casa_desktop.domain.referrals import code_of, is_whole_code, number_of


def test_a_code_is_read_however_it_is_typed() -> None:
    code = code_of(123)
    letter = code[-1]
    for typed in (code, code.lower(), f"R000123{letter}", f"r 123 {letter}", f"R'000123'{letter}", "123", f" {code} "):
        assert number_of(typed) == 123, typed


def test_one_wrong_digit_or_two_that_changed_places_are_noticed() -> None:
    for number in (1, 123, 4711, 98_765, 999_999):
        code = code_of(number)
        digits, letter = code[2:8], code[-1]
        wrong = {digits[:i] + other + digits[i + 1 :] for i in range(6) for other in "0123456789"}
        wrong |= {digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :] for i in range(5)}
        assert all(number_of(f"R-{each}-{letter}") is None for each in wrong - {digits})


@pytest.mark.parametrize("typed", ["", "R-", "ana", "R-000123-KK", "1 2 3", "R-123456789-A"])
def test_what_is_no_code(typed: str) -> None:
    assert number_of(typed) is None
    assert not is_whole_code(typed)


def test_a_whole_code_needs_no_enter() -> None:
    code = code_of(7)
    assert is_whole_code(code)
    assert not is_whole_code(code[:-1])
    assert not is_whole_code("7" + code[-1])
