"""Spanish of merging: two records beside each other, what is joined, and the possible duplicates of the base."""

from collections.abc import Iterable
from datetime import date
from types import MappingProxyType

from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.matching.described import AGAINST, Reason
from casa_desktop.domain.merging import Comparison, MergeShown, PairShown, Part, Side, Standing
from casa_desktop.domain.periods import Month
from casa_desktop.domain.person_views import PersonHit, PersonPage
from casa_desktop.domain.timeline import Group
from casa_desktop.texts import dates, numbers, ui_matching
from casa_desktop.texts import ui_people as people
from casa_desktop.texts.places import country_name, municipalities

# Comparar
TITLE = "¿Son la misma persona?"
TABLE_NAME = "Datos de las dos fichas"
FIELD_COLUMN, STANDING_COLUMN = "Dato", "Diferencia"
DOCUMENTS, PHONES, VISITS = "Documentos", "Teléfonos", "Atenciones"
PARTS = MappingProxyType(
    {
        Part.FIRST_NAME: "Primer nombre",
        Part.OTHER_NAMES: "Otros nombres",
        Part.FIRST_SURNAME: "Primer apellido",
        Part.SECOND_SURNAME: "Segundo apellido",
        Part.PREFERRED_NAME: "Nombre con que le llaman",
        Part.SEX: "Sexo",
        Part.AGE: "Edad",
        Part.COUNTRY: "País",
        Part.ADDRESS: "Dirección",
        Part.LANGUAGE: "Lengua",
        Part.ETHNICITY: "Pertenencia étnica",
        Part.DISABILITY: "Discapacidad",
        Part.HOUSEHOLD: "Familia",
    }
)
SAME, DIFFERENT, TOGETHER = "igual", "distinto", "quedan juntos"
KEPT_MARK = "✓ "
NOT_KNOWN = "—"
ALONE = "Sin familia registrada"
REASON = "&Motivo (obligatorio solo si cambian cuentas de un mes cerrado)"
UNITE, SWAP, NOT_SAME, BACK = "Unir", "Conservar la otra", "No son la misma persona", "Volver"
COMPARE_HINT = "← y → eligen qué dato queda; Enter pasa al siguiente."
UNITING, SAVING = "Uniendo…", "Guardando…"
SAID_APART = "En la mesa ya se dijo que no son la misma persona."
BROUGHT_BACK = "Quitada la nota de que no son la misma persona"

# Con quién
WHOM_TITLE = "¿Con qué ficha se une?"
WHOM_HINT = "Enter compara las dos fichas antes de unir nada."
LIKELY = "Fichas que se parecen"
NOBODY_LIKELY = "Ninguna ficha se parece. Búsquela por nombre, documento o teléfono."

# La página de la persona
MERGE = "Unir con otra ficha"
MERGED_TITLE = "Fichas unidas"
PART_LATEST = "Separar"
PART_QUESTION = "Las dos fichas quedan como estaban. Lo que se registró después queda en la que se conservó."
PART_LABEL = "Motivo"
PARTED = "Fichas separadas"
KEY_MERGE = "Unir con otra ficha de la misma persona"
KEY_PART = "Separar la última ficha unida"
KEY_PAIRS = "Posibles duplicados de toda la base"
UNDONE_AT_ONCE = "Se deshizo enseguida"

# Posibles duplicados
PAIRS = "Posibles duplicados"
PAIRS_BUTTON = "Duplicados"
PAIRS_NAME = "Parejas de fichas que pueden ser de una misma persona"
PAIRS_COLUMNS = ("Una ficha", "Otra ficha", "Por qué")
OPEN_PAIR, LATER, STOP, GO_ON, AGAIN = "Comparar", "Dejar para después", "Detener", "Seguir buscando", "Buscar de nuevo"
NO_PAIRS = "Ningún posible duplicado"
NO_PAIRS_DETAIL = "Aquí aparecen las fichas que pueden ser de una misma persona, a medida que se encuentran."
SOMETHING_NEW = "hay algo nuevo"
HELP = (
    "Aquí se ven las fichas que pueden ser de una misma persona. Enter compara las dos; N dice que no son la misma "
    "persona y no se vuelve a preguntar, salvo que aparezca un motivo nuevo; D las deja para después. Al comparar, ← y "
    "→ eligen qué dato queda y Ctrl+Enter une. Nada se borra: en la página de la persona se separan otra vez cuando "
    "haga falta."
)


def heading(code: str, *, kept: bool) -> str:
    """``P-000123 · se conserva``."""
    return f"{code} · {'se conserva' if kept else 'se une a la otra'}"


def _for_and_against(found: Iterable[Reason]) -> str:
    """``mismo documento, suena igual. En contra: otra edad``."""
    every = tuple(found)
    speaks = [reason for reason in every if reason not in AGAINST]
    against = [reason for reason in every if reason in AGAINST]
    parts = [ui_matching.reasons(speaks), f"En contra: {ui_matching.reasons(against)}" if against else ""]
    return ". ".join(part for part in parts if part)


def reasons(found: Comparison) -> str:
    """The same as a sentence; empty where nothing speaks for it or against."""
    said = _for_and_against(found.reasons)
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def standing(of: Standing, kept: str, other: str) -> str:
    """The word of a difference."""
    words = {Standing.SAME: SAME, Standing.DIFFERENT: DIFFERENT}
    return words.get(of) or f"solo en {kept if of is Standing.ONLY_KEPT else other}"


