"""The program itself where there is no window: what it says before anything is opened."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def program(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own, without a display."""
    bare = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    return subprocess.run(
        [sys.executable, "-m", "casa_desktop", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=bare | environment,
        timeout=60,
    )


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
def test_without_a_display_it_says_so_and_names_the_orders() -> None:
    done = program()
    assert (done.returncode, done.stdout) == (1, "")
    for order in ("demo", "informe", "cifras", "respaldar", "restaurar", "verificar", "usuarios", "galeria"):
        assert order in done.stderr
    assert "Traceback" not in done.stderr


def test_the_version_is_told_at_once() -> None:
    done = program("--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("CASA Desktop ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("duendes",),
        ("informe",),
        ("informe", "--perfil"),
        ("--perfil",),
        ("--demo", "--duendes"),
        ("--demo=sí",),
        ("--demo", "informe"),
        ("galeria",),
        ("galeria", "--salida"),
        ("galeria", "--salida", "x", "--duendes"),
    ],
)
def test_wrong_usage_is_told_in_spanish(arguments: tuple[str, ...]) -> None:
    done = program(*arguments)
    assert done.returncode == 2
    assert "uso:" in done.stderr
    assert not any(word in done.stderr for word in ("usage", "required", "error:", "choose", "argument", "expected"))


@pytest.mark.parametrize("arguments", [("-h",), ("--demo", "--help"), ("--perfil", "x", "-h"), ("galeria", "--ayuda")])
def test_the_help_is_in_spanish(arguments: tuple[str, ...]) -> None:
    done = program(*arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("uso:") == 1
    assert "opciones:" in done.stdout
    assert "muestra esta ayuda y termina" in done.stdout
    assert not any(word in done.stdout for word in ("usage", "options:", "show this"))
