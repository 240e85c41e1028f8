"""Files that a machine reads, with a row of heads and, if asked for, one of HXL tags; nothing else among the rows."""

import csv
from datetime import UTC
from io import BytesIO, StringIO

from xlsxwriter import Workbook

from casa_desktop.domain.donor_files import Cell, CodedFile
from casa_desktop.domain.table import Imprint
from casa_desktop.reports.cleaning import csv_cell, one_line
from casa_desktop.texts import papers

_WIDEST, _NARROWEST = 42, 9


def render_csv(file: CodedFile, *, tags: bool = False) -> bytes:
    """UTF-8 with BOM and ``;``; numbers without separators."""
    text = StringIO()
    out = csv.writer(text, delimiter=";", lineterminator="\n")
    out.writerow([csv_cell(column.name) for column in file.columns])
    if tags:
        out.writerow([column.tag for column in file.columns])
    for row in file.rows:
        out.writerow([_written(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def render_xlsx(file: CodedFile, imprint: Imprint, *, tags: bool = False) -> bytes:
    """Texts as typed strings and numbers as numbers; the notes stand in a sheet of their own. The same inputs give the
    same bytes."""
    out = BytesIO()
    book = Workbook(out, {"in_memory": True})
    book.set_properties(
        {
            "title": one_line(file.name),
            "comments": papers.printed(imprint),
            "created": imprint.at.astimezone(UTC).replace(tzinfo=None),
        }
    )
    sheet = book.add_worksheet(file.name)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#EDEDED"})
    soft = book.add_format({"font_color": "#525252"})
    number, money = book.add_format({"num_format": "0"}), book.add_format({"num_format": "0.00"})
    for at, column in enumerate(file.columns):
        sheet.write_string(0, at, one_line(column.name), head)
        if tags:
            sheet.write_string(1, at, column.tag, soft)
        sheet.set_column(at, at, _width(file, at))
    first = 2 if tags else 1
    for line, row in enumerate(file.rows, start=first):
        for at, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(line, at, one_line(cell))
            elif isinstance(cell, int):
                sheet.write_number(line, at, cell, number)
            else:
                sheet.write_number(line, at, float(cell), money)
    sheet.set_row(0, 45)
    sheet.freeze_panes(first, 0)
    if file.notes:
        beside = book.add_worksheet(papers.NOTES)
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        beside.set_column(0, 0, 110)
        for line, note in enumerate((*file.notes, papers.printed(imprint))):
            beside.write_string(line, 0, one_line(note), wrapped)
    book.close()
    return out.getvalue()


def _written(cell: Cell) -> str:
    """With the decimal comma that a spreadsheet in Spanish reads."""
    return csv_cell(cell) if isinstance(cell, str) else str(cell).replace(".", ",")


def _width(file: CodedFile, at: int) -> int:
    longest: list[Cell] = [row[at] for row in file.rows]
    words = max((len(str(cell)) for cell in longest), default=0)
    return max(_NARROWEST, min(_WIDEST, max(words, len(file.columns[at].name) // 2) + 2))
