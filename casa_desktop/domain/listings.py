"""The records of a figure as a list that leaves the house: by code, or, for coordination alone, by name."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Listed:
    """One service. *name* and *document* are empty in a list by code, and for whoever gave none."""

    code: str
    day: date
    service: str
    """Printed label of the service type."""
    quantity: int
    sheet: str
    line: int | None
    name: str = ""
    document: str = ""
    """Type and number, as they are written: ``PT 1234567``."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a number counts, as far as it may be listed; *left_out* services count and are not in it, None where it is
    not told how many."""

    nominal: bool
    lines: tuple[Listed, ...]
    left_out: int | None
