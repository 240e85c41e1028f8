"""The world says no: whatever it is, one sentence, exit status 1, nothing half done, never a traceback."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from casa_desktop.cli.main import INTERRUPTED, SUBCOMMANDS
from casa_desktop.paths import resource
from tests.cli.conftest import PASSWORD, Profile
from tests.cli.support import Ran, casa

PERIOD = ("--desde", "2018-12", "--hasta", "2019-11")
ORDERS: dict[str, tuple[object, ...]] = {
    "informe": PERIOD,
    "gifmm": ("--mes", "2018-12", "--salida", "no hay/345w.xlsx"),
    "cifras": ("importar", resource("demo/informe_2019.csv"), "--fuente", "x"),
    "coincidencias": ("--entrada", resource("demo/informe_2019.csv"), "--salida", "no hay/candidatos.csv"),
    "importar": (resource("demo/informe_2019.csv"),),
    "respaldar": (),
    "restaurar": ("no hay.casa",),
    "verificar": (),
    "usuarios": (),
}
NOBODY = 65534
on_posix = pytest.mark.skipif(os.name == "nt", reason="POSIX limits and signals")


def test_every_order_but_the_demo_and_the_gallery_is_tried_here() -> None:
    assert {*ORDERS, "demo", "galeria"} == set(SUBCOMMANDS)


def one_sentence(ran: Ran) -> str:
    assert (ran.status, ran.out) == (1, b""), ran
    assert ran.err.count("\n") == 1, ran.err
    assert "Traceback" not in ran.err
    assert "error que no es culpa suya" not in ran.err
    return ran.err


@pytest.mark.parametrize("order", ORDERS)
def test_a_profile_that_is_not_there_is_not_made(tmp_path: Path, order: str) -> None:
    folder = tmp_path / "no hay"
    told = one_sentence(casa(order, "--perfil", folder, *ORDERS[order], password="x"))
    assert order == "restaurar" or "no hay" in told
    assert not (folder / "casa.db").exists()


@pytest.mark.parametrize("order", [*ORDERS, "demo"])
def test_a_file_in_place_of_the_folder(tmp_path: Path, order: str) -> None:
    file = tmp_path / "archivo"
    file.write_text("hola")
    one_sentence(casa(order, "--perfil", file, *ORDERS.get(order, ()), password="x"))
    assert file.read_text() == "hola"


@contextmanager
def nobody() -> Iterator[None]:
    """The machine's administrator may read everything: for the length of the block this process is nobody."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@on_posix
@pytest.mark.parametrize("order", ORDERS)
def test_a_folder_that_may_not_be_opened(empty: Profile, order: str) -> None:
    empty.run(order, *ORDERS[order])  # reads every module while it may
    empty.folder.chmod(0)
    try:
        with nobody():
            ran = empty.run(order, *ORDERS[order])
    finally:
        empty.folder.chmod(0o700)
    one_sentence(ran)


def test_several_problems_are_told_one_a_line(empty: Profile, tmp_path: Path) -> None:
    secret = tmp_path / "clave"
    secret.write_text("corta")
    ran = empty.run("usuarios", "crear", "¿?", "--clave-nueva-archivo", secret)
    assert len(ran.err.splitlines()) > 1
    assert all(line.endswith(".") for line in ran.err.splitlines())


def program(*arguments: object, limit: int | None = None) -> "subprocess.Popen[str]":
    """``casa ARGUMENTS`` as a process of its own; *limit* is the size at which its files stop growing, as on a full
    disk."""

    def prepare() -> None:
        import resource as limits

        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell starts what runs behind it with Ctrl+C ignored
        if limit is not None:
            limits.setrlimit(limits.RLIMIT_FSIZE, (limit, limit))

    before: Callable[[], None] | None = prepare if os.name == "posix" else None
    return subprocess.Popen(
        [sys.executable, "-B", "-m", "casa_desktop", *map(str, arguments)],
        env={**os.environ, "CASA_CLAVE": PASSWORD},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=before,
    )


def ended(process: "subprocess.Popen[str]") -> Ran:
    out, err = process.communicate(timeout=60)
    return Ran(process.returncode, out.encode(), err)


@on_posix
@pytest.mark.parametrize("order", ["informe", "respaldar", "cifras"])
def test_a_full_disk_is_told_and_the_desk_is_sound_afterwards(empty: Profile, order: str) -> None:
    one_sentence(ended(program(order, "--perfil", empty.folder, *ORDERS[order], limit=0)))
    assert empty.run("verificar").status == 0
    assert empty.run(order, *ORDERS[order]).status == 0


@on_posix
@pytest.mark.parametrize("limit", [0, 100_000, 400_000])
def test_a_demo_for_which_there_is_no_room_leaves_a_folder_that_may_be_used(tmp_path: Path, limit: int) -> None:
    folder = tmp_path / "mesa"
    one_sentence(ended(program("demo", "--perfil", folder, "--personas", 30, limit=limit)))
    assert list(folder.iterdir()) == []


@on_posix
def test_an_output_that_takes_nothing_is_told(empty: Profile) -> None:
    command = [sys.executable, "-m", "casa_desktop", "informe", "--perfil", str(empty.folder), *PERIOD]
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            command, env={**os.environ, "CASA_CLAVE": PASSWORD}, stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert ran.returncode == 1
    assert ran.stderr.count("\n") == 1


@on_posix
@pytest.mark.parametrize("seconds", [0.1, 0.4, 1.0])
def test_whoever_presses_ctrl_c_is_told_so_and_finds_nothing_half_done(tmp_path: Path, seconds: float) -> None:
    folder = tmp_path / "mesa"
    process = program("demo", "--perfil", folder, "--personas", 2000, "--meses", 12)
    time.sleep(seconds)  # anywhere: while modules are read, keys are made, persons are invented
    process.send_signal(signal.SIGINT)
    ran = ended(process)
    assert ran.status in (1, -signal.SIGINT)  # Python itself ends so when it was reading generated code
    assert ran.err == f"{INTERRUPTED}\n"
    assert not folder.exists() or list(folder.iterdir()) == []


def test_a_gallery_that_cannot_be_written_ends_with_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "archivo"
    file.write_text("hola")
    one_sentence(ended(program("galeria", "--salida", file)))
