"""Names, documents, phones, ages and what a person must have."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from casa_desktop.domain.ages import Age, AgeRange, Band, BandSet, band_of, bands, check_age, parse_age
from casa_desktop.domain.documents import (
    DOCUMENT_TYPES,
    Document,
    Doubt,
    checked_document,
    doubts,
    mask,
    normalise_number,
)
from casa_desktop.domain.errors import Code, Problems
from casa_desktop.domain.names import Name, checked_name, split_typed
from casa_desktop.domain.persons import (
    Details,
    Pending,
    Sex,
    checked_details,
    index_words,
    pending,
    search_tokens,
    without_document,
)
from casa_desktop.domain.phones import Phone, checked_phone, national_part, normalise_phone
from casa_desktop.domain.text import fold, tidy_name
from tests.domain.odd_strings import ODD

TODAY = date(2026, 3, 10)
DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
TEXTS = st.one_of(st.sampled_from(ODD), st.text(max_size=40))


# Names


@given(TEXTS, TEXTS, TEXTS, TEXTS, TEXTS)
def test_a_name_as_stored_is_stored_the_same_again(a: str, b: str, c: str, d: str, e: str) -> None:
    stored = checked_name(Name(a, b, c, d, e), Problems())
    assert checked_name(stored, Problems()) == stored
    assert bool(stored) == bool(stored.full or stored.preferred_name)


def test_a_person_is_shown_as_they_want_to_be_called() -> None:
    name = Name("Juan", "José", "De la Hoz", "Peña", "Juana")
    assert (name.display, name.full) == ("Juana De la Hoz Peña", "Juan José De la Hoz Peña")
    assert name.words == ("de", "la", "hoz", "pena", "juan", "jose", "juana")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("", Name()),
        ("ana", Name("Ana")),
        ("ana rojas", Name("Ana", "", "Rojas")),
        ("ANA ROJAS PEÑA", Name("Ana", "", "Rojas", "Peña")),
        ("ana maría rojas peña", Name("Ana", "María", "Rojas", "Peña")),
        ("ana maria del carmen de la hoz rojas", Name("Ana", "Maria del Carmen", "De la Hoz", "Rojas")),
        ("Jean-Baptiste d'Haiti", Name("Jean-Baptiste", "", "d'Haiti")),
        ("jean-baptiste", Name("Jean-Baptiste")),
        ("de", Name("De")),
    ],
)
def test_a_name_typed_in_one_line_is_proposed_in_its_parts(typed: str, name: Name) -> None:
    assert split_typed(typed) == name


@given(TEXTS)
def test_splitting_loses_no_word(typed: str) -> None:
    name = split_typed(typed)
    assert fold(name.full.casefold()) == fold(tidy_name(typed).casefold())


# Documents


@pytest.mark.parametrize(
    ("code", "typed", "number"),
    [
        ("CV", "V-12.345.678", "12345678"),
        ("CV", "v 12 345 678", "12345678"),
        ("CV", "E-84.000.111", "84000111"),
        ("CV", "C.I. V-1.234", "1234"),
        ("CC", "1.098.765.432", "1098765432"),
        ("CC", "\uff11\uff12\uff13", "123"),
        ("PA", "ab 123-456", "AB123456"),
        ("PA", "E123", "E123"),
        ("AN", "2019-03-04-123", "20190304123"),
        ("CC", "--", ""),
    ],
)
def test_a_number_has_one_form_however_it_is_typed(code: str, typed: str, number: str) -> None:
    assert normalise_number(code, typed) == number


@given(st.sampled_from(sorted(DOCUMENT_TYPES)), TEXTS)
def test_normalising_is_stable_and_masking_never_shows_more_than_half(code: str, typed: str) -> None:
    number = normalise_number(code, typed)
    assert normalise_number(code, number) == number or code == "CV"
    assert mask(number).count("•") == (4 if number else 0)
    assert 2 * len(mask(number).strip("•")) <= max(len(number), 0)


def test_a_cedula_venezolana_is_stored_as_a_foreign_document_of_venezuela() -> None:
    problems = Problems()
    stored = checked_document(Document("u", "CV", "V-1.234.567"), problems, "documents[0]")
    assert (stored.type, stored.subtype, stored.country, stored.code) == ("DE", "CV", "VEN", "CV")
    assert checked_document(stored, problems, "documents[0]") == stored
    assert not problems


@pytest.mark.parametrize(
    ("code", "age", "fits"),
    [
        ("CC", 17, False),
        ("CC", 18, True),
        ("TI", 6, False),
        ("TI", 7, True),
        ("TI", 17, True),
        ("TI", 18, False),
        ("RC", 6, True),
        ("RC", 7, False),
        ("MS", 17, True),
        ("MS", 18, False),
        ("AS", 17, False),
        ("PT", 3, True),
    ],
)
def test_a_type_that_does_not_fit_the_age_is_a_doubt_only(code: str, age: int, fits: bool) -> None:
    document = Document("u", code, "123")
    assert (Doubt.AGE_DOES_NOT_FIT not in doubts(document, AgeRange(age, age), TODAY)) is fits
    assert Doubt.AGE_DOES_NOT_FIT not in doubts(document, AgeRange(0, 120), TODAY)
    assert Doubt.AGE_DOES_NOT_FIT not in doubts(document, None, TODAY)


def test_an_expired_document_is_accepted_and_told() -> None:
    expired = Document("u", "PA", "AB12345", expires_on=date(2026, 3, 9))
    assert doubts(expired, None, TODAY) == (Doubt.EXPIRED,)
    problems = Problems()
    checked_document(expired, problems, "d")
    assert not problems


def test_only_who_is_unidentified_may_lack_a_number() -> None:
    for code in DOCUMENT_TYPES:
        problems = Problems()
        checked_document(Document("u", code), problems, "d")
        assert [p.code for p in problems] == ([] if code in {"AS", "MS"} else [Code.REQUIRED])
    assert without_document(frozenset({"MS"}))
    assert not without_document(frozenset({"MS", "CV"}))
    assert not without_document(frozenset())


# Phones


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("300 123 4567", "+573001234567"),
        ("(300) 123-45-67", "+573001234567"),
        ("+57 300 1234567", "+573001234567"),
        ("0057 3001234567", "+573001234567"),
        ("607 654 3210", "+576076543210"),
        ("0414-123.45.67", "+584141234567"),
        ("+58 414 1234567", "+584141234567"),
        ("+58 0414 1234567", "+584141234567"),
        ("58 276 3411234", "+582763411234"),
        ("+509 3412 3456", "+50934123456"),
        ("00593 99 123 4567", "+593991234567"),
        ("654 3210", "6543210"),
    ],
)
def test_a_phone_has_one_form_however_it_is_typed(typed: str, number: str) -> None:
    assert normalise_phone(typed) == number
    assert normalise_phone(number) == number


def test_phones_are_searched_as_people_say_them() -> None:
    assert [national_part(n) for n in ("+573001234567", "+584141234567", "+50934123456", "6543210")] == [
        "3001234567",
        "4141234567",
        "50934123456",
        "6543210",
    ]


@pytest.mark.parametrize("typed", ["12345", "abc", "+", "1" * 16])
def test_what_cannot_be_a_phone_is_told(typed: str) -> None:
    problems = Problems()
    checked_phone(Phone("u", typed), problems, "phones[0]")
    assert [p.code for p in problems] == [Code.BAD_PHONE]


# Ages


@given(st.dates(date(1900, 1, 1), date(2025, 12, 31)), DAYS, DAYS)
def test_a_stated_age_always_holds_the_true_one(born: date, stated_on: date, day: date) -> None:
    assume(born <= stated_on)
    on_that_day = Age(birth_date=born).on(stated_on)
    assert on_that_day is not None
    stated = Age(stated=on_that_day, stated_on=stated_on).on(day)
    true = Age(birth_date=born).on(day)
    if true is None:
        assert stated is None or stated.first == 0
    else:
        assert stated is not None
        assert stated.first <= true.first <= stated.last
        assert stated.last - stated.first <= 1


@given(st.integers(0, 120), st.integers(0, 120), DAYS)
def test_on_the_day_it_was_stated_the_range_is_what_was_said(a: int, b: int, day: date) -> None:
    stated = AgeRange(min(a, b), max(a, b))
    assert Age(stated=stated, stated_on=day).on(day) == stated


def test_an_age_grows_on_the_birthday_and_is_unknown_before_birth() -> None:
    leap = Age(birth_date=date(2004, 2, 29))
    assert [leap.on(day) for day in (date(2025, 2, 28), date(2025, 3, 1), date(2028, 2, 29))] == [
        AgeRange(20, 20),
        AgeRange(21, 21),
        AgeRange(24, 24),
    ]
    assert leap.on(date(2004, 2, 28)) is None
    assert Age().on(TODAY) is None
    assert Age(stated=AgeRange(1, 1), stated_on=TODAY).on(TODAY - timedelta(days=800)) is None


@given(st.sampled_from(BandSet), st.integers(0, 200))
def test_every_known_age_is_in_exactly_one_band(which: BandSet, age: int) -> None:
    assert sum(band.holds(AgeRange(age, age)) for band in bands(which)) == 1


@given(st.sampled_from(BandSet), st.integers(0, 120), st.integers(0, 120))
def test_a_range_is_in_a_band_only_if_both_ends_are(which: BandSet, a: int, b: int) -> None:
    age = AgeRange(min(a, b), max(a, b))
    ends = {band_of(AgeRange(each, each), which) for each in (age.first, age.last)}
    assert band_of(age, which) == (ends.pop() if len(ends) == 1 else None)
    assert band_of(None, which) is None


def test_the_sets_of_bands_are_those_of_who_asks() -> None:
    shown = {which: [f"{b.first}-{'' if b.last is None else b.last}" for b in bands(which)] for which in BandSet}
    assert shown == {
        BandSet.GIFMM: ["0-5", "6-12", "13-17", "18-25", "26-59", "60-"],
        BandSet.COLOMBIA: ["0-5", "6-12", "13-17", "18-26", "27-59", "60-"],
        BandSet.UNHCR: ["0-4", "5-11", "12-17", "18-59", "60-"],
        BandSet.PROTECTION: ["0-5", "6-11", "12-17", "18-"],
        BandSet.ECHO: ["0-4", "5-17", "18-49", "50-"],
        BandSet.LIFE_COURSE: ["0-5", "6-11", "12-17", "18-28", "29-59", "60-"],
    }
    assert band_of(AgeRange(70, 90), BandSet.GIFMM) == Band(60, None)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("34", 34, 34),
        ("34 años", 34, 34),
        ("30-40", 30, 40),
        ("30 a 40", 30, 40),
        ("entre 30 y 40 años", 30, 40),
        ("60+", 60, 120),
        ("60 o más", 60, 120),
        ("8 meses", 0, 0),
        ("18 meses", 1, 1),
        ("3 semanas", 0, 0),
        ("recién nacida", 0, 0),
        ("0", 0, 0),
        (" 5 ", 5, 5),
        ("20 días", 0, 0),
        ("menor de 1 año", 0, 0),
        ("Menos de un año", 0, 0),
    ],
)
def test_ages_are_read_as_people_say_them(typed: str, first: int, last: int) -> None:
    assert parse_age(typed, TODAY) == Age(stated=AgeRange(first, last), stated_on=TODAY)


def test_birth_dates_are_read_where_an_age_is_asked() -> None:
    assert parse_age("5/3/87", TODAY) == Age(birth_date=date(1987, 3, 5))
    assert [parse_age(text, TODAY) for text in ("", "x", "40-30", "130", "-3")] == [None] * 5


def test_what_is_wrong_with_an_age_is_told() -> None:
    tomorrow = TODAY + timedelta(days=1)
    cases = [
        (Age(), Code.NEEDS_AGE),
        (Age(birth_date=tomorrow), Code.DATE_IN_FUTURE),
        (Age(birth_date=date(1899, 12, 31)), Code.DATE_TOO_OLD),
        (Age(TODAY, AgeRange(1, 1), TODAY), Code.AGE_AND_BIRTH),
        (Age(stated=AgeRange(5, 121), stated_on=TODAY), Code.BAD_AGE),
        (Age(stated=AgeRange(5, 4), stated_on=TODAY), Code.BAD_AGE),
        (Age(stated=AgeRange(5, 5)), Code.REQUIRED),
        (Age(stated=AgeRange(5, 5), stated_on=tomorrow), Code.DATE_IN_FUTURE),
    ]
    assert [(age, [p.code for p in check_age(age, TODAY, required=True)]) for age, _ in cases] == [
        (age, [code]) for age, code in cases
    ]


# Persons


@given(TEXTS, TEXTS, TEXTS)
def test_whatever_is_written_is_found_by_what_was_written(first: str, surname: str, number: str) -> None:
    name = checked_name(Name(first[:80], first_surname=surname[:80]), Problems())
    document = Document("u", "PA", number)
    index = {word for word, _ in index_words(name, frozenset({document.normalised}), frozenset())}
    for written in (name.first_name, name.first_surname):
        if not any(c.isdigit() for c in fold(written)):
            assert all(any(word.startswith(token) for word in index) for token in search_tokens(written))
    if document.normalised:
        assert all(any(word.startswith(token) for word in index) for token in search_tokens(document.normalised))


@pytest.mark.parametrize(
    ("typed", "tokens"),
    [
        ("V-12.345 gonz", ("12345", "gonz")),
        ("  María   JOSÉ ", ("maria", "jose")),
        ("300 123 4567", ("3001234567",)),
        ("+57 300", ("57300",)),
        ("0414-123", ("414123",)),
        ("AB 123456", ("ab", "123456")),
        ("ab123 456 peña", ("ab123456", "pena")),
        ("pérez 12 345", ("perez", "12345")),
        ("-", ()),
        ("E", ("e",)),
    ],
)
def test_what_is_typed_becomes_beginnings_of_words(typed: str, tokens: tuple[str, ...]) -> None:
    assert search_tokens(typed) == tokens


@given(st.sampled_from(Sex), st.booleans(), st.booleans())
def test_what_is_pending_is_what_nobody_knows(sex: Sex, country: bool, consent: bool) -> None:
    details = Details(Name("Ana"), sex=sex, age=Age(TODAY), country="VEN" if country else "")
    todo = set(pending(details, frozenset({"MS"}), consent=consent))
    assert (Pending.SEX in todo) is (sex is Sex.UNKNOWN)
    assert (Pending.COUNTRY in todo) is not country
    assert (Pending.CONSENT in todo) is not consent
    assert {Pending.NAME, Pending.DOCUMENT, Pending.AGE} & todo == set()


def test_sin_nombre_is_an_answer_and_forgetting_is_not() -> None:
    for nameless, codes in ((True, []), (False, [Code.REQUIRED])):
        problems = Problems()
        checked_details(Details(Name(" "), nameless, "SD", Age(TODAY)), TODAY, problems)
        assert [p.code for p in problems] == codes
