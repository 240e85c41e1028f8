"""«Conciliación» for a spreadsheet: a line for each month and row, then the totals and what is odd."""

import csv
from collections.abc import Sequence
from datetime import UTC
from io import BytesIO, StringIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from casa_desktop.domain.reconciling import Reconciliation
from casa_desktop.domain.table import Imprint
from casa_desktop.reports.cleaning import csv_cell, one_line
from casa_desktop.texts import papers
from casa_desktop.texts import ui_reconciling as words

Cell = str | int | None
_WIDTHS = (12, 24, 12, 36, 12, 12, 12, 40)
_CHOICE_WIDTHS = (12, 24, 24, 30, 14, 60)


def render_csv(found: Reconciliation) -> bytes:
    """UTF-8 with BOM and ``;``: the lines first, so that a spreadsheet takes them as a table; plain integers."""
    text = StringIO()
    out = csv.writer(text, delimiter=";", lineterminator="\n")
    for block in _blocks(found).values():
        for line in block:
            out.writerow([cell if isinstance(cell, int) else csv_cell(cell or "") for cell in line])
        out.writerow([])
    for note in (words.heading(found.period), *words.notes(found)):
        out.writerow([csv_cell(note)])
    return text.getvalue().encode("utf-8-sig")


def render_xlsx(found: Reconciliation, imprint: Imprint) -> bytes:
    """Sheets with real numbers; the same inputs give the same bytes."""
    out = BytesIO()
    book = Workbook(out, {"in_memory": True})
    title = words.heading(found.period)
    created = imprint.at.astimezone(UTC).replace(tzinfo=None)
    book.set_properties({"title": one_line(title), "comments": papers.printed(imprint), "created": created})
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    number = book.add_format({"num_format": "#,##0"})
    for name, block in _blocks(found).items():
        sheet = book.add_worksheet(name)
        for at, line in enumerate(block):
            _write(sheet, at, line, number, bold if at == 0 else None)
        for at, width in enumerate(_CHOICE_WIDTHS if name == words.CHOICES else _WIDTHS):
            sheet.set_column(at, at, width)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_paper(1)
        sheet.repeat_rows(0)
        if name == words.TOTALS:
            for at, note in enumerate(words.notes(found), start=len(block) + 1):
                sheet.write_string(at, 0, one_line(note))
    book.close()
    return out.getvalue()


def _blocks(found: Reconciliation) -> dict[str, list[Sequence[Cell]]]:
    """By title; the choices where any was made."""
    choices = words.plain_choices(found)
    return {
        words.TITLE: [words.REASON_COLUMNS, *words.plain_lines(found)],
        words.TOTALS: [words.TOTAL_COLUMNS, *words.plain_totals(found)],
        **({words.CHOICES: [words.CHOICE_COLUMNS, *choices]} if choices else {}),
    }


def _write(sheet: Worksheet, at: int, line: Sequence[Cell], number: Format, look: Format | None) -> None:
    for column, cell in enumerate(line):
        if isinstance(cell, int):
            sheet.write_number(at, column, cell, number)
        elif cell:
            sheet.write_string(at, column, one_line(cell), look)
