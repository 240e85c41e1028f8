"""The moment of a restore: one marker file decides between the old profile and the new one, whenever the power goes.

What is to come in lies beside the profile under names that end in ``.restaurar``. Until the marker is on the disk
nothing has happened; from then on :func:`settle` finishes the swap, in this process or in the next one that takes the
profile.
"""

import json
import shutil
from contextlib import suppress
from pathlib import Path

from casa_desktop.domain.errors import Code, fault
from casa_desktop.storage.files import explain, explained, read_bounded, replace, sync_folder, write_atomically
from casa_desktop.storage.profile import DATABASE, HEAD, JOURNAL_SUFFIX, KEYS, PENDING

STAGED = ".restaurar"
_SMALL = 64 * 1024


def staged(folder: Path, name: str) -> Path:
    """Where the new *name* waits."""
    return folder / (name + STAGED)


def commit(folder: Path, kept: Path) -> None:
    """Decides for the new files and brings them in. *kept* is the folder, inside *folder*, for the old ones.

    The old keys and head are copied there first; the old base and its journal move there, together, before the new base
    takes the name: a journal of the old base beside the new one would be played into it.
    """
    with explained(writing=True):
        kept.mkdir(parents=True, exist_ok=False)
        for name in (KEYS, HEAD):
            if (folder / name).exists():
                shutil.copyfile(folder / name, kept / name)
        sync_folder(kept)
        sync_folder(kept.parent)
        sync_folder(folder)
    plain = {"kept": kept.relative_to(folder).as_posix()}
    write_atomically(folder / PENDING, json.dumps(plain).encode("ascii") + b"\n")
    settle(folder)


def settle(folder: Path) -> bool:
    """Finishes a swap that was decided, or removes what one that was not left behind. True where it finished one.

    For the process that holds the profile, before it reads a key or opens a base. Repeating it is harmless. Raises
    DISK_ERROR, CANNOT_WRITE; the next call goes on from there.
    """
    try:
        raw = read_bounded(folder / PENDING, _SMALL)
    except FileNotFoundError:
        discard(folder)
        return False
    except OSError as error:
        raise explain(error, writing=False) from error
    try:
        kept = folder / str(json.loads(raw)["kept"])
    except (ValueError, KeyError, TypeError):
        raise fault(Code.CANNOT_READ, file=PENDING) from None
    with explained(writing=True):
        kept.mkdir(parents=True, exist_ok=True)
        if staged(folder, DATABASE).exists():
            for name in (DATABASE, DATABASE + JOURNAL_SUFFIX):
                if (folder / name).exists() and not (kept / name).exists():
                    (folder / name).replace(kept / name)
            sync_folder(kept)
            sync_folder(folder)
            replace(staged(folder, DATABASE), folder / DATABASE)
        for name in (KEYS, HEAD):
            if staged(folder, name).exists():
                replace(staged(folder, name), folder / name)
        (folder / PENDING).unlink()
        sync_folder(folder)
    return True


def discard(folder: Path) -> None:
    """Removes what waits to come in, where nothing was decided."""
    for name in (DATABASE, DATABASE + JOURNAL_SUFFIX, KEYS, HEAD):
        with suppress(OSError):
            staged(folder, name).unlink(missing_ok=True)


def sweep(copies: Path) -> None:
    """Removes what killed copies left under temporary names in the folder *copies*.

    For the process that holds the profile, while it makes none itself.
    """
    with suppress(OSError):
        for path in copies.iterdir():
            if path.name.startswith(".casa-") and path.name.endswith(".tmp"):
                with suppress(OSError):
                    path.unlink()
