"""What a published paper says of itself, its erratum, and the list of papers to pull."""

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

from pypdf import PdfReader

from casa_desktop.domain.closing import Draw, Drawn
from casa_desktop.domain.indicators import Indicator, Rule
from casa_desktop.domain.periods import Month
from casa_desktop.domain.publications import Correction, Edition, TotalCorrection
from casa_desktop.domain.table import Imprint, Letterhead, Total, TotalColumn
from casa_desktop.reports import draw_pdf, table_pdf
from casa_desktop.texts import papers, ui_closing
from tests.reports.tables import history_2019

HEAD = Letterhead("C.A.S.A. Bucaramanga", "Bucaramanga", "Informe")
IMPRINT = Imprint(datetime(2026, 12, 3, 15, tzinfo=UTC), "Camila Rueda", "CASA Desktop 0.1.0")
FIRST = Edition(1, "ab12" * 16)
LONG = "Servicios de restablecimiento del contacto entre familiares…"


def text(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)


def test_a_published_table_tells_version_day_and_digest_and_is_the_same_each_time() -> None:
    data = table_pdf.render(history_2019(), HEAD, IMPRINT, FIRST)
    said = text(data)
    assert papers.edition(1, IMPRINT.at) in said.replace("\n", " ")
    assert papers.published_digest(FIRST.digest) in said
    assert papers.ERRATUM not in said
    assert table_pdf.render(history_2019(), HEAD, IMPRINT, FIRST) == data
    assert papers.edition(1, IMPRINT.at) not in text(table_pdf.render(history_2019(), HEAD, IMPRINT))


def corrected() -> bytes:
    """A second version, with its erratum."""
    fixed = (
        Correction("PERSONAS", Month(2019, 7), 1534, 1537),
        Correction(LONG, Month(2019, 8), 934, 930),
        Correction("ORIENTACION", Month(2019, 9), None, 4),
    )
    totals = (
        TotalCorrection("PERSONAS", TotalColumn.SUM, Total(10668, 10668), Total(10671, 10671)),
        TotalCorrection("PERSONAS", TotalColumn.DISTINCT, Total(1534, 10668), Total(1537, 10671)),
        TotalCorrection("PERSONAS", TotalColumn.PUBLISHED, None, Total(10388, 10388)),
    )
    reason = "Tres planillas <b>tarde</b>."
    second = replace(FIRST, version=2, reason=reason, corrects=fixed, earlier="cd34" * 16, totals=totals)
    return table_pdf.render(history_2019(), HEAD, IMPRINT, second)


def test_an_erratum_tells_what_was_said_what_it_ought_to_be_and_why() -> None:
    said = text(corrected())
    for part in (
        papers.ERRATUM,
        "cd34cd34",
        "Tres planillas <b>tarde</b>.",
        "1.534",
        "1.537",
        "+3",
        "-4",
        "julio de 2019",
        "Total, suma mensual",
        "10.671",
        "1.537–10.671",
        "Total, publicado",
    ):
        assert part in said.replace("−", "-"), part


def test_a_version_that_corrects_no_figure_says_so() -> None:
    second = replace(FIRST, version=2, reason="Cambió el membrete", earlier="cd34" * 16)
    assert papers.NO_CORRECTION in text(table_pdf.render(history_2019(), HEAD, IMPRINT, second))
    alone = TotalCorrection("PERSONAS", TotalColumn.DISTINCT, Total(2, 2), Total(1, 1))
    said = text(table_pdf.render(history_2019(), HEAD, IMPRINT, replace(second, totals=(alone,))))
    assert papers.NO_CORRECTION not in said
    assert "Total, únicas" in said


def to_pull() -> bytes:
    """Of two rows, one of which nobody wrote on a numbered sheet."""
    drawn = Drawn("s", date(2026, 10, 2), "ORIENTACION", "P-000123", "TR-2610-0004", 7)
    rows = (
        Draw(Indicator(Rule.SERVICES, "ORI"), "ORIENTACION", (drawn,), 159, 4),
        Draw(Indicator(Rule.SERVICES, "PSI"), "PSICOLOGIA", (), 30, 30),
    )
    return draw_pdf.render(rows, Month(2026, 10), HEAD, IMPRINT)


def test_the_papers_to_pull_name_folios_and_codes_and_nobody() -> None:
    said = text(to_pull())
    for part in ("TR-2610-0004", "P-000123", "02/10/2026", "1 de 159 servicios", ui_closing.PAPER_EMPTY):
        assert part in said, part
