"""A morning at the counter in the whole program, with every key counted but those that find somebody."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.names import Name
from casa_desktop.domain.persons import Details
from casa_desktop.domain.visit_views import VisitRow
from casa_desktop.domain.visits import NewService, RecordVisit
from casa_desktop.services import desk as desks
from casa_desktop.services import families, lane, visits
from casa_desktop.services.desk import DeskQuery
from casa_desktop.services.families import FamilyMember, RegisterFamily
from casa_desktop.services.lane import LaneQuery
from casa_desktop.services.people import RegisterPerson
from casa_desktop.services.visits import DayQuery
from casa_desktop.ui import hotkeys
from tests.flows.conftest import Program

KNOWN, FAMILY = 6, 12
"""What a visit of a known person and one of a family of five may take, beyond what must be typed to find them."""


@dataclass
class Hands:
    """Counts every key but the letters of the search."""

    program: Program
    pressed: list[str] = field(default_factory=list)

    def finds(self, text: str) -> None:
        self.pressed = []
        self.program.type(text)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.pressed.append(key)
            self.program.press(key) if len(key) > 1 else self.program.type(key)


def today(program: Program) -> dict[str, VisitRow]:
    day = program.house.entrance.clock.today()
    return {row.person_uuid: row for row in program.behind(visits.of_day, DayQuery(day))}


@pytest.fixture
def family(inside: Program) -> tuple[str, ...]:
    """A mother who was here nine days ago, a partner and three children."""
    day = inside.house.entrance.clock.today()
    members = tuple(
        FamilyMember(
            RegisterPerson(
                new_id(), Details(Name(first, "", "Rojas"), sex="02", age=Age(None, AgeRange(9, 9), day)), kinship=""
            )
        )
        for first in ("Ana", "Pedro", "Luis", "Rosa", "Inés")
    )
    found = inside.behind(families.register, RegisterFamily(new_id(), members)).members
    before = RecordVisit(new_id(), day - timedelta(9), "TRANSITO", (NewService(new_id(), "ORI"),), person_uuid=found[0])
    inside.behind(visits.record, before)
    return found


@pytest.fixture
def hands(inside: Program, family: tuple[str, ...]) -> Hands:
    return Hands(inside)


@pytest.fixture
def room(hands: Hands) -> Hands:
    """The desk gives turns."""
    profile = hands.program.behind(desks.profile, DeskQuery())
    hands.program.behind(desks.save_profile, replace(profile, turns=True))
    hands.program.press("F5")
    return hands


def go(program: Program, page_id: str) -> None:
    shell = program.house.flow.shell
    assert shell is not None
    shell.go(page_id)
    program.house.settle()


def waiting(program: Program) -> list[int]:
    return [row.number for row in program.behind(lane.lane, LaneQuery()).rows]


def test_a_visit_of_a_known_person(hands: Hands, family: tuple[str, ...]) -> None:
    hands.finds("ana ro")
    hands.press("Return", "Alt+O", "Ctrl+Return")
    assert len(hands.pressed) <= KNOWN
    assert [service.type for service in today(hands.program)[family[0]].services] == ["ORI"]


def test_the_same_as_the_last_time(hands: Hands, family: tuple[str, ...]) -> None:
    hands.finds("ana ro")
    hands.press("F4", "p", "Ctrl+Return")
    assert len(hands.pressed) <= KNOWN
    visit = today(hands.program)[family[0]]
    assert ([service.type for service in visit.services], visit.profile) == (["ORI"], "PENDULAR")


def test_a_family_of_five_with_one_shared_service(hands: Hands, family: tuple[str, ...]) -> None:
    hands.finds("ana ro")
    hands.press("Return", "Alt+O", "Alt+H", "Ctrl+Return")
    assert len(hands.pressed) <= FAMILY
    assert set(today(hands.program)) == set(family)


def test_arriving_being_called_and_attended(room: Hands, family: tuple[str, ...]) -> None:
    room.finds("ana ro")
    room.press("F12")
    assert waiting(room.program) == [1]
    assert "Turno 1" in room.program.reads()
    room.press(hotkeys.CALL_NEXT, "Return", "Ctrl+Return")
    assert len(room.pressed) == 4 <= KNOWN
    assert [service.type for service in today(room.program)[family[0]].services] == ["ORI"]
    assert waiting(room.program) == []


def test_a_family_arriving_and_attended_with_one_number(room: Hands, family: tuple[str, ...]) -> None:
    room.finds("ana ro")
    room.press("Shift+F12", "Alt+H", "Ctrl+Return", hotkeys.CALL_NEXT, "Return", "Ctrl+Return")
    assert len(room.pressed) == 6 <= FAMILY
    assert set(today(room.program)) == set(family)
    assert waiting(room.program) == []


def test_a_queue_of_three_is_worked_through_without_a_pause(room: Hands, family: tuple[str, ...]) -> None:
    for first in ("ana", "pedro", "luis"):
        room.program.type(f"{first} ro")
        room.program.press("F12")
    assert waiting(room.program) == [1, 2, 3]
    room.pressed = []
    room.press(hotkeys.CALL_NEXT, "Return", "Ctrl+Return")
    for _ in range(2):  # these two were never here: the profile is asked
        room.press(hotkeys.CALL_NEXT, "Return", "Alt+F", "e", "Ctrl+Return")
    assert set(today(room.program)) == set(family[:3])
    assert waiting(room.program) == []


def test_the_switch_is_in_ajustes_and_nothing_is_seen_before(hands: Hands, family: tuple[str, ...]) -> None:
    program = hands.program
    program.type("ana ro")
    program.press("F12")
    assert "Sala de espera" not in program.reads()
    go(program, "settings")
    program.press("Return")
    program.tab_to("turns_check")
    program.press("Space", "Ctrl+Return")
    go(program, "today")
    assert "Sala de espera · 0" in program.reads()


def test_a_lock_takes_the_room_from_the_glass(room: Hands, family: tuple[str, ...]) -> None:
    room.program.type("ana ro")
    room.program.press("F12", hotkeys.CALL_NEXT)
    assert "Ana R." in room.program.reads()
    room.program.press("Ctrl+L")
    assert "Ana" not in room.program.reads()
    room.program.enter()
    assert "Ana R." in room.program.reads()
