"""Pictures of «Importar personas»: nothing yet, the columns, what would come of it, on the way, what came of it."""

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

from casa_desktop.texts import ui_importing as texts
from casa_desktop.ui.gallery.stage import Scene, Stage
from casa_desktop.ui.importing.section import ImportSection
from casa_desktop.ui.settings.scenes import open_part

_FILE = "Registro 2019.csv"
_ROWS = (
    ("REGISTRO DE PERSONAS ATENDIDAS 2019", *[""] * 8),
    ("No.", "Nombre y apellidos", "Cédula", "F. nac", "Edad", "Cel", "Nacionalidad", "Barrio", "Observaciones"),
    (
        "1",
        "YUSMARY DEL CARMEN ROJAS PÉREZ",
        "V-18.345.678",
        "5/3/1987",
        "",
        "300 123 4567",
        "venezolana",
        "La Joya",
        "",
    ),
    (
        "2",
        "Pedro Antonio de la Hoz Gómez",
        "1098765432",
        "",
        "30 años",
        "no tiene",
        "colombiano",
        "Centro",
        "retornado",
    ),
    ("3", "Keila Uriana Epiayú", "PPT 5123456", "31/02/1990", "", "3187654321 / 3120001122", "Venezuela", "", ""),
    ("4", "Yusmary Carmen Rojas", "18345678", "1987", "", "3001234567", "VEN", "La Joya", "la misma del 1?"),
    ("5", "Jean Baptiste Desrosiers", "EN TRÁMITE", "", "treinta y dos", "12", "Haití", "Café Madrid", ""),
    ("6", "", "", "", "14", "", "Narnia", "", ""),
    (
        "7",
        "Wilhelmina de los Ángeles Etxeberría Iguarán Monasterios",
        "AB123456",
        "1/1/2000",
        "",
        "",
        "VEN",
        "Km 4",
        "",
    ),
)


def _section(stage: Stage) -> ImportSection:
    section = open_part(stage, "importing", "coordinacion")
    if not isinstance(section, ImportSection):
        raise TypeError(section.page_id)
    return section


def _columns(stage: Stage) -> ImportSection:
    section = _section(stage)
    with TemporaryDirectory() as folder:
        path = Path(folder) / _FILE
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows(_ROWS)
        section.read(path)
        stage.wait()
    section.focus_first()
    return section


def _preview(stage: Stage) -> ImportSection:
    section = _columns(stage)
    section.look()
    stage.wait()
    section.focus_first()
    section.preview.table.select("6")
    return section


def _result(stage: Stage) -> None:
    section = _section(stage)
    if all(row.cells[2] != _FILE for row in section.past.table.rows()):
        section = _preview(stage)
        section.take_in()
        stage.wait()
    else:
        section.past.table.select(next(row.key for row in section.past.table.rows() if row.cells[2] == _FILE))
        section.open_target(section.past.table.current_key())
        stage.wait()
    section.result.show_filter("odd")
    stage.wait()


def _past(stage: Stage) -> None:
    _result(stage)
    _section(stage).focus_first()


def _busy(stage: Stage) -> None:
    section = _section(stage)
    section.busy.begin(texts.WRITING).tell(31_000, 50_000)
    section.busy.look()
    section.show_busy()


SCENES = (
    Scene("ajustes-importar", _section),
    Scene("ajustes-importar-columnas", _columns),
    Scene("ajustes-importar-filas", _preview),
    Scene("ajustes-importar-en-curso", _busy),
    Scene("ajustes-importar-resultado", _result),
    Scene("ajustes-importar-lista", _past),
)
