"""From a key in the box to the painted list, in a real window: ``python -m tests.benchmarks.typing --persons 100000``.

«Hoy» stands in an offscreen window of 1366×768 over an encrypted base on its own thread. Persons of the base are typed
in letter by letter, as they stand there and with one slip, at the rhythm of a quick hand. Measured are

- a key until the list stands painted with who begins so (where nobody does: until that is known),
- the last key until who resembles it stands painted too, the pause of the typing included,
- the bare driver asked for the same beginnings with all that a row shows, one after the other on the same thread.

``--pauses`` measures other lengths of the pause after which the matcher is asked.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from casa_desktop.domain.text import fold
from casa_desktop.services.runner import Runner
from casa_desktop.settings import SettingsFile
from casa_desktop.ui.application import Frame, make_application, make_frame
from casa_desktop.ui.changes import Hub
from casa_desktop.ui.pages import pages_for
from casa_desktop.ui.people.picker import PersonPicker
from casa_desktop.ui.session import Session
from casa_desktop.ui.shell import Shell
from casa_desktop.ui.today.page import TodayPage
from tests.benchmarks.matching import make_questions
from tests.benchmarks.matching_base import fill
from tests.benchmarks.matching_people import Person, make_persons
from tests.benchmarks.search import _BARE as BARE
from tests.benchmarks.search import bare
from tests.benchmarks.visit import TODAY, make_runner

LIMIT_P95 = 50.0
"""Milliseconds from a key to the painted list."""
_FASTEST, _SLOWEST = 0.07, 0.19
"""Seconds between two keys of somebody who types all day."""


class Painted(QObject):
    """Counts the paints of a list."""

    def __init__(self, picker: PersonPicker) -> None:
        super().__init__()
        self.count = 0
        picker.list.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return super().eventFilter(watched, event)


class Hand:
    """Types into the picker and measures."""

    def __init__(self, picker: PersonPicker) -> None:
        self._picker, self._painted = picker, Painted(picker)
        self._chance = random.Random(5)
        self.keys: list[float] = []
        self.ends: list[float] = []
        self.slowest = ""

    def write(self, text: str) -> None:
        """One person, from the empty box to the last answer."""
        picker, finding = self._picker, self._picker.finding
        picker.clear()
        _until(lambda: not picker.list.isVisible())
        start = 0.0
        for letter in text:
            before = self._painted.count
            start = time.perf_counter()
            _key(picker, letter)
            if letter == " ":
                continue  # asks nothing new
            self._until_painted(lambda: finding.answered == picker.text, before)
            took = (time.perf_counter() - start) * 1000
            if not self.keys or took > max(self.keys):
                self.slowest = picker.text
            self.keys.append(took)
            # A hand does not wait for the list, and the loop goes on while it moves.
            self._rest_until(start + self._chance.uniform(_FASTEST, _SLOWEST))
        self._until_painted(lambda: not finding.waiting, self._painted.count - 1)
        self.ends.append((time.perf_counter() - start) * 1000)

    def _rest_until(self, moment: float) -> None:
        _until(lambda: time.perf_counter() >= moment)

    def _until_painted(self, ready: Callable[[], bool], before: int) -> None:
        _until(ready)
        QApplication.processEvents()
        listed = self._picker.list
        if listed.isVisible() and listed.hits:
            _until(lambda: self._painted.count > before)


def _key(picker: PersonPicker, letter: str) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
        QCoreApplication.sendEvent(picker.edit, event)


def _until(holds: Callable[[], bool], seconds: float = 30.0) -> None:
    end = time.perf_counter() + seconds
    while not holds():
        QApplication.processEvents()
        if time.perf_counter() > end:
            raise TimeoutError
        time.sleep(0.0002)


def texts(persons: Sequence[Person]) -> list[str]:
    """What is typed: a name, or a name and a number, as people write at the counter."""
    chance = random.Random(9)
    made = []
    for person in persons:
        parts = [person.first_name, person.first_surname, chance.choice((person.second_surname, ""))]
        parts.append(person.document if chance.random() < 0.4 else "")
        made.append(" ".join(part.lower() for part in parts if part))
    return made


def on_db(frame: Frame, job: Callable[[], Any]) -> Any:
    """What *job* gives on the thread of the base."""
    found: list[Any] = []
    frame.tasks.run(job, owner=frame.window, done=found.append, cancellable=False)  # None counts as an answer too
    _until(lambda: bool(found), seconds=900)
    return found[0]


def show(frame: Frame, runner: Runner, folder: Path) -> PersonPicker:
    """«Hoy» of reception, as it comes up."""
    session = Session(
        actor=runner.actor,
        runner=runner,
        tasks=frame.tasks,
        hub=Hub(),
        prompts=frame.prompts,
        clock=runner.clock,
        settings_file=SettingsFile(folder / "ajustes.toml"),
    )
    shell = Shell(session, pages_for(runner.actor.roles))
    frame.window.show_screen(shell)
    frame.window.resize(1366, 768)
    frame.window.show()
    shell.go("today")
    _until(lambda: not frame.tasks.pending())
    page = shell.page()
    assert isinstance(page, TodayPage)
    page.focus_first()
    return page.entry.picker


def engine(runner: Runner, typed: Sequence[str]) -> float:
    """The median of the bare driver for every beginning of *typed*, in milliseconds."""
    with runner.batch() as ctx:
        raw: Any = ctx.work.connection.connection.dbapi_connection
    times = []
    for text in typed:
        for length in range(1, len(text) + 1):
            asked = fold(text[:length]).strip()
            start = time.perf_counter()
            bare(raw, BARE, asked)
            times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def report(name: str, hand: Hand, bare_median: float) -> float:
    """Prints one line and gives the p95 of a key."""
    p50, p95 = statistics.median(hand.keys), statistics.quantiles(hand.keys, n=20)[18]
    end50, end95 = statistics.median(hand.ends), statistics.quantiles(hand.ends, n=20)[18]
    print(
        f"{name:30} {len(hand.keys):6} {p50:7.1f} {p95:7.1f} {max(hand.keys):7.1f}"
        f"   {end50:7.1f} {end95:7.1f}   {bare_median:6.2f} {p50 / bare_median:6.1f}   slowest «{hand.slowest}»"
    )
    return p95


def main() -> int:
    """Status 1 where the limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--persons", type=int, default=100_000)
    parser.add_argument("--typed", type=int, default=60, help="so many persons are typed, half of them with a slip")
    parser.add_argument("--pauses", type=int, nargs="*", default=[], help="milliseconds")
    given = parser.parse_args()
    frame = make_frame(make_application())
    chosen = set(random.Random(3).sample(range(given.persons), 4 * given.typed))
    known = [each for i, each in enumerate(make_persons(given.persons, 11)) if i in chosen]
    half = given.typed // 2
    slips = [q.person for q in make_questions(known, half, 11) if q.errors == 1][:half]
    good = True
    with tempfile.TemporaryDirectory(dir=os.environ.get("CASA_BENCHMARKS")) as name:
        folder = Path(name)

        def make() -> Runner:
            runner = make_runner(folder)
            fill(runner, make_persons(given.persons, 11))
            return runner

        start = time.perf_counter()
        runner: Runner = on_db(frame, make)
        print(f"{given.persons:,} persons, day {TODAY}, written in {time.perf_counter() - start:.0f} s")
        picker = show(frame, runner, folder)
        print(
            f"{'milliseconds':30} {'keys':>6} {'p50':>7} {'p95':>7} {'max':>7}   {'last':>7} {'p95':>7}"
            f"   {'bare':>6} {'ratio':>6}"
        )
        for pause in given.pauses or [picker.finding._pause.interval()]:
            picker.finding._pause.setInterval(pause)
            for kind, people in (("as it stands in the base", known[:half]), ("with one slip", slips)):
                typed = texts(people)
                hand = Hand(picker)
                for text in typed:
                    hand.write(text)
                bare_median = on_db(frame, partial(engine, runner, typed))
                good = report(f"{kind}, pause {pause}", hand, bare_median) <= LIMIT_P95 and good
        on_db(frame, runner.base.close)
        frame.tasks.close()
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
