"""What the dashboard counts beside the monthly table, each by one statement that gives totals and no person."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Integer,
    String,
    and_,
    case,
    distinct,
    func,
    null,
    or_,
    select,
    type_coerce,
)

from casa_desktop.domain.ages import BandSet, bands
from casa_desktop.domain.periods import Month
from casa_desktop.domain.transfers import Step
from casa_desktop.storage.selection import Condition, Selection, live
from casa_desktop.storage.tables import person, service, service_type, visit
from casa_desktop.storage.transfer_tables import transfer, transfer_step

s = service.c
_known = person.alias("known")
_whole = person.alias("whole")
_holding = service.alias("holding")
_typed = service.join(service_type, service_type.c.id == s.service_type_id)
_QUANTITY = case((service_type.c.by_quantity, s.quantity), else_=1)


def _number(day: ColumnElement[Any]) -> ColumnElement[int]:
    """A date as ``YYYYMMDD``: full years between two are the difference by 10,000, as ``domain.ages`` counts them."""
    return func.replace(type_coerce(day, String), "-", "").cast(Integer)


class Dashboards:
    """Reads totals of one month."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def people(
        self, selection: Selection, month: int, which: BandSet
    ) -> Sequence[tuple[str, str, int | None, bool, int]]:
        """(sex, country or empty, first year of the band or None, whether the age lies across two bands, persons).

        A person is as old as on the day of their first service in the month, as a breakdown has it.
        """
        first = (
            select(_known.c.canonical_id.label("who"), func.min(s.date).label("day"))
            .select_from(service.join(_known, _known.c.id == s.person_id))
            .where(selection.persons & live(month, month))
            .group_by(_known.c.canonical_id)
            .subquery("first")
        )
        p = _whole.c
        # Step by step, each worked out once: what is made of a day, and of an age, names it many times.
        came = (
            select(
                p.sex,
                func.coalesce(p.country, "").label("country"),
                p.age_from,
                p.age_to,
                _number(first.c.day).label("day"),
                _number(p.birth_date).label("born"),
                _number(p.age_stated_on).label("stated"),
            )
            .select_from(first.join(_whole, p.id == first.c.who))
            .cte("came")
            .prefix_with("MATERIALIZED")
        )
        aged = select(came.c.sex, came.c.country, *_ages(came)).cte("aged").prefix_with("MATERIALIZED")
        band = _band(aged.c.low, aged.c.high, which)
        what = (aged.c.sex, aged.c.country, band, and_(aged.c.low.is_not(None), band.is_(None)))
        asked = select(*what, func.count()).group_by(*what)
        return [(r[0], r[1], r[2], bool(r[3]), int(r[4])) for r in self._connection.execute(asked)]

    def sheets(self, month: int) -> Sequence[str]:
        """The planillas that services of the month name, as they were typed."""
        asked = select(s.sheet).where(live(month, month), s.sheet != "").distinct()
        return self._connection.execute(asked).scalars().all()

    def moments(
        self, selection: Selection, month: int, paper: Sequence[str], without: Iterable[str] = ()
    ) -> Sequence[tuple[date, str, bool, int]]:
        """(date of the service, UTC hour ``YYYY-MM-DDTHH`` at which it was written, whether it came from paper or late,
        services) of those that count, but for the types in *without*; *paper* are planillas that were passed."""
        written, after = _moment(paper)
        asked = (
            select(s.date, written, after, func.sum(_QUANTITY))
            .select_from(_typed)
            .where(_of_month(selection, month, without))
            .group_by(s.date, written, after)
        )
        return [(r[0], r[1], bool(r[2]), int(r[3])) for r in self._connection.execute(asked)]

    def at_moments(
        self, selection: Selection, month: int, paper: Sequence[str], without: Iterable[str] = ()
    ) -> Sequence[tuple[date, str, bool, int, int]]:
        """The same one by one, the key of the service last."""
        asked = (
            select(s.date, *_moment(paper), _QUANTITY, s.id)
            .select_from(_typed)
            .where(_of_month(selection, month, without))
        )
        return [(r[0], r[1], bool(r[2]), int(r[3]), int(r[4])) for r in self._connection.execute(asked)]

    def travelled(self, month: Month) -> Sequence[tuple[str, str, str, int]]:
        """(country, municipality, city, persons) of the journeys of the month, the most first."""
        people = func.count(distinct(_known.c.canonical_id))
        where = (transfer.c.country, transfer.c.municipality, transfer.c.city)
        asked = (
            select(*where, people)
            .select_from(
                transfer_step.join(transfer, transfer.c.id == transfer_step.c.transfer_id)
                .join(_holding, _holding.c.id == transfer_step.c.service_id)
                .join(service, s.activity == _holding.c.uuid)
                .join(_known, _known.c.id == s.person_id)
            )
            .where(
                transfer_step.c.step == str(Step.TRAVELLED),
                transfer_step.c.day.between(month.first_day, month.last_day),
                transfer_step.c.undone_at.is_(None),
                _holding.c.voided_at.is_(None),
                s.activity.is_not(None),
                live(month.number, month.number),
            )
            .group_by(*where)
            .order_by(people.desc(), *where)
        )
        return [(r[0], r[1], r[2], int(r[3])) for r in self._connection.execute(asked)]

    def bound_for(self, month: Month, without: Collection[int] = ()) -> Sequence[tuple[str, int]]:
        """(what was written as destination, attentions) of the attentions of the month in which something counts that
        is not of a type, by key, in *without*."""
        held = select(s.id).where(s.visit_id == visit.c.id, _live_but(without)).correlate(visit).exists()
        asked = (
            select(visit.c.destination, func.count())
            .where(visit.c.date.between(month.first_day, month.last_day), visit.c.destination != "", held)
            .group_by(visit.c.destination)
        )
        return [(r[0], int(r[1])) for r in self._connection.execute(asked)]


