"""The audit: every edit of the chain is found, and nothing that was done rightly is called one."""

import json
import random
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from casa_desktop.storage.audit import Fault, Finding
from casa_desktop.storage.base import Base
from casa_desktop.storage.headfile import GENESIS, Head
from tests.storage.support import audited

COLUMNS = ("at", "user", "action", "record", "fields", "reason_digest", "previous", "hash")


def filled(base: Base, entries: int) -> None:
    with base.begin() as work:
        for number in range(entries):
            audited(work, f"act.{number}", "porque así lo pidió la persona" if number % 3 == 0 else "")
        work.commit()


def findings(base: Base, *known: Head) -> list[Finding]:
    with base.begin() as work:
        return work.audit.verify(known=known)


def meddle(base: Base, change: Callable[[Connection], object]) -> None:
    """What somebody with the data key and another program could do."""
    with base.begin() as work:
        for trigger in ("audit_no_update", "audit_no_delete", "audit_reason_no_update"):
            work.connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {trigger}")
        work.connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        change(work.connection)
        work.commit()


def test_an_entry_holds_codes_and_the_hash_of_the_one_before(base: Base) -> None:
    with base.begin() as work:
        assert work.audit.head() == Head(0, GENESIS)
        work.audit.append(
            at=datetime(2026, 11, 20, 9, 30, tzinfo=UTC),
            user="ana",
            action="visit.void",
            record="a" * 32,
            fields=("quantity", "services[1].minutes"),
            reason="se registró dos veces",
        )
        audited(work, "person.edit")
        work.commit()
    with base.begin() as work:
        first, second = work.connection.exec_driver_sql("SELECT * FROM audit ORDER BY seq").all()
        assert first[:6] == (
            1,
            "2026-11-20T09:30:00.000000+00:00",
            "ana",
            "visit.void",
            "a" * 32,
            "quantity,services[1].minutes",
        )
        assert "registró" not in "".join(str(value) for value in first)
        assert first.previous == GENESIS
        assert second.previous == first.hash
        assert second.reason_digest is None
        assert work.audit.reason(1) == "se registró dos veces"
        assert work.audit.reason(2) is None
        assert work.audit.verify() == []


@pytest.mark.parametrize("value", ["Yusmari Peñaloza", "3104445566 y otro", "una, dos", "x" * 81])
def test_values_are_refused(base: Base, value: str) -> None:
    with base.begin() as work:
        for given in ({"record": value}, {"fields": (value,)}):
            with pytest.raises(ValueError, match="never values"):
                work.audit.append(at=datetime.now(UTC), user="ana", action="x", **given)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET user = 'otra'",
        "UPDATE audit SET seq = 9 WHERE seq = 3",
        "DELETE FROM audit WHERE seq = 3",
        "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE seq = 2",
        "UPDATE audit_reason SET text = 'otra'",
    ],
)
def test_triggers_refuse_to_change_what_was_entered(base: Base, statement: str) -> None:
    filled(base, 3)
    with pytest.raises(IntegrityError, match="never"), base.begin() as work:
        work.connection.exec_driver_sql(statement)
    assert findings(base) == []


def test_a_reason_can_be_erased_and_the_chain_stays_whole(base: Base) -> None:
    filled(base, 4)
    with base.begin() as work:
        work.audit.erase_reason(1)
        work.commit()
    with base.begin() as work:
        assert work.audit.reason(1) is None
        assert work.audit.reason(4) is not None
    assert findings(base) == []


def test_two_equal_reasons_cannot_be_told_from_their_digests(base: Base) -> None:
    with base.begin() as work:
        audited(work, "x", "lo mismo")
        audited(work, "x", "lo mismo")
        work.commit()
        rows = work.connection.exec_driver_sql("SELECT reason_digest FROM audit").scalars().all()
    assert len(set(rows)) == 2


def test_what_is_rolled_back_leaves_no_gap(base: Base) -> None:
    filled(base, 2)
    with base.begin() as work:
        assert audited(work, "lost") == 3
    with base.begin() as work:
        assert audited(work, "kept") == 3
        with pytest.raises(KeyError), work.connection.begin_nested():
            audited(work, "lost again")
            raise KeyError
        assert audited(work, "kept too") == 4
        work.commit()
    assert findings(base) == []


def test_an_append_costs_one_statement(base: Base) -> None:
    filled(base, 1)
    statements: list[str] = []
    base.execute_outside("SELECT 1")
    with base.begin() as work:
        raw = work.connection.connection.dbapi_connection
        assert raw is not None
        raw.set_trace_callback(statements.append)
        audited(work, "x")
        audited(work, "y")
        raw.set_trace_callback(None)
        work.commit()
    assert [statement.split()[0] for statement in statements] == ["INSERT", "INSERT"]


