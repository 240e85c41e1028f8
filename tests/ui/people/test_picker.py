"""The box that finds a person: whom Enter means, and who is new."""

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.texts import ui_people as texts
from casa_desktop.ui.people.picker import SHOWN, PersonPicker
from tests.ui.keys import press, type_text
from tests.ui.people.conftest import Room


class Heard:
    """What a picker reported."""

    def __init__(self, room: Room, *roles: Role) -> None:
        self.picker = PersonPicker(room.session(*roles))
        self.chosen: list[str] = []
        self.new: list[str] = []
        self.picker.person_chosen.connect(self.chosen.append)
        self.picker.new_person.connect(self.new.append)
        room.show(self.picker, 520, 400)
        self.picker.focus_first()


@pytest.fixture
def family(room: Room) -> list[str]:
    return [room.register(name) for name in ("María Núñez", "Mario Gómez", "Zuleika Uriana")]


def test_enter_takes_the_person_pointed_at_and_arrows_point_elsewhere(room: Room, family: list[str]) -> None:
    heard = Heard(room, Role.RECEPTION)
    room.type("mar")
    assert [hit.name for hit in heard.picker.list.hits] == ["Mario Gómez", "María Núñez"]
    room.press("Return")
    room.press("Down")
    room.press("Down")
    room.press("Return")
    assert heard.chosen == [family[1], family[0]]
    assert heard.new == []


def test_one_letter_names_nobody_until_somebody_is_pointed_at(room: Room, family: list[str]) -> None:
    heard = Heard(room, Role.RECEPTION)
    room.type("m")
    room.press("Return")
    assert heard.chosen == []
    assert heard.picker.text == "m", "what was typed stays"
    room.press("Down")
    room.press("Up")
    room.press("Return")
    assert heard.chosen == [family[1]]


def test_accents_are_not_needed_and_names_come_in_any_order(room: Room, family: list[str]) -> None:
    heard = Heard(room, Role.RECEPTION)
    room.type("NUÑE maría")
    room.press("Return")
    assert heard.chosen == [family[0]]


def test_enter_before_the_answer_never_takes_somebody_found_for_another_text(room: Room, family: list[str]) -> None:
    heard = Heard(room, Role.RECEPTION)
    room.type("mario")
    heard.picker.edit.clear()
    type_text(heard.picker.edit, "mar")
    press(heard.picker.edit, "Return")
    room.settle()
    assert heard.chosen == [], "two were found, and nobody has looked at them"
    heard.picker.edit.clear()
    type_text(heard.picker.edit, "zul")
    press(heard.picker.edit, "Return")
    room.settle()
    assert heard.chosen == [family[2]], "one was found, and one was meant"


def test_what_was_typed_is_somebody_new_by_key_or_where_nobody_is_found(room: Room, family: list[str]) -> None:
    heard = Heard(room, Role.RECEPTION)
    room.type("mar")
    room.press("Ctrl+Return")
    room.type("celo")
    room.press("Return")
    assert heard.new == ["mar", "marcelo"]
    assert heard.chosen == []


def test_who_may_not_search_finds_nobody_and_hands_over_the_name(room: Room, family: list[str]) -> None:
    heard = Heard(room, Role.VOLUNTEER)
    room.type("mar")
    assert heard.picker.list.hits == ()
    assert room.text("person_picker_hint") == texts.FIND_NEW_ONLY
    room.press("Return")
    assert heard.new == ["mar"]


def test_of_many_only_the_first_are_shown_and_that_is_said(room: Room) -> None:
    for i in range(SHOWN + 1):
        room.register(f"María{i} Gómez")
    heard = Heard(room, Role.RECEPTION)
    room.type("maria")
    assert len(heard.picker.list.hits) == SHOWN
    assert room.text("person_picker_hint") == texts.MORE_HITS


def test_escape_empties_the_box(room: Room, family: list[str]) -> None:
    heard = Heard(room, Role.RECEPTION)
    room.type("mar")
    room.press("Escape")
    assert heard.picker.text == ""
    assert heard.picker.list.hits == ()
    assert not heard.picker.list.isVisible()
