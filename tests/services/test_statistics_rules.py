"""Every counting rule against a naive model, over random desks on a real encrypted base."""

from collections.abc import Iterator
from contextlib import contextmanager

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casa_desktop.domain.access import Role
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.indicators import COUNTS_PERSONS, Indicator, RowChoice, Rule, TotalMode
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.table import MonthlyTable, NoteKind, Source
from casa_desktop.services import statistics
from casa_desktop.services.context import Context
from casa_desktop.services.figures import Figure, SaveFigures, save
from tests.services.desk import Desk
from tests.services.small_desks import TYPES, SmallDesk, desks, write

ALONE = (Rule.PERSONS, Rule.NEW_PERSONS, Rule.NEW_IN_YEAR, Rule.VISITS, Rule.FAMILIES, Rule.COVERED)
BY_TYPE = (Rule.SERVICES, Rule.PERSONS_OF_SERVICE, Rule.NEW_IN_YEAR)
INDICATORS = tuple(Indicator(rule) for rule in ALONE) + tuple(Indicator(r, t) for r in BY_TYPE for t in TYPES)
ROWS = tuple(RowChoice(indicator, indicator.id) for indicator in INDICATORS)
FIRST, LAST = Month(2025, 8), Month(2026, 3)
periods = st.tuples(st.integers(0, 7), st.integers(0, 7)).map(
    lambda ends: Period(FIRST.plus(min(ends)), FIRST.plus(max(ends)))
)
# Every example is rolled back, so the desk of the fixture stays empty.
many = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@contextmanager
def within(desk: Desk, small: SmallDesk) -> Iterator[Context]:
    """A context on a base that holds *small*, rolled back at the end."""
    with desk.base.begin() as work:
        write(work, small)
        yield Context(work, desk.actor(Role.COORDINATION), desk.clock, desk.keys)


def table(ctx: Context, period: Period, total: TotalMode = TotalMode.BOTH) -> MonthlyTable:
    return statistics.table(ctx, statistics.TableRequest(period, ROWS, total))


@many
@given(small=desks(), period=periods)
def test_every_cell_is_what_the_rule_says(desk: Desk, small: SmallDesk, period: Period) -> None:
    with within(desk, small) as ctx:
        shown = table(ctx, period)
    for row in shown.rows:
        for head, cell in zip(shown.heads, row.cells, strict=True):
            if head.month in small.with_records():
                assert cell.value == small.count(row.indicator, head.month), (row.indicator.id, str(head.month))
            else:
                assert (cell.value, cell.source) == (None, Source.NONE)


@many
@given(small=desks(), period=periods)
def test_totals_count_each_person_once(desk: Desk, small: SmallDesk, period: Period) -> None:
    with within(desk, small) as ctx:
        shown = table(ctx, period)
    months = set(period) & small.with_records()
    for row in shown.rows:
        if row.indicator.rule not in COUNTS_PERSONS:
            assert row.monthly_sum is None
            assert row.distinct is None
        elif months:
            assert row.distinct is not None
            assert row.distinct.exact == len(small.persons(row.indicator, months)), row.indicator.id
            assert row.monthly_sum is not None
            assert row.monthly_sum.exact == sum(small.count(row.indicator, month) for month in months)
    told = [note.values["count"] for note in shown.notes if note.kind is NoteKind.ANONYMOUS]
    expected = small.anonymous(Indicator(Rule.PERSONS), months)
    assert told == ([expected] if expected else [])


@many
@given(small=desks())
def test_invariants(desk: Desk, small: SmallDesk) -> None:
    period = Period(FIRST, LAST)
    with within(desk, small) as ctx:
        shown = table(ctx, period)
    row = {r.indicator.id: r for r in shown.rows}
    values = {name: [cell.value or 0 for cell in r.cells] for name, r in row.items()}
    if not small.with_records():
        return
    total = row["PER-MES"]
    assert total.distinct is not None
    assert total.monthly_sum is not None
    distinct, added = total.distinct.exact, total.monthly_sum.exact
    assert distinct is not None
    assert added is not None
    assert max(values["PER-MES"]) <= distinct <= added
    # From the first day of data on, everybody was new once.
    assert sum(values["PER-NUE"]) == distinct
    for at, head in enumerate(shown.heads):
        persons = values["PER-MES"][at]
        assert values["PER-NUE"][at] <= persons
        assert values["PER-NUE-A"][at] <= persons
        assert values["BEN"][at] <= persons
        assert values["FAM"][at] <= persons
        assert values["VIS"][at] >= persons
        for kind in TYPES:
            assert values[f"PER-{kind}"][at] <= values[f"SRV-{kind}"][at]
            if small.option(kind, head.month).in_persons:
                assert values[f"PER-{kind}"][at] <= persons


figures = st.dictionaries(
    st.tuples(
        st.sampled_from(tuple(Period(FIRST, LAST))), st.sampled_from((INDICATORS[0], Indicator(Rule.SERVICES, "ORI")))
    ),
    st.tuples(st.integers(0, 50), st.sampled_from(tuple(Source)[:2])),
    min_size=2,
    max_size=8,
)


@many
@given(small=desks(), period=periods, history=figures)
def test_history_makes_a_range_of_what_cannot_be_known(
    desk: Desk, small: SmallDesk, period: Period, history: dict[tuple[Month, Indicator], tuple[int, Source]]
) -> None:
    with within(desk, small) as ctx:
        rows = tuple(Figure(month, indicator, value) for (month, indicator), (value, _) in history.items())
        save(ctx, SaveFigures(rows, "Informe 2025"))
        for (month, indicator), (_, source) in history.items():
            # The last choice holds, whatever was chosen or withdrawn before.
            for chosen in (Source.HISTORY, Source.RECORDS, None, source) if month in small.with_records() else ():
                ctx.work.figures.choose(
                    uuid=new_id(),
                    month=month.number,
                    indicator=indicator.id,
                    source=None if chosen is None else str(chosen),
                    reason="x",
                    at="",
                    user_id=1,
                )
        shown = table(ctx, period)
    row = next(r for r in shown.rows if r.indicator == INDICATORS[0])
    from_history, from_records = [], set()
    for month, cell in zip(period, row.cells, strict=True):
        figure = history.get((month, row.indicator))
        if figure is not None and (month not in small.with_records() or figure[1] is Source.HISTORY):
            assert (cell.value, cell.source) == (figure[0], Source.HISTORY)
            from_history.append(figure[0])
            expected = small.count(row.indicator, month) if month in small.with_records() else None
            assert cell.also_in_records == expected
        elif month in small.with_records():
            assert (cell.value, cell.source) == (small.count(row.indicator, month), Source.RECORDS)
            assert cell.also_in_history == (figure[0] if figure else None)
            from_records.add(month)
        else:
            assert cell.source is Source.NONE
    assert row.distinct is not None
    if not from_history and not from_records:
        assert (row.distinct.low, row.distinct.high) == (None, None)
        return
    exact = len(small.persons(row.indicator, from_records))
    assert row.distinct.low == max([exact, *from_history])
    assert row.distinct.high == exact + sum(from_history)
    assert (NoteKind.RANGE in {note.kind for note in shown.notes}) == (row.distinct.exact is None)
