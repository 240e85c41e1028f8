"""Spanish of the catalogue in «Ajustes»: lists, service types and how each is counted."""

from datetime import date

from casa_desktop.domain.access import Compartment
from casa_desktop.domain.catalog import FIRST_MONTH, Audience, CountingOption, Form, Item, Kind, ServiceType
from casa_desktop.domain.fields import FieldKind, ServiceField
from casa_desktop.domain.indicators import Outcome
from casa_desktop.texts import dates, numbers
from casa_desktop.texts.labels import OUTCOMES, REACHES, ROLES

TITLE = "Catálogo"
HINT = (
    "Las listas de los formularios. Cambiar un nombre lo cambia en todas partes; lo que se retira deja de ofrecerse y "
    "queda en los registros que ya lo tienen."
)
HELP = (
    "Elija una lista arriba. Enter abre la línea, Ctrl+N agrega otra, Supr la retira o la vuelve a usar, Alt+↑ y Alt+↓ "
    "cambian el orden en que se ofrece. Dentro de un servicio, Alt+M va a lo que pregunta: allí Ctrl+N agrega un campo "
    "y las mismas teclas lo abren, lo mueven y lo retiran."
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
TYPE_COLUMNS = ("Servicio", "Etiqueta impresa", "Estado", "Se cuenta")
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
LABEL_HINT = "Como sale en la tabla: ORIENTACION, REF…"
CODE = "Código"
CODE_HINT = "No cambia nunca. Vacío: se toma del nombre."
FORM = "Qué pregunta de entrada"
SEALED = "Quién puede leer lo que se contesta"
OPEN_TYPE = "Quien registra el servicio"
SEALED_TYPES = {Compartment.PSYCHOLOGY: "Reservado: psicología", Compartment.PROTECTION: "Reservado: protección"}
AUDIENCE = "A quién se presta"
AUDIENCES = {
    Audience.INDIVIDUAL: "Una persona",
    Audience.FAMILY: "Una familia: también a quien la acompaña",
    Audience.GROUP: "Un grupo",
}
ACTIVE_FROM = "Se ofrece desde"
ACTIVE_TO = "Hasta"
BY_QUANTITY = "Se registra una cantidad (kits, raciones)"
WHO_RECORDS = "Quién lo registra"
WHO_RECORDS_HINT = "Ninguno marcado: todos los que atienden."
FUNDER = "Financiador propuesto"
PLACE = "Lugar propuesto"
FIELDS = "Qué &más pregunta"
FIELD_COLUMNS = ("Campo", "Se contesta con", "Estado")
NO_FIELDS = "Todavía no pregunta nada más. Agregue un campo para lo que este servicio deba contar."
OWN_PAGE = "Se registra en su propia página, que pregunta lo que le corresponde."
ADD_FIELD = "Agregar campo"
GO_TO_FIELDS = "Ir a lo que pregunta un servicio"
NEW_FIELD = "Campo nuevo"
FIELD_HINT = "Queda en la lista del servicio y se guarda con él."
FIELD_LABEL = "&Pregunta"
ANSWERED_WITH = "Se contesta con"
FIELD_KINDS = {
    FieldKind.CHOICE: "Opciones",
    FieldKind.NUMBER: "Número",
    FieldKind.DATE: "Fecha",
    FieldKind.TEXT: "Texto",
    FieldKind.YES_NO: "Sí o no",
}
FIXED_KIND_WHY = (
    "No cambia, para que lo ya contestado se siga leyendo igual. Si hace falta otra cosa, retire este campo y agregue "
    "uno nuevo."
)
UNIT = "&Unidad"
LOW = "Mínimo"
HIGH = "Máximo"
DECIMALS = "Decimales"
OPTIONS = "Opciones"
OPTIONS_HINT = (
    "Enter: otra línea · Alt+↑ y Alt+↓: la mueven · Alt+Supr: la retira o la vuelve a usar. Corregir el nombre lo "
    "corrige en todas partes."
)
OPTION_RETIRED = "retirada"
REMOVE = "Quitar"
IS_REQUIRED = "&Obligatorio"
IS_REQUIRED_HINT = "Sin él no se guarda la atención."
KEEP_FIELD = "Listo"
PREVIEW = "Así se verá en la atención"
LEAVE_QUESTION = "¿Dejar estos cambios sin guardar?"
LEAVE_DO = "Dejarlos"
LEAVE_KEEP = "Seguir con ellos"
ADD_OFFERED = "Agregarlos"
NEW_ITEM = "Nueva línea"
NEW_TYPE = "Nuevo servicio"
FORMS = {
    Form.GENERAL: "Lo básico",
    Form.GUIDANCE: "Temas y organizaciones",
    Form.RCF: "Contacto con la familia (RCF)",
    Form.WORKSHOP: "Lista de asistencia (taller o grupo)",
}
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


def type_title(kind: ServiceType) -> str:
    """``Orientación · código ORI``."""
    return f"{kind.name} · código {kind.code}"


def sealed_hint(compartment: str) -> str:
    """What a compartment means for a service type; empty for none."""
    if compartment == Compartment.PSYCHOLOGY:
        return (
            "Solo psicología lo registra y lo lee, con su llave. Los demás no ven que la persona lo recibió; se cuenta "
            "en los informes. No se puede cambiar después."
        )
    if compartment == Compartment.PROTECTION:
        return (
            "Solo quien tiene la llave de protección lo registra y lo lee. Los demás no ven que la persona lo recibió; "
            "se cuenta en los informes. No se puede cambiar después."
        )
    return ""


def option_name(place: int) -> str:
    """``Opción 2``: what a screen reader says of a line."""
    return f"Opción {place}"


def field_title(field: ServiceField) -> str:
    """``Campo «Peso»``."""
    return f"Campo «{field.label}»"


def answered_with(field: ServiceField) -> str:
    """``Número (kg)``, ``Opciones (6)``."""
    words = FIELD_KINDS[field.kind]
    if field.kind is FieldKind.CHOICE:
        return f"{words} ({sum(not option.retired for option in field.options)})"
    bounds = _bounds(field)
    return f"{words} ({bounds})" if bounds else words


def _bounds(field: ServiceField) -> str:
    """``de 0,5 a 80 kg``, ``kg``, or nothing."""
    low, high = ("" if n is None else numbers.measure(n) for n in (field.low, field.high))
    said = f"de {low} a {high}" if low and high else f"desde {low}" if low else f"hasta {high}" if high else ""
    return f"{said} {field.unit}".strip()


def fixed_kind(field: ServiceField) -> str:
    """``Se contesta con: número, en kg``."""
    said = f"{ANSWERED_WITH}: {FIELD_KINDS[field.kind].lower()}"
    return f"{said}, en {field.unit}" if field.unit else said


def field_state(field: ServiceField, today: date) -> str:
    """«Obligatorio», «Opcional», or since when it is retired."""
    if field.active_to is not None and not field.active_on(today):
        return "Retirado"
    return "Obligatorio" if field.required else "Opcional"


def offered(types: tuple[str, ...], items: int) -> str:
    """What this version of the program brings and the catalogue does not have; empty for nothing."""
    lines = numbers.count(items, "línea para las listas", "líneas para las listas")
    if not types and not items:
        return ""
    many = numbers.count(len(types), "servicio", "servicios")
    said = f"{many}: {numbers.listing(types)}" if types else ""
    what = f"{said}; y {lines}" if types and items else said or lines
    return f"Esta versión trae {what}. Agregarlos no cambia lo que ya está; lo que no use se retira."


def added(types: tuple[str, ...], items: int) -> str:
    """«Se agregaron 3 servicios y 2 líneas de las listas»."""
    parts = [numbers.count(len(types), "servicio", "servicios")] if types else []
    parts += [numbers.count(items, "línea de las listas", "líneas de las listas")] if items else []
    return f"Quedó en el catálogo: {numbers.listing(parts)}"
