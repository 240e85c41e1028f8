"""Spanish of the card of a child who came alone or apart from their family."""

from collections.abc import Sequence
from datetime import date

from casa_desktop.domain.ages import AgeRange
from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.children import ChildCard, Notice, Told
from casa_desktop.texts import dates, ui_people

TITLE = "NNA solo o separado"
OPEN = "Ver la ficha"
OPEN_LIST = "Ver las fichas"
LIST_TITLE = "NNA con la ficha abierta"
LIST_HINT = "La ficha sigue abierta hasta que alguien responde por la niña, el niño o el adolescente."
COLUMNS = ("Persona", "Edad", "Desde", "Avisos")
NOTICE_TITLE = "A quién se avisó"
TOLD = "Se avisó a"
WHEN, AT = "Fecha", "Hora"
ABOUT = "Quién contestó o número de radicado"
SAVE_NOTICE = "Anotar aviso"
NOTICED = "Aviso anotado"
NO_NOTICES = "Todavía no se ha avisado a nadie."
ADULT_TITLE = "Persona adulta que acompaña"
ADULT_NAME = "Nombre"
ADULT_KINSHIP = "Parentesco"
ADULT_DOCUMENT = "Documento (si lo muestra)"
SAVE_ADULT = "Guardar acompañante"
ADULT_SAVED = "Acompañante guardado"
CLOSE = "Cerrar la ficha"
CLOSED = "Ficha cerrada"
REOPENED = "Ficha abierta otra vez"
BACK = "Volver a «Hoy»"
KEY = "Ver la ficha de NNA solos o separados"
TOLD_WORDS = {
    Told.ICBF: "ICBF (línea 141)",
    Told.FAMILY_OFFICE: "Comisaría de Familia",
    Told.POLICE: "Policía de Infancia",
    Told.OTHER: "Otra",
}

_MARKS: dict[tuple[str, ...], str] = {("NNA_SOLO",): "NNA solo", ("NNA_SEPARADO",): "NNA separado"}


def name(card: ChildCard) -> str:
    """The child; without a name, the code."""
    return card.person_name or f"{ui_people.NAMELESS} ({card.person_code})"


def age(of: AgeRange | None) -> str:
    """``15 años``, ``14 a 15 años``; empty where it is not known."""
    if of is None:
        return ""
    return f"{of.first} años" if of.exact else f"{of.first} a {of.last} años"


def since(day: date, today: date) -> str:
    """``hoy``, ``ayer``, or the date."""
    return {0: "hoy", 1: "ayer"}.get((today - day).days, dates.short_date(day))


def line(cards: Sequence[ChildCard], today: date) -> str:
    """The calm line of «Hoy»; nothing where no card is open."""
    if not cards:
        return ""
    if len(cards) == 1:
        first = cards[0]
        told = "nadie está avisado todavía" if not first.notices else f"avisado: {last_told(first)}"
        return f"{name(first)}, {_MARKS.get(first.codes, TITLE)} desde {since(first.since, today)}; {told}."
    silent = sum(not card.notices for card in cards)
    said = f"{len(cards)} NNA solos o separados con la ficha abierta"
    return f"{said}; de {silent} no se ha avisado a nadie." if silent else f"{said}."


def last_told(card: ChildCard) -> str:
    """Who was told last."""
    return TOLD_WORDS[card.notices[-1].told] if card.notices else ""


def about(card: ChildCard, catalog: Catalog, today: date) -> str:
    """``P-000012 · 15 años · NNA solo · desde hoy``."""
    marks = ", ".join(catalog.name(Kind.VULNERABILITY, code) for code in card.codes)
    parts = (card.person_code, age(card.age), marks, f"desde {since(card.since, today)}")
    return " · ".join(part for part in parts if part)


def notice(each: Notice) -> str:
    """One notice, in a line."""
    said = f"{TOLD_WORDS[each.told]}, {dates.short_moment(each.at)}"
    return f"{said}: {each.about} ({each.by})" if each.about else f"{said} ({each.by})"


def row(card: ChildCard, today: date) -> tuple[str, ...]:
    """A line of the list."""
    return (name(card), age(card.age), since(card.since, today), str(len(card.notices)))
