"""Keys under which a record is found again, so that several slips in one registration still leave one of them whole.

A key is an integer of 43 bits: what it is of, a checksum, and in the last byte the year of birth, so that one range
reads those of about an age.
"""

from collections.abc import Iterable, Iterator
from enum import IntEnum, unique
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple
from zlib import crc32

from casa_desktop.domain.matching.record import Record
from casa_desktop.domain.matching.sounds import sound

VERSION = 3
"""Of the keys and of the line of a record: a base that was written by another one is written anew at opening."""
_MOST_SOUNDS = 5
_FIRST_YEAR = 1890
_YEARS = 256


@unique
class Kind(IntEnum):
    """What a key is of."""

    DOCUMENT = 0
    PHONE = 1
    DAY = 2
    """The birth date with one name."""
    TWO = 3
    """Two names, in any order."""
    THREE = 4
    ADDRESS = 5
    """One with a number of a house in it."""


class Span(NamedTuple):
    """Keys from *low* to *high*, both included."""

    low: int
    high: int


def key(kind: Kind, text: str, year: int = 0) -> int:
    """The key of *text* for somebody born in *year*; 0 = not known."""
    return _base(kind, text) | _byte(year)


def span(kind: Kind, text: str) -> Span:
    """The keys of *text* for whoever was born whenever."""
    base = _base(kind, text)
    return Span(base, base | (_YEARS - 1))


@lru_cache(maxsize=100_000)
def _base(kind: Kind, text: str) -> int:
    return (kind << 32 | crc32(text.encode())) << 8


def _byte(year: int) -> int:
    return min(max(year - _FIRST_YEAR, 1), _YEARS - 1) if year else 0


def sounds(words: Iterable[str]) -> tuple[str, ...]:
    """How *words* sound, each once."""
    return tuple(dict.fromkeys(map(sound, words)))


def together(*heard: str) -> str:
    """The text of a key of several names."""
    return " ".join(sorted(heard))


def on_day(day: int, heard: str) -> str:
    """The text of a key of a birth date (ordinal) and a name."""
    return f"{day} {heard}"


def has_house(address: str) -> bool:
    """Whether an address says more than a quarter of the town."""
    return sum(letter.isdigit() for letter in address) > 1


def keys(record: Record) -> frozenset[int]:
    """Every key of a record; some twenty of a whole one."""
    return frozenset(_keys(record))


def _keys(record: Record) -> Iterator[int]:
    for _, number in record.documents:
        yield key(Kind.DOCUMENT, number)
    for phone in record.phones:
        yield key(Kind.PHONE, phone)
    if has_house(record.address):
        yield key(Kind.ADDRESS, record.address)
    heard = sounds(record.words)[:_MOST_SOUNDS]
    if record.born and record.born[0] == record.born[1]:
        for each in heard:
            yield key(Kind.DAY, on_day(record.born[0], each))
    year = record.birth_year
    for pair in combinations(heard, 2) if len(heard) > 1 else (heard * 2,):
        if pair:
            yield key(Kind.TWO, together(*pair), year)
    for three in combinations(heard, 3):
        yield key(Kind.THREE, together(*three), year)
