"""The monthly table as a spreadsheet: real numbers, texts that are never formulas, ready to print on carta."""

from datetime import UTC
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from casa_desktop.domain.table import Imprint, Letterhead, MonthlyTable, Source
from casa_desktop.reports.cleaning import one_line
from casa_desktop.reports.table_csv import digest
from casa_desktop.texts import papers
from casa_desktop.texts import table as words

_HEAD_ROW = 4


def render(table: MonthlyTable, letterhead: Letterhead, imprint: Imprint) -> bytes:
    """The workbook; the same inputs give the same bytes. Row 5 holds the heads, and the rows follow without a gap."""
    out = BytesIO()
    # Other options of XlsxWriter turn texts into formulas, links or numbers; all stay off.
    book = Workbook(out, {"in_memory": True})
    moment = imprint.at.astimezone(UTC).replace(tzinfo=None)
    title = f"{letterhead.title}: {words.period_title(table)}"
    book.set_properties(
        {
            "title": one_line(title),
            "author": one_line(letterhead.desk),
            "company": one_line(letterhead.organisation),
            "comments": f"{imprint.program}. {papers.whole_digest(digest(table))}",
            "created": moment,
        }
    )
    book.set_custom_property("Idioma", "es-CO")
    sheet = book.add_worksheet(papers.TABLE)
    last = _fill(book, sheet, table, letterhead, imprint)
    _set_up_print(sheet, table, last)
    book.close()
    return out.getvalue()


def _fill(book: Workbook, sheet: Worksheet, table: MonthlyTable, letterhead: Letterhead, imprint: Imprint) -> int:
    """Writes everything and gives the index of the last row."""
    columns, months = table.total_columns, len(table.heads)
    big = book.add_format({"bold": True, "font_size": 14})
    soft = book.add_format({"font_color": "#525252"})
    head = book.add_format(
        {"bold": True, "align": "right", "bottom": 1, "top": 2, "text_wrap": True, "valign": "bottom"}
    )
    first_head = book.add_format({"bold": True, "bottom": 1, "top": 2, "valign": "bottom"})
    label = book.add_format({"bottom": 4, "text_wrap": True, "valign": "vcenter"})
    number = book.add_format({"num_format": "#,##0", "bottom": 4, "align": "right", "valign": "vcenter"})
    total = book.add_format({"num_format": "#,##0", "bottom": 4, "align": "right", "valign": "vcenter", "bold": True})
    sheet.write_string(0, 0, one_line(letterhead.desk), soft)
    sheet.write_string(1, 0, one_line(letterhead.title), big)
    sheet.write_string(2, 0, words.period_title(table), soft)
    sheet.write_string(_HEAD_ROW, 0, words.FIRST_HEAD, first_head)
    for at, month in enumerate(table.heads, start=1):
        sheet.write_string(_HEAD_ROW, at, words.head_text(month), head)
    for at, column in enumerate(columns, start=months + 1):
        sheet.write_string(_HEAD_ROW, at, words.total_head(column), head)
    at_row = _HEAD_ROW
    for row in table.rows:
        at_row += 1
        sheet.write_string(at_row, 0, one_line(row.label), label)
        for at, cell in enumerate(row.cells, start=1):
            value = None if cell.source is Source.NONE else cell.value
            _write(sheet, at_row, at, value, words.RESERVED if cell.source is Source.RESERVED else "", number)
        for at, column in enumerate(columns, start=months + 1):
            known = row.total(column)
            exact = known.exact if known else None
            _write(sheet, at_row, at, exact, "" if exact is not None else words.total_text(known), total)
    at_row += 1
    note_look = book.add_format({"text_wrap": True, "valign": "top"})
    last_column, width = months + len(columns), sum(_widths(table))
    for note in words.notes_text(table):
        at_row += 1
        text = one_line(note)
        # Merged cells do not grow by themselves.
        sheet.set_row(at_row, 15 * max(1, -(-len(text) // int(width))))
        sheet.merge_range(at_row, 0, at_row, last_column, "", note_look)
        sheet.write_string(at_row, 0, text, note_look)
    at_row += 2
    sheet.write_string(at_row, 0, one_line(papers.printed(imprint)), soft)
    sheet.write_string(at_row + 1, 0, papers.whole_digest(digest(table)), soft)
    return at_row + 1


def _write(sheet: Worksheet, row: int, column: int, value: int | None, text: str, look: Format) -> None:
    if value is not None:
        sheet.write_number(row, column, value, look)
    elif text:
        sheet.write_string(row, column, text, look)
    else:
        sheet.write_blank(row, column, None, look)


def _widths(table: MonthlyTable) -> list[float]:
    """Of each column, in characters."""
    longest = max((len(row.label) for row in table.rows), default=0)
    return [min(48, max(14, longest + 2)), *[9] * len(table.heads), *[15] * len(table.total_columns)]


def _set_up_print(sheet: Worksheet, table: MonthlyTable, last: int) -> None:
    months = len(table.heads)
    sheet.freeze_panes(_HEAD_ROW + 1, 1)
    sheet.set_row(_HEAD_ROW, 45)
    for column, width in enumerate(_widths(table)):
        sheet.set_column(column, column, width)
    sheet.set_landscape()
    sheet.set_paper(1)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.6, top=0.6, bottom=0.8)
    sheet.repeat_rows(_HEAD_ROW)
    sheet.print_area(0, 0, last, months + len(table.total_columns))
    sheet.set_footer("&L&8" + papers.TABLE + "&R&8Página &P de &N")
    sheet.hide_gridlines(2)
    sheet.set_first_sheet()
