"""Words of the papers of humanitarian items: the acta that is signed, and the sheet for a count."""

from casa_desktop.domain.aid_views import DeliveredLine, Delivery, ItemStock, LotStock
from casa_desktop.texts import dates, numbers
from casa_desktop.texts.ui_visits import folio

ACTA = "Acta de entrega de ayuda humanitaria"
ACTA_COLUMNS = ("Artículo", "Cantidad", "Donante", "Lote")
ACTA_SAID = (
    "Recibí los artículos de esta acta en buen estado. La ayuda humanitaria es gratuita: nadie puede pedir dinero, "
    "favores ni ninguna otra cosa a cambio de ella."
)
RECEIVES = "Recibe: firma o huella"
DELIVERS = "Entrega: firma"
DOCUMENT = "Documento"
DELIVERED_TO = "Entregado a"
DATE = "Fecha"
PLACE = "Lugar"
FOLIO = "Folio"
NUMBER = "Acta"
REPEATED = "Se entregó antes de cumplirse el intervalo; el motivo quedó en el registro."
"""Why it was given again is nobody's business at home; that somebody answered for it is the desk's."""
NO_NAME = "Persona que no registra su nombre"
SHEET = "Hoja de existencias"
SHEET_COLUMNS = ("Artículo", "Lote", "Donante", "Vence", "Hay", "Contado", "Diferencia")
SHEET_SAID = (
    "Cuente cada lote y escriba lo contado. Lo que no coincida se corrige en «Ayudas e inventario», «Conteo», con su "
    "motivo."
)
COUNTED_BY = ("Contó", "Revisó", "Fecha y hora del conteo")
EMPTY_SHEET = "No hay existencias registradas."


def receiver(delivery: Delivery) -> str:
    """The name as it is printed; of a reserved contact and of an anonymous person only the code."""
    name = "" if delivery.reserved else delivery.person_name
    said = f"{name} · {delivery.person_code}" if name else delivery.person_code
    if delivery.anonymous:
        said = f"{NO_NAME} · {delivery.person_code}"
    return (
        f"{said}, y su familia: {numbers.count(delivery.persons, 'persona', 'personas')}"
        if delivery.for_family
        else said
    )


def signer(delivery: Delivery) -> str:
    """Whose name stands under the line."""
    return "" if delivery.reserved or delivery.anonymous else delivery.person_name


def amount(number: int, unit: str) -> str:
    """``1 kit``, ``2 kits``, ``3 unidades``, ``2 paquetes de seis``: the first word takes the plural."""
    first, blank, rest = unit.partition(" ")
    if number == 1 or first.endswith("s"):
        plural = first
    elif first.endswith("z"):
        plural = f"{first[:-1]}ces"
    else:
        plural = f"{first}es" if first.endswith(("d", "j", "l", "n", "r")) else f"{first}s"
    return f"{numbers.integer(number)} {plural}{blank}{rest}"


def quantity(line: DeliveredLine) -> str:
    """What stands in the table."""
    return amount(line.quantity, line.unit)


def heading(delivery: Delivery) -> list[tuple[str, str]]:
    """(label, value) above the table."""
    return [
        (NUMBER, delivery.code),
        (DATE, dates.long_date(delivery.date)),
        (PLACE, delivery.place),
        (FOLIO, folio(delivery.sheet, delivery.line)),
    ]


def lot(each: LotStock) -> tuple[str, str, str, str]:
    """Lot, donor, expiry and what is there."""
    expires = dates.short_date(each.expires_on) if each.expires_on else ""
    return each.code or "sin lote", each.donor_name, expires, numbers.integer(each.stock)


def item(each: ItemStock) -> str:
    """``Kit de aseo (kit)``."""
    return f"{each.item.name} ({each.item.unit})"
