"""Spanish of the files that donors ask for: heads and indicators from dated data, cells, notes, names of files."""

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from casa_desktop.domain.ages import BandSet, bands
from casa_desktop.domain.breakdowns import Breakdown, band_key
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.cells import Origin
from casa_desktop.domain.counted import NO_DATA, Dimension
from casa_desktop.domain.donor_files import (
    CROSSED,
    Cell,
    CodedFile,
    Column,
    DonorTables,
    HealthOrigin,
    HealthReport,
    TableOrigin,
)
from casa_desktop.domain.donors import Described, DonorForm, Template, Victims
from casa_desktop.domain.gifmm import NEW, QUANTITY, TOTAL, GifmmOrigin, GifmmReport, GifmmRow
from casa_desktop.domain.grouping import Group
from casa_desktop.domain.indicators import Rule
from casa_desktop.domain.months import MonthsSaid
from casa_desktop.domain.periods import Month
from casa_desktop.domain.report import Report, Section
from casa_desktop.domain.scope import Scope
from casa_desktop.domain.suppression import SMALLEST
from casa_desktop.paths import resource
from casa_desktop.texts import breakdowns, dates, numbers
from casa_desktop.texts.places import countries, municipalities, municipality_name

FORMS = {
    DonorForm.GIFMM: "GIFMM 345W",
    DonorForm.UNHCR: "Tablas ACNUR",
    DonorForm.ECHO: "Tablas ECHO",
    DonorForm.HEALTH: "Archivo codificado MinSalud",
}
YES, NO = "SI", "NO"
NO_CODE, JOINED = "SD", "AG"
FEW = f"<{SMALLEST}"
_FILES = {DonorForm.GIFMM: "gifmm_345w", DonorForm.HEALTH: "minsalud"}
_COUNTED = frozenset({TOTAL, NEW, "persons", "services"})
"""Keys of the columns that hold figures, of those that are seen."""
_HEALTH_RULES = {"persons": Rule.PERSONS_OF_SERVICE, "services": Rule.SERVICES}
_CROSSED_KEYS = ("sex", "life_course", "country", "municipality", "ethnicity", "disability")


@dataclass(frozen=True, slots=True)
class IndicatorName:
    """An indicator of the GIFMM list."""

    number: str
    sector: str
    name: str
    column: Column

    @property
    def full(self) -> str:
        """``47. Personas que…``: what the file holds."""
        return f"{self.number}. {self.name}"


