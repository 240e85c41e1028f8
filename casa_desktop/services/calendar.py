"""The Colombian calendar. The library knows which Monday each holiday moves to; nothing else of it is used."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from casa_desktop.domain.workdays import SUNDAY, IsWorking

_MOVED = " (observado)"
_SPELT = (("Ascensión del señor", "Ascensión del Señor"),)


@lru_cache(maxsize=16)
def colombian_holidays(year: int) -> Mapping[date, str]:
    """The holidays of *year* by date, with their Spanish names; read once a year asked for."""
    import holidays  # 50 ms, and only where an agenda or a deadline is looked at

    found = holidays.country_holidays("CO", years=year, language="es")
    return {day: _named(found.get(day, "")) for day in found}


def working_days() -> IsWorking:
    """Every day but Sundays and holidays.

    The desk attends on Saturdays, so they count: a deadline comes rather early than late.
    """
    return lambda day: day.weekday() != SUNDAY and day not in colombian_holidays(day.year)


def _named(name: str) -> str:
    """The name as a calendar on the wall tells it: that the day was moved is of no use to who looks for a date."""
    for wrong, right in _SPELT:
        name = name.replace(wrong, right)
    return name.replace(_MOVED, "").strip()
