"""The words of importing persons: columns, what is odd, what became of a row; for the window and the command line."""

from collections.abc import Iterable
from functools import cache
from types import MappingProxyType

from casa_desktop.domain.import_codes import squeezed
from casa_desktop.domain.importing import Column, Kept, Likeness, Odd, Outcome, Tally
from casa_desktop.texts.numbers import count, integer
from casa_desktop.texts.places import countries

COLUMNS = MappingProxyType(
    {
        Column.ID: "Identificador (id)",
        Column.FULL_NAME: "Nombre completo",
        Column.SURNAMES_FIRST: "Apellidos y nombres",
        Column.GIVEN_NAMES: "Nombres",
        Column.SURNAMES: "Apellidos",
        Column.FIRST_NAME: "Primer nombre",
        Column.OTHER_NAMES: "Otros nombres",
        Column.FIRST_SURNAME: "Primer apellido",
        Column.SECOND_SURNAME: "Segundo apellido",
        Column.DOCUMENT_TYPE: "Tipo de documento",
        Column.DOCUMENT: "Número de documento",
        Column.PHONE: "Teléfono",
        Column.BIRTH_DATE: "Fecha de nacimiento",
        Column.AGE: "Edad",
        Column.SEX: "Sexo",
        Column.COUNTRY: "País o nacionalidad",
        Column.ADDRESS: "Dirección o barrio",
    }
)
ODD = MappingProxyType(
    {
        Odd.FORMULA: "hay un error de fórmula en la celda",
        Odd.NAME_CUT: "el nombre es demasiado largo y se cortó",
        Odd.NAME_UNUSUAL: "el nombre tiene números o no tiene letras",
        Odd.NAME_NOTHING: "donde va el nombre parece decir que no hay",
        Odd.TYPE_UNKNOWN: "no se conoce ese tipo de documento",
        Odd.TYPE_GUESSED: "no decía el tipo de documento y se dedujo",
        Odd.NUMBER_UNUSUAL: "el número de documento es raro",
        Odd.NUMBER_MISSING: "dice el tipo de documento y no el número",
        Odd.PHONE_UNUSUAL: "el teléfono es raro",
        Odd.DIGITS_LOST: "la hoja de cálculo abrevió el número y le quitó cifras: quedó sin él",
        Odd.DATE_UNCLEAR: "la fecha de nacimiento no se entiende",
        Odd.DATE_IMPOSSIBLE: "la fecha de nacimiento no puede ser",
        Odd.YEAR_ONLY: "solo dice el año de nacimiento: queda como edad",
        Odd.AGE_UNCLEAR: "la edad no se entiende",
        Odd.AGE_DIFFERS: "la edad no va con la fecha de nacimiento, que es la que queda",
        Odd.SEX_UNCLEAR: "el sexo no se entiende",
        Odd.COUNTRY_UNKNOWN: "no se conoce ese país",
        Odd.ADDRESS_CUT: "la dirección es demasiado larga y se cortó",
        Odd.ID_MISSING: "no trae id",
        Odd.ID_CUT: "el id es demasiado largo y se acortó",
        Odd.ID_REPEATED: "el mismo id está en una línea anterior",
    }
)
OUTCOMES = MappingProxyType(
    {
        Outcome.CREATED: "Crear",
        Outcome.JOINED: "Es la misma persona",
        Outcome.KNOWN: "Ya estaba",
        Outcome.HELD: "Omitir",
        Outcome.REFUSED: "No se puede",
    }
)
BECAME = MappingProxyType(
    {
        Outcome.CREATED: "Creada",
        Outcome.JOINED: "Unida a otra",
        Outcome.KNOWN: "Ya estaba",
        Outcome.HELD: "Omitida",
        Outcome.REFUSED: "Rechazada",
    }
)
LIKENESSES = MappingProxyType({Likeness.MATCHED: "coincide", Likeness.DOUBTFUL: "dudosa", Likeness.NONE: ""})
KEPT = MappingProxyType(
    {
        Kept.ATTENDED: "se quedó: ya tiene registros",
        Kept.EDITED: "se quedó: alguien la cambió",
        Kept.MERGED: "se quedó: está unida a otra ficha",
        Kept.FAMILY: "se quedó: ya es parte de una familia",
    }
)
NO_NAME_NO_DOCUMENT = "no tiene nombre ni documento"


@cache
def country_codes() -> dict[str, str]:
    """Names and codes of countries, without accents or blanks → alpha-3."""
    found: dict[str, str] = {}
    for country in countries():
        for text in (country.name, country.alpha2, country.alpha3):
            found.setdefault(squeezed(text), country.alpha3)
    return {key: code for key, code in found.items() if key}


