"""Spanish of «Remisiones»: the list, the form, what came of each, the directory and the summary."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.referrals import (
    OLD_AFTER,
    Organisation,
    PartnerCount,
    ReferralDetail,
    ReferralEvent,
    ReferralRow,
    ReferralState,
    Urgency,
)
from casa_desktop.texts import dates, numbers
from casa_desktop.texts import ui_people as people_texts

TITLE = "Remisiones"
HELP = (
    "Cada remisión sigue abierta hasta que se sabe qué pasó. Lea el QR de la contrarremisión o digite su código: la "
    "línea queda señalada; A, R o N dicen qué pasó y Enter guarda. Las más antiguas van primero."
)
STATES = MappingProxyType(
    {
        ReferralState.SENT: "Enviada",
        ReferralState.RECEIVED: "Recibida",
        ReferralState.ATTENDED: "Atendida",
        ReferralState.REFUSED: "Rechazada",
        ReferralState.NO_SHOW: "No se presentó",
        ReferralState.ANNULLED: "Anulada",
    }
)
URGENCIES = MappingProxyType({Urgency.NORMAL: "Normal", Urgency.SOON: "Prioritaria", Urgency.NOW: "Urgente"})
OPEN_FILTER, EVERY_FILTER = "open", "every"
FILTERS = (
    (OPEN_FILTER, "Sin respuesta"),
    *((str(state), words) for state, words in STATES.items()),
    (EVERY_FILTER, "Todas"),
)
COLUMNS = ("Código", "Hace", "Persona", "Organización", "Estado")
CODE = "Cód&igo o QR"
CODE_PLACEHOLDER = "R-000123-K"
CODE_WRONG = "Ese código no existe o tiene un error. Revise los números y la letra."
STATE = "&Estado"
PARTNER = "Or&ganización"
EVERY_PARTNER = "Todas"
LIST_NAME = "Remisiones"
NEW = "Nueva remisión"
DIRECTORY = "Directorio"
SUMMARY = "Resumen"
BACK = "Volver"
EMPTY = "Ninguna remisión espera respuesta"
EMPTY_DETAIL = "Aquí quedan las remisiones abiertas, la más antigua primero, hasta que se sepa qué pasó."
EMPTY_FILTER = "Ninguna remisión con esos filtros"
NOTHING_CHOSEN = "Elija una remisión para ver su historia."

ACT_WORDS = MappingProxyType(
    {
        ReferralState.ATTENDED: "Atendida",
        ReferralState.REFUSED: "Rechazada",
        ReferralState.NO_SHOW: "No se presentó",
        ReferralState.RECEIVED: "Recibida",
        ReferralState.ANNULLED: "Anular",
    }
)
PRINT = "Boleta"
FOLLOW_UP = "Seguimiento"
OPEN_PERSON = "Ver persona"
STEP_ON = "&Fecha en que pasó"
STEP_REASON = "&Observación"
STEP_REASON_NEEDED = "M&otivo"
STEP_SAVE = "Guardar"
MOTIVE = "Motivo"
ASKED = "Se pide"
BRING = "Debe llevar"
HISTORY = "Historia"
SEALED = "Sellado: falta la llave de psicología para leerlo."
DISCREET_BADGE = "Boleta sin motivo"
PRIVATE_BADGE = "Solo psicología"
RESERVED_BADGE = "Contacto reservado"
SAVING = "Guardando…"
UNDO_REASON = "Se deshizo enseguida"
MADE = "Remisión guardada"
PRINTED = "Boleta enviada a la impresora"
RENDERING = "Preparando la boleta…"
ANNULLED_HINT = "Deja de contarse. Se puede deshacer."

# Formulario
NEW_TITLE = "Nueva remisión"
WHO = "¿A quién se remite?"
TO_PARTNER = "&Organización"
MOTIVE_FIELD = "&Motivo de la remisión"
ASKED_FIELD = "&Qué se le pide a la organización"
BRING_FIELD = "Qué debe &llevar la persona"
BRING_HINT = "Vacío: lo que diga el directorio."
URGENCY = "&Urgencia"
PROFILE = "&Perfil"
DATE = "&Fecha"
SHEET = "Planilla"
LINE = "Línea"
SLIP_FIELD = "La boleta"
PRIVATE_FIELD = "Quién la ve"
DISCREET = "Asunto protegido: sin motivo ni lo que se pide"
PRIVATE = "Solo psicología (el motivo queda sellado)"
SAVE = "Guardar"
CHANGE_PERSON = "Otra persona"
LEAVE_QUESTION = "¿Dejar esta remisión sin guardar?"
LEAVE_DO = "Dejarla"
LEAVE_KEEP = "Seguir con ella"
NEUTRAL_HINT = "Contacto reservado: la boleta sale sin nombre ni motivo."

# Directorio
DIRECTORY_HINT = "A dónde se remite. Lo que se escribe aquí sale en la boleta, menos las notas, que son de la mesa."
DIRECTORY_COLUMNS = ("Organización", "Qué atiende", "Dirección", "Teléfono", "Abiertas")
DIRECTORY_FIND = "&Buscar por nombre o por lo que atiende"
ORGANISATION = "&Nombre"
SERVICES = "Qué &atiende"
HOURS = "&Horario"
ADDRESS = "&Dirección"
PHONE = "&Teléfono"
CONTACT = "Persona de &contacto"
USUAL_BRING = "Qué se debe &llevar siempre"
NOTES = "N&otas de la mesa (no salen en la boleta)"
ADD_ORGANISATION = "Agregar organización"
EDIT_TITLE = "Organización"
DIRECTORY_SAVED = "Directorio guardado"
NOT_OFFERED = "retirada"
NO_ORGANISATION = "Ninguna organización con esas palabras"
OPEN = "Abrir"
DIRECTORY_LEAVE = "¿Dejar los cambios de esta organización?"
LEAVE_CHANGES = "Dejarlos"
KEEP_CHANGES = "Seguir con ellos"

# Resumen
SUMMARY_HINT = "Cuántas remisiones se hicieron en esas fechas y en qué están hoy. Cuenta todas, también las reservadas."
SINCE, UNTIL = "&Desde", "&Hasta"
SUMMARY_COLUMNS = (
    "Organización",
    "Remisiones",
    "Sin respuesta",
    "Atendidas",
    "Rechazadas",
    "No se presentó",
    "Anuladas",
)
SUMMARY_TOTAL = "Total"
SUMMARY_EMPTY = "Ninguna remisión en esas fechas"
SAVE_CSV = "Guardar CSV"
SAVE_CSV_TITLE = "Guardar el resumen de remisiones"
SAVED_FILE = "Archivo guardado"

# Teclas
KEY_NEW = "Nueva remisión"
KEY_CODE = "Digitar o leer un código"
KEY_OUTCOME = "Atendida, rechazada, no se presentó, recibida"
KEY_PRINT = "Imprimir la boleta otra vez"
KEY_FOLLOW_UP = "Programar un seguimiento"
KEY_ANNUL = "Anular"
KEY_DIRECTORY = "Directorio de organizaciones"
KEY_SUMMARY = "Resumen por organización"
REFER = "Remitir"
KEY_REFER = "Remitir a una organización"


def ago(days: int) -> str:
    """«hoy», «1 día», «12 días», «3 meses»."""
    if days <= 0:
        return "hoy"
    return numbers.count(days, "día", "días") if days < 90 else numbers.count(days // 30, "mes", "meses")


def since(days: int) -> str:
    """«hecha hoy», «hace 12 días»."""
    return "hecha hoy" if days <= 0 else f"hace {ago(days)}"


def person(row: ReferralRow) -> str:
    """The name, or what stands for it."""
    return row.person_name or people_texts.NAMELESS


def cells(row: ReferralRow, catalog: Catalog, today: date) -> tuple[str, ...]:
    """One line of the list. An old one that is still open says so in words."""
    days = row.days(today)
    state = STATES[row.state]
    if row.open and row.urgency is not Urgency.NORMAL:
        state = f"{state} · {URGENCIES[row.urgency].lower()}"
    age = f"{ago(days)} ⚠" if row.open and days > OLD_AFTER else ago(days)
    return (row.code, age, person(row), catalog.name(Kind.PARTNER, row.partner), state)


def heading(found: ReferralDetail, catalog: Catalog) -> str:
    """``Personería``."""
    return catalog.name(Kind.PARTNER, found.row.partner)


def about(found: ReferralDetail, today: date) -> str:
    """``R-000123-K · 10 de marzo de 2026, hace 12 días · Ana Pérez``."""
    row = found.row
    made = f"{dates.long_date(row.made_on)}, {since(row.days(today))}"
    return f"{row.code} · {made} · {row.staff}"


def told(found: ReferralDetail) -> list[tuple[str, str]]:
    """(label, text) of what is written of it."""
    if not found.readable:
        return [(MOTIVE, SEALED)]
    facts = ((MOTIVE, found.motive), (ASKED, found.asked), (BRING, found.bring))
    return [(label, text) for label, text in facts if text]


def event(each: ReferralEvent) -> str:
    """``10/03/2026  Rechazada, por Ana Pérez: sin cupo``."""
    reason = f": {each.reason}" if each.reason else ""
    return f"{dates.short_date(each.on)}  {STATES[each.state]}, por {each.by}{reason}"


def stepped(row: ReferralRow) -> str:
    """``R-000123-K: atendida``."""
    return f"{row.code}: {STATES[row.state].lower()}"


def step_title(row: ReferralRow, state: ReferralState) -> str:
    """``R-000123-K · Rechazada``."""
    return f"{row.code} · {STATES[state]}"


def made(row: ReferralRow) -> str:
    """``Remisión R-000123-K guardada. P imprime la boleta``."""
    return f"Remisión {row.code} guardada. P imprime la boleta"


def slip_name(code: str) -> str:
    """The document's name at the printer: neutral."""
    return f"Boleta {code}"


