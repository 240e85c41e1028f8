"""Follow-ups on a real encrypted desk: the agenda, what is overdue, and psychology's own that nobody else sees."""

from datetime import date, timedelta

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.followups import Agenda, FollowUpRow, FollowUpState, Owner
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.visits import NewService, Psychology, RecordVisit
from casa_desktop.domain.workdays import DayOff
from casa_desktop.services import followups, visits
from casa_desktop.services.followups import (
    AgendaQuery,
    CountQuery,
    LookQuery,
    OwnersQuery,
    PersonQuery,
    Postpone,
    Schedule,
    Settle,
    Show,
)
from tests.services.desk import TODAY, Desk
from tests.services.referring import plan, refer, register

RECEPTION, PSYCHOLOGY, COORDINATION = Role.RECEPTION, Role.PSYCHOLOGY, Role.COORDINATION
TOMORROW = TODAY + timedelta(days=1)


def look(desk: Desk, show: Show, day: date = TODAY, role: Role = RECEPTION, *, mine: bool = False) -> Agenda:
    return desk.runner(role).run(followups.agenda, AgendaQuery(day, show, mine)).result


def settle(desk: Desk, row: FollowUpRow, state: FollowUpState, note: str = "", role: Role = RECEPTION) -> FollowUpRow:
    return desk.runner(role).run(followups.settle, Settle(new_id(), row.uuid, row.version, state, note)).result


def refused(desk: Desk, role: Role, command: Schedule | Settle | Postpone) -> Code:
    verb = {Schedule: followups.schedule, Settle: followups.settle, Postpone: followups.postpone}[type(command)]
    with pytest.raises(CasaError) as caught:
        desk.runner(role).run(verb, command)  # type: ignore[arg-type]  # each verb with its own command
    return caught.value.code


def test_a_day_that_passes_makes_it_overdue(desk: Desk) -> None:
    person = register(desk)
    row = plan(desk, person, TOMORROW)
    plan(desk, person, TODAY)
    assert look(desk, Show.DAY).count == look(desk, Show.WEEK).count
    assert (look(desk, Show.DAY).count.overdue, look(desk, Show.DAY).count.today) == (0, 1)
    desk.clock.advance(3 * 24 * 3600)
    late = look(desk, Show.OVERDUE, desk.clock.today())
    assert [each.due for each in late.rows] == [TODAY, TOMORROW]
    assert late.rows[1].late(desk.clock.today())
    settle(desk, row, FollowUpState.DONE, "Ya tiene la cita")
    assert desk.runner(RECEPTION).run(followups.count, CountQuery()).result.overdue == 1


def test_the_week_shows_its_sunday_and_its_holidays(desk: Desk) -> None:
    plan(desk, register(desk), date(2026, 4, 1))
    week = look(desk, Show.WEEK, date(2026, 4, 3))
    assert [each.facts.off for each in week.week] == [
        None,
        None,
        None,
        DayOff.HOLIDAY,
        DayOff.HOLIDAY,
        None,
        DayOff.SUNDAY,
    ]
    assert [each.pending for each in week.week] == [0, 0, 1, 0, 0, 0, 0]
    assert len(week.rows) == 1
    facts = desk.runner(RECEPTION).run(followups.look_at, LookQuery(date(2026, 4, 2))).result
    assert (facts.holiday, facts.next_working) == ("Jueves Santo", date(2026, 4, 4))


def test_what_came_of_it_is_kept_and_may_be_undone(desk: Desk) -> None:
    row = plan(desk, register(desk), TODAY)
    assert refused(desk, RECEPTION, Settle(new_id(), row.uuid, 1, FollowUpState.CANCELLED)) is Code.NEEDS_REASON
    done = settle(desk, row, FollowUpState.DONE, "Consiguió cupo")
    assert (done.state, done.note, done.closed_on) == (FollowUpState.DONE, "Consiguió cupo", TODAY)
    assert refused(desk, RECEPTION, Settle(new_id(), row.uuid, row.version, FollowUpState.DONE)) is Code.CONFLICT
    again = settle(desk, done, FollowUpState.PENDING)
    assert (again.state, again.closed_on) == (FollowUpState.PENDING, None)