def warned(odd: Iterable[Odd]) -> str:
    """What is odd in one row: «el sexo no se entiende; no se conoce ese país»."""
    return "; ".join(dict.fromkeys(ODD[each] for each in odd))


def summary(tally: Tally, *, simulated: bool = False) -> tuple[str, ...]:
    """An import in a few lines."""
    made = ("se crearía", "se crearían") if simulated else ("creada", "creadas")
    lines = [
        f"{count(tally.rows, 'fila leída', 'filas leídas')}.",
        f"{count(tally.created, f'persona {made[0]}', f'personas {made[1]}')}.",
    ]
    for value, one, many in (
        (tally.joined, "fila unida a una persona conocida", "filas unidas a personas conocidas"),
        (tally.known, "ya estaba", "ya estaban"),
        (tally.matched, "coincide con alguien", "coinciden con alguien"),
        (tally.doubtful, "dudosa", "dudosas"),
        (tally.held, "omitida", "omitidas"),
        (tally.refused, "rechazada", "rechazadas"),
        (tally.warnings, "con advertencias", "con advertencias"),
    ):
        lines.append(f"{count(value, one, many)}.")
    return tuple(lines)


def undone(taken_back: int, kept: int) -> str:
    """What taking an import back did."""
    told = f"{count(taken_back, 'fila deshecha', 'filas deshechas')}."
    stayed = count(kept, "se quedó porque algo pasó después", "se quedaron porque algo pasó después")
    return f"{told} {stayed}." if kept else told


NOTHING_NEW = "No trae nada nuevo: no se guardó ninguna importación."
SIMULATED = "Fue una simulación: no se guardó nada."


def done(code: str) -> str:
    """What the command line says at the end."""
    return f"Importación {code} guardada; se puede deshacer en Ajustes → Importar personas."


def progress(rows: int) -> str:
    """How far it is."""
    return f"{count(rows, 'fila', 'filas')}…"


def refused() -> str:
    """Why a row is not taken."""
    return f"{NO_NAME_NO_DOCUMENT}; no se importa."


def earlier(line: int) -> str:
    """Who a row may be, where that is another row."""
    return f"la línea {integer(line)}"


def alike(likeness: Likeness, who: str, reasons: str, *, held: bool) -> str:
    """«coincide con P-000123 (mismo documento).»"""
    told = "coincide con" if likeness is Likeness.MATCHED else "puede ser"
    what = " Se omitió." if held else ""
    return f"{told} {who} ({reasons}).{what}"


def untold(lines: int) -> str:
    """How many lines were not said."""
    return f"Y {count(lines, 'aviso más', 'avisos más')}; se ven en Ajustes → Importar personas."


def at_line(line: int, text: str) -> str:
    """«Línea 12: …»."""
    return f"Línea {integer(line)}: {text}"


# The window

TITLE = "Importar personas"
HINT = (
    "Trae las personas de una hoja de cálculo (xlsx, xls, ods o csv). Antes de guardar se ve qué pasaría con cada "
    "fila, y después se puede deshacer."
)
HELP = (
    "Elija un archivo: se adivina qué es cada columna y usted lo corrige. Luego se ve fila por fila quién se crearía, "
    "quién coincide con alguien que ya está y por qué. Se guarda todo o nada. Deshacer una importación quita lo que "
    "trajo, menos a quienes ya se atendió, cambió o unió a una familia."
)
NEW = "Elegir archivo"
FILE_TITLE = "Archivo de personas"
FILE_KINDS = (("Hoja de cálculo o texto", "*.xlsx *.xls *.ods *.csv *.txt"),)
MAP_KINDS = (("Mapa de columnas", "*.json"),)
MAP_NAME = "mapa.json"
BACK = "Volver"
PAST_LIST = "Importaciones"
PAST_COLUMNS = ("Código", "Fecha", "Archivo", "Filas", "Creadas", "Unidas", "Estado")
NONE_YET = "Todavía no se ha importado nada"
NONE_YET_DETAIL = "Aquí quedan las importaciones, con lo que pasó con cada fila; cada una se puede deshacer."
READING = "Leyendo el archivo…"
PLANNING = "Comparando con las personas que ya están…"
WRITING = "Guardando las personas…"
UNDOING = "Deshaciendo la importación…"
CANCELLED = "Se canceló: no se guardó nada."

