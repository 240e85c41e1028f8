"""The encrypted connection: every rule of how the file is opened, and the world's refusals as codes.

Durability comes before speed: with a rollback journal and ``synchronous=EXTRA`` a commit costs some two milliseconds,
and no simulated power cut lost an acknowledged record, which WAL with NORMAL did nearly always.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import NullPool
from sqlcipher3 import dbapi2

from casa_desktop.domain.errors import CasaError, Code, fault
from casa_desktop.storage.files import explain

PLAIN_HEADER = b"SQLite format 3\x00"
CACHE_KIB = 16_000
"""Uncached pages are decrypted at every look: scans of a file that does not fit are four to five times slower."""
AUDIT_HEAD = "audit head"
"""Key in ``Connection.info`` under which the audit keeps the end of its chain; forgotten at every rollback."""
NOT_OPENED = "not opened"
"""Wrong key, or damage where it hurts most: the two cannot be told apart."""

_NOT_A_DATABASE = 26
_BUSY_SECONDS = 1.0
_PRAGMAS: tuple[tuple[str, str, str], ...] = (
    # What is set, to what, and what the answer must be when asked. The lock comes first: it decides how the rest goes.
    ("locking_mode", "EXCLUSIVE", "exclusive"),
    ("journal_mode", "DELETE", "delete"),
    ("synchronous", "EXTRA", "3"),
    ("foreign_keys", "ON", "1"),
    ("trusted_schema", "OFF", "0"),
    ("secure_delete", "ON", "1"),
    ("cell_size_check", "ON", "1"),
    ("temp_store", "MEMORY", "2"),
    # Without it INSERT OR REPLACE deletes a row of the audit past the trigger that refuses deleting.
    ("recursive_triggers", "ON", "1"),
    ("cache_size", f"-{CACHE_KIB}", f"-{CACHE_KIB}"),
)
_CODES = {
    5: Code.BASE_IN_USE,  # SQLITE_BUSY
    6: Code.BASE_IN_USE,  # SQLITE_LOCKED
    8: Code.CANNOT_WRITE,  # SQLITE_READONLY
    9: Code.CANCELLED,  # SQLITE_INTERRUPT
    10: Code.DISK_ERROR,  # SQLITE_IOERR
    11: Code.BASE_DAMAGED,  # SQLITE_CORRUPT
    13: Code.DISK_FULL,  # SQLITE_FULL
    14: Code.CANNOT_WRITE,  # SQLITE_CANTOPEN: the base is there, so it is the journal that cannot be made
    _NOT_A_DATABASE: Code.BASE_DAMAGED,
}


def translate(error: BaseException) -> CasaError | None:
    """The world's part in a driver error, or None where the error is a bug of ours (or a constraint)."""
    number = getattr(error, "sqlite_errorcode", None)
    code = _CODES.get(number & 0xFF) if isinstance(number, int) else None
    return fault(code) if code else None


@contextmanager
def translated() -> Iterator[None]:
    """Lets driver errors of its block out as :class:`CasaError` where the world is to blame."""
    try:
        yield
    except dbapi2.Error as error:
        known = translate(error)
        if known is None:
            raise
        raise known from error


def connect(path: Path, key: bytes, *, create: bool = False) -> Any:
    """A driver connection to the encrypted file, alone on it, for the thread that calls.

    Raises BASE_MISSING (it never makes a file because none is there; *create* wants that none is), BASE_EXISTS,
    BASE_NOT_ENCRYPTED, BASE_DAMAGED (with ``reason`` :data:`NOT_OPENED` where the key does not open its first page),
    BASE_IN_USE, CANNOT_READ, CANNOT_WRITE (the file may only be read).
    """
    _require_encrypted(path, create=create)
    with translated():
        connection = dbapi2.connect(
            f"file://{quote(_uri_path(path))}?mode={'rwc' if create else 'rw'}",
            uri=True,
            timeout=_BUSY_SECONDS,
            isolation_level=None,
            cached_statements=512,
        )
        try:
            _prepare(connection, key)
        except BaseException as error:
            connection.close()
            if getattr(error, "sqlite_errorcode", 0) == _NOT_A_DATABASE:
                raise fault(Code.BASE_DAMAGED, reason=NOT_OPENED) from error
            raise
    return connection


def _require_encrypted(path: Path, *, create: bool) -> None:
    try:
        with path.open("rb") as file:
            header = file.read(len(PLAIN_HEADER))
    except FileNotFoundError:
        if create:
            return
        raise fault(Code.BASE_MISSING, file=path.name) from None
    except OSError as error:
        raise explain(error, writing=False) from error
    if create:
        raise fault(Code.BASE_EXISTS, file=path.name)
    if header == PLAIN_HEADER:
        raise fault(Code.BASE_NOT_ENCRYPTED, file=path.name)
    if len(header) < len(PLAIN_HEADER):
        raise fault(Code.BASE_DAMAGED, file=path.name)


def _uri_path(path: Path) -> str:
    absolute = path.absolute().as_posix()
    return absolute if absolute.startswith("/") else f"/{absolute}"


def _prepare(connection: Any, key: bytes) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    if not connection.execute("PRAGMA cipher_version").fetchone():
        # Plain SQLite accepts PRAGMA key in silence and writes plain text.
        raise RuntimeError("the driver has no SQLCipher")
    for name, value, expected in _PRAGMAS:
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
        found = connection.execute(f"PRAGMA {name}").fetchone()
        if found is None or str(found[0]) != expected:
            raise RuntimeError(f"PRAGMA {name} did not take")
    # Decrypts the first page, and takes the lock now rather than at the first write.
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    connection.execute("COMMIT")


def make_engine(connect_once: Callable[[], Any]) -> Engine:
    """SQLAlchemy over the connection that *connect_once* opens. There is one: a second is refused by the file's own
    lock."""
    engine = create_engine(
        "sqlite+pysqlite://",
        module=dbapi2,
        creator=connect_once,
        poolclass=NullPool,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _explain, retval=True)
    event.listen(engine, "rollback", _forget)
    event.listen(engine, "rollback_savepoint", _forget)
    return engine


def settle(connection: Connection) -> None:
    """Ends a transaction that SQLite still holds although SQLAlchemy has let go of it.

    A COMMIT that fails may or may not have rolled back by itself; left open, it would refuse every later BEGIN.
    """
    raw = connection.connection.dbapi_connection
    if raw is not None and getattr(raw, "in_transaction", False):
        connection.info.pop(AUDIT_HEAD, None)
        with translated():
            raw.rollback()


def _begin(connection: Connection) -> None:
    # The driver is told to start no transaction itself: its own would leave a failed migration half applied.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _explain(context: ExceptionContext) -> BaseException | None:
    return translate(context.original_exception)


def _forget(connection: Connection, *_: object) -> None:
    connection.info.pop(AUDIT_HEAD, None)
