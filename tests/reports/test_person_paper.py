"""The printed summary of a person: what it says, what it never says, and long names that do not break it."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO

from pypdf import PdfReader

from casa_desktop.domain.ages import AgeRange
from casa_desktop.domain.aid_views import Delivery
from casa_desktop.domain.catalog import Catalog, Item, Kind, ServiceType
from casa_desktop.domain.clock import BOGOTA
from casa_desktop.domain.documents import KnownHow
from casa_desktop.domain.followups import FollowUpRow, FollowUpState, Owner
from casa_desktop.domain.person_views import DocumentShown, Member
from casa_desktop.domain.referrals import ReferralRow, ReferralState, Urgency, code_of
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.domain.timeline import Entry, EntryKind, FamilyChange, OpenMatters, PersonSummary
from casa_desktop.domain.visit_views import ServiceLine, VisitRow
from casa_desktop.reports import person_pdf
from casa_desktop.texts import person_papers as words

TODAY = date(2026, 3, 10)
IMPRINT = Imprint(datetime(2026, 3, 10, 9, 5, tzinfo=BOGOTA), "Marlon Pinzón Serrano", "CASA Desktop")
LETTERHEAD = Letterhead("C.A.S.A. Bucaramanga", "Bucaramanga", "", "Cruz Roja Colombiana, Seccional Santander")
CATALOG = Catalog(
    "1",
    (Item("1", Kind.DOCUMENT_TYPE, "PA", "Pasaporte"), Item("2", Kind.KINSHIP, "HIJO", "Hijo o hija")),
    (ServiceType("3", "ORI", "Orientación", "ORIENTACION"),),
)
LONG = "María de los Ángeles Yusmary Wilhelmina Etxeberría Iguarán <b>Wohuriu</b>"


def visit(day: date, code: str = "ORI") -> Entry:
    line = ServiceLine("s", 1, code, 1, "Ana Rojas", "", "", "", None, None, False, 0)
    row = VisitRow("v", day, "2026-03-10T14:00:00Z", "p", "P-000123", LONG, False, "02", "TRANSITO", (line,))
    return Entry(day, EntryKind.VISIT, row)


def summary(entries: int = 3) -> PersonSummary:
    expiring = DocumentShown("d", "PA", "••••5678", "VEN", None, TODAY + timedelta(days=20), KnownHow.SEEN, True, ())
    follow_up = FollowUpRow(
        "f", 1, TODAY - timedelta(days=3), "p", "P-000123", LONG, "Ideación", Owner(), "Ana", "", FollowUpState.PENDING,
        "", None, 0, False,
    )  # fmt: skip
    referral = ReferralRow(
        "r", 1, 123, TODAY - timedelta(days=12), "p", "P-000123", LONG, "HOSPITAL", Urgency.NOW, ReferralState.SENT,
        TODAY, "Ana", False,
    )  # fmt: skip
    return PersonSummary(
        code="P-000123",
        quiet=False,
        name=LONG,
        about=("02", "VEN"),
        age=AgeRange(34, 34),
        documents=(expiring,),
        members=tuple(
            Member(str(at), f"P-{at:06d}", LONG, "02", AgeRange(8, 8), "HIJO", at == 0, TODAY) for at in range(3)
        ),
        open=OpenMatters((follow_up,), (referral,)),
        entries=tuple(visit(TODAY - timedelta(days=at)) for at in range(entries)),
        more=True,
    )


def pages(of: PersonSummary) -> list[str]:
    pdf = person_pdf.render(of, CATALOG, LETTERHEAD, IMPRINT)
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def test_it_says_who_what_is_open_and_what_happened() -> None:
    (text,) = pages(summary())
    for said in (
        "P-000123",
        "Etxeberría",
        "<b>Wohuriu</b>",
        "Mujer · 34 años · Venezuela",
        "Pasaporte ••••5678 · vence en 20 días",
        "Seguimiento Vencido: 3 días",
        f"Remisión {code_of(123)} Enviada, hace 12 días",
        "10/03/2026 Orientación",
        words.MORE,
        words.LEFT_OUT,
        "Página 1 de 1",
        "Marlon Pinzón Serrano",
    ):
        assert said in text, said
    assert not [each for each in ("Ideación", "HOSPITAL") if each in text], "neither motives nor where to"


def test_more_pages_are_counted_and_name_nobody() -> None:
    first, *others = pages(summary(60))
    assert others
    assert f"Página 1 de {1 + len(others)}" in first
    for text in others:
        assert "P-000123" in text
        assert "Etxeberría" not in text


def test_of_a_reserved_contact_it_says_a_code_and_that_there_was_something() -> None:
    quiet = replace(
        summary(), quiet=True, name="", about=("", ""), age=None, documents=(), members=(), entries=(visit(TODAY, ""),)
    )
    (text,) = pages(quiet)
    assert f"10/03/2026 {words.VISIT}" in text
    for never in ("María", "Venezuela", "Mujer", words.FAMILY, words.DOCUMENTS, "reservad"):
        assert never not in text, never


def test_what_a_delivery_held_stays_in_the_program() -> None:
    given = Delivery(
        "e", 1, "E-000007", TODAY, "", "p", "P-000123", "", False, False, True, 4, (), "Ana", "", "", None, False, ""
    )
    joined = Entry(TODAY, EntryKind.JOINED, FamilyChange("x", ("Luis Rojas", "Ana")))
    (text,) = pages(replace(summary(), entries=(Entry(TODAY, EntryKind.DELIVERY, given), joined)))
    assert "Entrega de ayuda E-000007" in text
    assert "En familia con Luis Rojas y Ana" in text


def test_the_same_facts_give_the_same_bytes() -> None:
    assert person_pdf.render(summary(), CATALOG, LETTERHEAD, IMPRINT) == person_pdf.render(
        summary(), CATALOG, LETTERHEAD, IMPRINT
    )