# Columns
MAP_TITLE = "Qué es cada columna"
MAP_COLUMNS = ("", "Título en el archivo", "Primeros datos", "Es")
MAP_LIST = "Columnas del archivo"
NOT_TAKEN = "No se importa"
MEANS = "La columna e&s"
STATED_ON = "Día en que se dijo la &edad"
LETTER_M = "La letra &M quiere decir"
WOMAN, MAN = "Mujer", "Hombre (masculino)"
LOOK = "Ver qué pasaría"
SAVE_MAP = "Guardar mapa"
OPEN_MAP = "Abrir mapa"
OTHER_FILE = "No importar"
KEY_CHANGE = "Cambiar qué es la columna"
NO_NAME_COLUMN = "Ninguna columna es un nombre o un documento: diga cuál."
NO_DAY = "Escriba un día que no sea futuro."

# Preview
PREVIEW_LIST = "Qué pasaría con cada fila"
PREVIEW_COLUMNS = ("Línea", "Persona", "Documento", "Edad", "Qué se hace", "Por qué")
ALL = "Todas"
FILTERS = MappingProxyType(
    {
        "": "Todas",
        "new": "Nuevas",
        "matched": "Coinciden",
        "doubtful": "Dudosas",
        "known": "Ya estaban",
        "held": "Omitidas",
        "refused": "No se pueden",
        "odd": "Con advertencias",
    }
)
DO_IMPORT = "Importar"
CREATE = "Crear"
JOIN = "Es la misma"
HOLD = "Omitir"
BACK_TO_MAP = "Columnas"
NO_ROWS = "No hay filas así"
NO_ROWS_DETAIL = "Elija otro filtro para ver las demás."
NO_NAME = "Sin nombre"
NOBODY_TO_JOIN = "Esa fila no se parece a nadie: no hay con quién unirla."
DECIDED_ALREADY = "Esa fila no se puede cambiar."

# What became of it
RESULT_LIST = "Qué pasó con cada fila"
RESULT_COLUMNS = ("Línea", "Código", "Persona", "Qué pasó", "Detalle")
RESULT_FILTERS = MappingProxyType(
    {
        "": "Todas",
        "created": "Creadas",
        "joined": "Unidas",
        "matched": "Coinciden",
        "doubtful": "Dudosas",
        "odd": "Con advertencias",
        "held": "Omitidas",
        "refused": "Rechazadas",
        "kept": "Se quedaron",
    }
)
UNDO = "Deshacer importación"
UNDO_ASK = "¿Deshacer la importación {code}?"
UNDO_DETAIL = (
    "Se quita lo que trajo. Quienes ya tienen atenciones u otros registros, cambiaron o están en una familia se "
    "quedan, y la lista dice por qué."
)
UNDO_KEEP = "No deshacer"
OPEN_PERSON = "Abrir persona"
UNDONE_WORD = "deshecha"
DONE_WORD = "guardada"
TAKEN_BACK = "deshecha"
LEAVE = "Hay una importación en curso."


def map_summary(name: str, rows: int, head: int) -> str:
    """«registro.xlsx: 340 filas; los títulos están en la línea 3.»"""
    where = f"los títulos están en la línea {integer(head + 1)}" if head >= 0 else "no tiene títulos"
    return f"{name}: {count(rows, 'fila', 'filas')}; {where}."


def filtered(word: str, rows: int) -> str:
    """«Coinciden 12»."""
    return f"{word} {integer(rows)}"


def import_button(created: int, joined: int) -> str:
    """«Importar 340»."""
    return f"{DO_IMPORT} {integer(created + joined)}"


def imported(tally: Tally) -> str:
    """What is said once it is done."""
    created = count(tally.created, "persona creada", "personas creadas")
    joined = count(tally.joined, "fila unida a alguien conocido", "filas unidas a personas conocidas")
    return f"{created}; {joined}." if tally.joined else f"{created}."


def why(likeness: Likeness, who: str, reasons: str) -> str:
    """«coincide con Ana Rojas, P-000123: mismo documento»."""
    told = "coincide con" if likeness is Likeness.MATCHED else "puede ser"
    return f"{told} {who}: {reasons}" if reasons else f"{told} {who}"


def odd_value(odd: Odd, typed: str) -> str:
    """«no se conoce ese país («Narnia»)»."""
    return f"{ODD[odd]} («{typed}»)" if typed else ODD[odd]


def state(undone_one: bool, kept: int) -> str:
    """«guardada», «deshecha», «deshecha; se quedaron 3»."""
    if not undone_one:
        return DONE_WORD
    stayed = f"; {'se quedó' if kept == 1 else 'se quedaron'} {integer(kept)}" if kept else ""
    return f"{UNDONE_WORD}{stayed}"
