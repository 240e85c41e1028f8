"""Follow-ups: planned, looked at by day and week, done or put off. Psychology's own are seen by psychology alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, unique

from casa_desktop.domain.access import PERMISSIONS, Action, Role
from casa_desktop.domain.errors import Code, Problems, fault
from casa_desktop.domain.followups import (
    LONGEST_NOTE,
    LONGEST_REASON,
    WHO_PLANS,
    Agenda,
    AgendaDay,
    DueCount,
    FollowUpRow,
    FollowUpState,
    Owner,
)
from casa_desktop.domain.text import taken, tidy_lines
from casa_desktop.domain.workdays import DayFacts, day_facts, week_of
from casa_desktop.services.calendar import colombian_holidays
from casa_desktop.services.context import Context, verb
from casa_desktop.services.recording import reader, user_id
from casa_desktop.services.sealed_texts import opened_texts, own_compartment, shut
from casa_desktop.storage.followups import StoredFollowUp, Which

_BOX, _NOTE_BOX = "follow_up", "follow_up_note"


@dataclass(frozen=True, slots=True)
class Schedule:
    """A follow-up of a person. *owner* empty = who plans it; *service_uuid* is the service it comes from, or empty."""

    uuid: str
    person_uuid: str
    due: date
    reason: str
    owner: Owner = WHO_PLANS
    private: bool = False
    service_uuid: str = ""


@unique
class Show(StrEnum):
    """Which lines of the agenda."""

    OVERDUE = "overdue"
    DAY = "day"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class AgendaQuery:
    """Asks for the week around *day* and the lines of *show*; *mine*: only what the actor answers for."""

    day: date
    show: Show = Show.DAY
    mine: bool = False


@dataclass(frozen=True, slots=True)
class PersonQuery:
    """Asks for what is pending for a person, or for *every* follow-up."""

    person_uuid: str
    every: bool = False


@dataclass(frozen=True, slots=True)
class LookQuery:
    """Asks what day that is."""

    date: date


@dataclass(frozen=True, slots=True)
class CountQuery:
    """Asks how many wait."""


@dataclass(frozen=True, slots=True)
class OwnersQuery:
    """Asks who may answer for a follow-up."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may answer for a follow-up."""

    uuid: str
    full_name: str
    roles: frozenset[Role]
    mine: bool = False
    """Whether it is the actor."""


@dataclass(frozen=True, slots=True)
class Settle:
    """What came of a follow-up; PENDING opens it again. *uuid* is the step's own, so that it is written once."""

    uuid: str
    follow_up_uuid: str
    version: int
    state: FollowUpState
    note: str = ""


@dataclass(frozen=True, slots=True)
class Postpone:
    """Another day for it."""

    uuid: str
    follow_up_uuid: str
    version: int
    due: date
    note: str = ""


@verb(Action.FOLLOW_UP_WRITE)
def schedule(ctx: Context, command: Schedule) -> FollowUpRow:
    """Plans a follow-up. A Sunday or a holiday is allowed: who plans it was told. Repeating it changes nothing.

    Errors: REQUIRED and TOO_LONG (reason), DATE_TOO_OLD (due), BAD_CHOICE (owner, private), NOT_FOUND (person),
    NEEDS_COMPARTMENT_KEY.
    """
    if ctx.work.follow_ups.known(command.uuid):
        return _shown(ctx, _stored(ctx, command.uuid))
    problems = Problems()
    reason = taken(problems, "reason", command.reason, LONGEST_REASON, tidy_lines, required=True)
    _check_due(problems, ctx, command.due)
    problems.raise_if_any()
    person = ctx.work.people.whole(command.person_uuid)
    if person is None or (person.reserved and not ctx.actor.may(Action.PERSON_RESERVE)):
        raise fault(Code.NOT_FOUND, "person_uuid", kind="person")
    compartment = own_compartment(ctx, private=command.private)
    owner_id, owner_role = _owner(ctx, command.owner, private=command.private)
    origin = ctx.work.visits.stored(command.service_uuid) if command.service_uuid else None
    key = ctx.work.follow_ups.add(
        {
            "uuid": command.uuid,
            "person_id": person.id,
            "due": command.due,
            "reason": "" if compartment else reason,
            "owner_id": owner_id,
            "owner_role": owner_role,
            "service_id": origin.id if origin else None,
            "compartment": compartment or None,
            "sealed": shut(ctx, compartment, _BOX, command.uuid, {"reason": reason}) if compartment else None,
            "state": str(FollowUpState.PENDING),
            "created_at": ctx.stamp,
            "created_by_id": user_id(ctx),
        }
    )
    _write_event(ctx, key, command.uuid, FollowUpState.PENDING, command.due, "", compartment)
    # By its own name: of a private one, the code of the person would tell who comes to psychology.
    ctx.audit("follow_up.plan", command.uuid, ("due", "reason", "owner"))
    ctx.changed("follow_up", command.uuid)
    return _shown(ctx, _stored(ctx, command.uuid))


