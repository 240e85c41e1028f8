"""Bytes onto the disk: all of them or none, and an error of the user's world in place of the system's."""

import errno
import os
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from casa_desktop.domain.errors import CasaError, Code, fault


def write(path: Path, data: bytes) -> None:
    """Writes *data* under *path*, replacing what was there only once everything is on the disk.

    Raises ``CasaError`` with DISK_FULL or CANNOT_WRITE; the old file, if there was one, is then untouched.
    """
    beside = path.with_name(f".{path.name[:40]}.{uuid4().hex[:8]}.tmp")
    try:
        with beside.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    except (OSError, ValueError) as error:
        with suppress(OSError, ValueError):
            beside.unlink()
        raise _told(error, path) from None
    _sync_folder(path.parent)


def _told(error: OSError | ValueError, path: Path) -> CasaError:
    full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    return fault(Code.DISK_FULL if full else Code.CANNOT_WRITE, file=path.name)


def _sync_folder(folder: Path) -> None:
    """Makes the new name itself durable; Windows opens no folders and needs none of it."""
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
