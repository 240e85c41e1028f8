"""The monthly table as CSV, text and spreadsheet."""

import csv
import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path

import pytest

from casa_desktop.domain.indicators import TotalMode
from casa_desktop.domain.table import Letterhead, MonthlyTable
from casa_desktop.readers.sheets import read_rows
from casa_desktop.reports import table_csv, table_txt, table_xlsx
from casa_desktop.texts import table as words
from tests.reports.reference import IMPRINT, PLAIN
from tests.reports.tables import FIGURES_2019, history_2019, made_up, records_2019


def csv_rows(table: MonthlyTable) -> list[list[str]]:
    """The CSV as a spreadsheet reads it."""
    return list(csv.reader(StringIO(table_csv.render(table).decode("utf-8-sig")), delimiter=";"))


def with_label(table: MonthlyTable, label: str) -> MonthlyTable:
    """The table with another label on its first row."""
    return replace(table, rows=(replace(table.rows[0], label=label), *table.rows[1:]))


def test_csv_of_2019_from_records() -> None:
    data = table_csv.render(records_2019())
    assert data.startswith(b"\xef\xbb\xbfINDICADOR;2018-12;2019-01;")
    rows = csv_rows(records_2019())
    assert rows[0][11:] == ["2019-10*", "2019-11*", "Total personas (suma mensual)", "Total personas (únicas)"]
    for row, (label, values) in zip(rows[1:5], FIGURES_2019.items(), strict=True):
        assert row[:13] == [label, *map(str, values)]
    assert rows[1][13:] == ["10668", "10388"]
    assert rows[2][13:] == ["", ""]
    assert rows[5] == []
    assert rows[6] == [words.notes_text(records_2019())[0]]
    assert all(len(note) == 1 for note in rows[6:])


def test_csv_of_2019_from_history() -> None:
    rows = csv_rows(history_2019())
    assert rows[0][1] == "2018-12†"
    assert rows[0][12:] == [
        "2019-11*†",
        "Total personas (suma mensual)",
        "Total personas (únicas)",
        "Total personas (publicado)",
    ]
    assert rows[1][13:] == ["10668", "1534–10668", "10388"]


@pytest.mark.parametrize(
    ("mode", "heads"),
    [
        (TotalMode.SUM, ["Total personas (suma mensual)"]),
        (TotalMode.DISTINCT, ["Total personas (únicas)"]),
        (TotalMode.BOTH, ["Total personas (suma mensual)", "Total personas (únicas)"]),
    ],
)
def test_only_the_totals_asked_for_are_there(mode: TotalMode, heads: list[str]) -> None:
    assert csv_rows(replace(records_2019(), total=mode))[0][13:] == heads


def test_a_table_of_services_alone_has_no_column_of_persons() -> None:
    table = records_2019()
    assert len(csv_rows(replace(table, rows=table.rows[1:]))[0]) == 13


def test_what_is_not_known_is_empty_in_files_and_a_dash_for_people() -> None:
    table = made_up(17, ("PERSONAS",))
    assert csv_rows(table)[1][17] == ""
    assert "—" in table_txt.render(table)


@pytest.mark.parametrize("label", ["=1+1", "+57 300", "-5", "@SUM(A1)", "\t=1", "'x"])
def test_no_label_becomes_a_formula(label: str) -> None:
    first = csv_rows(with_label(records_2019(), label))[1][0]
    assert first == f"'{label.strip()}"


def test_odd_labels_survive_the_csv() -> None:
    label = 'Orientación «A»; "B" \U0001f600 Wayúu'
    rows = csv_rows(with_label(records_2019(), label))
    assert rows[1][0] == label
    assert csv_rows(with_label(records_2019(), "dos\nlíneas"))[1][0] == "dos líneas"


def test_the_digest_is_that_of_the_file() -> None:
    table = records_2019()
    assert table_csv.digest(table) == hashlib.sha256(table_csv.render(table)).hexdigest()
    assert table_csv.digest(table) != table_csv.digest(history_2019())


def test_text_lines_up_and_the_months_go_into_blocks() -> None:
    lines = table_txt.render(records_2019()).splitlines()
    assert lines[0] == "Diciembre de 2018 a noviembre de 2019"
    persons, reff = next(at for at in lines if at.startswith("PERSONAS")), next(at for at in lines if at[:3] == "REF")
    assert persons.index("1.375") + 5 == reff.index("886") + 3
    narrow = table_txt.render(made_up(24, ("A",)), width=80)
    assert max(map(len, narrow.split("*", 1)[0].splitlines())) <= 80
    assert narrow.count(" Ene ") == 2


def test_xlsx_holds_numbers_and_texts_that_are_never_formulas() -> None:
    table = with_label(history_2019(), "=1+1")
    rows = read_rows("t.xlsx", table_xlsx.render(table, PLAIN, IMPRINT))
    head = next(row for row in rows if row[0] == "INDICADOR")
    first = rows[rows.index(head) + 1]
    assert first[0] == "=1+1"
    assert first[1:13] == list(FIGURES_2019["PERSONAS"])
    assert first[13:] == [10668, "1.534–10.668", 10388]
    assert head[1] == "Dic 2018†"
    assert head[13] == "Total personas (suma mensual)"
    assert [row[0] for row in rows if row and str(row[0]).startswith("*")]


def test_xlsx_is_reproducible_and_tells_its_digest() -> None:
    first = table_xlsx.render(records_2019(), PLAIN, IMPRINT)
    assert first == table_xlsx.render(records_2019(), PLAIN, IMPRINT)
    later = replace(IMPRINT, at=datetime(2020, 1, 1, tzinfo=UTC))
    assert first != table_xlsx.render(records_2019(), PLAIN, later)
    told = [cell for row in read_rows("t.xlsx", first) for cell in row if isinstance(cell, str)]
    assert any(table_csv.digest(records_2019()) in cell for cell in told)


@pytest.mark.parametrize("label", ["x" * 40_000, "a\x00\x01\ud800b", "😀" * 50, "<b>&amp;</b>"])
def test_xlsx_takes_any_label(label: str) -> None:
    letterhead = Letterhead(desk=label, municipality=label, title=label, organisation=label)
    rows = read_rows("t.xlsx", table_xlsx.render(with_label(records_2019(), label), letterhead, IMPRINT))
    assert len(rows) > 8


def test_a_saved_spreadsheet_opens(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(table_xlsx.render(made_up(1, ("PERSONAS",)), PLAIN, IMPRINT))
    assert read_rows(path.name, BytesIO(path.read_bytes()).read())