@verb(Action.FOLLOW_UP_VIEW)
def agenda(ctx: Context, query: AgendaQuery) -> Agenda:
    """The week around a day with its Sundays and holidays, and the lines asked for; only what the actor may see."""
    who, today, days = reader(ctx), ctx.clock.today(), week_of(query.day)
    pending = ctx.work.follow_ups.by_day(days[0], days[-1], who)
    which = {
        Show.OVERDUE: Which(None, today - timedelta(days=1), pending=True),
        Show.DAY: Which(query.day, query.day),
        Show.WEEK: Which(days[0], days[-1]),
    }[query.show]
    if query.mine:
        which = Which(which.first, which.last, which.pending, ctx.actor.uuid, ctx.actor.roles)
    return Agenda(
        tuple(AgendaDay(day_facts(day, colombian_holidays), pending.get(day, 0)) for day in days),
        tuple(_shown(ctx, stored) for stored in ctx.work.follow_ups.rows(which, who)),
        _count(ctx),
    )


@verb(Action.FOLLOW_UP_VIEW)
def of_person(ctx: Context, query: PersonQuery) -> tuple[FollowUpRow, ...]:
    """What is pending for a person (or all that ever was), the earliest first."""
    which = Which(pending=not query.every, person_uuid=query.person_uuid)
    return tuple(_shown(ctx, stored) for stored in ctx.work.follow_ups.rows(which, reader(ctx)))


@verb(Action.FOLLOW_UP_VIEW)
def count(ctx: Context, query: CountQuery) -> DueCount:
    """What is overdue and what is for today, of what the actor may see."""
    return _count(ctx)


@verb(Action.FOLLOW_UP_VIEW)
def look_at(ctx: Context, query: LookQuery) -> DayFacts:
    """Whether the desk attends on a day, and the first day on which it does."""
    return day_facts(query.date, colombian_holidays)


@verb(Action.FOLLOW_UP_VIEW)
def owners(ctx: Context, query: OwnersQuery) -> tuple[Candidate, ...]:
    """Active users who see follow-ups, the actor first and the others by name."""
    mine, users = ctx.actor.uuid, (u for u in ctx.work.users.all() if u.active)
    found = (Candidate(u.uuid, u.full_name, frozenset(map(Role, u.roles)), u.uuid == mine) for u in users)
    able = (each for each in found if not each.roles.isdisjoint(PERMISSIONS[Action.FOLLOW_UP_VIEW]))
    return tuple(sorted(able, key=lambda each: not each.mine))


@verb(Action.FOLLOW_UP_WRITE)
def settle(ctx: Context, command: Settle) -> FollowUpRow:
    """Writes what came of it, or opens it again. Errors: NOT_FOUND, CONFLICT, NEEDS_REASON (cancelled), TOO_LONG."""
    stored = _stored(ctx, command.follow_up_uuid)
    problems = Problems()
    note = taken(problems, "note", command.note, LONGEST_NOTE, tidy_lines)
    if command.state is FollowUpState.CANCELLED and not note:
        problems.add(Code.NEEDS_REASON, "note")
    problems.raise_if_any()
    closed = None if command.state is FollowUpState.PENDING else ctx.clock.today()
    values = {"state": str(command.state), "closed_on": closed}
    return _change(ctx, stored, command, values, command.state, stored.due, note)


