"""``casa coincidencias``: who the persons of a file may already be, without a window. Nothing of the base changes."""

import csv
import sys
import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path

from casa_desktop.cli.entering import entered
from casa_desktop.cli.importar import MOST_TOLD
from casa_desktop.domain.errors import Code, fault
from casa_desktop.domain.import_columns import guess
from casa_desktop.domain.import_values import RowReader
from casa_desktop.domain.importing import Column, Incoming
from casa_desktop.domain.matching.described import Described, described
from casa_desktop.services import matching
from casa_desktop.services.matching import Candidate, MatchedFile, MatchQuery
from casa_desktop.texts import ui_importing
from casa_desktop.texts import ui_matching as texts
from casa_desktop.wiring import Desk

COLUMNS = ("id", "puesto", "persona", "puntaje", "alerta", "motivos", "ms")
_EVERY_SECONDS = 2.0


def options(parser: ArgumentParser) -> None:
    """Declares what ``coincidencias`` understands."""
    parser.add_argument("--entrada", metavar="F", type=Path, required=True, help="csv con una persona por fila")
    parser.add_argument("--salida", metavar="F", type=Path, required=True, help="csv con las candidatas de cada una")
    parser.add_argument("--fecha", metavar="AAAA-MM-DD", type=_day, help="día en que se dijo la edad (hoy)")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(text) from None


def run(given: Namespace) -> int:
    """Asks for every row and writes at most ten candidates of each, the likeliest first."""
    from casa_desktop.reports.files import write

    text = StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(COLUMNS)
    with entered(given) as desk:
        _may_be_written(given.salida, given.entrada)
        teller = _Teller()
        for row in _rows(given, desk):
            asked = described(row.details, row.numbers)
            if asked.empty:
                teller.say(row.line, texts.NOTHING_TO_ASK)
                continue
            if row.odd:
                teller.say(row.line, f"{ui_importing.warned(each.odd for each in row.odd)}.")
            if not teller.asked:
                _ask(desk, asked)  # what is read once a run is not the price of the first question
            found, took = _ask(desk, asked)
            out.writerows(_written(row.given, found, took))
            teller.step()
        desk.runner.run(matching.matched_file, MatchedFile())
    write(given.salida, text.getvalue().encode())
    teller.end()
    return 0


def _may_be_written(path: Path, read: Path) -> None:
    """Told before anybody is looked for, not after an hour of it; and what is read is not written over."""
    if path.is_dir() or not path.absolute().parent.is_dir() or path.resolve() == read.resolve():
        raise fault(Code.CANNOT_WRITE, file=path.name)


def _rows(given: Namespace, desk: Desk) -> Iterator[Incoming]:
    from casa_desktop.readers.people import open_people

    day = given.fecha or desk.clock.today()
    if day > desk.clock.today():
        raise fault(Code.DATE_IN_FUTURE, "date")
    file = open_people(given.entrada)
    columns = guess(file.sample)
    if not any(means is not None and means is not Column.ID for means in columns.means):
        raise fault(Code.COLUMN_MISSING, column=str(Column.FIRST_NAME))
    reader = RowReader(columns, ui_importing.country_codes(), day, desk.clock.today())
    for at, cells in enumerate(file.rows()):
        if at > columns.head and (found := reader.read(at + 1, cells)) is not None:
            # Where the file has no ids at all, the line stands for one; where it has, a row without has none.
            yield found if Column.ID in columns.means else replace(found, given=str(at + 1))


def _ask(desk: Desk, asked: Described) -> tuple[tuple[Candidate, ...], float]:
    """The candidates, and the milliseconds that they took."""
    query = MatchQuery(asked)
    start = time.perf_counter()
    found = desk.runner.run(matching.candidates, query).result
    return found, (time.perf_counter() - start) * 1000


def _written(key: str, found: Iterable[Candidate], took: float) -> Iterator[tuple[str, ...]]:
    for place, each in enumerate(found, start=1):
        yield (
            key,
            str(place),
            each.imported_id or each.hit.code,
            f"{each.score:.4f}",
            texts.YES if each.alert else texts.NO,
            texts.reasons(each.reasons),
            f"{took:.1f}",
        )


class _Teller:
    """How far it is, what is odd, and which rows could not be asked for, on standard error: never a value."""

    def __init__(self) -> None:
        self.asked = 0
        self._said = 0
        self._told_at = time.monotonic()

    def step(self) -> None:
        self.asked += 1
        if time.monotonic() - self._told_at >= _EVERY_SECONDS:
            self._told_at = time.monotonic()
            print(texts.progress(self.asked), file=sys.stderr, flush=True)

    def say(self, line: int, text: str) -> None:
        self._said += 1
        if self._said <= MOST_TOLD:
            print(texts.at_row(line, text), file=sys.stderr)

    def end(self) -> None:
        if self._said > MOST_TOLD:
            print(texts.untold(self._said - MOST_TOLD), file=sys.stderr)
        print(texts.done(self.asked), file=sys.stderr)
