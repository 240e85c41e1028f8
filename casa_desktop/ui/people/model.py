"""What the form of a person means, without Qt: fields to command, problems to fields, typed text to fields."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from casa_desktop.domain.ages import Age
from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.documents import DOCUMENT_TYPES, Document, KnownHow
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.matching.described import Described, described
from casa_desktop.domain.names import Name
from casa_desktop.domain.person_views import PersonPage
from casa_desktop.domain.persons import Channel, Details, NewConsent, Numbers, Purpose
from casa_desktop.domain.phones import Phone
from casa_desktop.domain.typed_person import read_typed
from casa_desktop.services.people import EditPerson, RegisterPerson
from casa_desktop.texts import places
from casa_desktop.texts import ui_people as texts
from casa_desktop.ui import hotkeys

NAMES = (
    ("first_name", texts.FIRST_NAME),
    ("other_names", texts.OTHER_NAMES),
    ("first_surname", texts.FIRST_SURNAME),
    ("second_surname", texts.SECOND_SURNAME),
)
NONE = "SIN"
"""«Sin documento»: AS for an adult, MS for a child."""
ATTEND = "attend:"
"""Before a person's uuid as target of the page «Hoy»: the next visit is of that person."""
FAMILY = "family:"
"""As target of «Personas y familias»: a whole family is to be registered and then attended."""
FAMILY_KEY = hotkeys.NEW_OTHER
FIRST_TEXT_VERSION = "1"
_ADULT = 18
_FIELDS = {
    "birth_date": "age",
    "stated_on": "age",
    "documents[0]": "number",
    "documents[0].type": "document_type",
    "documents[0].expires_on": "expires_on",
    "phones[0]": "phone",
    "phones[0].note": "phone_note",
}


@dataclass(frozen=True, slots=True)
class Filled:
    """Everything on the screen."""

    values: Mapping[str, Any]
    nameless: bool
    today: date

    def text(self, name: str) -> str:
        """What stands in a field; empty where the form does not have it."""
        return str(self.values.get(name) or "")


class PersonModel:
    """One filling of the form: its uuids stay the same until it is saved."""

    def __init__(self, page: PersonPage | None) -> None:
        self.uuid = page.uuid if page else new_id()
        self.version = page.version if page else 0
        self.document_uuid, self._phone_uuid, self._consent_uuid = new_id(), new_id(), new_id()
        self.text_version = FIRST_TEXT_VERSION
        """Of the authorisation that the desk reads out now."""

    def register(self, filled: Filled) -> RegisterPerson:
        """The command for somebody new."""
        return RegisterPerson(self.uuid, self._details(filled), self._numbers(filled), consent=self._consent(filled))

    def edit(self, filled: Filled, dropped: tuple[str, ...]) -> EditPerson:
        """The command for somebody known."""
        return EditPerson(self.uuid, self.version, self._details(filled), self._numbers(filled), dropped)

    def described(self, filled: Filled) -> Described:
        """What stands in the form so far, for the matcher; a number may wait for its type."""
        found = described(self._details(filled), self._numbers(filled))
        number = filled.text("number")
        return replace(found, documents=(("", number),)) if number and not filled.text("document_type") else found

    def code_of(self, kind: str, filled: Filled) -> str:
        """The type of document that was chosen; «sin documento» goes by the age."""
        if kind != NONE:
            return kind
        age: Age | None = filled.values.get("age")
        years = age.on(filled.today) if age else None
        return "MS" if years is not None and years.last < _ADULT else "AS"

    def needs_number(self, kind: str) -> bool:
        """Whether a document of that type must have a number."""
        return kind != NONE and not DOCUMENT_TYPES[kind].number_optional

    def takes_number(self, kind: str | None) -> bool:
        """Whether there is anything to type."""
        return kind != NONE

    def _details(self, filled: Filled) -> Details:
        first, other, surname, second = (filled.text(name) for name, _ in NAMES)
        sex = filled.values.get("sex") or ()
        return Details(
            name=Name(first, other, surname, second, filled.text("preferred_name")),
            nameless=filled.nameless,
            sex=next(iter(sex), ""),
            age=filled.values.get("age") or Age(),
            country=filled.text("country"),
            ethnicity=filled.text("ethnicity"),
            disability=filled.text("disability"),
            language=filled.text("language"),
            municipality=filled.text("municipality"),
            address=filled.text("address"),
        )

    def _numbers(self, filled: Filled) -> Numbers:
        kind = filled.text("document_type")
        known = next(iter(filled.values.get("known_how") or ()), KnownHow.STATED)
        document = Document(
            self.document_uuid,
            self.code_of(kind, filled),
            filled.text("number") if kind != NONE else "",
            country=filled.text("issuing_country"),
            expires_on=filled.values.get("expires_on"),
            known_how=KnownHow(known),
        )
        phone = Phone(self._phone_uuid, filled.text("phone"), filled.text("phone_note"))
        return Numbers((document,) if kind else (), (phone,) if phone.number else ())

    def _consent(self, filled: Filled) -> NewConsent | None:
        channel = next(iter(filled.values.get("consent_channel") or ()), "")
        if not channel:
            return None
        return NewConsent(
            self._consent_uuid,
            Purpose.DATA,
            Channel(channel),
            filled.today,
            self.text_version,
            folio=filled.text("folio"),
            witness=filled.text("witness"),
        )


