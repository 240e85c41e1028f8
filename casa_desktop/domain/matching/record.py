"""A description brought to the form in which two are compared, and the one line of text that the base keeps of it."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from casa_desktop.domain.ages import Age
from casa_desktop.domain.documents import UNIDENTIFIED, normalise_number
from casa_desktop.domain.matching.described import Described
from casa_desktop.domain.names import Name
from casa_desktop.domain.phones import national_part, normalise_phone
from casa_desktop.domain.text import fold, words

PARTICLES = frozenset({"de", "del", "la", "las", "el", "los", "da", "do", "dos", "di", "du", "van", "von", "y", "e"})
"""Left out of names: «De la Hoz» is one word to compare, «Hoz»."""
MOST_WORDS = 6
"""Of the given names, and of the surnames."""
_LONGEST_WORD = 40
_MOST_NUMBERS = 6
_TYPES = {"PPT": "PT", "PEP": "PE", "V": "CV", "DE/CV": "CV"}
_LETTERS_BEFORE = re.compile(r"^(?:CI|CC|CV|V|E|VE|VEN|PPT|PEP|TI|CE|PT|PE)?[VE]?(?=\d{4})")


@dataclass(frozen=True, slots=True)
class Record:
    """What comparing reads. Words are folded; empty parts are unknown.

    *born* is the birth date, or the first and the last day on which somebody of the age that was stated was born.
    """

    given: tuple[str, ...] = ()
    surnames: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    """Words of the preferred name that are not among the given ones."""
    documents: tuple[tuple[str, str], ...] = ()
    phones: tuple[str, ...] = ()
    born: tuple[int, int] | None = None
    sex: str = ""
    country: str = ""
    address: str = ""
    household: str = ""
    """Never kept in the line: who lives with whom changes without the person."""

    @property
    def words(self) -> tuple[str, ...]:
        """Every word of the name, given names first."""
        return self.given + self.surnames + self.called

    @property
    def known_day(self) -> date | None:
        """The birth date, where it is known."""
        return date.fromordinal(self.born[0]) if self.born and self.born[0] == self.born[1] else None

    @property
    def birth_year(self) -> int:
        """The year of birth, of a stated age the likeliest one; 0 where nothing is known."""
        return date.fromordinal((self.born[0] + self.born[1]) // 2).year if self.born else 0

    @property
    def line(self) -> str:
        """The record as text, but for the household; :func:`read` gives it back."""
        born = "" if self.born is None else "~".join(map(str, dict.fromkeys(self.born)))
        return "|".join(
            (
                " ".join(self.given),
                " ".join(self.surnames),
                " ".join(self.called),
                " ".join(f"{kind}:{number}" for kind, number in self.documents),
                " ".join(self.phones),
                born,
                self.sex,
                self.country,
                self.address,
            )
        )


def read(line: str) -> Record:
    """The record that :attr:`Record.line` wrote."""
    given, surnames, called, documents, phones, born, sex, country, address = line.split("|")
    first, _, last = born.partition("~")
    pairs = [document.split(":", 1) for document in documents.split()]
    return Record(
        tuple(given.split()),
        tuple(surnames.split()),
        tuple(called.split()),
        tuple([(kind, number) for kind, number in pairs]),
        tuple(phones.split()),
        (int(first), int(last or first)) if born else None,
        sex,
        country,
        address,
    )


def record_of(who: Described) -> Record:
    """*who* as comparing reads it."""
    given = _words(f"{who.name.first_name} {who.name.other_names}")
    return Record(
        given,
        _words(f"{who.name.first_surname} {who.name.second_surname}"),
        tuple(word for word in _words(who.name.preferred_name) if word not in given),
        documents(who.documents),
        tuple(sorted({number for phone in who.phones if len(number := phone_number(phone)) >= 6}))[:_MOST_NUMBERS],
        born(who.age),
        "" if who.sex == "SD" else who.sex,
        who.country,
        " ".join(words(who.address)),
        who.household_uuid,
    )


def record_of_name(name: Name) -> Record:
    """Only a name."""
    return record_of(Described(name))


@lru_cache(maxsize=50_000)
def _words(text: str) -> tuple[str, ...]:
    every = [word[:_LONGEST_WORD] for word in words(text)]
    kept = [word for word in every if word not in PARTICLES]
    return tuple((kept or every)[:MOST_WORDS])


def documents(typed: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """(type, number) of the documents that name somebody, each once; a type that was not told is empty."""
    found: dict[tuple[str, str], None] = {}
    for code, number in typed:
        kind = fold(code).upper().replace(".", "").strip()
        kind = _TYPES.get(kind, kind)
        bare = document_number(number) if kind not in UNIDENTIFIED else ""
        if bare:
            found[re.sub(r"[^A-Z0-9]", "", kind), bare] = None
    return tuple(found)[:_MOST_NUMBERS]


def document_number(typed: str) -> str:
    """One form of a number whatever its type: no V-, E- or zeros before the digits, no blanks or points."""
    number = _LETTERS_BEFORE.sub("", normalise_number("", typed)[:_LONGEST_WORD])
    return number.lstrip("0") or number


def phone_number(typed: str) -> str:
    """The digits that people say of a phone."""
    return national_part(normalise_phone(typed))[-10:]


def born(age: Age) -> tuple[int, int] | None:
    """The first and last day of birth (ordinals) that fit an age."""
    if age.birth_date is not None:
        return age.birth_date.toordinal(), age.birth_date.toordinal()
    if age.stated is None or age.stated_on is None:
        return None
    first = _years_before(age.stated_on, age.stated.last + 1) + 1
    return max(1, first), max(1, _years_before(age.stated_on, age.stated.first))


def _years_before(day: date, years: int) -> int:
    year = max(1, day.year - years)
    leap_day = (day.month, day.day) == (2, 29)
    return date(year, 3, 1).toordinal() if leap_day else day.replace(year=year).toordinal()
