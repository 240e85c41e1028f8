"""Small cells of a table that leaves the house: hidden, with as many others as keep them from being worked out.

Whoever holds the table knows its totals. A hidden cell can be recovered where the sums of rows and columns leave it one
value; so cells are hidden until none of them is determined by the equations that are printed (k = 5, complementary).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

SMALLEST = 5
"""Cells from 1 to one below it are hidden."""

Key = tuple[str, str]
"""(row, column)"""
_Node = tuple[str, str]
"""("row" or "column", its key)"""


def suppressed(
    rows: Sequence[str], columns: Sequence[str], cells: Mapping[Key, int], smallest: int = SMALLEST
) -> frozenset[Key]:
    """The cells to hide of a table that prints the totals of its rows and columns. Of a table of one cell there is
    nothing to hide: its total says the same."""
    if len(rows) * len(columns) < 2:
        return frozenset()
    hidden = {(row, column) for row in rows for column in columns if 0 < cells.get((row, column), 0) < smallest}
    while True:
        found = determined(hidden)
        if not found:
            return frozenset(hidden)
        hidden.add(_companion(min(found), rows, columns, cells, hidden))


def determined(hidden: Iterable[Key]) -> frozenset[Key]:
    """Those of *hidden* that the totals of rows and columns give away.

    A hidden cell joins its row to its column. Round a loop of them values can be moved and no total notices;
    a cell on no loop, a bridge of the graph, has one value only (the null space of a graph is the space of its loops).
    """
    ends: dict[_Node, list[_Node]] = {}
    for row, column in sorted(hidden):
        ends.setdefault(("row", row), []).append(("column", column))
        ends.setdefault(("column", column), []).append(("row", row))
    order: dict[_Node, int] = {}
    lowest: dict[_Node, int] = {}
    found: set[Key] = set()
    for start in ends:
        if start not in order:
            _walk(start, ends, order, lowest, found)
    return frozenset(found)


def _walk(
    start: _Node,
    ends: Mapping[_Node, list[_Node]],
    order: dict[_Node, int],
    lowest: dict[_Node, int],
    bridges: set[Key],
) -> None:
    """Depth first (Tarjan), without recursion: a table may have hundreds of rows."""
    order[start] = lowest[start] = len(order)
    path: list[tuple[_Node, _Node | None, Iterator[_Node]]] = [(start, None, iter(ends[start]))]
    while path:
        node, came_from, others = path[-1]
        following = next(others, None)
        if following is None:
            path.pop()
            if came_from is not None:
                lowest[came_from] = min(lowest[came_from], lowest[node])
                if lowest[node] > order[came_from]:
                    bridges.add((node[1], came_from[1]) if node[0] == "row" else (came_from[1], node[1]))
        elif following == came_from:
            continue
        elif following in order:
            lowest[node] = min(lowest[node], order[following])
        else:
            order[following] = lowest[following] = len(order)
            path.append((following, node, iter(ends[following])))


def _companion(
    given: Key, rows: Sequence[str], columns: Sequence[str], cells: Mapping[Key, int], hidden: set[Key]
) -> Key:
    """What is hidden beside *given*: the smallest cell of its row, else of its column, else of the table; one that is
    not zero first, since a zero hides little."""
    row, column = given
    beside = [(row, other) for other in columns]
    below = [(other, column) for other in rows]
    everywhere = [(one, other) for one in rows for other in columns]
    for keys in (beside, below, everywhere):
        free = [key for key in keys if key not in hidden]
        if free:
            return min(free, key=lambda key: (cells.get(key, 0) == 0, cells.get(key, 0), key))
    raise ValueError("a table of one cell cannot be hidden behind its total")
