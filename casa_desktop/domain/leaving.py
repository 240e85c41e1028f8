"""How something leaves the program, and what: closed sets, so that no word that somebody typed enters the audit."""

from collections.abc import Sequence
from enum import StrEnum, unique


@unique
class Way(StrEnum):
    """How it leaves: as a file, on paper, or over the clipboard. The audit writes the value."""

    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"
    TXT = "txt"
    PNG = "png"
    SVG = "svg"
    PAPER = "papel"
    COPY = "copia"
    """A table for a spreadsheet, over the clipboard."""
    MESSAGE = "texto"
    """Words for a chat, over the clipboard."""


@unique
class Sent(StrEnum):
    """Which report leaves, as the audit names it before its way."""

    TABLE = ""
    """The monthly table; so it was written before there were others."""
    FIGURES = "cifras"
    BREAKDOWN = "desglose"
    DASHBOARD = "tablero"
    RECONCILIATION = "conciliacion"
    RELIEF = "inventario"
    GIFMM = "gifmm"
    UNHCR = "acnur"
    ECHO = "echo"
    HEALTH = "minsalud"


def way_of(suffix: str, ways: Sequence[Way]) -> Way:
    """The one of *ways* that the ending of a file's name, ``.XLSX``, asks for; the first where it asks for none of
    them: «para la Dra. Gil» ends with nothing that is a file."""
    asked = suffix.lower().removeprefix(".")
    return next((way for way in ways if way == asked), ways[0])
