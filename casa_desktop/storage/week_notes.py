"""What coordination adds to the report of a week."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, bindparam, insert, select, update

from casa_desktop.storage.office_tables import user_account, week_note

_n = week_note.c
_of = (
    select(_n.text, _n.version, _n.written_at, user_account.c.full_name)
    .join(user_account, user_account.c.id == _n.written_by_id)
    .where(_n.week == bindparam("week"))
)
_stands = update(week_note).where(_n.week == bindparam("of"), _n.version == bindparam("seen"))


@dataclass(frozen=True, slots=True)
class WeekNoteRow:
    """The notes of a week as stored; *at* is ISO 8601 in UTC, *by* a full name."""

    text: str
    version: int
    at: str
    by: str


class WeekNotes:
    """Reads and writes ``week_note``: at most one of a week, which its Monday names."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, week: date) -> WeekNoteRow | None:
        """None where nobody wrote any."""
        row = self._connection.execute(_of, {"week": week}).first()
        return None if row is None else WeekNoteRow(*row)

    def put(self, week: date, version: int, *, text: str, at: str, user_id: int) -> bool:
        """Writes over version *version* (0: the first ones); False where it is not the one that stands."""
        values = {"text": text, "written_at": at, "written_by_id": user_id}
        if version == 0:
            if self.of(week) is not None:
                return False
            self._connection.execute(insert(week_note).values(week=week, **values))
            return True
        changed = self._connection.execute(_stands.values(**values, version=version + 1), {"of": week, "seen": version})
        return changed.rowcount == 1
