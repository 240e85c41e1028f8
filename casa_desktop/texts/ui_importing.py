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
        Odd.TYPE_UNKNOWN: "no se conoce ese tipo de documento",
        Odd.TYPE_GUESSED: "no decía el tipo de documento y se dedujo",
        Odd.NUMBER_UNUSUAL: "el número de documento es raro",
        Odd.NUMBER_MISSING: "dice el tipo de documento y no el número",
        Odd.PHONE_UNUSUAL: "el teléfono es raro",
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
