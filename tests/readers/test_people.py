"""Lists of persons as files: read a row at a time, bounded, in the encodings that people have."""

import csv
import zipfile
from contextlib import suppress
from datetime import date
from pathlib import Path
from random import Random

import pytest
import xlsxwriter

from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.readers import people
from casa_desktop.readers.opendocument import MIMETYPE
from casa_desktop.readers.people import open_people


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def rows(path: Path) -> list[list[object]]:
    return [list(row) for row in open_people(path).rows()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_accents_are_read_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path / "p.csv", "nombre;cédula\nÑúñez;1\nLuis;2\n".encode(encoding))
    assert rows(path) == [["nombre", "cédula"], ["Ñúñez", "1"], ["Luis", "2"]]


def test_cells_over_lines_quotes_and_the_line_that_excel_adds(tmp_path: Path) -> None:
    path = write(tmp_path / "p.csv", 'sep=;\nnombre;nota\n"Rojas; Ana";"dos\nlíneas"\n'.encode())
    assert rows(path) == [[], ["nombre", "nota"], ["Rojas; Ana", "dos\nlíneas"]]


def test_merged_cells_say_the_same_in_every_one(tmp_path: Path) -> None:
    path = tmp_path / "p.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:C1", "Registro")
        sheet.write_row("A2", ("Nombre", "Barrio", "Cel"))
        for at, name in enumerate(("Ana", "Luis", "Eva")):
            sheet.write(2 + at, 0, name)
        sheet.merge_range("B3:B5", "La Joya")
    found = rows(path)
    assert found[0] == ["Registro"] * 3
    assert [row[1] for row in found[2:]] == ["La Joya"] * 3


def test_a_long_file_is_not_held_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("nombre", "cédula"), *((f"Ana {at}", at) for at in range(5_000))])
    found = open_people(path)
    assert (len(found.sample), found.held) == (people.SAMPLE, None)
    assert sum(1 for _ in found.rows()) == 5_001
    assert sum(1 for _ in found.rows()) == 5_001, "and can be read again"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", Code.FILE_EMPTY),
        (b"\n\n;;\n", Code.FILE_EMPTY),
        (b"PK\x03\x04", Code.FILE_NOT_UNDERSTOOD),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, Code.FILE_NOT_UNDERSTOOD),
        (b"\0" * 4_000, Code.FILE_NOT_UNDERSTOOD),
        (b'nombre\n"' + b"a" * 200_000 + b'"\n', Code.FILE_NOT_UNDERSTOOD),
        (b";" * 600 + b"x\n", Code.FILE_TOO_LARGE),
    ],
)
def test_what_is_no_list_of_persons_is_refused(tmp_path: Path, data: bytes, code: Code) -> None:
    with pytest.raises(CasaError) as refused:
        open_people(write(tmp_path / "p.csv", data))
    assert refused.value.code is code


def test_more_rows_than_any_desk_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "MOST_PERSONS", 10)
    monkeypatch.setattr(people, "SAMPLE", 5)
    found = open_people(write(tmp_path / "p.csv", b"nombre,x\n" * 12))
    with pytest.raises(CasaError) as refused:
        list(found.rows())
    assert refused.value.code is Code.FILE_TOO_LARGE


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CasaError) as refused:
        open_people(tmp_path / "no.csv")
    assert refused.value.code is Code.CANNOT_READ


HERE = Path(__file__).parent
_ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"""
_SHEET = """<table:table table:name="Personas">
<table:table-row><table:table-cell office:value-type="string" table:number-columns-spanned="4">
<text:p>REGISTRO 2019</text:p>
</table:table-cell><table:covered-table-cell table:number-columns-repeated="3"/></table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell
 table:number-columns-repeated="1024"/></table:table-row>
<table:table-row><table:table-cell office:value-type="string"><text:p>Ana María Ñúñez</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="12345678"><text:p>12.345.678</text:p></table:table-cell>
<table:table-cell office:value-type="date" office:date-value="1990-05-03"><text:p>03/05/90</text:p></table:table-cell>
<table:table-cell office:value-type="string"><office:annotation><text:p>nota</text:p></office:annotation>
<text:p>La</text:p><text:p>Joya</text:p></table:table-cell><table:table-cell table:number-columns-repeated="1000"/>
</table:table-row><table:table-row table:number-rows-repeated="1048570"><table:table-cell
 table:number-columns-repeated="1024"/></table:table-row></table:table><table:table table:name="Otra"><table:table-row>
<table:table-cell office:value-type="string"><text:p>no</text:p></table:table-cell></table:table-row></table:table>"""


_CLAIMS = (
    "<table:table><table:table-row {}><table:table-cell {}><text:p>x</text:p></table:table-cell>"
    "</table:table-row></table:table>"
)


def opendocument(path: Path, tables: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), MIMETYPE)
        archive.writestr("content.xml", _ODS.format(tables=tables))
    return path


def test_an_opendocument_sheet_is_read_without_the_emptiness_that_it_claims(tmp_path: Path) -> None:
    assert rows(opendocument(tmp_path / "p.ods", _SHEET)) == [
        ["REGISTRO 2019"] * 4,
        [],
        [],
        ["Ana María Ñúñez", 12345678, date(1990, 5, 3), "La Joya"],
    ]


@pytest.mark.parametrize(
    "tables",
    [
        _CLAIMS.format('table:number-rows-repeated="9999999"', ""),
        _CLAIMS.format("", 'table:number-columns-repeated="99999"'),
    ],
)
def test_an_opendocument_that_claims_too_much_is_refused(tmp_path: Path, tables: str) -> None:
    with pytest.raises(CasaError) as refused:
        open_people(opendocument(tmp_path / "p.ods", tables))
    assert refused.value.code is Code.FILE_TOO_LARGE


def test_an_old_workbook_is_read() -> None:
    assert rows(HERE / "registro.xls") == [
        ["REGISTRO 2019"] * 4,
        ["Nombre y apellidos", "Cédula", "F. nac", "Barrio"],
        ["Ana María Ñúñez", 12345678, date(1990, 5, 3), "La Joya"],
        ["Luis Uriana", "V-9.876.543", None, "La Joya"],
    ]


def test_an_old_workbook_that_reaches_too_far_is_refused_before_it_is_laid_out() -> None:
    with pytest.raises(CasaError) as refused:
        open_people(HERE / "lejos.xls")
    assert refused.value.code is Code.FILE_TOO_LARGE


@pytest.mark.parametrize("name", ["registro.xls", "lejos.xls"])
def test_a_damaged_old_workbook_never_breaks_the_program(tmp_path: Path, name: str) -> None:
    whole = bytearray((HERE / name).read_bytes())
    chance = Random(4)
    for at in range(150):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 20)):
            data[chance.randrange(8, len(data))] = chance.randrange(256)
        path = write(tmp_path / f"{at}.xls", bytes(data[: chance.randrange(600, len(data))] if at % 3 == 0 else data))
        with suppress(CasaError):
            open_people(path)
