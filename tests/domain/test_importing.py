"""Rows of other people's spreadsheets: which column is what, and what each value says."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.import_columns import guess, heading_means, mapped
from casa_desktop.domain.import_names import surnames_first
from casa_desktop.domain.import_values import RowReader
from casa_desktop.domain.importing import PLAIN_COLUMNS, Column, Incoming, Odd
from casa_desktop.domain.names import Name
from casa_desktop.domain.persons import Sex
from tests.domain.odd_strings import ODD

DAY = date(2026, 3, 10)
COUNTRIES = {"ven": "VEN", "venezuela": "VEN", "col": "COL", "colombia": "COL", "haiti": "HTI", "ht": "HTI"}
PLAIN = tuple(map(str, PLAIN_COLUMNS))


def read(head: tuple[str, ...], *cells: object) -> Incoming:
    found = RowReader(guess([head, cells]), COUNTRIES, DAY).read(2, cells)
    assert found is not None
    return found


def one(column: str, value: object) -> Incoming:
    """A row of somebody with a name and one more cell."""
    return read(("Nombre completo", column), "Ana Rojas", value)


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Nombre y apellidos", Column.FULL_NAME),
        ("NOMBRES Y APELLIDOS COMPLETOS", Column.FULL_NAME),
        ("Nombre del beneficiario", Column.FULL_NAME),
        ("Apellidos y nombres", Column.SURNAMES_FIRST),
        ("Nombres", Column.GIVEN_NAMES),
        ("1er. apellido", Column.FIRST_SURNAME),
        ("SEGUNDO NOMBRE", Column.OTHER_NAMES),
        ("Cédula", Column.DOCUMENT),
        ("No. de documento", Column.DOCUMENT),
        ("N° Doc", Column.DOCUMENT),
        ("PPT", Column.DOCUMENT),
        ("Tipo doc.", Column.DOCUMENT_TYPE),
        ("Tipo de identificación", Column.DOCUMENT_TYPE),
        ("cel", Column.PHONE),
        ("Teléfono de contacto", Column.PHONE),
        ("Whatsapp", Column.PHONE),
        ("F. nac", Column.BIRTH_DATE),
        ("FECHA DE NACIMIENTO (DD/MM/AAAA)", Column.BIRTH_DATE),
        ("Edad (años)", Column.AGE),
        ("Sexo F/M", Column.SEX),
        ("Género", Column.SEX),
        ("nacionalidad", Column.COUNTRY),
        ("País de origen", Column.COUNTRY),
        ("Dirección", Column.ADDRESS),
        ("Barrio donde vive", Column.ADDRESS),
        ("No.", None),
        ("Observaciones", None),
        ("Fecha de atención", None),
        ("Total", None),
    ],
)
def test_a_heading_says_what_its_column_holds(heading: str, column: Column | None) -> None:
    assert heading_means(heading) is column


def test_the_thirteen_columns_are_known_in_any_order() -> None:
    for head in (PLAIN, PLAIN[::-1]):
        assert tuple(map(str, guess([head]).means)) == head


def test_headings_are_found_under_a_title_and_over_two_lines() -> None:
    title = ["REGISTRO 2019"] * 4
    two = [["", "Nombre", "Nombre", "Apellido"], ["No.", "Primer", "Segundo", "Primer"]]
    found = guess([title, [None] * 4, *two, [1, "Ana", "María", "Rojas"]])
    assert found.head == 3
    assert found.means == (None, Column.FIRST_NAME, Column.OTHER_NAMES, Column.FIRST_SURNAME)


def test_without_headings_the_contents_say_it() -> None:
    found = guess([["Ana Rojas", f"300123456{at}", date(1990, 1, at + 1), "F"] for at in range(5)])
    assert (found.head, found.means) == (-1, (Column.FULL_NAME, Column.PHONE, Column.BIRTH_DATE, Column.SEX))


def test_a_map_finds_its_headings_whatever_they_say() -> None:
    rows = [("Informe", None, None), ("Campo 1", "Campo 2", "Campo 3"), ("Ana", "F", "x"), ("Luis", "M", "y")]
    found = mapped(rows, {"primer_nombre": "Campo 1", "sexo": "campo 2"})
    assert (found.head, found.means, found.m_is_woman) == (1, (Column.FIRST_NAME, Column.SEX, None), False)


@pytest.mark.parametrize(
    ("said", "woman"),
    [(("M", "F", "hombre"), False), (("M", "H", "mujer"), True), (("M", "femenino"), False), (("M", "M"), True)],
)
def test_m_means_what_the_letter_beside_it_leaves_over(said: tuple[str, ...], woman: bool) -> None:
    rows = [("Nombre y apellidos", "Sexo"), *((f"Ana Rojas {at}", letter) for at, letter in enumerate(said))]
    assert guess([list(row) for row in rows]).m_is_woman is woman


def test_a_map_is_kept_and_read_again_also_the_other_way_round() -> None:
    found = guess([("Quién", "Cel", "Cel 2", "Sexo"), ("Ana Rojas", "3001234567", "3001234568", "F")])
    named = found.placed(0, Column.FULL_NAME)
    assert found.with_json(named.as_json()) == named
    turned = {"Quién": "nombre_completo", "Cel": "telefono", "Cel 2": "telefono", "Sexo": "sexo", "letra_m": "hombre"}
    assert found.with_json(turned) == named
    assert found.with_json({"nombre_completo": "A"}).means[0] is Column.FULL_NAME, "also by the letter of the column"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"nombre_completo": "No existe"}, Code.COLUMN_MISSING),
        ({"apodo": "Quién"}, Code.FILE_NOT_UNDERSTOOD),
        ([], Code.FILE_NOT_UNDERSTOOD),
        ({}, Code.FILE_NOT_UNDERSTOOD),
        ({"nombre_completo": 3}, Code.FILE_NOT_UNDERSTOOD),
        ({"nombre_completo": "Quién", "letra_m": "x"}, Code.FILE_NOT_UNDERSTOOD),
    ],
)
def test_a_map_that_does_not_fit_is_refused(given: object, code: Code) -> None:
    with pytest.raises(CasaError) as refused:
        mapped([("Quién", "Cel"), ("Ana", "3001234567")], given)
    assert refused.value.code is code


def test_what_stands_in_one_cell_is_split_into_its_fields() -> None:
    assert one("Cel", "").details.name == Name("Ana", "", "Rojas")
    whole = read(("Apellidos y nombres", "Cel"), "DE LA HOZ ROJAS ANA MARÍA", "3001234567")
    assert whole.details.name == Name("Ana", "María", "De la Hoz", "Rojas")
    assert surnames_first("Pérez Gómez, Ana María") == Name("Ana", "María", "Pérez", "Gómez")
    two = read(("Nombres", "Apellidos"), "ana maría", "de la hoz rojas")
    assert two.details.name == Name("Ana", "María", "De la Hoz", "Rojas")
    plain = read(PLAIN, "E1", "María José", "", "Rojas Pérez", *[""] * 9)
    assert plain.details.name == Name("María", "José", "Rojas", "Pérez")


@pytest.mark.parametrize(
    ("value", "age"),
    [
        ("5/3/1987", Age(birth_date=date(1987, 3, 5))),
        ("5 de marzo de 1987", Age(birth_date=date(1987, 3, 5))),
        ("1987-03-05", Age(birth_date=date(1987, 3, 5))),
        (31841, Age(birth_date=date(1987, 3, 5))),
        ("31841", Age(birth_date=date(1987, 3, 5))),
        (datetime(1987, 3, 5, 10, tzinfo=UTC), Age(birth_date=date(1987, 3, 5))),
        ("39 años", Age(stated=AgeRange(39, 39), stated_on=DAY)),
    ],
)
def test_birth_dates_as_people_write_them(value: object, age: Age) -> None:
    found = one("Fecha de nacimiento", value)
    assert (found.details.age, found.odd) == (age, ())


def test_a_year_alone_is_an_age_and_no_birth_date() -> None:
    found = one("F. nac", "1990")
    assert found.details.age == Age(stated=AgeRange(35, 36), stated_on=DAY)
    assert [each.odd for each in found.odd] == [Odd.YEAR_ONLY]


@pytest.mark.parametrize(
    ("value", "years"), [("30 años", 30), (30.0, 30), ("30", 30), ("8 meses", 0), ("30 y 4", None)]
)
def test_ages_as_people_write_them(value: object, years: int | None) -> None:
    stated = one("Edad", value).details.age.stated
    assert (stated.first if stated else None) == years or stated == AgeRange(4, 30)


def test_an_age_against_the_birth_date_is_told_and_the_date_stays() -> None:
    found = read(("Nombre", "F. nac", "Edad"), "Ana", "5/3/1987", "20")
    assert found.details.age.birth_date == date(1987, 3, 5)
    assert [(each.odd, each.typed) for each in found.odd] == [(Odd.AGE_DIFFERS, "20")]


@pytest.mark.parametrize(
    ("kind", "number", "country", "code", "kept"),
    [
        ("", "V-12.345.678", "", "CV", "12345678"),
        ("Cédula venezolana", "12.345.678", "", "CV", "12345678"),
        ("CV", "V12345678", "", "CV", "12345678"),
        ("PPT", "5123456", "", "PT", "5123456"),
        ("PEP", "912345678901234", "", "PE", "912345678901234"),
        ("", "PPT 5123456", "", "PT", "5123456"),
        ("CC", "CC 1.098.765.432", "", "CC", "1098765432"),
        ("Permiso por Protección Temporal", "5123456", "", "PT", "5123456"),
        ("cédula", "12345678", "Venezuela", "CV", "12345678"),
        ("cédula", "1098765432", "Colombia", "CC", "1098765432"),
        ("pasaporte", "AB 123456", "", "PA", "AB123456"),
        ("XX", "AB123456", "", "DE", "AB123456"),
    ],
)
def test_documents_by_code_or_name(kind: str, number: str, country: str, code: str, kept: str) -> None:
    (document,) = read(("Nombre", "Tipo doc", "Documento", "País"), "Ana", kind, number, country).numbers.documents
    assert (document.code, document.normalised) == (code, kept)


def test_a_number_of_a_spreadsheet_is_a_number_and_no_decimal() -> None:
    for value in (1098765432, 1098765432.0, "1098765432.0"):
        assert one("Cédula", value).numbers.documents[0].number == "1098765432"


@pytest.mark.parametrize("heading", ["Cédula", "Teléfono"])
@pytest.mark.parametrize("text", ["1,09E+09", "3.00187e+09", "3E+09"])
def test_a_number_whose_last_digits_the_spreadsheet_dropped_is_none_at_all(heading: str, text: str) -> None:
    found = one(heading, text)
    assert (found.numbers.documents, found.numbers.phones) == ((), ())
    assert [(each.odd, each.typed) for each in found.odd] == [(Odd.DIGITS_LOST, text)]


def test_the_phone_beside_one_that_lost_its_digits_stays() -> None:
    for text in ("300 123 4567 / 3,01E+09", "3,01E+09; 300 123 4567", "3,01E+09 / 300 123 4567 / 3,02E+09"):
        found = one("Cel", text)
        assert [phone.number for phone in found.numbers.phones] == ["300 123 4567"]
        assert {each.odd for each in found.odd} == {Odd.DIGITS_LOST}


def test_a_shortened_number_that_kept_every_digit_is_that_number() -> None:
    assert one("Cédula", "1.098765432E+09").numbers.documents[0].number == "1098765432"
    assert [p.number for p in one("Cel", "3,001869953E+09").numbers.phones] == ["3001869953"]
    assert one("Pasaporte", "5E10234").numbers.documents[0].number == "5E10234"


def test_what_is_no_number_is_kept_aside_and_never_matches_anybody() -> None:
    for text in ("EN TRÁMITE", "pendiente", "0", "111111"):
        found = one("Cédula", text)
        assert not found.numbers.documents
        assert Odd.NUMBER_UNUSUAL in {each.odd for each in found.odd}
    assert not one("Cédula", "no tiene").odd


def test_phones_with_blanks_two_in_a_cell_and_whose_it_is() -> None:
    found = one("Cel", "300 123 4567 / 0414-1234567 (mamá)").numbers.phones
    assert [(phone.number, phone.note) for phone in found] == [("300 123 4567", ""), ("0414-1234567", "mamá")]
    assert not one("Cel", "no tiene").numbers.phones
    odd = one("Cel", "12")
    assert (odd.numbers.phones[0].number, odd.odd[0].odd) == ("12", Odd.PHONE_UNUSUAL)


@pytest.mark.parametrize(("values", "sexes"), [("FM", (Sex.WOMAN, Sex.MAN)), ("MH", (Sex.WOMAN, Sex.MAN))])
def test_the_letter_m_is_read_by_what_stands_beside_it(values: str, sexes: tuple[Sex, Sex]) -> None:
    rows = [("Nombre", "Sexo"), *(("Ana", value) for value in values)]
    reader = RowReader(guess(rows), COUNTRIES, DAY)
    found = [reader.read(2, row) for row in rows[1:]]
    assert tuple(each.details.sex for each in found if each) == sexes


@pytest.mark.parametrize("value", ["VEN", "venezuela", "venezolana", "Venezolano/a", "VENEZUELA ", "venezolanos"])
def test_countries_by_code_name_or_people(value: str) -> None:
    found = one("Nacionalidad", value)
    assert (found.details.country, found.odd) == ("VEN", ())


def test_only_a_row_with_neither_name_nor_document_is_refused() -> None:
    assert read(PLAIN, "E1", *[""] * 7, "1990-01-01", *[""] * 4).refused
    assert not read(PLAIN, "E1", *[""] * 4, "CC", "1098765432", *[""] * 6).refused
    assert not read(PLAIN, "E1", "Ana", *[""] * 11).refused


@pytest.mark.parametrize(
    ("surname", "kept"), [("Null", "Null"), ("NR", "Nr"), ("No tiene", ""), ("sin dato", ""), ("No refiere", "")]
)
def test_what_says_that_there_is_no_name_is_told_and_stays_where_it_may_be_one(surname: str, kept: str) -> None:
    row = read(("primer_nombre", "primer_apellido"), "Ana", surname)
    assert row.details.name == Name("Ana", "", kept)
    assert [(each.odd, each.typed) for each in row.odd] == [(Odd.NAME_NOTHING, surname)]


def test_blank_rows_and_headings_once_more_are_nobody() -> None:
    reader = RowReader(guess([PLAIN]), COUNTRIES, DAY)
    assert reader.read(2, [None] * 13) is None
    assert reader.read(3, PLAIN) is None


def test_errors_of_formulas_are_told_and_stand_for_nothing() -> None:
    found = read(("Nombre", "Edad", "País"), "Ana", "#N/A", "#ERROR")
    assert [each.odd for each in found.odd] == [Odd.FORMULA, Odd.FORMULA]


def test_a_name_longer_than_any_is_cut_and_kept_whole() -> None:
    name = "Ana" * 40
    found = read(("Primer nombre", "Edad"), name, "30")
    assert len(found.details.name.first_name) == 80
    assert (found.odd[0].odd, found.odd[0].typed) == (Odd.NAME_CUT, name)


@given(st.lists(st.one_of(st.sampled_from(ODD), st.text(max_size=40), st.integers(), st.floats(), st.dates())))
def test_no_cell_breaks_the_reading(cells: list[object]) -> None:
    found = RowReader(guess([PLAIN]), COUNTRIES, DAY).read(2, cells)
    if found is not None:
        assert len(found.key) <= 60
        assert all(len(part) <= 80 for part in (found.details.name.first_name, found.details.name.first_surname))
