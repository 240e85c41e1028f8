"""Lists of persons: a spreadsheet as a whole, or a ``.csv`` of any length, a row at a time."""

import csv
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from casa_desktop.domain.errors import Code, fault
from casa_desktop.readers.cells import MOST_COLUMNS, CellValue
from casa_desktop.readers.files import read
from casa_desktop.readers.sheets import delimiter_of, read_rows

MOST_PERSONS = 2_000_000
"""Rows of a ``.csv``; whatever has more comes from another kind of desk."""
LARGEST_CSV = 1024 * 1024 * 1024
LONGEST_CELL = 100_000
SAMPLE = 400
"""Rows by which columns are guessed."""

_BOOK = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_PIECE = 1024 * 1024


@dataclass(frozen=True)
class PeopleFile:
    """A file of persons. *sample* are its first rows; :meth:`rows` begins again each time it is asked."""

    path: Path
    sample: Sequence[Sequence[CellValue]]
    held: Sequence[Sequence[CellValue]] | None = None
    encoding: str = ""
    delimiter: str = ","

    def rows(self) -> Iterator[Sequence[CellValue]]:
        """Every row, from the first on. Raises as :func:`open_people`."""
        return iter(self.held) if self.held is not None else _lines(self.path, self.encoding, self.delimiter)


def open_people(path: Path) -> PeopleFile:
    """Looks at a file; of a ``.csv`` only the beginning is kept.

    Raises ``CasaError`` with CANNOT_READ, FILE_NOT_UNDERSTOOD, FILE_TOO_LARGE or FILE_EMPTY.
    """
    try:
        with path.open("rb") as stream:
            start = stream.read(4)
            size = stream.seek(0, 2)
    except (OSError, ValueError):
        raise fault(Code.CANNOT_READ, file=path.name) from None
    if start in _BOOK:
        rows = read_rows(path.name, read(path), merged=True)
        return PeopleFile(path, rows[:SAMPLE], rows)
    if size > LARGEST_CSV:
        raise fault(Code.FILE_TOO_LARGE, file=path.name)
    encoding = _encoding(path, start)
    found = PeopleFile(path, (), None, encoding, _delimiter(path, encoding))
    sample = list(islice(found.rows(), SAMPLE))
    if not any(value for row in sample for value in row):
        raise fault(Code.FILE_EMPTY, file=path.name)
    return PeopleFile(path, sample, None, found.encoding, found.delimiter)


def _encoding(path: Path, start: bytes) -> str:
    """UTF-8 with or without BOM, UTF-16 with BOM, else what Excel writes in Colombia (Windows-1252)."""
    if start.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    try:
        decoder = getincrementaldecoder("utf-8")()
        with path.open("rb") as stream:
            while piece := stream.read(_PIECE):
                if piece.count(0) > len(piece) // 10:
                    raise fault(Code.FILE_NOT_UNDERSTOOD, file=path.name)
                decoder.decode(piece)
            decoder.decode(b"", final=True)
    except UnicodeError:
        return "cp1252"
    except OSError:
        raise fault(Code.CANNOT_READ, file=path.name) from None
    return "utf-8-sig" if start.startswith(BOM_UTF8) else "utf-8"


def _delimiter(path: Path, encoding: str) -> str:
    with path.open(encoding=encoding, errors="replace", newline="") as stream:
        text = stream.read(100_000)
    told = text.partition("\n")[0].strip().lower()
    return told[4] if told.startswith("sep=") and len(told) == 5 else delimiter_of(text)


def _lines(path: Path, encoding: str, delimiter: str) -> Iterator[Sequence[CellValue]]:
    limit = csv.field_size_limit(LONGEST_CELL)
    try:
        with path.open(encoding=encoding, errors="replace", newline="") as stream:
            for at, row in enumerate(csv.reader(stream, delimiter=delimiter)):
                if at >= MOST_PERSONS or len(row) > MOST_COLUMNS:
                    raise fault(Code.FILE_TOO_LARGE, file=path.name)
                if at == 0 and row and row[0].lower().startswith("sep="):
                    row = []
                yield [cell or None for cell in row]
    except csv.Error:
        raise fault(Code.FILE_NOT_UNDERSTOOD, file=path.name) from None
    except OSError:
        raise fault(Code.CANNOT_READ, file=path.name) from None
    finally:
        csv.field_size_limit(limit)
