"""Spanish of «Registrar familia»: everybody on one screen."""

from casa_desktop.domain.names import Name
from casa_desktop.domain.person_views import EarlierHousehold, FormerMember, PersonPage
from casa_desktop.texts import dates, numbers, ui_people

REGISTER = "Registrar familia"
TITLE = "Familia nueva"
HINT = (
    "Primero quien encabeza el hogar; después una línea por persona. Enter pasa a la casilla siguiente y, al final, a "
    "otra línea; en una línea vacía pasa a los datos comunes."
)
NAME = "Nombre y apellidos"
NAME_PLACEHOLDER = "o «sin nombre»"
KINSHIP = "Parentesco"
HEAD = "Encabeza el hogar"
SEX = "Sexo"
AGE = "Edad o nacimiento"
AGE_PLACEHOLDER = "34, 8 meses…"
DOCUMENT = "Documento"
NUMBER = "Número"
OWN = "Datos propios   F3"
OWN_PHONE = "Teléfono propio"
OWN_ADDRESS = "Dirección propia"
OWN_HINT = "Vacío: el de la familia"
AUTHORISES = "La autorización de la familia también es suya"
ADD_LINE = "Otra persona"
ADD_KNOWN = "Alguien ya registrado"
KNOWN_QUESTION = "¿Quién ya está registrado?"
REMOVE = "Quitar"
SHARED = "Datos comunes"
SHARED_HINT = "Se copian a cada persona nueva; con F3, en su línea, una persona lleva los suyos."
EMPTY_FAMILY = "Escriba al menos a quien encabeza el hogar."
SAVE_KEY = "Registrar una familia en una sola pantalla"
ATTEND_NEXT = "Guardar y atender"

NAMELESS = "sin nombre"
"""Typed in place of a name."""


def line(number: int) -> str:
    """``2.``, before a line."""
    return f"{numbers.integer(number)}."


def known(page: PersonPage) -> str:
    """``Ana Rojas · P-000012 · 34 años · ya registrada``: who joins instead of being made twice."""
    parts = (ui_people.name(page.name.display), page.code, ui_people.age(page.age), "ya está en el registro")
    return " · ".join(part for part in parts if part)


def registered(many: int, joined: int) -> str:
    """``Familia registrada: 5 personas (2 ya estaban registradas)``."""
    said = f"Familia registrada: {numbers.count(many, 'persona', 'personas')}"
    already = numbers.count(joined, "ya estaba registrada", "ya estaban registradas")
    return f"{said} ({already})" if joined else said


def with_surnames(typed: str, head: Name, partner: Name | None, *, head_is_woman: bool) -> str:
    """A child's name of one word with the surnames that are likely: the father's first, then the mother's.

    Of a mother alone both of hers are proposed. More than one word stays as it was typed.
    """
    if len(typed.split()) != 1 or not head.first_surname:
        return typed
    if partner is None or not partner.first_surname:
        surnames = (head.first_surname, head.second_surname if head_is_woman else "")
    elif head_is_woman:
        surnames = (partner.first_surname, head.first_surname)
    else:
        surnames = (head.first_surname, partner.first_surname)
    return " ".join(part for part in (typed, *surnames) if part)


def former(shown: FormerMember) -> str:
    """``Luis Rojas, 10/03/2026 a 16/03/2026``."""
    return f"{ui_people.name(shown.name)}, {dates.short_date(shown.since)} a {dates.short_date(shown.until)}"


def earlier(shown: EarlierHousehold) -> str:
    """``Con Ana Rojas y Rosa Rojas, 10/03/2026 a 16/03/2026``."""
    names = numbers.listing([ui_people.name(name) for name in shown.names])
    return f"Con {names}, {dates.short_date(shown.since)} a {dates.short_date(shown.until)}"


FORMER = "Antes en esta familia"
EARLIER = "Familias anteriores"
SINCE = "Desde el"
JOIN_HINT = "Quien ya está registrado entra a la familia con esta fecha y este parentesco."
LEAVE_ON = "Fecha del retiro"
