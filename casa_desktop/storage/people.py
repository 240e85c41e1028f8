"""Persons as stored: the row that stays, and the identity beside it that can be erased."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, delete, insert, select, update

from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.documents import Document, KnownHow
from casa_desktop.domain.names import Name
from casa_desktop.domain.persons import Details, Numbers, index_words
from casa_desktop.domain.phones import Phone, normalise_phone
from casa_desktop.storage.lookups import UserIds, next_person
from casa_desktop.storage.matching import Matching
from casa_desktop.storage.person_reads import PersonReads
from casa_desktop.storage.tables import person, person_address, person_document, person_name, person_phone
from casa_desktop.storage.words import Words

_by_uuid = select(person).where(person.c.uuid == bindparam("uuid"))
_by_id = select(person).where(person.c.id == bindparam("id"))
_by_code = select(person.c.uuid).where(person.c.code == bindparam("code"), person.c.anonymous.is_(False))
_name_of = select(person_name).where(person_name.c.person_id == bindparam("person"))
_address_of = select(person_address).where(person_address.c.person_id == bindparam("person"))
_documents_of = (
    select(person_document)
    .where(person_document.c.person_id.in_(bindparam("persons", expanding=True)))
    .order_by(person_document.c.principal.desc(), person_document.c.id)
)
_phones_of = (
    select(person_phone)
    .where(person_phone.c.person_id.in_(bindparam("persons", expanding=True)))
    .order_by(person_phone.c.id)
)
_merged_into = select(person.c.id).where(person.c.canonical_id == bindparam("id"), person.c.canonical_id != person.c.id)
_add = insert(person)
_add_name = insert(person_name)
_add_address = insert(person_address)
_add_document = insert(person_document)
_add_phone = insert(person_phone)
_drop_document = delete(person_document).where(
    person_document.c.person_id.in_(bindparam("persons", expanding=True)),
    person_document.c.uuid.in_(bindparam("uuids", expanding=True)),
)
_drop_phone = delete(person_phone).where(
    person_phone.c.person_id.in_(bindparam("persons", expanding=True)),
    person_phone.c.uuid.in_(bindparam("uuids", expanding=True)),
)
_set_name = (
    update(person_name)
    .where(person_name.c.person_id == bindparam("person"))
    .values({column.name: bindparam(column.name) for column in person_name.c if column.name != "person_id"})
)
_drop_address = delete(person_address).where(person_address.c.person_id == bindparam("person"))
_no_principal = (
    update(person_document)
    .where(person_document.c.person_id.in_(bindparam("persons", expanding=True)))
    .values(principal=False)
)
_principal = update(person_document).where(person_document.c.id == bindparam("document")).values(principal=True)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as stored, without identity. *id* and *canonical_id* stay inside storage and services."""

    id: int
    uuid: str
    code: str
    canonical_id: int
    anonymous: bool
    reserved: bool
    safe_contact: str
    version: int
    created_at: str
    sex: str
    age: Age
    country: str
    ethnicity: str
    disability: str
    language: str


