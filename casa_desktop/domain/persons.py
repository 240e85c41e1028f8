"""A person: what is asked, the minimum to save, and what is still to be completed. Unknown stays unknown."""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum, unique

from casa_desktop.domain.ages import Age, check_age
from casa_desktop.domain.documents import UNIDENTIFIED, Document, checked_document, normalise_number
from casa_desktop.domain.errors import Code, Problems
from casa_desktop.domain.names import Name, checked_name
from casa_desktop.domain.phones import Phone, checked_phone, national_part
from casa_desktop.domain.text import fold, taken, tidy_lines, tidy_name, words

MOST_DOCUMENTS = 20
MOST_PHONES = 20
LONGEST_ADDRESS = 160
LONGEST_SAFE_CONTACT = 500
LONGEST_WORD = 60
LONGEST_FOLIO = 40
LONGEST_WITNESS = 120
LONGEST_TEXT_VERSION = 20


@unique
class Sex(StrEnum):
    """MinSalud's codes, and SD where the person was asked and nothing is known."""

    MAN = "01"
    WOMAN = "02"
    INTERSEX = "03"
    UNKNOWN = "SD"


@unique
class Pending(StrEnum):
    """What «Pendientes por completar» may still ask of a person. None of it is ever compulsory."""

    NAME = "name"
    SURNAME = "surname"
    SEX = "sex"
    AGE = "age"
    COUNTRY = "country"
    DOCUMENT = "document"
    CONSENT = "consent"


@unique
class Purpose(StrEnum):
    """What an authorisation of data is for."""

    DATA = "datos"
    SENSITIVE = "sensibles"
    SHARING = "remision"


@unique
class Channel(StrEnum):
    """How an authorisation was given; codes of the list consent_channel."""

    SIGNATURE = "FIRMA"
    FINGERPRINT = "HUELLA"
    VERBAL = "VERBAL"


_NO_NAME, _NO_AGE = Name(), Age()


@dataclass(frozen=True, slots=True)
class Details:
    """Who somebody is, without documents and phones. Codes are those of the catalogue; empty = not asked.

    *nameless* says that there is no name to write («sin nombre»), which is not the same as having forgotten it.
    """

    name: Name = _NO_NAME
    nameless: bool = False
    sex: str = ""
    age: Age = _NO_AGE
    country: str = ""
    ethnicity: str = ""
    disability: str = ""
    language: str = ""
    municipality: str = ""
    """DIVIPOLA, five digits as text."""
    address: str = ""


@dataclass(frozen=True, slots=True)
class NewConsent:
    """What somebody authorised (or refused) on *given_on*. A signature has a *folio*, a verbal one a *witness*."""

    uuid: str
    purpose: Purpose
    channel: Channel
    given_on: date
    text_version: str
    granted: bool = True
    folio: str = ""
    witness: str = ""


@dataclass(frozen=True, slots=True)
class Numbers:
    """The documents and phones of somebody."""

    documents: tuple[Document, ...] = field(default=())
    phones: tuple[Phone, ...] = field(default=())


NO_NUMBERS = Numbers()


def checked_details(details: Details, today: date, problems: Problems) -> Details:
    """*details* as they will be stored: the minimum is a name or «sin nombre», a sex (or «sin dato») and an age."""
    name = checked_name(details.name, problems)
    if not name and not details.nameless:
        problems.add(Code.REQUIRED, "first_name")
    if not details.sex:
        problems.add(Code.NEEDS_SEX, "sex")
    elif details.sex not in set(Sex):
        problems.add(Code.BAD_CHOICE, "sex")
    problems.extend(check_age(details.age, today, required=True))
    for code, shape, which in (
        (details.country, r"[A-Z]{3}", "country"),
        (details.ethnicity, r"\w{2}", "ethnicity"),
        (details.disability, r"\w{2}", "disability"),
        (details.municipality, r"\d{5}", "municipality"),
    ):
        if code and not re.fullmatch(shape, code):
            problems.add(Code.BAD_CHOICE, which)
    return replace(
        details,
        name=name,
        nameless=not name,
        language=taken(problems, "language", details.language, 40),
        address=taken(problems, "address", details.address, LONGEST_ADDRESS),
    )


