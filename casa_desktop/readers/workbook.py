"""The first visible sheet of an ``.xlsx``, read by calamine once everything that it will allocate has been bounded.

calamine inflates what the archive holds, makes room for as many items as a list says it has, and lays out a full grid
up to the last cell reference, whatever these claim; memory that is not there ends the program at once. So members are
taken out within bounds and packed again, lists are counted, and the references of the sheet are walked beforehand.
"""

import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from io import BytesIO
from posixpath import join, normpath
from xml.parsers import expat

import python_calamine

from casa_desktop.domain.errors import CasaError, Code, fault
from casa_desktop.readers.cells import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, CellValue, bounded

MOST_MEMBERS = 1_000
MOST_INFLATED = 160 * 1024 * 1024
"""Bytes of all members together."""

ERROR = "#ERROR"
NOT_COMPUTED = "#FÓRMULA"
TRUTH = {True: "VERDADERO", False: "FALSO"}

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_USED = re.compile(
    r"(\[Content_Types\]\.xml|_rels/\.rels|xl/(?!theme|drawings|charts|media).*\.(xml|rels))", re.IGNORECASE
)
_COUNTS = ("count", "uniqueCount")
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")

Attributes = Mapping[str, str]


def first_sheet(name: str, data: bytes, *, merged: bool = False) -> list[list[CellValue]]:
    """Its rows; with *merged*, every cell of a merged range says what the first one does.

    Raises ``CasaError`` with FILE_NOT_UNDERSTOOD or FILE_TOO_LARGE.
    """
    try:
        members = _members(name, data)
        index, path, other_sheets = _first_visible(members)
        kept = {member: xml for member, xml in members.items() if member not in other_sheets}
        for member, xml in kept.items():
            if member != path:
                _parse(xml, partial(_believable, len(xml)))
        walk = _Walk(name, len(kept[path]))
        marked = walk.over(kept[path])
        return filled(name, _grid(_calamine(kept, index), marked), walk.merged if merged else [])
    except CasaError:
        raise
    except _UNREADABLE:
        raise fault(Code.FILE_NOT_UNDERSTOOD, file=name) from None


_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    python_calamine.CalamineError,
    LookupError,
    ValueError,
    ArithmeticError,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
)
"""What the archive, the XML parser and calamine raise on bytes that lie."""


