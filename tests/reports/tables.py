"""Tables of synthetic figures for the tests of papers, among them the council's table of 2019 in its two forms."""

from casa_desktop.domain.indicators import RULE_VERSION, Indicator, Rule, TotalMode
from casa_desktop.domain.months import MonthState
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.table import (
    Cell,
    MonthHead,
    MonthlyTable,
    Note,
    NoteKind,
    PublishedTotal,
    Row,
    Source,
    Total,
)

YEAR_2019 = Period(Month(2018, 12), Month(2019, 11))
FIGURES_2019 = {
    "PERSONAS": (190, 84, 225, 634, 901, 1372, 1534, 946, 966, 1116, 1325, 1375),
    "ORIENTACION": (190, 133, 317, 474, 507, 898, 1097, 934, 779, 831, 897, 666),
    "PSICOLOGIA": (8, 11, 53, 156, 157, 123, 79, 80, 47, 115, 78, 75),
    "REF": (17, 22, 244, 488, 561, 725, 702, 934, 577, 752, 812, 886),
}
INDICATORS = {
    "PERSONAS": Indicator(Rule.PERSONS),
    "ORIENTACION": Indicator(Rule.SERVICES, "ORI"),
    "PSICOLOGIA": Indicator(Rule.SERVICES, "PSI"),
    "REF": Indicator(Rule.SERVICES, "RCF"),
}


def rule_notes(rows: tuple[Row, ...]) -> tuple[Note, ...]:
    """The footnote of each row's rule."""
    return tuple(
        Note(
            NoteKind.RULE,
            {
                "label": row.label,
                "indicator": row.indicator.id,
                "rule": str(row.indicator.rule),
                "version": RULE_VERSION,
            },
        )
        for row in rows
    )


def records_2019() -> MonthlyTable:
    """2019 as records: two open months, both totals known."""
    rows = tuple(
        Row(
            INDICATORS[label],
            label,
            tuple(Cell(value) for value in values),
            Total(10668, 10668) if label == "PERSONAS" else None,
            Total(10388, 10388) if label == "PERSONAS" else None,
        )
        for label, values in FIGURES_2019.items()
    )
    heads = tuple(
        MonthHead(
            month,
            MonthState.OPEN if month >= Month(2019, 10) else MonthState.CLOSED,
            provisional=month >= Month(2019, 10),
            historical=False,
        )
        for month in YEAR_2019
    )
    notes = (
        Note(NoteKind.PROVISIONAL, {"months": ("2019-10", "2019-11")}),
        *rule_notes(rows),
        Note(NoteKind.SUM),
        Note(NoteKind.DISTINCT),
        Note(NoteKind.ANONYMOUS, {"count": 37}),
    )
    return MonthlyTable(YEAR_2019, heads, rows, TotalMode.BOTH, notes)


def history_2019() -> MonthlyTable:
    """2019 as history: every month †, distinct persons only as a range, the published total beside the sum."""
    source = "Informe OFAI al Concejo, diciembre de 2019"
    rows = tuple(
        Row(
            INDICATORS[label],
            label,
            tuple(Cell(value, Source.HISTORY) for value in values),
            Total(10668, 10668) if label == "PERSONAS" else None,
            Total(1534, 10668) if label == "PERSONAS" else None,
            PublishedTotal(10388, source, -280) if label == "PERSONAS" else None,
        )
        for label, values in FIGURES_2019.items()
    )
    heads = tuple(
        MonthHead(month, MonthState.NO_DATA, provisional=month >= Month(2019, 10), historical=True)
        for month in YEAR_2019
    )
    notes = (
        Note(NoteKind.PROVISIONAL, {"months": ("2019-10", "2019-11")}),
        Note(NoteKind.HISTORICAL, {"months": tuple(map(str, YEAR_2019)), "sources": (source,)}),
        *rule_notes(rows),
        Note(NoteKind.SUM),
        Note(NoteKind.DISTINCT),
        Note(NoteKind.RANGE, {"low": 1534, "high": 10668}),
        Note(
            NoteKind.PUBLISHED,
            {"label": "PERSONAS", "value": 10388, "source": source, "computed": 10668, "difference": -280},
        ),
    )
    return MonthlyTable(YEAR_2019, heads, rows, TotalMode.BOTH, notes)


def made_up(months: int, labels: tuple[str, ...], total: TotalMode = TotalMode.BOTH) -> MonthlyTable:
    """A table of any size: the first row counts persons, some cells have no data, the last month is open."""
    period = Period(Month(2025, 1), Month(2025, 1).plus(months - 1))
    rows = []
    for index, label in enumerate(labels):
        cells = tuple(
            Cell(None, Source.NONE) if (at + 2 * index) % 17 == 16 else Cell((at * 7919 + index * 104729) % 2900 + 3)
            for at in range(months)
        )
        known = [cell.value for cell in cells if cell.value is not None]
        persons = index == 0
        rows.append(
            Row(
                Indicator(Rule.PERSONS) if persons else Indicator(Rule.SERVICES, f"T{index:02d}"),
                label,
                cells,
                Total(sum(known), sum(known)) if persons else None,
                Total(max(known), max(known)) if persons else None,
            )
        )
    heads = tuple(
        MonthHead(m, MonthState.OPEN if m == period.last else MonthState.CLOSED, m == period.last, False)
        for m in period
    )
    notes = (
        Note(NoteKind.PROVISIONAL, {"months": (str(period.last),)}),
        Note(NoteKind.NO_DATA, {"months": ()}),
        *rule_notes(tuple(rows)),
        Note(NoteKind.SUM),
        Note(NoteKind.DISTINCT),
    )
    return MonthlyTable(period, heads, tuple(rows), total, notes)
