"""The summary of referrals as CSV for a spreadsheet in Spanish."""

import csv
from collections.abc import Sequence
from io import StringIO

from casa_desktop.reports.cleaning import csv_cell


def render(title: str, columns: Sequence[str], lines: Sequence[tuple[str, Sequence[int]]]) -> bytes:
    """UTF-8 with BOM, ``;`` between cells: the title, a head, a line for each organisation with plain integers."""
    text = StringIO()
    out = csv.writer(text, delimiter=";", lineterminator="\n")
    out.writerow([title])
    out.writerow(columns)
    for name, values in lines:
        out.writerow([csv_cell(name), *map(str, values)])
    return text.getvalue().encode("utf-8-sig")
