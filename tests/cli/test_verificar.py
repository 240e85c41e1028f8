"""`casa verificar`: says what it looked at; nothing that somebody did behind the program's back passes."""

import shutil

import pytest

from casa_desktop.storage.profile import DATABASE, HEAD
from tests.cli.conftest import Profile

PAGE = 4096


def wrong(desk: Profile) -> list[str]:
    """The lines of what is wrong, with the exit status held to them."""
    ran = desk.run("verificar")
    found = [line[6:] for line in ran.lines if line.startswith("MAL ")]
    assert ran.status == (1 if found else 0), ran.err
    assert "Traceback" not in ran.err
    return found


def test_a_sound_desk_is_told_in_one_line_for_each_thing_that_was_looked_at(desk: Profile) -> None:
    ran = desk.run("verificar")
    assert (ran.status, ran.err) == (0, "")
    for word in ("Archivo", "Estructura", "Esquema", "Cadena de auditoría", "Llaves", "Índice", "Conteo", "Personas"):
        assert any(word in line for line in ran.lines), word
    assert ran.lines[-1].startswith("Todo en orden")


@pytest.mark.parametrize(
    ("statements", "told"),
    [
        (("DROP TRIGGER audit_no_update", "UPDATE audit SET user = 'nadie' WHERE seq = 3"), "Cadena de auditoría"),
        (("DROP TRIGGER audit_no_delete", "DELETE FROM audit WHERE seq = 3"), "Cadena de auditoría"),
        (("DELETE FROM person_word WHERE person_id = (SELECT min(id) FROM person WHERE anonymous = 0)",), "(P-0000"),
        (("UPDATE service SET month = 201901 WHERE id = 1",), "Servicios fuera de lugar"),
        (("DROP INDEX ix_person_document_number",), "Esquema"),
    ],
    ids=["audit edited", "audit row removed", "person not found", "service in another month", "index removed"],
)
def test_what_was_changed_behind_its_back_is_found(desk: Profile, statements: tuple[str, ...], told: str) -> None:
    with desk.base("coordinacion") as base:
        base.execute_outside("PRAGMA foreign_keys = OFF")
        for statement in statements:
            base.execute_outside(statement)
    assert any(told in line for line in wrong(desk))


def test_a_damaged_page_is_found(desk: Profile) -> None:
    with desk.base("coordinacion") as base, base.begin() as work:
        # One of the services: without a page of the schema or of the audit nobody enters.
        root = work.connection.exec_driver_sql("SELECT rootpage FROM sqlite_master WHERE name = 'service'").scalar_one()
    path = desk.folder / DATABASE
    raw = bytearray(path.read_bytes())
    raw[(root - 1) * PAGE + 100] ^= 1
    path.write_bytes(raw)
    found = wrong(desk)
    assert found[0].startswith("Archivo: 1 página dañada")
    assert any(line.startswith("Conteos: no se revisaron") for line in found)


def test_a_base_that_was_put_back_does_not_open_in_silence(desk: Profile) -> None:
    earlier = desk.folder.with_name("antes.db")
    shutil.copy(desk.folder / DATABASE, earlier)
    desk.run("usuarios")
    later = (desk.folder / HEAD).read_bytes()
    shutil.copy(earlier, desk.folder / DATABASE)
    ran = desk.run("verificar")
    assert (ran.status, ran.out) == (1, b"")
    assert "es anterior a la última que se usó" in ran.err
    assert ran.err.count("\n") == 1
    assert (desk.folder / HEAD).read_bytes() == later


def test_settings_that_nobody_understands_are_told_and_condemn_nothing(desk: Profile) -> None:
    (desk.folder / "ajustes.toml").write_text("lock_minutes = 'mucho'\n", encoding="utf-8")
    ran = desk.run("verificar")
    assert ran.status == 0
    assert any("lock_minutes" in line for line in ran.lines)


def test_consulta_may_not_look(desk: Profile) -> None:
    ran = desk.run("verificar", user="consulta")
    assert (ran.status, ran.out) == (1, b"")
