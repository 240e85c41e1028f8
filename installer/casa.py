#!/usr/bin/env python3
"""Prepara todo y abre CASA Desktop; con «pruebas», prepara lo mismo y comprueba el programa.

Standard library only, Linux and Windows. Everything that it makes stands in ``.casa/`` of this checkout; a second
start finds a stamp and goes straight on. Its own messages go to standard error: standard output belongs to the program.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".casa"
ENVIRONMENT = HOME / "entorno"
HALF_DONE = HOME / "a-medias"
"""Stands there from the first change to the last; whoever finds it knows that somebody did not finish."""
LOCKS = {"programa": ROOT / "installer" / "requirements.lock", "pruebas": ROOT / "installer" / "requirements-test.lock"}
OLDEST, NEWEST = (3, 11), (3, 13)
"""Pythons for which every locked library has wheels, also on Windows."""
WAIT_SECONDS = 1200
"""How long a second start waits for the first one to finish setting up."""


def say(text: str) -> None:
    """Tells the person at the keyboard something; never on standard output."""
    print(f"casa: {text}", file=sys.stderr, flush=True)


def leave(text: str) -> NoReturn:
    """Ends with a sentence and status 1."""
    say(text)
    raise SystemExit(1)


# Which Python


def usable(version: tuple[int, ...]) -> bool:
    """Whether the locked libraries exist for that Python."""
    return OLDEST <= version[:2] <= NEWEST


def other_python() -> str | None:
    """The path of a usable Python on this machine, the newest first; None where there is none.

    Each is asked, not only found: launchers and version managers leave names behind that start nothing.
    """
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        for name in ([f"python3.{minor}"], ["py", f"-3.{minor}"]):
            launcher = shutil.which(name[0])
            if launcher is None:
                continue
            asked = [launcher, *name[1:], "-c", "import sys; print(sys.version_info[1], sys.executable)"]
            answer = subprocess.run(asked, capture_output=True, text=True, check=False)
            version, _, path = answer.stdout.strip().partition(" ")
            if answer.returncode == 0 and version == str(minor) and path:
                return path
    return None


def require_python(arguments: Sequence[str]) -> None:
    """Goes on with a Python that fits, if this one does not."""
    if usable(sys.version_info[:2]):
        return
    found = other_python()
    if found is None:
        leave(
            f"este Python es {sys.version_info[0]}.{sys.version_info[1]} y hace falta uno de 3.{OLDEST[1]} a "
            f"3.{NEWEST[1]}. Instálelo y repita la orden; no se cambió nada."
        )
    raise SystemExit(run([found, __file__, *arguments]))


# The environment


def python_of(environment: Path) -> Path:
    """The interpreter of a virtual environment."""
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def fingerprint(lock: Path) -> str:
    """Changes when the lock, the Python or the place of the checkout changes."""
    what = f"{sys.version_info[:2]} {sys.platform} {ROOT}\n".encode()
    return hashlib.sha256(what + lock.read_bytes()).hexdigest()


def ready(kind: str) -> bool:
    """Whether the environment holds exactly what the lock of *kind* names."""
    stamp = HOME / f"{kind}.listo"
    try:
        return stamp.read_text(encoding="ascii") == fingerprint(LOCKS[kind]) and python_of(ENVIRONMENT).exists()
    except (OSError, UnicodeDecodeError):
        return False


def prepare(kind: str) -> None:
    """Makes or mends the environment; an interrupted one is mended by the next start."""
    if ready(kind):
        return
    HOME.mkdir(exist_ok=True)
    with only_one():
        if ready(kind):  # somebody else finished it while this one waited
            return
        began = time.monotonic()
        stamp = HOME / f"{kind}.listo"
        stamp.unlink(missing_ok=True)
        broken = HALF_DONE.exists()
        HALF_DONE.touch()
        make_environment(anew=broken)
        say("instalando las bibliotecas; la primera vez tarda unos minutos…")
        if not install_locked(LOCKS[kind]):
            leave("no se pudieron instalar las bibliotecas. Revise la conexión y el disco, y repita la orden.")
        link_checkout()
        HALF_DONE.unlink()
        stamp.write_text(fingerprint(LOCKS[kind]), encoding="ascii")
        say(f"listo en {time.monotonic() - began:.0f} s.")


def install_locked(lock: Path) -> bool:
    """Lets pip install exactly what *lock* names, as this machine's pip is set up; False where that failed."""
    pip = [str(python_of(ENVIRONMENT)), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    locked = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(lock)]
    patience = [] if sys.stderr.isatty() else ["-q"]  # somebody who watches sees the downloads move
    # Modules of another installation on PYTHONPATH would count as installed here.
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PIP_USER")}
    return run([*pip, *patience, *locked], output_to_error=True, environment=environment) == 0


def make_environment(*, anew: bool) -> None:
    """A virtual environment of this Python; one of another Python, or one left half made (*anew*), is thrown away.

    Where an installation was killed, pip takes a package for installed whose files may not all be there.
    """
    python = python_of(ENVIRONMENT)
    if python.exists() and not anew:
        asked = [str(python), "-c", "import sys, pip; print(sys.version_info[:2])"]
        answer = subprocess.run(asked, capture_output=True, text=True, check=False)
        if answer.stdout.strip() == str(sys.version_info[:2]):
            return
    say("creando el entorno del programa…")
    for stamp in HOME.glob("*.listo"):
        stamp.unlink()
    making = [sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)]
    if run(making, output_to_error=True) == 0:
        return
    version = f"python3.{sys.version_info[1]}-venv"
    if not (may_install() and apt_install([version]) and run(making, output_to_error=True) == 0):
        leave(f"no se pudo crear el entorno. En Debian: sudo apt-get install -y {version}")


