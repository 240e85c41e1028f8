"""What readers and pastes are recognised as; a wrong character is found, or changes nothing that is checked."""

import re
from collections.abc import Callable
from datetime import date
from typing import TypeAlias

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from casa_desktop.domain import codes, mrz
from casa_desktop.domain.names import NO_NAME, Name
from casa_desktop.domain.persons import Sex
from casa_desktop.domain.scanning import card_of, recognise
from casa_desktop.domain.scans import Scan, ScanKind, ScanProblem
from tests.domain.documents_in import Papers, bar_code

Size: TypeAlias = Callable[[Papers], str]
TODAY = date(2026, 11, 26)
LETTERS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=9)
DATES = st.dates(date(1930, 1, 1), date(2025, 12, 31)).map(lambda day: day.strftime("%y%m%d"))
PAPERS = st.builds(
    Papers,
    number=st.text("0123456789", min_size=7, max_size=9),
    surnames=LETTERS,
    given=LETTERS,
    birth=DATES,
    sex=st.sampled_from("MF"),
    expiry=st.dates(date(2020, 1, 1), date(2060, 1, 1)).map(lambda day: day.strftime("%y%m%d")),
    nationality=st.sampled_from(("VEN", "COL", "ECU", "HTI")),
)
SIZES = st.sampled_from((Papers.td1, Papers.td2, Papers.td3))


def read(text: str) -> Scan:
    scan = recognise(text, TODAY)
    assert scan is not None
    return scan


# the lines of passports and cards


def test_the_specimens_of_icao_are_read() -> None:
    """Doc 9303: the passport and the card of Anna Maria Eriksson of Utopia."""
    passport = read(
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10",
    )
    assert (passport.kind, passport.document_type, passport.document_number) == (ScanKind.PASSPORT, "PA", "L898902C3")
    assert passport.name == Name("Anna", "Maria", "Eriksson")
    assert (passport.birth_date, passport.expires_on) == (date(1974, 8, 12), date(2012, 4, 15))
    card = read("I<UTOD231458907<<<<<<<<<<<<<<<7408122F1204159UTO<<<<<<<<<<<6ERIKSSON<<ANNA<MARIA<<<<<<<<<<")
    assert (card.document_type, card.document_number, card.country) == ("DE", "D23145890", "UTO")


@given(PAPERS, SIZES)
def test_whatever_a_document_says_comes_back(papers: Papers, size: Size) -> None:
    scan = read(size(papers))
    if scan.document_type == "CC":
        return  # a card of Colombia keeps its number elsewhere
    assert not scan.wrong
    assert scan.document_number.zfill(9) == papers.number.zfill(9)
    assert scan.name == Name(papers.given.capitalize(), "", papers.surnames.capitalize())
    assert scan.sex == {"M": Sex.MAN, "F": Sex.WOMAN}[papers.sex]
    assert scan.birth_date is not None
    assert scan.birth_date.strftime("%y%m%d") == papers.birth
    assert scan.country == papers.nationality


