"""The files that donors ask for, computed from the records: exact for the 345W, small cells hidden or joined in those
that cross what belongs to a person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from casa_desktop.domain.access import Action, Compartment
from casa_desktop.domain.ages import BandSet, band_of
from casa_desktop.domain.breakdowns import Breakdown, Request, band_key, in_cell, take_apart
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.counted import NO_DATA, Counted, Dimension
from casa_desktop.domain.counting import Counting, persons, quantity
from casa_desktop.domain.donor_files import CROSSED, DonorTables, HealthOrigin, HealthReport, TableOrigin
from casa_desktop.domain.donors import BANDS, DonorForm, Template
from casa_desktop.domain.errors import Code, fault
from casa_desktop.domain.gifmm import QUANTITY, GifmmOrigin, GifmmReport, behind, rows_of
from casa_desktop.domain.grouping import Own, gathered, joined
from casa_desktop.domain.indicators import COUNTS_PERSONS, Indicator, Rule
from casa_desktop.domain.months import MonthsSaid
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.persons import Sex
from casa_desktop.domain.scope import Scope
from casa_desktop.domain.suppression import suppressed_together
from casa_desktop.services.basis import Basis, of_services
from casa_desktop.services.breakdowns import order_of
from casa_desktop.services.context import Context, verb
from casa_desktop.services.days import require_records, standing
from casa_desktop.services.numbers import selection
from casa_desktop.services.templates import gifmm_groups, template_of
from casa_desktop.storage.breakdowns import Breakdowns


@dataclass(frozen=True, slots=True)
class GifmmQuery:
    """The 345W of every month of *period*."""

    template: str
    period: Period


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
    said = _months_said(ctx, period)
    first = Month(period.first.year, 1)
    months = [month for month in period if month not in said.historical and month not in said.empty]
    before = Period(first, period.first.plus(-1)) if first < period.first else None
    return GifmmReport(
        template=template,
        period=period,
        rows=rows_of(_since_january(ctx, template, period), months, template, gifmm_groups()),
        months=said,
        unseen=_months_said(ctx, before).historical if before is not None else (),
    )


def gifmm_basis(ctx: Context, origin: GifmmOrigin) -> Basis:
    """What a number of a row of the 345W counts. Errors: FORBIDDEN, NOT_FOUND, BAD_CHOICE."""
    ctx.require(Action.REPORT_DEFINE)
    template = _template(ctx, origin.template, DonorForm.GIFMM)
    if template.activity(origin.activity) is None:
        raise fault(Code.NOT_FOUND, kind="row")
    month = Period(origin.month, origin.month)
    found = behind(_since_january(ctx, template, month), origin, template, gifmm_groups())
    # A column in which nobody stands may be any text: the audit names only those that are some.
    fields = (origin.column,) if found else ()
    return of_services(found, month, f"345W:{origin.month}", fields, of_persons=origin.column != QUANTITY)


@verb(Action.REPORT_EXPORT)
def tables(ctx: Context, request: DonorQuery) -> DonorTables:
    """Persons and services by age and sex with the donor's bands; hidden cells are not for who sees totals only.

    Where the template names no services a matter of protection is among the persons and nowhere else, as in a project
    and a week: less the services that these tell, those of the same days would be the matters.

    Errors: NOT_FOUND, BAD_CHOICE (another template), FORBIDDEN (one of matters of protection) and WHOLE_MONTHS (other
    days), for who does not count the passes.
    """
    scope = request.scope
    template = _told(ctx, _template(ctx, request.template, DonorForm.UNHCR, DonorForm.ECHO), scope)
    catalog = ctx.work.catalog.snapshot()
    order = order_of(catalog, scope.months)
    counted = _counted(ctx, template, scope)

    def apart(rule: Rule, of: Sequence[Counted]) -> Breakdown:
        return take_apart(of, _crossing(template, scope, rule), order)

    # Who had a birthday has services in a band without a person, a matter of protection a person without services: a
    # row that one table lacks would tell of its zeros.
    every = apart(Rule.SERVICES, counted)
    told = (apart(Rule.PERSONS, counted), apart(Rule.SERVICES, _listed(catalog, template, counted)))
    rows, columns = every.rows, every.columns
    people, services = (replace(each, rows=rows, columns=columns) for each in told)
    hidden = suppressed_together(rows, columns, people.cells, services.cells)
    people, services = (replace(each, hidden=hidden) for each in (people, services))
    if not ctx.actor.may(Action.STATISTICS_CELL):
        people, services = people.without_hidden(), services.without_hidden()
    said = _months_said(ctx, scope.months)
    matters = any(kind.compartment == Compartment.PROTECTION for kind in catalog.service_types)
    return DonorTables(
        template, scope, people, services, hidden, said, without_matters=matters and not template.services
    )


def table_basis(ctx: Context, origin: TableOrigin) -> Basis:
    """What a cell of a donor's tables counts, also of one that leaves as a mark: whoever sees records at all is told
    its value. Errors: FORBIDDEN, NOT_FOUND, BAD_CHOICE."""
    require_records(ctx)
    template, scope = _template(ctx, origin.template, DonorForm.UNHCR, DonorForm.ECHO), origin.scope
    asked = _crossing(template, scope, origin.rule)
    counted = _counted(ctx, template, scope)
    if origin.rule is Rule.SERVICES:
        counted = _listed(ctx.work.catalog.snapshot(), template, counted)
    found = in_cell(counted, asked, origin.row, origin.column)
    return _of_template(origin, found, template, (str(asked.rows), str(asked.columns)))


def _listed(catalog: Catalog, template: Template, counted: list[Counted]) -> list[Counted]:
    """Those that its services tell: all of the types that it names, else no matters of protection."""
    return counted if template.services else Counting(catalog).listed(counted)


def _crossing(template: Template, scope: Scope, rule: Rule) -> Request:
    return Request(Indicator(rule), scope, Dimension.AGE, Dimension.SEX, BANDS[template.form])


def _of_template(
    origin: TableOrigin | HealthOrigin, found: Sequence[Counted], template: Template, fields: tuple[str, ...]
) -> Basis:
    scope = origin.scope
    subject = f"{template.form}:{scope.first}..{scope.last}"
    return of_services(found, scope.months, subject, fields, of_persons=origin.rule in COUNTS_PERSONS)


@verb(Action.REPORT_EXPORT)
def health(ctx: Context, request: DonorQuery) -> HealthReport:
    """Rows coded as MinSalud does, joined where they hold few; how few is not for who sees totals only, and nobody is
    named. Errors: those of :func:`tables`."""
    template = _told(ctx, _template(ctx, request.template, DonorForm.HEALTH), request.scope)
    coded = _coded(_counted(ctx, template, request.scope))
    order = [kind.code for kind in ctx.work.catalog.snapshot().service_types if kind.code in coded]
    whole = ctx.actor.may(Action.STATISTICS_CELL)
    rows = []
    for service in order:
        counts = {codes: (persons(found), quantity(found)) for codes, found in coded[service].items()}
        rows += [(service, group if whole else group.without_few()) for group in joined(counts)]
    return HealthReport(template, request.scope, tuple(rows), _months_said(ctx, request.scope.months))


def health_basis(ctx: Context, origin: HealthOrigin) -> Basis:
    """What a row of the health file counts, all that was joined in it. Errors: FORBIDDEN, NOT_FOUND, BAD_CHOICE."""
    require_records(ctx)
    template = _template(ctx, origin.template, DonorForm.HEALTH)
    coded = _coded(_counted(ctx, template, origin.scope)).get(origin.service, {})
    rows = gathered({codes: persons(found) for codes, found in coded.items()}).get(origin.codes, ())
    found = [each for codes in rows for each in coded[codes]]
    return _of_template(origin, found, template, tuple(map(str, CROSSED)))


def _coded(counted: Iterable[Counted]) -> dict[str, dict[Own, list[Counted]]]:
    """By service, and by the codes of each person on the day of the first of theirs."""
    by_service: dict[str, dict[int, list[Counted]]] = {}
    for each in counted:
        (service,) = each.keys[Dimension.SERVICE]
        by_service.setdefault(service, {}).setdefault(each.person, []).append(each)
    found: dict[str, dict[Own, list[Counted]]] = {}
    for service, people in by_service.items():
        for own in people.values():
            codes = tuple(_code(own[0], dimension) for dimension in CROSSED)
            found.setdefault(service, {}).setdefault(codes, []).extend(own)
    return found


def _code(each: Counted, dimension: Dimension) -> str:
    if dimension is Dimension.AGE:
        band = band_of(each.age.on(each.day), BandSet.LIFE_COURSE)
        return NO_DATA if band is None else band_key(band.first)
    key = next(iter(each.keys.get(dimension, ())), NO_DATA)
    return NO_DATA if key == Sex.UNKNOWN else key


def _counted(ctx: Context, template: Template, scope: Scope) -> list[Counted]:
    """The services of the template that count in *scope*: of its types, or of those that count in PERSONAS where it
    names none."""
    months = scope.months
    if template.services:
        found = _of_types(ctx, template.services, months.first, months.last)
    else:
        chosen = selection(ctx.work, months.first.number, months.last.number)
        numbers = frozenset(month.number for month in months)
        found = Breakdowns(ctx.work.connection).read(chosen, Indicator(Rule.PERSONS), numbers)
    funder = template.funder
    return scope.among(each for each in found if not funder or funder in each.keys.get(Dimension.FUNDER, ()))


def _since_january(ctx: Context, template: Template, period: Period) -> list[Counted]:
    """What feeds the 345W of *period*, and who came earlier in its first year."""
    types = {code for activity in template.activities for code in activity.services}
    return _of_types(ctx, types, Month(period.first.year, 1), period.last)


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


def _told(ctx: Context, template: Template, scope: Scope) -> Template:
    """*template*, if its numbers of *scope* are this actor's to see: days tell when somebody was in the private room,
    and those of a template of its matters when each came."""
    if not scope.whole_months and not ctx.actor.may(Action.PASS_COUNT):
        raise fault(Code.WHOLE_MONTHS, "first_day")
    kinds = map(ctx.work.catalog.snapshot().service_type, template.services)
    if any(kind is not None and kind.compartment == Compartment.PROTECTION for kind in kinds):
        ctx.require(Action.PASS_COUNT)
    return template


def _months_said(ctx: Context, period: Period) -> MonthsSaid:
    return standing(ctx, period.first.first_day, period.last.last_day)
