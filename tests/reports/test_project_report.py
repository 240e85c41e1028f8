"""What a project did, on paper and in files: its own days, persons never added up, small cells hidden."""

import csv
from dataclasses import replace
from io import BytesIO, StringIO

from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from casa_desktop.domain.projects import ProjectLine
from casa_desktop.domain.report import Report, Section
from casa_desktop.domain.table import Letterhead
from casa_desktop.reports import report_csv, report_pdf, report_xlsx
from casa_desktop.reports.cleaning import csv_cell
from casa_desktop.texts import dashboard
from casa_desktop.texts import projects as words
from casa_desktop.texts import reports as common
from tests.reports.project_rows import CATALOG, FIRST, project, report
from tests.reports.reference import IMPRINT, QUALITY

LONG = "ñ" * 30 + '=HYPERLINK("x") <b>&'


def pages(made: Report, letterhead: Letterhead = QUALITY) -> list[str]:
    data = report_pdf.render(made, letterhead, IMPRINT)
    assert data == report_pdf.render(made, letterhead, IMPRINT), "the same inputs give the same bytes"
    return [page.extract_text() for page in PdfReader(BytesIO(data)).pages]


def figures(made: Report) -> dict[tuple[str, str, str], str]:
    """By table, line and head."""
    rows = list(csv.reader(StringIO(report_csv.render(made).decode("utf-8-sig")), delimiter=";"))
    found = {}
    for section in made.sections:
        at = rows.index([csv_cell(section.title)]) + 1
        for row in rows[at + 1 : at + 1 + len(section.lines)]:
            found.update({(section.title, row[0], head): cell for head, cell in zip(rows[at], row, strict=True)})
    return found


def test_the_paper_names_the_days_of_a_month_in_part_and_what_is_provisional() -> None:
    text = "\n".join(pages(words.report(report(), CATALOG, hide=True)))
    for said in ("15–30 sep", "1–10 jul", "Jun 2026*", "junio y julio de 2026", "Unión Europea – ECHO y CICR"):
        assert said in text, said
    assert "Página 1 de 2" in text


def test_what_leaves_the_house_hides_small_cells_and_what_stays_does_not() -> None:
    def ages(*, hide: bool) -> Section:
        return words.report(report(), CATALOG, hide=hide).sections[-1]

    shown, hidden = ages(hide=False), ages(hide=True)
    small = [(i, j) for i, line in enumerate(shown.lines[:-1]) for j, v in enumerate(line[1:-1]) if v in range(1, 5)]
    assert small
    assert all(hidden.lines[i][j + 1] == "•" for i, j in small)
    assert [line[-1] for line in hidden.lines] == [line[-1] for line in shown.lines], "totals stay"


def test_matters_of_protection_are_counted_and_never_named() -> None:
    made = words.report(report(), CATALOG, hide=True)
    assert "Protección" not in "\n".join(pages(made))
    assert words.RESERVED in made.notes
    people = dict(made.facts)[words.PERSONS]
    assert isinstance(people, int)
    assert people == report().persons.total


def test_projects_side_by_side_have_no_total_and_say_why() -> None:
    long = project()
    named = replace(long, named=replace(long.named, name=LONG))
    lines = [ProjectLine(each, FIRST, report().last, 1653, 401, 40, provisional=True) for each in (long, named, long)]
    made = words.compared(lines, CATALOG, "2026")
    (section,) = made.sections
    assert len(section.lines) == len(lines)
    assert not section.strong
    (text,) = pages(made)
    assert "no se suman" in text
    assert "1.653" in text
    assert not any(cell.startswith(("=", "+", "-", "@")) for key in figures(made) for cell in key)
    assert words.compared((), CATALOG, "2026").said == (words.NO_PROJECTS,)


def test_the_spreadsheet_holds_numbers_and_the_csv_the_same() -> None:
    made = words.report(report(), CATALOG, hide=True)
    book = CalamineWorkbook.from_filelike(BytesIO(report_xlsx.render(made, QUALITY, IMPRINT)))
    rows = book.get_sheet_by_index(0).to_python()
    line = next(row for row in rows if row[0] == words.PERSONS and len([c for c in row if c != ""]) > 2)
    section = made.sections[0]
    assert tuple(line[1 : len(section.heads)]) == section.lines[0][1:]
    assert figures(made)[section.title, words.PERSONS, words.IN_ALL] == str(report().persons.total)


def test_a_report_of_ten_years_stands_in_several_tables() -> None:
    heads = ("Concepto", *(f"Ene {year}" for year in range(2000, 2120)))
    made = Report("Diez años", "2016 a 2026", sections=(Section("Mes a mes", heads, (("A" * 90, *range(120)),)),))
    text = " ".join("\n".join(pages(made, replace(QUALITY, desk="C.A.S.A. " + "Ñ" * 80))).split())
    assert all(f"Ene {year}" in text for year in (2000, 2060, 2119))


def test_the_report_as_text_is_read_line_by_line() -> None:
    text = common.plain(words.report(report(), CATALOG, hide=True))
    assert text.startswith("*Informe de proyecto: Salud y contacto familiar 2025–2026*\n15 de septiembre de 2025 a ")
    assert "Unidad Móvil: servicios 164, personas únicas 164" in text


def test_charts_stand_in_pairs_below_the_tables() -> None:
    ages = words.report(report(), CATALOG, hide=True)
    chart = dashboard.age_chart(report().ages, frozenset(), "Edad y sexo")
    text = "".join(pages(replace(ages, sections=ages.sections[:1], charts=(chart, chart, chart))))
    assert text.count("Edad y sexo") == 3
    assert "Mujeres" in text


def test_a_wide_table_does_not_go_below_a_narrow_one_where_there_is_no_room_for_it() -> None:
    """The two widths could not both be had, and the page was never laid out."""
    names = tuple("abcdefg")
    short = Section("Motivos", ("Motivo", "Cantidad"), (), empty="Ninguno")
    wide = Section("Por mes", ("Mes", *(f"Respuesta {name}" for name in names)), (("Enero", *range(len(names))),))
    first = Section("Resultados", ("Respuesta", "Cantidad", "%"), tuple((name, 1, 33) for name in names[:4]))
    (page,) = pages(Report("Encuesta", "2026", sections=(first, short, wide)))
    assert "Respuesta g" in " ".join(page.split())
