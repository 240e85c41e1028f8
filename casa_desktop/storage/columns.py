"""What every table is made of: names of constraints, keys, uuids and instants.

Integer keys never leave storage: everything above it names records by uuid.
"""

from sqlalchemy import Column, ForeignKey, Integer, MetaData, String

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def key() -> Column[int]:
    """The integer key, for joins inside storage."""
    return Column("id", Integer, primary_key=True)


def uuid() -> Column[str]:
    """The identifier that clients make: 32 hexadecimal characters."""
    return Column("uuid", String(32), nullable=False, unique=True)


def refers_to(target: str, name: str, *, nullable: bool = False, index: bool = False) -> Column[int]:
    """A reference to the key of *target*."""
    return Column(name, Integer, ForeignKey(f"{target}.id"), nullable=nullable, index=index)


def instant(name: str, *, nullable: bool = False) -> Column[str]:
    """ISO 8601 in UTC, as text."""
    return Column(name, String(32), nullable=nullable)


def version() -> Column[int]:
    """Counts the changes of a record: two edits of one version are a conflict."""
    return Column("version", Integer, nullable=False, server_default="1")