def checked_numbers(numbers: Numbers, problems: Problems) -> Numbers:
    """Documents and phones as they will be stored. Fields are ``documents[0]`` and ``phones[0].note``."""
    for items, limit, which in (
        (numbers.documents, MOST_DOCUMENTS, "documents"),
        (numbers.phones, MOST_PHONES, "phones"),
    ):
        if len(items) > limit:
            problems.add(Code.OUT_OF_RANGE, which, high=limit)
    return Numbers(
        tuple(checked_document(d, problems, f"documents[{i}]") for i, d in enumerate(numbers.documents)),
        tuple(checked_phone(p, problems, f"phones[{i}]") for i, p in enumerate(numbers.phones)),
    )


def checked_consent(consent: NewConsent, today: date, problems: Problems) -> NewConsent:
    """*consent* as it will be stored. What proves it is required of what was granted, never of a refusal."""
    signed = consent.granted and consent.channel is Channel.SIGNATURE
    verbal = consent.granted and consent.channel is Channel.VERBAL
    if consent.given_on > today:
        problems.add(Code.DATE_IN_FUTURE, "given_on")
    return replace(
        consent,
        folio=taken(problems, "folio", consent.folio, LONGEST_FOLIO, required=signed),
        witness=taken(problems, "witness", consent.witness, LONGEST_WITNESS, tidy_name, required=verbal),
        text_version=taken(
            problems, "text_version", consent.text_version, LONGEST_TEXT_VERSION, required=consent.granted
        ),
    )


def checked_safe_contact(text: str, problems: Problems) -> str:
    """«¿Cómo es seguro contactarle?» as it will be stored."""
    return taken(problems, "safe_contact", text, LONGEST_SAFE_CONTACT, tidy_lines)


def pending(details: Details, document_codes: frozenset[str], *, consent: bool) -> tuple[Pending, ...]:
    """What is still to be completed. AS and MS are an answer, so are «sin nombre» and «sin dato» once asked again."""
    known = {
        Pending.NAME: bool(details.name),
        Pending.SURNAME: bool(details.name.first_surname) or not details.name,
        Pending.SEX: details.sex in {Sex.MAN, Sex.WOMAN, Sex.INTERSEX},
        Pending.AGE: details.age.known,
        Pending.COUNTRY: bool(details.country),
        Pending.DOCUMENT: bool(document_codes),
        Pending.CONSENT: consent,
    }
    return tuple(what for what, is_known in known.items() if not is_known)


def without_document(document_codes: frozenset[str]) -> bool:
    """Whether somebody has nothing but «sin identificación»."""
    return bool(document_codes) and document_codes <= UNIDENTIFIED


WordKind = str
NAME_WORD, DOCUMENT_WORD, PHONE_WORD = "n", "d", "p"


def index_words(
    name: Name, document_numbers: frozenset[str], phone_numbers: frozenset[str]
) -> frozenset[tuple[str, WordKind]]:
    """(word, kind) of everything that a search for the person may begin with; numbers are normalised ones."""
    found = {(word[:LONGEST_WORD], NAME_WORD) for word in name.words}
    for number in document_numbers:
        found |= {(form, DOCUMENT_WORD) for form in (fold(number), _number_token(fold(number)))}
    for number in phone_numbers:
        found |= {(form, PHONE_WORD) for form in (national_part(number), number.removeprefix("+"))}
    return frozenset((word[:LONGEST_WORD], kind) for word, kind in found if word)


def search_tokens(text: str) -> tuple[str, ...]:
    """What was typed, as beginnings of index words: «V-12.345 gonz» → («12345», «gonz»).

    Blanks within a number do not matter («300 123 4567»), nor do a leading V-, E-, + or 0.
    """
    tokens: list[str] = []
    number = ""
    for part in text.split():
        bare = re.sub(r"[^a-z0-9]", "", fold(part))
        if number and bare.isdigit():
            number += bare
            continue
        tokens.append(_number_token(number))
        number = bare if any(c.isdigit() for c in bare) else ""
        tokens += () if number else words(part)
    tokens.append(_number_token(number))
    return tuple(dict.fromkeys(token[:LONGEST_WORD] for token in tokens if token))


def _number_token(number: str) -> str:
    """Without what may stand before the digits of a cédula, or the zeros before a phone number."""
    return re.sub(r"^(?:(?:ci)?[ve])?0*(?=\d)", "", number)


def same_numbers(documents: tuple[Document, ...]) -> frozenset[str]:
    """The normalised numbers to look up, without those that stand for no document."""
    return frozenset(n for d in documents if (n := normalise_number(d.code, d.number)))
