"""Spanish of «Centro de Escucha», of its settings and of the pass to it. Reception reads no word of why."""

from collections.abc import Iterable
from datetime import date, datetime

from casa_desktop.domain.access import Compartment
from casa_desktop.domain.catalog import Catalog, Kind, ServiceType
from casa_desktop.domain.clock import BOGOTA
from casa_desktop.domain.fields import Answers
from casa_desktop.domain.listening import (
    HIGH_RISK,
    PLAN_FIELD,
    RISK_FIELD,
    Appointment,
    Pass,
    PassStanding,
    SessionLine,
    Standing,
)
from casa_desktop.domain.visit_views import NoteRevision
from casa_desktop.texts import dates, numbers, ui_people
from casa_desktop.texts.lane import priorities

# Página
TITLE = "Centro de Escucha"
HELP = (
    "La agenda de psicología, por día o por semana. Enter atiende la cita elegida y la convierte en una sesión; la "
    "nota y las respuestas quedan selladas con la llave de psicología, y lo que escribe se guarda sellado cada pocos "
    "segundos. Arriba están las personas que recepción pasó a atención reservada. Nadie más ve esta página."
)
NO_KEY = "Esta página se abre con la llave de psicología"
NO_KEY_DETAIL = (
    "Si entró con el PIN, entre con su contraseña (Ctrl+L). Si aún no tiene la llave, se la entrega quien ya la tiene, "
    "o usted misma la toma con una hoja de recuperación en Ajustes → Llaves."
)
TO_KEYS = "Ir a Llaves"
SPAN = "&Ver"
DAY, WEEK = "Día", "Semana"
DATE = "&Fecha"
AGENDA = "Agenda"
COLUMNS = ("Día", "Hora", "Min", "Persona", "Sesión", "Estado", "Atiende")
WAITING = "Esperan atención reservada"
WAITING_COLUMNS = ("N.º", "Persona", "Espera", "Estado")
EMPTY = "No hay citas en estas fechas"
EMPTY_DETAIL = "Dé una cita, o atienda sin cita a quien llega."
BOOK = "Nueva cita"
ATTEND = "Atender"
ATTEND_NOW = "Atender sin cita"
CHANGE = "Cambiar"
MISSED = "No &vino"
CANCEL = "Cancelar cita"
EXPECT = "Esperar otra vez"
HISTORY = "Historia"
EARLIER, LATER = "Fechas anteriores", "Fechas siguientes"
TO_QUEUE = "Ir a quienes esperan"
CLOSE_PASS = "Cerrar el pase"
BACK = "Volver"
WHO_BOOK = "¿Para quién es la cita?"
WHO_ATTEND = "¿A quién se atiende?"
WHO_HINT = "Si la persona no está registrada, regístrela en «Hoy» o atiéndala como anónima."
ANONYMOUS = "Anónima (no autoriza)"
STANDINGS = {
    Standing.BOOKED: "Citada",
    Standing.ATTENDED: "Atendida",
    Standing.MISSED: "No vino",
    Standing.CANCELLED: "Cancelada",
}
PASS_STANDINGS = {
    PassStanding.WAITING: "espera",
    PassStanding.TAKEN: "adentro",
    PassStanding.CLOSED: "cerrado",
    PassStanding.WITHDRAWN: "retirado",
}

# Cita
BOOK_TITLE = "Nueva cita"
CHANGE_TITLE = "Cambiar la cita"
START = "&Hora"
START_HINT = "9, 9:30 o 2 pm"
MINUTES = "Min&utos"
SESSION = "Sesión"
FIRST, FOLLOW_UP = "Primera vez", "Seguimiento"
MODALITY = "Modalidad"
SAVE_BOOKING = "Guardar cita"
BOOKED = "Cita guardada"
CHANGED = "Cita cambiada"
SAVING = "Guardando…"
UNKNOWN_PERSON = "Persona"

