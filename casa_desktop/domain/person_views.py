"""What pages are shown of persons. Numbers are masked; ``people.reveal`` gives whole ones, and enters the audit."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from casa_desktop.domain.ages import AgeRange
from casa_desktop.domain.documents import Doubt, KnownHow
from casa_desktop.domain.names import Name
from casa_desktop.domain.persons import Details, Pending


class PersonHit(NamedTuple):
    """One person in a list, with what tells homonyms apart. A tuple: twenty are made for each key that is typed."""

    uuid: str
    code: str
    name: str
    """As the person wants to be called; empty = «sin nombre»."""
    sex: str
    document_type: str
    """Code of the principal document's type (CV for a cédula venezolana), or empty."""
    document: str
    """Masked number of the principal document, or empty."""
    age: AgeRange | None
    country: str
    last_visit: date | None
    """The last attention that the reader may know of."""
    household_size: int
    reserved: bool


@dataclass(frozen=True, slots=True)
class DocumentShown:
    """A document with its number masked. *type* is CV for a cédula venezolana."""

    uuid: str
    type: str
    number: str
    country: str
    issued_on: date | None
    expires_on: date | None
    known_how: KnownHow
    principal: bool
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class PhoneShown:
    """A phone with its number masked."""

    uuid: str
    number: str
    note: str


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a household. *kinship* is a code of the catalogue, or empty."""

    person_uuid: str
    code: str
    name: str
    sex: str
    age: AgeRange | None
    kinship: str
    head: bool
    since: date


@dataclass(frozen=True, slots=True)
class FormerMember:
    """Somebody who belonged to a household until *until*, the first day outside."""

    person_uuid: str
    name: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class EarlierHousehold:
    """Where somebody belonged before, and the *names* of those who were there with them."""

    names: tuple[str, ...]
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class ConsentShown:
    """An authorisation of data, given or refused, and until when it held."""

    uuid: str
    purpose: str
    granted: bool
    channel: str
    text_version: str
    folio: str
    witness: str
    given_on: date
    revoked_on: date | None
    recorded_by: str

    @property
    def holds(self) -> bool:
        return self.granted and self.revoked_on is None


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Everything of a person's identity that the reader may see."""

    uuid: str
    code: str
    version: int
    anonymous: bool
    details: Details
    age: AgeRange | None
    """Today."""
    documents: tuple[DocumentShown, ...]
    phones: tuple[PhoneShown, ...]
    household_uuid: str
    members: tuple[Member, ...]
    """The household of today with the person in it, head first."""
    consents: tuple[ConsentShown, ...]
    pending: tuple[Pending, ...]
    same_document: tuple[PersonHit, ...]
    """Others who have a document of the same number."""
    reserved: bool
    safe_contact: str
    """«¿Cómo es seguro contactarle?»"""
    registered_on: date
    read_on: date
    """The day for which ages and doubts were told."""
    former: tuple[FormerMember, ...] = ()
    """Who belonged to the household of today and left, the latest first."""
    earlier: tuple[EarlierHousehold, ...] = ()
    """Where the person belonged before, the latest first; not where they were alone."""

    @property
    def name(self) -> Name:
        return self.details.name


@dataclass(frozen=True, slots=True)
class Revealed:
    """Whole numbers as they were typed, by the uuid of the document or phone."""

    documents: dict[str, str]
    phones: dict[str, str]
