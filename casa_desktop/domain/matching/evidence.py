"""What documents, phones, birth, sex, country and address say: the chance of what was seen under each explanation."""

import string
from datetime import date
from math import log
from typing import NamedTuple

from casa_desktop.domain.documents import CEDULA_VENEZOLANA, FOREIGN
from casa_desktop.domain.matching.described import Reason
from casa_desktop.domain.matching.record import Record
from casa_desktop.domain.matching.spelling import slips

SHORTEST_DOCUMENT = 5
_LETTERS = string.ascii_uppercase
_NEIGHBOURS = 5
"""Between the numbers of two who were written down together."""
_FOREIGN = frozenset({FOREIGN, CEDULA_VENEZOLANA})
_GENERATION = (13, 60)
"""Years between a parent and a child."""


class Said(NamedTuple):
    """Logarithms of the chance of what was seen, by explanation, and the reason to show for it."""

    same: float = 0.0
    stranger: float = 0.0
    sibling: float = 0.0
    twin: float = 0.0
    kin: float = 0.0
    parent: float = 0.0
    reason: Reason | None = None


NOTHING = Said()


def _said(
    same: float,
    stranger: float,
    sibling: float,
    twin: float,
    kin: float,
    reason: Reason | None = None,
    *,
    parent: float = 0.0,
) -> Said:
    return Said(log(same), log(stranger), log(sibling), log(twin), log(kin), log(parent or kin), reason)


_DOCUMENT_SAME = _said(0.85, 4e-7, 1e-4, 1e-4, 1e-4, Reason.SAME_DOCUMENT)
_DOCUMENT_SAME_OTHER_TYPE = _said(0.03, 4e-7, 1e-4, 1e-4, 1e-4, Reason.SAME_DOCUMENT)
_DOCUMENT_OTHER_TYPE = _said(0.09, 0.5, 0.4, 0.3, 0.4, Reason.DOCUMENT_OTHER_TYPE)
_DOCUMENT_UNTOLD = _said(0.03, 0.8, 0.7, 0.5, 0.7, Reason.DIFFERENT_DOCUMENT)
_DOCUMENT_DIFFERENT = _said(0.006, 0.5, 0.5, 0.3, 0.5, Reason.DIFFERENT_DOCUMENT)


def documents(one: Record, other: Record) -> Said:
    """The closest pair of documents. Two of different types say little: a cédula turned into a PPT has another number
    altogether; two of one type that are far apart speak strongly against."""
    best = NOTHING
    found = False
    for kind, number in one.documents:
        for also_kind, also in other.documents:
            each = _documents(kind, number, also_kind, also)
            if not found or each.same - each.stranger > best.same - best.stranger:
                best, found = each, True
    return best


def _documents(kind: str, number: str, also_kind: str, also: str) -> Said:
    known = bool(kind and also_kind)
    # «A foreign document» is what a Venezuelan cédula is, too, where nobody said more.
    one_type = not known or kind == also_kind or {kind, also_kind} == _FOREIGN
    if number == also:
        return _DOCUMENT_SAME if one_type else _DOCUMENT_SAME_OTHER_TYPE
    if min(len(number), len(also)) >= SHORTEST_DOCUMENT and one_type:
        slip = _slip(number, also)
        if slip is not None:
            return slip
    if not known:
        return _DOCUMENT_UNTOLD
    return _DOCUMENT_OTHER_TYPE if kind != also_kind else _DOCUMENT_DIFFERENT


