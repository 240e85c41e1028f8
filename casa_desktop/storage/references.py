"""How persons are called in the files that they were imported from."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, bindparam, delete, insert, select

from casa_desktop.storage.matching_tables import person_reference
from casa_desktop.storage.prepared import Prepared

r = person_reference.c
_add = insert(person_reference)
# At each key of the search box: compiled once.
_persons = Prepared(
    select(r.person_id)
    .where(r.external.in_([bindparam("written"), bindparam("small"), bindparam("capitals")]))
    .order_by(r.source, r.person_id)
    .limit(bindparam("most"))
)
_of = select(r.external, r.person_id).where(r.source == bindparam("source"), r.external == bindparam("external"))
_externals = (
    select(r.person_id, r.external)
    .where(r.person_id.in_(bindparam("persons", expanding=True)))
    .order_by(r.person_id, r.source.desc(), r.external)
)
_forget = delete(person_reference).where(r.person_id.in_(bindparam("persons", expanding=True)))


class References:
    """Reads and writes ``person_reference``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, source: str, persons: Iterable[tuple[str, int]]) -> None:
        """Writes (external id, person) pairs of one *source*; an id that is there already is an error of the caller."""
        rows = [{"source": source, "external": external, "person_id": person} for external, person in persons]
        if rows:
            self._connection.execute(_add, rows)

    def person(self, source: str, external: str) -> int | None:
        """The record that *external* of *source* became, or None."""
        found = self._connection.execute(_of, {"source": source, "external": external}).first()
        return found.person_id if found is not None else None

    def persons(self, external: str, most: int = 20) -> list[int]:
        """The records that any source calls *external*, as it is written, in small letters or in capitals."""
        asked = {"written": external, "small": external.lower(), "capitals": external.upper(), "most": most}
        return [row[0] for row in _persons.rows(self._connection, asked)]

    def externals(self, persons: Sequence[int]) -> Mapping[int, str]:
        """The external id of each of the records *persons* that has one; of several, that of the first source."""
        if not persons:
            return {}
        return {row.person_id: row.external for row in self._connection.execute(_externals, {"persons": persons})}

    def forget(self, persons: Sequence[int]) -> None:
        """Removes every external id of the records *persons*."""
        self._connection.execute(_forget, {"persons": persons})
