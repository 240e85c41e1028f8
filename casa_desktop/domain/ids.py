"""Identifiers that clients make, so that a commit whose answer was lost can be repeated without a duplicate, and the
codes of the catalogue."""

import re
from uuid import uuid4

from casa_desktop.domain.typed import plain

LONGEST_CODE = 20
"""Of an entry of the catalogue."""


def new_id() -> str:
    """A new record identifier: 32 lower-case hexadecimal characters (UUID 4)."""
    return uuid4().hex


def code_from(name: str, taken: frozenset[str] = frozenset(), longest: int = LONGEST_CODE) -> str:
    """A code for a new entry: the words of its name in capitals, numbered where that is *taken*."""
    base = re.sub(r"[^A-Z0-9]+", "_", plain(name).upper()).strip("_")[:longest].rstrip("_") or "X"
    code, number = base, 2
    while code in taken:
        tail = f"_{number}"
        code, number = base[: longest - len(tail)] + tail, number + 1
    return code