# Sesión
NEXT = "Próxima cita"
NEXT_HINT = "Si queda vacía, no se da cita."
SAVE_SESSION = "Guardar sesión"
SAVED_SESSION = "Sesión guardada"
SAVED_WITH_NEXT = "Sesión guardada y próxima cita dada"
FIRST_SESSION = "Es su primera sesión."
ANONYMOUS_TITLE = "Persona anónima"
LEAVE_QUESTION = "¿Dejar esta sesión sin guardar?"
LEAVE_BOOKING = "¿Dejar esta cita sin guardar?"
LEAVE_DO, LEAVE_KEEP = "Dejarla", "Seguir con ella"
NO_PROTECTION_KEY = (
    "Los registros de protección se escriben con su propia llave, que usted aún no tiene: Ajustes → Llaves."
)
ROUTE_BUTTON = "Ruta de protección"

# Historia
HISTORY_TITLE = "Historia de sesiones"
HISTORY_COLUMNS = ("Fecha", "Sesión", "Riesgo", "Notas")
NO_HISTORY = "Todavía no tiene sesiones"
NO_NOTE = "Esta sesión no tiene nota. Con Ctrl+E puede escribirla."
WRITE = "Escribir en la nota"
REFER = "Remitir"
OLDER = "Versiones de la nota"
NOTE_SAVED = "Nota guardada"
PLAN = "Plan"
REFERRED = "Remitida a atención especializada"

# Pase
PASS_BUTTON = "Pase a atención reservada"
PASS_SLIP = "Imprimir el pase"
PASS_WITHDRAWN = "Pase retirado"
PASS_PAPER = "Pase a atención"
PASS_CLOSED = "Pase cerrado"
PASS_TAKEN = "Pase recibido"
TO_ROOM = "Ir al Centro de Escucha"

# Ajustes
SETTINGS = "Atención reservada"
SETTINGS_HINT = "Lo que recepción puede saber de la atención reservada, y los pasos que se leen con alguien al frente."
RECEPTION = "Recepción"
SHOW_TIMES = "Recepción puede ver que hay una sesión (sin contenido)"
SHOW_TIMES_HINT = "En «Hoy» verá «Atención reservada» y la hora: ni la persona, ni el servicio, ni quién atiende."
CARD_HINT = "Un paso por línea. Vacío, vale el texto del programa."
CHILD_CARD, RISK_CARD, ROUTE_CARD = "NNA solo o separado", "Riesgo alto en una sesión", "Ruta de protección"
SETTINGS_SAVED = "Guardado"


def name(of: str) -> str:
    """A person in the agenda; who gave no name is said so."""
    return of or ui_people.NAMELESS


def kind(*, follow_up: bool, modality: str, catalog: Catalog | None) -> str:
    """``Seguimiento · Pareja``."""
    said = FOLLOW_UP if follow_up else FIRST
    how = catalog.name(Kind.PSYCH_MODALITY, modality) if catalog is not None else modality
    return f"{said} · {how}" if how else said


def day(when: date) -> str:
    """``mar 10/03``."""
    return f"{dates.WEEKDAYS[when.weekday()][:3]} {when.day:02d}/{when.month:02d}"


def appointment(each: Appointment, catalog: Catalog | None) -> tuple[str, ...]:
    """A line of the agenda."""
    booking = each.booking
    return (
        day(booking.date),
        dates.hour(booking.start),
        str(booking.minutes),
        name(each.person_name),
        kind(follow_up=booking.follow_up, modality=booking.modality, catalog=catalog),
        STANDINGS[each.standing],
        each.staff,
    )


def span(first: date, last: date) -> str:
    """The days that are shown."""
    return dates.weekday_date(first) if first == last else f"{dates.long_date(first)} – {dates.long_date(last)}"


