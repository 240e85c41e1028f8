"""The phone line: the queue of today, calls that count, another try, connectivity, and the month in totals."""

from dataclasses import replace
from typing import Any

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.indicators import Indicator, RowChoice
from casa_desktop.domain.names import Name
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.persons import Details
from casa_desktop.domain.rcf import CallState, Line, QueueRow
from casa_desktop.domain.visits import Anonymous, NewService, Rcf, RecordVisit
from casa_desktop.services import connectivity, people, rcf, rcf_summary, statistics, visits
from casa_desktop.services.connectivity import Handful
from casa_desktop.services.people import RegisterPerson, ReservePerson
from casa_desktop.services.rcf import Enqueue, Finish, LineQuery, MoveTurn, Retry
from casa_desktop.services.rcf_summary import SummaryQuery
from casa_desktop.services.runner import Runner
from casa_desktop.services.statistics import TableRequest
from casa_desktop.services.visits import CorrectService, RestoreService, VisitQuery, VoidService
from tests.services.desk import TODAY, Desk

MARCH = Month(2026, 3)
BOY = Anonymous("b" * 32, "01", 15, 15, "VEN")


@pytest.fixture
def phone(desk: Desk) -> Runner:
    return desk.runner(Role.RCF)


def register(desk: Desk, first: str = "Ana Ñusta", surname: str = "de la Hoz", age: int = 30) -> str:
    details = Details(Name(first, "", surname), sex="02", age=Age(stated=AgeRange(age, age), stated_on=TODAY))
    command = RegisterPerson(new_id(), details)
    desk.runner(Role.RECEPTION).run(people.register, command)
    return command.uuid


def line(runner: Runner) -> Line:
    return runner.run(rcf.line, LineQuery()).result


def row(runner: Runner, uuid: str) -> QueueRow:
    return next(each for each in line(runner).queue if each.uuid == uuid)


def wait(runner: Runner, person: str = "", **more: Any) -> str:
    who: dict[str, Any] = {"person_uuid": person} if person else {"anonymous": replace(BOY, uuid=new_id())}
    usual = {"modality": "LLAMADA", "profile": "TRANSITO", "country": "VEN"}
    return runner.run(rcf.enqueue, Enqueue(new_id(), **(usual | who | more))).result


def move(runner: Runner, uuid: str, *states: CallState) -> None:
    for state in states:
        runner.run(rcf.move, MoveTurn(uuid, row(runner, uuid).version, state))


def finish(runner: Runner, uuid: str, result: str, minutes: int | None = None) -> str:
    command = Finish(uuid, row(runner, uuid).version, new_id(), new_id(), result, minutes)
    for _ in range(2):  # a commit whose answer was lost is repeated
        runner.run(rcf.finish, command)
    return command.service_uuid


def call(runner: Runner, uuid: str, result: str, minutes: int | None = None) -> str:
    if row(runner, uuid).state is CallState.WAITING:
        move(runner, uuid, CallState.CALLING)
    return finish(runner, uuid, result, minutes)


def refused(runner: Runner, verb: Any, command: Any) -> list[Code]:
    with pytest.raises(CasaError) as caught:
        runner.run(verb, command)
    return [problem.code for problem in caught.value.problems]


def figures(desk: Desk, *rows: str) -> list[int]:
    """What the council's table prints; 0 for a month without anything."""
    asked = tuple(RowChoice(found, text) for text in rows if (found := Indicator.parse(text)) is not None)
    request = TableRequest(Period(MARCH, MARCH), asked)
    table = desk.runner(Role.COORDINATION).run(statistics.table, request).result
    return [each.cells[0].value or 0 for each in table.rows]


def test_a_call_goes_from_the_queue_to_a_service_of_today(desk: Desk, phone: Runner) -> None:
    turn = wait(phone, register(desk))
    shown = row(phone, turn)
    assert (shown.name, shown.state, shown.attempt) == ("Ana H.", CallState.WAITING, 1)
    move(phone, turn, CallState.CALLING)
    desk.clock.advance(61)
    move(phone, turn, CallState.ENDED)
    finish(phone, turn, "LOGRADO", 2)
    assert row(phone, turn).state is CallState.RECORDED
    assert figures(desk, "PER-MES", "SRV-RCF", "PER-RCF") == [1, 1, 1]
    assert refused(phone, rcf.move, MoveTurn(turn, row(phone, turn).version, CallState.WAITING)) == [Code.CONFLICT]


