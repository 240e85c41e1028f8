"""Ages: known from a birth date, or stated on a day as a number or a range. A birth date is never invented.

Age bands are parameters of a report. Source of the sets: the templates of GIFMM (2023), UNHCR, ECHO and
MinSalud, and the tables that Colombian offices used from 2014 to 2022.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, unique
from functools import cache
from itertools import pairwise

from casa_desktop.domain.errors import Code, Problems
from casa_desktop.domain.typed import parse_date, plain

OLDEST = 120
EARLIEST_BIRTH = date(1900, 1, 1)


@dataclass(frozen=True, slots=True, order=True)
class AgeRange:
    """Full years, both ends included; a known age has equal ends."""

    first: int
    last: int

    @property
    def exact(self) -> bool:
        return self.first == self.last


@dataclass(frozen=True, slots=True)
class Age:
    """Either *birth_date*, or *stated* with the day it was *stated_on*, or nothing known at all."""

    birth_date: date | None = None
    stated: AgeRange | None = None
    stated_on: date | None = None

    @property
    def known(self) -> bool:
        return self.birth_date is not None or self.stated is not None

    def on(self, day: date) -> AgeRange | None:
        """The age on *day*; None where nothing is known or the person was not born yet.

        Somebody who said «30» may turn 31 on any day of the next year: from the day after, the age is 30 or 31.
        """
        if self.birth_date is not None:
            years = _full_years(self.birth_date, day)
            return AgeRange(years, years) if years >= 0 else None
        if self.stated is None or self.stated_on is None:
            return None
        if day >= self.stated_on:
            passed = _full_years(self.stated_on, day)
            part = 0 if _anniversary(self.stated_on, day) else 1
            return AgeRange(self.stated.first + passed, self.stated.last + passed + part)
        back = _full_years(day, self.stated_on)
        part = 0 if _anniversary(day, self.stated_on) else 1
        last = self.stated.last - back
        return AgeRange(max(0, self.stated.first - back - part), last) if last >= 0 else None


@unique
class BandSet(StrEnum):
    """A set of age bands, by who asks for it."""

    GIFMM = "gifmm"
    COLOMBIA = "colombia"
    UNHCR = "acnur"
    PROTECTION = "proteccion"
    ECHO = "echo"
    LIFE_COURSE = "curso_de_vida"


@dataclass(frozen=True, slots=True, order=True)
class Band:
    """Ages from *first* to *last*, both included; *last* None = and older."""

    first: int
    last: int | None

    def holds(self, age: AgeRange) -> bool:
        """Whether the whole range lies in the band."""
        return self.first <= age.first and (self.last is None or age.last <= self.last)


_STARTS = {
    BandSet.GIFMM: (0, 6, 13, 18, 26, 60),
    BandSet.COLOMBIA: (0, 6, 13, 18, 27, 60),
    BandSet.UNHCR: (0, 5, 12, 18, 60),
    BandSet.PROTECTION: (0, 6, 12, 18),
    BandSet.ECHO: (0, 5, 18, 50),
    BandSet.LIFE_COURSE: (0, 6, 12, 18, 29, 60),
}


MOST_BANDS = 20
"""Of a set that the desk makes: more would be a list of ages."""
Bands = BandSet | tuple[int, ...]
"""A set of facts.md, or one of the desk's own by the first age of each band: rising, from 0 on."""


@cache
def bands(which: Bands) -> tuple[Band, ...]:
    """The bands of a set, youngest first, without gaps."""
    starts = _STARTS[which] if isinstance(which, BandSet) else which
    return (*(Band(a, b - 1) for a, b in pairwise(starts)), Band(starts[-1], None))


def band_of(age: AgeRange | None, which: Bands) -> Band | None:
    """The band that holds *age*; None = «sin dato», also where the range straddles two bands."""
    if age is None:
        return None
    return next((band for band in bands(which) if band.holds(age)), None)


