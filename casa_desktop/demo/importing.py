"""The register that the desk kept in a spreadsheet before the program, as it was: brought in on the first day."""

from datetime import date

from casa_desktop.demo.team import Crew
from casa_desktop.domain.access import Role
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.import_columns import guess
from casa_desktop.domain.import_values import RowReader
from casa_desktop.services import importing
from casa_desktop.services.importing import ImportFile

FEWEST_PERSONS = 100
"""A smaller desk is made for something else than to be looked at."""
_FILE = "Registro de la mesa 2018.xlsx"
_COUNTRIES = {"venezuela": "VEN", "colombia": "COL"}
_ROWS: tuple[tuple[object, ...], ...] = (
    ("Registro de personas", None, None, None, None, None, None),
    ("No.", "Nombre y apellidos", "Cédula", "F. nac", "Edad", "Cel", "Nacionalidad"),
    (1, "YOLIMAR COROMOTO BRACHO PIÑA", "V-17.204.118", "14/09/1985", None, "310 555 0101", "venezolana"),
    (2, "Wilder Enrique Bracho", "V-30.118.402", None, "12 años", None, "venezolano"),
    (3, "Ramiro de la Cruz Ardila", 13899001, "3 de mayo de 1961", None, "no tiene", "Colombia"),
    (4, "Nairobis Chacín", "EN TRÁMITE", "1994", None, "315 555 0102 / 0414 555 0103", "Venezuela"),
    (5, None, None, None, 8, None, None),
    (6, "Eudomar José Paredes Lugo", "PPT 4820117", "31/02/1979", None, "3205550104", "VEN"),
    (7, "Deisy Paola Quintero", "1.098.555.017", "22/11/1999", None, "555", "colombiana"),
)


def bring_in(crew: Crew, day: date) -> None:
    """Imports it through the verb, odd values and all."""
    columns = guess(_ROWS)
    reader = RowReader(columns, _COUNTRIES, day)
    rows = [
        row
        for line, cells in enumerate(_ROWS, 1)
        if line > columns.head + 1 and (row := reader.read(line, cells)) is not None
    ]
    crew.act(Role.COORDINATION, importing.import_file, ImportFile(new_id(), _FILE, rows, thorough=True))