@settings(max_examples=300)
@given(PAPERS, SIZES, st.data())
def test_one_wrong_character_is_found_or_changes_nothing_that_is_checked(
    papers: Papers, size: Size, data: st.DataObject
) -> None:
    """A character that weighs the same as the right one (ten values apart: 0, A, K, U) no check digit can tell."""
    text = size(papers)
    right = read(text)
    at = data.draw(st.sampled_from([i for i, c in enumerate(text) if c != "\n"]))
    other = data.draw(st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<"))
    assume(other != text[at] and value(other) % 10 != value(text[at]) % 10)
    scan = recognise(text[:at] + other + text[at + 1 :], TODAY)
    if scan is None or scan.wrong:
        assert scan is None or empty(scan)
        return
    told = (scan.document_number, scan.birth_date, scan.expires_on)
    # Names, sex, country and kind of document have no check digit; but the country decides which number is meant.
    if (scan.country, scan.issuing_country) == (right.country, right.issuing_country):
        assert told == (right.document_number, right.birth_date, right.expires_on)


def test_a_wrong_check_digit_says_which_and_fills_nothing() -> None:
    text = Papers().td3()
    wrong = {
        45: ScanProblem.CHECK_NUMBER,
        45 + 13: ScanProblem.CHECK_BIRTH,
        45 + 21: ScanProblem.CHECK_EXPIRY,
        45 + 43: ScanProblem.CHECK_WHOLE,
    }
    for at, problem in wrong.items():
        scan = read(text[:at] + str((int(text[at]) + 1) % 10) + text[at + 1 :])
        assert problem in scan.problems
        assert empty(scan)


def test_look_alikes_are_put_right_only_where_nothing_else_can_stand() -> None:
    papers = Papers(number="000111222", birth="900110")
    first, second = papers.td3().split("\n")
    dates = second[:13] + second[13:20].replace("0", "O").replace("1", "I") + second[20:]
    assert read(f"{first}\n{dates}") == read(papers.td3())
    name = first[:5] + first[5:].replace("S", "5").replace("I", "1")
    assert read(f"{name}\n{second}").name == read(papers.td3()).name
    number = second.replace("000111222", "OOO111222")
    assert ScanProblem.CHECK_NUMBER in read(f"{first}\n{number}").problems, "a number may hold letters"


@pytest.mark.parametrize(("size", "kind"), [(Papers.td1, "DE"), (Papers.td2, "DE"), (Papers.td3, "PA")])
def test_lines_come_glued_apart_small_or_from_another_keyboard(size: Size, kind: str) -> None:
    text = size(Papers())
    for arrived in (text, text.replace("\n", ""), text.replace("\n", "\r\n"), text.lower(), text.replace("<", ";")):
        assert read(arrived).document_type == kind
        assert read(arrived).document_number == "123456789"


def test_the_cards_of_colombia() -> None:
    """The number that people know stands in the second optional field; whose card it is otherwise is a guess."""
    digital = read(
        Papers(issuer="COL", nationality="COL", optional="0099123456", surnames="NUNXXEZ<DE<LA<HOZ", given="ANA").td1()
    )
    assert (digital.document_type, digital.document_number) == ("CC", "99123456")
    assert (digital.name.first_surname, digital.name.second_surname) == ("Nuñez", "De la Hoz")
    assert digital.problems == ()
    ppt = read(Papers(issuer="COL", nationality="VEN", number="5123456").td1())
    assert (ppt.document_type, ppt.document_number, ppt.country) == ("PT", "5123456", "VEN")
    assert ppt.doubts == (ScanProblem.TYPE_GUESSED,)
    assert read(Papers(issuer="COL", nationality="ECU", number="512345").td1()).document_type == "CE"


def test_what_a_document_leaves_open_stays_open() -> None:
    assert read(Papers(birth="90<<<<").td3()).problems == (ScanProblem.NO_BIRTH,)
    assert read(Papers(birth="901399").td3()).problems == (ScanProblem.BAD_BIRTH,)
    assert read(Papers(sex="<").td3()).sex == ""
    assert read(Papers(given="M" * 40).td3()).doubts == (ScanProblem.NAME_CUT,)
    long = read(Papers(number="D2314589073A").td1())
    assert long.document_number.startswith("D23145890")
    assert recognise(Papers().td3().replace("P<", "V<", 1), TODAY) is None, "a visa is no document of a person"


# the bar code of a cédula


def test_every_way_in_which_a_cedula_arrives_says_the_same() -> None:
    whole = bar_code()
    want = Scan(
        ScanKind.CEDULA,
        "CC",
        "1098000123",
        Name("Ana", "María", "Peña", "De la Hoz"),
        Sex.WOMAN,
        date(1990, 1, 15),
        "COL",
        "COL",
    )
    assert read(whole) == want
    text = whole[:170]
    for arrived in (
        text.replace("\0", " "),
        text.replace("\0", "@"),
        text.lower(),
        text.replace("\0", " ").replace("_", "?"),
        text.replace("\0", " ").replace("Ñ", ":"),
        text.replace("Ñ", "Ð"),
        text.encode("utf-8").decode("latin-1"),
    ):
        assert read(arrived).name.first_surname == "Peña"
        assert read(arrived).document_number == want.document_number
        assert (read(arrived).sex, read(arrived).birth_date) == (want.sex, want.birth_date)
    assert read(text.replace("Ñ", "?")).doubts == (ScanProblem.LETTER_LOST,)


@pytest.mark.parametrize(
    ("names", "want"),
    [
        (("RUIZ", "PAZ", "ANA", "LUZ"), Name("Ana", "Luz", "Ruiz", "Paz")),
        (("RUIZ", "PAZ", "ANA", ""), Name("Ana", "", "Ruiz", "Paz")),
        (("RUIZ", "", "ANA", ""), Name("Ana", "", "Ruiz")),
    ],
)
def test_where_only_one_blank_stands_between_the_names_they_are_split_with_a_doubt(
    names: tuple[str, str, str, str], want: Name
) -> None:
    assert read(bar_code(names=names)).name == want
    scan = read(re.sub("\0+", " ", bar_code(names=names)[:170]))
    assert scan.name == want
    assert scan.doubts == (ScanProblem.NAMES_SPLIT,)


def test_names_that_arrive_glued_are_told_and_not_guessed() -> None:
    scan = read(bar_code()[:170].replace("\0", ""))
    assert (scan.document_number, scan.birth_date, scan.name) == ("1098000123", date(1990, 1, 15), NO_NAME)
    assert scan.doubts == (ScanProblem.NAMES_GLUED,)
    assert "PEÑA" in scan.glued


def test_zeros_before_the_number_go_and_a_card_of_a_child_says_so() -> None:
    assert read(bar_code(number="63123")).document_number == "63123"
    assert read(bar_code(before="I3")).document_type == "TI"
    assert read(bar_code(birth="19901399")).doubts == (ScanProblem.BAD_BIRTH,)
    assert read(bar_code()[:70]).problems == (ScanProblem.INCOMPLETE,)


# codes, numbers, and what is nothing of this


@given(st.integers(1, 99_999_999))
def test_a_card_tells_the_code_of_a_person_through_any_keyboard(number: int) -> None:
    code = f"P-{number:06d}"
    card = card_of(code)
    for arrived in (card, card.replace("-", "'"), card.lower(), card.replace("-", "/")):
        assert read(arrived).code == code


@given(st.integers(1, 999_999), st.data())
def test_a_digit_read_wrong_is_found(number: int, data: st.DataObject) -> None:
    card = card_of(f"P-{number:06d}")
    at = data.draw(st.integers(2, 7))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != card[at]]))
    scan = read(card[:at] + digit + card[at + 1 :])
    assert scan.problems == (ScanProblem.CHECK_CARD,)
    assert scan.sought == ""


