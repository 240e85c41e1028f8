"""Paper against records: both of them, which one each month and row prints, and the totals that were published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from casa_desktop.domain.access import Action
from casa_desktop.domain.indicators import COUNTS_PERSONS, Indicator, RowChoice
from casa_desktop.domain.months import MonthState
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.reconciling import Pair, PairedTotal, Reconciliation, SourceChoice
from casa_desktop.domain.table import Source
from casa_desktop.services.context import Context, verb
from casa_desktop.services.figures import figure_grid, labelled, odd
from casa_desktop.services.numbers import Numbers, gather
from casa_desktop.services.statistics import historical, kept_back
from casa_desktop.storage.figures import ChoiceRow


@dataclass(frozen=True, slots=True)
class ReconcileQuery:
    """Asks for the paper and the records of *period*."""

    period: Period


@verb(Action.FIGURE_VIEW)
def reconcile(ctx: Context, query: ReconcileQuery) -> Reconciliation:
    """Months without any figure on paper have nothing to be held against, and are left out; so are rows of which this
    actor is told nothing before a month is closed."""
    low, high = query.period.first.number, query.period.last.number
    grid = figure_grid(ctx, query.period)
    rows = {row.indicator: row for row in grid.rows if not kept_back(ctx, row.indicator, MonthState.OPEN)}
    numbers = gather(ctx, query.period, rows)
    closed = ctx.work.months.closed(month.number for month in query.period)
    choices: dict[tuple[int, str], list[ChoiceRow]] = {}
    for chosen in ctx.work.figures.chosen(low, high):
        choices.setdefault((chosen.month, chosen.indicator), []).append(chosen)
    on_paper = {figure.month for figure in grid.figures}
    pairs = tuple(
        _pair(numbers, month, row, choices, closed=month.number in closed)
        for month in query.period
        if month in on_paper
        for row in rows.values()
    )
    told = {(figure.month, figure.indicator): figure.value for figure in grid.figures}
    doubts = labelled(ctx, odd(ctx, told, on_paper))
    return Reconciliation(query.period, pairs, _totals(ctx, query.period, rows, numbers), doubts)


def _pair(
    numbers: Numbers,
    month: Month,
    row: RowChoice,
    choices: Mapping[tuple[int, str], Sequence[ChoiceRow]],
    *,
    closed: bool,
) -> Pair:
    key = (month.number, row.indicator.id)
    figure = numbers.figures.get(key)
    return Pair(
        month,
        row,
        None if figure is None else historical(month, figure),
        numbers.recorded(month, row.indicator),
        numbers.source(month, row.indicator),
        tuple(
            SourceChoice(Source(each.source) if each.source else None, each.reason, each.at, each.by)
            for each in choices.get(key, ())
        ),
        closed,
    )


def _totals(
    ctx: Context, period: Period, rows: Mapping[Indicator, RowChoice], numbers: Numbers
) -> tuple[PairedTotal, ...]:
    """Every published total that touches the period, of its own run of months; and the period's own totals of persons,
    where it is longer than a month."""
    found: dict[tuple[Period, Indicator], PairedTotal] = {}
    touching = ctx.work.figures.published_touching(period.first.number, period.last.number)
    for low, high, name, value, source in touching:
        indicator = Indicator.parse(name)
        if indicator is not None and not kept_back(ctx, indicator, MonthState.OPEN):
            run = Period(Month.from_number(low), Month.from_number(high))
            row = rows.get(indicator, RowChoice(indicator, indicator.id))
            theirs = numbers if run == period and indicator in rows else gather(ctx, run, (indicator,))
            found[run, indicator] = _total(theirs, row, value, source)
    for indicator, row in rows.items():
        if len(period) > 1 and indicator.rule in COUNTS_PERSONS and (period, indicator) not in found:
            found[period, indicator] = _total(numbers, row, None, "")
    return tuple(total for total in found.values() if total.published is not None or total.computed is not None)


def _total(numbers: Numbers, row: RowChoice, published: int | None, source: str) -> PairedTotal:
    persons = row.indicator.rule in COUNTS_PERSONS
    computed = numbers.monthly_sum(row.indicator).exact
    distinct = numbers.distinct(row.indicator) if persons else None
    figures = [numbers.figures.get((month.number, row.indicator.id)) for month in numbers.period]
    values = [figure.value for figure in figures if figure is not None]
    on_paper = sum(values) if len(values) == len(figures) else None
    return PairedTotal(row, numbers.period, published, source, computed, distinct, on_paper)