def _slip(number: str, also: str) -> Said | None:
    apart = slips(number, also)
    length = min(len(number), len(also))
    by_chance = 250 / 10 ** min(length, 8)
    # Brothers who went to the registry together have neighbouring numbers, twins nearly always.
    neighbours = _neighbours(number, also)
    if apart == 1:
        swapped = len(number) == len(also) and sorted(number) == sorted(also)
        reason = Reason.DOCUMENT_SWAPPED_DIGITS if swapped else Reason.DOCUMENT_ONE_DIGIT
        if neighbours:  # one slip in eight is in the last place
            return _said(0.01, by_chance, 0.05, 0.7, 2e-4, reason)
        return _said(0.06, by_chance, 1e-3, 5e-3, 2e-4, reason)
    if neighbours or (apart == 2 and length > SHORTEST_DOCUMENT):
        same, sibling, twin = (0.004, 0.03, 0.4) if neighbours else (0.012, 2e-3, 0.01)
        return _said(same, by_chance * 20, sibling, twin, by_chance * 20, Reason.DOCUMENT_ONE_DIGIT)
    short, long = sorted((number, also), key=len)
    if long.startswith(short) or long.endswith(short):
        return _said(0.01, by_chance, by_chance, by_chance, by_chance, Reason.DOCUMENT_ONE_DIGIT)
    return None


def _neighbours(number: str, also: str) -> bool:
    """Whether one follows upon the other in the same series, letters before the digits or none."""
    digits, others = number.lstrip(_LETTERS), also.lstrip(_LETTERS)
    same_series = number.removesuffix(digits) == also.removesuffix(others)
    return same_series and digits.isdecimal() and others.isdecimal() and abs(int(digits) - int(others)) <= _NEIGHBOURS


_PHONE_SAME = _said(0.6, 1.5e-5, 0.4, 0.55, 0.25, Reason.SAME_PHONE, parent=0.5)
_PHONE_NEAR = _said(0.05, 1e-4, 0.01, 0.02, 0.005, Reason.PHONE_ONE_DIGIT)
_PHONE_DIFFERENT = _said(0.3, 1.0, 0.55, 0.4, 0.7, parent=0.5)


def phones(one: Record, other: Record) -> Said:
    """A phone is often changed and often shared: one that differs says little, one that agrees may be the family's."""
    if not one.phones or not other.phones:
        return NOTHING
    if not set(one.phones).isdisjoint(other.phones):
        return _PHONE_SAME
    if any(slips(a, b) == 1 for a in one.phones for b in other.phones):
        return _PHONE_NEAR
    return _PHONE_DIFFERENT


_DAY_SAME = _said(0.88, 1 / 15_000, 1e-4, 0.97, 1e-4, Reason.SAME_BIRTH_DATE)
_DAY_NEW_YEAR = _said(0.88, 1 / 2_500, 2e-3, 0.97, 1e-3, Reason.SAME_BIRTH_DATE)
_DAY_SWAPPED = _said(0.03, 1 / 12_000, 1e-4, 2e-3, 1e-4, Reason.BIRTH_DAY_MONTH_SWAPPED)
_DAY_DIGIT = _said(0.03, 0.0012, 0.0015, 3e-3, 0.001, Reason.BIRTH_DATE_CLOSE)
_DAY_PART = _said(0.02, 0.0025, 0.003, 3e-3, 0.002, Reason.BIRTH_DATE_CLOSE)
_DAY_YEAR = _said(0.025, 0.0025, 0.0027, 3e-3, 0.0027, Reason.BIRTH_DATE_CLOSE)
_DAY_OTHER_YEAR = _said(0.004, 0.0025, 0.0027, 3e-3, 0.0027, Reason.AGE_DIFFERS, parent=0.1)
_DAY_FAR = _said(0.004, 0.55, 0.9, 2e-3, 0.5, Reason.AGE_DIFFERS)
_DAY_YEARS_APART = _said(0.006, 0.4, 0.09, 2e-3, 0.05, Reason.AGE_DIFFERS)
_GENERATION_APART = _said(0.003, 0.5, 0.15, 1e-3, 0.5, Reason.AGE_DIFFERS, parent=0.97)
_AGE_FITS = _said(0.62, 0.03, 0.05, 0.75, 0.05, Reason.AGE_FITS, parent=0.005)
_AGE_CLOSE = _said(0.2, 0.05, 0.1, 0.15, 0.07, Reason.AGE_FITS, parent=0.005)
_AGE_NEAR = _said(0.05, 0.05, 0.1, 0.05, 0.03, Reason.AGE_FITS)
_AGE_FAR = _said(0.02, 0.15, 0.3, 0.01, 0.1, Reason.AGE_DIFFERS)


