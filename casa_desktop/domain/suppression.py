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


def is_small(value: int) -> bool:
    """Whether so few could be known by name; nobody is."""
    return 0 < value < SMALLEST


def suppressed(
    rows: Sequence[str], columns: Sequence[str], cells: Mapping[Key, int], small: Iterable[Key] | None = None
) -> frozenset[Key]:
    """The cells to hide of a table that prints the totals of its rows and columns; *small* if others than by value.

    Where totals may be hidden, too, they are a row and a column of the table: of each line it is known that its cells
    add up to its total, which is the same equation as that all of them add up to something known.
    """
    every = {(row, column): cells.get((row, column), 0) for row in rows for column in columns}
    hidden = {key for key, value in every.items() if is_small(value)} if small is None else set(small)
    met = {(at, key[at]) for key, value in every.items() if value for at in (0, 1)}
    nobody = frozenset(key for key in every if not {(0, key[0]), (1, key[1])} <= met)  # known by a total of zero
    while True:
        found = determined(hidden)
        if not found:
            return frozenset(hidden)
        beside = _companion(min(found), every, hidden, nobody)
        if beside is None:
            return frozenset(hidden)  # all of a table of one line, whose cells are its totals
        hidden.add(beside)


def suppressed_list(values: Mapping[Key, int], small: Iterable[Key]) -> frozenset[Key]:
    """What to hide of a list with its total among *values*: of *small* alone the rest would be known by subtracting."""
    hidden = set(small)
    if len(hidden) == 1:
        beside = [key for key in values if key not in hidden]
        hidden.add(min(beside, key=lambda key: (values[key] == 0, values[key], key)))
    return frozenset(hidden)


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


def _companion(given: Key, cells: Mapping[Key, int], hidden: set[Key], nobody: frozenset[Key]) -> Key | None:
    """What is hidden beside *given*: of its row or its column, else of the table, the smallest that is not zero, since
    a zero hides little, and a cell of *nobody* nothing. None where everything is hidden."""
    row, column = given

    def worth(key: Key) -> tuple[bool, bool, bool, int, Key]:
        return key in nobody, key[0] != row and key[1] != column, cells[key] == 0, cells[key], key

    return min((key for key in cells if key not in hidden), key=worth, default=None)
