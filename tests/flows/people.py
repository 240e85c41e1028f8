"""Invented persons of the flows."""

from datetime import date

from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.names import Name
from casa_desktop.domain.persons import Details

_STATED = date(2026, 11, 23)


def somebody(first: str = "Yusmary", surname: str = "Iguarán", age: int = 34) -> Details:
    """A woman from Venezuela."""
    stated = Age(stated=AgeRange(age, age), stated_on=_STATED)
    return Details(Name(first, "", surname), sex="02", age=stated, country="VEN")
