"""Spreadsheets of any kind become rows, or a clear no."""

import struct
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from functools import partial
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
import xlsxwriter

from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.readers import files, workbook
from casa_desktop.readers.cells import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from casa_desktop.readers.figures import read_figures
from casa_desktop.readers.sheets import read_rows

UNDERSTOOD = {None, Code.FILE_NOT_UNDERSTOOD, Code.FILE_TOO_LARGE, Code.FILE_EMPTY, Code.BAD_DATE}
SHEET = "xl/worksheets/sheet1.xml"


def xlsx(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    """A workbook that *fill* wrote."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    fill(book)
    book.close()
    return out.getvalue()


def small(book: xlsxwriter.Workbook) -> None:
    """A few cells of every kind."""
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["INDICADOR", "2018-12", "2019-01*"])
    sheet.write_row(1, 0, ["PERSONAS", 190, 84])
    sheet.write_row(2, 0, ["REF", "1.372", 17.5])


def repacked(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The archive with each member changed."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, change(entry.filename, old.read(entry)))
    return out.getvalue()


def refused(data: bytes, name: str = "carpeta/a.xlsx") -> Code:
    """The code with which the file is refused."""
    with pytest.raises(CasaError) as caught:
        read_rows(name, data)
    assert caught.value.problems[0].values["file"] == "a.xlsx"
    return caught.value.code


def test_values_keep_their_kind() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(1, 0, ["  Ana  María ", 1372, 1.5, True, ""])
        sheet.write_datetime(
            1, 5, datetime.combine(date(2019, 1, 2), time()), book.add_format({"num_format": "dd/mm/yyyy"})
        )
        sheet.write_datetime(
            1, 6, datetime.combine(date(2019, 1, 2), time(9, 30)), book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        )

    rows = read_rows("a.xlsx", xlsx(fill))
    assert rows[0] == [None] * 7
    assert rows[1] == [
        "Ana María",
        1372,
        1.5,
        "VERDADERO",
        None,
        date(2019, 1, 2),
        datetime.combine(date(2019, 1, 2), time(9, 30)),
    ]
    assert isinstance(rows[1][1], int)


def test_errors_and_formulas_without_a_value_are_not_empty() -> None:
    data = repacked(
        xlsx(small), lambda _name, text: text.replace(b'<c r="B2"><v>190</v></c>', b'<c r="B2"><f>1+1</f></c>')
    )
    assert read_rows("a.xlsx", data)[1][1] == workbook.NOT_COMPUTED
    data = repacked(xlsx(small), lambda _name, text: text.replace(b'<c r="B2"><v>190', b'<c r="B2" t="e"><v>#N/A'))
    assert read_rows("a.xlsx", data)[1][1] == workbook.ERROR


def test_the_first_visible_sheet_is_read() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        hidden, shown = book.add_worksheet("uno"), book.add_worksheet("dos")
        hidden.hide()
        hidden.write_string(0, 0, "oculto")
        shown.activate()
        shown.write_string(0, 0, "visible")

    assert read_rows("a.xlsx", xlsx(fill)) == [["visible"]]


@pytest.mark.parametrize(
    ("row", "column"),
    [(1_048_575, 16_383), (MOST_ROWS, 0), (0, MOST_COLUMNS), (MOST_CELLS // MOST_COLUMNS, MOST_COLUMNS - 1)],
)
def test_a_cell_far_away_does_not_allocate_a_grid(row: int, column: int) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet().write_string(row, column, "x")

    assert refused(xlsx(fill)) is Code.FILE_TOO_LARGE


def test_a_reference_without_rows_around_it_is_followed_too() -> None:
    far = b'<row r="199999"/><row><c><v>1</v></c>' + b"<c><v>1</v></c>" * (MOST_COLUMNS + 1) + b"</row></sheetData>"
    data = repacked(xlsx(small), lambda name, text: text.replace(b"</sheetData>", far) if name == SHEET else text)
    assert refused(data) is Code.FILE_TOO_LARGE


@pytest.mark.parametrize("member", ["xl/sharedStrings.xml", "xl/styles.xml"])
def test_a_list_that_claims_more_than_it_holds_is_refused(member: str) -> None:
    """The reader would make room for 168 GB, and that ends the whole program, not the reading."""

    def change(name: str, text: bytes) -> bytes:
        if name != member:
            return text
        return text.replace(b'ount="', b'ount="6999999')

    assert refused(repacked(xlsx(small), change)) is Code.FILE_NOT_UNDERSTOOD


def test_zip_bombs_are_refused() -> None:
    zeros = b"<a>" + b" " * (workbook.MOST_INFLATED + 1) + b"</a>"
    bomb = repacked(xlsx(small), lambda name, text: zeros if name == "xl/styles.xml" else text)
    assert len(bomb) < 1_000_000
    assert refused(bomb) is Code.FILE_TOO_LARGE
    many = BytesIO()
    with zipfile.ZipFile(many, "w") as archive:
        for at in range(workbook.MOST_MEMBERS + 1):
            archive.writestr(f"{at}.xml", "")
    assert refused(many.getvalue()) is Code.FILE_TOO_LARGE


def test_an_archive_that_lies_about_its_sizes_is_refused() -> None:
    data = bytearray(xlsx(small))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        entry = archive.getinfo(SHEET)
    size = struct.pack("<I", entry.file_size)
    at = data.rfind(size)
    data[at : at + 4] = struct.pack("<I", 20)
    assert refused(bytes(data)) is Code.FILE_NOT_UNDERSTOOD


@pytest.mark.parametrize("member", ["xl/workbook.xml", SHEET])
def test_entities_are_refused(member: str) -> None:
    entity = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'

    def change(name: str, text: bytes) -> bytes:
        return text.replace(b"?>", b"?>" + entity, 1) if name == member else text

    assert refused(repacked(xlsx(small), change)) is Code.FILE_NOT_UNDERSTOOD


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04", b"PK\x03\x04" + bytes(100), b"\xd0\xcf\x11\xe0\0\0\0\0", b"%PDF-1.4\0"]
)
def test_other_files_are_refused(data: bytes) -> None:
    assert refused(data) is Code.FILE_NOT_UNDERSTOOD


def test_csv_of_every_kind() -> None:
    assert read_rows("a.csv", b"sep=|\na|b\n") == [[], ["a", "b"]]
    assert read_rows("a.csv", 'a;"b;\nc";\n'.encode("utf-16")) == [["a", "b; c", None]]
    assert read_rows("a.csv", "Ñáñez;5 €\n".encode("cp1252")) == [["Ñáñez", "5 €"]]
    assert read_rows("a.csv", b"solo\nuna\n") == [["solo"], ["una"]]
    assert read_rows("a.csv", b"a;1,5;x, y, z\nb;2,5;x, y, z\n")[1] == ["b", "2,5", "x, y, z"]
    notes = "".join(f"nota {at}, con comas, y más\n" for at in range(9))
    assert read_rows("a.csv", f"x;2018-12\nREF;1\n\n{notes}".encode())[1] == ["REF", "1"]
    assert read_rows("a.csv", f"Un título\n\nx,2018-12\nREF,1\n\n{notes}".encode())[3] == ["REF", "1"]
    assert refused(b" ; ;\n\n") is Code.FILE_EMPTY
    assert refused(b";" * (MOST_COLUMNS + 1)) is Code.FILE_TOO_LARGE
    assert refused(b"a\n" * (MOST_ROWS + 1)) is Code.FILE_TOO_LARGE
    assert refused(b'"' + b"a" * 200_000) is Code.FILE_NOT_UNDERSTOOD
    assert refused(b"x" * (files.LARGEST + 1)) is Code.FILE_TOO_LARGE


def mutated(random: Random, data: bytes) -> bytes:
    """The bytes with a few changed, cut, doubled or put in."""
    out = bytearray(data)
    for _ in range(random.randint(1, 6)):
        at, length = random.randrange(len(out)), random.randint(1, 40)
        kind = random.randrange(4)
        if kind == 0:
            out[at] = random.randrange(256)
        elif kind == 1:
            del out[at : at + length]
        elif kind == 2:
            out[at:at] = out[at : at + length]
        else:
            out[at:at] = random.choice([b"\0", b'"', b"\xff\xfe", b"<", b"&#0;", b"999999999", b";", b"\r", b"-"])
        if not out:
            out += b"x"
    return bytes(out)


def mutated_member(random: Random, victim: str, name: str, content: bytes) -> bytes:
    """The member as it was, unless it is the victim."""
    return mutated(random, content) if name == victim else content


def answer(name: str, data: bytes) -> Code | None:
    """The code with which the figures are refused, if they are; anything else that is raised fails the test."""
    try:
        read_figures(name, data)
    except CasaError as error:
        return error.code
    return None


def test_a_thousand_mutated_csv_files() -> None:
    random = Random(20191202)
    original = 'INDICADOR;2018-12;2019-01*†;Total\nPERSONAS;1.372;84;9\n"Niñ;ez";—;n/d;\n\n* Nota\n'.encode()
    for _ in range(1_000):
        assert answer("a.csv", mutated(random, original)) in UNDERSTOOD


def test_a_thousand_mutated_spreadsheets() -> None:
    random = Random(20191203)
    original = xlsx(small)
    with zipfile.ZipFile(BytesIO(original)) as archive:
        members = archive.namelist()
    for at in range(1_000):
        if at % 2:
            data = mutated(random, original)
        else:
            victim = random.choice([SHEET, SHEET, *members])
            data = repacked(original, partial(mutated_member, random, victim))
        assert answer("a.xlsx", data) in UNDERSTOOD


def test_a_native_panic_is_only_a_file_not_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        """What pyo3 raises; it is no Exception."""

    class Panicking:
        @classmethod
        def from_filelike(cls, _file: object) -> None:
            raise PanicException

    monkeypatch.setattr("casa_desktop.readers.workbook.python_calamine.CalamineWorkbook", Panicking)
    assert refused(xlsx(small)) is Code.FILE_NOT_UNDERSTOOD


def test_reading_a_file_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"12345")
    assert files.read(path, 5) == b"12345"
    for bad, limit, code in (
        (path, 4, Code.FILE_TOO_LARGE),
        (tmp_path / "no.csv", 5, Code.CANNOT_READ),
        (tmp_path, 5, Code.CANNOT_READ),
    ):
        with pytest.raises(CasaError) as caught:
            files.read(bad, limit)
        assert caught.value.code is code
