"""What coordination tells others: the day in a message, the week on one page, the month in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from casa_desktop.domain.access import Action, Compartment
from casa_desktop.domain.breakdowns import Breakdown, Request
from casa_desktop.domain.counted import Counted, Dimension
from casa_desktop.domain.counting import Counting
from casa_desktop.domain.days import Concept
from casa_desktop.domain.errors import Code, Problems, fault
from casa_desktop.domain.indicators import Indicator, RowChoice, Rule, TotalMode
from casa_desktop.domain.leaving import Way
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.scope import Scope
from casa_desktop.domain.summaries import (
    LONGEST_WEEK_NOTE,
    PERSONS,
    WEEK,
    WEEK_PARTS,
    DaySummary,
    MonthPage,
    WeekNote,
    WeekOrigin,
    WeekPartOrigin,
    WeekReport,
    Weeks,
    monday,
    stock_alerts,
    to_be_told,
    week_of,
)
from casa_desktop.domain.text import taken, tidy_lines
from casa_desktop.domain.transfers import Totals
from casa_desktop.services import breakdowns, statistics, visits
from casa_desktop.services.basis import Basis, of_services
from casa_desktop.services.breakdowns import order_of
from casa_desktop.services.context import Context, verb
from casa_desktop.services.days import basis_of, came_before, require_records, standing, tried_between
from casa_desktop.services.recording import user_id
from casa_desktop.services.statistics import MOST_ROWS, TableRequest
from casa_desktop.services.stock import stock_of
from casa_desktop.services.visits import DayQuery

MONTHS = 12
"""Before the month of the page."""
_ALONE = (Rule.PERSONS, Rule.NEW_PERSONS, Rule.VISITS, Rule.FAMILIES)


@dataclass(frozen=True, slots=True)
class WeekQuery:
    """The week of *day*, up to today."""

    day: date


@dataclass(frozen=True, slots=True)
class KeepWeekNote:
    """Keeps the notes of the week of *day*, over the version of them that was seen (0: there were none)."""

    day: date
    text: str
    version: int = 0


@dataclass(frozen=True, slots=True)
class MonthQuery:
    """A month, beside the one before it."""

    month: Month


@dataclass(frozen=True, slots=True)
class SummaryExported:
    """A summary left the program. *what* is ``day``, ``week`` or ``month``, *of* its first day, *way* as it went."""

    what: Literal["day", "week", "month"]
    of: date
    way: Way


@verb(Action.VISIT_TODAY)
def of_day(ctx: Context, query: DayQuery) -> DaySummary:
    """A day to be told in a message: what the actor's own running count says, and no service that points at somebody.

    Coordination is told who was new as well. Others count what they see; how many of those are new would tell of
    attentions that they do not see.
    """
    count, catalog, day = visits.count_of_day(ctx, query), ctx.work.catalog.snapshot(), query.date
    new = _new(ctx, tried_between(ctx, day, day), day) if count.complete else None
    return to_be_told(day, count, new, catalog)


@verb(Action.REPORT_EXPORT)
def week(ctx: Context, query: WeekQuery) -> WeekReport:
    """The week beside the one before, and how the stock stands today. While it lasts, both end on the same weekday.

    Errors: DATE_IN_FUTURE (it has not begun), WEEK_LASTS (it has not ended, for who does not count the passes: from day
    to day it would tell who was in the private room).
    """
    first, today = monday(query.day), ctx.clock.today()
    if first > today:
        raise fault(Code.DATE_IN_FUTURE, "day")
    if first + WEEK > today and not ctx.actor.may(Action.PASS_COUNT):
        raise fault(Code.WEEK_LASTS, "day")
    until = min(first + WEEK - timedelta(days=1), today)
    spans = ((first, until), (first - WEEK, until - WEEK))
    this, last = (_travelled(ctx, *span) for span in spans)
    return week_of(
        _weeks(ctx, first, until),
        order_of(ctx.work.catalog.snapshot(), Period(Month.of(first), Month.of(until))),
        transfers=(this, last),
        stock=stock_alerts(stock_of(ctx), today),
        provisional=bool(standing(ctx, first, until).provisional),
        note=_note(ctx, first),
    )


@verb(Action.REPORT_DEFINE)
def keep_note(ctx: Context, command: KeepWeekNote) -> WeekNote:
    """Keeps the notes of a week for whoever may see its report; empty ones say nothing any more. Repeating it changes
    nothing. Errors: DATE_IN_FUTURE (the week has not begun), TOO_LONG, BAD_TEXT, CONFLICT."""
    week, problems = monday(command.day), Problems()
    text = taken(problems, "notes", command.text, LONGEST_WEEK_NOTE, tidy_lines)
    if week > ctx.clock.today():
        problems.add(Code.DATE_IN_FUTURE, "day")
    problems.raise_if_any()
    stands = _note(ctx, week)
    if stands.text == text:
        return stands
    written = ctx.work.week_notes.put(week, command.version, text=text, at=ctx.stamp, user_id=user_id(ctx))
    if not written:
        raise fault(Code.CONFLICT, kind="week_note")
    ctx.audit("week.note", f"week:{week}", ("text",))
    ctx.changed("week_note", str(week))
    return _note(ctx, week)


def basis(ctx: Context, origin: WeekOrigin) -> Basis:
    """What a number of a week counts. Errors: FORBIDDEN for who may not see what stands behind numbers of any days, and
    for a service that is not told by name."""
    require_records(ctx)
    picked = _weeks(ctx, origin.first, origin.until).behind(origin)
    ago = WEEK if origin.before else timedelta()
    period = Period(Month.of(origin.first - ago), Month.of(origin.until - ago))
    return basis_of(origin.concept, picked, period, f"week:{origin.first - ago}", origin.service)


def part_basis(ctx: Context, origin: WeekPartOrigin) -> Basis:
    """What a line of a week's profiles or countries counts. Errors: FORBIDDEN, also for who they are otherwise."""
    require_records(ctx)
    if origin.dimension not in WEEK_PARTS:
        raise fault(Code.FORBIDDEN, action=str(Action.REPORT_EXPORT))
    people = _weeks(ctx, origin.first, origin.until).now.pick(Concept.PERSONS)
    months, by = origin.scope.months, (str(origin.dimension),)
    return of_services(origin.scope.among(people), months, f"week:{origin.first}", by, of_persons=True)


