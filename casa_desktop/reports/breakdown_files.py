"""A number taken apart, as files for a spreadsheet. Small cells are hidden before it comes here."""

import csv
from collections.abc import Sequence
from datetime import UTC
from io import BytesIO, StringIO

from xlsxwriter import Workbook

from casa_desktop.domain.table import Imprint
from casa_desktop.reports.cleaning import csv_cell, one_line
from casa_desktop.texts import papers
from casa_desktop.texts import ui_breakdowns as words

_HEAD_ROW = 2
_LABEL_WIDTH, _WIDTH = 34, 14


def render_csv(heading: str, grid: Sequence[Sequence[str]], notes: Sequence[str]) -> bytes:
    """UTF-8 with BOM and ``;``: the grid, a blank line, a line for each note. Numbers without separators."""
    text = StringIO()
    out = csv.writer(text, delimiter=";", lineterminator="\n")
    out.writerow([csv_cell(heading)])
    for at, row in enumerate(grid):
        out.writerow([csv_cell(row[0]), *(csv_cell(cell) if at == 0 else _plain(cell) for cell in row[1:])])
    text.write("\n")
    for note in notes:
        out.writerow([csv_cell(note)])
    return text.getvalue().encode("utf-8-sig")


def render_xlsx(heading: str, grid: Sequence[Sequence[str]], notes: Sequence[str], imprint: Imprint) -> bytes:
    """One sheet, real numbers; the same inputs give the same bytes."""
    out = BytesIO()
    book = Workbook(out, {"in_memory": True})
    book.set_properties(
        {
            "title": one_line(heading),
            "comments": papers.printed(imprint),
            "created": imprint.at.astimezone(UTC).replace(tzinfo=None),
        }
    )
    sheet = book.add_worksheet(words.TABLE)
    big, bold = book.add_format({"bold": True, "font_size": 14}), book.add_format({"bold": True, "bottom": 1})
    head = book.add_format({"bold": True, "bottom": 1, "align": "right", "text_wrap": True})
    number = book.add_format({"num_format": "#,##0", "align": "right"})
    sheet.write_string(0, 0, one_line(heading), big)
    for at, row in enumerate(grid):
        sheet.write_string(_HEAD_ROW + at, 0, one_line(row[0]), bold if at == 0 else None)
        for column, cell in enumerate(row[1:], start=1):
            value = _plain(cell)
            if at and value.isdigit():
                sheet.write_number(_HEAD_ROW + at, column, int(value), number)
            else:
                sheet.write_string(_HEAD_ROW + at, column, one_line(cell), head if at == 0 else number)
    for at, note in enumerate(notes):
        sheet.write_string(_HEAD_ROW + len(grid) + 1 + at, 0, one_line(note))
    sheet.set_column(0, 0, _LABEL_WIDTH)
    sheet.set_column(1, max(1, len(grid[0]) - 1), _WIDTH)
    sheet.freeze_panes(_HEAD_ROW + 1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_paper(1)
    book.close()
    return out.getvalue()


def _plain(cell: str) -> str:
    return cell.replace(".", "")
