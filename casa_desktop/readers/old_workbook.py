"""The first visible sheet of an ``.xls``, read by calamine once the references of its cells have been looked at.

calamine lays out a full grid up to the last cell. So the file is followed beforehand as far as it takes to know where
that is: the chain of sectors that holds the workbook, and the records of cells in it.
"""

import struct
from io import BytesIO

import python_calamine

from casa_desktop.domain.errors import CasaError, Code, fault
from casa_desktop.readers.cells import CellValue, bounded
from casa_desktop.readers.workbook import value_of

_HEADER = 512
_END = 0xFFFFFFFA
"""Sector numbers from here on are marks, not sectors."""
_SMALLEST = 4096
"""Shorter streams lie elsewhere; no program writes a workbook that short."""
_CELLS = frozenset({0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x00BD, 0x00BE, 0x00FD, 0x027E, 0x00D6})
_NAMES = frozenset({"Workbook", "Book"})


def first_old_sheet(name: str, data: bytes, *, merged: bool = False) -> list[list[CellValue]]:
    """Its rows; with *merged*, every cell of a merged range says what the first one does.

    Raises ``CasaError`` with FILE_NOT_UNDERSTOOD or FILE_TOO_LARGE.
    """
    try:
        rows, columns = _extent(_Compound(data).workbook())
        bounded(name, rows, columns)
        return _read(data, merged=merged)
    except CasaError:
        raise
    except (struct.error, LookupError, ValueError, ArithmeticError, python_calamine.CalamineError, OSError):
        raise fault(Code.FILE_NOT_UNDERSTOOD, file=name) from None


class _Compound:
    """A compound file: sectors, and the table that chains them."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        shift, self._directory = struct.unpack_from("<H", data, 30)[0], struct.unpack_from("<I", data, 48)[0]
        if shift not in (9, 12):
            raise ValueError(shift)
        self._size = 1 << shift
        self._table: list[int] = []
        for number in struct.unpack_from("<109I", data, 76):
            if number < _END:
                found = self._sector(number)
                self._table += struct.unpack(f"<{len(found) // 4}I", found[: len(found) // 4 * 4])

    def workbook(self) -> bytes:
        """The stream of that name."""
        directory = self._chain(self._directory)
        for at in range(0, len(directory), 128):
            length = struct.unpack_from("<H", directory, at + 64)[0]
            told = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            start, held = struct.unpack_from("<II", directory, at + 116)
            if told in _NAMES and held >= _SMALLEST:
                return self._chain(start)[:held]
        raise LookupError

    def _sector(self, number: int) -> bytes:
        at = max(_HEADER, self._size) + number * self._size
        if at >= len(self._data):
            raise ValueError(number)
        return self._data[at : at + self._size]

    def _chain(self, start: int) -> bytes:
        found: list[bytes] = []
        while start < _END:
            if len(found) > len(self._table):
                raise ValueError("a circle")
            found.append(self._sector(start))
            start = self._table[start]
        return b"".join(found)


def _extent(stream: bytes) -> tuple[int, int]:
    """How far the cells of all sheets reach."""
    rows = columns = at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind in _CELLS and length >= 4:
            row, column = struct.unpack_from("<HH", stream, at + 4)
            # Records of several cells say their last column at the end.
            last = struct.unpack_from("<H", stream, at + 2 + length)[0] if kind in (0x00BD, 0x00BE) else column
            rows, columns = max(rows, row + 1), max(columns, last + 1, column + 1)
        at += 4 + length
    return rows, columns


def _read(data: bytes, *, merged: bool) -> list[list[CellValue]]:
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(data))
        sheets = [at for at, each in enumerate(book.sheets_metadata) if str(each.visible).endswith("Visible")]
        sheet = book.get_sheet_by_index(sheets[0])
        grid = [[value_of(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
        ranges = sheet.merged_cell_ranges if merged else None
    except BaseException as error:
        # A panic of the native code is no Exception; anything else goes its way.
        if type(error).__name__ == "PanicException":
            raise ValueError("panic") from None
        raise
    for (top, left), (bottom, right) in ranges or ():
        value = grid[top][left] if top < len(grid) and left < len(grid[top]) else None
        for row in grid[top : bottom + 1]:
            row[left : right + 1] = [value] * len(row[left : right + 1])
    return grid