def test_an_unanswered_call_is_tried_again_today_and_forgotten_tomorrow(desk: Desk, phone: Runner) -> None:
    turn = wait(phone, register(desk))
    service = call(phone, turn, "NO_CONTESTA")
    (shown,) = line(phone).unanswered
    assert (shown.name, shown.attempts, shown.service_uuid) == ("Ana H.", 1, service)
    command = Retry(new_id(), service)
    for _ in range(2):
        phone.run(rcf.retry, command)
    again = row(phone, command.uuid)
    assert (again.state, again.modality, again.country, again.attempt) == (CallState.CALLING, "LLAMADA", "VEN", 2)
    assert line(phone).unanswered == ()
    assert refused(phone, rcf.retry, Retry(new_id(), service)) == [Code.NOT_FOUND]
    desk.clock.advance(60)
    last = call(phone, command.uuid, "SIN_RED")
    assert [(each.attempts, each.service_uuid) for each in line(phone).unanswered] == [(2, last)]
    third = Retry(new_id(), last)
    phone.run(rcf.retry, third)
    call(phone, third.uuid, "LOGRADO", 4)
    assert line(phone).unanswered == ()
    assert figures(desk, "PER-MES", "SRV-RCF") == [1, 3]
    call(phone, wait(phone, register(desk, "Otra")), "NO_CONTESTA")
    assert len(line(phone).unanswered) == 1
    desk.clock.advance(24 * 3600)
    assert line(phone) == replace(line(phone), queue=(), unanswered=())


def test_a_call_recorded_on_the_page_of_the_day_can_be_tried_again_too(desk: Desk, phone: Runner) -> None:
    service = NewService(new_id(), "RCF", Rcf("VIDEOLLAMADA", "COL", "NO_CONTESTA"))
    visit = RecordVisit(new_id(), TODAY, "TRANSITO", (service,), person_uuid=register(desk))
    desk.runner(Role.RECEPTION).run(visits.record, visit)
    command = Retry(new_id(), service.uuid)
    phone.run(rcf.retry, command)
    assert (row(phone, command.uuid).modality, row(phone, command.uuid).attempt) == ("VIDEOLLAMADA", 2)


def test_a_boy_alone_goes_first_and_what_was_said_of_him_stays(desk: Desk, phone: Runner) -> None:
    boy = register(desk, "Yeferson", "Rojas", 15)
    others = [wait(phone, register(desk, "Otra")) for _ in range(2)]
    seen = RecordVisit(
        new_id(),
        TODAY,
        "PENDULAR",
        (NewService(new_id(), "ORI"),),
        person_uuid=boy,
        vulnerabilities=("NNA_SOLO", "CALLE"),
    )
    desk.runner(Role.RECEPTION).run(visits.record, seen)
    turn = wait(phone, boy)
    alone = wait(phone, vulnerabilities=("NNA_SOLO",))
    assert [each.uuid for each in line(phone).queue] == [turn, alone, *others]
    call(phone, turn, "LOGRADO", 3)
    found = phone.run(visits.detail, VisitQuery(seen.uuid)).result
    assert (set(found.vulnerabilities), found.profile, len(found.services)) == ({"NNA_SOLO", "CALLE"}, "PENDULAR", 2)
    call(phone, alone, "LOGRADO", 3)
    visit = next(each for each in phone.run(visits.of_day, visits.DayQuery(TODAY)).result if each.anonymous)
    assert phone.run(visits.detail, VisitQuery(visit.uuid)).result.vulnerabilities == ("NNA_SOLO",)


