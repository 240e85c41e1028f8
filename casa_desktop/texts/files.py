"""Files by what they are called where one asks for them, and names that every file system takes."""

from collections.abc import Mapping
from types import MappingProxyType

from casa_desktop.domain.leaving import Way

KINDS: Mapping[Way, str] = MappingProxyType(
    {
        Way.PDF: "Documento PDF",
        Way.XLSX: "Hoja de cálculo",
        Way.CSV: "CSV para hoja de cálculo",
        Way.PNG: "Imagen",
        Way.SVG: "Imagen que se agranda sin perder",
    }
)
REPLACE, KEEP = "Reemplazar", "Conservar"
_REFUSED = frozenset('\\/:*?"<>|')


def kinds(*ways: Way) -> tuple[tuple[str, str], ...]:
    """(words, pattern) of each, as the dialog of files offers them."""
    return tuple((KINDS[way], f"*.{way}") for way in ways)


def safe_name(name: str) -> str:
    """*name* without what Windows or a file system would refuse or take for a folder: «ECHO 2025/26» is «ECHO 2025-26».

    Windows drops points and spaces at the end of a name by itself.
    """
    written = "".join("-" if each in _REFUSED else each for each in name if each.isprintable())
    return written.strip().rstrip(". ")


def replaces(name: str) -> str:
    """Asks before a file is written over."""
    return f"«{name}» ya existe. ¿Lo reemplaza?"
