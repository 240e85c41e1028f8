"""Any report as a paper or a file; each library is read only when its form is asked for."""

from casa_desktop.domain.leaving import Way
from casa_desktop.domain.report import Report
from casa_desktop.domain.table import Imprint, Letterhead

FILES = (Way.PDF, Way.XLSX, Way.CSV)
"""What a report may be in a file; PDF where its name ends with none."""


def render(form: str, report: Report, letterhead: Letterhead, imprint: Imprint) -> bytes:
    """The report in that form."""
    if form == "csv":
        from casa_desktop.reports import report_csv

        return report_csv.render(report)
    if form == "xlsx":
        from casa_desktop.reports import report_xlsx

        return report_xlsx.render(report, letterhead, imprint)
    from casa_desktop.reports import report_pdf

    return report_pdf.render(report, letterhead, imprint)
