"""Persons out of a seed: names, ages, documents and phones in believable proportions, all of them invented.

Documents and phones are drawn from ranges that are not handed out, so that no invented person can be a real one.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from casa_desktop.demo.names import MEN, SURNAMES, WOMEN

COUNTRIES = (("VEN", 86), ("COL", 11), ("ECU", 1), ("PER", 1), ("HTI", 1))
AGES = ((0, 5, 14), (6, 12, 13), (13, 17, 9), (18, 25, 22), (26, 59, 37), (60, 85, 5))
"""(from, to, weight): the shape of the desk's public, in GIFMM's bands."""


@dataclass(frozen=True, slots=True)
class Invented:
    """A person as reception would write it down. Either *born* or *stated_age* (on *stated_on*) is given."""

    first_name: str
    other_names: str
    first_surname: str
    second_surname: str
    sex: str
    """``01`` man, ``02`` woman."""
    born: date | None
    stated_age: int | None
    stated_on: date
    country: str
    document_type: str
    document_subtype: str
    document_number: str
    """Empty for those without a document."""
    phone: str

    @property
    def age(self) -> int:
        """Full years on *stated_on*."""
        if self.stated_age is not None:
            return self.stated_age
        assert self.born is not None, "an invented person has a birth date or an age"
        day = self.stated_on
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))


class Inventor:
    """Draws persons from a seed; the serial number keeps documents and phones apart."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._serial = 0

    def person(self, day: date, *, surnames: tuple[str, str] | None = None, low: int = 0, high: int = 85) -> Invented:
        """One person met on *day*, aged *low* to *high*; *surnames* for somebody's brother or daughter."""
        chance = self._chance
        self._serial += 1
        sex = chance.choices(("02", "01"), (58, 42))[0]
        given = WOMEN if sex == "02" else MEN
        first, other = chance.sample(given, 2)
        paternal, maternal = surnames or tuple(chance.sample(SURNAMES, 2))
        country = chance.choices([c for c, _ in COUNTRIES], [w for _, w in COUNTRIES])[0]
        age = self._age(low, high)
        knows_birth = chance.random() < 0.8
        kind, subtype, number = self._document(country, age)
        return Invented(
            first_name=first,
            other_names=other if chance.random() < 0.6 else "",
            first_surname=paternal,
            second_surname=maternal if chance.random() < 0.75 else "",
            sex=sex,
            born=day - timedelta(days=int(age * 365.25) + chance.randrange(1, 364)) if knows_birth else None,
            stated_age=None if knows_birth else age,
            stated_on=day,
            country=country,
            document_type=kind,
            document_subtype=subtype,
            document_number=number,
            phone=f"300000{self._serial % 10_000:04d}" if chance.random() < 0.5 else "",
        )

    def family(self, day: date) -> list[Invented]:
        """One to five persons of two surnames; the first is an adult and head of the household."""
        chance = self._chance
        head = self.person(day, low=18, high=70)
        surnames = (head.first_surname, head.second_surname or chance.choice(SURNAMES))
        size = chance.choices((1, 2, 3, 4, 5), (52, 18, 14, 10, 6))[0]
        return [head, *(self.person(day, surnames=surnames, high=60) for _ in range(size - 1))]

    def _age(self, low: int, high: int) -> int:
        bands = [(max(low, a), min(high, b), w) for a, b, w in AGES if b >= low and a <= high]
        first, last, _ = self._chance.choices(bands, [w for _, _, w in bands])[0]
        return self._chance.randint(first, last)

    def _document(self, country: str, age: int) -> tuple[str, str, str]:
        if self._chance.random() < 0.15:
            return ("MS" if age < 18 else "AS"), "", ""
        number = 90_000_000 + self._serial
        if country == "COL":
            return ("CC" if age >= 18 else "TI" if age >= 7 else "RC"), "", f"99{number}"
        if country == "VEN":
            if self._chance.random() < 0.35:
                return "PT", "", f"9{number}"
            return "DE", "CV", f"V-{number:,}".replace(",", ".")
        return "PA", "", f"X{number}"
