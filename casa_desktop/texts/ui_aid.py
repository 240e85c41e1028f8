"""Spanish of «Ayudas e inventario»."""

from collections.abc import Iterable
from datetime import date, datetime

from casa_desktop.domain.aid import MovementKind
from casa_desktop.domain.aid_views import SOON, Delivery, Earlier, ItemStock, LotStock, StockMove
from casa_desktop.texts import dates, numbers
from casa_desktop.texts.aid_papers import amount
from casa_desktop.texts.ui_visits import LATE_MARK

TITLE = "Ayudas e inventario"
HELP = (
    "Aquí se entregan las ayudas y se lleva su inventario. Busque a la persona, escriba cuánto se entrega y guarde con "
    "Ctrl+Enter: la entrega se cuenta y sale del inventario a la vez, y Ctrl+P imprime su acta. Si alguien ya recibió "
    "hace poco, la página lo avisa y pide el motivo."
)
DELIVERIES = "Entregas"
STOCK = "Inventario"
KEY_DELIVERIES = "Ver las entregas"
KEY_STOCK = "Ver el inventario"
KEY_FIND = "Buscar una entrega"

# Entregar
WHO = "¿A quién se entrega?"
ANONYMOUS = "Anónima (no autoriza)"
ANONYMOUS_TITLE = "Persona anónima"
NEW_TITLE = "Persona nueva"
SAVE = "Guardar entrega"
SAVING = "Guardando…"
UNDONE = "Entrega deshecha; lo entregado volvió al inventario"
LEAVE_QUESTION = "¿Dejar esta entrega sin guardar?"
LEAVE_DO = "Dejarla"
LEAVE_KEEP = "Seguir con ella"
RECEIVER = "&Recibe"
ONE = "Solo la persona"
LINES = "Qué se en&trega"
LINES_HINT = "Escriba la cantidad; las flechas pasan de un artículo a otro."
NO_ITEMS = "Todavía no hay artículos: coordinación los agrega en «Inventario»."
LOT = "Lote"
OVERRIDE = "&Motivo para entregar de nuevo"
DAY = "Fecha"
KEY_SAVE = "Guardar la entrega"
KEY_ANONYMOUS = "Entregar a una persona anónima"
KEY_LEAVE = "Dejar la entrega sin guardar"

# Lista
COLUMNS = ("Cuándo", "Acta", "Persona", "Se entregó", "Entregó")
LIST_NAME = "Entregas, la más reciente arriba"
FIND = "Buscar por acta, persona o artículo"
NO_DELIVERIES = "Todavía no hay entregas hoy"
NO_DELIVERIES_DETAIL = "Las que se guarden aparecerán aquí, con su acta para imprimir."
NOT_FOUND = "Ninguna entrega"
PRINT_ACTA = "Imprimir acta"
SAVE_ACTA = "Acta en PDF"
VOID = "Anular"
SEE_PERSON = "Ver persona"
VOID_QUESTION = "¿Por qué se anula esta entrega?"
VOID_DETAIL = "Deja de contar y lo entregado vuelve al inventario. No escriba datos de la persona."
VOIDED = "Entrega anulada; lo entregado volvió al inventario"
REASON = "Motivo"
PRINTED = "Enviado a la impresora"
SAVED_FILE = "Archivo guardado"
RENDERING = "Preparando el documento…"

