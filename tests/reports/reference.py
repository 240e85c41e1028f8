"""A PDF as text that can be compared and read: what it says, and a digest of what it draws on each page.

The bytes of a file depend on the machine's zlib; what is drawn does not. To renew the references after a change that
was looked at: ``python -m tests.reports.reference``.
"""

import hashlib
from datetime import datetime
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from casa_desktop.domain.clock import BOGOTA
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.reports import report_pdf, table_pdf
from casa_desktop.texts import breakdowns, projects, summaries
from tests.reports import project_rows
from tests.reports.breakdowns import SMALL, large
from tests.reports.tables import history_2019, made_up, records_2019
from tests.texts.test_summaries import WEEK

FOLDER = Path(__file__).parent / "_reference"
IMPRINT = Imprint(datetime(2019, 12, 2, 9, 5, tzinfo=BOGOTA), "coordinacion", "CASA Desktop 0.1.0")
PLAIN = Letterhead(
    desk="C.A.S.A. – Centro de Atención y Servicios de Apoyo",
    municipality="Bucaramanga, Santander",
    title="Informe mensual de atenciones",
    organisation="Organización de la mesa, Seccional Santander",
)
QUALITY = Letterhead(
    desk=PLAIN.desk,
    municipality=PLAIN.municipality,
    title=PLAIN.title,
    organisation=PLAIN.organisation,
    code="CASA-F-012",
    version="3",
    prepared_by="Ana María Rodríguez Ñáñez",
    reviewed_by="Luis Peña",
    show_quality_box=True,
    show_signatures=True,
)


def papers() -> dict[str, bytes]:
    """The papers that have a reference, by its name."""
    return {
        "table_2019_records": table_pdf.render(records_2019(), PLAIN, IMPRINT),
        "table_2019_history": table_pdf.render(history_2019(), QUALITY, IMPRINT),
        "breakdown": report_pdf.render(breakdowns.report(SMALL), PLAIN, IMPRINT),
        "breakdown_blocks": report_pdf.render(breakdowns.report(large(40, 26)), QUALITY, IMPRINT),
    }


def larger() -> dict[str, bytes]:
    """The same of the table at its limits and of the reports that go out; drawn once, as they take their time."""
    labels = tuple(f"Fila {at:02d} con un nombre de cuarenta letras" for at in range(12))
    assert {len(label) for label in labels} == {40}
    project = projects.report(project_rows.report(), project_rows.CATALOG, hide=True)
    week = summaries.week(WEEK, project_rows.CATALOG, "Se agotaron los kits de aseo.\nSin red el jueves.")
    return {
        "table_24_months": table_pdf.render(made_up(24, labels[:4]), PLAIN, IMPRINT),
        "table_12_rows": table_pdf.render(made_up(12, labels), PLAIN, IMPRINT),
        "table_24_months_12_rows": table_pdf.render(made_up(24, labels), QUALITY, IMPRINT),
        "project": report_pdf.render(project, QUALITY, IMPRINT),
        "week": report_pdf.render(week, PLAIN, IMPRINT),
    }


def describe(pdf: bytes) -> str:
    """The text of each page in reading order, then the digest of its drawing operators."""
    lines: list[str] = []
    for number, page in enumerate(PdfReader(BytesIO(pdf)).pages, start=1):
        contents = page.get_contents()
        assert contents is not None
        drawn = hashlib.sha256(contents.get_data()).hexdigest()
        lines += [f"== page {number}", page.extract_text(), f"== drawn {drawn}"]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    for name, pdf in {**papers(), **larger()}.items():
        (FOLDER / f"{name}.txt").write_text(describe(pdf), encoding="utf-8")
        print(f"{name}: look at the page before you commit this")
