"""Two records of one person: what may be taken from either, and what is known once they are one.

Rows keep the record that they were written under. What is written while two records are one is written under the one
that is kept, and stays with it when they are parted again; what corrects or completes a row stays where that row is.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum, unique
from types import MappingProxyType
from typing import Any

from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.matching.described import Reason
from casa_desktop.domain.periods import Month
from casa_desktop.domain.person_views import PersonHit, PersonPage
from casa_desktop.domain.persons import Details, Sex
from casa_desktop.domain.timeline import Group


@unique
class Part(StrEnum):
    """What is chosen from one record or the other, in the order in which it is shown."""

    FIRST_NAME = "first_name"
    OTHER_NAMES = "other_names"
    FIRST_SURNAME = "first_surname"
    SECOND_SURNAME = "second_surname"
    PREFERRED_NAME = "preferred_name"
    SEX = "sex"
    AGE = "age"
    COUNTRY = "country"
    ADDRESS = "address"
    LANGUAGE = "language"
    ETHNICITY = "ethnicity"
    DISABILITY = "disability"
    HOUSEHOLD = "household"


@unique
class Standing(StrEnum):
    """How the two stand to each other in a part."""

    SAME = "same"
    DIFFERENT = "different"
    ONLY_KEPT = "only_kept"
    ONLY_OTHER = "only_other"


NAME_PARTS = (Part.FIRST_NAME, Part.OTHER_NAMES, Part.FIRST_SURNAME, Part.SECOND_SURNAME, Part.PREFERRED_NAME)
DETAIL_PARTS = tuple(part for part in Part if part is not Part.HOUSEHOLD)
"""Those that a record itself says."""
_FIELDS = MappingProxyType(
    {
        Part.SEX: ("sex",),
        Part.AGE: ("age",),
        Part.COUNTRY: ("country",),
        Part.ADDRESS: ("municipality", "address"),
        Part.LANGUAGE: ("language",),
        Part.ETHNICITY: ("ethnicity",),
        Part.DISABILITY: ("disability",),
    }
)


def value(details: Details, part: Part) -> tuple[object, ...]:
    """What *details* say of *part*; of the household they say nothing."""
    if part in NAME_PARTS:
        return (getattr(details.name, part),)
    return tuple(getattr(details, field) for field in _FIELDS[part])


def with_value(details: Details, part: Part, of: tuple[object, ...]) -> Details:
    """*details* saying *of* about *part*."""
    if part in NAME_PARTS:
        name = replace(details.name, **_named((str(part),), of))
        return replace(details, name=name, nameless=not name)
    return replace(details, **_named(_FIELDS[part], of))


def _named(fields: tuple[str, ...], of: tuple[object, ...]) -> dict[str, Any]:
    return dict(zip(fields, of, strict=True))


def as_text(of: tuple[object, ...]) -> str:
    """The value of a part as it is kept beside a merge."""
    return json.dumps([_plain(each) for each in of], ensure_ascii=False)


def from_text(part: Part, text: str) -> tuple[object, ...]:
    """Undoes :func:`as_text`."""
    of = json.loads(text)
    if part is not Part.AGE:
        return tuple(of)
    born, first, last, stated_on = of[0]
    stated = AgeRange(first, last) if first is not None else None
    return (Age(_day(born), stated, _day(stated_on)),)


def _plain(of: object) -> object:
    if not isinstance(of, Age):
        return of
    first, last = (of.stated.first, of.stated.last) if of.stated else (None, None)
    return [str(of.birth_date or ""), first, last, str(of.stated_on or "")]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _known(details: Details, part: Part) -> bool:
    if part is Part.AGE:
        return details.age.known
    return any(each not in ("", Sex.UNKNOWN) for each in value(details, part))


def standing(kept: Details, other: Details, part: Part) -> Standing | None:
    """How they stand to each other in *part*; None where neither knows anything of it."""
    mine, theirs = _known(kept, part), _known(other, part)
    if not mine and not theirs:
        return None
    if mine and theirs:
        return Standing.SAME if value(kept, part) == value(other, part) else Standing.DIFFERENT
    return Standing.ONLY_KEPT if mine else Standing.ONLY_OTHER


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two records as the actor may see it, and what hangs on it."""

    page: PersonPage
    visits: int
    counts: tuple[tuple[Group, int], ...]
    """How many of each kind follow: deliveries, referrals…"""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two records beside each other."""

    kept: Side
    other: Side
    parts: tuple[tuple[Part, Standing], ...]
    """Those of which anything is known."""
    suggested: frozenset[Part]
    """What is better taken from the other record, where nobody says otherwise."""
    reasons: tuple[Reason, ...]
    same_days: tuple[date, ...]
    """Days on which both were attended: perhaps one attention typed twice."""
    closed: tuple[Month, ...]
    """Closed months whose counts the merge may change; then it needs a reason."""
    apart: bool
    """Whether somebody said that they are not the same person."""


@dataclass(frozen=True, slots=True)
class MergeShown:
    """A merge that holds, as the page of the person tells it."""

    uuid: str
    code: str
    """Of the record that was joined."""
    name: str
    into: str
    """Code of the record that it was joined to."""
    on: date
    by: str
    undoable: bool
    """Whether the actor may undo it."""


@dataclass(frozen=True, slots=True)
class PairShown:
    """Two persons who may be one."""

    one: PersonHit
    other: PersonHit
    score: float
    reasons: tuple[Reason, ...]
    said_apart: bool
    """Whether somebody said that they are not the same, before there was one of the *reasons*."""


def of_two(one: int, other: int) -> tuple[int, int]:
    """The keys of a pair as they are stored."""
    return (one, other) if one < other else (other, one)


def still_apart(said: Collection[str], now: Collection[str]) -> bool:
    """Whether «no son la misma persona» still holds: nothing speaks for it now that did not when it was said."""
    return set(now) <= set(said)