def value(page: PersonPage, part: Part, catalog: Catalog) -> str:
    """What a record says of a part, or a dash."""
    details = page.details
    town = next((m.full_name for m in municipalities() if m.code == details.municipality), "")
    said = {
        Part.SEX: people.sex(details.sex),
        Part.AGE: _age(page),
        Part.COUNTRY: country_name(details.country),
        Part.ADDRESS: ", ".join(each for each in (details.address, town) if each),
        Part.LANGUAGE: catalog.name(Kind.LANGUAGE, details.language),
        Part.ETHNICITY: catalog.name(Kind.ETHNICITY, details.ethnicity),
        Part.DISABILITY: catalog.name(Kind.DISABILITY, details.disability),
        Part.HOUSEHOLD: _household(page),
    }
    return (said[part] if part in said else str(getattr(details.name, part))) or NOT_KNOWN


def _age(page: PersonPage) -> str:
    born = page.details.age.birth_date
    said = people.age_read(page.details.age, page.read_on)
    return f"{said} (nació el {dates.short_date(born)})" if born else said


def _household(page: PersonPage) -> str:
    others = [people.name(member.name) for member in page.members if member.person_uuid != page.uuid]
    return f"Con {numbers.listing(others)}" if others else ALONE


def documents(page: PersonPage) -> str:
    """Masked, one a line."""
    return "\n".join(people.document(each.type, each.number) for each in page.documents) or NOT_KNOWN


def phones(page: PersonPage) -> str:
    """Masked, one a line."""
    return "\n".join(people.phone_line(each) for each in page.phones) or NOT_KNOWN


def visits(side: Side) -> str:
    """``12``, or a dash."""
    return numbers.integer(side.visits) if side.visits else NOT_KNOWN


_COUNTED = MappingProxyType(
    {
        Group.AID: ("entrega de ayudas", "entregas de ayudas"),
        Group.REFERRALS: ("remisión", "remisiones"),
        Group.FOLLOW_UPS: ("seguimiento", "seguimientos"),
        Group.TRANSFERS: ("traslado", "traslados"),
        Group.WORKSHOPS: ("taller", "talleres"),
    }
)


def follows(kept: Side, other: Side) -> str:
    """What comes with the record that is joined: «12 atenciones, 2 documentos…»."""
    page = other.page
    counted = [
        (other.visits, "atención", "atenciones"),
        *((number, *_COUNTED[group]) for group, number in other.counts),
        (len(page.documents), "documento", "documentos"),
        (len(page.phones), "teléfono", "teléfonos"),
        (len(page.consents), "autorización", "autorizaciones"),
    ]
    found = [(number, one, many) for number, one, many in counted if number]
    parts = numbers.listing([numbers.count(*each) for each in found]) or "solo sus datos"
    comes = "viene" if found and len(found) == found[0][0] == 1 else "vienen"
    return f"Con {page.code} {comes} {parts}. Todo se ve y se cuenta en {kept.page.code}, y se puede separar después."


def same_days(days: Iterable[date]) -> str:
    """Perhaps one attention that was typed twice."""
    found = [dates.short_date(day) for day in days]
    if not found:
        return ""
    told = numbers.listing(found[:4]) if len(found) <= 4 else f"{numbers.listing(found[:3])} y otros días"
    return f"Las dos fichas tienen atención el {told}: revise después si es una misma, anotada dos veces."


def closed(months: Iterable[Month]) -> str:
    """Counts that change."""
    found = [dates.month_long(month) for month in months]
    if not found:
        return ""
    word = "un mes cerrado" if len(found) == 1 else "meses cerrados"
    return f"Pueden cambiar las cuentas de {word} ({numbers.listing(found)}): escriba el motivo."


def merged(code: str, other: str) -> str:
    """``P-000456 quedó unida a P-000123``."""
    return f"{other} quedó unida a {code}"


def set_apart(code: str, other: str) -> str:
    """Told after «no son la misma persona»."""
    return f"{code} y {other} no son la misma persona: no se volverá a preguntar"


def merge_line(of: MergeShown, code: str) -> str:
    """``P-000456 · Maruja González · unida el 10/03/2026 por Ana Díaz``."""
    into = f" a {of.into}" if of.into != code else ""
    return f"{of.code} · {people.name(of.name)} · unida{into} el {dates.short_date(of.on)} por {of.by}"


def part_question(code: str) -> str:
    """Asked before a record is parted."""
    return f"¿Separar la ficha {code}?"


def hit(of: PersonHit) -> str:
    """A person in the list of pairs: the name, and below it what tells homonyms apart."""
    return f"{people.name(of.name)}\n{' · '.join(people.hit_parts(of))}"


def why(pair: PairShown) -> str:
    """Why the two may be one."""
    said = _for_and_against(pair.reasons)
    return f"{SOMETHING_NEW}: {said}" if pair.said_apart else said


def pairs_count(count: int, *, more: bool) -> str:
    """``12 parejas por revisar``."""
    said = numbers.count(count, "pareja por revisar", "parejas por revisar")
    return f"Las primeras {said}" if more else said


def scanned(done: int, total: int) -> str:
    """How far the search has come."""
    if done >= total:
        return f"Se miraron todas: {numbers.count(total, 'ficha', 'fichas')}."
    return f"Se han mirado {numbers.integer(done)} de {numbers.count(total, 'ficha', 'fichas')}…"
