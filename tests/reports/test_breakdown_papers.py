"""A breakdown as clipboard, CSV, spreadsheet and paper: each figure in its place, and nothing that starts by itself."""

import csv
from dataclasses import replace
from io import BytesIO, StringIO

import pytest
from pypdf import PdfReader

from casa_desktop.domain.table import Letterhead
from casa_desktop.readers.sheets import read_rows
from casa_desktop.reports import report_csv, report_pdf, report_xlsx
from casa_desktop.texts.breakdowns import HIDDEN, Line, Sheet, report
from tests.domain.odd_strings import ODD
from tests.reports.breakdowns import SMALL, large
from tests.reports.reference import IMPRINT, PLAIN

FIGURES = [
    ["Edad", "Mujer", "Hombre", "Sin dato", "Total"],
    ["0–5", HIDDEN, HIDDEN, "0", "12"],
    ["6–12", "1234", "12", "0", "1246"],
    ["Sin dato", HIDDEN, HIDDEN, "0", "9"],
    ["Total", "1241", "26", "0", "1267"],
]
NASTY = ("=1+1", "+57 300", "-3", "@SUM(A1)", "'x", 'a "b" c', "dos\nlíneas", "con\ttabulador", "a;b", '"')


def pasted(sheet: Sheet) -> list[list[str]]:
    """The clipboard as a spreadsheet takes it."""
    return list(csv.reader(StringIO(report_csv.clipboard(report(sheet))), delimiter="\t"))


def named(name: str) -> Sheet:
    """The small sheet with another name for its first row and its first column."""
    first = replace(SMALL.lines[0], name=name)
    return replace(SMALL, heads=(SMALL.heads[0], name, *SMALL.heads[2:]), lines=(first, *SMALL.lines[1:]))


def texts(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def test_what_is_pasted_is_a_table_of_plain_figures_and_its_notes() -> None:
    assert pasted(SMALL) == [*FIGURES, [], *([note] for note in SMALL.notes)]


@pytest.mark.parametrize("name", NASTY)
def test_no_name_splits_a_cell_or_starts_a_formula(name: str) -> None:
    for rows in (pasted(named(name)), list(csv.reader(StringIO(csv_text(named(name))), delimiter=";"))[1:]):
        assert [len(row) for row in rows[:5]] == [5] * 5
        assert not rows[0][1].startswith(("=", "+", "-", "@"))
        assert rows[1][0] == rows[0][1]
        assert rows[1][1:] == FIGURES[1][1:]


def csv_text(sheet: Sheet) -> str:
    return report_csv.render(report(sheet)).decode("utf-8-sig")


def test_the_file_says_what_it_is_and_holds_the_same() -> None:
    rows = list(csv.reader(StringIO(csv_text(SMALL)), delimiter=";"))
    assert rows[0] == ["PERSONAS por edad y sexo · 15/11/2025 – 14/01/2026 · Solo país: Venezuela o sin dato"]
    assert rows[1:6] == FIGURES
    assert rows[6:] == [[], *([note] for note in SMALL.notes)]


def test_the_spreadsheet_holds_numbers_and_texts() -> None:
    data = report_xlsx.render(report(named("=1+1")), PLAIN, IMPRINT)
    rows = [[str(cell) for cell in row] for row in read_rows("desglose.xlsx", data)]
    assert [row[0] for row in rows[:4]] == [PLAIN.desk, SMALL.whole_title, SMALL.days, *SMALL.filters]
    at = next(at for at, row in enumerate(rows) if row[0] == "Edad")
    assert rows[at][1] == "=1+1"
    assert [cell.removesuffix(".0") for cell in rows[at + 2]] == FIGURES[2]
    assert rows[at + 1][1] == HIDDEN
    again = [report_xlsx.render(report(SMALL), PLAIN, IMPRINT) for _ in range(2)]
    assert again[0] == again[1]


def test_a_narrow_one_stands_upright_and_a_wide_one_lies() -> None:
    for columns, lies in ((4, False), (9, True)):
        page = PdfReader(BytesIO(report_pdf.render(report(large(3, columns, "Financiador")), PLAIN, IMPRINT))).pages[0]
        assert (page.mediabox.width > page.mediabox.height) is lies


def test_every_page_repeats_its_heads_and_every_figure_is_on_one() -> None:
    sheet = large(60, 26)
    pages = texts(report_pdf.render(report(sheet), PLAIN, IMPRINT))
    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        assert "Lugar" in page
        assert f"Página {number} de {len(pages)}" in page
    whole = "\n".join(pages).replace(".", "").split()
    assert {str(value) for line in sheet.lines for value in line.values} <= set(whole)
    assert "Nota." in pages[-1]


def test_paper_says_the_filters_the_hidden_and_the_notes() -> None:
    (page,) = texts(report_pdf.render(report(SMALL), PLAIN, IMPRINT))
    for told in ("PERSONAS por edad y sexo", "Solo país: Venezuela o sin dato", "1.234", HIDDEN, *SMALL.notes):
        assert told in page


@pytest.mark.parametrize("text", ODD)
def test_odd_names_go_onto_paper_and_into_files(text: str) -> None:
    sheet = replace(named(text), title=text or "x", notes=(text,), filters=(text,))
    assert report_pdf.render(report(sheet), PLAIN, IMPRINT).startswith(b"%PDF")
    assert report_xlsx.render(report(sheet), PLAIN, IMPRINT).startswith(b"PK")
    assert len(pasted(sheet)[1]) == 5


def test_a_word_that_no_page_holds_is_cut() -> None:
    sheet = replace(SMALL, lines=(Line("W" * 500, SMALL.lines[0].values), *SMALL.lines[1:]))
    sheet = replace(sheet, heads=("Edad", "W" * 500, *SMALL.heads[2:]))
    assert texts(report_pdf.render(report(sheet), Letterhead(desk="Mesa", municipality="", title="Desglose"), IMPRINT))
