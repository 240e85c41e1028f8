"""The footnotes of a table, as codes and values: marks, rules, options, totals, sources."""

from collections.abc import Iterator, Sequence
from types import MappingProxyType

from casa_desktop.domain.catalog import FIRST_MONTH, CountingOption, ServiceType
from casa_desktop.domain.indicators import Outcome, Reach, RowChoice, Rule, TotalMode
from casa_desktop.domain.months import MonthState
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.rules import Book, held
from casa_desktop.domain.table import MonthHead, Note, NoteKind, PublishedTotal, Row, Source
from casa_desktop.services.context import Context
from casa_desktop.services.numbers import Numbers
from casa_desktop.services.rules import current_book

_USUAL = MappingProxyType({"in_persons": True, "reach": Reach.RECIPIENT, "outcome": Outcome.SERVICES})


def note(kind: NoteKind, **values: object) -> Note:
    """A footnote whose values cannot change."""
    return Note(kind, MappingProxyType(values))


def footnotes(
    ctx: Context, numbers: Numbers, heads: Sequence[MonthHead], rows: Sequence[Row], total: TotalMode
) -> tuple[Note, ...]:
    """Every footnote of the table, in the order in which it is printed."""
    rules = current_book(ctx)
    return (
        *_marks(numbers, heads, rows),
        *_rules(rules, numbers.period, rows),
        *_options(ctx, numbers, rows),
        *_totals(rules, numbers.period, rows, total),
        *_anonymous(ctx, numbers, rows),
        *_published(rows),
        *_both_sources(numbers, rows),
        *_reserved(heads, rows),
        *_same_hands(ctx, numbers),
    )


def _texts(months: Sequence[Month]) -> tuple[str, ...]:
    return tuple(str(month) for month in months)


def _marks(numbers: Numbers, heads: Sequence[MonthHead], rows: Sequence[Row]) -> Iterator[Note]:
    provisional = [head.month for head in heads if head.provisional]
    historical = [head.month for head in heads if head.historical]
    empty = [
        month for month in numbers.period if any(numbers.source(month, row.indicator) is Source.NONE for row in rows)
    ]
    if provisional:
        yield note(NoteKind.PROVISIONAL, months=_texts(provisional))
    if historical:
        told = {
            numbers.figures[month.number, row.indicator.id].source
            for row in rows
            for month in historical
            if numbers.source(month, row.indicator) is Source.HISTORY
        }
        yield note(NoteKind.HISTORICAL, months=_texts(historical), sources=tuple(sorted(told)))
    if empty:
        yield note(NoteKind.NO_DATA, months=_texts(empty))


def _rules(rules: Book, period: Period, rows: Sequence[Row]) -> Iterator[Note]:
    for choice in dict.fromkeys(RowChoice(row.indicator, row.label) for row in rows):
        indicator = choice.indicator
        for values in _versions(rules, period, indicator.rule):
            yield note(NoteKind.RULE, label=choice.label, indicator=indicator.id, rule=str(indicator.rule), **values)


def _versions(rules: Book, period: Period, rule: Rule) -> Iterator[dict[str, object]]:
    """What a note says of each version that holds in the period. The desk's own words go into the note, so that what
    is published prints them for ever; those of the program never change."""
    for each in held(rules[rule], period):
        values: dict[str, object] = {"version": each.of.version}
        if not each.of.ours:
            values |= {"text": each.of.text, "from_month": str(each.of.from_month)}
        if each.until is not None:
            values["until"] = str(each.until)
        yield values


def _options(ctx: Context, numbers: Numbers, rows: Sequence[Row]) -> Iterator[Note]:
    """Options that are not the usual ones, of the types that bear on the rows. Where an option returned to the usual
    within the period, that is told as well."""
    if not numbers.with_records:
        return
    all_types = any(not row.indicator.service_type for row in rows)
    named = {row.indicator.service_type for row in rows}
    low, high = Month.from_number(min(numbers.with_records)), Month.from_number(max(numbers.with_records))
    for kind in ctx.work.catalog.snapshot().service_types:
        if kind.options and (all_types or kind.code in named):
            yield from _unusual(kind, low, high)


