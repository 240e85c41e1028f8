"""The days on which the desk attends, and a day to come as people type it."""

from collections.abc import Mapping
from datetime import date

import pytest

from casa_desktop.domain.workdays import DayOff, day_facts, next_working_day, parse_due, week_of
from casa_desktop.services.calendar import colombian_holidays

TODAY = date(2026, 3, 10)  # a Tuesday


def holidays(year: int) -> Mapping[date, str]:
    return {date(year, 4, 2): "Jueves Santo", date(year, 4, 3): "Viernes Santo", date(year, 4, 5): "Domingo de Pascua"}


def test_a_holiday_gives_way_to_the_next_day_on_which_the_desk_attends() -> None:
    assert next_working_day(date(2026, 4, 2), holidays) == date(2026, 4, 4)
    assert next_working_day(date(2026, 4, 5), holidays) == date(2026, 4, 6)
    assert next_working_day(date(2026, 3, 15), holidays) == date(2026, 3, 16)
    assert next_working_day(date(2026, 4, 4), holidays) == date(2026, 4, 4), "Saturdays are worked"


def test_a_day_says_why_nobody_attends() -> None:
    assert day_facts(date(2026, 3, 15), holidays).off is DayOff.SUNDAY
    assert day_facts(date(2026, 4, 3), holidays).holiday == "Viernes Santo"
    assert day_facts(date(2026, 4, 5), holidays).off is DayOff.HOLIDAY
    assert day_facts(date(2026, 3, 14), holidays).off is None


def test_a_week_begins_on_monday() -> None:
    assert [day.day for day in week_of(date(2026, 3, 15))] == [9, 10, 11, 12, 13, 14, 15]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hoy", TODAY),
        ("Mañana", date(2026, 3, 11)),
        ("martes", date(2026, 3, 17)),
        ("mié", date(2026, 3, 11)),
        ("domingo", date(2026, 3, 15)),
        ("+8", date(2026, 3, 18)),
        ("8 días", date(2026, 3, 18)),
        ("en 2 semanas", date(2026, 3, 24)),
        ("1 mes", date(2026, 4, 10)),
        ("15/4", date(2026, 4, 15)),
        ("1/2", date(2027, 2, 1)),
        ("15/04/2026", date(2026, 4, 15)),
        ("15/4/26", date(2026, 4, 15)),
        ("29/2", None),
        ("9/3/2026", None),
        ("5000", None),
        ("ya", None),
        ("31/31", None),
        ("", None),
    ],
)
def test_a_day_to_come(typed: str, meant: date | None) -> None:
    assert parse_due(typed, TODAY) == meant


def test_a_month_from_the_31st_is_the_last_day_of_a_shorter_one() -> None:
    assert parse_due("1 mes", date(2026, 1, 31)) == date(2026, 2, 28)


def test_colombian_holidays_have_their_spanish_names_and_stand_where_the_law_moves_them() -> None:
    year = colombian_holidays(2026)
    assert year[date(2026, 1, 12)] == "Día de los Reyes Magos"  # 6 January, moved to Monday
    assert year[date(2026, 5, 18)] == "Ascensión del Señor"
    assert year[date(2026, 4, 3)] == "Viernes Santo"
    assert date(2026, 1, 6) not in year
