"""Statements for what runs at each key: compiled once, then given to the driver. Errors are told as everywhere else."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select

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
