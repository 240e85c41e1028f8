"""The month and its year at a glance: the numbers of the table, of the breakdowns, and what waits to be seen to."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import TypeVar

from casa_desktop.domain.access import Action, Compartment
from casa_desktop.domain.ages import BandSet, bands
from casa_desktop.domain.breakdowns import Breakdown, Request, Reserved, band_key, left_out
from casa_desktop.domain.catalog import Kind
from casa_desktop.domain.cells import Unit
from casa_desktop.domain.clock import BOGOTA
from casa_desktop.domain.counted import NO_DATA, Dimension
from casa_desktop.domain.dashboard import (
    NEAR,
    BoundOrigin,
    Dashboard,
    Destination,
    Hours,
    Loop,
    Shelf,
    Tallied,
    WhenOrigin,
)
from casa_desktop.domain.indicators import Indicator, Rule
from casa_desktop.domain.paper_sheets import parse_sheet
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.persons import Sex
from casa_desktop.domain.rcf import is_contact
from casa_desktop.domain.scope import Scope
from casa_desktop.domain.suppression import SMALLEST, Key, suppressed
from casa_desktop.domain.table import Row, Source, Total
from casa_desktop.domain.text import fold
from casa_desktop.services.basis import Basis
from casa_desktop.services.context import Context, verb
from casa_desktop.services.numbers import Numbers, gather, selection
from casa_desktop.services.statistics import current_layout, heads_of
from casa_desktop.services.stock import stock_of
from casa_desktop.storage.cells import among
from casa_desktop.storage.dashboard import bound_to
from casa_desktop.storage.visit_reads import Reader

K = TypeVar("K")
MONTHS = 12
SATURDAY, LAST_HOUR = 5, 23
_PERSONS = Indicator(Rule.PERSONS)
_EVERYTHING = Reader(frozenset(map(str, Compartment)), reserved=True)
"""Only counts are made of what it reads."""
BANDS = (*(band_key(band.first) for band in bands(BandSet.GIFMM)), NO_DATA)
SEXES = (str(Sex.WOMAN), str(Sex.MAN), str(Sex.INTERSEX), NO_DATA)
"""All rows and columns of ages and sexes: those where nobody is are told as well, and hide who is alone."""


@dataclass(frozen=True, slots=True)
class DashboardQuery:
    """Asks for a month and the year that ends with it."""

    month: Month


@verb(Action.STATISTICS_VIEW)
def dashboard(ctx: Context, query: DashboardQuery) -> Dashboard:
    """Totals, whoever asks. Small cells of what is crossed are only for who may see what stands behind a number, and
    matters of protection have no bar but for who counts the passes to the private room: they are few, and it is on the
    glass unasked. By who the people are, and by the hour, it says what a breakdown says, so that one taken from the
    other is nobody."""
    month = query.month
    labels = {row.indicator: row.label for row in reversed(current_layout(ctx).available)}
    without = _behind_the_door(ctx)
    kinds = [kind for kind in ctx.work.catalog.snapshot().service_types if kind.code not in without]
    every = [_PERSONS, *(Indicator(Rule.SERVICES, kind.code) for kind in kinds)]
    numbers = gather(ctx, Period(month.plus(1 - MONTHS), month), every)
    rows = [Row(each, labels[each], tuple(numbers.cell(m, each) for m in numbers.period)) for each in every]
    heads = heads_of(ctx, numbers, rows)
    source = numbers.source(month, _PERSONS)
    ages, countries = (
        each.of_months(
            historical=(month,) if source is Source.HISTORY else (),
            provisional=(month,) if source is Source.RECORDS and heads[-1].provisional else (),
        )
        for each in _people(ctx, numbers, month)
    )
    hours = _hours(ctx, numbers, month, [*without, *_left_out(ctx)])
    hidden = suppressed(BANDS, SEXES, ages.cells)
    whole = ctx.actor.may(Action.STATISTICS_CELL)
    if not whole:
        ages = replace(ages, cells=_without(ages.cells, hidden))
        hours = replace(hours, cells=_without(hours.cells, hours.hidden))
    calls, connectivity = _calls(ctx, month)
    return Dashboard(
        month=month,
        today=ctx.clock.today(),
        whole=whole,
        heads=heads,
        persons=rows[0],
        services=tuple(row for row in rows[1:] if any(cell.value for cell in row.cells)),
        ages=ages,
        hidden=hidden,
        countries=countries,
        hours=hours,
        travelled=tuple(Destination(*row) for row in ctx.work.dashboards.travelled(month)),
        bound_for=_bound_for(ctx.work.dashboards.bound_for(month, _keys_left_out(ctx))),
        calls=calls,
        connectivity=connectivity,
        loops=_loops(ctx),
        shelves=_shelves(ctx),
        without_matters=bool(without),
    )


def when(ctx: Context, origin: WhenOrigin) -> Basis:
    """The services of a weekday, or of an hour of one, as the actor is told of them."""
    month = origin.month
    found, value = [], 0
    chosen = selection(ctx.work, month.number, month.number)
    read = ctx.work.dashboards.at_moments(
        chosen, month.number, _passed(ctx, month), [*_behind_the_door(ctx), *_left_out(ctx)]
    )
    for day, written, later, quantity, service in read:
        hour = None if later else _hour(day, written)
        if day.weekday() == origin.weekday and (origin.hour is None or hour == origin.hour):
            found.append(service)
            value += quantity
    return Basis(f"hours:{month}", Period(month, month), among(found), Total(value, value), None)


def bound(ctx: Context, origin: BoundOrigin) -> Basis:
    """The services of the attentions in which one destination was said: of one that few said, none by itself."""
    month, without = origin.month, _keys_left_out(ctx)
    spelt = _spelt(ctx.work.dashboards.bound_for(month, without))
    few = {code for code, each in spelt.items() if each.total() < SMALLEST}
    said = [spelt[code] for code in (few if not origin.code else {origin.code} & spelt.keys() - few)]
    services = bound_to(month, [text for each in said for text in each], without)
    value = sum(each.total() for each in said)
    known = Total(value, value)
    return Basis(f"destinations:{month}", Period(month, month), services, known, None, unit=Unit.VISITS)


def _behind_the_door(ctx: Context) -> list[str]:
    """Types without a bar for who does not count the passes."""
    types = ctx.work.catalog.snapshot().service_types
    private = () if ctx.actor.may(Action.PASS_COUNT) else (Compartment.PROTECTION,)
    return [kind.code for kind in types if kind.compartment in private]


def _left_out(ctx: Context) -> list[str]:
    """Types that are in no number by who the people are, for this actor."""
    apart = left_out(ctx.actor.may)
    return [kind.code for kind in ctx.work.catalog.snapshot().service_types if kind.compartment in apart]


def _keys_left_out(ctx: Context) -> frozenset[int]:
    keys = ctx.work.catalog.keys().types
    return frozenset(keys[code] for code in _left_out(ctx))


def _people(ctx: Context, numbers: Numbers, month: Month) -> tuple[Breakdown, Breakdown]:
    """The persons of the month by age and sex, and by country: what ``breakdowns.breakdown`` says of it."""
    from_records, without = month.number in numbers.record_months(_PERSONS), _left_out(ctx)
    chosen = numbers.selection.but(without)
    read = ctx.work.dashboards.people(chosen, month.number, BandSet.GIFMM) if from_records else ()
    crossed, by_country, straddling = Counter[Key](), Counter[Key](), 0
    for sex, country, first, across, persons in read:
        band = NO_DATA if first is None else band_key(first)
        crossed[band, NO_DATA if sex == Sex.UNKNOWN else sex] += persons
        by_country[country, ""] += persons
        straddling += persons if across else 0
    reserved = Reserved.LEFT_OUT if without else None
    scope = Scope.of(Period(month, month))
    ages = Request(_PERSONS, scope, Dimension.AGE, Dimension.SEX)
    rows = tuple(band for band in BANDS if band == NO_DATA or any(row == band for row, _ in crossed))
    columns = tuple(sex for sex in SEXES if sex == NO_DATA or any(column == sex for _, column in crossed))
    countries = Request(_PERSONS, scope, Dimension.COUNTRY)
    known = (*sorted({row for row, _ in by_country} - {NO_DATA}), NO_DATA)
    return (
        replace(_apart(ages, rows, columns, crossed), straddling=straddling, reserved=reserved),
        replace(_apart(countries, known, ("",), by_country), reserved=reserved),
    )


def _apart(request: Request, rows: tuple[str, ...], columns: tuple[str, ...], cells: Mapping[Key, int]) -> Breakdown:
    """Of what each person stands in once, so that the sums are the totals."""
    by_row, by_column = Counter[str](), Counter[str]()
    for (row, column), persons in cells.items():
        by_row[row] += persons
        by_column[column] += persons
    read_only = MappingProxyType
    return Breakdown(
        request, rows, columns, read_only(dict(cells)), read_only(by_row), read_only(by_column), sum(by_row.values())
    )


def _hours(ctx: Context, numbers: Numbers, month: Month, without: Sequence[str]) -> Hours:
    """An hour tells when somebody came only where the service was written down on its day, and not from paper. Types
    *without* a bar are not in it: days less bars would be their days."""
    if month.number not in numbers.with_records:
        return Hours((), (), MappingProxyType({}), frozenset(), (0,) * 7, 0, 0)
    passed = _passed(ctx, month)
    cells, weekdays, total = Counter[tuple[int, int]](), [0] * 7, 0
    for day, written, later, services in ctx.work.dashboards.moments(numbers.selection, month.number, passed, without):
        weekdays[day.weekday()] += services
        total += services
        hour = None if later else _hour(day, written)
        if hour is not None:
            cells[day.weekday(), hour] += services
    days = tuple(range(max((SATURDAY, *(weekday for weekday, _ in cells))) + 1))
    hours = _run(sorted(hour for _, hour in cells))
    keys = {(str(weekday), f"{hour:02d}"): services for (weekday, hour), services in cells.items()}
    small = suppressed([str(day) for day in days], [f"{hour:02d}" for hour in hours], keys)
    hidden = frozenset((int(weekday), int(hour)) for weekday, hour in small)
    return Hours(days, hours, MappingProxyType(dict(cells)), hidden, tuple(weekdays), sum(cells.values()), total)


def _passed(ctx: Context, month: Month) -> list[str]:
    """The planillas of the month that were passed, as they were typed."""
    issued = ctx.work.paper_in.issued()
    named = ctx.work.dashboards.sheets(month.number) if issued else ()
    return [text for text in named if parse_sheet(text) in issued]


def _run(hours: Sequence[int]) -> tuple[int, ...]:
    """From the first to the last, and two at least: in a single column nothing can be hidden."""
    if not hours:
        return ()
    first = min(hours[0], LAST_HOUR - 1)
    return tuple(range(first, max(hours[-1], first + 1) + 1))


def _hour(day: date, written: str) -> int | None:
    """The hour in Bogotá, if it is one of *day*; *written* is in UTC, ``YYYY-MM-DDTHH``."""
    if len(written) != len("YYYY-MM-DDTHH"):
        return None
    shift = BOGOTA.utcoffset(None) or timedelta()
    on, hour = date.fromisoformat(written[:10]), int(written[11:]) + shift // timedelta(hours=1)
    local = on + timedelta(days=hour // 24)
    return hour % 24 if local == day else None


def _without(cells: Mapping[K, int], hidden: Collection[K]) -> Mapping[K, int]:
    return MappingProxyType({key: value for key, value in cells.items() if key not in hidden})


def _bound_for(written: Sequence[tuple[str, int]]) -> tuple[Tallied, ...]:
    """The most said first. What fewer than the smallest cell said stands together without a name: it is free text."""
    tallied = [(key, spelt.most_common(1)[0][0].strip(), spelt.total()) for key, spelt in _spelt(written).items()]
    named = sorted(
        (Tallied(*each) for each in tallied if each[2] >= SMALLEST), key=lambda each: (-each.count, each.code)
    )
    rest = sum(count for _, _, count in tallied if count < SMALLEST)
    return (*named, Tallied("", "", rest)) if rest else tuple(named)


def _spelt(written: Sequence[tuple[str, int]]) -> dict[str, Counter[str]]:
    """Attentions by what was written, among those that say the same."""
    found: dict[str, Counter[str]] = {}
    for text, attentions in written:
        found.setdefault(fold(text.strip()), Counter())[text] += attentions
    return found


def _calls(ctx: Context, month: Month) -> tuple[tuple[Tallied, ...], int]:
    """Contacts by result as the summary of RCF has them, and how many services of connectivity."""
    found, connectivity = Counter[str](), 0
    for modality, result, services in ctx.work.phone_line.results(month.number):
        if is_contact(modality):
            found[result] += services
        else:
            connectivity += services
    results = ctx.work.catalog.snapshot().of(Kind.RCF_RESULT)
    names = {item.code: item.name for item in results}
    order = [*names, *sorted(set(found) - set(names) - {""}), ""]
    calls = tuple(Tallied(code, names.get(code, code), found[code]) for code in order if found[code])
    return calls, connectivity


def _loops(ctx: Context) -> Mapping[Loop, int]:
    today = ctx.clock.today()
    due = [row.due for row in ctx.work.petitions.listed(only_open=True) if row.due is not None]
    return MappingProxyType(
        {
            Loop.REFERRALS: sum(ctx.work.referrals.open_by_partner(None).values()),
            Loop.FOLLOW_UPS: sum(ctx.work.follow_ups.due(today, _EVERYTHING)),
            Loop.TRANSFERS: ctx.work.transfers.waiting(),
            Loop.CHILDREN: len(ctx.work.children.open_cards(_EVERYTHING, today)),
            Loop.PETITIONS_LATE: sum(day < today for day in due),
            Loop.PETITIONS_NEAR: sum(today <= day <= today + timedelta(NEAR) for day in due),
        }
    )


def _shelves(ctx: Context) -> tuple[Shelf, ...]:
    """What there is least of, compared with what there should be, first."""
    today = ctx.clock.today()
    low = [item for item in stock_of(ctx) if item.below_minimum(today)]
    shown = [Shelf(item.item.name, item.item.unit, item.usable_on(today), item.item.minimum) for item in low]
    return tuple(sorted(shown, key=lambda shelf: (shelf.usable / shelf.minimum, shelf.name)))
