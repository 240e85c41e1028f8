"""Words of the blank planilla and of the tally on paper."""

from collections.abc import Mapping
from datetime import date

from casa_desktop.domain.paper_sheets import SheetNumber
from casa_desktop.domain.tally import PERSONS, TallyRow
from casa_desktop.texts import dates, numbers

# Planilla de contingencia
SHEET_TITLE = "Planilla de contingencia"
NUMBER = "Planilla n.º"
DATE = "Fecha"
PLACE = "Lugar"
ATTENDED = "Atendió"
AUTHORISATION = (
    "Con mi firma autorizo que se registren mis datos para atenderme y para contar el servicio que recibo, y nada más "
    "(Ley 1581 de 2012). Puedo pedir que se corrijan o se retiren. Si no autorizo, recibo la atención de todas formas."
)
"""Stands at the head until the desk has written its own."""
COLUMNS = ("N.º", "Nombres y apellidos", "Documento: tipo y número", "Sexo", "Edad", "País", "Perfil", "Teléfono")
SERVICES = "Servicios (marque X)"
SIGNATURE = "Firma"
SEXES = (("H", "hombre"), ("M", "mujer"), ("I", "intersexual"), ("S", "sin dato"))
SUBJECT = "Registro de atenciones en papel"
WITHOUT_DOCUMENT = "Sin documento: escriba SIN."
ANONYMOUS = "No autoriza: escriba ANÓNIMA en el nombre, con sexo, edad y perfil."
CALLS = "en RCF, X si se logró y – si nadie contestó"

# Arqueo
TALLY_TITLE = "Arqueo del día"
TALLY_SUBJECT = "Comparación de un día con el papel"
TALLY_COLUMNS = ("", "Papel", "Programa", "Diferencia")
PERSONS_ROW = "Personas"
AGREES = "El papel y el programa coinciden."
NOTE = "Nota"
INCOMPLETE = "Sin las atenciones reservadas: las cuenta coordinación."
SIGNS = ("Contó en el papel", "Revisó")


def foot(sheet: SheetNumber) -> str:
    """``Planilla PC-0042``."""
    return f"Planilla {sheet.written}"


def legend(profiles: Mapping[str, str], services: Mapping[str, str]) -> tuple[str, ...]:
    """What the short codes stand for, a line for each kind; *profiles* and *services* are short code → name."""
    sexes = ", ".join(f"{code} {word}" for code, word in SEXES)
    said = ", ".join(f"{code} {name}" for code, name in services.items())
    calls = f"; {CALLS}" if "RCF" in services else ""
    return (
        f"Perfil: {', '.join(f'{code} {name.lower()}' for code, name in profiles.items())}. Sexo: {sexes}.",
        f"Servicios: {said}{calls}. {WITHOUT_DOCUMENT} {ANONYMOUS}",
    )


def checked(day: date, at: str, by: str) -> str:
    """Of which day, when and by whom."""
    said = dates.weekday_date(day)
    return f"{said[0].upper()}{said[1:]}  ·  hecho el {at} por {by}"


def row_name(code: str, names: Mapping[str, str]) -> str:
    """A service by its name, or «Personas»."""
    return PERSONS_ROW if code == PERSONS else names.get(code, code)


def difference(row: TallyRow) -> str:
    """``+1``: the paper has one more; ``−2``; a dash where both agree."""
    if not row.difference:
        return "–"
    sign = "+" if row.difference > 0 else "−"
    return f"{sign}{numbers.integer(abs(row.difference))}"
