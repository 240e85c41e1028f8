"""Small cells of a table that leaves the house: hidden, with as many others as keep them from being worked out.

Whoever holds the table knows its totals. A hidden cell can be recovered where the sums of rows and columns leave it one
value; so cells are hidden until none of them is determined by the equations that are printed (k = 5, complementary).
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

SMALLEST = 5
"""Cells from 1 to one below it are hidden."""

Key = tuple[str, str]


def suppressed(
    rows: Sequence[str], columns: Sequence[str], cells: Mapping[Key, int], smallest: int = SMALLEST
) -> frozenset[Key]:
    """The cells to hide of a table that prints the totals of its rows and columns."""
    hidden = {(row, column) for row in rows for column in columns if 0 < cells.get((row, column), 0) < smallest}
    while True:
        found = determined(rows, columns, hidden)
        if not found:
            return frozenset(hidden)
        hidden.add(_companion(min(found), rows, columns, cells, hidden))


def determined(rows: Sequence[str], columns: Sequence[str], hidden: set[Key] | frozenset[Key]) -> set[Key]:
    """Those of *hidden* that the totals of rows and columns give away: unit vectors in the space of the equations."""
    unknowns = sorted(hidden)
    at = {key: index for index, key in enumerate(unknowns)}
    equations = [[key for key in unknowns if key[0] == row] for row in rows]
    equations += [[key for key in unknowns if key[1] == column] for column in columns]
    reduced = _reduced([_vector(keys, at) for keys in equations if keys])
    return {
        unknowns[next(index for index, value in enumerate(row) if value)]
        for row in reduced
        if sum(1 for value in row if value) == 1
    }


def _vector(keys: Sequence[Key], at: Mapping[Key, int]) -> list[Fraction]:
    vector = [Fraction(0)] * len(at)
    for key in keys:
        vector[at[key]] = Fraction(1)
    return vector


def _reduced(matrix: list[list[Fraction]]) -> list[list[Fraction]]:
    """The reduced row echelon form: a unit vector lies in the space exactly if it is one of these rows."""
    rank = 0
    for column in range(len(matrix[0]) if matrix else 0):
        pivot = next((row for row in range(rank, len(matrix)) if matrix[row][column]), None)
        if pivot is None:
            continue
        matrix[rank], matrix[pivot] = matrix[pivot], matrix[rank]
        head = matrix[rank][column]
        matrix[rank] = [value / head for value in matrix[rank]]
        for row, values in enumerate(matrix):
            if row != rank and (factor := values[column]):
                matrix[row] = [value - factor * other for value, other in zip(values, matrix[rank], strict=True)]
        rank += 1
    return matrix[:rank]


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
