"""Persons who are not in the base and look as if they were: relatives and namesakes of somebody who is."""

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

from tests.benchmarks.matching_letters import SPOILS
from tests.benchmarks.matching_names import LAST
from tests.benchmarks.matching_people import TODAY, Person, at_desk, changed, given, somebody, twin_of

Other = Callable[[random.Random, Person], Person]


def _of_the_house(chance: random.Random, person: Person, other: Person) -> Person:
    """*other* as the desk writes down who lives with *person*: the same address, mostly the same phone."""
    phone = person.phone if person.phone and chance.random() < 0.7 else other.phone
    other = at_desk(chance, replace(other, country=person.country or other.country, phone=phone))
    return replace(other, address=person.address if other.address else "")


def _like(
    chance: random.Random, person: Person, low: int, high: int, sex: str = "", surnames: tuple[str, str] | None = None
) -> Person:
    return somebody(chance, low=low, high=high, sex=sex, surnames=surnames, country=person.country)


def _surnames(person: Person) -> tuple[str, str]:
    return person.first_surname, person.second_surname


def sibling(chance: random.Random, person: Person) -> Person:
    low, high = max(0, person.years - 12), person.years + 12
    return _of_the_house(chance, person, _like(chance, person, low, high, surnames=_surnames(person)))


def sibling_alike(chance: random.Random, person: Person) -> Person:
    """Yusmary and Yusmery, Jhon and Jhoan: two names of one family that differ by a letter or two."""
    low, high = max(0, person.years - 12), person.years + 12
    other = _like(chance, person, low, high, sex=person.sex, surnames=_surnames(person))
    name = person.first_name
    for _ in range(chance.choice((1, 2, 2))):
        name = SPOILS[chance.choice(("vowel", "letter_neighbour", "letter_added", "letter_dropped"))](chance, name)
    name = name if name != person.first_name else name + "a"
    return _of_the_house(chance, person, replace(other, first_name=name))


def twin(chance: random.Random, person: Person) -> Person:
    other = twin_of(chance, person)
    return _of_the_house(chance, person, other) if other.birth_date else sibling(chance, person)


def parent_or_child(chance: random.Random, person: Person) -> Person:
    """One first name and one first surname, a generation apart, under one roof."""
    older = person.years < 35 or (person.years < 45 and chance.random() < 0.5)
    years = person.years + chance.randint(17, 38) * (1 if older else -1)
    born = TODAY - timedelta(days=int(max(0, years) * 365.25) + chance.randrange(1, 364))
    other = _like(chance, person, max(0, years), max(0, years), sex=person.sex)
    other = replace(
        other, first_name=person.first_name, first_surname=person.first_surname, birth_date=born.isoformat()
    )
    if chance.random() < 0.4:
        other = replace(other, other_names=person.other_names or other.other_names)
    return _of_the_house(chance, person, other)


def cousin(chance: random.Random, person: Person) -> Person:
    """One surname in common, near in age, sometimes the same first name, seldom the same phone."""
    near = _like(chance, person, max(0, person.years - 8), person.years + 8, sex=person.sex)
    first = person.first_name if chance.random() < 0.3 else near.first_name
    if chance.random() < 0.2 and person.phone:
        near = replace(near, phone=person.phone)
    return at_desk(chance, replace(near, first_name=first, first_surname=person.first_surname))


def homonym(chance: random.Random, person: Person) -> Person:
    """The same first name and first surname; second names, birth, document, phone and address are others."""
    near = chance.random() < 0.35
    low, high = (max(0, person.years - 3), person.years + 3) if near else (0, 85)
    other = _like(chance, person, low, high, sex=person.sex)
    while other.other_names == person.other_names:
        other = replace(other, other_names=given(chance, person.sex))
    while other.second_surname == person.second_surname:
        other = replace(other, second_surname=LAST.one(chance))
    return at_desk(chance, replace(other, first_name=person.first_name, first_surname=person.first_surname))


def spouse(chance: random.Random, person: Person) -> Person:
    """Another sex, a like age, the same phone and address, no name in common."""
    sex = "H" if person.sex == "M" else "M"
    other = _like(chance, person, max(17, person.years - 8), max(18, person.years + 8), sex=sex)
    other = _of_the_house(chance, person, other)
    return replace(other, phone=person.phone, address=person.address)


def stranger(chance: random.Random, person: Person) -> Person:
    """Nobody of the base."""
    return at_desk(chance, somebody(chance))


OTHERS: Mapping[str, Other] = MappingProxyType(
    {
        "sibling": sibling,
        "sibling_alike": sibling_alike,
        "twin": twin,
        "parent_or_child": parent_or_child,
        "cousin": cousin,
        "homonym": homonym,
        "spouse": spouse,
        "stranger": stranger,
    }
)


def told_apart(one: Person, two: Person) -> int:
    """In how many parts both say something, and not the same; phone and address tell nobody apart."""
    parts = changed(one, two) - {"phone", "address", "document_type", "age"}
    apart = sum(bool(getattr(one, part) and getattr(two, part)) for part in parts)
    return apart + (bool(one.age or two.age) and abs(one.years - two.years) > 3)


def other(chance: random.Random, person: Person, kind: str) -> Person:
    """Somebody else of the *kind*, told apart by two things at least; LookupError where that is not to be."""
    for _ in range(50):
        made = OTHERS[kind](chance, person)
        if kind != "twin" and made.birth_date and made.birth_date == person.birth_date:
            continue
        if told_apart(person, made) >= 2:
            return replace(made, id="", home=0)
    raise LookupError(kind)
