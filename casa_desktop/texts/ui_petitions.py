"""Spanish of the register of PQRSF, of its acknowledgement, and of the external channel for PEAS."""

from datetime import date
from types import MappingProxyType

from casa_desktop.domain.petitions import OPEN, Channel, PetitionKind, PetitionRow, PetitionState, Term
from casa_desktop.texts import dates, numbers

KINDS = MappingProxyType(
    {
        PetitionKind.PETITION: "Petición",
        PetitionKind.COMPLAINT: "Queja",
        PetitionKind.CLAIM: "Reclamo",
        PetitionKind.SUGGESTION: "Sugerencia",
        PetitionKind.THANKS: "Felicitación",
        PetitionKind.DATA_QUERY: "Consulta de datos personales",
        PetitionKind.DATA_CLAIM: "Reclamo de datos personales",
    }
)
SHORT_KINDS = MappingProxyType(
    {PetitionKind.DATA_QUERY: "Consulta de datos", PetitionKind.DATA_CLAIM: "Reclamo de datos"}
)
"""As lists show them."""
CHANNELS = MappingProxyType(
    {
        Channel.BOX: "Buzón",
        Channel.IN_PERSON: "En persona",
        Channel.PHONE: "Teléfono",
        Channel.EMAIL: "Correo",
        Channel.LETTER: "Carta",
        Channel.OTHER: "Otro medio",
    }
)
STATES = MappingProxyType(
    {
        PetitionState.RECEIVED: "Recibida",
        PetitionState.IN_PROGRESS: "En trámite",
        PetitionState.ANSWERED: "Respondida",
        PetitionState.TRANSFERRED: "Trasladada",
    }
)

# Registro
NEW = "Registrar PQRSF"
NEW_TITLE = "Nueva PQRSF"
EDIT_TITLE = "Corregir {code}"
COLUMNS = ("Código", "Clase", "Plazo", "Estado")
TERM = "Plazo"
TABLE = "PQRSF"
ONLY_OPEN = "Solo las que esperan respuesta"
EMPTY = "Aquí queda cada petición, queja, reclamo, sugerencia y felicitación."
EMPTY_DETAIL = "Puede ser anónima. El programa calcula hasta qué día hay que responder."
NONE_OPEN = "Ninguna espera respuesta."
NOTHING_OPEN = "Elija una de la lista para ver qué dice."
KIND = "&Clase"
CHANNEL = "&Medio"
RECEIVED = "&Recibida el"
TEXT = "&Qué dice"
CONTACT = "A dó&nde responder (opcional)"
PERSON = "Persona (opcional)"
PERSON_NONE = "Anónima"
PERSON_FIND = "Buscar a la persona"
PERSON_CLEAR = "Quitar"
SAVE = "Guardar"
SAVING = "Guardando…"
EDIT = "Corregir"
ANSWER = "Responder"
ANSWER_TITLE = "Responder {code}"
TRANSFER = "Trasladar"
TRANSFER_TITLE = "Trasladar {code}"
TAKE_UP = "Poner en trámite"
EXTEND = "Ampliar el plazo"
RECEIPT = "Imprimir constancia"
ANSWER_TEXT = "&Respuesta"
ANSWERED_ON = "Respondida &el"
TRANSFERRED_TO = "A &quién se traslada"
BACK = "Volver"
TAKEN_UP = "En trámite"
EXTENDED = "Plazo ampliado"
ANSWERED = "Respuesta guardada"
TRANSFERRED = "Traslado guardado"
CORRECTED = "PQRSF corregida"
RECEIPT_PRINTED = "Constancia enviada a la impresora"
RENDERING = "Preparando el papel…"
NO_TERM = "sin plazo"
ANONYMOUS = "Anónima"
WHO = "De quién"
CONTACT_OF = "Contacto"
RECEIVED_BY = "Recibió"
HANDLED_BY = "Tramitó"
KEY_NEW = "Registrar una PQRSF"
KEY_ANSWER = "Responder la que está abierta"
KEY_TAKE_UP = "Ponerla en trámite"
KEY_TRANSFER = "Trasladarla"
KEY_EDIT = "Corregir lo que dice"

