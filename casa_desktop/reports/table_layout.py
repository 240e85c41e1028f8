"""How wide and how large the columns of the monthly table are on paper. Arithmetic only; measuring is handed in."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

LARGEST, SMALLEST, STEP = 10.5, 7.0, 0.25
"""Points. Below 7 a laser copy of a copy is not read; the months then go into more blocks."""

_LABEL_LINES = ((1, 8.75), (2, 8.0), (3, SMALLEST))
"""(lines that a label may take, down to which size): first smaller figures, then labels in two lines, then in three."""

Measure = Callable[[str, float, bool], float]
"""Width in points of a text at a size, bold or not."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Everything that takes room: labels, texts of the month columns, and those of each total column."""

    labels: Sequence[str]
    months: int
    month_texts: Sequence[str]
    marks: Sequence[str]
    totals: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Layout:
    """Widths in points. Each block holds the months ``[start, end)``; the totals stand beside the last block."""

    size: float
    label: float
    month: float
    totals: tuple[float, ...]
    blocks: tuple[tuple[int, int], ...]
    label_lines: int
    pad: float
    """Left of every figure; the marks of a head hang in the room to its right."""
    hang: float


def lay_out(texts: Texts, width: float, measure: Measure, largest: float = LARGEST) -> Layout:
    """The fewest blocks in which figures stay at :data:`SMALLEST` points or more, at the largest size for them."""
    for per_block in _block_lengths(texts.months):
        for lines, smallest in _LABEL_LINES:
            size = largest
            while size >= smallest:
                found = _fitted(texts, width, measure, size, per_block, lines)
                if found is not None:
                    return found
                size -= STEP
    forced = _fitted(texts, width, measure, SMALLEST, 1, None)
    assert forced is not None, "a forced layout always exists"
    return forced


def _block_lengths(months: int) -> Iterator[int]:
    """One block; then years of twelve months, unless the last would be a stub; then ever shorter equal blocks."""
    yield months
    years = -(-months // 12)
    if years > 1 and (months % 12 == 0 or months % 12 > 3):
        yield 12
    for count in range(years if years > 1 else 2, months + 1):
        yield -(-months // count)


def lines_of(label: str, width: float, size: float, measure: Measure) -> int:
    """How many lines *label* takes; a word longer than *width* is cut."""
    lines, used = 1, 0.0
    space = measure(" ", size, False)
    for word in label.split():
        length = measure(word, size, False)
        if used and used + space + length > width:
            lines, used = lines + 1, 0.0
        if length > width:
            lines += int(length // width)
            length %= width
        used += length + (space if used else 0.0)
    return lines


def _fitted(
    texts: Texts, width: float, measure: Measure, size: float, per_block: int, allowed: int | None
) -> Layout | None:
    pad, hang = size * 0.45, max([size * 0.45, *(measure(marks, size, True) + 4 for marks in texts.marks)])
    month = max((measure(text, size, True) for text in texts.month_texts), default=0.0) + pad + hang
    totals = tuple(max(measure(text, size, True) for text in column) + 3 * pad for column in texts.totals)
    room = width - per_block * month - sum(totals)
    natural = max((measure(label, size, False) for label in texts.labels), default=0.0) + pad + 1
    label, lines = natural, 1
    if room < natural:
        label = room if allowed else max(room, width / 4)
        if label < 6 * size:
            return None
        lines = max(lines_of(text, label - pad - 1, size, measure) for text in texts.labels)
        if allowed and lines > allowed:
            return None
    spare = max(0.0, room - label)
    month += min(spare / max(1, per_block), size * 2.5)
    spare = max(0.0, width - label - per_block * month - sum(totals))
    totals = tuple(total + min(spare / len(totals), size * 2.5) for total in totals)
    blocks = tuple((at, min(at + per_block, texts.months)) for at in range(0, texts.months, per_block))
    return Layout(size, label, month, totals, blocks, lines, pad, hang)
