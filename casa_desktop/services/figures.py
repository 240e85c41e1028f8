"""Historical figures: months before the program existed, typed or imported. Each has a source; none is ever lost."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from casa_desktop.domain.access import Action
from casa_desktop.domain.errors import Code, Problems, fault
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.indicators import Indicator, RowChoice
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.plausibility import Doubt, Grid, doubts, total_doubt
from casa_desktop.domain.table import Source
from casa_desktop.domain.text import taken, tidy_lines
from casa_desktop.services.context import Context, verb
from casa_desktop.services.figure_commands import (
    Figure,
    FigureGrid,
    FigureQuery,
    FigureView,
    ImportedFigure,
    ImportFigures,
    Preview,
    PublishedView,
    PublishTotal,
    Saved,
    SaveFigures,
)
from casa_desktop.services.numbers import gather, unknown
from casa_desktop.services.recording import user_id
from casa_desktop.services.statistics import LONGEST_LABEL, current_layout, named
from casa_desktop.storage.figures import FigureRow

__all__ = [
    "Figure",
    "FigureGrid",
    "FigureQuery",
    "FigureView",
    "ImportFigures",
    "ImportedFigure",
    "Preview",
    "PublishTotal",
    "PublishedView",
    "SaveFigures",
    "Saved",
    "figure_grid",
    "grid",
    "import_rows",
    "labelled",
    "list",
    "odd",
    "preview",
    "published",
    "published_total",
    "save",
]

LARGEST_FIGURE = 9_999_999
LONGEST_SOURCE = 200
LONGEST_FOLIO = 40
LONGEST_NOTE = 2000


@verb(Action.FIGURE_VIEW)
def grid(ctx: Context, query: FigureQuery) -> FigureGrid:
    """The figures and totals of a run of months, with the rows of the desk's table and any other that has a figure."""
    return figure_grid(ctx, query.period)


def figure_grid(ctx: Context, period: Period) -> FigureGrid:
    """What :func:`grid` gives."""
    query = FigureQuery(period)
    rows = current_layout(ctx).rows
    found = _views(ctx, query)
    named_already = {row.indicator for row in rows}
    others = {figure.indicator: figure.label for figure in found if figure.indicator not in named_already}
    stored = ctx.work.figures.published(query.period.first.number, query.period.last.number)
    totals = tuple(
        PublishedView(query.period, indicator, value, source)
        for name, (value, source) in stored.items()
        if (indicator := Indicator.parse(name)) is not None
    )
    return FigureGrid((*rows, *(RowChoice(row, label) for row, label in others.items())), found, totals)


@verb(Action.FIGURE_EDIT)
def save(ctx: Context, command: SaveFigures) -> Saved:
    """Writes figures of a grid. Errors: REQUIRED (source), OUT_OF_RANGE, DATE_IN_FUTURE, NOT_UNIQUE, UNKNOWN_ROW,
    TOO_LONG, MONTH_KEEPS_FIGURES."""
    saved = _write(ctx, _checked(ctx, command))
    told = saved.doubts
    for total in command.totals:
        told += published_total(ctx, total)
    return replace(saved, doubts=labelled(ctx, told))


@verb(Action.FIGURE_EDIT)
def import_rows(ctx: Context, command: ImportFigures) -> Saved:
    """Writes the figures and totals of a file: all of them or none. Errors: FILE_EMPTY, and as :func:`save`."""
    labels = _Labels(ctx, command)
    rows, missing = _match(command, labels)
    problems = Problems()
    for label in missing:
        problems.add(Code.UNKNOWN_ROW, "rows", row=label)
    if not command.rows:
        problems.add(Code.FILE_EMPTY, "rows")
    problems.raise_if_any()
    saved = _write(ctx, _checked(ctx, SaveFigures(tuple(rows), command.source)))
    run = Period(min(row.month for row in rows), max(row.month for row in rows))
    told = saved.doubts
    for label, value in command.published:
        indicator = labels(label)
        if indicator is not None:
            told += _publish(ctx, PublishTotal(run, indicator, value, command.source), Problems())
    return replace(saved, doubts=labelled(ctx, told))


@verb(Action.FIGURE_EDIT)
def preview(ctx: Context, command: ImportFigures) -> Preview:
    """What :func:`import_rows` would do, and what it would say; nothing is written."""
    labels = _Labels(ctx, command)
    rows, missing = _match(command, labels)
    stand = _current(ctx, (row.month for row in rows))
    shown = tuple((row, old.value if (old := stand.get(_key(row))) else None) for row in rows)
    told = _doubts(ctx, rows)
    for label, total in command.published:
        indicator = labels(label)
        values = [row.value for row in rows if row.indicator == indicator and row.value is not None]
        doubt = None if indicator is None else total_doubt(indicator, values, total)
        told += () if doubt is None else (doubt,)
    return Preview(shown, missing, labelled(ctx, told))


