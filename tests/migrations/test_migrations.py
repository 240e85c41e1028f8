"""Migrations: equal to the tables of the program, up and down, with data, all or nothing."""

import ast
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import Connection

from casa_desktop.domain.clock import SystemClock
from casa_desktop.domain.errors import CasaError, Code, fault
from casa_desktop.storage import copies, migrate, migrations, schema
from casa_desktop.storage.base import Base
from casa_desktop.storage.engine import connect, make_engine
from casa_desktop.storage.keyfile import KeyFile
from casa_desktop.storage.tables import person
from tests.migrations.render import TARGET, rendered
from tests.storage.support import BASE_ID, PASSWORD, audited, make_keys, settings_of

KEY = bytes(range(32))
VERSIONS = Path(migrations.__file__).parent / "versions"


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Connection]:
    engine = make_engine(lambda: connect(tmp_path / "nueva.db", KEY, create=True))
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def shape(connection: Connection) -> dict[str, str]:
    """Every table and index as SQL, white space evened out."""
    with connection.begin():
        rows = connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type <> 'trigger'"
        )
        found = {name: re.sub(r"\s+", " ", sql).replace("( ", "(").replace(" )", ")").strip() for name, sql in rows}
    found.pop("alembic_version", None)
    return found


def test_the_migrations_make_exactly_the_tables_of_the_program(empty: Connection, tmp_path: Path) -> None:
    """Columns, types, defaults, keys, constraints with their names, indexes and their conditions."""
    migrate.upgrade(empty)
    engine = make_engine(lambda: connect(tmp_path / "otra.db", KEY, create=True))
    with engine.connect() as other:
        with other.begin():
            person.metadata.create_all(other)
        expected = shape(other)
    engine.dispose()
    found = shape(empty)
    assert found.keys() == expected.keys()
    assert {name: sql for name, sql in found.items() if sql != expected[name]} == {}


def test_every_constraint_and_index_has_a_name() -> None:
    for table in person.metadata.tables.values():
        for part in (*table.constraints, *table.indexes):
            assert getattr(part, "name", None), f"{table.name}: {part}"


def test_the_program_knows_every_revision_in_order() -> None:
    assert migrate.revisions() == schema.REVISIONS
    assert schema.REVISIONS[-1] == schema.HEAD


def test_the_audit_is_guarded_by_triggers(empty: Connection) -> None:
    migrate.upgrade(empty)
    with empty.begin():
        names = set(empty.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars())
    assert names == {"audit_no_update", "audit_no_delete", "audit_reason_no_update"}


def test_down_and_up_again_with_data(tmp_path: Path) -> None:
    keys = make_keys(tmp_path)
    with closing(Base.create(tmp_path, keys.ring, BASE_ID, SystemClock())) as base, base.begin() as work:
        audited(work, "x", "porque sí")
        work.commit()
    engine = make_engine(lambda: connect(tmp_path / "casa.db", keys.ring.data))
    with engine.connect() as connection:
        before = shape(connection)
        migrate.downgrade(connection)
        assert shape(connection) == {}
        migrate.upgrade(connection)
        assert shape(connection) == before
    engine.dispose()


def test_running_it_twice_changes_nothing(tmp_path: Path) -> None:
    keys = make_keys(tmp_path)
    Base.create(tmp_path, keys.ring, BASE_ID, SystemClock()).close()
    engine = make_engine(lambda: connect(tmp_path / "casa.db", keys.ring.data))
    with engine.connect() as connection:
        migrate.upgrade(connection)
    engine.dispose()
    with closing(Base.open(tmp_path, keys.ring, SystemClock())) as base:
        assert settings_of(base) == {"base_id": BASE_ID}


def test_migrations_import_nothing_of_the_program() -> None:
    for path in [VERSIONS.parent / "env.py", *VERSIONS.glob("*.py")]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        imported |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        assert {name for name in imported if name and not name.startswith(("alembic", "sqlalchemy"))} == set(), path


FROZEN = {
    "0001_the_house": "0df4d3910475d4f63b8e9417115c720930b0ba69aad03f374c10961460f32fe0",
    "0002_everything_offered": "2a9ed399041fd08b423187132928044550786b517cc47d8f73008ce504a319ee",
    "0003_the_walk_in_lane": "7f0a431d1de48242b1a138ac24e81b0880f4428d1bdb3f84eb2767332f4fa095",
    "0004_the_numbers": "0728ff578f1d6e21081ae2ef2a9216ca50eac337527120eb07eb372bb438907c",
}
"""Revisions that landed, by the SHA-256 of their file: bases were made with them."""


def test_a_revision_that_landed_never_changes() -> None:
    found = {path.stem: sha256(path.read_bytes()).hexdigest() for path in VERSIONS.glob("0*.py")}
    assert {name: found.get(name) for name in FROZEN} == FROZEN
    assert list(FROZEN) == list(schema.REVISIONS[: len(FROZEN)])


def test_the_newest_revision_is_what_the_tables_say_until_it_lands() -> None:
    assert TARGET.read_text(encoding="utf-8") == rendered(), "python -m tests.migrations.render"


Later = Callable[[str], None]
"""Writes that revision; given what else it does."""

