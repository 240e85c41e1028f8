"""A month is closed when it is over, and reopened with a reason."""

from datetime import date
from typing import Any

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.indicators import Indicator, Rule
from casa_desktop.domain.months import MonthState
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.table import NoteKind, Source
from casa_desktop.services import figures, months, statistics
from casa_desktop.services.context import Verb
from casa_desktop.services.figures import Figure, SaveFigures
from casa_desktop.services.months import (
    ClosedQuery,
    CloseMonth,
    CloseWarning,
    MonthStatus,
    ReopenMonth,
    Review,
    StatusQuery,
)
from tests.services.desk import Desk
from tests.services.test_statistics import attend, guidance

JANUARY, FEBRUARY, MARCH = (Month(2026, number) for number in (1, 2, 3))
QUARTER = Period(JANUARY, MARCH)
PERSONS = Indicator(Rule.PERSONS)


@pytest.fixture
def busy(desk: Desk) -> Desk:
    for number in (1, 2, 3):
        attend(desk, "", date(2026, number, 4), guidance())
    return desk


def close(desk: Desk, month: Month, note: str = "", version: int = 0) -> months.ClosedMonth:
    return desk.runner(Role.COORDINATION).run(months.close, CloseMonth(month, note, version)).result


def status(desk: Desk, month: Month = JANUARY) -> MonthStatus:
    return desk.runner(Role.COORDINATION).run(months.status, StatusQuery(Period(month, month))).result[0]


def refused(desk: Desk, verb: Verb[Any, Any], command: object, role: Role = Role.COORDINATION) -> Code:
    with pytest.raises(CasaError) as raised:
        desk.runner(role).run(verb, command)
    return raised.value.code


def test_a_month_is_open_from_its_first_service_and_closed_once(busy: Desk) -> None:
    before = status(busy)
    assert (before.state, before.version, before.records, before.over) == (MonthState.OPEN, 0, True, True)
    closed = close(busy, JANUARY)
    assert (closed.status.state, closed.status.version) == (MonthState.CLOSED, 1)
    assert closed.status.changed_by == "Prueba de coordinacion"
    assert refused(busy, months.close, CloseMonth(JANUARY, version=1)) is Code.CONFLICT
    shown = busy.runner(Role.CONSULTATION).run(statistics.table, statistics.TableRequest(QUARTER)).result
    assert [head.provisional for head in shown.heads] == [False, True, True]


def test_a_month_that_goes_on_is_not_closed(busy: Desk) -> None:
    assert refused(busy, months.close, CloseMonth(MARCH)) is Code.MONTH_NOT_OVER
    busy.clock.advance(22 * 24 * 3600)
    assert close(busy, MARCH).status.state is MonthState.CLOSED


def test_a_month_in_review_is_provisional_written_as_before_and_left_again(busy: Desk) -> None:
    coordination = busy.runner(Role.COORDINATION)
    begun = coordination.run(months.begin_review, Review(JANUARY, 0)).result
    assert (begun.state, begun.version) == (MonthState.IN_REVIEW, 1)
    assert coordination.run(months.begin_review, Review(JANUARY, 0)).result == begun, "it is in review already"
    attend(busy, "", date(2026, 1, 20), guidance())
    shown = busy.runner(Role.RECEPTION).run(statistics.table, statistics.TableRequest(QUARTER)).result
    assert (shown.heads[0].state, shown.heads[0].provisional) == (MonthState.IN_REVIEW, True)
    assert refused(busy, months.leave_review, Review(JANUARY, 0)) is Code.CONFLICT
    left = coordination.run(months.leave_review, Review(JANUARY, 1)).result
    assert left.state is MonthState.OPEN
    assert refused(busy, months.leave_review, Review(JANUARY, left.version)) is Code.CONFLICT
    assert refused(busy, months.begin_review, Review(MARCH, 0)) is Code.MONTH_NOT_OVER


def test_a_month_that_was_closed_once_goes_back_from_review_to_reopened(busy: Desk) -> None:
    coordination = busy.runner(Role.COORDINATION)
    version = close(busy, JANUARY).status.version
    version = coordination.run(months.reopen, ReopenMonth(JANUARY, "faltó una planilla", version)).result.version
    version = coordination.run(months.begin_review, Review(JANUARY, version)).result.version
    left = coordination.run(months.leave_review, Review(JANUARY, version)).result
    assert left.state is MonthState.REOPENED
    version = coordination.run(months.begin_review, Review(JANUARY, left.version)).result.version
    assert close(busy, JANUARY, version=version).status.state is MonthState.CLOSED


