"""The blank planilla and the tally of a day, as paper."""

from datetime import date, datetime
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from casa_desktop.domain.clock import BOGOTA
from casa_desktop.domain.paper_sheets import LINES, SheetNumber
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.domain.tally import PERSONS, Tally, TallyRow
from casa_desktop.reports import blank_sheet_pdf, tally_pdf
from casa_desktop.reports.paper import CARTA_LANDSCAPE, MEDIA_CARTA_LANDSCAPE

LONG = "María de los Ángeles Yusmary Wilhelmina Etxeberría Iguarán Ñañez"
IMPRINT = Imprint(datetime(2026, 3, 10, 9, 0, tzinfo=BOGOTA), LONG, "CASA Desktop")


def logo() -> bytes:
    """As high as a logo may be."""
    out = BytesIO()
    Image.new("RGB", (200, 200), "white").save(out, "PNG")
    return out.getvalue()


LETTERHEAD = Letterhead(LONG, LONG, "", LONG, logo=logo(), top_margin_mm=80.0, code="CASA-F-012", show_quality_box=True)
SERVICES = {code: f"{code} {LONG}" for code in ("ORI", "RCF", "TRA", "AYU", "UMO", "NUT", "ADR", "TAL", "REM")}
PROFILES = {"PER": "Con vocación de permanencia", "TR": "En tránsito"}
SHEETS = tuple(SheetNumber("UMOVIL", number) for number in (999_998, 999_999))


def pages(data: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(data)).pages]


def size(data: bytes) -> tuple[float, float]:
    box = PdfReader(BytesIO(data)).pages[0].mediabox
    return float(box.width), float(box.height)


@pytest.mark.parametrize("words", [1, 90])
def test_each_planilla_is_one_page_however_long_names_and_authorisation_are(words: int) -> None:
    data = blank_sheet_pdf.render(
        SHEETS, LETTERHEAD, IMPRINT, services=SERVICES, profiles=PROFILES, authorisation="<b>Autorizo</b> " * words
    )
    found = pages(data)
    assert len(found) == len(SHEETS)
    assert size(data) == CARTA_LANDSCAPE
    for sheet, text in zip(SHEETS, found, strict=True):
        assert text.count(sheet.written) == 2, "in large type and at the foot"
        assert "<b>Autorizo</b>" in text, "as it was typed, never as markup"
        assert "Página 1 de 1" in text
        assert {str(number) for number in range(1, LINES + 1)} <= set(text.split())
        assert "REM" not in text, "eight services have a box"


def test_the_same_order_gives_the_same_bytes() -> None:
    first, second = (
        blank_sheet_pdf.render(SHEETS, LETTERHEAD, IMPRINT, services=SERVICES, profiles=PROFILES) for _ in range(2)
    )
    assert first == second


def test_the_tally_is_half_a_page_with_differences_note_and_signatures() -> None:
    rows = (TallyRow(PERSONS, 31, 30), TallyRow("ORI", 22, 24), TallyRow("RCF", 5, 5))
    tally = Tally("", 1, date(2026, 3, 9), rows, f"Faltó {LONG}", False, "", LONG)
    data = tally_pdf.render(tally, LETTERHEAD, IMPRINT, {"ORI": "Orientación"}, "10/03/2026 9:00 a. m.")
    (text,) = pages(data)
    assert size(data) == MEDIA_CARTA_LANDSCAPE
    for said in ("+1", "−2", "Orientación", "Faltó", "Contó en el papel", "reservadas", "Página 1 de 1"):
        assert said in text, said
    assert "SHA-256" not in text, "there is no file whose digest it could be"


def test_a_day_with_every_service_goes_on_to_a_second_page_rather_than_out_of_the_first() -> None:
    rows = tuple(TallyRow(f"T{number}", number, number) for number in range(40))
    tally = Tally("", 1, date(2026, 3, 9), rows, "", True, "", LONG)
    found = pages(tally_pdf.render(tally, LETTERHEAD, IMPRINT, {}, ""))
    assert len(found) > 1
    assert all(f"T{number}" in " ".join(found) for number in range(40))
    assert "El papel y el programa coinciden" in " ".join(found)


def test_the_signatures_of_a_day_with_most_services_stand_on_its_page() -> None:
    rows = (TallyRow(PERSONS, 52, 52), *(TallyRow(code, 2, 1) for code in "ABCDEFGHIJKL"))
    tally = Tally("", 1, date(2026, 3, 9), rows, "Fue una línea", True, "", LONG)
    plain = Letterhead("C.A.S.A. Bucaramanga", "Bucaramanga", "", "")
    (text,) = pages(tally_pdf.render(tally, plain, IMPRINT, {}, "10/03/2026 9:00 a. m."))
    assert "Contó en el papel" in text
