"""Spanish of what a project did, as one report whichever form it takes."""

from collections.abc import Callable, Iterable, Sequence

from casa_desktop.domain.access import Compartment
from casa_desktop.domain.breakdowns import Breakdown
from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.cells import Origin
from casa_desktop.domain.days import Concept
from casa_desktop.domain.periods import Month
from casa_desktop.domain.projects import (
    Counts,
    Project,
    ProjectLine,
    ProjectOrigin,
    ProjectPartOrigin,
    ProjectReport,
    Stretch,
)
from casa_desktop.domain.report import Line, Report, Section, totals_strong
from casa_desktop.domain.suppression import SMALLEST, WHOLE, Key
from casa_desktop.texts import dates, numbers
from casa_desktop.texts.breakdowns import HIDDEN, TOTAL, UNKNOWN, band_set, name
from casa_desktop.texts.places import municipality_name

TITLE = "Informe de proyecto"
COMPARED = "Proyectos, uno al lado del otro"
ALL_SERVICES = "Todos los servicios del financiador"
PERSONS, NEW, SERVICES = "Personas únicas", "Personas nuevas en el proyecto", "Servicios"
BY_MONTH, BY_SERVICE = "Mes a mes", "Por servicio"
CONCEPT, SERVICE, IN_ALL, BAND = "Concepto", "Servicio", "Período", "Edad"
CALLS = "Contacto familiar"
ATTEMPTS, ACHIEVED, FAILED = "Intentos", "Logrados", "No logrados"
COMPARED_HEADS = ("Proyecto", SERVICES, PERSONS, "Nuevas", "Días", "Financiador")
NO_PROJECTS = "Ningún proyecto tiene días en este período."
NEVER_ADDED = (
    "Las personas no se suman entre proyectos: a quien atendieron dos financiadores lo cuentan los dos, y una suma lo "
    "contaría dos veces. Por eso la tabla no tiene total."
)
RESERVED = "Los asuntos de protección cuentan entre las personas y no se muestran por servicio."
_NEW = (
    "Nueva en el proyecto: quien no tenía un servicio del proyecto desde su primer día; la mesa pudo atenderle antes."
)
_NOT_ADDED = "Personas únicas: quien vino en varios meses, o recibió varios servicios, cuenta una sola vez en el total."
_PARTS = "Las columnas con días («15–30 nov») son meses que el período cubre en parte."
_TRIES = "Cada intento de contacto es un servicio. Logrados + no logrados = intentos."


def funders(project: Project, catalog: Catalog) -> str:
    """``CICR y Unión Europea – ECHO``."""
    return numbers.listing([catalog.name(Kind.FUNDER, code) for code in project.funders])


def about(project: Project, catalog: Catalog) -> tuple[str, ...]:
    """What the project is, in lines."""
    named = [_service(code, catalog) for code in project.services]
    lines = [
        f"{numbers.plural(len(project.funders), 'Financiador', 'Financiadores')}: {funders(project, catalog)}",
        f"Proyecto: {dates.span(project.first, project.last)}",
        f"Servicios: {numbers.listing(named)}" if named else ALL_SERVICES,
    ]
    if project.municipality:
        lines.append(f"Solo quienes viven en {municipality_name(project.municipality)}")
    return tuple(lines)


def head(stretch: Stretch) -> str:
    """``Nov 2025*``, ``15–30 nov 2025*``."""
    mark = "*" if stretch.provisional else ""
    if stretch.whole:
        return f"{dates.month_short_year(stretch.month)}{mark}"
    return f"{dates.days_of_month(stretch.first, stretch.last)} {stretch.month.year}{mark}"


def report(found: ProjectReport, catalog: Catalog, *, hide: bool) -> Report:
    """The whole report; *hide* leaves out small cells by age and sex, as whatever leaves the house does."""
    hidden = found.ages.hidden if hide else found.ages.untold
    facts, uuid = _facts(found), found.project.named.uuid

    def number(row: str, column: str) -> Origin:
        return ProjectPartOrigin(uuid, found.first, found.last, row, column)

    return Report(
        title=f"{TITLE}: {found.project.named.name}",
        subtitle=dates.span(found.first, found.last),
        about=about(found.project, catalog),
        facts=tuple((told, value) for told, value, _ in facts),
        behind_facts={at: origin for at, (_, _, origin) in enumerate(facts)},
        sections=(
            _by_month(found, catalog),
            *_by_service(found, catalog),
            *_calls(found),
            by_age(found.ages, catalog, hidden, number),
        ),
        notes=_notes(found, catalog, hidden=bool(hidden)),
    )


def _facts(found: ProjectReport) -> tuple[tuple[str, int, Origin], ...]:
    facts = [
        (PERSONS, found.persons.total, _number(found, Concept.PERSONS)),
        ("Nuevas en el proyecto", found.new.total, _number(found, Concept.NEW)),
        (SERVICES, sum(counts.total for _, counts in found.services), _number(found, Concept.SERVICES)),
    ]
    if found.attempts is not None:
        facts.append(("Intentos de contacto", found.attempts.total, _number(found, Concept.ATTEMPTS)))
    return tuple(facts)


def _number(
    of: ProjectReport | ProjectLine, concept: Concept, service: str = "", month: Month | None = None
) -> ProjectOrigin:
    return ProjectOrigin(of.project.named.uuid, of.first, of.last, concept, service, month)


def _by_month(found: ProjectReport, catalog: Catalog) -> Section:
    rows = [(PERSONS, Concept.PERSONS, "", found.persons), (NEW, Concept.NEW, "", found.new)]
    rows += [(_service(code, catalog), Concept.SERVICES, code, counts) for code, counts in found.services]
    return _monthly(BY_MONTH, found, rows, strong=0)


