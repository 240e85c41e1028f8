"""From an empty folder to the first page, and what stands in the way, over a real encrypted base and by keyboard."""

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from casa_desktop.domain.errors import CasaError, Code, Problem
from casa_desktop.storage import profile
from casa_desktop.texts import errors
from casa_desktop.texts import ui_shell as texts
from casa_desktop.ui.login import LoginScreen
from casa_desktop.ui.ports import DeskSetup, SetupDone
from casa_desktop.ui.setup import SetupScreen
from casa_desktop.ui.trouble import TroubleScreen
from tests.ui.house import PASSWORD, USER, House, log_in, page, words
from tests.ui.keys import press, type_text


def test_an_empty_folder_becomes_a_desk_by_keyboard(house: House, folder: Path) -> None:
    house.flow.start()
    house.settle()
    setup = cast(SetupScreen, house.screen)
    press(None, "Return")
    house.settle()
    type_text(None, "C.A.S.A. Bucaramanga")
    press(None, "Return")
    press(None, "Return")  # the town that is proposed is the last field: on, not back
    house.settle()
    type_text(None, "Ángela María Núñez de la Hoz")
    press(None, "Ctrl+Return")
    house.settle()
    proposed = next(label.text() for label in setup.findChildren(QLabel) if label.objectName() == "phrase_label")
    assert len(proposed.split("-")) == 4
    type_text(None, proposed)
    press(None, "Return")
    house.settle()
    assert not (folder / profile.DATABASE).exists()
    sheets = [
        label.text().split()
        for label in setup.findChildren(QLabel)
        if label.objectName() in ("sheet_1_label", "sheet_2_label")
    ]
    assert [len(groups) for groups in sheets] == [9, 9]
    assert proposed not in words(setup)
    press(None, "Return")
    house.settle()
    for field in setup.step.form.fields():
        sheet, group = (int(word.strip(",")) for word in field.words.split() if word.strip(",").isdigit())
        field.set_value(sheets[sheet - 1][group - 1].lower())
    press(None, "Ctrl+Return")
    house.settle()
    assert page(house).page_id == "today"
    assert (folder / profile.DATABASE).exists()
    assert texts.SETUP_DONE in house.prompts.said
    assert house.entrance.users() == ("angela.nunez",)


def test_a_wrong_group_is_told_and_nothing_is_kept_of_an_assistant_that_was_left(house: House, folder: Path) -> None:
    house.flow.start()
    setup = cast(SetupScreen, house.screen)
    made = house.entrance.setup(DeskSetup("C.A.S.A.", "68001", USER, "Ángela Núñez", PASSWORD))
    setup.show_sheets(made)
    setup.show_step(5)
    house.settle()
    for field in setup.step.form.fields():
        field.set_value("0000")
    press(None, "Ctrl+Return")
    house.settle()
    assert texts.SETUP_CHECK_WRONG in words(setup)
    house.leave()
    assert not (folder / profile.DATABASE).exists()
    assert not (folder / ".nueva").exists()
    assert house.entrance.state().new


def test_a_user_name_that_nobody_could_type_is_told_at_once(house: House) -> None:
    house.flow.start()
    setup = cast(SetupScreen, house.screen)
    setup.show_step(2)
    house.settle()
    for text in ("Ángela Núñez", "Ángela Núñez"):
        press(None, "Ctrl+A")
        type_text(None, text)
        press(None, "Return")
        house.settle()
    assert setup.step.objectName() == "user_step"
    assert setup.step.form.field("username").problem_text == texts.SETUP_USERNAME_WRONG
    press(None, "Ctrl+A")
    type_text(None, "angela")
    press(None, "Return")
    house.settle()
    assert setup.step.objectName() == "password_step"


def test_a_refused_name_goes_back_to_the_step_that_asked(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: DeskSetup) -> SetupDone:
        raise CasaError((Problem(Code.BAD_TEXT, "full_name"),))

    monkeypatch.setattr(house.entrance, "setup", refuse)
    house.flow.start()
    setup = cast(SetupScreen, house.screen)
    values = {"desk_name": "C.A.S.A.", "full_name": "Ángela", "username": "angela"}
    for index in (1, 2):
        setup.show_step(index)
        for field in setup.step.form.fields():
            if field.name in values:
                field.set_value(values[field.name])
        house.settle()
        press(None, "Ctrl+Return")
        house.settle()
    shown = next(label for label in setup.findChildren(QLabel) if label.objectName() == "phrase_label")
    type_text(None, shown.text())
    press(None, "Return")
    house.settle()
    assert setup.step.objectName() == "user_step"
    assert setup.step.form.field("full_name").problem_text