def test_a_referral_is_no_card() -> None:
    assert recognise(codes.coded("R", 12), TODAY) is None


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("V-12.345.678", "CV", "12345678"),
        (" v 12345678 ", "CV", "12345678"),
        ("C.I. E-84.123.456", "CV", "84123456"),
        ("1.098.765.432", "", "1098765432"),
        ("63123456", "", "63123456"),
    ],
)
def test_a_pasted_number_is_one_document(text: str, kind: str, number: str) -> None:
    scan = read(text)
    assert (scan.kind, scan.document_type, scan.document_number) == (ScanKind.NUMBER, kind, number)


def test_a_pasted_phone_is_no_document() -> None:
    assert read("+57 300 123 45 67").phone == "+57 300 123 45 67"
    assert read("0414-1234567").kind is ScanKind.PHONE


@given(st.text(max_size=200))
def test_any_text_is_recognised_or_not_and_never_breaks(text: str) -> None:
    recognise(text, TODAY)


@given(st.lists(LETTERS, min_size=1, max_size=6).map(" ".join))
def test_no_name_is_ever_taken_for_a_scan(name: str) -> None:
    assert recognise(name, TODAY) is None


def value(character: str) -> int:
    return 0 if character == "<" else int(character, 36)


def empty(scan: Scan) -> bool:
    return scan == Scan(scan.kind, problems=scan.problems)


def test_the_check_digit_of_the_standard() -> None:
    assert mrz.check_digit("L898902C3") == "6"
    assert mrz.check_digit("740812") == "2"
