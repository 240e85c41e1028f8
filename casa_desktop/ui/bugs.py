"""What may be told of a bug: exception type, where in the program, versions. Never a value, never a person."""

import platform
from dataclasses import dataclass

from casa_desktop.version import VERSION


@dataclass(frozen=True, slots=True)
class BugReport:
    """A bug without data."""

    details: str

    def text(self) -> str:
        """What the user may copy and send."""
        return f"CASA {VERSION} · Python {platform.python_version()} · {platform.system()}\n{self.details}"


def describe(error: BaseException) -> BugReport:
    """The report of *error*. Its message is left out on purpose: messages carry values."""
    from casa_desktop.logs import describe as places  # handlers of logging are slow to import, bugs are rare

    return BugReport(places(error))