def directory_cells(entry: Organisation) -> tuple[str, ...]:
    """One line of the directory."""
    name = entry.name if entry.active else f"{entry.name} ({NOT_OFFERED})"
    waiting = numbers.integer(entry.open_referrals) if entry.open_referrals else ""
    return (name, " ".join(entry.services.split()), " ".join(entry.address.split()), entry.phone, waiting)


def found_count(count: int) -> str:
    """``12 remisiones sin respuesta``."""
    return numbers.count(count, "remisión", "remisiones")


def organisation_card(entry: Organisation) -> str:
    """What the form of a referral shows of where the person goes."""
    parts = (entry.services, entry.address, entry.hours, entry.phone, entry.contact)
    return " · ".join(" ".join(part.split()) for part in parts if part) or "El directorio no dice nada de ella todavía."


def summary_values(count: PartnerCount) -> tuple[int, ...]:
    """The numbers of one line of the summary, as its columns ask."""
    waiting = count.of(ReferralState.SENT) + count.of(ReferralState.RECEIVED)
    rest = (ReferralState.ATTENDED, ReferralState.REFUSED, ReferralState.NO_SHOW, ReferralState.ANNULLED)
    return (count.total, waiting, *(count.of(state) for state in rest))


def summary_lines(counts: tuple[PartnerCount, ...], catalog: Catalog) -> list[tuple[str, tuple[int, ...]]]:
    """(organisation, numbers) with the total last; nothing where there is none."""
    lines = [(catalog.name(Kind.PARTNER, count.partner), summary_values(count)) for count in counts]
    if lines:
        lines.append((SUMMARY_TOTAL, tuple(map(sum, zip(*(values for _, values in lines), strict=True)))))
    return lines


def summary_title(first: date, last: date) -> str:
    """``Remisiones del 01/03/2026 al 31/03/2026``."""
    return f"Remisiones del {dates.short_date(first)} al {dates.short_date(last)}"


def file_name(first: date, last: date) -> str:
    """``remisiones-20260301-20260331.csv``."""
    return f"remisiones-{first:%Y%m%d}-{last:%Y%m%d}.csv"


def filter_words(filters: Mapping[str, str]) -> str:
    """Which list is shown, for the accessible name of the table."""
    return f"{LIST_NAME}: {', '.join(word for word in filters.values() if word)}"


def pending_line(row: ReferralRow, catalog: Catalog, today: date) -> str:
    """``Remisión R-000123-K · Personería · hace 12 días``."""
    partner = catalog.name(Kind.PARTNER, row.partner)
    return f"Remisión {row.code} · {partner} · {since(row.days(today))}"
