"""A number taken apart by who the people are or by how they were attended, with «sin dato» always beside the rest.

Persons are distinct in every cell. Where somebody may stand in several rows (profiles of several visits, services,
months) the rows add up to more than the total, which is then told and never printed as their sum.
"""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum, unique
from types import MappingProxyType
from typing import TypeVar

from casa_desktop.domain.access import BEHIND_THE_DOOR, Action, Compartment
from casa_desktop.domain.ages import Bands, BandSet, band_of, bands, bands_across
from casa_desktop.domain.cells import Origin
from casa_desktop.domain.counted import NO_DATA, Counted, Dimension
from casa_desktop.domain.counting import firsts
from casa_desktop.domain.indicators import COUNTS_PERSONS, Indicator, Rule
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.scope import Scope
from casa_desktop.domain.suppression import WHOLE, Key, is_small, suppressed, suppressed_list

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Request:
    """*columns* None = only the rows. *bands* is the set of age bands, where the age is asked for."""

    indicator: Indicator
    scope: Scope
    rows: Dimension
    columns: Dimension | None = None
    bands: Bands = BandSet.GIFMM

    @property
    def period(self) -> Period:
        """The months that it touches."""
        return self.scope.months

    @property
    def dimensions(self) -> frozenset[Dimension]:
        """All that has to be known of a service."""
        shown = {self.rows} if self.columns is None else {self.rows, self.columns}
        return frozenset(shown | set(self.scope.filters))


@dataclass(frozen=True, slots=True)
class PartOrigin(Origin):
    """What a cell of a breakdown counts; *row* or *column* ``WHOLE`` = a total."""

    request: Request
    row: str = WHOLE
    column: str = WHOLE


@dataclass(frozen=True, slots=True)
class Across:
    """Persons (or services) whose stated age reaches from one band into another: they stand in «sin dato»."""

    first: str
    last: str
    """Keys of bands."""
    count: int


@unique
class Reserved(StrEnum):
    """Where somebody who may not count what is done behind a closed door finds it."""

    IN_TOTALS = "in_totals"
    """In the totals, and in no row or column of how people were attended."""
    LEFT_OUT = "left_out"
    """Not counted at all, in whole months no more than between two days."""


def left_out(may: Callable[[Action], bool]) -> frozenset[Compartment]:
    """The compartments whose services are in no number by who the people are, for somebody who *may* do so much.

    Who counts the passes to the private room counts all. Who does not, and sees the records behind a number, would know
    by each number that is more than its records who was attended there, and by days taken from months as well: theirs
    are without it. Who sees totals only has no records to hold beside them, and the same people in every report.
    """
    if may(Action.PASS_COUNT) or not may(Action.STATISTICS_CELL):
        return frozenset()
    return BEHIND_THE_DOOR