@verb(Action.FIGURE_EDIT)
def published_total(ctx: Context, command: PublishTotal) -> tuple[Doubt, ...]:
    """Keeps a published total and tells how it ties. Errors: REQUIRED (source), OUT_OF_RANGE, UNKNOWN_ROW, TOO_LONG."""
    problems = Problems()
    for missing in unknown(ctx, [command.indicator]):
        problems.add(Code.UNKNOWN_ROW, "indicator", row=missing.id)
    return labelled(ctx, _publish(ctx, command, problems))


@verb(Action.FIGURE_VIEW)
def published(ctx: Context, query: FigureQuery) -> tuple[PublishedView, ...]:
    """Every published total whose months touch those of *query*."""
    rows = ctx.work.figures.published_touching(query.period.first.number, query.period.last.number)
    return tuple(
        PublishedView(Period(Month.from_number(low), Month.from_number(high)), indicator, value, source)
        for low, high, name, value, source in rows
        if (indicator := Indicator.parse(name)) is not None
    )


def _publish(ctx: Context, command: PublishTotal, problems: Problems) -> tuple[Doubt, ...]:
    source = taken(problems, "source", command.source, LONGEST_SOURCE, required=command.value is not None)
    if command.value is not None and not 0 <= command.value <= LARGEST_FIGURE:
        problems.add(Code.OUT_OF_RANGE, "value", low=0, high=LARGEST_FIGURE)
    problems.raise_if_any()
    low, high = command.period.first.number, command.period.last.number
    before = ctx.work.figures.published(low, high).get(command.indicator.id)
    if before != (None if command.value is None else (command.value, source)):
        ctx.work.figures.put_published(
            uuid=new_id(),
            low=low,
            high=high,
            indicator=command.indicator.id,
            value=command.value,
            source=source,
            at=ctx.stamp,
            user_id=user_id(ctx),
        )
        record = f"{command.indicator.id}:{command.period.first}..{command.period.last}"
        ctx.audit("figure.total", record, ("value", "source"))
        ctx.changed("figure", record)
    if command.value is None:
        return ()
    numbers = gather(ctx, command.period, [command.indicator])
    cells = [numbers.cell(month, command.indicator).value for month in command.period]
    doubt = total_doubt(command.indicator, [value for value in cells if value is not None], command.value)
    return () if doubt is None else (doubt,)


def labelled(ctx: Context, told: Iterable[Doubt]) -> tuple[Doubt, ...]:
    """Doubts with the labels under which the desk prints their rows."""
    known = {row.indicator: row.label for row in current_layout(ctx).available}
    return tuple(replace(doubt, labels=tuple(known.get(row, row.id) for row in doubt.indicators)) for doubt in told)


class _Labels:
    """Rows by the labels of a file, as the desk's layout or the command itself maps them."""

    def __init__(self, ctx: Context, command: ImportFigures) -> None:
        self._layout = current_layout(ctx)
        self._given = dict(command.mapping)

    def __call__(self, label: str) -> Indicator | None:
        found = named(self._layout, label)
        return self._given.get(label, found.indicator if found else None)


def _match(command: ImportFigures, labels: _Labels) -> tuple[Sequence[Figure], tuple[str, ...]]:
    """The figures whose label names a row, and the labels that name none."""
    rows = [
        Figure(row.month, indicator, row.value, row.label, row.provisional, command.folio)
        for row in command.rows
        if (indicator := labels(row.label)) is not None
    ]
    asked = [row.label for row in command.rows] + [label for label, _ in command.published]
    return rows, tuple(dict.fromkeys(label for label in asked if labels(label) is None))


def _key(row: Figure) -> tuple[int, str]:
    return row.month.number, row.indicator.id


def _checked(ctx: Context, command: SaveFigures) -> SaveFigures:
    problems = Problems()
    writes = any(row.value is not None for row in command.rows)
    source = taken(problems, "source", command.source, LONGEST_SOURCE, required=writes)
    today = Month.of(ctx.clock.today())
    missing = set(unknown(ctx, [row.indicator for row in command.rows]))
    seen: set[tuple[int, str]] = set()
    rows = []
    for at, row in enumerate(command.rows):
        field = f"rows[{at}]"
        if row.indicator in missing:
            problems.add(Code.UNKNOWN_ROW, f"{field}.indicator", row=row.indicator.id)
        if row.month > today:
            problems.add(Code.DATE_IN_FUTURE, f"{field}.month")
        if row.value is not None and not 0 <= row.value <= LARGEST_FIGURE:
            problems.add(Code.OUT_OF_RANGE, f"{field}.value", low=0, high=LARGEST_FIGURE)
        if _key(row) in seen:
            problems.add(Code.NOT_UNIQUE, f"{field}.month")
        seen.add(_key(row))
        label = taken(problems, f"{field}.label", row.label, LONGEST_LABEL) or row.indicator.id
        folio = taken(problems, f"{field}.folio", row.folio, LONGEST_FOLIO)
        note = taken(problems, f"{field}.note", row.note, LONGEST_NOTE, tidy_lines)
        rows.append(replace(row, label=label, folio=folio, note=note))
    problems.raise_if_any()
    return SaveFigures(tuple(rows), source, command.totals)


