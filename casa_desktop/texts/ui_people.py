"""Spanish of «Personas y familias», of the form of a person and of the box that finds one."""

from collections.abc import Iterable
from datetime import date

from casa_desktop.domain.ages import OLDEST, Age, AgeRange
from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.documents import Doubt, KnownHow
from casa_desktop.domain.person_views import ConsentShown, DocumentShown, Member, PersonHit, PersonPage, PhoneShown
from casa_desktop.domain.persons import Channel, Pending, Purpose, Sex
from casa_desktop.texts import dates, numbers
from casa_desktop.texts.places import country_name

# Página
TITLE = "Personas y familias"
HELP = (
    "Escriba en la casilla de arriba (Ctrl+K) el comienzo del nombre, del documento o del teléfono, en cualquier orden "
    "y sin tildes; si algo está mal escrito, debajo salen las que se parecen, con el motivo. Las flechas cambian de "
    "persona; Enter abre; Ctrl+Enter registra lo escrito, también documento, teléfono y «34 años». Los números "
    "se muestran completos solo cuando usted lo pide, y queda registrado. «Registrar familia» pone a todos en una sola "
    "pantalla; lo común se escribe una vez. Ctrl+H va a la historia: ← y → la filtran, Enter abre lo señalado. Ctrl+P "
    "imprime un resumen sin nada de psicología ni de salud, y queda registrado. Un lector USB puede leer cédula, "
    "pasaporte o tarjeta en la casilla de arriba o en el registro abierto."
)
KEY_NEW = "Registrar una persona"
KEY_EDIT = "Cambiar los datos de la persona"
KEY_REVEAL = "Mostrar documentos y teléfonos"
KEY_LIST = "Pasar de la lista a la persona y volver"
KEY_FAMILY = "Agregar un familiar"
NEW = "Registrar persona"
NOTHING_YET = "Busque a una persona"
NOTHING_YET_DETAIL = "Escriba arriba el comienzo del nombre, del documento o del teléfono."
NO_PERSON = "Ninguna persona abierta"
NO_PERSON_DETAIL = "Elija una de la lista, o registre a quien no esté."
NOBODY = "No se encontró a nadie"
NOBODY_DETAIL = "Revise lo escrito o registre a la persona."
MORE_HITS = "Hay más personas: siga escribiendo para acercarse."
LIST_NAME = "Personas encontradas"
NAMELESS = "Sin nombre"
RESERVED = "Contacto reservado"

# Casilla para encontrar
FIND = "Nombre, documento o teléfono"
FIND_HINT = "Enter elige a la persona señalada; Ctrl+Enter registra a alguien nuevo con lo escrito."
FIND_NEW_ONLY = "Escriba el nombre y Enter para registrar a la persona."
FIND_ASK = "Encontrar a la persona"

# Formulario
FIRST_NAME = "Primer nombre"
OTHER_NAMES = "Otros nombres"
FIRST_SURNAME = "Primer apellido"
SECOND_SURNAME = "Segundo apellido"
NAMELESS_CHECK = "No da su nombre (sin nombre)"
SEX = "Sexo"
AGE = "Edad o fecha de nacimiento"
INFANT = "menor de 1 año"
"""How an age of no full year is said, whether it was told in days, weeks or months."""
_PERHAPS_ONE = AgeRange(0, 1)
"""Told as less than a year, some time ago."""
AGE_PLACEHOLDER = "34, 30-40, 8 meses o 05/03/1990"
COUNTRY = "País de nacionalidad"
DOCUMENT_TYPE = "Documento"
DOCUMENT_NUMBER = "Número"
NO_DOCUMENT = "Sin documento"
PHONE = "Teléfono"
PHONE_NOTE = "De quién es o cuándo llamar"
MORE_HINT = "Nada de esto es obligatorio. Lo que no se sabe se deja vacío."
PREFERRED_NAME = "Nombre con el que prefiere que le llamen"
KNOWN_HOW = "Cómo se supo del documento"
EXPIRES_ON = "Vence el"
ISSUING_COUNTRY = "País que lo expide"
MUNICIPALITY = "Municipio donde vive"
ADDRESS = "Dirección o barrio"
LANGUAGE = "Idioma"
PRIVATE = "Se pregunta en privado, y solo si hace falta"
ETHNICITY = "Pertenencia étnica"
DISABILITY = "Discapacidad"
CONSENT = "Autorización de datos"
FOLIO = "Folio de la planilla"
WITNESS = "Testigo"
TEXT_VERSION = "Versión del texto"
GIVEN_ON = "Fecha"
REGISTERED = "Persona registrada"
SAVING = "Guardando…"
SAVED = "Datos guardados"
NEW_TITLE = "Persona nueva"
EDIT_TITLE = "Cambiar los datos"
SAVE = "Guardar"
CANCEL = "Cancelar"
OPEN_SAME = "Es esta persona"
IS_OTHER = "Es otra persona"
ADD_DOCUMENT = "Agregar documento"
ADD_PHONE = "Agregar teléfono"
KEPT_NUMBERS = "Se conservan; desmarque los que se deban quitar"
LEAVE_QUESTION = "¿Dejar estos datos sin guardar?"
LEAVE_DO = "Dejarlos"
LEAVE_KEEP = "Seguir con ellos"

