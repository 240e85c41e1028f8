"""The persons of the benchmark of matching in an encrypted base, written in bulk past the verbs."""

import itertools
from collections.abc import Iterable
from typing import Any

from casa_desktop.domain.documents import Document
from casa_desktop.domain.names import Name
from casa_desktop.domain.persons import index_words
from casa_desktop.domain.phones import normalise_phone
from casa_desktop.services.runner import Runner
from casa_desktop.storage.words import Words
from tests.benchmarks.matching_people import TODAY, Person

SOURCE = "personas.csv"
_CHUNK = 20_000
_SEX = {"M": "02", "H": "01", "": "SD"}

Rows = dict[str, list[tuple[Any, ...]]]


def fill(runner: Runner, persons: Iterable[Person]) -> None:
    """Writes *persons* with all that hangs on them, and the index that finds them."""
    with runner.batch() as ctx:
        raw: Any = ctx.work.connection.connection.dbapi_connection
        raw.execute("CREATE TEMP TABLE bulk (word TEXT, person_id INTEGER, kind TEXT, rest TEXT)")
        numbered = enumerate(persons, start=1)
        homes: set[int] = set()
        raw.execute("PRAGMA defer_foreign_keys = ON")
        while chunk := list(itertools.islice(numbered, _CHUNK)):
            rows: Rows = {}
            for i, person in chunk:
                _collect(rows, i, person, new_home=person.home not in homes)
                homes.add(person.home)
            for statement, values in rows.items():
                raw.executemany(statement, values)
        raw.execute("INSERT INTO person_word (word, person_id, kind, rest) SELECT * FROM bulk ORDER BY 1, 2, 3")
        raw.execute("DROP TABLE bulk")
        ctx.work.matching.rebuild()
        raw.execute("ANALYZE")


def _collect(rows: Rows, i: int, person: Person, *, new_home: bool) -> None:
    def add(statement: str, *values: object) -> None:
        rows.setdefault(f"INSERT INTO {statement} VALUES ({', '.join('?' * len(values))})", []).append(values)

    uuid, day, age = f"{i:032x}", TODAY.isoformat(), int(person.age) if person.age else None
    add(
        "person (id, uuid, code, canonical_id, anonymous, sex, birth_date, age_from, age_to, age_stated_on, country,"
        " created_at, created_by_id)",
        *(i, uuid, f"P-{i:06d}", i, 0, _SEX[person.sex], person.birth_date or None, age, age),
        *(day if person.age else None, person.country or None, "", 1),
    )
    name = Name(person.first_name, person.other_names, person.first_surname, person.second_surname)
    add("person_name", i, *(name.first_name, name.other_names, name.first_surname, name.second_surname, ""))
    document = Document(uuid, "DE", person.document, "CV", "VEN")
    if person.document_type != "CV":
        document = Document(uuid, person.document_type, person.document)
    if document.code:
        add(
            "person_document (uuid, person_id, type, subtype, number_typed, number, country, known_how, principal)",
            *(uuid, i, document.type, document.subtype, document.number, document.normalised, document.country or None),
            *("declarado", 1),
        )
    if person.phone:
        add(
            "person_phone (uuid, person_id, number_typed, number, note)",
            uuid,
            i,
            person.phone,
            normalise_phone(person.phone),
            "",
        )
    if person.address:
        add("person_address (person_id, municipality, place)", i, None, person.address)
    if new_home:
        add("household (id, uuid, created_at)", person.home, f"{person.home:032x}", "")
    add("household_member (household_id, person_id, kinship, head, since)", person.home, i, "", new_home, day)
    add("person_reference (external, source, person_id)", person.id, SOURCE, i)
    phones = frozenset({normalise_phone(person.phone)} if person.phone else ())
    words = name.words
    for word, kind in index_words(name, frozenset({document.normalised} - {""}), phones):
        add("bulk", word, i, kind, Words.rest(word, words))
