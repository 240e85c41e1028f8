"""The tables behind matching: blocking keys, one narrow row a person, the vocabulary, and ids given elsewhere."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from casa_desktop.storage.columns import metadata

match_record = Table(
    "match_record",
    metadata,
    Column("person_id", Integer, ForeignKey("person.id"), primary_key=True),
    Column("known", Text, nullable=False),
)
"""What scoring reads of a person, in one line; see ``domain/matching/record.py``."""

match_key = Table(
    "match_key",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("person_id", Integer, primary_key=True),
    sqlite_with_rowid=False,
)
"""Keys under which a person is found; hashes of what is left of a registration with several errors in it."""

match_word = Table(
    "match_word",
    metadata,
    Column("word", String(40), primary_key=True),
    Column("persons", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""The vocabulary: every name as it sounds, and how many persons have it."""

match_near = Table(
    "match_near",
    metadata,
    Column("form", String(40), primary_key=True),
    Column("word", String(40), primary_key=True),
    sqlite_with_rowid=False,
)
"""Words by what is left of them with one letter taken out."""

person_reference = Table(
    "person_reference",
    metadata,
    Column("external", String(60), primary_key=True),
    Column("source", String(60), primary_key=True),
    Column("person_id", Integer, ForeignKey("person.id"), nullable=False),
    Index("ix_person_reference_person_id", "person_id"),
    sqlite_with_rowid=False,
)
"""How a person is called in the file that they were imported from."""
