"""The charts of the dashboard: its numbers, with the words that stand beside them wherever they are drawn."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from casa_desktop.domain.ages import BandSet, bands
from casa_desktop.domain.breakdowns import Breakdown, PartOrigin, band_key
from casa_desktop.domain.cells import CellOrigin, Origin
from casa_desktop.domain.charts import Category, Chart, Form, Point, Series
from casa_desktop.domain.counted import NO_DATA
from casa_desktop.domain.dashboard import NEAR, BoundOrigin, Dashboard, Loop, WhenOrigin
from casa_desktop.domain.periods import Period
from casa_desktop.domain.persons import Sex
from casa_desktop.domain.rcf_month import Among, LineFigure, RcfOrigin
from casa_desktop.domain.relief import TravelOrigin
from casa_desktop.domain.scope import Scope
from casa_desktop.domain.suppression import SMALLEST, WHOLE
from casa_desktop.domain.table import MonthHead, MonthlyTable, Row, Source
from casa_desktop.texts import breakdowns, dates, numbers, transfers
from casa_desktop.texts import table as words
from casa_desktop.texts.breakdowns import HIDDEN, TOTAL, UNKNOWN
from casa_desktop.texts.numbers import integer
from casa_desktop.texts.places import country_name
from casa_desktop.texts.ui_visits import band

PERSONS = "Personas"
SERVICES = "Servicios"
MONTH = "Mes"
SERVICE = "Servicio"
OTHERS = "Otros"
NOTHING = "Sin registros en este mes"
NOTHING_IN_YEAR = "Sin registros en estos doce meses"
NO_MATTERS = "Sin lo que se atiende en reserva."
TWICE = "Quien viajó a dos destinos cuenta en ambos."
NO_RESULT = "Sin resultado"
SAID_BY_FEW = "Otros, o dicho por pocos"
LOOPS = {
    Loop.REFERRALS: "Remisiones abiertas",
    Loop.FOLLOW_UPS: "Seguimientos por hacer",
    Loop.TRANSFERS: "Traslados por viajar",
    Loop.CHILDREN: "Fichas de NNA abiertas",
    Loop.PETITIONS_LATE: "PQRSF vencidas",
    Loop.PETITIONS_NEAR: "PQRSF por vencer",
}
_LISTED_IN = {
    Loop.REFERRALS: "Las remisiones abiertas se ven una por una en «Remisiones».",
    Loop.FOLLOW_UPS: "Los seguimientos por hacer se ven uno por uno en «Citas y seguimientos».",
    Loop.TRANSFERS: "Los traslados por viajar se ven uno por uno en «Traslados».",
    Loop.CHILDREN: "Las fichas de NNA abiertas se ven una por una en «Hoy».",
    Loop.PETITIONS_LATE: "Las PQRSF se ven una por una, con su plazo, en «Encuesta y PQRSF».",
    Loop.PETITIONS_NEAR: "Las PQRSF se ven una por una, con su plazo, en «Encuesta y PQRSF».",
}
_WOMEN, _MEN, _INTERSEX = "Mujeres", "Hombres", "Intersexuales"


def charts(found: Dashboard, *, leaves: bool) -> tuple[Chart, ...]:
    """Every chart, in the order of the page. What *leaves* the house hides its small cells from everybody."""
    return (
        _persons(found),
        _year(found),
        _services(found),
        _ages(found, leaves=leaves),
        _countries(found),
        _loops(found),
        _hours(found, leaves=leaves),
        _weekdays(found),
        _calls(found),
        _travelled(found),
        _bound_for(found),
        _shelves(found),
    )


def row_chart(table: MonthlyTable, row: Row) -> Chart:
    """A row of the monthly table, whose footnotes stand beside it already."""
    return replace(by_month("row", row.label, table.heads, (row,), Form.COLUMNS), notes=())


def by_month(key: str, title: str, heads: Sequence[MonthHead], rows: Sequence[Row], form: Form) -> Chart:
    """A place for each month."""
    categories = [
        Category(
            words.head_text(head),
            f"{dates.month_short(head.month)}{words.marks(head)}",
            str(head.month.year) if at == 0 or head.month.month == 1 else "",
        )
        for at, head in enumerate(heads)
    ]
    series = tuple(
        Series(
            row.label,
            tuple(
                Point(
                    cell.value,
                    words.cell_text(cell),
                    provisional=head.provisional and cell.source is not Source.NONE,
                    historical=cell.source is Source.HISTORY,
                )
                for head, cell in zip(heads, row.cells, strict=True)
            ),
        )
        for row in rows
    )
    told = tuple(_marks(heads))
    across = form is Form.ROWS
    origins = {
        (which, at + 1) if across else (at, which + 1): CellOrigin(row.indicator, Period(head.month, head.month))
        for which, row in enumerate(rows)
        for at, (head, cell) in enumerate(zip(heads, row.cells, strict=True))
        if cell.value is not None
    }
    of = SERVICE if across else MONTH
    return Chart(key, form, title, of, tuple(categories), series, told, empty=NOTHING_IN_YEAR, origins=origins)


def _marks(heads: Iterable[MonthHead]) -> Iterable[str]:
    provisional = [head.month for head in heads if head.provisional]
    historical = [head.month for head in heads if head.historical]
    if provisional:
        yield f"{words.PROVISIONAL_MARK} Provisional: {dates.months(provisional)}."
    if historical:
        yield f"{words.HISTORICAL_MARK} Con cifras históricas, sin registros: {dates.months(historical)}."


def _persons(found: Dashboard) -> Chart:
    chart = by_month("persons", "Personas atendidas por mes", found.heads, (found.persons,), Form.COLUMNS)
    known = any(point.number is not None for point in chart.series[0].points)
    return chart if known else replace(chart, categories=())


def _year(found: Dashboard) -> Chart:
    chart = by_month("year", "Servicios por mes", found.heads, found.services, Form.ROWS)
    return replace(chart, notes=(*chart.notes, *_without(found)))


def _title(name: str, found: Dashboard) -> str:
    """``Edad y sexo · marzo de 2026*``."""
    mark = words.PROVISIONAL_MARK if found.provisional else ""
    return f"{name} · {dates.month_long(found.month)}{mark}"


def _of_month(found: Dashboard) -> tuple[str, ...]:
    return tuple(_marks(found.heads[-1:]))


def _without(found: Dashboard) -> tuple[str, ...]:
    return (NO_MATTERS,) if found.without_matters else ()


def _list(
    found: Dashboard,
    key: str,
    name: str,
    of: str,
    counted: str,
    lines: Iterable[tuple[Category, int]],
    *,
    notes: Sequence[str] = (),
    rest: str = "",
    empty: str = NOTHING,
    origins: Iterable[Origin] = (),
) -> Chart:
    """Lying bars of one month. *origins* are those of the lines."""
    shown = list(lines)
    points = tuple(Point(count, integer(count)) for _, count in shown)
    return Chart(
        key,
        Form.BARS,
        _title(name, found),
        of,
        tuple(category for category, _ in shown),
        (Series(counted, points),),
        (*_of_month(found), *notes),
        rest=rest,
        empty=empty,
        origins={(at, 1): origin for at, origin in enumerate(origins)},
    )


def _services(found: Dashboard) -> Chart:
    lines = [
        (row, value)
        for row in found.services
        if row.cells[-1].source is not Source.NONE and (value := row.cells[-1].value)
    ]
    known = sorted(lines, key=lambda line: -line[1])
    bars = [(Category(row.label), count) for row, count in known]
    origins = [CellOrigin(row.indicator, Period(found.month, found.month)) for row, _ in known]
    notes = _without(found)
    return _list(found, "services", "Servicios", SERVICE, SERVICES, bars, notes=notes, rest=OTHERS, origins=origins)


def _ages(found: Dashboard, *, leaves: bool) -> Chart:
    hidden = found.hidden if leaves or not found.whole else frozenset()
    return age_chart(found.ages, hidden, _title("Edad y sexo de las personas", found))


def age_chart(ages: Breakdown, hidden: frozenset[tuple[str, str]], title: str) -> Chart:
    """Persons by age band of GIFMM and sex; the cells in *hidden* are not told."""
    rows = (*(band_key(each.first) for each in bands(BandSet.GIFMM)), NO_DATA)
    named = {band_key(each.first): band(each) for each in bands(BandSet.GIFMM)}
    others = ((str(Sex.INTERSEX), _INTERSEX),) if ages.column_totals.get(str(Sex.INTERSEX)) else ()
    columns = ((str(Sex.WOMAN), _WOMEN), (str(Sex.MAN), _MEN), *others, (NO_DATA, UNKNOWN))

    def point(row: str, column: str) -> Point:
        return Point(None, HIDDEN) if (row, column) in hidden else _point(ages.cells.get((row, column), 0))

    series = tuple(Series(name, tuple(point(row, column) for row in rows)) for column, name in columns)
    totals = Series(TOTAL, tuple(_point(ages.row_totals.get(row, 0)) for row in rows))
    below = [integer(ages.column_totals.get(column, 0)) for column, _ in columns]
    hides = any(each.number is None for one in series for each in one.points)
    keys = (*(column for column, _ in columns), WHOLE)
    origins = {
        (line, at): PartOrigin(ages.request, row, column)
        for line, row in enumerate((*rows, WHOLE))
        for at, column in enumerate(keys, start=1)
        if (row, column) not in hidden
    }
    return Chart(
        "ages",
        Form.PYRAMID,
        title,
        "Edad",
        tuple(Category(named.get(row, UNKNOWN), fixed=row == NO_DATA) for row in rows) if ages.total else (),
        series,
        tuple(breakdowns.notes(ages, hidden=hides)),
        beside=totals,
        below=(TOTAL, *below, integer(ages.total)),
        empty=NOTHING,
        origins=origins,
    )


def _point(count: int) -> Point:
    return Point(count, integer(count))


def _countries(found: Dashboard) -> Chart:
    totals = found.countries.row_totals
    known = sorted(((key, n) for key, n in totals.items() if key != NO_DATA), key=lambda line: (-line[1], line[0]))
    lines = [(Category(country_name(key)), persons) for key, persons in known]
    if totals:
        lines.append((Category(UNKNOWN, fixed=True), totals.get(NO_DATA, 0)))
    origins = [PartOrigin(found.countries.request, key) for key in (*(key for key, _ in known), NO_DATA)]
    chart = _list(
        found, "countries", "País de las personas", "País", PERSONS, lines, rest=OTHERS, origins=origins[: len(lines)]
    )
    return replace(chart, notes=tuple(breakdowns.notes(found.countries, hidden=False)))


def _travelled(found: Dashboard) -> Chart:
    lines = [(Category(transfers.destination(d.country, d.municipality, d.city)), d.persons) for d in found.travelled]
    notes = (TWICE,) if len(lines) > 1 else ()
    whole = Scope.of(Period(found.month, found.month))
    return _list(
        found,
        "travelled",
        "Destino de los traslados",
        "Destino",
        PERSONS,
        lines,
        notes=notes,
        rest=OTHERS,
        empty="Sin traslados en este mes",
        origins=[TravelOrigin(whole, (d.country, d.municipality, d.city)) for d in found.travelled],
    )


def _bound_for(found: Dashboard) -> Chart:
    lines = [(Category(each.name or SAID_BY_FEW, fixed=not each.name), each.count) for each in found.bound_for]
    return _list(
        found,
        "bound_for",
        "A dónde se dirigen",
        "Destino dicho",
        "Atenciones",
        lines,
        notes=(*breakdowns.reserved(found.ages), f"Solo se nombra lo que consta en {SMALLEST} atenciones o más."),
        rest=OTHERS,
        empty="En este mes no se anotaron destinos",
        origins=[BoundOrigin(found.month, each.code) for each in found.bound_for],
    )


def _hours(found: Dashboard, *, leaves: bool) -> Chart:
    told = found.hours

    def point(day: int, hour: int) -> Point:
        hides = (day, hour) in told.hidden and (leaves or not found.whole)
        return Point(None, HIDDEN) if hides else _point(told.cells.get((day, hour), 0))

    series = tuple(
        Series(dates.WEEKDAYS[day].capitalize(), tuple(point(day, hour) for hour in told.hours)) for day in told.days
    )
    hides = any(each.number is None for one in series for each in one.points)
    notes = [*_of_month(found), *_in_hours(found), _timed(told.counted, told.total)]
    if hides:
        notes.append(f"{HIDDEN} Menos de {SMALLEST}, o lo que permitiría calcularlo.")
    return Chart(
        "hours",
        Form.GRID,
        _title("Horas de los servicios", found),
        "Día",
        tuple(Category(f"{hour}:00", str(hour)) for hour in told.hours),
        series,
        tuple(notes),
        empty="En este mes ningún servicio se registró en su día" if told.total else NOTHING,
        origins={
            (line, at): WhenOrigin(found.month, day, hour)
            for line, day in enumerate(told.days)
            for at, hour in enumerate(told.hours, start=1)
            if series[line].points[at - 1].number is not None
        },
    )


def _in_hours(found: Dashboard) -> tuple[str, ...]:
    return breakdowns.reserved(found.ages) or _without(found)


def _timed(counted: int, total: int) -> str:
    left = total - counted
    said = f"Hora en que se registraron {numbers.count(counted, 'servicio', 'servicios')}"
    if not left:
        return f"{said}."
    one, many = (
        "registrado después de su día o pasado de una planilla",
        "registrados después de su día o pasados de planillas",
    )
    return f"{said}; sin {integer(left)} {numbers.plural(left, one, many)}."


def _weekdays(found: Dashboard) -> Chart:
    told = found.hours
    days = [day for day in range(7) if day < 6 or told.weekdays[6]]
    return Chart(
        "weekdays",
        Form.COLUMNS,
        _title("Días de los servicios", found),
        "Día",
        tuple(Category(dates.WEEKDAYS[day].capitalize(), dates.WEEKDAYS[day][:3].capitalize()) for day in days)
        if told.total
        else (),
        (Series(SERVICES, tuple(_point(told.weekdays[day]) for day in days)),),
        (*_of_month(found), *_in_hours(found), "Según la fecha de cada servicio."),
        empty=NOTHING,
        origins={(line, 1): WhenOrigin(found.month, day) for line, day in enumerate(days)},
    )


def _calls(found: Dashboard) -> Chart:
    lines = [(Category(each.name or NO_RESULT), each.count) for each in found.calls]
    apart = numbers.count(found.connectivity, "servicio", "servicios")
    notes = (f"Aparte, {apart} de wifi, carga y mensajes.",) if found.connectivity else ()
    name, none = "Contactos RCF por resultado", "Sin contactos RCF en este mes"
    origins = [RcfOrigin(found.month, Among.CONTACTS, LineFigure.ENDED, each.code) for each in found.calls]
    return _list(found, "calls", name, "Resultado", "Contactos", lines, notes=notes, empty=none, origins=origins)


def _today(found: Dashboard, key: str, name: str, of: str, counted: str, lines: Sequence[tuple[str, Point]]) -> Chart:
    return Chart(
        key,
        Form.BARS,
        f"{name} · {dates.short_date(found.today)}",
        of,
        tuple(Category(called) for called, _ in lines),
        (Series(counted, tuple(point for _, point in lines)),),
        ("Como está hoy, cualquiera que sea el mes.",),
    )


def _loops(found: Dashboard) -> Chart:
    lines = [(LOOPS[loop], _point(count)) for loop, count in found.loops.items()]
    chart = _today(found, "loops", "Por cerrar", "Pendiente", "Hay", lines)
    due = f"Seguimientos: los de hoy y los vencidos. PQRSF por vencer: en {NEAR} días o menos."
    return replace(chart, notes=(*chart.notes, due), elsewhere=tuple(_LISTED_IN[loop] for loop in found.loops))


def _shelves(found: Dashboard) -> Chart:
    lines = [(s.name, Point(s.usable, f"{integer(s.usable)} de {integer(s.minimum)}")) for s in found.shelves]
    chart = _today(found, "shelves", "Existencias bajo el mínimo", "Artículo", "Hay, de su mínimo", lines)
    units = Series("Unidad", tuple(Point(None, shelf.unit) for shelf in found.shelves))
    told = ("Cada artículo y sus movimientos se abren en «Ayudas e inventario».",) * len(found.shelves)
    none = "Ningún artículo está por debajo de su mínimo"
    return replace(chart, beside=units, empty=none, elsewhere=told)
