"""A number taken apart as it is read: on the screen, from the clipboard, in files and on paper."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from casa_desktop.domain.ages import Bands, BandSet, bands
from casa_desktop.domain.breakdowns import Breakdown, Reserved, band_key
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.counted import CATALOG_KINDS, NO_DATA, Dimension
from casa_desktop.domain.indicators import COUNTS_PERSONS, Rule
from casa_desktop.domain.periods import Month
from casa_desktop.domain.persons import Sex
from casa_desktop.domain.report import Report, Section
from casa_desktop.domain.scope import Filters, Scope
from casa_desktop.domain.suppression import SMALLEST, WHOLE, Key
from casa_desktop.texts import dates, numbers
from casa_desktop.texts.labels import BAND_SETS
from casa_desktop.texts.places import country_name, municipality_name
from casa_desktop.texts.ui_visits import band

TITLE = "Desglose"
UNKNOWN = "Sin dato"
TOTAL = "Total"
HIDDEN = "•"
FILTERS = "Solo"

DIMENSIONS: Mapping[Dimension, str] = MappingProxyType(
    {
        Dimension.SEX: "Sexo",
        Dimension.AGE: "Edad",
        Dimension.COUNTRY: "País",
        Dimension.PROFILE: "Perfil",
        Dimension.VULNERABILITY: "Vulnerabilidad",
        Dimension.ETHNICITY: "Etnia",
        Dimension.DISABILITY: "Discapacidad",
        Dimension.MUNICIPALITY: "Municipio",
        Dimension.SERVICE: "Servicio",
        Dimension.FUNDER: "Financiador",
        Dimension.PLACE: "Lugar",
        Dimension.STAFF: "Quien atendió",
        Dimension.MONTH: "Mes",
    }
)
_NOBODY: Mapping[str, str] = MappingProxyType({})
_RESERVED: Mapping[Reserved | None, str] = MappingProxyType(
    {
        Reserved.IN_TOTALS: (
            "Lo que se atiende en reserva cuenta en el total y no se muestra por servicio, lugar, financiador, perfil, "
            "vulnerabilidad ni quien atendió."
        ),
        Reserved.LEFT_OUT: "Sin lo que se atiende en reserva o en psicología, que la tabla mensual sí cuenta.",
    }
)
_SEXES = {str(Sex.WOMAN): "Mujer", str(Sex.MAN): "Hombre", str(Sex.INTERSEX): "Intersexual"}


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its name, and a value for each head after the first; None = hidden."""

    name: str
    values: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A breakdown in words. The last line, and the last value of each, are totals; the first head is of the names.

    *keys* are those of the lines and of the heads after the first, as ``Breakdown.value`` takes them.
    """

    title: str
    """What is counted."""
    by: str
    """``por edad y sexo``."""
    days: str
    filters: tuple[str, ...]
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...]
    keys: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())

    @property
    def whole_title(self) -> str:
        """``PERSONAS por edad y sexo``."""
        return f"{self.title} {self.by}"


def by(rows: Dimension, columns: Dimension | None) -> str:
    """``por edad y sexo``, ``por servicio``."""
    told = f"por {DIMENSIONS[rows].lower()}"
    return told if columns is None else f"{told} y {DIMENSIONS[columns].lower()}"


def shown(value: int | None) -> str:
    """A value as it is read."""
    return HIDDEN if value is None else numbers.integer(value)


def section(of: Sheet, title: str = "") -> Section:
    """The table of *of*: its totals stand last, below and, where it has several columns, at the right."""
    lines = tuple((line.name, *(HIDDEN if value is None else value for value in line.values)) for line in of.lines)
    last = len(of.heads) - 1
    sums = frozenset({last}) if last > 1 else frozenset[int]()
    return Section(title, of.heads, lines, strong=frozenset({len(lines) - 1}), sums=sums)


def report(of: Sheet) -> Report:
    """The sheet as a report of one table."""
    return Report(of.whole_title, of.days, about=of.filters, sections=(section(of),), notes=of.notes)


def sheet(found: Breakdown, label: str, catalog: Catalog, hidden: frozenset[Key] = frozenset()) -> Sheet:
    """*found* in words; *hidden* are the cells that are not told."""
    request = found.request
    rows = (*found.rows, WHOLE)
    columns = (*found.columns, WHOLE) if request.columns is not None else (WHOLE,)
    provisional = {str(month) for month in found.provisional}

    def named(dimension: Dimension, key: str) -> str:
        told = TOTAL if key == WHOLE else name(dimension, key, catalog, request.bands, request.scope, found.staff)
        return f"{told}*" if dimension is Dimension.MONTH and key in provisional else told

    heads = [named(request.columns or request.rows, column) for column in columns]
    lines = tuple(
        Line(
            named(request.rows, row),
            tuple(None if (row, column) in hidden else found.value(row, column) for column in columns),
        )
        for row in rows
    )
    return Sheet(
        label,
        by(request.rows, request.columns),
        days(request.scope),
        filters(request.scope.filters, catalog, request.bands, found.staff),
        (DIMENSIONS[request.rows], *heads),
        lines,
        notes(found, hidden=bool(hidden)),
        (rows, columns),
    )


def cell_title(sheet: Sheet, row: str, column: str) -> str:
    """``PERSONAS · 18–25 · Mujer``: a cell of *sheet* by its keys; of a total only what it is a total of."""
    rows, columns = sheet.keys
    named = [sheet.lines[rows.index(row)].name] if row != WHOLE else []
    named += [sheet.heads[1 + columns.index(column)]] if column != WHOLE else []
    return " · ".join((sheet.title, *named, sheet.days))


def name(
    dimension: Dimension,
    key: str,
    catalog: Catalog,
    of: Bands,
    scope: Scope | None = None,
    staff: Mapping[str, str] = _NOBODY,
) -> str:
    """What a row or a column is called; a month that *scope* holds in part tells its days. *staff* are names by key."""
    if key == NO_DATA:
        return UNKNOWN
    if dimension in CATALOG_KINDS:
        return catalog.name(CATALOG_KINDS[dimension], key) or key
    if dimension is Dimension.AGE:
        return next((band(each) for each in bands(of) if band_key(each.first) == key), key)
    if dimension is Dimension.SERVICE:
        kind = catalog.service_type(key)
        return kind.name if kind is not None else key
    named = {
        Dimension.SEX: lambda: _SEXES.get(key, key),
        Dimension.COUNTRY: lambda: country_name(key) or key,
        Dimension.MUNICIPALITY: lambda: municipality_name(key) or key,
        Dimension.STAFF: lambda: staff.get(key, key),
        Dimension.MONTH: lambda: _month(Month.parse(key), scope),
    }
    return named[dimension]() if dimension in named else key


def band_set(which: Bands) -> str:
    """``GIFMM (2023)``; of a set of the desk's own its bands: ``0–4, 5–17, 18 o más``."""
    return BAND_SETS[which] if isinstance(which, BandSet) else ", ".join(map(band, bands(which)))


