"""Small cells of a table that leaves the house: hidden, with as many others as keep them from being worked out.

Whoever holds the table knows that its lines add up to their totals, and that nobody is counted less than zero times. A
hidden cell is given away where no other whole numbers would do; so cells are hidden until each of them could be another
number (k = 5, complementary). Two tables with the same totals differ by loops: round a loop of cells one is added and
taken away in turn, and no total notices. Source: the theory of network flows (Cox 1995 uses it for this very purpose).
"""

import heapq
from collections.abc import Collection, Iterable, Mapping, Sequence

SMALLEST = 5
"""Cells from 1 to one below it are hidden."""
WHOLE = "*"
"""The row and the column of the totals, where these may be hidden, too."""

Key = tuple[str, str]
"""(row, column)"""
_Node = tuple[int, str]
"""(0, row) or (1, column)"""
_Arcs = dict[_Node, dict[_Node, Key]]
_ZERO_COSTS = 4
"""A hidden zero tells less, and a reader wonders more."""


def is_small(value: int) -> bool:
    """Whether so few could be known by name; nobody is."""
    return 0 < value < SMALLEST


def suppressed(
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Mapping[Key, int],
    small: Iterable[Key] | None = None,
    firm: Collection[Key] = (),
    printed: Collection[Key] = (),
) -> frozenset[Key]:
    """The cells to hide of a table that prints the totals of its rows and columns; *small* if others than by value.

    Where totals may be hidden, too, they are a row and a column ``WHOLE`` of the table. A table may leave a small cell
    no room at all (one line, whose cells are its totals): then it is hidden, and its total says the same. A reader has
    reasons of their own to know that what is *firm* is no less than it is; what is *printed* elsewhere is never hidden.
    """
    every = {(row, col): cells.get((row, col), 0) for row in rows for col in columns if (row, col) not in printed}
    hidden = {key for key, value in every.items() if is_small(value)} if small is None else set(small)
    hopeless: set[Key] = set()
    while True:
        found = determined(hidden, every, firm) - hopeless
        if not found:
            return frozenset(hidden)
        given = min(found, key=lambda key: (-every[key], key))
        beside = _cheapest_loop(given, every, hidden, firm)
        hidden |= beside
        if not beside:
            hopeless.add(given)


def suppressed_list(values: Mapping[Key, int], small: Iterable[Key]) -> frozenset[Key]:
    """What to hide of a list with its total among *values*: of *small* alone the rest would be known by subtracting."""
    hidden = set(small)
    if len(hidden) == 1:
        beside = sorted(values.keys() - hidden, key=lambda key: (values[key] == 0, values[key], key))
        hidden.update(beside[:1])
    return frozenset(hidden)


def suppressed_together(
    rows: Sequence[str], columns: Sequence[str], persons: Mapping[Key, int], services: Mapping[Key, int]
) -> frozenset[Key]:
    """The cells to hide of two tables that are held side by side: *persons*, and their *services*, which are as many or
    more in each cell, and none where there is nobody.

    What is hidden in one is hidden in the other. One loop then changes both by the same: one person more or less with
    one service, so that nothing that is known of the two is broken. A person may be taken away only where somebody is
    left, or where their one service goes with them. Where some cell finds no such loop nothing is printed but totals.
    """
    every = [(row, column) for row in rows for column in columns]
    small = {key for key in every if is_small(persons.get(key, 0)) or is_small(services.get(key, 0))}
    firm = {key for key in every if persons.get(key, 0) == 1 != services.get(key, 0)}
    hidden = suppressed(rows, columns, persons, small, firm)
    open_to_all = determined(hidden, {key: persons.get(key, 0) for key in every}, firm)
    return frozenset(every) if open_to_all else hidden


def determined(hidden: Iterable[Key], cells: Mapping[Key, int], firm: Collection[Key] = ()) -> frozenset[Key]:
    """Those of *hidden* that can be no other whole number, given the totals, that no number is below zero, and that
    none in *firm* is less than it is."""
    asked = set(hidden)
    arcs = _arcs(asked, cells, firm)
    return frozenset(key for key in asked if not _on_a_loop(key, arcs))


def _arcs(keys: Iterable[Key], cells: Mapping[Key, int], firm: Collection[Key]) -> _Arcs:
    """From its row to its column, as any cell may be more than it is; and back where it may be less. A total stands on
    the other side of its equation: less of it is more there; a total of nobody has nothing below it to take away."""
    found: _Arcs = {}
    for key in keys:
        row, column = (0, key[0]), (1, key[1])
        total = (key[0] == WHOLE) != (key[1] == WHOLE)
        found.setdefault(row, {})[column] = key
        if total or (cells[key] > 0 and key not in firm):
            found.setdefault(column, {})[row] = key
    return found


def _on_a_loop(key: Key, arcs: _Arcs) -> bool:
    """Whether a loop leads through the cell, there or back, that is more than the cell there and back."""
    row, column = (0, key[0]), (1, key[1])
    return any(
        end in arcs.get(start, {}) and _leads(end, start, arcs, without=key)
        for start, end in ((row, column), (column, row))
    )


def _leads(start: _Node, end: _Node, arcs: _Arcs, *, without: Key) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        for node, key in arcs.get(waiting.pop(), {}).items():
            if node in seen or key == without:
                continue
            if node == end:
                return True
            seen.add(node)
            waiting.append(node)
    return False


def _cheapest_loop(given: Key, cells: Mapping[Key, int], hidden: set[Key], firm: Collection[Key]) -> set[Key]:
    """The cells that make a loop with *given* and hide the least: those that are hidden cost nothing. Empty where there
    is no loop, whatever else is hidden."""
    arcs = _arcs(cells, cells, firm)
    row, column = (0, given[0]), (1, given[1])
    ways = [
        _cheapest_way(end, start, arcs, cells, hidden, given)
        for start, end in ((row, column), (column, row))
        if end in arcs.get(start, {})
    ]
    found = [way for way in ways if way is not None]
    return min(found, key=lambda way: way[0])[1] - hidden if found else set()


def _cheapest_way(
    start: _Node, end: _Node, arcs: _Arcs, cells: Mapping[Key, int], hidden: set[Key], without: Key
) -> tuple[int, set[Key]] | None:
    """Dijkstra: what it costs, and the cells on the way."""
    came: dict[_Node, tuple[_Node, Key]] = {}
    settled: set[_Node] = set()
    best = {start: 0}
    waiting = [(0, start)]
    while waiting:
        cost, node = heapq.heappop(waiting)
        if node in settled:
            continue
        settled.add(node)
        if node == end:
            way: set[Key] = set()
            while node != start:
                node, key = came[node]
                way.add(key)
            return cost, way
        for following, key in arcs.get(node, {}).items():
            if key == without or following in settled:
                continue
            price = cost + (0 if key in hidden else _ZERO_COSTS if cells[key] == 0 else 1 + cells[key])
            if price < best.get(following, price + 1):
                best[following] = price
                came[following] = (node, key)
                heapq.heappush(waiting, (price, following))
    return None