# Persona
EDIT = "Cambiar"
OPEN = "Abrir"
ATTEND = "Atender"
KEY_ATTEND = "Atender a la persona"
BACK = "Volver"
REVEAL = "Mostrar números"
HIDE = "Ocultar números"
DOCUMENTS = "Documentos"
PHONES = "Teléfonos"
NO_DOCUMENTS = "Ningún documento anotado"
NO_PHONES = "Ningún teléfono anotado"
FAMILY = "Familia"
ALONE = "Está registrada sola."
ADD_MEMBER = "Agregar familiar"
LEAVE_FAMILY = "Retirar de esta familia el"
LEAVE_FAMILY_DO = "Retirar"
LEFT_FAMILY = "Ya no está en esa familia"
JOINED = "Familia actualizada"
KINSHIP = "Parentesco con quien encabeza el hogar"
HEAD = "Encabeza el hogar"
HEAD_CHECK = "Encabeza el hogar"
CHANGE_KINSHIP = "Cambiar parentesco"
MEMBER_QUESTION = "¿Quién es de esta familia?"
MEMBER_NEW = "Familiar nuevo"
CONSENTS = "Autorización de datos"
NO_CONSENTS = "No hay ninguna autorización anotada."
ADD_CONSENT = "Anotar autorización"
REVOKE = "Revocar"
REVOKE_QUESTION = "¿Revocar esta autorización?"
REVOKE_LABEL = "Motivo"
REVOKED = "Autorización revocada"
CONSENT_SAVED = "Autorización anotada"
PURPOSE = "Para qué"
CONSENT_HOW = "Cómo la dio"
ANSWER = "Respuesta"
GRANTED = "Autoriza"
REFUSED = "No autoriza"
RESERVE = "Reservar contacto"
UNRESERVE = "Quitar la reserva"
RESERVE_QUESTION = "¿Marcar como contacto reservado? Solo psicología y coordinación verán a esta persona."
RESERVE_LABEL = "¿Cómo es seguro contactarle?"
UNRESERVE_QUESTION = "¿Quitar la reserva de este contacto?"
UNRESERVE_LABEL = "Motivo"
RESERVE_DONE = "Contacto reservado"
UNRESERVE_DONE = "Reserva retirada"
SAFE_CONTACT = "Contacto seguro"

SEXES = ((Sex.WOMAN, "Mujer"), (Sex.MAN, "Hombre"), (Sex.INTERSEX, "Intersexual"), (Sex.UNKNOWN, "Sin dato"))
KNOWN = ((KnownHow.STATED, "Declarado"), (KnownHow.SEEN, "Visto"), (KnownHow.COPY, "Hay copia"))
CHANNELS = (
    (Channel.SIGNATURE, "Firma en planilla"),
    (Channel.FINGERPRINT, "Huella"),
    (Channel.VERBAL, "Verbal con testigo"),
)
PURPOSES = (
    (Purpose.DATA, "Registro y atención"),
    (Purpose.SENSITIVE, "Datos sensibles"),
    (Purpose.SHARING, "Compartir al remitir"),
)
PENDING = {
    Pending.NAME: "nombre",
    Pending.SURNAME: "apellido",
    Pending.SEX: "sexo",
    Pending.AGE: "edad",
    Pending.COUNTRY: "país",
    Pending.DOCUMENT: "documento",
    Pending.CONSENT: "autorización de datos",
}
DOUBTS = {
    Doubt.AGE_DOES_NOT_FIT: "la edad no va con este documento",
    Doubt.ODD_NUMBER: "el número tiene letras",
    Doubt.EXPIRED: "vencido",
}


def name(shown: str) -> str:
    """The name, or «Sin nombre»."""
    return shown or NAMELESS


def sex(code: str) -> str:
    """``Mujer``; the code itself where the desk has its own."""
    return next((words for each, words in SEXES if each == code), code)


