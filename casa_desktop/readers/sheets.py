"""Spreadsheets as plain rows: ``.csv`` in the encodings and with the separators that people have, ``.xlsx``, ``.ods``
and ``.xls``.

What a file claims is bounded before anything is allocated for it; what cannot be read is said, never guessed.
"""

import csv
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from collections.abc import Iterable
from io import StringIO
from pathlib import Path

from casa_desktop.domain.errors import Code, fault
from casa_desktop.readers.cells import CellValue, bounded
from casa_desktop.readers.files import LARGEST
from casa_desktop.readers.old_workbook import first_old_sheet
from casa_desktop.readers.opendocument import first_table, is_opendocument
from casa_desktop.readers.workbook import first_sheet

_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DELIMITERS = ";\t|,"
"""In the order in which they are believed: a comma also parts decimals."""
_LOOKED_AT = 50


def read_rows(name: str, data: bytes, *, merged: bool = False) -> list[list[CellValue]]:
    """The rows of the first visible sheet, from its first row on, so that row *n* of the file is ``rows[n - 1]``.
    With *merged*, every cell of a merged range says what the first one does.

    The content decides what the file is, not its name. A spreadsheet's error or a formula that was never computed
    comes as a text that begins with ``#``. Raises ``CasaError`` with FILE_NOT_UNDERSTOOD, FILE_TOO_LARGE or FILE_EMPTY.
    """
    told = Path(name).name
    if len(data) > LARGEST:
        raise fault(Code.FILE_TOO_LARGE, file=told)
    if data.startswith(_ZIP):
        read = first_table if is_opendocument(data) else first_sheet
        rows = read(told, data, merged=merged)
    elif data.startswith(_COMPOUND):
        rows = first_old_sheet(told, data, merged=merged)
    else:
        rows = _csv_rows(told, _decoded(told, data))
    if not any(value is not None for row in rows for value in row):
        raise fault(Code.FILE_EMPTY, file=told)
    return rows


def _decoded(name: str, data: bytes) -> str:
    """UTF-8 with or without BOM, UTF-16 with BOM, or what Excel writes in Colombia (Windows-1252)."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        encodings: Iterable[str] = ("utf-16",)
    elif data.startswith(BOM_UTF8):
        encodings = ("utf-8-sig",)
    else:
        encodings = ("utf-8", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if "\0" not in text:
            return text
    raise fault(Code.FILE_NOT_UNDERSTOOD, file=name)


def _csv_rows(name: str, text: str) -> list[list[CellValue]]:
    first, _, rest = text.partition("\n")
    told = first.strip().lower()
    delimiter = told[4] if told.startswith("sep=") and len(told) == 5 else delimiter_of(text)
    if told.startswith("sep="):
        text = "\n" + rest
    rows: list[list[CellValue]] = []
    width = 0
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
            width = max(width, len(row))
            bounded(name, len(rows) + 1, width)
            rows.append([" ".join(cell.split()) or None for cell in row])
    except csv.Error:
        raise fault(Code.FILE_NOT_UNDERSTOOD, file=name) from None
    return rows


def delimiter_of(text: str) -> str:
    """The one that parts most lines of the first table into the same number of cells; ``;`` where two do.

    Only lines up to the first gap count, because notes below a table are full of commas.
    """
    lines = text[:100_000].splitlines()[:_LOOKED_AT]
    table: list[str] = []
    for line in lines:
        if line.strip(_DELIMITERS + " "):
            table.append(line)
        elif len(table) > 1 and any(_fitting(table, delimiter) for delimiter in _DELIMITERS):
            break
    return max(_DELIMITERS, key=lambda delimiter: _fitting(table, delimiter))


def _fitting(lines: list[str], delimiter: str) -> int:
    """How many lines have the commonest number of cells, if that is more than one."""
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1)
    except csv.Error:
        return 0
    return max(widths.values(), default=0)
