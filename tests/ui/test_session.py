"""Running a verb: off the main thread, published, delivered; and the settings of this machine."""

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject

from casa_desktop.domain.access import Action, Role
from casa_desktop.domain.errors import CasaError, Code, fault
from casa_desktop.settings import SettingsFile
from casa_desktop.ui.changes import Hub
from casa_desktop.ui.session import SETTINGS_KIND
from casa_desktop.ui.tasks import Tasks
from tests.ui.doubles import FakePrompts, FakeRunner, make_session
from tests.ui.waiting import settle

CHANGES = frozenset({("visit", "v1"), ("person", "p1")})


def test_a_verb_runs_on_the_database_thread_and_pages_hear_before_the_caller_goes_on(
    tasks: Tasks, prompts: FakePrompts
) -> None:
    session = make_session(tasks, prompts, runner=FakeRunner(CHANGES))
    owner, order = QObject(), list[object]()
    session.hub.subscribe(owner, {"visit"}, order.append)

    def verb(ctx: Any, command: str) -> str:
        return f"{command} on {threading.current_thread().name}"

    session.run(verb, "record", owner=owner, done=order.append)
    settle(tasks)
    assert order == [frozenset({("visit", "v1")}), "record on db"]


def test_a_refused_verb_publishes_nothing(tasks: Tasks, prompts: FakePrompts) -> None:
    def refuse(ctx: Any, command: str) -> None:
        raise fault(Code.FORBIDDEN)

    session = make_session(tasks, prompts, runner=FakeRunner(CHANGES))
    owner, told, failed = QObject(), list[object](), list[CasaError]()
    session.hub.subscribe(owner, {"visit"}, told.append)
    session.run(refuse, "x", owner=owner, failed=failed.append)
    settle(tasks)
    assert not told
    assert [error.code for error in failed] == [Code.FORBIDDEN]


def test_a_session_knows_what_its_user_may(tasks: Tasks, prompts: FakePrompts) -> None:
    session = make_session(tasks, prompts, roles=[Role.CONSULTATION])
    assert session.can(Action.STATISTICS_VIEW)
    assert not session.can(Action.PERSON_SEARCH)
    with pytest.raises(LookupError):
        session.go("today")


def test_changed_settings_are_saved_and_told(tasks: Tasks, prompts: FakePrompts, tmp_path: Path) -> None:
    session = make_session(tasks, prompts, folder=tmp_path)
    owner, told = QObject(), list[object]()
    session.hub.subscribe(owner, {SETTINGS_KIND}, told.append)
    session.change_settings(theme="dark", text_scale=150)
    assert told
    assert session.settings.theme == "dark"
    assert SettingsFile(tmp_path / "ajustes.toml").settings.text_scale == 150
    with pytest.raises(CasaError):
        session.change_settings(text_scale=133)


def test_a_listener_that_is_gone_is_forgotten() -> None:
    hub, told = Hub(), list[object]()
    owner = QObject()
    hub.subscribe(owner, {"visit"}, told.append)
    import shiboken6

    shiboken6.delete(owner)
    hub.publish(CHANGES)
    assert not told
