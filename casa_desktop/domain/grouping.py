"""Coded rows that leave the house: those of few persons are joined until they are many, instead of being hidden.

A hidden count can be worked out where a total is known elsewhere; a joined row says how many they are together and no
longer who. What tells most about a person is given up first, so the codes of a row are asked for in that order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from casa_desktop.domain.suppression import SMALLEST

Codes = tuple[str | None, ...]
"""Codes of a row, the last one given up first; None = joined, whatever it was."""


@dataclass(frozen=True, slots=True)
class Group:
    """Persons who share *codes*, and their services. *few* = fewer than may be told, so that neither is printed."""

    codes: Codes
    persons: int
    services: int
    few: bool = False


def joined(counts: Mapping[tuple[str, ...], tuple[int, int]], smallest: int = SMALLEST) -> tuple[Group, ...]:
    """The rows of *counts* (persons, services), none of fewer persons than *smallest*; only where all of them together
    are fewer there is one row, marked. Persons and services add up to those of *counts*."""
    if not counts:
        return ()
    width = len(next(iter(counts)))
    kept: list[Group] = []
    small: list[Group] = [Group(codes, *found) for codes, found in counts.items()]
    for told in range(width, -1, -1):
        together: dict[Codes, Group] = {}
        for each in small:
            codes: Codes = (*each.codes[:told], *(None,) * (width - told))
            before = together.get(codes, Group(codes, 0, 0))
            together[codes] = Group(codes, before.persons + each.persons, before.services + each.services)
        kept += [each for each in together.values() if each.persons >= smallest]
        small = [each for each in together.values() if each.persons < smallest]
    return tuple(sorted(_with_rest(kept, small, width, smallest), key=lambda each: _order(each.codes)))


def _with_rest(kept: list[Group], small: Sequence[Group], width: int, smallest: int) -> list[Group]:
    """What is left at the end takes the smallest row to itself, until it may be told."""
    if not small:
        return kept
    everything: Codes = (None,) * width
    persons, services = sum(each.persons for each in small), sum(each.services for each in small)
    others = sorted(kept, key=lambda each: (each.persons, _order(each.codes)))
    while persons < smallest and others:
        nearest = others.pop(0)
        persons, services = persons + nearest.persons, services + nearest.services
    return [*others, Group(everything, persons, services, few=persons < smallest)]


def _order(codes: Codes) -> tuple[tuple[bool, str], ...]:
    """Joined rows after those that say more."""
    return tuple((code is None, code or "") for code in codes)
