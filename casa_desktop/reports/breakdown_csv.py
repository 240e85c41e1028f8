"""A number taken apart as text that a spreadsheet reads: a file, or the clipboard. Small cells are hidden before."""

import csv
import hashlib
from collections.abc import Iterable
from io import StringIO

from casa_desktop.reports.cleaning import csv_cell
from casa_desktop.texts import breakdowns as words
from casa_desktop.texts.breakdowns import Sheet


def render(sheet: Sheet) -> bytes:
    """UTF-8 with BOM and ``;``: what it is, the table, a blank line, a line for each note. Figures are plain digits."""
    return _written([[csv_cell(sheet.heading)], *_table(sheet), [], *_notes(sheet)], ";").encode("utf-8-sig")


def clipboard(sheet: Sheet) -> str:
    """The table and its notes with tabs, as a spreadsheet takes them when they are pasted: no cell is split by a tab, a
    quote or a line end of its own, and none is taken for a formula."""
    return _written([*_table(sheet), [], *_notes(sheet)], "\t")


def digest(sheet: Sheet) -> str:
    """SHA-256 of :func:`render`, 64 hexadecimal digits: the paper carries it."""
    return hashlib.sha256(render(sheet)).hexdigest()


def _table(sheet: Sheet) -> list[list[str]]:
    lines = [[csv_cell(line.name), *(_plain(value) for value in line.values)] for line in sheet.lines]
    return [[csv_cell(head) for head in sheet.heads], *lines]


def _notes(sheet: Sheet) -> list[list[str]]:
    return [[csv_cell(note)] for note in sheet.notes]


def _plain(value: int | None) -> str:
    return words.HIDDEN if value is None else str(value)


def _written(lines: Iterable[list[str]], delimiter: str) -> str:
    text = StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(lines)
    return text.getvalue()
