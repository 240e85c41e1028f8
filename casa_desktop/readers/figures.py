"""Historical figures from a file: months down and labels across, or labels down and months across as the council's.

Also what this program exported itself: the columns of totals and the notes below are passed over. A cell that is not
understood becomes a problem with its line and column; no figure is guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from casa_desktop.domain.errors import Code, Problem, fault
from casa_desktop.domain.periods import Month
from casa_desktop.domain.typed import parse_integer, parse_month, plain
from casa_desktop.readers.cells import CellValue
from casa_desktop.readers.sheets import read_rows

LARGEST_FIGURE = 9_999_999
"""No month of a desk comes near; a larger number is a telephone or a document in the wrong column."""

_HEAD_WITHIN = 40
_MONTH_HEADS = {"mes", "meses", "periodo", "fecha", "month"}
_PROVISIONAL_HEADS = {"provisional", "provisionales"}
_PASSED_OVER = {"fuente", "folio", "nota", "notas", "observacion", "observaciones", "soporte"}
_NO_FIGURE = {"", "-", "–", "—", "n/d", "nd", "n.d.", "n.d", "s/d", "sin dato", "sin datos", "no disponible"}
_YES, _NO = {"si", "s", "x", "1", "verdadero", "true"}, {"", "no", "n", "0", "falso", "false"}
_PROVISIONAL_MARK, _HISTORICAL_MARK = "*", "†"


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure of one month, and the line of the file that it stands on (from 1)."""

    month: Month
    indicator_label: str
    value: int
    provisional: bool
    line: int


@dataclass(frozen=True, slots=True)
class FiguresFile:
    """What was understood, and (line, problem) for everything that was not. Import only where there is no problem."""

    rows: tuple[FigureRow, ...]
    problems: tuple[tuple[int, Problem], ...]


def read_figures(name: str, data: bytes) -> FiguresFile:
    """Reads a ``.csv`` or ``.xlsx``.

    Raises ``CasaError`` with FILE_NOT_UNDERSTOOD where no months are found, BAD_DATE where they have no year, and what
    ``sheets.read_rows`` raises.
    """
    rows = read_rows(name, data)
    found = _find_months(rows)
    if found is None:
        _refuse_months_without_year(rows)
        raise fault(Code.FILE_NOT_UNDERSTOOD, file=Path(name).name)
    head, column, down = found
    table = _Table(rows)
    if down:
        table.months_down(head, column)
    else:
        table.months_across(head, column)
    if not table.figures and not table.problems:
        raise fault(Code.FILE_EMPTY, file=Path(name).name)
    return FiguresFile(tuple(table.figures.values()), tuple(table.problems))


def _find_months(rows: Sequence[Sequence[CellValue]]) -> tuple[int, int, bool] | None:
    """Index of the head row, the column of the first month, and whether the months run down from there."""
    best: tuple[int, int, bool] | None = None
    most = 0
    for at, row in enumerate(rows[:_HEAD_WITHIN]):
        months = [column for column, value in enumerate(row) if _month(value) is not None]
        if not months:
            continue
        first = months[0]
        above = _at(rows, at - 1, first)
        headed = isinstance(above, str) and plain(above) in _MONTH_HEADS
        runs_down = len(months) == 1 and at > 0 and _month(_at(rows, at + 1, first)) is not None
        if headed or runs_down:
            return at - 1, first, True
        if first > 0 and len(months) > most:
            best, most = (at, first, False), len(months)
    return best


def _refuse_months_without_year(rows: Sequence[Sequence[CellValue]]) -> None:
    """«Dic, Ene, Feb» does not say which year: worth its own sentence, because the council's table is printed so."""
    for at, row in enumerate(rows[:_HEAD_WITHIN]):
        names = [value for value in row if isinstance(value, str) and parse_month(f"{value.rstrip('*† ')} 2000")]
        if len(names) > 1:
            raise fault(Code.BAD_DATE, line=at + 1, column=names[0])