@verb(Action.REPORT_EXPORT)
def month(ctx: Context, query: MonthQuery) -> MonthPage:
    """The month with the twelve before it, as the desk's table counts them, and who came in it."""
    period = Period(query.month.plus(-MONTHS), query.month)
    return MonthPage(
        table=statistics.table(ctx, TableRequest(period, _rows(ctx), TotalMode.DISTINCT)),
        ages=_apart(ctx, query.month, Dimension.AGE, Dimension.SEX),
        countries=_apart(ctx, query.month, Dimension.COUNTRY),
        profiles=_apart(ctx, query.month, Dimension.PROFILE),
    )


@verb(Action.VISIT_TODAY)
def copied(ctx: Context, command: SummaryExported) -> None:
    """Enters into the audit that the summary of a day went to the clipboard, which whoever sees it may copy."""
    _enter(ctx, command)


@verb(Action.REPORT_EXPORT)
def exported(ctx: Context, command: SummaryExported) -> None:
    """Enters into the audit that a summary was printed, saved or copied."""
    _enter(ctx, command)


def _enter(ctx: Context, command: SummaryExported) -> None:
    ctx.audit("report.export", f"{command.what}:{command.of}", (str(command.way),))


def _note(ctx: Context, week: date) -> WeekNote:
    row = ctx.work.week_notes.of(week)
    return WeekNote(week) if row is None else WeekNote(week, row.text, row.version, row.at, row.by)


def _weeks(ctx: Context, first: date, until: date) -> Weeks:
    tried = tried_between(ctx, first - WEEK, until)
    known = _known(ctx, tried, first), _known(ctx, tried, first - WEEK)
    return Weeks.of(first, until, tried, known, ctx.work.catalog.snapshot())


def _travelled(ctx: Context, first: date, last: date) -> Totals:
    travels = ctx.work.transfers
    return travels.totals_of([each for journeys in travels.journeys(first, last).values() for each in journeys])


def _people(ctx: Context, tried: Sequence[Counted]) -> list[Counted]:
    counting = Counting(ctx.work.catalog.snapshot())
    return counting.of_persons(counting.services(tried))


def _known(ctx: Context, tried: Sequence[Counted], day: date) -> frozenset[int]:
    """Those of *tried* who had come before *day*."""
    return came_before(ctx, frozenset(each.person for each in _people(ctx, tried)), day)


def _new(ctx: Context, tried: Sequence[Counted], day: date) -> int:
    return len({each.person for each in _people(ctx, tried)} - _known(ctx, tried, day))


def _rows(ctx: Context) -> tuple[RowChoice, ...]:
    """Persons, who is new, attentions and families; then the services of each type that a report may name."""
    kinds = ctx.work.catalog.snapshot().service_types
    services = [kind for kind in kinds if kind.compartment != Compartment.PROTECTION]
    rows = [RowChoice(Indicator(rule), str(rule)) for rule in _ALONE]
    rows += [RowChoice(Indicator(Rule.SERVICES, kind.code), kind.name) for kind in services]
    return tuple(rows[:MOST_ROWS])


def _apart(ctx: Context, of: Month, rows: Dimension, columns: Dimension | None = None) -> Breakdown:
    return breakdowns.breakdown(ctx, Request(PERSONS, Scope.of(Period(of, of)), rows, columns))
