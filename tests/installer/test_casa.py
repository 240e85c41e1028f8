"""What the one command of a fresh machine decides, without making or downloading anything."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from installer import casa, system_libraries

ROOT = Path(__file__).parents[2]
OLD_PYTHON = (3, 7)
"""Whoever has an older one reads an error of Python itself."""


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test touches the environment that runs it."""
    monkeypatch.setattr(casa, "HOME", tmp_path / "casa")
    monkeypatch.setattr(casa, "ENVIRONMENT", tmp_path / "casa" / "entorno")
    monkeypatch.setattr(casa, "HALF_DONE", tmp_path / "casa" / "a-medias")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)


def make_ready(kind: str) -> None:
    """What a finished set-up leaves behind."""
    python = casa.python_of(casa.ENVIRONMENT)
    python.parent.mkdir(parents=True, exist_ok=True)
    python.touch()
    (casa.HOME / f"{kind}.listo").write_text(casa.fingerprint(casa.LOCKS[kind]), encoding="ascii")


def program_on_path(folder: Path, name: str, script: str) -> None:
    """A program of the system, played by a shell script."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Whatever would have been handed to the program."""
    handed: list[list[str]] = []

    def start(arguments: list[str]) -> int:
        handed.append(list(arguments))
        return 0

    monkeypatch.setattr(casa, "start", start)
    return handed


@pytest.fixture
def broken(request: pytest.FixtureRequest) -> str:
    return str(getattr(request, "param", "nada"))


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch, broken: str) -> list[str]:
    """The commands that would have been run; the one that holds *broken* fails."""
    commands: list[str] = []

    def run(command: list[str], **_: object) -> int:
        commands.append(" ".join(command))
        return 3 if broken in commands[-1] else 0

    monkeypatch.setattr(casa, "run", run)
    monkeypatch.chdir(ROOT)
    return commands


@pytest.mark.parametrize(
    ("version", "fits"), [((3, 10), False), ((3, 11), True), ((3, 13), True), ((3, 14), False), ((2, 7), False)]
)
def test_only_pythons_that_were_tried_are_taken(version: tuple[int, int], fits: bool) -> None:
    assert casa.usable(version) is fits


@pytest.mark.parametrize("name", ["casa.py"])
def test_an_old_python_can_read_far_enough_to_say_so(name: str) -> None:
    ast.parse((ROOT / "installer" / name).read_text(encoding="utf-8"), feature_version=OLD_PYTHON)


def test_without_a_usable_python_there_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SystemExit) as left:
        casa.main(["informe"])
    assert left.value.code == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "este Python es 3.9 y hace falta uno de 3.11 a 3.13" in told.err


def test_another_python_is_asked_before_it_is_trusted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program_on_path(tmp_path, "python3.13", "echo 'orden no encontrada' >&2; exit 127")
    program_on_path(tmp_path, "python3.12", "echo 11 /otro/python")
    program_on_path(tmp_path, "python3.11", "echo 11 '/mi carpeta/python'")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert casa.other_python() == "/mi carpeta/python"


def test_a_finished_set_up_is_not_made_again(ran: list[str]) -> None:
    assert not casa.ready("programa")
    make_ready("programa")
    assert casa.ready("programa")
    casa.prepare("programa")
    assert ran == []


def test_another_lock_asks_for_another_set_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    make_ready("programa")
    (tmp_path / "other.lock").write_text("six==1.17.0\n", encoding="ascii")
    monkeypatch.setitem(casa.LOCKS, "programa", tmp_path / "other.lock")
    assert not casa.ready("programa")


