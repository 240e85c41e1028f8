"""Copies that nobody asks for: every half hour of change and at close; and the red banner over the pages."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.services import copies
from casa_desktop.services import desk as desks
from casa_desktop.services.copies import CHANGE_MINUTES
from casa_desktop.services.desk import DeskQuery
from casa_desktop.services.runner import Runner
from casa_desktop.storage import container
from casa_desktop.storage.profile import COPIES
from casa_desktop.texts import ui_settings as texts
from casa_desktop.ui.copies.keeper import CopyBanner, CopyKeeper
from casa_desktop.ui.ports import OpenDesk
from casa_desktop.ui.tasks import Tasks
from casa_desktop.ui.theme import Theme
from tests.ui.doubles import FakePrompts, make_session, make_tasks
from tests.ui.house import PASSWORD, USER, House, found_desk, make_house
from tests.ui.settings.conftest import Window
from tests.ui.waiting import settle


def change_something(window: Window) -> None:
    admin = window.desk.runner(Role.ADMINISTRATION)

    def change() -> None:
        profile = admin.run(desks.profile, DeskQuery()).result
        admin.run(desks.save_profile, replace(profile, name=f"{profile.name} x"))

    window.on_db(change)


def kept(folder: Path) -> list[Path]:
    return sorted((folder / COPIES).glob("*.casa")) if (folder / COPIES).exists() else []


@pytest.fixture
def keeper(window: Window) -> Iterator[CopyKeeper]:
    window.sit(Role.RECEPTION)
    made = CopyKeeper(window.session, window.page)
    yield made
    made.deleteLater()


def look(window: Window, keeper: CopyKeeper) -> None:
    keeper.look()
    window.settle()


def test_half_an_hour_of_change_makes_a_copy_whoever_sits_there(window: Window, keeper: CopyKeeper) -> None:
    look(window, keeper)
    assert len(kept(window.desk.folder)) == 1, "there was none yet, and the catalogue had been written"
    change_something(window)
    window.desk.clock.advance(CHANGE_MINUTES * 60 - 1)
    look(window, keeper)
    assert len(kept(window.desk.folder)) == 1, "not yet"
    window.desk.clock.advance(1)
    look(window, keeper)
    assert len(kept(window.desk.folder)) == 2
    window.desk.clock.advance(CHANGE_MINUTES * 60)
    look(window, keeper)
    assert len(kept(window.desk.folder)) == 2, "nothing changed since"
    for copy in kept(window.desk.folder):
        assert container.verify(copy).base_id == window.desk.base.base_id


def test_who_enters_after_a_window_was_closed_while_locked_makes_the_copy_that_is_missing(house: House) -> None:
    folder = house.entrance.folder
    house.flow.lock()
    house.settle()
    house.leave()
    assert kept(folder) == [], "without keys there is no copy"
    clock = house.clock
    clock.advance(12 * 3600)
    opened: list[OpenDesk] = []
    prompts = FakePrompts()
    tasks = make_tasks(prompts)
    tasks.run(lambda: opened.append(house.entrance.unlock(USER, PASSWORD)), owner=tasks)
    settle(tasks)
    session = make_session(tasks, prompts, runner=opened[0].runner, clock=clock, folder=folder)
    keeper = CopyKeeper(session, tasks)
    for _ in range(2):
        keeper.look_back()
        settle(tasks)
    assert len(kept(folder)) == 1
    assert prompts.said == [texts.COPY_OWED_MADE]
    tasks.run(opened[0].close, owner=tasks)
    keeper.deleteLater()
    settle(tasks)
    tasks.close()
    tasks.deleteLater()


def test_a_desk_that_was_just_founded_owes_no_copy(window: Window, keeper: CopyKeeper) -> None:
    keeper.look_back()
    window.settle()
    assert kept(window.desk.folder) == []


def test_a_stick_that_is_there_gets_it_too_and_one_that_is_away_is_no_error(
    window: Window, keeper: CopyKeeper, tmp_path: Path
) -> None:
    stick = tmp_path / "memoria"
    window.session.change_settings(copy_folder=str(stick))
    look(window, keeper)
    assert (len(kept(window.desk.folder)), window.prompts.said) == (1, [])
    stick.mkdir()
    change_something(window)
    window.desk.clock.advance(CHANGE_MINUTES * 60)
    look(window, keeper)
    assert len(list(stick.iterdir())) == 1


def test_what_goes_wrong_is_said_once(window: Window, keeper: CopyKeeper) -> None:
    (window.desk.folder / COPIES).write_text("a file where the folder should be")
    look(window, keeper)
    look(window, keeper)
    assert window.prompts.said == [texts.COPY_AUTO_FAILED]
    assert window.prompts.errors == []


def test_the_banner_stands_over_the_pages_of_those_who_may_copy(window: Window) -> None:
    window.sit(Role.COORDINATION)
    banner = CopyBanner(window.session)
    banner.setParent(window.page)
    went: list[tuple[str, str]] = []
    window.session.navigate = lambda page, target: went.append((page, target))
    for days, due in ((0, False), (6, False), (7, True)):
        window.desk.clock.advance(86_400 * (days - (window.desk.clock.today().day - 10)))
        banner.look()
        window.settle()
        assert banner.isVisible() is due, days
    banner.banner.acted.emit()
    assert went == [("settings", "copies")]
    window.session.change_settings(last_copy_outside=window.desk.clock.today())
    window.settle()
    assert not banner.isVisible()


def test_nobody_else_sees_the_banner(window: Window) -> None:
    window.sit(Role.RECEPTION)
    banner = CopyBanner(window.session)
    banner.setParent(window.page)
    window.desk.clock.advance(86_400 * 30)
    banner.look()
    window.settle()
    assert not banner.isVisible()
    assert window.prompts.errors == []


@pytest.fixture
def house(folder: Path, tasks: Tasks, prompts: FakePrompts, theme: Theme) -> House:
    """A window over a new desk, somebody inside."""
    found_desk(folder)
    made = make_house(folder, tasks, prompts, theme)
    tasks.run(lambda: made.entrance.unlock(USER, PASSWORD), owner=made.window, done=made.flow.enter)
    made.settle()
    return made


def test_closing_the_window_makes_the_copy_of_the_day(house: House, folder: Path) -> None:
    house.leave()
    assert len(kept(folder)) == 1
    assert house.prompts.said == []


def test_closing_without_a_change_since_the_last_copy_makes_none(house: House, folder: Path) -> None:
    desk = house.flow.desk
    assert desk is not None
    house.tasks.run(lambda: copies.make_due(cast(Runner, desk.runner)), owner=house.window)
    house.settle()
    house.leave()
    assert len(kept(folder)) == 1


def test_a_copy_that_fails_at_close_is_said_and_the_base_is_closed_all_the_same(house: House, folder: Path) -> None:
    (folder / COPIES).rmdir()
    (folder / COPIES).write_text("a file where the folder should be")
    house.leave()
    assert house.prompts.said == [texts.COPY_CLOSE_FAILED]
    assert house.flow.desk is None
