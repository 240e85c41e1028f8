"""Who lives and travels together. A person is in one household at a time; alone is a household of one."""

from dataclasses import dataclass
from datetime import date

from casa_desktop.domain.access import Action
from casa_desktop.domain.errors import Code, Problem, Problems, fault
from casa_desktop.domain.ids import new_id
from casa_desktop.services.context import Context, verb
from casa_desktop.services.people import check_kinship, found_person
from casa_desktop.storage.households import Membership


@dataclass(frozen=True, slots=True)
class JoinHousehold:
    """Somebody moves into the household of another person, whom *with_person* names; *since* None = today."""

    person_uuid: str
    with_person: str
    kinship: str = ""
    head: bool = False
    since: date | None = None


@dataclass(frozen=True, slots=True)
class LeaveHousehold:
    """Somebody leaves and is a household of their own from *on* (None = today)."""

    person_uuid: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class DescribeMember:
    """What somebody is to the head of the household, or that they are the head."""

    person_uuid: str
    kinship: str = ""
    head: bool = False


@verb(Action.PERSON_EDIT)
def join(ctx: Context, command: JoinHousehold) -> str:
    """Moves a person and gives the uuid of the household; repeating it changes nothing. Errors: BAD_CHOICE."""
    moving = found_person(ctx, command.person_uuid)
    target = _membership(ctx, found_person(ctx, command.with_person).id)
    own = _membership(ctx, moving.id)
    if target.household_id == own.household_id:
        return own.household_uuid
    problems = Problems()
    check_kinship(ctx, command.kinship, problems)
    day = _day(ctx, command.since, own, problems)
    problems.raise_if_any()
    households = ctx.work.households
    households.end(own, day)
    households.enter(target.household_id, moving.id, day, command.kinship, head=command.head)
    _tell(ctx, moving.uuid, command.with_person)
    ctx.audit("household.join", moving.code, ("household", "kinship"))
    return target.household_uuid


@verb(Action.PERSON_EDIT)
def leave(ctx: Context, command: LeaveHousehold) -> str:
    """Gives the uuid of the new household of one; nothing happens to who is alone. Errors as in :func:`join`."""
    person = found_person(ctx, command.person_uuid)
    own = _membership(ctx, person.id)
    households = ctx.work.households
    members = households.members(own.household_id, ctx.clock.today(), reserved=True)
    others = [member for member in members if member.code != person.code]
    if not others:
        return own.household_uuid
    problems = Problems()
    day = _day(ctx, command.on, own, problems)
    problems.raise_if_any()
    uuid = new_id()
    households.end(own, day)
    households.enter(households.add(uuid, ctx.stamp), person.id, day, "", head=False)
    _tell(ctx, person.uuid, *(member.person_uuid for member in others))
    ctx.audit("household.leave", person.code, ("household",))
    return uuid


@verb(Action.PERSON_EDIT)
def describe(ctx: Context, command: DescribeMember) -> None:
    """Changes kinship and head of a member. Errors: NOT_FOUND, BAD_CHOICE."""
    person = found_person(ctx, command.person_uuid)
    problems = Problems()
    check_kinship(ctx, command.kinship, problems)
    problems.raise_if_any()
    own = _membership(ctx, person.id)
    ctx.work.households.describe(own, command.kinship, head=command.head)
    members = ctx.work.households.members(own.household_id, ctx.clock.today(), reserved=True)
    _tell(ctx, *(member.person_uuid for member in members))
    ctx.audit("household.describe", person.code, ("kinship", "head"))


def _membership(ctx: Context, person_id: int) -> Membership:
    found = ctx.work.households.current(person_id)
    if found is None:
        raise fault(Code.NOT_FOUND, kind="household")
    return found


def _day(ctx: Context, asked: date | None, own: Membership, problems: Problems) -> date:
    """The first day in the new household: not before the one where the old one began, nor later than today."""
    today = ctx.clock.today()
    day = asked or today
    if day > today:
        problems.extend([Problem(Code.DATE_IN_FUTURE, "since")])
    return max(day, own.since)


def _tell(ctx: Context, *uuids: str) -> None:
    for uuid in uuids:
        ctx.changed("person", uuid)
