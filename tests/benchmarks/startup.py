"""From the command to a painted window, and the memory of the first page: ``python -m tests.benchmarks.startup``.

Each figure is a whole process, started anew: an empty PySide6 window, the login page of a desk, and the first page
after a password was typed. The pause while somebody types is left out; what the program does in it is not waited for.
Memory is compared with an empty window in a process that has also loaded SQLAlchemy and SQLCipher.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NoReturn

from casa_desktop.demo.scenarios import Order, Scenario
from casa_desktop.domain.clock import SystemClock
from casa_desktop.wiring import make_demo

LIMIT_LOGIN, LIMIT_FIRST_PAGE, LIMIT_MEMORY = 1.5, 3.0, 1.5
TYPING_SECONDS = 2.5
"""How long somebody types a password of four words; a quick hand."""
SEED = 2019

EMPTY = """
from PySide6.QtWidgets import QApplication, QMainWindow
from tests.benchmarks.startup import after_paint, told
app = QApplication([])
window = QMainWindow()
window.resize(1366, 768)
window.show()
after_paint(window, lambda: True)
told("window")
"""
LIBRARIES = "import sqlalchemy, sqlalchemy.dialects.sqlite, sqlcipher3.dbapi2\n"


def told(what: str) -> None:
    """Prints a moment of the machine's clock and the resident memory of this process, in bytes."""
    import psutil

    print(f"{what} {time.monotonic()} {psutil.Process().memory_info().rss}", flush=True)


def after_paint(widget: object, ready: Callable[[], bool]) -> None:
    """Lets Qt work until *ready* holds and *widget* stands painted on the screen."""
    from PySide6.QtWidgets import QApplication, QWidget

    assert isinstance(widget, QWidget)
    limit = time.monotonic() + 60
    while not ready():
        QApplication.processEvents()
        if time.monotonic() > limit:
            print("the window never came", file=sys.stderr, flush=True)
            os._exit(1)
    widget.repaint()
    QApplication.processEvents()


def enter(folder: Path, username: str, password: str) -> None:
    """The program itself, with hands that wait for the login page, type and wait for the first page."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

    from casa_desktop import app

    def hands(_: object) -> NoReturn:
        window = next(w for w in QApplication.topLevelWidgets() if w.isWindow() and w.isVisible())

        def found(name: str) -> QWidget | None:
            widget = window.findChild(QWidget, name)
            return widget if widget is not None and widget.isVisible() else None

        after_paint(window, lambda: found("password_edit") is not None)
        told("login")
        typed = found("password_edit")
        assert typed is not None
        line = typed if isinstance(typed, QLineEdit) else typed.findChild(QLineEdit)
        assert isinstance(line, QLineEdit)
        line.setFocus()
        pause = time.monotonic() + TYPING_SECONDS
        while time.monotonic() < pause:
            QApplication.processEvents()
            time.sleep(0.01)
        line.setText(password)
        told("typed")
        QTest.keyClick(line, Qt.Key.Key_Return)
        after_paint(window, lambda: found("password_edit") is None and found(FIRST_PAGE) is not None)
        told("page")
        os._exit(0)

    QApplication.exec = hands  # type: ignore[method-assign, assignment]  # the hands stand in for a person
    assert username
    app.run(folder)


FIRST_PAGE = "today_page"


def moments(arguments: list[str]) -> tuple[float, dict[str, tuple[float, int]]]:
    """Starts a process and gives its start and, by name, every moment (seconds since then) and memory it told."""
    environment = dict(os.environ)
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, check=False, env=environment, timeout=120
    )
    if done.returncode != 0:
        raise SystemExit(done.stderr)
    lines = [line.split() for line in done.stdout.splitlines()]
    return began, {name: (float(at) - began, int(memory)) for name, at, memory in lines}


def main() -> int:
    """Prints the three ratios, medians of interleaved runs; exit status 1 where one is over its limit."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--enter", nargs=3, metavar=("FOLDER", "USER", "PASSWORD"))
    given = parser.parse_args()
    if given.enter:
        enter(Path(given.enter[0]), given.enter[1], given.enter[2])
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "perfil"
        today: date = SystemClock().today()
        users = dict(make_demo(folder, Order(Scenario.DESK, 300, 3, SEED, until=today)))
        times: dict[str, list[float]] = {"empty": [], "login": [], "first page": []}
        memory: dict[str, list[float]] = {"empty + libraries": [], "first page": []}
        user = "coordinacion"
        for _ in range(given.runs):
            times["empty"].append(moments(["-c", EMPTY])[1]["window"][0])
            memory["empty + libraries"].append(moments(["-c", LIBRARIES + EMPTY])[1]["window"][1] / 2**20)
            mine = moments(["-m", "tests.benchmarks.startup", "--enter", str(folder), user, users[user]])[1]
            times["login"].append(mine["login"][0])
            times["first page"].append(mine["login"][0] + mine["page"][0] - mine["typed"][0])
            memory["first page"].append(mine["page"][1] / 2**20)
    median = {what: statistics.median(values) for what, values in times.items()}
    weight = {what: statistics.median(values) for what, values in memory.items()}
    ratios = (
        ("start to login page / empty window", median["login"] / median["empty"], LIMIT_LOGIN),
        ("start, login, first page / empty window", median["first page"] / median["empty"], LIMIT_FIRST_PAGE),
        ("memory / empty window with libraries", weight["first page"] / weight["empty + libraries"], LIMIT_MEMORY),
    )
    for what, seconds in median.items():
        print(f"{what:<20} {seconds:6.3f} s")
    for what, size in weight.items():
        print(f"{what:<20} {size:6.1f} MB")
    for what, ratio, limit in ratios:
        print(f"{what:<42} {ratio:5.2f}  (limit {limit})")
    return int(any(ratio > limit for _, ratio, limit in ratios))


if __name__ == "__main__":
    sys.exit(main())
