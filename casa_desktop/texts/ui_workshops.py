"""Spanish of «Talleres»: the list, one workshop with its attendance, and what is printed of it."""

from casa_desktop.domain.ages import AgeRange
from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.workshops import Attendee, Nameless, Workshop, WorkshopDetail, WorkshopLine
from casa_desktop.texts import dates, numbers
from casa_desktop.texts import ui_people as people
from casa_desktop.texts import ui_visits as visits

TITLE = "Talleres"
HELP = (
    "Cada taller o grupo tiene fecha, lugar, tema y una lista. Busque a quien llega y pulse Enter: queda en la lista y "
    "cuenta como un servicio. Quien no está registrado se registra aquí con nombre, sexo y edad; quien no quiere dar "
    "su nombre se cuenta por sexo y edad. Antes de la fecha se inscribe, y nadie cuenta hasta que asiste."
)
NEW = "Nuevo taller"
OPEN = "Abrir el taller"
EMPTY = "Todavía no hay talleres"
EMPTY_DETAIL = "Aquí quedan los talleres y grupos con su lista de asistencia. Empiece por el próximo."
EMPTY_READ_ONLY = "Aquí quedan los talleres y grupos con su lista de asistencia."
LIST_NAME = "Talleres, el más reciente arriba"
COLUMNS = ("Fecha", "Hora", "Tema", "Servicio", "Aliado", "Facilita", "Lista", "Asistieron")
CANCELLED = "cancelado"
BACK = "Volver"
EDIT = "Cambiar"
CANCEL = "Cancelar el taller"
RESUME = "Retomar el taller"
CANCELLED_DONE = "Taller cancelado"
RESUMED = "El taller sigue en pie"
SIGN_SHEET = "Planilla de firmas"
LIST_SHEET = "Lista de asistencia"
PRINTED = "Documento enviado a la impresora"
RENDERING = "Preparando el documento…"
SAVING = "Guardando…"

# Formulario
NEW_TITLE = "Nuevo taller"
EDIT_TITLE = "Datos del taller"
SERVICE = "Servicio"
DATE = "&Fecha"
HOUR = "&Hora"
TOPIC = "&Tema"
PLACE = "L&ugar"
VENUE = "Lugar e&xacto"
VENUE_HINT = "Salón, barrio o dirección: sale en la planilla."
PARTNER = "A&liado"
STAFF = "Facilita"
FUNDER = "Financiador"
CAPACITY = "Cu&po"
SHEET = "Pla&nilla"
SHEET_HINT = "El número de la hoja firmada; cada asistente lleva su línea."
BY_SERVICE = "El del servicio"
SAVE = "Guardar taller"
SAVED = "Taller guardado"
MOVED_HINT = "Si cambia la fecha, el servicio, el lugar o el financiador, lo que ya se contó pasa con el taller."
LEAVE_QUESTION = "¿Dejar estos datos sin guardar?"
LEAVE_DO = "Dejarlos"
LEAVE_KEEP = "Seguir con ellos"

# Asistencia
WHO_CAME = "¿Quién llegó?"
WHO_COMES = "¿A quién se inscribe?"
NAMELESS = "Sin nombre"
COUNT_NAMELESS = "Contar sin nombre"
NEW_PERSON = "Persona nueva"
NAME = "&Nombres y apellidos"
SEX = "Sexo"
AGE = "&Edad"
PROFILE = "Perfil"
ADD = "Agregar a la lista"
ADDED_PLANNED = "Inscripción guardada"
ALREADY = "Ya estaba en la lista"
ROWS_NAME = "Lista del taller"
ROW_COLUMNS = ("N.º", "Nombre", "Sexo", "Edad", "Asistencia")
CAME = "Asistió"
ENROLLED = "Inscrito/a"
TOGGLE = "Asistió o no"
REMOVE = "Quitar"
EVERYBODY = "Asistieron todos"
REMOVED = "Se quitó de la lista"
MISSED = "Ya no cuenta como asistente"
NOBODY_YET = "La lista está vacía"
NOBODY_YET_DETAIL = "Escriba a la izquierda el nombre de quien llega."
NOBODY_READ_ONLY = "Nadie está inscrito todavía."
HEADCOUNT_TITLE = "Contar asistentes sin nombre"
HEADCOUNT_HINT = (
    "Cuántas personas hubo de cada sexo y edad. Cuentan como anónimas y de ellas no queda registro. "
    "A quien está presente y solo no da su nombre, regístrelo en «Hoy» con «Sin nombre» (Alt+S): así tiene código."
)
SAVE_COUNT = "Guardar conteo"
HEADCOUNT_SAVED = "Conteo guardado"
HEADCOUNT_UNDONE = "El conteo quedó como estaba"
KEY_LIST = "Ir a la lista"
KEY_FIND = "Buscar a quien llega"


