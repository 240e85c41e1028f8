"""Words around any report that is made of sentences, figures and tables; and the report as plain text."""

from collections.abc import Iterable

from casa_desktop.domain.cells import Spot
from casa_desktop.domain.report import Cell, Report, Section
from casa_desktop.texts import numbers

SHEET = "Informe"
SUBJECT = "Totales de la mesa, sin datos de personas"
ASK = "Enter: ver lo que cuenta"
NO_ORIGIN = "Esta casilla no cuenta registros: se calcula con otras, o es un texto. Ponga el cursor sobre una cifra."


def cell(value: Cell) -> str:
    """As it is read: ``1.234``."""
    return numbers.integer(value) if isinstance(value, int) else value


def number_title(section: Section, spot: Spot, days: str) -> str:
    """Which number of a report it is: ``Personas únicas · Nov 2025 · 15 de noviembre a 3 de diciembre de 2025``. A line
    is told by all its words."""
    line, column = spot
    names = (str(told) for at, told in enumerate(section.lines[line]) if not at or at in section.words)
    return " · ".join(filter(None, (*names, section.heads[column], days)))


def fact_said(name: str, value: str) -> str:
    """A large figure as it is read aloud: ``Personas únicas: 1.375. Enter: ver lo que cuenta``."""
    return f"{name}: {value}. {ASK}"


def no_origin(section: Section) -> str:
    """What is said of a cell of *section* behind which no records stand."""
    return section.elsewhere or NO_ORIGIN


def plain(report: Report, *, strong: str = "*") -> str:
    """The report to paste into a message; *strong* stands around titles, as chats make them bold. A table of one
    number is a line for each name, a wider one names its columns."""
    lines = [f"{strong}{report.title}{strong}", report.subtitle, *report.about]
    if report.facts:
        lines += ["", *(f"{name}: {cell(value)}" for name, value in report.facts)]
    if report.said:
        lines += ["", *report.said]
    for section in report.sections:
        lines += ["", f"{strong}{section.title}{strong}", *_lines(section), *section.notes]
    if report.notes:
        lines += ["", *report.notes]
    return "\n".join(lines)


def _lines(section: Section) -> Iterable[str]:
    heads = section.heads[1:]
    for name, *cells in section.lines:
        if len(cells) == 1:
            yield f"{name}: {cell(cells[0])}"
        else:
            told = [f"{head.lower()} {cell(value)}" for head, value in zip(heads, cells, strict=True)]
            yield f"{name}: {', '.join(told)}"