def loaded(page: PersonPage) -> dict[str, Any]:
    """The fields of a known person; numbers are never loaded."""
    details = page.details
    return {
        **{name: getattr(details.name, name) for name, _ in NAMES},
        "sex": details.sex,
        "age": details.age if details.age.known else None,
        "country": details.country or None,
        "preferred_name": details.name.preferred_name,
        "municipality": details.municipality or None,
        "address": details.address,
        "language": details.language or None,
        "ethnicity": details.ethnicity or None,
        "disability": details.disability or None,
    }


def same_value(held: object, other: object) -> bool:
    """Whether a field holds *other*: chips hold tuples, and an empty text is nothing."""
    held = held[0] if isinstance(held, tuple) and held else held
    return (held or None) == (other or None)


def typed(text: str, today: date) -> dict[str, Any]:
    """The fields of the form that a text of the search box fills."""
    person = read_typed(text, today)
    values = {
        **{field: getattr(person.name, field) for field, _ in NAMES},
        "sex": person.sex,
        "age": person.age,
        "document_type": person.document_type,
        "number": person.number,
        "phone": person.phone,
    }
    return {field: value for field, value in values.items() if value}


def field_of(path: str) -> str:
    """The field of the form that an attribute of the command comes from."""
    return _FIELDS.get(path, path)


def document_types(catalog: Catalog | None) -> list[tuple[str, str]]:
    """What may be chosen; codes alone until the catalogue is here. AS and MS stand behind «sin documento»."""
    named = dict(listed(catalog, Kind.DOCUMENT_TYPE)) if catalog else {}
    codes = [code for code in (named or DOCUMENT_TYPES) if code in DOCUMENT_TYPES and code not in ("AS", "MS")]
    return [*((code, named.get(code, code)) for code in codes), (NONE, texts.NO_DOCUMENT)]


def listed(catalog: Catalog, kind: Kind, day: date | None = None) -> list[tuple[str, str]]:
    """(code, name) of a list of the catalogue; with *day* only what may be chosen then."""
    items = [item for item in catalog.items if item.kind == kind]
    return [(item.code, item.name) for item in items if day is None or item.active_on(day)]


def countries() -> list[tuple[str, str]]:
    """Every country, the usual ones first."""
    return [(country.alpha3, country.name) for country in places.usual_first()]


def municipalities() -> list[tuple[str, str]]:
    """Every municipality with its department."""
    return [(each.code, each.full_name) for each in places.municipalities()]
