"""The box in the window's head: a scan opens its person from any page, and the photo's key belongs to the cursor."""

from pathlib import Path

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.scanning import card_of
from casa_desktop.ui.pages import pages_for
from casa_desktop.ui.people.form import PersonForm
from casa_desktop.ui.people.page import PeoplePage
from casa_desktop.ui.scanning.photo import PHOTO_KEY
from casa_desktop.ui.shell import Shell
from tests.domain.documents_in import bar_code
from tests.ui.people.conftest import Room
from tests.ui.scanning.reader import scan
from tests.ui.scanning.test_photo import photo


@pytest.fixture
def shell(room: Room) -> Shell:
    session = room.session(Role.RECEPTION)
    session.change_settings(readers=True)
    made = Shell(session, pages_for({Role.RECEPTION}))
    made.start({})
    room.show(made, 1366, 768)
    room.settle()
    return made


def test_a_card_read_anywhere_opens_its_person(room: Room, shell: Shell) -> None:
    ana = room.register("Ana Rojas", "12345678")
    assert not isinstance(shell.page(), PeoplePage)
    room.press("Ctrl+K")
    scan(room, card_of(room.read(ana).code) + "\n")
    page = shell.page()
    assert isinstance(page, PeoplePage)
    assert page.panel.page is not None
    assert page.panel.page.uuid == ana
    assert shell.search_edit.text() == ""


def test_a_cedula_nobody_has_opens_its_registration_with_one_key(room: Room, shell: Shell) -> None:
    room.press("Ctrl+K")
    scan(room, bar_code()[:170].replace("\0", " ") + "\n")
    assert shell.search_edit.text() == "1098000123"
    room.press("Return")
    page = shell.page()
    assert isinstance(page, PeoplePage)
    assert isinstance(page.desk.form, PersonForm)
    assert page.desk.form.values()["second_surname"] == "De la Hoz"
    room.press("Ctrl+Return")
    assert room.prompts.said[-1] == "Persona registrada: P-000001"


def test_binary_bytes_that_come_as_shortcuts_lock_and_close_nothing(room: Room, shell: Shell) -> None:
    chosen: list[str] = []
    shell.menu_chosen.connect(chosen.append)
    room.press("Ctrl+K")
    scan(room, bar_code()[:175].replace("\0", " ") + "\x0c\x11x\n\x0cy\n")
    assert chosen == [], "Ctrl+L and Ctrl+Q"
    assert shell.search_edit.text() == "1098000123"
    room.press("Ctrl+L")
    assert chosen == ["lock"], "by hand it is the key that it always was"


def test_the_photo_goes_where_the_cursor_is(room: Room, shell: Shell, tmp_path: Path) -> None:
    ana = room.register("Ana Rojas", "12345678")
    card, cedula = (tmp_path / name for name in ("tarjeta", "cedula"))
    for folder in (card, cedula):
        folder.mkdir()
    shell.page().focus_first()
    room.press("Ctrl+K")
    room.prompts.answers.append(photo(card, card_of(room.read(ana).code)))
    room.press(PHOTO_KEY)
    page = shell.page()
    assert isinstance(page, PeoplePage)
    page.register()
    room.settle()
    room.prompts.answers.append(photo(cedula, bar_code()))
    room.press(PHOTO_KEY)
    assert isinstance(page.desk.form, PersonForm)
    assert page.desk.form.values()["first_surname"] == "Peña"
    page.desk.close_form()
