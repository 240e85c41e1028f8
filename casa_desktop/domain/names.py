"""How a person is called: two given names and two surnames, as the region writes them, and the name they prefer."""

from dataclasses import dataclass, fields

from casa_desktop.domain.errors import Problems
from casa_desktop.domain.text import sort_key, taken, tidy_name, words

LONGEST_NAME = 80
_SMALL = frozenset({"de", "del", "la", "las", "los", "da", "do", "dos", "di", "du", "van", "von", "y"})
_PARTICLES = _SMALL | {"san", "santa"}
"""Words that do not stand alone: «De la Hoz» is one surname."""


@dataclass(frozen=True, slots=True)
class Name:
    """All parts may be empty («sin nombre»). ``display`` is what lists show, ``full`` what documents say."""

    first_name: str = ""
    other_names: str = ""
    first_surname: str = ""
    second_surname: str = ""
    preferred_name: str = ""

    @property
    def full(self) -> str:
        """Given names and surnames, without the preferred name."""
        return _joined(self.first_name, self.other_names, self.first_surname, self.second_surname)

    @property
    def display(self) -> str:
        """As the person wants to be called: the preferred name stands in place of the given ones."""
        if not self.preferred_name:
            return self.full
        return _joined(self.preferred_name, self.first_surname, self.second_surname)

    @property
    def sort_key(self) -> str:
        """Sorts lists by surnames, then given names, as Spanish does."""
        return sort_key(_joined(self.first_surname, self.second_surname, self.first_name, self.other_names))

    @property
    def words(self) -> tuple[str, ...]:
        """Every folded word once, surnames first: what a search may begin with."""
        parts = (self.first_surname, self.second_surname, self.first_name, self.other_names, self.preferred_name)
        return tuple(dict.fromkeys(words(" ".join(parts))))

    def __bool__(self) -> bool:
        return bool(self.full or self.preferred_name)


NO_NAME = Name()


def checked_name(name: Name, problems: Problems) -> Name:
    """*name* as it will be stored; what is wrong with its parts goes into *problems* under their own names."""
    parts = [part.name for part in fields(Name)]
    return Name(*(taken(problems, part, getattr(name, part), LONGEST_NAME, tidy_name) for part in parts))


def units(text: str) -> list[str]:
    """The names of a line, each with the small words before it: «ana de la hoz» has two."""
    groups: list[list[str]] = []
    glue = False
    for word in tidy_name(text).split():
        if glue and groups:
            groups[-1].append(word)
        else:
            groups.append([word])
        glue = word.lower() in _PARTICLES
    return [" ".join(group) for group in groups]


def split_typed(text: str) -> Name:
    """The parts of a name typed in one line, as a proposal for the form: «ana maria de la hoz rojas» has two and two.

    Of three words the last two are taken for surnames. Names all in one case get capitals; accents are not guessed.
    """
    match units(text):
        case []:
            return Name()
        case [first]:
            return Name(capitals(first))
        case [first, surname]:
            return Name(capitals(first), first_surname=capitals(surname))
        case [first, *others, surname, second]:
            return Name(*map(capitals, (first, " ".join(others), surname, second)))
    raise AssertionError(text)


def split_listed(surnames: str, given: str) -> Name | None:
    """The parts of a name as lists write it, «rojas peña, ana maría»; None where it cannot be one."""
    last, first = units(surnames), units(given)
    if not first or not 1 <= len(last) <= 2:
        return None
    return Name(*map(capitals, (first[0], " ".join(first[1:]), *last)))


def capitals(text: str) -> str:
    """A name all in one case with capitals where Spanish has them; any other as it is."""
    if text != text.lower() and text != text.upper():
        return text
    words_of = text.lower().split()
    return " ".join(word if word in _SMALL and i > 0 else _capital(word) for i, word in enumerate(words_of))


def _capital(word: str) -> str:
    return "-".join(part[:1].upper() + part[1:] for part in word.split("-"))


def _joined(*parts: str) -> str:
    return " ".join(filter(None, parts))
