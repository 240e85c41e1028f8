"""What is printed blank is headed by the authorisation of the desk."""

import io
from datetime import UTC, datetime

from pypdf import PdfReader

from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.paper_sheets import Batch, SheetNumber
from casa_desktop.domain.table import Imprint
from casa_desktop.services.desk import DeskProfile
from casa_desktop.texts import paper_in as words
from casa_desktop.ui.paper_in.printing import render

IMPRINT = Imprint(datetime(2026, 3, 10, 14, tzinfo=UTC), "Ana", "CASA Desktop")


def printed(desk: DeskProfile) -> str:
    batch = Batch("b", (SheetNumber("PC", 42),), "2026-03-10T14:00:00Z", "Ana")
    data = render(batch, (), Catalog("", (), ()), desk, IMPRINT)
    return " ".join(PdfReader(io.BytesIO(data)).pages[0].extract_text().split())


def test_a_blank_planilla_is_headed_by_the_text_that_the_desk_gave() -> None:
    assert words.AUTHORISATION[:40] in printed(DeskProfile("Mesa"))
    own = "Autorizo a la Cruz Roja Colombiana para tratar mis datos."
    text = printed(DeskProfile("Mesa", consent_version="2", consent_text=own))
    assert own in text
    assert words.AUTHORISATION[:40] not in text
