"""A report as it is read: sentences, figures and tables in order, whichever paper, file or screen shows them.

The words come from ``texts``; numbers stay numbers, so that a spreadsheet can add them up and paper can write them as
they are read aloud.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from casa_desktop.domain.cells import Origin, Spot
from casa_desktop.domain.charts import Chart

Cell = int | str
Line = tuple[Cell, ...]
"""A name, then as many cells as there are heads after the first."""


@dataclass(frozen=True, slots=True)
class Section:
    """One table. *strong* are the lines that are read first, and *sums* the columns: totals; *words* the columns that
    hold no figures. The only table of a report needs no *title*."""

    title: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    strong: frozenset[int] = frozenset()
    words: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()
    sums: frozenset[int] = frozenset()
    empty: str = ""
    """Said in the place of a table without lines; where it says nothing the heads stand alone."""
    origins: Mapping[Spot, Origin] = field(default_factory=lambda: MappingProxyType({}))
    """Which number each cell is that counts records, so that these can be asked for; what is worked out from others
    (a difference, a percent) has none. Papers and files do not read it."""
    elsewhere: str = ""
    """Where what its other cells count is told one by one, where these are not worked out from others."""


@dataclass(frozen=True, slots=True)
class Report:
    """*subtitle* tells the days, *about* whose report it is, *facts* are the figures in large type."""

    title: str
    subtitle: str
    about: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    """Whole sentences, above the tables."""
    facts: tuple[tuple[str, Cell], ...] = ()
    behind_facts: Mapping[int, Origin] = field(default_factory=lambda: MappingProxyType({}))
    """Which number each of *facts* is, by its place."""
    sections: tuple[Section, ...] = ()
    charts: tuple[Chart, ...] = ()
    """On paper alone, in pairs below the tables: each drawn from the numbers of one of them."""
    notes: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """What it is, of when and of what, in one line."""
        return " · ".join(part for part in (self.title, self.subtitle, *self.about) if part)

    @property
    def widest(self) -> int:
        """Columns of its widest table, with the one of the names."""
        return max((len(section.heads) for section in self.sections), default=0)


def totals_strong(lines: Sequence[Line], total: str) -> frozenset[int]:
    """The places of the lines that are called *total*."""
    return frozenset(at for at, line in enumerate(lines) if line[0] == total)
