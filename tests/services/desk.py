"""A whole desk on a real encrypted file, with one user for each role. Made once a session, copied for each test."""

import shutil
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from casa_desktop.domain.access import COMPARTMENTS_OF_ROLE, Compartment, Role
from casa_desktop.domain.clock import FixedClock
from casa_desktop.domain.ids import new_id
from casa_desktop.services import seeding
from casa_desktop.services.context import Actor
from casa_desktop.services.runner import Runner
from casa_desktop.storage.base import Base
from casa_desktop.storage.envelope import FLOOR
from casa_desktop.storage.keyfile import KeyFile, KeyRing
from casa_desktop.storage.profile import KEYS

TODAY = date(2026, 3, 10)
PASSWORD = "mesa-lluvia-camino-tren"


@dataclass(frozen=True)
class Template:
    """The profile folder to copy, and what opens it."""

    folder: Path
    users: dict[Role, tuple[str, KeyRing]]
    sheets: tuple[str, str]


@dataclass
class Desk:
    """An open desk on 10 March 2026. Users are called as their role; their password is ``PASSWORD``."""

    folder: Path
    base: Base
    clock: FixedClock
    keys: KeyFile
    sheets: tuple[str, str]
    users: dict[Role, tuple[str, KeyRing]] = field(repr=False)

    def actor(self, *roles: Role, keyless: bool = False) -> Actor:
        """The user of the first of *roles*, holding all of them; *keyless* without the compartment keys."""
        uuid, ring = self.users[roles[0]]
        for role in roles[1:]:
            ring = replace(ring, compartments={**ring.compartments, **self.users[role][1].compartments})
        if keyless:
            ring = ring.without_compartments()
        return Actor(uuid, str(roles[0]), f"Prueba de {roles[0]}", frozenset(roles), ring)

    def runner(self, *roles: Role, keyless: bool = False) -> Runner:
        """A runner for that actor."""
        return Runner(self.base, self.actor(*roles, keyless=keyless), self.clock, self.keys)


def make_template(folder: Path) -> Template:
    """Makes keys, base, users and catalogue, with the cheapest password cost that the program accepts."""
    clock = FixedClock.on(TODAY)
    first = new_id()
    keys, ring, sheets = KeyFile.create(
        folder / KEYS,
        base_id=new_id(),
        user_id=first,
        username=str(Role.COORDINATION),
        password=PASSWORD,
        compartments=[str(c) for c in Compartment],
        cost=FLOOR,
    )
    everything = keys.open_sheet(sheets[0])
    users = {Role.COORDINATION: (first, ring)}
    for role in Role:
        if role is not Role.COORDINATION:
            uuid = new_id()
            compartments = [str(c) for c in COMPARTMENTS_OF_ROLE.get(role, ())]
            keys.add_user(everything, uuid, str(role), PASSWORD, compartments)
            users[role] = (uuid, keys.unlock(str(role), PASSWORD))
    base = Base.create(folder, ring, keys.base_id, clock)
    actor = Actor(first, str(Role.COORDINATION), "Prueba de coordinacion", frozenset({Role.COORDINATION}), ring)
    with Runner(base, actor, clock, keys).batch() as ctx:
        for role, (uuid, _) in users.items():
            ctx.work.users.add(
                uuid=uuid,
                username=str(role),
                full_name=f"Prueba de {role}",
                created_at=ctx.stamp,
                roles=frozenset({role}),
            )
        seeding.seed(ctx)
    base.close()
    return Template(folder, users, sheets)


def open_copy(template: Template, folder: Path) -> Desk:
    """An open copy of *template* in the new folder *folder*."""
    shutil.copytree(template.folder, folder)
    clock = FixedClock.on(TODAY)
    base = Base.open(folder, template.users[Role.COORDINATION][1], clock)
    keys = KeyFile.read(folder / KEYS, FLOOR)
    return Desk(folder, base, clock, keys, template.sheets, dict(template.users))
