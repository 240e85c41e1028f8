"""Lock, change of user, drafts, help and close, over a real encrypted base and by keyboard."""

from pathlib import Path
from typing import ClassVar, cast

import pytest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from casa_desktop.domain.errors import Code, Problem, fault
from casa_desktop.storage import profile
from casa_desktop.texts import errors
from casa_desktop.texts import ui_shell as texts
from casa_desktop.ui.alarm import AlarmBanner
from casa_desktop.ui.choices import Choice
from casa_desktop.ui.dialogs import Decision
from casa_desktop.ui.lock import LockScreen
from casa_desktop.ui.login import LoginScreen
from casa_desktop.ui.ports import OpenDesk
from casa_desktop.ui.stay import Drafts, save_each
from casa_desktop.ui.theme import Theme
from tests.ui.fake_pages import NotesPage
from tests.ui.house import PASSWORD, USER, House, log_in, page, words
from tests.ui.keys import press, type_text


def test_locking_hides_everything_and_the_password_brings_it_back(house: House, desk: object) -> None:
    house.flow.start()
    log_in(house)
    type_text(None, "Yusmary, pasaporte 123")
    QApplication.clipboard().setText("Yusmary")
    left = page(house)
    press(house.screen, "Ctrl+L")
    assert isinstance(house.screen, LockScreen)
    assert "Yusmary" not in words(house.window)
    house.settle()
    assert left.closed
    assert QApplication.clipboard().text() == ""
    assert house.flow.shell is None
    assert not house.flow.idle.running
    log_in(house, "mala")
    assert errors.sentence(Problem(Code.WRONG_PASSWORD)) in words(house.screen)
    log_in(house)
    assert page(house) is not left
    assert page(house).edit.text() == "Yusmary, pasaporte 123"
    assert texts.DRAFTS_BACK in house.prompts.said
    assert house.flow.idle.running


def test_a_head_file_that_was_missing_is_told_calmly_until_somebody_has_read_it(
    house: House, desk: object, folder: Path
) -> None:
    (folder / profile.HEAD).unlink()
    house.flow.start()
    log_in(house)
    told = texts.alarms("missing", 0)
    assert told in words(house.window)
    house.flow.lock()
    house.settle()
    log_in(house)
    assert told in words(house.window)
    banner = house.screen.findChild(AlarmBanner)
    assert banner is not None
    button = banner.findChild(QPushButton, "banner_button")
    assert button is not None
    press(button, "Space")
    house.settle()
    assert told not in words(house.window)


def test_a_pin_unlocks_within_the_shift_and_three_errors_ask_for_the_password(house: House, desk: object) -> None:
    house.flow.start()
    log_in(house)
    shell = house.flow.shell
    assert shell is not None
    shell.menu_chosen.emit("pin")
    house.settle()
    type_text(None, "4711")
    press(None, "Return")
    type_text(None, "4712")
    press(None, "Ctrl+Return")
    assert texts.PIN_DIFFERENT in words(house.window)
    press(None, "Backspace")
    type_text(None, "1")
    press(None, "Return")
    house.settle()
    assert texts.PIN_SET in house.prompts.said
    house.flow.lock()
    house.settle()
    log_in(house, "4711")
    assert page(house).page_id == "today"
    house.flow.lock()
    house.settle()
    for _ in range(3):
        log_in(house, "0000")
    log_in(house, "4711")
    assert isinstance(house.screen, LockScreen)
    log_in(house)
    assert page(house).page_id == "today"


def test_a_machine_that_sleeps_forgets_the_pin_also_where_it_was_locked_before(house: House, desk: object) -> None:
    house.flow.start()
    log_in(house)
    for locked_before in (False, True):
        assert house.flow.desk is not None
        house.flow.desk.set_pin("4711")
        if locked_before:
            house.flow.lock()
            house.settle()
        house.flow.sleep()
        house.settle()
        assert isinstance(house.screen, LockScreen)
        assert not house.flow.desk.has_pin
        log_in(house, "4711")
        assert isinstance(house.screen, LockScreen)
        log_in(house)
        assert page(house).page_id == "today"


def test_one_draft_that_cannot_be_kept_does_not_hold_up_the_others() -> None:
    class Desk:
        kept: ClassVar[list[str]] = []

        def save_draft(self, form: str, _: object) -> None:
            if form == "today":
                raise fault(Code.TOO_LONG)
            self.kept.append(form)

    drafts: Drafts = {"today": {"notes": "larga"}, "people": {"name": "corto"}}
    assert save_each(cast(OpenDesk, Desk()), drafts) == {"today": {"notes": "larga"}}
    assert Desk.kept == ["people"]


def test_another_user_may_take_over_and_the_draft_waits_for_its_owner(house: House, desk: object) -> None:
    house.flow.start()
    log_in(house)
    type_text(None, "a medias")
    press(house.screen, "Ctrl+Shift+L")
    house.settle()
    assert isinstance(house.screen, LoginScreen)
    press(None, "Return")
    log_in(house)
    assert page(house).edit.text() == "a medias"
    page(house).form.mark_saved()
    house.flow.lock()
    house.settle()
    press(house.screen, "Ctrl+Shift+L")
    house.settle()
    press(None, "Return")
    log_in(house)
    assert page(house).edit.text() == ""


