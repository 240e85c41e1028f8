"""Persons from a spreadsheet, without a window."""

import csv
import json
from pathlib import Path

import pytest
import xlsxwriter

from casa_desktop.domain.importing import PLAIN_COLUMNS
from tests.cli.conftest import Profile
from tests.cli.support import Ran

HEAD = tuple(map(str, PLAIN_COLUMNS))
ANA = ("A1", "Ana", "María", "Rojas", "Pérez", "CV", "V-12.345.678", "300 123 4567", "1990-05-03", "", "M", "VEN", "")
LUIS = ("A2", "Luis", "", "Uriana", "", "CC", "1098765432", "", "", "30", "H", "COL", "La Joya")


def write(path: Path, *rows: tuple[str, ...], encoding: str = "utf-8", delimiter: str = ",") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([HEAD, *rows])
    return path


def bring(desk: Profile, path: Path, *more: object) -> Ran:
    ran = desk.run("importar", path, *more)
    assert ran.status == 0, ran.err
    return ran


def persons(desk: Profile) -> int:
    with desk.base() as base, base.begin() as work:
        return int(work.connection.exec_driver_sql("SELECT count(*) FROM person").scalar_one())


def test_a_file_becomes_persons_and_again_it_makes_nobody(empty: Profile, tmp_path: Path) -> None:
    path = write(tmp_path / "personas.csv", ANA, LUIS)
    assert bring(empty, path).lines[:2] == ["2 filas leídas.", "2 personas creadas."]
    again = bring(empty, path)
    assert "0 personas creadas." in again.lines
    assert "2 ya estaban." in again.lines
    assert persons(empty) == 2


def test_a_simulation_says_the_same_and_keeps_nothing(empty: Profile, tmp_path: Path) -> None:
    ran = bring(empty, write(tmp_path / "personas.csv", ANA), "--simular")
    assert "1 persona se crearía." in ran.lines
    assert persons(empty) == 0


def test_who_may_be_known_is_told_on_standard_error_or_left_out(empty: Profile, tmp_path: Path) -> None:
    bring(empty, write(tmp_path / "uno.csv", ANA))
    twin = write(tmp_path / "dos.csv", ("B1", *ANA[1:]))
    held = bring(empty, twin, "--dudosos", "omitir")
    assert "1 omitida." in held.lines
    assert "mismo documento" in held.err
    assert "P-000001" in held.err
    made = bring(empty, twin)
    assert "1 persona creada." in made.lines
    assert "1 coincide con alguien." in made.lines


def test_odd_values_are_kept_with_a_warning_and_only_nobody_is_refused(empty: Profile, tmp_path: Path) -> None:
    odd = ("Q1", "Ana", "", "", "", "XX", "", "12", "31/02/1990", "treinta", "?", "Narnia", "")
    ran = bring(empty, write(tmp_path / "raras.csv", odd, ("Q2", *[""] * 12)))
    assert ("1 persona creada." in ran.lines, "1 rechazada." in ran.lines) == (True, True)
    assert "1 con advertencias." in ran.lines
    assert "Línea 2: " in ran.err
    assert "Narnia" not in ran.err, "where to look, never what it says"


def test_the_day_on_which_ages_were_said_counts(empty: Profile, tmp_path: Path) -> None:
    bring(empty, write(tmp_path / "personas.csv", LUIS), "--fecha", "2019-11-30")
    with empty.base() as base, base.begin() as work:
        row = work.connection.exec_driver_sql("SELECT age_from, age_stated_on FROM person").one()
    assert tuple(row) == (30, "2019-11-30")


def test_who_was_born_after_the_day_on_which_ages_were_said_keeps_the_date(empty: Profile, tmp_path: Path) -> None:
    child = ("A3", "Sol", "", "Rojas", "", "", "", "", "2024-05-01", "", "M", "VEN", "")
    ran = bring(empty, write(tmp_path / "personas.csv", child), "--fecha", "2023-01-01")
    assert "0 con advertencias." in ran.lines
    with empty.base() as base, base.begin() as work:
        assert work.connection.exec_driver_sql("SELECT birth_date FROM person").scalar_one() == "2024-05-01"


def batches(desk: Profile) -> int:
    with desk.base() as base, base.begin() as work:
        return int(work.connection.exec_driver_sql("SELECT count(*) FROM import_batch").scalar_one())


def test_headings_alone_are_no_import(empty: Profile, tmp_path: Path) -> None:
    for more in ((), ("--simular",)):
        ran = empty.run("importar", write(tmp_path / "vacia.csv"), *more)
        assert (ran.status, ran.out) == (1, b"")
        assert "«vacia.csv» no tiene datos" in ran.err
    assert batches(empty) == 0


