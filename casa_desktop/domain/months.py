"""The life of a month."""

from enum import StrEnum, unique
from types import MappingProxyType


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


TRANSITIONS = MappingProxyType(
    {
        MonthState.NO_DATA: frozenset({MonthState.OPEN}),
        MonthState.OPEN: frozenset({MonthState.IN_REVIEW, MonthState.CLOSED}),
        MonthState.IN_REVIEW: frozenset({MonthState.OPEN, MonthState.CLOSED}),
        MonthState.CLOSED: frozenset({MonthState.REOPENED, MonthState.PUBLISHED}),
        MonthState.PUBLISHED: frozenset({MonthState.REOPENED}),
        MonthState.REOPENED: frozenset({MonthState.IN_REVIEW, MonthState.CLOSED}),
    }
)
