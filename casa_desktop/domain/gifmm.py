"""The rows of GIFMM's 345W: who was reached in a month by each activity, and who of them for the first time that year.

«Nuevo en el mes» = no earlier attendance in the same activity since 1 January of that year and before the 1st of the
month. Profile and age are those of the first service of the month in the activity; a vulnerability is one told in any
of them. Each person stands in one municipality, that of the same first service, with all that they had in the month: so
Total, Nuevos and quantity may be added over municipalities.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from casa_desktop.domain.ages import BandSet, band_of
from casa_desktop.domain.cells import Origin
from casa_desktop.domain.counted import Counted, Dimension
from casa_desktop.domain.donors import Activity, Described, Office, Template, Victims
from casa_desktop.domain.months import MonthsSaid
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.persons import Sex

UNKNOWN = "unknown"
NOWHERE = f"{UNKNOWN}.{UNKNOWN}"
"""Neither sex nor age known: the 345W has no column for them."""
NO_PROFILE, VICTIMS, VICTIMS_TOO = "no_profile", "victims", "both"
TOTAL, NEW, QUANTITY = "total", "new", "quantity"
"""Keys of the columns that count everybody of a row, who is new, and what they were given."""
_SEXES = MappingProxyType({str(Sex.WOMAN): "women", str(Sex.MAN): "men", str(Sex.INTERSEX): "other"})
_MIGRANTS = frozenset({"permanence", "transit", "pendular", "returned"})
"""A victim among these is affected twice, by the conflict and by the migration."""

Groups = Mapping[tuple[Dimension, str], str]
"""The column that a code of a dimension stands in, by (dimension, code): dated data of the template."""


@dataclass(frozen=True, slots=True)
class GifmmOrigin(Origin):
    """One number of a row of the 345W. *column* is ``TOTAL``, ``NEW``, ``QUANTITY`` or a key of ``GifmmRow.counts``."""

    template: str
    month: Month
    activity: str
    municipality: str
    column: str


@dataclass(frozen=True, slots=True)
class GifmmRow:
    """One line of the file. *counts* by key of the column; *quantity* is how many services were given."""

    month: Month
    activity: Activity
    municipality: str
    total: int
    new: int
    quantity: int
    counts: Mapping[str, int]

    @property
    def outside(self) -> int:
        """Those who stand in no column of sex and age: neither is known of them."""
        return self.counts.get(NOWHERE, 0)


@dataclass(frozen=True, slots=True)
class GifmmReport:
    """The 345W of a run of months."""

    template: Template
    period: Period
    rows: tuple[GifmmRow, ...]
    months: MonthsSaid
    unseen: tuple[Month, ...] = ()
    """Months before the period, in its first year, known as figures only: who came then is taken for new."""

    @property
    def idle(self) -> tuple[Activity, ...]:
        """Activities without anybody in the whole period."""
        seen = {row.activity.uuid for row in self.rows}
        return tuple(each for each in self.template.activities if each.uuid not in seen)


def rows_of(
    counted: Sequence[Counted], months: Iterable[Month], template: Template, groups: Groups
) -> tuple[GifmmRow, ...]:
    """The rows of *months*, each month by activity and municipality. *counted* are the services that count, in order of
    time, from 1 January of the first of these years on."""
    found = _reached(counted, months, template)
    return tuple(_row(each, template.office, groups) for each in sorted(found, key=lambda each: each.month))


def behind(counted: Sequence[Counted], origin: GifmmOrigin, template: Template, groups: Groups) -> list[Counted]:
    """The services that a number of a row of :func:`rows_of` counts; *counted* as there."""
    for each in _reached(counted, [origin.month], template):
        if (each.activity.uuid, each.municipality) == (origin.activity, origin.municipality):
            return [one for own in _standing(each, origin.column, template.office, groups) for one in own]
    return []


@dataclass(frozen=True, slots=True)
class _Reached:
    """Whom one row tells of: the services of each person, and who of them is *new*."""

    month: Month
    activity: Activity
    municipality: str
    people: Mapping[int, Sequence[Counted]]
    new: frozenset[int]

    def taken_apart(self, office: Office) -> Iterator[Sequence[Counted]]:
        """Those whom the columns by profile, sex and age take apart."""
        everybody = office.described is Described.REACHED
        return (own for who, own in self.people.items() if everybody or who in self.new)


def _reached(counted: Sequence[Counted], months: Iterable[Month], template: Template) -> Iterator[_Reached]:
    """By activity, month and municipality."""
    wanted = set(months)
    for activity in template.activities:
        by_month: dict[Month, list[Counted]] = {}
        for each in counted:
            if activity.holds(each):
                by_month.setdefault(Month.of(each.day), []).append(each)
        earlier: dict[int, set[int]] = {}
        for month, services in by_month.items():
            seen = earlier.setdefault(month.year, set())
            if month in wanted:
                for municipality, people in sorted(_attended(services, template.office).items()):
                    yield _Reached(month, activity, municipality, people, frozenset(people.keys() - seen))
            seen.update(each.person for each in services)


def _attended(services: Iterable[Counted], office: Office) -> dict[str, dict[int, list[Counted]]]:
    """The services of each person, by the municipality of their first one."""
    first: dict[int, str] = {}
    found: dict[str, dict[int, list[Counted]]] = {}
    for each in services:
        where = first.setdefault(each.person, _where(each, office))
        found.setdefault(where, {}).setdefault(each.person, []).append(each)
    return found


def _row(of: _Reached, office: Office, groups: Groups) -> GifmmRow:
    counts: Counter[str] = Counter()
    for own in of.taken_apart(office):
        counts.update(_columns_of(own, groups, office.victims))
    return GifmmRow(
        month=of.month,
        activity=of.activity,
        municipality=of.municipality,
        total=len(of.people),
        new=len(of.new),
        quantity=sum(each.quantity for own in of.people.values() for each in own),
        counts=MappingProxyType(dict(counts)),
    )


def _standing(of: _Reached, column: str, office: Office, groups: Groups) -> list[Sequence[Counted]]:
    """The services of each person whom *column* counts."""
    if column in (TOTAL, QUANTITY):
        return list(of.people.values())
    if column == NEW:
        return [own for who, own in of.people.items() if who in of.new]
    return [own for own in of.taken_apart(office) if column in _columns_of(own, groups, office.victims)]


def _where(each: Counted, office: Office) -> str:
    return office.municipality_of(next(iter(each.keys.get(Dimension.PLACE, ())), ""))


def _columns_of(own: Sequence[Counted], groups: Groups, victims: Victims) -> frozenset[str]:
    """The columns in which somebody stands, once in each. *own* are their services of the month, the first one first;
    where they do not know their profile, «sin perfil» is one."""
    first = own[0]
    found = {
        column
        for dimension in (Dimension.ETHNICITY, Dimension.DISABILITY)
        for key in first.keys.get(dimension, ())
        if (column := groups.get((dimension, key)))
    }
    found |= {
        column
        for each in own
        for key in each.keys.get(Dimension.VULNERABILITY, ())
        if (column := groups.get((Dimension.VULNERABILITY, key)))
    }
    profiles = [groups.get((Dimension.PROFILE, key), NO_PROFILE) for key in first.keys.get(Dimension.PROFILE, ())]
    profile = profiles[0] if profiles else NO_PROFILE
    if VICTIMS in found and profile in _MIGRANTS:
        found = (found - {VICTIMS}) | {VICTIMS_TOO}
    if victims is Victims.BESIDE or found.isdisjoint({VICTIMS, VICTIMS_TOO}):
        found.add(profile)
    found.add(_sex_and_age(first, first.day))
    return frozenset(found)


def _sex_and_age(each: Counted, day: date) -> str:
    sex = next((_SEXES[key] for key in each.keys.get(Dimension.SEX, ()) if key in _SEXES), UNKNOWN)
    band = band_of(each.age.on(day), BandSet.GIFMM)
    return f"{sex}.{UNKNOWN if band is None else band.first}"
