"""The base of one profile: made, opened, migrated, closed. One connection, owned by the thread that opened it."""

import logging
from contextlib import suppress
from enum import Enum, auto, unique
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection
from sqlcipher3 import dbapi2

from casa_desktop.domain.clock import Clock
from casa_desktop.domain.errors import CasaError, Code, fault
from casa_desktop.storage import profile
from casa_desktop.storage.engine import connect, make_engine, translated
from casa_desktop.storage.examine import Contents, read_contents
from casa_desktop.storage.files import explained, replace
from casa_desktop.storage.headfile import GENESIS, Head, HeadFile
from casa_desktop.storage.keyfile import KeyRing
from casa_desktop.storage.schema import HEAD, REVISIONS
from casa_desktop.storage.work import Work

log = logging.getLogger(__name__)

BASE_ID = "base_id"
"""Key in ``desk_setting``: ties the file to its key file and its head file."""
_NEW = ".nueva"


@unique
class Rollback(Enum):
    """What to do with a base that is older than its head file says."""

    REFUSED = auto()
    ACCEPTED = auto()
    """Somebody with the right to restore said so, and the caller audits it: the head is written anew."""
    IGNORED = auto()
    """Only to look: the head is neither asked nor written. Who may accept an older base stands in the base itself."""


class Base:
    """An open base. Every method but :meth:`interrupt` belongs to the thread that opened it.

    *head_found* is what stood in the head file at opening: MISSING or DAMAGED deserve an audit row and a word to the
    user.
    """

    def __init__(self, folder: Path, connection: Connection, data_key: bytes) -> None:
        self.folder = folder
        self.data_key = data_key
        self.base_id = _base_id(connection)
        self._connection = connection
        self._raw: Any = connection.connection.dbapi_connection
        self._head_file = HeadFile(folder / profile.HEAD, self.base_id)
        self.head_found = self._head_file.found
        self._writes_head = True
        self._open = True

    @classmethod
    def create(cls, folder: Path, ring: KeyRing, base_id: str, clock: Clock) -> Self:
        """A new, empty base in *folder*, whose key file was written before.

        It is built under another name and renamed when it is whole; the head file comes last (see
        :func:`profile.state`). Raises BASE_EXISTS, DISK_FULL….
        """
        from casa_desktop.storage import migrate

        path = folder / profile.DATABASE
        if path.exists():
            raise fault(Code.BASE_EXISTS, file=path.name)
        new = path.with_name(path.name + _NEW)
        with explained(writing=True):
            for leftover in (new, new.with_name(new.name + profile.JOURNAL_SUFFIX)):
                leftover.unlink(missing_ok=True)
        connection = _open(new, ring.data, create=True)
        try:
            migrate.upgrade(connection)
            with connection.begin():
                connection.exec_driver_sql("INSERT INTO desk_setting (key, value) VALUES (?, ?)", (BASE_ID, base_id))
        finally:
            _close(connection)
        with explained(writing=True):
            replace(new, path)
        HeadFile(folder / profile.HEAD, base_id).write(Head(0, GENESIS))
        return cls.open(folder, ring, clock)

    @classmethod
    def open(cls, folder: Path, ring: KeyRing, clock: Clock, rollback: Rollback = Rollback.REFUSED) -> Self:
        """Opens the base of *folder*; an older schema is copied (``respaldos``) and then migrated.

        Raises what :func:`connect` raises, BASE_NEWER, and BASE_ROLLED_BACK where the file is older than what was
        written down outside it and *rollback* says REFUSED.
        """
        connection = _open(folder / profile.DATABASE, ring.data)
        try:
            revision = _revision(connection)
            if revision not in REVISIONS:
                raise fault(Code.BASE_NEWER, found=revision, known=HEAD)
            base = cls(folder, connection, ring.data)
            base._compare_head(rollback)
            if revision != HEAD:
                base._migrate(clock)
            if rollback is not Rollback.IGNORED:
                base._write_index()
        except BaseException:
            _close(connection)
            raise
        return base

    def begin(self) -> Work:
        """A unit of work, to be used with ``with``. One at a time.

        CANCELLED once the base is closed: a job that waited behind a lock comes too late, and that is nobody's bug.
        """
        if not self._open:
            raise fault(Code.CANCELLED)
        return Work(self._connection)

    def head(self) -> Head:
        """Where the audit stands now."""
        with self.begin() as work:
            return work.audit.head()

    @property
    def head_file(self) -> HeadFile:
        """The head file as this base holds it; two objects over one file would overwrite each other's news."""
        return self._head_file

    def write_head(self) -> None:
        """Writes the head outside the base: at lock, at close and with every copy. No write where nothing is new."""
        head = self.head()
        if self._writes_head and self._head_file.head != head:
            self._head_file.write(head)

    def contents(self) -> Contents:
        """What the file holds, in numbers."""
        return read_contents(self._raw)

    def interrupt(self) -> None:
        """Stops the statement that runs now, from any thread; it raises CANCELLED where it runs."""
        with suppress(dbapi2.ProgrammingError):  # closed meanwhile
            self._raw.interrupt()

    def execute_outside(self, statement: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        """A statement that SQLite takes only outside a transaction (VACUUM INTO), or a PRAGMA that reads."""
        with translated():
            rows: list[tuple[Any, ...]] = self._raw.execute(statement, values).fetchall()
        return rows

    def close(self) -> None:
        """Writes the head and closes the file; a second call does nothing. What was not committed is rolled back.

        A head that cannot be written (full disk, damaged base) is no reason to fail: the base may be ahead of it.
        """
        if not self._open:
            return
        try:
            if (left := self._connection.get_transaction()) is not None:
                left.rollback()
            self.write_head()
        except CasaError as error:
            log.warning("head not written at close: %s", error.code)
        finally:
            self._open = False
            _close(self._connection)

    def _compare_head(self, rollback: Rollback) -> None:
        self._writes_head = rollback is not Rollback.IGNORED
        known = self._head_file.head
        if known is None or rollback is Rollback.IGNORED:
            return
        with self.begin() as work:
            found, there = work.audit.head(), work.audit.hash_at(known.sequence)
        if there == known.hash:
            return
        if rollback is Rollback.REFUSED:
            raise fault(Code.BASE_ROLLED_BACK, expected=known.sequence, found=found.sequence)
        self._head_file.write(found)

    def _migrate(self, clock: Clock) -> None:
        from casa_desktop.storage import copies, migrate

        copies.make(self, clock)
        migrate.upgrade(self._connection, HEAD)

    def _write_index(self) -> None:
        """Names sound as the program says, so no migration can write how: the program does, where another one did."""
        with self.begin() as work:
            if not work.matching.current():
                work.matching.rebuild()
                work.commit()


def _open(path: Path, key: bytes, *, create: bool = False) -> Connection:
    return make_engine(lambda: connect(path, key, create=create)).connect()


def _close(connection: Connection) -> None:
    engine = connection.engine
    connection.close()
    engine.dispose()


def _revision(connection: Connection) -> str:
    return _single(connection, "SELECT version_num FROM alembic_version")


def _base_id(connection: Connection) -> str:
    return _single(connection, "SELECT value FROM desk_setting WHERE key = ?", BASE_ID)


def _single(connection: Connection, statement: str, *values: str) -> str:
    """What every base of ours holds; a file without it opened with the right key and is not whole."""
    try:
        with connection.begin():
            rows = connection.exec_driver_sql(statement, values).all()
    except CasaError:
        raise
    except Exception as error:
        raise fault(Code.BASE_DAMAGED) from error
    if len(rows) != 1:
        raise fault(Code.BASE_DAMAGED)
    return str(rows[0][0])
