"""The tables of what was published: each version of a table, and the records that stood behind its cells."""

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, String, Table, Text, UniqueConstraint

from casa_desktop.storage.columns import instant, key, metadata, refers_to, uuid

publication = Table(
    "publication",
    metadata,
    key(),
    uuid(),
    Column("first_month", Integer, nullable=False),
    Column("last_month", Integer, nullable=False),
    Column("edition", Integer, nullable=False),
    instant("at"),
    refers_to("user_account", "by_id"),
    Column("program", String(40), nullable=False),
    Column("reason", Text, nullable=False),
    Column("frozen", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("paper", LargeBinary),
    Column("paper_digest", String(64)),
    UniqueConstraint("first_month", "last_month", "edition"),
)

# ``records``: packed (service id, canonical person id) pairs. An id says nothing once its person was erased.
publication_cell = Table(
    "publication_cell",
    metadata,
    Column("publication_id", Integer, ForeignKey("publication.id"), primary_key=True),
    Column("month", Integer, primary_key=True),
    Column("indicator", String(24), primary_key=True),
    Column("records", LargeBinary, nullable=False),
)
