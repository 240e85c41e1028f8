"""The tables of humanitarian items: what there is, how it came and left, and to whom it was delivered."""

from sqlalchemy import Boolean, CheckConstraint, Column, Date, ForeignKey, Integer, String, Table, Text

from casa_desktop.storage.columns import instant, key, metadata, refers_to, uuid, version

aid_item = Table(
    "aid_item",
    metadata,
    key(),
    uuid(),
    Column("name", String(60), nullable=False),
    Column("unit", String(20), nullable=False),
    Column("minimum", Integer, nullable=False),
    Column("interval_days", Integer, nullable=False),
    Column("per_family", Boolean, nullable=False),
    Column("retired", Boolean, nullable=False),
    version(),
)

aid_lot = Table(
    "aid_lot",
    metadata,
    key(),
    uuid(),
    refers_to("aid_item", "item_id", index=True),
    refers_to("catalog_item", "donor_id", nullable=True),
    Column("code", String(40), nullable=False),
    Column("expires_on", Date),
)

# Quantities have their sign: what came is above zero, what left below it; a count that agrees is zero.
aid_movement = Table(
    "aid_movement",
    metadata,
    key(),
    uuid(),
    refers_to("aid_lot", "lot_id", index=True),
    Column("kind", String(12), nullable=False),
    Column("date", Date, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("document", String(40), nullable=False),
    Column("reason", Text, nullable=False),
    instant("created_at"),
    refers_to("user_account", "created_by_id"),
    instant("voided_at", nullable=True),
    refers_to("user_account", "voided_by_id", nullable=True),
)

# Hangs on its service: a voided service gives back what it had taken, because stock is read without it.
aid_delivery = Table(
    "aid_delivery",
    metadata,
    Column("service_id", Integer, ForeignKey("service.id"), primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("for_family", Boolean, nullable=False),
    Column("override_reason", Text, nullable=False),
)

aid_line = Table(
    "aid_line",
    metadata,
    Column("service_id", Integer, ForeignKey("aid_delivery.service_id"), primary_key=True),
    Column("lot_id", Integer, ForeignKey("aid_lot.id"), primary_key=True),
    Column("quantity", Integer, nullable=False),
    CheckConstraint("quantity >= 1", name="quantity"),
)
