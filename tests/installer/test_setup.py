"""One command on a fresh machine: real virtual environments, nothing downloaded."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.installer.checkout import Checkout, make_checkout

MAKING = "creando el entorno"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """Set up by its own first start."""
    made = make_checkout(tmp_path_factory.mktemp("preparado") / "mesa ñandú")
    ran = made.run()
    assert ran.status == 0, ran.err
    return made


@pytest.fixture
def checkout(prepared: Checkout, tmp_path: Path) -> Checkout:
    """A copy to break: like a folder that somebody moved."""
    shutil.copytree(prepared.root, tmp_path / "mesa año", symlinks=True)
    return Checkout(tmp_path / "mesa año")


def test_what_follows_goes_to_the_program_and_its_status_comes_back(prepared: Checkout, tmp_path: Path) -> None:
    ran = prepared.run("informe", "--salida", "mi tabla.csv", "--filas=Ñ", cwd=tmp_path, ESTADO="7")
    assert ran.status == 7
    told = dict(line.split(" ", 1) for line in ran.out.splitlines())
    assert told["argumentos"] == "'informe' '--salida' 'mi tabla.csv' '--filas=Ñ'"
    assert Path(told["carpeta"]) == tmp_path
    assert Path(told["programa"]) == prepared.root / "casa_desktop"
    assert ran.err == ""


def test_a_second_start_is_quick(prepared: Checkout) -> None:
    def fastest(command: list[str]) -> float:
        times = []
        for _ in range(4):
            began = time.perf_counter()
            subprocess.run(command, env=prepared.variables(), capture_output=True, check=True)
            times.append(time.perf_counter() - began)
        return min(times)

    python = str(prepared.environment / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python"))
    assert fastest(prepared.command()) - fastest([python, "-P", "-m", "casa_desktop"]) < 0.3


def test_modules_in_the_folder_of_the_user_do_not_get_in_the_way(prepared: Checkout, tmp_path: Path) -> None:
    (tmp_path / "casa_desktop").mkdir()
    (tmp_path / "casa_desktop" / "__main__.py").write_text("raise SystemExit('otro programa')", encoding="utf-8")
    assert prepared.run(cwd=tmp_path).status == 0


def test_a_moved_folder_works_on(checkout: Checkout) -> None:
    ran = checkout.run()
    assert ran.status == 0, ran.err
    assert f"programa {checkout.root / 'casa_desktop'}" in ran.out
    assert MAKING not in ran.err


def test_a_set_up_that_was_killed_is_made_anew(checkout: Checkout) -> None:
    (checkout.made / "programa.listo").unlink()
    (checkout.made / "a-medias").touch()
    leftover = checkout.environment / "resto-de-una-biblioteca"
    leftover.touch()
    ran = checkout.run()
    assert ran.status == 0, ran.err
    assert MAKING in ran.err
    assert not leftover.exists()
    assert not (checkout.made / "a-medias").exists()
    assert checkout.run().err == ""


def test_an_environment_without_its_python_is_made_anew(checkout: Checkout) -> None:
    shutil.rmtree(checkout.environment / ("Scripts" if sys.platform == "win32" else "bin"))
    ran = checkout.run()
    assert ran.status == 0, ran.err
    assert MAKING in ran.err


def test_a_new_lock_is_installed_before_the_program_starts(checkout: Checkout) -> None:
    checkout.run()
    lock = checkout.root / "installer" / "requirements.lock"
    lock.write_text("biblioteca-que-no-hay==1.0 --hash=sha256:" + "0" * 64 + "\n", encoding="utf-8")
    failed = checkout.run("--version")
    assert failed.status == 1
    assert failed.out == ""
    assert "no se pudieron instalar las bibliotecas" in failed.err
    assert "Traceback" not in failed.err

    lock.write_text("# nada otra vez\n", encoding="utf-8")
    ran = checkout.run()
    assert ran.status == 0, ran.err


def test_two_starts_at_once_make_one_environment(tmp_path: Path) -> None:
    fresh = make_checkout(tmp_path / "mesa")
    both = [fresh.start("uno"), fresh.start("dos")]
    said = []
    for number, process in zip(("uno", "dos"), both, strict=True):
        out, err = process.communicate(timeout=100)
        assert process.returncode == 0, err
        assert f"argumentos '{number}'" in out
        said.append(err)
    assert sum(MAKING in err for err in said) == 1


def test_a_folder_that_cannot_be_written_gets_a_sentence(tmp_path: Path) -> None:
    fresh = make_checkout(tmp_path / "mesa")
    fresh.made.write_text("un archivo donde va una carpeta", encoding="utf-8")
    ran = fresh.run()
    assert ran.status == 1
    assert "no se pudo preparar el programa" in ran.err
    assert "Traceback" not in ran.err
