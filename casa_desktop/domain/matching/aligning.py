"""Which word of one name stands for which of another: in any order, in other cells, glued or split."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from casa_desktop.domain.matching.record import Record
from casa_desktop.domain.matching.sounds import sound
from casa_desktop.domain.matching.spelling import near
from casa_desktop.domain.matching.words import Likeness, likeness

GIVEN, SURNAME = 0, 1
_LONG = 8
"""Letters of a glued word above which two slips are allowed for."""
_BEFORE = frozenset({"de", "del", "dela", "delas", "delos", "la", "las", "los", "da", "do", "dos", "di", "van", "san"})
"""What may be glued to the front of a surname."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A word, whether it stands among given names or surnames, and at which place there."""

    word: str
    field: int
    at: int


@dataclass(frozen=True, slots=True)
class Pair:
    """A word of one name and the one of the other that it stands for."""

    one: Placed
    other: Placed
    how: Likeness


@dataclass(frozen=True, slots=True)
class Aligned:
    """Pairs, words glued in one name (the glued word, and what it is made of), and what is left over of each."""

    pairs: tuple[Pair, ...]
    glued: tuple[tuple[Placed, tuple[Placed, ...]], ...]
    left_one: tuple[Placed, ...]
    left_other: tuple[Placed, ...]


def placed(given: Sequence[str], surnames: Sequence[str]) -> tuple[Placed, ...]:
    """The words of a name with their places."""
    return tuple(
        [Placed(word, GIVEN, at) for at, word in enumerate(given)]
        + [Placed(word, SURNAME, at) for at, word in enumerate(surnames)]
    )


def aligned(one: Sequence[Placed], other: Sequence[Placed]) -> Aligned:
    """The closest pairs first, each word once; of equals those in the same place."""
    ranked = [
        (-how - (0.6 if a.field == b.field else 0.0) - (0.3 if a.at == b.at else 0.0), i, j, how)
        for i, a in enumerate(one)
        for j, b in enumerate(other)
        if (how := likeness(a.word, b.word))
    ]
    ranked.sort()
    sure = {i for _, i, _, how in ranked if how >= Likeness.SOUND}
    also_sure = {j for _, _, j, how in ranked if how >= Likeness.SOUND}
    glued: list[tuple[Placed, tuple[Placed, ...]]] = []
    taken: set[int] = set()
    also_taken: set[int] = set()
    for i, parts in _glued(one, other, sure, also_sure):
        if i not in taken and also_taken.isdisjoint(parts):
            glued.append((one[i], tuple([other[j] for j in parts])))
            taken.add(i)
            also_taken.update(parts)
    for j, parts in _glued(other, one, also_sure, sure):
        if j not in also_taken and taken.isdisjoint(parts):
            glued.append((other[j], tuple([one[i] for i in parts])))
            also_taken.add(j)
            taken.update(parts)
    pairs = []
    for _, i, j, how in ranked:
        if i not in taken and j not in also_taken:
            pairs.append(Pair(one[i], other[j], how))
            taken.add(i)
            also_taken.add(j)
    return Aligned(
        tuple(pairs),
        tuple(glued),
        tuple([each for i, each in enumerate(one) if i not in taken]),
        tuple([each for j, each in enumerate(other) if j not in also_taken]),
    )


def _glued(
    one: Sequence[Placed], other: Sequence[Placed], sure: set[int], also_sure: set[int]
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """(i, parts): the word *i* of *one* is made of the words *parts* of *other*."""
    if len(sure) == len(one) or len(also_sure) == len(other):
        return
    for i, whole in enumerate(one):
        word = whole.word
        if i in sure or len(word) < 5:
            continue
        for j, k in pairwise(range(len(other))):
            first, then = other[j].word, other[k].word
            ends = word[0] == first[0] or word[-1] == then[-1]
            fits = ends and abs(len(first) + len(then) - len(word)) <= 1 and len(then) > 1
            if fits and near(sound(first + then), sound(word)) <= (2 if len(word) > _LONG else 1):
                yield i, (j, k)
        for j, part in enumerate(other):
            bare = part.word
            if j not in also_sure and word.endswith(bare) and word.removesuffix(bare) in _BEFORE:
                yield i, (j,)


def names_of(record: Record) -> tuple[Placed, ...]:
    """The words of a record's name."""
    return placed(record.given, record.surnames)
