"""Recognises in a text what a reader types, a photo gives or somebody pastes. Nothing that people type as a name is."""

import re
from dataclasses import dataclass
from datetime import date

from casa_desktop.domain import cedula, codes, mrz
from casa_desktop.domain.documents import CEDULA_VENEZOLANA, normalise_number
from casa_desktop.domain.phones import normalise_phone
from casa_desktop.domain.scans import Scan, ScanKind, ScanProblem

CARD = "P"
"""Before the number of a person's code, and so of the card that tells it."""
_PERSON = re.compile(rf"{CARD}-(\d+)")
_VENEZUELAN = re.compile(r"(?:C\.?\s?I\.?\s*)?[VE]\s?[-.]?\s?(\d[\d.\s]{4,12}\d)", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3}){2,3}|\d{6,10}")
_PHONE = re.compile(r"\+?[\d\s().\-]{7,20}")


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says: its code, and a name only where that is wanted."""

    code: str
    name: str = ""


def card_of(code: str) -> str:
    """What the card of the person with *code* (``P-000123``) tells: ``P-000123-K``. Nobody's name, and no service."""
    match = _PERSON.fullmatch(code)
    if match is None:
        raise ValueError(code)
    return codes.coded(CARD, int(match[1]))


def recognise(text: str, today: date) -> Scan | None:
    """What *text* is, or None: a code of ours, a cédula, the lines of a passport or card, a number, a phone.

    A number of a document is recognised as a cédula venezolana only where it says so; else it has no type.
    """
    return _card(text) or mrz.read(text, today) or cedula.read(text, today) or _typed(text)


def begins(text: str) -> bool:
    """Whether *text* is what a reader begins with, so that a line end in it is not the last one."""
    return cedula.begins(text) or mrz.begins(text)


def _card(text: str) -> Scan | None:
    if not codes.is_shaped(CARD, text):
        return None
    number = codes.number_of(CARD, text)
    if number is None:
        return Scan(ScanKind.CARD, problems=(ScanProblem.CHECK_CARD,))
    return Scan(ScanKind.CARD, code=f"{CARD}-{number:0{codes.DIGITS}d}")


def _typed(text: str) -> Scan | None:
    text = text.strip()
    if match := _VENEZUELAN.fullmatch(text):
        return Scan(
            ScanKind.NUMBER, CEDULA_VENEZOLANA, normalise_number("", match[1]), country="VEN", issuing_country="VEN"
        )
    if _PHONE.fullmatch(text) and normalise_phone(text).startswith(("+57", "+58")):
        return Scan(ScanKind.PHONE, phone=text)
    if _NUMBER.fullmatch(text):
        return Scan(ScanKind.NUMBER, document_number=normalise_number("", text))
    return None