def _current(ctx: Context, months: Iterable[Month]) -> Mapping[tuple[int, str], FigureRow]:
    """The figures that stand in *months* and between them."""
    numbers = [month.number for month in months]
    rows = ctx.work.figures.current(min(numbers, default=0), max(numbers, default=0))
    return {(row.month, row.indicator): row for row in rows}


def _write(ctx: Context, command: SaveFigures) -> Saved:
    stand = _current(ctx, (row.month for row in command.rows))
    changed = [row for row in command.rows if _differs(stand.get(_key(row)), row, command.source)]
    _require_free(ctx, changed)
    old = [stand[_key(row)] for row in changed if _key(row) in stand]
    ctx.work.figures.retire([row.uuid for row in old], ctx.stamp)
    new = [_row(row, row.value, command.source) for row in changed if row.value is not None]
    ctx.work.figures.add(new, ctx.stamp, user_id(ctx))
    for month in sorted({row.month for row in changed}):
        here = [row for row in changed if row.month == month]
        ctx.audit("figure.save", str(month), tuple(sorted(row.indicator.id for row in here)))
        ctx.changed("figure", str(month))
    replaced = sum((row.month, row.indicator) in stand for row in new)
    return Saved(
        added=len(new) - replaced,
        replaced=replaced,
        withdrawn=len(changed) - len(new),
        unchanged=len(command.rows) - len(changed),
        doubts=_doubts(ctx, command.rows),
    )


def _differs(stands: FigureRow | None, row: Figure, source: str) -> bool:
    if stands is None:
        return row.value is not None
    if row.value is None:
        return True
    there = (stands.value, stands.label, stands.provisional, stands.source, stands.folio, stands.note)
    return there != (row.value, row.label, row.provisional, source, row.folio, row.note)


def _row(row: Figure, value: int, source: str) -> FigureRow:
    return FigureRow(
        uuid=new_id(),
        month=row.month.number,
        indicator=row.indicator.id,
        label=row.label,
        value=value,
        provisional=row.provisional,
        source=source,
        folio=row.folio,
        note=row.note,
        entered_at="",
        entered_by="",
    )


def _require_free(ctx: Context, rows: Sequence[Figure]) -> None:
    """A closed month that prints history keeps the figures with which it was closed."""
    months = {row.month.number for row in rows}
    closed = ctx.work.months.closed(months)
    choices = ctx.work.figures.choices(min(months, default=0), max(months, default=0))
    for row in rows:
        if row.month.number in closed and choices.get(_key(row)) == Source.HISTORY:
            raise fault(Code.MONTH_KEEPS_FIGURES, "month", month=str(row.month))


def _doubts(ctx: Context, rows: Sequence[Figure]) -> tuple[Doubt, ...]:
    """What is odd in the months of *rows*, seen with the months around them, as if they stood already."""
    months = {row.month for row in rows}
    if not months:
        return ()
    around = (min(months).plus(-1), max(months).plus(1))
    grid = {
        (Month.from_number(row.month), indicator): row.value
        for row in _current(ctx, around).values()
        if (indicator := Indicator.parse(row.indicator)) is not None
    }
    for row in rows:
        if row.value is None:
            grid.pop((row.month, row.indicator), None)
        else:
            grid[row.month, row.indicator] = row.value
    return odd(ctx, grid, months)


def odd(ctx: Context, grid: Grid, months: Collection[Month]) -> tuple[Doubt, ...]:
    """What is worth a second look in *months* of *grid*."""
    kinds = ctx.work.catalog.snapshot().service_types
    counted = frozenset(
        kind.code for kind in kinds if any(kind.option_in(month).in_persons for month in months if kind.options)
    )
    return tuple(doubt for doubt in doubts(grid, counted) if doubt.month in months)


@verb(Action.FIGURE_VIEW)
def list(ctx: Context, query: FigureQuery) -> tuple[FigureView, ...]:  # noqa: A001  # the verb's name outside
    """The figures that hold in a period, or those that once held."""
    return _views(ctx, query)


def _views(ctx: Context, query: FigureQuery) -> tuple[FigureView, ...]:
    figures = ctx.work.figures
    read = figures.replaced if query.replaced else figures.current
    return tuple(
        FigureView(
            month=Month.from_number(row.month),
            indicator=indicator,
            label=row.label,
            value=row.value,
            provisional=row.provisional,
            source=row.source,
            folio=row.folio,
            note=row.note,
            entered_at=row.entered_at,
            entered_by=row.entered_by,
        )
        for row in read(query.period.first.number, query.period.last.number)
        if (indicator := Indicator.parse(row.indicator)) is not None
    )