def title(workshop: Workshop) -> str:
    """The topic."""
    return workshop.topic


def when(workshop: Workshop | WorkshopLine) -> str:
    """``Martes 10 de marzo de 2026, 3:30 p. m.``."""
    day = dates.weekday_date(workshop.date).capitalize()
    return f"{day}, {dates.hour(workshop.starts_at)}" if workshop.starts_at else day


def where(workshop: Workshop, catalog: Catalog) -> str:
    """``Sede C.A.S.A., salón azul``."""
    return ", ".join(part for part in (catalog.name(Kind.PLACE, workshop.place), workshop.venue) if part)


def service(code: str, catalog: Catalog) -> str:
    """The name of the service type."""
    kind = catalog.service_type(code)
    return kind.name if kind else code


def facts(detail: WorkshopDetail, catalog: Catalog) -> str:
    """What stands below the topic."""
    workshop = detail.workshop
    partner = catalog.name(Kind.PARTNER, workshop.partner)
    parts = (
        when(workshop),
        where(workshop, catalog),
        service(workshop.service_type, catalog),
        f"con {partner}" if partner else "",
        f"facilita {detail.staff_name}",
        f"planilla {workshop.sheet}" if workshop.sheet else "",
    )
    return " · ".join(part for part in parts if part)


def count(detail: WorkshopDetail, *, ahead: bool) -> tuple[str, str]:
    """(what is said of the number of people, tone)."""
    capacity = detail.workshop.capacity
    number = len(detail.rows) if ahead else detail.attended
    words = (
        numbers.count(number, "inscrito", "inscritos") if ahead else numbers.count(number, "asistente", "asistentes")
    )
    if detail.workshop.cancelled:
        return CANCELLED.capitalize(), "warn"
    if capacity is None:
        return words, "plain"
    if number > capacity:
        return f"{words}: {number - capacity} más que el cupo ({capacity})", "warn"
    return f"{words} de {numbers.count(capacity, 'cupo', 'cupos')}", "good"


def row(line: WorkshopLine, catalog: Catalog) -> tuple[str, ...]:
    """One line of the list."""
    partner = catalog.name(Kind.PARTNER, line.partner)
    kind = catalog.service_type(line.service_type)
    listed = str(line.enrolled) if line.capacity is None else f"{line.enrolled} de {line.capacity}"
    return (
        dates.short_date(line.date),
        dates.hour(line.starts_at),
        line.topic,
        visits.short_name(kind) if kind else line.service_type,
        partner,
        line.staff,
        listed,
        CANCELLED if line.cancelled else str(line.attended),
    )


def attendee(who: Attendee) -> tuple[str, ...]:
    """One line of the attendance by name."""
    line = "" if who.line is None else str(who.line)
    return (
        line,
        people.name(who.person_name),
        people.sex(who.sex),
        people.age(who.age),
        CAME if who.attended else ENROLLED,
    )


def nameless(count: Nameless) -> tuple[str, ...]:
    """One line of the attendance for those without a name."""
    ages = people.age(AgeRange(count.age_from, count.age_to))
    return ("", f"{NAMELESS} × {count.number}", people.sex(count.sex), ages, CAME)


def added(name: str, detail: WorkshopDetail) -> str:
    """``Ana Pérez está en la lista``, and where there are more than seats, that."""
    capacity = detail.workshop.capacity
    said = f"{people.name(name)} está en la lista"
    over = 0 if capacity is None else len(detail.rows) - capacity
    return f"{said}. Hay {over} más que el cupo de {capacity}." if over > 0 else said


def all_came(number: int) -> str:
    """``3 personas más asistieron``."""
    return f"{numbers.count(number, 'persona', 'personas')} más en la asistencia"


def also_registered(parts: list[str]) -> str:
    """``También se registra: CV V-12.345.678 y 3001234567.``"""
    return f"También se registra: {numbers.listing(parts)}."
