"""A small checkout with the real installer, an empty lock and a program that only tells what it was handed."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAM = """
import os, sys
print("argumentos", *map(repr, sys.argv[1:]))
print("carpeta", os.getcwd())
print("programa", os.path.dirname(os.path.abspath(__file__)))
sys.exit(int(os.environ.get("ESTADO", "0")))
"""


@dataclass(frozen=True)
class Ran:
    """What one start said and how it ended."""

    status: int
    out: str
    err: str


@dataclass(frozen=True)
class Checkout:
    """A folder with ``installer/`` and ``casa_desktop/`` in it."""

    root: Path

    @property
    def made(self) -> Path:
        return self.root / ".casa"

    @property
    def environment(self) -> Path:
        return self.made / "entorno"

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, str(self.root / "installer" / "casa.py"), *arguments]

    def variables(self, **more: str) -> dict[str, str]:
        """A clean environment: no display, no network for pip, nothing of whoever runs the tests."""
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
        return {**kept, "HOME": str(self.root), "PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull, **more}

    def run(self, *arguments: str, cwd: Path | None = None, **more: str) -> Ran:
        done = subprocess.run(
            self.command(*arguments),
            cwd=cwd or self.root,
            env=self.variables(**more),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=100,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        """A start that goes on by itself."""
        return subprocess.Popen(
            self.command(*arguments),
            cwd=self.root,
            env=self.variables(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )


def make_checkout(root: Path) -> Checkout:
    """A checkout that nobody has started yet."""
    (root / "casa_desktop").mkdir(parents=True)
    (root / "casa_desktop" / "__main__.py").write_text(PROGRAM, encoding="utf-8")
    shutil.copytree(ROOT / "installer", root / "installer", ignore=shutil.ignore_patterns("__pycache__"))
    for lock in (root / "installer").glob("*.lock"):
        lock.write_text("# nada\n", encoding="utf-8")
    return Checkout(root)
