"""A breakdown against the bare driver: ``python -m tests.benchmarks.breakdown --services 200000``.

Both read the same columns of the same months from one encrypted file, taking turns; the driver leaves them as tuples,
the program makes of them what it counts. The ratio of the medians should stay at or under 1.5. What the whole verb
takes, with counting, is told in milliseconds, also with a filter, which counts twice, and so is what opens a cell.
"""

import argparse
import gc
import statistics as numbers
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from casa_desktop.domain.breakdowns import PartOrigin, Request
from casa_desktop.domain.counted import NO_DATA, Dimension
from casa_desktop.domain.indicators import Indicator, Rule
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.scope import Scope
from casa_desktop.services import breakdowns, origins
from casa_desktop.services.numbers import gather
from casa_desktop.services.origins import OriginQuery
from casa_desktop.services.runner import Runner
from casa_desktop.storage.breakdowns import Breakdowns
from tests.benchmarks.report import FIRST_DAY, fill, timed
from tests.benchmarks.visit import make_runner

LIMIT = 1.5
MONTHS = 12
_PERSONS = Indicator(Rule.PERSONS)
_ASKED: dict[tuple[Dimension, Dimension], tuple[str, str]] = {
    (Dimension.AGE, Dimension.SEX): (
        "w.birth_date, w.age_from, w.age_to, w.age_stated_on, w.sex",
        "",
    ),
    (Dimension.SERVICE, Dimension.MONTH): ("t.code, s.month", ""),
    (Dimension.PROFILE, Dimension.FUNDER): (
        "v.profile, f.code",
        "JOIN visit v ON v.id = s.visit_id LEFT JOIN catalog_item f ON f.id = s.funder_id",
    ),
}
"""What the driver reads and joins for each."""


def by_driver(raw: Any, columns: str, joins: str, period: Period) -> int:
    """How many rows there were."""
    raw.execute("BEGIN IMMEDIATE")
    rows = raw.execute(
        f"SELECT s.id, w.id, s.date, CASE WHEN t.by_quantity THEN s.quantity ELSE 1 END, {columns}"
        " FROM service s JOIN person k ON k.id = s.person_id JOIN person w ON w.id = k.canonical_id"
        f" JOIN service_type t ON t.id = s.service_type_id {joins}"
        " WHERE s.voided_at IS NULL AND s.month BETWEEN ? AND ? AND s.companion = 0",
        (period.first.number, period.last.number),
    ).fetchall()
    raw.execute("COMMIT")
    return len(rows)


def by_program(runner: Runner, by: tuple[Dimension, Dimension], period: Period) -> int:
    """How many rows there were."""
    with runner.batch() as ctx:
        numbers_of = gather(ctx, period, ())
        months = numbers_of.record_months(_PERSONS)
        return len(Breakdowns(ctx.work.connection).read(numbers_of.selection, _PERSONS, months, by))


def in_turns(rounds: int, *calls: Callable[[], object]) -> list[float]:
    """The median of each, in seconds."""
    times: list[list[float]] = [[] for _ in calls]
    for at in range(rounds):
        pairs = list(zip(times, calls, strict=True))
        for kept, call in pairs if at % 2 else reversed(pairs):
            kept.append(timed(call))
    return [numbers.median(each) for each in times]


def measure(runner: Runner, rounds: int) -> bool:
    """Prints everything; false where a ratio is over the limit or the two do not read the same rows."""
    period = Period(Month.of(FIRST_DAY), Month.of(FIRST_DAY).plus(MONTHS - 1))
    good = True
    gc.disable()  # as in the program: see ui/garbage.py
    with runner.batch() as ctx:
        raw: Any = ctx.work.connection.connection.dbapi_connection
    for by, (columns, joins) in _ASKED.items():
        rows = by_driver(raw, columns, joins, period)
        if rows != by_program(runner, by, period):
            print("the two do not agree")
            return False
        mine, bare = in_turns(
            rounds,
            lambda by=by: by_program(runner, by, period),  # type: ignore[misc]  # mypy infers no type for a default
            lambda columns=columns, joins=joins: by_driver(raw, columns, joins, period),  # type: ignore[misc]  # as above
        )
        good = good and mine / bare <= LIMIT
        told = " and ".join(by)
        print(f"{told:20} {rows} rows: {mine * 1000:5.0f} ms, driver {bare * 1000:5.0f} ms, ratio {mine / bare:.2f}")
        plain = Request(_PERSONS, Scope.of(period), *by)
        some = {Dimension.COUNTRY: frozenset({NO_DATA})}
        filtered = Request(_PERSONS, Scope.of(period, some), *by)
        whole, twice, part = in_turns(
            max(3, rounds // 3),
            lambda: runner.run(breakdowns.breakdown, plain),  # noqa: B023  # called in this turn of the loop
            lambda: runner.run(breakdowns.breakdown, filtered),  # noqa: B023  # as above
            lambda: runner.run(origins.records, OriginQuery(PartOrigin(plain))),  # noqa: B023  # as above
        )
        print(f"  counted {whole * 1000:.0f} ms, with a filter {twice * 1000:.0f} ms, its total {part * 1000:.0f} ms")
    return good


def on_a_desk(said: str, services: int, measure: Callable[[Runner, int], bool], arguments: list[str]) -> int:
    """Makes a desk of as many *services* as are asked for, and measures on it; 1 where a limit is passed."""
    parser = argparse.ArgumentParser(description=said)
    parser.add_argument("--services", type=int, default=services)
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        runner = make_runner(Path(folder))
        fill(runner, given.services)
        good = measure(runner, given.rounds)
        runner.base.close()
    return 0 if good else 1


def main(arguments: list[str]) -> int:
    return on_a_desk("A breakdown against the bare driver.", 200_000, measure, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
