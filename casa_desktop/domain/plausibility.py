"""What is worth a second look in typed figures. Doubts never block: a strange figure may well be the true one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto, unique
from itertools import combinations
from types import MappingProxyType

from casa_desktop.domain.indicators import COUNTS_PERSONS, Indicator, Rule
from casa_desktop.domain.periods import Month

SMALLEST_EQUAL = 20
"""Below it two rows are equal by chance too often to be worth telling."""
JUMP_PERCENT = 30
SMALLEST_JUMP = 30
"""Persons or services. A row that goes from 8 to 11 has not jumped."""
EDGE_FACTOR = 3
"""The first and the last month have one neighbour only, and a desk that opens or grows triples easily."""


@unique
class DoubtKind(StrEnum):
    """A kind of doubt; its sentence stands in ``texts/ui_statistics.py``."""

    EQUAL_ROWS = "equal_rows"
    """values: value; indicators: the two rows"""
    JUMP = "jump"
    """values: value, before, after (None at an end of the run)"""
    PERSONS_OVER_SERVICES = "persons_over_services"
    """values: persons, services"""
    PART_OVER_PERSONS = "part_over_persons"
    """values: value, persons; indicators: the part, PER-MES"""
    VISITS_UNDER_PERSONS = "visits_under_persons"
    """values: value, persons"""
    TOTAL_DIFFERS = "total_differs"
    """values: published, computed, difference, possible (bool: persons who came back could explain it)"""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to look at. *month* is None for what concerns a whole run of months."""

    kind: DoubtKind
    indicators: tuple[Indicator, ...]
    month: Month | None = None
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    labels: tuple[str, ...] = ()
    """How the desk calls the rows of *indicators*, where somebody looked it up."""


_PARTS = (Rule.NEW_PERSONS, Rule.NEW_IN_YEAR, Rule.FAMILIES, Rule.COVERED)

Grid = Mapping[tuple[Month, Indicator], int]
"""Figures by month and indicator."""


def doubts(grid: Grid, counted: frozenset[str] = frozenset()) -> tuple[Doubt, ...]:
    """Everything to look at in *grid*, by month and then by row.

    *counted*: the service types that count in PERSONAS. Where a month has a figure for each of them, their sum bounds
    the persons.
    """
    months = sorted({month for month, _ in grid})
    rows = sorted({indicator for _, indicator in grid})
    found: list[Doubt] = []
    for month in months:
        values = {row: grid[month, row] for row in rows if (month, row) in grid}
        found += _equal(month, values)
        found += _impossible(month, values, counted)
        found += [doubt for row in values if (doubt := _jump(grid, month, row)) is not None]
    return tuple(found)


def total_doubt(indicator: Indicator, values: Sequence[int], published: int) -> Doubt | None:
    """What there is to say about a published total of the monthly *values*; None where it ties."""
    computed = sum(values)
    if published == computed or not values:
        return None
    possible = indicator.rule in COUNTS_PERSONS and max(values) <= published <= computed
    return Doubt(
        DoubtKind.TOTAL_DIFFERS,
        (indicator,),
        None,
        _values(published=published, computed=computed, difference=published - computed, possible=possible),
    )


def _values(**values: object) -> Mapping[str, object]:
    return MappingProxyType(values)


def _equal(month: Month, values: Mapping[Indicator, int]) -> Iterable[Doubt]:
    for one, other in combinations(values, 2):
        if values[one] == values[other] >= SMALLEST_EQUAL:
            yield Doubt(DoubtKind.EQUAL_ROWS, (one, other), month, _values(value=values[one]))


def _impossible(month: Month, values: Mapping[Indicator, int], counted: frozenset[str]) -> Iterable[Doubt]:
    persons = values.get(Indicator(Rule.PERSONS))
    services = {row: value for row, value in values.items() if row.rule is Rule.SERVICES}
    complete = bool(counted) and counted <= {row.service_type for row in services}
    if complete and persons is not None and persons > sum(services.values()):
        rows = (Indicator(Rule.PERSONS), *services)
        told = _values(persons=persons, services=sum(services.values()))
        yield Doubt(DoubtKind.PERSONS_OVER_SERVICES, rows, month, told)
    for row, value in values.items():
        of_type = values.get(Indicator(Rule.SERVICES, row.service_type))
        if row.rule is Rule.PERSONS_OF_SERVICE and of_type is not None and value > of_type:
            pair = (row, Indicator(Rule.SERVICES, row.service_type))
            yield Doubt(DoubtKind.PERSONS_OVER_SERVICES, pair, month, _values(persons=value, services=of_type))
        if persons is None:
            continue
        if row.rule in _PARTS and not row.service_type and value > persons:
            pair = (row, Indicator(Rule.PERSONS))
            yield Doubt(DoubtKind.PART_OVER_PERSONS, pair, month, _values(value=value, persons=persons))
        if row.rule is Rule.VISITS and value < persons:
            pair = (row, Indicator(Rule.PERSONS))
            yield Doubt(DoubtKind.VISITS_UNDER_PERSONS, pair, month, _values(value=value, persons=persons))


class _Shape(Enum):
    PEAK = auto()
    DIP = auto()


def _jump(grid: Grid, month: Month, row: Indicator) -> Doubt | None:
    """A lone peak or dip: a desk that grows or shrinks steadily, however fast, is not a doubt.

    Beside a peak everything looks like a dip, so only the peak is told.
    """
    around = (month.plus(-1), month.plus(1))
    shape = _shape(grid, month, row)
    if shape is None or (shape is _Shape.DIP and _Shape.PEAK in [_shape(grid, other, row) for other in around]):
        return None
    before, after = (grid.get((other, row)) for other in around)
    return Doubt(DoubtKind.JUMP, (row,), month, _values(value=grid[month, row], before=before, after=after))


def _shape(grid: Grid, month: Month, row: Indicator) -> _Shape | None:
    value = grid.get((month, row))
    near = [other for at in (-1, 1) if (other := grid.get((month.plus(at), row))) is not None]
    if value is None or not near or any(abs(value - other) < SMALLEST_JUMP for other in near):
        return None
    if len(near) == 1:
        up, down = value >= EDGE_FACTOR * near[0], EDGE_FACTOR * value <= near[0]
    else:
        up = all(100 * value > (100 + JUMP_PERCENT) * other for other in near)
        down = all(100 * value < (100 - JUMP_PERCENT) * other for other in near)
    return _Shape.PEAK if up else _Shape.DIP if down else None
