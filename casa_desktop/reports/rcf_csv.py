"""The month of RCF as CSV: one figure a line, so that no spreadsheet has to guess where a table ends."""

import csv
import hashlib
from io import StringIO

from casa_desktop.domain.rcf import RcfSummary
from casa_desktop.reports.cleaning import csv_cell
from casa_desktop.texts import rcf as words


def render(summary: RcfSummary) -> bytes:
    """UTF-8 with BOM, ``;`` between cells: table, row, column and the plain integer; then a line for each note."""
    text = StringIO()
    out = csv.writer(text, delimiter=";", lineterminator="\n")
    out.writerow(words.CSV_HEAD)
    for title, heads, lines in ((words.SUBTITLE, words.FACT_HEADS, words.facts(summary)), *words.tables(summary)):
        for name, values in lines:
            for head, value in zip(heads[1:], values, strict=True):
                out.writerow([title, csv_cell(name), head, value])
    text.write("\n")
    out.writerow([words.month(summary)])
    for note in words.notes(summary):
        out.writerow([csv_cell(note)])
    return text.getvalue().encode("utf-8-sig")


def digest(summary: RcfSummary) -> str:
    """SHA-256 of :func:`render`: who holds the paper and the CSV can check one by the other."""
    return hashlib.sha256(render(summary)).hexdigest()
