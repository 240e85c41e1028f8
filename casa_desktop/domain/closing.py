"""What is looked at before a month is closed: findings to work through, ties that must hold, papers to pull."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum, unique
from types import MappingProxyType

from casa_desktop.domain.indicators import Indicator
from casa_desktop.domain.periods import Month

MOST_WITHOUT = 5
"""Percent of the persons of a month of whom something basic may be unknown before it is told."""
DRAWN = 10
"""Services of each row whose paper is pulled."""


@unique
class Check(StrEnum):
    """What a finding is about; its sentence stands in ``texts/ui_closing.py``."""

    NO_RECORDS = "no_records"
    """values: days (tuple of ISO dates): working days on which nothing was recorded"""
    SHEET_MISSING = "sheet_missing"
    """values: sheet"""
    DAY_NOT_COUNTED = "day_not_counted"
    """values: day, which (highest, lowest or drawn): the paper of that day was never held against the program"""
    DAY_DIFFERS = "day_differs"
    """values: day, code, paper, program: the last check of the day did not tie, and nobody wrote why"""
    DRAFTS = "drafts"
    """values: count: forms that somebody has left open"""
    VOIDED = "voided"
    """values: count"""
    LATE = "late"
    """values: count: services entered after the month was over"""
    DUPLICATES = "duplicates"
    """values: pairs, persons: how many fewer PERSONAS would be if all of them were one"""
    WITHOUT = "without"
    """values: what (sex, age or profile), persons, percent"""
    EQUAL = "equal"
    """values: first, second (labels), value"""
    JUMP = "jump"
    """values: label, value, before, percent"""
    TIE = "tie"
    """values: tie, left, right: two ways of counting the same that differ"""


@dataclass(frozen=True, slots=True)
class Dismissed:
    """Who looked at a finding and let it pass, and why."""

    note: str
    by: str
    at: str
    """ISO 8601, UTC."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. *key* names it for as long as its numbers stay: other numbers are another finding."""

    check: Check
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    dismissed: Dismissed | None = None

    @property
    def key(self) -> str:
        told = ":".join(f"{name}={_plain(value)}" for name, value in sorted(self.values.items()))
        return f"{self.check}:{told}"


@unique
class Tie(StrEnum):
    """Two ways of counting the same."""

    SEX = "sex"
    AGE = "age"
    PROFILE = "profile"
    NEW = "new"
    CALLS = "calls"
    SESSIONS = "sessions"
    DELIVERIES = "deliveries"


@dataclass(frozen=True, slots=True)
class TieResult:
    """*left* is what the table says, *parts* what it is made of, in the order in which the sentence names them."""

    tie: Tie
    left: int
    parts: tuple[int, ...]

    @property
    def holds(self) -> bool:
        return self.left == sum(self.parts)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A service whose paper is to be pulled: is it there, and does it say the same?"""

    uuid: str
    day: date
    service: str
    """Label of the service type."""
    code: str
    """Of the person."""
    sheet: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Draw:
    """The papers of one row. *without_folio* of all its services have no paper to pull, *reserved* have one that is
    not the reader's to see."""

    indicator: Indicator
    label: str
    services: tuple[Drawn, ...]
    of: int
    without_folio: int
    reserved: int = 0


@dataclass(frozen=True, slots=True)
class Closing:
    """Everything to work through before *month* is closed."""

    month: Month
    findings: tuple[Finding, ...]
    ties: tuple[TieResult, ...]

    @property
    def open(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.dismissed is None)


def finding(check: Check, **values: object) -> Finding:
    """A finding whose values cannot change."""
    return Finding(check, MappingProxyType(values))


def days_without(days: Iterable[date], counts: Mapping[date, int]) -> tuple[date, ...]:
    """The working *days* on which nothing was recorded."""
    return tuple(day for day in days if not counts.get(day))


def days_to_count(counts: Mapping[date, int], seed: str) -> Mapping[str, date]:
    """The busiest day, the quietest, and one drawn of the others; earlier ones first among equals."""
    busy = [day for day in sorted(counts) if counts[day]]
    if not busy:
        return {}
    chosen = {"highest": max(busy, key=lambda day: counts[day]), "lowest": min(busy, key=lambda day: counts[day])}
    others = [day for day in busy if day not in chosen.values()]
    if others:
        chosen["drawn"] = random.Random(seed).choice(others)  # noqa: S311  # to be drawn again alike, not to be secret
    return chosen


def draw(services: Sequence[str], seed: str, many: int = DRAWN) -> tuple[str, ...]:
    """*many* of *services* without preference, the same ones for the same *seed*, in the order given."""
    if len(services) <= many:
        return tuple(services)
    chosen = set(random.Random(seed).sample(sorted(services), many))  # noqa: S311  # to be drawn again alike
    return tuple(each for each in services if each in chosen)


def too_many_without(without: int, persons: int) -> bool:
    """Whether more than ``MOST_WITHOUT`` percent are unknown."""
    return 100 * without > MOST_WITHOUT * persons


def jump(value: int, before: int, percent: int, smallest: int) -> int | None:
    """The change against the month before in percent where it is worth a look."""
    if not before or abs(value - before) < smallest or 100 * abs(value - before) <= percent * before:
        return None
    return round(100 * (value - before) / before)


def _plain(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)
