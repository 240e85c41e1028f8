"""The files of a profile folder, and what state a folder is in before anything of it is opened."""

from enum import StrEnum, unique
from pathlib import Path

DATABASE = "casa.db"
KEYS = "llaves.json"
HEAD = "cabeza.json"
SETTINGS = "ajustes.toml"
LOG = "registro.log"
COPIES = "respaldos"
LOCK = "casa.lock"
PENDING = "restaurar.json"
"""There while a restore is decided and not finished; see :mod:`casa_desktop.storage.swap`."""
JOURNAL_SUFFIX = "-journal"


@unique
class ProfileState(StrEnum):
    """What the first page has to offer."""

    EMPTY = "empty"
    """Neither keys nor base: the first start."""
    UNFINISHED = "unfinished"
    """Keys, but the set-up was cut off before the base existed: it may begin again, nothing is lost."""
    READY = "ready"
    BASE_MISSING = "base_missing"
    """There was a base here: offer to restore a copy, never make a new one."""
    KEYS_MISSING = "keys_missing"
    """A base that nobody can open: offer to restore the key file from a copy."""


def state(folder: Path) -> ProfileState:
    """Looks at which files exist; opens none.

    The head file is the last one that a set-up writes, so its absence tells a set-up that was cut off from a base that
    was lost.
    """
    base, keys, head = ((folder / name).exists() for name in (DATABASE, KEYS, HEAD))
    if base:
        return ProfileState.READY if keys else ProfileState.KEYS_MISSING
    if head:
        return ProfileState.BASE_MISSING
    return ProfileState.UNFINISHED if keys else ProfileState.EMPTY


def furnish(folder: Path) -> None:
    """Gives a new profile its log and its folder of copies, empty; the base is for its owner only, as the keys are."""
    (folder / COPIES).mkdir(exist_ok=True)
    (folder / LOG).touch(mode=0o600)
    (folder / DATABASE).chmod(0o600)
