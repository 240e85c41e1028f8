"""Identifiers that clients make, so that a commit whose answer was lost can be repeated without a duplicate."""

from uuid import uuid4


def new_id() -> str:
    """A new record identifier: 32 lower-case hexadecimal characters (UUID 4)."""
    return uuid4().hex
