"""Whether the search index says what the persons say: every person's words once more, held against the stored ones."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import ColumnElement, Connection, Integer, Row, bindparam, func, select

from casa_desktop.domain.names import Name
from casa_desktop.domain.persons import index_words
from casa_desktop.domain.phones import normalise_phone
from casa_desktop.storage.tables import person, person_document, person_name, person_phone, person_word
from casa_desktop.storage.words import Words

_AT_ONCE = 2_000
"""Persons whose words are in memory together."""


def _within(column: ColumnElement[int]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return column > bindparam("after", type_=Integer), column <= bindparam("last", type_=Integer)


_highest = select(func.coalesce(func.max(person.c.id), 0))
_persons = select(person.c.id, person.c.code, person.c.canonical_id != person.c.id).where(*_within(person.c.id))
_names = select(person_name).where(*_within(person_name.c.person_id))
_documents = select(person_document.c.person_id, person_document.c.number).where(*_within(person_document.c.person_id))
_phones = select(person_phone.c.person_id, person_phone.c.number_typed).where(*_within(person_phone.c.person_id))
_words = select(person_word.c.person_id, person_word.c.word, person_word.c.kind, person_word.c.rest).where(
    *_within(person_word.c.person_id)
)

_Entry = tuple[str, str, str]
"""(word, kind, rest) as ``person_word`` holds them."""


def stale(connection: Connection) -> Iterator[str]:
    """Codes of the persons with other words than registering them today would give: missing, surplus or of an old name.

    A record that was merged may have lost the words of its own name; those of its numbers it keeps. One pass, in the
    order of registration; 10,000 persons take about a second.
    """
    highest: int = connection.execute(_highest).scalar_one()
    for after in range(0, highest, _AT_ONCE):
        yield from _stale(connection, {"after": after, "last": after + _AT_ONCE})


def _stale(connection: Connection, values: Mapping[str, int]) -> Iterator[str]:
    names = {row.person_id: Name(*row[1:]) for row in connection.execute(_names, values)}
    documents = _by_person(connection.execute(_documents, values))
    phones = _by_person(connection.execute(_phones, values))
    stored: defaultdict[int, set[_Entry]] = defaultdict(set)
    for person_id, word, kind, rest in connection.execute(_words, values):
        stored[person_id].add((word, kind, rest))
    for person_id, code, merged in connection.execute(_persons, values):
        numbers = frozenset(documents[person_id]), frozenset(map(normalise_phone, phones[person_id]))
        name = names.get(person_id, Name())
        fitting = (_entries(each, *numbers) for each in ((name, Name()) if merged else (name,)))
        if not any(stored[person_id] == entries for entries in fitting):
            yield code


def _by_person(rows: Iterable[Row[int, str]]) -> defaultdict[int, set[str]]:
    found: defaultdict[int, set[str]] = defaultdict(set)
    for person_id, text in rows:
        found[person_id].add(text)
    return found


def _entries(name: Name, documents: frozenset[str], phones: frozenset[str]) -> frozenset[_Entry]:
    return frozenset((word, kind, Words.rest(word, name.words)) for word, kind in index_words(name, documents, phones))
