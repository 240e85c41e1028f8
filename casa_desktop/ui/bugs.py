"""What may be told of a bug: exception type, where in the program, versions. Never a value, never a person."""

import sys
import traceback
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


def program_version() -> str:
    """The installed version, or ``sin instalar`` in a bare checkout."""
    try:
        return version("casa-desktop")
    except PackageNotFoundError:
        return "sin instalar"


@dataclass(frozen=True, slots=True)
class BugReport:
    """A bug without data: *places* are ``module:line`` from the outermost call to the one that raised."""

    kind: str
    places: tuple[str, ...]
    program: str
    python: str

    def text(self) -> str:
        """What the user may copy and send."""
        return "\n".join((f"{self.kind} · CASA {self.program} · Python {self.python}", *self.places))


def describe(error: BaseException) -> BugReport:
    """The report of *error*. Its message is left out on purpose: messages carry values."""
    frames = traceback.extract_tb(error.__traceback__)
    places = tuple(f"{Path(frame.filename).parent.name}.{Path(frame.filename).stem}:{frame.lineno}" for frame in frames)
    python = ".".join(str(part) for part in sys.version_info[:3])
    return BugReport(type(error).__name__, places[-12:], program_version(), python)
