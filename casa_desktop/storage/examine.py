"""Looking at a base file that is not open: a copy just written, or one about to be restored."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casa_desktop.domain.errors import Code, fault
from casa_desktop.storage.container import Cancelled, never
from casa_desktop.storage.engine import connect, translated
from casa_desktop.storage.headfile import GENESIS, Head

COUNTED = (
    "person",
    "household",
    "visit",
    "service",
    "sealed_note",
    "historical_figure",
    "month_state",
    "user_account",
    "audit",
)
"""Tables whose rows a manifest counts, where the schema has them."""
_STEPS = 100_000
"""SQLite instructions between two looks at the cancel button; some milliseconds."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a base file holds, in numbers."""

    base_id: str
    schema: str
    head: Head
    counts: Mapping[str, int]


def read_contents(connection: Any) -> Contents:
    """Reads them from a driver connection, whatever the schema's age. Raises BASE_DAMAGED where it is no base of
    ours."""
    with translated():
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not {"alembic_version", "desk_setting", "audit"} <= tables:
            raise fault(Code.BASE_DAMAGED)
        schema = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        base_id = connection.execute("SELECT value FROM desk_setting WHERE key = 'base_id'").fetchone()
        if schema is None or base_id is None:
            raise fault(Code.BASE_DAMAGED)
        last = connection.execute("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
        counts = {
            table: int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
            for table in COUNTED
            if table in tables
        }
    return Contents(str(base_id[0]), str(schema[0]), Head(*last) if last else Head(0, GENESIS), counts)


def examine(path: Path, key: bytes, cancelled: Cancelled = never) -> Contents:
    """Opens the file at *path*, checks every page and every row, and closes it.

    Raises BASE_DAMAGED (also where *key* does not open it), CANCELLED, CANNOT_READ.
    """
    with _opened(path, key) as connection, translated():
        connection.set_progress_handler(lambda: int(cancelled()), _STEPS)
        problems = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        problems += [row for row in connection.execute("PRAGMA integrity_check(10)") if row[0] != "ok"]
        problems += connection.execute("PRAGMA foreign_key_check").fetchmany(10)
        if problems:
            raise fault(Code.BASE_DAMAGED, problems=len(problems))
        return read_contents(connection)


@contextmanager
def _opened(path: Path, key: bytes) -> Iterator[Any]:
    connection = connect(path, key)
    try:
        yield connection
    finally:
        connection.close()
