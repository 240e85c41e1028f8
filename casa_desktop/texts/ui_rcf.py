"""Spanish of «Llamadas RCF». The screen is seen by a queue of people: short names, masked numbers, no situations."""

from collections.abc import Iterable
from datetime import date, datetime
from types import MappingProxyType

from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.person_views import PersonPage
from casa_desktop.domain.rcf import CallState, KnownNumber, QueueRow, TracingRequest, Unanswered, short_name
from casa_desktop.texts import dates, numbers
from casa_desktop.texts.places import country_name
from casa_desktop.texts.rcf import STATES

TITLE = "Llamadas RCF"
HELP = (
    "Aquí se atiende la línea: quién espera, la llamada en curso, su resultado y lo que hoy no contestó. Sobre una "
    "línea de la cola, Enter llama, otra vez Enter termina; después L, N, E o S dicen cómo salió y Enter la guarda "
    "como un servicio. De la conversación no se guarda nada."
)
SUMMARY_HELP = (
    "El mes de RCF en totales, como lo recibe el CICR: en pantalla, en papel y en un archivo. F6 pasa a las cifras; "
    "Enter sobre una de ellas muestra los servicios que cuenta, y Esc vuelve a ella. De las solicitudes de búsqueda la "
    "mesa guarda la referencia y el estado: están en su lista, Alt+1 desde la línea."
)
OPEN_CELL = "Ver de dónde sale una cifra"
KEY_NUMBERS = "Pasar a las cifras, o de los registros a su cifra"
KEY_ACT = "Llamar, terminar y guardar"
KEY_NEW = "Poner a alguien en la cola"
KEY_GIVE = "Anotar conectividad (wifi, carga, mensaje)"
KEY_LEFT = "La persona se fue"
KEY_OTHER = "Pasar de la cola a «Sin respuesta hoy»"
KEY_REVEAL = "Mostrar el número"
KEY_REQUESTS = "Solicitudes de búsqueda"
KEY_SUMMARY = "Resumen del mes"

NO_BREAK = "\N{NO-BREAK SPACE}"

# La línea
QUEUE = "Cola de hoy"
QUEUE_SAID = "Cola de hoy: quién espera y en qué va su llamada"
QUEUE_HEADS = ("Llegó", "Persona", "Servicio", "Estado")
ENQUEUE = "Poner en la cola"
GIVE = "Conectividad"
REQUESTS = "Búsquedas"
SUMMARY = "Resumen del mes"
LEFT = "Se fue"
NO_QUEUE = "Nadie espera"
NO_QUEUE_DETAIL = "Aquí estará quién espera el teléfono. Cada día empieza con la cola vacía."
UNANSWERED = "Sin respuesta hoy"
UNANSWERED_SAID = "Llamadas de hoy que no contestaron, la última arriba"
UNANSWERED_HEADS = ("Último", "Persona", "Servicio", "Intentos", "Número")
NO_UNANSWERED = "Lo que no contesten hoy quedará aquí para volver a intentarlo. Mañana la lista estará vacía."
RETRY = "Volver a llamar"
RETRIED = "Llamada en curso"
NOBODY = "Escoja una línea de la cola"
NOBODY_DETAIL = "Enter llama a quien sigue; Ctrl+N pone a alguien más."
ANONYMOUS = "Anónima"
FIRST = "Primero"
CALL = "Llamar"
END = "Terminar"
WAIT_AGAIN = "Devolver a la espera"
COME_BACK = "Volver a la cola"
REVEAL = "Mostrar número"
NO_KEY = (
    "Sin la llave de RCF a la mano se llama y se registra igual; los números no se ven ni se escriben. Si es suya, "
    "entre con su contraseña y no con el PIN."
)
RESULT = "¿Cómo salió?"
MINUTES = "Minutos"
SAVE_RESULT = "Guardar"
SAVED = "Llamada registrada"
SAVED_GIVEN = "Conectividad registrada"
ENQUEUED = "En la cola"
WENT = "Se fue sin llamar"
SAVING = "Guardando…"
UNDO_REASON = "Deshecho al registrar"
UNDONE = "Deshecho"
CHANGE_KEEP = "Cambiar"
KEEP_QUESTION = "¿Cuántos días se guardan los números?"
KEEP_LABEL = "Días (0 = nunca)"
KEEP_DETAIL = (
    "Pasados esos días desde la última llamada se borran para siempre. Con 0 se borran ahora y no se guarda ninguno."
)
KEEP_DO = "Guardar"
STATES_OF_CALL = MappingProxyType(
    {
        CallState.WAITING: "Espera",
        CallState.CALLING: "En llamada",
        CallState.ENDED: "Falta el resultado",
        CallState.RECORDED: "Registrada",
        CallState.LEFT: "Se fue",
    }
)
_RESULT_LETTERS = MappingProxyType({"LOGRADO": "L", "NO_CONTESTA": "N", "ERRADO": "E", "SIN_RED": "S"})

# Formularios
WHO = "¿Quién espera?"
WHO_GIVEN = "¿Quién recibe?"
ANONYMOUS_BUTTON = "Anónima (no autoriza)"
KNOWN_BUTTON = "Es alguien registrado"
ENQUEUE_TITLE = "Poner en la cola"
GIVE_TITLE = "Conectividad"
GIVE_HINT = (
    "Una línea por cada grupo de personas parecidas: tres hombres jóvenes que cargaron el celular son Personas = 3. "
    "Cada una cuenta en PERSONAS; a quien ya está registrado, búsquelo, para que no cuente dos veces."
)
MODALITY = "Servicio"
COUNTRY = "País al que llama"
NUMBER = "Número (opcional)"
NUMBER_HINT = "Se guarda sellado: solo lo abre quien tiene la llave de RCF."
KNOWN_NUMBERS = "Números de antes"
PROFILE = "Perfil"
SEX = "Sexo"
BAND = "Edad"
SITUATIONS = "Situaciones especiales"
SITUATIONS_HINT = "Un NNA solo pasa primero."
PERSONS = "Personas"
QUANTITY = "Cantidad por persona"
SAVE = "Guardar"
BACK = "Volver"
LEAVE_QUESTION = "¿Dejar esto sin guardar?"
LEAVE_DO = "Dejarlo"
LEAVE_KEEP = "Seguir"

