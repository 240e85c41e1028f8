"""The life of a month."""

from dataclasses import dataclass
from enum import StrEnum, unique
from types import MappingProxyType

from casa_desktop.domain.periods import Month


@unique
class MonthState(StrEnum):
    """Where a month stands. Every state but ``CLOSED`` and ``PUBLISHED`` is provisional (printed with an asterisk)."""

    NO_DATA = "no_data"
    OPEN = "open"
    IN_REVIEW = "in_review"
    CLOSED = "closed"
    PUBLISHED = "published"
    REOPENED = "reopened"

    @property
    def provisional(self) -> bool:
        """Whether figures of the month may still change without a reason being asked."""
        return self not in (MonthState.CLOSED, MonthState.PUBLISHED)


@dataclass(frozen=True, slots=True)
class MonthEvent:
    """One change of state. *same_hands*: whoever closed had typed services of the month."""

    month: Month
    state: MonthState
    reason: str
    same_hands: bool
    at: str
    """ISO 8601, UTC."""
    by: str
    """Full name."""


TRANSITIONS = MappingProxyType(
    {
        MonthState.NO_DATA: frozenset({MonthState.OPEN}),
        MonthState.OPEN: frozenset({MonthState.IN_REVIEW, MonthState.CLOSED}),
        MonthState.IN_REVIEW: frozenset({MonthState.OPEN, MonthState.CLOSED, MonthState.REOPENED}),
        MonthState.CLOSED: frozenset({MonthState.REOPENED, MonthState.PUBLISHED}),
        MonthState.PUBLISHED: frozenset({MonthState.REOPENED}),
        MonthState.REOPENED: frozenset({MonthState.IN_REVIEW, MonthState.CLOSED}),
    }
)


@dataclass(frozen=True, slots=True)
class MonthsSaid:
    """What is to be said of the months of a report."""

    provisional: tuple[Month, ...] = ()
    """They have records and are not closed."""
    empty: tuple[Month, ...] = ()
    """Nothing is known of them."""
    historical: tuple[Month, ...] = ()
    """Known as figures only: nobody can be told apart in them."""
