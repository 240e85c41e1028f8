"""A report as CSV: one figure a line, so that no spreadsheet has to guess where a table ends."""

import csv
import hashlib
from io import StringIO

from casa_desktop.domain.report import Cell, Report
from casa_desktop.reports.cleaning import csv_cell
from casa_desktop.texts import reports as words


def render(report: Report) -> bytes:
    """UTF-8 with BOM, ``;`` between cells: table, row, column and the plain value; then what is said and the notes."""
    text = StringIO()
    out = csv.writer(text, delimiter=";", lineterminator="\n")
    out.writerow(words.CSV_HEAD)
    out.writerows([words.FIGURES, csv_cell(name), words.VALUE, _plain(value)] for name, value in report.facts)
    for section in report.sections:
        title = csv_cell(section.title)
        for name, *cells in section.lines:
            for head, value in zip(section.heads[1:], cells, strict=True):
                out.writerow([title, csv_cell(str(name)), csv_cell(head), _plain(value)])
    text.write("\n")
    notes = [note for section in report.sections for note in section.notes]
    for line in (report.title, report.subtitle, *report.about, *report.said, *notes, *report.notes):
        out.writerow([csv_cell(line)])
    return text.getvalue().encode("utf-8-sig")


def digest(report: Report) -> str:
    """SHA-256 of :func:`render`: who holds the paper and the CSV can check one by the other."""
    return hashlib.sha256(render(report)).hexdigest()


def _plain(value: Cell) -> int | str:
    return value if isinstance(value, int) else csv_cell(value)
