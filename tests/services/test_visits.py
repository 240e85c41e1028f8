"""Visits on a real encrypted base: recorded once, read by those who may, corrected and voided with a trace."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.months import MonthState
from casa_desktop.domain.visit_views import VisitRow
from casa_desktop.domain.visits import Anonymous, Companion, Guidance, NewService, Psychology, Rcf
from casa_desktop.services import visits
from casa_desktop.services.runner import Runner
from casa_desktop.services.visits import (
    AddService,
    CorrectService,
    DayQuery,
    EditVisit,
    PersonQuery,
    RecordVisit,
    RestoreService,
    VisitQuery,
    VisitRecorded,
    VoidService,
    VoidServices,
)
from tests.services.desk import Desk

TODAY = date(2026, 3, 10)


def somebody(sex: str = "02") -> Anonymous:
    return Anonymous(new_id(), sex, 26, 59, "VEN")


def guidance(**facts: Any) -> NewService:
    return NewService(new_id(), "ORI", Guidance(("PPT",), ("OIM",)), **facts)


def session(**facts: Any) -> NewService:
    return NewService(new_id(), "PSI", Psychology(False), **facts)


def call(result: str = "LOGRADO") -> NewService:
    return NewService(new_id(), "RCF", Rcf("LLAMADA", "VEN", result, 4))


def visit(*services: NewService, **facts: Any) -> RecordVisit:
    facts = {"date": TODAY, "profile": "TRANSITO", **facts}
    if not facts.get("person_uuid"):
        facts.setdefault("anonymous", somebody())
    return RecordVisit(uuid=new_id(), services=services or (guidance(),), **facts)


def record(runner: Runner, *services: NewService, **facts: Any) -> VisitRecorded:
    result: VisitRecorded = runner.run(visits.record, visit(*services, **facts)).result
    return result


def day(runner: Runner, on: date = TODAY) -> tuple[VisitRow, ...]:
    rows: tuple[VisitRow, ...] = runner.run(visits.of_day, DayQuery(on)).result
    return rows


def refused(runner: Runner, verb: Any, command: Any) -> Code:
    with pytest.raises(CasaError) as caught:
        runner.run(verb, command)
    return caught.value.code


@pytest.fixture
def reception(desk: Desk) -> Runner:
    return desk.runner(Role.RECEPTION)


@pytest.fixture
def psychology(desk: Desk) -> Runner:
    return desk.runner(Role.PSYCHOLOGY)


def close(desk: Desk, month: int, state: MonthState = MonthState.CLOSED) -> None:
    with desk.runner(Role.COORDINATION).batch() as ctx:
        user = ctx.work.visits.user_id(ctx.actor.uuid)
        ctx.work.connection.exec_driver_sql(
            "INSERT INTO month_state (month, state, changed_at, changed_by_id) VALUES (?, ?, 'x', ?)",
            (month, str(state), user),
        )


def test_a_visit_with_two_services_is_listed_with_what_was_said(reception: Runner) -> None:
    done = record(reception, guidance(sheet="PL-7", line=3), call("NO_CONTESTA"), vulnerabilities=("GESTANTE",))
    (row,) = day(reception)
    assert (row.uuid, row.person_uuid, row.profile, row.anonymous) == (done.uuid, done.person_uuid, "TRANSITO", True)
    assert [(s.type, s.sheet, s.line, s.success) for s in row.services] == [
        ("ORI", "PL-7", 3, None),
        ("RCF", "", None, False),
    ]
    detail = reception.run(visits.detail, VisitQuery(done.uuid)).result
    assert detail.vulnerabilities == ("GESTANTE",)
    assert [s.form for s in detail.services] == [Guidance(("PPT",), ("OIM",)), Rcf("LLAMADA", "VEN", "NO_CONTESTA", 4)]
    assert (detail.services[0].place, detail.services[0].funder) == ("SEDE", "CRC")
    assert detail.services[1].funder == "CICR"


def test_recording_twice_changes_nothing(reception: Runner) -> None:
    command = visit(guidance(for_all=True), companions=(Companion(new_id(), anonymous=somebody()),))
    first = reception.run(visits.record, command)
    again = reception.run(visits.record, command)
    assert again.result == replace(first.result, services=())
    assert first.changes
    assert not again.changes
    assert len(day(reception)) == 2


def test_a_second_visit_of_the_day_joins_the_first_and_tells_what_is_new(reception: Runner) -> None:
    first = record(reception, guidance(), vulnerabilities=("GESTANTE",), origin="Cúcuta")
    second = record(reception, call(), person_uuid=first.person_uuid, profile="PERMANENCIA")
    assert (second.uuid, second.person_uuid) == (first.uuid, first.person_uuid)
    (row,) = day(reception)
    assert (len(row.services), row.profile) == (2, "PERMANENCIA")
    detail = reception.run(visits.detail, VisitQuery(first.uuid)).result
    assert (detail.vulnerabilities, detail.origin) == (("GESTANTE",), "Cúcuta")


def test_a_late_visit_keeps_its_true_date_and_says_that_it_is_late(reception: Runner) -> None:
    record(reception, date=TODAY - timedelta(days=40))
    (row,) = day(reception, TODAY - timedelta(days=40))
    assert row.late
    assert day(reception) == ()
    assert refused(reception, visits.record, visit(date=TODAY + timedelta(days=1))) is Code.DATE_IN_FUTURE


@pytest.mark.parametrize("state", [MonthState.CLOSED, MonthState.PUBLISHED])
def test_a_closed_month_takes_a_visit_only_with_a_reason(desk: Desk, reception: Runner, state: MonthState) -> None:
    close(desk, 202602, state)
    late = visit(date=date(2026, 2, 27))
    assert refused(reception, visits.record, late) is Code.MONTH_CLOSED
    assert day(reception, late.date) == ()
    reception.run(visits.record, replace(late, reason="La planilla 12 apareció después"))
    assert len(day(reception, late.date)) == 1


def test_a_reopened_month_asks_no_reason(desk: Desk, reception: Runner) -> None:
    close(desk, 202602, MonthState.REOPENED)
    record(reception, date=date(2026, 2, 27))


def test_an_unknown_person_is_not_visited(reception: Runner) -> None:
    assert refused(reception, visits.record, visit(person_uuid=new_id())) is Code.NOT_FOUND


def test_nothing_stays_of_a_visit_that_was_refused(reception: Runner) -> None:
    person = somebody()
    bad = visit(guidance(), NewService(new_id(), "PSI", Psychology(False)), anonymous=person)
    assert refused(reception, visits.record, bad) is Code.FORBIDDEN
    assert day(reception) == ()
    assert refused(reception, visits.record, visit(person_uuid=person.uuid)) is Code.NOT_FOUND


def test_everybody_present_is_a_row_of_their_own(desk: Desk, reception: Runner) -> None:
    mother, child = somebody(), somebody("01")
    companions = (Companion(new_id(), anonymous=child), Companion(new_id(), anonymous=somebody("01")))
    record(reception, guidance(for_all=True), call(), anonymous=mother, companions=companions)
    rows = day(reception)
    assert len(rows) == 3
    assert [s.companions for s in rows[0].services] == [2, 0]
    assert [row.accompanies for row in rows] == [False, True, True]
    assert [s.type for row in rows[1:] for s in row.services] == ["ORI", "ORI"]
    # The option of the type decides who is counted; the rows are there either way.
    assert reception.run(visits.count_of_day, DayQuery(TODAY)).result.persons == 1


def test_reception_cannot_tell_that_somebody_was_attended_in_psychology(
    desk: Desk, reception: Runner, psychology: Runner
) -> None:
    person = record(reception, guidance()).person_uuid
    record(psychology, session(), person_uuid=person)
    alone = record(psychology, session())
    seen = day(reception)
    assert [[s.type for s in row.services] for row in seen] == [["ORI"]]
    assert [s.type for row in reception.run(visits.of_person, PersonQuery(person)).result for s in row.services] == [
        "ORI"
    ]
    assert reception.run(visits.of_person, PersonQuery(alone.person_uuid)).result == ()
    assert refused(reception, visits.detail, VisitQuery(alone.uuid)) is Code.NOT_FOUND
    detail = reception.run(visits.detail, VisitQuery(seen[0].uuid)).result
    assert [s.type for s in detail.services] == ["ORI"]
    assert reception.run(visits.count_of_day, DayQuery(TODAY)).result.services == (("ORI", 1),)
    hidden = alone.services[0]
    assert refused(reception, visits.void, VoidService(hidden, 1, "error")) is Code.NOT_FOUND
    assert refused(reception, visits.restore, RestoreService(hidden)) is Code.NOT_FOUND
    assert refused(reception, visits.correct, CorrectService(hidden, 1, TODAY, guidance())) is Code.NOT_FOUND
    assert refused(reception, visits.edit, EditVisit(alone.uuid, 1, "TRANSITO")) is Code.NOT_FOUND


def test_psychology_sees_its_own_and_coordination_counts_all(desk: Desk, reception: Runner, psychology: Runner) -> None:
    person = record(reception, guidance()).person_uuid
    record(psychology, session(), person_uuid=person)
    record(psychology, session())
    assert sum(len(row.services) for row in day(psychology)) == 3
    coordination = desk.runner(Role.COORDINATION)
    assert sum(len(row.services) for row in day(coordination)) == 1
    count = coordination.run(visits.count_of_day, DayQuery(TODAY)).result
    assert (count.persons, count.services, count.complete) == (2, (("ORI", 1), ("PSI", 2)), True)


def test_a_visit_opened_by_psychology_takes_in_what_reception_records(reception: Runner, psychology: Runner) -> None:
    hidden = record(psychology, session())
    record(reception, guidance(), person_uuid=hidden.person_uuid)
    (row,) = day(reception)
    assert row.uuid == hidden.uuid
    assert [s.type for s in row.services] == ["ORI"]


def test_a_volunteer_sees_what_they_entered_today_and_nothing_else(desk: Desk, reception: Runner) -> None:
    volunteer = desk.runner(Role.VOLUNTEER)
    record(reception, guidance())
    mine = record(volunteer, guidance())
    assert [row.uuid for row in day(volunteer)] == [mine.uuid]
    assert volunteer.run(visits.count_of_day, DayQuery(TODAY)).result.persons == 1
    assert refused(volunteer, visits.of_person, PersonQuery(mine.person_uuid)) is Code.FORBIDDEN
    assert refused(volunteer, visits.detail, VisitQuery(mine.uuid)) is Code.FORBIDDEN
    desk.clock.advance(24 * 3600)
    assert day(volunteer) == ()


def test_a_reserved_contact_is_in_no_list_but_that_of_named_staff(desk: Desk, reception: Runner) -> None:
    done = record(reception, guidance())
    with reception.batch() as ctx:
        ctx.work.connection.exec_driver_sql("UPDATE person SET reserved = 1 WHERE uuid = ?", (done.person_uuid,))
    assert day(reception) == ()
    assert reception.run(visits.of_person, PersonQuery(done.person_uuid)).result == ()
    assert refused(reception, visits.detail, VisitQuery(done.uuid)) is Code.NOT_FOUND
    assert len(day(desk.runner(Role.COORDINATION))) == 1


def test_visits_of_merged_records_are_read_as_one_persons(reception: Runner) -> None:
    old = record(reception, guidance(), date=TODAY - timedelta(days=3))
    new = record(reception, guidance())
    with reception.batch() as ctx:
        ctx.work.connection.exec_driver_sql(
            "UPDATE person SET canonical_id = (SELECT id FROM person WHERE uuid = ?) WHERE uuid = ?",
            (new.person_uuid, old.person_uuid),
        )
    rows = reception.run(visits.of_person, PersonQuery(new.person_uuid)).result
    assert [row.uuid for row in rows] == [new.uuid, old.uuid]
    assert {row.person_uuid for row in rows} == {new.person_uuid}
    assert reception.run(visits.of_person, PersonQuery(old.person_uuid)).result == rows


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"quantity": 2}, "quantity"),
        ({"place": "TERMINAL"}, "place"),
        ({"funder": "ECHO"}, "funder"),
        ({"type": "RCF", "form": Rcf("LLAMADA")}, "type"),
    ],
)
def test_correcting_what_is_counted_voids_and_names(reception: Runner, change: dict[str, Any], name: str) -> None:
    wrong = guidance(sheet="9", line=1)
    done = record(reception, wrong)
    right = replace(wrong, uuid=new_id(), **change)
    corrected = reception.run(visits.correct, CorrectService(wrong.uuid, 1, TODAY, right)).result
    assert corrected.services == (right.uuid,)
    detail = reception.run(visits.detail, VisitQuery(done.uuid)).result
    new, old = detail.services
    assert (new.uuid, new.replaces, new.voided_at) == (right.uuid, wrong.uuid, "")
    assert (old.uuid, bool(old.voided_at), old.sheet) == (wrong.uuid, True, "9")
    assert [s.uuid for row in day(reception) for s in row.services] == [right.uuid]
    assert reception.run(visits.correct, CorrectService(wrong.uuid, 1, TODAY, right)).result.services == (right.uuid,)


def test_correcting_the_date_moves_the_service_to_a_visit_of_that_day(reception: Runner) -> None:
    wrong = guidance(for_all=True)
    companion = Companion(new_id(), anonymous=somebody("01"))
    done = record(reception, wrong, call(), companions=(companion,), vulnerabilities=("MAYOR",), origin="Tona")
    yesterday = TODAY - timedelta(days=1)
    moved = reception.run(
        visits.correct, CorrectService(wrong.uuid, 1, yesterday, replace(wrong, uuid=new_id()))
    ).result
    assert moved.person_uuid == done.person_uuid
    rows = day(reception, yesterday)
    assert [(len(row.services), row.accompanies) for row in rows] == [(1, False), (1, True)]
    assert rows[0].services[0].companions == 1
    detail = reception.run(visits.detail, VisitQuery(moved.uuid)).result
    assert (detail.vulnerabilities, detail.origin, detail.profile) == (("MAYOR",), "Tona", "TRANSITO")
    assert [s.type for row in day(reception) for s in row.services] == ["RCF"]


def test_correcting_the_person_moves_the_service_to_them(reception: Runner) -> None:
    wrong = guidance()
    record(reception, wrong)
    other = record(reception, call())
    command = CorrectService(wrong.uuid, 1, TODAY, replace(wrong, uuid=new_id()), person_uuid=other.person_uuid)
    assert reception.run(visits.correct, command).result.uuid == other.uuid
    (row,) = day(reception)
    assert [s.type for s in row.services] == ["RCF", "ORI"]


def test_what_is_not_counted_is_edited_in_place(desk: Desk, reception: Runner) -> None:
    wrong = call()
    done = record(reception, wrong)
    right = replace(
        wrong, uuid=new_id(), sheet="12", line=4, details="ok", form=Rcf("VIDEOLLAMADA", "COL", "LOGRADO", 9)
    )
    reception.run(visits.correct, CorrectService(wrong.uuid, 1, TODAY, right))
    (service,) = reception.run(visits.detail, VisitQuery(done.uuid)).result.services
    assert (service.uuid, service.version, service.sheet, service.line) == (wrong.uuid, 2, "12", 4)
    assert service.form == right.form
    assert refused(reception, visits.correct, CorrectService(wrong.uuid, 1, TODAY, right)) is Code.CONFLICT


def test_a_result_is_counted_because_a_type_may_count_successes(reception: Runner) -> None:
    wrong = call()
    done = record(reception, wrong)
    right = replace(wrong, uuid=new_id(), form=Rcf("LLAMADA", "VEN", "NO_CONTESTA"))
    reception.run(visits.correct, CorrectService(wrong.uuid, 1, TODAY, right))
    new, old = reception.run(visits.detail, VisitQuery(done.uuid)).result.services
    assert (new.replaces, bool(old.voided_at)) == (wrong.uuid, True)


def test_a_correction_that_moves_a_closed_figure_asks_why(desk: Desk, reception: Runner) -> None:
    wrong = guidance()
    record(reception, wrong, date=date(2026, 2, 27))
    close(desk, 202602)
    counted = CorrectService(wrong.uuid, 1, date(2026, 2, 27), replace(wrong, uuid=new_id(), quantity=2))
    assert refused(reception, visits.correct, counted) is Code.MONTH_CLOSED
    moved = CorrectService(wrong.uuid, 1, TODAY, replace(wrong, uuid=new_id()))
    assert refused(reception, visits.correct, moved) is Code.MONTH_CLOSED
    folio = CorrectService(wrong.uuid, 1, date(2026, 2, 27), replace(wrong, uuid=new_id(), sheet="3"))
    reception.run(visits.correct, folio)
    reception.run(visits.correct, replace(counted, version=2, reason="Se contó dos veces"))


def test_voiding_asks_a_reason_and_takes_the_companions_along(reception: Runner) -> None:
    service = guidance(for_all=True)
    record(reception, service, companions=(Companion(new_id(), anonymous=somebody()),))
    assert refused(reception, visits.void, VoidService(service.uuid, 1, "  ")) is Code.NEEDS_REASON
    assert refused(reception, visits.void, VoidService(service.uuid, 7, "error")) is Code.CONFLICT
    reception.run(visits.void, VoidService(service.uuid, 1, "Se registró dos veces"))
    assert day(reception) == ()
    assert refused(reception, visits.void, VoidService(service.uuid, 2, "otra vez")) is Code.ALREADY_VOIDED
    reception.run(visits.restore, RestoreService(service.uuid))
    assert len(day(reception)) == 2


def test_what_was_replaced_is_not_restored_beside_its_correction(reception: Runner) -> None:
    wrong = guidance()
    record(reception, wrong)
    reception.run(visits.correct, CorrectService(wrong.uuid, 1, TODAY, replace(wrong, uuid=new_id(), quantity=2)))
    assert refused(reception, visits.restore, RestoreService(wrong.uuid)) is Code.CONFLICT


def test_what_was_asked_about_a_visit_is_edited_under_its_version(reception: Runner) -> None:
    done = record(reception, vulnerabilities=("GESTANTE",))
    edited = reception.run(
        visits.edit, EditVisit(done.uuid, 1, "PENDULAR", ("MAYOR",), walker=True, sleeps_at="CALLE")
    ).result
    assert (edited.profile, edited.vulnerabilities, edited.walker, edited.version) == ("PENDULAR", ("MAYOR",), True, 2)
    assert refused(reception, visits.edit, EditVisit(done.uuid, 1, "TRANSITO")) is Code.CONFLICT
    assert refused(reception, visits.edit, EditVisit(done.uuid, 2, "NINGUNO")) is Code.BAD_CHOICE


def test_a_service_is_added_to_a_visit_once(reception: Runner) -> None:
    done = record(reception)
    service = call()
    for _ in range(2):
        reception.run(visits.add_service, AddService(done.uuid, service))
    assert [s.type for row in day(reception) for s in row.services] == ["ORI", "RCF"]


def test_staff_is_whoever_attended(desk: Desk, reception: Runner, psychology: Runner) -> None:
    record(reception, guidance(staff=psychology.actor.uuid), call())
    (row,) = day(reception)
    assert [s.staff for s in row.services] == [psychology.actor.full_name, reception.actor.full_name]
    assert refused(reception, visits.record, visit(guidance(staff=new_id()))) is Code.NOT_FOUND


def test_consultation_and_administration_see_no_visit(desk: Desk) -> None:
    for role in (Role.CONSULTATION, Role.ADMINISTRATION):
        runner = desk.runner(role)
        assert refused(runner, visits.of_day, DayQuery(TODAY)) is Code.FORBIDDEN
        assert refused(runner, visits.record, visit()) is Code.FORBIDDEN


def test_several_are_voided_together_or_not_at_all(reception: Runner) -> None:
    services = guidance(), call()
    record(reception, *services)
    wrong = tuple(VoidService(s.uuid, version, "Deshecho") for s, version in zip(services, (1, 7), strict=True))
    assert refused(reception, visits.void_all, VoidServices(wrong)) is Code.CONFLICT
    assert sum(len(row.services) for row in day(reception)) == 2
    reception.run(visits.void_all, VoidServices(tuple(replace(each, version=1) for each in wrong)))
    assert day(reception) == ()
