"""A finished copy into another folder, and a rehearsal of putting it back: both leave the profile's files alone."""

import os
from contextlib import suppress
from pathlib import Path

from casa_desktop.domain.errors import CasaError, Code, fault
from casa_desktop.storage import container
from casa_desktop.storage.container import Cancelled, Manifest, Progress, never, silent
from casa_desktop.storage.files import explained, replace

_CHUNK = 1024 * 1024
_TEMPORARY = ".tmp"
_REHEARSAL = ".casa-prueba.db" + _TEMPORARY
"""Shaped like what a killed copy leaves, so that :func:`swap.sweep` removes it too."""


def carry(source: Path, folder: Path, progress: Progress = silent, cancelled: Cancelled = never) -> Path:
    """Writes the copy *source* into *folder* under its own name, reads it back whole, and gives its path.

    Where it is there already nothing is written; another desk's copy of the same second keeps its name. Raises
    DISK_FULL, DISK_ERROR, CANNOT_WRITE, COPY_DAMAGED (the stick did not keep what was written), CANCELLED; then nothing
    is left of it.
    """
    wanted = container.read_manifest(source)
    target, number = folder / source.name, 2
    while target.exists():
        found = _manifest_if_sound(target, cancelled)
        if found == wanted:
            return target
        if found is None:
            break
        target = folder / f"{source.stem}-{number}{source.suffix}"
        number += 1
    temporary = folder / f".{target.name}{_TEMPORARY}"
    try:
        with explained(writing=True):
            _write(source, temporary, progress, cancelled)
        container.verify(temporary, cancelled=cancelled)
        with explained(writing=True):
            replace(temporary, target)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    return target


def rehearse(
    copy: Path, data_key: bytes, scratch: Path, progress: Progress = silent, cancelled: Cancelled = never
) -> Manifest:
    """Does everything that a restore does except swapping: takes the base out of *copy* into the folder *scratch*,
    opens it with the key, checks every page and row, compares its counts. It stays encrypted and is removed at the end.

    Raises COPY_DAMAGED, COPY_FOREIGN (the key does not open it), BASE_NEWER, DISK_FULL, CANNOT_READ, CANCELLED….
    """
    from casa_desktop.storage.examine import examine

    database = scratch / _REHEARSAL
    try:
        with explained(writing=True):
            scratch.mkdir(parents=True, exist_ok=True)
        manifest = container.extract_database(copy, database, progress, cancelled)
        try:
            found = examine(database, data_key, cancelled)
        except CasaError as error:
            if error.code is not Code.BASE_DAMAGED:
                raise
            damaged = "problems" in error.problems[0].values
            raise fault(Code.COPY_DAMAGED if damaged else Code.COPY_FOREIGN, file=copy.name) from error
        if (found.base_id, found.head, found.counts) != (manifest.base_id, manifest.head, manifest.counts):
            raise fault(Code.COPY_DAMAGED, file=copy.name)
        container.verify(copy, cancelled=cancelled)
    finally:
        for leftover in (database, database.with_name(database.name + "-journal")):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)
    return manifest


def other_drive(folder: Path, profile: Path) -> bool:
    """Whether *folder* lies on another drive than *profile*, as the system tells; False where either is not there."""
    try:
        return folder.stat().st_dev != profile.stat().st_dev
    except OSError:
        return False


def _write(source: Path, temporary: Path, progress: Progress, cancelled: Cancelled) -> None:
    total, done = source.stat().st_size, 0
    with source.open("rb") as read, temporary.open("wb") as write:
        while piece := read.read(_CHUNK):
            if cancelled():
                raise fault(Code.CANCELLED)
            write.write(piece)
            done += len(piece)
            progress(done, total)
        write.flush()
        os.fsync(write.fileno())


def _manifest_if_sound(path: Path, cancelled: Cancelled) -> Manifest | None:
    try:
        return container.verify(path, cancelled=cancelled)
    except CasaError as error:
        if error.code is Code.CANCELLED:
            raise
        return None