def test_nothing_is_lost_where_the_draft_could_not_be_saved(
    house: House, desk: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    from casa_desktop.wiring import Desk

    def full(*_: object) -> None:
        raise fault(Code.DISK_FULL)

    house.flow.start()
    log_in(house)
    type_text(None, "a medias")
    with monkeypatch.context() as patch:
        patch.setattr(Desk, "save_draft", full)
        house.flow.lock()
        house.settle()
    assert texts.DRAFTS_LOST in house.prompts.said
    log_in(house)
    assert page(house).edit.text() == "a medias"


def test_the_own_password_is_changed_and_holds_at_once(house: House, desk: object) -> None:
    house.flow.start()
    log_in(house)
    shell = house.flow.shell
    assert shell is not None
    shell.menu_chosen.emit("password")
    house.settle()
    for text in (PASSWORD, "una frase larga y mía", "una frase larga y mía"):
        type_text(None, text)
        press(None, "Return")
    house.settle()
    assert texts.PASSWORD_CHANGED in house.prompts.said
    house.flow.switch_user()
    house.settle()
    press(None, "Return")
    log_in(house)
    assert isinstance(house.screen, LoginScreen)
    log_in(house, "una frase larga y mía")
    assert page(house).page_id == "today"


def test_who_comes_after_a_change_of_user_types_a_name_over_the_last_one(house: House, desk: object) -> None:
    house.flow.start()
    log_in(house)
    house.flow.switch_user()
    house.settle()
    line = house.window.focusWidget()
    assert isinstance(line, Choice)
    edit = line.lineEdit()
    assert edit is not None
    assert (line.objectName(), edit.selectedText()) == ("username_edit", USER)
    press(None, "Return")  # or stays, and goes on to the password
    log_in(house)
    assert page(house).page_id == "today"


def test_idle_minutes_warn_and_lock(house: House, desk: object) -> None:
    house.flow.start()
    log_in(house)
    for _ in range(5 * 60 - 30):
        house.clock.advance(1)
        house.flow.idle.tick()
    assert texts.idle_warning(30) in words(house.window)
    house.flow.idle.touch()
    assert texts.idle_warning(30) not in words(house.window)
    for _ in range(5 * 60):
        house.clock.advance(1)
        house.flow.idle.tick()
    house.settle()
    assert isinstance(house.screen, LockScreen)


def test_help_shows_the_keys_of_the_page(house: House, desk: object) -> None:
    house.flow.start()
    log_in(house)
    press(house.screen, "F1")
    shown = words(house.window)
    assert "Persona nueva" in shown
    assert "Aquí se registra lo de hoy." in shown
    assert texts.LOCK in shown
    press(None, "Return")
    assert "Persona nueva" not in words(house.window)


def test_changed_settings_dress_the_window_at_once(house: House, desk: object, theme: Theme) -> None:
    house.flow.start()
    log_in(house)
    page(house).session.change_settings(theme="dark", text_scale=125)
    assert theme.dark
    assert page(house).edit.font().pixelSize() == theme.sizes.body
    page(house).session.change_settings(theme="light", text_scale=100)


def test_closing_keeps_the_draft_and_leaves_a_base_that_opens(house: House, desk: object, folder: Path) -> None:
    house.flow.start()
    log_in(house)
    type_text(None, "a medias")
    house.window.close()
    QApplication.processEvents()
    house.leave()
    assert not house.window.isVisible()
    assert not (folder / f"{profile.DATABASE}{profile.JOURNAL_SUFFIX}").exists()
    opened = house.entrance.unlock(USER, PASSWORD)
    assert opened.drafts()["today"] == {"notes": "a medias"}
    opened.close()


def test_what_is_typed_is_kept_every_few_seconds_and_forgotten_once_it_is_saved(house: House, desk: object) -> None:
    house.flow.start()
    log_in(house)
    opened = house.flow.desk
    assert opened is not None
    held = list[object]()

    def look() -> None:
        house.flow.save_drafts()
        house.tasks.run(lambda: opened.drafts().get("today"), owner=house.window, done=held.append)
        house.settle()

    look()
    type_text(None, "a medias")
    look()
    page(house).form.mark_saved()
    look()
    assert held == [None, {"notes": "a medias"}, None]


def test_a_full_disk_does_not_stop_the_saving_of_drafts_for_good(
    house: House, desk: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    from casa_desktop.wiring import Desk

    def full(*_: object) -> None:
        raise fault(Code.DISK_FULL)

    house.flow.start()
    log_in(house)
    type_text(None, "a medias")
    with monkeypatch.context() as patch:
        patch.setattr(Desk, "save_draft", full)
        house.flow.save_drafts()
        house.settle()
    assert not house.prompts.errors
    house.flow.save_drafts()
    house.settle()
    opened = house.flow.desk
    assert opened is not None
    held = list[object]()
    house.tasks.run(opened.drafts, owner=house.window, done=held.append)
    house.settle()
    assert held[0]["today"] == {"notes": "a medias"}  # type: ignore[index]  # a mapping by form


def test_a_page_may_ask_to_stay_when_the_program_closes(
    house: House, desk: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.flow.start()
    log_in(house)
    with monkeypatch.context() as patch:
        patch.setattr(NotesPage, "can_leave", lambda _: False)
        press(house.screen, "Ctrl+Q")
        house.settle()
    assert house.window.isVisible()
    assert page(house).page_id == "today"


def test_no_dialog_and_no_menu_stays_over_a_lock(house: House, desk: object) -> None:
    house.flow.start()
    log_in(house)
    dialog = Decision(house.window, "¿Anular la atención de Yusmary?", "", do="Anular", keep="Conservar")
    dialog.open()
    menu = QMenu(house.window)
    menu.addAction("Yusmary")
    menu.popup(house.window.pos())
    QApplication.processEvents()
    house.flow.lock()
    house.settle()
    assert not dialog.isVisible()
    assert not menu.isVisible()
    assert "Yusmary" not in words(house.window)