def bound_to(month: Month, written: Sequence[str], without: Collection[int] = ()) -> Condition:
    """The services of the attentions that :meth:`Dashboards.bound_for` counts, of which one of *written* was said."""
    said = select(visit.c.id).where(
        visit.c.date.between(month.first_day, month.last_day), visit.c.destination.in_(written)
    )
    return s.visit_id.in_(said) & _live_but(without)


def _live_but(without: Collection[int]) -> Condition:
    return s.voided_at.is_(None) & s.service_type_id.not_in(sorted(without))


def _moment(paper: Sequence[str]) -> tuple[ColumnElement[str], Condition]:
    """The UTC hour at which a service was written, and whether it came from one of *paper* or late."""
    return func.substr(s.created_at, 1, 13), or_(s.late, s.sheet.in_(paper)) if paper else s.late


def _of_month(selection: Selection, month: int, without: Iterable[str]) -> Condition:
    apart = [s.service_type_id != selection.key(code) for code in without]
    return and_(selection.rows & live(month, month), *apart)


def _ages(came: CTE) -> tuple[ColumnElement[int], ColumnElement[int]]:
    """The least and the greatest full years: ``domain.ages.Age.on`` in SQL; a test holds one to the other."""
    c = came.c
    later, earlier = c.day - c.stated, c.stated - c.day
    passed, back = later // 10_000, earlier // 10_000
    untold = or_(c.age_from.is_(None), c.stated.is_(None))
    low: ColumnElement[int] = case(
        (c.born <= c.day, (c.day - c.born) // 10_000),
        (or_(c.born.is_not(None), untold), null()),
        (later >= 0, c.age_from + passed),
        (c.age_to < back, null()),
        (c.age_from - back < _some(earlier), 0),
        else_=c.age_from - back - _some(earlier),
    )
    high: ColumnElement[int] = case(
        (c.born.is_not(None), (c.day - c.born) // 10_000),
        (later >= 0, c.age_to + passed + _some(later)),
        else_=c.age_to - back,
    )
    return low.label("low"), high.label("high")


def _some(difference: ColumnElement[int]) -> ColumnElement[int]:
    """1 unless the two days are a whole number of years apart."""
    return case((difference % 10_000 == 0, 0), else_=1)


def _band(low: ColumnElement[int], high: ColumnElement[int], which: BandSet) -> ColumnElement[int]:
    """The first year of the band that holds the whole range; null where none does."""
    held = [
        (low >= band.first if band.last is None else and_(low >= band.first, high <= band.last), band.first)
        for band in bands(which)
    ]
    return case(*held, else_=null())
