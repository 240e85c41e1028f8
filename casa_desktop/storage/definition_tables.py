"""The tables of what the desk defines for its reports, and of the texts of its counting rules."""

from sqlalchemy import Column, Index, Integer, String, Table, Text, text

from casa_desktop.storage.columns import instant, key, metadata, refers_to, uuid, version

# ``content`` is JSON that the verbs of its ``kind`` read and check; nothing in it names a person.
definition = Table(
    "definition",
    metadata,
    key(),
    uuid(),
    Column("kind", String(20), nullable=False),
    Column("name", String(80), nullable=False),
    Column("content", Text, nullable=False),
    instant("at"),
    refers_to("user_account", "by_id"),
    instant("removed_at", nullable=True),
    version(),
)
Index(
    "uq_definition_current",
    definition.c.kind,
    definition.c.name,
    unique=True,
    sqlite_where=text("removed_at IS NULL"),
)

# The versions that the desk wrote; the first one of each rule is the program's own.
counting_rule = Table(
    "counting_rule",
    metadata,
    Column("rule", String(24), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("from_month", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    instant("at"),
    refers_to("user_account", "by_id"),
)
