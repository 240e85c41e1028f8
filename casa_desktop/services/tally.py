"""«Arqueo del día»: the paper is counted first, then the program tells its own count and the difference."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casa_desktop.domain.access import Action, Role
from casa_desktop.domain.errors import Code, Problems, fault
from casa_desktop.domain.tally import LONGEST_TALLY_NOTE, PERSONS, DaySheet, Tally, TallyRow, check_tally, day_sheet
from casa_desktop.domain.text import taken, tidy_lines
from casa_desktop.domain.visit_views import VisitRow
from casa_desktop.services import visits
from casa_desktop.services.context import Context, verb
from casa_desktop.services.recording import reader, user_id
from casa_desktop.services.visits import DayQuery

MOST_CHECKS = 60


@dataclass(frozen=True, slots=True)
class TallyTypes:
    """Asks what may be counted on paper of *day*."""

    day: date


@dataclass(frozen=True, slots=True)
class CheckDay:
    """The paper's counts of a day: (code, how many), PERSONAS among them. A service left out is none."""

    uuid: str
    day: date
    counts: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class NoteTally:
    """What was found out of a difference."""

    uuid: str
    version: int
    note: str


@dataclass(frozen=True, slots=True)
class PrintTally:
    """A check leaves the program on paper."""

    uuid: str


@dataclass(frozen=True, slots=True)
class DaySheetQuery:
    """Asks for the records of *day* by folio, to hold the paper against them."""

    day: date


@dataclass(frozen=True, slots=True)
class TallyQuery:
    """Asks for the latest checks."""


@dataclass(frozen=True, slots=True)
class TallyRecords:
    """Asks for the attentions of *day* behind one count: a service type, or PERSONAS for all."""

    day: date
    code: str


@verb(Action.TALLY_CHECK)
def types(ctx: Context, query: TallyTypes) -> tuple[str, ...]:
    """The codes of the service types that the actor may see on that day, in the order of the catalogue."""
    seen = reader(ctx).compartments
    everything = Role.COORDINATION in ctx.actor.roles
    kinds = ctx.work.catalog.snapshot().service_types
    mine = (kind for kind in kinds if everything or not kind.compartment or kind.compartment in seen)
    return tuple(kind.code for kind in mine if kind.active_on(query.day))


@verb(Action.TALLY_CHECK)
def check(ctx: Context, command: CheckDay) -> Tally:
    """Keeps the paper's counts beside the program's, and only then tells these; repeating it changes nothing.

    Errors: REQUIRED (PERSONAS), OUT_OF_RANGE, DATE_IN_FUTURE, BAD_CHOICE (an unknown service).
    """
    if (known := ctx.work.paper_in.check(command.uuid)) is not None:
        return known
    counts = dict(command.counts)
    problems = Problems()
    problems.extend(check_tally(command.day, counts, ctx.clock.today()))
    offered = types(ctx, TallyTypes(command.day))
    for code in counts:
        if code not in (PERSONS, *offered):
            problems.add(Code.BAD_CHOICE, code)
    problems.raise_if_any()
    counted = visits.count_of_day(ctx, DayQuery(command.day))
    program = {PERSONS: counted.persons, **dict(counted.services)}
    rows = [TallyRow(code, counts.get(code) or 0, program.get(code, 0)) for code in (PERSONS, *offered)]
    values = {
        "uuid": command.uuid,
        "day": command.day,
        "note": "",
        "complete": counted.complete,
        "checked_at": ctx.stamp,
        "checked_by_id": user_id(ctx),
    }
    ctx.work.paper_in.add_check(values, _telling(rows))
    ctx.audit("tally.check", command.day.isoformat(), tuple(row.code for row in rows if row.difference))
    ctx.changed("tally", command.uuid)
    return _tally(ctx, command.uuid)


def _telling(rows: Iterable[TallyRow]) -> tuple[TallyRow, ...]:
    """PERSONAS, and the services that either of the two counted."""
    return tuple(row for row in rows if row.code == PERSONS or row.paper or row.program)


@verb(Action.TALLY_CHECK)
def note(ctx: Context, command: NoteTally) -> Tally:
    """Writes what was found out. Errors: NOT_FOUND, CONFLICT, TOO_LONG."""
    before = _tally(ctx, command.uuid)
    problems = Problems()
    text = taken(problems, "note", command.note, LONGEST_TALLY_NOTE, tidy_lines)
    problems.raise_if_any()
    if text == before.note:
        return before
    if not ctx.work.paper_in.note_check(command.uuid, command.version, text):
        raise fault(Code.CONFLICT, kind="tally")
    ctx.audit("tally.note", before.day.isoformat(), ("note",))
    ctx.changed("tally", command.uuid)
    return _tally(ctx, command.uuid)


@verb(Action.TALLY_CHECK)
def printed(ctx: Context, command: PrintTally) -> Tally:
    """Gives a check, and enters that it was printed. Errors: NOT_FOUND."""
    found = _tally(ctx, command.uuid)
    ctx.audit("tally.print", found.day.isoformat())
    return found


@verb(Action.TALLY_CHECK)
def sheet(ctx: Context, query: DaySheetQuery) -> DaySheet:
    """The records of a day by folio, as far as the actor may see them; that they leave on paper is entered."""
    ctx.audit("tally.print", query.day.isoformat(), ("sheet",))
    return day_sheet(query.day, visits.of_day(ctx, DayQuery(query.day)))


@verb(Action.TALLY_CHECK)
def checks(ctx: Context, query: TallyQuery) -> tuple[Tally, ...]:
    """The latest checks; a count of everything only for who may count everything."""
    return ctx.work.paper_in.checks(Role.COORDINATION in ctx.actor.roles, MOST_CHECKS)


@verb(Action.TALLY_CHECK)
def records(ctx: Context, query: TallyRecords) -> tuple[VisitRow, ...]:
    """The attentions of a day that hold a service of that type, as far as the actor may see them."""
    rows = visits.of_day(ctx, DayQuery(query.day))
    if query.code == PERSONS:
        return rows
    return tuple(row for row in rows if any(service.type == query.code for service in row.services))


def _tally(ctx: Context, uuid: str) -> Tally:
    found = ctx.work.paper_in.check(uuid)
    if found is None or (found.complete and Role.COORDINATION not in ctx.actor.roles):
        raise fault(Code.NOT_FOUND, kind="tally")
    return found
