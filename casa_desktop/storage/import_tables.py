"""The tables of imports: what came in at once, and what became of each of its rows, so that it can be taken back."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, text

from casa_desktop.storage.columns import instant, key, metadata, refers_to, uuid

import_batch = Table(
    "import_batch",
    metadata,
    key(),
    uuid(),
    Column("file_name", String(120), nullable=False),
    instant("created_at"),
    refers_to("user_account", "created_by_id"),
    Column("rows", Integer, nullable=False),
    Column("created", Integer, nullable=False),
    Column("joined", Integer, nullable=False),
    Column("known", Integer, nullable=False),
    Column("held", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
    Column("matched", Integer, nullable=False),
    Column("doubtful", Integer, nullable=False),
    Column("warnings", Integer, nullable=False),
    Column("last_person", Integer, nullable=False),
    instant("undone_at", nullable=True),
    refers_to("user_account", "undone_by_id", nullable=True),
    Column("taken_back", Integer, nullable=False),
    Column("kept", Integer, nullable=False),
)
"""*last_person* is the highest number that was given out: the code of somebody taken back is never used again."""

import_row = Table(
    "import_row",
    metadata,
    Column("batch_id", Integer, ForeignKey("import_batch.id"), primary_key=True),
    Column("line", Integer, primary_key=True),
    Column("external", String(60), nullable=False),
    Column("named", Boolean, nullable=False),
    Column("outcome", String(10), nullable=False),
    Column("person_id", Integer, ForeignKey("person.id"), index=True),
    Column("version", Integer, nullable=False),
    Column("likeness", String(10), nullable=False),
    Column("other_id", Integer, ForeignKey("person.id")),
    Column("reasons", String(400), nullable=False),
    Column("added", Text, nullable=False),
    Column("odd", Text, nullable=False),
    Column("undone", String(10), nullable=False),
    sqlite_with_rowid=False,
)
"""*person_id* is who the row became, *version* theirs afterwards, *added* uuids of what a known person was given."""
Index("ix_import_row_other_id", import_row.c.other_id, sqlite_where=text("other_id IS NOT NULL"))
Index("ix_import_row_digest", import_row.c.external, sqlite_where=text("named = 0"))
