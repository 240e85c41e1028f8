"""What ``casa verificar`` sees: each kind of damage under its own name, and none where there is none."""

from contextlib import closing
from pathlib import Path

import pytest

from casa_desktop.domain.clock import FixedClock
from casa_desktop.storage import checkup
from casa_desktop.storage.base import Base
from tests.storage.support import Keys, audited, make_keys

NAMES = [
    "file.pages",
    "file.structure",
    "file.references",
    "schema",
    "audit.chain",
    "audit.head",
    "keys",
    "words",
    "matching",
]


def bad(base: Base) -> set[str]:
    return {check.name for check in checkup.run(base) if not check.ok}


def execute(base: Base, *statements: str) -> None:
    for statement in ("PRAGMA foreign_keys = OFF", *statements, "PRAGMA foreign_keys = ON"):
        base.execute_outside(statement)


def test_a_sound_base(base: Base) -> None:
    with base.begin() as work:
        for number in range(50):
            audited(work, f"act.{number}", "porque sí")
        work.commit()
    base.write_head()
    checks = checkup.run(base)
    assert [check.name for check in checks] == NAMES
    assert [check.name for check in checks if not check.ok] == []
    assert {check.name: check for check in checks}["audit.chain"].values["entries"] == 50


def test_broken_pages(base: Base, keys: Keys, clock: FixedClock) -> None:
    with base.begin() as work:
        for number in range(200):
            work.connection.exec_driver_sql("INSERT INTO desk_setting VALUES (?, ?)", (f"k{number}", "x" * 500))
        work.commit()
    base.close()
    path = base.folder / "casa.db"
    raw = bytearray(path.read_bytes())
    for page in range(len(raw) // 4096 - 10, len(raw) // 4096):
        raw[page * 4096 + 100] ^= 1
    path.write_bytes(raw)
    with closing(Base.open(base.folder, keys.ring, clock)) as again:
        checks = {check.name: check for check in checkup.run(again)}
        assert list(checks) == NAMES
        assert [name for name, check in checks.items() if check.ok] == ["keys"]
        assert checks["file.pages"].values["problems"] == 10
        with again.begin() as work:
            audited(work, "base.verify")
            work.commit()


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("INSERT INTO user_role VALUES (77, 'rcf')", "file.references"),
        ("DROP TRIGGER audit_no_delete", "schema"),
        ("DROP INDEX ix_person_document_number", "schema"),
        ("UPDATE alembic_version SET version_num = '0999_later'", "schema"),
        ("DROP TRIGGER audit_no_update; UPDATE audit SET user = 'otra' WHERE seq = 2", "audit.chain"),
    ],
    ids=["orphan", "trigger", "index", "revision", "audit"],
)
def test_damage_under_its_own_name(base: Base, statement: str, name: str) -> None:
    with base.begin() as work:
        for number in range(3):
            audited(work, f"act.{number}")
        work.commit()
    base.write_head()
    execute(base, *statement.split("; "))
    assert name in bad(base)
    assert bad(base) <= {name, "schema"}


def test_a_head_that_the_chain_does_not_hold(base: Base) -> None:
    with base.begin() as work:
        for number in range(3):
            audited(work, f"act.{number}")
        work.commit()
    base.write_head()
    execute(base, "DROP TRIGGER audit_no_delete", "DELETE FROM audit WHERE seq = 3")
    assert "audit.head" in bad(base)
    (base.folder / "cabeza.json").write_bytes(b"{}")
    assert "audit.head" in bad(base)
    (base.folder / "cabeza.json").unlink()
    assert "audit.head" in bad(base)


def test_keys_of_another_base(base: Base, tmp_path: Path) -> None:
    path = base.folder / "llaves.json"
    own = path.read_bytes()
    other = tmp_path / "otra"
    other.mkdir()
    make_keys(other, "c" * 32)
    for raw in ((other / "llaves.json").read_bytes(), b"{}"):
        path.write_bytes(raw)
        assert bad(base) == {"keys"}
    path.unlink()
    assert bad(base) == {"keys"}
    path.write_bytes(own)
    assert bad(base) == set()