def age(years: AgeRange | None) -> str:
    """``34 años``, ``30 a 40 años``, ``60 años o más``, ``menor de 1 año``; empty where nothing is known."""
    if years is None:
        return ""
    if years.last == 0:
        return INFANT
    if years == _PERHAPS_ONE:
        return "menor de 2 años"
    if years.exact:
        return numbers.count(years.last, "año", "años")
    return f"{years.first} años o más" if years.last >= OLDEST else f"{years.first} a {years.last} años"


def age_typed(known: Age | None) -> str:
    """An age as it is typed into its field: ``34``, ``30-40``, ``60+``, ``menor de 1 año`` or ``05/03/1990``."""
    if known is None or not known.known:
        return ""
    if known.birth_date is not None:
        return dates.short_date(known.birth_date)
    if known.stated is None:
        return ""
    if known.stated.last == 0:
        return INFANT
    if known.stated.exact:
        return str(known.stated.first)
    return f"{known.stated.first}+" if known.stated.last >= OLDEST else f"{known.stated.first}-{known.stated.last}"


def age_read(known: Age | None, today: date) -> str:
    """What the program understood, said beside the field."""
    if known is None or not known.known:
        return ""
    now = age(known.on(today))
    if known.birth_date is not None:
        return now
    if known.stated_on is None or known.stated_on == today:
        return f"{now}, dicho hoy"
    return f"hoy {now}; lo dijo el {dates.short_date(known.stated_on)}"


def document(kind: str, number: str) -> str:
    """``CV ••••5678``; the type alone where there is no number."""
    return f"{kind} {number}".strip()


def hit_parts(hit: PersonHit) -> list[str]:
    """What tells homonyms apart: document, age, sex, country, code, last attention, family."""
    parts = [
        document(hit.document_type, hit.document),
        age(hit.age),
        sex(hit.sex) if hit.sex != Sex.UNKNOWN else "",
        country_name(hit.country),
        hit.code,
        f"última {dates.short_date(hit.last_visit)}" if hit.last_visit else "",
        f"familia de {numbers.integer(hit.household_size)}" if hit.household_size > 1 else "",
        RESERVED.lower() if hit.reserved else "",
    ]
    return [part for part in parts if part]


def hit_said(hit: PersonHit) -> str:
    """The whole row for a screen reader."""
    return ", ".join((name(hit.name), *hit_parts(hit)))


def results(text: str, count: int, *, more: bool) -> str:
    """``3 personas para «mar gon»``."""
    many = f"más de {numbers.integer(count)} personas" if more else numbers.count(count, "persona", "personas")
    said = f"{many} para «{text.strip()}»"
    return said[0].upper() + said[1:]


def with_alike(said: str, count: int) -> str:
    """``2 personas para «mar gon», y 1 que se parece``."""
    resemble = "se parece" if count == 1 else "se parecen"
    if not said:
        return f"{numbers.count(count, 'persona', 'personas')} que {resemble}"
    return f"{said}, y {numbers.integer(count)} que {resemble}"


def about(page: PersonPage) -> str:
    """``P-000123 · Mujer · 32 años · Venezuela``."""
    parts = [page.code, sex(page.details.sex), age_read(page.details.age, page.read_on) or age(page.age)]
    parts.append(country_name(page.details.country))
    return " · ".join(part for part in parts if part)


def pending(what: Iterable[Pending]) -> str:
    """``Por completar: documento y país``."""
    words = [PENDING[each] for each in what]
    return f"Por completar: {numbers.listing(words)}" if words else ""


def same_document(hits: Iterable[PersonHit]) -> str:
    """Told beside the number, and on the person's page."""
    names = numbers.listing([f"{name(hit.name)} ({hit.code})" for hit in hits])
    return f"Mismo número de documento: {names}. Revise si es la misma persona." if names else ""


def document_line(shown: DocumentShown, catalog: Catalog, number: str = "") -> str:
    """``Cédula venezolana ••••5678 · Venezuela · vence 05/03/2027``; *number* whole where it was asked for."""
    kind = catalog.name(Kind.DOCUMENT_TYPE, shown.type) or shown.type
    parts = [f"{kind} {number or shown.number}".strip()]
    if shown.country and shown.type not in {"CC", "TI", "RC", "CV", "CE", "PT"}:
        parts.append(country_name(shown.country))
    if shown.expires_on:
        word = "venció" if Doubt.EXPIRED in shown.doubts else "vence"
        parts.append(f"{word} {dates.short_date(shown.expires_on)}")
    parts.append(next(words for each, words in KNOWN if each == shown.known_how).lower())
    return " · ".join(part for part in parts if part)


