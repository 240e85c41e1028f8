"""An import taken back, as far as it is safe: whoever was attended, edited, merged or given a family since, stays.

What has happened to a person is not a list that somebody must keep up to date: any table that refers to a person and
is not part of their identity (:data:`IDENTITY`) holds them here.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from sqlalchemy import (
    BindParameter,
    Column,
    Connection,
    Delete,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    Update,
    bindparam,
    delete,
    exists,
    select,
    update,
)

from casa_desktop.domain.importing import Kept, Outcome
from casa_desktop.storage.columns import metadata
from casa_desktop.storage.import_tables import import_batch, import_row
from casa_desktop.storage.matching import Matching
from casa_desktop.storage.matching_tables import person_reference
from casa_desktop.storage.tables import (
    household,
    household_member,
    person,
)

TAKEN = "taken"
SLICE = 500
"""Lines of the file between two looks at whether to stop."""
IDENTITY = frozenset(
    {
        "person",
        "person_name",
        "person_document",
        "person_phone",
        "person_address",
        "person_word",
        "person_reference",
        "household_member",
        "match_record",
        "import_row",
    }
)
"""Tables that hold nothing of a person but who they are, and how they are found."""

_r, _p, _m = import_row.c, person.c, household_member.c
_mine = (
    _r.batch_id == bindparam("batch"),
    _r.line.between(bindparam("low"), bindparam("high")),
    _r.outcome == str(Outcome.CREATED),
)
_free = (*_mine, _r.undone == "", _r.person_id.is_not(None))
_merged = person.alias("merged")
_theirs = household_member.alias("theirs")

Step = Callable[[int, int], object]


class Joined(NamedTuple):
    """What a row gave somebody who was known."""

    line: int
    person_id: int
    external: str
    added: tuple[str, ...]


class ImportUndo:
    """The half of :class:`~casa_desktop.storage.importing.Imports` that takes back."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._matching = Matching(connection)

    def take_back(self, batch_id: int, step: Step) -> int:
        """Removes the persons of an import to whom nothing has happened since, marks the others, and says how many
        went. *step* is told (line, last line) between slices, and may raise."""
        last = self._connection.execute(
            select(_r.line).where(_r.batch_id == batch_id).order_by(_r.line.desc()).limit(1)
        ).scalar()
        gone = 0
        with self._lookups():
            for low in range(1, (last or 0) + 1, SLICE):
                step(low, last or 0)
                values = {"batch": batch_id, "low": low, "high": low + SLICE - 1}
                for why, holds in _HOLDING:
                    marked = update(import_row).where(*_free, holds).values(undone=str(why))
                    self._connection.execute(marked, values)
                gone += self._remove(values)
        return gone

    def joined(self, batch_id: int) -> list[Joined]:
        """The rows of an import that gave something to a known person."""
        rows = self._connection.execute(
            select(_r.line, _r.person_id, _r.external, _r.named, _r.added).where(
                _r.batch_id == batch_id, _r.outcome == str(Outcome.JOINED), _r.person_id.is_not(None), _r.undone == ""
            )
        )
        return [Joined(row.line, row.person_id, row.external if row.named else "", _split(row.added)) for row in rows]

    def version_of(self, batch_id: int, line: int) -> int:
        """The version of the person whom a row became, as the import left it."""
        chosen = select(_r.version).where(_r.batch_id == batch_id, _r.line == line)
        return int(self._connection.execute(chosen).scalar_one())

    def unmark(self, batch_id: int) -> None:
        """Forgets why rows stayed when the import was undone before: what held them may be gone."""
        statement = update(import_row).where(_r.batch_id == batch_id, _r.undone.in_(list(Kept)))
        self._connection.execute(statement.values(undone=""))

    def moved(self, batch_id: int, person_id: int, version: int) -> None:
        """Writes down that the import itself changed a person whom its rows became."""
        statement = update(import_row).where(_r.batch_id == batch_id, _r.person_id == person_id)
        self._connection.execute(statement.values(version=version))

    def mark(self, batch_id: int, line: int, why: Kept | None) -> None:
        """Writes down what became of one row when the import was undone; None = it was taken back."""
        statement = update(import_row).where(_r.batch_id == batch_id, _r.line == line)
        self._connection.execute(statement.values(undone=str(why) if why else TAKEN))

    def forget_reference(self, external: str, person_id: int) -> None:
        """Removes one imported id of a person who stays."""
        c = person_reference.c
        self._connection.execute(delete(person_reference).where(c.external == external, c.person_id == person_id))

    def undone(self, batch_id: int, at: str, user_id: int, taken_back: int, kept: int) -> None:
        """Writes down that an import was taken back."""
        self._connection.execute(
            update(import_batch)
            .where(import_batch.c.id == batch_id)
            .values(undone_at=at, undone_by_id=user_id, taken_back=taken_back, kept=kept)
        )

    def kept(self, batch_id: int) -> int:
        """How many rows of an import that was undone stayed."""
        marked = select(_r.line).where(_r.batch_id == batch_id, _r.undone.in_(list(Kept)))
        return len(self._connection.execute(marked).all())

    def _remove(self, values: dict[str, int]) -> int:
        chosen = select(_r.person_id).where(*_free)
        ids = list(self._connection.execute(chosen, values).scalars())
        if not ids:
            return 0
        households = select(_m.household_id).where(_m.person_id.in_(bindparam("persons", expanding=True)))
        homes = list(self._connection.execute(households, {"persons": ids}).scalars())
        self._connection.execute(update(import_row).where(*_free).values(undone=TAKEN), values)
        for reference in (_r.person_id, _r.other_id):
            self._run(update(import_row).where(reference.in_(_GOING)).values({reference.name: None}), ids)
        self._matching.forget_all(ids)
        for table, column in _OWN:
            self._run(delete(table).where(column.in_(_GOING)), ids)
        self._run(delete(person).where(_p.id.in_(_GOING)), ids)
        self._run(delete(household).where(household.c.id.in_(_GOING)), homes)
        return len(ids)

    def _run(self, statement: Update | Delete, ids: list[int]) -> None:
        self._connection.execute(statement, {"going": ids})

    @contextmanager
    def _lookups(self) -> Iterator[None]:
        """Indexes for as long as persons are removed: for each of them SQLite looks whether any row refers to them,
        and where there is no index it reads the table from end to end."""
        made = [
            (f"ix_undo_{table.name}_{column.name}", table.name, column.name)
            for table, column in _REFERRING
            if not _indexed(table, column)
        ]
        for name, table_name, column_name in made:
            self._connection.exec_driver_sql(f"CREATE INDEX {name} ON {table_name} ({column_name})")
        yield
        for name, _, _ in made:
            self._connection.exec_driver_sql(f"DROP INDEX {name}")


