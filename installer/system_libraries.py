"""Which libraries of the system Qt needs, and the Debian packages that bring them."""

import ctypes
import sys
from pathlib import Path

OFFSCREEN = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
}
WINDOW = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libcups.so.2": "libcups2",  # without it the print dialog knows no printer
}


def missing(*, window: bool) -> list[str]:
    """Debian packages of the libraries that do not load; empty where this is no Debian."""
    if not sys.platform.startswith("linux") or not Path("/etc/debian_version").exists():
        return []
    wanted = OFFSCREEN | WINDOW if window else OFFSCREEN
    return [package for library, package in wanted.items() if not _loads(library)]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
