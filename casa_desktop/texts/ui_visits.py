"""Spanish of «Hoy», of the form of an attention and of its details. What a reader may not know is never hinted at."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from casa_desktop.domain import fields
from casa_desktop.domain.ages import Band
from casa_desktop.domain.catalog import Catalog, Form, Kind, ServiceType
from casa_desktop.domain.fields import FieldKind, ServiceField
from casa_desktop.domain.ids import code_from
from casa_desktop.domain.periods import Month
from casa_desktop.domain.person_views import Member, PersonPage
from casa_desktop.domain.visit_views import DayCount, NoteRevision, ServiceDetail, ServiceLine, VisitDetail, VisitRow
from casa_desktop.domain.visits import ACHIEVED, Guidance, Psychology, Rcf
from casa_desktop.texts import dates, numbers, ui_people
from casa_desktop.texts.labels import COMPARTMENTS
from casa_desktop.texts.places import country_name

# Página
TITLE = "Hoy"
HELP = (
    "Aquí se registra cada atención a medida que llega. Busque a la persona, marque los servicios con su tecla y "
    "guarde con Ctrl+Enter; si no está registrada, se registra aquí mismo. A la derecha queda la lista del día."
)
KEY_FIND = "Buscar a la persona"
KEY_NAMELESS = "Registrar con código, sin nombre, a quien no lo da"
KEY_ANONYMOUS = "Atención anónima (no autoriza)"
KEY_SAVE = "Guardar la atención"
KEY_LIST = "Ir a la lista del día"
KEY_DATE = "Cambiar la fecha de las atenciones"
KEY_MORE = "Abrir o cerrar «Más datos»"
KEY_COMPANION = "Agregar un acompañante"
KEY_LEAVE = "Dejar la atención sin guardar"
WHO = "¿A quién se atiende?"
NAMELESS_BUTTON = "Sin nombre (no lo da)"
ANONYMOUS_BUTTON = "Anónima (no autoriza)"
ANONYMOUS_TITLE = "Persona anónima"
ANONYMOUS_HINT = "Se atiende y se cuenta; no queda ningún dato que la identifique."
NEW_TITLE = "Persona nueva"
CHANGE_PERSON = "Cambiar"
SAVE = "Guardar atención"
SAVED = "Atención guardada"
SAVED_NEW = "Persona registrada y atención guardada"
SAVING = "Guardando la atención…"
UNDO_REASON = "Deshecho al registrar"
UNDONE = "Atención deshecha"
LEAVE_QUESTION = "¿Dejar esta atención sin guardar?"
LEAVE_FORM_QUESTION = "¿Dejar estos cambios sin guardar?"
LEAVE_FORM_DO = "Dejarlos"
LEAVE_FORM_KEEP = "Seguir con ellos"
LEAVE_DO = "Dejarla"
LEAVE_KEEP = "Seguir con ella"
NO_VISITS = "Todavía no hay atenciones"
NO_VISITS_DETAIL = "Las que se guarden aparecerán aquí."
NO_VISITS_THAT_DAY = "No hay atenciones con esa fecha"
LIST_NAME = "Atenciones del día, la más reciente arriba"
DATE = "&Día"
BACK_TO_TODAY = "Volver a hoy"
COUNT_INCOMPLETE = "Se cuentan las atenciones que su rol puede ver."
COLUMNS = ("Hora", "Persona", "Servicios", "Atendió", "Folio")
SEALED_NOTE = "La nota que escribía sigue sellada. Entre con su contraseña, no con el PIN, para continuarla."
SEALED_TEXT = "Lo que escribía en reserva sigue sellado. Entre con su contraseña, no con el PIN, para continuarlo."

# Formulario
SERVICES = "Servicios"
YES = "Sí"
NO = "No"
PROFILE = "Per&fil"
TOPICS = "&Temas"
PARTNERS = "Or&ganizaciones a las que se orientó"
ADD_PARTNER = "Escriba para agregar"
MODALITY = "Modalidad"
COUNTRY = "País"
RESULT = "Resultado"
MINUTES = "Minutos"
QUANTITY = "Cantidad"
DETAILS = "Detalle"
FOLLOW_UP = "Sesión"
FIRST_SESSION = "Primera vez"
LATER_SESSION = "Seguimiento"
NOTE = "Nota sellada"
NOTE_NEEDS_KEY = (
    "La nota se escribe después, con la llave de psicología a la mano: entre con su contraseña y abra la atención."
)
SHEET = "P&lanilla"
LINE = "Línea"
PLACE = "Lugar"
FUNDER = "Financiador"
BY_SERVICE = "El de cada servicio"
STAFF = "Atendió"
MORE = "Más datos   Alt+M"
MORE_HINT = "Nada de esto es obligatorio."
VULNERABILITIES = "Situaciones especiales"
INTENTION = "Intención"
ROUTE = "Trayecto"
WALKER = "Viaja a pie (caminante)"
ORIGIN = "Procedencia"
DESTINATION = "Destino"
SLEEPS_AT = "Dónde duerme"
COMPANIONS = "Acompañantes presentes"
COMPANIONS_HINT = "Quedan como anónimos y reciben los servicios que son para todos los presentes."
WHOLE_FAMILY = "Toda la familia"
FAMILY_PRESENT = "Familia presente"
FAMILY_HINT = (
    "Quedan en los servicios que son para la familia, cada quien en su propio registro. Suman en las cifras si el "
    "servicio cuenta a todos los presentes."
)
FAMILY_NO_SERVICE = "Ningún servicio marcado es para toda la familia: se atiende solo a quien vino."
KEY_FAMILY = "Atender a toda la familia"
KEY_NEW_FAMILY = "Registrar una familia"
NEW_FAMILY = "Registrar familia"
ADD_COMPANION = "Agregar acompañante"
REMOVE = "Quitar"
SEX = "Sexo"
AGE_BAND = "Edad"
LATE_REASON = "Motivo del registro tardío"
REQUIRED_SEX_SHORT = {"01": "Hombre", "02": "Mujer", "03": "Intersexual", "SD": "Sin dato"}

# Detalle
PANEL_TITLE = "Atención"
BACK = "Volver"
ADD_SERVICE = "Agregar servicio"
EDIT_VISIT = "Cambiar datos"
CORRECT = "Corregir"
VOID = "Anular"
READ_NOTE = "Abrir nota"
WRITE_NOTE = "Escribir nota"
OPEN_PERSON = "Ver persona"
VOID_QUESTION = "¿Por qué se anula este servicio?"
VOID_DETAIL = "Deja de contar, y queda el rastro de quién lo anuló y por qué. No escriba datos de la persona."
VOIDED = "Servicio anulado"
RESTORED = "Servicio recuperado"
CORRECTED = "Corrección guardada"
CORRECT_TITLE = "Corregir servicio"
CORRECT_HINT = (
    "Si cambia lo que se cuenta (fecha, tipo, cantidad, lugar, financiador o resultado), el registro de antes queda "
    "anulado y este lo reemplaza. Lo demás se corrige en el mismo registro."
)
TYPE = "Tipo"
CORRECT_REASON = "Motivo"
CORRECT_REASON_HINT = "Solo hace falta si el mes ya está cerrado."
EDIT_TITLE = "Datos de la atención"
EDIT_SAVED = "Datos de la atención guardados"
NOTE_TITLE = "Nota de la sesión"
NOTE_SAVED = "Nota sellada y guardada"
NOTE_EMPTY = "Esta sesión no tiene nota."
VOIDED_MARK = "anulado"
REPLACED_MARK = "corregido"
LATE_MARK = "tardía"
COMPANION_MARK = "como acompañante"
NO_FACTS = "Sin más datos"

_CHIP = 22
"""Letters of a chip."""


def late_reason(closed: Sequence[Month]) -> str:
    """``Motivo del registro tardío: octubre de 2026 está cerrado``"""
    if not closed:
        return LATE_REASON
    are = "está cerrado" if len(closed) == 1 else "están cerrados"
    return f"{LATE_REASON}: {dates.months(closed)} {are}"


def note_hint(compartment: str = "") -> str:
    """Who opens a sealed note."""
    known = {str(each): words for each, words in COMPARTMENTS.items()}
    key = f"la llave de {known[compartment]}" if compartment in known else "su llave"
    return f"Solo la abre quien tiene {key}; cada lectura queda registrada."


def weekday(day: date) -> str:
    """``Martes 10 de marzo de 2026``."""
    said = dates.weekday_date(day)
    return said[0].upper() + said[1:]


def late_banner(day: date) -> str:
    """Stays on the page while another date than today is being entered."""
    return f"Está registrando con fecha {dates.long_date(day)}. Las atenciones quedarán marcadas como tardías."


def count(day: DayCount, catalog: Catalog) -> str:
    """``12 personas · Orientación 10 · RCF 5``."""
    parts = [numbers.count(day.persons, "persona", "personas")]
    for code, many in day.services:
        kind = catalog.service_type(code)
        parts.append(f"{short_name(kind) if kind else code} {numbers.integer(many)}")
    return " · ".join(parts)


def short_name(kind: ServiceType) -> str:
    """The name of a service on a chip: what stands before a dash; where that is still long, a code that somebody chose
    (RCF), or as many whole words as fit.
    """
    name = kind.name.partition(" – ")[0]
    if len(name) <= _CHIP:
        return name
    if kind.code != code_from(kind.name, longest=len(kind.code)):
        return kind.code
    words = name[:_CHIP].rpartition(" ")[0] or name[: _CHIP - 1]
    return f"{words}…"


def band(of: Band) -> str:
    """``6–12`` or ``60 o más``."""
    return f"{of.first} o más" if of.last is None else f"{of.first}–{of.last}"


def folio(sheet: str, line: int | None) -> str:
    """``12-3``: planilla and line."""
    return f"{sheet}-{line}" if sheet and line is not None else sheet or ("" if line is None else f"línea {line}")


def person(row: VisitRow) -> str:
    """The name; for an anonymous entry «Anónima» and its sex, for a person without a name «Sin nombre»."""
    if row.person_name:
        return row.person_name
    if row.anonymous:
        return f"Anónima · {REQUIRED_SEX_SHORT.get(row.sex, row.sex).lower()}"
    return f"Sin nombre · {row.person_code}"


def service(line: ServiceLine, catalog: Catalog) -> str:
    """``Orientación ×2 +3`` (quantity, companions), ``RCF: no logrado``."""
    kind = catalog.service_type(line.type)
    said = short_name(kind) if kind else line.type
    if line.quantity > 1:
        said += f" ×{numbers.integer(line.quantity)}"
    if line.success is False:
        said += " (no logrado)"
    return f"{said} +{line.companions}" if line.companions else said


def services(row: VisitRow, catalog: Catalog) -> str:
    """The services of a visit in one line, each once: ``Orientación ×2, RCF``.

    The slips of a survey are one of them, however many answers there were.
    """
    lines = list(row.services)
    slips = [line for line in lines if (kind := catalog.service_type(line.type)) and kind.form is Form.SURVEY]
    if len(slips) > 1:
        lines = [line for line in lines if line not in slips[1:]]
        lines[lines.index(slips[0])] = replace(slips[0], quantity=sum(line.quantity for line in slips))
    times = Counter(service(line, catalog) for line in lines)
    return ", ".join(f"{said} ×{numbers.integer(n)}" if n > 1 else said for said, n in times.items())


def staff(row: VisitRow) -> str:
    """Who attended, each once: first name and first surname are enough at a desk."""
    return ", ".join(dict.fromkeys(short_person(line.staff) for line in row.services))


def short_person(full_name: str) -> str:
    """``M. Pinzón``: enough among those who work at one desk, and it fits a column."""
    words = full_name.split()
    return full_name if len(words) == 1 else f"{words[0][0]}. {words[-2] if len(words) > 3 else words[1]}"


def folios(row: VisitRow) -> str:
    """The folios of a visit, each once."""
    return ", ".join(dict.fromkeys(f for line in row.services if (f := folio(line.sheet, line.line))))


def time(row: VisitRow) -> str:
    """When it was entered, ``9:05 a. m.``; «tardía» where that was on a later day."""
    return LATE_MARK if row.late else dates.clock_time(datetime.fromisoformat(row.created_at))


def moment(instant: str) -> str:
    """``10/03/2026 9:05 a. m.``"""
    return dates.short_moment(datetime.fromisoformat(instant))


def facts(detail: ServiceDetail, catalog: Catalog) -> str:
    """What was recorded of a service, in one or two lines."""
    parts: list[str] = []
    form = detail.form
    if isinstance(form, Guidance):
        parts += [_names(Kind.TOPIC, form.topics, catalog), _names(Kind.PARTNER, form.partners, catalog, "Hacia ")]
    elif isinstance(form, Psychology):
        parts += [LATER_SESSION if form.follow_up else FIRST_SESSION, catalog.name(Kind.PSYCH_MODALITY, form.modality)]
    elif isinstance(form, Rcf):
        parts += [catalog.name(Kind.RCF_MODALITY, form.modality), country_name(form.country)]
        parts.append(catalog.name(Kind.RCF_RESULT, form.result))
        parts.append("" if form.minutes is None else numbers.minutes(form.minutes))
    parts.append(f"×{numbers.integer(detail.quantity)}" if detail.quantity > 1 else "")
    parts += [catalog.name(Kind.PLACE, detail.place), catalog.name(Kind.FUNDER, detail.funder)]
    parts.append(f"Folio {f}" if (f := folio(detail.sheet, detail.line)) else "")
    parts += answered(detail, catalog)
    parts.append(detail.details)
    return " · ".join(part for part in parts if part)


def answered(detail: ServiceDetail, catalog: Catalog) -> list[str]:
    """``Peso: 12,5 kg``, one text for each answer."""
    kind = catalog.service_type(detail.type)
    known = {field.code: field for field in kind.fields} if kind else {}
    return [f"{known[code].label}: {answer(known[code], text)}" for code, text in detail.answers if code in known]


def answer(field: ServiceField, text: str) -> str:
    """An answer as it is read: the name of an option, a number with its unit, a date, «sí» or «no»."""
    if field.kind is FieldKind.CHOICE:
        option = field.option(text)
        return option.name if option else text
    if field.kind is FieldKind.NUMBER:
        return f"{text.replace('.', ',')} {field.unit}".strip()
    if field.kind is FieldKind.DATE:
        return dates.short_date(date.fromisoformat(text))
    if field.kind is FieldKind.YES_NO:
        return YES.lower() if text == fields.YES else NO.lower()
    return text


def _names(kind: Kind, codes: Iterable[str], catalog: Catalog, before: str = "") -> str:
    said = ", ".join(catalog.name(kind, code) for code in codes)
    return f"{before}{said}" if said else ""


def entered(detail: ServiceDetail) -> str:
    """``Atendió Ana Díaz; lo registró Luis Mora, 10/03/2026 9:05 a. m.``"""
    by = "" if detail.created_by == detail.staff else f"; registró {detail.created_by}"
    return f"Atendió {detail.staff}{by} · {moment(detail.created_at)}"


def marks(detail: ServiceDetail) -> list[tuple[str, str]]:
    """(word, tone) of the badges of a service."""
    found: list[tuple[str, str]] = []
    if detail.voided_at:
        found.append((VOIDED_MARK, "danger"))
    if detail.replaces:
        found.append((REPLACED_MARK, "accent"))
    if detail.late:
        found.append((LATE_MARK, "warn"))
    if detail.companion:
        found.append((COMPANION_MARK, "plain"))
    return found


def achieved(code: str) -> bool:
    """Whether a result is the one that is proposed."""
    return code == ACHIEVED


def family_member(of: Member) -> str:
    """``Luis Rojas · 8``: the years tell brothers apart."""
    years = "" if of.age is None else numbers.integer(of.age.last)
    return " · ".join(part for part in (of.name or "Sin nombre", years) if part)


def last_visit(day: date, said: str) -> str:
    """``Última atención: 3 de marzo de 2026 (Orientación, RCF)``."""
    return f"Última atención: {dates.long_date(day)} ({said})"


def same_day(said: str) -> str:
    """``Ese día ya se atendió: Orientación. Lo que guarde se suma a esa atención.``"""
    return f"Ese día ya se atendió: {said}. Lo que guarde se suma a esa atención."


FIRST_VISIT = "Primera atención que usted puede ver"


def revision(of: NoteRevision) -> str:
    """``Revisión 2 · Ana Díaz · 10/03/2026 9:05 a. m.``"""
    return f"Revisión {numbers.integer(of.revision)} · {of.author} · {moment(of.written_at)}"


def visit_facts(visit: VisitDetail, catalog: Catalog) -> str:
    """What was asked about a visit, in one paragraph; empty where only the profile is known."""
    parts = [catalog.name(Kind.PROFILE, visit.profile)]
    parts.append(", ".join(catalog.name(Kind.VULNERABILITY, code) for code in visit.vulnerabilities))
    parts.append(f"{INTENTION}: {name.lower()}" if (name := catalog.name(Kind.INTENTION, visit.intention)) else "")
    parts.append(WALKER if visit.walker else "")
    parts.append(f"{ORIGIN}: {visit.origin}" if visit.origin else "")
    parts.append(f"{DESTINATION}: {visit.destination}" if visit.destination else "")
    parts.append(f"{SLEEPS_AT}: {name.lower()}" if (name := catalog.name(Kind.LODGING, visit.sleeps_at)) else "")
    return " · ".join(part for part in parts if part)


def visit_person(visit: VisitDetail) -> str:
    """Whose visit it is."""
    return visit.person_name or ("Persona anónima" if visit.anonymous else "Persona sin nombre")


def person_title(page: PersonPage) -> str:
    """The name, or «Sin nombre»."""
    return page.name.display or "Sin nombre"


def person_about(page: PersonPage) -> str:
    """``P-000123 · Mujer · 32 años · Venezuela``."""
    sex = REQUIRED_SEX_SHORT.get(page.details.sex, "")
    parts = [page.code, sex, ui_people.age(page.age), country_name(page.details.country)]
    return " · ".join(part for part in parts if part)
