"""Who comes for the first time, and families: counts that need more than the rows of their own month."""

from collections.abc import Callable

from sqlalchemy import Connection, Select, Subquery, case, distinct, false, func, select, union_all

from casa_desktop.domain.indicators import Indicator, Rule
from casa_desktop.domain.periods import Month
from casa_desktop.storage.merged import Merged
from casa_desktop.storage.selection import (
    ByMonth,
    Condition,
    Selection,
    by_month,
    condition,
    live,
    person_by_person,
)
from casa_desktop.storage.tables import household_member, person, service

s = service.c


def new_ever(connection: Connection, selection: Selection, merged: Merged) -> ByMonth:
    """PER-NUE: persons by the month of their first service since the beginning."""
    whole = selection.from_the_beginning()
    where = whole.persons & person_by_person(whole.low, whole.high)
    found = _counted(connection, _firsts([where]))
    _add(found, merged.firsts([whole.persons & live(whole.low, whole.high)]))
    return {month: number for month, number in found.items() if month >= selection.low}


def new_in_year(connection: Connection, selection: Selection, code: str, merged: Merged) -> ByMonth:
    """PER-NUE-A: persons by the month of their first service of the calendar year, of the type *code* if given."""
    found = _counted(connection, _firsts(_years(selection, code, person_by_person)))
    _add(found, merged.firsts(_years(selection, code, live)))
    return {month: number for month, number in found.items() if month >= selection.low}


def distinct_new_in_year(
    connection: Connection, selection: Selection, code: str, months: frozenset[int], merged: Merged
) -> int:
    """Distinct persons of :func:`new_in_year` over *months*: who was new in two years is one person."""
    each = _firsts(_years(selection, code, person_by_person))
    count = select(func.count(distinct(each.c.person))).where(each.c.month.in_(sorted(months)))
    return int(connection.execute(count).scalar_one()) + merged.persons_of_firsts(_years(selection, code, live), months)


def families(connection: Connection, selection: Selection) -> ByMonth:
    """FAM: households of the persons of the month, each where it belonged when the month ended.

    Somebody who never was in a household is one alone; an anonymous entry is nobody's family.
    """
    canonical = person.alias("canonical")
    found: ByMonth = {}
    month = Month.from_number(selection.low)
    while month.number <= selection.high:
        here = selection.persons & live(month.number, month.number)
        attended = select(s.person_id).where(here).distinct().subquery()
        later = household_member.c.until.is_(None) | (household_member.c.until > month.last_day)
        home = (
            select(household_member.c.household_id)
            .where(household_member.c.person_id == canonical.c.id, later)
            .order_by(household_member.c.until.is_(None), household_member.c.until)
            .limit(1)
            .scalar_subquery()
        )
        alone = case((canonical.c.anonymous.is_(false()), -canonical.c.id))
        count = (
            select(func.count(distinct(func.coalesce(home, alone))))
            .select_from(attended)
            .join(person, person.c.id == attended.c.person_id)
            .join(canonical, canonical.c.id == person.c.canonical_id)
        )
        found[month.number] = int(connection.execute(count).scalar_one())
        month = month.plus(1)
    return found


def _years(selection: Selection, code: str, run: Callable[[int, int], Condition]) -> list[Condition]:
    """One condition for each calendar year that *selection* touches, from its January on."""
    chosen = [selection.year(year) for year in range(selection.low // 100, selection.high // 100 + 1)]
    indicator = Indicator(Rule.NEW_IN_YEAR, code)
    return [condition(one, indicator) & run(one.low, one.high) for one in chosen]


def _firsts(wheres: list[Condition]) -> Subquery:
    """(person, month of the first row) for each condition."""
    first = func.min(s.month).label("month")
    parts: list[Select[tuple[int, int]]] = [
        select(s.person_id.label("person"), first).where(where).group_by(s.person_id) for where in wheres
    ]
    return parts[0].subquery() if len(parts) == 1 else union_all(*parts).subquery()


def _counted(connection: Connection, each: Subquery) -> ByMonth:
    return by_month(connection.execute(select(each.c.month, func.count()).group_by(each.c.month)))


def _add(found: ByMonth, corrections: ByMonth) -> None:
    for month, number in corrections.items():
        found[month] = found.get(month, 0) + number