_GOING: BindParameter[int] = bindparam("going", expanding=True)
_REFERRING: tuple[tuple[Table, Column[int]], ...] = tuple(
    (table, column)
    for table in metadata.sorted_tables
    for column in table.columns
    if any(key.column.table in (person, household) for key in column.foreign_keys)
)
"""Every column that names a person or a household."""
_OWN: tuple[tuple[Table, Column[int]], ...] = tuple(
    (table, table.c.person_id)
    for table in reversed(metadata.sorted_tables)
    if table.name in IDENTITY and table not in (person, import_row)
)
_HOLDING = (
    (
        Kept.MERGED,
        exists().where(_p.id == _r.person_id, _p.canonical_id != _p.id)
        | exists().where(_merged.c.canonical_id == _r.person_id, _merged.c.id != _r.person_id),
    ),
    *(
        (Kept.ATTENDED, exists().where(column == _r.person_id))
        for table, column in _REFERRING
        if table.name not in IDENTITY and any(key.column.table is person for key in column.foreign_keys)
    ),
    (Kept.EDITED, exists().where(_p.id == _r.person_id, (_p.version != _r.version) | _p.reserved.is_(True))),
    (
        Kept.FAMILY,
        exists().where(
            _m.person_id == _r.person_id,
            _m.until.is_not(None)
            | (_m.kinship != "")
            | exists().where(_theirs.c.household_id == _m.household_id, _theirs.c.person_id != _m.person_id),
        ),
    ),
    *(
        (Kept.FAMILY, exists().where(_m.person_id == _r.person_id, column == _m.household_id))
        for table, column in _REFERRING
        if table.name not in IDENTITY and any(key.column.table is household for key in column.foreign_keys)
    ),
)


def _indexed(table: Table, column: Column[int]) -> bool:
    """Whether a whole index, a key or a unique constraint begins with *column*."""
    whole = [index for index in table.indexes if index.dialect_options["sqlite"].get("where") is None]
    keys = [each for each in table.constraints if isinstance(each, UniqueConstraint | PrimaryKeyConstraint)]
    return any(next(iter(each.columns)) is column for each in (*whole, *keys))


def _split(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split(",")))
