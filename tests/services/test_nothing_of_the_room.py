"""Whatever is asked at the counter of an open month, what was told before somebody went into the private room for a
matter of protection is told after: told twice, a number that moved would be what they went in for."""

from dataclasses import replace
from typing import Any

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.breakdowns import PartOrigin, Request
from casa_desktop.domain.cells import CellOrigin, Origin
from casa_desktop.domain.counted import Dimension
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.indicators import Indicator, Rule
from casa_desktop.domain.leaving import Way
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.scope import Scope
from casa_desktop.services import breakdowns, dashboard, listening, listings, origins, statistics
from casa_desktop.services.context import Verb
from casa_desktop.services.dashboard import DashboardQuery
from casa_desktop.services.listening import HoldSession
from casa_desktop.services.listings import TakeRecords
from casa_desktop.services.origins import OriginQuery
from casa_desktop.services.statistics import MOST_ROWS, LayoutQuery, TableRequest
from casa_desktop.texts import dashboard as words
from tests.services.desk import TODAY, Desk
from tests.services.test_protection import matter
from tests.services.test_statistics import attend, guidance, register, session

MONTH = Period(Month.of(TODAY), Month.of(TODAY))
PERSONS = Indicator(Rule.PERSONS)


def told(desk: Desk, *roles: Role) -> dict[str, Any]:
    """Every row of the table, every chart, every breakdown of PERSONAS, and what stands behind each number."""
    answers: dict[str, Any] = {}
    with desk.runner(*roles).batch() as ctx:

        def ask(verb: Verb[Any, Any], query: object) -> Any:
            try:
                answer = verb(ctx, query)
            except CasaError as refused:
                answer = refused.code
            answers[f"{verb.__name__} {query!r}"] = answer
            return answer

        rows = statistics.layout(ctx, LayoutQuery()).available
        for at in range(0, len(rows), MOST_ROWS):
            ask(statistics.table, TableRequest(MONTH, rows[at : at + MOST_ROWS]))
        opened: list[Origin] = [CellOrigin(row.indicator, MONTH) for row in rows]
        for chart in words.charts(ask(dashboard.dashboard, DashboardQuery(MONTH.first)), leaves=False):
            opened += chart.origins.values()
        for dimension in Dimension:
            for scope in (Scope.of(MONTH), Scope(TODAY, TODAY)):
                request = Request(PERSONS, scope, dimension)
                ask(breakdowns.breakdown, request)
                opened.append(PartOrigin(request))
        for origin in opened:
            ask(origins.records, OriginQuery(origin))
            ask(listings.records, TakeRecords(origin, Way.CSV))
    return answers


@pytest.mark.parametrize(
    "roles", [(Role.RECEPTION,), (Role.CONSULTATION,), (Role.RECEPTION, Role.CONSULTATION), (Role.RCF, Role.HEALTH)]
)
def test_nothing_that_may_be_asked_moves_when_somebody_known_goes_in(desk: Desk, roles: tuple[Role, ...]) -> None:
    who = register(desk, "María", "Gil")
    attend(desk, who, TODAY, guidance())
    attend(desk, who, TODAY, session(), role=Role.PSYCHOLOGY)
    before = told(desk, *roles)
    went_in = replace(matter(), anonymous=None, person_uuid=who)
    desk.runner(Role.PSYCHOLOGY).run(listening.hold, HoldSession(went_in))
    after = told(desk, *roles)
    assert [asked for asked in before if before[asked] != after.get(asked)] == []
    assert before.keys() == after.keys()
