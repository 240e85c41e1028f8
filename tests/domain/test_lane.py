"""The waiting list: the order of the calls as a promise, where a turn stands, and honest averages."""

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.lane import (
    MOST_IN_A_ROW,
    MOVES,
    Priority,
    Queue,
    TurnState,
    Wait,
    by_age,
    call_order,
    count_waits,
    queues_of,
    row_in_line,
    standing,
)
from casa_desktop.domain.rcf import CallState

PREGNANT, ALONE = (Priority.PREGNANT,), (Priority.CHILD_ALONE,)
TODAY = date(2026, 3, 10)


@dataclass(frozen=True)
class Person:
    number: int
    arrived_at: str
    priorities: tuple[Priority, ...]


def person(number: int, priorities: tuple[Priority, ...] = ()) -> Person:
    return Person(number, f"2026-03-10T13:{number // 60:02}:{number % 60:02}Z", priorities)


def numbers(people: list[Person], run: int = 0) -> list[int]:
    return [each.number for each in call_order(people, run)]


def test_priority_goes_first_but_after_two_of_them_the_one_who_waited_longest() -> None:
    room = [person(1), person(2), person(3, PREGNANT), person(4, PREGNANT), person(5, PREGNANT), person(6, ALONE)]
    assert numbers(room) == [6, 3, 4, 1, 5, 2]
    assert numbers(room, run=MOST_IN_A_ROW) == [6, 1, 3, 4, 2, 5]


def test_a_child_alone_stands_in_nobodys_way() -> None:
    assert row_in_line([PREGNANT, ALONE, PREGNANT]) == 2
    assert row_in_line([PREGNANT, (), ALONE]) == 0


WHO = st.sampled_from([(), PREGNANT, (Priority.ELDER, Priority.DISABILITY)])


@given(st.lists(st.one_of(st.just("call"), WHO), max_size=120))
def test_whoever_has_n_before_them_is_called_within_three_times_n_and_one(events: list[object]) -> None:
    """People come while others are called: nobody waits longer than was promised when they came."""
    room: list[Person] = []
    called: list[tuple[Priority, ...]] = []
    promised: dict[int, int] = {}
    for number, event in enumerate((*events, *["call"] * 121)):
        if isinstance(event, tuple):
            before = sum(bool(each.priorities) == bool(event) for each in room)
            promised[number] = len(called) + (MOST_IN_A_ROW + 1) * (before + 1)
            room.append(person(number, event))
        elif room:
            following = call_order(room, row_in_line(called))[0]
            room.remove(following)
            called.append(following.priorities)
            assert len(called) <= promised[following.number]
    assert not room


@given(st.lists(WHO, max_size=30), st.integers(0, 5))
def test_each_line_keeps_the_order_in_which_it_came_and_a_priority_is_never_far(
    who: list[tuple[Priority, ...]], run: int
) -> None:
    room = [person(number, priorities) for number, priorities in enumerate(who)]
    order = call_order(reversed(room), run)
    assert sorted(each.number for each in order) == list(range(len(who)))
    for with_priority in (True, False):
        own = [each.number for each in order if bool(each.priorities) is with_priority]
        assert own == sorted(own)
    if any(who) and run < MOST_IN_A_ROW:
        assert order[0].priorities


@pytest.mark.parametrize(
    ("stored", "wanted", "since", "call", "expected"),
    [
        (TurnState.WAITING, ("ORI",), (), None, TurnState.WAITING),
        (TurnState.ATTENDING, ("ORI",), ("ORI",), None, TurnState.SERVED),
        (TurnState.WAITING, ("ORI",), ("ORI", "SEG"), None, TurnState.SERVED),
        (TurnState.ATTENDING, ("ORI", "SEG"), ("ORI",), None, TurnState.ATTENDING),
        (TurnState.LEFT, ("ORI",), ("ORI",), None, TurnState.SERVED),
        (TurnState.WAITING, ("RCF",), (), CallState.WAITING, TurnState.WAITING),
        (TurnState.WAITING, ("RCF",), (), CallState.CALLING, TurnState.ATTENDING),
        (TurnState.WAITING, ("RCF",), (), CallState.ENDED, TurnState.ATTENDING),
        (TurnState.WAITING, ("RCF",), (), CallState.LEFT, TurnState.LEFT),
    ],
)
def test_where_a_turn_stands(
    stored: TurnState,
    wanted: tuple[str, ...],
    since: tuple[str, ...],
    call: CallState | None,
    expected: TurnState,
) -> None:
    assert standing(stored, wanted, since, call) is expected


def test_nobody_moves_a_turn_to_served_by_hand_and_an_ended_one_not_at_all() -> None:
    assert set(MOVES) == set(TurnState)
    assert all({TurnState.SERVED, TurnState.UNFINISHED}.isdisjoint(to) for to in MOVES.values())
    assert MOVES[TurnState.SERVED] == MOVES[TurnState.UNFINISHED] == ()


def test_each_role_calls_from_its_own_queue() -> None:
    assert queues_of({Role.RECEPTION}) == {Queue.DESK}
    assert queues_of({Role.PSYCHOLOGY}) == {Queue.PRIVATE}
    assert queues_of({Role.RCF, Role.HEALTH}) == {Queue.RCF, Queue.HEALTH}
    assert Queue.PRIVATE not in queues_of({Role.COORDINATION})
    assert queues_of({Role.VOLUNTEER, Role.ADMINISTRATION, Role.CONSULTATION}) == frozenset()


def test_only_an_age_that_is_certain_gives_a_priority() -> None:
    def stated(first: int, last: int) -> Age:
        return Age(stated=AgeRange(first, last), stated_on=TODAY)

    assert by_age(stated(60, 60), TODAY) == (Priority.ELDER,)
    assert by_age(stated(55, 65), TODAY) == ()
    assert by_age(Age(), TODAY) == ()


def test_the_average_is_over_those_who_were_attended_and_says_how_many_were_not() -> None:
    waits = [
        Wait("ORI", Queue.DESK, TurnState.SERVED, 600),
        Wait("ORI", Queue.DESK, TurnState.ATTENDING, 1530),
        Wait("ORI", Queue.DESK, TurnState.LEFT, None),
        Wait("ORI", Queue.DESK, TurnState.WAITING, None),
    ]
    count = count_waits(waits, "ORI", Queue.DESK)
    assert (count.turns, count.attended, count.left, count.unfinished) == (4, 2, 1, 1)
    assert (count.average, count.longest) == (18, 25)
    assert count_waits([], "ORI", None).average is None
