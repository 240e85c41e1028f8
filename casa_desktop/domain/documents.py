"""Identity documents: types, one form of their numbers, and doubts that are told but never stand in the way.

Source of the codes: MinSalud's list of identification types; CV, AN and TMF are the desk's own. Names of the types are
catalogue data.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, unique
from types import MappingProxyType

from casa_desktop.domain.ages import AgeRange
from casa_desktop.domain.errors import Code, Problems
from casa_desktop.domain.text import fold, taken

LONGEST_TYPED = 60
CEDULA_VENEZOLANA = "CV"
FOREIGN = "DE"
UNIDENTIFIED = frozenset({"AS", "MS"})
"""Adults and children without identification: a legitimate choice, not a gap."""


@unique
class KnownHow(StrEnum):
    """How the desk knows a document."""

    SEEN = "visto"
    COPY = "copia"
    STATED = "declarado"


@unique
class Doubt(StrEnum):
    """Something to look at twice. Paper has errors: a doubt never blocks."""

    AGE_DOES_NOT_FIT = "age_does_not_fit"
    ODD_NUMBER = "odd_number"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class DocumentType:
    """What is usual for a type. *youngest* and *oldest* are full years, None = no limit."""

    youngest: int | None = None
    oldest: int | None = None
    digits_only: bool = False
    number_optional: bool = False
    identifies: bool = True


DOCUMENT_TYPES = MappingProxyType(
    {
        "CC": DocumentType(youngest=18, digits_only=True),
        "TI": DocumentType(youngest=7, oldest=17, digits_only=True),
        "RC": DocumentType(oldest=6),
        "CN": DocumentType(oldest=1),
        "CE": DocumentType(),
        "PA": DocumentType(),
        "CD": DocumentType(),
        "SC": DocumentType(),
        "PE": DocumentType(digits_only=True),
        "PT": DocumentType(digits_only=True),
        FOREIGN: DocumentType(),
        CEDULA_VENEZOLANA: DocumentType(digits_only=True),
        "AN": DocumentType(),
        "TMF": DocumentType(identifies=False),
        "AS": DocumentType(youngest=18, number_optional=True),
        "MS": DocumentType(oldest=17, number_optional=True),
    }
)
"""By the code that is chosen. A cédula venezolana is stored as type DE, subtype CV."""

_UNUSUAL = DocumentType()
_APART = re.compile(r"[^a-z0-9]")
_LETTER_BEFORE = re.compile(r"^(?:CI)?[VE](?=\d)")


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it was taken down. *type* may be CV, which is stored as DE with subtype CV."""

    uuid: str
    type: str
    number: str = ""
    subtype: str = ""
    country: str = ""
    """Alpha-3 of the issuing country, or empty."""
    issued_on: date | None = None
    expires_on: date | None = None
    known_how: KnownHow = KnownHow.STATED
    principal: bool = False

    @property
    def code(self) -> str:
        """The chosen type: CV for a cédula venezolana, the type for all others."""
        return self.subtype or self.type

    @property
    def rule(self) -> DocumentType:
        return DOCUMENT_TYPES.get(self.code, _UNUSUAL)

    @property
    def normalised(self) -> str:
        """See :func:`normalise_number`."""
        return normalise_number(self.code, self.number)


def normalise_number(code: str, typed: str) -> str:
    """Letters and digits in capitals, nothing else; a cédula venezolana (``V-12.345.678``) without its V or E."""
    number = _APART.sub("", fold(typed)).upper()
    return _LETTER_BEFORE.sub("", number) if code == CEDULA_VENEZOLANA else number


def checked_document(document: Document, problems: Problems, field: str) -> Document:
    """*document* as it will be stored; the number may lack only where the type says so."""
    typed = taken(problems, field, document.number, LONGEST_TYPED)
    code = document.code
    if not code:
        problems.add(Code.REQUIRED, f"{field}.type")
    elif code not in DOCUMENT_TYPES:
        problems.add(Code.BAD_CHOICE, f"{field}.type")
    if not typed and not document.rule.number_optional:
        problems.add(Code.REQUIRED, field)
    elif typed and not normalise_number(code, typed):
        problems.add(Code.BAD_DOCUMENT, field)
    if document.issued_on and document.expires_on and document.expires_on < document.issued_on:
        problems.add(Code.BAD_DATE, f"{field}.expires_on")
    venezuelan = code == CEDULA_VENEZOLANA
    return Document(
        document.uuid,
        FOREIGN if venezuelan else code,
        typed,
        CEDULA_VENEZOLANA if venezuelan else "",
        document.country or ("VEN" if venezuelan else ""),
        document.issued_on,
        document.expires_on,
        document.known_how,
        document.principal,
    )


def doubts(document: Document, age: AgeRange | None, today: date) -> tuple[Doubt, ...]:
    """What to look at twice in a document of somebody who is *age* today."""
    rule = document.rule
    found = []
    too_young = age is not None and rule.youngest is not None and age.last < rule.youngest
    too_old = age is not None and rule.oldest is not None and age.first > rule.oldest
    if too_young or too_old:
        found.append(Doubt.AGE_DOES_NOT_FIT)
    if rule.digits_only and not document.normalised.isdigit() and document.number:
        found.append(Doubt.ODD_NUMBER)
    if document.expires_on is not None and document.expires_on < today:
        found.append(Doubt.EXPIRED)
    return tuple(found)


def mask(number: str) -> str:
    """The last four characters behind dots (fewer of a short number): ``1098765432`` → ``••••5432``."""
    shown = min(4, len(number) // 2)
    return "••••" + number[len(number) - shown :] if number else ""
