"""The editors of a follow-up: a day to come, and who answers for it."""

from collections.abc import Iterable
from datetime import date

from PySide6.QtGui import QFocusEvent

from casa_desktop.domain.access import Role
from casa_desktop.domain.followups import Owner
from casa_desktop.domain.workdays import parse_due
from casa_desktop.services.followups import Candidate
from casa_desktop.texts import ui_followups as texts
from casa_desktop.ui.choices import Choice
from casa_desktop.ui.editors import DateEdit, Today

_ROLE, _USER = "role:", "user:"
_ATTENDING = (Role.RECEPTION, Role.PSYCHOLOGY, Role.RCF, Role.HEALTH, Role.COORDINATION)


class DueEdit(DateEdit):
    """A day to come: mañana, lunes, +8, 2 semanas, 15/4; written out in full when it is left."""

    def __init__(self, *, name: str, today: Today, width: int = 200) -> None:
        super().__init__(name=name, today=today, width=width)
        self.setPlaceholderText(texts.DUE_HINT)

    def value(self) -> date | None:
        return parse_due(self.text(), self._today())

    def settle(self) -> None:
        """Writes the day out in full."""
        if (day := self.value()) is not None:
            self.set_value(day)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.settle()
        super().focusOutEvent(event)


def owner_key(owner: Owner) -> str:
    """An owner as the key of an option."""
    return f"{_ROLE}{owner.role}" if owner.role is not None else f"{_USER}{owner.user_uuid}"


def owner_of(key: str | None) -> Owner:
    """The inverse of :func:`owner_key`; whoever plans it for nothing."""
    if key and key.startswith(_ROLE):
        return Owner(role=Role(key.removeprefix(_ROLE)))
    return Owner((key or "").removeprefix(_USER))


class OwnerChoice(Choice):
    """Somebody by name, or everybody of a role; *private*: only psychology."""

    def __init__(self, *, name: str) -> None:
        super().__init__(name=name)
        self._candidates: tuple[Candidate, ...] = ()

    def set_candidates(self, candidates: Iterable[Candidate], *, private: bool) -> None:
        """Other people to choose from; who was chosen stays where they may still be."""
        self._candidates = tuple(candidates)
        self.set_private(private)

    def set_private(self, private: bool) -> None:
        """Leaves out who could not see it."""
        roles = (Role.PSYCHOLOGY,) if private else _ATTENDING
        people = [c for c in self._candidates if not private or Role.PSYCHOLOGY in c.roles]
        options = [(owner_key(Owner(c.uuid)), c.full_name) for c in people]
        options += [(owner_key(Owner(role=role)), texts.role_owner(role)) for role in roles]
        chosen = self.value()
        self.set_options(options)
        if chosen is not None and chosen not in {key for key, _ in options}:
            self.set_value(None)
