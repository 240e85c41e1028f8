"""«Llaves» by the keyboard: the first holder with a sheet, the next ones by a holder, and nobody else."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from casa_desktop.domain.access import Role
from casa_desktop.services import users
from casa_desktop.texts import ui_settings as texts
from casa_desktop.ui.users.keys import KeysSection
from tests.ui.settings.conftest import Window

PASSWORD = "tambor-nube-orilla-faro"
NAME = "Ana Rojas"


@pytest.fixture
def newcomer(window: Window) -> None:
    """A second psychologist, who waits for the key."""
    admin = window.desk.runner(Role.ADMINISTRATION)
    command = users.new_user("ana.rojas", NAME, PASSWORD, frozenset({Role.PSYCHOLOGY}))
    window.on_db(lambda: admin.run(users.create, command))


def states(section: KeysSection) -> dict[str, str]:
    return {f"{row.cells[0]}: {row.cells[1]}": row.cells[2] for row in section.table.rows()}


def keys_of(window: Window) -> set[str]:
    window.enter("ana.rojas", PASSWORD)
    ring = window.desk.keys.unlock("ana.rojas", PASSWORD)
    return set(ring.compartments)


@pytest.mark.usefixtures("newcomer")
def test_a_sheet_typed_by_hand_gives_the_first_key(window: Window) -> None:
    window.sit(Role.ADMINISTRATION)
    section: KeysSection = window.open("keys")
    assert states(section)[f"Psicología: {NAME}"] == texts.KEY_WAITED
    window.press("Return", "keys_table")
    window.type("sheet_edit", window.desk.sheets[0].lower().replace("-", " "))
    window.press("Ctrl+Return")
    assert window.prompts.said == [texts.granted("psicología", NAME)]
    assert states(section)[f"Psicología: {NAME}"] == texts.KEY_HELD
    assert keys_of(window) == {"psicologia"}


@pytest.mark.usefixtures("newcomer")
def test_a_slip_of_the_finger_in_the_sheet_is_told_beside_the_field(window: Window) -> None:
    window.sit(Role.ADMINISTRATION)
    section: KeysSection = window.open("keys")
    window.press("Return", "keys_table")
    sheet = window.desk.sheets[0]
    window.type("sheet_edit", ("1" if sheet[0] != "1" else "2") + sheet[1:])
    window.press("Ctrl+Return")
    assert section.form.field("sheet").problem_text
    window.press("Escape")
    assert states(section)[f"Psicología: {NAME}"] == texts.KEY_WAITED
    assert section.form.values()["sheet"] == "", "the code does not stay on the screen"


@pytest.mark.usefixtures("newcomer")
def test_a_holder_gives_the_key_with_one_decision(window: Window) -> None:
    window.sit(Role.PSYCHOLOGY)
    window.open("keys")
    window.prompts.answers.append(True)
    window.press("Return", "keys_table")
    assert window.prompts.said == [texts.grant_question("psicología", NAME), texts.granted("psicología", NAME)]
    assert keys_of(window) == {"psicologia"}


@pytest.mark.usefixtures("newcomer")
def test_a_holder_behind_a_pin_needs_the_password_or_a_sheet(window: Window) -> None:
    window.sit(Role.PSYCHOLOGY, keyless=True)
    section: KeysSection = window.open("keys")
    window.press("Return", "keys_table")
    assert section.form.isVisible()


def test_without_anybody_waiting_there_is_nothing_to_give(window: Window) -> None:
    window.sit(Role.ADMINISTRATION)
    section: KeysSection = window.open("keys")
    give = section.findChild(QPushButton, "give_key_button")
    assert give is not None
    assert not give.isEnabled()
    window.press("Return", "keys_table")
    assert not section.form.isVisible()
    assert set(states(section).values()) == {texts.KEY_HELD}


def test_the_screen_says_what_is_not_protected(window: Window) -> None:
    window.sit(Role.ADMINISTRATION)
    section: KeysSection = window.open("keys")
    said = " ".join(label.text() for label in section.findChildren(QLabel, "fact_label"))
    for fact in texts.KEYS_FACTS:
        assert fact in said


@pytest.mark.usefixtures("newcomer")
def test_the_sheet_is_never_part_of_a_draft(window: Window) -> None:
    window.sit(Role.ADMINISTRATION)
    window.open("keys")
    window.press("Return", "keys_table")
    window.type("sheet_edit", window.desk.sheets[0])
    assert window.desk.sheets[0] not in repr(window.page.draft())


@pytest.mark.usefixtures("newcomer")
def test_what_was_said_of_a_sheet_stays_when_its_field_is_left(window: Window) -> None:
    window.sit(Role.ADMINISTRATION)
    section: KeysSection = window.open("keys")
    window.press("Return", "keys_table")
    window.type("sheet_edit", window.desk.sheets[0][:-1].lower().replace("-", " "))
    window.press("Ctrl+Return")
    window.press("Tab")
    assert section.form.values()["sheet"] == window.desk.sheets[0][:-1], "in groups, to be compared with the paper"
    assert section.form.field("sheet").problem_text