# PEAS
PEAS = "Explotación o abuso sexual: no se registra aquí"
PEAS_PAPER = "Explotación o abuso sexual: canal externo para denunciar"
PEAS_SHORT = "Explotación o abuso sexual: no se registra aquí. Use el canal externo."
PEAS_SEE = "Ver el canal"
PEAS_PRINT = "Imprimir el canal"
PEAS_PRINTED = "Canal enviado a la impresora"
PEAS_PROMISE = (
    "Si usted o alguien más sufrió explotación o abuso sexual de parte de personal humanitario, puede denunciarlo por "
    "un canal externo y confidencial. Recibir ayuda nunca tiene precio: nadie puede pedirle nada a cambio."
)
PEAS_STAFF = (
    "Para el personal: no pregunte detalles, no investigue y no escriba nada en este programa. Escuche, entregue este "
    "canal y avise a coordinación de palabra."
)
PEAS_ASK = "Pregunte a coordinación"
PEAS_PHONE, PEAS_EMAIL, PEAS_WEB = "Teléfono", "Correo", "Página"
PEAS_FREE = "Los servicios de esta mesa son gratuitos."

# Ajustes
SETTINGS = "Ajustes"
SETTINGS_HINT = "Los cambia coordinación."
KIOSK = "Permitir el kiosco de la encuesta en esta mesa"
PEAS_TEXT = "Texto del canal externo"
TERMS = "Plazos en días hábiles (de lunes a sábado, sin festivos)"
EXTENSION_OF = "Ampliación"
SETTINGS_SAVED = "Ajustes guardados"

# Constancia
RECEIPT_TITLE = "Constancia de recibo"
RECEIPT_ASK = "Para preguntar por ella, diga el código {code} en la mesa. No hace falta dar el nombre."
RECEIPT_NO_TERM = "No tiene plazo de respuesta. Gracias por decirlo."
RECEIPT_TERM = "Se responde a más tardar el {day}."
RECEIPT_SIGNED = "Recibió"
CODE, KIND_OF, DATE = "Código", "Clase", "Fecha de recibo"


def registered(row: PetitionRow) -> str:
    """``Q-000012 registrada; responder a más tardar el 28/03/2026``."""
    if row.due is None:
        return f"{row.code} registrada"
    return f"{row.code} registrada; responder a más tardar el {dates.short_date(row.due)}"


def edit_title(code: str) -> str:
    """``Corregir Q-000012``."""
    return EDIT_TITLE.format(code=code)


def answer_title(code: str) -> str:
    """``Responder Q-000012``."""
    return ANSWER_TITLE.format(code=code)


def transfer_title(code: str) -> str:
    """``Trasladar Q-000012``."""
    return TRANSFER_TITLE.format(code=code)


def term(row: PetitionRow) -> str:
    """``28/03/2026``; what nobody need answer says so."""
    return NO_TERM if row.due is None else dates.short_date(row.due)


def faltan(days: int) -> str:
    """``vence hoy``, ``falta 1 día``, ``faltan 5 días``."""
    return f"{numbers.plural(days, 'falta', 'faltan')} {numbers.count(days, 'día', 'días')}" if days else "vence hoy"


def state(row: PetitionRow, today: date) -> str:
    """``Vencida hace 3 días``, ``Recibida · faltan 5 días``, ``Respondida · 2 días tarde``: where it stands."""
    said = STATES[row.state]
    if row.due is None:
        return said
    if row.overdue(today):
        return f"Vencida hace {numbers.count((today - row.due).days, 'día', 'días')}"
    if row.late and row.answered_on is not None:
        return f"{said} · {numbers.count((row.answered_on - row.due).days, 'día', 'días')} tarde"
    return f"{said} · {faltan((row.due - today).days)}" if row.state in OPEN else said


def cells(row: PetitionRow, today: date) -> tuple[str, ...]:
    """One line of the register."""
    return row.code, SHORT_KINDS.get(row.kind, KINDS[row.kind]), term(row), state(row, today)


def days_hint(term: Term) -> str:
    """Where the days of a term stand."""
    return term.source


def receipt_term(row: PetitionRow) -> str:
    """Until when it is answered, for who brought it."""
    return RECEIPT_NO_TERM if row.due is None else RECEIPT_TERM.format(day=dates.long_date(row.due))


def receipt_ask(row: PetitionRow) -> str:
    """How to ask about it."""
    return RECEIPT_ASK.format(code=row.code)
