"""The names of a row, wherever they stand: in their own cells, two in one, or all of them in one."""

from collections.abc import Mapping, Sequence

from casa_desktop.domain.importing import Column
from casa_desktop.domain.names import Name, capitals, split_typed, units

Texts = Mapping[Column, Sequence[str]]


def name_of(texts: Texts) -> Name:
    """The name in its parts. A cell of its own wins over what a cell of several names says."""
    whole = _whole(texts)
    given, other = _pair(texts, Column.FIRST_NAME, Column.OTHER_NAMES, Column.GIVEN_NAMES)
    surname, second = _pair(texts, Column.FIRST_SURNAME, Column.SECOND_SURNAME, Column.SURNAMES)
    if not given and not other:
        given, other = whole.first_name, whole.other_names
    if not surname and not second:
        surname, second = whole.first_surname, whole.second_surname
    return Name(given, other, surname, second)


def surnames_first(text: str) -> Name:
    """«PÉREZ GÓMEZ ANA MARÍA» and «Pérez Gómez, Ana María»; of three words the first two are taken for surnames."""
    before, comma, after = text.partition(",")
    if comma:
        return Name(*_two(after), *_two(before))
    match [capitals(each) for each in units(text)]:
        case []:
            return Name()
        case [surname]:
            return Name(first_surname=surname)
        case [surname, first]:
            return Name(first, "", surname)
        case [surname, second, first, *others]:
            return Name(first, " ".join(others), surname, second)
    raise AssertionError(text)


def _whole(texts: Texts) -> Name:
    if found := _joined(texts, Column.SURNAMES_FIRST):
        return surnames_first(found)
    found = _joined(texts, Column.FULL_NAME)
    if "," in found:
        return surnames_first(found)
    return split_typed(found) if found else Name()


def _pair(texts: Texts, first: Column, second: Column, both: Column) -> tuple[str, str]:
    one, two = _joined(texts, first), _joined(texts, second)
    if one and two:
        return capitals(one), capitals(two)
    if two:
        return "", capitals(two)
    return _two(one or _joined(texts, both))


def _two(text: str) -> tuple[str, str]:
    """The first name of several, and the rest; «María del Carmen» and «De la Hoz» are one each."""
    match [capitals(each) for each in units(text)]:
        case []:
            return "", ""
        case [first, *others]:
            return first, " ".join(others)
    raise AssertionError(text)


def _joined(texts: Texts, column: Column) -> str:
    return " ".join(texts.get(column, ()))
