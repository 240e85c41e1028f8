"""A number taken apart by who the people are or by how they were attended, with «sin dato» always beside the rest.

Persons are distinct in every cell. Where somebody may stand in several rows (profiles of several visits, services,
months) the rows add up to more than the total, which is then told and never printed as their sum.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum, unique
from types import MappingProxyType

from casa_desktop.domain.ages import Age, BandSet, band_of, bands
from casa_desktop.domain.indicators import COUNTS_PERSONS, Indicator
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.persons import Sex

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


@dataclass(frozen=True, slots=True)
class Counted:
    """One service that counts, with all that it may be taken apart by. Keys are codes; empty = not known."""

    person: int
    day: date
    quantity: int
    age: Age
    keys: Mapping[Dimension, tuple[str, ...]]
    """Without the age, which depends on the bands."""
    success: bool | None = None
    """Of what may fail, whether it succeeded."""
    service: int = 0
    """Its key in storage, as *person* is: to be counted and looked up, never shown."""


@dataclass(frozen=True, slots=True)
class Request:
    """*columns* None = only the rows. *bands* is the set of age bands, where the age is asked for."""

    indicator: Indicator
    period: Period
    rows: Dimension
    columns: Dimension | None = None
    bands: BandSet = BandSet.GIFMM


@dataclass(frozen=True, slots=True)
class Breakdown:
    """*cells* by (row, column); with no columns the column is empty. Totals are counted, not added."""

    request: Request
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], int]
    row_totals: Mapping[str, int]
    column_totals: Mapping[str, int]
    total: int
    straddling: int = 0
    """Persons (or services) whose stated age lies across two bands: they stand in «sin dato»."""
    historical: tuple[Month, ...] = ()
    """Months of the period that are known as figures only, and so are not in it."""
    provisional: tuple[Month, ...] = ()

    @property
    def overlaps(self) -> bool:
        """Whether somebody stands in more than one row or column."""
        return sum(self.row_totals.values()) > self.total or sum(self.column_totals.values()) > self.total

    def of_months(self, historical: tuple[Month, ...], provisional: tuple[Month, ...]) -> "Breakdown":
        """The same, with what is to be said of its months."""
        return replace(self, historical=historical, provisional=provisional)


def band_key(first: int) -> str:
    """The key of the band that begins at *first*; it sorts as the bands do."""
    return f"{first:03d}"


def take_apart(counted: Sequence[Counted], request: Request, order: Mapping[Dimension, Sequence[str]]) -> Breakdown:
    """Counts *counted* by the dimensions of *request*. *order* is how the keys of a dimension are listed; keys that it
    does not know follow, and «sin dato» stands last, whether or not anybody is in it."""
    persons = request.indicator.rule in COUNTS_PERSONS
    ages, straddling = _ages(counted, request, persons=persons)
    value = _value(ages)
    whole = _Count(persons)
    rows: dict[str, _Count] = {}
    columns: dict[str, _Count] = {}
    cells: dict[tuple[str, str], _Count] = {}
    for at, each in enumerate(counted):
        whole.add(each)
        row_keys, column_keys = value(at, each, request.rows), value(at, each, request.columns)
        for row in row_keys:
            rows.setdefault(row, _Count(persons)).add(each)
        for column in column_keys:
            columns.setdefault(column, _Count(persons)).add(each)
        for row in row_keys:
            for column in column_keys:
                cells.setdefault((row, column), _Count(persons)).add(each)
    named = {**order, Dimension.AGE: [band_key(band.first) for band in bands(request.bands)]}
    return Breakdown(
        request=request,
        rows=_listed(rows, named.get(request.rows, ())),
        columns=("",) if request.columns is None else _listed(columns, named.get(request.columns, ())),
        cells=MappingProxyType({key: count.value for key, count in cells.items()}),
        row_totals=MappingProxyType({key: count.value for key, count in rows.items()}),
        column_totals=MappingProxyType({key: count.value for key, count in columns.items()}),
        total=whole.value,
        straddling=straddling,
    )


class _Count:
    """Distinct persons, or services by quantity."""

    def __init__(self, persons: bool) -> None:
        self._persons: set[int] | None = set() if persons else None
        self._sum = 0

    def add(self, each: Counted) -> None:
        if self._persons is not None:
            self._persons.add(each.person)
        else:
            self._sum += each.quantity

    @property
    def value(self) -> int:
        return self._sum if self._persons is None else len(self._persons)


def _ages(counted: Sequence[Counted], request: Request, *, persons: bool) -> tuple[list[str], int]:
    """The band of each service, and how many persons or services lie across two. A person's is that of their first
    service in the period, so that nobody stands in two bands of one report."""
    if Dimension.AGE not in (request.rows, request.columns):
        return [], 0
    first: dict[int, Counted] = {}
    for each in counted:
        if each.person not in first or each.day < first[each.person].day:
            first[each.person] = each
    found: list[str] = []
    across: set[int] = set()
    for at, each in enumerate(counted):
        basis = first[each.person] if persons else each
        age = basis.age.on(basis.day)
        band = band_of(age, request.bands)
        if age is not None and band is None:
            across.add(each.person if persons else at)
        found.append(NO_DATA if band is None else band_key(band.first))
    return found, len(across)


def _value(ages: list[str]) -> Callable[[int, Counted, Dimension | None], Iterable[str]]:
    def of(at: int, each: Counted, dimension: Dimension | None) -> Iterable[str]:
        if dimension is None:
            return ("",)
        if dimension is Dimension.AGE:
            return (ages[at],)
        keys = each.keys.get(dimension, ())
        if dimension is Dimension.SEX:
            keys = tuple(NO_DATA if key == Sex.UNKNOWN else key for key in keys)
        return keys or (NO_DATA,)

    return of


def _listed(found: Mapping[str, object], order: Sequence[str]) -> tuple[str, ...]:
    known = [key for key in order if key in found]
    others = sorted(key for key in found if key not in order and key != NO_DATA)
    return (*known, *others, NO_DATA)
