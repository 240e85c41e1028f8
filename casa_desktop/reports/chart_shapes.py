"""What a chart is drawn of: boxes, lines and words, in points from the top left corner."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum, unique

Measure = Callable[[str, float, bool], float]
"""(text, size, bold) → its width in points."""
ASCENT, DESCENT = 0.76, 0.24
"""Of a line of text, in sizes: what letters take above and below their base line."""
_HATCH = 4.0
"""Points of x + y between two strokes of a hatched bar."""


@unique
class Fill(StrEnum):
    """What the inside of a box looks like; nothing is told by a colour."""

    SOLID = "solid"
    HATCHED = "hatched"
    EMPTY = "empty"
    DASHED = "dashed"
    """Empty, with a broken edge."""
    SHADE = "shade"
    """As dark as :attr:`Box.tone`, and never so dark that a number cannot be read on it."""


@dataclass(frozen=True, slots=True)
class Box:
    """A bar, a cell, or a sample of one. *place* is the (series, category) that it tells of; None for a sample."""

    x: float
    y: float
    width: float
    height: float
    fill: Fill
    tone: float = 1.0
    place: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A thin rule; a *stroke* belongs to a bar and has its colour."""

    x1: float
    y1: float
    x2: float
    y2: float
    stroke: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """*x* is the start, the middle or the end by *anchor* (0, 0.5, 1); *y* the base line. *soft* is secondary."""

    x: float
    y: float
    text: str
    size: float
    anchor: float = 0.0
    bold: bool = False
    soft: bool = False


Shape = Box | Line | Text


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything to draw, in order."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


def strokes(box: Box) -> Iterator[Line]:
    """The strokes of a hatched box at 45°, cut at its edges; none of another."""
    if box.fill is not Fill.HATCHED:
        return
    right, bottom = box.x + box.width, box.y + box.height
    # x + y is the same along a stroke: whole steps of it, so that neighbours are hatched as one.
    for step in range(int((box.x + box.y) // _HATCH) + 1, int((right + bottom) // _HATCH) + 1):
        both = step * _HATCH
        start, end = max(box.x, both - bottom), min(right, both - box.y)
        if end > start:
            yield Line(start, both - start, end, both - end, stroke=True)