def days(scope: Scope) -> str:
    """``Dic 2018 – Nov 2019``; days where they are no whole months: ``15/11/2025 – 14/01/2026``."""
    if scope.whole_months:
        ends = [dates.month_short_year(month) for month in (scope.months.first, scope.months.last)]
    else:
        ends = [dates.short_date(day) for day in (scope.first, scope.last)]
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} – {ends[1]}"


def filters(chosen: Filters, catalog: Catalog, of: Bands, staff: Mapping[str, str] = _NOBODY) -> tuple[str, ...]:
    """``Solo País: Venezuela o Colombia``, one for each dimension, in the order in which these are offered."""
    told = []
    for dimension in DIMENSIONS:
        if dimension in chosen:
            names = sorted(
                name(dimension, key, catalog, of, staff=staff) for key in chosen[dimension] if key != NO_DATA
            )
            if NO_DATA in chosen[dimension]:
                names.append(UNKNOWN.lower())
            listed = " o ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names) or "ninguno"
            told.append(f"{FILTERS} {DIMENSIONS[dimension].lower()}: {listed}")
    return tuple(told)


def notes(found: Breakdown, *, hidden: bool) -> tuple[str, ...]:
    """What must be known to read it. *hidden*: whether anything is."""
    said = [*_overlap(found), *_new(found)]
    if found.straddling:
        many = numbers.count(
            found.straddling, "edad dicha queda entre dos rangos y va", "edades dichas quedan entre dos rangos y van"
        )
        named = {band_key(each.first): band(each) for each in bands(found.request.bands)}
        lie = "; ".join(f"{numbers.integer(a.count)} entre {named[a.first]} y {named[a.last]}" for a in found.across)
        said.append(f"{many} en «{UNKNOWN}»{f': {lie}' if lie else ''}.")
    if found.provisional:
        said.append(f"Provisional, sin cerrar: {dates.months(found.provisional)}.")
    if found.historical:
        said.append(f"Sin {dates.months(found.historical)}: de las cifras históricas no hay registros que desglosar.")
    said += reserved(found)
    if hidden:
        said.append(f"{HIDDEN} Menos de {SMALLEST}, o lo que permitiría calcularlo.")
        if found.wider:
            said.append(
                "Los puntos también impiden restar este desglose del mismo sin filtros y del de sus meses completos. "
                "No protegen de otros filtros, otros días u otros rangos de edad: no entregue juntos dos parecidos."
            )
    return tuple(said)


def reserved(found: Breakdown) -> tuple[str, ...]:
    """What of it this reader is not told, so that nobody takes it for what others are told."""
    return (_RESERVED[found.reserved],) if found.reserved in _RESERVED else ()


def _overlap(found: Breakdown) -> Iterable[str]:
    if not found.overlaps:
        return
    if found.request.indicator.rule not in COUNTS_PERSONS:
        yield "Un servicio puede estar en varias filas o columnas; el total lo cuenta una sola vez: no las sume."
        return
    yield "Una persona puede estar en varias filas o columnas; el total la cuenta una sola vez: no las sume."
    if Dimension.FUNDER in (found.request.rows, found.request.columns):
        yield "Las personas por financiador nunca se suman: quien fue atendido con dos fondos está en los dos."


def _new(found: Breakdown) -> Iterable[str]:
    scope = found.request.scope
    if found.request.indicator.rule is Rule.NEW_PERSONS and (scope.filters or not scope.whole_months):
        first = "Nuevas: su primer servicio en la mesa, de cualquier tipo, fue en estos días"
        yield f"{first}{', y alguno de los de estos días cumple los filtros' if scope.filters else ''}."


def _month(month: Month, scope: Scope | None) -> str:
    told = dates.month_short_year(month)
    if scope is None:
        return told
    first: date = max(scope.first, month.first_day)
    last: date = min(scope.last, month.last_day)
    return told if (first, last) == (month.first_day, month.last_day) else f"{told} ({first.day}–{last.day})"
