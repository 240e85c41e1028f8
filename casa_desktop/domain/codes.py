"""Codes that go on paper: a letter, a number and a check letter. They say nothing of anybody."""

import re

from casa_desktop.domain.typed import plain

DIGITS = 6
"""Of a number, with zeros before it."""
_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
"""By the remainder of 23, a prime: one wrong digit, or two that changed places, give another letter."""
_CODE = re.compile(r"(?:([a-z])\W*)?(\d{1,8})(?:\W*([a-z]))?")


def coded(prefix: str, number: int) -> str:
    """``R-000123-K``: short enough to be told by phone, and the letter notices a digit heard wrong."""
    return f"{prefix}-{number:0{DIGITS}d}-{_letter(number)}"


def number_of(prefix: str, typed: str) -> int | None:
    """The number of a code typed or scanned, with whatever stands between its parts (a reader with another keyboard
    writes ``'`` for ``-``). Prefix and letter may be left out; a wrong one gives None."""
    match = _CODE.fullmatch(plain(typed))
    if match is None or match[1] not in (None, prefix.lower()):
        return None
    number = int(match[2])
    return number if match[3] in (None, _letter(number).lower()) else None


def is_whole(prefix: str, typed: str, *, named: bool = False) -> bool:
    """Whether *typed* is a code with all its digits and its right letter: nothing more can follow.

    *named*: its prefix stands there, too.
    """
    match = _CODE.fullmatch(plain(typed))
    if match is None or not match[3] or len(match[2]) < DIGITS or (named and not match[1]):
        return False
    return number_of(prefix, typed) is not None


def is_shaped(prefix: str, typed: str) -> bool:
    """Whether *typed* looks like a whole code of that prefix, right or wrong."""
    match = _CODE.fullmatch(plain(typed))
    return match is not None and match[1] == prefix.lower() and bool(match[3]) and len(match[2]) >= DIGITS


def _letter(number: int) -> str:
    return _LETTERS[number % len(_LETTERS)]
