"""A service that counts, and all that it may be taken apart or filtered by."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum, unique
from types import MappingProxyType
from typing import NamedTuple

from casa_desktop.domain.ages import Age
from casa_desktop.domain.catalog import Kind

NO_DATA = ""
"""The key of «sin dato»."""


@unique
class Dimension(StrEnum):
    """What a number is taken apart by."""

    SEX = "sex"
    AGE = "age"
    COUNTRY = "country"
    ETHNICITY = "ethnicity"
    DISABILITY = "disability"
    MUNICIPALITY = "municipality"
    PROFILE = "profile"
    VULNERABILITY = "vulnerability"
    SERVICE = "service"
    PLACE = "place"
    FUNDER = "funder"
    STAFF = "staff"
    MONTH = "month"


OF_PERSON = frozenset(
    {
        Dimension.SEX,
        Dimension.AGE,
        Dimension.COUNTRY,
        Dimension.ETHNICITY,
        Dimension.DISABILITY,
        Dimension.MUNICIPALITY,
    }
)
"""Of these a person has one value in a report, so that the rows add up to the total."""

CATALOG_KINDS: Mapping[Dimension, Kind] = MappingProxyType(
    {
        Dimension.ETHNICITY: Kind.ETHNICITY,
        Dimension.DISABILITY: Kind.DISABILITY,
        Dimension.PROFILE: Kind.PROFILE,
        Dimension.VULNERABILITY: Kind.VULNERABILITY,
        Dimension.PLACE: Kind.PLACE,
        Dimension.FUNDER: Kind.FUNDER,
    }
)
"""Dimensions whose keys are items of the catalogue, which names and orders them."""
_UNKNOWN = (NO_DATA,)


class Counted(NamedTuple):
    """One service that counts, with what it was asked to be taken apart by. Keys are codes; without one = not known.

    A tuple, as a year of a desk has a hundred thousand and a dataclass takes four times as long to make.
    """

    person: int
    day: date
    quantity: int
    age: Age
    keys: Mapping[Dimension, tuple[str, ...]]
    """Without the age, which depends on the bands. An empty tuple = in no row, not even «sin dato»."""
    success: bool | None = None
    """Of what may fail, whether it succeeded."""
    service: int = 0
    """Its key in storage, as *person* is: to be counted and looked up, never shown."""
    contact: bool = False
    """Whether it is a contact that was tried, by ``domain.rcf.is_contact``; known of services between two days."""

    def of(self, dimension: Dimension) -> tuple[str, ...]:
        """Its keys of *dimension*, which is not the age; «sin dato» where none are known."""
        return self.keys.get(dimension, _UNKNOWN)
