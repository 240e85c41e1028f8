"""Working days: how the law counts the time that the desk has to answer."""

from collections.abc import Callable
from datetime import date, timedelta

IsWorking = Callable[[date], bool]
"""Whether a day counts; the calendar is handed in, because holidays are data."""

_MOST = 366
"""Working days that anybody may ask for."""


def working_day_after(day: date, n: int, is_working: IsWorking) -> date:
    """The *n*-th working day after *day*, which itself does not count; *day* for none."""
    if not 0 <= n <= _MOST:
        raise ValueError(n)
    while n:
        day += timedelta(days=1)
        n -= is_working(day)
    return day


def working_days_between(first: date, last: date, is_working: IsWorking) -> int:
    """How many working days lie after *first* up to and with *last*; negative where *last* comes before."""
    if last < first:
        return -working_days_between(last, first, is_working)
    return sum(is_working(first + timedelta(days=at)) for at in range(1, (last - first).days + 1))