def test_a_voided_call_wants_its_result_again_and_leaves_every_count(desk: Desk, phone: Runner) -> None:
    turn = wait(phone, register(desk))
    service = call(phone, turn, "NO_CONTESTA")
    phone.run(visits.void, VoidService(service, 1, "Errado"))
    assert row(phone, turn).state is CallState.ENDED
    assert line(phone).unanswered == ()
    assert figures(desk, "SRV-RCF") == [0]
    finish(phone, turn, "LOGRADO", 1)
    assert (row(phone, turn).state, figures(desk, "SRV-RCF")) == (CallState.RECORDED, [1])


def test_a_call_whose_result_was_given_anew_counts_once_whatever_is_restored(desk: Desk, phone: Runner) -> None:
    uuid = wait(phone)
    first = call(phone, uuid, "LOGRADO")
    reception = desk.runner(Role.RECEPTION)
    reception.run(visits.void, VoidService(first, 1, "Se marcó el resultado equivocado"))
    finish(phone, uuid, "NO_CONTESTA")
    assert refused(reception, visits.restore, RestoreService(first)) == [Code.CONFLICT]
    assert figures(desk, "SRV-RCF") == [1]


def test_a_corrected_call_stays_recorded(desk: Desk, phone: Runner) -> None:
    turn = wait(phone, register(desk))
    service = call(phone, turn, "NO_CONTESTA")
    new = NewService(new_id(), "RCF", Rcf("LLAMADA", "VEN", "LOGRADO", 3))
    phone.run(visits.correct, CorrectService(service, 1, TODAY, new))
    assert row(phone, turn).state is CallState.RECORDED
    assert line(phone).unanswered == ()


def test_who_leaves_is_not_counted_and_may_come_back(desk: Desk, phone: Runner) -> None:
    turn = wait(phone, register(desk))
    move(phone, turn, CallState.LEFT)
    assert figures(desk, "PER-MES", "SRV-RCF") == [0, 0]
    assert refused(phone, rcf.finish, Finish(turn, 2, new_id(), new_id(), "LOGRADO")) == [Code.CONFLICT]
    move(phone, turn, CallState.WAITING)
    assert refused(phone, rcf.move, MoveTurn(turn, 1, CallState.CALLING)) == [Code.CONFLICT]


def test_a_call_wants_its_result_and_other_contacts_do_not(desk: Desk, phone: Runner) -> None:
    turn = wait(phone, register(desk))
    move(phone, turn, CallState.CALLING)
    version = row(phone, turn).version
    assert refused(phone, rcf.finish, Finish(turn, version, new_id(), new_id())) == [Code.REQUIRED]
    call(phone, wait(phone, modality="MENSAJE_CR"), "")
    assert figures(desk, "SRV-RCF") == [1]


def test_connectivity_is_one_person_each_and_its_quantity(desk: Desk, phone: Runner) -> None:
    three = Handful(new_id(), "CARGA", "TRANSITO", anonymous=replace(BOY, age_from=18, age_to=25), persons=3)
    for _ in range(2):
        services = phone.run(connectivity.give, three).result
    assert len(services) == 3
    known = register(desk)
    phone.run(connectivity.give, Handful(new_id(), "WIFI", "TRANSITO", person_uuid=known, quantity=2))
    phone.run(connectivity.give, Handful(new_id(), "MENSAJE", "TRANSITO", person_uuid=known))
    assert figures(desk, "PER-MES", "SRV-RCF", "PER-RCF", "VIS") == [4, 5, 4, 4]
    found = phone.run(rcf_summary.summary, SummaryQuery(MARCH)).result
    assert [(each.modality, each.attempts, each.quantity) for each in found.connectivity] == [
        ("MENSAJE", 1, 1),
        ("WIFI", 1, 2),
        ("CARGA", 3, 3),
    ]
    assert (found.persons, found.anonymous, found.attempts) == (4, 3, 0)
    wrong = [
        (replace(three, modality="LLAMADA"), [Code.BAD_CHOICE]),
        (replace(three, persons=0), [Code.OUT_OF_RANGE]),
        (replace(three, anonymous=None, person_uuid=known), [Code.REQUIRED]),
        (replace(three, profile=""), [Code.NEEDS_PROFILE]),
    ]
    for command, codes in wrong:
        assert refused(phone, connectivity.give, command) == codes


