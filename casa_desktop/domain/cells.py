"""What stands behind a cell of the table: records by person, or a historical figure."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum, unique

from casa_desktop.domain.indicators import Indicator, Rule
from casa_desktop.domain.names import Name
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.table import Total

MOST_PERSONS = 500
"""Persons listed of a cell at a time."""


@dataclass(frozen=True, slots=True)
class Paging:
    """Which of the persons behind a cell are listed: *limit* of them from *offset* on; with *repeated* only those who
    came in more than one month. It asks for no fewer than one and no more than ``MOST_PERSONS``."""

    offset: int = 0
    limit: int = MOST_PERSONS
    repeated: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "offset", max(0, self.offset))
        object.__setattr__(self, "limit", max(1, min(self.limit, MOST_PERSONS)))


FIRST_PAGE = Paging()


Spot = tuple[int, int]
"""A cell of a table as it is read: the place of its line and the place of its head, that of the names being 0."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Which number of which report: with it the records behind it are asked for. Every report has its own kinds."""


@dataclass(frozen=True, slots=True)
class CellOrigin(Origin):
    """What *indicator* counts in *period* (one month, or the whole run for a total); with *beside* the records of
    months that print history, too."""

    indicator: Indicator
    period: Period
    beside: bool = False


@unique
class Unit(StrEnum):
    """What a number adds up of its records, where it counts neither these nor their persons."""

    FAMILIES = "families"
    JOURNEYS = "journeys"
    HANDED_OUT = "handed_out"
    MINUTES = "minutes"
    VISITS = "visits"
    SLIPS = "slips"
    """Of a survey: each record is a line of a tally, and tells of nobody."""


@dataclass(frozen=True, slots=True)
class CellEntry:
    """One service that the cell counts. *sheet* and *line* are the folio, empty and None where there is none."""

    service_uuid: str
    visit_uuid: str
    day: date
    service: str
    """Printed label of the service type."""
    quantity: int
    sheet: str
    line: int | None
    companion: bool


@dataclass(frozen=True, slots=True)
class CellPerson:
    """One person that the cell counts. *name* is shortened; empty for an anonymous entry and for «sin nombre»."""

    uuid: str
    code: str
    name: str
    anonymous: bool
    entries: tuple[CellEntry, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted: services (rows), their quantities, distinct persons, and persons of each month added up."""

    services: int = 0
    quantity: int = 0
    persons: int = 0
    person_months: int = 0


@dataclass(frozen=True, slots=True)
class Spread:
    """*persons* who came in exactly *months* of the months of a total, each of them once."""

    months: int
    persons: int

    @property
    def person_months(self) -> int:
        """What they are in the sum of the months."""
        return self.months * self.persons

    @property
    def again(self) -> int:
        """By how much that sum is above the distinct persons."""
        return self.person_months - self.persons


SPREAD = frozenset({Rule.PERSONS, Rule.PERSONS_OF_SERVICE, Rule.COVERED})
"""Rules of which everybody is counted in each month in which they came: the sum of the months less the distinct
persons is who came again. Who is new is counted once, whenever they come back."""


@dataclass(frozen=True, slots=True)
class CellRecords:
    """The records of a cell. *persons* is one stretch of those that the reader may see, in the order of their codes."""

    all: Tally = Tally()
    """This, what is reserved and the spread are told with the first page only; the others go on with the persons."""
    reserved_services: int | None = 0
    """Services that count and are not shown to this reader; None where it is not told how many, nor in *all*."""
    reserved_persons: int = 0
    """Persons who count and of whom this reader sees nothing at all."""
    persons: tuple[CellPerson, ...] = ()
    more: bool = False
    """Whether persons follow after this stretch."""
    spread: tuple[Spread, ...] = ()
    """Of a total by a rule of :data:`SPREAD`, everybody by the number of months in which they came, whoever reads: its
    parts add up to *all*."""

    def of_the_shown(self) -> "CellRecords":
        """The same, with no number of services but of those that are shown; everybody is still told."""
        unseen = self.reserved_services or 0
        shown = replace(self.all, services=self.all.services - unseen, quantity=self.all.quantity - unseen)
        return replace(self, all=shown, reserved_services=None)


@dataclass(frozen=True, slots=True)
class CellFigure:
    """A historical figure that the cell prints."""

    month: Month
    value: int
    provisional: bool
    source: str
    folio: str
    note: str
    entered_at: str
    """ISO 8601, UTC."""
    entered_by: str


@dataclass(frozen=True, slots=True)
class CellDetail:
    """A cell of one month, or a total over several. *monthly_sum* is the value of what is not counted month by month:
    one month, some days, a breakdown, what is added up."""

    period: Period
    monthly_sum: Total
    distinct: Total | None
    """None for what counts services."""
    records: CellRecords
    figures: tuple[CellFigure, ...] = ()
    unit: Unit | None = None


def short_name(name: Name) -> str:
    """Enough to recognise somebody whose file one holds: «María G. P.»."""
    first = name.preferred_name or name.first_name
    initials = [f"{part[0]}." for part in (name.first_surname, name.second_surname) if part]
    return " ".join(part for part in (first, *initials) if part)
