"""The slip of a referral: one page that tells where to go, a stub without a name, a QR that is the code alone."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
import segno
from pypdf import PdfReader

from casa_desktop.domain.referrals import Organisation, PartnerCount, ReferralState, Slip, Urgency, code_of
from casa_desktop.reports import referrals_csv, slip_pdf
from casa_desktop.texts import slips as words

HALF_LETTER = (396.0, 612.0)
PLACE = Organisation("", "P", "Personería", "", "Lunes a viernes", "Carrera 11 # 34-16", "607 555 0102", "Ventanilla")
SLIP = Slip(
    code=code_of(123),
    made_on=date(2026, 3, 10),
    person="Yusmary Chacón",
    organisation=PLACE,
    urgency=Urgency.NOW,
    motive="Declaración extemporánea",
    asked="Recibir la declaración",
    bring="Dos copias",
    desk="C.A.S.A. Bucaramanga",
    desk_place="Bucaramanga, Santander",
    staff="Marlon Pinzón",
)
LONG = "María de los Ángeles Yusmary Wilhelmina Etxeberría Iguarán Wohuriu Santísima"


def pages(slip: Slip) -> list[str]:
    reader = PdfReader(BytesIO(slip_pdf.render(slip)))
    assert {(float(page.mediabox.width), float(page.mediabox.height)) for page in reader.pages} == {HALF_LETTER}
    return [page.extract_text() for page in reader.pages]


def test_it_tells_where_to_go_on_one_half_page() -> None:
    (text,) = pages(SLIP)
    for told in (SLIP.code, SLIP.person, PLACE.name, PLACE.address, PLACE.hours, SLIP.bring, SLIP.motive):
        assert told in text
    assert words.URGENCIES[Urgency.NOW] in text


def test_a_neutral_slip_has_neither_name_nor_reason_and_the_stub_never_has_one() -> None:
    (text,) = pages(replace(SLIP, person="", motive="", asked=""))
    assert SLIP.person not in text
    assert words.MOTIVE not in text
    assert words.STUB_TITLE in text
    (whole,) = pages(SLIP)
    assert SLIP.person not in whole.partition(words.CUT)[2], "the stub goes through other hands"


@pytest.mark.parametrize("person", ["", LONG, "<img src='x'>", "Ñandú & Cía. <b>"])
def test_long_and_odd_names_break_nothing(person: str) -> None:
    long = replace(PLACE, name=LONG, address=LONG, hours=LONG, contact=LONG)
    found = pages(replace(SLIP, person=person, organisation=long))
    assert len(found) == 1
    assert person[:5] in found[0]


def test_more_than_a_page_goes_on_and_says_so() -> None:
    found = pages(replace(SLIP, motive="palabra " * 120, asked="otra " * 120, bring="copia, " * 60))
    assert [text.count(words.STUB_TITLE) for text in found] == [1, *[0] * (len(found) - 1)]
    assert f"Página {len(found)} de {len(found)}" in found[-1]


def test_a_place_of_which_nothing_is_known_says_where_to_ask() -> None:
    (text,) = pages(replace(SLIP, organisation=Organisation("", "X", "ICBF"), bring=""))
    assert words.NOT_WRITTEN in text
    assert words.BRING not in text


def test_the_qr_is_the_code_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    real = segno.make_qr

    def spy(text: str, error: str) -> segno.QRCode:
        drawn.append(text)
        return real(text, error=error)

    monkeypatch.setattr(segno, "make_qr", spy)
    slip_pdf.render(SLIP)
    assert set(drawn) == {SLIP.code}


def test_printed_again_it_is_the_same_bytes() -> None:
    assert slip_pdf.render(SLIP) == slip_pdf.render(SLIP)


def test_no_name_of_the_summary_becomes_a_formula() -> None:
    count = PartnerCount("X", ((ReferralState.SENT, 2), (ReferralState.ANNULLED, 1)))
    data = referrals_csv.render("Remisiones", ("Organización", "Remisiones"), [("=1+1", (count.total,))])
    assert data.decode("utf-8-sig") == "Remisiones\nOrganización;Remisiones\n'=1+1;2\n"
