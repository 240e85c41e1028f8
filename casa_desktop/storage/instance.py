"""One process per profile: a lock on a small file that the system lets go when the process ends, however it ends."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from casa_desktop.domain.errors import CasaError, Code, fault
from casa_desktop.storage.files import explain
from casa_desktop.storage.profile import COPIES, LOCK, PENDING
from casa_desktop.storage.swap import settle, sweep

_LOCKED_BYTE = 1 << 30
"""Windows locks bytes, not files, and others may not even read a locked one: lock one far behind the text."""


class InstanceLock:
    """Held from before the keys are read until the base is closed. ``with InstanceLock(folder): …``"""

    def __init__(self, folder: Path) -> None:
        """Takes the lock, and clears up after a killed process: finishes a restore that it had decided
        (:func:`settle`), removes copies that it was making.

        Raises BASE_IN_USE with the ``pid`` of the holder (0 where unknown), or CANNOT_WRITE.
        """
        self._path = folder / LOCK
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        except OSError as error:
            raise explain(error, writing=True) from error
        try:
            _take(self._descriptor)
        except OSError:
            holder = _holder(self._descriptor)
            os.close(self._descriptor)
            raise fault(Code.BASE_IN_USE, pid=holder) from None
        self._held = True
        with suppress(OSError):  # a full disk: the lock holds without its number
            os.ftruncate(self._descriptor, 0)
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.write(self._descriptor, b"%d\n" % os.getpid())
        try:
            settle(folder)
            sweep(folder / COPIES)
        except BaseException:
            self.release()
            raise

    def release(self) -> None:
        """Lets go; the file stays (deleting it would let two processes lock two files of one name)."""
        if self._held:
            self._held = False
            _give(self._descriptor)
            os.close(self._descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def finish_pending(folder: Path) -> None:
    """Finishes a restore that a killed process had decided, before a key file is looked at.

    Does nothing where there is none, or where another process holds the profile and will.
    """
    if (folder / PENDING).exists():
        with suppress(CasaError), InstanceLock(folder):
            pass


def _holder(descriptor: int) -> int:
    os.lseek(descriptor, 0, os.SEEK_SET)
    try:
        return int(os.read(descriptor, 20) or b"0")
    except (OSError, ValueError):
        return 0


if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _give(descriptor: int) -> None:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _give(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
