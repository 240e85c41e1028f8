"""The carrier's manifest and the family's half page."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

from pypdf import PdfReader

from casa_desktop.domain.ages import AgeRange
from casa_desktop.domain.catalog import Catalog, Item, Kind
from casa_desktop.domain.clock import BOGOTA
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.domain.transfers import Manifest, Passenger, Plan
from casa_desktop.reports import manifest_pdf, voucher_pdf
from casa_desktop.texts import transfers as words

IMPRINT = Imprint(datetime(2026, 3, 10, 9, 5, tzinfo=BOGOTA), "Marlon Pinzón Serrano", "CASA Desktop")
LETTERHEAD = Letterhead("C.A.S.A. Bucaramanga", "Bucaramanga", "", "Cruz Roja Colombiana, Seccional Santander")
CATALOG = Catalog(
    "1", (Item("1", Kind.TRANSFER_MEANS, "BUS", "Bus"), Item("2", Kind.KINSHIP, "HIJO", "Hijo o hija")), ()
)
PLAN = Plan(
    municipality="52356",
    city="terminal",
    reason="PROTECCION",
    means="BUS",
    departure="6:00 a. m., Terminal de Transportes, módulo 3",
    cost_centre="CC-4410",
    notes="No mencionar a la pareja",
)
LONG = "María de los Ángeles Yusmary Wilhelmina Etxeberría Iguarán Wohuriu <img src='x'/>"


def manifest(many: int = 3, name: str = "Ana & Luisa Rojas Peña") -> Manifest:
    passengers = tuple(
        Passenger(name, "CV" if at % 2 else "AS", "V-18.111.222" if at % 2 else "", "VEN", AgeRange(8, 9), "HIJO")
        for at in range(many)
    )
    return Manifest("T-000012", PLAN, date(2026, 3, 17), passengers)


def pages(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def test_the_manifest_names_everybody_with_the_whole_document_and_a_place_to_sign() -> None:
    (text,) = pages(manifest_pdf.render(manifest(), CATALOG, LETTERHEAD, IMPRINT))
    for said in ("T-000012", "terminal, Ipiales", "Martes 17 de marzo de 2026", "CV V-18.111.222", "CC-4410", "Bus"):
        assert said in text, said
    assert text.count("Ana & Luisa Rojas Peña") == 3
    assert text.count(words.NO_DOCUMENT) == 2
    unasked = replace(manifest(), passengers=(Passenger("Luis Rojas", "", "", "VEN", None, "HIJO"),))
    (text,) = pages(manifest_pdf.render(unasked, CATALOG, LETTERHEAD, IMPRINT))
    assert words.NOT_ASKED in text
    assert words.NO_DOCUMENT not in text, "that nobody asked is not that there is none"
    assert all(said in text for said in (*words.COLUMNS[1:], *words.SIGNERS, "Página 1 de 1"))


def test_neither_paper_tells_the_reason_or_the_notes() -> None:
    for pdf in (
        manifest_pdf.render(manifest(), CATALOG, LETTERHEAD, IMPRINT),
        voucher_pdf.render(manifest(), LETTERHEAD, IMPRINT),
    ):
        text = " ".join(pages(pdf)).lower()
        assert "protec" not in text
        assert "pareja" not in text


def test_thirty_people_with_long_names_go_on_over_pages_under_the_same_head() -> None:
    found = pages(manifest_pdf.render(manifest(30, LONG), CATALOG, LETTERHEAD, IMPRINT))
    assert len(found) > 1
    assert all(words.COLUMNS[2] in page for page in found[:-1])
    assert f"Página {len(found)} de {len(found)}" in found[-1]


def test_the_half_page_says_where_when_and_what_to_bring_and_no_document() -> None:
    (text,) = pages(voucher_pdf.render(manifest(), LETTERHEAD, IMPRINT))
    for said in ("terminal, Ipiales", "Martes 17 de marzo de 2026", "módulo 3", words.BRING, "3 personas", "T-000012"):
        assert said in text, said
    assert "18.111" not in text


def test_the_half_page_of_many_stays_one_page() -> None:
    assert len(pages(voucher_pdf.render(manifest(30, LONG), LETTERHEAD, IMPRINT))) == 1
    plan = replace(PLAN, city="Barrio " * 11, departure="6:30 a. m., terminal " * 7)
    longest = replace(manifest(30, LONG), plan=plan)
    assert len(pages(voucher_pdf.render(longest, LETTERHEAD, IMPRINT))) == 1
    undated = replace(manifest(), day=None)
    assert words.NO_DATE in pages(voucher_pdf.render(undated, LETTERHEAD, IMPRINT))[0].lower()


def test_what_goes_home_says_where_to_tell_that_something_changed() -> None:
    for phone, told in (("607 555 0100", "avísennos: 607 555 0100."), ("", "avísennos: ______________.")):
        paper = voucher_pdf.render(manifest(), replace(LETTERHEAD, phone=phone), IMPRINT)
        assert told in pages(paper)[0]
