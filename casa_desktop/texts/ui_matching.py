"""Spanish of matching: one short phrase for each reason why two records may be one person, or may not."""

from collections.abc import Iterable
from types import MappingProxyType

from casa_desktop.domain.matching.described import Reason
from casa_desktop.texts.numbers import count, integer

REASONS = MappingProxyType(
    {
        Reason.SAME_DOCUMENT: "mismo documento",
        Reason.DOCUMENT_ONE_DIGIT: "documento con un dígito distinto",
        Reason.DOCUMENT_SWAPPED_DIGITS: "documento con dos dígitos cambiados de lugar",
        Reason.DOCUMENT_OTHER_TYPE: "documento de otro tipo",
        Reason.SAME_PHONE: "mismo teléfono",
        Reason.PHONE_ONE_DIGIT: "teléfono con un dígito distinto",
        Reason.SAME_NAME: "mismo nombre",
        Reason.SOUNDS_ALIKE: "suena igual",
        Reason.SPELLED_ALIKE: "se escribe parecido",
        Reason.SURNAMES_SWAPPED: "apellidos en otro orden",
        Reason.NAMES_SWAPPED: "nombres en otro orden",
        Reason.NICKNAME: "nombre familiar",
        Reason.SURNAME_MISSING: "falta un apellido",
        Reason.NAME_MISSING: "falta un nombre",
        Reason.GLUED: "nombres pegados o separados",
        Reason.SHORTENED: "nombre abreviado",
        Reason.NAME_IN_PART: "coincide parte del nombre",
        Reason.SAME_BIRTH_DATE: "misma fecha de nacimiento",
        Reason.BIRTH_DAY_MONTH_SWAPPED: "día y mes de nacimiento cambiados",
        Reason.BIRTH_DATE_CLOSE: "fecha de nacimiento parecida",
        Reason.AGE_FITS: "la edad concuerda",
        Reason.SAME_HOUSEHOLD: "misma familia",
        Reason.SAME_ADDRESS: "misma dirección",
        Reason.DIFFERENT_DOCUMENT: "otro documento",
        Reason.DIFFERENT_NAME: "otro nombre",
        Reason.SEX_DIFFERS: "otro sexo",
        Reason.COUNTRY_DIFFERS: "otro país",
        Reason.AGE_DIFFERS: "otra edad",
        Reason.MAY_BE_RELATIVE: "puede ser un familiar",
    }
)
ALERT = "Posible duplicado"
YES, NO = "si", "no"
"""In a file that programs read."""


def reasons(found: Iterable[Reason]) -> str:
    """«mismo documento, suena igual»."""
    return ", ".join(REASONS[reason] for reason in found)


def progress(done: int) -> str:
    """While a file is asked about."""
    return f"{count(done, 'fila buscada', 'filas buscadas')}…"


def done(rows: int) -> str:
    """At the end of a file."""
    return f"{count(rows, 'fila buscada', 'filas buscadas')}."


NOTHING_TO_ASK = "no tiene nombre ni documento ni teléfono; no se buscó."


def at_row(line: int, text: str) -> str:
    """«Fila 12: …»."""
    return f"Fila {integer(line)}: {text}"


def untold(lines: int) -> str:
    """How many lines were not said."""
    return f"Y {count(lines, 'aviso más', 'avisos más')}."
