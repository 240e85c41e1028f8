"""What a reader, a photo or a paste told of a person, and what to look at twice in it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, unique

from casa_desktop.domain.names import NO_NAME, Name


@unique
class ScanKind(StrEnum):
    """Where it comes from."""

    CEDULA = "cedula"
    """The PDF417 at the back of a Colombian cédula or tarjeta de identidad."""
    PASSPORT = "passport"
    """The two lines at the foot of a passport."""
    MRZ_CARD = "mrz_card"
    """The lines of a card: cédula digital, PPT, cédula de extranjería, a foreign identity card."""
    CARD = "card"
    """Our own card: a code."""
    NUMBER = "number"
    """A document number alone, as people write it."""
    PHONE = "phone"


TYPED = frozenset({ScanKind.NUMBER, ScanKind.PHONE})
"""What people type by hand, too."""


@unique
class ScanProblem(StrEnum):
    """What is wrong, or only doubtful: see :data:`WRONG`."""

    CHECK_NUMBER = "check_number"
    CHECK_BIRTH = "check_birth"
    CHECK_EXPIRY = "check_expiry"
    CHECK_WHOLE = "check_whole"
    CHECK_CARD = "check_card"
    INCOMPLETE = "incomplete"
    BAD_BIRTH = "bad_birth"
    NO_BIRTH = "no_birth"
    NAMES_GLUED = "names_glued"
    NAMES_SPLIT = "names_split"
    NAME_CUT = "name_cut"
    LETTER_LOST = "letter_lost"
    TYPE_GUESSED = "type_guessed"


WRONG = frozenset(
    {
        ScanProblem.CHECK_NUMBER,
        ScanProblem.CHECK_BIRTH,
        ScanProblem.CHECK_EXPIRY,
        ScanProblem.CHECK_WHOLE,
        ScanProblem.CHECK_CARD,
        ScanProblem.INCOMPLETE,
    }
)
"""With one of these nothing of the scan is to be believed, and it carries nothing. The others are doubts."""


@dataclass(frozen=True, slots=True)
class Scan:
    """*document_type* is a code of ours, *country* the nationality (alpha-3), *sex* a code of ours or empty."""

    kind: ScanKind
    document_type: str = ""
    document_number: str = ""
    name: Name = NO_NAME
    sex: str = ""
    birth_date: date | None = None
    country: str = ""
    issuing_country: str = ""
    expires_on: date | None = None
    phone: str = ""
    code: str = ""
    """Of a person, where our own card was read: ``P-000123``."""
    glued: str = ""
    """Names that arrived without anything between them, so that nobody knows where one ends."""
    problems: tuple[ScanProblem, ...] = ()

    @property
    def wrong(self) -> bool:
        """Whether it must be read again."""
        return not WRONG.isdisjoint(self.problems)

    @property
    def doubts(self) -> tuple[ScanProblem, ...]:
        """What to look at before saving."""
        return tuple(each for each in self.problems if each not in WRONG)

    @property
    def sought(self) -> str:
        """What to look for: the card's code, the number of the document, or the phone. Empty where it is wrong."""
        return self.code or self.document_number or self.phone
