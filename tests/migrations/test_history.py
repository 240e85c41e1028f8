"""Revision 0005 with data: the choice of a source that stood is the first of its list, and the last one goes back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from casa_desktop.storage import migrate
from casa_desktop.storage.engine import connect, make_engine

BEFORE, HISTORY = "0004_the_numbers", "0005_the_history"
COLUMNS = "month, indicator, source, reason, chosen_at, chosen_by_id"
USER = (
    "INSERT INTO user_account (id, uuid, username, full_name, active, created_at, version)"
    " VALUES (7, 'u', 'ana', 'Ana', 1, '2026', 1)"
)
LATER = (202602, "PER-MES", "history", "Falta la 9", "2026-03-11T15:00:00Z", 7)
EARLIER = (202601, "SRV-ORI", "records", "Ya se pasó", "2026-03-10T15:00:00Z", 7)


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Connection]:
    """A base of the revision before, in which two sources were chosen."""
    engine = make_engine(lambda: connect(tmp_path / "casa.db", bytes(range(32)), create=True))
    with engine.connect() as connection:
        migrate.upgrade(connection, BEFORE)
        with connection.begin():
            connection.exec_driver_sql(USER)
            insert = f"INSERT INTO source_choice ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)"
            connection.exec_driver_sql(insert, [LATER, EARLIER])
        yield connection
    engine.dispose()


def rows(base: Connection, query: str) -> list[tuple[object, ...]]:
    with base.begin():
        return [tuple(row) for row in base.exec_driver_sql(query)]


def test_what_was_chosen_is_carried_over_in_the_order_in_which_it_was(base: Connection) -> None:
    migrate.upgrade(base)
    assert rows(base, f"SELECT {COLUMNS} FROM chosen_source ORDER BY id") == [EARLIER, LATER]
    assert rows(base, "SELECT count(DISTINCT uuid), min(length(uuid)) FROM chosen_source") == [(2, 32)]
    assert rows(base, "SELECT name FROM sqlite_master WHERE name = 'source_choice'") == []


def test_going_back_keeps_the_last_choice_of_each_and_none_that_was_withdrawn(base: Connection) -> None:
    migrate.upgrade(base)
    withdrawn = (202602, "PER-MES", None, "No era", "2026-03-12T15:00:00Z", 7)
    changed = (202601, "SRV-ORI", "history", "Sí era el papel", "2026-03-12T15:00:00Z", 7)
    with base.begin():
        insert = f"INSERT INTO chosen_source (uuid, {COLUMNS}) VALUES (lower(hex(randomblob(16))), ?, ?, ?, ?, ?, ?)"
        base.exec_driver_sql(insert, [withdrawn, changed])
    migrate.downgrade(base, BEFORE)
    assert rows(base, f"SELECT {COLUMNS} FROM source_choice") == [changed]
    migrate.upgrade(base, HISTORY)
    assert rows(base, f"SELECT {COLUMNS} FROM chosen_source") == [changed]
