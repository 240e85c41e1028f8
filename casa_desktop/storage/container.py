"""The file of a copy: ``casa-AAAAMMDD-HHMMSS.casa``, an uncompressed zip of base, keys, head and a manifest.

The base inside is encrypted under its data key as always; nothing else in it is secret, and nothing is personal. The
manifest comes last and carries the digest of every member, so a file that was cut off has none.
"""

import errno
import hashlib
import json
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from casa_desktop.domain.errors import CasaError, Code, fault
from casa_desktop.storage.files import explain, explained
from casa_desktop.storage.headfile import Head
from casa_desktop.storage.profile import DATABASE, HEAD, KEYS

MANIFEST = "manifest.json"
MEMBERS = (DATABASE, KEYS, HEAD)
FORMAT = 1
_CHUNK = 1024 * 1024
_LARGEST_SMALL_MEMBER = 8 * 1024 * 1024
_NOT_OURS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    RecursionError,
    OverflowError,
)
"""What ``zipfile`` and ``json`` raise over a file that was damaged or made by somebody else."""
_BAD_SEEK = frozenset({None, errno.EINVAL})
"""The system's word for an offset before the beginning, which a damaged directory gives."""

Progress = Callable[[int, int], None]
"""Called with (bytes done, bytes in all), from the thread that works."""
Cancelled = Callable[[], bool]
"""Asked between pieces; True ends the work with CANCELLED and leaves nothing behind."""


def silent(done: int, total: int) -> None:
    """A :data:`Progress` that nobody watches."""


