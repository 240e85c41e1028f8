"""What must be true of the counts of any base; ``casa verificar`` asks for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from casa_desktop.domain.access import Action
from casa_desktop.domain.catalog import ServiceType
from casa_desktop.domain.indicators import Indicator, Rule
from casa_desktop.domain.periods import Month
from casa_desktop.services.context import Context, verb
from casa_desktop.services.numbers import selection
from casa_desktop.storage.checkup import Check
from casa_desktop.storage.recount import Recount

_PERSONS, _NEW, _VISITS = (Indicator(rule) for rule in (Rule.PERSONS, Rule.NEW_PERSONS, Rule.VISITS))


@dataclass(frozen=True, slots=True)
class CheckCounts:
    """Asks for every check of the counts, over the whole base."""


@verb(Action.BASE_VERIFY)
def check(ctx: Context, query: CheckCounts) -> tuple[Check, ...]:
    """Checks in this order: ``counts.rows``, ``counts.plain``, ``counts.bounds``, ``counts.new``, ``counts.visits`` and
    ``counts.services``. Values: ``problems`` how many, ``months`` where, ``services`` and ``persons`` what was counted.

    Reads every service several times: a million take some ten seconds.
    """
    recount = Recount(ctx.work.connection)
    rows = Check("counts.rows", *_told(recount.services_out_of_place() + recount.merges_not_flat()))
    span = ctx.work.counts.span()
    if span is None:
        return (rows,)
    return (rows, *_counts(ctx, recount, *span))


def _counts(ctx: Context, recount: Recount, low: int, high: int) -> Iterable[Check]:
    counts = ctx.work.counts
    kinds = [kind for kind in ctx.work.catalog.snapshot().service_types if kind.options]
    by_type = [Indicator(rule, kind.code) for kind in kinds for rule in (Rule.SERVICES, Rule.PERSONS_OF_SERVICE)]
    chosen = selection(ctx.work, low, high)
    values = counts.monthly(chosen, (_PERSONS, _NEW, _VISITS, *by_type))
    persons = values[_PERSONS]
    months = frozenset(persons)
    distinct = counts.distinct_persons(chosen, _PERSONS, months)

    plain = recount.persons(chosen)
    differing = _months(m for m in months | set(plain) if persons.get(m, 0) != plain.get(m, 0))
    wrong_total = distinct != recount.distinct_persons(chosen)
    counted = {
        "services": sum(sum(values[i].values()) for i in by_type if i.rule is Rule.SERVICES),
        "persons": distinct,
    }
    yield Check("counts.plain", *_told(len(differing) + wrong_total, months=differing, **counted))

    inside = max(persons.values(), default=0) <= distinct <= sum(persons.values())
    yield Check("counts.bounds", *_told(int(not inside)))

    more_new = _months(m for m, value in values[_NEW].items() if value > persons.get(m, 0))
    untied = sum(values[_NEW].values()) != distinct
    yield Check("counts.new", *_told(len(more_new) + untied, months=more_new))

    fewer = _months(m for m, value in persons.items() if values[_VISITS].get(m, 0) < value)
    yield Check("counts.visits", *_told(len(fewer), months=fewer))

    odd = _months(m for m in months if any(_odd(kind, m, values) for kind in kinds))
    yield Check("counts.services", *_told(len(odd), months=odd))


def _odd(kind: ServiceType, month: int, values: Mapping[Indicator, Mapping[int, int]]) -> bool:
    """More persons of a service than services, or than persons of the month where the type counts among them."""
    of_type = values[Indicator(Rule.PERSONS_OF_SERVICE, kind.code)].get(month, 0)
    services = values[Indicator(Rule.SERVICES, kind.code)].get(month, 0)
    counts = kind.option_in(Month.from_number(month)).in_persons
    return of_type > services or (counts and of_type > values[_PERSONS].get(month, 0))


def _months(numbers: Iterable[int]) -> tuple[str, ...]:
    return tuple(str(Month.from_number(number)) for number in sorted(numbers))


def _told(problems: int, **values: object) -> tuple[bool, Mapping[str, object]]:
    return problems == 0, MappingProxyType({"problems": problems, **values})
