"""The card with a code: neutral, as many on a page as fit, and a name that fits or is made to."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from casa_desktop.domain.scanning import Card, card_of
from casa_desktop.reports import card_pdf
from casa_desktop.reports.card_pdf import CardSheet
from casa_desktop.texts import cards as words

AT = datetime(2026, 11, 26, 15, tzinfo=UTC)
LONG = "María de los Ángeles Yusmary Wilhelmina Etxeberría Iguarán Wohuriu"
SHEETS = sorted(CardSheet)


def family(size: int, name: str = "") -> list[Card]:
    return [Card(card_of(f"P-{137 * at + 1:06d}"), name) for at in range(size)]


def pages(cards: list[Card], sheet: CardSheet) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(card_pdf.render(cards, sheet, AT))).pages]


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_card_says_its_code_and_nothing_of_the_desk(sheet: CardSheet) -> None:
    (text,) = pages([Card(card_of("P-000123"))], sheet)
    told = set(" ".join(text.split()).replace(words.SHOW, "").split())
    assert told == {"P-000123-P"}


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_name_stands_there_only_where_it_is_given_and_a_long_one_whole(sheet: CardSheet) -> None:
    (text,) = pages(family(2, LONG), sheet)
    assert " ".join(text.split()).count(LONG) == 2


@pytest.mark.parametrize(("sheet", "each"), [(CardSheet.CARDS, 4), (CardSheet.LABELS, 30)])
def test_a_family_shares_a_sheet_and_goes_on_on_the_next(sheet: CardSheet, each: int) -> None:
    assert len(pages(family(each), sheet)) == 1
    two = pages(family(each + 1), sheet)
    assert len(two) == 2
    assert family(each + 1)[-1].code in two[1]


@pytest.mark.parametrize("sheet", SHEETS)
def test_what_somebody_typed_is_text_and_the_same_card_is_the_same_file(sheet: CardSheet) -> None:
    odd = [Card(card_of("P-000123"), "<b>O'Neil & <img src='x'/></b> " + "W" * 60)]
    assert "<b>O'Neil" in pages(odd, sheet)[0]
    assert card_pdf.render(odd, sheet, AT) == card_pdf.render(odd, sheet, AT)