def never() -> bool:
    """A :data:`Cancelled` that nobody presses."""
    return False


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a copy says of itself. *counts* are rows by table; *made_at* is aware, UTC."""

    base_id: str
    made_at: datetime
    program: str
    schema: str
    head: Head
    counts: Mapping[str, int]
    sizes: Mapping[str, int]
    digests: Mapping[str, str]

    def to_bytes(self) -> bytes:
        """The JSON, with a digest of its own."""
        plain: dict[str, Any] = {
            "format": FORMAT,
            "base": self.base_id,
            "made_at": self.made_at.astimezone(UTC).isoformat(timespec="seconds"),
            "program": self.program,
            "schema": self.schema,
            "audit": {"sequence": self.head.sequence, "hash": self.head.hash},
            "counts": dict(self.counts),
            "members": {name: {"size": self.sizes[name], "sha256": self.digests[name]} for name in MEMBERS},
        }
        plain["sha256"] = _digest(plain)
        return json.dumps(plain, indent=1, sort_keys=True).encode("ascii") + b"\n"


def parse(raw: bytes) -> Manifest:
    """Raises BASE_NEWER for the copy of a later program, and one of the errors of a file that is not ours."""
    plain = json.loads(raw)
    digest = plain.pop("sha256")
    if _digest(plain) != digest:
        raise ValueError("digest")
    if plain["format"] > FORMAT:
        raise fault(Code.BASE_NEWER, found=plain["format"], known=FORMAT)
    return Manifest(
        base_id=str(plain["base"]),
        made_at=datetime.fromisoformat(plain["made_at"]).astimezone(UTC),
        program=str(plain["program"]),
        schema=str(plain["schema"]),
        head=Head(int(plain["audit"]["sequence"]), str(plain["audit"]["hash"])),
        counts={str(table): int(rows) for table, rows in plain["counts"].items()},
        sizes={name: int(plain["members"][name]["size"]) for name in MEMBERS},
        digests={name: str(plain["members"][name]["sha256"]) for name in MEMBERS},
    )


def write(
    path: Path,
    members: Mapping[str, Path | bytes],
    manifest: Callable[[Mapping[str, int], Mapping[str, str]], Manifest],
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Manifest:
    """Packs *members* into *path* and syncs it; *manifest* is asked for once sizes and digests are known.

    Raises ``OSError`` as the system gives it, or CANCELLED; what was written so far is for the caller to remove.
    """
    total = sum(member.stat().st_size if isinstance(member, Path) else len(member) for member in members.values())
    sizes: dict[str, int] = {}
    digests: dict[str, str] = {}
    done = 0
    with path.open("wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            for name in MEMBERS:
                digest = hashlib.sha256()
                sizes[name] = 0
                with archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as target:
                    for piece in _pieces(members[name]):
                        _stop_if(cancelled)
                        target.write(piece)
                        digest.update(piece)
                        sizes[name] += len(piece)
                        done += len(piece)
                        progress(done, total)
                digests[name] = digest.hexdigest()
            made = manifest(sizes, digests)
            archive.writestr(zipfile.ZipInfo(MANIFEST), made.to_bytes())
        file.flush()
        os.fsync(file.fileno())
    return made


def read_manifest(path: Path) -> Manifest:
    """The manifest alone: cheap, and says nothing about the rest. Raises COPY_DAMAGED, BASE_NEWER, CANNOT_READ."""
    with _opened(path) as archive:
        return _manifest(archive)


def read_member(path: Path, name: str) -> bytes:
    """A small member, checked against its digest: the key file or the head."""
    with _opened(path) as archive:
        manifest = _manifest(archive)
        if manifest.sizes[name] > _LARGEST_SMALL_MEMBER:
            raise ValueError("too large")
        raw = archive.read(name)
        if hashlib.sha256(raw).hexdigest() != manifest.digests[name]:
            raise fault(Code.COPY_DAMAGED, file=path.name)
        return raw


def verify(path: Path, progress: Progress = silent, cancelled: Cancelled = never) -> Manifest:
    """Reads all of it and compares every digest. Raises COPY_DAMAGED, BASE_NEWER, CANNOT_READ, CANCELLED."""
    with _opened(path) as archive:
        manifest = _manifest(archive)
        total, done = sum(manifest.sizes.values()), 0
        for name in MEMBERS:
            for piece in _checked(path, archive, manifest, name):
                _stop_if(cancelled)
                done += len(piece)
                progress(done, total)
        return manifest


def extract_database(path: Path, target: Path, progress: Progress = silent, cancelled: Cancelled = never) -> Manifest:
    """Writes the base of a copy to *target* and syncs it; *target* is whole only when this returns.

    Raises as :func:`verify` does, and DISK_FULL, DISK_ERROR, CANNOT_WRITE.
    """
    with _opened(path) as archive:
        manifest = _manifest(archive)
        done = 0
        with explained(writing=True), target.open("wb") as file:
            for piece in _checked(path, archive, manifest, DATABASE):
                _stop_if(cancelled)
                file.write(piece)
                done += len(piece)
                progress(done, manifest.sizes[DATABASE])
            file.flush()
            os.fsync(file.fileno())
        return manifest


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except CasaError:
        raise
    except _NOT_OURS as error:
        raise fault(Code.COPY_DAMAGED, file=path.name) from error
    except OSError as error:
        if error.errno in _BAD_SEEK:
            raise fault(Code.COPY_DAMAGED, file=path.name) from error
        raise explain(error, writing=False) from error


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    members = {member.filename: member for member in archive.infolist()}
    if members.keys() != {*MEMBERS, MANIFEST} or len(archive.infolist()) != len(members):
        raise ValueError("members")
    if any(member.compress_type != zipfile.ZIP_STORED for member in members.values()):
        raise ValueError("compressed")
    if members[MANIFEST].file_size > _LARGEST_SMALL_MEMBER:
        raise ValueError("too large")
    manifest = parse(archive.read(MANIFEST))
    if any(members[name].file_size != manifest.sizes[name] for name in MEMBERS):
        raise ValueError("sizes")
    return manifest


def _checked(path: Path, archive: zipfile.ZipFile, manifest: Manifest, name: str) -> Iterator[bytes]:
    """The pieces of a member; raises COPY_DAMAGED after the last one where their digest is not the manifest's."""
    digest = hashlib.sha256()
    with archive.open(name) as source:
        for piece in _read_all(source):
            digest.update(piece)
            yield piece
    if digest.hexdigest() != manifest.digests[name]:
        raise fault(Code.COPY_DAMAGED, file=path.name)


def _pieces(member: Path | bytes) -> Iterator[bytes]:
    if isinstance(member, bytes):
        yield member
        return
    with member.open("rb") as source:
        yield from _read_all(source)


def _read_all(source: IO[bytes]) -> Iterator[bytes]:
    while piece := source.read(_CHUNK):
        yield piece


def _stop_if(cancelled: Cancelled) -> None:
    if cancelled():
        raise fault(Code.CANCELLED)


def _digest(plain: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(plain, sort_keys=True, separators=(",", ":")).encode("ascii")).hexdigest()
