"""What stands between somebody and the base: passwords, files that are gone or broken, a newer program."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from casa_desktop.domain.errors import Code, Problem
from casa_desktop.services import copies, people
from casa_desktop.services.people import PersonQuery, RegisterPerson
from casa_desktop.storage import profile
from casa_desktop.texts import errors
from casa_desktop.texts import ui_shell as texts
from tests.flows.conftest import Program
from tests.flows.people import somebody
from tests.ui.house import USER

WRONG = "no es esta clave"


def sentence(code: Code) -> str:
    return errors.sentence(Problem(code))


def button(program: Program, name: str) -> QPushButton:
    (found,) = [each for each in program.house.window.findChildren(QPushButton, name) if each.isVisible()]
    return found


def test_three_wrong_passwords_are_free_and_then_one_waits(program: Program, sheets: object) -> None:
    program.start()
    for _ in range(3):
        program.enter(WRONG)
        assert sentence(Code.WRONG_PASSWORD) in program.reads()
        assert button(program, "enter_button").isEnabled()
    program.enter(WRONG)
    assert not button(program, "enter_button").isEnabled()
    program.enter()
    assert program.shown() == "login_screen", "the right one waits too"
    program.house.clock.advance(61)
    program.house.flow.start()
    program.house.settle()
    program.enter()
    assert program.shown() == "today"


def test_the_wait_is_not_shortened_by_starting_again(program: Program, sheets: object) -> None:
    program.start()
    for _ in range(4):
        program.enter(WRONG)
    program.start()
    assert not button(program, "enter_button").isEnabled()
    program.enter()
    assert program.shown() == "login_screen"


@pytest.fixture
def copy(program: Program, sheets: object) -> Path:
    """A copy that holds one person; afterwards nobody is in."""
    program.start()
    program.enter()
    program.behind(people.register, RegisterPerson("a" * 32, somebody()))
    desk = program.house.flow.desk
    assert desk is not None
    made = program.on_db(lambda: copies.make(desk.runner, None))  # type: ignore[arg-type]  # the port hides the runner
    program.press("Ctrl+Shift+L")
    assert program.shown() == "login_screen"
    return made.path


def restore(program: Program, copy: Path) -> None:
    """From what is wrong to the login page, by the button that is offered first."""
    program.press("Space")
    assert program.shown() == "restore_screen"
    program.type(str(copy))
    program.press("Return")
    program.tab_to("username_edit")
    program.type(USER)
    program.press("Return")
    program.enter()
    assert program.shown() == "login_screen"
    assert texts.RESTORED in program.reads()


def test_a_damaged_base_is_told_after_the_password_and_a_copy_brings_it_back(program: Program, copy: Path) -> None:
    path = program.house.entrance.folder / profile.DATABASE
    broken = b"\x07" * path.stat().st_size
    path.write_bytes(broken)
    program.enter()
    assert program.shown() == "trouble_screen"
    assert sentence(Code.BASE_DAMAGED) in program.reads()
    restore(program, copy)
    program.enter()
    assert program.shown() == "today"
    assert program.behind(people.page, PersonQuery("a" * 32)).name.full == "Yusmary Iguarán"
    kept = program.house.entrance.folder / profile.COPIES
    assert any(file.read_bytes() == broken for file in kept.rglob(profile.DATABASE)), "what was there is kept"


def test_a_missing_base_is_never_made_anew(program: Program, copy: Path) -> None:
    path = program.house.entrance.folder / profile.DATABASE
    path.unlink()
    program.start()
    assert program.shown() == "trouble_screen"
    assert texts.TROUBLE_TITLES[Code.BASE_MISSING] in program.reads()
    program.tab_to("retry_button")
    program.press("Space")
    assert program.shown() == "trouble_screen"
    assert not path.exists()
    program.tab_to("restore_button")
    restore(program, copy)
    program.enter()
    assert program.behind(people.page, PersonQuery("a" * 32)).name.full == "Yusmary Iguarán"


def test_a_base_of_a_newer_program_is_left_alone(inside: Program) -> None:
    def later() -> None:
        desk = inside.house.flow.desk
        assert desk is not None
        desk.runner.base.execute_outside("UPDATE alembic_version SET version_num = '0999_later'")  # type: ignore[attr-defined]  # the port hides the base

    inside.on_db(later)
    inside.press("Ctrl+Shift+L")
    path = inside.house.entrance.folder / profile.DATABASE
    before = path.read_bytes()
    inside.enter()
    assert inside.shown() == "trouble_screen"
    assert sentence(Code.BASE_NEWER) in inside.reads()
    assert not [each for each in inside.house.window.findChildren(QPushButton, "restore_button") if each.isVisible()]
    assert path.read_bytes() == before
