"""What the dashboard of a month shows: counts only, whoever looks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, unique

from casa_desktop.domain.breakdowns import Breakdown
from casa_desktop.domain.cells import Origin
from casa_desktop.domain.periods import Month
from casa_desktop.domain.suppression import Key
from casa_desktop.domain.table import MonthHead, Row

NEAR = 5
"""Days before its deadline from which on a petition is near it."""


@unique
class Loop(StrEnum):
    """What somebody still has to see to the end, as it stands today."""

    REFERRALS = "referrals"
    FOLLOW_UPS = "follow_ups"
    """Pending, due today or before."""
    TRANSFERS = "transfers"
    CHILDREN = "children"
    PETITIONS_LATE = "petitions_late"
    PETITIONS_NEAR = "petitions_near"


@dataclass(frozen=True, slots=True)
class WhenOrigin(Origin):
    """Services of *month* on a weekday (0 = Monday): of its date, or with *hour* of when they were written down."""

    month: Month
    weekday: int
    hour: int | None = None


@dataclass(frozen=True, slots=True)
class BoundOrigin(Origin):
    """Attentions of *month* that said one destination, by its folded text; empty = what few said, together."""

    month: Month
    code: str


@dataclass(frozen=True, slots=True)
class Tallied:
    """How many of something that has a *name* in the catalogue or in a list."""

    code: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Destination:
    """Persons who travelled there. *country* is alpha-3, *municipality* of DIVIPOLA, either may be empty."""

    country: str
    municipality: str
    city: str
    persons: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """An article of which less than its *minimum* may be handed out."""

    name: str
    unit: str
    usable: int
    minimum: int


@dataclass(frozen=True, slots=True)
class Hours:
    """Services by weekday (0 = Monday) and hour of Bogotá at which they were written down.

    *cells* has (weekday, hour) → services, *hidden* those of them that are small; all are among *days* and *hours*,
    which are told whether or not anything is there. *counted* is how many services *cells* tells of, *total* how many
    the month has.
    """

    days: tuple[int, ...]
    hours: tuple[int, ...]
    cells: Mapping[tuple[int, int], int]
    hidden: frozenset[tuple[int, int]]
    weekdays: tuple[int, ...]
    """Of all services of the month, by the weekday of their date."""
    counted: int
    total: int


@dataclass(frozen=True, slots=True)
class Dashboard:
    """A month, and the twelve months that end with it. *hidden* are the small cells of *ages*.

    Who may not see what stands behind a number is not given the small cells of *ages* and *hours*: *whole* is false.
    """

    month: Month
    today: date
    whole: bool
    heads: tuple[MonthHead, ...]
    persons: Row
    services: tuple[Row, ...]
    """A row for each service type that has anything in these months, in the order of the catalogue."""
    ages: Breakdown
    hidden: frozenset[Key]
    countries: Breakdown
    hours: Hours
    travelled: tuple[Destination, ...]
    bound_for: tuple[Tallied, ...]
    """Attentions by where people said that they were going; what few said has no name of its own."""
    calls: tuple[Tallied, ...]
    """By result, without *connectivity*."""
    connectivity: int
    loops: Mapping[Loop, int]
    shelves: tuple[Shelf, ...]
    without_matters: bool = False
    """Whether matters of protection stand in no row of *services*, and in no day or hour."""

    @property
    def provisional(self) -> bool:
        """Whether the records of the month may still change."""
        return self.heads[-1].provisional