def _unusual(kind: ServiceType, low: Month, high: Month) -> Iterator[Note]:
    later = [option for option in kind.options if low < option.from_month <= high]
    in_force = [kind.option_in(low), *later]
    differing = [name for name, usual in _USUAL.items() if any(getattr(o, name) != usual for o in in_force)]
    if not differing:
        return
    for option in in_force:
        values = {name: _told(option, name) for name in differing}
        since = {"from_month": str(option.from_month)} if option.from_month > FIRST_MONTH else {}
        yield note(NoteKind.OPTION, service=kind.name, **values, **since)


def _told(option: CountingOption, name: str) -> object:
    value = getattr(option, name)
    return value if isinstance(value, bool) else str(value)


def _totals(rules: Book, period: Period, rows: Sequence[Row], total: TotalMode) -> Iterator[Note]:
    if total is not TotalMode.DISTINCT and any(row.monthly_sum for row in rows):
        for values in _versions(rules, period, Rule.MONTHLY_SUM):
            yield note(NoteKind.SUM, **values)
    if total is TotalMode.SUM or not any(row.distinct for row in rows):
        return
    for values in _versions(rules, period, Rule.DISTINCT):
        yield note(NoteKind.DISTINCT, **values)
    for row in rows:
        if row.distinct is not None and row.distinct.low is not None and row.distinct.exact is None:
            yield note(NoteKind.RANGE, label=row.label, low=row.distinct.low, high=row.distinct.high)


def _anonymous(ctx: Context, numbers: Numbers, rows: Sequence[Row]) -> Iterator[Note]:
    basis = numbers.anonymous_basis
    told = {row.indicator for row in rows if all(cell.source is not Source.RESERVED for cell in row.cells)}
    if basis is None or basis not in told:
        return
    count = ctx.work.counts.anonymous(numbers.selection, basis, numbers.record_months(basis))
    if count:
        yield note(NoteKind.ANONYMOUS, count=count)


def _published(rows: Sequence[Row]) -> Iterator[Note]:
    for row in rows:
        if isinstance(row.published, PublishedTotal):
            published = row.published
            computed = None if published.difference is None else published.value - published.difference
            yield note(
                NoteKind.PUBLISHED,
                label=row.label,
                value=published.value,
                source=published.source,
                computed=computed,
                difference=published.difference,
            )


def _both_sources(numbers: Numbers, rows: Sequence[Row]) -> Iterator[Note]:
    for printed in (Source.RECORDS, Source.HISTORY):
        months = [
            month
            for month in numbers.period
            if month.number in numbers.with_records
            and any(
                (month.number, row.indicator.id) in numbers.figures and numbers.source(month, row.indicator) is printed
                for row in rows
            )
        ]
        if months:
            yield note(NoteKind.BOTH_SOURCES, months=_texts(months), printed=str(printed))


def _reserved(heads: Sequence[MonthHead], rows: Sequence[Row]) -> Iterator[Note]:
    kept_back = [
        (head.month, row.label)
        for row in rows
        for head, cell in zip(heads, row.cells, strict=True)
        if cell.source is Source.RESERVED
    ]
    if kept_back:
        labels = tuple(dict.fromkeys(label for _, label in kept_back))
        yield note(NoteKind.RESERVED, months=_texts(sorted({month for month, _ in kept_back})), labels=labels)


def _same_hands(ctx: Context, numbers: Numbers) -> Iterator[Note]:
    low, high = numbers.period.first.number, numbers.period.last.number
    # Publishing says nothing of who typed: the closing before it does.
    events = [event for event in ctx.work.months.events(low, high) if event.state is not MonthState.PUBLISHED]
    last = {event.month: event for event in events}
    by_reason: dict[str, list[Month]] = {}
    for month, event in sorted(last.items()):
        if event.state is MonthState.CLOSED and event.same_hands:
            by_reason.setdefault(event.reason, []).append(month)
    for reason, months in by_reason.items():
        yield note(NoteKind.SAME_HANDS, months=_texts(months), reason=reason)