def phone_line(shown: PhoneShown, number: str = "") -> str:
    """``••••4567 · de la tía``."""
    return " · ".join(part for part in (number or shown.number, shown.note) if part)


def more_facts(page: PersonPage, catalog: Catalog, municipality: str) -> str:
    """What else is known, one fact a line."""
    details = page.details
    facts = [
        ("Nombre en el documento", details.name.full if details.name.preferred_name else ""),
        (MUNICIPALITY, municipality),
        (ADDRESS, details.address),
        (LANGUAGE, catalog.name(Kind.LANGUAGE, details.language)),
        (ETHNICITY, catalog.name(Kind.ETHNICITY, details.ethnicity)),
        (DISABILITY, catalog.name(Kind.DISABILITY, details.disability)),
        (SAFE_CONTACT, page.safe_contact),
    ]
    return "\n".join(f"{label}: {value}" for label, value in facts if value)


def member(shown: Member, catalog: Catalog) -> str:
    """``Ana Rojas · encabeza el hogar · 32 años``."""
    role = HEAD.lower() if shown.head else catalog.name(Kind.KINSHIP, shown.kinship).lower()
    return " · ".join(part for part in (name(shown.name), role, age(shown.age)) if part)


def leave_family(on: date) -> str:
    """Asked before somebody leaves."""
    return f"¿Retirar a esta persona de la familia? Quedará registrada sola desde el {dates.short_date(on)}."


def family(size: int) -> str:
    """``Familia de 4 personas``."""
    return f"{FAMILY} de {numbers.count(size, 'persona', 'personas')}" if size > 1 else FAMILY


def read_out(version: str, text: str) -> str:
    """The authorisation as it is read to whoever gives it by word."""
    return f"Se le lee (versión {version}):\n{text}" if text else ""


def consent(shown: ConsentShown, catalog: Catalog) -> str:
    """``Registro y atención: autoriza · Firma en planilla, folio 114-7 · 10/03/2026 · lo anotó Ana Díaz``."""
    purpose = next((words for each, words in PURPOSES if each == shown.purpose), shown.purpose)
    channel = catalog.name(Kind.CONSENT_CHANNEL, shown.channel)
    proof = f", folio {shown.folio}" if shown.folio else f", testigo {shown.witness}" if shown.witness else ""
    parts = [f"{purpose}: {(GRANTED if shown.granted else REFUSED).lower()}", f"{channel}{proof}"]
    parts.append(dates.short_date(shown.given_on))
    parts.append(f"texto {shown.text_version}" if shown.text_version else "")
    parts.append(f"revocada el {dates.short_date(shown.revoked_on)}" if shown.revoked_on else "")
    return " · ".join(part for part in parts if part)


def registered(on: date) -> str:
    """``Registrada el 10 de marzo de 2026``."""
    return f"Registrada el {dates.long_date(on)}"


def nobody(may_register: bool) -> str:
    """Nobody begins so."""
    return f"{NOBODY}. Enter registra a la persona con lo escrito." if may_register else f"{NOBODY}."


def alike(may_register: bool, *, pointed: bool) -> str:
    """Nobody begins so, and these resemble what was typed."""
    if not may_register:
        return "Nadie empieza así; estas personas se parecen."
    if pointed:
        return "Nadie empieza así, pero puede ser esta persona: Enter la elige; Ctrl+Enter registra a alguien nuevo."
    return "Nadie empieza así; estas se parecen: ↓ y Enter para elegir. Enter registra a la persona con lo escrito."


def more(shown: bool, key: str) -> str:
    """The word of the link that opens or closes the second half."""
    return f"{'Menos' if shown else 'Más'} datos de la persona   {key}"


def conflict(both: Iterable[str]) -> str:
    """Somebody else saved the same person meanwhile."""
    said = (
        "Alguien más cambió a esta persona mientras usted escribía. Lo que usted no tocó ya muestra lo nuevo; lo que "
        "escribió sigue aquí y todavía no se ha guardado."
    )
    fields = numbers.listing([f"«{words}»" for words in both])
    return f"{said} Ambos cambiaron {fields}: revise antes de guardar." if fields else f"{said} Puede guardar otra vez."


def registered_as(code: str, same: Iterable[PersonHit]) -> str:
    """``Persona registrada: P-000123``, with the codes of others who have the same document."""
    codes = numbers.listing([hit.code for hit in same])
    return f"{REGISTERED}: {code}" + (f". Mismo documento que {codes}." if codes else "")
