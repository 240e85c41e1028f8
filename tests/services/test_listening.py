"""The agenda of the Centro de Escucha, passes to it, and what nobody else may find of either."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from casa_desktop.domain.access import Compartment, Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.listening import Booking, PassStanding, Standing
from casa_desktop.domain.names import Name
from casa_desktop.domain.persons import Details
from casa_desktop.domain.visits import NewService, Psychology, RecordVisit
from casa_desktop.services import care, listening, passes, people, visits
from casa_desktop.services.care import Care, CareQuery, TimesQuery
from casa_desktop.services.listening import AgendaQuery, Book, ChangeBooking, HistoryQuery, HoldSession, SetStanding
from casa_desktop.services.passes import ClosePass, PassesQuery, ReopenPass, SendPass, TakePass, WithdrawPass
from casa_desktop.services.people import RegisterPerson, ReservePerson
from casa_desktop.services.runner import Runner
from casa_desktop.services.visits import VoidService
from tests.services.desk import TODAY, Desk

WEEK = AgendaQuery(TODAY, TODAY + timedelta(days=7))


@pytest.fixture
def room(desk: Desk) -> Runner:
    return desk.runner(Role.PSYCHOLOGY)


@pytest.fixture
def ana(desk: Desk) -> str:
    details = Details(Name("Ana", "", "Pérez"), sex="02", age=Age(stated=AgeRange(30, 30), stated_on=TODAY))
    command = RegisterPerson(new_id(), details)
    desk.runner(Role.RECEPTION).run(people.register, command)
    return command.uuid


def refused(runner: Runner, verb: Callable[..., Any], command: Any) -> Code:
    with pytest.raises(CasaError) as caught:
        runner.run(verb, command)
    return caught.value.code


def booked(room: Runner, person: str, day: date = TODAY, start: str = "10:00") -> Book:
    command = Book(new_id(), person, Booking(day, start))
    room.run(listening.book, command)
    return command


def session(person: str, **answers: str) -> RecordVisit:
    service = NewService(new_id(), "PSI", Psychology(True, note="Muy íntimo"), answers=tuple(answers.items()))
    return RecordVisit(new_id(), TODAY, "PERMANENCIA", (service,), person_uuid=person)


def test_an_appointment_is_made_moved_and_called_off(room: Runner, ana: str) -> None:
    command = booked(room, ana)
    room.run(listening.book, command)
    (made,) = room.run(listening.agenda, WEEK).result
    assert (made.person_name, made.standing, made.booking.minutes) == ("Ana Pérez", Standing.BOOKED, 45)
    later = replace(command.booking, date=TODAY + timedelta(days=1), start="15:30", modality="PAREJA", follow_up=True)
    moved = room.run(listening.change, ChangeBooking(command.uuid, 1, later)).result
    assert moved.booking == later
    assert refused(room, listening.change, ChangeBooking(command.uuid, 1, command.booking)) is Code.CONFLICT
    room.run(listening.set_standing, SetStanding(command.uuid, 2, Standing.CANCELLED))
    assert room.run(listening.agenda, WEEK).result[0].standing is Standing.CANCELLED


def test_an_appointment_that_makes_no_sense_is_refused(room: Runner, ana: str) -> None:
    wrong = Booking(TODAY + timedelta(days=900), "25:00", 0, modality="NADIE")
    with pytest.raises(CasaError) as caught:
        room.run(listening.book, Book(new_id(), ana, wrong))
    assert {p.field for p in caught.value.problems} == {"date", "start", "minutes", "modality"}
    assert refused(room, listening.book, Book(new_id(), new_id(), Booking(TODAY, "10:00"))) is Code.NOT_FOUND


def test_who_and_why_are_not_in_the_row(room: Runner, ana: str) -> None:
    booked(room, ana)
    with room.batch() as ctx:
        (row,) = ctx.work.connection.exec_driver_sql("SELECT * FROM appointment").all()
    text = b" ".join(each if isinstance(each, bytes) else str(each).encode() for each in row)
    assert ana.encode() not in text
    assert b"INDIVIDUAL" not in text


def test_without_the_key_the_agenda_stays_shut(desk: Desk, room: Runner, ana: str) -> None:
    booked(room, ana)
    keyless = desk.runner(Role.PSYCHOLOGY, keyless=True)
    assert refused(keyless, listening.agenda, WEEK) is Code.NEEDS_COMPARTMENT_KEY
    assert refused(keyless, listening.history, HistoryQuery(ana)) is Code.NEEDS_COMPARTMENT_KEY


def test_a_session_attends_its_appointment_and_proposes_the_next(room: Runner, ana: str) -> None:
    command = booked(room, ana)
    visit = session(ana, NIVEL_RIESGO="ALTO", PLAN="Acompañar", REMISION="si", REMISION_A="Psiquiatría HUS")
    again = Book(new_id(), ana, Booking(TODAY + timedelta(days=7), "10:00", follow_up=True))
    held = HoldSession(visit, command.uuid, next=again)
    for _ in range(2):
        room.run(listening.hold, held)
    first, second = room.run(listening.agenda, WEEK).result
    assert (first.standing, first.service_uuid) == (Standing.ATTENDED, visit.services[0].uuid)
    assert (second.standing, second.booking) == (Standing.BOOKED, again.booking)
    (line,) = room.run(listening.history, HistoryQuery(ana)).result
    assert dict(line.answers) == dict(visit.services[0].answers)
    assert (line.notes, line.follow_up, line.type) == (1, True, "PSI")
    assert refused(room, listening.set_standing, SetStanding(command.uuid, 2, Standing.MISSED)) is Code.CONFLICT


def test_a_voided_session_leaves_its_appointment_open_and_a_corrected_one_does_not(room: Runner, ana: str) -> None:
    command = booked(room, ana)
    visit = session(ana)
    room.run(listening.hold, HoldSession(visit, command.uuid))
    moved = replace(visit.services[0], uuid=new_id(), quantity=2)
    room.run(visits.correct, visits.CorrectService(visit.services[0].uuid, 1, TODAY, moved))
    assert room.run(listening.agenda, WEEK).result[0].standing is Standing.ATTENDED
    room.run(visits.void, VoidService(moved.uuid, 1, "repetida"))
    assert room.run(listening.agenda, WEEK).result[0].standing is Standing.BOOKED


def test_nothing_is_written_where_a_part_is_refused(room: Runner, ana: str) -> None:
    bad = Book(new_id(), ana, Booking(TODAY, "99:99"))
    assert refused(room, listening.hold, HoldSession(session(ana), next=bad)) is Code.BAD_TIME
    orientation = RecordVisit(new_id(), TODAY, "PERMANENCIA", (NewService(new_id(), "ORI"),), person_uuid=ana)
    assert refused(room, listening.hold, HoldSession(orientation)) is Code.BAD_CHOICE
    assert room.run(listening.history, HistoryQuery(ana)).result == ()


def test_the_history_follows_a_person_and_its_reading_names_nobody(room: Runner, ana: str) -> None:
    room.run(listening.hold, HoldSession(session(ana)))
    room.run(listening.history, HistoryQuery(ana))
    with room.batch() as ctx:
        rows = ctx.work.connection.exec_driver_sql("SELECT action, record FROM audit").all()
        code = ctx.work.connection.exec_driver_sql("SELECT code FROM person WHERE uuid = ?", (ana,)).scalar_one()
    kept = [record for action, record in rows if action == "agenda.history"]
    assert len(kept) == 1
    assert kept[0] not in (ana, code)


# «Pase a atención reservada»


def test_a_pass_has_a_number_and_no_reason(desk: Desk, room: Runner, ana: str) -> None:
    reception = desk.runner(Role.RECEPTION)
    first, unnamed = SendPass(new_id(), ana), SendPass(new_id())
    assert [reception.run(passes.send, each).result.number for each in (first, first, unnamed)] == [1, 1, 2]
    waiting = desk.runner(Role.COORDINATION).run(passes.waiting, PassesQuery()).result
    assert (waiting.count, bool(waiting.since)) == (2, True)
    queue = room.run(passes.queue, PassesQuery()).result
    assert [(p.number, p.person_name) for p in queue] == [(1, "Ana Pérez"), (2, "")]
    room.run(passes.take, TakePass(first.uuid))
    room.run(passes.reopen, ReopenPass(first.uuid))
    assert room.run(passes.queue, PassesQuery()).result[0].standing is PassStanding.WAITING, "called by mistake"
    room.run(passes.take, TakePass(first.uuid))
    assert room.run(passes.queue, PassesQuery()).result[0].standing is PassStanding.TAKEN
    assert refused(reception, passes.withdraw, WithdrawPass(first.uuid)) is Code.NOT_FOUND
    reception.run(passes.withdraw, WithdrawPass(unnamed.uuid))
    room.run(listening.hold, HoldSession(session(ana), pass_uuid=first.uuid))
    assert room.run(passes.queue, PassesQuery()).result == ()
    room.run(passes.close, ClosePass(first.uuid))
    desk.clock.instant += timedelta(days=1)
    assert reception.run(passes.send, SendPass(new_id())).result.number == 1


def test_reception_never_sees_the_queue(desk: Desk) -> None:
    for role in (Role.RECEPTION, Role.HEALTH, Role.VOLUNTEER):
        assert refused(desk.runner(role), passes.queue, PassesQuery()) is Code.FORBIDDEN
        assert refused(desk.runner(role), passes.waiting, PassesQuery()) is Code.FORBIDDEN
    assert refused(desk.runner(Role.COORDINATION), passes.queue, PassesQuery()) is Code.FORBIDDEN


def test_a_reserved_contact_does_not_exist_for_who_may_not_know(desk: Desk, room: Runner, ana: str) -> None:
    page = room.run(people.page, people.PersonQuery(ana)).result
    room.run(people.reserve, ReservePerson(ana, page.version, reserved=True))
    assert refused(desk.runner(Role.RECEPTION), passes.send, SendPass(new_id(), ana)) is Code.NOT_FOUND
    room.run(passes.send, SendPass(new_id(), ana))


# what reception may know


def test_reception_sees_hours_only_where_coordination_allows_it(desk: Desk, room: Runner, ana: str) -> None:
    booked(room, ana, start="15:00")
    booked(room, ana, start="08:15")
    reception, coordination = desk.runner(Role.RECEPTION), desk.runner(Role.COORDINATION)
    assert reception.run(care.private_times, TimesQuery(TODAY)).result == ()
    assert refused(reception, care.save_care, Care(show_times=True)) is Code.FORBIDDEN
    stored = coordination.run(care.save_care, Care(show_times=True, child="Uno\nDos")).result
    assert (stored.version, stored.child) == (1, "Uno\nDos")
    assert reception.run(care.private_times, TimesQuery(TODAY)).result == ("08:15", "15:00")
    assert refused(coordination, care.save_care, Care()) is Code.CONFLICT
    assert coordination.run(care.care, CareQuery()).result == stored


def test_the_keys_of_the_room_are_psychologys(desk: Desk) -> None:
    assert set(listening.PRIVATE) == {str(Compartment.PSYCHOLOGY), str(Compartment.PROTECTION)}
    assert str(Compartment.PSYCHOLOGY) in desk.actor(Role.PSYCHOLOGY).ring.compartments