def _members(name: str, data: bytes) -> dict[str, bytes]:
    """The XML members by name. ``zipfile`` gives no more bytes than an entry declares, and those are bounded here."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        entries = archive.infolist()
        if len(entries) > MOST_MEMBERS or sum(entry.file_size for entry in entries) > MOST_INFLATED:
            raise fault(Code.FILE_TOO_LARGE, file=name)
        wanted = [entry for entry in entries if _USED.fullmatch(entry.filename)]
        return {entry.filename: archive.read(entry) for entry in wanted}


def _first_visible(members: Mapping[str, bytes]) -> tuple[int, str, set[str]]:
    """Index and member of the first sheet that a person sees on opening the file, and the members of the others."""
    sheets: list[Attributes] = []
    targets: dict[str, str] = {}

    def on_sheet(tag: str, attributes: Attributes) -> None:
        if tag == "sheet":
            sheets.append(attributes)

    def on_relation(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship":
            targets[attributes["Id"]] = attributes["Target"]

    _parse(members[_WORKBOOK], on_sheet)
    _parse(members[_RELATIONS], on_relation)
    relations = [next(value for key, value in sheet.items() if key.rpartition(":")[2] == "id") for sheet in sheets]
    paths = [normpath(join("/xl", targets[relation])).lstrip("/") for relation in relations]
    for index, (sheet, path) in enumerate(zip(sheets, paths, strict=True)):
        if sheet.get("state", "visible") == "visible" and "worksheets/" in path:
            return index, path, {*paths} - {path}
    raise LookupError


def _believable(most: int, _tag: str, attributes: Attributes) -> None:
    """A list holds no more items than it has bytes."""
    if any(int(attributes.get(name, 0)) > most for name in _COUNTS):
        raise ValueError


class _Walk:
    """Follows the cells of a sheet: their bounds, and those whose value the file does not really hold."""

    def __init__(self, name: str, length: int) -> None:
        self._name = name
        self._length = length
        self._row = self._column = 0
        self._last_row = self._last_column = 0
        self._formula = False
        self._marked: dict[tuple[int, int], str] = {}
        self.merged: list[str] = []
        """References of the merged ranges: ``A1:M1``."""

    def over(self, sheet: bytes) -> dict[tuple[int, int], str]:
        """(row, column), both from 0 → what stands in place of an error or of a formula that was never computed."""
        _parse(sheet, self._start, self._end)
        bounded(self._name, self._last_row, self._last_column)
        return self._marked

    def _start(self, tag: str, attributes: Attributes) -> None:
        if tag == "c":
            reference = attributes.get("r")
            if reference is None:
                self._column += 1
            else:
                self._row, self._column = _position(reference)
            self._note()
            self._formula = False
            if attributes.get("t") == "e":
                self._marked[self._row - 1, self._column - 1] = ERROR
        elif tag == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0
            self._note()
        elif tag == "f":
            self._formula = True
        elif tag in ("v", "is"):
            self._formula = False
        elif tag == "mergeCell":
            self.merged.append(attributes["ref"])
        else:
            _believable(self._length, tag, attributes)

    def _end(self, tag: str) -> None:
        if tag == "c" and self._formula:
            self._marked[self._row - 1, self._column - 1] = NOT_COMPUTED
            self._formula = False

    def _note(self) -> None:
        self._last_row = max(self._last_row, self._row)
        self._last_column = max(self._last_column, self._column)
        if self._last_row > MOST_ROWS or self._last_column > MOST_COLUMNS:
            raise fault(Code.FILE_TOO_LARGE, file=self._name)


def _position(reference: str) -> tuple[int, int]:
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise ValueError(reference)
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def _parse(xml: bytes, start: Callable[[str, Attributes], None], end: Callable[[str], None] | None = None) -> None:
    """Tells tags without their prefix. A document type, and with it any entity, is refused."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_parts: object) -> None:
        raise ValueError

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda tag, attributes: start(tag.rpartition(":")[2], attributes)
    if end is not None:
        parser.EndElementHandler = lambda tag: end(tag.rpartition(":")[2])
    parser.Parse(xml, True)


def _calamine(members: Mapping[str, bytes], index: int) -> list[list[object]]:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for member, content in members.items():
            archive.writestr(zipfile.ZipInfo(member), content)
    packed.seek(0)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(packed)
        return [list(row) for row in book.get_sheet_by_index(index).to_python(skip_empty_area=False)]
    except BaseException as error:
        # A panic of the native code is no Exception; anything else goes its way.
        if type(error).__name__ == "PanicException":
            raise ValueError("panic") from None
        raise


def _grid(rows: list[list[object]], marked: Mapping[tuple[int, int], str]) -> list[list[CellValue]]:
    grid = [[value_of(value) for value in row] for row in rows]
    for (row, column), text in marked.items():
        while len(grid) <= row:
            grid.append([])
        grid[row].extend([None] * (column + 1 - len(grid[row])))
        grid[row][column] = text
    return grid


def filled(name: str, grid: list[list[CellValue]], merged: list[str]) -> list[list[CellValue]]:
    """Writes what the first cell of each merged range says into the rest of it, as far as the sheet goes."""
    filled = 0
    for reference in merged:
        first, _, last = reference.partition(":")
        (top, left), (bottom, right) = _position(first), _position(last or first)
        bottom, right = min(bottom, len(grid)), min(right, MOST_COLUMNS)
        filled += max(0, bottom - top + 1) * max(0, right - left + 1)
        if filled > MOST_CELLS:
            raise fault(Code.FILE_TOO_LARGE, file=name)
        value = grid[top - 1][left - 1] if top <= len(grid) and left <= len(grid[top - 1]) else None
        for row in grid[top - 1 : bottom]:
            row.extend([None] * (right - len(row)))
            row[left - 1 : right] = [value] * (right - left + 1)
    return grid


def value_of(value: object) -> CellValue:
    if isinstance(value, str):
        return " ".join(value.split()) or None
    if isinstance(value, bool):
        return TRUTH[value]
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    if isinstance(value, int | date):
        return value
    return str(value) if isinstance(value, time | timedelta) else None
