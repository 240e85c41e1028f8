"""The same person written down once more, with exactly so many errors, each with its kind.

An error changes one thing that the desk wrote: one place of one name, one number, one date. Two errors never meet in
one column, so that the number that is promised is the number that can be counted.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from tests.benchmarks.matching_letters import SPOILS, Spoil, as_before
from tests.benchmarks.matching_names import LAST, NICKNAMES
from tests.benchmarks.matching_people import Person, changed, digits, given, new_address, new_phone

NAMES = ("first_name", "other_names", "first_surname", "second_surname")
_PARTICLES = frozenset({"de", "del", "la", "las", "los", "san", "santa"})

Change = Callable[[random.Random, Person], Person]


@dataclass(frozen=True, slots=True)
class Again:
    """A record and what is wrong with it, as it was made of the person with the id *of*."""

    person: Person
    of: str
    kinds: tuple[str, ...]


def _in_names(spoil: Spoil) -> Change:
    """One name, whichever the error can happen to."""

    def change(chance: random.Random, person: Person) -> Person:
        for part in chance.sample(NAMES, len(NAMES)):
            before = getattr(person, part)
            after = spoil(chance, before) if before else ""
            if after and after != before:
                return person.but(**{part: after})
        return person

    return change


def _swap(one: str, two: str) -> Change:
    def change(chance: random.Random, person: Person) -> Person:
        a, b = getattr(person, one), getattr(person, two)
        return person.but(**{one: b, two: a}) if a and b else person

    return change


def _without(*parts: str) -> Change:
    def change(chance: random.Random, person: Person) -> Person:
        return person.but(**dict.fromkeys(parts, ""))

    return change


def names_for_surnames(chance: random.Random, person: Person) -> Person:
    """Surnames in the columns of names: who reads a passport from above writes so."""
    if not (person.first_name and person.first_surname):
        return person
    a, b, c, d = (getattr(person, part) for part in NAMES)
    return person.but(first_name=c, other_names=d, first_surname=a, second_surname=b)


def _together(first: str, second: str) -> Change:
    """Both in the first cell."""

    def change(chance: random.Random, person: Person) -> Person:
        a, b = getattr(person, first), getattr(person, second)
        return person.but(**{first: f"{a} {b}", second: ""}) if a and b else person

    return change


def all_in_one(chance: random.Random, person: Person) -> Person:
    """The whole name in the first cell."""
    parts = [getattr(person, part) for part in NAMES if getattr(person, part)]
    return person.but(**dict(zip(NAMES, (" ".join(parts), "", "", ""), strict=True))) if len(parts) > 1 else person


def _glued(first: str, second: str) -> Change:
    """Mariajosé, Pérezrojas; a compound of one cell too (Delahoz)."""

    def change(chance: random.Random, person: Person) -> Person:
        a, b = getattr(person, first), getattr(person, second)
        if " " in a or "-" in a:
            return person.but(**{first: as_before(a, a.replace(" ", "").replace("-", "").lower())})
        return person.but(**{first: a + b.lower(), second: ""}) if a and b else person

    return change


def _split(chance: random.Random, name: str) -> str:
    """Yus Mary: one name in two words."""
    if len(name) < 7 or " " in name:
        return name
    i = chance.randrange(3, len(name) - 2)
    return as_before(name, f"{name[:i]} {name[i:]}".lower().replace("-", ""))


def _particle(chance: random.Random, name: str) -> str:
    """Hoz for De la Hoz."""
    words = name.split()
    kept = [word for word in words if word.lower() not in _PARTICLES]
    return " ".join(kept) if 0 < len(kept) < len(words) else name


def nickname(chance: random.Random, person: Person) -> Person:
    """As the family calls them, in place of the first or the other name."""
    for part in chance.sample(NAMES[:2], 2):
        if known := NICKNAMES.get(getattr(person, part)):
            return person.but(**{part: chance.choice(known)})
    return person


def initial(chance: random.Random, person: Person) -> Person:
    """A second name or surname that is only begun: «C.»."""
    for part in chance.sample(("other_names", "second_surname"), 2):
        if before := getattr(person, part):
            return person.but(**{part: before[0] + chance.choice(("", "."))})
    return person


def other_name_only(chance: random.Random, person: Person) -> Person:
    """Called by the second name, and by nothing else."""
    return person.but(first_name=person.other_names, other_names="") if person.other_names else person


def second_surname_only(chance: random.Random, person: Person) -> Person:
    return person.but(first_surname=person.second_surname, second_surname="") if person.second_surname else person


def other_name_added(chance: random.Random, person: Person) -> Person:
    """What was left out at first is written this time."""
    return person if person.other_names else person.but(other_names=given(chance, person.sex))


def second_surname_added(chance: random.Random, person: Person) -> Person:
    return person if person.second_surname else person.but(second_surname=LAST.one(chance))


def married(chance: random.Random, person: Person) -> Person:
    """Her husband's surname in place of the second one."""
    grown = person.sex == "M" and person.years > 20 and person.second_surname
    return person.but(second_surname=f"de {LAST.one(chance)}") if grown else person


