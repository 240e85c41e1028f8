"""A report of several tables as files for a spreadsheet. Small cells are hidden before it comes here."""

import csv
from collections.abc import Sequence
from datetime import UTC
from io import BytesIO, StringIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from casa_desktop.domain.sections import Sections
from casa_desktop.domain.table import Imprint
from casa_desktop.reports.cleaning import csv_cell, one_line
from casa_desktop.texts import breakdowns as words
from casa_desktop.texts import papers

_HEAD_ROW = 2
_LABEL_WIDTH, _WIDTH = 34, 14


def render_csv(report: Sections) -> bytes:
    """UTF-8 with BOM and ``;``: each table under its name, a blank line, a line for each note. Numbers without
    separators."""
    text = StringIO()
    out = csv.writer(text, delimiter=";", lineterminator="\n")
    out.writerow([csv_cell(report.heading)])
    for section in report.parts:
        if section.name:
            text.write("\n")
            out.writerow([csv_cell(section.name)])
        for at, row in enumerate(section.grid):
            out.writerow([csv_cell(row[0]), *(csv_cell(cell if at == 0 else _plain(cell)) for cell in row[1:])])
    text.write("\n")
    for note in report.notes:
        out.writerow([csv_cell(note)])
    return text.getvalue().encode("utf-8-sig")


def render_xlsx(report: Sections, imprint: Imprint) -> bytes:
    """One sheet, real numbers; the same inputs give the same bytes."""
    out = BytesIO()
    book = Workbook(out, {"in_memory": True})
    book.set_properties(
        {
            "title": one_line(report.heading),
            "comments": papers.printed(imprint),
            "created": imprint.at.astimezone(UTC).replace(tzinfo=None),
        }
    )
    sheet = book.add_worksheet(words.TITLE)
    big, bold = book.add_format({"bold": True, "font_size": 14}), book.add_format({"bold": True, "bottom": 1})
    heading = book.add_format({"bold": True, "font_size": 12})
    head = book.add_format({"bold": True, "bottom": 1, "align": "right", "text_wrap": True})
    number = book.add_format({"num_format": "#,##0", "align": "right"})
    sheet.write_string(0, 0, one_line(report.heading), big)
    line = _HEAD_ROW
    for section in report.parts:
        if section.name:
            sheet.write_string(line, 0, one_line(section.name), heading)
            line += 1
        line = _write(sheet, line, section.grid, bold, head, number) + 1
    for note in report.notes:
        sheet.write_string(line, 0, one_line(note))
        line += 1
    widest = max((len(section.grid[0]) for section in report.parts), default=1)
    sheet.set_column(0, 0, _LABEL_WIDTH)
    sheet.set_column(1, max(1, widest - 1), _WIDTH)
    if len(report.parts) == 1:
        sheet.freeze_panes(_HEAD_ROW + 1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_paper(1)
    book.close()
    return out.getvalue()


def _write(
    sheet: Worksheet, line: int, grid: Sequence[Sequence[str]], bold: Format, head: Format, number: Format
) -> int:
    """Writes a table and gives the line below it."""
    for at, row in enumerate(grid):
        sheet.write_string(line + at, 0, one_line(row[0]), bold if at == 0 else None)
        for column, cell in enumerate(row[1:], start=1):
            value = _plain(cell)
            if at and value.isdecimal():
                sheet.write_number(line + at, column, int(value), number)
            else:
                sheet.write_string(line + at, column, one_line(cell), head if at == 0 else number)
    return line + len(grid)


def _plain(cell: str) -> str:
    """A number without its separators; anything else as it is."""
    bare = cell.replace(".", "")
    return bare if bare.removeprefix("-").isdecimal() else cell
