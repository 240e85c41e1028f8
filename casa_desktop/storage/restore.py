"""Putting a copy back: written beside, verified, swapped in one step, the old files kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from casa_desktop.domain.clock import BOGOTA, Clock
from casa_desktop.domain.errors import CasaError, Code, fault
from casa_desktop.storage import container, headfile, keyslots, profile, schema, swap
from casa_desktop.storage.container import Cancelled, Manifest, Progress, never, silent
from casa_desktop.storage.engine import NOT_OPENED
from casa_desktop.storage.examine import examine
from casa_desktop.storage.files import explained, write_atomically
from casa_desktop.storage.headfile import Head, HeadState
from casa_desktop.storage.keyfile import KeyFile, KeyRing

KEPT_PREFIX = "antes-de-restaurar-"


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did. *kept* is the folder with the files that were there before.

    *keys_of_copy* tells whether the copy's key file came back with it: only where the present one was missing, damaged
    or of another base. *counts* are the rows that the base holds now.
    """

    kept: Path
    keys_of_copy: bool
    manifest: Manifest
    counts: Mapping[str, int]
    head: Head


def keys_in(copy: Path) -> KeyFile:
    """The key file inside a copy, to be unlocked where the present one is lost. It is never written.

    Raises COPY_DAMAGED, KEYS_DAMAGED, BASE_NEWER, CANNOT_READ.
    """
    return KeyFile(copy, keyslots.parse(container.read_member(copy, profile.KEYS)))


def restore(
    copy: Path,
    folder: Path,
    ring: KeyRing,
    clock: Clock,
    *,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Restored:
    """Puts *copy* in the place of the base of *folder*, which is closed and held by this process.

    *ring* was opened from the present key file, or from :func:`keys_in`. The present key file stays wherever it
    belongs to the same base: a user who was dismissed since does not come back. Everything is checked before anything
    is touched; until the last moment *cancelled* ends it and leaves nothing.

    Raises COPY_DAMAGED, COPY_FOREIGN (*ring* does not open it), BASE_NEWER, DISK_FULL, CANCELLED….
    """
    with explained(writing=True):
        folder.mkdir(parents=True, exist_ok=True)
    swap.discard(folder)
    database = swap.staged(folder, profile.DATABASE)
    try:
        manifest = container.extract_database(copy, database, progress, cancelled)
        try:
            contents = examine(database, ring.data, cancelled)
        except CasaError as error:
            raise _of_copy(error, copy) from error
        if (contents.head, contents.counts, contents.base_id) != (manifest.head, manifest.counts, manifest.base_id):
            raise fault(Code.COPY_DAMAGED, file=copy.name)
        if contents.schema not in schema.REVISIONS:
            raise fault(Code.BASE_NEWER, found=contents.schema, known=schema.HEAD)
        keys_of_copy = not _present_keys_fit(folder, ring)
        if keys_of_copy:
            raw = container.read_member(copy, profile.KEYS)
            if not KeyFile(copy, keyslots.parse(raw)).belongs_to(ring):
                raise fault(Code.COPY_FOREIGN, file=copy.name)
            write_atomically(swap.staged(folder, profile.KEYS), raw)
        head = _head_after(folder, contents.base_id, contents.head)
        write_atomically(swap.staged(folder, profile.HEAD), head.to_bytes())
        if cancelled():
            raise fault(Code.CANCELLED)
        kept = _kept_folder(folder, clock)
        swap.commit(folder, kept)
    except BaseException:
        if not (folder / profile.PENDING).exists():
            swap.discard(folder)
        raise
    return Restored(kept, keys_of_copy, manifest, contents.counts, contents.head)


def _of_copy(error: CasaError, copy: Path) -> CasaError:
    """A base that the key does not open at all is somebody else's; one that opens and holds broken pages is damaged."""
    if error.code is Code.BASE_DAMAGED:
        foreign = error.problems[0].values.get("reason") == NOT_OPENED
        return fault(Code.COPY_FOREIGN if foreign else Code.COPY_DAMAGED, file=copy.name)
    return error


def _present_keys_fit(folder: Path, ring: KeyRing) -> bool:
    try:
        return KeyFile.read(folder / profile.KEYS).belongs_to(ring)
    except CasaError:
        return False


def _head_after(folder: Path, base_id: str, head: Head) -> HeadState:
    """The head of what comes in, with the failed logins and waits of now: restoring does not give three free tries."""
    now = headfile.HeadFile(folder / profile.HEAD, base_id).state()
    return replace(now, head=head)


def _kept_folder(folder: Path, clock: Clock) -> Path:
    name = f"{KEPT_PREFIX}{clock.now().astimezone(BOGOTA):%Y%m%d-%H%M%S}"
    path = folder / profile.COPIES / name
    number = 2
    while path.exists():
        path = folder / profile.COPIES / f"{name}-{number}"
        number += 1
    return path
