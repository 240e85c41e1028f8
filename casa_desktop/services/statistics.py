"""The monthly table, its rows and what stands behind each of its cells."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from casa_desktop.domain.access import Action, Compartment
from casa_desktop.domain.cells import SPREAD, CellFigure, CellOrigin, Unit
from casa_desktop.domain.errors import Code, Problems, fault
from casa_desktop.domain.indicators import COUNTS_PERSONS, Indicator, RowChoice, Rule, TotalMode
from casa_desktop.domain.leaving import Sent, Way
from casa_desktop.domain.months import MonthState
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.table import MonthHead, MonthlyTable, PublishedTotal, Row, Source
from casa_desktop.domain.text import fold, taken
from casa_desktop.services.basis import Basis
from casa_desktop.services.context import Context, verb
from casa_desktop.services.footnotes import footnotes
from casa_desktop.services.numbers import Numbers, gather, unknown
from casa_desktop.storage.cells import counted
from casa_desktop.storage.figures import FigureRow

COUNCIL = "concejo"
"""The one report whose rows the desk chooses so far."""
LONGEST_LABEL = 60
MOST_ROWS = 40

_DEFAULT_ROWS = (
    # The labels of the table that the council received in 2019; the desk may change them.
    RowChoice(Indicator(Rule.PERSONS), "PERSONAS"),
    RowChoice(Indicator(Rule.SERVICES, "ORI"), "ORIENTACION"),
    RowChoice(Indicator(Rule.SERVICES, "PSI"), "PSICOLOGIA"),
    RowChoice(Indicator(Rule.SERVICES, "RCF"), "REF"),
)
_ALONE = (Rule.PERSONS, Rule.NEW_PERSONS, Rule.NEW_IN_YEAR, Rule.VISITS, Rule.FAMILIES, Rule.COVERED)
_UNITS: Mapping[Rule, Unit] = MappingProxyType({Rule.VISITS: Unit.VISITS, Rule.FAMILIES: Unit.FAMILIES})
_OF_TYPE = (Rule.SERVICES, Rule.PERSONS_OF_SERVICE, Rule.NEW_IN_YEAR)


@dataclass(frozen=True, slots=True)
class LayoutQuery:
    """Asks for the rows of the desk's table."""


@dataclass(frozen=True, slots=True)
class Layout:
    """*rows* is what the desk prints; *available* everything that it could, with the label proposed for each."""

    rows: tuple[RowChoice, ...]
    available: tuple[RowChoice, ...]
    services: tuple[tuple[str, str], ...] = ()
    """(code, name) of every service type, in the order of the catalogue."""


@dataclass(frozen=True, slots=True)
class SaveLayout:
    """The rows to print from now on, in order."""

    rows: tuple[RowChoice, ...]


@dataclass(frozen=True, slots=True)
class TableRequest:
    """A run of months; *rows* None = the desk's own layout."""

    period: Period
    rows: tuple[RowChoice, ...] | None = None
    total: TotalMode = TotalMode.BOTH


@dataclass(frozen=True, slots=True)
class Exported:
    """A report left the program."""

    way: Way
    period: Period
    what: Sent = Sent.TABLE


@verb(Action.STATISTICS_VIEW)
def layout(ctx: Context, query: LayoutQuery) -> Layout:
    """The rows of the desk's table and all that could be rows."""
    return current_layout(ctx)


def current_layout(ctx: Context) -> Layout:
    kinds = ctx.work.catalog.snapshot().service_types
    labels = {kind.code: kind.label for kind in kinds}
    stored = [(Indicator.parse(text), label) for text, label in ctx.work.figures.layout(COUNCIL)]
    rows = tuple(RowChoice(indicator, label) for indicator, label in stored if indicator is not None)
    rows = rows or tuple(row for row in _DEFAULT_ROWS if row.indicator.service_type in {"", *labels})
    mine = {row.indicator: row.label for row in rows}
    every = [Indicator(rule) for rule in _ALONE] + [Indicator(rule, code) for rule in _OF_TYPE for code in labels]
    available = []
    for indicator in every:
        usual = labels[indicator.service_type] if indicator.rule is Rule.SERVICES else indicator.id
        available.append(RowChoice(indicator, mine.get(indicator, usual)))
    return Layout(rows, tuple(available), tuple((kind.code, kind.name) for kind in kinds))


