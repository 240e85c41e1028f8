"""The council's table from paper: an empty desk imports 2019 and prints it, with what is not known left open."""

import csv
import io
from pathlib import Path

import pytest
import xlsxwriter

from casa_desktop.paths import resource
from tests.cli.conftest import Profile
from tests.cli.support import Ran
from tests.cli.test_informe import PERIOD, grid, published

SOURCE = "Informe al concejo, diciembre de 2019"
MONTHS = ["2018-12†", *(f"2019-{month:02d}†" for month in range(1, 10)), "2019-10*†", "2019-11*†"]


def lines() -> list[list[str]]:
    with resource("demo/informe_2019.csv").open(encoding="utf-8", newline="") as text:
        return list(csv.reader(text))


def as_csv(path: Path, rows: list[list[str]]) -> Path:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def as_xlsx(path: Path, rows: list[list[str]]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Informe")
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                sheet.write(at, column, int(text) if text.isdigit() else text)
    return path


WRITERS = {"csv": as_csv, "xlsx": as_xlsx}


def imported(desk: Profile, file: Path) -> Ran:
    return desk.run("cifras", "importar", file, "--fuente", SOURCE, "--total-publicado", "PERSONAS=10388")


@pytest.mark.parametrize("form", WRITERS)
def test_an_empty_desk_prints_the_table_of_2019_from_history(empty: Profile, tmp_path: Path, form: str) -> None:
    ran = imported(empty, WRITERS[form](tmp_path / f"2019.{form}", lines()))
    assert ran.status == 0, ran.err
    assert ran.lines == ["Cifras nuevas: 48; reemplazadas: 0; sin cambio: 0."]
    rows = grid(empty.run("informe", *PERIOD, "--formato", "csv"))
    assert rows[0][1:13] == MONTHS
    cells = {row[0]: row[1:] for row in rows[1:5]}
    assert {label: [int(cell) for cell in row[:12]] for label, row in cells.items()} == published()
    assert cells["PERSONAS"][12:] == ["10668", "1534–10668", "10388"]
    notes = "\n".join("".join(row) for row in rows[6:])
    assert SOURCE in notes
    assert "10.388" in notes


def test_what_looks_like_a_slip_is_pointed_out_beside_the_result(empty: Profile) -> None:
    told = imported(empty, resource("demo/informe_2019.csv")).err.splitlines()
    assert all(line.startswith("Revise: ") for line in told)
    assert any("Julio de 2019" in line and "ORIENTACION" in line and "REF" in line and "934" in line for line in told)
    assert any("10.388" in line and "10.668" in line for line in told)


def test_importing_again_changes_nothing(empty: Profile) -> None:
    imported(empty, resource("demo/informe_2019.csv"))
    before = empty.run("informe", *PERIOD, "--formato", "csv").out
    assert imported(empty, resource("demo/informe_2019.csv")).lines == [
        "Cifras nuevas: 0; reemplazadas: 0; sin cambio: 48."
    ]
    assert empty.run("informe", *PERIOD, "--formato", "csv").out == before


@pytest.mark.parametrize("form", WRITERS)
def test_a_cell_that_is_not_understood_is_named_and_nothing_is_imported(
    empty: Profile, tmp_path: Path, form: str
) -> None:
    rows = lines()
    rows[3][2] = "trescientos"
    rows[7][4] = "-5"
    ran = imported(empty, WRITERS[form](tmp_path / f"2019.{form}", rows))
    assert (ran.status, ran.out) == (1, b"")
    first, second = ran.err.splitlines()
    assert first.startswith(f"Línea 4, columna «{rows[0][2]}»")
    assert second.startswith(f"Línea 8, columna «{rows[0][4]}»")
    assert empty.run("cifras").lines == []


def test_figures_are_listed_with_month_row_value_and_source(empty: Profile) -> None:
    imported(empty, resource("demo/informe_2019.csv"))
    listed = empty.run("cifras", "listar", "--desde", "2019-10", "--hasta", "2019-11").lines
    assert listed[0] == f"2019-10*\tPERSONAS\t1325\t{SOURCE}"
    assert len(listed) == 8


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("importar",), 1),
        (("importar", "no-hay.csv", "--fuente", "x"), 1),
        (("importar", resource("demo/informe_2019.csv")), 1),
        (("importar", resource("demo/informe_2019.csv"), "--fuente", "x", "--total-publicado", "DUENDES=3"), 1),
        (("importar", resource("demo/informe_2019.csv"), "--fuente", "x", "--total-publicado", "PERSONAS"), 2),
        (("listar", "--desde", "octubre"), 1),
    ],
    ids=["no file", "missing file", "no source", "unknown row", "no total", "no month"],
)
def test_what_lacks_is_said_and_nothing_is_written(empty: Profile, arguments: tuple[object, ...], status: int) -> None:
    ran = empty.run("cifras", *arguments)
    assert (ran.status, ran.out) == (status, b"")
    assert ran.err
    assert "Traceback" not in ran.err
    assert empty.run("cifras").lines == []


def test_reception_imports_no_figures(desk: Profile) -> None:
    ran = desk.run("cifras", "importar", resource("demo/informe_2019.csv"), "--fuente", SOURCE, user="recepcion")
    assert (ran.status, ran.out) == (1, b"")
    assert ran.err.count("\n") == 1
