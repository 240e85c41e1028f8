"""Who comes for the first time, and families: counts that need more than the rows of their own month."""

from collections.abc import Iterator

from sqlalchemy import (
    ColumnElement,
    Connection,
    Subquery,
    case,
    distinct,
    exists,
    false,
    func,
    literal,
    select,
    true,
    tuple_,
    union,
    union_all,
)

from casa_desktop.domain.indicators import Indicator, Rule
from casa_desktop.domain.periods import Month
from casa_desktop.storage.merged import Merged, concerned, corrections
from casa_desktop.storage.selection import (
    ByMonth,
    Condition,
    Selection,
    by_month,
    condition,
    length,
    live,
    person_by_person,
    read_as,
)
from casa_desktop.storage.tables import household_member, person, service

s = service.c
_now = household_member.alias("now")
_canonical = person.alias("canonical")
_other, _record = person.alias("other"), person.alias("record")
_earlier = service.alias("earlier")
OF_NEW = (Rule.NEW_PERSONS, Rule.NEW_IN_YEAR)
_unusual = union(
    select(household_member.c.person_id).where(household_member.c.until.is_not(None)),
    select(person.c.id).where(person.c.canonical_id != person.c.id),
    select(person.c.id).where(person.c.anonymous),
)
"""Who moved, was merged, or has no name: whose household is not simply the one they are in now."""


def new_ever(connection: Connection, selection: Selection, merged: Merged, *, in_order: bool) -> ByMonth:
    """PER-NUE: persons by the month of their first service since the beginning. *in_order*: all that ever was is read
    person by person; for a few months a look back for each of their rows is the shorter way."""
    whole = selection.from_the_beginning()
    if in_order:
        where = whole.persons & person_by_person(whole.low, whole.high)
        each = select(func.min(s.month).label("month")).where(where).group_by(s.person_id).subquery()
        count = select(each.c.month, func.count()).group_by(each.c.month)
    else:
        first = first_of_record(selection, Indicator(Rule.NEW_PERSONS))
        where = selection.persons & live(selection.low, selection.high) & first
        count = select(s.month, func.count(distinct(s.person_id))).where(where).group_by(s.month)
    found = by_month(connection.execute(count))
    _add(found, corrections([merged.firsts(whole.persons & live(whole.low, whole.high))]))
    return {month: number for month, number in found.items() if month >= selection.low}


