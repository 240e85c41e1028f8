"""The records behind a cell. The query itself leaves out what is not the reader's.

A join to ``person`` for each row takes seconds at a million services (see ``storage/merged.py``), and so does every
further look. Who has one record is therefore read without a join, in the order of an index that holds all that decides;
who has several, in a statement of their own: they are few.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from heapq import merge
from itertools import islice
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    case,
    distinct,
    false,
    func,
    or_,
    select,
    union_all,
)

from casa_desktop.domain.cells import CellEntry, CellPerson, CellRecords, Paging, Spread, Tally, short_name
from casa_desktop.domain.indicators import Indicator
from casa_desktop.domain.listings import Listed
from casa_desktop.domain.names import Name
from casa_desktop.storage.firsts import OF_NEW, first_of_person, first_of_record
from casa_desktop.storage.merged import concerned, is_merged
from casa_desktop.storage.referral_tables import hidden_services
from casa_desktop.storage.selection import Condition, Selection, condition, live, person_by_person, within
from casa_desktop.storage.tables import person, person_document, person_name, service, service_type, visit
from casa_desktop.storage.visit_reads import Reader

s = service.c
known = person.alias("known")
whole = person.alias("whole")
joined = (
    service.join(known, known.c.id == s.person_id)
    .join(whole, whole.c.id == known.c.canonical_id)
    .join(service_type, service_type.c.id == s.service_type_id)
)
_with_known = service.join(known, known.c.id == s.person_id)
_months = func.count(distinct(s.month))
_Part = tuple[ColumnElement[int], FromClause, Condition]
"""Whose the rows are, the tables that they are read from, and which rows."""
_entries = (
    select(
        whole.c.id,
        whole.c.uuid,
        whole.c.code,
        whole.c.anonymous,
        person_name.c.first_name,
        person_name.c.first_surname,
        person_name.c.second_surname,
        person_name.c.preferred_name,
        s.uuid,
        visit.c.uuid,
        s.date,
        service_type.c.label,
        s.quantity,
        s.sheet,
        s.line,
        s.companion,
    )
    .select_from(
        joined.join(visit, visit.c.id == s.visit_id).outerjoin(person_name, person_name.c.person_id == whole.c.id)
    )
    .order_by(whole.c.id, s.date, s.id)
)
_listed = (
    select(
        whole.c.code,
        s.date,
        service_type.c.label,
        s.quantity,
        s.sheet,
        s.line,
        person_name.c.first_name,
        person_name.c.other_names,
        person_name.c.first_surname,
        person_name.c.second_surname,
        person_document.c.type,
        person_document.c.number_typed,
    )
    .select_from(
        joined.outerjoin(person_name, person_name.c.person_id == whole.c.id).outerjoin(
            person_document,
            and_(person_document.c.person_id == whole.c.id, person_document.c.principal),
        )
    )
    .order_by(whole.c.id, s.date, s.id)
)


class Cells:
    """Reads what a cell counts."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def records(self, where: Condition, reader: Reader, paging: Paging, *, spread: bool = False) -> CellRecords:
        """The records of *where* by person. With ``repeated`` only of those whom the reader sees in more than one
        month: a month that is not theirs to see tells nothing of anybody. On the first page also what all of *where*
        is, with *spread* everybody by the number of their months, too."""
        ids = self._page(where, reader, paging)
        persons = self._entries_of(ids[: paging.limit], where, reader)
        told = CellRecords() if paging.offset else self._tallies(where, reader, spread=spread)
        return replace(told, persons=persons, more=len(ids) > paging.limit)

    def _page(self, where: Condition, reader: Reader, paging: Paging) -> list[int]:
        """The ids of the persons of the page, and of the one after it. Both parts come in the order of ids, and no
        further than to the end of the page."""
        found = []
        for who, tables, part in _parts(where):
            ids = select(who).select_from(tables).where(part, _theirs(reader, who)).group_by(who).order_by(who)
            found.append(self._connection.execute(ids.having(_months > 1) if paging.repeated else ids))
        page = list(islice(merge(*(ids.scalars() for ids in found)), paging.offset, paging.offset + paging.limit + 1))
        for rest in found:
            rest.close()
        return page

    def _entries_of(self, ids: Sequence[int], where: Condition, reader: Reader) -> tuple[CellPerson, ...]:
        """What these persons have in *where*, under any of their records."""
        merged = select(person.c.id).where(is_merged, person.c.canonical_id.in_(ids))
        records = [*ids, *self._connection.execute(merged).scalars()]
        mine = _entries.where(s.person_id.in_(records), where, _theirs(reader, whole.c.id))
        return _persons(self._connection.execute(mine).all())

    def _tallies(self, where: Condition, reader: Reader, *, spread: bool) -> CellRecords:
        """What is counted, in one pass by the number of months in which somebody came. No index by person holds the
        quantities: nearly all are one, and what is above it is added."""
        each = union_all(*(_per_person(*part, reader) for part in _parts(where))).subquery().c
        columns = (each.months, func.count(), func.sum(each.services), func.sum(each.seen))
        by_months = select(*columns, func.count(case((each.seen > 0, 1)))).group_by(each.months).order_by(each.months)
        found = self._connection.execute(by_months).all()
        above_one = select(func.sum(s.quantity - 1)).where(where, s.quantity > 1)
        quantity = self._connection.execute(above_one).scalar() or 0
        persons, services, seen, seen_persons = (sum(row[at] for row in found) for at in range(1, 5))
        parts = tuple(Spread(months, people) for months, people, *_ in found)
        return CellRecords(
            Tally(services, services + quantity, persons, sum(part.person_months for part in parts)),
            reserved_services=services - seen,
            reserved_persons=persons - seen_persons,
            spread=parts if spread else (),
        )

    def pairs(self, where: Condition) -> frozenset[tuple[int, int]]:
        """(service id, canonical person id) of every record of *where*, whoever asks: they are kept, not shown."""
        rows = self._connection.execute(select(s.id, known.c.canonical_id).select_from(joined).where(where))
        return frozenset((row[0], row[1]) for row in rows)

    def listed(self, where: Condition, reader: Reader, *, names: bool) -> Iterator[Listed]:
        """Every service of *where* as far as the reader may see it, by person and day; with *names* also who it is: the
        principal document, and the name in full."""
        for row in self._connection.execute(_listed.where(where, _theirs(reader, whole.c.id))):
            name = Name(*(part or "" for part in row[6:10])).full
            document = " ".join(filter(None, row[10:12]))
            yield Listed(*row[:6], *((name, document) if names else ()))

    def many(self, where: Condition) -> int:
        """How many services *where* holds, whoever asks."""
        return int(self._connection.execute(select(func.count()).select_from(joined).where(where)).scalar_one())

    def shown(self, services: Sequence[int], reader: Reader) -> tuple[CellPerson, ...]:
        """Those of *services* that the reader may see, by person; voided ones too."""
        rows = self._connection.execute(_entries.where(s.id.in_(sorted(services)), _theirs(reader, whole.c.id))).all()
        return _persons(rows)


