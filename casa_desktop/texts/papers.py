"""Words that stand on papers around their content."""

from datetime import datetime

from casa_desktop.domain.clock import BOGOTA
from casa_desktop.domain.table import Imprint, TotalColumn
from casa_desktop.texts import dates
from casa_desktop.texts.table import TOTAL_HEADS

SIGNATURES = ("Elaboró", "Revisó", "Aprobó")
QUALITY = ("Código", "Versión", "Fecha")
NOTES = "Notas"
TABLE = "Tabla"
COUNCIL_TITLE = "Informe de atención a población migrante"
"""The title of the monthly table where the desk wrote none of its own."""
KEYS = "Teclas de CASA Desktop"


def printed(imprint: Imprint) -> str:
    """``Impreso el 23 de noviembre de 2026, 9:05 a. m., por coordinacion · CASA Desktop 0.1.0``."""
    return f"Impreso el {dates.long_moment(imprint.at)}, por {imprint.user}  ·  {imprint.program}"


def page_of(page: int, pages: int) -> str:
    """``Página 1 de 2``."""
    return f"Página {page} de {pages}"


def short_digest(digest: str) -> str:
    """The first eight characters, enough to tell two papers apart."""
    return f"SHA-256 {digest[:8]}"


def whole_digest(digest: str) -> str:
    """All of it, and of what it is."""
    return f"SHA-256 del archivo CSV de esta tabla: {digest}"


def published_digest(digest: str) -> str:
    """All of the digest of a published table."""
    return f"SHA-256 de lo publicado (cifras, reglas y versión): {digest}"


def edition(number: int, at: datetime) -> str:
    """``Publicado el 3 de diciembre de 2026 · versión 2``."""
    return f"Publicado el {dates.long_date(at.astimezone(BOGOTA).date())} · versión {number}"


ERRATUM = "Fe de erratas"
ERRATUM_COLUMNS = ("Fila", "Mes o total", "Decía", "Debe decir", "Diferencia")


def erratum(earlier: int, digest: str, reason: str) -> str:
    """What the version corrects, and why."""
    return f"Esta versión corrige la versión {earlier} (SHA-256 {digest[:8]}). Motivo: {reason.rstrip('. ')}."


def erratum_total(column: TotalColumn) -> str:
    """``Total, suma mensual``."""
    return f"Total, {TOTAL_HEADS[column]}"


NO_CORRECTION = "Ninguna cifra cambia."
