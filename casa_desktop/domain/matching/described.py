"""What is known of somebody when two records are held against each other, and what such a comparison gives."""

from dataclasses import dataclass
from enum import StrEnum, unique
from typing import NamedTuple

from casa_desktop.domain.ages import Age
from casa_desktop.domain.names import Name
from casa_desktop.domain.persons import Details, Numbers

_NO_NAME, _NO_AGE = Name(), Age()


@dataclass(frozen=True, slots=True)
class Described:
    """Somebody as described at the desk, in an import or in the base; every part may be empty."""

    name: Name = _NO_NAME
    documents: tuple[tuple[str, str], ...] = ()
    """(code of the type, number as typed); the code may be empty."""
    phones: tuple[str, ...] = ()
    age: Age = _NO_AGE
    sex: str = ""
    country: str = ""
    address: str = ""
    household_uuid: str = ""

    @property
    def empty(self) -> bool:
        """Whether there is neither a name nor a number to look for."""
        return not (self.name or any(number for _, number in self.documents) or self.phones)


def described(details: Details, numbers: Numbers, household_uuid: str = "") -> Described:
    """What a form or a record says of somebody."""
    return Described(
        details.name,
        tuple((document.code, document.number) for document in numbers.documents),
        tuple(phone.number for phone in numbers.phones),
        details.age,
        details.sex,
        details.country,
        details.address,
        household_uuid,
    )


@unique
class Reason(StrEnum):
    """Why two records may stand for one person, and what speaks against it."""

    SAME_DOCUMENT = "same_document"
    DOCUMENT_ONE_DIGIT = "document_one_digit"
    DOCUMENT_SWAPPED_DIGITS = "document_swapped_digits"
    DOCUMENT_OTHER_TYPE = "document_other_type"
    """The types differ, as where a cédula became a PPT: the numbers say nothing."""
    SAME_PHONE = "same_phone"
    PHONE_ONE_DIGIT = "phone_one_digit"
    SAME_NAME = "same_name"
    SOUNDS_ALIKE = "sounds_alike"
    SPELLED_ALIKE = "spelled_alike"
    SURNAMES_SWAPPED = "surnames_swapped"
    NAMES_SWAPPED = "names_swapped"
    """Given names in another order, or in the place of the surnames."""
    NICKNAME = "nickname"
    SURNAME_MISSING = "surname_missing"
    NAME_MISSING = "name_missing"
    GLUED = "glued"
    SHORTENED = "shortened"
    NAME_IN_PART = "name_in_part"
    """Some of the names agree, others do not."""
    SAME_BIRTH_DATE = "same_birth_date"
    BIRTH_DAY_MONTH_SWAPPED = "birth_day_month_swapped"
    BIRTH_DATE_CLOSE = "birth_date_close"
    AGE_FITS = "age_fits"
    SAME_HOUSEHOLD = "same_household"
    SAME_ADDRESS = "same_address"
    DIFFERENT_DOCUMENT = "different_document"
    DIFFERENT_NAME = "different_name"
    SEX_DIFFERS = "sex_differs"
    COUNTRY_DIFFERS = "country_differs"
    AGE_DIFFERS = "age_differs"
    MAY_BE_RELATIVE = "may_be_relative"
    """What agrees is what relatives share."""


AGAINST = frozenset(
    {
        Reason.DIFFERENT_DOCUMENT,
        Reason.DIFFERENT_NAME,
        Reason.SEX_DIFFERS,
        Reason.COUNTRY_DIFFERS,
        Reason.AGE_DIFFERS,
        Reason.MAY_BE_RELATIVE,
    }
)


class Match(NamedTuple):
    """*score* is the probability, 0 to 1, that both are one person; *alert* whether it is worth stopping for."""

    score: float
    alert: bool
    reasons: tuple[Reason, ...]
    """What speaks for it, strongest first, then what speaks against it."""
