"""A number of the desk taken apart: by who the people are, or by how they were attended."""

from dataclasses import dataclass, replace

from casa_desktop.domain.access import Action
from casa_desktop.domain.breakdowns import Breakdown, Request, in_cell, take_apart, to_hide, within
from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.cells import SPREAD, CellDetail
from casa_desktop.domain.counted import Counted, Dimension
from casa_desktop.domain.errors import Code, fault
from casa_desktop.domain.indicators import COUNTS_PERSONS, Rule
from casa_desktop.domain.periods import Period
from casa_desktop.domain.persons import Sex
from casa_desktop.domain.suppression import WHOLE
from casa_desktop.domain.table import Source, Total
from casa_desktop.services.context import Context, verb
from casa_desktop.services.numbers import Numbers, gather, unknown
from casa_desktop.services.recording import reader
from casa_desktop.services.statistics import MOST_PERSONS
from casa_desktop.storage.breakdowns import Breakdowns
from casa_desktop.storage.cells import Cells

TAKEN_APART = frozenset({Rule.PERSONS, Rule.NEW_PERSONS, Rule.PERSONS_OF_SERVICE, Rule.SERVICES, Rule.COVERED})
"""Rules whose records each belong to one person; families and visits are not taken apart."""
_KINDS = {
    Dimension.ETHNICITY: Kind.ETHNICITY,
    Dimension.DISABILITY: Kind.DISABILITY,
    Dimension.PROFILE: Kind.PROFILE,
    Dimension.VULNERABILITY: Kind.VULNERABILITY,
    Dimension.PLACE: Kind.PLACE,
    Dimension.FUNDER: Kind.FUNDER,
}


@dataclass(frozen=True, slots=True)
class PartQuery:
    """What a cell of a breakdown counts; *row* or *column* ``WHOLE`` = a total. Persons from *offset* on, with
    *repeated* only those who came in more than one month."""

    request: Request
    row: str = WHOLE
    column: str = WHOLE
    offset: int = 0
    limit: int = MOST_PERSONS
    repeated: bool = False


@verb(Action.STATISTICS_VIEW)
def breakdown(ctx: Context, request: Request) -> Breakdown:
    """The number of the period taken apart; months that are known as figures only are left out and named.

    Errors: UNKNOWN_ROW (also for a rule that cannot be taken apart), BAD_CHOICE (rows and columns by the same).
    """
    numbers, counted = _read(ctx, request)
    months = numbers.record_months(request.indicator)
    states = ctx.work.months.states(request.period.first.number, request.period.last.number)
    order = order_of(ctx.work.catalog.snapshot(), request.period)
    found = take_apart(within(counted, request), request, order)
    if request.scope.filters:
        open_wide = replace(request, scope=request.scope.without_filters())
        found = replace(found, unfiltered=take_apart(within(counted, open_wide), open_wide, order))
    return replace(found, hidden=to_hide(found)).of_months(
        historical=tuple(m for m in request.period if numbers.source(m, request.indicator) is Source.HISTORY),
        provisional=tuple(
            month
            for month in request.period
            if month.number in months and (month.number not in states or states[month.number].state.provisional)
        ),
    )


@verb(Action.STATISTICS_CELL)
def part(ctx: Context, query: PartQuery) -> CellDetail:
    """The records of a cell by person, as far as the actor may see them. Errors: as for :func:`breakdown`."""
    request = query.request
    _, counted = _read(ctx, request)
    chosen = in_cell(within(counted, request), request, query.row, query.column)
    limit = max(1, min(query.limit, MOST_PERSONS))
    records = Cells(ctx.work.connection).among(
        [each.service for each in chosen],
        reader(ctx),
        offset=max(0, query.offset),
        limit=limit,
        repeated=query.repeated,
        spread=request.indicator.rule in SPREAD and len(request.period) > 1,
    )
    scope, by = request.scope, [str(dimension) for dimension in (request.rows, request.columns) if dimension]
    ctx.audit("statistics.cell", f"{request.indicator.id}:{scope.first}..{scope.last}", tuple(by))
    persons = request.indicator.rule in COUNTS_PERSONS
    value = records.all.persons if persons else sum(each.quantity for each in chosen)
    known = Total(value, value)
    return CellDetail(request.indicator, request.period, known, known if persons else None, records)


def _read(ctx: Context, request: Request) -> tuple[Numbers, list[Counted]]:
    if request.rows is request.columns:
        raise fault(Code.BAD_CHOICE, "columns")
    if request.indicator.rule not in TAKEN_APART or unknown(ctx, [request.indicator]):
        raise fault(Code.UNKNOWN_ROW, "indicator", row=request.indicator.id)
    numbers = gather(ctx, request.period, ())
    months = numbers.record_months(request.indicator)
    read = Breakdowns(ctx.work.connection).read
    return numbers, read(numbers.selection, request.indicator, months, request.dimensions)


def order_of(catalog: Catalog, period: Period) -> dict[Dimension, list[str]]:
    """How the keys of each dimension are listed: as the catalogue has them."""
    order = {dimension: [item.code for item in catalog.of(kind)] for dimension, kind in _KINDS.items()}
    order[Dimension.SEX] = [str(Sex.WOMAN), str(Sex.MAN), str(Sex.INTERSEX)]
    order[Dimension.SERVICE] = [kind.code for kind in catalog.service_types]
    order[Dimension.MONTH] = [str(month) for month in period]
    return order
