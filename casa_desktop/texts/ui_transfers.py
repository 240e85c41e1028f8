"""Spanish of «Traslados»: the list, the request, the steps."""

from collections.abc import Iterable
from datetime import date

from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.person_views import Member, PersonPage
from casa_desktop.domain.transfers import (
    OPEN,
    Plan,
    Step,
    StepShown,
    Totals,
    TransferDetail,
    TransferRow,
    TravellerShown,
)
from casa_desktop.texts import dates, numbers, transfers, ui_people

TITLE = "Traslados"
HELP = (
    "Aquí se lleva cada traslado desde que la familia lo pide hasta que llega. Solo cuando se anota que viajó queda el "
    "servicio de cada persona y cuenta en los informes; si se anula, deja de contar. El manifiesto lleva los "
    "documentos completos y cada vez que se abre queda registrado."
)
NEW = "Solicitar traslado"
KEY_NEW = "Solicitar un traslado"
KEY_NEXT = "Anotar el paso que sigue"
KEY_EDIT = "Cambiar el plan"
KEY_CANCEL = "Cancelar el traslado"
KEY_UNDO = "Devolver el último paso"
KEY_MANIFEST = "Ver e imprimir el manifiesto"
KEY_VOUCHER = "Ver e imprimir la hoja de la familia"
KEY_LIST = "Pasar de la lista al traslado y volver"
COLUMNS = ("Fecha", "Quién", "Viajan", "Destino", "Estado")
LIST_NAME = "Traslados, los abiertos arriba"
FROM = "Desde"
TO = "Hasta"
STATE = "Estado"
ALL = "Todos"
OPEN_ONLY = "Abiertos"
DESTINATION = "Destino"
NONE = "Todavía no hay traslados"
NONE_DETAIL = "Los que se soliciten aparecerán aquí, con su estado."
NONE_SUCH = "Ningún traslado con ese filtro"
NONE_OPEN = "Ningún traslado abierto"
NONE_OPEN_DETAIL = "Elija uno de la lista, o solicite uno nuevo."

NEW_TITLE = "Traslado nuevo"
EDIT_TITLE = "Cambiar el plan"
WHO = "¿Quién pide el traslado?"
WHO_ELSE = "¿Quién más viaja?"
TRAVELLERS = "Viajan"
TRAVELLERS_HINT = "Toda la familia queda marcada; desmarque a quien no viaja."
ADD_TRAVELLER = "Otra persona"
COUNTRY = "País de destino"
MUNICIPALITY = "Municipio"
CITY = "Ciudad o lugar exacto"
REASON = "Motivo"
MEANS = "Medio"
PLANNED_ON = "Fecha prevista"
DEPARTURE = "Hora y lugar de salida"
COST_CENTRE = "Centro de costo"
FUNDER = "Financiador"
BY_TYPE = "El del traslado"
PROFILE = "Perfil"
FOLIO = "Folio del consentimiento"
NOTES = "Para tener en cuenta en el viaje"
NOTES_HINT = "Solo lo necesario para viajar: una silla de ruedas, una dieta. No va al manifiesto."
SAVE = "Guardar"
CANCEL = "Cancelar"
SAVING = "Guardando…"
REQUESTED = "Traslado solicitado"
SAVED = "Plan guardado"
LEAVE_QUESTION = "¿Dejar este traslado sin guardar?"
LEAVE_DO = "Dejarlo"
LEAVE_KEEP = "Seguir con él"

ON = "Fecha"
NOTE = "Nota"
WHY = "Motivo"
WHO_TRAVELLED = "¿Quiénes viajaron?"
NEXT = {
    Step.APPROVED: "Aprobar",
    Step.BOUGHT: "Anotar la compra",
    Step.TRAVELLED: "Anotar el viaje",
    Step.ARRIVED: "Confirmar la llegada",
    Step.CANCELLED: "Cancelar el traslado",
}
STATES = {
    Step.REQUESTED: "Solicitado",
    Step.APPROVED: "Aprobado",
    Step.BOUGHT: "Comprado",
    Step.TRAVELLED: "Viajó",
    Step.ARRIVED: "Llegó",
    Step.CANCELLED: "Cancelado",
}
TONES = {
    Step.REQUESTED: "warn",
    Step.APPROVED: "accent",
    Step.BOUGHT: "accent",
    Step.TRAVELLED: "good",
    Step.ARRIVED: "good",
    Step.CANCELLED: "plain",
}
EDIT = "Cambiar"
UNDO = "Devolver paso"
UNDO_REASON = "Deshecho al registrar"
UNDO_QUESTION = "¿Por qué se devuelve este paso?"
UNDO_DETAIL = "Si ya viajó, los servicios quedan anulados y dejan de contar. No escriba datos de la persona."
MANIFEST = "Manifiesto"
VOUCHER = "Hoja de la familia"
STEPS = "Pasos"
NO_FOLIO = "Falta el folio del consentimiento."
NO_DATE = "Falta la fecha prevista."
STAYED = "no viajó"
JOINED = "no estaba prevista"
OPEN_PERSON = "Ver"
RENDERING = "Preparando el papel…"
PRINTED = "Documento enviado a la impresora"
UNDONE_MARK = "devuelto"


