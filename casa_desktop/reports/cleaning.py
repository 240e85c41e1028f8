"""User text as every paper and file can hold it."""

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
