"""The report of the survey as CSV for a spreadsheet in Spanish. Totals only."""

import csv
import hashlib
from io import StringIO

from casa_desktop.domain.surveys import SurveyReport, shares
from casa_desktop.reports.cleaning import csv_cell
from casa_desktop.texts import dates
from casa_desktop.texts import ui_surveys as words


def render(report: SurveyReport) -> bytes:
    """UTF-8 with BOM, ``;`` between cells: a line a month, the total, the reasons, published figures, the notes.

    Of each answer how many and its percent, plain integers; a month without answers has no percent.
    """
    text = StringIO()
    out = csv.writer(text, delimiter=";", lineterminator="\n")
    names = [csv_cell(name) for _, name in report.answers]
    out.writerow([words.MONTH, *(cell for name in names for cell in (name, f"{name} %")), words.N])
    lines = [(f"{m.month}{'*' if m.provisional and m.n else ''}", m.counts, m.n) for m in report.months]
    for head, counts, n in (*lines, (words.TOTAL, report.counts, report.n)):
        parts = shares(counts) or ("",) * len(counts)
        out.writerow([head, *(cell for pair in zip(counts, parts, strict=True) for cell in pair), n])
    if report.reasons:
        out.writerow([])
        out.writerow([words.REASONS_TITLE, words.HOW_MANY])
        out.writerows([csv_cell(name), count] for name, count in report.reasons)
    for figure in report.history:
        out.writerow([])
        out.writerow([f"{dates.period(figure.period)}†", words.n_of(figure.n), csv_cell(words.figure_source(figure))])
        known = dict(report.answers)
        out.writerows([csv_cell(known.get(code, code)), words.percent(share)] for code, share in figure.shares)
    out.writerow([])
    out.writerows([csv_cell(note)] for note in words.notes(report))
    return text.getvalue().encode("utf-8-sig")


def digest(report: SurveyReport) -> str:
    """SHA-256 of :func:`render`, as the paper carries it."""
    return hashlib.sha256(render(report)).hexdigest()
