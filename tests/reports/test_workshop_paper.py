"""The papers of a workshop: signed before, checked after."""

from dataclasses import replace
from datetime import date
from io import BytesIO

from pypdf import PdfReader

from casa_desktop.domain.ages import AgeRange
from casa_desktop.domain.catalog import Catalog, Item, Kind
from casa_desktop.domain.workshops import Attendee, Workshop, WorkshopDetail
from casa_desktop.reports import workshop_pdf
from casa_desktop.texts import workshop_papers as words
from tests.reports.reference import IMPRINT, PLAIN

LONG = "María de los Ángeles Yusmary Wilhelmina Etxeberría Iguarán"
CATALOG = Catalog("1", (Item("1", Kind.PARTNER, "PROFAMILIA", "Profamilia"),), ())
WORKSHOP = Workshop("0" * 32, "TAL", date(2026, 3, 12), "Lactancia & <b>crianza</b>", "14:30", partner="PROFAMILIA")


def attendee(line: int, name: str, *, came: bool = True, sex: str = "02", age: int = 27) -> Attendee:
    service = f"s{line}" if came else ""
    return Attendee(f"e{line}", service, line, f"p{line}", f"P-{line:06d}", name, False, sex, AgeRange(age, age))


def nameless(number: int) -> Attendee:
    return Attendee("", f"s{number}", None, f"a{number}", f"A-{number:06d}", "", True, "01", AgeRange(0, 5))


def printed(detail: WorkshopDetail, *, signing: bool) -> PdfReader:
    sheet = words.sheet(detail, CATALOG, signing=signing)
    return PdfReader(BytesIO(workshop_pdf.render(sheet, PLAIN, IMPRINT)))


def text(pdf: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def test_the_sheet_to_sign_has_who_is_enrolled_and_a_line_for_every_seat() -> None:
    rows = (attendee(1, LONG, came=False), attendee(2, "Luz Rojas", came=False))
    detail = WorkshopDetail(replace(WORKSHOP, capacity=30, sheet="T-7"), LONG, rows)
    pdf = printed(detail, signing=True)
    said = text(pdf)
    assert "Luz Rojas" in said
    assert "Etxeberría Iguarán" in said
    assert "Lactancia & <b>crianza</b>" in said, "what was typed is text, not markup"
    assert "T-7" in said
    assert "P-000001" not in said
    assert {str(line) for line in range(1, 31)} <= set(said.split())
    assert len(pdf.pages) == 2
    assert all("Firma" in page.extract_text() for page in pdf.pages), "the heads stand on each page"
    assert "Página 2 de 2" in said
    assert "SHA-256" not in said, "no table stands behind this paper"


def test_an_ordinary_sheet_is_one_page() -> None:
    assert len(printed(WorkshopDetail(WORKSHOP, "Ángela Niño", ()), signing=True).pages) == 1


def test_the_list_has_who_came_and_adds_up() -> None:
    rows = (
        attendee(1, "Ana Pérez"),
        attendee(2, "Luz Rojas", came=False),
        attendee(3, "Rosa Ipuana", age=15),
        nameless(4),
        nameless(5),
    )
    detail = WorkshopDetail(WORKSHOP, "Ángela Niño", rows)
    said = text(printed(detail, signing=False))
    assert "Ana Pérez" in said
    assert "Luz Rojas" not in said
    assert "Sin nombre (2)" in said
    assert "4 asistentes" in said
    assert words.sheet(detail, CATALOG, signing=False).totals[1:] == (
        ("Mujer", "0", "0", "1", "0", "1", "0", "0", "2"),
        ("Hombre", "2", "0", "0", "0", "0", "0", "0", "2"),
        ("Total", "2", "0", "1", "0", "1", "0", "0", "4"),
    )
