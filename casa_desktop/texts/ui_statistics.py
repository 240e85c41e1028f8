"""The words of the pages «Informes» and of the historical figures."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from casa_desktop.domain.cells import CellDetail, CellEntry, CellPerson, Spread, Unit
from casa_desktop.domain.indicators import Indicator, TotalMode
from casa_desktop.domain.months import MonthEvent, MonthState
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.plausibility import Doubt, DoubtKind
from casa_desktop.domain.table import Source, TotalColumn
from casa_desktop.texts import dates
from casa_desktop.texts.dates import month_long
from casa_desktop.texts.labels import MONTH_STATES
from casa_desktop.texts.numbers import count, integer, listing, plural, signed
from casa_desktop.texts.rules import NAMES


def _number(values: Mapping[str, object], name: str) -> str:
    value = values.get(name)
    return integer(value) if isinstance(value, int) else "—"


def _equal_rows(rows: Sequence[str], values: Mapping[str, object]) -> str:
    return f"{listing(tuple(rows))} tienen el mismo valor, {_number(values, 'value')}. ¿Se copió una en la otra?"


def _jump(rows: Sequence[str], values: Mapping[str, object]) -> str:
    around = [
        f"{_number(values, name)} en el mes {which}"
        for name, which in (("before", "anterior"), ("after", "siguiente"))
        if isinstance(values.get(name), int)
    ]
    return f"{rows[0]} pasa a {_number(values, 'value')}, frente a {listing(tuple(around))}. ¿Falta o sobra una cifra?"


def _persons_over_services(rows: Sequence[str], values: Mapping[str, object]) -> str:
    persons, services = _number(values, "persons"), _number(values, "services")
    return f"{rows[0]} ({persons}) no puede ser mayor que los servicios de {listing(tuple(rows[1:]))} ({services})."


def _part_over_persons(rows: Sequence[str], values: Mapping[str, object]) -> str:
    return f"{rows[0]} ({_number(values, 'value')}) no puede ser mayor que {rows[1]} ({_number(values, 'persons')})."


def _visits_under_persons(rows: Sequence[str], values: Mapping[str, object]) -> str:
    return f"{rows[0]} ({_number(values, 'value')}) no puede ser menor que {rows[1]} ({_number(values, 'persons')})."


def _total_differs(rows: Sequence[str], values: Mapping[str, object]) -> str:
    difference = values.get("difference")
    told = (
        f"el total publicado de {rows[0]} es {_number(values, 'published')} y la suma de los meses es "
        f"{_number(values, 'computed')} (diferencia: {signed(difference) if isinstance(difference, int) else '—'})."
    )
    if values.get("possible"):
        return f"{told} Puede ser cierto si el total es de personas únicas: quien vino en varios meses cuenta una vez."
    return f"{told} No cuadra de ninguna manera: revise los meses o el total."


_DOUBTS: Mapping[DoubtKind, Callable[[Sequence[str], Mapping[str, object]], str]] = MappingProxyType(
    {
        DoubtKind.EQUAL_ROWS: _equal_rows,
        DoubtKind.JUMP: _jump,
        DoubtKind.PERSONS_OVER_SERVICES: _persons_over_services,
        DoubtKind.PART_OVER_PERSONS: _part_over_persons,
        DoubtKind.VISITS_UNDER_PERSONS: _visits_under_persons,
        DoubtKind.TOTAL_DIFFERS: _total_differs,
    }
)


def doubt_sentence(doubt: Doubt) -> str:
    """``Julio de 2019: ORIENTACION y REF tienen el mismo valor, 934. …``"""
    rows = doubt.labels or tuple(indicator.id for indicator in doubt.indicators)
    told = _DOUBTS[doubt.kind](rows, doubt.values)
    sentence = told if doubt.month is None else f"{month_long(doubt.month)}: {told}"
    return sentence[0].upper() + sentence[1:]


# The page
TITLE = "Informes"
HELP_TEXT = (
    "La tabla mensual de la mesa. Enter sobre una cifra muestra lo que cuenta; sobre el estado de un mes, lo cierra "
    "o lo reabre. El asterisco marca los meses que aún pueden cambiar, y † las cifras históricas."
)
LOADING = "Contando…"
FROM = "&Desde"
TO = "&Hasta"
TOTALS = "&Total de personas"
TOTAL_MODES = MappingProxyType(
    {TotalMode.SUM: "Suma mensual", TotalMode.DISTINCT: "Únicas", TotalMode.BOTH: "Las dos"},
)
THIS_MONTH = "Este mes"
LAST_MONTH = "Mes pasado"
TWELVE_MONTHS = "Últimos 12 meses"
THIS_YEAR = "Este año"
USUAL_PERIODS = "Períodos usuales"
EARLIER_PERIOD = "Meses anteriores"
LATER_PERIOD = "Meses siguientes"
BACK_TO_PERIOD = "Volver al período de la página"
PART_KEYS = "Alt +"
"""Before the parts, each of which begins with its number."""
PART_TABLE = "Tabla"
PART_DASHBOARD = "Tablero"
PART_BREAKDOWN = "Desgloses"
PART_FIGURES = "Historia"
PART_RECONCILING = "Conciliación"
PART_PUBLICATIONS = "Publicaciones"
PART_DONORS = "Para enviar"
ROWS = "Filas"
PREVIEW = "Vista previa"
SAVE_AS = "Guardar como"
TABLE = "Tabla mensual"
TOTAL_HEADS = MappingProxyType(
    {
        TotalColumn.SUM: "Suma\nmensual",
        TotalColumn.DISTINCT: "Personas\núnicas",
        TotalColumn.PUBLISHED: "Total\npublicado",
    }
)
STATE_ROW = "Estado del mes"
NOTES = "Notas"
NO_PERIOD = "Escriba el primer y el último mes."
OPEN_CELL = "Ver lo que cuenta una cifra"
COPY_TABLE = "Copiar la tabla"
COPIED = "Tabla copiada: péguela en una hoja de cálculo."
EMPTY_DESK = "Todavía no hay nada que contar en este período."
EMPTY_DESK_DETAIL = "Las atenciones que se registren aparecen aquí el mismo día."

# Paper
RENDERING = "Preparando el informe…"
SAVE_TITLE = "Guardar el informe"
SAVED_FILE = "Informe guardado."
PRINTED = "Informe enviado a la impresora."
BACK_TO_TABLE = "Volver"


def file_name(period: Period) -> str:
    """``informe-2018-12-a-2019-11.pdf``"""
    last = "" if period.first == period.last else f"-a-{period.last}"
    return f"informe-{period.first}{last}.pdf"


# A cell
SIDE_HIDE = "Ocultar"
CELL_MORE = "Mostrar más"
CELL_LOADING = "Buscando los registros…"
CELL_NOTHING = "Ningún registro."
CELL_COLUMNS = ("Persona", "Fecha", "Servicio", "Folio")
CELL_LIST = "Registros de la cifra"
CELL_FIGURE_COLUMNS = ("Mes", "Cifra", "Fuente", "Folio")
CELL_FIGURES = "Cifras históricas de la casilla"
SPREAD_COLUMNS = ("Vinieron en", "Personas", "Suma mensual", "De más")
SPREAD = "Personas por número de meses en que vinieron"
SPREAD_TOTAL = "Total"
REPEATED = "Solo las que volvieron en &otro mes"
NONE_REPEATED = "Ninguna de las personas que puede ver volvió en otro mes."
ANONYMOUS = "Anónima"
NAMELESS = "Sin nombre"
FORBIDDEN_CELL = "Su rol ve totales, no los registros que los forman."


_UNITS: Mapping[Unit, tuple[str, str]] = MappingProxyType(
    {
        Unit.FAMILIES: ("familia", "familias"),
        Unit.JOURNEYS: ("traslado", "traslados"),
        Unit.HANDED_OUT: ("artículo entregado", "artículos entregados"),
        Unit.MINUTES: ("minuto", "minutos"),
        Unit.VISITS: ("atención", "atenciones"),
        Unit.SLIPS: ("boleta o respuesta", "boletas o respuestas"),
    }
)
_SLIPS = (
    "Son anónimas: cada línea es lo que se contó de una hoja, o lo que alguien respondió en el kiosco, y no dice de "
    "quién."
)


def cell_title(label: str, period: Period) -> str:
    """``PERSONAS · enero de 2026``"""
    return f"{label} · {dates.period(period)}"


def cell_tally(detail: CellDetail) -> str:
    """What was counted, in one or two sentences."""
    tally = detail.records.all
    if tally.persons == 0:
        return ""
    value = detail.monthly_sum.exact or 0
    if detail.unit is Unit.SLIPS:
        lines = count(tally.services, "línea", "líneas")
        tallies = count(tally.persons, "tabulación", "tabulaciones")
        return f"{count(value, *_UNITS[detail.unit])}: {lines} de {tallies}. {_SLIPS}"
    people = count(tally.persons, "persona", "personas")
    services = count(tally.services, "servicio", "servicios")
    each = plural(tally.persons, "con un servicio", "con un servicio cada una")
    told = f"{services} a {people}." if tally.services != tally.persons else f"{people}, {each}."
    if detail.records.reserved_services is None:
        told = f"{people}; se {plural(tally.services, 'muestra', 'muestran')} {services}."
    if detail.unit is not None:
        return f"{count(value, *_UNITS[detail.unit])}: {told}"
    if tally.quantity != tally.services:
        told += f" En cantidad: {integer(tally.quantity)}."
    return told


def cell_reserved(detail: CellDetail) -> str:
    """How many are counted and not shown; empty where everything is."""
    reserved, hidden = detail.records.reserved_services, detail.records.reserved_persons
    who = count(hidden, "persona que no se muestra", "personas que no se muestran") if hidden else ""
    if reserved is None:
        return f"Lo que se atiende en reserva se cuenta y no aparece en la lista{f': hay {who}' if who else ''}."
    if not reserved:
        return ""
    told = count(reserved, "servicio reservado se cuenta", "servicios reservados se cuentan")
    return f"{told} y no {plural(reserved, 'aparece', 'aparecen')} en la lista{f', de {who}' if who else ''}."


def spread_told(detail: CellDetail) -> str:
    """``Suma mensual 10.668 − personas únicas 10.388 = 280: las veces que alguien volvió en otro mes.``"""
    tally = detail.records.all
    again = tally.person_months - tally.persons
    if not detail.records.spread:
        return ""
    told = (
        f"Suma mensual {integer(tally.person_months)} − personas únicas {integer(tally.persons)} = {integer(again)}"
        f": {plural(again, 'la vez', 'las veces')} que alguien volvió en otro mes."
    )
    return f"{told} Es de los meses con registros." if detail.figures else told


def spread_rows(spread: Sequence[Spread]) -> list[tuple[str, ...]]:
    """A line for each number of months, and what they add up to."""
    lines = [
        (count(each.months, "mes", "meses"), integer(each.persons), integer(each.person_months), integer(each.again))
        for each in spread
    ]
    persons, person_months = sum(each.persons for each in spread), sum(each.person_months for each in spread)
    return [*lines, (SPREAD_TOTAL, integer(persons), integer(person_months), integer(person_months - persons))]


def unknown_spread(detail: CellDetail) -> str:
    """Why the difference of historical months cannot be explained; empty where it can."""
    if not detail.figures or detail.distinct is None or len(detail.period) == 1:
        return ""
    months = count(len(detail.figures), "mes", "meses")
    low, high = detail.distinct.low, detail.distinct.high
    bounds = "" if low is None or high is None else f", entre {integer(low)} y {integer(high)}"
    return (
        f"De {months} solo hay una cifra histórica, sin las personas que la forman: no se puede saber quién volvió. "
        f"Por eso las personas únicas del período son un rango{bounds}."
    )


def person_name(person: CellPerson, unit: Unit | None = None) -> str:
    """``P-000123 · María G. P.``, ``A-000124 · Anónima``; of a tally, which is nobody, ``A-000124``. The code first:
    where there is no room it is the name that is cut."""
    if unit is Unit.SLIPS:
        return person.code
    return f"{person.code} · {person.name or (ANONYMOUS if person.anonymous else NAMELESS)}"


def service(entry: CellEntry) -> str:
    """``ORIENTACION``; with its quantity where that is more than one: ``KITS × 3``."""
    return entry.service if entry.quantity == 1 else f"{entry.service} × {integer(entry.quantity)}"


def folio(sheet: str, line: int | None) -> str:
    """``12-3``, ``12``, or nothing."""
    return f"{sheet}-{line}" if sheet and line is not None else sheet


# Rows of the table
ROWS_TITLE = "Filas de la tabla"
ROWS_HINT = "Cambie la etiqueta que se imprime, el orden, o qué filas salen. Se imprimen también en el informe."
ROWS_COLUMNS = ("Se cuenta", "Etiqueta impresa")
ROWS_LIST = "Filas elegidas"
ROWS_ADD = "&Añadir fila"
ROWS_ADD_DO = "Añadir"
ROWS_UP = "Subir"
ROWS_DOWN = "Bajar"
ROWS_REMOVE = "Quitar"
ROWS_USE = "Usar ahora"
ROWS_SAVE = "Guardar para la mesa"
ROWS_SAVED = "Filas guardadas: así se imprime la tabla de la mesa."


def indicator_name(indicator: Indicator, services: Mapping[str, str]) -> str:
    """``Servicios prestados: Orientación``; *services* are names by code."""
    name = NAMES[indicator.rule]
    kind = services.get(indicator.service_type, indicator.service_type)
    return f"{name}: {kind}" if kind else name


# A month
MONTH_CLOSE = "Cerrar el mes"
MONTH_REVIEW = "Revisar y cerrar"
MONTH_REOPEN = "Reabrir el mes"
MONTH_LEAVE_REVIEW = "Dejar de revisar"
MONTH_REVIEW_LEFT = "El mes ya no está en revisión."
MONTH_KEEP_OPEN = "Dejarlo abierto"
MONTH_REOPENED = "Mes reabierto."
MONTH_REASON = "Motivo, sin datos de ninguna persona"
MONTH_CLOSE_DETAIL = (
    "Sus cifras dejan de ser provisionales. Lo que se registre después en él pide un motivo, y coordinación puede "
    "reabrirlo."
)
MONTH_SAME_HANDS = (
    "Usted registró servicios de este mes. Conviene que lo cierre otra persona; si no es posible, escriba el motivo, "
    "que se imprime con la tabla."
)
MONTH_STORY = "Historia del mes"
MONTH_NEVER = "Nadie lo ha cerrado todavía."
MONTH_SOURCES = "Fuente de cada fila"
MONTH_SOURCES_HINT = "Hay registros y también cifra histórica. Elija cuál se imprime; las dos se conservan."
MONTH_PRINT_HISTORY = "Que valga la histórica"
MONTH_PRINT_RECORDS = "Que valgan los registros"
MONTH_SOURCE_CHOSEN = "Fuente cambiada."
MONTH_CHANGE_SOURCE = "Cambiar la fuente"
MONTH_GOES_ON = "El mes todavía no termina: se puede cerrar desde el primer día del siguiente."
STATE_TONES = MappingProxyType(
    {
        MonthState.NO_DATA: "plain",
        MonthState.OPEN: "warn",
        MonthState.IN_REVIEW: "warn",
        MonthState.CLOSED: "good",
        MonthState.PUBLISHED: "good",
        MonthState.REOPENED: "warn",
    }
)
STATES = MONTH_STATES
SHORT_STATES = MappingProxyType(
    {**STATES, MonthState.IN_REVIEW: "Rev.", MonthState.PUBLISHED: "Publ.", MonthState.REOPENED: "Reab."}
)
"""Where a year stands side by side: its totals would not be seen beside twelve «Publicado»."""


def month_closed(month: Month) -> str:
    """``Enero de 2026 quedó cerrado.``"""
    return f"{month_title(month)} quedó cerrado."


def month_title(month: Month) -> str:
    """``Enero de 2026``"""
    told = dates.month_long(month)
    return told[0].upper() + told[1:]


def close_question(month: Month) -> str:
    return f"¿Cerrar {dates.month_long(month)}?"


def reopen_question(month: Month) -> str:
    return f"¿Por qué se reabre {dates.month_long(month)}?"


def source_question(label: str, month: Month) -> str:
    return f"¿Por qué se cambia la fuente de {label} en {dates.month_long(month)}?"


def source_line(label: str, records: int, history: int, printed: Source) -> str:
    """``PERSONAS: registros 2, histórica 40 · se imprimen los registros``"""
    told = {Source.RECORDS: "se imprimen los registros", Source.HISTORY: "se imprime la histórica"}
    return f"{label}: registros {integer(records)}, histórica {integer(history)} · {told[printed]}"


def event_line(event: MonthEvent) -> str:
    """``23/11/2026 9:05 a. m. · Cerrado · Ángela Núñez. Motivo: …``"""
    reason = f". Motivo: {event.reason}" if event.reason else ""
    at = datetime.fromisoformat(event.at)
    return f"{dates.short_moment(at)} · {MONTH_STATES[event.state]} · {event.by}{reason}"
