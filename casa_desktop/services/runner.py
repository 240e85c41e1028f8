"""Runs verbs: one verb a commit, or many. Used only on the thread that owns the base."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from casa_desktop.domain.access import Role
from casa_desktop.domain.errors import CasaError, Code, fault
from casa_desktop.services.context import Actor, Change, Context, Verb

if TYPE_CHECKING:
    from casa_desktop.domain.clock import Clock
    from casa_desktop.storage.base import Base
    from casa_desktop.storage.keyfile import KeyFile, KeyRing

C = TypeVar("C")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Done(Generic[R]):
    """What a committed verb gave, and what it changed."""

    result: R
    changes: frozenset[Change]


class Runner:
    """Gives each verb a unit of work and commits it. The actor is fixed for the life of a runner."""

    def __init__(self, base: Base, actor: Actor, clock: Clock, keys: KeyFile) -> None:
        self.base = base
        self.actor = actor
        self.clock = clock
        self.keys = keys

    @classmethod
    def of(cls, base: Base, username: str, ring: KeyRing, clock: Clock, keys: KeyFile) -> Self:
        """Runs verbs for *username*, who holds *ring*; UNKNOWN_USER where nobody who is active is called so."""
        with base.begin() as work:
            row = work.users.by_username(username)
        if row is None or not row.active:
            raise fault(Code.UNKNOWN_USER, "username")
        actor = Actor(row.uuid, row.username, row.full_name, frozenset(map(Role, row.roles)), ring)
        return cls(base, actor, clock, keys)

    def without_compartments(self) -> Runner:
        """One for the same user whose sealed compartments stay shut."""
        actor = replace(self.actor, ring=self.actor.ring.without_compartments())
        return Runner(self.base, actor, self.clock, self.keys)

    def run(self, verb: Verb[C, R], command: C) -> Done[R]:
        """One verb, one commit; nothing stays of a verb that raised, but the audit row of a denied act."""
        try:
            with self.batch() as ctx:
                result = verb(ctx, command)
        except CasaError as error:
            self._enter_denied(error)
            raise
        return Done(result, frozenset(ctx.changes))

    def run_all(self, acts: Sequence[tuple[Verb[Any, Any], Any]]) -> Done[tuple[Any, ...]]:
        """Many verbs, one commit: all or nothing."""
        try:
            with self.batch() as ctx:
                results = tuple(verb(ctx, command) for verb, command in acts)
        except CasaError as error:
            self._enter_denied(error)
            raise
        return Done(results, frozenset(ctx.changes))

    def rehearse(self, verb: Verb[C, R], command: C) -> R:
        """What *verb* would give; nothing of it stays."""
        with self.base.begin() as work:
            return verb(Context(work, self.actor, self.clock, self.keys), command)

    @contextmanager
    def batch(self) -> Iterator[Context]:
        """A context for many verbs that is committed at the end of the block, or rolled back if it raises."""
        with self.base.begin() as work:
            yield Context(work, self.actor, self.clock, self.keys)
            work.commit()

    def _enter_denied(self, error: CasaError) -> None:
        if error.code is Code.WRONG_PASSWORD:
            from casa_desktop.services import alarms

            alarms.enter_failures(self)
        if error.code not in (Code.FORBIDDEN, Code.NEEDS_COMPARTMENT_KEY):
            return
        values = error.problems[0].values
        with self.batch() as ctx:
            ctx.audit("denied", str(values.get("action") or values.get("compartment")))
