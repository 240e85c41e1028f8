"""Copies and their way back without a window."""

import shutil
from pathlib import Path

import pytest

from casa_desktop.storage.profile import COPIES, DATABASE, KEYS
from tests.cli.conftest import FOUNDER, Profile
from tests.cli.support import Ran, casa

ADMIN = "administracion"


def backed_up(desk: Profile, *arguments: object) -> Path:
    ran = desk.run("respaldar", *arguments)
    assert ran.status == 0, ran.err
    return Path(ran.lines[0])


def said_once(ran: Ran) -> str:
    """The one sentence of a refusal."""
    assert (ran.status, ran.out) == (1, b""), ran.err
    assert ran.err.count("\n") == 1
    return ran.err


def persons(desk: Profile) -> bytes:
    ran = desk.run("informe", "--desde", "2018-12", "--hasta", "2026-12", "--formato", "csv")
    return ran.out if ran.status == 0 else ran.err.encode()


def test_a_copy_brings_back_what_stood_and_keeps_what_it_replaces(desk: Profile, tmp_path: Path) -> None:
    copy = backed_up(desk)
    assert copy.parent == desk.folder / COPIES
    with desk.base("coordinacion") as base:
        base.execute_outside("DELETE FROM person_word")
    assert desk.run("verificar").status == 1
    restored = desk.run("restaurar", copy, user=ADMIN)
    assert restored.status == 0, restored.err
    kept = Path(restored.lines[0])
    assert kept.exists()
    assert kept.is_relative_to(desk.folder / COPIES)
    assert desk.run("verificar").status == 0


def test_a_second_copy_goes_where_it_was_asked_and_brings_a_lost_desk_back(desk: Profile, tmp_path: Path) -> None:
    stick = tmp_path / "memoria ñ"
    stick.mkdir()
    ran = desk.run("respaldar", "--destino", stick)
    carried = Path(ran.lines[1])
    assert carried.parent == stick
    shutil.rmtree(desk.folder)
    assert desk.run("restaurar", carried, user=ADMIN).status == 0
    assert desk.run("verificar").status == 0


def test_a_second_place_that_is_not_there_is_said_and_the_first_copy_stays(desk: Profile, tmp_path: Path) -> None:
    ran = desk.run("respaldar", "--destino", tmp_path / "no hay")
    assert ran.status == 1
    assert ran.err.count("\n") == 1
    assert Path(ran.lines[0]).exists()


@pytest.mark.parametrize("user", ["coordinacion", "recepcion"])
def test_only_administration_puts_a_copy_back(desk: Profile, user: str) -> None:
    copy = backed_up(desk)
    before = (desk.folder / DATABASE).read_bytes()
    said_once(desk.run("restaurar", copy, user=user))
    assert (desk.folder / DATABASE).read_bytes() == before


def test_who_may_not_copy_makes_none(desk: Profile) -> None:
    said_once(desk.run("respaldar", user="voluntariado"))
    assert not list((desk.folder / COPIES).glob("*.casa"))


def test_the_copy_of_another_desk_is_refused(desk: Profile, empty: Profile) -> None:
    foreign = backed_up(empty)
    before = (desk.folder / KEYS).read_bytes(), (desk.folder / DATABASE).read_bytes()
    assert "otra mesa" in said_once(desk.run("restaurar", foreign, user=ADMIN))
    assert ((desk.folder / KEYS).read_bytes(), (desk.folder / DATABASE).read_bytes()) == before


@pytest.mark.parametrize("where", [0.1, 0.5, 0.9])
def test_a_damaged_copy_is_refused_and_the_desk_stays(empty: Profile, where: float) -> None:
    copy = backed_up(empty)
    raw = bytearray(copy.read_bytes())
    raw[int(len(raw) * where)] ^= 0x55
    copy.write_bytes(raw)
    assert copy.name in said_once(empty.run("restaurar", copy))
    assert empty.run("verificar").status == 0


def test_a_file_that_is_no_copy_and_one_that_is_not_there_are_told_apart(empty: Profile, tmp_path: Path) -> None:
    text = tmp_path / "notas.txt"
    text.write_text("hola")
    first, second = (said_once(empty.run("restaurar", file)) for file in (text, tmp_path / "no hay.casa"))
    assert "notas.txt" in first
    assert "no hay.casa" in second
    assert first.replace("notas.txt", "") != second.replace("no hay.casa", "")


def test_a_wrong_password_restores_nothing(empty: Profile) -> None:
    copy = backed_up(empty)
    ran = casa("restaurar", "--perfil", empty.folder, "--usuario", FOUNDER, copy, password="no es esta")
    said_once(ran)
    assert empty.run("verificar").status == 0
