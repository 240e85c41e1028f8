"""Tables under each other with a title and notes, as words: what any report of several tables is before it is paper."""

from dataclasses import dataclass

Grid = tuple[tuple[str, ...], ...]
"""A head and its lines; the first column holds words, the rest numbers as they are read aloud."""


@dataclass(frozen=True, slots=True)
class Section:
    """One table. *total*: its last line is the sum, or the whole."""

    name: str
    grid: Grid
    total: bool = False


@dataclass(frozen=True, slots=True)
class Sections:
    """The whole report. *subtitle* says of when it is."""

    title: str
    subtitle: str
    parts: tuple[Section, ...]
    notes: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """In one line."""
        return " · ".join(part for part in (self.title, self.subtitle) if part)