def taken_apart(may: Callable[[Action], bool], compartment: Compartment | str | None) -> bool:
    """Whether services of *compartment* may be the number that is taken apart. Matters of protection are so few that
    only those who count the passes are told of them."""
    allowed = may(Action.PASS_COUNT) or compartment != Compartment.PROTECTION
    return allowed and compartment not in left_out(may)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """*cells* by (row, column); with no columns the column is empty. Totals are counted, not added."""

    request: Request
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[Key, int]
    row_totals: Mapping[str, int]
    column_totals: Mapping[str, int]
    total: int
    straddling: int = 0
    """Persons (or services) whose stated age lies across bands: they stand in «sin dato»."""
    across: tuple[Across, ...] = ()
    """The same by the bands that they lie across, where these were looked at."""
    historical: tuple[Month, ...] = ()
    """Months of the period that are known as figures only, and so are not in it."""
    provisional: tuple[Month, ...] = ()
    hidden: frozenset[Key] = frozenset()
    """What of it must not leave the house, by :func:`to_hide`."""
    stripped: bool = False
    """Whether whoever asked is not given the values of *hidden* either."""
    reserved: Reserved | None = None
    """None where it is counted like the rest."""
    overlapping: bool = False
    """Whether it overlapped before it was stripped."""
    staff: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """What everybody is called whose key may stand in it: a key of STAFF is a username, as two may have one name."""
    wider: "tuple[Breakdown, ...]" = ()
    """The same without its filters and of its whole months, where it is less: somebody may hold both and subtract."""

    @property
    def overlaps(self) -> bool:
        """Whether somebody stands in more than one row or column."""
        return (
            self.overlapping
            or sum(self.row_totals.values()) > self.total
            or sum(self.column_totals.values()) > self.total
        )

    @property
    def crossed(self) -> bool:
        """Whether it has columns."""
        return self.request.columns is not None

    def value(self, row: str, column: str) -> int:
        """A cell, or a total where *row* or *column* is ``WHOLE``."""
        if row == WHOLE:
            return self.total if column == WHOLE else self.column_totals.get(column, 0)
        return self.row_totals.get(row, 0) if column == WHOLE else self.cells.get((row, column), 0)

    @property
    def untold(self) -> frozenset[Key]:
        """What whoever asked is not told."""
        return self.hidden if self.stripped else frozenset()

    def without_hidden(self) -> "Breakdown":
        """The same without the values of what is hidden in it, and in what it could be subtracted from."""
        listed = {key for key in self.hidden if key[1] == WHOLE} if not self.crossed else set()
        untold = self.hidden | {(row, "") for row, _ in listed}
        return replace(
            self,
            cells=_without(self.cells, untold),
            row_totals=_without(self.row_totals, {row for row, column in untold if column == WHOLE}),
            column_totals=_without(self.column_totals, {column for row, column in untold if row == WHOLE}),
            total=0 if (WHOLE, WHOLE) in untold else self.total,
            stripped=True,
            overlapping=self.overlaps,
            wider=tuple(each.without_hidden() for each in self.wider),
        )

    def of_months(self, historical: tuple[Month, ...], provisional: tuple[Month, ...]) -> "Breakdown":
        """The same, with what is to be said of its months."""
        return replace(self, historical=historical, provisional=provisional)


def band_key(first: int) -> str:
    """The key of the band that begins at *first*; it sorts as the bands do."""
    return f"{first:03d}"


def within(counted: Sequence[Counted], request: Request) -> list[Counted]:
    """Those of *counted* that *request* is about. *counted* are all that count in the whole months of its scope.

    A new person is one whose first service falls on one of its days. Only services of the month of that first one are
    among *counted*, so that of whole months the new persons add up, whatever they are taken apart by.
    """
    scope = request.scope
    kept = scope.among(counted)
    if request.indicator.rule is Rule.NEW_PERSONS:
        began = firsts(counted)
        kept = [each for each in kept if began[each.person] >= scope.first]
    wanted = scope.filters.get(Dimension.AGE)
    if wanted is None:
        return kept
    keys, _ = _ages(kept, request)
    return [each for each, key in zip(kept, keys, strict=True) if key in wanted]


def take_apart(counted: Sequence[Counted], request: Request, order: Mapping[Dimension, Sequence[str]]) -> Breakdown:
    """Counts *counted*, all of them, by the dimensions of *request*. *order* is how the keys of a dimension are listed;
    keys that it does not know follow, and «sin dato» stands last, whether or not anybody is in it."""
    persons = request.indicator.rule in COUNTS_PERSONS
    aged = Dimension.AGE in (request.rows, request.columns)
    ages, across = _ages(counted, request) if aged else ([], ())
    down, along = (_keys(counted, dimension, ages) for dimension in (request.rows, request.columns))
    rows = _count(((row, each) for each, keys in zip(counted, down, strict=True) for row in keys), persons)
    columns = _count(((column, each) for each, keys in zip(counted, along, strict=True) for column in keys), persons)
    lines = zip(counted, down, along, strict=True)
    cells = _count((((r, c), each) for each, ours, theirs in lines for r in ours for c in theirs), persons)
    named = {**order, Dimension.AGE: [band_key(band.first) for band in bands(request.bands)]}
    return Breakdown(
        request=request,
        rows=_listed(rows, named.get(request.rows, ())),
        columns=("",) if request.columns is None else _listed(columns, named.get(request.columns, ())),
        cells=MappingProxyType(cells),
        row_totals=MappingProxyType(rows),
        column_totals=MappingProxyType(columns),
        total=_count(((WHOLE, each) for each in counted), persons).get(WHOLE, 0),
        straddling=sum(each.count for each in across),
        across=across,
    )


