"""Spanish of the list of records behind a figure, as it leaves the house."""

from casa_desktop.domain.listings import Listed, Listing
from casa_desktop.domain.periods import Period
from casa_desktop.texts import dates, numbers
from casa_desktop.texts.ui_statistics import folio

TITLE, NOMINAL_TITLE = "Registros de una cifra", "Lista nominal de una cifra"
SUBJECT = "Registros por código, sin nombres"
NOMINAL_SUBJECT = "Contiene datos personales: guárdela cifrada y bórrela cuando no la necesite"
QUANTITY = "Cantidad"
COLUMNS = ("Código", "Fecha", "Servicio", QUANTITY, "Folio")
NOMINAL_COLUMNS = ("Código", "Nombre", "Documento", "Fecha", "Servicio", QUANTITY, "Folio")
SHEET = "Registros"
NOTHING = "No hay registros que su rol pueda sacar."

SAVE, SAVE_NAMES = "Guardar la lista", "Guardar la lista con nombres"
SAVE_TITLE, SAVE_NAMES_TITLE = "Guardar los registros", "Guardar la lista cifrada"
ZIP_KINDS = (("Archivo cifrado", "*.zip"),)
READING, WRITING, SEALING = "Leyendo los registros", "Escribiendo la lista", "Cifrando la lista"
SAVED = "Lista guardada"
ASK_REASON = "¿Para qué se saca una lista con nombres?"
REASON = "Motivo"
REASON_DETAIL = (
    "Queda en la auditoría con su usuario. No sale lo que se atendió en reserva ni quien pidió no confirmar su "
    "presencia. No se entrega a Migración, a la policía ni a la alcaldía."
)
ASK_PASSWORD = "Escriba su contraseña para sacar la lista"
GO_ON = "Seguir"
ZIP_SECRET = "La lista se guarda cifrada. Esta es su clave:"
ZIP_DETAIL = "Anótela antes de seguir: se muestra una sola vez y no queda en ninguna parte. Dígala por otro medio."


def heading(listing: Listing) -> str:
    """The title of the list."""
    return NOMINAL_TITLE if listing.nominal else TITLE


def columns(listing: Listing) -> tuple[str, ...]:
    """The heads of the list."""
    return NOMINAL_COLUMNS if listing.nominal else COLUMNS


def cells(line: Listed, *, nominal: bool) -> tuple[str, ...]:
    """One line as it is read."""
    who = (line.code, line.name, line.document) if nominal else (line.code,)
    day = dates.short_date(line.day)
    return (*who, day, line.service, numbers.integer(line.quantity), folio(line.sheet, line.line))


def how_many(listing: Listing) -> str:
    """``1.234 servicios de 812 personas``."""
    people = len({line.code for line in listing.lines})
    services = numbers.count(len(listing.lines), "servicio", "servicios")
    return f"{services} de {numbers.count(people, 'persona', 'personas')}"


def left_out(listing: Listing) -> str:
    """What counts and is not in the list; empty for nothing. No reason is told: each tells of somebody."""
    if listing.left_out is None:
        return "Lo que se atiende en reserva cuenta y no sale en esta lista."
    if not listing.left_out:
        return ""
    many = numbers.count(listing.left_out, "servicio cuenta y no sale", "servicios cuentan y no salen")
    return f"{many} en esta lista."


def file_of(label: str, period: Period) -> str:
    """What of a number may stand in the name of a file: ``PERSONAS 2026-01 a 2026-03``."""
    months = str(period.first) if period.first == period.last else f"{period.first} a {period.last}"
    return f"{label} {months}".strip()


def file_name(of: str, *, nominal: bool) -> str:
    """``Registros PERSONAS 2026-01 a 2026-03``; *of* by :func:`file_of`."""
    return f"{'Lista nominal' if nominal else 'Registros'} {of}"
