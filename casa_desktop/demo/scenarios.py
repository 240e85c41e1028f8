"""What a demo desk did: the council's 2019, or an ordinary desk of the last months. All through the services' verbs."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from random import Random
from typing import TYPE_CHECKING

from casa_desktop.demo import council_2019, importing
from casa_desktop.demo.attending import Attending
from casa_desktop.demo.everything import Everything
from casa_desktop.demo.inventing import Inventor
from casa_desktop.demo.team import FOUNDER, NAMES, Crew, assemble, words
from casa_desktop.domain.access import Role
from casa_desktop.domain.clock import FixedClock
from casa_desktop.domain.passwords import propose
from casa_desktop.domain.periods import Month
from casa_desktop.services import months

if TYPE_CHECKING:
    from casa_desktop.services.runner import Runner

Progress = Callable[[int, int], None]
"""Called with (done, of)."""


class Scenario(StrEnum):
    """Which desk to invent."""

    COUNCIL_2019 = "informe-2019"
    DESK = "mesa"


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for. *persons* and *months* go for ``mesa`` only; the same seed gives the same people."""

    scenario: Scenario
    persons: int = 300
    months: int = 3
    seed: int = 2019
    until: date = date(2026, 1, 1)
    """The last day of ``mesa``; its month is the last one."""

    @property
    def founder_password(self) -> str:
        """The password of the first user: four words out of the seed."""
        return propose(words(), Random(self.seed).choice)

    @property
    def first_day(self) -> date:
        """When the desk is set up: the morning on which it opens."""
        if self.scenario is Scenario.COUNCIL_2019:
            return council_2019.published()[0].month.first_day
        return Month.of(self.until).plus(1 - self.months).first_day


FOUNDING = (FOUNDER, NAMES[Role.COORDINATION])
DESK_NAME = "C.A.S.A. Bucaramanga (demostración)"
MUNICIPALITY = ("68001", "Bucaramanga")


def nothing(done: int, of: int) -> None:
    """No progress is shown."""


def fill(
    runner: "Runner", clock: FixedClock, order: Order, sheet: str, progress: Progress = nothing
) -> tuple[tuple[str, str], ...]:
    """Fills a new desk that *runner*'s actor founded, and gives (username, password) of its eight users."""
    team = assemble(runner, sheet, order.founder_password, Random(order.seed + 1))
    crew = Crew(runner, team, clock)
    chance = Random(order.seed)
    if order.scenario is Scenario.COUNCIL_2019:
        _council(crew, chance, progress)
    else:
        _desk(crew, chance, order, progress)
    crew.commit()
    return team.credentials


def _council(crew: Crew, chance: Random, progress: Progress) -> None:
    figures = council_2019.published()
    visits = council_2019.plan(figures, council_2019.DISTINCT_PERSONS, chance)
    attending = Attending(crew, chance, Inventor(chance))
    known: dict[int, str] = {}
    open_months = [month.month for month in figures if not month.provisional]
    for number, planned in enumerate(visits):
        while open_months and planned.day > open_months[0].last_day:
            _close(crew, open_months.pop(0))
        _work_on(crew, planned.day)
        if planned.new:
            known[planned.person] = attending.register(attending.inventor.person(planned.day))
        attending.visit(known[planned.person], planned.day, planned.services)
        if number % 100 == 0:
            progress(number, len(visits))
    progress(len(visits), len(visits))


def _desk(crew: Crew, chance: Random, order: Order, progress: Progress) -> None:
    """Families come for the first time all along; some of those who know the desk come back."""
    attending = Attending(crew, chance, Inventor(chance))
    first = Month.of(order.until).plus(1 - order.months)
    days = [
        day for n in range(order.months) for day in council_2019.working_days(first.plus(n)) if day <= order.until
    ] or [order.until]
    everything = Everything(crew, order.seed, days)
    if order.persons >= importing.FEWEST_PERSONS:
        _work_on(crew, days[0])
        importing.bring_in(crew, days[0])
    regulars: list[str] = []
    made = 0
    to_close = [first.plus(n) for n in range(order.months - 1)]
    for index, day in enumerate(days):
        while to_close and day > to_close[0].last_day + timedelta(days=6):
            _close(crew, to_close.pop(0), on=day)
        _work_on(crew, day)
        everything.morning(day)
        target = order.persons * (index + 1) // len(days)
        while made < target:
            if chance.random() < 0.05:
                attending.anonymous(day)
                made += 1
                continue
            family = attending.inventor.family(day)[: target - made]
            members = attending.family(family)
            made += len(members)
            attending.family_visit(members, day)
            everything.family(family, members, day)
            regulars += members
        for person in chance.sample(regulars, min(len(regulars), max(1, len(regulars) // 25))):
            attending.visit(person, day, attending.usual_services())
        everything.evening(day, regulars)
        progress(index + 1, len(days))
    everything.end(regulars)


def _work_on(crew: Crew, day: date) -> None:
    """Moves the clock to the morning of *day*, if it is not that day already."""
    if crew.clock.today() != day:
        crew.clock.instant = FixedClock.on(day, 8).instant


def _close(crew: Crew, month: Month, on: date | None = None) -> None:
    crew.commit()
    crew.clock.instant = FixedClock.on(on or month.plus(1).first_day, 7).instant
    crew.act(Role.COORDINATION, months.close, months.CloseMonth(month))


def on(order: Order, day: date) -> Order:
    """The same order, ending on *day*."""
    return replace(order, until=day)
