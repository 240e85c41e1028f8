"""Historical figures are read as they stand in the file, or not at all."""

from datetime import date
from io import BytesIO

import pytest
import xlsxwriter

from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.periods import Month
from casa_desktop.readers.figures import FiguresFile, read_figures
from casa_desktop.reports import table_csv, table_xlsx
from tests.reports.reference import IMPRINT, PLAIN
from tests.reports.tables import FIGURES_2019, YEAR_2019, history_2019, made_up, records_2019

EXPECTED = {
    (month, label): value
    for label, values in FIGURES_2019.items()
    for month, value in zip(YEAR_2019, values, strict=True)
}
PROVISIONAL = {Month(2019, 10), Month(2019, 11)}


def figures(file: FiguresFile) -> dict[tuple[Month, str], int]:
    """What was read, by month and label."""
    return {(row.month, row.indicator_label): row.value for row in file.rows}


def codes(file: FiguresFile) -> list[tuple[int, Code, object]]:
    """(line, code, column) of each problem."""
    return [(line, problem.code, problem.values.get("column")) for line, problem in file.problems]


def long_file() -> bytes:
    """The layout with a line for each month."""
    lines = ["mes,PERSONAS,ORIENTACION,PSICOLOGIA,REF,provisional"]
    for at, month in enumerate(YEAR_2019):
        values = ",".join(str(values[at]) for values in FIGURES_2019.values())
        lines.append(f"{month},{values},{'si' if month in PROVISIONAL else 'no'}")
    return "\n".join(lines).encode()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("largo.csv", long_file()),
        ("registros.csv", table_csv.render(records_2019())),
        ("historia.csv", table_csv.render(history_2019())),
        ("historia.xlsx", table_xlsx.render(history_2019(), PLAIN, IMPRINT)),
    ],
)
def test_2019_in_every_layout(name: str, data: bytes) -> None:
    file = read_figures(name, data)
    assert file.problems == ()
    assert figures(file) == EXPECTED
    assert {row.month for row in file.rows if row.provisional} == PROVISIONAL


def test_the_line_of_a_figure_is_that_of_the_file() -> None:
    file = read_figures("largo.csv", long_file())
    assert {row.line for row in file.rows if row.month == Month(2018, 12)} == {2}


def test_our_own_one_month_paper_with_its_titles_reads_back() -> None:
    table = made_up(1, ("PERSONAS", "REF"))
    file = read_figures("m.xlsx", table_xlsx.render(table, PLAIN, IMPRINT))
    assert figures(file) == {(Month(2025, 1), row.label): row.cells[0].value for row in table.rows}


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_separators_and_encodings(separator: str, encoding: str) -> None:
    text = "\r\n".join(separator.join(row) for row in (("Indicador", "Dic 2018", "Ene 2019"), ("Niñez", "1", "2")))
    file = read_figures("a.csv", text.encode(encoding))
    assert figures(file) == {(Month(2018, 12), "Niñez"): 1, (Month(2019, 1), "Niñez"): 2}


def test_a_file_of_the_council_with_its_habits() -> None:
    text = (
        "Informe de la mesa;;;;\n"
        ";;;;\n"
        ";Dic 2018;ene-19;Febrero de 2019*;Total Personas\n"
        "PERSONAS;1.372;n/d;1 225;9.999\n"
        "Encabezado;;;;\n"
        "REF;—;12*;\u00a02.244 ;\n"
        ";;;;\n"
        "* Mes provisional;;;;\n"
    )
    file = read_figures("concejo.csv", text.encode())
    assert file.problems == ()
    assert figures(file) == {
        (Month(2018, 12), "PERSONAS"): 1372,
        (Month(2019, 2), "PERSONAS"): 1225,
        (Month(2019, 1), "REF"): 12,
        (Month(2019, 2), "REF"): 2244,
    }
    assert {row.month for row in file.rows if row.provisional} == {Month(2019, 1), Month(2019, 2)}


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1,5", Code.BAD_NUMBER),
        ("1.37", Code.BAD_NUMBER),
        ("-3", Code.BAD_NUMBER),
        ("doce", Code.BAD_NUMBER),
        ("12 345 678", Code.OUT_OF_RANGE),
        ("#¡DIV/0!", Code.BAD_NUMBER),
        ("1534–10668", Code.BAD_NUMBER),
    ],
)
def test_a_wrong_cell_is_told_with_its_place_and_nothing_is_guessed(cell: str, code: Code) -> None:
    file = read_figures("a.csv", f"x;2018-12;2019-01\nREF;{cell};5\n".encode())
    assert codes(file) == [(2, code, "2018-12")]
    assert figures(file) == {(Month(2019, 1), "REF"): 5}


