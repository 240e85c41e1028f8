"""The first sheet of an ``.ods``, walked tag by tag: a repeated empty row costs nothing, whatever number it claims."""

import zipfile
import zlib
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from xml.parsers import expat

from casa_desktop.domain.errors import CasaError, Code, fault
from casa_desktop.readers.cells import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, CellValue

MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
MOST_INFLATED = 160 * 1024 * 1024

_CONTENT = "content.xml"
_TRUTH = {"true": "VERDADERO", "false": "FALSO"}
_UNREADABLE = (zipfile.BadZipFile, zlib.error, expat.ExpatError, LookupError, ValueError, OSError, RuntimeError)


def is_opendocument(data: bytes) -> bool:
    """Whether a zip file says of itself that it is such a spreadsheet; the format puts that first, unpacked."""
    return MIMETYPE in data[:120]


def first_table(name: str, data: bytes, *, merged: bool = False) -> list[list[CellValue]]:
    """Its rows; with *merged*, every cell of a merged range says what the first one does.

    Raises ``CasaError`` with FILE_NOT_UNDERSTOOD or FILE_TOO_LARGE.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if archive.getinfo(_CONTENT).file_size > MOST_INFLATED:
                raise fault(Code.FILE_TOO_LARGE, file=name)
            xml = archive.read(_CONTENT)
        return _Table(name, merged=merged).read(xml)
    except CasaError:
        raise
    except _UNREADABLE:
        raise fault(Code.FILE_NOT_UNDERSTOOD, file=name) from None


class _Table:
    """Follows the first table of a document."""

    def __init__(self, name: str, *, merged: bool) -> None:
        self._name, self._merged = name, merged
        self._rows: list[list[CellValue]] = []
        self._row: list[CellValue] = []
        self._tables = self._depth = self._cells = self._gap = self._empty = 0
        self._row_times = self._cell_times = 1
        self._cell: Mapping[str, str] = {}
        self._text: list[str] | None = None
        self._spans: list[tuple[int, int, int, int]] = []

    def read(self, xml: bytes) -> list[list[CellValue]]:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._refuse
        parser.Parse(xml, True)
        if not self._tables:
            raise LookupError
        for top, left, height, width in self._spans if self._merged else ():
            self._fill(top, left, height, width)
        return self._rows

    @staticmethod
    def _refuse(*_parts: object) -> None:
        raise ValueError

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "table:table":
            self._tables += 1
        if self._tables != 1:
            return
        if tag == "table:table-row":
            self._row, self._row_times = [], _times(attributes, "table:number-rows-repeated")
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self._cell, self._text = attributes, []
            self._cell_times = _times(attributes, "table:number-columns-repeated")
        elif tag == "text:s" and self._text is not None:
            self._text.append(" ")
        elif tag == "office:annotation":
            self._depth += 1

    def _characters(self, text: str) -> None:
        if self._text is not None and not self._depth:
            self._text.append(text)

    def _end(self, tag: str) -> None:
        if self._tables != 1:
            return
        if tag == "office:annotation":
            self._depth -= 1
        elif tag == "text:p" and self._text is not None:
            self._text.append(" ")
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self._end_cell()
        elif tag == "table:table-row":
            self._end_row()
        elif tag == "table:table":
            self._tables += 1  # what comes after is another sheet

    def _end_cell(self) -> None:
        value = _value(self._cell, " ".join("".join(self._text or ()).split()))
        self._text = None
        at = len(self._row) + self._gap
        if value is None:
            self._gap += self._cell_times
            return
        if at + self._cell_times > MOST_COLUMNS:
            raise fault(Code.FILE_TOO_LARGE, file=self._name)
        height, width = (_times(self._cell, f"table:number-{what}-spanned") for what in ("rows", "columns"))
        if height > 1 or width > 1:
            self._spans.append((len(self._rows) + self._empty, at, height, width))
        self._row += [None] * self._gap + [value] * self._cell_times
        self._gap = 0

    def _end_row(self) -> None:
        self._gap = 0
        if not self._row:
            self._empty += self._row_times  # they are there only where something follows
            return
        empty, self._empty = self._empty, 0
        self._cells += len(self._row) * self._row_times + empty
        if len(self._rows) + empty + self._row_times > MOST_ROWS or self._cells > MOST_CELLS:
            raise fault(Code.FILE_TOO_LARGE, file=self._name)
        self._rows += [[] for _ in range(empty)]
        self._rows += [list(self._row) for _ in range(self._row_times)]

    def _fill(self, top: int, left: int, height: int, width: int) -> None:
        bottom, right = min(top + height, len(self._rows)), min(left + width, MOST_COLUMNS)
        self._cells += max(0, bottom - top) * max(0, right - left)
        if self._cells > 2 * MOST_CELLS:
            raise fault(Code.FILE_TOO_LARGE, file=self._name)
        value = self._rows[top][left]
        for row in self._rows[top:bottom]:
            row.extend([None] * (right - len(row)))
            row[left:right] = [value] * (right - left)


def _times(attributes: Mapping[str, str], name: str) -> int:
    times = int(attributes.get(name, 1))
    if times < 1:
        raise ValueError(times)
    return times


def _value(cell: Mapping[str, str], text: str) -> CellValue:
    kind = cell.get("office:value-type", "")
    if kind in ("float", "percentage", "currency"):
        number = float(cell["office:value"])
        return int(number) if number.is_integer() else number
    if kind == "date":
        moment = datetime.fromisoformat(cell["office:date-value"])
        return moment.date() if "T" not in cell["office:date-value"] else moment
    if kind == "boolean":
        return _TRUTH[cell["office:boolean-value"]]
    return text or None
