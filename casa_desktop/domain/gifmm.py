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
from casa_desktop.domain.counted import Counted, Dimension
from casa_desktop.domain.donors import Activity, Described, Office, Template, Victims
from casa_desktop.domain.months import MonthsSaid
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.persons import Sex

UNKNOWN = "unknown"
NOWHERE = f"{UNKNOWN}.{UNKNOWN}"
"""Neither sex nor age known: the 345W has no column for them."""
NO_PROFILE, VICTIMS, VICTIMS_TOO = "no_profile", "victims", "both"
_SEXES = MappingProxyType({str(Sex.WOMAN): "women", str(Sex.MAN): "men", str(Sex.INTERSEX): "other"})
_MIGRANTS = frozenset({"permanence", "transit", "pendular", "returned"})
"""A victim among these is affected twice, by the conflict and by the migration."""

Groups = Mapping[tuple[Dimension, str], str]
"""The column that a code of a dimension stands in, by (dimension, code): dated data of the template."""


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
    wanted = set(months)
    found: dict[Month, list[GifmmRow]] = {month: [] for month in sorted(wanted)}
    for activity in template.activities:
        by_month: dict[Month, list[Counted]] = {}
        for each in counted:
            if activity.holds(each):
                by_month.setdefault(Month.of(each.day), []).append(each)
        earlier: dict[int, set[int]] = {}
        for month, services in by_month.items():
            seen = earlier.setdefault(month.year, set())
            if month in wanted:
                found[month] += _rows_of_activity(services, seen, month, activity, template.office, groups)
            seen.update(each.person for each in services)
    return tuple(row for rows in found.values() for row in rows)


def behind_row(
    counted: Iterable[Counted], month: Month, activity: Activity, municipality: str, office: Office
) -> list[Counted]:
    """The services that a row counts. *counted* in order of time."""
    inside = [each for each in counted if Month.of(each.day) == month and activity.holds(each)]
    return [each for own in _attended(inside, office).get(municipality, {}).values() for each in own]


def _attended(services: Iterable[Counted], office: Office) -> dict[str, dict[int, list[Counted]]]:
    """The services of each person, by the municipality of their first one."""
    first: dict[int, str] = {}
    found: dict[str, dict[int, list[Counted]]] = {}
    for each in services:
        where = first.setdefault(each.person, _where(each, office))
        found.setdefault(where, {}).setdefault(each.person, []).append(each)
    return found


def _rows_of_activity(
    services: Sequence[Counted],
    earlier: set[int],
    month: Month,
    activity: Activity,
    office: Office,
    groups: Groups,
) -> Iterator[GifmmRow]:
    """The rows of one month. *earlier* are those who came to the activity before, that year."""
    for municipality, people in sorted(_attended(services, office).items()):
        new = {who: own for who, own in people.items() if who not in earlier}
        counts: Counter[str] = Counter()
        for own in (new if office.described is Described.NEW else people).values():
            counts.update(_columns_of(own, groups, office.victims))
        yield GifmmRow(
            month=month,
            activity=activity,
            municipality=municipality,
            total=len(people),
            new=len(new),
            quantity=sum(each.quantity for own in people.values() for each in own),
            counts=MappingProxyType(dict(counts)),
        )


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
