"""The one place that asks the machine what time it is. Everything else is handed a :class:`Clock`."""

import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Protocol

BOGOTA = timezone(timedelta(hours=-5), "America/Bogota")
"""Colombia keeps UTC-5 all year, so no zone database is needed (Windows has none)."""


class Clock(Protocol):
    """What the program may ask of time."""

    def now(self) -> datetime:
        """The current instant, aware, in UTC."""
        ...

    def today(self) -> date:
        """The current date in Bogotá."""
        ...

    def monotonic(self) -> float:
        """Seconds since the machine started; never goes back while it runs."""
        ...


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return datetime.now(BOGOTA).date()

    def monotonic(self) -> float:
        return time.monotonic()


@dataclass(slots=True)
class FixedClock:
    """A clock that stands where it was set: demo, pictures and tests move it by hand."""

    instant: datetime

    @classmethod
    def on(cls, day: date, hour: int = 9) -> "FixedClock":
        """A clock at *hour* o'clock of *day* in Bogotá."""
        return cls(datetime(day.year, day.month, day.day, hour, tzinfo=BOGOTA).astimezone(UTC))

    def now(self) -> datetime:
        return self.instant

    def today(self) -> date:
        return self.instant.astimezone(BOGOTA).date()

    def monotonic(self) -> float:
        return self.instant.timestamp()

    def advance(self, seconds: float) -> None:
        """Moves the clock forward by *seconds*."""
        self.instant += timedelta(seconds=seconds)
