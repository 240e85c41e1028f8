"""Copies: made so that a file with a final name verifies, listed, and thinned so that a bad one never costs a good one.

Two halves, because only one thread owns the base: :func:`snapshot` there, :func:`pack` in the other pool. :func:`make`
does both at once, for whoever has one thread.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from casa_desktop.domain.clock import BOGOTA, Clock
from casa_desktop.domain.errors import CasaError, Code, fault
from casa_desktop.storage import container, profile
from casa_desktop.storage.container import Cancelled, Manifest, Progress, never, silent
from casa_desktop.storage.examine import Contents, examine
from casa_desktop.storage.files import explained, replace, sync_file
from casa_desktop.storage.headfile import HeadFile
from casa_desktop.storage.keyfile import KeyFile
from casa_desktop.version import VERSION

if TYPE_CHECKING:
    from casa_desktop.storage.base import Base

SUFFIX = ".casa"
_NAME = re.compile(r"casa-\d{8}-\d{6}(-\d+)?\.casa")
_TEMPORARY = ".tmp"


@dataclass(frozen=True, slots=True)
class Keep:
    """How many copies stay: the newest, the newest of each week, the newest of each month. Weeks and months without a
    copy do not count, so nothing goes because time passes."""

    recent: int = 14
    weekly: int = 8
    monthly: int = 12


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy in a folder. *manifest* is None where it cannot be read: the file is damaged or of a later program."""

    path: Path
    size: int
    manifest: Manifest | None
    problem: Code | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A base file at rest under a temporary name, still to be checked and packed. :meth:`discard` it if it is not."""

    database: Path
    folder: Path
    made_at: datetime
    keys: bytes
    head: bytes
    contents: Contents
    data_key: bytes = field(repr=False)

    def discard(self) -> None:
        """Removes the temporary file."""
        with suppress(OSError):
            self.database.unlink(missing_ok=True)


def snapshot(base: "Base", clock: Clock, folder: Path | None = None) -> Snapshot:
    """The first half, on the thread of the base, outside a transaction: ``VACUUM INTO`` a temporary file, still
    encrypted.

    *folder* is where the copy will go, ``respaldos`` of the profile by default. Raises DISK_FULL, DISK_ERROR,
    CANNOT_WRITE, KEYS_MISSING…, or CANCELLED after :meth:`Base.interrupt`; then nothing is left.
    """
    target = folder or base.folder / profile.COPIES
    now = clock.now()
    base.write_head()
    keys = KeyFile.read(base.folder / profile.KEYS).to_bytes()
    head = HeadFile(base.folder / profile.HEAD, base.base_id).to_bytes()
    with explained(writing=True):
        target.mkdir(parents=True, exist_ok=True)
        database = target / f".{_stem(now)}.db{_TEMPORARY}"
        database.unlink(missing_ok=True)
    try:
        base.execute_outside("VACUUM INTO ?", (str(database),))
        contents = base.contents()
    except BaseException:
        with suppress(OSError):
            database.unlink(missing_ok=True)
        raise
    return Snapshot(database, target, now, keys, head, contents, base.data_key)


def pack(taken: Snapshot, progress: Progress = silent, cancelled: Cancelled = never) -> Copy:
    """The second half, on any thread: check every page, pack, sync, read it back, and only then give it its name.

    Raises as :func:`snapshot` does, and BASE_DAMAGED where the base itself holds broken pages: then there is no copy,
    and the older ones stay. The temporary file of *taken* is gone afterwards.
    """
    temporary: Path | None = None
    try:
        with explained(writing=True):
            sync_file(taken.database)
        found = examine(taken.database, taken.data_key, cancelled)
        if found != taken.contents:
            raise fault(Code.BASE_DAMAGED)
        path = _free_name(taken.folder, taken.made_at)
        temporary = path.with_name(f".{path.name}{_TEMPORARY}")
        members: dict[str, Path | bytes] = {
            profile.DATABASE: taken.database,
            profile.KEYS: taken.keys,
            profile.HEAD: taken.head,
        }
        with explained(writing=True):
            manifest = container.write(temporary, members, _manifest_of(taken), progress, cancelled)
        if container.verify(temporary, cancelled=cancelled) != manifest:
            raise fault(Code.COPY_DAMAGED, file=path.name)
        with explained(writing=True):
            replace(temporary, path)
            size = path.stat().st_size
        return Copy(path, size, manifest)
    finally:
        taken.discard()
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def make(
    base: "Base",
    clock: Clock,
    folder: Path | None = None,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Copy:
    """Both halves at once, on the thread of the base."""
    return pack(snapshot(base, clock, folder), progress, cancelled)


def listed(folder: Path) -> tuple[Copy, ...]:
    """The copies in *folder*, newest first, as their manifests tell; :func:`container.verify` reads all of one.

    Files that a killed process left under temporary names do not show. Raises CANNOT_READ where the folder is refused.
    """
    with explained(writing=False):
        if not folder.is_dir():
            return ()
        paths = sorted((path for path in folder.iterdir() if _NAME.fullmatch(path.name)), reverse=True)
    found = [_look(path) for path in paths]
    return tuple(sorted(found, key=_age, reverse=True))


def thin(
    folder: Path, keep: Keep | None = None, fresh: Path | None = None, cancelled: Cancelled = never
) -> tuple[Path, ...]:
    """Deletes the copies that *keep* does not ask for, and returns them. *fresh* always stays: a machine whose date
    went back must not lose the copy it just made.

    Each copy that is to stay is read whole before another may go; one that does not verify counts for nothing, pushes
    nothing out, and is left where it is. So is everything in the folder that is not a copy of ours, and with *fresh*
    every copy of another base: desks share a stick.
    """
    wanted = keep or Keep()
    sound: dict[Path, bool] = {}
    base_id = container.read_manifest(fresh).base_id if fresh else None
    readable = [copy for copy in listed(folder) if copy.manifest and base_id in (None, copy.manifest.base_id)]
    while True:
        candidates = [copy for copy in readable if sound.get(copy.path, True)]
        kept = {copy.path for copy in _chosen(candidates, wanted)} | ({fresh} if fresh else set())
        surplus = [copy.path for copy in candidates if copy.path not in kept]
        if not surplus:
            return ()
        unknown = [path for path in sorted(kept) if path not in sound and path.exists()]
        if not unknown:
            break
        for path in unknown:
            sound[path] = _verifies(path, cancelled)
    with explained(writing=True):
        for path in surplus:
            path.unlink(missing_ok=True)
    return tuple(surplus)


def _manifest_of(taken: Snapshot) -> Callable[[Mapping[str, int], Mapping[str, str]], Manifest]:
    contents = taken.contents

    def manifest(sizes: Mapping[str, int], digests: Mapping[str, str]) -> Manifest:
        return Manifest(
            base_id=contents.base_id,
            made_at=taken.made_at.replace(microsecond=0),
            program=VERSION,
            schema=contents.schema,
            head=contents.head,
            counts=contents.counts,
            sizes=dict(sizes),
            digests=dict(digests),
        )

    return manifest


def _look(path: Path) -> Copy:
    size = 0
    try:
        with explained(writing=False):
            size = path.stat().st_size
        return Copy(path, size, container.read_manifest(path))
    except CasaError as error:
        return Copy(path, size, None, error.code)


def _age(copy: Copy) -> tuple[str, str]:
    """Sorts by when it was made; one without a manifest by its name, which says the same in local time."""
    local = copy.manifest.made_at.astimezone(BOGOTA) if copy.manifest else None
    return (_stem(local) if local else copy.path.stem, copy.path.name)


def _chosen(copies: Iterable[Copy], keep: Keep) -> Iterable[Copy]:
    weeks: dict[str, Copy] = {}
    months: dict[str, Copy] = {}
    for number, copy in enumerate(copies):
        if copy.manifest is None:
            continue
        day = copy.manifest.made_at.astimezone(BOGOTA)
        newest_of_week = weeks.setdefault(f"{day:%G-%V}", copy) is copy and len(weeks) <= keep.weekly
        newest_of_month = months.setdefault(f"{day:%Y-%m}", copy) is copy and len(months) <= keep.monthly
        if number < keep.recent or newest_of_week or newest_of_month:
            yield copy


def _verifies(path: Path, cancelled: Cancelled) -> bool:
    try:
        container.verify(path, cancelled=cancelled)
    except CasaError as error:
        if error.code is Code.CANCELLED:
            raise
        return False
    return True


def _stem(instant: datetime) -> str:
    return f"casa-{instant.astimezone(BOGOTA):%Y%m%d-%H%M%S}"


def _free_name(folder: Path, instant: datetime) -> Path:
    path = folder / f"{_stem(instant)}{SUFFIX}"
    number = 2
    while path.exists():
        path = folder / f"{_stem(instant)}-{number}{SUFFIX}"
        number += 1
    return path
