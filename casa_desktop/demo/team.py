"""The eight users of a demo, one role each, made as an administrator would make them."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, TypeVar

from casa_desktop.domain.access import COMPARTMENTS_OF_ROLE, Compartment, Role
from casa_desktop.domain.clock import BOGOTA, FixedClock
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.passwords import propose
from casa_desktop.paths import resource
from casa_desktop.services import users
from casa_desktop.services.context import Actor, Context, Verb

if TYPE_CHECKING:
    from casa_desktop.services.runner import Runner
    from casa_desktop.storage.work import Work

C = TypeVar("C")
R = TypeVar("R")

FOUNDER = "coordinacion"
CLOSING_HOUR = 17
NAMES: Mapping[Role, str] = {
    Role.COORDINATION: "Camila Rueda Ardila",
    Role.RECEPTION: "Marlon Pinzón Serrano",
    Role.PSYCHOLOGY: "Ángela Niño Peña",
    Role.RCF: "Sofía Mantilla Gómez",
    Role.HEALTH: "Jaime Ordóñez Prada",
    Role.VOLUNTEER: "Luisa Fernanda Güiza",
    Role.CONSULTATION: "Oficina de Asuntos Internacionales",
    Role.ADMINISTRATION: "Edgar Muñoz Tarazona",
}


def words() -> list[str]:
    """The words that passwords are proposed from."""
    return resource("palabras.txt").read_text(encoding="utf-8").split()


@dataclass(frozen=True, slots=True)
class Team:
    """Who works at the demo desk. *credentials* are (username, password) in the order of the roles."""

    actors: Mapping[Role, Actor]
    credentials: tuple[tuple[str, str], ...]


def assemble(runner: "Runner", sheet: str, founder_password: str, chance: Random) -> Team:
    """Adds seven users to a new desk whose founder is *runner*'s actor, and grants psychology's and RCF's keys.

    The founder keeps coordination only: at this desk somebody else administers.
    """
    vocabulary = words()
    passwords = {Role.COORDINATION: founder_password}
    members = {Role.COORDINATION: runner.actor.uuid}
    with runner.batch() as ctx:
        for role, name in NAMES.items():
            if role is Role.COORDINATION:
                continue
            passwords[role] = propose(vocabulary, chance.choice)
            members[role] = new_id()
            users.create(ctx, users.CreateUser(members[role], str(role), name, passwords[role], frozenset({role})))
            for compartment in COMPARTMENTS_OF_ROLE.get(role, ()):
                users.grant_key(ctx, users.GrantKey(members[role], Compartment(compartment), sheet))
        founder = next(user for user in users.list_users(ctx, users.UserQuery()) if user.uuid == runner.actor.uuid)
        only = frozenset({Role.COORDINATION})
        users.edit(ctx, users.EditUser(founder.uuid, founder.version, NAMES[Role.COORDINATION], only, True))
    actors = {
        role: Actor(
            uuid=members[role],
            username=str(role),
            full_name=NAMES[role],
            roles=frozenset({role}),
            ring=runner.keys.unlock(str(role), passwords[role]) if role in COMPARTMENTS_OF_ROLE else runner.actor.ring,
        )
        for role in (Role.COORDINATION, Role.RECEPTION, Role.PSYCHOLOGY, Role.RCF, Role.HEALTH)
    }
    return Team(actors, tuple((str(role), passwords[role]) for role in NAMES))


class Crew:
    """Runs each verb as the one whose work it is, many to a commit."""

    def __init__(self, runner: "Runner", team: Team, clock: FixedClock, per_commit: int = 500) -> None:
        self.clock = clock
        self.team = team
        self._runner = runner
        self._per_commit = per_commit
        self._acts = 0
        self._work: Work | None = None
        self._contexts: dict[Role, Context] = {}

    def act(self, role: Role, verb: Verb[C, R], command: C) -> R:
        """Runs *verb* as the user of *role*; commits when enough has come together."""
        if self._work is None:
            self._work = work = self._runner.base.begin()
            self._contexts = {
                who: Context(work, actor, self.clock, self._runner.keys) for who, actor in self.team.actors.items()
            }
        result = verb(self._contexts[role], command)
        self._acts += 1
        if self._acts % self._per_commit == 0:
            self.commit()
        return result

    def later(self, seconds: int) -> None:
        """Moves the clock on, but not past the hour at which the desk closes."""
        if self.clock.now().astimezone(BOGOTA).hour < CLOSING_HOUR:
            self.clock.advance(seconds)

    def commit(self) -> None:
        """Makes what was done so far last."""
        if self._work is not None:
            self._work.commit()
            self._work = None
