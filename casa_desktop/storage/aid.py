"""Humanitarian items in the base. What there is, is always added up from what counts; no total is kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from sqlalchemy import Connection, bindparam, func, insert, literal, select, update

from casa_desktop.domain.aid import AidItem, MovementKind
from casa_desktop.domain.aid_views import ItemStock, LotStock
from casa_desktop.domain.relief import StockLine
from casa_desktop.storage.aid_reads import AidReads
from casa_desktop.storage.aid_tables import aid_delivery, aid_item, aid_line, aid_lot, aid_movement
from casa_desktop.storage.tables import catalog_item, service

_items = select(aid_item).order_by(aid_item.c.retired, aid_item.c.id)
_lots = (
    select(
        aid_lot,
        aid_item.c.uuid.label("item"),
        catalog_item.c.kind.label("donor_kind"),
        catalog_item.c.code.label("donor_code"),
        catalog_item.c.name.label("donor_name"),
    )
    .join(aid_item, aid_item.c.id == aid_lot.c.item_id)
    .outerjoin(catalog_item, catalog_item.c.id == aid_lot.c.donor_id)
    .order_by(aid_lot.c.expires_on.is_(None), aid_lot.c.expires_on, aid_lot.c.id)
)
_moved = (
    select(aid_movement.c.lot_id, aid_movement.c.date, func.sum(aid_movement.c.quantity))
    .where(aid_movement.c.voided_at.is_(None))
    .group_by(aid_movement.c.lot_id, aid_movement.c.date)
)
_handed_out = (
    select(aid_line.c.lot_id, service.c.date, func.sum(aid_line.c.quantity))
    .join(service, service.c.id == aid_line.c.service_id)
    .where(service.c.voided_at.is_(None))
    .group_by(aid_line.c.lot_id, service.c.date)
)
_by_donor = (
    select(aid_item.c.name, aid_item.c.unit, func.coalesce(catalog_item.c.name, "").label("donor"))
    .select_from(aid_lot)
    .join(aid_item, aid_item.c.id == aid_lot.c.item_id)
    .outerjoin(catalog_item, catalog_item.c.id == aid_lot.c.donor_id)
    .order_by(aid_item.c.retired, aid_item.c.id, catalog_item.c.id)
)
_moves_by_donor = (
    _by_donor.add_columns(aid_movement.c.kind, aid_movement.c.date, aid_movement.c.quantity)
    .join(aid_movement, aid_movement.c.lot_id == aid_lot.c.id)
    .where(aid_movement.c.voided_at.is_(None), aid_movement.c.date <= bindparam("last"))
)
_deliveries_by_donor = (
    _by_donor.add_columns(literal("").label("kind"), service.c.date, (-aid_line.c.quantity).label("quantity"))
    .join(aid_line, aid_line.c.lot_id == aid_lot.c.id)
    .join(service, service.c.id == aid_line.c.service_id)
    .where(service.c.voided_at.is_(None), service.c.date <= bindparam("last"))
)
_delivered = _deliveries_by_donor.add_columns(service.c.id)
_same_lot = select(aid_lot.c.id).where(
    aid_lot.c.item_id == bindparam("item"),
    aid_lot.c.donor_id.is_not_distinct_from(bindparam("donor")),
    aid_lot.c.code == bindparam("code"),
    aid_lot.c.expires_on.is_not_distinct_from(bindparam("expires_on")),
)
_next_number = select(func.coalesce(func.max(aid_delivery.c.number), 0) + 1)
_lots_of = select(aid_line.c.lot_id).where(aid_line.c.service_id == bindparam("service"))


_BEFORE, _TAKEN_OUT = ("before", 1), ("taken_out", -1)
_HOW = MappingProxyType(
    {"": ("delivered", -1), str(MovementKind.ENTRY): ("entered", 1), str(MovementKind.COUNT): ("counted", 1)}
)
"""(field of ``StockLine``, sign there) by kind of movement; a delivery has none."""


@dataclass(frozen=True, slots=True)
class StoredLot:
    """A lot with its integer key, and how its stock changed by day."""

    id: int
    shown: LotStock
    changes: Mapping[date, int]


@dataclass(frozen=True, slots=True)
class StoredMovement:
    """Where a movement stands."""

    uuid: str
    lot_id: int
    kind: str
    voided_at: str


def shown(items: Sequence[AidItem], lots: Sequence[StoredLot]) -> tuple[ItemStock, ...]:
    """Each item with its lots; those of which nothing is left come last."""
    by_item: dict[str, list[LotStock]] = {}
    for lot in sorted(lots, key=lambda each: each.shown.stock == 0):
        by_item.setdefault(lot.shown.item_uuid, []).append(lot.shown)
    return tuple(ItemStock(item, tuple(by_item.get(item.uuid, ()))) for item in items)


class Aid(AidReads):
    """Reads and writes ``aid_item``, ``aid_lot``, ``aid_movement``, ``aid_delivery`` and ``aid_line``."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)

    def items(self) -> tuple[AidItem, ...]:
        """Every item in the order in which it was added, retired ones last."""
        rows = self._connection.execute(_items)
        return tuple(
            AidItem(r.uuid, r.name, r.unit, r.minimum, r.interval_days, r.per_family, r.retired, r.version)
            for r in rows
        )

    def add_item(self, item: AidItem) -> None:
        """Inserts an item."""
        self._connection.execute(insert(aid_item).values(uuid=item.uuid, **_values(item)))

    def change_item(self, item: AidItem) -> bool:
        """Writes an item unless somebody changed it since *item* was read."""
        done = self._connection.execute(
            update(aid_item)
            .where(aid_item.c.uuid == item.uuid, aid_item.c.version == item.version)
            .values(version=item.version + 1, **_values(item))
        )
        return done.rowcount == 1

    def item_id(self, uuid: str) -> int | None:
        """The integer key of an item."""
        found: int | None = self._connection.execute(select(aid_item.c.id).where(aid_item.c.uuid == uuid)).scalar()
        return found

    def lots(self) -> tuple[StoredLot, ...]:
        """Every lot, the one that expires first before the others."""
        changes: dict[int, dict[date, int]] = {}
        for query, sign in ((_moved, 1), (_handed_out, -1)):
            for lot_id, day, quantity in self._connection.execute(query):
                own = changes.setdefault(lot_id, {})
                own[day] = own.get(day, 0) + sign * int(quantity)
        return tuple(
            StoredLot(
                r.id,
                LotStock(
                    uuid=r.uuid,
                    item_uuid=r.item,
                    donor=f"{r.donor_kind}:{r.donor_code}" if r.donor_code else "",
                    donor_name=r.donor_name or "",
                    code=r.code,
                    expires_on=r.expires_on,
                    stock=sum(changes.get(r.id, {}).values()),
                ),
                changes.get(r.id, {}),
            )
            for r in self._connection.execute(_lots)
        )

    def moved(self, first: date, last: date) -> tuple[StockLine, ...]:
        """What each item of each donor was, became and how, between *first* and *last*."""
        found: dict[tuple[str, str, str], StockLine] = {}
        for query in (_moves_by_donor, _deliveries_by_donor):
            for item, unit, donor, kind, day, quantity in self._connection.execute(query, {"last": last}):
                line = found.get((item, unit, donor), StockLine(item, unit, donor))
                what, sign = _HOW.get(kind, _TAKEN_OUT) if day >= first else _BEFORE
                found[item, unit, donor] = replace(line, **{what: getattr(line, what) + sign * quantity})
        return tuple(found.values())

    def handed_out(self, item: str, unit: str, donor: str, first: date, last: date) -> tuple[tuple[int, int], ...]:
        """(service, quantity) of what :meth:`moved` tells as delivered of that item of that donor."""
        rows = self._connection.execute(_delivered, {"last": last})
        return tuple((row[6], -row[5]) for row in rows if tuple(row[:3]) == (item, unit, donor) and row[4] >= first)

    def lot_for(self, uuid: str, item_id: int, donor_id: int | None, code: str, expires_on: date | None) -> int:
        """The lot of that donor, code and expiry, made under *uuid* if need be."""
        values = {"donor": donor_id, "code": code, "expires_on": expires_on, "item": item_id}
        found = self._connection.execute(_same_lot, values).scalar()
        if found is not None:
            return int(found)
        made = self._connection.execute(
            insert(aid_lot).values(uuid=uuid, item_id=item_id, donor_id=donor_id, code=code, expires_on=expires_on)
        ).inserted_primary_key
        assert made is not None
        return int(made[0])

    def movement(self, uuid: str) -> StoredMovement | None:
        """The movement of *uuid*, voided or not."""
        row = self._connection.execute(select(aid_movement).where(aid_movement.c.uuid == uuid)).first()
        return None if row is None else StoredMovement(row.uuid, row.lot_id, row.kind, row.voided_at or "")

    def add_movement(self, values: Mapping[str, object]) -> None:
        """Inserts a movement; *values* by column name."""
        self._connection.execute(insert(aid_movement).values(values))

    def void_movement(self, uuid: str, *, at: str, by_id: int) -> None:
        """Takes a movement out of every sum."""
        self._connection.execute(
            update(aid_movement).where(aid_movement.c.uuid == uuid).values(voided_at=at, voided_by_id=by_id)
        )

    def add_delivery(self, service_id: int, *, for_family: bool, override_reason: str) -> int:
        """Hangs a delivery on its service and gives its number, the next one."""
        number = int(
            self._connection.execute(select(func.coalesce(func.max(aid_delivery.c.number), 0) + 1)).scalar_one()
        )
        self._connection.execute(
            insert(aid_delivery).values(
                service_id=service_id, number=number, for_family=for_family, override_reason=override_reason
            )
        )
        return number

    def add_lines(self, service_id: int, quantities: Iterable[tuple[int, int]]) -> None:
        """Hangs (lot, quantity) on a delivery."""
        rows = [{"service_id": service_id, "lot_id": lot, "quantity": quantity} for lot, quantity in quantities]
        self._connection.execute(insert(aid_line), rows)

    def lots_of(self, service_id: int) -> frozenset[int]:
        """The lots that a service took from; empty for every service that is no delivery."""
        return frozenset(self._connection.execute(_lots_of, {"service": service_id}).scalars())


def _values(item: AidItem) -> dict[str, object]:
    return {
        "name": item.name,
        "unit": item.unit,
        "minimum": item.minimum,
        "interval_days": item.interval_days,
        "per_family": item.per_family,
        "retired": item.retired,
    }