def test_a_file_that_brings_nothing_new_leaves_no_import(empty: Profile, tmp_path: Path) -> None:
    path = write(tmp_path / "personas.csv", ANA, ("Q2", *[""] * 12))
    bring(empty, path)
    again = bring(empty, path)
    assert "1 ya estaba." in again.lines
    assert "no se guardó" in again.lines[-1]
    assert batches(empty) == 1
    assert empty.run("verificar").status == 0


@pytest.mark.parametrize(
    "columns", [{"foo": "primer_nombre"}, {"foo": "Nombre"}, {"documento": "documento", "foo": "telefono"}]
)
def test_a_map_with_a_word_that_is_no_field_names_it_and_those_there_are(
    empty: Profile, tmp_path: Path, columns: dict[str, str]
) -> None:
    given = tmp_path / "mapa.json"
    given.write_text(json.dumps(columns), encoding="utf-8")
    ran = empty.run("importar", write(tmp_path / "personas.csv", ANA), "--mapa", given)
    assert ran.status == 1
    assert "«foo»" in ran.err
    assert "primer_nombre, otros_nombres" in ran.err
    assert "le falta la columna" not in ran.err


@pytest.mark.parametrize(("encoding", "delimiter"), [("utf-8-sig", ";"), ("cp1252", ";"), ("utf-16", "\t")])
def test_what_excel_saves_in_colombia_is_read(empty: Profile, tmp_path: Path, encoding: str, delimiter: str) -> None:
    bring(empty, write(tmp_path / "p.csv", ANA, LUIS, encoding=encoding, delimiter=delimiter))
    with empty.base() as base, base.begin() as work:
        names = set(work.connection.exec_driver_sql("SELECT other_names FROM person_name").scalars())
    assert names == {"María", ""}


def test_an_ugly_workbook_with_a_map(empty: Profile, tmp_path: Path) -> None:
    path = tmp_path / "Registro viejo.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:E1", "REGISTRO 2019")
        for at, heading in enumerate(("Quién", "Papel", "Cuándo nació", "Barrio", "Otra cosa")):
            sheet.write(2, at, heading)
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(3, 0, ("Ana María Rojas", "V-12.345.678"))
        sheet.write_number(3, 2, 32996, day)
        sheet.write_row(5, 0, ("Luis de la Hoz", 1098765432))
        sheet.write_formula(5, 2, "=1/0", None, "#DIV/0!")
        sheet.merge_range("D4:D6", "La Joya")
    given = tmp_path / "mapa.json"
    columns = {"nombre_completo": "Quién", "documento": "Papel", "fecha_nacimiento": "Cuándo nació"}
    given.write_text(json.dumps({**columns, "direccion": "Barrio"}), encoding="utf-8")
    ran = bring(empty, path, "--mapa", given)
    assert "2 personas creadas." in ran.lines
    with empty.base() as base, base.begin() as work:
        places = list(work.connection.exec_driver_sql("SELECT place FROM person_address").scalars())
        born = list(work.connection.exec_driver_sql("SELECT birth_date FROM person ORDER BY id").scalars())
    assert (places, born) == (["La Joya", "La Joya"], ["1990-05-03", None])


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("no-existe.csv",), 1),
        ((), 2),
        (("{file}", "--fecha", "ayer"), 2),
        (("{file}", "--fecha", "2999-01-01"), 1),
        (("{file}", "--dudosos", "tal vez"), 2),
        (("{file}", "--mapa", "{file}"), 1),
    ],
)
def test_what_cannot_be_done_says_so_in_one_sentence(
    empty: Profile, tmp_path: Path, arguments: tuple[str, ...], status: int
) -> None:
    path = write(tmp_path / "personas.csv", ANA)
    ran = empty.run("importar", *(each.format(file=path) for each in arguments))
    assert ran.status == status
    assert ran.err.strip()
    assert "Traceback" not in ran.err
    assert persons(empty) == 0


def test_a_file_without_names_is_refused_whole(empty: Profile, tmp_path: Path) -> None:
    path = tmp_path / "otra.csv"
    path.write_text("fruta,precio\npera,3\nmango,4\n", encoding="utf-8")
    ran = empty.run("importar", path)
    assert (ran.status, persons(empty)) == (1, 0)


def test_reception_may_not(desk: Profile, tmp_path: Path) -> None:
    ran = desk.run("importar", write(tmp_path / "personas.csv", ANA), user="recepcion")
    assert ran.status == 1
    assert "importar personas" in ran.err
