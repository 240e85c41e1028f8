"""Two descriptions held against each other: one person written down badly, or two who only look alike."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.matching.comparing import compare
from casa_desktop.domain.matching.described import AGAINST, Described, Reason
from casa_desktop.domain.matching.keys import keys
from casa_desktop.domain.matching.record import read, record_of
from casa_desktop.domain.names import Name

BORN = date(1990, 3, 5)
TODAY = date(2026, 3, 10)
YUSMARY = Described(
    Name("Yusmary", "Coromoto", "Hernández", "Villamizar"),
    (("CV", "V-18.345.672"),),
    ("300 123 4567",),
    Age(birth_date=BORN),
    "02",
    "VEN",
    "Calle 45 # 12-33",
)


def called(first: str, other: str = "", surname: str = "", second: str = "", of: Described = YUSMARY) -> Described:
    return replace(of, name=Name(first, other, surname, second))


def document(code: str, number: str) -> Described:
    return replace(YUSMARY, documents=((code, number),))


def born(day: date) -> Described:
    return replace(YUSMARY, age=Age(birth_date=day))


ONCE_MORE = {
    Reason.SAME_DOCUMENT: YUSMARY,
    Reason.DOCUMENT_ONE_DIGIT: document("CV", "18345692"),
    Reason.DOCUMENT_SWAPPED_DIGITS: document("CV", "18354672"),
    Reason.DOCUMENT_OTHER_TYPE: document("PPT", "5123987"),
    Reason.PHONE_ONE_DIGIT: replace(YUSMARY, phones=("300 123 4568",)),
    Reason.SOUNDS_ALIKE: called("Yusmari", "Coromoto", "Ernandes", "Biyamisar"),
    Reason.SPELLED_ALIKE: called("Yusnary", "Coromoto", "Hernández", "Villamizar"),
    Reason.SURNAMES_SWAPPED: called("Yusmary", "Coromoto", "Villamizar", "Hernández"),
    Reason.NAMES_SWAPPED: called("Hernández", "Villamizar", "Yusmary", "Coromoto"),
    Reason.SURNAME_MISSING: called("Yusmary", "Coromoto", "Hernández"),
    Reason.NAME_MISSING: called("Yusmary", "", "Hernández", "Villamizar"),
    Reason.GLUED: called("Yusmarycoromoto", "", "Hernández", "Villamizar"),
    Reason.SHORTENED: called("Yusmary", "C.", "Hernández", "Villamizar"),
    Reason.BIRTH_DAY_MONTH_SWAPPED: born(date(1990, 5, 3)),
    Reason.BIRTH_DATE_CLOSE: born(date(1990, 3, 6)),
    Reason.AGE_FITS: replace(YUSMARY, age=Age(stated=AgeRange(36, 36), stated_on=TODAY)),
    Reason.SEX_DIFFERS: replace(YUSMARY, sex="01"),
    Reason.COUNTRY_DIFFERS: replace(YUSMARY, country="COL"),
}


@pytest.mark.parametrize("reason", ONCE_MORE, ids=str)
def test_one_slip_is_an_alert_and_told(reason: Reason) -> None:
    match = compare(YUSMARY, ONCE_MORE[reason])
    assert match.alert
    assert reason in match.reasons


NAMES = (
    ("De la Hoz", "Delahoz"),
    ("De la Hoz", "Hoz"),
    ("Jean-Baptiste", "Jeanbaptiste"),
    ("Epieyú", "Epieyu"),
    ("Pushaina", "Puchaina"),
    ("Gutiérrez", "Gutierres"),
    ("Uzcátegui", "Uscategui"),
)


@pytest.mark.parametrize(("right", "wrong"), NAMES)
def test_a_surname_written_otherwise_even_without_a_document(right: str, wrong: str) -> None:
    bare = replace(YUSMARY, documents=(), phones=(), address="")
    assert compare(called("José", "Luis", right, "Rojas", bare), called("José", "Luis", wrong, "Rojas", bare)).alert


@pytest.mark.parametrize(
    ("given", "nickname"),
    [
        (("Carmen", ""), "Carmencita"),
        (("Ana", ""), "Anita"),
        (("José", ""), "Pepe"),
        (("María", "Fernanda"), "Mafe"),
        (("Jesús", "María"), "Chucho"),
        (("Luis", ""), "Lucho"),
    ],
)
def test_a_nickname_in_place_of_the_given_names(given: tuple[str, str], nickname: str) -> None:
    match = compare(called(*given, "Hernández", "Villamizar"), called(nickname, "", "Hernández", "Villamizar"))
    assert match.alert


def test_a_foreign_document_of_which_no_more_was_said_may_be_a_venezuelan_cedula() -> None:
    """What an import makes of a bare number is held against the cédula that the desk wrote down."""
    slip = compare(YUSMARY, document("DE", "18345692"))
    assert Reason.DOCUMENT_ONE_DIGIT in slip.reasons
    assert slip == compare(YUSMARY, document("CV", "18345692"))
    assert Reason.DOCUMENT_OTHER_TYPE in compare(YUSMARY, document("PA", "18345692")).reasons


def test_three_slips_at_once() -> None:
    worse = replace(
        YUSMARY,
        name=Name("Yusmari", "", "Hernandes", "Villamizar"),
        documents=(("PT", "5123987"),),
        phones=(),
        age=Age(birth_date=date(1990, 5, 3)),
    )
    assert compare(YUSMARY, worse).alert


SISTER = replace(
    called("Yuleidy", "Carolina", "Hernández", "Villamizar"),
    documents=(("CV", "19.876.210"),),
    age=Age(birth_date=date(1992, 8, 21)),
)
OTHERS = {
    "sister": SISTER,
    "sister_without_document": replace(SISTER, documents=()),
    "sister_without_birth": replace(SISTER, age=Age()),
    "sister_whose_name_rhymes": replace(SISTER, name=Name("Yusmery", "Carolina", "Hernández", "Villamizar")),
    "sister_with_one_name_in_common": replace(SISTER, name=Name("Yusmary", "Carolina", "Hernández", "Villamizar")),
    "twin": replace(called("Yuleidy", "Carolina", "Hernández", "Villamizar"), documents=(("CV", "18.345.673"),)),
    "twin_with_one_name_in_common": replace(
        called("Yuleidy", "Coromoto", "Hernández", "Villamizar"), documents=(("CV", "18.345.673"),)
    ),
    "twin_whose_name_rhymes": replace(
        called("Yusmery", "", "Hernández", "Villamizar"), documents=(("CV", "18.345.673"),)
    ),
    "cousin_of_the_same_name": replace(
        called("Yusmary", "", "Hernández", "Rojas"), documents=(), phones=(), age=Age(birth_date=date(1991, 9, 9))
    ),
    "mother_born_on_the_same_day": replace(YUSMARY, documents=(), age=Age(birth_date=date(1966, 3, 5))),
    "mother_of_the_same_name": replace(YUSMARY, documents=(("CV", "9.345.111"),), age=Age(birth_date=date(1966, 1, 9))),
    "mother_without_document": replace(YUSMARY, documents=(), age=Age(birth_date=date(1966, 1, 9))),
    "daughter": replace(
        called("Yusmary", "Coromoto", "Rojas", "Hernández"), documents=(), age=Age(birth_date=date(2012, 1, 9))
    ),
    "husband": replace(called("Carlos", "Luis", "Rojas", "Peña"), documents=(("CV", "17223345"),), age=Age(), sex="01"),
    "nobody": Described(
        Name("Ana", "", "Roa"), (("CC", "1098777123"),), ("3157776655",), Age(birth_date=date(1980, 1, 9))
    ),
}


@pytest.mark.parametrize("who", OTHERS)
def test_relatives_and_strangers_are_no_alert(who: str) -> None:
    assert not compare(YUSMARY, OTHERS[who]).alert


def test_a_namesake_with_another_document_and_birth_is_no_alert() -> None:
    jose = replace(YUSMARY, name=Name("José", "Luis", "González", "Pérez"), address="", phones=())
    other = replace(jose, documents=(("CV", "9876543"),), age=Age(birth_date=date(1975, 11, 30)))
    assert not compare(jose, other).alert


def test_documents_of_other_types_do_not_speak_against_as_those_of_one_type_do() -> None:
    turned, other = compare(YUSMARY, document("PPT", "5123987")), compare(YUSMARY, document("CV", "5123987"))
    assert turned.score > other.score
    assert Reason.DIFFERENT_DOCUMENT in other.reasons


# Properties

WORDS = st.sampled_from(
    ["María", "José", "Luis", "Ana", "Yusmary", "Yusmari", "Pepe", "Mafe", "Jhon", "John", "Mariajosé", "Chucho"]
)
SURNAMES = st.sampled_from(
    ["González", "Gonsales", "Pérez", "De la Hoz", "Delahoz", "Uriana", "Epieyú", "Jean-Baptiste", "Rojas", "O", "Ñ"]
)
NUMBERS = st.sampled_from(["12345678", "12345679", "12354678", "V-12.345.678", "5123987", "1098765432", ""])
AGES = st.one_of(
    st.just(Age()),
    st.builds(Age, birth_date=st.dates(date(1940, 1, 1), date(2020, 12, 31))),
    st.sampled_from([Age(birth_date=BORN), Age(birth_date=date(1990, 5, 3))]),
    st.integers(0, 90).map(lambda years: Age(stated=AgeRange(years, years), stated_on=TODAY)),
)
ANYBODY = st.builds(
    Described,
    st.builds(Name, WORDS, st.one_of(st.just(""), WORDS), SURNAMES, st.one_of(st.just(""), SURNAMES)),
    st.lists(st.tuples(st.sampled_from(["CV", "PT", "CC", ""]), NUMBERS), max_size=3).map(tuple),
    st.lists(st.sampled_from(["3001234567", "3001234568", "04141234567"]), max_size=2, unique=True).map(tuple),
    AGES,
    st.sampled_from(["", "01", "02", "SD"]),
    st.sampled_from(["", "VEN", "COL"]),
    st.sampled_from(["", "Calle 1 # 2-3", "La Joya"]),
    st.sampled_from(["", "h1"]),
)


@given(ANYBODY, ANYBODY)
@settings(max_examples=300)
def test_it_is_the_same_both_ways(one: Described, other: Described) -> None:
    there, back = compare(one, other), compare(other, one)
    assert there.score == pytest.approx(back.score, abs=1e-6)
    assert set(there.reasons) == set(back.reasons)


@given(ANYBODY, ANYBODY)
def test_there_is_always_a_reason_and_what_is_for_it_comes_first(one: Described, other: Described) -> None:
    match = compare(one, other)
    assert 0 <= match.score <= 1
    assert match.reasons
    against = [reason in AGAINST for reason in match.reasons]
    assert against == sorted(against)
    assert not match.alert or not against[0]


@given(ANYBODY, ANYBODY)
def test_nobody_is_likelier_than_oneself(one: Described, other: Described) -> None:
    alike = replace(other, documents=one.documents, phones=one.phones, age=one.age, sex=one.sex, country=one.country)
    alike = replace(alike, address=one.address, household_uuid=one.household_uuid)
    assert compare(one, one).score >= compare(one, alike).score - 0.02


@given(ANYBODY, ANYBODY, st.randoms(use_true_random=False))
def test_the_order_of_documents_and_phones_says_nothing(one: Described, other: Described, chance: Random) -> None:
    documents, phones = list(one.documents), list(one.phones)
    chance.shuffle(documents)
    chance.shuffle(phones)
    shuffled = replace(one, documents=tuple(documents), phones=tuple(phones))
    assert compare(one, other).score == pytest.approx(compare(shuffled, other).score, abs=1e-6)


@given(ANYBODY)
def test_what_the_base_keeps_of_somebody_is_the_whole_of_it(one: Described) -> None:
    record = record_of(replace(one, household_uuid=""))
    assert read(record.line) == record
    assert keys(read(record.line)) == keys(record)


@given(ANYBODY, ANYBODY)
def test_the_score_rests_on_what_the_reasons_may_name_only(one: Described, other: Described) -> None:
    """Ethnicity, language and the like never reach the comparison; texts in other cases and accents change nothing."""
    shouted = replace(
        other,
        name=Name(
            *(
                part.upper()
                for part in (
                    other.name.first_name,
                    other.name.other_names,
                    other.name.first_surname,
                    other.name.second_surname,
                )
            )
        ),
    )
    assert compare(one, other) == compare(one, shouted)
