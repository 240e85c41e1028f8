"""The waiting room at the door of the phone line: told above its queue, and taken over with one key."""

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.lane import TurnState
from casa_desktop.ui import hotkeys
from tests.services import test_lane as waiting
from tests.ui.rcf.conftest import Booth


@pytest.fixture
def room(booth: Booth) -> Booth:
    booth.on_db(lambda: waiting.want_turns(booth.desk))
    return booth


def states(booth: Booth) -> list[TurnState]:
    return [row.state for row in booth.on_db(lambda: waiting.seen(booth.desk, Role.RCF)).rows]


def test_without_turns_the_door_is_shut(booth: Booth) -> None:
    booth.sit()
    booth.press(hotkeys.CALL_NEXT)
    assert (booth.sees("door_button"), booth.page.line.adding.mode) == (False, "")


def test_who_waits_for_a_call_is_taken_over_and_stands_as_the_line_says(room: Booth) -> None:
    ana = room.register()
    room.on_db(lambda: waiting.arrive(room.desk, ana, "ORI", "RCF"))
    room.sit()
    assert room.child("door_button").text().startswith("Recibir el turno 1")
    room.press(hotkeys.CALL_NEXT)
    assert room.page.line.adding.form is not None
    assert room.page.line.adding.form.person_uuid == ana
    room.page.line.adding.form.field("profile").set_value("TRANSITO")
    room.press("Ctrl+Return")
    assert [cells[0] for cells in room.queue()] == ["Ana P."]
    assert not room.sees("door_button")
    room.press("Return")
    assert states(room) == [TurnState.ATTENDING]
    room.press("Return")
    room.type("l")
    room.press("Return")
    assert states(room) == []
    assert [row.types for row in room.on_db(lambda: waiting.seen(room.desk)).rows] == [("ORI",)]


def test_somebody_without_a_name_keeps_the_turn_on_the_line(room: Booth) -> None:
    room.on_db(lambda: waiting.arrive(room.desk, "", "RCF"))
    room.sit()
    room.press(hotkeys.CALL_NEXT)
    form = room.page.line.adding.form
    assert form is not None
    room.type("m")
    room.press("Tab")
    room.type("2")
    form.field("profile").set_value("TRANSITO")
    room.press("Ctrl+Return")
    (row,) = room.on_db(lambda: waiting.seen(room.desk, Role.RCF)).rows
    assert row.on_the_line


def test_another_queue_is_not_told_of(room: Booth) -> None:
    room.on_db(lambda: waiting.arrive(room.desk))
    room.sit()
    assert not room.sees("door_button")
