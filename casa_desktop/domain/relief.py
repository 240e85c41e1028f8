"""What the desk received and handed out in a run of days, and where the families travelled to: totals, and nobody."""

from dataclasses import dataclass
from datetime import date

from casa_desktop.domain.cells import Origin, Unit
from casa_desktop.domain.scope import Scope
from casa_desktop.domain.transfers import Place, Totals


@dataclass(frozen=True, slots=True)
class StockLine:
    """One item of one donor. *before* + *entered* - *delivered* - *taken_out* + *counted* = *after*."""

    item: str
    unit: str
    donor: str
    before: int = 0
    entered: int = 0
    delivered: int = 0
    taken_out: int = 0
    """Expired, damaged or sent to another site."""
    counted: int = 0
    """What a physical count found more (or, below zero, less)."""

    @property
    def after(self) -> int:
        """What was there when the last day ended."""
        return self.before + self.entered - self.delivered - self.taken_out + self.counted

    @property
    def moved(self) -> bool:
        """Whether there is anything to tell of it."""
        return any((self.before, self.entered, self.delivered, self.taken_out, self.counted))


@dataclass(frozen=True, slots=True)
class DeliveryOrigin(Origin):
    """What was delivered of an item of a donor, named as in its :class:`StockLine`."""

    scope: Scope
    item: str
    unit: str
    donor: str


@dataclass(frozen=True, slots=True)
class TravelOrigin(Origin):
    """Who travelled to *place*, or at all: persons, or what they add up to."""

    scope: Scope
    place: Place | None
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class DestinationTotals:
    """Those who travelled to one place. *country* is alpha-3, *municipality* of DIVIPOLA."""

    country: str
    municipality: str
    city: str
    totals: Totals

    @property
    def place(self) -> Place:
        """Where it is."""
        return self.country, self.municipality, self.city


@dataclass(frozen=True, slots=True)
class ReliefSummary:
    """From *first* to *last*, both included. Persons and families are distinct in each destination and in *totals*."""

    first: date
    last: date
    stock: tuple[StockLine, ...]
    destinations: tuple[DestinationTotals, ...]
    totals: Totals
