"""The encrypted file on a real disk: how it opens, how it refuses, and what a failed write leaves."""

import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path
from sqlite3 import connect as plain_sqlite

import pytest
from sqlalchemy.exc import ProgrammingError
from sqlcipher3 import dbapi2

from casa_desktop.domain.clock import FixedClock
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.storage import profile
from casa_desktop.storage.base import Base
from casa_desktop.storage.engine import connect
from casa_desktop.storage.keyfile import KeyRing
from casa_desktop.storage.profile import ProfileState
from tests.storage.support import BASE_ID, Keys, audited, make_keys, refused, settings_of


def reopened(base: Base, keys: Keys, clock: FixedClock) -> Base:
    base.close()
    return Base.open(base.folder, keys.ring, clock)


def put(base: Base, key: str, value: str) -> None:
    with base.begin() as work:
        work.connection.exec_driver_sql("INSERT INTO desk_setting VALUES (?, ?)", (key, value))
        work.commit()


# Opening


def test_what_is_committed_is_there_and_the_rest_is_not(base: Base, keys: Keys, clock: FixedClock) -> None:
    put(base, "a", "1")
    with base.begin() as work:
        work.connection.exec_driver_sql("INSERT INTO desk_setting VALUES ('b', '2')")
    with pytest.raises(KeyError), base.begin() as work:
        work.connection.exec_driver_sql("INSERT INTO desk_setting VALUES ('c', '3')")
        raise KeyError
    with closing(reopened(base, keys, clock)) as again:
        assert settings_of(again) == {"base_id": BASE_ID, "a": "1"}


@pytest.mark.parametrize(
    ("pragma", "expected"),
    [
        ("journal_mode", "delete"),
        ("synchronous", 3),
        ("locking_mode", "exclusive"),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("secure_delete", 1),
        ("cell_size_check", 1),
        ("temp_store", 2),
        ("recursive_triggers", 1),
        ("cache_size", -16_000),
    ],
)
def test_the_rules_of_the_file_hold(base: Base, pragma: str, expected: object) -> None:
    assert base.execute_outside(f"PRAGMA {pragma}") == [(expected,)]


def test_nothing_of_it_is_readable_without_the_key(base: Base, keys: Keys) -> None:
    put(base, "nombre", "Yusmari Peñaloza")
    base.close()
    for path in base.folder.iterdir():
        raw = path.read_bytes()
        assert b"Yusmari" not in raw
        assert b"CREATE TABLE" not in raw
        assert not raw.startswith(b"SQLite")
        assert keys.ring.data not in raw
    with pytest.raises(Exception, match="not a database"), closing(plain_sqlite(base.folder / "casa.db")) as stranger:
        stranger.execute("SELECT * FROM sqlite_master")


def test_a_base_that_is_gone_is_never_made_anew(base: Base, keys: Keys, clock: FixedClock) -> None:
    base.close()
    (base.folder / "casa.db").unlink()
    with pytest.raises(CasaError) as raised:
        Base.open(base.folder, keys.ring, clock)
    assert refused(raised, Code.BASE_MISSING)
    assert not (base.folder / "casa.db").exists()


def test_an_existing_base_is_never_overwritten(base: Base, keys: Keys, clock: FixedClock) -> None:
    put(base, "a", "1")
    with pytest.raises(CasaError) as raised:
        Base.create(base.folder, keys.ring, BASE_ID, clock)
    assert refused(raised, Code.BASE_EXISTS)
    with closing(reopened(base, keys, clock)) as again:
        assert settings_of(again)["a"] == "1"


def test_a_plain_file_is_refused(base: Base, keys: Keys, clock: FixedClock) -> None:
    base.close()
    (base.folder / "casa.db").unlink()
    with closing(plain_sqlite(base.folder / "casa.db")) as plain:
        plain.execute("CREATE TABLE desk_setting (key, value)")
    with pytest.raises(CasaError) as raised:
        Base.open(base.folder, keys.ring, clock)
    assert refused(raised, Code.BASE_NOT_ENCRYPTED)


