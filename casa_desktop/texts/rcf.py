"""Spanish of the month of RCF, on screen, on paper and in the file: totals, and nobody in them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from types import MappingProxyType

from casa_desktop.domain.cells import Origin
from casa_desktop.domain.periods import Month
from casa_desktop.domain.rcf import FAILURES, RequestState
from casa_desktop.domain.rcf_month import Among, LineFigure, ModalityCount, RcfOrigin, RcfSummary
from casa_desktop.domain.report import Line, Report, Section, totals_strong
from casa_desktop.texts import dates
from casa_desktop.texts.places import country_name

TITLE = "Restablecimiento del Contacto entre Familiares"
SUBTITLE = "Resumen del mes"
CONTACTS = "Contactos por modalidad y resultado"
CONNECTIVITY = "Servicios de conectividad"
COUNTRIES = "Países con los que se buscó contacto"
REQUESTS = "Solicitudes de búsqueda"
TOTAL = "Total"
NO_COUNTRY = "Sin dato"
NOTHING = "Ninguno en el mes"
_OTHERWISE = "Otro"
CONTACT_HEADS = ("Modalidad", "Logrados", "No contesta", "Núm. errado", "Sin red", _OTHERWISE, "Intentos", "Minutos")
"""The column «Otro» is shown where something stands in it."""
_CONTACT_FIGURES: tuple[tuple[LineFigure, str], ...] = (
    (LineFigure.ACHIEVED, ""),
    *((LineFigure.ENDED, result) for result in FAILURES),
    (LineFigure.OTHERWISE, ""),
    (LineFigure.SERVICES, ""),
    (LineFigure.MINUTES, ""),
)
CONNECTIVITY_HEADS = ("Modalidad", "Servicios", "Cantidad")
COUNTRY_HEADS = ("País", "Intentos", "Logrados")
REQUEST_HEADS = ("Solicitudes", "Número")
REQUESTS_ELSEWHERE = (
    "Cada solicitud está con su referencia, su estado y sus fechas en la lista de solicitudes de búsqueda: en Llamadas "
    "RCF, Alt+1."
)

STATES = MappingProxyType(
    {
        RequestState.SENT: "Enviada",
        RequestState.UNDER_WAY: "En curso",
        RequestState.ANSWERED: "Con respuesta",
        RequestState.CLOSED: "Cerrada",
    }
)

_OPEN = MappingProxyType(
    {
        RequestState.SENT: "Abiertas al terminar: enviadas",
        RequestState.UNDER_WAY: "Abiertas al terminar: en curso",
        RequestState.ANSWERED: "Abiertas al terminar: con respuesta",
    }
)

NOTES = (
    "Cada intento es un servicio. Logrados + no logrados = intentos.",
    "Un contacto al que no se le pide resultado (mensaje Cruz Roja, «estoy bien») cuenta como logrado.",
    "Personas: personas únicas con algún servicio de RCF en el mes; las anónimas se cuentan una por una.",
    "Los servicios de conectividad (wifi, carga de celular y mensajes) van aparte de los contactos.",
    "De cada solicitud de búsqueda la mesa guarda la referencia y el estado, y nada de la persona buscada.",
)
PROVISIONAL = "* Provisional: el mes no está cerrado."

Numbers = list[tuple[str, str | None, tuple[int, ...]]]
"""Lines: the name, the code of what it counts (None = all of them), the numbers."""


def month(summary: RcfSummary) -> str:
    """``marzo de 2026*``."""
    return dates.month_long(Month.of(summary.first)) + ("*" if summary.provisional else "")


def notes(summary: RcfSummary) -> tuple[str, ...]:
    """What stands below the tables."""
    return ((PROVISIONAL,) if summary.provisional else ()) + NOTES


def _counts(counts: Sequence[ModalityCount]) -> tuple[int, ...]:
    failures = [sum(each.with_result(code) for each in counts) for code in FAILURES]
    return (
        sum(each.achieved for each in counts),
        *failures,
        sum(each.otherwise for each in counts),
        sum(each.attempts for each in counts),
        sum(each.minutes for each in counts),
    )


def _contacts(summary: RcfSummary) -> Section:
    lines: Numbers = [(each.name, each.modality, _counts([each])) for each in summary.contacts]
    lines.append((TOTAL, None, _counts(summary.contacts)))
    columns = list(zip(CONTACT_HEADS[1:], _CONTACT_FIGURES, range(len(_CONTACT_FIGURES)), strict=True))
    if not any(values[at] for head, _, at in columns if head == _OTHERWISE for _, _, values in lines):
        columns = [column for column in columns if column[0] != _OTHERWISE]
    shown: Numbers = [(name, code, tuple(values[at] for _, _, at in columns)) for name, code, values in lines]
    base = _all(summary, Among.CONTACTS)

    def origin(code: str | None, at: int) -> Origin:
        figure, result = columns[at][1]
        return replace(base, figure=figure, result=result, modality=code)

    return _section(CONTACTS, (CONTACT_HEADS[0], *(head for head, _, _ in columns)), shown, origin)


def _connectivity(summary: RcfSummary) -> Section:
    lines: Numbers = [(each.name, each.modality, (each.attempts, each.quantity)) for each in summary.connectivity]
    sums = tuple(sum(line[2][at] for line in lines) for at in range(2))
    base, figures = _all(summary, Among.CONNECTIVITY), (LineFigure.SERVICES, LineFigure.QUANTITY)
    return _section(
        CONNECTIVITY,
        CONNECTIVITY_HEADS,
        [*lines, (TOTAL, None, sums)],
        lambda code, at: replace(base, figure=figures[at], modality=code),
    )


def _countries(summary: RcfSummary) -> Section:
    lines: Numbers = [
        (country_name(each.country) or NO_COUNTRY, each.country, (each.attempts, each.achieved))
        for each in summary.countries
    ]
    base, figures = _all(summary, Among.CONTACTS), (LineFigure.SERVICES, LineFigure.ACHIEVED)
    return _section(COUNTRIES, COUNTRY_HEADS, lines, lambda code, at: replace(base, figure=figures[at], country=code))


def _requests(summary: RcfSummary) -> Section:
    """What was sent in the month, and what stood open when it ended."""
    stood: Numbers = [(_OPEN[state], None, (count,)) for state, count in summary.requests_open]
    lines: Numbers = [("Enviadas en el mes", None, (summary.requests_sent,)), *stood]
    return replace(_section(REQUESTS, REQUEST_HEADS, lines), elsewhere=REQUESTS_ELSEWHERE)


def _all(summary: RcfSummary, among: Among, figure: LineFigure = LineFigure.SERVICES) -> RcfOrigin:
    return RcfOrigin(Month.of(summary.first), among, figure)


def report(summary: RcfSummary) -> Report:
    """The month on the screen, on paper and in files."""
    facts = (
        ("Personas", summary.persons, Among.EVERYTHING, LineFigure.PERSONS),
        ("De ellas anónimas", summary.anonymous, Among.EVERYTHING, LineFigure.ANONYMOUS),
        ("Intentos", summary.attempts, Among.CONTACTS, LineFigure.SERVICES),
        ("Logrados", summary.achieved, Among.CONTACTS, LineFigure.ACHIEVED),
        ("No logrados", summary.not_achieved, Among.CONTACTS, LineFigure.NOT_ACHIEVED),
        ("Minutos de contacto", summary.minutes, Among.CONTACTS, LineFigure.MINUTES),
    )
    return Report(
        TITLE,
        f"{SUBTITLE}: {month(summary)}",
        facts=tuple((name, value) for name, value, _, _ in facts),
        behind_facts={at: _all(summary, among, figure) for at, (_, _, among, figure) in enumerate(facts)},
        sections=(_contacts(summary), _connectivity(summary), _countries(summary), _requests(summary)),
        notes=notes(summary),
    )


def _section(
    title: str,
    heads: tuple[str, ...],
    lines: Numbers,
    origin: Callable[[str | None, int], Origin] | None = None,
) -> Section:
    """*origin* tells of the code of a line and the place of a number which one it is."""
    counted = any(any(values) for _, _, values in lines)
    told: list[Line] = [(name, *values) for name, _, values in lines] if counted else []
    origins = {
        (line, at + 1): origin(lines[line][1], at)
        for line in range(len(told))
        for at in range(len(heads) - 1)
        if origin is not None
    }
    return Section(title, heads, tuple(told), strong=totals_strong(told, TOTAL), empty=NOTHING, origins=origins)


def file_name(of: Month) -> str:
    """``RCF 2026-03``."""
    return f"RCF {of}"