def test_what_would_be_lost_in_silence_is_told() -> None:
    text = (
        "x;2018-12;2019-13;Promedio\n"  # a month that is none, a column that is no month
        "REF;7;8;9;55\n"  # a number beyond the heads
        ";5;;\n"  # no label
        "REF;7;;\n"  # the same month and label again
    )
    file = read_figures("a.csv", text.encode())
    assert codes(file) == [
        (1, Code.BAD_DATE, "2019-13"),
        (1, Code.BAD_DATE, "Promedio"),
        (2, Code.COLUMN_MISSING, "E"),
        (3, Code.ROW_NOT_UNDERSTOOD, None),
        (4, Code.NOT_UNIQUE, "2018-12"),
    ]
    assert figures(file) == {(Month(2018, 12), "REF"): 7}


def test_months_down_with_problems() -> None:
    text = "mes;REF;provisional;nota\n2018-12;4;quizás;x\n13/2019;5;no;\nTotal;9;;\n;;;\n2019-02;6;SÍ;\n"
    file = read_figures("a.csv", text.encode())
    assert codes(file) == [(2, Code.BAD_CHOICE, "provisional"), (3, Code.BAD_DATE, "mes")]
    assert [(row.value, row.provisional) for row in file.rows] == [(4, False), (6, True)]


def test_a_spreadsheet_with_dates_errors_and_formulas() -> None:
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet("oculta").hide()
    sheet = book.add_worksheet("2019")
    sheet.activate()
    sheet.write_row(0, 0, ["INDICADOR"])
    day = book.add_format({"num_format": "mmm-yy"})
    sheet.write_datetime(0, 1, date(2018, 12, 1), day)
    sheet.write_datetime(0, 2, date(2019, 1, 31), day)
    sheet.write_row(1, 0, ["PERSONAS", 1372.0, 84.5])
    sheet.write_string(2, 0, "REF")
    sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")
    sheet.write_formula(2, 2, "=10+7", None, 17)
    sheet.write_string(3, 0, "ORI")
    sheet.write_boolean(3, 1, True)
    sheet.write_number(3, 2, -4)
    book.close()
    file = read_figures("a.xlsx", out.getvalue())
    assert figures(file) == {(Month(2018, 12), "PERSONAS"): 1372, (Month(2019, 1), "REF"): 17}
    assert codes(file) == [
        (2, Code.BAD_NUMBER, "2019-01-31"),
        (3, Code.BAD_NUMBER, "2018-12-01"),
        (4, Code.BAD_NUMBER, "2018-12-01"),
        (4, Code.OUT_OF_RANGE, "2019-01-31"),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x;Dic;Ene;Feb*\nREF;1;2;3\n", Code.BAD_DATE),
        ("a,b\n1,2\n", Code.FILE_NOT_UNDERSTOOD),
        ("nombre;documento\nAna;123\n", Code.FILE_NOT_UNDERSTOOD),
        ("mes;REF\n2019-01;\n", Code.FILE_EMPTY),
        ("", Code.FILE_EMPTY),
    ],
)
def test_files_without_figures(text: str, code: Code) -> None:
    with pytest.raises(CasaError) as caught:
        read_figures("a.csv", text.encode())
    assert caught.value.code is code