@verb(Action.FOLLOW_UP_WRITE)
def postpone(ctx: Context, command: Postpone) -> FollowUpRow:
    """Gives it another day, or the one that it had before. Errors: NOT_FOUND, CONFLICT, DATE_TOO_OLD, TOO_LONG."""
    stored = _stored(ctx, command.follow_up_uuid)
    problems = Problems()
    note = taken(problems, "note", command.note, LONGEST_NOTE, tidy_lines)
    if command.due not in ctx.work.follow_ups.dues(stored.id):
        _check_due(problems, ctx, command.due)
    problems.raise_if_any()
    values = {"due": command.due, "state": str(FollowUpState.PENDING), "closed_on": None}
    return _change(ctx, stored, command, values, FollowUpState.PENDING, command.due, note)


def _change(
    ctx: Context,
    stored: StoredFollowUp,
    command: Settle | Postpone,
    values: Mapping[str, object],
    state: FollowUpState,
    due: date,
    note: str,
) -> FollowUpRow:
    if not ctx.work.follow_ups.has_event(command.uuid):
        if not ctx.work.follow_ups.change(stored, command.version, values):
            raise fault(Code.CONFLICT, kind="follow_up")
        _write_event(ctx, stored.id, command.uuid, state, due, note, stored.compartment)
        ctx.audit("follow_up.change", stored.uuid, tuple(sorted(values)))
        ctx.changed("follow_up", stored.uuid)
    return _shown(ctx, _stored(ctx, stored.uuid))


def _check_due(problems: Problems, ctx: Context, due: date) -> None:
    if due < ctx.clock.today():
        problems.add(Code.DATE_TOO_OLD, "due", limit=ctx.clock.today())


def _owner(ctx: Context, owner: Owner, *, private: bool) -> tuple[int | None, str | None]:
    """Keys of who answers: somebody who can see it. BAD_CHOICE otherwise."""
    able = frozenset({Role.PSYCHOLOGY}) if private else PERMISSIONS[Action.FOLLOW_UP_VIEW]
    if owner.role is not None:
        if owner.role not in able:
            raise fault(Code.BAD_CHOICE, "owner")
        return None, str(owner.role)
    if not owner.user_uuid:
        return user_id(ctx), None
    user = ctx.work.users.by_uuid(owner.user_uuid)
    if user is None or not user.active or able.isdisjoint(map(Role, user.roles)):
        raise fault(Code.BAD_CHOICE, "owner")
    return user.id, None


def _write_event(
    ctx: Context, key: int, uuid: str, state: FollowUpState, due: date, note: str, compartment: str
) -> None:
    sealed = shut(ctx, compartment, _NOTE_BOX, uuid, {"note": note}) if compartment and note else None
    values = {"uuid": uuid, "follow_up_id": key, "state": str(state), "due": due}
    values |= {"note": "" if compartment else note, "sealed": sealed, "at": ctx.stamp, "by_id": user_id(ctx)}
    ctx.work.follow_ups.add_event(values)


def _stored(ctx: Context, uuid: str) -> StoredFollowUp:
    found = ctx.work.follow_ups.one(uuid, reader(ctx))
    if found is None:
        raise fault(Code.NOT_FOUND, kind="follow_up")
    return found


def _count(ctx: Context) -> DueCount:
    return DueCount(*ctx.work.follow_ups.due(ctx.clock.today(), reader(ctx)))


def _shown(ctx: Context, stored: StoredFollowUp) -> FollowUpRow:
    reason: str | None = stored.reason
    note: str | None = stored.note
    if stored.sealed is not None:
        box = opened_texts(ctx, stored.compartment, _BOX, stored.uuid, stored.sealed)
        reason = box.get("reason", "") if box is not None else None
    if stored.sealed_note is not None:
        box = opened_texts(ctx, stored.compartment, _NOTE_BOX, stored.event, stored.sealed_note)
        note = box.get("note", "") if box is not None else None
    return FollowUpRow(
        uuid=stored.uuid,
        version=stored.version,
        due=stored.due,
        person_uuid=stored.person_uuid,
        person_code=stored.person_code,
        person_name=stored.person_name,
        reason=reason or "",
        owner=stored.owner,
        owner_name=stored.owner_name,
        origin=stored.origin,
        state=stored.state,
        note=note or "",
        closed_on=stored.closed_on,
        postponed=stored.postponed,
        private=bool(stored.compartment),
        readable=reason is not None and note is not None,
    )