def counted(selection: Selection, indicator: Indicator, months: frozenset[int], *, in_order: bool = False) -> Condition:
    """The rows behind *indicator* in *months*. *in_order*: the months are so many that they are read faster person by
    person."""
    if not months:
        return false()
    where = condition(selection, indicator) & within(months, person_by_person if in_order else live)
    if indicator.rule not in OF_NEW:
        return where
    alone, several = first_of_record(selection, indicator), first_of_person(selection, indicator)
    return where & or_(s.person_id.not_in(concerned) & alone, s.person_id.in_(concerned) & several)


def among(services: Iterable[int]) -> Condition:
    """The rows of *services*, however many they are."""
    listed = func.json_each(json.dumps(list(services))).table_valued("value")
    return s.id.in_(select(listed.c.value))


def _parts(where: Condition) -> tuple[_Part, _Part]:
    """*where* of those who have one record, and of those who have several."""
    alone, several = and_(where, s.person_id.not_in(concerned)), and_(where, s.person_id.in_(concerned))
    return (s.person_id, service, alone), (known.c.canonical_id, _with_known, several)


def _theirs(reader: Reader, who: ColumnElement[int]) -> Condition:
    """The rows that are the reader's to see; *who* is whose they are, merged records being one person."""
    mine, kept_apart = sorted(reader.compartments), service_type.c.compartment
    sealed = select(service_type.c.id).where(kept_apart.is_not(None), kept_apart.not_in(mine))
    theirs = and_(s.service_type_id.not_in(sealed), s.id.not_in(hidden_services(mine)))
    return theirs if reader.reserved else and_(theirs, who.not_in(select(person.c.id).where(person.c.reserved)))


def _per_person(who: ColumnElement[int], tables: FromClause, where: Condition, reader: Reader) -> Select[int, int, int]:
    seen = func.count(case((_theirs(reader, who), 1)))
    columns = (_months.label("months"), func.count().label("services"), seen.label("seen"))
    return select(*columns).select_from(tables).where(where).group_by(who)


def _persons(rows: Sequence[Any]) -> tuple[CellPerson, ...]:
    persons: dict[int, tuple[Any, list[CellEntry]]] = {}
    for row in rows:
        entries = persons.setdefault(row[0], (row, []))[1]
        entries.append(CellEntry(*row[8:]))
    return tuple(
        CellPerson(uuid, code, _short(names), bool(anonymous), tuple(entries))
        for (_, uuid, code, anonymous, *names), entries in ((row[:8], entries) for row, entries in persons.values())
    )


def _short(names: Sequence[str | None]) -> str:
    first, surname, second, preferred = (part or "" for part in names)
    return short_name(Name(first_name=first, first_surname=surname, second_surname=second, preferred_name=preferred))
