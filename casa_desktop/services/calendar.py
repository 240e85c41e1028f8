"""The Colombian calendar: which days count as working days of the law."""

from casa_desktop.domain.working_days import IsWorking

_SUNDAY = 6


def working_days() -> IsWorking:
    """Every day but Sundays and holidays (those that Ley 51 de 1983 moves to a Monday too).

    The desk attends on Saturdays, so they count: a deadline comes rather early than late.
    """
    from holidays import country_holidays  # only where a deadline is asked for

    found = country_holidays("CO")
    return lambda day: day.weekday() != _SUNDAY and day not in found
