"""The machine-readable zone of passports (TD3) and cards (TD1, TD2): lines of capitals, digits and ``<``.

Source: ICAO Doc 9303, parts 3 to 6. Check digits tell nearly every wrong character of number, birth date and expiry;
letters ten values apart (0, A, K, U) look the same to them. Names, sex and nationality have no check digit.
The cédula digital keeps the number that people know (NUIP) in the second optional field; that of the first line is the
card's own. Which of Migración Colombia's cards it is the lines do not tell for certain, so the type is a guess.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from casa_desktop.domain.names import Name, split_typed
from casa_desktop.domain.persons import Sex
from casa_desktop.domain.scans import Scan, ScanKind, ScanProblem

_WEIGHTS = (7, 3, 1)
_AS_FILLER = str.maketrans(";\\«", "<<<")
"""What a reader set to another keyboard writes for ``<``."""
_DIGIT = str.maketrans("OQDIZSBG", "00012586")
_LETTER = str.maketrans("01258", "OIZSB")
"""Look-alikes, only where the field can hold nothing else."""
_LINES = {90: (30, 30, 30), 72: (36, 36), 88: (44, 44)}
_SEXES = {"M": Sex.MAN, "F": Sex.WOMAN}
_STATES = {"D": "DEU"}
_COLOMBIA, _VENEZUELA = "COL", "VEN"
_FEWEST_DIGITS = 5


@dataclass(frozen=True, slots=True)
class _Zone:
    """The fields of a zone, whatever its size. *whole* is what the composite check digit covers."""

    document: str
    issuer: str
    names: str
    number: str
    number_check: str
    birth: str
    birth_check: str
    sex: str
    expiry: str
    expiry_check: str
    nationality: str
    optional: tuple[str, ...]
    whole: str
    whole_check: str


def check_digit(text: str) -> str:
    """The check digit of a field: digits by their value, letters from 10, ``<`` is 0; weights 7, 3, 1."""
    total = sum((int(c, 36) if c != "<" else 0) * _WEIGHTS[at % 3] for at, c in enumerate(text))
    return str(total % 10)


def lines_of(text: str) -> tuple[str, ...] | None:
    """The lines of a zone in *text*, glued or not; None where it is none."""
    zone = re.sub(r"\s+", "", text).upper().translate(_AS_FILLER)
    lengths = _LINES.get(len(zone))
    if lengths is None or not re.fullmatch(r"[A-Z0-9<]+", zone):
        return None
    if not re.match(r"P" if len(zone) == 88 else r"[IACP1]", zone) or "<<" not in zone:
        return None
    starts = [sum(lengths[:at]) for at in range(len(lengths))]
    return tuple(zone[start : start + length] for start, length in zip(starts, lengths, strict=True))


def begins(text: str) -> bool:
    """Whether *text* may be the first lines of a zone, so that more is to come."""
    zone = re.sub(r"\s+", "", text).upper().translate(_AS_FILLER)
    return "<" in zone and re.fullmatch(r"[IACP1][A-Z0-9<]{29,}", zone) is not None


def read(text: str, today: date) -> Scan | None:
    """What a zone says; None where *text* is none. With a wrong check digit it says that and nothing else."""
    lines = lines_of(text)
    if lines is None:
        return None
    kind = ScanKind.PASSPORT if len(lines[0]) == 44 else ScanKind.MRZ_CARD
    zone = {30: _td1, 36: _td2, 44: _td3}[len(lines[0])](lines)
    wrong = _wrong(zone)
    return Scan(kind, problems=wrong) if wrong else _told(kind, zone, today)


def _td1(lines: tuple[str, ...]) -> _Zone:
    first, second, names = lines
    number, check, optional = first[5:14], first[14], first[15:30]
    if check == "<" and (more := re.match(r"([A-Z0-9]+)<", optional)):
        # A number longer than its nine places goes on in the optional field, its check digit last.
        number, check, optional = number + more[1][:-1], more[1][-1], optional[more.end() :]
    birth, expiry = _date(second[:6]), _date(second[8:14])
    birth_check, expiry_check = _digit(second[6]), _digit(second[14])
    return _Zone(
        first[:2],
        first[2:5],
        names,
        number,
        _digit(check),
        birth,
        birth_check,
        second[7],
        expiry,
        expiry_check,
        second[15:18],
        (optional, second[18:29]),
        first[5:14] + _digit(first[14]) + first[15:30] + birth + birth_check + expiry + expiry_check + second[18:29],
        _digit(second[29]),
    )


def _two_lines(first: str, second: str, optional: str, covered: str, check: str) -> _Zone:
    birth, expiry = _date(second[13:19]), _date(second[21:27])
    number_check, birth_check, expiry_check = (_digit(second[at]) for at in (9, 19, 27))
    return _Zone(
        first[:2],
        first[2:5],
        first[5:],
        second[:9],
        number_check,
        birth,
        birth_check,
        second[20],
        expiry,
        expiry_check,
        second[10:13],
        (optional,),
        second[:9] + number_check + birth + birth_check + expiry + expiry_check + covered,
        _digit(check),
    )


def _td2(lines: tuple[str, ...]) -> _Zone:
    first, second = lines
    return _two_lines(first, second, second[28:35], second[28:35], second[35])


def _td3(lines: tuple[str, ...]) -> _Zone:
    first, second = lines
    return _two_lines(first, second, second[28:42], second[28:43], second[43])


def _wrong(zone: _Zone) -> tuple[ScanProblem, ...]:
    fields = (
        (zone.number, zone.number_check, ScanProblem.CHECK_NUMBER),
        (zone.birth, zone.birth_check, ScanProblem.CHECK_BIRTH),
        (zone.expiry, zone.expiry_check, ScanProblem.CHECK_EXPIRY),
        (zone.whole, zone.whole_check, ScanProblem.CHECK_WHOLE),
    )
    return tuple(problem for text, check, problem in fields if check_digit(text) != check)


def _told(kind: ScanKind, zone: _Zone, today: date) -> Scan:
    doubts: list[ScanProblem] = []
    issuer, nationality = _state(zone.issuer), _state(zone.nationality)
    if kind is ScanKind.PASSPORT or zone.document.startswith("P"):
        code, number = "PA", _bare(zone.number)
    else:
        code, number = _card(zone, issuer, nationality, doubts)
    birth = _birth(zone.birth, today, doubts)
    name = _name(zone.names, doubts)
    if not number or not name:
        return Scan(kind, problems=(ScanProblem.INCOMPLETE,))
    return Scan(
        kind,
        code,
        number,
        name,
        _SEXES.get(zone.sex, ""),
        birth,
        nationality,
        issuer,
        _expiry(zone.expiry),
        problems=tuple(doubts),
    )


def _card(zone: _Zone, issuer: str, nationality: str, doubts: list[ScanProblem]) -> tuple[str, str]:
    """The type of a card that is no passport, and its number."""
    optional = next((_bare(each) for each in reversed(zone.optional) if _bare(each).isdigit()), "")
    known = optional.lstrip("0") if len(optional) >= _FEWEST_DIGITS else ""
    if issuer != _COLOMBIA:
        return "DE", _bare(zone.number)
    if nationality == _COLOMBIA:
        return "CC", known
    doubts.append(ScanProblem.TYPE_GUESSED)
    return "PT" if nationality == _VENEZUELA else "CE", known or _bare(zone.number).lstrip("0")


def _bare(field: str) -> str:
    return field.replace("<", "")


def _digit(text: str) -> str:
    """A check digit; ``<`` stands for 0 where the field is empty."""
    return text.translate(_DIGIT).replace("<", "0")


def _date(text: str) -> str:
    return text.translate(_DIGIT)


def _state(text: str) -> str:
    code = _bare(text.translate(_LETTER))
    return _STATES.get(code, code)


def _calendar(text: str, century: Callable[[int], int]) -> date | None:
    try:
        year = int(text[:2])
        return date(century(year) + year, int(text[2:4]), int(text[4:6]))
    except ValueError:
        return None


def _birth(text: str, today: date, doubts: list[ScanProblem]) -> date | None:
    """The latest day with these digits that does not lie after *today*."""
    if "<" in text:
        doubts.append(ScanProblem.NO_BIRTH)
        return None
    found = _calendar(text, lambda _: 2000)
    if found is None or found > today:
        found = _calendar(text, lambda _: 1900)
    if found is None:
        doubts.append(ScanProblem.BAD_BIRTH)
    return found


def _expiry(text: str) -> date | None:
    return _calendar(text, lambda year: 2000 if year < 80 else 1900)


def _name(field: str, doubts: list[ScanProblem]) -> Name:
    """Surnames before ``<<``, given names after it."""
    if field[-1] != "<":
        doubts.append(ScanProblem.NAME_CUT)
    letters = field.translate(_LETTER).replace("NXX", "Ñ")
    surnames, _, given = letters.rstrip("<").partition("<<")
    return from_units(surnames.replace("<", " "), given.replace("<", " "))


def from_units(surnames: str, given: str) -> Name:
    """A name whose surnames are known apart from the given names: the first of each, and the rest."""
    family, own = split_typed(surnames), split_typed(given)
    return Name(own.first_name, _rest(own), family.first_name, _rest(family))


def _rest(name: Name) -> str:
    return " ".join(filter(None, (name.other_names, name.first_surname, name.second_surname)))
