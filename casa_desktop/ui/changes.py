"""The hub: tells who shows something that it has changed, by kind and id. Main thread only."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

import shiboken6
from PySide6.QtCore import QObject

Change: TypeAlias = tuple[str, str]
"""(kind, id): ``("person", "0f3a…")``. Kinds are the words that services put in a ChangeSet."""

Listener: TypeAlias = Callable[[frozenset[Change]], None]


@dataclass(frozen=True, slots=True)
class _Subscription:
    owner: QObject
    kinds: frozenset[str]
    listener: Listener


class Hub:
    """Broadcasts what was committed; listeners re-query by id and never receive the records themselves."""

    def __init__(self) -> None:
        self._subscriptions: list[_Subscription] = []

    def subscribe(self, owner: QObject, kinds: Iterable[str], listener: Listener) -> None:
        """Calls *listener* with the changes of *kinds* until *owner* is deleted."""
        self._subscriptions.append(_Subscription(owner, frozenset(kinds), listener))

    def publish(self, changes: frozenset[Change]) -> None:
        """Tells every living listener what of its kinds has changed."""
        self._subscriptions = [s for s in self._subscriptions if shiboken6.isValid(s.owner)]
        for subscription in tuple(self._subscriptions):
            relevant = frozenset(change for change in changes if change[0] in subscription.kinds)
            if relevant and shiboken6.isValid(subscription.owner):
                subscription.listener(relevant)