def test_a_month_without_services_is_not_closed(desk: Desk) -> None:
    assert status(desk).state is MonthState.NO_DATA
    assert refused(desk, months.close, CloseMonth(JANUARY)) is Code.MONTH_EMPTY


def test_reopening_wants_a_reason_and_the_version_that_was_seen(busy: Desk) -> None:
    close(busy, JANUARY)
    assert refused(busy, months.reopen, ReopenMonth(JANUARY, " ", 1)) is Code.NEEDS_REASON
    assert refused(busy, months.reopen, ReopenMonth(JANUARY, "Faltó una planilla", 0)) is Code.CONFLICT
    assert refused(busy, months.reopen, ReopenMonth(FEBRUARY, "x", 0)) is Code.MONTH_NOT_CLOSED
    again = busy.runner(Role.COORDINATION).run(months.reopen, ReopenMonth(JANUARY, "Faltó una planilla", 1)).result
    assert (again.state, again.version, again.reason) == (MonthState.REOPENED, 2, "Faltó una planilla")
    assert close(busy, JANUARY, version=2).status.version == 3
    told = busy.runner(Role.COORDINATION).run(months.events, StatusQuery(QUARTER)).result
    assert [event.state for event in told] == [MonthState.CLOSED, MonthState.REOPENED, MonthState.CLOSED]


def test_who_typed_and_closes_is_warned_and_it_is_printed(busy: Desk) -> None:
    attend(busy, "", date(2026, 2, 5), guidance(), role=Role.COORDINATION)
    assert close(busy, JANUARY).warnings == ()
    ask = CloseMonth(FEBRUARY)
    assert busy.runner(Role.COORDINATION).run(months.before_closing, ask).result == (CloseWarning.SAME_HANDS,)
    closed = close(busy, FEBRUARY, "Una sola persona en la mesa")
    assert closed.warnings == (CloseWarning.SAME_HANDS,)
    shown = busy.runner(Role.COORDINATION).run(statistics.table, statistics.TableRequest(QUARTER)).result
    told = [dict(note.values) for note in shown.notes if note.kind is NoteKind.SAME_HANDS]
    assert told == [{"months": ("2026-02",), "reason": "Una sola persona en la mesa"}]


def test_a_closed_month_keeps_the_source_with_which_it_was_closed(busy: Desk) -> None:
    coordination = busy.runner(Role.COORDINATION)
    coordination.run(figures.save, SaveFigures((Figure(JANUARY, PERSONS, 40),), "Libro"))
    choose = months.ChooseSource(JANUARY, PERSONS, Source.HISTORY, "Los registros empezaron tarde")
    coordination.run(months.choose_source, choose)
    close(busy, JANUARY)
    back = months.ChooseSource(JANUARY, PERSONS, Source.RECORDS, "x")
    assert refused(busy, months.choose_source, back) is Code.MONTH_KEEPS_FIGURES
    other = SaveFigures((Figure(JANUARY, PERSONS, 41),), "Libro")
    assert refused(busy, figures.save, other) is Code.MONTH_KEEPS_FIGURES


def test_a_source_is_chosen_only_where_both_exist(busy: Desk) -> None:
    choose = months.ChooseSource(JANUARY, PERSONS, Source.HISTORY, "x")
    assert refused(busy, months.choose_source, choose) is Code.BAD_CHOICE


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.CONSULTATION, Role.ADMINISTRATION])
def test_only_coordination_closes(busy: Desk, role: Role) -> None:
    assert refused(busy, months.close, CloseMonth(JANUARY), role) is Code.FORBIDDEN


def test_whoever_records_may_ask_which_months_want_a_reason(busy: Desk) -> None:
    close(busy, JANUARY)
    asked = ClosedQuery(frozenset({MARCH, JANUARY, FEBRUARY}))
    for role in (Role.RECEPTION, Role.VOLUNTEER, Role.HEALTH, Role.PSYCHOLOGY, Role.COORDINATION):
        assert busy.runner(role).run(months.closed, asked).result == (JANUARY,)
    close(busy, FEBRUARY)
    assert busy.runner(Role.RECEPTION).run(months.closed, asked).result == (JANUARY, FEBRUARY)
    assert refused(busy, months.closed, asked, Role.ADMINISTRATION) is Code.FORBIDDEN
