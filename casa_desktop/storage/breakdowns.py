"""Every service that counts, with what it is to be taken apart by: only those columns and their tables are read."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from functools import cache, partial
from itertools import repeat
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, FromClause, Integer, String, case, select, type_coerce

from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.counted import Counted, Dimension
from casa_desktop.domain.indicators import Indicator
from casa_desktop.domain.periods import Month
from casa_desktop.domain.persons import Sex
from casa_desktop.domain.rcf import is_contact
from casa_desktop.storage.cells import counted, joined, known, s, whole
from casa_desktop.storage.office_tables import user_account
from casa_desktop.storage.selection import Condition, Selection, live
from casa_desktop.storage.tables import (
    catalog_item,
    person_address,
    rcf_contact,
    service,
    service_type,
    visit,
    visit_vulnerability,
)

_place, _funder = catalog_item.alias("place"), catalog_item.alias("funder")
_COLUMNS: Mapping[Dimension, ColumnElement[Any]] = {
    Dimension.SEX: whole.c.sex,
    Dimension.COUNTRY: whole.c.country,
    Dimension.ETHNICITY: whole.c.ethnicity,
    Dimension.DISABILITY: whole.c.disability,
    Dimension.MUNICIPALITY: person_address.c.municipality,
    Dimension.PROFILE: visit.c.profile,
    Dimension.SERVICE: service_type.c.code,
    Dimension.PLACE: _place.c.code,
    Dimension.FUNDER: _funder.c.code,
    Dimension.STAFF: user_account.c.username,
    Dimension.MONTH: s.month,
}
_day, _born, _stated_on = (
    type_coerce(column, String) for column in (s.date, whole.c.birth_date, whole.c.age_stated_on)
)
_quantity = case((service_type.c.by_quantity, s.quantity), else_=1)
_FIXED = (s.id, whole.c.id, _day, _quantity, type_coerce(s.success, Integer))
"""What stands in a row before the keys."""
_SUCCESS = {None: None, 0: False, 1: True}
_AGE = (_born, whole.c.age_from, whole.c.age_to, _stated_on)
_UNKNOWN_AGE = Age()
_TRY = (rcf_contact.c.modality, s.companion)
_vulnerable = (
    select(visit_vulnerability.c.visit_id, visit_vulnerability.c.code)
    .select_from(visit_vulnerability.join(visit, visit.c.id == visit_vulnerability.c.visit_id))
    .order_by(visit_vulnerability.c.visit_id, visit_vulnerability.c.code)
)
_who = select(known.c.canonical_id).select_from(service.join(known, known.c.id == s.person_id)).distinct()
_AT_ONCE = 500
"""Persons that one statement asks about."""

V = TypeVar("V")
Keys = Mapping[Dimension, tuple[str, ...]]


class Breakdowns:
    """Reads the rows; ``domain.breakdowns`` counts them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def read(
        self,
        selection: Selection,
        indicator: Indicator,
        months: frozenset[int],
        wanted: Collection[Dimension] = tuple(Dimension),
    ) -> list[Counted]:
        """The services behind *indicator* in *months* (``YYYYMM``), whoever asks: only counts leave it.

        Of each only the dimensions in *wanted* are known.
        """
        where = counted(selection, indicator, months) if months else None
        return [] if where is None else self._among(where, min(months), max(months), wanted)

    def between(
        self,
        selection: Selection,
        first: date,
        last: date,
        types: Iterable[str] | None = None,
        funders: Collection[str] = (),
    ) -> list[Counted]:
        """Every service that *selection* counts from *first* to *last*, both included, by day; of *types* alone, or
        paid by *funders* alone, where they are given. Whoever asks."""
        low, high = Month.of(first).number, Month.of(last).number
        where = selection.rows & live(low, high) & s.date.between(first, last)
        if types is not None:
            where &= s.service_type_id.in_(sorted({selection.key(code) for code in types}))
        if funders:
            where &= _funder.c.code.in_(sorted(funders))
        found = self._among(where, low, high, tuple(Dimension), contacts=True)
        return sorted(found, key=lambda each: (each.day, each.service))

    def came_before(self, selection: Selection, persons: Iterable[int], day: date) -> frozenset[int]:
        """Those of *persons* with a service before *day* that counts in PERSONAS, under any of their records."""
        found: set[int] = set()
        asked = sorted(set(persons))
        ever = selection.from_the_beginning()
        earlier = ever.persons & live(ever.low, Month.of(day).number) & (s.date < day)
        for start in range(0, len(asked), _AT_ONCE):
            some = known.c.canonical_id.in_(asked[start : start + _AT_ONCE])
            found.update(self._connection.execute(_who.where(some, earlier)).scalars())
        return frozenset(found)

    def _among(
        self, where: Condition, low: int, high: int, wanted: Collection[Dimension], *, contacts: bool = False
    ) -> list[Counted]:
        """Those of *where*, which lie in the months *low* to *high*, in no order. *contacts*: it is also told which of
        them are contacts that were tried."""
        named = [dimension for dimension in _COLUMNS if dimension in wanted]
        ages = _AGE if Dimension.AGE in wanted else ()
        vulnerable = self._vulnerable(low, high) if Dimension.VULNERABILITY in wanted else None
        visits = () if vulnerable is None else (s.visit_id,)
        tables, tries = _tables(wanted), _TRY if contacts else ()
        if contacts:
            tables = tables.outerjoin(rcf_contact, rcf_contact.c.service_id == s.id)
        columns = (*_FIXED, *(_COLUMNS[each] for each in named), *visits, *tries, *ages)
        rows = select(*columns).select_from(tables).where(where)
        result = self._connection.execute(rows)
        found = result.cursor.fetchall()  # the driver's own tuples: a row object for each costs a tenth of the reading
        result.close()
        last = len(_FIXED) + len(named)
        told: Iterable[Any] = map(itemgetter(slice(len(_FIXED), last)), found)
        if vulnerable is not None:
            told = [(*keys, vulnerable.get(row[last], ())) for keys, row in zip(told, found, strict=True)]
        tried: Iterable[bool] = repeat(False)
        if contacts:
            at = last + len(visits)
            tried = map(_Made(_is_try).__getitem__, map(itemgetter(slice(at, at + len(_TRY))), found))
        aged: Iterable[Age] = repeat(_UNKNOWN_AGE)
        if ages:
            aged = map(_Made(_age).__getitem__, map(itemgetter(slice(-len(ages), None)), found))
        service, who, day, quantity, success = (map(itemgetter(at), found) for at in range(len(_FIXED)))
        keys = map(_Made(partial(_keys, named)).__getitem__, told)
        # Loops of the interpreter's own: one line of Python for each row would take as long as the base does.
        return list(
            map(Counted, who, map(_date, day), quantity, aged, keys, map(_SUCCESS.get, success), service, tried)
        )

    def _vulnerable(self, low: int, high: int) -> dict[int, tuple[str, ...]]:
        """By visit, as a visit may have several."""
        found: dict[int, tuple[str, ...]] = {}
        days = Month.from_number(low).first_day, Month.from_number(high).last_day
        for visit_id, code in self._connection.execute(_vulnerable.where(visit.c.date.between(*days))):
            found[visit_id] = (*found.get(visit_id, ()), code)
        return found


