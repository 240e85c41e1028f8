"""Every document of the numbers against what it was when somebody looked at it: its text, and what is drawn.

To renew the references after a change that was looked at: ``python -m tests.reports.test_documents``.
"""

from collections.abc import Callable

import pytest

from casa_desktop.reports import chart_pdf, reconciliation_pdf, report_pdf
from casa_desktop.texts import rcf, ui_surveys
from tests.reports import test_charts, test_listing, test_published, test_rcf, test_reconciliation, test_voice_papers
from tests.reports.reference import FOLDER, IMPRINT, PLAIN, QUALITY, describe
from tests.reports.test_donor_files import REPORT

DOCUMENTS: dict[str, Callable[[], bytes]] = {
    "chart": lambda: chart_pdf.render(test_charts.months(), PLAIN, IMPRINT),
    "chart_rows": lambda: chart_pdf.render(test_charts.years(1372, 9, 0, 47), PLAIN, IMPRINT),
    "donor_tables": lambda: report_pdf.render(REPORT, QUALITY, IMPRINT),
    "erratum": test_published.corrected,
    "list_by_code": lambda: test_listing.render("pdf", test_listing.listing(60, nominal=False)),
    "list_by_name": lambda: test_listing.render("pdf", test_listing.listing(3, nominal=True)),
    "papers_to_pull": test_published.to_pull,
    "rcf": lambda: report_pdf.render(rcf.report(test_rcf.SUMMARY), QUALITY, IMPRINT),
    "survey": lambda: report_pdf.render(ui_surveys.tables(test_voice_papers.REPORT), QUALITY, IMPRINT),
    "reconciliation": lambda: reconciliation_pdf.render(test_reconciliation.found(), QUALITY, IMPRINT),
}


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_a_document_is_as_it_was_looked_at(name: str) -> None:
    assert describe(DOCUMENTS[name]()) == (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


if __name__ == "__main__":
    for name, made in DOCUMENTS.items():
        (FOLDER / f"{name}.txt").write_text(describe(made()), encoding="utf-8")
        print(f"{name}: look at the page before you commit this")
