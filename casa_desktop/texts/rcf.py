"""Spanish of the month of RCF, on screen, on paper and in the file: totals, and nobody in them."""

from collections.abc import Sequence
from types import MappingProxyType

from casa_desktop.domain.periods import Month
from casa_desktop.domain.rcf import FAILURES, ModalityCount, RcfSummary, RequestState
from casa_desktop.domain.report import Line, Report, Section, totals_strong
from casa_desktop.texts import dates, numbers
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
OTHERWISE_COLUMN = CONTACT_HEADS.index(_OTHERWISE)
CONNECTIVITY_HEADS = ("Modalidad", "Servicios", "Cantidad")
COUNTRY_HEADS = ("País", "Intentos", "Logrados")
REQUEST_HEADS = ("Solicitudes", "Número")

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

Cells = list[tuple[str, ...]]


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


Numbers = list[tuple[str, tuple[int, ...]]]


def contacts(summary: RcfSummary) -> Numbers:
    """A line for each modality, and what they add up to."""
    lines = [(each.name, _counts([each])) for each in summary.contacts]
    return [*lines, (TOTAL, _counts(summary.contacts))]


def connectivity(summary: RcfSummary) -> Numbers:
    """A line for each modality, and what they add up to."""
    lines = [(each.name, (each.attempts, each.quantity)) for each in summary.connectivity]
    sums = (sum(line[1][0] for line in lines), sum(line[1][1] for line in lines))
    return [*lines, (TOTAL, sums)]


def countries(summary: RcfSummary) -> Numbers:
    """A line for each country, most contacts first."""
    return [(country_name(each.country) or NO_COUNTRY, (each.attempts, each.achieved)) for each in summary.countries]


def requests(summary: RcfSummary) -> Numbers:
    """What was sent in the month, and what stood open when it ended."""
    stood = [(_OPEN[state], (count,)) for state, count in summary.requests_open]
    return [("Enviadas en el mes", (summary.requests_sent,)), *stood]


def facts(summary: RcfSummary) -> Numbers:
    """The figures that are read first."""
    return [
        ("Personas", (summary.persons,)),
        ("De ellas anónimas", (summary.anonymous,)),
        ("Intentos", (summary.attempts,)),
        ("Logrados", (summary.achieved,)),
        ("No logrados", (summary.not_achieved,)),
        ("Minutos de contacto", (summary.minutes,)),
    ]


def headline(summary: RcfSummary) -> str:
    """``42 personas (5 anónimas) · 60 intentos: 45 logrados y 15 no logrados · 212 minutos``."""
    who = numbers.count(summary.persons, "persona", "personas")
    if summary.anonymous:
        who += f" ({numbers.count(summary.anonymous, 'anónima', 'anónimas')})"
    tried = numbers.count(summary.attempts, "intento", "intentos")
    made = numbers.count(summary.achieved, "logrado", "logrados")
    failed = numbers.count(summary.not_achieved, "no logrado", "no logrados")
    return f"{who} · {tried}: {made} y {failed} · {numbers.count(summary.minutes, 'minuto', 'minutos')}"


def printed(lines: Numbers) -> Cells:
    """The lines with their numbers as Colombians write them."""
    return [(name, *(numbers.integer(value) for value in values)) for name, values in lines]


def report(summary: RcfSummary) -> Report:
    """The month on paper and in files."""
    heads: tuple[str, ...] = CONTACT_HEADS
    lines = contacts(summary)
    if not any(values[OTHERWISE_COLUMN - 1] for _, values in lines):
        heads, lines = (
            (*heads[:OTHERWISE_COLUMN], *heads[OTHERWISE_COLUMN + 1 :]),
            [(name, (*values[: OTHERWISE_COLUMN - 1], *values[OTHERWISE_COLUMN:])) for name, values in lines],
        )
    return Report(
        TITLE,
        f"{SUBTITLE}: {month(summary)}",
        facts=tuple((name, value) for name, (value,) in facts(summary)),
        sections=(
            _section(CONTACTS, heads, lines),
            _section(CONNECTIVITY, CONNECTIVITY_HEADS, connectivity(summary)),
            _section(COUNTRIES, COUNTRY_HEADS, countries(summary)),
            _section(REQUESTS, REQUEST_HEADS, requests(summary)),
        ),
        notes=notes(summary),
    )


def _section(title: str, heads: tuple[str, ...], lines: Numbers) -> Section:
    counted = any(any(values) for _, values in lines)
    told: list[Line] = [(name, *values) for name, values in lines] if counted else []
    return Section(title, heads, tuple(told), strong=totals_strong(told, TOTAL), empty=NOTHING)


def file_name(of: Month) -> str:
    """``RCF 2026-03``."""
    return f"RCF {of}"
