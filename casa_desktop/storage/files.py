"""Writing a file so that a power cut leaves the old one or the new one, and the system's refusals as codes."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from casa_desktop.domain.errors import CasaError, Code, fault

_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG})
_TEMPORARY = ".tmp"


def explain(error: OSError, *, writing: bool) -> CasaError:
    """The error of the user's world behind a refusal of the system; carries the file's name without its folder."""
    if error.errno in _FULL:
        code = Code.DISK_FULL
    elif error.errno == errno.EIO:
        code = Code.DISK_ERROR
    else:
        code = Code.CANNOT_WRITE if writing else Code.CANNOT_READ
    return fault(code, file=Path(str(error.filename or "")).name)


@contextmanager
def explained(*, writing: bool) -> Iterator[None]:
    """Turns every ``OSError`` of its block into a :class:`CasaError`."""
    try:
        yield
    except OSError as error:
        raise explain(error, writing=writing) from error


def sync_file(path: Path) -> None:
    """Waits until the contents of *path* are on the disk."""
    descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Waits until the names in *folder* are on the disk; Windows does that by itself and cannot be asked."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace(source: Path, target: Path) -> None:
    """Renames *source* over *target* so that the name is on the disk when this returns."""
    source.replace(target)
    sync_folder(target.parent)


def write_atomically(path: Path, data: bytes) -> None:
    """Writes a temporary file beside *path*, syncs it and renames it: afterwards *path* is the old file or the new one.

    Only the owner may read it. Raises ``CasaError`` (DISK_FULL, DISK_ERROR, CANNOT_WRITE).
    """
    temporary = path.with_name(path.name + _TEMPORARY)
    with explained(writing=True):
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
            with os.fdopen(os.open(temporary, flags, 0o600), "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except OSError:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def read_bounded(path: Path, limit: int) -> bytes:
    """The bytes of *path*; one byte more than *limit* is enough to know that it is too large.

    Raises ``OSError``: what a missing file means is for the caller to say.
    """
    with path.open("rb") as file:
        return file.read(limit + 1)