def _tables(wanted: Collection[Dimension]) -> FromClause:
    """The tables that the columns stand in, and no other."""
    tables: FromClause = joined
    if Dimension.PROFILE in wanted:
        tables = tables.join(visit, visit.c.id == s.visit_id)
    if Dimension.MUNICIPALITY in wanted:
        tables = tables.outerjoin(person_address, person_address.c.person_id == whole.c.id)
    for dimension, item, key in ((Dimension.PLACE, _place, s.place_id), (Dimension.FUNDER, _funder, s.funder_id)):
        if dimension in wanted:
            tables = tables.outerjoin(item, item.c.id == key)
    return tables.join(user_account, user_account.c.id == s.staff_id) if Dimension.STAFF in wanted else tables


class _Made(dict[tuple[Any, ...], V]):
    """What the same columns say is made once, and is one object: few services differ in all that is asked for."""

    def __init__(self, make: Callable[[tuple[Any, ...]], V]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, columns: tuple[Any, ...]) -> V:
        made = self[columns] = self._make(columns)
        return made


def _is_try(columns: tuple[Any, ...]) -> bool:
    modality, companion = columns
    return modality is not None and not companion and is_contact(modality)


def _age(columns: tuple[Any, ...]) -> Age:
    born, first, last, stated_on = columns
    stated = None if first is None else AgeRange(first, last)
    return Age(None if born is None else _date(born), stated, None if stated_on is None else _date(stated_on))


def _keys(named: list[Dimension], told: tuple[Any, ...]) -> Keys:
    keys: dict[Dimension, tuple[str, ...]] = {name: (key,) for name, key in zip(named, told, strict=False) if key}
    if keys.get(Dimension.SEX) == (Sex.UNKNOWN,):
        del keys[Dimension.SEX]
    if Dimension.MONTH in keys:
        keys[Dimension.MONTH] = (str(Month.from_number(told[named.index(Dimension.MONTH)])),)
    if len(told) > len(named) and told[-1]:
        keys[Dimension.VULNERABILITY] = told[-1]
    return keys


@cache
def _date(text: str) -> date:
    """Read once for all services of a day: a column of dates would be read anew in each row."""
    return date.fromisoformat(text)