class NewInYear:
    """PER-NUE-A: persons by the month of their first service of the calendar year, of the type *code* if given.

    One pass over the index, whatever the number of years, answers for the months and for all of them together.
    """

    def __init__(self, connection: Connection, selection: Selection, code: str, merged: Merged) -> None:
        self._low = selection.low
        years = (selection.year(year) for year in range(selection.low // 100, selection.high // 100 + 1))
        indicator = Indicator(Rule.NEW_IN_YEAR, code)
        self._merged = tuple(merged.firsts(condition(one, indicator) & live(one.low, one.high)) for one in years)
        self._firsts = tuple(_firsts_of_years(connection, selection, code))

    def by_month(self) -> ByMonth:
        """Persons by month."""
        found: ByMonth = {}
        for months, number in self._firsts:
            _add(found, dict.fromkeys(months, number))
        _add(found, corrections(self._merged))
        return {month: number for month, number in found.items() if month >= self._low}

    def distinct(self, months: frozenset[int]) -> int:
        """Distinct persons over *months*: who was new in two years is one person."""
        found = sum(number for firsts, number in self._firsts if not months.isdisjoint(firsts))
        persons = {who for year in self._merged for who, month in year.persons.items() if month in months}
        records = {who for year in self._merged for who, month in year.records.items() if month in months}
        return found + len(persons) - len(records)


def _firsts_of_years(connection: Connection, selection: Selection, code: str) -> Iterator[tuple[frozenset[int], int]]:
    """(months in which somebody was new in a year, how many persons were new in exactly these)."""
    whole, indicator = selection.from_january(), Indicator(Rule.NEW_IN_YEAR, code)
    firsts = [
        func.min(case((s.month.between(year * 100 + 1, year * 100 + 12), s.month))).label(f"y{year}")
        for year in range(whole.low // 100, whole.high // 100 + 1)
    ]
    where = condition(whole, indicator) & person_by_person(whole.low, whole.high)
    each = select(*firsts).where(where).group_by(s.person_id).subquery()
    for *found, number in connection.execute(select(*each.c, func.count()).group_by(*each.c)):
        yield frozenset(month for month in found if month is not None), number


def families(connection: Connection, selection: Selection) -> ByMonth:
    """FAM: households of the persons of the month, each where it belonged when the month ended.

    Somebody who never was in a household is one alone; an anonymous entry is nobody's family. Most people have one
    household and one record: theirs is a plain join, 0.5 s at a million services where a look back for each took 1.7 s.
    """
    came = select(s.month, s.person_id).where(selection.persons, live(selection.low, selection.high)).distinct()
    usual, other = came.subquery(), came.where(s.person_id.in_(_unusual)).subquery()
    homes = union_all(
        select(usual.c.month, func.coalesce(_now.c.household_id, -usual.c.person_id).label("home"))
        .select_from(usual.outerjoin(_now, (_now.c.person_id == usual.c.person_id) & _now.c.until.is_(None)))
        .where(usual.c.person_id.not_in(_unusual)),
        select(other.c.month, _home_at_the_end(other, selection))
        .select_from(other)
        .join(person, person.c.id == other.c.person_id)
        .join(_canonical, _canonical.c.id == person.c.canonical_id),
    ).subquery()
    count = select(homes.c.month, func.count(distinct(homes.c.home))).group_by(homes.c.month)
    found = by_month(connection.execute(count))
    run = (Month.from_number(selection.low).plus(n).number for n in range(length(selection.low, selection.high)))
    return {month: found.get(month, 0) for month in run}


def _home_at_the_end(came: Subquery, selection: Selection) -> ColumnElement[int]:
    """The household of a person when a month ended, or the one that followed it; somebody alone is their own."""
    run = [Month.from_number(selection.low).plus(n) for n in range(length(selection.low, selection.high))]
    end = case({month.number: literal(month.last_day) for month in run}, value=came.c.month)
    member = household_member.c
    home = (
        select(member.household_id)
        .where(member.person_id == _canonical.c.id, member.until.is_(None) | (member.until > end))
        .order_by(member.until.is_(None), member.until)
        .limit(1)
        .correlate(came, _canonical)
        .scalar_subquery()
    )
    return func.coalesce(home, case((_canonical.c.anonymous.is_(false()), -_canonical.c.id)))


def first_of_record(selection: Selection, indicator: Indicator) -> Condition:
    """For the rules of new persons: nothing of the same record counts in an earlier month, ever or of that year."""
    if indicator.rule not in OF_NEW:
        return true()
    every = _ever(selection, indicator)
    counts = [_earlier.c.voided_at.is_(None), read_as(_earlier, condition(every, indicator))]
    if indicator.rule is Rule.NEW_IN_YEAR:
        counts.append(_earlier.c.month > s.month // 100 * 100)
    return ~exists().where(_earlier.c.person_id == s.person_id, _earlier.c.month < s.month, *counts)


def first_of_person(selection: Selection, indicator: Indicator) -> Condition:
    """The same of who has several records: the month counts in which any of them came first."""
    if indicator.rule not in OF_NEW:
        return true()
    every = _ever(selection, indicator)
    run: tuple[ColumnElement[int], ...] = (s.month // 100,) if indicator.rule is Rule.NEW_IN_YEAR else ()
    first = (
        select(_other.c.canonical_id.label("who"), func.min(s.month).label("month"))
        .select_from(service.join(_other, _other.c.id == s.person_id))
        .where(condition(every, indicator) & live(every.low, every.high), s.person_id.in_(concerned))
        .group_by(_other.c.canonical_id, *run)
        .correlate(None)
        .subquery()
    )
    theirs = select(_record.c.id, first.c.month).select_from(first.join(_record, _record.c.canonical_id == first.c.who))
    return tuple_(s.person_id, s.month).in_(theirs.where(_record.c.id.in_(concerned)).correlate(None))


def _ever(selection: Selection, indicator: Indicator) -> Selection:
    """All in which somebody may have come before."""
    return selection.from_january() if indicator.rule is Rule.NEW_IN_YEAR else selection.from_the_beginning()


def _add(found: ByMonth, corrections: ByMonth) -> None:
    for month, number in corrections.items():
        found[month] = found.get(month, 0) + number
