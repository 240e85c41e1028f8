"""Spanish of who somebody may already be: beside a row of a list, in a form's alert, and in its quiet line."""

from collections.abc import Iterable, Sequence
from types import MappingProxyType

from casa_desktop.domain.matching.described import AGAINST, Reason
from casa_desktop.domain.person_views import PersonHit
from casa_desktop.texts import numbers, ui_people
from casa_desktop.texts.ui_matching import ALERT, REASONS

_BRIEF = MappingProxyType(
    {
        Reason.DOCUMENT_ONE_DIGIT: "un dígito distinto",
        Reason.DOCUMENT_SWAPPED_DIGITS: "dígitos cambiados",
        Reason.PHONE_ONE_DIGIT: "teléfono parecido",
        Reason.SURNAMES_SWAPPED: "apellidos cambiados",
        Reason.NAMES_SWAPPED: "nombres cambiados",
        Reason.GLUED: "nombres pegados",
        Reason.SAME_BIRTH_DATE: "misma fecha",
        Reason.BIRTH_DAY_MONTH_SWAPPED: "día y mes cambiados",
        Reason.BIRTH_DATE_CLOSE: "fecha parecida",
        Reason.NAME_IN_PART: "parte del nombre",
    }
)
"""Of the longer phrases, what fits beside a name."""
_NOTHING_SAID = "se parece"
_MOST_IN_A_ROW = 2
_VAGUE = frozenset({Reason.NAME_IN_PART})
"""It says less than how the rest of the names differs."""


def shortly(found: Iterable[Reason]) -> str:
    """The strongest two of what speaks for it: «mismo documento, suena igual»; empty where nothing was compared."""
    told = tuple(found)
    said = ", ".join(REASONS[reason] for reason in _strongest(told))
    return said or (_NOTHING_SAID if told else "")


def beside_name(found: Iterable[Reason]) -> tuple[str, ...]:
    """The same in a word or two, and only the strongest, where even that does not fit."""
    told = tuple(found)
    words = [_BRIEF.get(reason, REASONS[reason]) for reason in _strongest(told)]
    if not words:
        return (_NOTHING_SAID,) if told else ()
    return (", ".join(words), words[0])


def _strongest(found: tuple[Reason, ...]) -> list[Reason]:
    speaking = [reason for reason in found if reason not in AGAINST]
    exact = [reason for reason in speaking if reason not in _VAGUE] or speaking
    return exact[:_MOST_IN_A_ROW]


def alert(hit: PersonHit, reasons: Iterable[Reason]) -> str:
    """``Posible duplicado: Ana Rojas · CV ••••5678 · 34 años. Mismo documento, suena igual.``"""
    who = " · ".join((ui_people.name(hit.name), *ui_people.hit_parts(hit)))
    return f"{ALERT}: {who}. {shortly(reasons).capitalize()}."


def quietly(found: Sequence[tuple[PersonHit, Sequence[Reason]]]) -> str:
    """``Se parece: Ana Rojas (P-000123), 34 años, suena igual; y 2 más``; empty where there is nobody."""
    if not found:
        return ""
    hit, reasons = found[0]
    who = [f"{ui_people.name(hit.name)} ({hit.code})", ui_people.age(hit.age), shortly(reasons)]
    rest = f"; y {numbers.integer(len(found) - 1)} más" if len(found) > 1 else ""
    return f"Se parece: {', '.join(filter(None, who))}{rest}"
