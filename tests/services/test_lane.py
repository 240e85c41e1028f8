"""The waiting list over a real desk: numbers, who sees whom, what closes a turn, and that none of it counts."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.lane import Lane, LaneRow, LaneSummary, Priority, TurnState
from casa_desktop.domain.names import Name
from casa_desktop.domain.persons import Details
from casa_desktop.domain.rcf import CallState
from casa_desktop.domain.visits import Anonymous, NewService, RecordVisit
from casa_desktop.services import desk as desks
from casa_desktop.services import lane, lane_summary, passes, people, rcf, visits
from casa_desktop.services.desk import DeskQuery
from casa_desktop.services.intake import Receive, receive
from casa_desktop.services.lane import Arrive, Arrived, ChangeTurn, Identify, LaneQuery, MoveStop, Night
from casa_desktop.services.lane_summary import SummaryQuery
from casa_desktop.services.passes import PassesQuery, SendPass
from casa_desktop.services.people import RegisterPerson, ReservePerson
from casa_desktop.services.visits import DayQuery, VoidService
from tests.services.desk import TODAY, Desk

ANSWERS = {"NUT": (("MUAC", "130"), ("EDEMA", "no")), "SSP": (("CONSEJERIA", "METODOS"),)}


def want_turns(desk: Desk, *, on: bool = True) -> None:
    runner = desk.runner(Role.COORDINATION)
    profile = runner.run(desks.profile, DeskQuery()).result
    runner.run(desks.save_profile, replace(profile, name="Mesa", turns=on))


@pytest.fixture
def room(desk: Desk) -> Desk:
    """A desk that gives turns."""
    want_turns(desk)
    return desk


def register(desk: Desk, first: str = "Ana", age: int = 30) -> str:
    details = Details(Name(first, "", "Pérez"), sex="02", age=Age(stated=AgeRange(age, age), stated_on=TODAY))
    command = RegisterPerson(new_id(), details)
    desk.runner(Role.RECEPTION).run(people.register, command)
    return command.uuid


def arrive(desk: Desk, person: str = "", *types: str, role: Role = Role.RECEPTION, **more: Any) -> Arrived:
    return desk.runner(role).run(lane.arrive, Arrive(new_id(), person, types, **more)).result


def seen(desk: Desk, *roles: Role) -> Lane:
    return desk.runner(*(roles or (Role.RECEPTION,))).run(lane.lane, LaneQuery()).result


def row(desk: Desk, number: int, *roles: Role) -> LaneRow:
    return next(each for each in seen(desk, *roles).rows if each.number == number)


def move(desk: Desk, number: int, *states: TurnState, role: Role = Role.RECEPTION) -> None:
    for state in states:
        each = row(desk, number, role)
        desk.runner(role).run(lane.move, MoveStop(each.uuid, each.version, state))


def give(desk: Desk, person: str, *types: str, role: Role = Role.RECEPTION) -> list[str]:
    services = tuple(NewService(new_id(), code, answers=ANSWERS.get(code, ())) for code in types)
    visit = RecordVisit(new_id(), TODAY, "TRANSITO", services, person_uuid=person)
    desk.runner(role).run(visits.record, visit)
    return [service.uuid for service in services]


def numbers(desk: Desk, *roles: Role) -> list[int]:
    return [each.number for each in seen(desk, *roles).rows]


def refused(desk: Desk, command: Any, role: Role = Role.RECEPTION) -> Code:
    verb: Any = {Arrive: lane.arrive, MoveStop: lane.move, ChangeTurn: lane.change}[type(command)]
    with pytest.raises(CasaError) as caught:
        desk.runner(role).run(verb, command)
    return caught.value.code


def summed(desk: Desk, role: Role = Role.RECEPTION, days: int = 0) -> LaneSummary:
    return desk.runner(role).run(lane_summary.summary, SummaryQuery(TODAY - timedelta(days))).result


def test_turns_are_off_until_the_desk_wants_them(desk: Desk) -> None:
    assert seen(desk) == Lane(on=False)
    assert refused(desk, Arrive(new_id())) is Code.NOT_FOUND
    want_turns(desk)
    assert arrive(desk).number == 1
    want_turns(desk, on=False)
    assert seen(desk) == Lane(on=False)


def test_numbers_run_through_the_day_and_are_given_once(room: Desk) -> None:
    ana = register(room)
    command = Arrive(new_id(), ana)
    runner = room.runner(Role.RECEPTION)
    first = runner.run(lane.arrive, command).result
    assert runner.run(lane.arrive, command).result == first
    assert arrive(room).number == 2
    again = arrive(room, ana, "AYU")
    assert (again.number, again.again) == (1, True)
    assert row(room, 1).types == ("ORI", "AYU")
    room.clock.instant += timedelta(days=1)
    assert (seen(room).rows, arrive(room).number) == ((), 1)


def test_the_list_shows_a_name_to_call_and_no_more(room: Desk) -> None:
    arrive(room, register(room, "Yusmary"))
    assert row(room, 1).name == "Yusmary P."


def test_an_elder_goes_before_and_is_told_by_a_word(room: Desk) -> None:
    arrive(room, register(room))
    arrived = arrive(room, register(room, "Rosa", age=71))
    assert arrived.priorities == (Priority.ELDER,)
    assert numbers(room) == [2, 1]


def test_the_rule_counts_the_calls_that_were_made(room: Desk) -> None:
    for _ in range(2):
        arrive(room)
    for _ in range(3):
        arrive(room, priorities=(Priority.PREGNANT,))
    order = []
    for _ in range(5):
        following = next(each for each in seen(room).rows if each.state is TurnState.WAITING)
        order.append(following.number)
        move(room, following.number, TurnState.CALLED)
    assert order == [3, 4, 1, 5, 2]


def test_two_counters_do_not_call_the_same_turn(room: Desk) -> None:
    arrive(room)
    each = row(room, 1)
    command = MoveStop(each.uuid, each.version, TurnState.CALLED)
    assert room.runner(Role.RECEPTION).run(lane.move, command).result == each.version + 1
    assert room.runner(Role.RECEPTION).run(lane.move, command).result == each.version + 1
    for state in (TurnState.CALLED, TurnState.ATTENDING):
        other = MoveStop(each.uuid, each.version, state)
        assert refused(room, other, Role.COORDINATION) is Code.CONFLICT
    assert row(room, 1).state is TurnState.CALLED


def test_who_left_comes_back_with_the_same_number_and_place(room: Desk) -> None:
    ana = register(room)
    arrive(room, ana)
    arrive(room)
    move(room, 1, TurnState.CALLED, TurnState.LEFT)
    assert numbers(room) == [2, 1]
    each = row(room, 1)
    assert refused(room, MoveStop(each.uuid, each.version, TurnState.ATTENDING)) is Code.CONFLICT
    move(room, 1, TurnState.WAITING)
    assert numbers(room) == [1, 2]
    move(room, 1, TurnState.LEFT)
    assert arrive(room, ana).number == 1
    assert row(room, 1).state is TurnState.WAITING


def test_what_is_recorded_closes_the_turn_and_voiding_it_brings_it_back(room: Desk) -> None:
    ana = register(room)
    health = Role.HEALTH
    give(room, ana, "NUT", role=health)  # earlier that day: it is not what they wait for now
    arrive(room, ana, "SSP", "NUT", role=health)
    move(room, 1, TurnState.ATTENDING, role=health)
    (service,) = give(room, ana, "SSP", role=health)
    assert (row(room, 1, health).state, row(room, 1, health).types) == (TurnState.ATTENDING, ("NUT",))
    give(room, ana, "NUT", role=health)
    assert numbers(room, health) == []
    room.runner(health).run(visits.void, VoidService(service, 1, "Se registró dos veces"))
    assert (row(room, 1, health).state, row(room, 1, health).types) == (TurnState.ATTENDING, ("SSP",))


def test_one_number_waits_in_several_queues_and_each_role_sees_its_own(room: Desk) -> None:
    ana = register(room)
    arrive(room, ana, "ORI", "RCF", "NUT")
    own = {role: [each.types for each in seen(room, role).rows] for role in (Role.RECEPTION, Role.RCF, Role.HEALTH)}
    assert own == {Role.RECEPTION: [("ORI",)], Role.RCF: [("RCF",)], Role.HEALTH: [("NUT",)]}
    assert len(seen(room, Role.COORDINATION).rows) == 3
    assert seen(room, Role.PSYCHOLOGY).rows == ()
    give(room, ana, "ORI")
    assert (numbers(room), numbers(room, Role.HEALTH)) == ([], [1])
    theirs = row(room, 1, Role.HEALTH)
    assert refused(room, MoveStop(theirs.uuid, theirs.version, TurnState.LEFT)) is Code.NOT_FOUND


def test_a_volunteer_gives_turns_and_browses_none(room: Desk) -> None:
    assert arrive(room, role=Role.VOLUNTEER).number == 1
    with pytest.raises(CasaError) as caught:
        seen(room, Role.VOLUNTEER)
    assert caught.value.code is Code.FORBIDDEN


def test_the_private_room_is_a_pass_with_the_same_number_and_nobody_else_sees_it(room: Desk) -> None:
    ana = register(room, age=66)
    arrive(room)
    arrive(room, ana, private=True)
    assert numbers(room, Role.COORDINATION) == [1]
    (waiting,) = room.runner(Role.PSYCHOLOGY).run(passes.queue, PassesQuery()).result
    assert (waiting.number, waiting.person_uuid, waiting.priorities) == (2, ana, (Priority.ELDER,))
    assert summed(room).total.turns == 1
    assert summed(room, Role.PSYCHOLOGY).total.turns == 1
    assert summed(room, Role.COORDINATION).total.turns == 1


def test_a_pass_keeps_the_number_that_the_person_holds_and_takes_none_twice(room: Desk) -> None:
    ana = register(room)
    arrive(room)
    arrive(room, ana)
    runner = room.runner(Role.RECEPTION)
    assert runner.run(passes.send, SendPass(new_id(), ana)).result.number == 2
    assert runner.run(passes.send, SendPass(new_id(), ana)).result.number == 3
    assert arrive(room).number == 4


def test_passes_are_called_by_the_same_rule(room: Desk) -> None:
    arrive(room, private=True)
    arrive(room, private=True, priorities=(Priority.BREASTFEEDING,))
    called = room.runner(Role.PSYCHOLOGY).run(passes.queue, PassesQuery()).result
    assert [each.number for each in called] == [2, 1]


def test_a_reserved_contact_stands_in_the_queue_without_a_name(room: Desk) -> None:
    ana = register(room)
    arrive(room, ana)
    room.runner(Role.COORDINATION).run(people.reserve, ReservePerson(ana, 1, reserved=True, reason="Lo pidió"))
    assert (row(room, 1).name, row(room, 1).person_uuid) == ("", "")
    assert row(room, 1, Role.COORDINATION).person_uuid == ana
    assert refused(room, Arrive(new_id(), ana)) is Code.NOT_FOUND


def test_the_phone_line_moves_on_whom_it_took_over(room: Desk) -> None:
    ana = register(room)
    arrive(room, ana, "RCF")
    phone = room.runner(Role.RCF)
    turn = phone.run(rcf.enqueue, rcf.Enqueue(new_id(), "LLAMADA", "TRANSITO", ana, country="VEN")).result
    own = row(room, 1, Role.RCF)
    assert (own.on_the_line, own.state) == (True, TurnState.WAITING)
    assert refused(room, MoveStop(own.uuid, own.version, TurnState.CALLED), Role.RCF) is Code.CONFLICT
    phone.run(rcf.move, rcf.MoveTurn(turn, 1, CallState.CALLING))
    assert row(room, 1, Role.RCF).state is TurnState.ATTENDING
    phone.run(rcf.finish, rcf.Finish(turn, 2, new_id(), new_id(), "LOGRADO", 3))
    assert numbers(room, Role.RCF) == []


def test_who_gave_no_name_is_known_by_what_was_recorded(room: Desk) -> None:
    arrived = arrive(room)
    who = Anonymous(new_id(), "02", 18, 25)
    visit = RecordVisit(new_id(), TODAY, "TRANSITO", (NewService(new_id(), "ORI"),), anonymous=who)
    reception = room.runner(Role.RECEPTION)
    recorded = reception.run(receive, Receive(visit)).result
    assert numbers(room) == [1]
    reception.run(lane.identify, Identify(arrived.uuid, recorded.visit.person_uuid))
    assert numbers(room) == []
    other = Identify(arrived.uuid, register(room))
    reception.run(lane.identify, other)
    assert numbers(room) == []  # a turn that is somebody's stays theirs


def test_a_turn_is_nobodys_of_whom_the_desk_may_not_know(room: Desk) -> None:
    arrived, ana = arrive(room), register(room)
    room.runner(Role.COORDINATION).run(people.reserve, ReservePerson(ana, 1, reserved=True, reason="Lo pidió"))
    with pytest.raises(CasaError) as caught:
        room.runner(Role.RECEPTION).run(lane.identify, Identify(arrived.uuid, ana))
    assert caught.value.code is Code.NOT_FOUND
    assert row(room, 1, Role.COORDINATION).person_uuid == ""
    room.runner(Role.COORDINATION).run(lane.identify, Identify(arrived.uuid, ana))
    assert row(room, 1, Role.COORDINATION).person_uuid == ana


def test_who_waits_already_may_be_joined_by_their_family(room: Desk) -> None:
    ana = register(room)
    arrive(room, ana, "ORI")
    assert arrive(room, ana, "ORI", family=True).again
    assert row(room, 1).family
    arrive(room, ana, "AYU")
    assert row(room, 1).family, "one more service sends nobody home"


def test_what_is_waited_for_can_be_changed_while_nobody_else_did(room: Desk) -> None:
    arrive(room, register(room), "ORI", "NUT")
    each = row(room, 1)
    command = ChangeTurn(each.uuid, each.version, ("AYU", "RCF"), (Priority.PREGNANT,), family=True)
    room.runner(Role.RECEPTION).run(lane.change, command)
    now = row(room, 1)
    assert (now.types, now.priorities, now.family) == (("AYU",), (Priority.PREGNANT,), True)
    assert (numbers(room, Role.HEALTH), numbers(room, Role.RCF)) == ([1], [1])
    assert refused(room, command) is Code.CONFLICT
    assert refused(room, replace(command, version=now.version, types=())) is Code.REQUIRED
    assert refused(room, replace(command, version=now.version, types=("SEG",))) is Code.BAD_CHOICE
    room.runner(Role.RECEPTION).run(lane.change, replace(command, version=now.version, types=("RCF",)))
    assert (row(room, 1).state, numbers(room, Role.RCF)) == (TurnState.LEFT, [1])


def test_nothing_of_the_queue_counts(room: Desk) -> None:
    arrive(room, register(room))
    move(room, 1, TurnState.CALLED, TurnState.ATTENDING, TurnState.LEFT)
    coordination = room.runner(Role.COORDINATION)
    assert coordination.run(visits.of_day, DayQuery(TODAY)).result == ()
    assert coordination.run(visits.count_of_day, DayQuery(TODAY)).result.persons == 0


def test_the_next_morning_closes_what_was_left_and_forgets_who_it_was(room: Desk) -> None:
    ana, rosa = register(room), register(room, "Rosa")
    arrive(room, ana)
    arrive(room, rosa)
    arrive(room)
    room.clock.instant += timedelta(minutes=20)
    give(room, ana, "ORI")
    move(room, 3, TurnState.LEFT)
    before = summed(room)
    room.clock.instant += timedelta(days=1)
    reception = room.runner(Role.RECEPTION)
    assert reception.run(lane.night, Night()).result == 1
    assert reception.run(lane.night, Night()).result == 0
    with room.base.begin() as work:
        stored = work.connection.exec_driver_sql(
            "select person_id, state from lane_turn t join lane_stop on t.id = turn_id"
        )
        assert [tuple(each) for each in stored] == [(None, "atendido"), (None, "sin_cerrar"), (None, "se_fue")]
    assert summed(room, days=0).total == before.total


def test_the_first_turn_of_a_day_closes_the_day_before(room: Desk) -> None:
    arrive(room, register(room))
    room.clock.instant += timedelta(days=1)
    assert arrive(room).number == 1
    with room.base.begin() as work:
        (left,) = work.connection.exec_driver_sql("select count(*) from lane_turn where person_id is not null").one()
    assert left == 0


def test_waits_are_counted_by_turn_and_by_service(room: Desk) -> None:
    ana = register(room)
    arrive(room, ana, "ORI", "NUT")
    arrive(room)
    room.clock.instant += timedelta(minutes=12)
    move(room, 1, TurnState.CALLED, TurnState.ATTENDING)
    give(room, ana, "ORI")
    room.clock.instant += timedelta(minutes=9)
    give(room, ana, "NUT", role=Role.HEALTH)
    whole = summed(room, Role.COORDINATION)
    assert (whole.total.turns, whole.total.attended, whole.total.average) == (2, 1, 12)
    assert {each.what: (each.turns, each.attended, each.longest) for each in whole.by_service} == {
        "ORI": (2, 1, 12),
        "NUT": (1, 1, 21),
    }
    assert [each.what for each in summed(room, Role.HEALTH).by_service] == ["NUT"]