def test_postponing_counts_and_may_go_back_to_a_day_that_is_over(desk: Desk) -> None:
    row = plan(desk, register(desk), TODAY)
    desk.clock.advance(2 * 24 * 3600)
    later = Postpone(new_id(), row.uuid, row.version, TODAY + timedelta(days=9))
    moved = desk.runner(RECEPTION).run(followups.postpone, later).result
    assert (moved.due, moved.postponed) == (TODAY + timedelta(days=9), 1)
    assert desk.runner(RECEPTION).run(followups.postpone, later).result == moved, "written once"
    past = Postpone(new_id(), row.uuid, moved.version, TODAY - timedelta(days=1))
    assert refused(desk, RECEPTION, past) is Code.DATE_TOO_OLD
    back = Postpone(new_id(), row.uuid, moved.version, TODAY)
    assert desk.runner(RECEPTION).run(followups.postpone, back).result.due == TODAY


def test_mine_is_what_i_or_my_role_answer_for(desk: Desk) -> None:
    person = register(desk)
    plan(desk, person, TODAY, reason="mío")
    plan(desk, person, TODAY, COORDINATION, reason="de recepción", owner=Owner(role=RECEPTION))
    plan(desk, person, TODAY, COORDINATION, reason="de coordinación")
    assert [row.reason for row in look(desk, Show.DAY, mine=True).rows] == ["mío", "de recepción"]
    assert len(look(desk, Show.DAY).rows) == 3


def test_psychologys_follow_ups_are_seen_by_psychology_alone(desk: Desk) -> None:
    person = register(desk)
    row = plan(desk, person, TODAY, PSYCHOLOGY, reason="Segunda sesión", private=True)
    for role in (RECEPTION, COORDINATION, Role.HEALTH, Role.RCF):
        for show in Show:
            found = look(desk, show, role=role)
            assert found.rows == ()
            assert not any(day.pending for day in found.week)
        assert found.count.today == 0
        assert desk.runner(role).run(followups.of_person, PersonQuery(person)).result == ()
        assert refused(desk, role, Settle(new_id(), row.uuid, 1, FollowUpState.DONE)) is Code.NOT_FOUND
    assert [each.reason for each in look(desk, Show.DAY, role=PSYCHOLOGY).rows] == ["Segunda sesión"]
    closed = settle(desk, row, FollowUpState.DONE, "Mejor ánimo", PSYCHOLOGY)
    assert closed.note == "Mejor ánimo"
    keyless = desk.runner(PSYCHOLOGY, keyless=True).run(followups.agenda, AgendaQuery(TODAY)).result.rows[0]
    assert (keyless.reason, keyless.note, keyless.readable) == ("", "", False)
    assert refused(desk, RECEPTION, Schedule(new_id(), person, TODAY, "x", private=True)) is Code.BAD_CHOICE
    wrong = Schedule(new_id(), person, TODAY, "x", Owner(role=RECEPTION), private=True)
    assert refused(desk, PSYCHOLOGY, wrong) is Code.BAD_CHOICE


def test_a_follow_up_remembers_where_it_comes_from(desk: Desk) -> None:
    person = register(desk)
    made = refer(desk, person)
    row = plan(desk, person, TODAY, service_uuid=made.service_uuid)
    assert row.origin == "REM"
    assert desk.runner(RECEPTION).run(followups.of_person, PersonQuery(person)).result == (row,)


def test_that_a_follow_up_comes_from_a_session_in_private_is_told_to_psychology_alone(desk: Desk) -> None:
    person = register(desk)
    session = NewService(new_id(), "PSI", Psychology(False))
    visit = RecordVisit(new_id(), TODAY, "TRANSITO", (session,), person_uuid=person)
    desk.runner(PSYCHOLOGY).run(visits.record, visit)
    private = refer(desk, person, role=PSYCHOLOGY, private=True)
    plan(desk, person, TODAY, PSYCHOLOGY, service_uuid=session.uuid)
    plan(desk, person, TODAY, PSYCHOLOGY, service_uuid=private.service_uuid)
    assert [row.origin for row in look(desk, Show.DAY, role=PSYCHOLOGY).rows] == ["PSI", "REM"]
    for role in (RECEPTION, COORDINATION, Role.HEALTH):
        assert [row.origin for row in look(desk, Show.DAY, role=role).rows] == ["", ""]


def test_who_may_answer_is_who_may_see(desk: Desk) -> None:
    names = {each.full_name for each in desk.runner(RECEPTION).run(followups.owners, OwnersQuery()).result}
    assert "Prueba de psicologia" in names
    assert "Prueba de voluntariado" not in names
    person = register(desk)
    volunteer = desk.users[Role.VOLUNTEER][0]
    assert refused(desk, RECEPTION, Schedule(new_id(), person, TODAY, "x", Owner(volunteer))) is Code.BAD_CHOICE
    assert refused(desk, RECEPTION, Schedule(new_id(), person, TODAY - timedelta(days=1), "x")) is Code.DATE_TOO_OLD