def _by_service(found: ProjectReport, catalog: Catalog) -> Iterable[Section]:
    if found.services:
        people = dict(found.persons_of)
        lines: list[Line] = [
            (_service(code, catalog), counts.total, people[code].total) for code, counts in found.services
        ]
        origins = {
            (line, column): _number(found, concept, code)
            for line, (code, _) in enumerate(found.services)
            for column, concept in enumerate((Concept.SERVICES, Concept.SERVED), start=1)
        }
        yield Section(BY_SERVICE, (SERVICE, SERVICES, PERSONS), tuple(lines), origins=origins)


def _calls(found: ProjectReport) -> Iterable[Section]:
    tried, made, missed = found.attempts, found.achieved, found.failed
    if tried is not None and made is not None and missed is not None:
        rows = [
            (ACHIEVED, Concept.ACHIEVED, "", made),
            (FAILED, Concept.FAILED, "", missed),
            (ATTEMPTS, Concept.ATTEMPTS, "", tried),
        ]
        yield _monthly(CALLS, found, rows, strong=2)


def _monthly(
    title: str, found: ProjectReport, rows: Sequence[tuple[str, Concept, str, Counts]], *, strong: int
) -> Section:
    """*rows* (name, what it counts, of which service, how many) month by month."""
    months = (*(stretch.month for stretch in found.stretches), None)
    return Section(
        title,
        (CONCEPT, *(head(stretch) for stretch in found.stretches), IN_ALL),
        tuple((name, *counts.by_stretch, counts.total) for name, _, _, counts in rows),
        strong=frozenset({strong}),
        origins={
            (line, column): _number(found, concept, service, month)
            for line, (_, concept, service, _) in enumerate(rows)
            for column, month in enumerate(months, start=1)
        },
    )


def by_age(ages: Breakdown, catalog: Catalog, hidden: frozenset[Key], number: Callable[[str, str], Origin]) -> Section:
    """Persons by age and sex; the cells and totals in *hidden* are not told. *number* tells which one a cell is."""
    request, columns = ages.request, (*ages.columns, WHOLE)

    def told(row: str) -> tuple[int | str, ...]:
        return tuple(HIDDEN if (row, column) in hidden else ages.value(row, column) for column in columns)

    heads = [name(request.columns or request.rows, key, catalog, request.bands) for key in ages.columns]
    lines: list[Line] = [(name(request.rows, row, catalog, request.bands), *told(row)) for row in ages.rows]
    lines.append((TOTAL, *told(WHOLE)))
    return Section(
        f"{PERSONS} por edad y sexo – {band_set(request.bands)}",
        (BAND, *heads, TOTAL),
        tuple(lines),
        strong=totals_strong(lines, TOTAL),
        origins={
            (line, column): number(row, key)
            for line, row in enumerate((*ages.rows, WHOLE))
            for column, key in enumerate(columns, start=1)
        },
    )


def _notes(found: ProjectReport, catalog: Catalog, *, hidden: bool) -> tuple[str, ...]:
    said = []
    if found.provisional:
        said.append(f"* Provisional, el mes no está cerrado: {dates.months(found.provisional)}.")
    if any(not stretch.whole for stretch in found.stretches):
        said.append(_PARTS)
    said += [_NOT_ADDED, _NEW]
    if found.attempts is not None:
        said.append(_TRIES)
    if found.ages.straddling:
        many = numbers.count(
            found.ages.straddling,
            "edad dicha queda entre dos rangos y va",
            "edades dichas quedan entre dos rangos y van",
        )
        said.append(f"{many} en «{UNKNOWN}».")
    if any(kind.compartment == Compartment.PROTECTION for kind in catalog.service_types):
        said.append(RESERVED)
    if found.historical:
        said.append(f"Sin {dates.months(found.historical)}: son cifras históricas, sin registros por proyecto.")
    if hidden:
        said.append(f"{HIDDEN} Menos de {SMALLEST}, o lo que permitiría calcularlo.")
    return tuple(said)


def compared(lines: Sequence[ProjectLine], catalog: Catalog, period: str) -> Report:
    """Every project in one line, and no total. *period* tells of which days."""
    cells: list[Line] = [
        (
            each.project.named.name,
            each.services,
            each.persons,
            each.new,
            f"{dates.short_date(each.first)} a {dates.short_date(each.last)}{'*' if each.provisional else ''}",
            funders(each.project, catalog),
        )
        for each in lines
    ]
    provisional = any(each.provisional for each in lines)
    origins = {
        (line, column): _number(each, concept)
        for line, each in enumerate(lines)
        for column, concept in enumerate((Concept.SERVICES, Concept.PERSONS, Concept.NEW), start=1)
    }
    side = Section("Proyectos", COMPARED_HEADS, tuple(cells), words=frozenset({4, 5}), origins=origins)
    return Report(
        title=COMPARED,
        subtitle=period,
        sections=(side,) if cells else (),
        said=() if cells else (NO_PROJECTS,),
        notes=(*(("* Con meses sin cerrar: provisional.",) if provisional else ()), NEVER_ADDED, _NEW),
    )


def file_name(found: ProjectReport) -> str:
    """``Proyecto ECHO 2026 2026-01-15 a 2026-03-10``."""
    return f"Proyecto {found.project.named.name} {found.first} a {found.last}"


def _service(code: str, catalog: Catalog) -> str:
    kind = catalog.service_type(code)
    return kind.name if kind is not None else code
