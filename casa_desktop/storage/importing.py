"""Imports of persons: each batch in numbers, and what became of its rows."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from casa_desktop.domain.importing import (
    Column,
    ImportShown,
    Kept,
    Likeness,
    Odd,
    Oddity,
    Outcome,
    RowShown,
    Tally,
)
from casa_desktop.domain.names import Name
from casa_desktop.storage.engine import CACHE_KIB
from casa_desktop.storage.import_tables import import_batch, import_row
from casa_desktop.storage.import_undo import ImportUndo
from casa_desktop.storage.import_writing import SOURCE, ImportWriter
from casa_desktop.storage.matching_tables import person_reference
from casa_desktop.storage.office_tables import user_account
from casa_desktop.storage.prepared import Prepared
from casa_desktop.storage.tables import person, person_name

IMPORT_CACHE_KIB = 192_000
"""While many are written: an index that does not fit is read and written page by page."""

_b, _r = import_batch.c, import_row.c
_TALLY = tuple(each.name for each in fields(Tally))
_add = insert(import_batch)
_set = update(import_batch).where(_b.id == bindparam("batch"))
_batches = select(import_batch, user_account.c.full_name).join(user_account, user_account.c.id == _b.created_by_id)
_by_reference = Prepared(
    select(person_reference.c.person_id).where(
        person_reference.c.external == bindparam("external"), person_reference.c.source == SOURCE
    )
)
_by_digest = Prepared(
    select(_r.person_id)
    .where(_r.external == bindparam("external"), _r.named.is_(False), _r.person_id.is_not(None))
    .limit(1)
)
_in_batch = Prepared(
    select(_r.line).where(_r.person_id == bindparam("person"), _r.batch_id == bindparam("batch")).limit(1)
)
_other = person.alias("other")
_other_name = person_name.alias("other_name")
_shown = (
    select(
        import_row,
        person.c.uuid,
        person.c.code,
        person.c.reserved,
        person_name.c.first_name,
        person_name.c.other_names,
        person_name.c.first_surname,
        person_name.c.second_surname,
        person_name.c.preferred_name,
        _other.c.code.label("other_code"),
    )
    .select_from(import_row)
    .outerjoin(person, person.c.id == _r.person_id)
    .outerjoin(person_name, person_name.c.person_id == _r.person_id)
    .outerjoin(_other, _other.c.id == _r.other_id)
    .where(_r.batch_id == bindparam("batch"))
    .order_by(_r.line)
)
_hidden = func.coalesce(person.c.reserved, False).is_(False) | bindparam("named", type_=_r.named.type)


class BatchRow(NamedTuple):
    """An import as stored. *id* stays inside storage and services."""

    id: int
    shown: ImportShown


class Imports(ImportUndo):
    """Reads and writes ``import_batch`` and ``import_row``; persons are written by an :class:`ImportWriter`."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)

    def by_uuid(self, uuid: str) -> BatchRow | None:
        """The import of that uuid, or None."""
        row = self._connection.execute(_batches.where(_b.uuid == uuid)).mappings().first()
        return _batch(row) if row is not None else None

    def all(self) -> tuple[ImportShown, ...]:
        """Every import, the latest first."""
        rows = self._connection.execute(_batches.order_by(_b.id.desc())).mappings()
        return tuple(_batch(row).shown for row in rows)

    def begin(self, uuid: str, file_name: str, created_at: str, user_id: int, today: date) -> ImportWriter:
        """A new import, and what writes it; :meth:`finish` or :meth:`discard` must follow."""
        nothing = dict.fromkeys((*_TALLY, "last_person", "taken_back", "kept"), 0)
        values = {"uuid": uuid, "file_name": file_name, "created_at": created_at, "created_by_id": user_id, **nothing}
        key = self._connection.execute(_add, values).inserted_primary_key
        assert key is not None
        return ImportWriter(self._connection, int(key[0]), created_at, user_id, today)

    def finish(self, writer: ImportWriter, tally: Tally) -> None:
        """Writes the numbers of an import whose rows are all written."""
        values = {name: getattr(tally, name) for name in _TALLY}
        statement = _set.values(last_person=writer.last_person, **values)
        self._connection.execute(statement, {"batch": writer.batch_id})

    def discard(self, writer: ImportWriter) -> None:
        """Forgets an import that made nobody."""
        self._connection.execute(delete(import_row).where(_r.batch_id == writer.batch_id))
        self._connection.execute(delete(import_batch).where(_b.id == writer.batch_id))

    @contextmanager
    def roomy(self) -> Iterator[None]:
        """A large cache for the block."""
        self._connection.exec_driver_sql(f"PRAGMA cache_size = -{IMPORT_CACHE_KIB}")
        try:
            yield
        finally:
            self._connection.exec_driver_sql(f"PRAGMA cache_size = -{CACHE_KIB}")

    def imported(self, key: str, *, named: bool) -> int | None:
        """The record that the row of that id (or digest) became, or None."""
        statement = _by_reference if named else _by_digest
        rows = statement.rows(self._connection, {"external": key})
        return int(rows[0][0]) if rows else None

    def uuid_of(self, batch_id: int, line: int) -> str | None:
        """The person that a row of an import became, or None."""
        made = select(person.c.uuid).join(import_row, _r.person_id == person.c.id)
        found: str | None = self._connection.execute(made.where(_r.batch_id == batch_id, _r.line == line)).scalar()
        return found

    def holds(self, batch_id: int, person_id: int) -> bool:
        """Whether a row of the import became that record."""
        rows = _in_batch.rows(self._connection, {"person": person_id, "batch": batch_id})
        return bool(rows)

    def rows(self, batch_id: int, chosen: Sequence[str], *, reserved: bool, most: int) -> tuple[RowShown, ...]:
        """Rows of an import whose outcome or likeness is one of *chosen* (all where it is empty), in their order.

        ``odd`` chooses rows with an odd value, ``kept`` those whose person stayed when the import was taken back.
        Without persons of reserved contact, unless *reserved*.
        """
        statement = _shown.where(_hidden).limit(most)
        if chosen:
            statement = statement.where(
                _r.outcome.in_(chosen)
                | _r.likeness.in_(chosen)
                | ((_r.odd != "") & bindparam("with_odd", "odd" in chosen))
                | ((_r.undone.in_(list(Kept))) & bindparam("with_kept", "kept" in chosen))
            )
        found = self._connection.execute(statement, {"batch": batch_id, "named": reserved})
        return tuple(map(_row_shown, found.mappings()))


def _batch(row: Mapping[Any, Any]) -> BatchRow:
    return BatchRow(
        row["id"],
        ImportShown(
            row["uuid"],
            f"I-{row['id']:04d}",
            row["file_name"],
            datetime.fromisoformat(row["created_at"]),
            row["full_name"],
            Tally(**{name: row[name] for name in _TALLY}),
            row["undone_at"] is not None,
            row["taken_back"],
            row["kept"],
        ),
    )


def _row_shown(row: Mapping[Any, Any]) -> RowShown:
    undone = row["undone"]
    parts = ("first_name", "other_names", "first_surname", "second_surname", "preferred_name")
    return RowShown(
        row["line"],
        Outcome(row["outcome"]),
        Likeness(row["likeness"]),
        tuple(filter(None, row["reasons"].split(","))),
        tuple(Oddity(Odd(odd), Column(column), typed) for odd, column, typed in json.loads(row["odd"] or "[]")),
        row["uuid"] or "",
        row["code"] or "",
        Name(*(row[part] or "" for part in parts)).display,
        row["other_code"] or "",
        Kept(undone) if undone in set(Kept) else None,
        undone == "taken",
    )
