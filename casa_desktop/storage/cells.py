"""The records behind a cell. The query itself leaves out what is not the reader's."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Subquery,
    and_,
    case,
    distinct,
    false,
    func,
    or_,
    select,
    true,
    tuple_,
)

from casa_desktop.domain.cells import CellEntry, CellPerson, CellRecords, Paging, Spread, Tally, short_name
from casa_desktop.domain.indicators import Indicator, Rule
from casa_desktop.domain.listings import Listed
from casa_desktop.domain.names import Name
from casa_desktop.storage.merged import concerned
from casa_desktop.storage.referral_tables import hidden_services
from casa_desktop.storage.selection import Condition, Selection, condition, live, person_by_person
from casa_desktop.storage.tables import person, person_document, person_name, service, service_type, visit
from casa_desktop.storage.visit_reads import Reader

s = service.c
known = person.alias("known")
whole = person.alias("whole")
_other = person.alias("other")
joined = (
    service.join(known, known.c.id == s.person_id)
    .join(whole, whole.c.id == known.c.canonical_id)
    .join(service_type, service_type.c.id == s.service_type_id)
)
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
        month: a month that is not theirs to see tells nothing of anybody. *spread*: on the first page also everybody by
        the number of their months."""
        offset, limit, repeated = paging.offset, paging.limit, paging.repeated
        theirs = _theirs(reader)
        per_month = _per_person_and_month(where, theirs)
        found = self._connection.execute(_tallies(per_month)).one()
        page = (
            select(per_month.c.person)
            .group_by(per_month.c.person)
            .having(func.sum(case((per_month.c.seen > 0, 1), else_=0)) > (1 if repeated else 0))
            .order_by(per_month.c.person)
            .limit(limit + 1)
            .offset(offset)
        )
        ids = [row[0] for row in self._connection.execute(page)]
        rows = self._connection.execute(_entries.where(where, theirs, whole.c.id.in_(ids[:limit]))).all()
        parts = self._spread(per_month) if spread and offset == 0 else ()
        return CellRecords(Tally(*found[:4]), Tally(*found[4:]), _persons(rows), len(ids) > limit, parts)

    def _spread(self, per_month: Subquery) -> tuple[Spread, ...]:
        each = select(per_month.c.person, func.count().label("months")).group_by(per_month.c.person).subquery()
        rows = self._connection.execute(select(each.c.months, func.count()).group_by(each.c.months).order_by("months"))
        return tuple(Spread(months, persons) for months, persons in rows)

    def pairs(self, where: Condition) -> frozenset[tuple[int, int]]:
        """(service id, canonical person id) of every record of *where*, whoever asks: they are kept, not shown."""
        rows = self._connection.execute(select(s.id, known.c.canonical_id).select_from(joined).where(where))
        return frozenset((row[0], row[1]) for row in rows)

    def listed(self, where: Condition, reader: Reader, *, names: bool) -> Iterator[Listed]:
        """Every service of *where* as far as the reader may see it, by person and day; with *names* also who it is: the
        principal document, and the name in full."""
        for row in self._connection.execute(_listed.where(where, _theirs(reader))):
            name = Name(*(part or "" for part in row[6:10])).full
            document = " ".join(filter(None, row[10:12]))
            yield Listed(*row[:6], *((name, document) if names else ()))

    def many(self, where: Condition) -> int:
        """How many services *where* holds, whoever asks."""
        return int(self._connection.execute(select(func.count()).select_from(joined).where(where)).scalar_one())

    def shown(self, services: Sequence[int], reader: Reader) -> tuple[CellPerson, ...]:
        """Those of *services* that the reader may see, by person; voided ones too."""
        rows = self._connection.execute(_entries.where(s.id.in_(sorted(services)), _theirs(reader))).all()
        return _persons(rows)


def counted(selection: Selection, indicator: Indicator, months: frozenset[int]) -> Condition:
    """The rows behind *indicator* in *months*; they are read with ``known`` and ``whole`` persons joined."""
    if not months:
        return false()
    where = condition(selection, indicator) & live(min(months), max(months)) & s.month.in_(sorted(months))
    return where & _first_time(selection, indicator)


def among(services: Iterable[int]) -> Condition:
    """The rows of *services*, however many they are; they are read as those of :func:`counted`."""
    listed = func.json_each(json.dumps(list(services))).table_valued("value")
    return s.id.in_(select(listed.c.value))


def _theirs(reader: Reader) -> ColumnElement[bool]:
    open_type = or_(service_type.c.compartment.is_(None), service_type.c.compartment.in_(sorted(reader.compartments)))
    theirs = and_(open_type, s.id.not_in(hidden_services(sorted(reader.compartments))))
    return theirs if reader.reserved else and_(theirs, whole.c.reserved.is_(False))


def _per_person_and_month(where: Condition, theirs: ColumnElement[bool]) -> Subquery:
    seen = case((theirs, 1), else_=0)
    return (
        select(
            whole.c.id.label("person"),
            s.month,
            func.count().label("services"),
            func.sum(s.quantity).label("quantity"),
            func.sum(seen).label("seen"),
            func.sum(case((theirs, s.quantity), else_=0)).label("seen_quantity"),
        )
        .select_from(joined)
        .where(where)
        .group_by(whole.c.id, s.month)
        .subquery()
    )


def _tallies(each: Subquery) -> Any:
    c = each.c
    visible = case((c.seen > 0, c.person))
    return select(
        func.coalesce(func.sum(c.services), 0),
        func.coalesce(func.sum(c.quantity), 0),
        func.count(distinct(c.person)),
        func.count(),
        func.coalesce(func.sum(c.seen), 0),
        func.coalesce(func.sum(c.seen_quantity), 0),
        func.count(distinct(visible)),
        func.count(visible),
    )


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


def _first_time(selection: Selection, indicator: Indicator) -> Condition:
    """For the rules of new persons: the row stands in the first month of its person, ever or of the calendar year."""
    if indicator.rule not in (Rule.NEW_PERSONS, Rule.NEW_IN_YEAR):
        return true()
    yearly = indicator.rule is Rule.NEW_IN_YEAR
    every = selection.from_january() if yearly else selection.from_the_beginning()
    run: tuple[ColumnElement[int], ...] = (s.month // 100,) if yearly else ()
    counts = condition(every, indicator) & person_by_person(every.low, every.high)
    first = select(s.person_id, func.min(s.month)).where(counts).group_by(s.person_id, *run)
    # Of who has several records, the month counts in which any of them came first; they are few.
    together = (
        select(_other.c.canonical_id, func.min(s.month))
        .select_from(service.join(_other, _other.c.id == s.person_id))
        .where(counts, s.person_id.in_(concerned))
        .group_by(_other.c.canonical_id, *run)
    )
    return or_(
        and_(s.person_id.not_in(concerned), tuple_(s.person_id, s.month).in_(first.correlate(None))),
        and_(s.person_id.in_(concerned), tuple_(known.c.canonical_id, s.month).in_(together.correlate(None))),
    )
