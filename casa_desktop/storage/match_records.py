"""What matching knows of each person, read from the tables of their identity."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Integer, Select, bindparam, func, select

from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.matching.described import Described
from casa_desktop.domain.matching.record import Record, record_of
from casa_desktop.domain.names import Name
from casa_desktop.storage.tables import person, person_address, person_document, person_name, person_phone

_highest = select(func.coalesce(func.max(person.c.id), 0))
_persons = select(
    person.c.id,
    person.c.sex,
    person.c.country,
    person.c.birth_date,
    person.c.age_from,
    person.c.age_to,
    person.c.age_stated_on,
).where(person.c.anonymous.is_(False))
_names = select(person_name)
_documents = select(
    person_document.c.person_id, person_document.c.type, person_document.c.subtype, person_document.c.number_typed
).order_by(person_document.c.principal.desc(), person_document.c.id)
_phones = select(person_phone.c.person_id, person_phone.c.number_typed).order_by(person_phone.c.id)
_addresses = select(person_address.c.person_id, person_address.c.place)
_each = (
    (_persons, person.c.id),
    (_names, person_name.c.person_id),
    (_documents, person_document.c.person_id),
    (_phones, person_phone.c.person_id),
    (_addresses, person_address.c.person_id),
)


def _within(column: Any) -> tuple[Any, Any]:
    return column > bindparam("after", type_=Integer), column <= bindparam("last", type_=Integer)


_among = tuple(statement.where(column.in_(bindparam("ids", expanding=True))) for statement, column in _each)
_between = tuple(statement.where(*_within(column)) for statement, column in _each)


def highest(connection: Connection) -> int:
    """The number of the last person."""
    return int(connection.execute(_highest).scalar_one())


def records(connection: Connection, ids: Sequence[int]) -> Iterator[tuple[int, Record]]:
    """(number, record) of the persons *ids* who are not anonymous."""
    return _read(connection, _among, {"ids": list(ids)})


def slice_of_records(connection: Connection, after: int, last: int) -> Iterator[tuple[int, Record]]:
    """As :func:`records`, of everybody with a number above *after* and up to *last*."""
    return _read(connection, _between, {"after": after, "last": last})


def _read(
    connection: Connection, statements: Sequence[Select[Any]], values: dict[str, Any]
) -> Iterator[tuple[int, Record]]:
    persons, *others = (connection.execute(statement, values).all() for statement in statements)
    names, documents, phones, addresses = others
    called = {row.person_id: Name(*row[1:]) for row in names}
    papers: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    for row in documents:
        papers[row.person_id].append((row.subtype or row.type, row.number_typed))
    numbers: defaultdict[int, list[str]] = defaultdict(list)
    for row in phones:
        numbers[row.person_id].append(row.number_typed)
    places = {row.person_id: row.place for row in addresses}
    for row in persons:
        yield (
            row.id,
            record_of(
                Described(
                    called.get(row.id, Name()),
                    tuple(papers[row.id]),
                    tuple(numbers[row.id]),
                    _age(row.birth_date, row.age_from, row.age_to, row.age_stated_on),
                    row.sex,
                    row.country or "",
                    places.get(row.id, ""),
                )
            ),
        )


def _age(born: date | None, first: int | None, last: int | None, stated_on: date | None) -> Age:
    if born is not None or first is None or last is None:
        return Age(birth_date=born)
    return Age(stated=AgeRange(first, last), stated_on=stated_on)
