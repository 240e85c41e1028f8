"""«Importar personas», by the keyboard alone."""

import csv
import json
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.documents import Document
from casa_desktop.domain.errors import Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.names import Name
from casa_desktop.domain.persons import Details, Numbers
from casa_desktop.services import people
from casa_desktop.services.people import RegisterPerson
from casa_desktop.ui.importing.section import ImportSection
from tests.services.desk import TODAY
from tests.ui.keys import press
from tests.ui.settings.conftest import Window

ROWS = (
    ("Registro 2019", "", "", ""),
    ("No.", "Nombre y apellidos", "Cédula", "Cel"),
    ("1", "Ana María Rojas Pérez", "V-12.345.678", "300 123 4567"),
    ("2", "Luis Uriana", "1098765432", ""),
    ("3", "Keila Epiayú", "EN TRÁMITE", ""),
    ("4", "", "", "3001112233"),
)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "Registro.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(ROWS)
    return path


@pytest.fixture
def section(window: Window) -> ImportSection:
    window.sit(Role.COORDINATION)
    found = window.open("importing")
    assert isinstance(found, ImportSection)
    return found


def known(window: Window) -> str:
    """Ana, who is at the desk already, without a phone."""
    uuid = new_id()
    details = Details(name=Name("Ana", "María", "Rojas", "Pérez"), sex="02", age=Age(None, AgeRange(30, 30), TODAY))
    numbers = Numbers((Document(new_id(), "DE", "12345678", "CV", "VEN"),))
    command = RegisterPerson(uuid, details, numbers)
    window.on_db(lambda: window.desk.runner(Role.COORDINATION).run(people.register, command))
    return uuid


def choose(window: Window, path: Path) -> None:
    window.prompts.answers.append(path)
    press(None, "Ctrl+N")
    window.settle()


def shown(window: Window, name: str) -> list[tuple[str, ...]]:
    return [row.cells for row in window.child(name).rows()]


def count(window: Window) -> int:
    def ask() -> int:
        with window.desk.base.begin() as work:
            return int(work.connection.exec_driver_sql("SELECT count(*) FROM person").scalar_one())

    return window.on_db(ask)


def test_an_empty_list_offers_the_first_act(window: Window, section: ImportSection) -> None:
    assert window.child("import_new_button").hasFocus()


def test_from_the_file_to_the_persons_and_back_by_keys(window: Window, section: ImportSection, sheet: Path) -> None:
    ana = known(window)
    choose(window, sheet)
    assert [cells[3] for cells in shown(window, "map_table")] == [
        "No se importa",
        "Nombre completo",
        "Número de documento",
        "Teléfono",
    ]
    window.press("Ctrl+Return")
    assert [(cells[0], cells[4]) for cells in shown(window, "preview_table")] == [
        ("3", "Es la misma persona"),
        ("4", "Crear"),
        ("5", "Crear"),
        ("6", "No se puede"),
    ]
    window.press("Ctrl+Return")
    assert count(window) == 3
    assert [cells[3] for cells in shown(window, "result_table")] == ["Unida a otra", "Creada", "Creada", "Rechazada"]
    page = window.on_db(lambda: window.desk.runner(Role.COORDINATION).run(people.page, people.PersonQuery(ana)).result)
    assert len(page.phones) == 1
    window.prompts.answers.append(True)
    window.press("Ctrl+Z")
    assert count(window) == 1
    window.press("Esc")
    assert shown(window, "imports_table")[0][-1] == "deshecha"


def test_a_letter_decides_and_goes_on(window: Window, section: ImportSection, sheet: Path) -> None:
    known(window)
    choose(window, sheet)
    window.press("Ctrl+Return")
    for key in "COM":
        window.press(key)
    assert [cells[4] for cells in shown(window, "preview_table")][:3] == ["Crear", "Omitir", "Crear"]
    assert window.prompts.said, "nobody is there to be the same as"
    window.press("Ctrl+Return")
    assert count(window) == 3


def test_filters_show_only_what_is_asked(window: Window, section: ImportSection, sheet: Path) -> None:
    choose(window, sheet)
    window.press("Ctrl+Return")
    window.press("Alt+7")
    assert [cells[0] for cells in shown(window, "preview_table")] == ["6"]
    window.press("Alt+8")
    assert "5" in [cells[0] for cells in shown(window, "preview_table")]


def test_what_a_column_is_can_be_changed_kept_and_taken_again(
    window: Window, section: ImportSection, sheet: Path, tmp_path: Path
) -> None:
    choose(window, sheet)
    for _ in range(3):
        window.press("Down")
    window.press("Return")
    assert window.child("means_edit").hasFocus() or window.child("means_edit_line").hasFocus()
    window.retype("means_edit_line", "no se")
    window.press("Return", "means_edit_line")
    assert shown(window, "map_table")[3][3] == "No se importa"
    assert window.child("map_table").hasFocus()
    kept = tmp_path / "mapa.json"
    window.prompts.answers.append(kept)
    window.press("Ctrl+S")
    assert json.loads(kept.read_text(encoding="utf-8")) == {
        "documento": "Cédula",
        "nombre_completo": "Nombre y apellidos",
    }
    kept.write_text(json.dumps({"nombre_completo": "Nombre y apellidos", "telefono": "Cel"}), encoding="utf-8")
    window.prompts.answers.append(kept)
    window.press("Ctrl+O")
    assert [cells[3] for cells in shown(window, "map_table")][2:] == ["No se importa", "Teléfono"]


def test_a_file_that_is_none_is_told_and_nothing_changes(
    window: Window, section: ImportSection, tmp_path: Path
) -> None:
    path = tmp_path / "foto.xlsx"
    path.write_bytes(b"PK\x03\x04 no book")
    choose(window, path)
    assert [error.code for error in window.prompts.errors] == [Code.FILE_NOT_UNDERSTOOD]
    assert window.child("import_new_button")


def test_esc_leaves_without_a_trace(window: Window, section: ImportSection, sheet: Path) -> None:
    choose(window, sheet)
    window.press("Ctrl+Return")
    window.press("Esc")
    assert window.child("map_table").hasFocus()
    window.press("Esc")
    assert (count(window), section.draft()) == (0, None)


def test_after_a_lock_file_map_and_decisions_are_there_again(
    window: Window, section: ImportSection, sheet: Path
) -> None:
    choose(window, sheet)
    window.press("Ctrl+Return")
    window.press("O")
    draft: Any = window.page.draft()
    json.dumps(draft)
    window.sit(Role.COORDINATION)
    window.page.restore(draft)
    window.settle()
    assert len(shown(window, "map_table")) == 4
    window.child("map_table").setFocus()
    window.press("Ctrl+Return")
    assert shown(window, "preview_table")[0][4] == "Omitir"


def test_stopping_leaves_the_rows_to_be_decided(window: Window, section: ImportSection, sheet: Path) -> None:
    choose(window, sheet)
    window.press("Ctrl+Return")
    somebody_else = Event()
    window.tasks.run(somebody_else.wait, owner=section)
    press(None, "Ctrl+Return")
    press(None, "Esc")
    somebody_else.set()
    window.settle()
    assert count(window) == 0
    assert len(shown(window, "preview_table")) == 4