@verb(Action.FIGURE_EDIT)
def save_layout(ctx: Context, command: SaveLayout) -> Layout:
    """Keeps the rows and labels of the desk's table. Errors: REQUIRED, OUT_OF_RANGE, TOO_LONG, UNKNOWN_ROW."""
    problems = Problems()
    if not 1 <= len(command.rows) <= MOST_ROWS:
        problems.add(Code.OUT_OF_RANGE, "rows", low=1, high=MOST_ROWS)
    for missing in unknown(ctx, [row.indicator for row in command.rows]):
        problems.add(Code.UNKNOWN_ROW, "rows", row=missing.id)
    labels = [
        taken(problems, f"rows[{at}].label", row.label, LONGEST_LABEL, required=True)
        for at, row in enumerate(command.rows)
    ]
    problems.raise_if_any()
    rows = [(row.indicator.id, label) for row, label in zip(command.rows, labels, strict=True)]
    if tuple(rows) != ctx.work.figures.layout(COUNCIL):
        ctx.work.figures.put_layout(COUNCIL, rows)
        ctx.audit("layout.edit", COUNCIL, ("rows",))
        ctx.changed("figure", COUNCIL)
    return current_layout(ctx)


def named(known: Layout, text: str) -> RowChoice | None:
    """The row that is called so: by a label of the desk, the id of a rule, or the label proposed for it."""
    asked = fold(text.strip())
    for row in known.rows:
        if fold(row.label) == asked:
            return row
    for row in known.available:
        if asked in (fold(row.indicator.id), fold(row.label)):
            return row
    return None


def parse_rows(text: str, known: Layout) -> tuple[RowChoice, ...]:
    """Rows as typed: labels or rules separated by commas, each with a label of its own before «=» if wanted
    (``PERSONAS,SRV-RCF,REF=PER-RCF``). ``UNKNOWN_ROW`` for what is neither."""
    problems = Problems()
    rows: list[RowChoice] = []
    for part in (part.strip() for part in text.split(",")):
        label, equals, name = part.rpartition("=")
        found = named(known, name)
        if found is None:
            problems.add(Code.UNKNOWN_ROW, "rows", row=part[:LONGEST_LABEL])
        else:
            rows.append(RowChoice(found.indicator, label.strip() if equals and label.strip() else found.label))
    problems.raise_if_any()
    return tuple(rows)


@verb(Action.STATISTICS_VIEW)
def table(ctx: Context, request: TableRequest) -> MonthlyTable:
    """The monthly table. Errors: REQUIRED (no rows), OUT_OF_RANGE, UNKNOWN_ROW.

    Matters of protection are few: who does not count the passes to the private room is told of them when the month is
    closed, as one that grows tells whoever stands at the counter what the last one who went in came for.
    """
    chosen = current_layout(ctx).rows if request.rows is None else request.rows
    if not 1 <= len(chosen) <= MOST_ROWS:
        raise fault(Code.OUT_OF_RANGE, "rows", low=1, high=MOST_ROWS)
    _require_known(ctx, [row.indicator for row in chosen])
    numbers = gather(ctx, request.period, (row.indicator for row in chosen))
    low, high = request.period.first.number, request.period.last.number
    published = ctx.work.figures.published(low, high)
    rows = tuple(_row(numbers, choice, request.total, published.get(choice.indicator.id)) for choice in chosen)
    heads = heads_of(ctx, numbers, rows)
    rows = tuple(row.kept_from([kept_back(ctx, row.indicator, head.state) for head in heads]) for row in rows)
    notes = footnotes(ctx, numbers, heads, rows, request.total)
    return MonthlyTable(request.period, heads, rows, request.total, notes)


def _require_known(ctx: Context, indicators: Sequence[Indicator]) -> None:
    problems = Problems()
    for missing in unknown(ctx, indicators):
        problems.add(Code.UNKNOWN_ROW, "rows", row=missing.id)
    problems.raise_if_any()


def _row(numbers: Numbers, choice: RowChoice, mode: TotalMode, published: tuple[int, str] | None) -> Row:
    indicator = choice.indicator
    cells = tuple(numbers.cell(month, indicator) for month in numbers.period)
    persons = indicator.rule in COUNTS_PERSONS
    computed = numbers.monthly_sum(indicator)
    kept = None
    if published is not None:
        value, source = published
        kept = PublishedTotal(value, source, None if computed.exact is None else value - computed.exact)
    return Row(
        indicator=indicator,
        label=choice.label,
        cells=cells,
        monthly_sum=computed if persons and mode is not TotalMode.DISTINCT else None,
        distinct=numbers.distinct(indicator) if persons and mode is not TotalMode.SUM else None,
        published=kept,
    )


