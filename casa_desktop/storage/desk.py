"""The desk's own settings: name, letterhead, texts. They are inside the base, so a copy carries them."""

from sqlalchemy import Connection, delete, insert, select

from casa_desktop.storage.office_tables import desk_setting


class DeskSettings:
    """Reads and writes ``desk_setting`` as text by key."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> dict[str, str]:
        """Every setting."""
        rows = self._connection.execute(select(desk_setting.c.key, desk_setting.c.value))
        return {row.key: row.value for row in rows}

    def put(self, values: dict[str, str]) -> None:
        """Replaces the settings named in *values*; the others stay."""
        if not values:
            return
        self._connection.execute(delete(desk_setting).where(desk_setting.c.key.in_(values)))
        rows = [{"key": key, "value": value} for key, value in values.items()]
        self._connection.execute(insert(desk_setting), rows)
