"""The tables of paper that comes in: planillas handed out and explained, and the checks of a day's counts."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint, text

from casa_desktop.storage.columns import instant, key, metadata, refers_to, uuid, version

sheet_issued = Table(
    "sheet_issued",
    metadata,
    key(),
    # One order of blank planillas; its client made it.
    Column("batch", String(32), nullable=False, index=True),
    Column("series", String(10), nullable=False),
    Column("number", Integer, nullable=False),
    instant("issued_at"),
    refers_to("user_account", "issued_by_id"),
    UniqueConstraint("series", "number"),
)

sheet_explained = Table(
    "sheet_explained",
    metadata,
    key(),
    uuid(),
    Column("series", String(20), nullable=False),
    Column("number", Integer, nullable=False),
    Column("reason", String(12), nullable=False),
    Column("note", Text, nullable=False),
    instant("explained_at"),
    refers_to("user_account", "explained_by_id"),
    instant("withdrawn_at", nullable=True),
)
Index(
    "uq_sheet_explained_current",
    sheet_explained.c.series,
    sheet_explained.c.number,
    unique=True,
    sqlite_where=text("withdrawn_at IS NULL"),
)

tally_check = Table(
    "tally_check",
    metadata,
    key(),
    uuid(),
    Column("day", Date, nullable=False, index=True),
    Column("note", Text, nullable=False),
    Column("complete", Boolean, nullable=False),
    instant("checked_at"),
    refers_to("user_account", "checked_by_id"),
    version(),
)

tally_count = Table(
    "tally_count",
    metadata,
    Column("check_id", Integer, ForeignKey("tally_check.id"), primary_key=True),
    # A service type, or PERSONAS.
    Column("code", String(12), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("paper", Integer, nullable=False),
    Column("program", Integer, nullable=False),
)
