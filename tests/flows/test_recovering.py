"""Who forgot the password comes back with a recovery sheet, from the login page and by keyboard."""

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit

from casa_desktop.domain.errors import Code, Problem
from casa_desktop.services import audit_trail
from casa_desktop.storage import profile
from casa_desktop.storage.keyfile import new_sheets
from casa_desktop.texts import errors
from casa_desktop.texts import ui_shell as texts
from tests.flows.conftest import Program
from tests.ui.house import USER

OWN = "marea-tigre-lona-queso"


def slip(sheet: str) -> str:
    """The same code with one letter that is another."""
    return ("1" if sheet[0] != "1" else "2") + sheet[1:]


def value(program: Program, name: str) -> str:
    (found,) = [each for each in program.house.window.findChildren(QLineEdit, name) if each.isVisible()]
    return found.text()


def phrase(program: Program) -> str:
    (found,) = [each for each in program.house.window.findChildren(QLabel, "phrase_label") if each.isVisible()]
    return found.text()


def audited(program: Program) -> list[str]:
    trail = program.behind(audit_trail.entries, audit_trail.TrailQuery())
    return [entry.action for entry in trail.entries]


@pytest.fixture
def forgot(program: Program, sheets: tuple[str, str]) -> Program:
    """At the screen for who forgot the password, by way of the login page."""
    program.start()
    program.tab_to("forgot_button")
    program.press("Return")
    assert program.shown() == "recover_screen"
    return program


def test_a_sheet_and_four_words_lead_inside(program: Program, sheets: tuple[str, str]) -> None:
    program.start()
    for _ in range(4):
        program.enter("no es esta clave")
    program.tab_to("forgot_button")
    program.press("Return")
    assert program.focused() == "sheet_edit", "the name is there already"
    assert value(program, "username_edit") == USER
    program.type(sheets[1].lower().replace("-", "  "))
    program.press("Return")
    new = phrase(program)
    program.type(new)
    program.press("Return")
    assert program.shown() == "today"
    assert texts.RECOVERED in program.house.prompts.said
    assert "user.reset_password" in audited(program)
    program.press("Ctrl+Shift+L")
    program.enter()
    assert program.shown() == "login_screen", "the forgotten password opens nothing any more"
    program.press("Ctrl+A")
    program.enter(new)
    assert program.shown() == "today"


@pytest.mark.parametrize("reason", ["length", "letter", "check", "other"])
def test_every_mistake_in_the_sheet_has_its_sentence_and_loses_nothing(
    forgot: Program, sheets: tuple[str, str], reason: str
) -> None:
    typed = {
        "length": sheets[0][:-2],
        "letter": "?" + sheets[0][1:],
        "check": slip(sheets[0]),
        "other": new_sheets()[0],
    }[reason]
    forgot.type(typed.lower())
    forgot.press("Return")
    assert errors.sentence(Problem(Code.BAD_SHEET, "sheet", {"reason": reason})) in forgot.reads()
    assert forgot.focused() == "sheet_edit"
    assert value(forgot, "sheet_edit") == typed, "in groups, to be compared with the paper"
    forgot.press("Ctrl+A")
    forgot.type(sheets[0])
    forgot.press("Return")
    forgot.type(phrase(forgot))
    forgot.press("Return")
    assert forgot.shown() == "today"
    assert audited(forgot).count("login.bad_sheet") == (reason == "other"), "a slip of the finger is no try"


def test_wrong_sheets_make_nobody_wait(forgot: Program) -> None:
    forgot.type(new_sheets()[0])
    for _ in range(6):
        forgot.press("Return")
    forgot.press("Esc")
    forgot.enter()
    assert forgot.shown() == "today"


def test_going_back_keeps_the_name_and_the_sheet_until_the_page_is_left(
    forgot: Program, sheets: tuple[str, str]
) -> None:
    forgot.type(sheets[0])
    forgot.press("Return", "Esc")
    assert value(forgot, "sheet_edit") == sheets[0]
    forgot.press("Esc")
    assert forgot.shown() == "login_screen"
    assert USER in forgot.reads()
    assert sheets[0] not in forgot.reads()
    forgot.enter()
    assert forgot.shown() == "today", "nothing was changed"


def test_somebody_unknown_is_told_and_the_sheet_stays(forgot: Program, sheets: tuple[str, str]) -> None:
    forgot.type(sheets[0])
    forgot.tab_to("username_edit")
    forgot.press("Ctrl+A")
    forgot.type("nadie")
    forgot.press("Ctrl+Return")
    assert errors.sentence(Problem(Code.UNKNOWN_USER)) in forgot.reads()
    assert forgot.focused() == "username_edit"
    assert value(forgot, "sheet_edit") == sheets[0]


def test_an_own_password_is_weighed(forgot: Program, sheets: tuple[str, str]) -> None:
    forgot.type(sheets[0])
    forgot.press("Return")
    forgot.tab_to("password_mode")
    forgot.press("Right", "Space")
    forgot.tab_to("own_edit")
    for own, inside in ((USER, False), (OWN, True)):
        forgot.press("Ctrl+A")
        forgot.type(own)
        forgot.press("Return", "Ctrl+A")
        forgot.type(own)
        forgot.press("Return")
        assert (forgot.shown() == "today") is inside


def test_a_base_in_trouble_has_its_own_screen(forgot: Program, sheets: tuple[str, str]) -> None:
    path = forgot.house.entrance.folder / profile.DATABASE
    path.write_bytes(b"\x07" * path.stat().st_size)
    forgot.type(sheets[0])
    forgot.press("Return")
    forgot.type(phrase(forgot))
    forgot.press("Return")
    assert forgot.shown() == "trouble_screen"
    assert errors.sentence(Problem(Code.BASE_DAMAGED)) in forgot.reads()
