"""A number of the desk taken apart: by who the people are, or by how they were attended."""

from casa_desktop.domain.access import Action
from casa_desktop.domain.breakdowns import Breakdown, Dimension, Request, take_apart
from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.errors import Code, fault
from casa_desktop.domain.indicators import Rule
from casa_desktop.domain.periods import Period
from casa_desktop.domain.persons import Sex
from casa_desktop.domain.table import Source
from casa_desktop.services.context import Context, verb
from casa_desktop.services.numbers import gather, unknown
from casa_desktop.storage.breakdowns import Breakdowns

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


@verb(Action.STATISTICS_VIEW)
def breakdown(ctx: Context, request: Request) -> Breakdown:
    """The number of the period taken apart; months that are known as figures only are left out and named.

    Errors: UNKNOWN_ROW (also for a rule that cannot be taken apart), BAD_CHOICE (rows and columns by the same).
    """
    if request.rows is request.columns:
        raise fault(Code.BAD_CHOICE, "columns")
    if request.indicator.rule not in TAKEN_APART or unknown(ctx, [request.indicator]):
        raise fault(Code.UNKNOWN_ROW, "indicator", row=request.indicator.id)
    numbers = gather(ctx, request.period, [request.indicator])
    months = numbers.record_months(request.indicator)
    counted = Breakdowns(ctx.work.connection).read(numbers.selection, request.indicator, months)
    states = ctx.work.months.states(request.period.first.number, request.period.last.number)
    found = take_apart(counted, request, order_of(ctx.work.catalog.snapshot(), request.period))
    return found.of_months(
        historical=tuple(m for m in request.period if numbers.source(m, request.indicator) is Source.HISTORY),
        provisional=tuple(
            month
            for month in request.period
            if month.number in months and (month.number not in states or states[month.number].state.provisional)
        ),
    )


def order_of(catalog: Catalog, period: Period) -> dict[Dimension, list[str]]:
    """How the keys of each dimension are listed: as the catalogue has them."""
    order = {dimension: [item.code for item in catalog.of(kind)] for dimension, kind in _KINDS.items()}
    order[Dimension.SEX] = [str(Sex.WOMAN), str(Sex.MAN), str(Sex.INTERSEX)]
    order[Dimension.SERVICE] = [kind.code for kind in catalog.service_types]
    order[Dimension.MONTH] = [str(month) for month in period]
    return order
