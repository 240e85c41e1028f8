"""Every service that counts, with what it may be taken apart by."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import cache

from sqlalchemy import Connection, case, select

from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.breakdowns import Counted, Dimension
from casa_desktop.domain.indicators import Indicator
from casa_desktop.domain.periods import Month
from casa_desktop.storage.cells import counted, joined, known, s, whole
from casa_desktop.storage.office_tables import user_account
from casa_desktop.storage.selection import Condition, Selection, live
from casa_desktop.storage.tables import catalog_item, person_address, service, service_type, visit, visit_vulnerability

_place, _funder = catalog_item.alias("place"), catalog_item.alias("funder")
_rows = select(
    whole.c.id,
    s.date,
    case((service_type.c.by_quantity, s.quantity), else_=1),
    whole.c.birth_date,
    whole.c.age_from,
    whole.c.age_to,
    whole.c.age_stated_on,
    whole.c.sex,
    whole.c.country,
    whole.c.ethnicity,
    whole.c.disability,
    person_address.c.municipality,
    visit.c.profile,
    service_type.c.code,
    _place.c.code,
    _funder.c.code,
    user_account.c.full_name,
    s.month,
    s.visit_id,
    s.success,
    s.id,
).select_from(
    joined.join(visit, visit.c.id == s.visit_id)
    .outerjoin(person_address, person_address.c.person_id == whole.c.id)
    .outerjoin(_place, _place.c.id == s.place_id)
    .outerjoin(_funder, _funder.c.id == s.funder_id)
    .join(user_account, user_account.c.id == s.staff_id)
)
_NAMED = (
    Dimension.SEX,
    Dimension.COUNTRY,
    Dimension.ETHNICITY,
    Dimension.DISABILITY,
    Dimension.MUNICIPALITY,
    Dimension.PROFILE,
    Dimension.SERVICE,
    Dimension.PLACE,
    Dimension.FUNDER,
    Dimension.STAFF,
)
_vulnerable = (
    select(visit_vulnerability.c.visit_id, visit_vulnerability.c.code)
    .select_from(visit_vulnerability.join(visit, visit.c.id == visit_vulnerability.c.visit_id))
    .order_by(visit_vulnerability.c.visit_id, visit_vulnerability.c.code)
)
_who = select(known.c.canonical_id).select_from(service.join(known, known.c.id == s.person_id)).distinct()
_AT_ONCE = 500
"""Persons that one statement asks about."""


class Breakdowns:
    """Reads the rows; ``domain.breakdowns`` counts them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def read(self, selection: Selection, indicator: Indicator, months: frozenset[int]) -> list[Counted]:
        """The services behind *indicator* in *months* (``YYYYMM``), whoever asks: only counts leave it."""
        return list(self._read(counted(selection, indicator, months), min(months), max(months))) if months else []

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
        return sorted(self._read(where, low, high), key=lambda each: each.day)

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

    def _read(self, where: Condition, low: int, high: int) -> Iterator[Counted]:
        vulnerable: dict[int, tuple[str, ...]] = {}
        days = Month.from_number(low).first_day, Month.from_number(high).last_day
        for visit_id, code in self._connection.execute(_vulnerable.where(visit.c.date.between(*days))):
            vulnerable[visit_id] = (*vulnerable.get(visit_id, ()), code)
        for row in self._connection.execute(_rows.where(where).order_by(s.id)):
            who, day, quantity, born, first, last, stated_on = row[:7]
            stated = None if first is None else AgeRange(first, last)
            keys: dict[Dimension, tuple[str, ...]] = {
                name: (key,) for name, key in zip(_NAMED, row[7:17], strict=True) if key
            }
            keys[Dimension.MONTH] = (_month(row[17]),)
            if row[18] in vulnerable:
                keys[Dimension.VULNERABILITY] = vulnerable[row[18]]
            yield Counted(who, day, quantity, Age(born, stated, stated_on), keys, row[19], row[20])


@cache
def _month(number: int) -> str:
    return f"{number // 100:04d}-{number % 100:02d}"