def waited(called_at: str, now: datetime) -> str:
    """How long somebody waits: ``12 min``, ``1 h 05 min``; of another day, since when."""
    called = datetime.fromisoformat(called_at)
    minutes = max(0, int((now - called).total_seconds() // 60))
    if minutes >= 12 * 60:
        return f"desde el {dates.short_date(called.astimezone(BOGOTA).date())}"
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02d} min"


def waiting(each: Pass, now: datetime) -> tuple[str, ...]:
    """A line of those who wait."""
    who = name(each.person_name) if each.person_uuid else "Sin registrar"
    who = " · ".join(filter(None, (who, priorities(each.priorities))))
    return (str(each.number), who, waited(each.called_at, now), PASS_STANDINGS[each.standing])


def waiting_count(count: int, since: str, now: datetime) -> str:
    """What coordination sees of the queue; nothing where nobody waits."""
    if not count:
        return ""
    who = "Espera 1 persona" if count == 1 else f"Esperan {count} personas"
    return f"{who} atención reservada; la primera, {waited(since, now)}."


def private_times(times: Iterable[str]) -> str:
    """``Atención reservada: 9:00 a. m. · 3:00 p. m.``; nothing for no hours."""
    said = " · ".join(dates.hour(each) for each in times)
    return f"Atención reservada: {said}" if said else ""


def passed(number: int) -> str:
    """What reception is told: the number to call."""
    return f"Pase a atención n.º {number}. Con Mayús+F8 se imprime."


def answer(answers: Answers, code: str, of: ServiceType | None) -> str:
    """An answer as it is read; empty where it was not given."""
    given = dict(answers).get(code, "")
    field = next((f for f in of.fields if f.code == code), None) if of is not None else None
    option = field.option(given) if field is not None and given else None
    return option.name if option is not None else given


def session(line: SessionLine, catalog: Catalog) -> tuple[str, ...]:
    """A line of the history."""
    of = catalog.service_type(line.type)
    said = kind(follow_up=line.follow_up, modality=line.modality, catalog=catalog) if line.modality else line.type
    return (
        dates.short_date(line.date),
        of.name if of is not None and of.compartment == Compartment.PROTECTION else said,
        answer(line.answers, RISK_FIELD, of),
        str(line.notes or ""),
    )


def version(of: NoteRevision) -> str:
    """``1 · 21/11/2026 9:27 a. m.``"""
    return f"{of.revision} · {dates.short_moment(datetime.fromisoformat(of.written_at))}"


def versions(shown: NoteRevision | None) -> str:
    """Above the versions: who wrote the one that is shown."""
    return f"{OLDER} · escribió {shown.author}" if shown is not None else OLDER


def session_facts(line: SessionLine, catalog: Catalog) -> str:
    """Who attended, and everything that was answered, a line each."""
    of = catalog.service_type(line.type)
    given = dict(line.answers)
    said = [f"Atendió: {line.staff}"]
    if of is None:
        return said[0]
    for field in of.fields:
        if given.get(field.code):
            words = answer(line.answers, field.code, of)
            said.append(f"{field.label}: {({'si': 'sí', 'no': 'no'}).get(words, words)}")
    return "\n".join(said)


def last_session(line: SessionLine, catalog: Catalog) -> str:
    """What is good to know before the next one."""
    of = catalog.service_type(line.type)
    parts = [f"Última sesión: {dates.long_date(line.date)}"]
    if risk := answer(line.answers, RISK_FIELD, of):
        parts.append(f"riesgo {risk.lower()}")
    if plan := answer(line.answers, PLAN_FIELD, of):
        parts.append(f"plan: {plan}")
    return " · ".join(parts)


def is_high(line: SessionLine) -> bool:
    """Whether a session was one of high risk."""
    return dict(line.answers).get(RISK_FIELD) == HIGH_RISK


def same_day(each: Appointment) -> tuple[str, str]:
    """That somebody has two appointments on one day, and what may be done."""
    hours = numbers.listing([dates.hour(start) for start in each.same_day])
    return (
        f"Ese día ya tenía cita: {hours}.",
        "Las dos quedan en la agenda. Si es un error, señale la que sobra y oprima Ctrl+Supr.",
    )