def kept_back(ctx: Context, indicator: Indicator, state: MonthState) -> bool:
    """Whether this actor is not told what *indicator* counts in a month of that state."""
    kind = ctx.work.catalog.snapshot().service_type(indicator.service_type) if indicator.service_type else None
    matter = kind is not None and kind.compartment == Compartment.PROTECTION
    return matter and state.provisional and not ctx.actor.may(Action.PASS_COUNT)


def shown_alone(ctx: Context, indicator: Indicator, states: Iterable[MonthState]) -> bool:
    """Whether of *indicator* in months of *states* this actor is told no number of records but of those that they see.
    Of everybody in a month that is not closed, the others less those of the row of psychology would be the matters of
    protection, one by one as they are written down."""
    of_everybody = not indicator.service_type
    return of_everybody and not ctx.actor.may(Action.PASS_COUNT) and any(state.provisional for state in states)


def heads_of(ctx: Context, numbers: Numbers, rows: Sequence[Row]) -> tuple[MonthHead, ...]:
    """The months of *numbers* as *rows* make them: their state, and whether they are provisional or historical."""
    stored = ctx.work.months.states(numbers.period.first.number, numbers.period.last.number)
    heads = []
    for at, month in enumerate(numbers.period):
        row = stored.get(month.number)
        begun = MonthState.OPEN if month.number in numbers.with_records else MonthState.NO_DATA
        state = row.state if row else begun
        sources = {row.cells[at].source for row in rows}
        heads.append(
            MonthHead(
                month=month,
                state=state,
                provisional=state.provisional and _may_change(numbers, month, rows, sources),
                historical=Source.HISTORY in sources,
            )
        )
    return tuple(heads)


def _may_change(numbers: Numbers, month: Month, rows: Sequence[Row], sources: set[Source]) -> bool:
    """Records of an open month may change; a historical figure only where it was published as provisional."""
    if Source.RECORDS in sources:
        return True
    figures = (numbers.figures.get((month.number, row.indicator.id)) for row in rows)
    return any(figure.provisional for figure in figures if figure is not None)


@verb(Action.REPORT_EXPORT)
def exported(ctx: Context, command: Exported) -> None:
    """Enters into the audit that a report was printed or saved."""
    _enter(ctx, command)


@verb(Action.STATISTICS_VIEW)
def copied(ctx: Context, command: Exported) -> None:
    """The same of what went to the clipboard, which whoever sees it may copy."""
    _enter(ctx, command)


def _enter(ctx: Context, command: Exported) -> None:
    form = f"{command.what}_{command.way}" if command.what else str(command.way)
    ctx.audit("report.export", f"{command.period.first}..{command.period.last}", (form,))


def basis(ctx: Context, origin: CellOrigin) -> Basis:
    """What a cell of the table counts. Errors: UNKNOWN_ROW, FORBIDDEN for one that the table does not tell."""
    indicator, period = origin.indicator, origin.period
    _require_known(ctx, [indicator])
    numbers = gather(ctx, period, [indicator])
    states = ctx.work.months.states(period.first.number, period.last.number)
    recorded = [states[month].state if month in states else MonthState.OPEN for month in numbers.with_records]
    if any(kept_back(ctx, indicator, state) for state in recorded):
        raise fault(Code.FORBIDDEN, action=str(Action.PASS_COUNT))
    months = numbers.with_records if origin.beside else numbers.record_months(indicator)
    figures = _figures(numbers, indicator)
    return Basis(
        subject=f"{indicator.id}:{period.first}..{period.last}",
        period=period,
        where=counted(numbers.selection, indicator, months, in_order=numbers.counts.in_order(indicator, len(months))),
        monthly_sum=numbers.monthly_sum(indicator),
        distinct=numbers.distinct(indicator) if indicator.rule in COUNTS_PERSONS else None,
        spread=indicator.rule in SPREAD and len(months) > 1,
        figures=figures,
        unit=None if figures or origin.beside else _UNITS.get(indicator.rule),
        shown_alone=shown_alone(ctx, indicator, recorded),
    )


def _figures(numbers: Numbers, indicator: Indicator) -> tuple[CellFigure, ...]:
    months = [month for month in numbers.period if numbers.source(month, indicator) is Source.HISTORY]
    return tuple(historical(month, numbers.figures[month.number, indicator.id]) for month in months)


def historical(month: Month, row: FigureRow) -> CellFigure:
    """A figure as it is shown behind a cell."""
    return CellFigure(
        month, row.value, row.provisional, row.source, row.folio, row.note, row.entered_at, row.entered_by
    )
