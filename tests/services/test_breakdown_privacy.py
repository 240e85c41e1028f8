"""A breakdown tells nobody what the room behind the door is kept for, nor who sees totals only a cell of few."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age
from casa_desktop.domain.breakdowns import Breakdown, PartOrigin, Request, Reserved
from casa_desktop.domain.counted import Dimension
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.indicators import Indicator, Rule
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.scope import Scope
from casa_desktop.domain.suppression import WHOLE
from casa_desktop.services import breakdowns, listening, origins
from casa_desktop.services.listening import HoldSession
from casa_desktop.services.origins import OriginQuery
from casa_desktop.texts import breakdowns as words
from tests.services.desk import TODAY, Desk
from tests.services.test_breakdowns import person
from tests.services.test_protection import matter
from tests.services.test_statistics import attend, guidance, session

PERSONS, MATTERS, SESSIONS = Indicator(Rule.PERSONS), Indicator(Rule.SERVICES, "PRO"), Indicator(Rule.SERVICES, "PSI")
MONTH = Scope.of(Period(Month.of(TODAY), Month.of(TODAY)))
DAY = Scope(TODAY, TODAY)
OUTSIDE = (Role.RECEPTION, Role.HEALTH, Role.CONSULTATION)
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


@pytest.mark.parametrize("role", OUTSIDE)
def test_a_matter_of_protection_is_a_person_of_the_month_and_no_row(busy: Desk, role: Role) -> None:
    for indicator in (MATTERS, Indicator(Rule.PERSONS_OF_SERVICE, "PRO")):
        with pytest.raises(CasaError) as refused:
            seen(busy, role, indicator, MONTH, Dimension.SEX)
        assert refused.value.code is Code.FORBIDDEN
    assert "PRO" in seen(busy, Role.COORDINATION, PERSONS, MONTH, Dimension.SERVICE).rows
    for dimension in ATTENDED:
        found = seen(busy, role, PERSONS, MONTH, dimension)
        assert (found.total, found.reserved) == (8, Reserved.IN_TOTALS)
        assert "PRO" not in found.rows
        assert not found.row_totals.get(""), "nor is it what is not known: that would be its number"
        assert any("reserva" in note for note in words.notes(found, hidden=False))
    only = replace(MONTH, filters=MappingProxyType({Dimension.SERVICE: frozenset({"PRO"})}))
    assert seen(busy, role, PERSONS, only, Dimension.SEX).total == 0
    assert seen(busy, role, PERSONS, MONTH, Dimension.SEX).reserved is None


@pytest.mark.parametrize("role", OUTSIDE)
def test_between_two_days_nothing_of_the_room_is_counted(busy: Desk, role: Role) -> None:
    found = seen(busy, role, PERSONS, DAY, Dimension.SERVICE)
    assert (found.total, set(found.row_totals), found.reserved) == (7, {"ORI"}, Reserved.NOWHERE)
    assert seen(busy, role, SESSIONS, DAY, Dimension.SEX).total == 0
    assert seen(busy, Role.COORDINATION, SESSIONS, DAY, Dimension.SEX).total == 1
    assert seen(busy, Role.PSYCHOLOGY, PERSONS, DAY, Dimension.SERVICE).row_totals["PRO"] == 1


def test_who_the_few_with_the_psychologist_are_is_not_told_at_the_counter(busy: Desk) -> None:
    for columns in (None, Dimension.AGE):
        found = seen(busy, Role.RECEPTION, SESSIONS, MONTH, Dimension.SEX, columns)
        assert (found.total, found.stripped) == (1, True), "the month of a kind is printed in the table"
        assert not any(found.row_totals.values()), "but not of whom"
        assert not any(found.cells.values())
    crossed = Request(PERSONS, MONTH, Dimension.SERVICE, Dimension.SEX)
    told = busy.runner(Role.RECEPTION).run(breakdowns.breakdown, crossed).result
    assert told.cells.get(("PSI", "02")) is None
    assert told.cells.get(("ORI", "01")) is None
    run = busy.runner(Role.RECEPTION).run
    with pytest.raises(CasaError) as refused:
        run(origins.records, OriginQuery(PartOrigin(crossed, "PSI", "02")))
    assert refused.value.code is Code.FORBIDDEN
    assert run(origins.records, OriginQuery(PartOrigin(crossed, "ORI", WHOLE))).result.records.all.persons == 7


def test_whom_a_filter_by_service_leaves_out_is_not_known_by_subtracting(busy: Desk) -> None:
    """The persons of the month less those of every service that is offered would be the matter of protection."""
    offered = frozenset(seen(busy, Role.RECEPTION, PERSONS, MONTH, Dimension.SERVICE).rows)
    only = replace(MONTH, filters=MappingProxyType({Dimension.SERVICE: offered}))
    found = seen(busy, Role.RECEPTION, PERSONS, only, Dimension.SEX)
    assert ("02", WHOLE) in found.untold
    assert "02" not in found.row_totals


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
    assert few.unfiltered is not None
    assert few.unfiltered.stripped
