"""What the desk defines once for its reports and asks for again by name."""

from dataclasses import dataclass
from enum import StrEnum, unique

LONGEST_NAME = 80
MOST_OF_A_KIND = 100
"""More than a hundred are no longer found by name."""


@unique
class DefinitionKind(StrEnum):
    """What is defined."""

    VIEW = "view"
    """A breakdown with its rows, columns and filters."""
    PROJECT = "project"
    """A project with its funder and its own days."""
    TEMPLATE = "template"
    """What a donor's file says of the desk and its activities."""
    BANDS = "bands"
    """A set of age bands of the desk's own."""


@dataclass(frozen=True, slots=True)
class Named:
    """What every definition carries. *version* is the one that was seen: two edits of it are a conflict."""

    uuid: str
    name: str
    at: str = ""
    """ISO 8601, UTC; empty for one that was not kept yet, as are *by* and *version*."""
    by: str = ""
    """Full name."""
    version: int = 0
