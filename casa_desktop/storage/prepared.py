"""Statements for what runs at each key: compiled once, then given to the driver. Errors are told as everywhere else."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, Table, bindparam, insert

from casa_desktop.storage.engine import translated


class Prepared:
    """A select whose values are handed over as they are and whose rows come back as the driver gives them.

    Dates are ISO text and booleans 0 or 1, both ways. Not for writing.
    """

    def __init__(self, statement: Select[Any]) -> None:
        self._statement = statement
        self._sql = ""
        self._constants: Mapping[str, Any] = {}
        self._order: Sequence[str] = ()

    def rows(self, connection: Connection, values: Mapping[str, object]) -> Sequence[Any]:
        """Every row, as a tuple. *values* by the names of the bound parameters."""
        if not self._sql:
            compiled = self._statement.compile(dialect=connection.dialect)
            self._constants, self._order = compiled.params, getattr(compiled, "positiontup", None) or ()
            self._sql = str(compiled)
        known = {**self._constants, **values}
        raw: Any = connection.connection.dbapi_connection
        with translated():
            rows: Sequence[Any] = raw.execute(self._sql, [known[name] for name in self._order]).fetchall()
        return rows


class Bulk:
    """Many rows into one table, as tuples in the order of *columns*; dates as ISO text, booleans as 0 or 1."""

    def __init__(self, table: Table, *columns: str) -> None:
        self._statement = insert(table).values({column: bindparam(column) for column in columns})
        self._columns = columns
        self._sql = ""

    def write(self, connection: Connection, rows: Sequence[tuple[object, ...]]) -> None:
        """Inserts *rows*."""
        if not rows:
            return
        if not self._sql:
            compiled = self._statement.compile(dialect=connection.dialect, column_keys=list(self._columns))
            order = getattr(compiled, "positiontup", None) or ()
            if tuple(order) != self._columns:
                raise ValueError(order)
            self._sql = str(compiled)
        raw: Any = connection.connection.dbapi_connection
        with translated():
            raw.executemany(self._sql, rows)
