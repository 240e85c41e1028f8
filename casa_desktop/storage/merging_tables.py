"""The tables of merging: which record was joined to which, what that wrote, and who is known to be somebody else."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, text

from casa_desktop.storage.columns import instant, key, metadata, refers_to, uuid

# ``person.canonical_id`` is where the merges that hold lead to; undoing one takes this row out of the way.
person_merge = Table(
    "person_merge",
    metadata,
    key(),
    uuid(),
    refers_to("person", "kept_id", index=True),
    refers_to("person", "other_id", index=True),
    instant("at"),
    refers_to("user_account", "by_id"),
    instant("undone_at", nullable=True),
    refers_to("user_account", "undone_by_id", nullable=True),
)
Index(
    "uq_person_merge_other",
    person_merge.c.other_id,
    unique=True,
    sqlite_where=text("undone_at IS NULL"),
)

# Identity: what erases a person erases these too.
person_merge_value = Table(
    "person_merge_value",
    metadata,
    Column("merge_id", Integer, ForeignKey("person_merge.id"), primary_key=True),
    Column("part", String(20), primary_key=True),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
)

person_apart = Table(
    "person_apart",
    metadata,
    Column("low_id", Integer, ForeignKey("person.id"), primary_key=True),
    Column("high_id", Integer, ForeignKey("person.id"), primary_key=True),
    Column("reasons", String(400), nullable=False),
    instant("at"),
    refers_to("user_account", "by_id"),
    Index("ix_person_apart_high_id", "high_id"),
)

# What the search for duplicates found; it can be found again, so nothing is held here by a key.
possible_pair = Table(
    "possible_pair",
    metadata,
    Column("low_id", Integer, primary_key=True),
    Column("high_id", Integer, primary_key=True),
    Column("permille", Integer, nullable=False),
    Index("ix_possible_pair_permille", "permille"),
)
