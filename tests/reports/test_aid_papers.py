"""The acta and the stock sheet: everything on them, whatever the names, and on the paper they are meant for."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from casa_desktop.domain.aid import AidItem
from casa_desktop.domain.aid_views import DeliveredLine, Delivery, ItemStock, LotStock
from casa_desktop.domain.clock import BOGOTA
from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.reports import acta_pdf, stock_sheet_pdf
from casa_desktop.texts import aid_papers as words

LONG = "Mariángel Yusmary Wilhelmina Etxeberría Iguarán de la Ñáñez Ö"
HEAD = Letterhead("C.A.S.A. Bucaramanga", "Bucaramanga, Santander", "", organisation="Cruz Roja Colombiana")
IMPRINT = Imprint(datetime(2026, 3, 10, 9, 5, tzinfo=BOGOTA), LONG, "CASA Desktop")
LINES = (
    DeliveredLine("Kit de aseo", "kit", 1, "CICR", "L-1"),
    DeliveredLine("Cobija", "unidad", 4, "Iglesia o comunidad de fe", ""),
)
GIVEN = Delivery(
    "", 1, "E-000123", date(2026, 3, 10), "", "", "P-000123", LONG, False, False, True, 4, LINES, "Marlon Pinzón",
    "Sede", "12", 3, False, "Se mojó",
)  # fmt: skip


def pages(data: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(data)).pages]


def test_an_acta_is_half_a_letter_page_with_everything_on_it() -> None:
    data = acta_pdf.render(GIVEN, HEAD, IMPRINT)
    (text,) = pages(data)
    box = PdfReader(BytesIO(data)).pages[0].mediabox
    assert (float(box.width), float(box.height)) == (612, 396)
    for told in ("E-000123", "12-3", LONG, "P-000123", "4 personas", "1 kit", "4 unidades", "CICR", "Marlon Pinzón",
                 words.RECEIVES, words.DELIVERS, "Página 1 de 1"):  # fmt: skip
        assert told in text, told
    assert "Se mojó" not in text, "why it was given again is nobody's business at home"
    assert words.REPEATED in text
    (once,) = pages(acta_pdf.render(replace(GIVEN, override_reason=""), HEAD, IMPRINT))
    assert words.REPEATED not in once
    assert "SHA-256" not in text


def test_an_acta_names_neither_a_reserved_contact_nor_an_anonymous_person() -> None:
    (text,) = pages(acta_pdf.render(replace(GIVEN, reserved=True), HEAD, replace(IMPRINT, user="x")))
    assert LONG not in text
    assert "P-000123" in text
    nameless = replace(GIVEN, anonymous=True, person_name="", person_code="A-000007", for_family=False)
    (text,) = pages(acta_pdf.render(nameless, HEAD, IMPRINT))
    assert f"{words.NO_NAME} · A-000007" in text


def test_many_lines_go_on_to_a_second_page_and_the_signatures_stay_together() -> None:
    lines = tuple(replace(LINES[0], item=f"Artículo {n} {LONG[:30]}") for n in range(12))
    shown = pages(acta_pdf.render(replace(GIVEN, lines=lines), HEAD, IMPRINT))
    assert len(shown) == 2
    assert words.RECEIVES in shown[1]
    assert words.DELIVERS in shown[1]


def test_what_a_name_holds_is_text_and_nothing_else() -> None:
    nasty = "<img src='x.png'/> & <b>Ana</b>"
    (text,) = pages(acta_pdf.render(replace(GIVEN, person_name=nasty), HEAD, IMPRINT))
    assert nasty in text


@pytest.mark.parametrize("many", [1, 60])
def test_the_stock_sheet_has_a_line_for_each_lot_and_repeats_its_head(many: int) -> None:
    lots = tuple(LotStock(str(n), "i", "", "CICR", f"L-{n}", date(2026, 4, 1), n + 1) for n in range(many))
    stock = (
        ItemStock(AidItem("i", "Kit de aseo", "kit"), lots),
        ItemStock(AidItem("j", "Agua", "botella"), ()),
        ItemStock(AidItem("k", "Retirado hace tiempo", "kit", retired=True), ()),
    )
    shown = pages(stock_sheet_pdf.render(stock, HEAD, IMPRINT))
    assert all("Contado" in page for page in shown)
    assert f"Página {len(shown)} de {len(shown)}" in shown[-1]
    whole = " ".join(shown)
    assert all(f"L-{n} " in whole for n in range(many))
    assert "Agua (botella)" in whole
    assert "Retirado" not in whole
    assert "Contó" in shown[-1]


@pytest.mark.parametrize(
    ("number", "unit", "said"),
    [
        (1, "kit", "1 kit"),
        (2, "kit", "2 kits"),
        (3, "unidad", "3 unidades"),
        (2, "par", "2 pares"),
        (2, "luz", "2 luces"),
        (2, "paquete de seis", "2 paquetes de seis"),
        (2, "medias", "2 medias"),
    ],
)
def test_units_take_their_plural(number: int, unit: str, said: str) -> None:
    assert words.amount(number, unit) == said
