"""``casa importar``: persons from a spreadsheet, without a window. All of them or none."""

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path

from casa_desktop.cli.entering import entered
from casa_desktop.domain.errors import Code, fault
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.import_columns import ColumnMap, guess, mapped
from casa_desktop.domain.import_values import RowReader
from casa_desktop.domain.importing import Column, Incoming, Outcome
from casa_desktop.services import importing
from casa_desktop.services.import_planning import Planned
from casa_desktop.services.importing import Imported, ImportFile
from casa_desktop.texts import ui_importing as texts
from casa_desktop.texts.ui_matching import REASONS
from casa_desktop.wiring import Desk

MOST_TOLD = 200
"""Lines about single rows on standard error; the rest stands in the window."""
_EVERY = 50_000
_MOST_REASONS = 3
_THOROUGH_UP_TO = 1_000
"""Rows of a file of which each is looked for as the desk would: fewer than in the window, where somebody decides."""


def options(parser: ArgumentParser) -> None:
    """Declares what ``importar`` understands."""
    parser.add_argument("archivo", metavar="F", type=Path, help="csv, xlsx, xls u ods con una persona por fila")
    parser.add_argument("--mapa", metavar="M", type=Path, help="json que dice qué columna es cada cosa")
    parser.add_argument("--simular", action="store_true", help="dice qué pasaría y no guarda nada")
    parser.add_argument(
        "--dudosos",
        choices=["crear", "omitir"],
        default="crear",
        help="qué se hace con quien puede estar ya: crear (y avisar) u omitir",
    )
    parser.add_argument("--fecha", metavar="AAAA-MM-DD", type=_day, help="día en que se dijo la edad (hoy)")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(text) from None


def run(given: Namespace) -> int:
    """Imports a file, or says what would come of it."""
    from casa_desktop.readers.people import open_people

    with entered(given) as desk:
        day = given.fecha or desk.clock.today()
        if day > desk.clock.today():
            raise fault(Code.DATE_IN_FUTURE, "date")
        file = open_people(given.archivo)
        columns = guess(file.sample) if given.mapa is None else mapped(file.sample, _map(given.mapa))
        if not any(means is not None for means in columns.means):
            raise fault(Code.COLUMN_MISSING, column=str(Column.FIRST_NAME))
        reader = RowReader(columns, texts.country_codes(), day, desk.clock.today())
        few = sum(1 for _ in islice(file.rows(), _THOROUGH_UP_TO + 1)) <= _THOROUGH_UP_TO
        teller = _Teller()
        command = ImportFile(
            new_id(),
            given.archivo.name,
            _read(file.rows(), reader, columns),
            hold=given.dudosos == "omitir",
            thorough=few,
            step=teller.step,
            told=teller.tell,
        )
        done = _run(desk, command, simulated=given.simular)
    teller.end()
    for line in texts.summary(done.tally, simulated=given.simular):
        print(line)
    kept = texts.done(done.code) if done.code else texts.NOTHING_NEW
    print(texts.SIMULATED if given.simular else kept)
    return 0


def _run(desk: Desk, command: ImportFile, *, simulated: bool) -> Imported:
    if simulated:
        return desk.runner.rehearse(importing.import_file, command)
    return desk.runner.run(importing.import_file, command).result


def _read(rows: Iterator[Sequence[object]], reader: RowReader, columns: ColumnMap) -> Iterator[Incoming]:
    for at, cells in enumerate(rows):
        if at > columns.head and (found := reader.read(at + 1, cells)) is not None:
            yield found


def _map(path: Path) -> object:
    from casa_desktop.readers.files import read

    try:
        return json.loads(read(path, 1_000_000).decode("utf-8-sig"))
    except ValueError:
        raise fault(Code.FILE_NOT_UNDERSTOOD, file=path.name) from None


class _Teller:
    """What is said of single rows while they are read, on standard error: never a value, only where to look."""

    def __init__(self) -> None:
        self._told = self._untold = 0

    def step(self, done: int, _total: int) -> None:
        """Says how far it is, where somebody looks on."""
        if done and done % _EVERY == 0 and sys.stderr.isatty():
            print(texts.progress(done), file=sys.stderr)

    def tell(self, row: Planned) -> None:
        """One line for each thing to know of *row*."""
        incoming = row.incoming
        if row.outcome is Outcome.REFUSED:
            self._say(incoming.line, texts.refused())
        elif incoming.odd:
            self._say(incoming.line, f"{texts.warned(each.odd for each in incoming.odd)}.")
        if row.likeness:
            who = row.other.code if row.other else texts.earlier(row.other_line)
            reasons = ", ".join(REASONS[reason] for reason in row.reasons[:_MOST_REASONS])
            self._say(incoming.line, texts.alike(row.likeness, who, reasons, held=row.outcome is Outcome.HELD))

    def end(self) -> None:
        """Says what was left unsaid."""
        if self._untold:
            print(texts.untold(self._untold), file=sys.stderr)

    def _say(self, line: int, text: str) -> None:
        if self._told >= MOST_TOLD:
            self._untold += 1
            return
        self._told += 1
        print(texts.at_line(line, text), file=sys.stderr)
