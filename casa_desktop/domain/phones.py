"""Telephone numbers as people write them in Colombia and Venezuela, brought to one form for searching.

Source of the lengths and prefixes: the numbering plans of both countries (Colombia 10 digits since 2021, mobiles with
3 and landlines with 60; Venezuela 0 + 3 + 7 digits). Of other countries the digits are kept as typed.
"""

import re
from dataclasses import dataclass

from casa_desktop.domain.errors import Code, Problem, Problems
from casa_desktop.domain.text import taken

LONGEST_TYPED = 60
LONGEST_NOTE = 120
_FEWEST_DIGITS, _MOST_DIGITS = 6, 15
_COLOMBIAN = re.compile(r"(?:57)?(3\d{9}|60\d{8})")
_VENEZUELAN = re.compile(r"(?:0|58|580)(4[12]\d{8}|2\d{9})")


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as typed; *note* tells whose it is or when it may be called."""

    uuid: str
    number: str
    note: str = ""


def normalise_phone(typed: str) -> str:
    """``+573001234567`` where the country is plain from the number, else its digits, with + if it was typed so."""
    digits = re.sub(r"\D", "", typed, flags=re.ASCII)
    international = typed.lstrip(" (").startswith("+") or digits.startswith("00")
    digits = digits.removeprefix("00")
    if match := _COLOMBIAN.fullmatch(digits):
        return "+57" + match[1]
    if match := _VENEZUELAN.fullmatch(digits):
        return "+58" + match[1]
    return ("+" if international else "") + digits


def national_part(number: str) -> str:
    """What people say of a normalised number: without +57 or +58, and without +."""
    for prefix in ("+57", "+58"):
        if number.startswith(prefix):
            return number.removeprefix(prefix)
    return number.removeprefix("+")


def checked_phone(phone: Phone, problems: Problems, field: str) -> Phone:
    """*phone* with its texts as they will be stored."""
    typed = taken(problems, field, phone.number, LONGEST_TYPED, required=True)
    digits = len(re.sub(r"\D", "", typed, flags=re.ASCII))
    if typed and not _FEWEST_DIGITS <= digits <= _MOST_DIGITS:
        problems.extend([Problem(Code.BAD_PHONE, field)])
    return Phone(phone.uuid, typed, taken(problems, f"{field}.note", phone.note, LONGEST_NOTE))