def test_a_known_desk_asks_for_the_password_and_says_what_is_wrong(house: House, desk: object) -> None:
    house.flow.start()
    assert isinstance(house.screen, LoginScreen)
    log_in(house, "no es esta")
    assert errors.sentence(Problem(Code.WRONG_PASSWORD)) in words(house.screen)
    log_in(house)
    assert page(house).page_id == "today"
    assert house.window.windowTitle() == f"Hoy – {texts.PROGRAM}"


def test_after_several_wrong_passwords_the_button_counts_down(house: House, desk: object) -> None:
    house.flow.start()
    for _ in range(4):
        log_in(house, "no es esta")
    button = house.screen.findChild(QPushButton, "enter_button")
    assert button is not None
    assert not button.isEnabled()
    assert button.text().startswith("Espere 0:")
    log_in(house)
    login = house.screen
    assert isinstance(login, LoginScreen)
    house.clock.advance(61)
    login.count()
    assert button.isEnabled()
    log_in(house)
    assert page(house).page_id == "today"


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda folder: (folder / profile.DATABASE).unlink(), Code.BASE_MISSING),
        (lambda folder: (folder / profile.KEYS).unlink(), Code.KEYS_MISSING),
        (lambda folder: (folder / profile.KEYS).write_text("{}"), Code.KEYS_DAMAGED),
    ],
)
def test_what_is_wrong_with_the_folder_gets_its_own_sentence_and_way_out(
    house: House, desk: object, folder: Path, spoil: object, code: Code
) -> None:
    assert callable(spoil)
    spoil(folder)
    house.flow.start()
    house.settle()
    screen = cast(TroubleScreen, house.screen)
    assert screen.code is code
    assert texts.TROUBLE_TITLES[code] in words(screen)
    assert str(folder) in words(screen)
    for name in ("restore_button", "retry_button", "folder_button"):
        assert screen.findChild(QPushButton, name) is not None, name


def test_a_base_that_is_damaged_is_told_after_the_right_password(house: House, desk: object, folder: Path) -> None:
    (folder / profile.DATABASE).write_bytes(b"\x07" * 8192)
    house.flow.start()
    log_in(house)
    screen = cast(TroubleScreen, house.screen)
    assert screen.code is Code.BASE_DAMAGED
    press(None, "Tab")
    restore = screen.findChild(QPushButton, "restore_button")
    assert restore is not None
    restore.click()
    assert house.screen.objectName() == "restore_screen"
    press(None, "Esc")
    assert isinstance(house.screen, LoginScreen)


def test_a_base_put_back_to_an_older_day_is_accepted_with_a_reason_and_only_once(
    house: House, desk: object, folder: Path
) -> None:
    old = (folder / profile.DATABASE).read_bytes()
    house.entrance.unlock(USER, PASSWORD).close()
    (folder / profile.DATABASE).write_bytes(old)
    house.flow.start()
    log_in(house)
    assert cast(TroubleScreen, house.screen).code is Code.BASE_ROLLED_BACK
    button = house.screen.findChild(QPushButton, "accept_button")
    assert button is not None
    press(button, "Space")
    for text in ("", USER):
        type_text(None, text)
        press(None, "Return")
    type_text(None, PASSWORD)
    press(None, "Return")
    house.settle()
    assert house.screen.objectName() == "accept_screen", "without a reason nothing is taken"
    type_text(None, "Se dañó el disco")
    press(None, "Ctrl+Return")
    house.settle()
    assert texts.ACCEPTED in words(house.screen)
    log_in(house)
    assert page(house).page_id == "today"
    assert texts.alarms("missing", 0) not in words(house.window)
    house.leave()
    house.entrance.unlock(USER, PASSWORD).close()


def test_another_folder_may_be_chosen(house: House, desk: object, folder: Path) -> None:
    (folder / profile.DATABASE).unlink()
    house.flow.start()
    house.prompts.answers.append(folder.with_name("otra"))
    button = house.screen.findChild(QPushButton, "folder_button")
    assert button is not None
    button.click()
    assert isinstance(house.screen, SetupScreen)


def test_a_folder_that_cannot_be_made_is_told_and_is_no_bug(house: House, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    (folder / ".nueva").write_text("no es una carpeta")
    with pytest.raises(CasaError) as raised:
        house.entrance.setup(DeskSetup("C.A.S.A.", "68001", USER, "Ángela Núñez", PASSWORD))
    assert raised.value.code is Code.CANNOT_WRITE