def _number(part: str, spoil: Callable[[random.Random, str], str]) -> Change:
    def change(chance: random.Random, person: Person) -> Person:
        before = getattr(person, part)
        return person.but(**{part: spoil(chance, before)}) if len(before) > 4 else person

    return change


def _wrong_digit(chance: random.Random, number: str) -> str:
    i = chance.choice([i for i, c in enumerate(number) if c.isdigit()])
    return number[:i] + chance.choice([c for c in "0123456789" if c != number[i]]) + number[i + 1 :]


def _turned_digits(chance: random.Random, number: str) -> str:
    places = [i for i in range(len(number) - 1) if number[i] != number[i + 1] and number[i : i + 2].isdigit()]
    if not places:
        return number
    i = chance.choice(places)
    return number[:i] + number[i + 1] + number[i] + number[i + 2 :]


def _digit_gone(chance: random.Random, number: str) -> str:
    i = chance.choice([i for i, c in enumerate(number) if c.isdigit()])
    return number[:i] + number[i + 1 :]


def _digit_more(chance: random.Random, number: str) -> str:
    i = chance.randrange(1, len(number) + 1)
    return number[:i] + digits(chance, 1) + number[i:]


def document_of_another_type(chance: random.Random, person: Person) -> Person:
    """CV turned into PPT: another card, another number."""
    kinds = {"CV": ("PT", 7), "PE": ("PT", 7), "PT": ("CV", 8), "PA": ("PT", 7), "TI": ("CC", 10), "CE": ("PT", 7)}
    if person.document_type not in kinds or not person.document:
        return person
    kind, count = kinds[person.document_type]
    return person.but(document_type=kind, document=f"{chance.randint(1, 3)}{digits(chance, count - 1)}")


def document_under_another_type(chance: random.Random, person: Person) -> Person:
    """The right number, the wrong box."""
    kinds = [kind for kind in ("CV", "CC", "PT", "CE", "PA") if kind != person.document_type]
    return person.but(document_type=chance.choice(kinds)) if person.document else person


def document_renewed(chance: random.Random, person: Person) -> Person:
    """A new passport has a new number."""
    if person.document_type != "PA":
        return person
    return person.but(document="".join(chance.choices("ABCFGHKR", k=2)) + digits(chance, 7))


def document_written_otherwise(chance: random.Random, person: Person) -> Person:
    """V-12.345.678; it is no error, and costs many programs the match."""
    if not person.document.isdigit():
        return person
    dotted = f"{int(person.document):,}".replace(",", chance.choice(".. "))
    return person.but(document=chance.choice(("V-", "V", "")) + dotted if person.document_type == "CV" else dotted)


def _document_missing(chance: random.Random, person: Person) -> Person:
    if not person.document:
        return person
    return person.but(document="", document_type=chance.choice(("", "MS" if person.years < 18 else "AS")))


def phone_changed(chance: random.Random, person: Person) -> Person:
    return person.but(phone=new_phone(chance)) if person.phone else person


def _born(move: Callable[[random.Random, date], str]) -> Change:
    def change(chance: random.Random, person: Person) -> Person:
        if not person.birth_date:
            return person
        try:
            said = move(chance, date.fromisoformat(person.birth_date))
            return person.but(birth_date=said) if date(1900, 1, 1) <= date.fromisoformat(said) else person
        except ValueError:  # the thirty-first of a shorter month: it cannot be written
            return person

    return change


def _other_digit(chance: random.Random, born: date) -> str:
    text = born.isoformat()
    i = chance.choice((2, 3, 3, 5, 6, 6, 8, 9, 9))
    return text[:i] + chance.choice([c for c in "0123456789" if c != text[i]]) + text[i + 1 :]


def _age_said(*off: int) -> Change:
    """A stated age in place of the birth date, right or so many years off."""

    def change(chance: random.Random, person: Person) -> Person:
        said = person.years + chance.choice(off)
        return person.but(birth_date="", age=str(said)) if person.birth_date and said >= 0 else person

    return change


def age_off(chance: random.Random, person: Person) -> Person:
    """Stated both times, and otherwise."""
    said = person.years + chance.choice((-3, -2, -1, 1, 2, 3))
    return person.but(age=str(said)) if person.age and said >= 0 else person


