"""What is read of humanitarian items: frozen, with uuids and codes, never an integer key."""

from dataclasses import dataclass
from datetime import date, timedelta

from casa_desktop.domain.aid import AidItem

SOON = timedelta(days=30)
"""From when on the expiry of a lot is told."""


@dataclass(frozen=True, slots=True)
class LotStock:
    """One lot and what is there of it. *donor* is ``kind:code``, *donor_name* its name in the catalogue."""

    uuid: str
    item_uuid: str
    donor: str
    donor_name: str
    code: str
    expires_on: date | None
    stock: int

    def expired_on(self, day: date) -> bool:
        """Whether it may no longer be handed out."""
        return self.expires_on is not None and self.expires_on < day


@dataclass(frozen=True, slots=True)
class ItemStock:
    """An item with its lots, the one that expires first before the others; lots of which nothing is left are last."""

    item: AidItem
    lots: tuple[LotStock, ...]

    @property
    def stock(self) -> int:
        return sum(lot.stock for lot in self.lots)

    def usable_on(self, day: date) -> int:
        """What may be handed out: without what has expired."""
        return sum(lot.stock for lot in self.lots if not lot.expired_on(day))

    def below_minimum(self, day: date) -> bool:
        """Whether there is too little of it."""
        return not self.item.retired and self.usable_on(day) < self.item.minimum

    @property
    def next_expiry(self) -> date | None:
        """When the first of what is there expires."""
        return min((lot.expires_on for lot in self.lots if lot.stock > 0 and lot.expires_on), default=None)


@dataclass(frozen=True, slots=True)
class StockMove:
    """One line of the kardex. *kind* is a movement's, or ``delivery``; *origin* the delivery's code or the document."""

    uuid: str
    """Of the movement; of the service where it is a delivery."""
    date: date
    kind: str
    quantity: int
    """With its sign."""
    balance: int
    lot: str
    donor_name: str
    origin: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class DeliveredLine:
    """What was handed out of one lot."""

    item: str
    unit: str
    quantity: int
    donor_name: str
    lot: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """One delivery in a list and on its acta. *uuid* is that of its service; *persons* how many it reached."""

    uuid: str
    version: int
    code: str
    """``E-000123``: the number of the acta."""
    date: date
    created_at: str
    person_uuid: str
    person_code: str
    person_name: str
    anonymous: bool
    reserved: bool
    for_family: bool
    persons: int
    lines: tuple[DeliveredLine, ...]
    staff: str
    place: str
    sheet: str
    line: int | None
    late: bool
    override_reason: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """The latest delivery of an item that is closer than its interval."""

    item_uuid: str
    item: str
    unit: str
    date: date
    quantity: int
    staff: str
    interval_days: int
    per_family: bool
