"""The waiting room at the counter, by keys: arrive, call, attend, and the turn closes by itself."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.errors import Code
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.lane import LaneRow, Priority, TurnState
from casa_desktop.domain.names import Name
from casa_desktop.domain.persons import Details
from casa_desktop.services import desk as desks
from casa_desktop.services import families, lane
from casa_desktop.services.desk import DeskQuery
from casa_desktop.services.families import FamilyMember, RegisterFamily
from casa_desktop.services.lane import Arrive, LaneQuery
from casa_desktop.services.people import RegisterPerson
from casa_desktop.texts import ui_lane as texts
from casa_desktop.texts import ui_shell
from casa_desktop.ui import hotkeys
from casa_desktop.ui.today.page import TodayPage
from tests.services.desk import TODAY
from tests.ui.keys import press, type_text
from tests.ui.today.conftest import Counter


@pytest.fixture
def room(counter: Counter) -> Counter:
    """A counter of a desk that gives turns."""
    runner = counter.desk.runner(Role.COORDINATION)

    def want() -> None:
        profile = runner.run(desks.profile, DeskQuery()).result
        runner.run(desks.save_profile, replace(profile, name="Mesa", turns=True))

    counter.on_db(want)
    return counter


@pytest.fixture
def family(room: Counter) -> tuple[str, ...]:
    members = tuple(
        FamilyMember(
            RegisterPerson(
                new_id(), Details(Name(first, "", "Rojas"), sex="02", age=Age(None, AgeRange(9, 9), TODAY)), kinship=""
            )
        )
        for first in ("Ana", "Pedro", "Luis", "Rosa", "Inés")
    )
    command = RegisterFamily(new_id(), members)
    return room.on_db(lambda: room.desk.runner(Role.RECEPTION).run(families.register, command).result.members)


def rows(room: Counter, role: Role = Role.RECEPTION) -> tuple[LaneRow, ...]:
    return room.on_db(lambda: room.desk.runner(role).run(lane.lane, LaneQuery()).result).rows


def arrives(room: Counter, person: str = "", *types: str) -> None:
    command = Arrive(new_id(), person, types)
    room.on_db(lambda: room.desk.runner(Role.RECEPTION).run(lane.arrive, command))


def shown_keys(page: TodayPage) -> set[str]:
    lines = page.keys()
    return {line.keys for line in lines}


def visible(room: Counter, name: str) -> bool:
    return any(widget.isVisible() for widget in room.page.findChildren(QWidget, name))


def test_without_turns_there_is_no_trace_of_them(counter: Counter, ana: str) -> None:
    page = counter.sit(Role.RECEPTION)
    assert not visible(counter, "waiting_room")
    assert not visible(counter, "right_chips")
    counter.type("ana")
    for key in ("F12", "Shift+F12", hotkeys.CALL_NEXT, "Ctrl+F12"):
        counter.press(key)
    assert (counter.prompts.said, visible(counter, "turn_form")) == ([], False)
    assert "F12" not in shown_keys(page)
    counter.attended_before(ana, TODAY)
    page.refresh()
    counter.settle()
    counter.press("F6")
    assert page.list.table.hasFocus()


def test_who_is_found_arrives_with_one_key_and_is_attended_with_three(room: Counter, ana: str) -> None:
    room.attended_before(ana)
    page = room.sit(Role.RECEPTION)
    room.type("ana")
    room.press("F12")
    assert room.prompts.said[-1] == texts.given(1, (), again=False)
    assert page.entry.picker.edit.hasFocus()
    assert page.entry.picker.text == ""
    keys = (hotkeys.CALL_NEXT, "Return", "Ctrl+Return")
    for key in keys:
        room.press(key)
    (visit,) = room.of_day()
    assert ([s.type for s in visit.services], visit.person_uuid) == (["ORI"], ana)
    assert rows(room) == ()
    assert page.right.room.table.rows() == ()


def test_undoing_the_attention_brings_the_turn_back(room: Counter, ana: str) -> None:
    room.attended_before(ana)
    page = room.sit(Role.RECEPTION)
    arrives(room, ana)
    page.refresh()
    room.settle()
    for key in (hotkeys.CALL_NEXT, "Return", "Ctrl+Return"):
        room.press(key)
    assert room.prompts.undo is not None
    room.prompts.undo()
    room.settle()
    assert [(row.state, row.types) for row in rows(room)] == [(TurnState.ATTENDING, ("ORI",))]
    assert page.right.room.table.rows()[0].cells[-1] == "en atención"


def test_f12_waits_for_the_answer_of_the_search(room: Counter, ana: str) -> None:
    """Who is pointed at while one types was found for another text."""
    room.sit(Role.RECEPTION)
    type_text(None, "ana")
    press(None, "F12")
    room.settle()
    for _ in range(3):
        QTest.qWait(60)
        room.settle()
    assert [row.person_uuid for row in rows(room)] == [ana]


def test_somebody_without_a_name_is_one_key_and_known_once_attended(room: Counter) -> None:
    page = room.sit(Role.RECEPTION)
    room.press("F12")
    room.press(hotkeys.CALL_NEXT)
    assert room.child("called_number").text() == "Turno 1"
    room.press("Return")
    assert page.entry.asking.called.text == texts.attending(rows(room)[0])
    room.press("Alt+N")
    room.type("m")
    room.press("Tab")
    room.type("2")
    room.press("Alt+F")
    room.type("e")
    room.press("Ctrl+Return")
    (visit,) = room.of_day()
    assert ([s.type for s in visit.services], visit.anonymous) == (["ORI"], True)
    assert rows(room) == ()
    assert page.entry.asking.called.text == ""


def test_a_family_comes_with_one_number_and_is_attended_together(room: Counter, family: tuple[str, ...]) -> None:
    room.sit(Role.RECEPTION)
    room.type("ana ro")
    arriving = ["Shift+F12", "Alt+H", "Ctrl+Return"]
    for key in arriving:
        room.press(key)
    assert [(row.family, row.types) for row in rows(room)] == [(True, ("ORI",))]
    attending = [hotkeys.CALL_NEXT, "Return", "Alt+F", "e", "Ctrl+Return"]
    for key in attending:
        room.press(key) if len(key) > 1 else room.type(key)
    assert len(arriving) + len(attending) <= 12
    assert {visit.person_uuid for visit in room.of_day()} == set(family)
    assert rows(room) == ()


def test_priority_and_services_are_said_at_the_door_and_shown_with_a_word(room: Counter, ana: str) -> None:
    page = room.sit(Role.RECEPTION)
    arrives(room)
    room.type("ana")
    room.press("Shift+F12")
    form = page.lane.form
    assert form.types.value() == ("ORI",)
    form.types.set_value(("ORI", "RCF"))
    form.field("priorities").set_value((str(Priority.PREGNANT),))
    room.press("Ctrl+Return")
    assert [row.number for row in rows(room)] == [2, 1]
    assert [row.types for row in rows(room, Role.RCF)] == [("RCF",)]
    first = page.right.room.table.rows()[0].cells
    assert (first[0], first[3]) == ("2", "Gestante")


def test_the_key_of_a_turn_gives_the_one_that_is_being_written(room: Counter, ana: str) -> None:
    page = room.sit(Role.RECEPTION)
    room.type("ana")
    room.press("Shift+F12")
    page.lane.form.field("priorities").set_value((str(Priority.PREGNANT),))
    room.press("F12")
    assert [(row.person_uuid, row.priorities) for row in rows(room)] == [(ana, (Priority.PREGNANT,))]
    assert not visible(room, "turn_form")


def test_what_somebody_waits_for_and_why_they_go_first_are_said_by_keys_alone(room: Counter, ana: str) -> None:
    room.sit(Role.RECEPTION)
    room.type("ana")
    room.press("Shift+F12")
    room.type("r")
    room.press("Tab")
    room.type("g")
    room.press("Ctrl+Return")
    (row,) = rows(room)
    assert (row.types, row.priorities) == (("ORI",), (Priority.PREGNANT,))
    assert [row.types for row in rows(room, Role.RCF)] == [("RCF",)]
    assert ui_shell.key_name(hotkeys.CALL_NEXT) in room.child("call_button").text()


def test_what_is_being_typed_is_not_given_up_for_who_was_called(room: Counter, ana: str) -> None:
    arrives(room)
    page = room.sit(Role.RECEPTION)
    room.type("ana")
    room.press("Return")
    room.press("Alt+O")
    for key in (hotkeys.CALL_NEXT, "Return"):
        room.press(key)
    assert page.entry.attended == ana
    assert [row.state for row in rows(room)] == [TurnState.CALLED]
    room.prompts.answers = [True]
    room.press("Return")
    assert (page.entry.taking, [row.state for row in rows(room)]) == (False, [TurnState.ATTENDING])


def test_a_child_who_came_alone_is_told_once(room: Counter, ana: str) -> None:
    page = room.sit(Role.RECEPTION)
    room.type("ana")
    room.press("Shift+F12")
    page.lane.form.field("priorities").set_value((str(Priority.CHILD_ALONE),))
    room.press("Ctrl+Return")
    room.press(hotkeys.CALL_NEXT)
    room.press("Return")
    form = page.entry.form
    assert form is not None
    assert form.field("vulnerabilities").value() == ("NNA_SOLO",)
    assert not form.more.isHidden()


def test_nothing_to_wait_for_is_told_beside_its_field(room: Counter) -> None:
    page = room.sit(Role.RECEPTION)
    room.press("Shift+F12")
    page.lane.form.types.set_value(())
    room.press("Ctrl+Return")
    assert page.lane.form.field("types").problem_text
    room.press("Esc")
    assert page.entry.picker.edit.hasFocus()
    assert rows(room) == ()


def test_who_goes_is_told_and_undone_and_who_comes_back_keeps_the_number(room: Counter, ana: str) -> None:
    arrives(room, ana)
    page = room.sit(Role.RECEPTION)
    room.press("F6")
    assert page.right.room.table.hasFocus()
    room.press("Del")
    assert rows(room)[0].state is TurnState.LEFT
    assert room.child("leave_turn_button").text().startswith(texts.CAME_BACK)
    assert room.prompts.undo is not None
    room.prompts.undo()
    room.settle()
    assert rows(room)[0].state is TurnState.WAITING
    room.press("Del")
    room.press("Del")
    assert (rows(room)[0].state, rows(room)[0].number) == (TurnState.WAITING, 1)


def test_a_turn_is_changed_from_the_list(room: Counter, ana: str) -> None:
    arrives(room, ana)
    page = room.sit(Role.RECEPTION)
    room.press("F6")
    room.press("Ctrl+E")
    page.lane.form.field("priorities").set_value((str(Priority.DISABILITY),))
    room.press("Ctrl+Return")
    assert rows(room)[0].priorities == (Priority.DISABILITY,)


def test_two_counters_that_call_at_once_get_a_sentence_and_the_list_anew(room: Counter, ana: str) -> None:
    arrives(room, ana)
    page = room.sit(Role.RECEPTION)
    row = rows(room)[0]
    other = room.desk.runner(Role.COORDINATION)
    room.on_db(lambda: other.run(lane.move, lane.MoveStop(row.uuid, row.version, TurnState.CALLED)))
    room.press(hotkeys.CALL_NEXT)
    assert [error.code for error in room.prompts.errors] == [Code.CONFLICT]
    assert page.right.room.table.rows()[0].cells[-1] == "llamado"


def test_each_role_sees_its_own_queue(room: Counter, ana: str) -> None:
    arrives(room, ana, "ORI", "RCF", "NUT")
    room.sit(Role.PSYCHOLOGY)
    assert not visible(room, "waiting_room")
    shown = {}
    for role in (Role.RECEPTION, Role.RCF, Role.HEALTH):
        page = room.sit(role)
        shown[role] = [row.cells[2] for row in page.right.room.table.rows()]
    assert shown == {
        Role.RECEPTION: ["Orientación"],
        Role.RCF: ["RCF"],
        Role.HEALTH: ["Nutrición"],
    }


def test_a_volunteer_gives_turns_and_sees_no_list(room: Counter) -> None:
    page = room.sit(Role.VOLUNTEER)
    assert not visible(room, "waiting_room")
    room.press("F12")
    assert [row.number for row in rows(room)] == [1]
    assert hotkeys.CALL_NEXT not in shown_keys(page)


def test_the_clock_moves_and_the_base_is_not_asked(room: Counter, ana: str) -> None:
    arrives(room, ana)
    page = room.sit(Role.RECEPTION)
    room.desk.clock.instant += timedelta(minutes=31)
    page.right.room._clock.timeout.emit()
    assert not room.tasks.pending()
    assert page.right.room.table.rows()[0].cells[-1] == "31 min"
    assert "31 min" in room.child("waiting_head").text()


def test_what_is_being_written_of_a_turn_comes_back_after_a_lock(room: Counter, ana: str) -> None:
    page = room.sit(Role.RECEPTION)
    room.type("ana")
    room.press("Shift+F12")
    room.child("priorities_chips").setFocus()
    room.type("g")
    draft = page.draft()
    assert draft is not None
    again = room.sit(Role.RECEPTION)
    assert again.right.room.lane.rows == ()
    again.restore(draft)
    room.settle()
    room.press("Ctrl+Return")
    (row,) = rows(room)
    assert (row.person_uuid, row.priorities) == (ana, (Priority.PREGNANT,))


def test_nothing_of_the_room_stays_after_a_lock(room: Counter, ana: str) -> None:
    arrives(room, ana)
    page = room.sit(Role.RECEPTION)
    room.press(hotkeys.CALL_NEXT)
    page.close_down()
    assert (page.right.room.lane.rows, page.right.room.table.rows()) == ((), ())
    assert [label.text() for label in page.right.room.findChildren(QLabel, "called_who")] == [""]


def test_the_times_of_the_day_are_three_keys_away(room: Counter, ana: str) -> None:
    arrives(room, ana)
    page = room.sit(Role.RECEPTION)
    for key in ("F6", "F6", "F6"):
        room.press(key)
    lines = [row.cells[:3] for row in page.right.times.table.rows()]
    assert lines == [("Orientación", "1", "0"), (texts.ALL, "1", "0")]
    assert "Sin atender: 1." in "".join(label.text() for label in page.right.times.findChildren(QLabel))
