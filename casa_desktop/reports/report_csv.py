"""A report as text that a spreadsheet reads: a file, or the clipboard. Small cells are hidden before it comes here."""

import csv
import hashlib
from collections.abc import Iterable, Iterator
from io import StringIO

from casa_desktop.domain.report import Cell, Report, Section
from casa_desktop.reports.cleaning import csv_cell


def render(report: Report) -> bytes:
    """UTF-8 with BOM, ``;`` between cells: what it is, then figures, sentences, each table under its name, and the
    notes, a blank line between them. Figures are plain digits."""
    return _written([[csv_cell(report.heading)], *_rows(report)], ";").encode("utf-8-sig")


def clipboard(report: Report) -> str:
    """The same with tabs and without its heading, as a spreadsheet takes it when it is pasted: no cell is split by a
    tab, a quote or a line end of its own, and none is taken for a formula."""
    return _written(_rows(report), "\t")


def digest(report: Report) -> str:
    """SHA-256 of :func:`render`: who holds the paper and the CSV can check one by the other."""
    return hashlib.sha256(render(report)).hexdigest()


def _rows(report: Report) -> Iterator[list[str]]:
    if report.facts:
        yield []
        yield from ([_plain(cell) for cell in fact] for fact in report.facts)
    if report.said:
        yield []
        yield from ([csv_cell(line)] for line in report.said)
    for section in report.sections:
        yield from _table(section)
    if report.notes:
        yield []
        yield from ([csv_cell(note)] for note in report.notes)


def _table(section: Section) -> Iterator[list[str]]:
    if section.title:
        yield []
        yield [csv_cell(section.title)]
    yield [csv_cell(head) for head in section.heads]
    yield from ([_plain(cell) for cell in line] for line in section.lines)
    if section.empty and not section.lines:
        yield [csv_cell(section.empty)]
    yield from ([csv_cell(note)] for note in section.notes)


def _plain(value: Cell) -> str:
    return str(value) if isinstance(value, int) else csv_cell(value)


def _written(lines: Iterable[list[str]], delimiter: str) -> str:
    text = StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(lines)
    return text.getvalue()