def in_cell(counted: Sequence[Counted], request: Request, row: str, column: str) -> list[Counted]:
    """Those of *counted* that stand in a cell of :func:`take_apart`, or in a total (``WHOLE``)."""
    aged = Dimension.AGE in (request.rows, request.columns)
    ages = _ages(counted, request)[0] if aged else []
    down, along = (_keys(counted, dimension, ages) for dimension in (request.rows, request.columns))
    return [
        each
        for each, ours, theirs in zip(counted, down, along, strict=True)
        if (row == WHOLE or row in ours) and (column == WHOLE or column in theirs)
    ]


def to_hide(found: Breakdown, *, printed: Collection[Key] = (), totals: bool = False) -> frozenset[Key]:
    """What of *found* must not leave the house: small cells, and what they could be worked out from.

    A list of totals is what the council prints; *totals*: these are cells, too. So they are with filters, which cross
    the list with what they ask for, and with days that are not whole months; and a cell is also small where the rest of
    a wider table is (without the filters, of the whole months), as whoever holds both subtracts. Of a cell with nobody
    in it the rest is that table's own cell, which says no more than it said. What is *printed* elsewhere, too, hides
    nothing.

    That is all that is looked at. Two breakdowns of which neither is the other's whole (other filters, some days and
    some more days, bands that end elsewhere) may still be taken from each other; and somebody whose age is that of
    another day in the wider table stands in another band there. Who lets one leave is told so on it.
    """
    if not found.wider and not totals:
        return suppressed(found.rows, found.columns, found.cells) if found.crossed else frozenset()
    rows, columns = (*found.rows, WHOLE), (*(found.columns if found.crossed else ()), WHOLE)
    values = {(row, column): found.value(row, column) for row in rows for column in columns}
    small = {
        key
        for key, value in values.items()
        if is_small(value) or (value and any(is_small(whole.value(*key) - value) for whole in found.wider))
    }
    small -= set(printed)
    if found.crossed:
        return suppressed(rows, columns, values, small, printed=printed)
    return suppressed_list({key: value for key, value in values.items() if key not in printed}, small)


def _without(values: Mapping[K, int], untold: Collection[K]) -> Mapping[K, int]:
    return MappingProxyType({key: value for key, value in values.items() if key not in untold})


def _count(pairs: Iterable[tuple[K, Counted]], persons: bool) -> dict[K, int]:
    """By key: distinct persons, or services by quantity."""
    if persons:
        return Counter(key for key, _ in {(key, each.person) for key, each in pairs})
    found: Counter[K] = Counter()
    for key, each in pairs:
        found[key] += each.quantity
    return found


def _ages(counted: Sequence[Counted], request: Request) -> tuple[list[str], tuple[Across, ...]]:
    """The band of each service, and the persons or services that lie across bands. A person's is that of their first
    service in the period, so that nobody stands in two bands of one report."""
    persons = request.indicator.rule in COUNTS_PERSONS
    first: dict[int, Counted] = {}
    if persons:
        for each in counted:
            if each.person not in first or each.day < first[each.person].day:
                first[each.person] = each
    found: list[str] = []
    across: dict[int, tuple[str, str]] = {}
    known: dict[int, str] = {}
    for at, each in enumerate(counted):
        who = each.person if persons else at
        if who not in known:
            basis = first[who] if persons else each
            age = basis.age.on(basis.day)
            band = band_of(age, request.bands)
            known[who] = NO_DATA if band is None else band_key(band.first)
            if age is not None and band is None:
                low, high = bands_across(age, request.bands)
                across[who] = band_key(low.first), band_key(high.first)
        found.append(known[who])
    ordered = sorted(Counter(across.values()).items())
    return found, tuple(Across(low, high, count) for (low, high), count in ordered)


def _keys(counted: Sequence[Counted], dimension: Dimension | None, ages: list[str]) -> list[tuple[str, ...]]:
    if dimension is None:
        return [("",)] * len(counted)
    if dimension is Dimension.AGE:
        return [(key,) for key in ages]
    return [each.of(dimension) for each in counted]


def _listed(found: Mapping[str, object], order: Sequence[str]) -> tuple[str, ...]:
    known = [key for key in order if key in found]
    placed = {*order, NO_DATA}
    return (*known, *sorted(key for key in found if key not in placed), NO_DATA)
