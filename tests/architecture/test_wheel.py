"""The program installed as a package: what a wheel holds, and that it works away from the checkout."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from casa_desktop.version import VERSION

ROOT = Path(__file__).parents[2]


def run(*command: str | Path, cwd: Path) -> str:
    """Standard output of a program that must succeed, away from the checkout and its variables."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "CASA_"))}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False, timeout=110)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a new environment that holds the wheel and sees the libraries of this one."""
    home = tmp_path_factory.mktemp("installed") / "entorno"
    run(sys.executable, "-m", "venv", "--without-pip", home, cwd=home.parent)
    there = Path(sysconfig.get_path("purelib", "venv", {"base": str(home)}))
    (there / "libraries.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    scripts = Path(sysconfig.get_path("scripts", "venv", {"base": str(home)}))
    (python,) = scripts.glob("python.exe" if os.name == "nt" else "python")
    offline = ("--no-deps", "--no-index", "--no-cache-dir", "--quiet", "--disable-pip-version-check")
    run(sys.executable, "-m", "pip", "--python", python, "install", *offline, wheel, cwd=home.parent)
    return scripts


def test_the_wheel_holds_the_program_and_its_resources_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = packed.namelist()
    tops = {name.partition("/")[0] for name in names}
    assert tops == {"casa_desktop", f"casa_desktop-{VERSION}.dist-info"}
    shipped = {path.relative_to(ROOT).as_posix() for path in (ROOT / "resources").rglob("*") if path.is_file()}
    assert {f"casa_desktop/{name}" for name in shipped} <= set(names)


def test_the_installed_program_is_not_the_checkout(programs: Path, tmp_path: Path) -> None:
    asked = (
        "import casa_desktop.version as v, casa_desktop.paths as p; print(v.__file__); print(p.resource('catalogo'))"
    )
    version, catalogue = run(programs / "python", "-c", asked, cwd=tmp_path).splitlines()
    assert Path(version).is_relative_to(programs.parent)
    assert Path(catalogue).is_relative_to(programs.parent)
    assert Path(catalogue).is_dir()


@pytest.mark.parametrize("start", [["casa"], ["python", "-m", "casa_desktop"]], ids=" ".join)
def test_the_installed_program_starts_by_both_names(programs: Path, tmp_path: Path, start: list[str]) -> None:
    assert VERSION in run(programs / start[0], *start[1:], "--version", cwd=tmp_path)


def test_the_installed_program_prints_a_pdf(programs: Path, tmp_path: Path) -> None:
    demo = run(programs / "casa", "demo", "--perfil", "perfil", "--personas", "5", "--meses", "1", cwd=tmp_path)
    users = dict(line.split("\t") for line in demo.splitlines() if "\t" in line)
    (tmp_path / "clave").write_text(users["coordinacion"], encoding="utf-8")
    who = ("--perfil", "perfil", "--usuario", "coordinacion", "--clave-archivo", "clave")
    months = ("--desde", "2019-01", "--hasta", "2019-02")
    run(programs / "casa", "informe", *who, *months, "--formato", "pdf", "--salida", "tabla.pdf", cwd=tmp_path)
    assert (tmp_path / "tabla.pdf").read_bytes().startswith(b"%PDF-")
