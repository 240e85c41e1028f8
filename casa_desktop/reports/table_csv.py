"""The monthly table as CSV for a spreadsheet in Spanish, and the digest that every paper of it carries."""

import csv
import hashlib
from io import StringIO

from casa_desktop.domain.table import MonthlyTable, Source
from casa_desktop.reports.cleaning import csv_cell
from casa_desktop.texts import table as words


def render(table: MonthlyTable) -> bytes:
    """UTF-8 with BOM, ``;`` between cells, a line feed after each line (every spreadsheet reads it, and ``diff``).

    A head with the months and their marks, a line for each row with plain integers, a blank line, a line for each note.
    A cell without data and a total that does not apply are empty.
    """
    columns = table.total_columns
    text = StringIO()
    out = csv.writer(text, delimiter=";", lineterminator="\n")
    out.writerow([words.FIRST_HEAD, *map(words.head_key, table.heads), *map(words.total_head, columns)])
    for row in table.rows:
        values = ["" if cell.source is Source.NONE else words.cell_text(cell).replace(".", "") for cell in row.cells]
        out.writerow([csv_cell(row.label), *values, *(words.total_key(row.total(column)) for column in columns)])
    text.write("\n")
    for note in words.notes_text(table):
        out.writerow([csv_cell(note)])
    return text.getvalue().encode("utf-8-sig")


def digest(table: MonthlyTable) -> str:
    """SHA-256 of :func:`render`, 64 hexadecimal digits: who holds the paper and the CSV can check one by the other."""
    return hashlib.sha256(render(table)).hexdigest()
