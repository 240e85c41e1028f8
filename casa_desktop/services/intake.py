"""The counter: a person who is new and their visit, written together or not at all."""

from dataclasses import dataclass

from casa_desktop.domain.access import PERMISSIONS, Action
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.visits import RecordVisit
from casa_desktop.services import people, visits
from casa_desktop.services.context import Context, verb
from casa_desktop.services.people import PersonRegistered, RegisterPerson
from casa_desktop.services.visit_commands import VisitRecorded


@dataclass(frozen=True, slots=True)
class Receive:
    """A visit, and its person where that is new; ``visit.person_uuid`` names them either way."""

    visit: RecordVisit
    person: RegisterPerson | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """What was written."""

    visit: VisitRecorded
    person: PersonRegistered | None = None


@dataclass(frozen=True, slots=True)
class StaffQuery:
    """Asks who may be named as the one who attended."""


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody who attends at the desk."""

    uuid: str
    full_name: str


@verb(Action.VISIT_RECORD)
def receive(ctx: Context, command: Receive) -> Received:
    """Registers, if need be, and records. Nothing stays where either is refused; errors: those of both, all at once."""
    if command.person is None:
        return Received(visits.record(ctx, command.visit))
    try:
        person = people.register(ctx, command.person)
    except CasaError as refused:
        # Both forms stand on one screen: whoever corrects the one must not find out about the other afterwards.
        raise CasaError((*refused.problems, *visits.problems(ctx, command.visit))) from None
    return Received(visits.record(ctx, command.visit), person)


@verb(Action.VISIT_RECORD)
def staff(ctx: Context, query: StaffQuery) -> tuple[Staff, ...]:
    """Active users whose roles let them record, by name."""
    attending = {str(role) for role in PERMISSIONS[Action.VISIT_RECORD]}
    users = (user for user in ctx.work.users.all() if user.active and not attending.isdisjoint(user.roles))
    return tuple(Staff(user.uuid, user.full_name) for user in users)