REBUILD = """
from alembic import op
import sqlalchemy as sa

revision = "9999_later"
down_revision = "HEAD"


def upgrade():
    op.execute("INSERT INTO desk_setting VALUES ('half', 'done')")
    with op.batch_alter_table("user_account") as batch:
        batch.add_column(sa.Column("later", sa.Integer()))
    {then}
"""


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Later:
    """One more revision, which rebuilds a table which others point to, as SQLite must."""
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    for path in (VERSIONS.parent / "env.py", *VERSIONS.glob("0*.py")):
        copy = folder / path.relative_to(VERSIONS.parent)
        copy.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")

    def write(then: str) -> None:
        text = REBUILD.format(then=then).replace("HEAD", schema.HEAD)
        (folder / "versions" / "9999_later.py").write_text(text, encoding="utf-8")
        monkeypatch.setattr(migrations, "__file__", str(folder / "__init__.py"))

    return write


def with_a_user(tmp_path: Path) -> Base:
    keys = make_keys(tmp_path)
    base = Base.create(tmp_path, keys.ring, BASE_ID, SystemClock())
    with base.begin() as work:
        work.users.add(uuid="u" * 32, username="ana", full_name="Ana", created_at="2026", roles=["rcf", "salud"])
        work.commit()
    return base


def roles(connection: Connection) -> int:
    with connection.begin():
        return int(connection.exec_driver_sql("SELECT count(*) FROM user_role").scalar_one())


def test_rebuilding_a_table_keeps_the_rows_that_point_to_it(tmp_path: Path, later: Later) -> None:
    """With foreign keys on, the rebuild deletes cascade children or fails; they must be off, and on again after."""
    with closing(with_a_user(tmp_path)) as base:
        later("pass")
        connection = base._connection
        migrate.upgrade(connection, "9999_later")
        assert roles(connection) == 2
        assert base.execute_outside("PRAGMA foreign_keys") == [(1,)]
        with connection.begin():
            columns = [row[1] for row in connection.exec_driver_sql("PRAGMA table_info(user_account)")]
        assert "later" in columns


@pytest.mark.parametrize(
    ("then", "message"),
    [("raise KeyError('power cut')", "power cut"), ("op.execute('DELETE FROM user_account')", "point to nothing")],
    ids=["raises", "orphans"],
)
def test_a_migration_that_fails_leaves_the_base_as_it_was(
    tmp_path: Path, later: Later, then: str, message: str
) -> None:
    with closing(with_a_user(tmp_path)) as base:
        later(then)
        before = shape(base._connection)
        with pytest.raises((KeyError, RuntimeError), match=message):
            migrate.upgrade(base._connection, "9999_later")
        assert shape(base._connection) == before
        assert roles(base._connection) == 2
        assert settings_of(base) == {"base_id": BASE_ID}
        assert base.execute_outside("PRAGMA foreign_keys") == [(1,)]
        assert base.execute_outside("SELECT version_num FROM alembic_version") == [(schema.HEAD,)]


def test_an_older_base_is_copied_and_then_migrated(
    tmp_path: Path, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(with_a_user(tmp_path)):
        pass
    keys = KeyFile.read(tmp_path / "llaves.json")
    ring = keys.unlock("coordinacion", PASSWORD)
    later("pass")
    before = schema.HEAD
    for module in ("schema", "base"):
        monkeypatch.setattr(f"casa_desktop.storage.{module}.HEAD", "9999_later")
    monkeypatch.setattr("casa_desktop.storage.base.REVISIONS", (*schema.REVISIONS, "9999_later"))
    with closing(Base.open(tmp_path, ring, SystemClock())) as base:
        assert roles(base._connection) == 2
        assert settings_of(base)["half"] == "done"
        assert base.execute_outside("SELECT version_num FROM alembic_version") == [("9999_later",)]
    made = copies.listed(tmp_path / "respaldos")
    assert [copy.manifest.schema for copy in made if copy.manifest] == [before]
    Base.open(tmp_path, ring, SystemClock()).close()
    assert copies.listed(tmp_path / "respaldos") == made


def test_without_room_for_the_copy_nothing_is_migrated(
    tmp_path: Path, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(with_a_user(tmp_path)):
        pass
    ring = KeyFile.read(tmp_path / "llaves.json").unlock("coordinacion", PASSWORD)
    later("pass")
    monkeypatch.setattr("casa_desktop.storage.base.HEAD", "9999_later")
    monkeypatch.setattr("casa_desktop.storage.base.REVISIONS", (*schema.REVISIONS, "9999_later"))

    def full(*_: object) -> None:
        raise fault(Code.DISK_FULL)

    with monkeypatch.context() as patch, pytest.raises(CasaError) as raised:
        patch.setattr("casa_desktop.storage.copies.make", full)
        Base.open(tmp_path, ring, SystemClock())
    assert raised.value.code == Code.DISK_FULL
    monkeypatch.setattr("casa_desktop.storage.base.HEAD", schema.HEAD)
    with closing(Base.open(tmp_path, ring, SystemClock())) as base:
        assert settings_of(base) == {"base_id": BASE_ID}
