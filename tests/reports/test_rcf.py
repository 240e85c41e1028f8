"""The month of RCF on paper and as CSV: the same figures, nobody in them, and names of any length."""

import csv
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO, StringIO

from pypdf import PdfReader

from casa_desktop.domain.rcf import RequestState
from casa_desktop.domain.rcf_month import CountryCount, ModalityCount, RcfSummary
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.reports import report_csv, report_pdf
from casa_desktop.texts import rcf as words

CALLS = ModalityCount(
    "LLAMADA", "Llamada", (("ERRADO", 3), ("LOGRADO", 1240), ("NO_CONTESTA", 88), ("SIN_RED", 7)), 1240, 5321, 1338
)
OWN = ModalityCount("OTRA", '=HYPERLINK("x") <b>&' + "ñ" * 60, (("", 4), ("OCUPADO", 2)), 4, 0, 6)
WIFI = ModalityCount("WIFI", "Wifi o internet", (("", 18),), 18, 0, 25)
SUMMARY = RcfSummary(
    first=date(2026, 3, 1),
    last=date(2026, 3, 31),
    provisional=True,
    contacts=(CALLS, OWN),
    connectivity=(WIFI,),
    countries=(CountryCount("VEN", 1300, 1200), CountryCount("", 44, 44)),
    persons=812,
    anonymous=31,
    requests_sent=2,
    requests_open=((RequestState.SENT, 1), (RequestState.UNDER_WAY, 3)),
)
LETTERHEAD = Letterhead("C.A.S.A. " + "Ñ" * 60, "Bucaramanga", words.TITLE, show_signatures=True)
IMPRINT = Imprint(datetime(2026, 4, 2, 15, tzinfo=UTC), "María de los Ángeles Etxeberría Iguarán", "CASA Desktop 0.1.0")


def pages(summary: RcfSummary) -> list[str]:
    """The text of each page."""
    data = report_pdf.render(words.report(summary), LETTERHEAD, IMPRINT)
    assert data == report_pdf.render(words.report(summary), LETTERHEAD, IMPRINT)
    return [page.extract_text() for page in PdfReader(BytesIO(data)).pages]


def test_one_page_tells_the_month() -> None:
    (text,) = pages(SUMMARY)
    for said in ("marzo de 2026*", "812", "1.344", "1.244", "100", "5.321", "Venezuela", "Sin dato", words.PROVISIONAL):
        assert said in text, said
    assert "Página 1 de 1" in text
    assert "Otro" in text, "a result that the desk added has its column"
    assert report_csv.digest(words.report(SUMMARY))[:8] in text


def test_a_column_without_anything_and_an_empty_month_are_told_plainly() -> None:
    usual = replace(SUMMARY, contacts=(CALLS,), provisional=False)
    (text,) = pages(usual)
    assert "Otro" not in text
    assert words.PROVISIONAL not in text
    nothing = replace(SUMMARY, contacts=(), connectivity=(), countries=(), requests_sent=0, requests_open=())
    (text,) = pages(nothing)
    assert text.count(words.NOTHING) == 4


def test_the_csv_holds_each_figure_once_and_nothing_that_a_spreadsheet_would_run() -> None:
    raw = report_csv.render(words.report(SUMMARY))
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(raw.decode("utf-8-sig")), delimiter=";"))
    at = rows.index(list(words.CONTACT_HEADS))
    assert rows[at - 1] == [words.CONTACTS]
    total = dict(zip(words.CONTACT_HEADS, rows[at + 3], strict=True))
    assert total.pop("Modalidad") == words.TOTAL
    assert int(total.pop("Minutos")) == 5321
    tried = int(total.pop("Intentos"))
    assert sum(map(int, total.values())) == tried
    facts = {row[0]: int(row[1]) for row in rows[:at] if len(row) == 2}
    assert facts["Logrados"] + facts["No logrados"] == tried
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
