"""Spanish of who somebody may already be: beside a row of a list, in a form's alert, and in its quiet line."""

from collections.abc import Iterable, Sequence

from casa_desktop.domain.matching.described import AGAINST, Reason
from casa_desktop.domain.person_views import PersonHit
from casa_desktop.texts import numbers, ui_people
from casa_desktop.texts.ui_matching import ALERT, REASONS

_NOTHING_SAID = "se parece"
_MOST_IN_A_ROW = 2


def shortly(found: Iterable[Reason]) -> str:
    """The strongest two of what speaks for it: «mismo documento, suena igual»; empty where nothing was compared."""
    told = tuple(found)
    speaking = [reason for reason in told if reason not in AGAINST]
    # That names agree in part says less than how the rest of them differs.
    exact = [reason for reason in speaking if reason is not Reason.NAME_IN_PART] or speaking
    said = ", ".join(REASONS[reason] for reason in exact[:_MOST_IN_A_ROW])
    return said or (_NOTHING_SAID if told else "")


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