# Inventario
STOCK_COLUMNS = ("Artículo", "Hay", "Unidad", "Mínimo", "Estado", "Se entrega cada")
STOCK_NAME = "Artículos del inventario"
NO_STOCK = "Todavía no hay artículos"
NO_STOCK_DETAIL = "Agregue los usuales (kits, ropa, cobijas, agua) o escriba los suyos; después registre lo que recibe."
NO_STOCK_OTHERS = "Coordinación agrega los artículos que la mesa entrega."
ADD_USUAL = "Agregar los usuales"
NEW_ITEM = "Artículo nuevo"
EDIT_ITEM = "Cambiar"
RETIRE = "Retirar"
USE_AGAIN = "Volver a usar"
DONATION = "Donación"
TAKE_OUT = "Salida"
COUNT = "Conteo"
KARDEX = "Movimientos"
SHEET = "Hoja de existencias"
SHEET_PDF = "Hoja en PDF"
BACK = "Volver"
ITEM = "Artículo"
NAME = "&Nombre"
UNIT = "&Unidad"
UNIT_HINT = "kit, prenda, botella…"
MINIMUM = "&Mínimo"
MINIMUM_HINT = "Con menos que esto, la página avisa; 0 = no avisa."
INTERVAL = "&Días entre dos entregas"
INTERVAL_HINT = "0 = cuantas veces haga falta."
PER = "El intervalo vale &para"
PER_FAMILY = "la familia"
PER_PERSON = "cada persona"
QUANTITY = "&Cantidad"
DONOR = "D&onante"
LOT_CODE = "&Lote"
EXPIRES = "&Vence"
DOCUMENT = "Documen&to"
DOCUMENT_HINT = "Remisión, acta o factura."
KIND = "&Por qué sale"
COUNTED = "&Contado"
COUNT_HINT = "Lo que se contó de este lote al terminar ese día. La diferencia queda como un movimiento, con su motivo."
ITEM_SAVED = "Artículo guardado"
DONATION_SAVED = "Donación guardada"
OUT_SAVED = "Salida guardada"
COUNT_SAVED = "Conteo guardado"
COUNT_AGREES = "El conteo coincide; queda anotado"
MOVEMENT_UNDONE = "Movimiento deshecho"
UNDO_REASON = "Deshecho al registrar"
MOVES_COLUMNS = ("Fecha", "Movimiento", "Cantidad", "Quedan", "Lote", "Origen", "Registró")
MOVES_NAME = "Movimientos, el más reciente arriba"
NO_MOVES = "Este artículo todavía no tiene movimientos"
VOID_MOVE = "Anular movimiento"
VOID_MOVE_QUESTION = "¿Por qué se anula este movimiento?"
VOID_MOVE_DETAIL = "Deja de contarse en las existencias y queda el rastro."
MOVE_VOIDED = "Movimiento anulado"
A_DELIVERY = "Una entrega se anula en la lista de entregas, donde también deja de contarse."
KINDS = {
    MovementKind.ENTRY: "Donación",
    MovementKind.EXPIRED: "Vencido",
    MovementKind.DAMAGED: "Dañado",
    MovementKind.SENT: "Traslado a otra sede",
    MovementKind.COUNT: "Conteo",
    "delivery": "Entrega",
}


def saved(delivery: Delivery) -> str:
    """``Entrega E-000012 guardada. Ctrl+P imprime el acta``."""
    return f"Entrega {delivery.code} guardada. Ctrl+P imprime el acta"


def whole_family(persons: int) -> str:
    """``Toda la familia (4)``."""
    return f"Toda la familia ({numbers.integer(persons)})"


def there(stock: ItemStock, day: date) -> str:
    """What is told beside the box of an item: ``hay 12 · vence en 5 días``."""
    said = f"hay {numbers.integer(stock.usable_on(day))}"
    usable = min((lot.expires_on for lot in stock.lots if lot.stock > 0 and lot.expires_on and not lot.expired_on(day)),
                 default=None)  # fmt: skip
    return f"{said} · {expires(usable, day)}" if usable and usable <= day + SOON else said


def first_to_expire(stock: ItemStock, day: date) -> str:
    """Which lot is taken where none is chosen: ``hay 12 · el que vence primero``."""
    return f"hay {numbers.integer(stock.usable_on(day))} · el que vence primero"


def expires(when: date, day: date) -> str:
    """``vence hoy``, ``vence en 5 días``, ``venció el 05/03/2026``, ``vence el 05/08/2026``."""
    left = (when - day).days
    if left < 0:
        return f"venció el {dates.short_date(when)}"
    if left == 0:
        return "vence hoy"
    if left <= SOON.days:
        return f"vence en {numbers.count(left, 'día', 'días')}"
    return f"vence el {dates.short_date(when)}"


def state(stock: ItemStock, day: date) -> str:
    """What somebody should look at: «bajo el mínimo», «vence en 5 días», «3 vencidos», «retirado»."""
    parts = ["retirado"] if stock.item.retired else []
    if stock.below_minimum(day):
        parts.append("bajo el mínimo")
    if gone := sum(lot.stock for lot in stock.lots if lot.expired_on(day)):
        parts.append(numbers.count(gone, "vencido", "vencidos"))
    coming = [lot.expires_on for lot in stock.lots if lot.stock > 0 and lot.expires_on and lot.expires_on >= day]
    if coming:
        parts.append(expires(min(coming), day))
    return " · ".join(parts)


