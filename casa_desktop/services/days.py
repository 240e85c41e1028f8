"""Services between any two days, as reports that do not go by months read them."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from casa_desktop.domain.access import Action
from casa_desktop.domain.catalog import ServiceType
from casa_desktop.domain.cells import Unit
from casa_desktop.domain.counted import Counted, Dimension
from casa_desktop.domain.days import Concept
from casa_desktop.domain.indicators import Indicator, Outcome, Rule
from casa_desktop.domain.months import MonthsSaid
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.scope import Scope
from casa_desktop.services.basis import Basis, adding_up, of_services
from casa_desktop.services.context import Context
from casa_desktop.services.numbers import selection
from casa_desktop.storage.breakdowns import Breakdowns
from casa_desktop.storage.selection import Selection


def require_records(ctx: Context) -> None:
    """FORBIDDEN for who may not see what stands behind a number of any days. Who does not count what is done behind a
    closed door would learn of it there: what such a number says less what they see is that, of one day too."""
    for action in (Action.REPORT_EXPORT, Action.STATISTICS_CELL, Action.PASS_COUNT):
        ctx.require(action)


def basis_of(
    concept: Concept,
    picked: Sequence[Counted],
    period: Period,
    subject: str,
    service: str = "",
    *,
    spread: bool = False,
) -> Basis:
    """The basis of a number that counts *picked* as *concept*, of *service* where it is of one."""
    fields = (str(concept), *filter(None, [service]))
    if concept.of_persons:
        return of_services(picked, period, subject, fields, of_persons=True, spread=spread and concept.come_again)
    unit = Unit.VISITS if concept is Concept.VISITS else None
    services = (each.service for each in picked)
    return adding_up(concept.number_of(picked), unit, services, period, subject, fields)


def tried_between(ctx: Context, first: date, last: date, funders: Collection[str] = ()) -> list[Counted]:
    """Every service from *first* to *last* that the options count, and the tries without success, of *funders* where
    there are some; whoever asks: only counts may leave the verb. ``domain.counting`` sorts out which of them count."""
    kinds = [_with_tries(kind) for kind in ctx.work.catalog.snapshot().service_types]
    tries = Selection(kinds, ctx.work.catalog.keys().types, Month.of(first).number, Month.of(last).number)
    return Breakdowns(ctx.work.connection).between(tries, first, last, funders=funders)


def in_persons_between(ctx: Context, first: date, last: date, wanted: Collection[Dimension]) -> list[Counted]:
    """Every service from *first* to *last* that counts in PERSONAS, of which only *wanted* is known; whoever asks: only
    counts may leave the verb."""
    months = Period(Month.of(first), Month.of(last))
    chosen = selection(ctx.work, months.first.number, months.last.number)
    numbers = frozenset(month.number for month in months)
    counted = Breakdowns(ctx.work.connection).read(chosen, Indicator(Rule.PERSONS), numbers, wanted)
    return Scope(first, last).among(counted)


def came_before(ctx: Context, persons: frozenset[int], day: date) -> frozenset[int]:
    """Those of *persons* who had been attended before *day*, ever."""
    month = Month.of(day).number
    return Breakdowns(ctx.work.connection).came_before(selection(ctx.work, month, month), persons, day)


def standing(ctx: Context, first: date, last: date) -> MonthsSaid:
    """What is to be said of the months from the one of *first* to the one of *last*, however many they are."""
    months, month = [], Month.of(first)
    while month <= Month.of(last):
        months.append(month)
        month = month.plus(1)
    low, high = months[0].number, months[-1].number
    recorded = ctx.work.counts.months_with_records([each.number for each in months])
    states = ctx.work.months.states(low, high)
    final = {number for number, row in states.items() if not row.state.provisional}
    with_figures = {row.month for row in ctx.work.figures.current(low, high)}
    return MonthsSaid(
        provisional=tuple(each for each in months if each.number in recorded - final),
        empty=tuple(each for each in months if each.number not in recorded | with_figures),
        historical=tuple(each for each in months if each.number in with_figures - recorded),
    )


def _with_tries(kind: ServiceType) -> ServiceType:
    return replace(kind, options=tuple(replace(option, outcome=Outcome.ATTEMPTS) for option in kind.options))
