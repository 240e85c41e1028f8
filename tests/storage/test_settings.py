"""The settings of this machine: a bad file never stops the program, an unknown key is never lost."""

import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest

from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.settings import Settings, SettingsFile, Theme
from tests.storage.support import refused


@pytest.fixture
def path(folder: Path) -> Path:
    return folder / "ajustes.toml"


def test_defaults_without_a_file_and_nothing_written_by_reading(path: Path) -> None:
    file = SettingsFile(path)
    assert file.settings == Settings()
    assert file.settings.lock_minutes == 5
    assert file.warnings == ()
    file.change(lock_minutes=5)
    assert not path.exists()


def test_what_is_changed_is_read_again(path: Path) -> None:
    changed = SettingsFile(path).change(
        theme="dark",
        text_scale=150,
        lock_minutes=15,
        copy_folder="E:\\copias de ñandú",
        last_copy_outside=date(2026, 11, 21),
        last_user="coordinación",
        sheets_confirmed=True,
    )
    again = SettingsFile(path)
    assert again.settings == changed
    assert again.settings.theme is Theme.DARK
    assert again.warnings == ()
    again.change(last_copy_outside=None)
    assert SettingsFile(path).settings.last_copy_outside is None


def test_keys_of_a_newer_program_survive(path: Path) -> None:
    path.write_text('theme = "light"\nnovedad = "sí"\n[ventana]\nancho = 900\n', encoding="utf-8")
    SettingsFile(path).change(theme=Theme.DARK)
    assert tomllib.loads(path.read_text(encoding="utf-8"))["ventana"] == {"ancho": 900}
    assert tomllib.loads(path.read_text(encoding="utf-8"))["novedad"] == "sí"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("theme", '"púrpura"'),
        ("theme", "3"),
        ("theme", "[]"),
        ("text_scale", "110"),
        ("text_scale", "100.0"),
        ("lock_minutes", "0"),
        ("lock_minutes", "16"),
        ("lock_minutes", "true"),
        ("copy_folder", "false"),
        ("copy_folder", '"a\\u0000b"'),
        ("last_user", f'"{"x" * 61}"'),
        ("last_copy_outside", "2026-11-21T10:00:00"),
        ("sheets_confirmed", '"no"'),
    ],
)
def test_an_odd_value_gives_its_default_and_a_warning(path: Path, name: str, written: str) -> None:
    path.write_text(f"{name} = {written}\nwelcome_seen = true\n", encoding="utf-8")
    file = SettingsFile(path)
    assert file.settings == Settings(welcome_seen=True)
    assert [(problem.code, problem.field) for problem in file.warnings] == [(Code.BAD_CHOICE, name)]


@pytest.mark.parametrize("raw", [b"theme = ", b"\xff\xfe\x00", b"a=" + b"[" * 5000, b"#" * 300_000])
def test_a_file_that_is_no_toml(path: Path, raw: bytes) -> None:
    path.write_bytes(raw)
    file = SettingsFile(path)
    assert file.settings == Settings()
    assert [problem.code for problem in file.warnings] == [Code.FILE_NOT_UNDERSTOOD]
    file.change(text_scale=125)
    assert SettingsFile(path).settings == Settings(text_scale=125)


def test_a_wrong_value_is_refused_and_nothing_changes(path: Path) -> None:
    file = SettingsFile(path)
    with pytest.raises(CasaError) as raised:
        file.change(text_scale=150, lock_minutes=60)
    assert refused(raised, Code.BAD_CHOICE)
    assert raised.value.problems[0].field == "lock_minutes"
    assert file.settings == Settings()
    assert not path.exists()


def test_the_login_page_needs_none_of_the_heavy_libraries() -> None:
    code = (
        "import sys, casa_desktop.settings, casa_desktop.logs, casa_desktop.storage.keyfile,"
        " casa_desktop.storage.headfile, casa_desktop.storage.instance, casa_desktop.storage.profile;"
        "print([m for m in ('sqlalchemy', 'alembic', 'sqlcipher3', 'reportlab', 'tomli_w') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