def births(one: Record, other: Record) -> Said:
    """Birth dates against each other, or against the age that somebody stated."""
    if one.born is None or other.born is None:
        return NOTHING
    first, second = one.known_day, other.known_day
    if first is not None and second is not None:
        return _days(first, second)
    gap = max(one.born[0] - other.born[1], other.born[0] - one.born[1], 0) / 365.25
    if gap == 0:
        return _AGE_FITS
    if gap <= 1.01:
        return _AGE_CLOSE
    if gap <= 2.01:
        return _AGE_NEAR
    if gap <= 6:
        return _AGE_FAR
    return _years_apart(gap)


def _days(one: date, other: date) -> Said:
    if one == other:
        return _DAY_NEW_YEAR if (one.month, one.day) == (1, 1) else _DAY_SAME
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return _DAY_SWAPPED
    if (one.month, one.day) == (other.month, other.day) and abs(one.year - other.year) >= _GENERATION[0]:
        return _DAY_OTHER_YEAR
    if (one.month, one.day) == (other.month, other.day) == (1, 1):
        return _years_apart(abs(one.year - other.year))
    if slips(one.isoformat(), other.isoformat()) == 1:
        return _DAY_DIGIT
    if (one.month, one.day) == (other.month, other.day):
        return _DAY_YEAR
    if one.year == other.year and (one.month == other.month or one.day == other.day):
        return _DAY_PART
    return _years_apart(abs((one - other).days) / 365.25)


def _years_apart(years: float) -> Said:
    if _GENERATION[0] <= years <= _GENERATION[1]:
        return _GENERATION_APART
    return _DAY_FAR if years > 1.5 else _DAY_YEARS_APART


_SEX_SAME = _said(0.985, 0.5, 0.5, 0.65, 0.5, parent=0.95)
_SEX_DIFFERS = _said(0.015, 0.5, 0.5, 0.35, 0.5, Reason.SEX_DIFFERS, parent=0.05)
_COUNTRY_SAME = _said(0.97, 0.7, 0.95, 0.99, 0.9, parent=0.95)
_COUNTRY_DIFFERS = _said(0.03, 0.3, 0.05, 0.01, 0.1, Reason.COUNTRY_DIFFERS)
_ADDRESS_SAME = _said(0.45, 5e-4, 0.4, 0.55, 0.2, Reason.SAME_ADDRESS, parent=0.5)
_ADDRESS_SAME_VAGUE = _said(0.45, 0.02, 0.4, 0.55, 0.2, Reason.SAME_ADDRESS, parent=0.5)
_ADDRESS_DIFFERENT = _said(0.5, 0.98, 0.55, 0.4, 0.75, parent=0.5)
_HOUSEHOLD = _said(0.5, 1e-4, 0.7, 0.8, 0.6, Reason.SAME_HOUSEHOLD, parent=0.7)


def rest(one: Record, other: Record) -> tuple[Said, ...]:
    """Sex, country, address and household."""
    found = []
    if one.sex and other.sex:
        found.append(_SEX_SAME if one.sex == other.sex else _SEX_DIFFERS)
    if one.country and other.country:
        found.append(_COUNTRY_SAME if one.country == other.country else _COUNTRY_DIFFERS)
    if one.address and other.address:
        found.append(_address(one.address, other.address))
    if one.household and one.household == other.household:
        found.append(_HOUSEHOLD)
    return tuple(found)


def _address(one: str, other: str) -> Said:
    exact = any(letter.isdigit() for letter in one)
    if one == other:
        return _ADDRESS_SAME if exact else _ADDRESS_SAME_VAGUE
    words, also = frozenset(one.split()), frozenset(other.split())
    alike = len(words & also) / max(1, len(words | also)) >= 0.6
    numbers = {word for word in words if word.isdigit()} == {word for word in also if word.isdigit()}
    if alike and numbers:
        return _ADDRESS_SAME if exact else _ADDRESS_SAME_VAGUE
    return _ADDRESS_DIFFERENT
