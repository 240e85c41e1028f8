"""A whole family in one act: those who are new are registered, those who are known move in, all of them or nobody."""

from dataclasses import dataclass, replace

from casa_desktop.domain.access import Action
from casa_desktop.domain.errors import CasaError, Code, Problem, Problems, fault
from casa_desktop.services import households, people
from casa_desktop.services.context import Context, verb
from casa_desktop.services.households import DescribeMember, JoinHousehold
from casa_desktop.services.people import RegisterPerson, found_person

HEAD = "JEFE"
"""The kinship of who heads the household."""
MOST_MEMBERS = 30


@dataclass(frozen=True, slots=True)
class FamilyMember:
    """Somebody new, or somebody *known* by their uuid. *kinship* is a code, towards the head."""

    person: RegisterPerson | None = None
    known: str = ""
    kinship: str = ""


@dataclass(frozen=True, slots=True)
class RegisterFamily:
    """Who lives or travels together, the head first. *household_uuid* is the client's; a known head keeps their own."""

    household_uuid: str
    members: tuple[FamilyMember, ...]


@dataclass(frozen=True, slots=True)
class FamilyRegistered:
    """The family as it is now. *joined* of its members were known before."""

    household_uuid: str
    head: str
    members: tuple[str, ...]
    joined: int = 0


@verb(Action.PERSON_REGISTER)
def register(ctx: Context, command: RegisterFamily) -> FamilyRegistered:
    """Registers a family. Repeating it changes nothing.

    Errors: those of each member as ``members[2].age``, all at once; FORBIDDEN where somebody known would move and the
    actor may not change persons.
    """
    problems = Problems()
    _check(command, problems)
    problems.raise_if_any()
    uuids: list[str] = []
    first, household = command.members[0], command.household_uuid
    head = first.person.uuid if first.person is not None else first.known
    for index, member in enumerate(command.members):
        if problems and member.known:
            continue  # nothing of this will stay, and whose family it would be may be what is wrong
        try:
            uuid, household = _take_in(ctx, member, household, head if index else "")
        except CasaError as error:
            if error.code in (Code.FORBIDDEN, Code.NEEDS_COMPARTMENT_KEY):
                raise
            problems.extend(_placed(problem, index) for problem in error.problems)
            continue
        uuids.append(uuid)
    problems.raise_if_any()
    joined = sum(1 for member in command.members if member.known)
    return FamilyRegistered(household, head, tuple(uuids), joined)


def _check(command: RegisterFamily, problems: Problems) -> None:
    if not 1 <= len(command.members) <= MOST_MEMBERS:
        problems.add(Code.OUT_OF_RANGE, "members", low=1, high=MOST_MEMBERS)
    seen: set[str] = set()
    for index, member in enumerate(command.members):
        if (member.person is None) is not bool(member.known):
            problems.add(Code.REQUIRED, f"members[{index}].first_name")
        if member.known and member.known in seen:
            problems.add(Code.NOT_UNIQUE, f"members[{index}].first_name")
        seen.add(member.known)


def _take_in(ctx: Context, member: FamilyMember, household: str, head: str) -> tuple[str, str]:
    """(who it is, the household they are in now); *head* is empty for the head."""
    kinship = member.kinship if head else HEAD
    if member.person is not None:
        person = replace(member.person, household_uuid=household, kinship=kinship, head=not head)
        return people.register(ctx, person).uuid, household
    known = found_person(ctx, member.known)
    if known.anonymous:
        raise fault(Code.NOT_FOUND, "first_name", kind="person")
    if head:
        household = households.join(ctx, JoinHousehold(known.uuid, head, kinship))
    current = ctx.work.households.current(known.id)
    if current is None:
        raise fault(Code.NOT_FOUND, "first_name", kind="household")
    if (kinship and current.kinship != kinship) or (not head and not current.head):
        households.describe(ctx, DescribeMember(known.uuid, kinship, head=not head))
    return known.uuid, current.household_uuid


def _placed(problem: Problem, index: int) -> Problem:
    return Problem(problem.code, f"members[{index}].{problem.field or 'first_name'}", problem.values)