def sex_wrong(chance: random.Random, person: Person) -> Person:
    return person.but(sex="H" if person.sex == "M" else "M") if person.sex else person


def country_wrong(chance: random.Random, person: Person) -> Person:
    return person.but(country="COL" if person.country == "VEN" else "VEN") if person.country else person


def address_changed(chance: random.Random, person: Person) -> Person:
    return person.but(address=new_address(chance)) if person.address else person


CHANGES: Mapping[str, Change] = MappingProxyType(
    {
        **{kind: _in_names(spoil) for kind, spoil in SPOILS.items()},
        "given_swapped": _swap("first_name", "other_names"),
        "surnames_swapped": _swap("first_surname", "second_surname"),
        "names_for_surnames": names_for_surnames,
        "given_in_one_cell": _together("first_name", "other_names"),
        "surnames_in_one_cell": _together("first_surname", "second_surname"),
        "all_in_one_cell": all_in_one,
        "given_glued": _glued("first_name", "other_names"),
        "surnames_glued": _glued("first_surname", "second_surname"),
        "name_split": _in_names(_split),
        "particle_dropped": _in_names(_particle),
        "nickname": nickname,
        "initial": initial,
        "other_names_missing": _without("other_names"),
        "second_surname_missing": _without("second_surname"),
        "other_name_only": other_name_only,
        "second_surname_only": second_surname_only,
        "other_name_added": other_name_added,
        "second_surname_added": second_surname_added,
        "married_name": married,
        "document_digit": _number("document", _wrong_digit),
        "document_turned": _number("document", _turned_digits),
        "document_digit_gone": _number("document", _digit_gone),
        "document_digit_more": _number("document", _digit_more),
        "document_missing": _document_missing,
        "document_other_type": document_of_another_type,
        "document_wrong_type": document_under_another_type,
        "document_renewed": document_renewed,
        "document_otherwise": document_written_otherwise,
        "phone_changed": phone_changed,
        "phone_digit": _number("phone", _wrong_digit),
        "phone_missing": _without("phone"),
        "birth_day_month": _born(lambda chance, born: f"{born.year}-{born.day:02}-{born.month:02}"),
        "birth_digit": _born(_other_digit),
        "birth_year": _born(lambda chance, born: f"{born.year + chance.choice((-1, 1))}{born.isoformat()[4:]}"),
        "birth_missing": _without("birth_date", "age"),
        "age_for_birth": _age_said(0),
        "age_for_birth_off": _age_said(-2, -1, 1, 2),
        "age_off": age_off,
        "sex_wrong": sex_wrong,
        "sex_missing": _without("sex"),
        "country_missing": _without("country"),
        "country_wrong": country_wrong,
        "address_changed": address_changed,
        "address_missing": _without("address"),
    }
)

_OFTEN = {
    **dict.fromkeys(
        ("b_v", "s_c_z", "i_y", "y_j", "accent", "letter_dropped", "letter_neighbour", "letters_turned"), 3
    ),
    **dict.fromkeys(("second_surname_missing", "other_names_missing", "document_digit", "document_turned"), 4),
    **dict.fromkeys(("document_missing", "document_other_type", "phone_changed", "birth_day_month", "birth_digit"), 4),
    **dict.fromkeys(("nickname", "surnames_swapped", "age_for_birth", "ez_es", "h_silent", "ll_y"), 2),
    **dict.fromkeys(("country_wrong", "sex_missing", "country_missing", "address_missing", "m_n", "x_s", "w_gu"), 0.6),
}
"""The honest mix: what happens oftener than the rest, and what is rare."""


def again(chance: random.Random, person: Person, count: int, kind: str = "") -> Again:
    """*person* once more with *count* errors, drawn as often as they happen; the first is of *kind* if that is named.

    The kinds come out only where they can happen to the person; a person to whom so many cannot happen is refused.
    """
    kinds = list(CHANGES)
    weights = [_OFTEN.get(each, 1) for each in kinds]
    made: list[str] = []
    now, touched = person, frozenset[str]()
    for _ in range(400):
        if len(made) == count:
            return Again(now, person.id, tuple(made))
        tried = kind if kind and not made else chance.choices(kinds, weights)[0]
        after = CHANGES[tried](chance, now)
        parts = changed(now, after)
        if parts and not parts & touched and tried not in made and _still_somebody(after):
            now, touched = after, touched | parts
            made.append(tried)
    raise LookupError(kind)


def _still_somebody(person: Person) -> bool:
    return bool((person.first_name or person.first_surname) or person.document)