@pytest.mark.parametrize("broken", ["-m venv", "-m pip"], indirect=True)
@pytest.mark.usefixtures("ran")
def test_a_set_up_that_fails_leaves_no_stamp(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(casa, "may_install", lambda: False)
    with pytest.raises(SystemExit) as left:
        casa.prepare("programa")
    assert left.value.code == 1
    assert not casa.ready("programa")
    assert casa.HALF_DONE.exists()


def test_two_set_ups_do_not_meet(monkeypatch: pytest.MonkeyPatch) -> None:
    casa.HOME.mkdir()
    monkeypatch.setattr(casa, "WAIT_SECONDS", 0)
    with casa.only_one(), pytest.raises(SystemExit), casa.only_one():
        pytest.fail("the second one came in")


def test_everything_that_follows_goes_to_the_program(started: list[list[str]]) -> None:
    make_ready("programa")
    assert casa.main(["informe", "--perfil", "x y", "--desde", "2019-01"]) == 0
    assert casa.main(["--version"]) == 0
    assert started == [["informe", "--perfil", "x y", "--desde", "2019-01"], ["--version"]]


def test_the_tests_take_arguments_of_pytest(ran: list[str]) -> None:
    make_ready("pruebas")
    assert casa.main(["pruebas", "tests/domain", "-k", "edad"]) == 0
    assert [command.partition(" ")[2] for command in ran] == ["-m pytest tests/domain -k edad"]


def test_the_whole_run_checks_everything_and_ends_with_pytest(ran: list[str]) -> None:
    make_ready("pruebas")
    assert casa.main(["pruebas"]) == 0
    told = [next(word for word in WORDS if word in command) for command in ran]
    assert told == list(WORDS)


WORDS = ("ruff check", "ruff format --check", "mypy", "importlinter", "pytest")


@pytest.mark.parametrize("broken", WORDS, indirect=True)
def test_one_failing_check_fails_the_whole_run_and_stops_none(ran: list[str], broken: str) -> None:
    make_ready("pruebas")
    assert casa.main(["pruebas"]) != 0
    assert broken in " ".join(ran)
    assert len(ran) == len(WORDS)


def test_the_last_line_of_the_whole_run_is_that_of_pytest(tmp_path: Path) -> None:
    python = tmp_path / "casa" / "entorno" / "bin"
    python.mkdir(parents=True)
    program_on_path(python, "python", 'case "$*" in *pytest*) echo "$QT_QPA_PLATFORM: 3 passed" ;; *) exit 1 ;; esac')
    script = (
        "import sys; from pathlib import Path; from installer import casa; casa.ENVIRONMENT = Path(sys.argv[1]);"
        "raise SystemExit(casa.tests([]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(python.parent)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == "offscreen: 3 passed"


@pytest.fixture
def bare_debian(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that has no library of Qt's."""
    wanted = [*system_libraries.OFFSCREEN.values(), *system_libraries.WINDOW.values()]
    monkeypatch.setattr(
        system_libraries, "missing", lambda *, window: wanted if window else wanted[: len(system_libraries.OFFSCREEN)]
    )


@pytest.mark.usefixtures("bare_debian")
def test_missing_libraries_are_named_in_one_line_to_copy(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(casa, "may_install", lambda: False)
    casa.prepare_system(window=True)
    told = capsys.readouterr()
    assert told.out == ""
    (line,) = [line for line in told.err.splitlines() if "apt-get" in line]
    assert line.startswith("sudo apt-get ")
    assert {"libegl1", "libdbus-1-3", "libxcb-cursor0", "libcups2"} <= set(line.split())


@pytest.mark.usefixtures("bare_debian")
def test_root_gets_them_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program_on_path(tmp_path, "apt-get", f'echo "$*" >> {tmp_path}/said; /bin/sh -c "command -v ldconfig" >/dev/null')
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    casa.prepare_system(window=False)
    update, install = (tmp_path / "said").read_text(encoding="utf-8").splitlines()
    assert update.startswith("update")
    assert install.endswith("libegl1 libgl1 libxkbcommon0 libfontconfig1 libglib2.0-0 libdbus-1-3")


@pytest.mark.usefixtures("bare_debian")
@pytest.mark.parametrize(
    ("arguments", "goes_on"),
    [([], False), (["--demo"], False), (["galeria"], False), (["informe"], True), (["--version"], True)],
)
def test_only_what_draws_waits_for_its_libraries(
    monkeypatch: pytest.MonkeyPatch, started: list[list[str]], arguments: list[str], goes_on: bool
) -> None:
    make_ready("programa")
    monkeypatch.setattr(casa, "may_install", lambda: False)
    monkeypatch.setenv("DISPLAY", ":0")
    assert casa.main(arguments) == (0 if goes_on else 1)
    assert bool(started) is goes_on


def test_a_library_that_does_not_load_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "exists", lambda _: True)
    monkeypatch.setattr(system_libraries, "OFFSCREEN", {"libno-hay.so.9": "libno-hay9", "libc.so.6": "libc6"})
    assert system_libraries.missing(window=False) == ["libno-hay9"]
