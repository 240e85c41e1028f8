"""User text as every paper and file can hold it."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

_FORMULA_STARTS = ("=", "+", "-", "@", "'")


def one_line(text: str, longest: int = 32_000) -> str:
    """*text* in one line, without control characters, overrides of direction and lone surrogates.

    Cut with «…» where it is longer than *longest*: a cell of a spreadsheet takes 32,767 characters.
    """
    line = " ".join("".join(c if c.isprintable() else " " for c in text[: 2 * longest]).split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def csv_cell(text: str) -> str:
    """One line that no spreadsheet takes for a formula."""
    line = one_line(text)
    return f"'{line}" if line.startswith(_FORMULA_STARTS) else line


def spread(lines: Iterable[Sequence[str | int]], delimiter: str = "\t") -> str:
    """Lines as a spreadsheet takes them from a file, or with tabs from the clipboard: no cell is split by a delimiter,
    a quote or a line end of its own, and none is taken for a formula. Figures are plain digits."""
    text = StringIO()
    cells = ([str(cell) if isinstance(cell, int) else csv_cell(cell) for cell in line] for line in lines)
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(cells)
    return text.getvalue()
