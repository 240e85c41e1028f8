"""The numbers of a run of months, from whichever source each one comes; the table and its cells are made of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from casa_desktop.domain.indicators import COUNTS_PERSONS, Indicator, Rule
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.table import Cell, Source, Total
from casa_desktop.services.context import Context
from casa_desktop.storage.counts import Counts
from casa_desktop.storage.figures import FigureRow
from casa_desktop.storage.selection import Selection
from casa_desktop.storage.work import Work


@dataclass(frozen=True)
class Numbers:
    """Records and history of a period, side by side."""

    period: Period
    selection: Selection
    with_records: frozenset[int]
    """Months (``YYYYMM``) in which any service stands."""
    counted: dict[Indicator, dict[int, int]]
    figures: dict[tuple[int, str], FigureRow]
    choices: dict[tuple[int, str], str]
    counts: Counts

    def source(self, month: Month, indicator: Indicator) -> Source:
        """Where the cell comes from: one source only; records unless somebody chose history."""
        records = month.number in self.with_records
        history = (month.number, indicator.id) in self.figures
        if records and history:
            return Source(self.choices.get((month.number, indicator.id), Source.RECORDS))
        return Source.RECORDS if records else Source.HISTORY if history else Source.NONE

    def recorded(self, month: Month, indicator: Indicator) -> int | None:
        """What the records give, printed or not. A month without any has None; one in which none counts has zero."""
        return self.counted[indicator].get(month.number, 0) if month.number in self.with_records else None

    def cell(self, month: Month, indicator: Indicator) -> Cell:
        """The cell, with the value of the other source where both exist."""
        source = self.source(month, indicator)
        figure = self.figures.get((month.number, indicator.id))
        records = self.recorded(month, indicator)
        if source is Source.NONE:
            return Cell(None, source)
        if source is Source.HISTORY and figure is not None:
            return Cell(figure.value, source, also_in_records=records)
        return Cell(records, source, also_in_history=figure.value if figure else None)

    def record_months(self, indicator: Indicator) -> frozenset[int]:
        """The months whose cells come from records."""
        return frozenset(m.number for m in self.period if self.source(m, indicator) is Source.RECORDS)

    def monthly_sum(self, indicator: Indicator) -> Total:
        """TOT-SUM; nothing where no month has a value."""
        values = [cell.value for m in self.period if (cell := self.cell(m, indicator)).value is not None]
        return Total(sum(values), sum(values)) if values else Total(None, None)

    def distinct(self, indicator: Indicator) -> Total:
        """TOT-DIS. Of historical months it is not known who came in another month as well: then only a range is known,
        from «all of them did» to «none of them did»."""
        months = self.record_months(indicator)
        cells = [self.cell(m, indicator) for m in self.period]
        history = [cell.value for cell in cells if cell.source is Source.HISTORY and cell.value is not None]
        if not months and not history:
            return Total(None, None)
        records = self._distinct_in_records(indicator, months)
        return Total(max([records, *history]), records + sum(history))

    def _distinct_in_records(self, indicator: Indicator, months: frozenset[int]) -> int:
        # A person is new once, so new persons add up; and one month needs no second look.
        if indicator.rule is Rule.NEW_PERSONS or len(months) <= 1:
            return sum(self.counted[indicator].get(month, 0) for month in months)
        return self.counts.distinct_persons(self.selection, indicator, months)

    @cached_property
    def anonymous_basis(self) -> Indicator | None:
        """The widest of the indicators asked for that counts persons."""
        persons = [i for i in self.counted if i.rule in COUNTS_PERSONS or i.rule is Rule.VISITS]
        return min(persons, key=lambda i: (i.rule is not Rule.PERSONS, bool(i.service_type), i.id), default=None)


def selection(work: Work, low: int, high: int) -> Selection:
    """The rows that the catalogue's counting options select in the months *low* to *high*."""
    return Selection(work.catalog.snapshot().service_types, work.catalog.keys().types, low, high)


def gather(ctx: Context, period: Period, indicators: Iterable[Indicator]) -> Numbers:
    """Reads what *indicators* need over *period*, and nothing else."""
    work = ctx.work
    low, high = period.first.number, period.last.number
    with_records = work.counts.months_with_records([month.number for month in period])
    wanted = list(dict.fromkeys(indicators))
    chosen = selection(work, min(with_records, default=low), max(with_records, default=high))
    counted = work.counts.monthly(chosen, wanted) if with_records else {indicator: {} for indicator in wanted}
    return Numbers(
        period=period,
        selection=chosen,
        with_records=with_records,
        counted=counted,
        figures={(row.month, row.indicator): row for row in work.figures.current(low, high)},
        choices=work.figures.choices(low, high),
        counts=work.counts,
    )


def unknown(ctx: Context, indicators: Sequence[Indicator]) -> list[Indicator]:
    """Those of *indicators* that name a service type which the catalogue does not have."""
    catalog = ctx.work.catalog.snapshot()
    return [i for i in indicators if i.service_type and catalog.service_type(i.service_type) is None]
