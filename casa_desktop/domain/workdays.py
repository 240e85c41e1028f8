"""The days on which the desk attends: Monday to Saturday, but not on holidays. Which days are holidays is handed in."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, unique

from casa_desktop.domain.typed import parse_date, plain

Holidays = Callable[[int], Mapping[date, str]]
"""The holidays of a year, by date, with their names."""

IsWorking = Callable[[date], bool]
"""Whether a day counts; the calendar is handed in, because holidays are data."""

_MOST_WORKING = 366
"""Working days that anybody may ask for."""

SUNDAY = 6
DAYS_OF_WEEK = 7
FURTHEST = 731
"""Days ahead that a date without a year, or a number of days, may mean."""

_IN_DAYS = re.compile(r"(?:\+|en )?\s*(\d{1,3})\s*(d|dia|dias|s|semana|semanas|m|mes|meses)?")
_DAY_MONTH = re.compile(r"(\d{1,2})\s*(?:[/.\-]|\s)\s*(\d{1,2})")
_WEEKDAYS = ("lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo")
_SHORTEST = 3


@unique
class DayOff(StrEnum):
    """Why the desk does not attend on a day."""

    SUNDAY = "sunday"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class DayFacts:
    """One day of the agenda. *next_working* is the day itself where the desk attends on it."""

    day: date
    off: DayOff | None
    holiday: str
    """Its name, or empty."""
    next_working: date


def day_facts(day: date, holidays: Holidays) -> DayFacts:
    """What is to be known of *day*. A holiday that falls on a Sunday is told as the holiday that it is."""
    name = holidays(day.year).get(day, "")
    off = DayOff.HOLIDAY if name else DayOff.SUNDAY if day.weekday() == SUNDAY else None
    return DayFacts(day, off, name, next_working_day(day, holidays))


def next_working_day(day: date, holidays: Holidays) -> date:
    """*day*, or the first one after it on which the desk attends."""
    while day.weekday() == SUNDAY or day in holidays(day.year):
        day += timedelta(days=1)
    return day


def week_of(day: date) -> tuple[date, ...]:
    """The seven days of the week of *day*, Monday first."""
    monday = day - timedelta(days=day.weekday())
    return tuple(monday + timedelta(days=n) for n in range(DAYS_OF_WEEK))


def working_day_after(day: date, n: int, is_working: IsWorking) -> date:
    """The *n*-th working day after *day*, which itself does not count; *day* for none."""
    if not 0 <= n <= _MOST_WORKING:
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


def parse_due(text: str, today: date) -> date | None:
    """A day to come: hoy, mañana, lunes, +8, 2 semanas, 1 mes, 15/4, or any whole date that is not before *today*."""
    text = plain(text)
    if text == "hoy":
        return today
    if text == "manana":
        return today + timedelta(days=1)
    if len(text) >= _SHORTEST and text.isalpha():
        return _weekday(text, today)
    if match := _IN_DAYS.fullmatch(text):
        return _ahead(int(match[1]), (match[2] or "d")[0], today)
    if match := _DAY_MONTH.fullmatch(text):
        return _next_of(int(match[1]), int(match[2]), today)
    # A year of two digits is the latest one within reach, and not one of the last century.
    found = parse_date(text, today + timedelta(days=FURTHEST))
    return found if found is not None and found >= today else None


def _weekday(text: str, today: date) -> date | None:
    for number, name in enumerate(_WEEKDAYS):
        if name.startswith(text):
            return today + timedelta(days=(number - today.weekday() - 1) % DAYS_OF_WEEK + 1)
    return None


def _ahead(count: int, unit: str, today: date) -> date | None:
    if unit == "m":
        month = today.year * 12 + today.month - 1 + count
        return _last_within(month // 12, month % 12 + 1, today.day) if count <= FURTHEST // 30 else None
    days = count * (DAYS_OF_WEEK if unit == "s" else 1)
    return today + timedelta(days=days) if days <= FURTHEST else None


def _last_within(year: int, month: int, day: int) -> date:
    """The 31st of a shorter month is its last day."""
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1


def _next_of(day: int, month: int, today: date) -> date | None:
    for year in (today.year, today.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    return None
