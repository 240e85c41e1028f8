"""A file of the user's as bytes, bounded before it is read."""

from pathlib import Path

from casa_desktop.domain.errors import Code, fault

LARGEST = 20 * 1024 * 1024
"""Bytes. A year of figures takes ten thousand; fifty thousand persons take five million."""


def read(path: Path, limit: int = LARGEST) -> bytes:
    """The whole file. Raises ``CasaError`` with CANNOT_READ or FILE_TOO_LARGE."""
    try:
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except (OSError, ValueError):
        raise fault(Code.CANNOT_READ, file=path.name) from None
    if len(data) > limit:
        raise fault(Code.FILE_TOO_LARGE, file=path.name, bytes=limit)
    return data
