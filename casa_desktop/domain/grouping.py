"""Coded rows that leave the house: those of few persons are joined until they are many, instead of being hidden.

A hidden count can be worked out where a total is known elsewhere; a joined row says how many they are together and no
longer who. What tells most about a person is given up first, so the codes of a row are asked for in that order.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from casa_desktop.domain.suppression import SMALLEST

Own = tuple[str, ...]
"""Codes of a person, the last one given up first."""
Codes = tuple[str | None, ...]
"""Codes of a row; None = joined, whatever it was."""


@dataclass(frozen=True, slots=True)
class Group:
    """Persons who share *codes*, and their services. *few* = fewer than may be told, so that neither is printed."""

    codes: Codes
    persons: int
    services: int
    few: bool = False

    def without_few(self) -> "Group":
        """The same, without the numbers that are not printed."""
        return replace(self, persons=0, services=0) if self.few else self


def joined(counts: Mapping[Own, tuple[int, int]], smallest: int = SMALLEST) -> tuple[Group, ...]:
    """The rows of *counts* (persons, services), none of fewer persons than *smallest*; only where all of them together
    are fewer there is one row, marked. Persons and services add up to those of *counts*."""
    rows = gathered({codes: persons for codes, (persons, _) in counts.items()}, smallest)
    found = []
    for codes in sorted(rows, key=_order):
        persons, services = (sum(counts[own][at] for own in rows[codes]) for at in range(2))
        found.append(Group(codes, persons, services, few=persons < smallest))
    return tuple(found)


def gathered(persons: Mapping[Own, int], smallest: int = SMALLEST) -> Mapping[Codes, tuple[Own, ...]]:
    """Whose codes each row of :func:`joined` is made of, by the codes that it is told under."""
    if not persons:
        return {}
    width = len(next(iter(persons)))
    kept: dict[Codes, tuple[Own, ...]] = {}
    small: dict[Codes, tuple[Own, ...]] = {codes: (codes,) for codes in persons}

    def many(rows: Iterable[Own]) -> int:
        return sum(persons[own] for own in rows)

    for told in range(width, -1, -1):
        together: dict[Codes, tuple[Own, ...]] = {}
        for codes, rows in small.items():
            shorter: Codes = (*codes[:told], *(None,) * (width - told))
            together[shorter] = (*together.get(shorter, ()), *rows)
        kept |= {codes: rows for codes, rows in together.items() if many(rows) >= smallest}
        small = {codes: rows for codes, rows in together.items() if many(rows) < smallest}
    for everything, rest in small.items():  # one row at the most: it takes the smallest to itself, until it may be told
        others = sorted(kept, key=lambda codes: (many(kept[codes]), _order(codes)))
        while many(rest) < smallest and others:
            rest = (*rest, *kept.pop(others.pop(0)))
        kept[everything] = rest
    return kept


def _order(codes: Codes) -> tuple[tuple[bool, str], ...]:
    """Joined rows after those that say more."""
    return tuple((code is None, code or "") for code in codes)
