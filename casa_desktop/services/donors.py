"""The files that donors ask for, computed from the records: exact for the 345W, small cells hidden or joined in those
that cross what belongs to a person."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from casa_desktop.domain.access import Action
from casa_desktop.domain.ages import BandSet, band_of
from casa_desktop.domain.breakdowns import Breakdown, Request, band_key, take_apart
from casa_desktop.domain.counted import NO_DATA, Counted, Dimension
from casa_desktop.domain.donor_files import CROSSED, Behind, DonorTables, HealthReport
from casa_desktop.domain.donors import BANDS, DonorForm, Template
from casa_desktop.domain.errors import Code, fault
from casa_desktop.domain.gifmm import GifmmReport, behind_row, rows_of
from casa_desktop.domain.grouping import joined
from casa_desktop.domain.indicators import Indicator, Rule
from casa_desktop.domain.months import MonthsSaid
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.persons import Sex
from casa_desktop.domain.scope import Scope
from casa_desktop.domain.suppression import suppressed_together
from casa_desktop.services.breakdowns import order_of
from casa_desktop.services.context import Context, verb
from casa_desktop.services.days import standing
from casa_desktop.services.numbers import selection
from casa_desktop.services.recording import reader
from casa_desktop.services.templates import gifmm_groups, template_of
from casa_desktop.storage.breakdowns import Breakdowns
from casa_desktop.storage.cells import Cells


@dataclass(frozen=True, slots=True)
class GifmmQuery:
    """The 345W of every month of *period*."""

    template: str
    period: Period


@dataclass(frozen=True, slots=True)
class BehindQuery:
    """Asks what stands behind one row of the 345W."""

    template: str
    month: Month
    activity: str
    municipality: str


@dataclass(frozen=True, slots=True)
class DonorQuery:
    """Any other template, from day to day."""

    template: str
    scope: Scope


@verb(Action.REPORT_DEFINE)
def gifmm(ctx: Context, request: GifmmQuery) -> GifmmReport:
    """The 345W with exact figures, which is why only who answers for it sees it. Errors: NOT_FOUND, BAD_CHOICE (another
    template)."""
    template = _template(ctx, request.template, DonorForm.GIFMM)
    period = request.period
    types = {code for activity in template.activities for code in activity.services}
    said = _months_said(ctx, period)
    first = Month(period.first.year, 1)
    counted = _of_types(ctx, types, first, period.last)
    months = [month for month in period if month not in said.historical and month not in said.empty]
    before = Period(first, period.first.plus(-1)) if first < period.first else None
    return GifmmReport(
        template=template,
        period=period,
        rows=rows_of(counted, months, template, gifmm_groups()),
        months=said,
        unseen=_months_said(ctx, before).historical if before is not None else (),
    )


@verb(Action.REPORT_DEFINE)
def behind(ctx: Context, query: BehindQuery) -> Behind:
    """Where a row of the 345W comes from, for who sees it at all: by person, as far as the actor may see them. Errors:
    NOT_FOUND, BAD_CHOICE."""
    template = _template(ctx, query.template, DonorForm.GIFMM)
    activity = template.activity(query.activity)
    if activity is None:
        raise fault(Code.NOT_FOUND, kind="row")
    counted = _of_types(ctx, activity.services, query.month, query.month)
    found = behind_row(counted, query.month, activity, query.municipality, template.office)
    persons = Cells(ctx.work.connection).shown([each.service for each in found], reader(ctx))
    ctx.audit("statistics.cell", f"345W:{query.month}")
    return Behind(persons, len({each.person for each in found}) - len(persons))


@verb(Action.REPORT_EXPORT)
def tables(ctx: Context, request: DonorQuery) -> DonorTables:
    """Persons and services by age and sex with the donor's bands; hidden cells are not for who sees totals only.

    Errors: NOT_FOUND, BAD_CHOICE (another template).
    """
    template = _template(ctx, request.template, DonorForm.UNHCR, DonorForm.ECHO)
    scope, bands = request.scope, BANDS[template.form]
    order = order_of(ctx.work.catalog.snapshot(), scope.months)

    counted = scope.among(_counted(ctx, template, scope))

    def apart(rule: Rule) -> Breakdown:
        asked = Request(Indicator(rule), scope, Dimension.AGE, Dimension.SEX, bands)
        return take_apart(counted, asked, order)

    services = apart(Rule.SERVICES)
    # Who had a birthday has services in a band without a person: a row that one table lacks would tell of its zeros.
    rows, columns = services.rows, services.columns
    persons = replace(apart(Rule.PERSONS), rows=rows, columns=columns)
    hidden = suppressed_together(rows, columns, persons.cells, services.cells)
    persons, services = (replace(each, hidden=hidden) for each in (persons, services))
    if not ctx.actor.may(Action.STATISTICS_CELL):
        persons, services = persons.without_hidden(), services.without_hidden()
    return DonorTables(template, scope, persons, services, hidden, _months_said(ctx, scope.months))


@verb(Action.REPORT_EXPORT)
def health(ctx: Context, request: DonorQuery) -> HealthReport:
    """Rows coded as MinSalud does, joined where they hold few; nobody is named. Errors: NOT_FOUND, BAD_CHOICE."""
    template = _template(ctx, request.template, DonorForm.HEALTH)
    by_service: dict[str, dict[int, list[Counted]]] = {}
    for each in request.scope.among(_counted(ctx, template, request.scope)):
        (service,) = each.keys[Dimension.SERVICE]
        by_service.setdefault(service, {}).setdefault(each.person, []).append(each)
    order = [kind.code for kind in ctx.work.catalog.snapshot().service_types if kind.code in by_service]
    return HealthReport(
        template,
        request.scope,
        tuple((service, group) for service in order for group in joined(_coded(by_service[service].values()))),
        _months_said(ctx, request.scope.months),
    )


def _coded(people: Iterable[list[Counted]]) -> dict[tuple[str, ...], tuple[int, int]]:
    """(persons, services) by the codes of each person on the day of their first service."""
    counts: dict[tuple[str, ...], tuple[int, int]] = {}
    for own in people:
        codes = tuple(_code(own[0], dimension) for dimension in CROSSED)
        persons, services = counts.get(codes, (0, 0))
        counts[codes] = (persons + 1, services + sum(each.quantity for each in own))
    return counts


def _code(each: Counted, dimension: Dimension) -> str:
    if dimension is Dimension.AGE:
        band = band_of(each.age.on(each.day), BandSet.LIFE_COURSE)
        return NO_DATA if band is None else band_key(band.first)
    key = next(iter(each.keys.get(dimension, ())), NO_DATA)
    return NO_DATA if key == Sex.UNKNOWN else key


def _counted(ctx: Context, template: Template, scope: Scope) -> list[Counted]:
    """The services of the template that count: of its types, or of those that count in PERSONAS where it names none."""
    months = scope.months
    if template.services:
        found = _of_types(ctx, template.services, months.first, months.last)
    else:
        chosen = selection(ctx.work, months.first.number, months.last.number)
        numbers = frozenset(month.number for month in months)
        found = Breakdowns(ctx.work.connection).read(chosen, Indicator(Rule.PERSONS), numbers)
    funder = template.funder
    return [each for each in found if not funder or funder in each.keys.get(Dimension.FUNDER, ())]


def _of_types(ctx: Context, types: Iterable[str], first: Month, last: Month) -> list[Counted]:
    known = {kind.code for kind in ctx.work.catalog.snapshot().service_types if kind.options}
    chosen = selection(ctx.work, first.number, last.number)
    rows = Breakdowns(ctx.work.connection)
    return rows.between(chosen, first.first_day, last.last_day, known.intersection(types))


def _template(ctx: Context, uuid: str, *forms: DonorForm) -> Template:
    template = template_of(ctx, uuid)
    if template.form not in forms:
        raise fault(Code.BAD_CHOICE, "template")
    return template


def _months_said(ctx: Context, period: Period) -> MonthsSaid:
    return standing(ctx, period.first.first_day, period.last.last_day)
