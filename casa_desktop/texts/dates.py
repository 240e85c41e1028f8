"""Dates, months and moments as Colombians write them. Reading what they typed stands in ``domain/typed.py``."""

from collections.abc import Iterable
from datetime import date, datetime

from casa_desktop.domain.clock import BOGOTA
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.typed import parse_date, parse_month
from casa_desktop.texts.numbers import listing

__all__ = ["parse_date", "parse_month"]

MONTHS = (
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
)
WEEKDAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")


def long_date(day: date) -> str:
    """``23 de noviembre de 2026``."""
    return f"{day.day} de {MONTHS[day.month - 1]} de {day.year}"


def weekday_date(day: date) -> str:
    """``lunes 23 de noviembre de 2026``."""
    return f"{WEEKDAYS[day.weekday()]} {long_date(day)}"


def short_date(day: date) -> str:
    """``23/11/2026``."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def clock_time(moment: datetime) -> str:
    """``9:05 a. m.`` in Bogotá; *moment* is aware."""
    local = moment.astimezone(BOGOTA)
    return f"{local.hour % 12 or 12}:{local.minute:02d} {'a. m.' if local.hour < 12 else 'p. m.'}"


def hour(kept: str) -> str:
    """``3:30 p. m.`` for ``15:30``; empty for none."""
    if not kept:
        return ""
    hours, _, minutes = kept.partition(":")
    return f"{int(hours) % 12 or 12}:{minutes} {'a. m.' if int(hours) < 12 else 'p. m.'}"


def long_moment(moment: datetime) -> str:
    """``23 de noviembre de 2026, 9:05 a. m.`` in Bogotá; *moment* is aware."""
    return f"{long_date(moment.astimezone(BOGOTA))}, {clock_time(moment)}"


def short_moment(moment: datetime) -> str:
    """``23/11/2026 9:05 a. m.`` in Bogotá; *moment* is aware."""
    return f"{short_date(moment.astimezone(BOGOTA))} {clock_time(moment)}"


def month_short(month: Month) -> str:
    """``Dic``."""
    return MONTHS[month.month - 1][:3].capitalize()


def month_short_year(month: Month) -> str:
    """``Dic 2018``."""
    return f"{month_short(month)} {month.year}"


def month_long(month: Month) -> str:
    """``diciembre de 2018``."""
    return f"{MONTHS[month.month - 1]} de {month.year}"


def period(run: Period) -> str:
    """``diciembre de 2018 a noviembre de 2019``, ``enero a marzo de 2019``, ``enero de 2019``."""
    if run.first == run.last:
        return month_long(run.first)
    first = MONTHS[run.first.month - 1] if run.first.year == run.last.year else month_long(run.first)
    return f"{first} a {month_long(run.last)}"


def span(first: date, last: date) -> str:
    """``15 de enero a 10 de marzo de 2026``, ``3 a 8 de noviembre de 2025``, ``3 de noviembre de 2025``."""
    if first == last:
        return long_date(first)
    if first.year != last.year:
        return f"{long_date(first)} a {long_date(last)}"
    begin = str(first.day) if first.month == last.month else f"{first.day} de {MONTHS[first.month - 1]}"
    return f"{begin} a {long_date(last)}"


def days_of_month(first: date, last: date) -> str:
    """``15–30 nov``: days of one month; ``30 nov`` for one day."""
    of_month = month_short(Month.of(first)).lower()
    return f"{first.day} {of_month}" if first == last else f"{first.day}–{last.day} {of_month}"


def months(some: Iterable[Month]) -> str:
    """Any months, runs of three or more told by their ends: ``enero a marzo de 2019 y mayo de 2019``."""
    runs: list[list[Month]] = []
    for month in sorted(set(some)):
        if runs and runs[-1][-1].plus(1) == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    told: list[str] = []
    for run in runs:
        if len(run) > 2:
            told.append(period(Period(run[0], run[-1])))
        elif len(run) == 2 and run[0].year == run[1].year:
            told.append(f"{MONTHS[run[0].month - 1]} y {month_long(run[1])}")
        else:
            told.extend(month_long(month) for month in run)
    if len(told) > 1 and any(" y " in text for text in told):
        return f"{', '.join(told[:-1])}, y {told[-1]}"
    return listing(told)
