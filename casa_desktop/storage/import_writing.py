"""Many new persons at once. What :meth:`People.add` writes for one, in few statements for a thousand.

Identifiers of one import share their beginning and count up, so that the indexes over them grow at one end: random
ones cost a page of the file for each row once the base is larger than the cache.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from secrets import token_hex

from sqlalchemy import Connection, func, select

from casa_desktop.domain.documents import Document
from casa_desktop.domain.importing import Incoming, Likeness, Oddity, Outcome
from casa_desktop.domain.matching.described import described
from casa_desktop.domain.matching.record import Record, record_of
from casa_desktop.domain.names import Name
from casa_desktop.domain.persons import index_words
from casa_desktop.domain.phones import Phone, normalise_phone
from casa_desktop.storage.import_tables import import_row
from casa_desktop.storage.lookups import next_person
from casa_desktop.storage.matching import Matching
from casa_desktop.storage.matching_tables import person_reference
from casa_desktop.storage.prepared import Bulk
from casa_desktop.storage.tables import (
    household,
    household_member,
    person,
    person_address,
    person_document,
    person_name,
    person_phone,
    person_word,
)
from casa_desktop.storage.words import Words

SOURCE = "importar"
"""Under which imported ids stand: an id is the same whatever the file is called."""

_persons = Bulk(
    person,
    *("id", "uuid", "code", "canonical_id", "anonymous", "sex", "birth_date", "age_from", "age_to", "age_stated_on"),
    *("country", "created_at", "created_by_id"),
)
_names = Bulk(
    person_name, "person_id", "first_name", "other_names", "first_surname", "second_surname", "preferred_name"
)
_addresses = Bulk(person_address, "person_id", "place")
_documents = Bulk(
    person_document,
    *("uuid", "person_id", "type", "subtype", "number_typed", "number", "country", "known_how", "principal"),
)
_phones = Bulk(person_phone, "uuid", "person_id", "number_typed", "number", "note")
_words = Bulk(person_word, "word", "person_id", "kind", "rest")
_households = Bulk(household, "id", "uuid", "created_at")
_members = Bulk(household_member, "household_id", "person_id", "kinship", "head", "since")
_references = Bulk(person_reference, "external", "source", "person_id")
_rows = Bulk(
    import_row,
    *("batch_id", "line", "external", "named", "outcome", "person_id", "version", "likeness", "other_id", "reasons"),
    *("added", "odd", "undone"),
)

_IN_ORDER = (*(_persons, _names, _addresses, _documents, _phones, _words, _households, _members, _references, _rows),)
"""Whoever is referred to comes first."""

Tuples = list[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class RowWritten:
    """A row with what became of it. *person_id* is None for somebody new until they are written."""

    incoming: Incoming
    outcome: Outcome
    person_id: int | None = None
    version: int = 0
    likeness: Likeness = Likeness.NONE
    other_id: int | None = None
    reasons: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    record: Record | None = None
    """What matching reads of the row, where that was asked already."""


class ImportWriter:
    """Writes the rows of one import, in one transaction, a slice at a time."""

    def __init__(self, connection: Connection, batch_id: int, created_at: str, user_id: int, today: date) -> None:
        self._connection = connection
        self.batch_id = self._batch_id = batch_id
        self._user_id = user_id
        self._created_at, self._today = created_at, today.isoformat()
        self._next = next_person(connection)
        self._household: int = connection.execute(select(func.coalesce(func.max(household.c.id), 0))).scalar_one() + 1
        self._start, self._made = token_hex(10), 0
        self._matching = Matching(connection)
        self._unindexed: list[tuple[int, Record]] = []

    @property
    def last_person(self) -> int:
        """The highest number given out so far."""
        return self._next - 1

    def write(self, rows: Sequence[RowWritten]) -> None:
        """Writes *rows*, and the persons of those that are CREATED."""
        into: dict[Bulk, Tuples] = {}
        for row in rows:
            person_id, version = row.person_id, row.version
            if row.outcome is Outcome.CREATED:
                person_id, version = self._next, 1
                self._person(into, row.incoming)
                record = row.record or record_of(described(row.incoming.details, row.incoming.numbers))
                self._unindexed.append((person_id, record))
            into.setdefault(_rows, []).append(
                (
                    *(self._batch_id, row.incoming.line, row.incoming.key, row.incoming.named, str(row.outcome)),
                    *(person_id, version, str(row.likeness), row.other_id, ",".join(row.reasons)[:400]),
                    *(",".join(row.added), odd_json(row.incoming.odd), ""),
                )
            )
        into.get(_words, []).sort()
        for bulk in _IN_ORDER:
            bulk.write(self._connection, into.get(bulk, ()))

    def index(self) -> None:
        """Lets matching know of everybody written so far; many at once cost it less."""
        self._matching.write(self._unindexed)
        self._unindexed = []

    def _person(self, into: dict[Bulk, Tuples], incoming: Incoming) -> None:
        number, self._next = self._next, self._next + 1
        details, numbers = incoming.details, incoming.numbers
        age, stated = details.age, details.age.stated
        put = into.setdefault
        put(_persons, []).append(
            (
                *(number, self._uuid(), f"P-{number:06d}", number, 0, str(details.sex)),
                *(_iso(age.birth_date), stated.first if stated else None, stated.last if stated else None),
                *(_iso(age.stated_on) if stated else None, details.country or None),
                *(self._created_at, self._user_id),
            )
        )
        name = details.name
        put(_names, []).append(
            (number, name.first_name, name.other_names, name.first_surname, name.second_surname, name.preferred_name)
        )
        if details.address:
            put(_addresses, []).append((number, details.address))
        put(_documents, []).extend(self._document(number, d, i == 0) for i, d in enumerate(numbers.documents))
        phones = [(phone, normalise_phone(phone.number)) for phone in numbers.phones]
        put(_phones, []).extend(
            (self._uuid(), number, phone.number, normal[:20], phone.note) for phone, normal in phones
        )
        put(_words, []).extend(words_of(number, name, numbers.documents, numbers.phones))
        household_id, self._household = self._household, self._household + 1
        put(_households, []).append((household_id, self._uuid(), self._created_at))
        put(_members, []).append((household_id, number, "", 0, self._today))
        if incoming.named:
            put(_references, []).append((incoming.key, SOURCE, number))

    def _document(self, person_id: int, document: Document, principal: bool) -> tuple[object, ...]:
        return (
            *(self._uuid(), person_id, document.type, document.subtype, document.number, document.normalised),
            *(document.country or None, str(document.known_how), int(principal)),
        )

    def _uuid(self) -> str:
        self._made += 1
        return f"{self._start}{self._made:012x}"


def words_of(
    person_id: int, name: Name, documents: Sequence[Document], phones: Sequence[Phone]
) -> list[tuple[object, ...]]:
    """The rows of the search index, as :class:`Words` writes them."""
    own = name.words
    found = index_words(
        name,
        frozenset(document.normalised for document in documents),
        frozenset(normalise_phone(phone.number) for phone in phones),
    )
    return [(word, person_id, kind, Words.rest(word, own)) for word, kind in found]


def odd_json(odd: Sequence[Oddity]) -> str:
    """Odd values as they are kept: a list of [why, column, as typed]."""
    return json.dumps([[each.odd, each.column, each.typed] for each in odd], ensure_ascii=False) if odd else ""


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
