"""A breakdown tells nobody what the room behind the door is kept for, nor who sees totals only a cell of few."""

from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age
from casa_desktop.domain.breakdowns import Breakdown, PartOrigin, Request, Reserved
from casa_desktop.domain.cells import CellDetail
from casa_desktop.domain.counted import Dimension
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.indicators import Indicator, Rule
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.scope import Scope
from casa_desktop.domain.suppression import WHOLE
from casa_desktop.services import breakdowns, dashboard, listening, origins
from casa_desktop.services.dashboard import DashboardQuery
from casa_desktop.services.listening import HoldSession
from casa_desktop.services.origins import OriginQuery
from casa_desktop.storage.tables import service
from casa_desktop.texts import breakdowns as words
from tests.services.desk import TODAY, Desk
from tests.services.small_desks import DAYS, FIRST_DAY, SmallDesk, desks
from tests.services.test_breakdowns import person
from tests.services.test_protection import matter
from tests.services.test_statistics import attend, guidance, session
from tests.services.test_statistics_rules import many, within

PERSONS, SESSIONS = Indicator(Rule.PERSONS), Indicator(Rule.SERVICES, "PSI")
MONTH = Scope.of(Period(Month.of(TODAY), Month.of(TODAY)))
DAY = Scope(TODAY, TODAY)
COUNTER = (Role.RECEPTION, Role.HEALTH)
ATTENDED = (Dimension.SERVICE, Dimension.PLACE, Dimension.FUNDER, Dimension.STAFF, Dimension.PROFILE)


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """Six women and a man oriented, one woman of them with the psychologist, and one matter of protection."""
    grown = Age(birth_date=date(1990, 1, 1))
    women = [person(desk, "02", grown) for _ in range(6)]
    for who in (*women, person(desk, "01", grown)):
        attend(desk, who, TODAY, guidance())
    attend(desk, women[0], TODAY, session(), role=Role.PSYCHOLOGY)
    desk.runner(Role.PSYCHOLOGY).run(listening.hold, HoldSession(matter()))
    return desk


def seen(desk: Desk, role: Role, *asked: Any) -> Breakdown:
    found: Breakdown = desk.runner(role).run(breakdowns.breakdown, Request(*asked)).result
    return found


def refused(desk: Desk, role: Role, *asked: Any) -> Code:
    with pytest.raises(CasaError) as caught:
        seen(desk, role, *asked)
    return caught.value.code


def records(desk: Desk, role: Role, origin: PartOrigin) -> CellDetail:
    return desk.runner(role).run(origins.records, OriginQuery(origin)).result


def test_a_matter_of_protection_is_a_person_of_the_month_and_no_row_for_who_sees_totals(busy: Desk) -> None:
    assert "PRO" in seen(busy, Role.COORDINATION, PERSONS, MONTH, Dimension.SERVICE).rows
    for dimension in ATTENDED:
        found = seen(busy, Role.CONSULTATION, PERSONS, MONTH, dimension)
        assert (found.total, found.reserved) == (8, Reserved.IN_TOTALS)
        assert "PRO" not in found.rows
        assert not found.row_totals.get(""), "nor is it what is not known: that would be its number"
        assert any("reserva" in note for note in words.notes(found, hidden=False))
    assert seen(busy, Role.CONSULTATION, PERSONS, MONTH, Dimension.SEX).reserved is None
    only = replace(MONTH, filters=MappingProxyType({Dimension.SERVICE: frozenset({"PRO"})}))
    assert seen(busy, Role.CONSULTATION, PERSONS, only, Dimension.SEX).total == 0


def test_who_sees_totals_of_months_is_told_no_days_that_could_be_taken_from_them(busy: Desk) -> None:
    assert refused(busy, Role.CONSULTATION, PERSONS, DAY, Dimension.SEX) is Code.WHOLE_MONTHS
    assert seen(busy, Role.COORDINATION, PERSONS, DAY, Dimension.SEX).total == 8
    assert seen(busy, Role.COORDINATION, SESSIONS, DAY, Dimension.SEX).total == 1
    assert seen(busy, Role.PSYCHOLOGY, PERSONS, DAY, Dimension.SERVICE).row_totals["PRO"] == 1