def state(of: TransferRow, today: date) -> str:
    """``Aprobado · 3 días``: what waits says how long."""
    return " · ".join(part for part in (STATES[of.step], waiting(of.step, of.since, today)) if part)


def waiting(step: Step, since: date, today: date) -> str:
    """``3 días``; empty where nothing is waited for, or since today."""
    days = (today - since).days
    return "" if step in (Step.ARRIVED, Step.CANCELLED) or days < 1 else numbers.count(days, "día", "días")


def when(of: TransferRow) -> str:
    """The day of the journey, or the planned one."""
    day = of.travelled_on or of.planned_on
    return dates.short_date(day) if day else "sin fecha"


def who(of: TransferRow) -> str:
    """The first who travels."""
    return ui_people.name(of.head)


def many(of: TransferRow) -> str:
    """How many travel."""
    return numbers.integer(of.people)


def where(of: TransferRow) -> str:
    """``Ipiales``, ``Quito, Ecuador``."""
    return transfers.destination(of.country, of.municipality, of.city)


def totals(of: Totals, first: date, last: date) -> str:
    """``Viajaron 12 personas de 4 familias en 5 traslados, del 1/01/2026 al 31/03/2026``."""
    period = f"del {dates.short_date(first)} al {dates.short_date(last)}"
    if not of.journeys:
        return f"Nadie viajó {period}."
    people = numbers.count(of.persons, "persona", "personas")
    families = numbers.count(of.families, "familia", "familias")
    verb = "Viajó" if of.persons == 1 else "Viajaron"
    return f"{verb} {people} de {families} en {numbers.count(of.journeys, 'traslado', 'traslados')}, {period}."


def title(of: TransferDetail) -> str:
    """``Traslado a Ipiales``."""
    return f"Traslado a {transfers.destination_of(of.plan)}"


def about(of: TransferDetail, today: date) -> str:
    """``T-000012 · 4 personas · aprobado hace 3 días``."""
    age = waiting(of.step, of.since, today)
    parts = (of.code, transfers.people(len(of.passengers)), f"{STATES[of.step].lower()} hace {age}" if age else "")
    return " · ".join(part for part in parts if part)


def chip(name: str, years: str) -> str:
    """``Luis Rojas · 8``."""
    return " · ".join(part for part in (ui_people.name(name), years) if part)


def of_page(page: PersonPage) -> str:
    """The chip of somebody looked up."""
    return chip(page.name.display, transfers.age(page.age))


def of_member(member: Member) -> str:
    """The chip of one of the household."""
    return chip(member.name, transfers.age(member.age))


def of_traveller(of: TravellerShown) -> str:
    """The chip of one who is planned."""
    return chip(of.name, transfers.age(of.age))


def traveller(of: TravellerShown, catalog: Catalog, *, travelled: bool) -> str:
    """``Luis Rojas · hijo o hija · 8 años``; of a journey also who stayed behind and who was not planned."""
    mark = ""
    if travelled and not of.travelled:
        mark = STAYED
    elif travelled and not of.planned:
        mark = JOINED
    kinship = catalog.name(Kind.KINSHIP, of.kinship).lower()
    return " · ".join(part for part in (ui_people.name(of.name), kinship, ui_people.age(of.age), mark) if part)


def step(of: StepShown) -> str:
    """``Aprobado el 10/03/2026 · Ana Díaz · por CICR``."""
    parts = [f"{STATES[of.step]} el {dates.short_date(of.on)}", of.by, of.reason]
    return " · ".join(part for part in (*parts, "" if of.holds else UNDONE_MARK) if part)


def facts(plan: Plan, catalog: Catalog) -> list[tuple[str, str]]:
    """What is planned, by its label."""
    found = [
        (PLANNED_ON, dates.long_date(plan.planned_on) if plan.planned_on else ""),
        (DEPARTURE, plan.departure),
        (MEANS, catalog.name(Kind.TRANSFER_MEANS, plan.means)),
        (REASON, catalog.name(Kind.TRANSFER_REASON, plan.reason)),
        (COST_CENTRE, plan.cost_centre),
        (FUNDER, catalog.name(Kind.FUNDER, plan.funder)),
        (FOLIO, plan.folio),
        (NOTES, plan.notes),
    ]
    return [(label, said) for label, said in found if said]


def missing(of: TransferDetail) -> str:
    """What will be needed before they leave; a consent that was never noted down is missing ever after."""
    if of.step is Step.CANCELLED:
        return ""
    undated = of.plan.planned_on is None and of.step in OPEN
    return " ".join(said for said, gone in ((NO_FOLIO, not of.plan.folio), (NO_DATE, undated)) if gone)


def stepped(what: Step) -> str:
    """``Traslado: aprobado``."""
    return f"Traslado: {STATES[what].lower()}"


def conflict(both: Iterable[str]) -> str:
    """Somebody else changed the same transfer meanwhile."""
    said = (
        "Alguien más cambió este traslado mientras usted escribía. Lo que usted no tocó ya muestra lo nuevo; lo que "
        "escribió sigue aquí y todavía no se ha guardado."
    )
    fields = numbers.listing([f"«{words}»" for words in both])
    return f"{said} Ambos cambiaron {fields}: revise antes de guardar." if fields else f"{said} Puede guardar otra vez."
