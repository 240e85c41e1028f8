"""The summary of an outing: one page that adds up."""

from datetime import date
from io import BytesIO

from pypdf import PdfReader

from casa_desktop.domain.ages import AgeRange
from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.outings import Member, Outing, OutingDetail, OutingFact
from casa_desktop.reports import outing_pdf
from casa_desktop.services import seeding
from casa_desktop.texts import ui_outings as words
from tests.reports.reference import IMPRINT, PLAIN

LONG = "María de los Ángeles Yusmary Wilhelmina Etxeberría Iguarán"
CATALOG = Catalog("1", tuple(seeding.offered_items()), tuple(seeding.offered_types()))
OUTING = Outing("0" * 32, date(2026, 3, 10), "68001", "Café <i>Madrid</i>", "OJX 412", "08:00", "13:30")


def detail(*facts: OutingFact, team: tuple[Member, ...] = ()) -> OutingDetail:
    outing = Outing("0" * 32, OUTING.date, OUTING.municipality, OUTING.sector, "OJX 412", "08:00", "13:30", team)
    return OutingDetail(outing, len(facts), facts, (), True, 0)


def test_the_summary_is_one_page_with_team_place_and_totals() -> None:
    ages = (3, 15, 24, 44, 67)
    facts = tuple(OutingFact("UMO", "GENERAL", "02", AgeRange(age, age)) for age in ages)
    straddling = OutingFact("UMO", "ENFERMERIA", "01", AgeRange(5, 6))
    found = detail(*facts, straddling, team=(Member(name=LONG), Member(name="Óscar Landazábal")))
    pdf = PdfReader(BytesIO(outing_pdf.render(words.sheet(found, CATALOG), PLAIN, IMPRINT)))
    said = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert len(pdf.pages) == 1
    for told in ("Café <i>Madrid</i>, Bucaramanga", "Óscar Landazábal", "8:00 a. m. a 1:30 p. m.", "6 atenciones"):
        assert told in said
    assert "Etxeberría Iguarán" in said
    assert words.totals(found, CATALOG) == (
        ("Unidad Móvil: Enfermería", "Hombre", "0", "0", "0", "0", "0", "0", "1", "1"),
        ("Unidad Móvil: Medicina general", "Mujer", "1", "0", "1", "1", "1", "1", "0", "5"),
        ("Total", "Mujer", "1", "0", "1", "1", "1", "1", "0", "5"),
        ("", "Hombre", "0", "0", "0", "0", "0", "0", "1", "1"),
        ("", "Todos", "1", "0", "1", "1", "1", "1", "1", "6"),
    )


def test_an_outing_without_attentions_prints_too() -> None:
    pdf = PdfReader(BytesIO(outing_pdf.render(words.sheet(detail(), CATALOG), PLAIN, IMPRINT)))
    assert "0 personas, 0 atenciones" in pdf.pages[0].extract_text()
