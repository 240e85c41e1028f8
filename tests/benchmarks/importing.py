"""``casa importar`` without the command line: ``python -m tests.benchmarks.importing [persons]``.

Families as the benchmark of matching makes them, one in fifty written down a second time with a slip, go through the
file, the reading of rows and the verb into an encrypted base, and are taken back. Printed are seconds of the clock and
of the processor, persons a second, the ratio to the bare driver that inserts as many rows of one narrow table, how many
of those written twice were told, and the most memory that the process had.
"""

import csv
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from casa_desktop.domain.ids import new_id
from casa_desktop.domain.import_columns import guess
from casa_desktop.domain.import_values import RowReader
from casa_desktop.domain.importing import Incoming
from casa_desktop.readers.people import PeopleFile, open_people
from casa_desktop.services import importing
from casa_desktop.services.import_planning import Planned
from casa_desktop.services.importing import ImportFile, UndoImport
from casa_desktop.services.runner import Runner
from casa_desktop.texts.ui_importing import country_codes
from tests.benchmarks.matching_errors import again
from tests.benchmarks.matching_people import COLUMNS, TODAY, make_persons
from tests.benchmarks.visit import make_runner

PERSONS = 20_000
TWICE = 50
ROWS_OF_A_PERSON = 45
"""Entries of tables and indexes that a person of the benchmark costs, about."""


def write(path: Path, persons: int) -> set[str]:
    """The file; gives the ids of those who stand in it before."""
    chance = random.Random(7)
    twice: set[str] = set()
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(COLUMNS)
        for at, person in enumerate(make_persons(persons, 11)):
            rows.writerow(person.row)
            if at % TWICE == 0:
                other = again(chance, person, 1).person.but(id=f"{person.id}-bis")
                twice.add(other.id)
                rows.writerow(other.row)
    return twice


def incoming(file: PeopleFile) -> Iterator[Incoming]:
    columns = guess(file.sample)
    reader = RowReader(columns, country_codes(), TODAY)
    for at, cells in enumerate(file.rows()):
        if at > columns.head and (row := reader.read(at + 1, cells)) is not None:
            yield row


def bare(runner: Runner, rows: int) -> float:
    """Seconds of the processor for as many rows without any of the program."""
    begun = time.process_time()
    with runner.batch() as ctx:
        raw: Any = ctx.work.connection.connection.dbapi_connection
        raw.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, word TEXT)")
        raw.executemany("INSERT INTO bare VALUES (?, ?)", ((at, f"word {at}") for at in range(rows)))
        raw.execute("DROP TABLE bare")
    return time.process_time() - begun


def main(persons: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "personas.csv"
        twice = write(path, persons)
        runner = make_runner(Path(folder))
        least = bare(runner, persons * ROWS_OF_A_PERSON)
        told: set[str] = set()
        alarms = 0

        def tell(row: Planned) -> None:
            nonlocal alarms
            if row.likeness:
                told.add(row.incoming.key)
                alarms += row.incoming.key not in twice

        command = ImportFile(new_id(), path.name, incoming(open_people(path)), told=tell)
        wall, cpu = time.perf_counter(), time.process_time()
        done = runner.run(importing.import_file, command).result
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        made = done.tally.created
        print(f"{made} persons: {wall:.1f} s, {cpu:.1f} s of the processor, {made / wall:.0f} a second by the clock,")
        print(f"  {made / cpu:.0f} by the processor; {cpu / least:.1f} times the bare driver")
        print(f"  written twice: {len(twice)}, told {len(told & twice) / len(twice):.1%}; others told: {alarms}")
        wall, cpu = time.perf_counter(), time.process_time()
        back = runner.run(importing.undo, UndoImport(done.uuid)).result
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        print(f"taken back {back.taken_back}: {wall:.1f} s, {cpu:.1f} s of the processor")
        print(f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
        runner.base.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else PERSONS))
