"""What the desk defines for its reports: views, projects, templates."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, insert, select, update

from casa_desktop.storage.definition_tables import definition
from casa_desktop.storage.office_tables import user_account

_c = definition.c
_rows = (
    select(_c.uuid, _c.kind, _c.name, _c.content, _c.at, user_account.c.full_name, _c.version)
    .join(user_account, user_account.c.id == _c.by_id)
    .where(_c.removed_at.is_(None))
    .order_by(_c.name, _c.id)
)
_stands = update(definition).where(_c.uuid == bindparam("of"), _c.version == bindparam("seen"), _c.removed_at.is_(None))


@dataclass(frozen=True, slots=True)
class DefinitionRow:
    """A definition as stored; *content* is JSON text, *at* ISO 8601 in UTC, *by* a full name."""

    uuid: str
    kind: str
    name: str
    content: str
    at: str
    by: str
    version: int


class Definitions:
    """Reads and writes ``definition``. What is removed stays, unseen: an audit row may name it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self, kind: str) -> tuple[DefinitionRow, ...]:
        """Those of *kind*, by name."""
        return tuple(DefinitionRow(*row) for row in self._connection.execute(_rows.where(_c.kind == kind)))

    def by_uuid(self, uuid: str) -> DefinitionRow | None:
        """None where there is none, or it was removed."""
        row = self._connection.execute(_rows.where(_c.uuid == uuid)).first()
        return None if row is None else DefinitionRow(*row)

    def used(self, uuid: str) -> bool:
        """Whether that uuid was ever given, removed or not."""
        return self._connection.execute(select(_c.id).where(_c.uuid == uuid)).first() is not None

    def add(self, values: Mapping[str, object]) -> None:
        """Writes a new one. The names of a kind are unique: ask first."""
        self._connection.execute(insert(definition).values(**values))

    def change(self, uuid: str, version: int, values: Mapping[str, object]) -> bool:
        """Writes over version *version*; False where somebody wrote or removed it meanwhile."""
        changed = self._connection.execute(_stands.values(**values, version=version + 1), {"of": uuid, "seen": version})
        return changed.rowcount == 1

    def remove(self, uuid: str, version: int, at: str) -> bool:
        """Takes it out of the list; False as for :meth:`change`."""
        gone = self._connection.execute(_stands.values(removed_at=at), {"of": uuid, "seen": version})
        return gone.rowcount == 1