def test_a_reserved_contact_is_a_code_for_who_may_not_know(desk: Desk, phone: Runner) -> None:
    person = register(desk)
    head = desk.runner(Role.COORDINATION)
    head.run(people.reserve, ReservePerson(person, 1, True, reason="Pedido"))
    asked = Enqueue(new_id(), "LLAMADA", "TRANSITO", person_uuid=person)
    assert refused(phone, rcf.enqueue, asked) == [Code.NOT_FOUND]
    head.run(rcf.enqueue, asked)
    assert row(head, asked.uuid).name == "Ana H."
    shown = row(phone, asked.uuid)
    assert (shown.name, shown.person_uuid, shown.person_code[:2]) == ("", "", "P-")
    move(phone, asked.uuid, CallState.CALLING)
    done = phone.run(rcf.finish, Finish(asked.uuid, 2, new_id(), new_id(), "NO_CONTESTA")).result
    assert done.person_uuid == ""
    assert [(each.name, each.person_code) for each in line(phone).unanswered] == [("", shown.person_code)]
    # What was recorded without the queue is nothing that they may know of.
    service = NewService(new_id(), "RCF", Rcf("VIDEOLLAMADA", "COL", "NO_CONTESTA"))
    head.run(visits.record, RecordVisit(new_id(), TODAY, "TRANSITO", (service,), person_uuid=person))
    assert (len(line(phone).unanswered), len(line(head).unanswered)) == (1, 2)


def test_the_month_adds_up(desk: Desk, phone: Runner) -> None:
    results = ["LOGRADO", "NO_CONTESTA", "LOGRADO", "ERRADO", "SIN_RED", "LOGRADO"]
    for index, result in enumerate(results):
        country = "COL" if index == 3 else "VEN"
        turn = wait(phone, register(desk, "Otra"), country=country, modality="VIDEOLLAMADA" if index < 2 else "LLAMADA")
        call(phone, turn, result, 5 if result == "LOGRADO" else None)
    call(phone, wait(phone, modality="ESTOY_BIEN"), "")
    voided = call(phone, wait(phone, register(desk)), "LOGRADO", 60)
    phone.run(visits.void, VoidService(voided, 1, "Errado"))
    phone.run(connectivity.give, Handful(new_id(), "WIFI", "TRANSITO", anonymous=BOY, persons=2))
    found = phone.run(rcf_summary.summary, SummaryQuery(MARCH)).result
    assert found.achieved + found.not_achieved == found.attempts == 7
    for each in found.contacts:
        assert each.achieved + each.not_achieved == each.attempts
    assert [(each.modality, each.attempts) for each in found.contacts] == [
        ("LLAMADA", 4),
        ("VIDEOLLAMADA", 2),
        ("ESTOY_BIEN", 1),
    ]
    assert (found.achieved, found.minutes, found.provisional) == (4, 15, True)
    assert [(each.country, each.attempts, each.achieved) for each in found.countries] == [("VEN", 6, 4), ("COL", 1, 0)]
    assert sum(each.attempts for each in found.countries) == found.attempts
    in_all = found.attempts + sum(each.attempts for each in found.connectivity)
    assert [found.persons, in_all] == figures(desk, "PER-RCF", "SRV-RCF")
    april = phone.run(rcf_summary.summary, SummaryQuery(Month(2026, 4))).result
    assert (april.attempts, april.persons, april.countries) == (0, 0, ())


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.PSYCHOLOGY, Role.HEALTH, Role.ADMINISTRATION, Role.CONSULTATION])
def test_the_line_is_for_who_attends_it(desk: Desk, role: Role) -> None:
    assert refused(desk.runner(role), rcf.line, LineQuery()) == [Code.FORBIDDEN]


def test_the_summary_is_not_receptions(desk: Desk) -> None:
    assert refused(desk.runner(Role.RECEPTION), rcf_summary.summary, SummaryQuery(MARCH)) == [Code.FORBIDDEN]