@pytest.mark.parametrize("role", COUNTER)
def test_at_the_counter_nothing_of_the_room_is_counted_in_months_no_more_than_in_days(busy: Desk, role: Role) -> None:
    for scope in (MONTH, DAY):
        for dimension in (*ATTENDED, Dimension.SEX):
            found = seen(busy, role, PERSONS, scope, dimension)
            assert (found.total, found.reserved) == (7, Reserved.LEFT_OUT)
            assert not {"PRO", "PSI"} & {*found.rows}
            assert any("reserva" in note for note in words.notes(found, hidden=False))
    for code in ("PSI", "PRO"):
        for rule in (Rule.SERVICES, Rule.PERSONS_OF_SERVICE):
            assert refused(busy, role, Indicator(rule, code), MONTH, Dimension.SEX) is Code.FORBIDDEN
    with pytest.raises(CasaError) as caught:
        records(busy, role, PartOrigin(Request(SESSIONS, MONTH, Dimension.SEX)))
    assert caught.value.code is Code.FORBIDDEN
    everybody = records(busy, role, PartOrigin(Request(PERSONS, MONTH, Dimension.SEX)))
    assert (everybody.records.all.persons, everybody.records.reserved_services) == (7, 0)


def test_of_psychology_who_sees_totals_is_told_the_month_and_not_whom(busy: Desk) -> None:
    for columns in (None, Dimension.AGE):
        found = seen(busy, Role.CONSULTATION, SESSIONS, MONTH, Dimension.SEX, columns)
        assert (found.total, found.stripped) == (1, True), "the month of a kind is printed in the table"
        assert not any(found.row_totals.values()), "but not of whom"
        assert not any(found.cells.values())
    with pytest.raises(CasaError) as caught:
        records(busy, Role.CONSULTATION, PartOrigin(Request(SESSIONS, MONTH, Dimension.SEX)))
    assert caught.value.code is Code.FORBIDDEN


def test_whom_a_filter_by_service_leaves_out_is_not_known_by_subtracting(busy: Desk) -> None:
    """The persons of the month less those of every service that is offered would be the matter of protection."""
    offered = frozenset(seen(busy, Role.CONSULTATION, PERSONS, MONTH, Dimension.SERVICE).rows)
    only = replace(MONTH, filters=MappingProxyType({Dimension.SERVICE: offered}))
    found = seen(busy, Role.CONSULTATION, PERSONS, only, Dimension.SEX)
    assert ("02", WHOLE) in found.untold
    assert "02" not in found.row_totals


@settings(many, max_examples=12, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(small=desks(), days=st.lists(st.integers(0, DAYS), min_size=2, max_size=2).map(sorted))
def test_nobody_at_the_counter_finds_the_room_by_subtracting(desk: Desk, small: SmallDesk, days: list[int]) -> None:
    """Whatever they ask of months and of days, they are told what they would be told had nobody been in the room: then
    no sum and no difference of it can tell who was."""
    first, last = (FIRST_DAY + timedelta(days=day) for day in days)
    scopes = (Scope(first, last), Scope.of(Period(Month.of(first), Month.of(last))))
    asked = [
        Request(Indicator(rule), scope, *by)
        for scope in scopes
        for rule in (Rule.PERSONS, Rule.NEW_PERSONS)
        for by in ((Dimension.SEX, Dimension.AGE), (Dimension.SERVICE,))
    ]
    with within(desk, small) as ctx:
        ctx.actor = desk.actor(Role.RECEPTION)

        def told() -> list[object]:
            found = [breakdowns.breakdown(ctx, request) for request in asked]
            ages = [origins.records(ctx, OriginQuery(PartOrigin(request))).records.all for request in asked]
            glass = [dashboard.dashboard(ctx, DashboardQuery(Month.of(day))) for day in (first, last)]
            return [
                *((each.cells, each.row_totals, each.column_totals, each.total) for each in found),
                *ages,
                *((each.ages.cells, each.countries.cells, each.hours.weekdays) for each in glass),
            ]

        before = told()
        room = service.c.service_type_id == ctx.work.catalog.keys().types["PSI"]
        ctx.work.connection.execute(update(service).where(room).values(voided_at="2026-03-01T00:00:00Z"))
        assert told() == before


def test_who_sees_totals_only_is_handed_no_small_cell(busy: Desk) -> None:
    asked = (PERSONS, MONTH, Dimension.AGE, Dimension.SEX)
    whole, part = seen(busy, Role.COORDINATION, *asked), seen(busy, Role.CONSULTATION, *asked)
    assert (whole.stripped, whole.untold, whole.hidden) == (False, frozenset(), part.hidden)
    assert part.untold == part.hidden != frozenset()
    assert not part.cells.keys() & part.hidden
    assert part.total == whole.total == 8
    women = replace(MONTH, filters=MappingProxyType({Dimension.SEX: frozenset({"01"})}))
    few = seen(busy, Role.CONSULTATION, PERSONS, women, Dimension.AGE)
    assert not any(few.row_totals.values())
    assert (few.cells.get(("026", "")), few.total) == (None, 0)
    assert [each.stripped for each in few.wider] == [True]