# Solicitudes de búsqueda
REQUEST_HEADS = ("Referencia", "Enviada", "Estado", "Desde", "Días")
REQUESTS_HINT = (
    "Solo la referencia y en qué va. De la persona buscada no se escribe nada en esta base; a quien pregunta se le "
    "registra su atención con «Solicitud de búsqueda»."
)
NEW_REQUEST = "Anotar solicitud"
NO_REQUESTS = "No hay solicitudes abiertas"
NO_REQUESTS_DETAIL = "Aquí estarán las que se envíen, con los días que llevan."
REFERENCE = "Referencia"
SENT_ON = "Fecha en que se envió"
STATE = "Nuevo estado"
STATE_ON = "Desde qué fecha"
ALSO_CLOSED = "Ver también las cerradas"
ONLY_OPEN = "Ver solo las abiertas"
REQUEST_SAVED = "Solicitud guardada"
HISTORY = "Historia"
PICK_REQUEST = "Escoja una solicitud"
PICK_REQUEST_DETAIL = "Enter cambia su estado."

# Resumen
MONTH = "Mes"
PREVIOUS = "Mes anterior"
NEXT = "Mes siguiente"
PRINT = "Imprimir"
SAVE_AS = "Guardar como"
PRINTED = "Enviado a la impresora"
SAVED_FILE = "Archivo guardado"
RENDERING = "Preparando el documento…"


def at(moment: str) -> str:
    """``9:05 a. m.`` of an instant as storage keeps it."""
    return dates.clock_time(datetime.fromisoformat(moment))


def who(row: QueueRow | Unanswered) -> str:
    """``Ana H.``; a code where there is no name, or none for this reader."""
    if row.anonymous:
        return f"{ANONYMOUS} {row.person_code}"
    return row.name or row.person_code


def named(page: PersonPage) -> str:
    """``Ana H. · P-000123``: enough to see that it is the one who was chosen."""
    return " · ".join(filter(None, (short_name(page.name), page.code)))


def what(row: QueueRow, catalog: Catalog) -> str:
    """``Llamada · intento 2 · Venezuela``."""
    again = f"intento {row.attempt}" if row.attempt > 1 else ""
    return " · ".join(filter(None, (catalog.name(Kind.RCF_MODALITY, row.modality), again, country_name(row.country))))


def state(row: QueueRow) -> str:
    """In what the turn is; who goes first is told without the reason."""
    said = STATES_OF_CALL[row.state]
    return f"{FIRST} · {said.lower()}" if row.first and row.state is CallState.WAITING else said


def queue_cells(row: QueueRow, catalog: Catalog) -> tuple[str, ...]:
    """A line of the queue."""
    return (at(row.came_at), who(row), what(row, catalog), state(row))


def unanswered_cells(row: Unanswered, catalog: Catalog) -> tuple[str, ...]:
    """A line of what nobody answered."""
    said = [catalog.name(Kind.RCF_MODALITY, row.modality), country_name(row.country)]
    return (at(row.last_at), who(row), " · ".join(filter(None, said)), str(row.attempts), row.masked)


def about(row: QueueRow, catalog: Catalog) -> str:
    """``Llamada · intento 2 · Venezuela · llegó a las 9:05 a. m.``; of who has no name, the sex too."""
    sex = catalog.name(Kind.SEX, row.sex) if row.anonymous else ""
    came = at(row.came_at).replace(" ", NO_BREAK)
    return " · ".join(filter(None, (what(row, catalog), sex, f"llegó a las {came}")))


def queue_title(waiting: int) -> str:
    """``Cola de hoy: 3 esperan``."""
    return f"{QUEUE}: {numbers.count(waiting, 'espera', 'esperan')}" if waiting else QUEUE


def clock(seconds: float) -> str:
    """``4:07``, ``1:02:09``: how long a call has lasted."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{left:02d}" if hours else f"{minutes}:{left:02d}"


def result_options(results: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """``L · Logrado``: the letter that chooses each result; one that the desk added is reached with the arrows."""
    return [(code, f"{_RESULT_LETTERS[code]} · {name}" if code in _RESULT_LETTERS else name) for code, name in results]


def known_number(number: KnownNumber) -> str:
    """``••••4567 · Venezuela``."""
    return " · ".join(filter(None, (number.masked, country_name(number.country))))


def kept(days: int) -> str:
    """For how long numbers are kept."""
    if not days:
        return "Los números no se guardan."
    return f"Los números se borran {numbers.count(days, 'día', 'días')} después de su última llamada."


def purged(count: int) -> str:
    """``3 números vencidos borrados``."""
    return numbers.count(count, "número vencido borrado", "números vencidos borrados")


def request_cells(request: TracingRequest, today: date) -> tuple[str, ...]:
    """A line of the tracing requests."""
    return (
        request.reference,
        dates.short_date(request.opened_on),
        STATES[request.state],
        dates.short_date(request.steps[-1].on),
        numbers.integer(request.age(today)),
    )


def history(request: TracingRequest) -> str:
    """A line for each state."""
    return "\n".join(f"{dates.short_date(step.on)}   {STATES[step.state]}" for step in request.steps)