def test_a_driver_without_encryption_is_refused(
    folder: Path, keys: Keys, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Plain SQLite takes PRAGMA key in silence; only cipher_version betrays it."""
    monkeypatch.setattr(dbapi2, "connect", plain_sqlite)
    with pytest.raises(RuntimeError, match="SQLCipher"):
        Base.create(folder, keys.ring, BASE_ID, clock)
    assert profile.state(folder) == ProfileState.UNFINISHED


def test_keys_that_do_not_open_it_mean_a_damaged_base(base: Base, clock: FixedClock) -> None:
    base.close()
    with pytest.raises(CasaError) as raised:
        Base.open(base.folder, KeyRing(bytes(32)), clock)
    assert refused(raised, Code.BASE_DAMAGED)


@pytest.mark.parametrize("size", [0, 15, 16, 4095, 4096])
def test_a_file_that_was_cut_off(base: Base, keys: Keys, clock: FixedClock, size: int) -> None:
    base.close()
    path = base.folder / "casa.db"
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(CasaError) as raised:
        Base.open(base.folder, keys.ring, clock)
    assert refused(raised, Code.BASE_DAMAGED)


def test_a_newer_schema_is_refused_and_left_alone(base: Base, keys: Keys, clock: FixedClock) -> None:
    with base.begin() as work:
        work.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0999_later'")
        work.commit()
    base.close()
    before = (base.folder / "casa.db").read_bytes()
    with pytest.raises(CasaError) as raised:
        Base.open(base.folder, keys.ring, clock)
    assert refused(raised, Code.BASE_NEWER, found="0999_later")
    assert (base.folder / "casa.db").read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE alembic_version",
        "DELETE FROM alembic_version",
        "DELETE FROM desk_setting",
        "DROP TABLE desk_setting",
    ],
)
def test_a_file_of_the_right_key_that_is_no_base_of_ours(
    base: Base, keys: Keys, clock: FixedClock, statement: str
) -> None:
    with base.begin() as work:
        work.connection.exec_driver_sql(statement)
        work.commit()
    base.close()
    with pytest.raises(CasaError) as raised:
        Base.open(base.folder, keys.ring, clock)
    assert refused(raised, Code.BASE_DAMAGED)


def test_opening_does_not_import_alembic(base: Base, keys: Keys) -> None:
    base.close()
    code = (
        "import sys; from pathlib import Path; from datetime import date;"
        "from casa_desktop.storage.base import Base; from casa_desktop.storage.keyfile import KeyRing;"
        "from casa_desktop.domain.clock import FixedClock;"
        "Base.open(Path(sys.argv[1]), KeyRing(bytes.fromhex(sys.argv[2])), FixedClock.on(date(2026, 1, 1))).close();"
        "print([m for m in ('alembic', 'sqlalchemy.orm') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(base.folder), keys.ring.data.hex()], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


# Alone on the file


def test_a_second_connection_is_refused_at_once(base: Base, keys: Keys, clock: FixedClock) -> None:
    with pytest.raises(CasaError) as raised:
        Base.open(base.folder, keys.ring, clock)
    assert refused(raised, Code.BASE_IN_USE)
    put(base, "a", "1")


def test_the_lock_is_taken_by_opening_and_not_by_the_first_write(base: Base, keys: Keys) -> None:
    base.close()
    with closing(connect(base.folder / "casa.db", keys.ring.data)):
        with pytest.raises(CasaError) as raised:
            connect(base.folder / "casa.db", keys.ring.data)
        assert refused(raised, Code.BASE_IN_USE)


def test_a_file_that_vanishes_while_it_is_opened_is_not_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casa_desktop.storage.engine._require_encrypted", lambda *_, **__: None)
    with pytest.raises(CasaError):
        connect(tmp_path / "casa.db", bytes(32))
    assert list(tmp_path.iterdir()) == []


def test_another_thread_may_interrupt_but_not_use_it(base: Base) -> None:
    seen: list[BaseException] = []

    def intrude() -> None:
        try:
            base.begin()
        except ProgrammingError as error:
            seen.append(error)

    thread = threading.Thread(target=intrude)
    thread.start()
    thread.join()
    assert "thread" in str(seen[0])
    put(base, "a", "1")


def test_a_long_statement_can_be_interrupted(base: Base) -> None:
    timer = threading.Timer(0.2, base.interrupt)
    timer.start()
    with pytest.raises(CasaError) as raised, base.begin() as work:
        work.connection.exec_driver_sql(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
        )
    timer.join()
    assert refused(raised, Code.CANCELLED)
    put(base, "a", "1")
    base.close()
    base.interrupt()


# A disk that says no


def test_a_full_disk_is_told_and_the_save_works_once_there_is_room(base: Base) -> None:
    pages = int(base.execute_outside("PRAGMA page_count")[0][0])
    base.execute_outside(f"PRAGMA max_page_count = {pages + 2}")
    for _ in range(3):
        with pytest.raises(CasaError) as raised, base.begin() as work:
            audited(work, "big")
            work.connection.exec_driver_sql("INSERT INTO desk_setting VALUES ('big', ?)", ("x" * 50_000,))
            work.commit()
        assert refused(raised, Code.DISK_FULL)
        assert settings_of(base) == {"base_id": BASE_ID}
    base.execute_outside(f"PRAGMA max_page_count = {pages + 200}")
    with base.begin() as work:
        assert audited(work, "big") == 1
        work.connection.exec_driver_sql("INSERT INTO desk_setting VALUES ('big', ?)", ("x" * 50_000,))
        work.commit()
    with base.begin() as work:
        assert work.audit.verify() == []


def test_a_commit_that_fails_leaves_no_transaction_behind(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    """A deferred constraint fails at COMMIT, and SQLite keeps the transaction open."""
    with base.begin() as work:
        work.connection.exec_driver_sql(
            "CREATE TABLE child (of TEXT REFERENCES desk_setting DEFERRABLE INITIALLY DEFERRED)"
        )
        work.commit()
    with pytest.raises(Exception, match="FOREIGN KEY"), base.begin() as work:
        audited(work, "lost")
        work.connection.exec_driver_sql("INSERT INTO child VALUES ('nobody')")
        work.commit()
    put(base, "a", "1")
    with base.begin() as work:
        assert work.audit.head().sequence == 0


def test_the_audit_goes_on_where_it_stood_when_a_commit_fails_and_rolls_back_by_itself(
    base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk error within COMMIT: SQLite has rolled back before SQLAlchemy hears of it."""
    with base.begin() as work:
        audited(work, "kept")
        work.commit()

    def torn(raw: dbapi2.Connection) -> None:
        raw.rollback()
        raise OSError("torn")

    with pytest.raises(OSError, match="torn"), base.begin() as work:
        audited(work, "lost")
        monkeypatch.setattr(work.connection.dialect, "do_commit", torn)
        work.commit()
    monkeypatch.undo()
    assert base.head().sequence == 1
    with base.begin() as work:
        assert audited(work, "next") == 2
        work.commit()
    with base.begin() as work:
        assert work.audit.verify() == []


def test_damage_in_the_middle_is_told(base: Base, keys: Keys, clock: FixedClock) -> None:
    for number in range(200):
        put(base, f"k{number}", "x" * 500)
    base.close()
    path = base.folder / "casa.db"
    raw = bytearray(path.read_bytes())
    for page in range(len(raw) // 4096 - 20, len(raw) // 4096):
        raw[page * 4096 + 100] ^= 1
    path.write_bytes(raw)
    with closing(Base.open(base.folder, keys.ring, clock)) as again:
        with pytest.raises(CasaError) as raised:
            settings_of(again)
        assert refused(raised, Code.BASE_DAMAGED)


# Set-up


def test_the_states_of_a_profile(folder: Path, clock: FixedClock) -> None:
    assert profile.state(folder) == ProfileState.EMPTY
    keys = make_keys(folder)
    assert profile.state(folder) == ProfileState.UNFINISHED
    base = Base.create(folder, keys.ring, BASE_ID, clock)
    base.close()
    assert profile.state(folder) == ProfileState.READY
    (folder / "casa.db").rename(folder / "lost")
    assert profile.state(folder) == ProfileState.BASE_MISSING
    (folder / "lost").rename(folder / "casa.db")
    (folder / "llaves.json").unlink()
    assert profile.state(folder) == ProfileState.KEYS_MISSING


def test_what_a_killed_set_up_left_does_not_stand_in_the_way(folder: Path, keys: Keys, clock: FixedClock) -> None:
    (folder / "casa.db.nueva").write_bytes(b"half a base")
    (folder / "casa.db.nueva-journal").write_bytes(b"half a journal")
    Base.create(folder, keys.ring, BASE_ID, clock).close()
    assert sorted(path.name for path in folder.iterdir()) == ["cabeza.json", "casa.db", "llaves.json"]


def test_closing_twice_and_using_it_afterwards(base: Base) -> None:
    base.close()
    base.close()
    with pytest.raises(CasaError) as raised:
        base.begin()
    assert refused(raised, Code.CANCELLED)


def test_closing_in_the_middle_of_work_rolls_it_back(base: Base, keys: Keys, clock: FixedClock) -> None:
    work = base.begin()
    work.connection.exec_driver_sql("INSERT INTO desk_setting VALUES ('a', '1')")
    with closing(reopened(base, keys, clock)) as again:
        assert settings_of(again) == {"base_id": BASE_ID}


def test_one_unit_of_work_at_a_time(base: Base) -> None:
    with base.begin(), pytest.raises(Exception, match="already"):
        base.begin()
    put(base, "a", "1")