def bands_across(age: AgeRange, which: Bands) -> tuple[Band, Band]:
    """The first and the last band that *age* reaches into."""
    reached = [
        band for band in bands(which) if band.first <= age.last and (band.last is None or age.first <= band.last)
    ]
    return reached[0], reached[-1]


def own_bands(starts: Iterable[int]) -> tuple[int, ...] | None:
    """A set of the desk's own from the first age of its bands, in any order; None where it is no set.

    Everybody stands in a band: what is younger than the first is a band, too.
    """
    ordered = tuple(sorted({0, *starts}))
    return ordered if 2 <= len(ordered) <= MOST_BANDS and ordered[0] >= 0 and ordered[-1] <= OLDEST else None


def bands_text(which: Bands) -> str:
    """How a set is kept: ``gifmm``, or the first ages ``0-5-18``."""
    return str(which) if isinstance(which, BandSet) else "-".join(map(str, which))


def parse_bands(text: str) -> Bands | None:
    """The inverse of :func:`bands_text`; None for what is no set."""
    named = next((which for which in BandSet if which == text), None)
    if named is not None:
        return named
    if not re.fullmatch(r"\d{1,3}(-\d{1,3})+", text):
        return None
    return own_bands(int(start) for start in text.split("-"))


def check_age(age: Age, today: date, *, required: bool = False) -> Problems:
    """What is wrong with an age: fields ``birth_date``, ``age`` and ``stated_on``."""
    problems = Problems()
    born, stated, stated_on = age.birth_date, age.stated, age.stated_on
    if required and not age.known:
        problems.add(Code.NEEDS_AGE, "age")
    if born is not None:
        if stated is not None:
            problems.add(Code.AGE_AND_BIRTH, "birth_date")
        if born > today:
            problems.add(Code.DATE_IN_FUTURE, "birth_date")
        elif born < EARLIEST_BIRTH:
            problems.add(Code.DATE_TOO_OLD, "birth_date", limit=EARLIEST_BIRTH)
    elif stated is not None:
        if not 0 <= stated.first <= stated.last <= OLDEST:
            problems.add(Code.BAD_AGE, "age", low=0, high=OLDEST)
        if stated_on is None:
            problems.add(Code.REQUIRED, "stated_on")
        elif stated_on > today:
            problems.add(Code.DATE_IN_FUTURE, "stated_on")
    return problems


def parse_age(text: str, today: date) -> Age | None:
    """Reads «34», «30 a 40», «60+», «8 meses», «menor de 1 año», «recién nacido» or a birth date; else None."""
    said = plain(text)
    if match := re.fullmatch(r"(\d{1,3})(?: ?(?:anos?|a))?", said):
        return _stated(int(match[1]), int(match[1]), today)
    if match := re.fullmatch(r"(?:de |entre )?(\d{1,3}) ?(?:-|\u2013|a|y) ?(\d{1,3})(?: ?anos?)?", said):
        return _stated(int(match[1]), int(match[2]), today)
    if match := re.fullmatch(r"(\d{1,3}) ?(?:\+|o mas|y mas)", said):
        return _stated(int(match[1]), OLDEST, today)
    if match := re.fullmatch(r"(\d{1,2}) ?(?:meses|mes|m|dias|dia|semanas|semana)", said):
        years = int(match[1]) // 12 if "m" in said and "seman" not in said else 0
        return _stated(years, years, today)
    if re.fullmatch(r"recien nacid[oa]|rn|(?:menor|menos) de (?:1|un) ano", said):
        return _stated(0, 0, today)
    born = parse_date(text, today)
    return Age(birth_date=born) if born is not None else None


def _stated(first: int, last: int, today: date) -> Age | None:
    return Age(stated=AgeRange(first, last), stated_on=today) if first <= last <= OLDEST else None


def _full_years(start: date, end: date) -> int:
    """Birthdays of 29 February fall on 1 March of common years."""
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def _anniversary(start: date, end: date) -> bool:
    return (start.month, start.day) == (end.month, end.day)
