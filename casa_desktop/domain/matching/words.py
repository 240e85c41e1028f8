"""How like two words of names are, and what that says: the chance of it in one person, and in two."""

from enum import IntEnum, unique
from functools import lru_cache
from math import exp, log
from typing import NamedTuple, Protocol

from casa_desktop.domain.matching.nicknames import one_person
from casa_desktop.domain.matching.sounds import sound
from casa_desktop.domain.matching.spelling import near

SEVERAL = 0.0004
"""Of a name that so many people have, a second one a letter away is rather another name (Mario, María) than a slip."""


@unique
class Likeness(IntEnum):
    """How two words are alike, the closest last."""

    NONE = 0
    INITIAL = 1
    TWO_SLIPS = 2
    SHORTENED = 3
    ONE_SLIP = 4
    NICKNAME = 5
    SOUND = 6
    EXACT = 7


class Frequencies(Protocol):
    """How common names are in the base."""

    @property
    def persons(self) -> int:
        """How many persons there are to be mistaken for."""

    def share(self, sounding: str) -> float:
        """The share of persons with a name that sounds so, never 0."""


class Unknown:
    """Where no base is at hand: ten thousand persons, and every name as common as a rather rare one."""

    persons = 10_000

    def share(self, sounding: str) -> float:  # noqa: ARG002  # nothing is known of any
        """One in five hundred."""
        return 0.002


class Weighed(NamedTuple):
    """Natural logarithms of the chance of what was seen: in one person, and in two who do not know each other."""

    same: float
    other: float


@lru_cache(maxsize=400_000)
def likeness(one: str, other: str) -> Likeness:
    """Symmetric; *one* and *other* are folded words."""
    if one == other:
        return Likeness.EXACT
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if len(short) == 1:
        return Likeness.INITIAL if long[0] == short or sound(long)[0] == sound(short)[0] else Likeness.NONE
    heard, also = sound(one), sound(other)
    if heard == also:
        return Likeness.SOUND
    if one_person(heard, also):
        return Likeness.NICKNAME
    apart = min(near(heard, also), near(one, other))
    length = min(len(heard), len(also))
    if apart == 1 and length >= 3:
        return Likeness.ONE_SLIP
    if long.startswith(short):
        return Likeness.SHORTENED
    if apart == 2 and length >= 5:
        return Likeness.TWO_SLIPS
    return Likeness.NONE


_EXACT = log(0.93)
_SOUND = log(0.04)
_NICKNAME = log(0.02)
_SHORTENED, _SHORTENED_COMMON = log(0.015), log(0.003)
_INITIAL = Weighed(log(0.02), log(0.08))
_ONE_SLIP, _ONE_SLIP_COMMON = log(0.04), log(0.004)
_TWO_SLIPS, _TWO_SLIPS_COMMON = log(0.012), log(0.001)


def weighed(one: str, other: str, how: Likeness, common: Frequencies) -> Weighed:
    """What it says that two names stand in the same place and are alike like that."""
    if how is Likeness.INITIAL:
        return _INITIAL
    first = common.share(sound(one))
    if how is Likeness.EXACT:
        return Weighed(_EXACT, log(first))
    if how is Likeness.SOUND:
        return Weighed(_SOUND, log(first * 0.4))
    second = common.share(sound(other))
    if how is Likeness.NICKNAME:
        return Weighed(_NICKNAME, log(max(first, second)))
    both = min(first, second) > SEVERAL
    if how is Likeness.SHORTENED:
        return Weighed(
            _SHORTENED_COMMON if both else _SHORTENED,
            log(2 * (first + second) + (0.02 if min(len(one), len(other)) < 3 else 0.001)),
        )
    if how is Likeness.ONE_SLIP:
        return Weighed(_ONE_SLIP_COMMON if both else _ONE_SLIP, log(first + second + 0.0005))
    return Weighed(_TWO_SLIPS_COMMON if both else _TWO_SLIPS, log(first + second + 0.002))


def either(*chances: tuple[float, float]) -> float:
    """The logarithm of a sum of (share, logarithm) pairs."""
    top = max(value for _, value in chances)
    return top + log(sum(share * exp(value - top) for share, value in chances))
