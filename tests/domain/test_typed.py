"""What people type is read as Colombians mean it, or not at all."""

from datetime import date

import pytest

from casa_desktop.domain.periods import Month
from casa_desktop.domain.typed import is_time, parse_date, parse_integer, parse_month, parse_time

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("5/3/87", date(1987, 3, 5)),
        ("05-03-1987", date(1987, 3, 5)),
        ("5 mar 1987", date(1987, 3, 5)),
        ("5 de marzo de 1987", date(1987, 3, 5)),
        ("Marzo 5 de 1987", date(1987, 3, 5)),
        ("5-MAR-87", date(1987, 3, 5)),
        ("5.3.1987", date(1987, 3, 5)),
        ("05031987", date(1987, 3, 5)),
        ("19870305", date(1987, 3, 5)),
        ("050387", date(1987, 3, 5)),
        ("1987-03-05", date(1987, 3, 5)),
        ("  29/2/2024 ", date(2024, 2, 29)),
        ("3 sept. 2019", date(2019, 9, 3)),
        ("3 set 2019", date(2019, 9, 3)),
        ("23/11/26", TODAY),
        ("24/11/26", date(1926, 11, 24)),
        ("1/1/00", date(2000, 1, 1)),
        ("hoy", TODAY),
        ("Ayer", date(2026, 11, 22)),
    ],
)
def test_dates_as_people_write_them(typed: str, meant: date) -> None:
    assert parse_date(typed, TODAY) == meant


@pytest.mark.parametrize(
    "typed",
    ["", "5/3", "3/25/1987", "29/2/2023", "31/4/2020", "5/3/187", "5/3/1887", "5 ma 1987", "mañana", "٥/٣/٨٧x", "1987"],
)
def test_dates_that_could_mean_something_else_are_asked_again(typed: str) -> None:
    assert parse_date(typed, TODAY) is None


def test_a_leap_day_of_another_century_is_no_error() -> None:
    assert parse_date("29/2/00", date(2000, 2, 1)) is None


@pytest.mark.parametrize(
    "typed",
    ["2018-12", "12/2018", "Dic 2018", "dic-18", "DIC. 2018", "diciembre de 2018", "Diciembre del 2018", "2018/12"],
)
def test_months_as_people_write_them(typed: str) -> None:
    assert parse_month(typed) == Month(2018, 12)


@pytest.mark.parametrize("typed", ["", "Dic", "2018", "13/2018", "2018-00", "di 2018", "1.534", "PERSONAS 2018"])
def test_what_is_no_month(typed: str) -> None:
    assert parse_month(typed) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1372", 1372),
        ("1.372", 1372),
        ("1 372", 1372),
        ("1\u00a0372", 1372),
        ("1,372", 1372),
        ("1'372", 1372),
        ("10.388.120", 10388120),
        ("1372,00", 1372),
        ("1372.0", 1372),
        ("1.372,0", 1372),
        ("0", 0),
        ("007", 7),
    ],
)
def test_counts_as_people_write_them(typed: str, meant: int) -> None:
    assert parse_integer(typed) == meant


@pytest.mark.parametrize(
    "typed", ["", "1,5", "1.37", "1.3725", "-4", "+4", "1.372.5", "1e3", "٣", "12a", "1,37", "9" * 21]
)
def test_what_is_no_count(typed: str) -> None:
    assert parse_integer(typed) is None


@pytest.mark.parametrize(
    ("said", "hour"),
    [
        ("15:30", "15:30"),
        ("1530", "15:30"),
        ("3:30 p. m.", "15:30"),
        ("3 pm", "15:00"),
        ("3", "15:00"),
        ("8", "08:00"),
        ("09", "09:00"),
        ("12 m", "12:00"),
        ("12 a.m.", "00:00"),
        ("25", None),
        ("9:75", None),
        ("13 pm", None),
        ("tarde", None),
    ],
)
def test_an_hour_is_read_as_the_desk_says_it(said: str, hour: str | None) -> None:
    assert parse_time(said) == hour
    assert hour is None or is_time(hour)
