"""The plan behind the 2019 scenario: visits whose counts are the council's, in every cell.

Source of the figures: the table that the council received in December 2019 (``resources/demo/informe_2019.csv``).
Nothing is computed from a base here, so that the scenario proves the counting and not the other way round.
"""

import csv
import random
from dataclasses import dataclass
from datetime import date, timedelta

from casa_desktop.domain.periods import Month
from casa_desktop.paths import resource

DISTINCT_PERSONS = 10_388
"""The printed total of PERSONAS: the persons of the period, 280 of whom came back in a later month."""

SUNDAY = 6


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """One line of the published table."""

    month: Month
    persons: int
    services: tuple[tuple[str, int], ...]
    """(service type code, number of services)."""
    provisional: bool


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """One person on one date. *person* counts from 0 in order of first visit; *new* marks that first one."""

    person: int
    new: bool
    day: date
    services: tuple[str, ...]


def published() -> tuple[MonthFigures, ...]:
    """The published table, month by month."""
    with resource("demo/informe_2019.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(
            MonthFigures(
                month=Month.parse(line["mes"]),
                persons=int(line["PERSONAS"]),
                services=(
                    ("ORI", int(line["ORIENTACION"])),
                    ("PSI", int(line["PSICOLOGIA"])),
                    ("RCF", int(line["REF"])),
                ),
                provisional=line["provisional"] == "si",
            )
            for line in csv.DictReader(lines)
        )


def plan(figures: tuple[MonthFigures, ...], distinct: int, chance: random.Random) -> list[PlannedVisit]:
    """Visits in order of date that give *figures* and *distinct* persons. Raises ValueError where none can."""
    returns = _returns(figures, sum(m.persons for m in figures) - distinct, chance)
    seen = 0
    visits: list[PlannedVisit] = []
    for month, back in zip(figures, returns, strict=True):
        came_back = chance.sample(range(seen), back)
        fresh = list(range(seen, seen + month.persons - back))
        seen += len(fresh)
        visits += _month(month, came_back, fresh, chance)
    return visits


def _returns(figures: tuple[MonthFigures, ...], total: int, chance: random.Random) -> list[int]:
    """How many persons of each month had come in an earlier one; the first month has none."""
    if total < 0 or (total and len(figures) < 2):
        raise ValueError("more distinct persons than person-months")
    weights = [0, *(month.persons for month in figures[1:])]
    share = [total * weight // max(1, sum(weights)) for weight in weights]
    while sum(share) < total:
        share[chance.randrange(1, len(share))] += 1
    return share


def _month(month: MonthFigures, came_back: list[int], fresh: list[int], chance: random.Random) -> list[PlannedVisit]:
    """Everybody of the month gets a service; the rest of the services go to some of them again."""
    persons = came_back + fresh
    services = [code for code, number in month.services for _ in range(number)]
    if len(services) < len(persons):
        raise ValueError(f"{month.month}: fewer services than persons")
    chance.shuffle(services)
    chance.shuffle(persons)
    takers = persons + chance.choices(persons, k=len(services) - len(persons))
    days = working_days(month.month)
    first_day = {person: chance.choice(days) for person in persons}
    by_visit: dict[tuple[date, int], list[str]] = {}
    for person, code in zip(takers, services, strict=True):
        day = first_day[person] if chance.random() < 0.8 else chance.choice(days)
        by_visit.setdefault((day, person), []).append(code)
    new = set(fresh)
    visits = []
    for (day, person), codes in sorted(by_visit.items()):
        visits.append(PlannedVisit(person, person in new, day, tuple(sorted(codes))))
        new.discard(person)
    return visits


def working_days(month: Month) -> list[date]:
    """Monday to Saturday: the days on which the desk is open."""
    days = (month.first_day + timedelta(days=n) for n in range((month.last_day - month.first_day).days + 1))
    return [day for day in days if day.weekday() != SUNDAY]
