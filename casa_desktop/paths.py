"""Where the program finds what it ships, and where a profile lives. No Qt."""

import os
import sys
from functools import cache
from pathlib import Path

APP_FOLDER = "CASA"


@cache
def _resources() -> Path:
    """Inside the package in a wheel, beside it in a checkout."""
    package = Path(__file__).parent
    packed = package / "resources"
    return packed if packed.is_dir() else package.parent / "resources"


def resource(name: str) -> Path:
    """The path of a shipped file, ``fonts/…`` for example; it need not exist."""
    return _resources() / name


def default_profile() -> Path:
    """The profile folder of the system for this user; it need not exist."""
    if sys.platform == "win32":
        home = os.environ.get("LOCALAPPDATA")
        return (Path(home) if home else Path.home() / "AppData" / "Local") / APP_FOLDER
    data = os.environ.get("XDG_DATA_HOME")
    return (Path(data) if data else Path.home() / ".local" / "share") / APP_FOLDER.lower()
