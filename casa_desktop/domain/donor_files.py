"""What stands in the files that donors ask for, before it is a file: plain data."""

from dataclasses import dataclass
from decimal import Decimal

from casa_desktop.domain.breakdowns import Breakdown
from casa_desktop.domain.cells import Origin
from casa_desktop.domain.counted import Dimension
from casa_desktop.domain.donors import Template
from casa_desktop.domain.grouping import Codes, Group
from casa_desktop.domain.indicators import Rule
from casa_desktop.domain.months import MonthsSaid
from casa_desktop.domain.periods import Month
from casa_desktop.domain.scope import Scope

Cell = str | int | Decimal
"""Text stays text in every file, whatever it begins with; numbers are numbers."""

CROSSED = (
    Dimension.SEX,
    Dimension.AGE,
    Dimension.COUNTRY,
    Dimension.MUNICIPALITY,
    Dimension.ETHNICITY,
    Dimension.DISABILITY,
)
"""What the health file crosses; where a row holds few, the last of these is joined first."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a file: the key of what stands in it, its head, and its HXL tag. It holds from *first* to *last*,
    both included; None = no limit."""

    key: str
    name: str
    tag: str
    first: Month | None = None
    last: Month | None = None

    def holds_in(self, month: Month) -> bool:
        """Whether the file of *month* has it."""
        return (self.first is None or self.first <= month) and (self.last is None or month <= self.last)


@dataclass(frozen=True, slots=True)
class CodedFile:
    """A file that a machine reads: heads, and rows as wide as they are. *notes* stand beside it, never among them."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DonorTables:
    """Persons and services by age and sex, in the same rows and columns; *hidden* cells leave the program as marks, in
    both of them."""

    template: Template
    scope: Scope
    persons: Breakdown
    services: Breakdown
    hidden: frozenset[tuple[str, str]]
    months: MonthsSaid
    without_matters: bool = False
    """Whether *services* are told without matters of protection, whose persons count all the same."""


@dataclass(frozen=True, slots=True)
class TableOrigin(Origin):
    """A cell of the tables of *template*: persons or services, by *rule*. *row* or *column* ``WHOLE`` = a total."""

    template: str
    scope: Scope
    rule: Rule
    row: str
    column: str


@dataclass(frozen=True, slots=True)
class HealthReport:
    """Rows by service, each with the codes of ``CROSSED`` (ages by ``band_key``)."""

    template: Template
    scope: Scope
    rows: tuple[tuple[str, Group], ...]
    months: MonthsSaid


@dataclass(frozen=True, slots=True)
class HealthOrigin(Origin):
    """Persons or services, by *rule*, of a row of the health file: with all that was joined in it."""

    template: str
    scope: Scope
    rule: Rule
    service: str
    codes: Codes