def _rows(name: str) -> Iterator[dict[str, str]]:
    with resource(f"plantillas/{name}.csv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _limit(text: str) -> Month | None:
    return Month.parse(text) if text else None


@cache
def columns(form: DonorForm) -> tuple[Column, ...]:
    """Every column that the file of *form* ever had, in order."""
    return tuple(
        Column(row["key"], row["name"], row["tag"], _limit(row["from"]), _limit(row["to"]))
        for row in _rows(_FILES[form])
    )


@cache
def gifmm_indicators() -> tuple[IndicatorName, ...]:
    """The indicators that the desk's services may feed, by number."""
    return tuple(
        IndicatorName(
            row["number"],
            row["sector"],
            row["name"],
            Column(row["number"], row["name"], "", _limit(row["from"]), _limit(row["to"])),
        )
        for row in _rows("gifmm_indicadores")
    )


def indicator_options(month: Month) -> list[tuple[str, str]]:
    """(number, words) of those in force in *month*."""
    return [(each.number, each.full) for each in gifmm_indicators() if each.column.holds_in(month)]


def sector_of(number: str) -> str:
    """The sector of an indicator; empty where the list does not know it."""
    return next((each.sector for each in gifmm_indicators() if each.number == number), "")


def sector_options() -> list[tuple[str, str]]:
    """(words, words) of every sector of the list."""
    return [(sector, sector) for sector in sorted({each.sector for each in gifmm_indicators()})]


def _indicator(number: str) -> str:
    return next((each.full for each in gifmm_indicators() if each.number == number), number)


def _department(code: str) -> str:
    return next((each.department for each in municipalities() if each.code == code), "")


# the 345W

_TOTAL_AND_NEW = (
    "Total: personas únicas que la actividad alcanzó en el mes en ese municipio. Nuevos: las que no habían recibido "
    "nada de la misma actividad desde el 1.º de enero de ese año y antes del día 1.º del mes."
)
_DESCRIBES = {
    Described.NEW: "Las columnas de perfil y las de sexo y edad suman los beneficiarios nuevos.",
    Described.REACHED: "Las columnas de perfil y las de sexo y edad suman el total alcanzado en el mes.",
}
_VICTIMS = {
    Victims.INSTEAD: (
        "Una víctima del conflicto va en «Víctimas» (o en «doble afectación» si además es migrante o retornada) y no "
        "en su perfil."
    ),
    Victims.BESIDE: (
        "Una víctima del conflicto va en su perfil y además en «Víctimas» o «doble afectación»: esas dos columnas no "
        "entran en la suma."
    ),
}
_FIRST_SERVICE = (
    "El perfil y la edad son los del primer servicio del mes en la actividad. Quien recibe en dos municipios está solo "
    "en el primero, con todo lo que recibió en el mes: Total y Nuevos se pueden sumar. "
    "Cantidad: servicios prestados. El monto va una vez por mes y actividad."
)


def gifmm_file(found: GifmmReport) -> CodedFile:
    """The 345W as it is sent: the columns of the last month of the period, a row a month, activity and municipality."""
    chosen = tuple(column for column in columns(DonorForm.GIFMM) if column.holds_in(found.period.last))
    paid: set[tuple[Month, str]] = set()
    rows = []
    for row in found.rows:
        month_of_activity = (row.month, row.activity.uuid)
        words = _gifmm_words(row, found.template, paid=month_of_activity not in paid)
        paid.add(month_of_activity)
        rows.append(tuple(words.get(column.key, row.counts.get(column.key, 0)) for column in chosen))
    return CodedFile("345W", chosen, tuple(rows), gifmm_notes(found))


def _gifmm_words(row: GifmmRow, template: Template, *, paid: bool) -> dict[str, Cell]:
    """What stands in the columns that take nobody apart. The amount of an activity stands once a month (*paid*), for
    whoever adds the rows up."""
    activity, office = row.activity, template.office
    return {
        "office": office.office,
        "activity_id": activity.code,
        "agreement": office.agreement,
        "lead": office.lead,
        "implementation": office.implementation,
        "implementer": office.implementer,
        "department": _department(row.municipality),
        "municipality": municipality_name(row.municipality),
        "month": str(row.month),
        "sector": activity.sector,
        "indicator": _indicator(activity.indicator),
        "framework": activity.framework,
        "name": activity.name,
        "description": activity.description,
        "rmrp": activity.rmrp,
        "walkers": YES if activity.walkers else NO,
        "etpv": YES if activity.etpv else NO,
        "etpv_kind": activity.etpv_kind,
        QUANTITY: row.quantity,
        "modality": activity.modality,
        "amount": Decimal(activity.amount) if activity.amount and paid else "",
        "mechanism": activity.mechanism,
        "indirect": "",
        TOTAL: row.total,
        NEW: row.new,
    }


def gifmm_notes(found: GifmmReport) -> tuple[str, ...]:
    """What must be known to sign it."""
    office = found.template.office
    said = [
        _TOTAL_AND_NEW,
        _DESCRIBES[office.described],
        _VICTIMS[office.victims],
        _FIRST_SERVICE,
    ]
    outside = sum(row.outside for row in found.rows)
    if outside:
        many = numbers.count(outside, "beneficiario", "beneficiarios")
        said.append(
            f"{many} de las filas sin sexo ni edad: el formato no tiene columna para ellos; van en los totales."
        )
    if found.unseen:
        said.append(
            f"De {dates.months(found.unseen)} solo hay cifras históricas: quien vino entonces figura como nuevo."
        )
    if found.idle:
        said.append(f"Sin beneficiarios en el período: {numbers.listing([each.name for each in found.idle])}.")
    return (*said, *_months_notes(found.months))


def _months_notes(said: MonthsSaid) -> list[str]:
    found = []
    if said.provisional:
        found.append(f"Provisional, sin cerrar: {dates.months(said.provisional)}.")
    if said.historical:
        found.append(f"Sin {dates.months(said.historical)}: de las cifras históricas no hay registros que contar.")
    if said.empty:
        found.append(f"Sin registros ni cifras: {dates.months(said.empty)}.")
    return found


# tables by age and sex


WITHOUT_MATTERS = "Servicios: sin lo que se atiende en reserva; sus personas sí se cuentan."


def scope_words(scope: Scope) -> str:
    """``enero a marzo de 2026``, or from day to day."""
    if scope.whole_months:
        return dates.period(scope.months)
    return f"{dates.long_date(scope.first)} a {dates.long_date(scope.last)}"


def tables(found: DonorTables, catalog: Catalog, funder: str) -> Report:
    """Persons and services by age and sex, small cells hidden. *funder* is the name of the one whose services they
    are, empty for all."""
    parts = (
        _crossed("Personas únicas", found, found.persons, catalog),
        _crossed("Servicios prestados", found, found.services, catalog),
    )
    notes = [
        "La edad es la del día del primer servicio del período; en los servicios, la del día de cada uno.",
        *(note for note in breakdowns.notes(found.persons, hidden=bool(found.hidden))),
        *([WITHOUT_MATTERS] if found.without_matters else []),
        *_months_notes(found.months),
    ]
    if not found.template.services:
        notes.insert(0, "Servicios: los de los tipos que cuentan en PERSONAS.")
    if funder:
        notes.insert(0, f"Solo servicios de {funder}. Las personas de dos financiadores no se suman.")
    return Report(found.template.named.name, scope_words(found.scope), sections=parts, notes=tuple(notes))


def _crossed(name: str, of: DonorTables, part: Breakdown, catalog: Catalog) -> Section:
    sheet, rule = breakdowns.sheet(part, name, catalog, of.hidden), part.request.indicator.rule
    rows, columns = sheet.keys
    origins = {
        (line, at): TableOrigin(of.template.named.uuid, of.scope, rule, row, column)
        for line, row in enumerate(rows)
        for at, column in enumerate(columns, start=1)
    }
    return replace(breakdowns.section(sheet, name), origins=origins)


# the health file

_HEALTH_NOTES = (
    (
        "Solo conteos: la historia clínica y los registros nominales (RIPS) los lleva el prestador de salud en su "
        "propio sistema."
    ),
    (
        f"{NO_CODE}: sin dato. {JOINED}: agrupado, cualquiera que sea, porque por separado eran menos de {SMALLEST} "
        f"personas. {FEW}: el servicio entero no llega a {SMALLEST}."
    ),
    (
        "Los códigos y la edad son los del primer servicio del período en cada servicio; una persona puede estar en "
        "varios servicios."
    ),
)


def health_file(found: HealthReport, catalog: Catalog) -> CodedFile:
    """Counts by MinSalud's codes."""
    chosen = tuple(column for column in columns(DonorForm.HEALTH) if column.holds_in(found.scope.months.last))
    rows = []
    for service, group in found.rows:
        kind = catalog.service_type(service)
        words: dict[str, Cell] = {
            "first": found.scope.first.isoformat(),
            "last": found.scope.last.isoformat(),
            "service": service,
            "service_name": kind.name if kind is not None else service,
            "persons": FEW if group.few else group.persons,
            "services": FEW if group.few else group.services,
            **_codes(group),
        }
        rows.append(tuple(words.get(column.key, "") for column in chosen))
    return CodedFile("MinSalud", chosen, tuple(rows), health_notes(found))


def _codes(group: Group) -> dict[str, str]:
    return {
        key: _code(dimension, code) for key, dimension, code in zip(_CROSSED_KEYS, CROSSED, group.codes, strict=True)
    }


def _code(dimension: Dimension, code: str | None) -> str:
    if code is None:
        return JOINED
    if code == NO_DATA:
        return NO_CODE
    if dimension is Dimension.AGE:
        band = next(each for each in bands(BandSet.LIFE_COURSE) if band_key(each.first) == code)
        return f"{band.first}+" if band.last is None else f"{band.first}-{band.last}"
    if dimension is Dimension.COUNTRY:
        return next((each.numeric for each in countries() if each.alpha3 == code), "") or NO_CODE
    return code


def health_notes(found: HealthReport) -> tuple[str, ...]:
    """What must be known to read it."""
    return (
        *_HEALTH_NOTES,
        *_months_notes(found.months),
    )


def gifmm_origin(found: GifmmReport, at: int, key: str) -> Origin | None:
    """Which number the column *key* of a row of the 345W is; None where it counts nobody."""
    row = found.rows[at]
    if key not in (TOTAL, NEW, QUANTITY, *row.counts):
        return None
    return GifmmOrigin(found.template.named.uuid, row.month, row.activity.uuid, row.municipality, key)


def health_origin(found: HealthReport, at: int, key: str) -> Origin | None:
    """Which number the column *key* of a row of the health file is; None where it counts nobody."""
    if key not in _HEALTH_RULES:
        return None
    service, group = found.rows[at]
    return HealthOrigin(found.template.named.uuid, found.scope, _HEALTH_RULES[key], service, group.codes)


def preview_of(found: CodedFile, heads: Mapping[str, str], origin: Callable[[int, str], Origin | None]) -> Section:
    """The columns that have a head by their key; *origin* tells of a row and a key which number it is."""
    keys = [column.key for column in found.columns]
    at = [(keys.index(key), head) for key, head in heads.items() if key in keys]
    lines = tuple(tuple(_shown(row[index]) for index, _ in at) for row in found.rows)
    names = frozenset(column for column, (index, _) in enumerate(at) if keys[index] not in _COUNTED)
    told = {
        (line, column): found_origin
        for line in range(len(lines))
        for column, (index, _) in enumerate(at)
        if (found_origin := origin(line, keys[index])) is not None
    }
    return Section("", tuple(head for _, head in at), lines, words=names, origins=told)


def _shown(cell: Cell) -> int | str:
    return numbers.measure(cell) if isinstance(cell, Decimal) else cell


def cell_words(cell: Cell) -> str:
    """A cell on the screen."""
    if isinstance(cell, Decimal):
        return numbers.measure(cell)
    return numbers.integer(cell) if isinstance(cell, int) else cell


def file_name(name: str, scope: Scope) -> str:
    """``GIFMM 345W 2026-10`` or from day to day."""
    if scope.whole_months:
        first, last = str(scope.months.first), str(scope.months.last)
    else:
        first, last = scope.first.isoformat(), scope.last.isoformat()
    return f"{name} {first}" if first == last else f"{name} {first} a {last}"
