"""What leaves the house with its small cells hidden: whoever adds, subtracts and solves finds none of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from casa_desktop.domain.ages import Age
from casa_desktop.domain.breakdowns import Breakdown, Request, take_apart, to_hide, within
from casa_desktop.domain.counted import NO_DATA, Counted, Dimension
from casa_desktop.domain.indicators import Indicator, Rule
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.scope import Filters, Scope
from casa_desktop.domain.suppression import SMALLEST, WHOLE, Key, determined, is_small, suppressed, suppressed_together

ROWS, COLUMNS = ("a", "b", "c", "d"), ("x", "y", "z")
DAY = date(2026, 1, 8)
OTHER_DAY = DAY.replace(day=DAY.day + 1)
tables = st.fixed_dictionaries({(row, column): st.integers(0, 12) for row in ROWS for column in COLUMNS})
many = settings(max_examples=300, deadline=None)


def solved(equations: Iterable[Mapping[object, int]]) -> set[object]:
    """An attacker who writes down every total as an equation of what is hidden and eliminates (Gauss and Jordan): what
    is known exactly stands alone in a row of the reduced form."""
    written = [dict(each) for each in equations]
    unknowns = sorted({name for each in written for name in each}, key=repr)
    rows = [[Fraction(each.get(name, 0)) for name in unknowns] for each in written]
    rank = 0
    for column in range(len(unknowns)):
        pivot = next((at for at in range(rank, len(rows)) if rows[at][column]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        head = rows[rank][column]
        rows[rank] = [value / head for value in rows[rank]]
        for at, values in enumerate(rows):
            if at != rank and (factor := values[column]):
                rows[at] = [value - factor * other for value, other in zip(values, rows[rank], strict=True)]
        rank += 1
    alone = [[at for at, value in enumerate(row) if value] for row in rows[:rank]]
    return {unknowns[where[0]] for where in alone if len(where) == 1}


def sums(rows: Sequence[str], columns: Sequence[str], hidden: frozenset[Key]) -> list[dict[object, int]]:
    """That the cells of each line add up to its printed total, in what is *hidden*."""
    lines = [[(row, column) for column in columns] for row in rows]
    lines += [[(row, column) for row in rows] for column in columns]
    return [{key: 1 for key in line if key in hidden} for line in lines]


def could_be(cells: Mapping[Key, int], hidden: Iterable[Key], key: Key, value: int) -> bool:
    """Whether whole numbers from zero on exist for all that is *hidden*, with *value* in *key*, that add up to every
    printed total: they are poured from rows into columns along paths that still have room (Ford and Fulkerson)."""
    asked = sorted(hidden)
    left = {
        at: {name: sum(cells[k] for k in asked if k[at] == name) for name in {k[at] for k in asked}} for at in (0, 1)
    }
    for at in (0, 1):
        left[at][key[at]] -= value
    if value < 0 or min([*left[0].values(), *left[1].values()]) < 0:
        return False
    poured = dict.fromkeys((each for each in asked if each != key), 0)
    for row, much in left[0].items():
        for _ in range(much):
            if not _pour(row, left[1], poured):
                return False
    return True


def _pour(row: str, room: dict[str, int], poured: dict[Key, int]) -> bool:
    """One more of *row* into a column with room, moving others along if need be."""
    came: dict[str, tuple[str, str | None]] = {}
    waiting: list[tuple[str, str | None]] = [(row, None)]
    while waiting:
        here, through = waiting.pop(0)
        for at, column in [key for key in poured if key[0] == here]:
            if column in came:
                continue
            came[column] = (at, through)
            if room[column] > 0:
                room[column] -= 1
                step: str | None = column
                while step is not None:
                    into, back = came[step]
                    poured[into, step] += 1
                    if back is not None:
                        poured[into, back] -= 1
                    step = back
                return True
            waiting += [(other, column) for other, c in poured if c == column and poured[other, c] > 0]
    return False


def found_out(cells: Mapping[Key, int], hidden: Iterable[Key]) -> set[Key]:
    """What an attacker knows for certain who knows the totals, and that nobody is counted less than zero times."""
    asked = set(hidden)
    return {key for key in asked if not any(could_be(cells, asked, key, cells[key] + step) for step in (-1, 1))}


@many
@given(tables)
def test_nobody_who_can_add_and_subtract_finds_a_hidden_cell(cells: dict[Key, int]) -> None:
    hidden = suppressed(ROWS, COLUMNS, cells)
    assert {key for key, value in cells.items() if 0 < value < SMALLEST} <= hidden
    known = found_out(cells, hidden)
    assert known <= found_out(cells, cells), "what the totals alone tell, with every cell hidden"
    assert solved(sums(ROWS, COLUMNS, hidden)) <= known


@many
@given(tables, st.sets(st.tuples(st.sampled_from(ROWS), st.sampled_from(COLUMNS))))
def test_what_is_determined_is_what_an_attacker_finds_out(cells: dict[Key, int], hidden: set[Key]) -> None:
    assert determined(hidden, cells) == found_out(cells, hidden)
    assert solved(sums(ROWS, COLUMNS, frozenset(hidden))) <= determined(hidden, cells)


def test_a_zero_is_no_hiding_place_where_nothing_can_be_taken_from_it() -> None:
    """By subtraction alone (a, x) could be anything; but (b, x) and (a, y) cannot be less than nobody."""
    cells = {("a", "x"): 3, ("a", "y"): 0, ("b", "x"): 0, ("b", "y"): 7, ("a", "z"): 20, ("b", "z"): 20}
    loop = {("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")}
    assert solved(sums(("a", "b"), ("x", "y", "z"), frozenset(loop))) == set()
    cells[("b", "y")] = 0
    assert ("a", "x") in determined(loop, cells)
    assert ("a", "z") in suppressed(("a", "b"), ("x", "y", "z"), cells)


NARROW = ("a", "b"), ("x", "y", "z")
Cells = dict[Key, int]
pairs = st.fixed_dictionaries({key: st.sampled_from((0, 0, 1, 1, 2, 3, 4, 5, 6)) for key in product(*NARROW)}).flatmap(
    lambda persons: st.fixed_dictionaries(
        {key: st.integers(many, many + 3) if many else st.just(0) for key, many in persons.items()}
    ).map(lambda services: (persons, services))
)


def worlds(cells: Cells, hidden: frozenset[Key]) -> Iterator[Cells]:
    """Every table of two rows that prints what *cells* prints with *hidden* hidden, the true one among them."""
    (one, two), (x, y, z) = NARROW
    below = {column: cells[one, column] + cells[two, column] for column in (x, y, z)}
    across = sum(cells[one, column] for column in (x, y, z))
    for first, second in product(range(below[x] + 1), range(below[y] + 1)):
        upper = {x: first, y: second, z: across - first - second}
        other = {(one, c): upper[c] for c in upper} | {(two, c): below[c] - upper[c] for c in upper}
        if min(other.values()) >= 0 and all(other[key] == cells[key] for key in cells.keys() - hidden):
            yield other


def found_in_two(persons: Cells, services: Cells, hidden: frozenset[Key]) -> set[Key]:
    """What of the persons an attacker knows who holds both tables, and knows that nobody has less than one service."""
    unknown = set(hidden)
    others = list(worlds(services, hidden))
    for some in worlds(persons, hidden):
        changed = {key for key in unknown if some[key] != persons[key]}
        fits = any(all(some[k] <= each[k] and (some[k] > 0) == (each[k] > 0) for k in some) for each in others)
        if changed and fits:
            unknown -= changed
    return unknown


@many
@given(pairs)
def test_nobody_who_holds_persons_and_their_services_finds_a_hidden_cell(pair: tuple[Cells, Cells]) -> None:
    persons, services = pair
    hidden = suppressed_together(*NARROW, persons, services)
    for cells in pair:
        assert {key for key, value in cells.items() if is_small(value)} <= hidden
    everything = frozenset(persons)
    assert found_in_two(persons, services, hidden) <= found_in_two(persons, services, everything), (
        "what the totals alone tell, with every cell hidden"
    )


def test_a_zero_of_services_is_a_zero_of_persons() -> None:
    """Hidden apart, the zeros that hide three persons stand printed among their services."""
    persons = {("a", "x"): 3, ("a", "y"): 0, ("b", "x"): 9, ("b", "y"): 14, ("c", "x"): 6, ("c", "y"): 9}
    services = {key: 3 * value if value == 3 else value for key, value in persons.items()}
    together = suppressed_together(("a", "b", "c"), ("x", "y"), persons, services)
    assert {("a", "x"), ("a", "y")} <= together
    assert ("a", "x") not in determined(together, persons)
    assert suppressed(("a", "b", "c"), ("x", "y"), services) != together


# (sex, country, funder) and how many services of it there were
groups = st.lists(
    st.tuples(
        st.sampled_from(("02", "01", NO_DATA)),
        st.sampled_from(("VEN", "COL", "ECU", NO_DATA)),
        st.sampled_from(("ECHO", "CICR", NO_DATA)),
        st.integers(1, 9),
    ),
    max_size=14,
)
FUNDED: Filters = {Dimension.FUNDER: frozenset({"ECHO"})}


def counted(drawn: list[tuple[str, str, str, int]]) -> list[Counted]:
    named = (Dimension.SEX, Dimension.COUNTRY, Dimension.FUNDER)
    found: list[Counted] = []
    for *keys, many_of_it in drawn:
        told = {dimension: (key,) for dimension, key in zip(named, map(str, keys), strict=True) if key}
        found += [Counted(len(found) + at, DAY, 1, Age(), told) for at in range(many_of_it)]
    return found


def both(
    drawn: list[tuple[str, str, str, int]], columns: Dimension | None, *, by_days: bool = False
) -> tuple[Breakdown, Breakdown]:
    """The breakdown with its filter, and the same without; or of one day, on which those of a funder came, and of the
    month."""
    told = counted(drawn)
    scope, wide_scope = Scope(DAY, DAY, FUNDED), Scope(DAY, DAY)
    if by_days:
        scope, wide_scope = Scope(DAY, DAY), Scope.of(Period(Month.of(DAY), Month.of(DAY)))
        told = [each if each.of(Dimension.FUNDER) == ("ECHO",) else each._replace(day=OTHER_DAY) for each in told]
    assert wide_scope in scope.wider()
    request = Request(Indicator(Rule.PERSONS), scope, Dimension.SEX, columns)
    wide = Request(Indicator(Rule.PERSONS), wide_scope, Dimension.SEX, columns)
    whole = take_apart(within(told, wide), wide, {})
    found = take_apart(within(told, request), request, {})
    return replace(found, wider=(whole,)), whole


def all_equations(found: Breakdown, hidden: frozenset[Key], file: str) -> list[dict[object, int]]:
    """That cells add up to totals, all of them as unknowns where they are hidden, named by the *file* they stand in."""
    inner = found.columns if found.crossed else ()
    lines: list[tuple[list[Key], Key]] = [([(row, c) for c in inner], (row, WHOLE)) for row in found.rows if inner]
    lines += [([(row, column) for row in found.rows], (WHOLE, column)) for column in (*inner, WHOLE)]
    lines += [([(WHOLE, column) for column in inner], (WHOLE, WHOLE))] if inner else []
    return [
        {(file, key): sign for key, sign in [*((k, 1) for k in keys), (total, -1)] if key in hidden}
        for keys, total in lines
    ]


@many
@given(groups, st.sampled_from((None, Dimension.COUNTRY)), st.booleans())
def test_who_holds_the_file_and_a_wider_one_finds_nobody_by_subtracting(
    drawn: list[tuple[str, str, str, int]], columns: Dimension | None, by_days: bool
) -> None:
    found, whole = both(drawn, columns, by_days=by_days)
    hidden, hidden_whole = to_hide(found), to_hide(whole)
    known = solved([*all_equations(found, hidden, "filtered"), *all_equations(whole, hidden_whole, "whole")])
    keys = [(row, c) for row in (*whole.rows, WHOLE) for c in (*(whole.columns if columns else ()), WHOLE)]
    for key in keys:
        mine = key not in hidden or ("filtered", key) in known
        theirs = key not in hidden_whole or ("whole", key) in known
        assert not (mine and is_small(found.value(*key))), "of the filtered file"
        if mine and theirs and found.value(*key):
            assert not is_small(whole.value(*key) - found.value(*key)), "of those whom the filter left out"


def test_a_list_with_a_filter_is_a_crossing_and_one_without_is_what_the_council_prints() -> None:
    drawn = [("02", "VEN", "ECHO", 3), ("02", "VEN", "CICR", 20), ("01", "VEN", "ECHO", 30), ("01", "VEN", "CICR", 30)]
    found, whole = both(drawn, None)
    assert to_hide(whole) == frozenset()
    assert to_hide(found) == {("02", WHOLE), ("01", WHOLE)}, "the other one, as the total gives the first away"


def test_few_whom_a_filter_leaves_out_are_small_too() -> None:
    drawn = [("02", "VEN", "ECHO", 20), ("02", "VEN", "CICR", 2), ("01", "VEN", "ECHO", 30), ("01", "VEN", "CICR", 30)]
    assert ("02", WHOLE) in to_hide(both(drawn, None)[0])


def test_a_table_of_one_row_has_nothing_to_hide_behind_and_breaks_nothing() -> None:
    request = Request(Indicator(Rule.PERSONS), Scope(DAY, DAY), Dimension.ETHNICITY, Dimension.SEX)
    found = take_apart(counted([("02", "VEN", "ECHO", 2), ("01", "VEN", "ECHO", 9)]), request, {})
    assert found.rows == (NO_DATA,)
    assert (NO_DATA, "02") in to_hide(found)


def test_cells_below_a_total_of_nobody_are_no_hiding_place() -> None:
    drawn = [("02", "VEN", "ECHO", 2), ("02", "COL", "ECHO", 9), ("01", "VEN", "ECHO", 9), ("01", "COL", "ECHO", 9)]
    _, whole = both(drawn, Dimension.COUNTRY)
    assert whole.value(NO_DATA, WHOLE) == 0
    assert to_hide(whole) == {(sex, country) for sex in ("02", "01") for country in ("VEN", "COL")}


def test_a_list_of_totals_is_printed_as_the_council_has_it() -> None:
    _, whole = both([("02", "VEN", "ECHO", 2), ("01", "VEN", "ECHO", 9)], None)
    assert to_hide(whole) == frozenset()


def test_one_person_of_no_known_age_hides_a_loop_and_not_the_whole_table() -> None:
    bands = {"0-5": (60, 41), "6-12": (52, 49), "13-17": (30, 36), "18-25": (300, 206), "26-59": (180, 150), "": (1, 0)}
    cells = {(band, sex): many for band, pair in bands.items() for sex, many in zip(("02", "01"), pair, strict=True)}
    cells |= {(band, ""): 0 for band in bands}
    hidden = suppressed(tuple(bands), ("02", "01", ""), cells)
    assert hidden == {(band, sex) for band in ("13-17", "") for sex in ("02", "01")}