def interval(stock: ItemStock) -> str:
    """``30 días por familia``; «sin límite»."""
    item = stock.item
    if not item.interval_days:
        return "sin límite"
    return f"{numbers.count(item.interval_days, 'día', 'días')} por {'familia' if item.per_family else 'persona'}"


def lot(each: LotStock, day: date) -> str:
    """``L1 · CICR · vence en 5 días · hay 12``."""
    parts = [each.code or "sin lote", each.donor_name, expires(each.expires_on, day) if each.expires_on else ""]
    return " · ".join([*(part for part in parts if part), f"hay {numbers.integer(each.stock)}"])


def person(delivery: Delivery) -> str:
    """The name; «Anónima», or the code of somebody without one; with how many it reached."""
    said = delivery.person_name or ("Anónima" if delivery.anonymous else f"Sin nombre · {delivery.person_code}")
    return f"{said} +{numbers.integer(delivery.persons - 1)}" if delivery.persons > 1 else said


def given(delivery: Delivery) -> str:
    """``Kit de aseo ×1, Cobija ×2``; whether it was given before its time."""
    totals: dict[str, int] = {}
    for line in delivery.lines:
        totals[line.item] = totals.get(line.item, 0) + line.quantity
    said = ", ".join(f"{item} ×{numbers.integer(many)}" for item, many in totals.items())
    return f"{said} · con motivo" if delivery.override_reason else said


def when(delivery: Delivery, day: date) -> str:
    """The hour of what was entered that day; «tardía» later; the date of another day."""
    if delivery.date != day:
        return dates.short_date(delivery.date)
    return LATE_MARK if delivery.late else dates.clock_time(datetime.fromisoformat(delivery.created_at))


def counted(deliveries: Iterable[Delivery]) -> str:
    """``3 entregas``. Who received twice would be added up twice, so persons are for the reports to count."""
    return numbers.count(len(tuple(deliveries)), "entrega", "entregas")


def found(deliveries: Iterable[Delivery]) -> str:
    """How many a search found."""
    return numbers.count(len(tuple(deliveries)), "entrega encontrada", "entregas encontradas")


def before(deliveries: Iterable[Delivery]) -> str:
    """What somebody got until now, while their next delivery is taken."""
    many = len(tuple(deliveries))
    return f"Antes recibió: {numbers.count(many, 'entrega', 'entregas')}" if many else "Primera entrega"


def warned(earlier: Iterable[Earlier]) -> str:
    """One sentence for each item that was given too short a time ago."""
    said = [
        f"«{each.item}» ya se entregó a esta {'familia' if each.per_family else 'persona'} el "
        f"{dates.short_date(each.date)}: {amount(each.quantity, each.unit)}, por {each.staff}. "
        f"Se entrega cada {numbers.count(each.interval_days, 'día', 'días')}."
        for each in earlier
    ]
    return "\n".join([*said, "Para entregar de nuevo, escriba el motivo (Alt+M)."] if said else [])


def move(each: StockMove) -> tuple[str, ...]:
    """One line of the kardex."""
    donor = each.donor_name if each.kind == MovementKind.ENTRY else ""
    return (
        dates.short_date(each.date),
        KINDS.get(each.kind, each.kind),
        numbers.signed(each.quantity),
        numbers.integer(each.balance),
        each.lot,
        " · ".join(part for part in (donor, each.origin, each.reason) if part),
        each.by,
    )


def retired(name: str) -> str:
    """After an item was retired."""
    return f"«{name}» ya no se ofrece"


def used_again(name: str) -> str:
    """After it was brought back."""
    return f"«{name}» se ofrece de nuevo"


def acta_file(delivery: Delivery) -> str:
    """The name proposed for its file; no name of a person."""
    return f"acta-{delivery.code}.pdf"


def sheet_file(day: date) -> str:
    """The name proposed for the stock sheet."""
    return f"existencias-{day.isoformat()}.pdf"
