"""Names that somebody may have meant: glued or taken apart, a nickname, the beginning of a name, a word misheard."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from casa_desktop.domain.matching.nicknames import CALLED, DOUBLE, FORMAL, stem
from casa_desktop.domain.matching.record import Record
from casa_desktop.domain.matching.sounds import sound

_GLUED_TO = ("dela", "delos", "delas", "del", "de", "la", "los", "las", "da", "di", "do", "san")
_SHORTEST_PART = 3


class Meant(NamedTuple):
    """*words* (as they sound) that may have been meant by those that sound like *instead_of*."""

    words: tuple[str, ...]
    instead_of: frozenset[str]
    both: bool = False
    """All of *words* together, and not one of them."""


def swapped_day(day: int) -> int:
    """The date (ordinal) with day and month swapped; 0 where there is none, or it is the same."""
    was = date.fromordinal(day)
    return date(was.year, was.day, was.month).toordinal() if was.day <= 12 and was.day != was.month else 0


def meant(record: Record) -> Iterator[Meant]:
    """What may have been meant by the words of a record, without asking which names there are."""
    words = record.words
    for word in words:
        heard = sound(word)
        also = FORMAL.get(heard, frozenset()) | CALLED.get(heard, frozenset())
        if also:
            yield Meant(tuple(sorted(also)), frozenset({heard}))
        if left := stem(heard):
            yield Meant((left, left + "A", left + "O", left + "E"), frozenset({heard}))
        for names in DOUBLE.get(heard, ()):
            yield Meant(names, frozenset({heard}), both=True)
        for front in _GLUED_TO:
            rest = word.removeprefix(front)
            if rest != word and len(rest) >= _SHORTEST_PART:
                yield Meant((sound(rest),), frozenset({heard}))
    for one, other in pairwise(words):
        yield Meant((sound(one + other),), frozenset({sound(one), sound(other)}))
    for word in record.surnames:
        yield Meant((sound("dela" + word), sound("del" + word), sound("de" + word)), frozenset({sound(word)}))


def parts(word: str) -> Iterator[tuple[str, str]]:
    """Both halves of *word* (as they sound), wherever it may be cut."""
    for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        yield sound(word[:at]), sound(word[at:])