def link_checkout() -> None:
    """Lets the environment import the checkout itself: no build, and an update needs no new installation.

    The path is relative, hence ASCII: which encoding Python reads such a file in depends on its version and the system.
    """
    folder = Path(sysconfig.get_path("purelib", "venv", {"base": str(ENVIRONMENT)}))
    (folder / "casa_desktop_checkout.pth").write_text(f"{os.path.relpath(ROOT, folder)}\n", encoding="ascii")


@contextmanager
def only_one() -> Iterator[None]:
    """Two starts at once: the second waits for the first."""
    with (HOME / "candado").open("a+b") as file:
        limit = time.monotonic() + WAIT_SECONDS
        told = False
        while not _locked(file.fileno()):
            if not told:
                say("otra ventana está preparando el programa; se espera a que termine…")
                told = True
            if time.monotonic() > limit:
                leave("la otra preparación no termina. Cierre las demás ventanas de CASA y repita la orden.")
            time.sleep(0.5)
        yield


def _locked(descriptor: int) -> bool:
    """Tries once to take the lock, which the system lets go when the process ends."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


# Libraries of the system


def may_install() -> bool:
    """Whether this process may use apt-get."""
    return os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(packages: Sequence[str]) -> bool:
    """Installs Debian packages; False where that failed."""
    path = os.environ.get("PATH", os.defpath) + ":/usr/sbin:/sbin"  # dpkg calls ldconfig
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "PATH": path}
    run(["apt-get", "update", "-q"], output_to_error=True, environment=quiet)
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300", *packages]
    return run(install, output_to_error=True, environment=quiet) == 0


def prepare_system(*, window: bool) -> None:
    """Installs the missing libraries where that is allowed, else names them in one line to copy."""
    packages = system_libraries().missing(window=window)
    if not packages:
        return
    if may_install():
        say("instalando bibliotecas del sistema: " + " ".join(packages))
        if apt_install(packages):
            return
    say("faltan bibliotecas del sistema. Copie y ejecute esta línea, y repita la orden:")
    print(f"sudo apt-get update && sudo apt-get install -y {' '.join(packages)}", file=sys.stderr, flush=True)


def system_libraries() -> ModuleType:
    """Loaded when needed: a Python that is too old must get as far as the sentence that says so."""
    from installer import system_libraries

    return system_libraries


def opens_window(arguments: Sequence[str]) -> bool:
    """Whether a window comes up: no sub-command, and a display to show it on."""
    named = bool(arguments) and arguments[0] not in ("--demo", "--perfil")
    return not named and any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


# What is started


def run(command: Sequence[str], *, output_to_error: bool = False, environment: dict[str, str] | None = None) -> int:
    """Runs a program to its end and gives its exit status; 1 where it could not start."""
    try:
        return subprocess.run(
            command, check=False, env=environment, stdout=sys.stderr if output_to_error else None
        ).returncode
    except OSError as error:
        say(f"no se pudo ejecutar {Path(command[0]).name}: {error.strerror}")
        return 1


def start(arguments: Sequence[str]) -> int:
    """Hands over to the program with everything that was typed."""
    command = [str(python_of(ENVIRONMENT)), "-P", "-m", "casa_desktop", *arguments]
    if os.name == "posix":
        sys.stderr.flush()
        os.execv(command[0], command)
    return run(command)


def tests(arguments: Sequence[str]) -> int:
    """Lint, types, import contracts and tests; with arguments, only pytest with them. Pytest's closing line is last."""
    python = str(python_of(ENVIRONMENT))
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("CASA_CLAVE", None)
    os.chdir(ROOT)
    if arguments:
        return run([python, "-m", "pytest", *arguments], environment=environment)
    checks = (
        ("reglas de estilo", [python, "-m", "ruff", "check", "."]),
        ("formato", [python, "-m", "ruff", "format", "--check", "."]),
        ("tipos", [python, "-m", "mypy"]),
        ("contratos entre módulos", [python, "-c", "from importlinter.cli import lint_imports_command as c; c()"]),
    )
    failed = []
    for name, command in checks:
        say(name)
        if run(command, environment=environment, output_to_error=True) != 0:
            failed.append(name)
    if failed:
        say("no pasó: " + ", ".join(failed))
    say("pruebas")
    status = run([python, "-m", "pytest"], environment=environment)
    return status or int(bool(failed))


def main(arguments: Sequence[str]) -> int:
    """Prepares what the order needs and carries it out."""
    require_python(arguments)
    testing = list(arguments[:1]) == ["pruebas"]
    kind = "pruebas" if testing else "programa"
    first = not ready(kind)
    window = opens_window(arguments)
    draws = window or testing or list(arguments[:1]) == ["galeria"]
    if first or draws:
        prepare_system(window=window or (first and not testing))
    if first:
        prepare(kind)
    if draws and system_libraries().missing(window=window):
        return 1  # Qt would abort, in English
    return tests(arguments[1:]) if testing else start(arguments)


if __name__ == "__main__":
    sys.path[0] = str(ROOT)
    try:
        sys.exit(main(sys.argv[1:]))
    except OSError as error:
        leave(f"no se pudo preparar el programa: {error.strerror}: {error.filename or ROOT}")
    except KeyboardInterrupt:
        leave("interrumpido. No se perdió nada: repita la orden y termina lo que quedó a medias.")
