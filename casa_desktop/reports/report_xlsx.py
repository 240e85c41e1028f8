"""A report as a spreadsheet: its tables one below the other, real numbers, texts that are never formulas."""

from datetime import UTC
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from casa_desktop.domain.report import Cell, Report, Section
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.reports.cleaning import one_line
from casa_desktop.reports.report_csv import digest
from casa_desktop.texts import papers
from casa_desktop.texts import reports as words

_NAMES, _OTHERS = 40, 14
"""Characters of the first column, and of the others."""
_WORDS = 30
"""Characters of a column that holds words."""


def render(report: Report, letterhead: Letterhead, imprint: Imprint) -> bytes:
    """The workbook; the same inputs give the same bytes."""
    out = BytesIO()
    # Other options of XlsxWriter turn texts into formulas, links or numbers; all stay off.
    book = Workbook(out, {"in_memory": True})
    mark = papers.whole_digest(digest(report))
    book.set_properties(
        {
            "title": one_line(f"{report.title}: {report.subtitle}"),
            "author": one_line(letterhead.desk),
            "company": one_line(letterhead.organisation),
            "comments": f"{imprint.program}. {mark}",
            "created": imprint.at.astimezone(UTC).replace(tzinfo=None),
        }
    )
    book.set_custom_property("Idioma", "es-CO")
    sheet = book.add_worksheet(words.SHEET)
    _Filling(book, sheet).fill(report, letterhead, (papers.printed(imprint), mark))
    wide = max(report.widest, 2)
    sheet.set_column(0, 0, _NAMES)
    for at in range(1, wide):
        sheet.set_column(at, at, _WORDS if _holds_words(report, at) else _OTHERS)
    sheet.set_paper(1)
    sheet.fit_to_pages(1, 0)
    if report.widest > _NAMES / 5:
        sheet.set_landscape()
    book.close()
    return out.getvalue()


class _Filling:
    """Writes downwards."""

    def __init__(self, book: Workbook, sheet: Worksheet) -> None:
        self._sheet, self._at = sheet, 0
        self._big = book.add_format({"bold": True, "font_size": 14})
        self._bold = book.add_format({"bold": True, "font_size": 12})
        self._soft = book.add_format({"font_color": "#525252"})
        self._head = book.add_format({"bold": True, "bottom": 1, "align": "right", "text_wrap": True})
        self._first = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        plain = {"num_format": "#,##0", "bottom": 4}
        self._looks = {
            (right, bold): book.add_format({**plain, "align": "right" if right else "left", "bold": bold})
            for right in (False, True)
            for bold in (False, True)
        }

    def fill(self, report: Report, letterhead: Letterhead, below: tuple[str, ...]) -> None:
        """Everything, in the order of the paper."""
        self._line(letterhead.desk, self._soft)
        self._line(report.title, self._big)
        self._line(report.subtitle, self._soft)
        for line in (*report.about, *report.said):
            self._line(line)
        self._at += 1
        for name, value in report.facts:
            self._write(0, name)
            self._write(1, value, right=True)
            self._at += 1
        for section in report.sections:
            self._table(section, alone=len(report.sections) == 1)
        self._at += 1
        for line in report.notes:
            self._line(line)
        self._at += 1
        for line in below:
            self._line(line, self._soft)

    def _table(self, section: Section, *, alone: bool) -> None:
        self._at += 1
        if section.title:
            self._line(section.title, self._bold)
        for at, head in enumerate(section.heads):
            look = self._head if at and at not in section.words else self._first
            self._sheet.write_string(self._at, at, one_line(head), look)
        self._at += 1
        if alone:
            self._sheet.freeze_panes(self._at, 1)
        for line_at, line in enumerate(section.lines):
            for at, value in enumerate(line):
                bold = line_at in section.strong or at in section.sums
                self._write(at, value, right=at > 0 and at not in section.words, bold=bold)
            self._at += 1
        for note in (*([] if section.lines or not section.empty else [section.empty]), *section.notes):
            self._line(note)

    def _write(self, column: int, value: Cell, *, right: bool = False, bold: bool = False) -> None:
        look = self._looks[right, bold]
        if isinstance(value, int):
            self._sheet.write_number(self._at, column, value, look)
        else:
            self._sheet.write_string(self._at, column, one_line(value), look)

    def _line(self, text: str, look: Format | None = None) -> None:
        self._sheet.write_string(self._at, 0, one_line(text), look)
        self._at += 1


def _holds_words(report: Report, column: int) -> bool:
    return any(column in section.words for section in report.sections)
