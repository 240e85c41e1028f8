"""Spanish of transfers, on screen and on paper alike."""

from collections.abc import Sequence
from datetime import date

from casa_desktop.domain.ages import OLDEST, AgeRange
from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.transfers import HOME, Passenger, Plan
from casa_desktop.texts import dates, numbers
from casa_desktop.texts.places import country_name, municipality_name

MANIFEST = "Manifiesto de traslado"
VOUCHER = "Su viaje"
COLUMNS = ("N.º", "Nombres y apellidos", "Documento", "Nacionalidad", "Edad", "Parentesco", "Firma")
SIGNERS = ("Responsable del traslado", "Quien encabeza la familia", "Transportador")
SIGNED_AS = "Nombre y documento:"
NO_DOCUMENT = "Sin documento"
NOT_ASKED = "_______________"
"""A document that nobody asked for, to be written by hand: that is not the same as having none."""
DESTINATION = "Destino"
DATE = "Fecha"
DEPARTURE = "Salida"
MEANS = "Medio"
COST_CENTRE = "Centro de costo"
PEOPLE = "Viajan"
NO_DATE = "por confirmar"
BRING = "Qué llevar"
WHAT_TO_BRING = (
    "Los documentos originales de cada persona; de niñas, niños y adolescentes, también el registro civil.",
    "Esta hoja y los tiquetes.",
    "Ropa, abrigo y medicamentos para el camino; agua y algo de comer.",
    "Un número de teléfono de quien les recibe, anotado en papel.",
)


def destination(country: str, municipality: str, city: str) -> str:
    """``Ipiales, Nariño`` or ``Quito, Ecuador``; the more exact place first."""
    where = municipality_name(municipality) if country == HOME else country_name(country)
    return ", ".join(part for part in (city, where) if part)


def destination_of(plan: Plan) -> str:
    """The destination of a plan."""
    return destination(plan.country, plan.municipality, plan.city)


def title(code: str) -> str:
    """``Manifiesto de traslado T-000012``."""
    return f"{MANIFEST} {code}"


def people(many: int) -> str:
    """``5 personas``."""
    return numbers.count(many, "persona", "personas")


def age(years: AgeRange | None) -> str:
    """``34``, ``30 a 40``, ``60 o más``; empty where nothing is known."""
    if years is None:
        return ""
    if years.exact:
        return numbers.integer(years.last)
    return f"{years.first} o más" if years.last >= OLDEST else f"{years.first} a {years.last}"


def day(on: date | None) -> str:
    """``Martes 10 de marzo de 2026``, or that it is not known yet."""
    if on is None:
        return NO_DATE[0].upper() + NO_DATE[1:]
    said = dates.weekday_date(on)
    return said[0].upper() + said[1:]


def facts(plan: Plan, on: date | None, many: int, catalog: Catalog) -> list[tuple[str, str]]:
    """What stands above the passengers. The reason and the notes are nothing for a carrier."""
    found = [
        (DESTINATION, destination_of(plan)),
        (DATE, day(on)),
        (DEPARTURE, plan.departure),
        (MEANS, catalog.name(Kind.TRANSFER_MEANS, plan.means)),
        (PEOPLE, people(many)),
        (COST_CENTRE, plan.cost_centre),
    ]
    return [(label, said) for label, said in found if said]


def cells(number: int, of: Passenger, catalog: Catalog) -> Sequence[str]:
    """One line of the manifest, without the place to sign."""
    document = f"{of.document_type} {of.document}".strip() if of.document else NO_DOCUMENT
    if not of.document_type:
        document = NOT_ASKED
    kinship = catalog.name(Kind.KINSHIP, of.kinship)
    return (str(number), of.name, document, country_name(of.country), age(of.age), kinship)


def come_early(phone: str) -> str:
    """When to come, and where to tell that something changed; without the desk's phone there is a line to write it."""
    return f"Lleguen una hora antes. Si algo cambia, avísennos: {phone or '______________'}."


def travelling(names: Sequence[str], most: int) -> str:
    """``Ana Rojas, Luis Rojas y 3 personas más``."""
    shown, more = list(names[:most]), len(names) - most
    if more > 0:
        shown.append(numbers.count(more, "persona más", "personas más"))
    return numbers.listing(shown)
