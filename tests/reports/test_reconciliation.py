"""«Conciliación» on paper and in files: every month and row, the totals with their difference, and lines to sign."""

import csv
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO, StringIO

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from casa_desktop.domain.cells import CellFigure
from casa_desktop.domain.indicators import RowChoice
from casa_desktop.domain.periods import Month
from casa_desktop.domain.plausibility import Doubt, DoubtKind
from casa_desktop.domain.reconciling import Pair, PairedTotal, Reconciliation, SourceChoice
from casa_desktop.domain.table import Source, Total
from casa_desktop.readers.sheets import read_rows
from casa_desktop.reports import reconciliation_files, reconciliation_pdf
from casa_desktop.texts import dates, papers
from casa_desktop.texts import ui_reconciling as words
from tests.reports.reference import IMPRINT, PLAIN
from tests.reports.tables import FIGURES_2019, INDICATORS, YEAR_2019

SOURCE = "Informe OFAI al Concejo, diciembre de 2019"
WHY = "=Faltó <b>una</b> planilla"


def chosen(reason: str) -> tuple[SourceChoice, ...]:
    """The paper with that reason, after it had been chosen once and the choice withdrawn."""
    at = "2026-03-10T15:00:00Z"
    return (
        SourceChoice(Source.HISTORY, reason, at, "Ana Peña"),
        SourceChoice(None, "Se pasó la planilla", "2026-03-09T15:00:00Z", "Juan Gil"),
        SourceChoice(Source.HISTORY, "Primera vez", "2026-03-08T15:00:00Z", "Ana Peña"),
    )


def found(reason: str = WHY) -> Reconciliation:
    """2019 on paper; in July records stand beside it, and somebody chose."""
    pairs = []
    for at, month in enumerate(YEAR_2019):
        for label, values in FIGURES_2019.items():
            figure = CellFigure(month, values[at], False, SOURCE, "12", "", "2026-03-10T15:00:00Z", "Ana Peña")
            both = month == Month(2019, 7)
            pairs.append(
                Pair(
                    month,
                    RowChoice(INDICATORS[label], label),
                    figure,
                    values[at] + 3 if both else None,
                    Source.HISTORY,
                    chosen(reason) if both else (),
                )
            )
    row = RowChoice(INDICATORS["PERSONAS"], "PERSONAS")
    total = PairedTotal(row, YEAR_2019, 10388, SOURCE, 10668, Total(1534, 10668))
    rows = (INDICATORS["ORIENTACION"], INDICATORS["REF"])
    doubt = Doubt(DoubtKind.EQUAL_ROWS, rows, Month(2019, 7), {"value": 934}, ("ORIENTACION", "REF"))
    return Reconciliation(YEAR_2019, tuple(pairs), (total,), (doubt,))


def test_the_page_says_everything_and_is_signed_whatever_the_desk_prints_elsewhere() -> None:
    assert not PLAIN.show_signatures
    data = reconciliation_pdf.render(found(), PLAIN, IMPRINT)
    pages = [page.extract_text() for page in PdfReader(BytesIO(data)).pages]
    said = "\n".join(pages)
    for part in (words.heading(YEAR_2019), "10.388", "10.668", "-280", "1.534–10.668", WHY, "934", *papers.SIGNATURES):
        assert part in said, part
    assert "ORIENTACION y REF tienen el mismo valor, 934" in said.replace("\n", " ")
    assert reconciliation_pdf.render(found(), PLAIN, IMPRINT) == data
    begins = {dates.month_short_year(month) for month in YEAR_2019}
    for page in pages:
        after = iter(page.splitlines())
        if words.REASON_COLUMNS[-1] in after:
            assert next(after) in begins, "no month is parted between two pages"


def test_every_choice_is_on_the_page_and_in_the_files_also_those_that_hold_no_more() -> None:
    pages = PdfReader(BytesIO(reconciliation_pdf.render(found(), PLAIN, IMPRINT))).pages
    said = "\n".join(page.extract_text() for page in pages)
    for part in (words.CHOICES, "Primera vez", "Se pasó la planilla", "se retiró", "Juan Gil", "08/03/2026"):
        assert part in said, part
    line = ["2019-07", "ORIENTACION", "09/03/2026 10:00 a. m.", "Juan Gil", "se retiró", "Se pasó la planilla"]
    told = list(csv.reader(StringIO(reconciliation_files.render_csv(found()).decode("utf-8-sig")), delimiter=";"))
    at = told.index(line)
    assert (told[at - 1][-1], told[at + 1][-1]) == ("Primera vez", f"'{WHY}"), "as they were made"
    book = reconciliation_files.render_xlsx(found(), IMPRINT)
    assert line in [
        list(row) for row in CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(2).to_python()
    ]


def test_months_in_which_nobody_chose_have_no_such_table() -> None:
    bare = replace(found(), pairs=tuple(replace(pair, choices=()) for pair in found().pairs))
    assert (
        words.CHOICES
        not in PdfReader(BytesIO(reconciliation_pdf.render(bare, PLAIN, IMPRINT))).pages[-1].extract_text()
    )
    assert ";".join(words.CHOICE_COLUMNS) not in reconciliation_files.render_csv(bare).decode("utf-8-sig")


def test_a_source_that_was_changed_a_hundred_times_fills_pages_and_stops_nothing() -> None:
    restless = replace(found().pairs[28], choices=chosen("x" * 500) * 40)
    data = reconciliation_pdf.render(replace(found(), pairs=(restless,)), PLAIN, IMPRINT)
    assert 3 < len(PdfReader(BytesIO(data)).pages) < 12


@pytest.mark.parametrize("reason", ["x" * 500, "😀" * 80, "palabra " * 60])
def test_long_reasons_stay_on_their_page(reason: str) -> None:
    data = reconciliation_pdf.render(found(reason), PLAIN, IMPRINT)
    assert 1 < len(PdfReader(BytesIO(data)).pages) < 5


def test_files_hold_numbers_and_texts_that_are_no_formulas() -> None:
    lines = list(csv.reader(StringIO(reconciliation_files.render_csv(found()).decode("utf-8-sig")), delimiter=";"))
    assert tuple(lines[0]) == words.REASON_COLUMNS
    assert lines[1] == ["2018-12", "PERSONAS", "190", f"{SOURCE} · folio 12", "", "", "papel", ""]
    july = next(line for line in lines if line[:2] == ["2019-07", "ORIENTACION"])
    assert july[2:] == ["934", f"{SOURCE} · folio 12", "937", "3", "papel", f"'{WHY}"]
    assert ["PERSONAS", "Dic 2018 – Nov 2019", "10388", "10668", "-280", "1.534–10.668", SOURCE] in lines
    rows = read_rows("c.xlsx", reconciliation_files.render_xlsx(found(), IMPRINT))
    assert rows[1][2] == 190
    assert next(row for row in rows if row[:2] == ["2019-07", "ORIENTACION"])[7] == WHY


def test_the_spreadsheet_is_reproducible() -> None:
    first = reconciliation_files.render_xlsx(found(), IMPRINT)
    assert reconciliation_files.render_xlsx(found(), IMPRINT) == first
    later = type(IMPRINT)(datetime(2020, 1, 1, tzinfo=UTC), IMPRINT.user, IMPRINT.program)
    assert reconciliation_files.render_xlsx(found(), later) != first
