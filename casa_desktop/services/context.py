"""What every verb is handed, and the decorator that makes a function a verb.

A verb is ``verb(ctx, command) -> result``: permission, domain rules, writes and audit row. It never commits; the
:class:`~casa_desktop.services.runner.Runner` does. Commands are frozen, carry their own uuid and name records by uuid.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import TYPE_CHECKING, TypeVar

from casa_desktop.domain.access import Action, Compartment, Role, allowed
from casa_desktop.domain.errors import Code, Problems, fault
from casa_desktop.domain.text import taken, tidy_lines

if TYPE_CHECKING:
    from casa_desktop.domain.clock import Clock
    from casa_desktop.storage.keyfile import KeyFile, KeyRing
    from casa_desktop.storage.work import Work

LONGEST_REASON = 500
"""Letters of the reason of any act."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: identity, roles and the keys that were unsealed at unlock. Its repr shows no key."""

    uuid: str
    username: str
    full_name: str
    roles: frozenset[Role]
    ring: KeyRing = field(repr=False)

    @property
    def drafts_key(self) -> bytes:
        """Seals this user's drafts; nobody else has it."""
        return self.ring.drafts

    def may(self, action: Action) -> bool:
        """Whether the roles allow *action*."""
        return allowed(self.roles, action)

    def key(self, compartment: Compartment | str) -> bytes:
        """The key of *compartment*; ``NEEDS_COMPARTMENT_KEY`` where this user was never granted it."""
        key = self.ring.compartments.get(str(compartment))
        if key is None:
            raise fault(Code.NEEDS_COMPARTMENT_KEY, compartment=str(compartment))
        return key


Change = tuple[str, str]
"""(kind, uuid): ``("visit", "8f…")``. Kinds: person, visit, service, catalog, figure, month, user, desk, draft."""


@dataclass(slots=True)
class Context:
    """Unit of work, actor, clock and key file of one transaction, and what it changed so far."""

    work: Work
    actor: Actor
    clock: Clock
    keys: KeyFile
    changes: set[Change] = field(default_factory=set)

    def changed(self, kind: str, uuid: str) -> None:
        """Notes that a record changed; the hub tells the pages after the commit."""
        self.changes.add((kind, uuid))

    def audit(self, action: str, record: str, fields: tuple[str, ...] = (), reason: str = "") -> None:
        """Appends to the chain: a record's code and field names, never values; *reason* is kept apart, erasable.

        Errors: BAD_TEXT and TOO_LONG of the reason.
        """
        problems = Problems()
        reason = taken(problems, "reason", reason, LONGEST_REASON, tidy_lines)
        problems.raise_if_any()
        self.work.audit.append(
            at=self.clock.now(),
            user=self.actor.username,
            action=action,
            record=record,
            fields=fields,
            reason=reason,
        )

    def require(self, action: Action) -> None:
        """``FORBIDDEN`` unless the actor's roles allow *action*."""
        if not self.actor.may(action):
            raise fault(Code.FORBIDDEN, action=str(action))

    @property
    def stamp(self) -> str:
        """The instant as storage keeps it: ISO 8601 in UTC, whole seconds."""
        return self.clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")


C = TypeVar("C")
R = TypeVar("R")
Verb = Callable[[Context, C], R]

VERBS: dict[str, Action] = {}
"""Every verb by qualified name, with its permission; filled by :func:`verb` as modules are read."""


def verb(action: Action) -> Callable[[Verb[C, R]], Verb[C, R]]:
    """Makes ``f(ctx, command)`` a verb: refused unless the actor's roles allow *action*.

    A refusal raises ``FORBIDDEN``; the runner enters it into the audit in a transaction of its own.
    """

    def decorate(function: Verb[C, R]) -> Verb[C, R]:
        VERBS[f"{function.__module__.rpartition('.')[2]}.{function.__name__}"] = action

        @wraps(function)
        def guarded(ctx: Context, command: C) -> R:
            ctx.require(action)
            return function(ctx, command)

        return guarded

    return decorate
