"""Synthetic persons for the benchmark of matching: families at a desk, with the columns of ``casa importar``.

Families share surnames, address and mostly the phone; what a desk leaves empty is empty. A person is what was written
down, nothing more is known: :mod:`matching_errors` writes them down again, :mod:`matching_others` their relatives.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta

from tests.benchmarks.matching_names import GIVEN, LAST

TODAY = date(2026, 3, 10)
COLUMNS = (
    "id",
    "primer_nombre",
    "otros_nombres",
    "primer_apellido",
    "segundo_apellido",
    "tipo_documento",
    "documento",
    "telefono",
    "fecha_nacimiento",
    "edad",
    "sexo",
    "pais",
    "direccion",
)
_COUNTRIES = (("VEN", 86), ("COL", 11), ("HTI", 2), ("ECU", 1))
_AGES = ((0, 5, 12), (6, 12, 12), (13, 17, 9), (18, 25, 23), (26, 59, 38), (60, 85, 6))
_STREETS = ("Calle", "Carrera", "Diagonal", "Transversal")
_QUARTERS = ("Café Madrid", "Girardot", "Provenza", "La Joya", "Morrorico", "Kennedy", "San Francisco", "Gaitán")


@dataclass(frozen=True, slots=True)
class Person:
    """One record as it was written down; every part but *id* may be empty. *home* is no column: who lives together."""

    id: str
    first_name: str = ""
    other_names: str = ""
    first_surname: str = ""
    second_surname: str = ""
    document_type: str = ""
    document: str = ""
    phone: str = ""
    birth_date: str = ""
    age: str = ""
    sex: str = ""
    country: str = ""
    address: str = ""
    home: int = 0

    @property
    def row(self) -> tuple[str, ...]:
        """What stands in the columns of ``casa importar``."""
        return tuple(getattr(self, field.name) for field in fields(self)[:-1])

    def but(self, **parts: str) -> "Person":
        """The same record with other *parts*."""
        return replace(self, **parts)  # type: ignore[arg-type]  # but for *home* all are text

    @property
    def years(self) -> int:
        """Full years, by birth date or as stated; 30 where nothing is known."""
        if self.birth_date:
            born = date.fromisoformat(self.birth_date)
            return TODAY.year - born.year - ((TODAY.month, TODAY.day) < (born.month, born.day))
        return int(self.age or 30)


def changed(before: Person, after: Person) -> frozenset[str]:
    """The names of the parts in which two records differ, but for their ids."""
    names = [field.name for field in fields(before) if field.name not in ("id", "home")]
    return frozenset(name for name in names if getattr(before, name) != getattr(after, name))


def make_persons(count: int, seed: int) -> Iterator[Person]:
    """*count* persons ``p1`` …, families together."""
    chance = random.Random(seed)
    made = home = 0
    while made < count:
        home += 1
        for person in family(chance, home)[: count - made]:
            made += 1
            yield replace(person, id=f"p{made}")


def family(chance: random.Random, home: int) -> list[Person]:
    """Who came together: one person, a couple, a parent with children or both; sometimes twins."""
    size = chance.choices((1, 2, 3, 4, 5), (48, 19, 15, 11, 7))[0]
    address, phone = new_address(chance), new_phone(chance)
    head = somebody(chance, low=18, high=80)
    people = [head]
    couple = size > 1 and chance.random() < 0.55
    partner = somebody(chance, low=18, high=80, sex="H" if head.sex == "M" else "M")
    if couple:
        people.append(replace(partner, country=head.country))
    father, mother = (head, partner) if head.sex == "H" else (partner, head)
    surnames = (father.first_surname, mother.first_surname)
    while len(people) < size:
        child = somebody(chance, low=0, high=max(1, head.years - 16), surnames=surnames, country=head.country)
        people.append(child)
        if len(people) < size and chance.random() < 0.05:
            people.append(twin_of(chance, child))
    return [
        at_desk(chance, replace(each, home=home, address=address, phone=phone if chance.random() < 0.7 else each.phone))
        for each in people
    ]


def somebody(
    chance: random.Random,
    *,
    low: int = 0,
    high: int = 85,
    sex: str = "",
    surnames: tuple[str, str] | None = None,
    country: str = "",
) -> Person:
    """A person of whom everything is known."""
    sex = sex or chance.choices(("M", "H"), (58, 42))[0]
    country = country or chance.choices([c for c, _ in _COUNTRIES], [w for _, w in _COUNTRIES])[0]
    born = new_birth(chance, low, high)
    first, other = given(chance, sex), given(chance, sex)
    while other == first:
        other = given(chance, sex)
    paternal, maternal = surnames or (LAST.one(chance), LAST.one(chance))
    plain = Person("", first, other, paternal, maternal, birth_date=born.isoformat(), sex=sex, country=country)
    kind, number = new_document(chance, plain.years, country)
    return replace(plain, document_type=kind, document=number, phone=new_phone(chance), address=new_address(chance))


def given(chance: random.Random, sex: str) -> str:
    return GIVEN[sex or "M"].one(chance)


def twin_of(chance: random.Random, person: Person) -> Person:
    """Another child of the same birth, with the next document."""
    first = person.first_name
    while first == person.first_name:
        first = given(chance, person.sex)
    number = f"{int(person.document) + 1}" if person.document.isdigit() else ""
    return replace(person, first_name=first, other_names=given(chance, person.sex), document=number)


def at_desk(chance: random.Random, person: Person) -> Person:
    """What of somebody is written down: parts are left out as often as a busy desk leaves them out."""
    gone = {
        "other_names": 0.32,
        "second_surname": 0.18,
        "phone": 0.38,
        "address": 0.5,
        "country": 0.03,
        "sex": 0.01,
    }
    person = person.but(**{name: "" for name, share in gone.items() if chance.random() < share})
    if chance.random() < 0.14:
        person = replace(person, document="", document_type="MS" if person.years < 18 else "AS")
        if chance.random() < 0.5:
            person = replace(person, document_type="")
    dated = chance.random()
    if dated > 0.97:
        person = replace(person, birth_date="", age="")
    elif dated > 0.8:
        person = replace(person, birth_date="", age=str(person.years))
    return person


def asked_less(chance: random.Random, person: Person) -> Person:
    """The same record where the desk had no time: parts that are not asked again are no errors."""
    gone = {"phone": 0.3, "address": 0.4, "other_names": 0.1, "second_surname": 0.1, "document": 0.15, "country": 0.1}
    person = person.but(**{name: "" for name, share in gone.items() if chance.random() < share})
    if person.birth_date and chance.random() < 0.25:
        person = person.but(birth_date="", age=str(person.years) if chance.random() < 0.8 else "")
    return person


def new_birth(chance: random.Random, low: int, high: int) -> date:
    low, high = min(low, 85), min(high, 85)
    bands = [(max(low, a), min(high, b), w) for a, b, w in _AGES if b >= low and a <= high]
    first, last, _ = chance.choices(bands, [w for _, _, w in bands])[0]
    return TODAY - timedelta(days=int(chance.randint(first, last) * 365.25) + chance.randrange(1, 364))


def new_document(chance: random.Random, years: int, country: str) -> tuple[str, str]:
    """(type, number): numbers grow with the year of birth, as the registries hand them out."""
    if country == "COL":
        kind = "CC" if years >= 18 else "TI" if years >= 7 else "RC"
        return kind, str(
            chance.randrange(1_000_000_000, 1_130_000_000) if years < 36 else chance.randrange(10**7, 10**8)
        )
    draw = chance.random()
    if country == "VEN":
        if draw < 0.55:
            return "CV", str(35_000_000 - 380_000 * years + chance.randrange(-900_000, 900_000))
        if draw < 0.86:
            return "PT", str(chance.randrange(700_000, 7_000_000))
        if draw < 0.93:
            return "PE", str(chance.randrange(10**14, 10**15))
    if draw < 0.97:
        return "PA", "".join(chance.choices("ABCFGHKR", k=2)) + str(chance.randrange(10**6, 10**7))
    return "CE", str(chance.randrange(300_000, 999_999))


def new_phone(chance: random.Random) -> str:
    if chance.random() < 0.88:
        return f"3{chance.choice(('00', '01', '02', '10', '12', '15', '16', '17', '18', '20', '22', '23'))}" + digits(
            chance, 7
        )
    return f"04{chance.choice(('12', '14', '16', '24', '26'))}" + digits(chance, 7)


def new_address(chance: random.Random) -> str:
    street = f"{chance.choice(_STREETS)} {chance.randint(1, 105)} # {chance.randint(1, 60)}-{chance.randint(1, 99):02}"
    return f"{street} {chance.choice(_QUARTERS)}" if chance.random() < 0.6 else street


def digits(chance: random.Random, count: int) -> str:
    return "".join(chance.choices("0123456789", k=count))
