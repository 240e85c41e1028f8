"""Puts a small real profile of today's schema into the museum, where it must open for ever.

``python -m tests.museum.make`` at every release that brings a revision. What stands there is never made again once it
has been released; until then ``--again`` replaces it. The people are invented; users, passwords and one recovery sheet
stand beside it in ``expected.json``, with what the profile must still answer.
"""

import argparse
import json
import shutil
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from casa_desktop.demo import scenarios
from casa_desktop.demo.scenarios import Order, Scenario
from casa_desktop.domain.clock import FixedClock
from casa_desktop.domain.founding import FirstDesk
from casa_desktop.storage import profile
from casa_desktop.storage.schema import HEAD
from casa_desktop.version import VERSION
from casa_desktop.wiring import Door
from tests.museum.asking import answers

MUSEUM = Path(__file__).parent
LAST_DAY = date(2026, 11, 20)
EXPECTED = "expected.json"


def make(target: Path) -> None:
    """A desk of forty persons over two months, with eight users and sealed notes."""
    order = Order(Scenario.DESK, persons=40, months=2, seed=345, until=LAST_DAY)
    clock = FixedClock.on(order.first_day, 7)
    door = Door(target, clock)
    username, full_name = scenarios.FOUNDING
    code, town = scenarios.MUNICIPALITY
    first = FirstDesk(scenarios.DESK_NAME, code, username, full_name, order.founder_password, town)
    founded = door.found(first)
    with closing(door.unlock(username, order.founder_password)) as desk:
        users = dict(scenarios.fill(desk.runner, clock, order, founded.sheets[0]))
    for name in (profile.LOCK, profile.LOG):
        (target / name).unlink(missing_ok=True)
    expected: dict[str, Any] = {"program": VERSION, "users": users, "sheet": founded.sheets[1]}
    expected["answers"] = answers(target, users, founded.sheets[1])
    text = json.dumps(expected, ensure_ascii=False, indent=1, sort_keys=True)
    (target / EXPECTED).write_text(text + "\n", encoding="utf-8")


def main() -> int:
    """Writes the folder named after the number of the newest revision."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--again", action="store_true", help="replace what is there; only before its release")
    again = parser.parse_args().again
    target = MUSEUM / HEAD.partition("_")[0]
    if target.exists():
        if not again:
            print(f"{target.name} is in the museum already, and stays as it is", file=sys.stderr)
            return 1
        shutil.rmtree(target)
    make(target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
