"""What a cell may hold, and how many of them a sheet may have."""

from datetime import date

from casa_desktop.domain.errors import Code, fault

CellValue = str | int | float | date | None
"""A text without blanks around it, a number, a date (a ``datetime`` where it has a time of day), or nothing."""

MOST_ROWS = 200_000
MOST_COLUMNS = 500
MOST_CELLS = 3_000_000


def bounded(name: str, rows: int, columns: int) -> None:
    """Refuses a sheet of more than the limits. Raises ``CasaError(FILE_TOO_LARGE)``."""
    if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        raise fault(Code.FILE_TOO_LARGE, file=name)