class People(PersonReads):
    """Reads and writes ``person`` and the tables of its identity; every write of identity keeps both indexes."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._words = Words(connection)
        self._matching = Matching(connection)
        self._users = UserIds(connection)

    def user_id(self, uuid: str) -> int:
        """The integer key of a user who must exist."""
        found = self._users.of(uuid)
        if found is None:
            raise LookupError(uuid)
        return found

    def by_uuid(self, uuid: str) -> PersonRow | None:
        """The person recorded as *uuid*, merged or not."""
        return self._row(_by_uuid, uuid=uuid)

    def by_id(self, person_id: int) -> PersonRow | None:
        """The record of that key, merged or not."""
        return self._row(_by_id, id=person_id)

    def whole(self, uuid: str) -> PersonRow | None:
        """The person that *uuid* stands for today: itself, or the one that it was merged into."""
        row = self.by_uuid(uuid)
        return self._row(_by_id, id=row.canonical_id) if row is not None and row.canonical_id != row.id else row

    def uuid_of_code(self, code: str) -> str | None:
        """The person of a code (``P-000123``), or None."""
        found: str | None = self._connection.execute(_by_code, {"code": code}).scalar()
        return found

    def ids_of(self, row: PersonRow) -> list[int]:
        """Every record that stands for the person *row*."""
        return [row.id, *self._connection.execute(_merged_into, {"id": row.id}).scalars()]

    def details(self, row: PersonRow) -> Details:
        """Who *row* is."""
        name = self._connection.execute(_name_of, {"person": row.id}).first()
        address = self._connection.execute(_address_of, {"person": row.id}).first()
        called = Name(*name[1:]) if name is not None else Name()
        return Details(
            name=called,
            nameless=not called,
            sex=row.sex,
            age=row.age,
            country=row.country,
            ethnicity=row.ethnicity,
            disability=row.disability,
            language=row.language,
            municipality=(address.municipality or "") if address is not None else "",
            address=address.place if address is not None else "",
        )

    def numbers(self, ids: Iterable[int]) -> Numbers:
        """Documents (principal first) and phones of the records *ids*, as they were typed."""
        values = {"persons": list(ids)}
        return Numbers(
            tuple(_document(r) for r in self._connection.execute(_documents_of, values)),
            tuple(Phone(r.uuid, r.number_typed, r.note) for r in self._connection.execute(_phones_of, values)),
        )

    def add(self, uuid: str, details: Details, numbers: Numbers, *, created_at: str, created_by_id: int) -> PersonRow:
        """Inserts a person with identity, search words and the next code of the one sequence."""
        number = next_person(self._connection)
        values = {
            "id": number,
            "uuid": uuid,
            "code": f"P-{number:06d}",
            "canonical_id": number,
            "anonymous": False,
            "created_at": created_at,
            "created_by_id": created_by_id,
            **_columns(details),
        }
        self._connection.execute(_add, values)
        self._connection.execute(_add_name, {"person_id": number, **_name_columns(details.name)})
        self._set_address(number, details)
        self._add_numbers(number, numbers, first=True)
        self._index(number, details.name, numbers)
        self._matching.refresh([number])
        return _person({**dict.fromkeys(person.c.keys()), **values, "reserved": False, "version": 1})

    def change(self, row: PersonRow, version: int, details: Details, added: Numbers, dropped: Iterable[str]) -> bool:
        """Writes new details, adds documents and phones, drops some by uuid. False where *version* is not current."""
        if not self._touch(row, version, **_columns(details)):
            return False
        ids = self.ids_of(row)
        self._connection.execute(_set_name, {"person": row.id, **_name_columns(details.name)})
        self._connection.execute(_drop_address, {"person": row.id})
        self._set_address(row.id, details)
        if gone := list(dropped):
            for statement in (_drop_document, _drop_phone):
                self._connection.execute(statement, {"persons": ids, "uuids": gone})
        self._add_numbers(row.id, added, first=False)
        self._one_principal(ids, added)
        for each in ids:
            name = details.name if each == row.id else Name()
            self._words.forget(each)
            self._index(each, name, self.numbers([each]))
        self._matching.refresh(ids)
        return True

    def reserve(self, row: PersonRow, version: int, *, reserved: bool, safe_contact: str) -> bool:
        """Marks or unmarks the contact as reserved. False where *version* is not current."""
        return self._touch(row, version, reserved=reserved, safe_contact=safe_contact or None)

    def touch(self, row: PersonRow) -> None:
        """Counts a change that stands in another table, so that a form opened before is told of it."""
        self._touch(row, row.version)

    def _touch(self, row: PersonRow, version: int, **values: object) -> bool:
        done = self._connection.execute(
            update(person)
            .where(person.c.id == row.id, person.c.version == version)
            .values(version=version + 1, **values)
        )
        return done.rowcount == 1

    def _row(self, statement: Select[Any], **values: object) -> PersonRow | None:
        found = self._connection.execute(statement, values).mappings().first()
        return _person(found) if found is not None else None

    def _set_address(self, person_id: int, details: Details) -> None:
        if details.municipality or details.address:
            values = {"municipality": details.municipality or None, "place": details.address}
            self._connection.execute(_add_address, {"person_id": person_id, **values})

    def _add_numbers(self, person_id: int, numbers: Numbers, *, first: bool) -> None:
        principal = next((i for i, d in enumerate(numbers.documents) if d.principal), 0)
        documents = [
            _document_columns(person_id, document, principal=first and i == principal)
            for i, document in enumerate(numbers.documents)
        ]
        if documents:
            self._connection.execute(_add_document, documents)
        phones = [
            {
                "uuid": phone.uuid,
                "person_id": person_id,
                "number_typed": phone.number,
                "number": normalise_phone(phone.number)[:20],
                "note": phone.note,
            }
            for phone in numbers.phones
        ]
        if phones:
            self._connection.execute(_add_phone, phones)

    def _one_principal(self, ids: list[int], added: Numbers) -> None:
        """The added document that asks to be principal is; else the one that was; else the oldest."""
        rows = self._connection.execute(_documents_of, {"persons": ids}).all()
        if not rows:
            return
        asking = {document.uuid for document in added.documents if document.principal}
        chosen = next((row for row in rows if row.uuid in asking), rows[0])
        self._connection.execute(_no_principal, {"persons": ids})
        self._connection.execute(_principal, {"document": chosen.id})

    def _index(self, person_id: int, name: Name, numbers: Numbers) -> None:
        words = index_words(
            name,
            frozenset(d.normalised for d in numbers.documents),
            frozenset(normalise_phone(p.number) for p in numbers.phones),
        )
        self._words.write(person_id, words, name.words)


def _columns(details: Details) -> dict[str, object]:
    stated = details.age.stated
    return {
        "sex": details.sex,
        "birth_date": details.age.birth_date,
        "age_from": stated.first if stated else None,
        "age_to": stated.last if stated else None,
        "age_stated_on": details.age.stated_on if stated else None,
        "country": details.country or None,
        "ethnicity": details.ethnicity or None,
        "disability": details.disability or None,
        "language": details.language or None,
    }


def _name_columns(name: Name) -> dict[str, str]:
    return {
        "first_name": name.first_name,
        "other_names": name.other_names,
        "first_surname": name.first_surname,
        "second_surname": name.second_surname,
        "preferred_name": name.preferred_name,
    }


def _document_columns(person_id: int, document: Document, *, principal: bool) -> dict[str, object]:
    return {
        "uuid": document.uuid,
        "person_id": person_id,
        "type": document.type,
        "subtype": document.subtype,
        "number_typed": document.number,
        "number": document.normalised,
        "country": document.country or None,
        "issued_on": document.issued_on,
        "expires_on": document.expires_on,
        "known_how": str(document.known_how),
        "principal": principal,
    }


def _document(row: Row[Any]) -> Document:
    return Document(
        row.uuid,
        row.type,
        row.number_typed,
        row.subtype,
        row.country or "",
        row.issued_on,
        row.expires_on,
        KnownHow(row.known_how),
        row.principal,
    )


def age_of(birth_date: date | None, first: int | None, last: int | None, stated_on: date | None) -> Age:
    """The age that the columns of ``person`` hold."""
    if birth_date is not None:
        return Age(birth_date=birth_date)
    return Age(stated=AgeRange(first, last), stated_on=stated_on) if first is not None and last is not None else Age()


def _person(row: Mapping[Any, Any]) -> PersonRow:
    return PersonRow(
        row["id"],
        row["uuid"],
        row["code"],
        row["canonical_id"],
        row["anonymous"],
        row["reserved"],
        row["safe_contact"] or "",
        row["version"],
        row["created_at"],
        row["sex"],
        age_of(row["birth_date"], row["age_from"], row["age_to"], row["age_stated_on"]),
        row["country"] or "",
        row["ethnicity"] or "",
        row["disability"] or "",
        row["language"] or "",
    )
