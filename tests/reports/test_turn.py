"""The slip of a turn: a number that is read from afar, the day, and nothing else."""

from datetime import datetime
from io import BytesIO

from pypdf import PdfReader

from casa_desktop.domain.clock import BOGOTA
from casa_desktop.reports import turn_pdf
from casa_desktop.texts import ui_lane as words

AT = datetime(2026, 3, 10, 9, 5, tzinfo=BOGOTA)


def test_the_slip_holds_a_number_and_the_day_on_one_small_page() -> None:
    reader = PdfReader(BytesIO(turn_pdf.render(128, AT)))
    (page,) = reader.pages
    said = [line.strip() for line in page.extract_text().splitlines() if line.strip()]
    assert said == [words.PAPER, "128", "Martes 10 de marzo de 2026, 9:05 a. m.", words.PAPER_HINT]
    assert (float(page.mediabox.width), float(page.mediabox.height)) == turn_pdf.QUARTER
    assert reader.metadata is not None
    assert reader.metadata.title == words.PAPER


def test_the_same_turn_is_the_same_paper() -> None:
    assert turn_pdf.render(7, AT) == turn_pdf.render(7, AT)
