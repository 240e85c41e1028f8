"""The tables of transfers. Who travelled is read from the services of the journey, and so is whether it counts."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from casa_desktop.storage.columns import instant, key, metadata, refers_to, uuid, version

transfer = Table(
    "transfer",
    metadata,
    key(),
    uuid(),
    Column("country", String(3), nullable=False),
    Column("municipality", String(5), nullable=False),
    Column("city", String(80), nullable=False),
    Column("reason", String(40), nullable=False),
    Column("means", String(40), nullable=False),
    Column("planned_on", Date),
    Column("departure", String(160), nullable=False),
    Column("cost_centre", String(40), nullable=False),
    Column("funder", String(40), nullable=False),
    Column("profile", String(20), nullable=False),
    Column("folio", String(20), nullable=False),
    Column("notes", Text, nullable=False),
    instant("created_at"),
    refers_to("user_account", "created_by_id"),
    version(),
)

transfer_traveller = Table(
    "transfer_traveller",
    metadata,
    key(),
    refers_to("transfer", "transfer_id"),
    refers_to("person", "person_id", index=True),
    Column("kinship", String(30), nullable=False),
    Column("planned", Boolean, nullable=False),
    UniqueConstraint("transfer_id", "person_id"),
)

# The last step that was not undone, and whose service is not voided, is the state of the transfer.
transfer_step = Table(
    "transfer_step",
    metadata,
    key(),
    uuid(),
    refers_to("transfer", "transfer_id", index=True),
    Column("step", String(12), nullable=False),
    Column("day", Date, nullable=False),
    Column("reason", Text, nullable=False),
    Column("service_id", Integer, ForeignKey("service.id")),
    instant("at"),
    refers_to("user_account", "by_id"),
    instant("undone_at", nullable=True),
)
