"""What the verbs of historical figures are told and what they tell."""

from dataclasses import dataclass

from casa_desktop.domain.indicators import Indicator, RowChoice
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.plausibility import Doubt


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure to write. *value* None withdraws the one that stands; *label* is how its source called the row."""

    month: Month
    indicator: Indicator
    value: int | None
    label: str = ""
    provisional: bool = False
    folio: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PublishTotal:
    """A total that was printed once for exactly *period*, kept beside the computed one. *value* None removes it."""

    period: Period
    indicator: Indicator
    value: int | None
    source: str


@dataclass(frozen=True, slots=True)
class SaveFigures:
    """Figures of one source. Those that stand already just so are left alone, so repeating the command is harmless."""

    rows: tuple[Figure, ...]
    source: str
    totals: tuple[PublishTotal, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedFigure:
    """A figure as a file has it, before its label is matched with a row."""

    month: Month
    label: str
    value: int
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class ImportFigures:
    """A file's figures. *mapping* names the rows of labels that the desk's layout does not know."""

    rows: tuple[ImportedFigure, ...]
    source: str
    folio: str = ""
    published: tuple[tuple[str, int], ...] = ()
    """(label, total) as printed for exactly the months of the file."""
    mapping: tuple[tuple[str, Indicator], ...] = ()


@dataclass(frozen=True, slots=True)
class Saved:
    """What was written, in numbers of figures, and what is worth a second look."""

    added: int = 0
    replaced: int = 0
    withdrawn: int = 0
    unchanged: int = 0
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would write: each figure with the one that it would replace. *unknown* labels stop it."""

    rows: tuple[tuple[Figure, int | None], ...]
    unknown: tuple[str, ...]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class FigureQuery:
    """Asks for the figures of *period*; with *replaced*, those that once held."""

    period: Period
    replaced: bool = False


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure as it stands. *entered_at* is ISO 8601 in UTC."""

    month: Month
    indicator: Indicator
    label: str
    value: int
    provisional: bool
    source: str
    folio: str
    note: str
    entered_at: str
    entered_by: str


@dataclass(frozen=True, slots=True)
class PublishedView:
    """A published total as it stands."""

    period: Period
    indicator: Indicator
    value: int
    source: str


@dataclass(frozen=True, slots=True)
class FigureGrid:
    """What a grid shows: its rows, the figures that stand in them, and the totals of exactly its months."""

    rows: tuple[RowChoice, ...]
    figures: tuple[FigureView, ...]
    totals: tuple[PublishedView, ...]
