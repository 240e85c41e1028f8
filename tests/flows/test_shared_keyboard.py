"""Several people, one keyboard: nobody's words are lost, nobody's are seen by the next."""

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit

from casa_desktop.domain.access import Role
from casa_desktop.domain.errors import Code, Problem
from casa_desktop.services import people, users
from casa_desktop.services.people import EditPerson, PersonQuery, RegisterPerson
from casa_desktop.texts import ui_people as people_texts
from casa_desktop.texts import ui_shell as texts
from casa_desktop.texts.errors import sentence
from tests.flows.conftest import Program
from tests.flows.people import somebody
from tests.ui.house import PASSWORD

ANA = "a" * 32
OTHER, OTHER_PASSWORD = "luis.pena", "marea-tigre-lona-queso"


@pytest.fixture
def editing(inside: Program) -> Program:
    """The form of somebody known is open, found by the box that is always there."""
    inside.behind(people.register, RegisterPerson(ANA, somebody()))
    inside.press("Ctrl+K")
    inside.type("yus igu")
    inside.press("Return")
    assert inside.shown() == "people"
    inside.press("Ctrl+E")
    inside.tab_to("first_surname_edit")
    return inside


def retype(program: Program, text: str) -> None:
    program.press("Ctrl+A")
    program.type(text)


def value(program: Program, name: str) -> str:
    (found,) = [each for each in program.house.window.findChildren(QLineEdit, name) if each.isVisible()]
    return found.text()


def test_of_two_edits_of_one_person_the_second_is_told_and_decides(editing: Program) -> None:
    retype(editing, "Fernández")
    version = editing.behind(people.page, PersonQuery(ANA)).version
    editing.behind(people.edit, EditPerson(ANA, version, somebody("Mariela", "Rincón")))
    editing.press("Ctrl+Return")
    told = people_texts.conflict([]).split(".")[0]
    assert told in editing.reads()
    assert value(editing, "first_surname_edit") == "Fernández", "what was typed stays"
    assert value(editing, "first_name_edit") == "Mariela", "what was not touched shows the new"
    assert editing.behind(people.page, PersonQuery(ANA)).name.full == "Mariela Rincón", "nothing was overwritten"
    editing.press("Ctrl+Return")
    assert editing.behind(people.page, PersonQuery(ANA)).name.full == "Mariela Fernández"


def test_an_edit_alone_is_saved(editing: Program) -> None:
    retype(editing, "Fernández")
    editing.press("Ctrl+Return")
    assert editing.behind(people.page, PersonQuery(ANA)).name.full == "Yusmary Fernández"
    assert "Yusmary Fernández" in editing.reads()


def test_another_user_comes_in_between_and_the_draft_waits_for_its_owner(editing: Program) -> None:
    new = users.new_user(OTHER, "Luis Peña", OTHER_PASSWORD, frozenset({Role.RECEPTION}))
    editing.behind(users.create, new)
    retype(editing, "Fernández")
    editing.press("Ctrl+Shift+L")
    assert editing.shown() == "login_screen"
    assert "Fernández" not in editing.reads()
    editing.tab_to("username_edit")
    retype(editing, OTHER)
    editing.press("Return")
    editing.enter(OTHER_PASSWORD)
    assert editing.shown() == "today"
    assert "Fernández" not in editing.reads()
    assert texts.DRAFTS_BACK not in editing.house.prompts.said
    editing.press("Ctrl+Shift+L")
    editing.tab_to("username_edit")
    retype(editing, "angela.nunez")
    editing.press("Return")
    editing.enter()
    assert texts.DRAFTS_BACK in editing.house.prompts.said
    editing.press("Ctrl+2")
    assert editing.shown() == "people"
    assert value(editing, "first_surname_edit") == "Fernández"
    assert editing.behind(people.page, PersonQuery(ANA)).name.full == "Yusmary Iguarán", "a draft is not saved"
    editing.press("Ctrl+Return")
    assert editing.behind(people.page, PersonQuery(ANA)).name.full == "Yusmary Fernández"


def idle(program: Program, seconds: int) -> None:
    """Nobody touches anything for so long."""
    for _ in range(seconds):
        program.house.clock.advance(1)
        program.house.flow.idle.tick()
    program.house.settle()


def test_five_idle_minutes_warn_then_lock_and_nothing_of_anybody_stays_on_the_glass(editing: Program) -> None:
    retype(editing, "Fernández")
    QApplication.clipboard().setText("V-12.345.678")
    idle(editing, 5 * 60 - 30)
    assert texts.idle_warning(30) in editing.reads()
    assert editing.shown() == "people"
    idle(editing, 31)
    assert editing.shown() == "lock_screen"
    assert not {"Yusmary", "Fernández"} & set(editing.reads().split())
    assert "Yusmary" not in editing.house.window.windowTitle()
    assert QApplication.clipboard().text() == ""
    editing.enter()
    editing.press("Ctrl+2")
    assert value(editing, "first_surname_edit") == "Fernández"


def set_pin(program: Program, pin: str) -> None:
    shell = program.house.flow.shell
    assert shell is not None
    shell.menu_chosen.emit("pin")  # the menu itself is a popup of the system's
    program.house.settle()
    for _ in range(2):
        program.type(pin)
        program.press("Return")
    assert texts.PIN_SET in program.house.prompts.said


def test_guesses_of_the_old_password_wait_and_the_form_says_how_long(inside: Program) -> None:
    shell = inside.house.flow.shell
    assert shell is not None
    shell.menu_chosen.emit("password")
    inside.house.settle()
    for guess in ("otra-clave-larga", "otra-clave-larga", "otra-clave-larga", "otra-clave-larga", PASSWORD):
        inside.tab_to("old_edit")
        for word in (guess, OTHER_PASSWORD, OTHER_PASSWORD):
            retype(inside, word)
            inside.press("Return")
    assert sentence(Problem(Code.WAIT_BEFORE_RETRY, values={"seconds": 1})) in inside.reads()
    inside.house.clock.advance(1)
    inside.press("Ctrl+Return")
    assert texts.PASSWORD_CHANGED in inside.house.prompts.said


def test_a_pin_opens_within_the_shift_and_three_wrong_ones_want_the_password(inside: Program) -> None:
    set_pin(inside, "4711")
    inside.press("Ctrl+L")
    assert inside.shown() == "lock_screen"
    inside.enter("4711")
    assert inside.shown() == "today"
    inside.press("Ctrl+L")
    for _ in range(3):
        inside.enter("0000")
    inside.enter("4711")
    assert inside.shown() == "lock_screen"
    inside.enter()
    assert inside.shown() == "today"


def test_a_pin_does_not_open_the_program_once_it_was_closed(inside: Program) -> None:
    set_pin(inside, "4711")
    inside.press("Ctrl+Shift+L")
    inside.enter("4711")
    assert inside.shown() == "login_screen"
