"""Humanitarian items: what the desk stores, how it comes in, leaves and is counted, and what a delivery must have."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, unique

from casa_desktop.domain.errors import Code, Problems
from casa_desktop.domain.typed import plain
from casa_desktop.domain.visits import LARGEST_QUANTITY, RecordVisit

LONGEST_NAME = 60
LONGEST_UNIT = 20
LONGEST_LOT = 40
LONGEST_DOCUMENT = 40
LONGEST_INTERVAL = 3650
"""Days."""
LARGEST_STOCK = 99_999
MOST_LINES = 12


@dataclass(frozen=True, slots=True)
class AidItem:
    """What is handed out. *interval_days* 0 = as often as it is needed; it holds for the family where *per_family*."""

    uuid: str
    name: str
    unit: str
    minimum: int = 0
    """Fewer than this is too few; 0 = nobody minds."""
    interval_days: int = 0
    per_family: bool = True
    retired: bool = False
    version: int = 0


@unique
class MovementKind(StrEnum):
    """How stock changes without a delivery."""

    ENTRY = "entry"
    EXPIRED = "expired"
    DAMAGED = "damaged"
    SENT = "sent"
    """To another site."""
    COUNT = "count"
    """What a physical count found more or less."""


EXITS = (MovementKind.EXPIRED, MovementKind.DAMAGED, MovementKind.SENT)


@dataclass(frozen=True, slots=True)
class Donation:
    """An entry: *donor* is ``kind:code`` of the catalogue's funders or partners, or empty."""

    uuid: str
    item_uuid: str
    day: date
    quantity: int
    donor: str = ""
    lot_code: str = ""
    expires_on: date | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class TakeOut:
    """An exit of one lot that is no delivery."""

    uuid: str
    lot_uuid: str
    kind: MovementKind
    day: date
    quantity: int
    document: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CountLot:
    """*counted* of a lot were there at the end of *day*; the difference becomes a movement."""

    uuid: str
    lot_uuid: str
    day: date
    counted: int
    reason: str


@dataclass(frozen=True, slots=True)
class Line:
    """*quantity* of an item; of the lot that is named, or of those that expire first."""

    item_uuid: str
    quantity: int
    lot_uuid: str = ""


@dataclass(frozen=True, slots=True)
class Deliver:
    """One act of handing out: *visit* holds its one service, with the family as companions where all receive."""

    visit: RecordVisit
    lines: tuple[Line, ...]
    for_family: bool = False
    override_reason: str = ""
    """Why something is given again before its interval is over."""


def check_item(item: AidItem, known: Iterable[AidItem]) -> Problems:
    """What is wrong with an item; two of them may not have one name."""
    problems = Problems()
    for name, limit in (("name", LONGEST_NAME), ("unit", LONGEST_UNIT)):
        text = str(getattr(item, name))
        if not text.strip():
            problems.add(Code.REQUIRED, name)
        elif len(text) > limit:
            problems.add(Code.TOO_LONG, name, limit=limit)
    if any(other.uuid != item.uuid and plain(other.name) == plain(item.name) for other in known):
        problems.add(Code.NOT_UNIQUE, "name")
    for name, high in (("minimum", LARGEST_STOCK), ("interval_days", LONGEST_INTERVAL)):
        if not 0 <= getattr(item, name) <= high:
            problems.add(Code.OUT_OF_RANGE, name, low=0, high=high)
    return problems


def check_quantity(problems: Problems, quantity: int, field: str = "quantity", low: int = 1) -> None:
    """How many may come or go at once."""
    if not low <= quantity <= LARGEST_STOCK:
        problems.add(Code.OUT_OF_RANGE, field, low=low, high=LARGEST_STOCK)


def check_lines(lines: tuple[Line, ...]) -> Problems:
    """A delivery gives something, and each thing once."""
    problems = Problems()
    if not lines:
        problems.add(Code.NOTHING_DELIVERED, "lines")
    elif len(lines) > MOST_LINES:
        problems.add(Code.OUT_OF_RANGE, "lines", low=1, high=MOST_LINES)
    seen: set[tuple[str, str]] = set()
    for index, line in enumerate(lines):
        if not 1 <= line.quantity <= LARGEST_QUANTITY:
            problems.add(Code.OUT_OF_RANGE, f"lines[{index}].quantity", low=1, high=LARGEST_QUANTITY)
        if (line.item_uuid, line.lot_uuid) in seen:
            problems.add(Code.NOT_UNIQUE, f"lines[{index}].item_uuid")
        seen.add((line.item_uuid, line.lot_uuid))
    return problems


def free_from(changes: Mapping[date, int], day: date) -> int:
    """How much can leave on *day* so that the stock is at no later day below zero; *changes* by day."""
    stock = sum(change for when, change in changes.items() if when <= day)
    lowest = stock
    for when in sorted(changes):
        if when > day:
            stock += changes[when]
            lowest = min(lowest, stock)
    return max(0, lowest)


def ever_negative(changes: Mapping[date, int]) -> bool:
    """Whether more had left than had come at the end of some day."""
    stock = 0
    for when in sorted(changes):
        stock += changes[when]
        if stock < 0:
            return True
    return False
