"""What is typed into the one box lands in the fields of a person, in any order, and nothing of it is lost."""

import re
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.names import Name
from casa_desktop.domain.text import fold
from casa_desktop.domain.typed_person import Kind, TypedPerson, pieces, read_typed
from tests.domain.odd_strings import ODD

TODAY = date(2026, 3, 10)
ANA = Name("Ana", "", "Rojas")
WORDS = [
    *("ana", "Yhon", "de", "la", "V-12.345.678", "12", "345", "678", "300", "1234567", "años", "cc", "cel", "5/3/1990"),
    *(
        "mujer",
        "+57",
        "34",
        "e",
        "mar",
        "1990",
        "8m",
        "AB12",
        "#",
        ",",
        "105",
        "edad",
        "3001234567",
        "recién",
        "nacido",
    ),
]


def stated(years: int) -> Age:
    return Age(stated=AgeRange(years, years), stated_on=TODAY)


@pytest.mark.parametrize(
    ("typed", "person"),
    [
        ("", TypedPerson()),
        ("ana rojas", TypedPerson(ANA)),
        ("Rojas Peña, Ana María", TypedPerson(Name("Ana", "María", "Rojas", "Peña"))),
        ("ana rojas,", TypedPerson(ANA)),
        ("ana rojas V-12.345.678", TypedPerson(ANA, "CV", "V-12.345.678")),
        ("ana rojas v 12345678", TypedPerson(ANA, "CV", "v 12345678")),
        ("ana rojas V-12 345 678", TypedPerson(ANA, "CV", "V-12 345 678")),
        ("ana rojas ppt 5550001", TypedPerson(ANA, "PT", "5550001")),
        ("cc 1.098.765.432 ana rojas", TypedPerson(ANA, "CC", "1.098.765.432")),
        ("cédula No. 1098765432 ana rojas", TypedPerson(ANA, "CC", "1098765432")),
        ("cédula de extranjería 345678 ana rojas", TypedPerson(ANA, "CE", "345678")),
        ("pasaporte AB123456 ana rojas", TypedPerson(ANA, "PA", "AB123456")),
        ("ana rojas AB123456", TypedPerson(ANA, "", "AB123456")),
        ("ana rojas 12 345 678", TypedPerson(ANA, "", "12345678")),
        ("ana rojas 300 123 4567", TypedPerson(ANA, phone="3001234567")),
        ("ana rojas 0414 1234567", TypedPerson(ANA, phone="04141234567")),
        ("ana rojas +57 3001234567", TypedPerson(ANA, phone="+573001234567")),
        ("ana rojas +1 305 555 0100", TypedPerson(ANA, phone="+13055550100")),
        ("ana rojas tel 6076543210", TypedPerson(ANA, phone="6076543210")),
        ("ana rojas 34", TypedPerson(ANA, age=stated(34))),
        ("ana rojas de 34 años", TypedPerson(ANA, age=stated(34))),
        ("ana rojas edad 34", TypedPerson(ANA, age=stated(34))),
        ("ana rojas 8 meses", TypedPerson(ANA, age=stated(0))),
        ("ana rojas recién nacida", TypedPerson(ANA, age=stated(0))),
        ("ana rojas 30-40", TypedPerson(ANA, age=Age(stated=AgeRange(30, 40), stated_on=TODAY))),
        ("ana rojas 5/3/1990", TypedPerson(ANA, age=Age(date(1990, 3, 5)))),
        ("ana rojas 5 de marzo de 1990", TypedPerson(ANA, age=Age(date(1990, 3, 5)))),
        ("ana rojas mujer", TypedPerson(ANA, sex="02")),
        ("1098765432 3001234567 34", TypedPerson(Name(), "", "1098765432", "3001234567", stated(34))),
        ("12345678 87654321", TypedPerson(Name("87654321"), "", "12345678")),
        ("v", TypedPerson(Name("V"))),
        ("ana de la hoz", TypedPerson(Name("Ana", "", "De la Hoz"))),
    ],
)
def test_what_was_typed_is_split_into_its_fields(typed: str, person: TypedPerson) -> None:
    assert read_typed(typed, TODAY) == person


@pytest.mark.parametrize("phone", ["300 123 4567", "3001234567", "0414-1234567", "+57 300 123 4567"])
@pytest.mark.parametrize("document", ["V-12.345.678", "cc 1098765432", "PPT 5550001", "1098765432"])
@pytest.mark.parametrize("age", ["34 años", "5/3/1990", "8 meses", "5 mar 1990"])
def test_the_order_of_the_kinds_does_not_matter(phone: str, document: str, age: str) -> None:
    orders = permutations(("ana rojas", phone, document, age, "mujer"))
    read = {repr(read_typed(" ".join(order), TODAY)) for order in orders}
    assert len(read) == 1
    person = read_typed(f"ana rojas {phone} {document} {age} mujer", TODAY)
    assert person.name == ANA
    assert all((person.phone, person.number, person.age, person.sex))


@given(st.one_of(st.sampled_from(ODD), st.text(), st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)))
def test_every_word_lands_in_a_piece_and_every_piece_in_a_field(typed: str) -> None:
    cut = pieces(typed, TODAY)
    assert [word for piece in cut for word in piece.words] == typed.split()
    person = read_typed(typed, TODAY)
    held = {Kind.DOCUMENT: person.number, Kind.PHONE: person.phone, Kind.AGE: person.age, Kind.SEX: person.sex}
    name = fold(person.name.full)
    for kind in Kind:
        own = [piece for piece in cut if piece.kind is kind]
        for piece in own if kind is Kind.NAME else own[1:]:
            parts = [part for word in piece.words for part in re.split("[,;]", word)]
            assert all(_bare(fold(part)) in _bare(name) for part in parts), "what no field takes stays in the name"
        if kind is not Kind.NAME and own:
            assert held[kind]
    for kind in (Kind.DOCUMENT, Kind.PHONE):
        own = [piece for piece in cut if piece.kind is kind]
        assert not own or all(digit in str(held[kind]) for digit in own[0].text if digit.isdigit())


def _bare(text: str) -> str:
    return "".join(letter for letter in fold(text.casefold()) if letter.isalnum())
