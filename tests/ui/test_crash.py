"""What was being typed when the process was killed stands there again; nobody can read it without the key."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.names import Name
from casa_desktop.domain.persons import Details
from casa_desktop.services import people
from casa_desktop.services.people import RegisterPerson
from casa_desktop.texts import ui_kept, ui_people, ui_shell
from casa_desktop.ui import hotkeys
from casa_desktop.ui.pages import PAGES
from casa_desktop.ui.people.page import PeoplePage
from casa_desktop.ui.stay import _DRAFTS_EVERY
from casa_desktop.ui.tasks import Tasks
from casa_desktop.ui.theme import Theme
from casa_desktop.ui.today.page import TodayPage
from tests.ui.doubles import TODAY, FakePrompts
from tests.ui.house import PASSWORD, USER, log_in, make_house, words
from tests.ui.keys import press
from tests.ui.writing import AGE, CONSENT_FOLIO, PERSON, PHONE, go, shell_of

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no such signal")


@pytest.fixture
def reception(folder: Path, desk: object, tasks: Tasks, prompts: FakePrompts, theme: Theme) -> Iterator[str]:
    """The one user of the desk receives people from now on, and one person is known: their uuid."""
    house = make_house(folder, tasks, prompts, theme, PAGES)
    found: list[str] = []

    def found_out() -> None:
        opened = house.entrance.unlock(USER, PASSWORD)
        command = RegisterPerson(
            new_id(),
            Details(Name("María", "", "Núñez"), sex="02", age=Age(stated=AgeRange(30, 30), stated_on=TODAY)),
        )
        opened.runner.run(people.register, command)
        found.append(command.uuid)
        opened.close()

    tasks.run(found_out, owner=house.window)
    house.settle()
    house.window.close_now()
    yield found[0]
    house.window.deleteLater()


def kill_a_writer(folder: Path, known: str) -> None:
    """Lets a process type, and kills it as soon as the forms may have been kept."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.ui.writing", str(folder), known]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as child:
        assert child.stdout is not None
        try:
            assert child.stdout.readline().strip() == "typed"
            time.sleep(_DRAFTS_EVERY / 1000 + 2)
        finally:
            child.kill()


@pytest.mark.timeout(120)
def test_after_a_kill_the_user_goes_on_form_by_form(
    folder: Path, reception: str, tasks: Tasks, prompts: FakePrompts, theme: Theme
) -> None:
    kill_a_writer(folder, reception)
    hunted = [PERSON.split()[1], CONSENT_FOLIO, PHONE]
    for path in folder.rglob("*"):
        if path.is_file():
            stored = path.read_bytes()
            assert not [text for text in hunted if text.encode() in stored or text.encode("utf-16-le") in stored]
    house = make_house(folder, tasks, prompts, theme, PAGES)
    house.flow.start()
    log_in(house)
    assert ui_shell.DRAFTS_BACK in prompts.said
    page = shell_of(house).page()
    assert isinstance(page, TodayPage)
    entry = page.entry
    assert entry.person_form is not None
    assert entry.form is not None
    assert entry.person_form.field("first_surname").value() == "Iguarán"
    assert entry.person_form.field("phone").value() == PHONE
    assert entry.person_form.age.text() == AGE
    assert entry.form.services.value() == ("ORI",)
    told = words(house.window)
    assert ui_kept.in_page(ui_people.ADD_CONSENT, ui_people.TITLE) in told
    press(house.screen, hotkeys.GO_ON)
    house.settle()
    shown = shell_of(house).page()
    assert isinstance(shown, PeoplePage)
    assert prompts.said[-1] == ui_kept.open_it(ui_people.ADD_CONSENT)
    assert ui_kept.in_page(ui_people.ADD_CONSENT, ui_people.TITLE) not in words(house.window)
    shown.panel.consent_asked.emit()
    house.settle()
    form = shown.desk.form
    assert form is not None
    assert form.field("folio").value() == CONSENT_FOLIO
    assert ui_kept.FORM_BACK in words(house.window)
    start_over = form.banner.findChild(QPushButton, "banner_button")
    assert start_over is not None
    press(start_over, "Return")
    assert form.field("folio").value() == ""
    # Saved or given up, nothing of it is kept.
    house.flow.save_drafts()
    house.settle()
    shown.desk.give_up()
    go(house, "today")
    entry.form.field("profile").set_value("TRANSITO")
    entry.person_form.sex.set_value("02")
    entry.ask_save()
    house.settle()
    house.flow.save_drafts()
    house.settle()
    kept: list[set[str]] = []
    assert house.flow.desk is not None
    tasks.run(house.flow.desk.drafts, owner=house.window, done=lambda drafts: kept.append(set(drafts)))
    house.settle()
    assert kept == [{"navegación"}]
    house.leave()
    house.window.deleteLater()
