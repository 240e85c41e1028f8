"""Spanish of the catalogue in «Ajustes»: lists, service types and how each is counted."""

from datetime import date

from casa_desktop.domain.catalog import FIRST_MONTH, CountingOption, Form, Item, Kind, ServiceType
from casa_desktop.domain.indicators import Outcome
from casa_desktop.texts import dates
from casa_desktop.texts.labels import OUTCOMES, REACHES, ROLES

TITLE = "Catálogo"
HINT = (
    "Las listas de los formularios. Cambiar un nombre lo cambia en todas partes; lo que se retira deja de ofrecerse y "
    "queda en los registros que ya lo tienen."
)
HELP = (
    "Elija una lista arriba. Enter abre la línea, Ctrl+N agrega otra, Supr la retira o la vuelve a usar, Alt+↑ y Alt+↓ "
    "cambian el orden en que se ofrece."
)
LIST = "Lista"
SERVICE_TYPES = "Servicios"
LISTS = (
    (Kind.TOPIC, "Temas"),
    (Kind.PARTNER, "Organizaciones"),
    (Kind.PLACE, "Lugares"),
    (Kind.FUNDER, "Financiadores"),
    (Kind.PROFILE, "Perfiles"),
    (Kind.VULNERABILITY, "Situaciones especiales"),
    (Kind.RCF_MODALITY, "Modalidades de RCF"),
    (Kind.RCF_RESULT, "Resultados de RCF"),
    (Kind.LODGING, "Dónde duermen"),
    (Kind.KINSHIP, "Parentescos"),
    (Kind.LANGUAGE, "Idiomas"),
    (Kind.TRANSFER_REASON, "Motivos de traslado"),
    (Kind.TRANSFER_MEANS, "Medios de traslado"),
)
"""What coordination edits here. Lists with codes of an authority (sex, documents, ethnicity, disability) are not among
them."""

ITEM_COLUMNS = ("Nombre", "Código", "Estado")
TYPE_COLUMNS = ("Servicio", "Etiqueta impresa", "Se cuenta", "Estado")
ADD = "Agregar"
OPEN = "Abrir"
RETIRE = "Retirar"
USE_AGAIN = "Volver a usar"
UP = "Subir"
DOWN = "Bajar"
COUNTING = "Cómo se cuenta"
IN_USE = "En uso"
SAVING = "Guardando el catálogo…"
SAVE = "Guardar"
SAVED = "Catálogo guardado"
EMPTY = "Esta lista está vacía"
NAME = "&Nombre"
LABEL = "&Etiqueta en los informes"
LABEL_HINT = "Como sale en la fila de la tabla: ORIENTACION, REF…"
CODE = "Código"
CODE_HINT = "Hasta 12 letras y cifras, sin tildes; no cambia nunca. Vacío: se toma del nombre."
FORM = "Qué se pregunta"
BY_QUANTITY = "Se registra una cantidad (kits, personas en un taller)"
WHO_RECORDS = "Quién lo registra"
WHO_RECORDS_HINT = "Ninguno marcado: todos los que atienden."
FUNDER = "Financiador propuesto"
PLACE = "Lugar propuesto"
NEW_ITEM = "Nueva línea"
NEW_TYPE = "Nuevo servicio"
FORMS = {Form.GENERAL: "Lo básico", Form.GUIDANCE: "Temas y organizaciones", Form.RCF: "Contacto con la familia (RCF)"}
FROM_MONTH = "&Desde el mes"
IN_PERSONS = "Cuenta en PERSONAS"
REACH = "A quién cuenta"
OUTCOME = "Qué cuenta"
REMOTE = "Es telefónico o virtual"
COUNTING_HINT = (
    "Vale desde el mes que escriba. Cambia cómo se cuenta, nunca un registro; los meses cerrados conservan su cuenta."
)
HISTORY = "Hasta ahora"


def state(entry: Item | ServiceType, today: date) -> str:
    """«En uso», or until when it was."""
    if entry.active_on(today):
        return IN_USE
    if entry.active_to is not None and entry.active_to < today:
        return f"Retirado desde el {dates.short_date(entry.active_to)}"
    return f"Desde el {dates.short_date(entry.active_from)}" if entry.active_from else IN_USE


def retired(name: str) -> str:
    """«… ya no se ofrece»."""
    return f"«{name}» ya no se ofrece"


def used_again(name: str) -> str:
    """«… se ofrece de nuevo»."""
    return f"«{name}» se ofrece de nuevo"


def counting(option: CountingOption) -> str:
    """``Personas: sí · quien recibe · servicios``."""
    parts = [
        "en PERSONAS" if option.in_persons else "fuera de PERSONAS",
        REACHES[option.reach],
        OUTCOMES[Outcome(option.outcome)],
    ]
    return " · ".join([*parts, *(["telefónico"] if option.remote else [])])


def history(option: CountingOption) -> str:
    """``Desde abril de 2026: en PERSONAS · todos los presentes · servicios``."""
    since = "Desde el principio" if option.from_month == FIRST_MONTH else f"Desde {dates.month_long(option.from_month)}"
    return f"{since}: {counting(option)}"


def counting_title(kind: ServiceType) -> str:
    """``Cómo se cuenta «Orientación»``."""
    return f"Cómo se cuenta «{kind.name}»"


def role_options() -> list[tuple[str, str]]:
    """The roles that attend, as chips."""
    attending = ("recepcion", "psicologia", "rcf", "salud", "voluntariado", "coordinacion")
    return [(str(role), words) for role, words in ROLES.items() if str(role) in attending]
