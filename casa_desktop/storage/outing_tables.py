"""The tables of outings of the Unidad Móvil: the outing, its team, and which services it groups."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, text

from casa_desktop.storage.columns import instant, key, metadata, refers_to, uuid, version

outing = Table(
    "outing",
    metadata,
    key(),
    uuid(),
    Column("date", Date, nullable=False, index=True),
    Column("municipality", String(5), nullable=False),
    Column("sector", String(120), nullable=False),
    Column("vehicle", String(60), nullable=False),
    Column("starts_at", String(5), nullable=False),
    Column("ends_at", String(5), nullable=False),
    Column("closed", Boolean, nullable=False, server_default=text("0")),
    instant("created_at"),
    refers_to("user_account", "created_by_id"),
    version(),
)

outing_member = Table(
    "outing_member",
    metadata,
    Column("outing_id", Integer, ForeignKey("outing.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    refers_to("user_account", "user_id", nullable=True),
    Column("name", String(80), nullable=False),
)

# A link of its own and not the activity of the service: a queue at the van is no group, and BEN counts groups.
outing_service = Table(
    "outing_service",
    metadata,
    Column("service_id", Integer, ForeignKey("service.id"), primary_key=True),
    Column("outing_id", Integer, ForeignKey("outing.id"), nullable=False),
    Index("ix_outing_service_outing", "outing_id", "service_id"),
)
