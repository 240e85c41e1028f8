"""The stock of humanitarian items: what comes in, what leaves without a delivery, what a count finds."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from casa_desktop.domain.access import Action
from casa_desktop.domain.aid import (
    EXITS,
    LONGEST_DOCUMENT,
    LONGEST_LOT,
    AidItem,
    CountLot,
    Donation,
    MovementKind,
    TakeOut,
    check_item,
    check_quantity,
    ever_negative,
    free_from,
)
from casa_desktop.domain.aid_views import ItemStock, StockMove
from casa_desktop.domain.catalog import Kind
from casa_desktop.domain.errors import Code, Problems, fault
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.text import tidy, tidy_lines
from casa_desktop.domain.typed import plain
from casa_desktop.domain.visits import check_date
from casa_desktop.services.context import LONGEST_REASON, Context, verb
from casa_desktop.services.recording import user_id
from casa_desktop.storage.aid import StoredLot, shown
from casa_desktop.storage.checkup import Check

USUAL = (
    ("Kit de aseo", "kit", 30, True),
    ("Kit de alimentos", "kit", 15, True),
    ("Kit de bebé", "kit", 30, False),
    ("Ropa", "prenda", 30, False),
    ("Cobija", "unidad", 90, False),
    ("Agua", "botella", 0, False),
)
"""(name, unit, days between two deliveries, whether they hold for the family): what a desk begins with."""


@dataclass(frozen=True, slots=True)
class StockQuery:
    """Asks for every item with its lots."""


@dataclass(frozen=True, slots=True)
class MovesQuery:
    """Asks for the kardex of an item."""

    item_uuid: str


@dataclass(frozen=True, slots=True)
class SaveAidItem:
    """An item as it should be: new where its *version* is 0."""

    item: AidItem


@dataclass(frozen=True, slots=True)
class AddUsual:
    """Adds the items that a desk usually has, those that are missing."""


@dataclass(frozen=True, slots=True)
class CheckStock:
    """Asks whether all of it adds up."""


@dataclass(frozen=True, slots=True)
class VoidMovement:
    """Takes a movement back."""

    uuid: str
    reason: str


@verb(Action.AID_VIEW)
def overview(ctx: Context, query: StockQuery) -> tuple[ItemStock, ...]:
    """What there is of each item, retired ones last."""
    return stock_of(ctx)


@verb(Action.AID_VIEW)
def sheet(ctx: Context, query: StockQuery) -> tuple[ItemStock, ...]:
    """As :func:`overview`, to be printed and counted against."""
    ctx.audit("aid.sheet", "stock")
    return stock_of(ctx)


@verb(Action.AID_VIEW)
def kardex(ctx: Context, query: MovesQuery) -> tuple[StockMove, ...]:
    """Everything that changed the stock of an item. Deliveries stand there by their number, never by a person."""
    return ctx.work.aid.moves(query.item_uuid)


@verb(Action.AID_STOCK)
def save_item(ctx: Context, command: SaveAidItem) -> AidItem:
    """Adds or changes an item. Errors: those of :func:`check_item`, CONFLICT."""
    items = ctx.work.aid.items()
    item = replace(command.item, name=tidy(command.item.name), unit=tidy(command.item.unit))
    check_item(item, items).raise_if_any()
    before = next((each for each in items if each.uuid == item.uuid), None)
    fields: tuple[str, ...] = ("name",)
    if before is None:
        ctx.work.aid.add_item(item)
    elif item.version == 0:
        return before
    else:
        if not ctx.work.aid.change_item(item):
            raise fault(Code.CONFLICT, kind="aid_item")
        names = ("name", "unit", "minimum", "interval_days", "per_family", "retired")
        fields = tuple(name for name in names if getattr(before, name) != getattr(item, name))
    ctx.audit("aid.item", item.uuid, fields)
    ctx.changed("aid", item.uuid)
    return next(each for each in ctx.work.aid.items() if each.uuid == item.uuid)


@verb(Action.AID_STOCK)
def add_usual(ctx: Context, command: AddUsual) -> int:
    """Gives how many were added; repeating it adds nothing."""
    known = {plain(item.name) for item in ctx.work.aid.items()}
    missing = [each for each in USUAL if plain(each[0]) not in known]
    for name, unit, days, per_family in missing:
        ctx.work.aid.add_item(AidItem(new_id(), name, unit, interval_days=days, per_family=per_family))
    if missing:
        ctx.audit("aid.usual", "stock", ("items",))
        ctx.changed("aid", "stock")
    return len(missing)


@verb(Action.AID_RECEIVE)
def enter(ctx: Context, command: Donation) -> str:
    """Receives a donation and gives the uuid of its movement. Repeating it changes nothing.

    The same item of the same donor, lot and expiry joins the lot that is there. Errors: those of the fields.
    """
    if ctx.work.aid.movement(command.uuid) is not None:
        return command.uuid
    problems = _checked(ctx, command.day, command.document)
    check_quantity(problems, command.quantity)
    if len(command.lot_code) > LONGEST_LOT:
        problems.add(Code.TOO_LONG, "lot_code", limit=LONGEST_LOT)
    if command.expires_on is not None and command.expires_on < command.day:
        problems.add(Code.DATE_TOO_OLD, "expires_on", limit=command.day)
    item_id = ctx.work.aid.item_id(command.item_uuid)
    if item_id is None:
        problems.add(Code.NOT_FOUND, "item_uuid", kind="aid_item")
    donor_id = _donor(ctx, command.donor, problems)
    problems.raise_if_any()
    code = tidy(command.lot_code)
    lot_id = ctx.work.aid.lot_for(new_id(), item_id or 0, donor_id, code, command.expires_on)
    _move(ctx, command.uuid, lot_id, MovementKind.ENTRY, command.day, command.quantity, command.document)
    ctx.audit("aid.enter", command.uuid, ("quantity", "donor", "lot_code", "expires_on"))
    ctx.changed("aid", command.item_uuid)
    return command.uuid


@verb(Action.AID_STOCK)
def take_out(ctx: Context, command: TakeOut) -> str:
    """What expired, broke or went to another site. Errors: those of the fields, NOT_FOUND, NOT_ENOUGH_STOCK."""
    if ctx.work.aid.movement(command.uuid) is not None:
        return command.uuid
    problems = _checked(ctx, command.day, command.document)
    check_quantity(problems, command.quantity)
    if command.kind not in EXITS:
        problems.add(Code.BAD_CHOICE, "kind")
    problems.raise_if_any()
    lot = found_lot(ctx, command.lot_uuid)
    free = free_from(lot.changes, command.day)
    if command.quantity > free:
        raise fault(Code.NOT_ENOUGH_STOCK, "quantity", item=name_of(ctx, lot), stock=free, asked=command.quantity)
    _move(ctx, command.uuid, lot.id, command.kind, command.day, -command.quantity, command.document, command.reason)
    ctx.audit("aid.take_out", command.uuid, ("quantity", "kind"), command.reason)
    ctx.changed("aid", lot.shown.item_uuid)
    return command.uuid


@verb(Action.AID_STOCK)
def count(ctx: Context, command: CountLot) -> int:
    """Corrects the stock of a lot to what was counted, and gives the difference; none at all is kept too.

    Errors: those of the fields, NEEDS_REASON (where something differs), NOT_FOUND, NOT_ENOUGH_STOCK (more of it left
    after that day than was counted).
    """
    lot = found_lot(ctx, command.lot_uuid)
    there = sum(change for when, change in lot.changes.items() if when <= command.day)
    difference = command.counted - there
    if ctx.work.aid.movement(command.uuid) is not None:
        return difference
    problems = _checked(ctx, command.day, "")
    check_quantity(problems, command.counted, "counted", low=0)
    if difference and not command.reason.strip():
        problems.add(Code.NEEDS_REASON, "reason")
    problems.raise_if_any()
    if ever_negative({**lot.changes, command.day: lot.changes.get(command.day, 0) + difference}):
        raise fault(Code.NOT_ENOUGH_STOCK, "counted", item=name_of(ctx, lot))
    _move(ctx, command.uuid, lot.id, MovementKind.COUNT, command.day, difference, "", command.reason)
    ctx.audit("aid.count", command.uuid, ("counted",), command.reason)
    ctx.changed("aid", lot.shown.item_uuid)
    return difference


@verb(Action.AID_RECEIVE)
def void_movement(ctx: Context, command: VoidMovement) -> None:
    """Takes a movement back; who may only receive takes back entries only.

    Errors: NEEDS_REASON, NOT_FOUND, ALREADY_VOIDED, FORBIDDEN, NOT_ENOUGH_STOCK (what came in has left since).
    """
    if not command.reason.strip():
        raise fault(Code.NEEDS_REASON, "reason")
    stored = ctx.work.aid.movement(command.uuid)
    if stored is None:
        raise fault(Code.NOT_FOUND, kind="aid_movement")
    if stored.voided_at:
        raise fault(Code.ALREADY_VOIDED)
    if stored.kind != MovementKind.ENTRY and not ctx.actor.may(Action.AID_STOCK):
        raise fault(Code.FORBIDDEN, action=str(Action.AID_STOCK))
    ctx.work.aid.void_movement(command.uuid, at=ctx.stamp, by_id=user_id(ctx))
    require_enough(ctx, (stored.lot_id,))
    ctx.audit("aid.void_movement", command.uuid, ("voided",), command.reason)
    ctx.changed("aid", command.uuid)


@verb(Action.BASE_VERIFY)
def check(ctx: Context, query: CheckStock) -> Check:
    """``aid.stock``: of every lot what came minus what left is on no day below zero. Value: ``problems``."""
    wrong = sum(ever_negative(lot.changes) for lot in ctx.work.aid.lots())
    return Check("aid.stock", not wrong, {"problems": wrong})


def stock_of(ctx: Context) -> tuple[ItemStock, ...]:
    """Every item with its lots."""
    return shown(ctx.work.aid.items(), ctx.work.aid.lots())


def require_enough(ctx: Context, lots: Iterable[int]) -> None:
    """Refuses a state in which more of a lot had left than had come, on any day: NOT_ENOUGH_STOCK."""
    concerned = frozenset(lots)
    for lot in ctx.work.aid.lots() if concerned else ():
        if lot.id in concerned and ever_negative(lot.changes):
            raise fault(Code.NOT_ENOUGH_STOCK, item=name_of(ctx, lot))


def found_lot(ctx: Context, uuid: str) -> StoredLot:
    """The lot of *uuid*. Errors: NOT_FOUND."""
    lot = next((each for each in ctx.work.aid.lots() if each.shown.uuid == uuid), None)
    if lot is None:
        raise fault(Code.NOT_FOUND, "lot_uuid", kind="aid_lot")
    return lot


def name_of(ctx: Context, lot: StoredLot) -> str:
    """The name of the item that a lot holds."""
    return next((item.name for item in ctx.work.aid.items() if item.uuid == lot.shown.item_uuid), "")


def _checked(ctx: Context, day: date, document: str) -> Problems:
    problems = Problems()
    problems.extend(check_date(day, ctx.clock.today(), "day"))
    if len(document) > LONGEST_DOCUMENT:
        problems.add(Code.TOO_LONG, "document", limit=LONGEST_DOCUMENT)
    return problems


def _donor(ctx: Context, donor: str, problems: Problems) -> int | None:
    if not donor:
        return None
    kind, _, code = donor.partition(":")
    found = ctx.work.catalog.keys().items.get((kind, code))
    if found is None or kind not in (Kind.FUNDER, Kind.PARTNER):
        problems.add(Code.BAD_CHOICE, "donor")
    return found


def _move(
    ctx: Context,
    uuid: str,
    lot_id: int,
    kind: MovementKind,
    day: date,
    quantity: int,
    document: str = "",
    reason: str = "",
) -> None:
    if len(reason) > LONGEST_REASON:
        raise fault(Code.TOO_LONG, "reason", limit=LONGEST_REASON)
    ctx.work.aid.add_movement(
        {
            "uuid": uuid,
            "lot_id": lot_id,
            "kind": str(kind),
            "date": day,
            "quantity": quantity,
            "document": tidy(document),
            "reason": tidy_lines(reason),
            "created_at": ctx.stamp,
            "created_by_id": user_id(ctx),
        }
    )