class _Table:
    """Collects figures and problems; the first figure of a month and label stays, a second one is a problem."""

    def __init__(self, rows: Sequence[Sequence[CellValue]]) -> None:
        self._rows = rows
        self.figures: dict[tuple[Month, str], FigureRow] = {}
        self.problems: list[tuple[int, Problem]] = []

    def months_down(self, head: int, month_column: int) -> None:
        labels = {at: text for at, text in self._heads(head).items() if at > month_column}
        flag = next((at for at, text in labels.items() if plain(text) in _PROVISIONAL_HEADS), None)
        kept = {at: text for at, text in labels.items() if at != flag and not _passed_over(text)}
        known = {*labels, month_column}
        for at in range(head + 1, len(self._rows)):
            row, line = self._rows[at], at + 1
            filled = [column for column in kept if _at(self._rows, at, column) is not None]
            found = _month(_at(self._rows, at, month_column))
            if found is None:
                if filled and not _passed_over(_text(row, month_column)):
                    self._problem(line, Code.BAD_DATE, _text(self._rows[head], month_column) or "mes")
                continue
            month, marked = found
            provisional = marked or self._flag(line, row, flag, labels)
            for column, label in kept.items():
                self._figure(line, month, label, _at(self._rows, at, column), provisional, label)
            self._strays(line, row, known, month_column)

    def months_across(self, head: int, first_column: int) -> None:
        heads = self._heads(head)
        months = {at: found for at in range(len(self._rows[head])) if (found := _month(self._rows[head][at]))}
        label_column = max((at for at in heads if at < first_column), default=first_column - 1)
        known = {label_column, *(at for at in heads if at not in months and _passed_over(heads[at]))}
        for at, text in heads.items():
            if at > first_column and at not in months and at not in known:
                self._problem(head + 1, Code.BAD_DATE, text)
                known.add(at)
        for at in range(head + 1, len(self._rows)):
            row, line = self._rows[at], at + 1
            label = _text(row, label_column)
            filled = [column for column in months if _at(self._rows, at, column) is not None]
            if not label and filled:
                self.problems.append((line, Problem(Code.ROW_NOT_UNDERSTOOD, values={"line": line})))
                continue
            for column, (month, marked) in months.items():
                self._figure(line, month, label, _at(self._rows, at, column), marked, heads[column])
            if filled:
                self._strays(line, row, {*known, *months}, label_column)

    def _heads(self, head: int) -> dict[int, str]:
        row = self._rows[head]
        return {at: text for at in range(len(row)) if (text := _text(row, at))}

    def _flag(self, line: int, row: Sequence[CellValue], column: int | None, labels: dict[int, str]) -> bool:
        if column is None:
            return False
        told = plain(_text(row, column))
        if told not in _YES | _NO:
            self._problem(line, Code.BAD_CHOICE, labels[column])
        return told in _YES

    def _figure(self, line: int, month: Month, label: str, value: CellValue, provisional: bool, column: str) -> None:
        if isinstance(value, str):
            text = value.replace(_HISTORICAL_MARK, "").strip()
            provisional = provisional or text.endswith(_PROVISIONAL_MARK)
            text = text.rstrip(_PROVISIONAL_MARK).strip()
            if plain(text) in _NO_FIGURE:
                return
            value = parse_integer(text)
        elif value is None:
            return
        if not isinstance(value, int):
            self._problem(line, Code.BAD_NUMBER, column)
        elif not 0 <= value <= LARGEST_FIGURE:
            self._problem(line, Code.OUT_OF_RANGE, column, low=0, high=LARGEST_FIGURE)
        elif (month, label) in self.figures:
            self._problem(line, Code.NOT_UNIQUE, column)
        else:
            self.figures[month, label] = FigureRow(month, label, value, provisional, line)

    def _strays(self, line: int, row: Sequence[CellValue], known: set[int], after: int) -> None:
        """A number in a column without a head would be lost in silence."""
        for at, value in enumerate(row):
            number = parse_integer(value) if isinstance(value, str) else value
            if at > after and at not in known and isinstance(number, int | float):
                place = {"line": line, "column": _letters(at)}
                self.problems.append((line, Problem(Code.COLUMN_MISSING, values=place)))

    def _problem(self, line: int, code: Code, column: str, **more: object) -> None:
        self.problems.append((line, Problem(code, values={"line": line, "column": column, **more})))


def _month(value: CellValue) -> tuple[Month, bool] | None:
    """The month and whether it is marked provisional; a date only where it is the first or the last of its month."""
    if isinstance(value, date):
        if value.day == 1 or (value + timedelta(days=1)).day == 1:
            return Month.of(value), False
        return None
    if not isinstance(value, str):
        return None
    text = re.sub(r"-0?1$", "", value) if re.fullmatch(r"\d{4}-\d{2}-01", value) else value
    bare = text.rstrip(f"{_PROVISIONAL_MARK}{_HISTORICAL_MARK} ")
    month = parse_month(bare)
    return None if month is None else (month, _PROVISIONAL_MARK in text[len(bare) :])


def _passed_over(head: str) -> bool:
    told = plain(head)
    return told in _PASSED_OVER or told.startswith("total")


def _text(row: Sequence[CellValue], column: int) -> str:
    """A label as it was printed; the apostrophe that guards a text against being a formula is no part of it."""
    value = row[column] if 0 <= column < len(row) else None
    if isinstance(value, date):
        return value.isoformat()
    text = "" if value is None else str(value)
    return text[1:] if text.startswith(("'=", "'+", "'-", "'@", "''")) else text


def _at(rows: Sequence[Sequence[CellValue]], row: int, column: int) -> CellValue:
    if not 0 <= row < len(rows) or not 0 <= column < len(rows[row]):
        return None
    return rows[row][column]


def _letters(column: int) -> str:
    """``A``, ``Z``, ``AA``: how a spreadsheet names its columns."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
