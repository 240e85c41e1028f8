"""The slip of a pass says what anybody may read."""

from datetime import datetime
from io import BytesIO

from pypdf import PdfReader

from casa_desktop.domain.clock import BOGOTA
from casa_desktop.reports import pass_pdf


def test_it_says_a_number_and_the_day_on_half_a_page_and_nothing_else() -> None:
    pdf = PdfReader(BytesIO(pass_pdf.render(123, datetime(2026, 3, 10, 20, 30, tzinfo=BOGOTA))))
    (page,) = pdf.pages
    assert " ".join(page.extract_text().split()) == "Pase a atención 123 10 de marzo de 2026"
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (612, 396)
    told = " ".join(str(value) for value in (pdf.metadata or {}).values()).lower()
    assert not [word for word in ("psicolog", "escucha", "protec", "reservad") if word in told]
