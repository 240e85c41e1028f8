"""A follow-up: somebody is to be called, seen or asked again on a day, by whom, and what came of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, unique

from casa_desktop.domain.access import Role
from casa_desktop.domain.workdays import DayFacts

LONGEST_REASON = 500
LONGEST_NOTE = 1000


@unique
class FollowUpState(StrEnum):
    """Where a follow-up stands."""

    PENDING = "pendiente"
    DONE = "hecho"
    NOT_ACHIEVED = "no_se_logro"
    CANCELLED = "cancelado"


@dataclass(frozen=True, slots=True)
class Owner:
    """Who answers for it: one user, or everybody of a role."""

    user_uuid: str = ""
    role: Role | None = None


WHO_PLANS = Owner()
"""Neither is named: whoever plans it answers for it."""


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """One follow-up in a list. *origin* is the code of the service type that it comes from, or empty."""

    uuid: str
    version: int
    due: date
    person_uuid: str
    person_code: str
    person_name: str
    reason: str
    owner: Owner
    owner_name: str
    """Of the user; empty for a role."""
    origin: str
    state: FollowUpState
    note: str
    closed_on: date | None
    postponed: int
    """How many times it was given another day."""
    private: bool
    """Only who holds its compartment sees it in any list."""
    readable: bool = True
    """False where reason and note are sealed and the reader's key is not at hand."""

    def late(self, today: date) -> bool:
        """Whether its day is over and nothing is known."""
        return self.state is FollowUpState.PENDING and self.due < today


@dataclass(frozen=True, slots=True)
class DueCount:
    """What waits, of what the reader may see."""

    overdue: int
    today: int


@dataclass(frozen=True, slots=True)
class AgendaDay:
    """A day of the agenda and how many pending follow-ups it holds."""

    facts: DayFacts
    pending: int


@dataclass(frozen=True, slots=True)
class Agenda:
    """The week around a day, and the lines that were asked for."""

    week: tuple[AgendaDay, ...]
    rows: tuple[FollowUpRow, ...]
    count: DueCount
