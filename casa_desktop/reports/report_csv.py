"""A report as text that a spreadsheet reads: a file, or the clipboard. Small cells are hidden before it comes here."""

import hashlib
from collections.abc import Iterator, Sequence

from casa_desktop.domain.report import Cell, Report, Section
from casa_desktop.reports.cleaning import spread


def render(report: Report) -> bytes:
    """UTF-8 with BOM, ``;`` between cells: what it is, then figures, sentences, each table under its name, and the
    notes, a blank line between them. Figures are plain digits."""
    return spread([[report.heading], *_rows(report)], ";").encode("utf-8-sig")


def clipboard(report: Report) -> str:
    """The same with tabs and without its heading, as a spreadsheet takes it when it is pasted."""
    return spread(_rows(report))


def digest(report: Report) -> str:
    """SHA-256 of :func:`render`: who holds the paper and the CSV can check one by the other."""
    return hashlib.sha256(render(report)).hexdigest()


def _rows(report: Report) -> Iterator[Sequence[Cell]]:
    if report.facts:
        yield []
        yield from report.facts
    if report.said:
        yield []
        yield from ([line] for line in report.said)
    for section in report.sections:
        yield from _table(section)
    if report.notes:
        yield []
        yield from ([note] for note in report.notes)


def _table(section: Section) -> Iterator[Sequence[Cell]]:
    if section.title:
        yield []
        yield [section.title]
    yield section.heads
    yield from section.lines
    if section.empty and not section.lines:
        yield [section.empty]
    yield from ([note] for note in section.notes)
