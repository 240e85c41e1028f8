"""Who may enter, without a window."""

from pathlib import Path

import pytest

from casa_desktop.domain.errors import CasaError
from casa_desktop.storage.keyfile import KeyFile
from casa_desktop.storage.profile import KEYS
from tests.cli.conftest import FOUNDER, Profile
from tests.cli.support import Ran, casa

NEW, WORDS = "yusmary.p", "marea-tigre-lona-queso"


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "clave nueva.txt"
    path.write_text(f"{WORDS}\n", encoding="utf-8")
    return path


def create(desk: Profile, secret: Path, name: str = NEW, *roles: str) -> Ran:
    chosen = [word for role in roles or ("psicologia",) for word in ("--rol", role)]
    return desk.run(
        "usuarios", "crear", name, "--nombre-completo", "Yusmary Peña", *chosen, "--clave-nueva-archivo", secret
    )


def listed(desk: Profile) -> dict[str, list[str]]:
    ran = desk.run("usuarios", "listar")
    assert ran.status == 0, ran.err
    return {line.split("\t")[0]: line.split("\t")[1:] for line in ran.lines}


def test_a_user_is_listed_with_name_roles_and_state(empty: Profile) -> None:
    full_name, roles, state = listed(empty)[FOUNDER]
    assert full_name == "Ana Roa Ñáñez"
    assert len(roles.split(", ")) == 2
    assert state == "activo"


def test_a_new_user_enters_with_the_password_of_the_file(empty: Profile, secret: Path) -> None:
    assert create(empty, secret, NEW, "consulta").status == 0
    assert listed(empty)[NEW][0] == "Yusmary Peña"
    period = ("--desde", "2026-01", "--hasta", "2026-02")
    assert casa("informe", "--perfil", empty.folder, "--usuario", NEW, *period, password=WORDS).status == 0


def test_what_is_wrong_with_a_new_user_is_said_one_line_each_and_none_is_made(empty: Profile, tmp_path: Path) -> None:
    weak = tmp_path / "débil.txt"
    weak.write_text("12345678\n", encoding="utf-8")
    ran = empty.run("usuarios", "crear", "¿?", "--clave-nueva-archivo", weak)
    assert (ran.status, ran.out) == (1, b"")
    assert len(ran.err.splitlines()) > 1
    assert "Traceback" not in ran.err
    assert set(listed(empty)) == {FOUNDER}


def test_a_password_is_replaced(empty: Profile, secret: Path, tmp_path: Path) -> None:
    create(empty, secret, NEW, "coordinacion")
    other = tmp_path / "otra.txt"
    other.write_text("monte-lento-papel-cielo", encoding="utf-8")
    assert empty.run("usuarios", "clave", NEW, "--clave-nueva-archivo", other).status == 0
    enter = ("usuarios", "--perfil", empty.folder, "--usuario", NEW)
    assert casa(*enter, password=WORDS).status == 1
    assert casa(*enter, password="monte-lento-papel-cielo").status == 0


def test_a_compartment_is_opened_with_a_recovery_sheet_and_with_no_other(
    empty: Profile, secret: Path, tmp_path: Path
) -> None:
    create(empty, secret)
    grant = ("usuarios", "conceder", NEW, "--compartimento", "psicologia", "--hoja-archivo")
    sheet = tmp_path / "hoja.txt"
    sheet.write_text(empty.sheets[0][:-4] + "0000\n", encoding="utf-8")
    refused = empty.run(*grant, sheet)
    assert (refused.status, refused.err.count("\n")) == (1, 1)
    sheet.write_text(empty.sheets[1].lower() + "\n", encoding="utf-8")
    granted = empty.run(*grant, sheet)
    assert granted.status == 0, granted.err
    ring = KeyFile.read(empty.folder / KEYS).unlock(NEW, WORDS)
    assert set(ring.compartments) == {"psicologia"}


def test_whoever_lost_the_password_comes_back_with_a_recovery_sheet_and_keeps_the_keys(
    empty: Profile, secret: Path, tmp_path: Path
) -> None:
    create(empty, secret)
    sheet = tmp_path / "hoja.txt"
    sheet.write_text(empty.sheets[0])
    empty.run("usuarios", "conceder", NEW, "--compartimento", "psicologia", "--hoja-archivo", sheet)
    other = tmp_path / "otra.txt"
    other.write_text("monte-lento-papel-cielo", encoding="utf-8")
    recover = ("usuarios", "--perfil", empty.folder, "recuperar", NEW, "--clave-nueva-archivo", other)
    for _ in range(5):
        casa("usuarios", "--perfil", empty.folder, "--usuario", NEW, password="no es esta")
    refused = casa(*recover, "--hoja-archivo", secret)
    assert (refused.status, refused.err.count("\n")) == (1, 1)
    lacking = casa(*recover)
    assert (lacking.status, lacking.err.count("\n")) == (1, 1)
    assert casa(*recover, "--hoja-archivo", sheet).status == 0
    keys = KeyFile.read(empty.folder / KEYS)
    assert set(keys.unlock(NEW, "monte-lento-papel-cielo").compartments) == {"psicologia"}
    with pytest.raises(CasaError):
        keys.unlock(NEW, WORDS)
    period = ("--desde", "2026-01", "--hasta", "2026-01")
    ran = casa("informe", "--perfil", empty.folder, "--usuario", NEW, *period, password="monte-lento-papel-cielo")
    assert "Espere" not in ran.err, "the tries before the sheet make nobody wait"
    assert empty.run("verificar").status == 0


def test_nobody_who_left_comes_back_with_a_sheet(empty: Profile, secret: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "hoja.txt"
    sheet.write_text(empty.sheets[0])
    ran = casa(
        "usuarios",
        "--perfil",
        empty.folder,
        "recuperar",
        "nadie",
        "--hoja-archivo",
        sheet,
        "--clave-nueva-archivo",
        secret,
    )
    assert (ran.status, ran.err.count("\n")) == (1, 1)


@pytest.mark.parametrize(
    "arguments",
    [
        ("crear",),
        ("crear", "beto"),
        ("clave", "nadie", "--clave-nueva-archivo", "no hay"),
        ("conceder", FOUNDER),
        ("conceder", "nadie", "--compartimento", "rcf"),
    ],
)
def test_what_lacks_is_said_in_one_line(empty: Profile, arguments: tuple[str, ...]) -> None:
    ran = empty.run("usuarios", *arguments)
    assert (ran.status, ran.out) == (1, b"")
    assert ran.err.count("\n") == 1
    assert set(listed(empty)) == {FOUNDER}


def test_only_administration_makes_users(desk: Profile, secret: Path) -> None:
    ran = desk.run("usuarios", "crear", NEW, "--rol", "consulta", "--clave-nueva-archivo", secret, user="recepcion")
    assert (ran.status, ran.out) == (1, b"")
