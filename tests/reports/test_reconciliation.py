"""«Conciliación» on paper and in files: every month and row, the totals with their difference, and lines to sign."""

import csv
from datetime import UTC, datetime
from io import BytesIO, StringIO

import pytest
from pypdf import PdfReader

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
                    SourceChoice(Source.HISTORY, reason, "2026-03-10T15:00:00Z", "Ana Peña") if both else None,
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
