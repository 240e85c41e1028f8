"""Counting, in as few passes over the index as the rows of a table need."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from sqlalchemy import ColumnElement, Connection, distinct, exists, func, select

from casa_desktop.domain.indicators import Indicator, Rule
from casa_desktop.storage import firsts
from casa_desktop.storage.merged import Merged, is_merged
from casa_desktop.storage.selection import (
    ByMonth,
    Selection,
    by_month,
    condition,
    length,
    live,
    person_by_person,
    within,
)
from casa_desktop.storage.tables import person, service

s = service.c
_WHOLE_INDEX_SHARE = 0.4
"""Share of the months of the base from which on distinct persons are read faster person by person than by month."""

_first_month = select(func.min(s.month)).where(s.voided_at.is_(None))
_last_month = select(func.max(s.month)).where(s.voided_at.is_(None))
_any_service = select(s.id).where(s.voided_at.is_(None)).limit(1)


class Counts:
    """Counts of ``service``. Everything that is voided is left out, and merged persons are one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._first_in_year: dict[tuple[Selection, str], firsts.NewInYear] = {}

    @cached_property
    def _merged(self) -> Merged:
        return Merged(self._connection)

    def months_with_records(self, months: Iterable[int]) -> frozenset[int]:
        """Those of *months* in which any service stands, whether or not the options count it."""
        asked = self._connection.execute
        return frozenset(m for m in months if asked(_any_service.where(s.month == m)).first() is not None)

    def span(self) -> tuple[int, int] | None:
        """The first and the last month with a service; None for an empty base."""
        first = self._connection.execute(_first_month).scalar()
        last = self._connection.execute(_last_month).scalar()
        return None if first is None or last is None else (first, last)

    def monthly(self, selection: Selection, indicators: Iterable[Indicator]) -> dict[Indicator, ByMonth]:
        """The value of each indicator in each month of *selection*."""
        wanted = set(indicators)
        flat = sorted(i for i in wanted if i.rule in (Rule.PERSONS, Rule.SERVICES))
        found = self._flat(selection, flat) if flat else {}
        for indicator in sorted(wanted - set(flat)):
            found[indicator] = self._alone(selection, indicator)
        return found

    def distinct_persons(self, selection: Selection, indicator: Indicator, months: frozenset[int]) -> int:
        """Distinct persons of *indicator* over *months*, which need not be a run. Not for PER-NUE: add those up."""
        if not months:
            return 0
        if indicator.rule is Rule.NEW_IN_YEAR:
            return self._new_in_year(selection, indicator.service_type).distinct(months)
        run = person_by_person if self.in_order(indicator, len(months)) else live
        chosen = condition(selection, indicator) & within(months, run)
        count = select(func.count(distinct(s.person_id))).where(chosen)
        value = int(self._connection.execute(count).scalar_one())
        return value + self._merged.persons_in_all(selection, indicator, months)

    def anonymous(self, selection: Selection, indicator: Indicator, months: frozenset[int]) -> int:
        """How many of :meth:`distinct_persons` (not of PER-NUE-A) are anonymous entries."""
        if not months:
            return 0
        chosen = condition(selection, indicator) & within(months)
        # One look for each anonymous entry, or one list of those who came: whichever is the shorter.
        look = exists().where(s.person_id == person.c.id, chosen).correlate(person)
        attended = (
            look
            if self.in_order(indicator, len(months))
            # Distinct, as SQLite then takes the index that covers the rows of groups: 34 ms instead of 490.
            else (person.c.id + 0).in_(select(s.person_id).where(chosen).distinct())
        )
        nameless = select(person.c.id).where(person.c.anonymous)
        # An anonymous entry that was merged with a named person is that person; merged with another entry, one.
        count = select(func.count(distinct(person.c.canonical_id))).where(
            person.c.anonymous, ~is_merged | person.c.canonical_id.in_(nameless), attended
        )
        return int(self._connection.execute(count).scalar_one())

    def in_order(self, indicator: Indicator, months: int) -> bool:
        """Whether so many months are read faster person by person. Rows of groups have a short index of their own."""
        span = self.span()
        much = span is not None and months >= _WHOLE_INDEX_SHARE * length(*span)
        return much and indicator.rule is not Rule.COVERED

    def _new_in_year(self, selection: Selection, code: str) -> firsts.NewInYear:
        """Read once for the months and for their total: it is the longest of the counts."""
        key = (selection, code)
        if key not in self._first_in_year:
            made = firsts.NewInYear(self._connection, selection, code, self._merged)
            self._first_in_year = {key: made}
        return self._first_in_year[key]

    def _flat(self, selection: Selection, indicators: list[Indicator]) -> dict[Indicator, ByMonth]:
        """PER-MES and any SRV-t in one pass; PER-MES leaves out the types that do not count in PERSONAS."""
        columns: list[ColumnElement[int]] = []
        together = selection.persons is selection.rows
        for indicator in indicators:
            if indicator.rule is Rule.PERSONS:
                persons = func.count(distinct(s.person_id))
                columns.append(persons if together else persons.filter(selection.persons_among_rows))
                continue
            of_type = s.service_type_id == selection.key(indicator.service_type)
            quantity = selection.counts_quantity(indicator.service_type)
            columns.append((func.sum(s.quantity) if quantity else func.count()).filter(of_type))
        where = selection.rows & live(selection.low, selection.high)
        found: dict[Indicator, ByMonth] = {indicator: {} for indicator in indicators}
        for month, *values in self._connection.execute(select(s.month, *columns).where(where).group_by(s.month)):
            for indicator, value in zip(indicators, values, strict=True):
                found[indicator][month] = int(value or 0)
        persons_of = found.get(Indicator(Rule.PERSONS))
        if persons_of is not None:
            of = Indicator(Rule.PERSONS)
            found[of] = _added(persons_of, self._merged.persons(selection, of))
        return found

    def _alone(self, selection: Selection, indicator: Indicator) -> ByMonth:
        """An indicator that needs a statement of its own."""
        if indicator.rule is Rule.FAMILIES:
            return firsts.families(self._connection, selection)
        if indicator.rule is Rule.NEW_PERSONS:
            in_order = self.in_order(indicator, length(selection.low, selection.high))
            return firsts.new_ever(self._connection, selection, self._merged, in_order=in_order)
        if indicator.rule is Rule.NEW_IN_YEAR:
            return self._new_in_year(selection, indicator.service_type).by_month()
        where = condition(selection, indicator) & live(selection.low, selection.high)
        if indicator.rule is Rule.VISITS:
            visits = select(s.month, s.person_id, s.visit_id).where(where).distinct().subquery()
            count = select(visits.c.month, func.count()).group_by(visits.c.month)
            return _added(by_month(self._connection.execute(count)), self._merged.visits(where))
        count = select(s.month, func.count(distinct(s.person_id))).where(where).group_by(s.month)
        found = by_month(self._connection.execute(count))
        return _added(found, self._merged.persons(selection, indicator))


def _added(found: ByMonth, corrections: Mapping[int, int]) -> ByMonth:
    return {month: value + corrections.get(month, 0) for month, value in found.items()}