def test_every_edit_is_found(base: Base) -> None:
    """1,000 random edits of one field, each undone again; and no alarm before, between and after."""
    filled(base, 60)
    assert findings(base) == []
    chance = random.Random(2019)
    with base.begin() as work:
        rows = work.connection.exec_driver_sql("SELECT * FROM audit ORDER BY seq").mappings().all()
    meddle(base, lambda connection: None)
    missed = []
    for attempt in range(1000):
        row = chance.choice(rows)
        column = chance.choice(COLUMNS)
        value = edited(row[column], chance)
        with base.begin() as work:
            work.connection.exec_driver_sql(f'UPDATE audit SET "{column}" = ? WHERE seq = ?', (value, row["seq"]))
            if not work.audit.verify():
                missed.append((attempt, row["seq"], column, value))
    assert missed == []
    assert findings(base) == []


def edited(value: object, chance: random.Random) -> object:
    """*value* with one thing changed."""
    if not isinstance(value, str) or not value:
        return "x" * 64
    kind = chance.randrange(4)
    at = chance.randrange(len(value))
    other = chance.choice([letter for letter in "0123456789abcdef," if letter != value[at]])
    if kind == 0:
        return value[:at] + other + value[at + 1 :]
    if kind == 1:
        return value[:at] + value[at + 1 :]
    if kind == 2:
        return value + other
    return value[:at] + other + value[at:]


@pytest.mark.parametrize(
    ("name", "statement", "expected"),
    [
        ("from the middle", "DELETE FROM audit WHERE seq = 5", Finding(6, Fault.GAP)),
        ("from the start", "DELETE FROM audit WHERE seq IN (1, 2)", Finding(3, Fault.GAP)),
        ("reason rewritten", "UPDATE audit_reason SET text = 'otra' WHERE seq = 4", Finding(4, Fault.REASON)),
        ("reason moved", "UPDATE audit_reason SET seq = 5 WHERE seq = 4", Finding(5, Fault.REASON)),
        ("reason added", "INSERT INTO audit_reason VALUES (2, 'aa', 'inventada')", Finding(2, Fault.REASON)),
    ],
    ids=["middle", "start", "rewritten", "moved", "added"],
)
def test_rows_taken_moved_or_added(base: Base, name: str, statement: str, expected: Finding) -> None:
    filled(base, 9)
    with base.begin() as work:
        work.audit.erase_reason(1)
        work.commit()
    meddle(base, lambda connection: connection.exec_driver_sql(statement))
    assert expected in findings(base), name


def test_two_entries_swapped(base: Base) -> None:
    filled(base, 9)

    def swap(connection: Connection) -> None:
        for old, new in ((5, 100), (6, 5), (100, 6)):
            connection.exec_driver_sql("UPDATE audit SET seq = ? WHERE seq = ?", (new, old))

    meddle(base, swap)
    assert {finding.sequence for finding in findings(base)} >= {5, 6}


def test_what_the_chain_alone_cannot_show_the_head_outside_does(base: Base) -> None:
    """The last entries cut off, or everything from one entry on written anew with right hashes."""
    filled(base, 9)
    known = base.head()
    assert findings(base, known) == []

    meddle(base, lambda connection: connection.exec_driver_sql("DELETE FROM audit WHERE seq = 9"))
    assert findings(base) == []
    assert findings(base, known) == [Finding(9, Fault.HEAD)]
    assert findings(base, Head(20, "aa")) == [Finding(20, Fault.HEAD)]


def test_one_entry_forged_with_a_right_hash(base: Base) -> None:
    filled(base, 9)

    def forge(connection: Connection) -> None:
        entry = list(connection.exec_driver_sql("SELECT * FROM audit WHERE seq = 5").one())[:-1]
        entry[2] = "otra"
        made = sha256(json.dumps(entry, separators=(",", ":")).encode()).hexdigest()
        connection.exec_driver_sql("UPDATE audit SET user = 'otra', hash = ? WHERE seq = 5", (made,))

    meddle(base, forge)
    assert findings(base) == [Finding(6, Fault.PREVIOUS)]


def test_a_chain_forged_from_one_entry_on(base: Base) -> None:
    filled(base, 9)
    known = base.head()

    def forge(connection: Connection) -> None:
        previous = GENESIS
        for row in connection.exec_driver_sql("SELECT * FROM audit ORDER BY seq").all():
            entry = list(row)[:-1]
            entry[2] = "otra" if row.seq == 5 else row.user
            entry[-1] = previous
            previous = sha256(json.dumps(entry, separators=(",", ":")).encode()).hexdigest()
            connection.exec_driver_sql(
                "UPDATE audit SET user = ?, previous = ?, hash = ? WHERE seq = ?",
                (entry[2], entry[-1], previous, row.seq),
            )

    meddle(base, forge)
    assert findings(base) == []
    assert findings(base, known) == [Finding(9, Fault.HEAD)]


def test_checking_from_the_middle(base: Base) -> None:
    filled(base, 9)
    meddle(base, lambda connection: connection.exec_driver_sql("UPDATE audit SET user = 'x' WHERE seq = 3"))
    with base.begin() as work:
        assert work.audit.verify(from_seq=4) == []
        assert work.audit.verify(from_seq=3) == [Finding(3, Fault.HASH)]


def test_many_pages(base: Base) -> None:
    with base.begin() as work:
        for number in range(4500):
            audited(work, f"act.{number}")
        work.commit()
    assert findings(base) == []
