"""The tables of workshops. Who came stands in ``service``, joined by its activity; here stands who is on the list."""

from sqlalchemy import Boolean, Column, Date, Integer, String, Table, UniqueConstraint, text

from casa_desktop.storage.columns import instant, key, metadata, refers_to, uuid, version

workshop = Table(
    "workshop",
    metadata,
    key(),
    uuid(),
    refers_to("service_type", "service_type_id"),
    Column("date", Date, nullable=False, index=True),
    Column("starts_at", String(5), nullable=False),
    Column("topic", String(160), nullable=False),
    refers_to("catalog_item", "place_id", nullable=True),
    Column("venue", String(120), nullable=False),
    refers_to("catalog_item", "partner_id", nullable=True),
    refers_to("catalog_item", "funder_id", nullable=True),
    refers_to("user_account", "staff_id"),
    Column("capacity", Integer),
    Column("sheet", String(20), nullable=False),
    Column("cancelled", Boolean, nullable=False, server_default=text("0")),
    instant("created_at"),
    refers_to("user_account", "created_by_id"),
    version(),
)

workshop_entry = Table(
    "workshop_entry",
    metadata,
    key(),
    uuid(),
    refers_to("workshop", "workshop_id"),
    refers_to("person", "person_id"),
    Column("line", Integer, nullable=False),
    instant("created_at"),
    refers_to("user_account", "created_by_id"),
    UniqueConstraint("workshop_id", "person_id"),
)
