"""The kiosk over the real window: answered by who passes, left only with the password."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit

from casa_desktop.domain.access import Compartment, Role
from casa_desktop.domain.errors import Code, Problem
from casa_desktop.domain.periods import Month, Period
from casa_desktop.services import surveys, users, voice
from casa_desktop.services.context import Actor
from casa_desktop.services.surveys import ReportQuery
from casa_desktop.services.users import EditUser, GrantKey, UserQuery
from casa_desktop.services.voice import VoiceQuery
from casa_desktop.texts import errors
from casa_desktop.texts import ui_surveys as texts
from casa_desktop.ui.lock import LockScreen
from casa_desktop.ui.surveys.kiosk import DOOR_STAYS, KioskScreen
from tests.architecture.test_house import ROOT
from tests.flows.conftest import Program
from tests.ui.doubles import TODAY
from tests.ui.house import PASSWORD


def actor(program: Program) -> Actor:
    desk = program.house.flow.desk
    assert desk is not None
    return cast(Actor, desk.actor)


@pytest.fixture
def kiosk(inside: Program, sheets: tuple[str, str]) -> Iterator[Program]:
    """Somebody who holds a sealed key has switched it on and opened it, with something half typed elsewhere."""
    me = actor(inside)
    (row,) = inside.behind(users.list_users, UserQuery())
    inside.behind(users.edit, EditUser(me.uuid, row.version, me.full_name, me.roles | {Role.RCF}, True))
    inside.behind(users.grant_key, GrantKey(me.uuid, Compartment.RCF, sheets[0]))
    inside.press("Ctrl+L")
    inside.enter()
    assert actor(inside).ring.compartments
    inside.behind(voice.save, replace(inside.behind(voice.settings, VoiceQuery()), kiosk=True))
    inside.press("Ctrl+K")
    inside.type("Yusmary")
    shell = inside.house.flow.shell
    assert shell is not None
    shell.go("surveys")
    inside.house.settle()
    inside.press("Alt+K")
    assert isinstance(inside.house.screen, KioskScreen)
    yield inside
    if isinstance(inside.house.screen, KioskScreen):
        inside.house.screen.begin()
        inside.press("Escape")
        inside.type(PASSWORD)
        inside.press("Return")


def screen(program: Program) -> KioskScreen:
    found = program.house.screen
    assert isinstance(found, KioskScreen)
    return found


def counts(program: Program) -> tuple[int, ...]:
    month = Month.of(TODAY)
    return program.behind(surveys.report, ReportQuery(Period(month, month))).counts


def test_two_people_answer_and_it_goes_back_by_itself(kiosk: Program) -> None:
    kiosk.press("1")
    assert screen(kiosk).shown == "kiosk_thanks"
    kiosk.press("1")
    assert counts(kiosk) == (1, 0, 0), "a second touch on the thanks is no answer"
    screen(kiosk)._back.timeout.emit()
    assert screen(kiosk).shown == "kiosk_start"

    kiosk.press("3")
    assert counts(kiosk) == (1, 0, 1), "saved before the reason is asked"
    assert screen(kiosk).shown == "kiosk_why"
    kiosk.press("2")
    assert screen(kiosk).shown == "kiosk_thanks"
    month = Month.of(TODAY)
    assert kiosk.behind(surveys.report, ReportQuery(Period(month, month))).reasons == (("TRATO", "El trato", 1),)
    assert screen(kiosk)._back.isActive(), "and back to the start without anybody"


def test_nothing_of_the_session_is_left_behind_it(kiosk: Program) -> None:
    assert kiosk.house.flow.shell is None
    assert "Yusmary" not in kiosk.reads()
    assert not kiosk.house.window.status.isVisible()
    assert kiosk.house.window.isFullScreen()
    for keys in ("Ctrl+1", "Ctrl+L", "Ctrl+Q", "Ctrl+Shift+L", "F10", "Ctrl+K", "F1"):
        kiosk.press(keys)
        assert screen(kiosk).shown == "kiosk_start", keys
    assert not actor(kiosk).ring.compartments


def test_only_the_password_leads_out(kiosk: Program) -> None:
    kiosk.house.window.close()
    kiosk.house.settle()
    QApplication.processEvents()
    assert kiosk.house.window.isVisible()
    assert screen(kiosk).shown == "kiosk_door"
    kiosk.press("Escape")
    assert screen(kiosk).shown == "kiosk_start"

    kiosk.press("Escape")
    kiosk.type("mala")
    kiosk.press("Return")
    assert errors.sentence(Problem(Code.WRONG_PASSWORD)) in kiosk.reads()
    assert screen(kiosk).shown == "kiosk_door"
    screen(kiosk)._back.timeout.emit()
    assert screen(kiosk).shown == "kiosk_start"
    (secret,) = screen(kiosk).findChildren(QLineEdit)
    assert secret.text() == ""
    kiosk.press("2")
    assert counts(kiosk) == (0, 1, 0), "a wrong password leaves it open"
    screen(kiosk).begin()

    kiosk.press("Escape")
    kiosk.type(PASSWORD)
    kiosk.press("Return")
    assert kiosk.shown() == "surveys"
    assert not kiosk.house.window.isFullScreen()
    assert kiosk.house.window.status.isVisible()
    assert kiosk.house.flow.idle.running
    assert "n = 1" in kiosk.reads()
    assert actor(kiosk).ring.compartments, "the password opens the sealed part again"


def test_who_is_typing_the_password_is_not_sent_back_to_the_faces(kiosk: Program) -> None:
    kiosk.press("Escape")
    back = screen(kiosk)._back
    back.start(1_000_000)
    kiosk.type("12")
    # The interval, not what is left of it: Qt lets a coarse timer ring up to 5 % late.
    assert back.isActive()
    assert back.interval() == DOOR_STAYS, "each letter begins the wait anew"
    screen(kiosk).begin()
    assert not back.isActive(), "and nothing ticks behind the faces"
    assert counts(kiosk) == (0, 0, 0)


def test_a_machine_that_sleeps_under_the_kiosk_is_locked(kiosk: Program) -> None:
    kiosk.house.flow.sleep()
    kiosk.house.settle()
    assert isinstance(kiosk.house.screen, LockScreen)
    assert not kiosk.house.window.isFullScreen()
    kiosk.enter()
    assert kiosk.shown() == "surveys"


def test_a_kiosk_that_coordination_switched_off_takes_no_answers(kiosk: Program) -> None:
    kiosk.behind(voice.save, replace(kiosk.behind(voice.settings, VoiceQuery()), kiosk=False))
    kiosk.press("1")
    assert counts(kiosk) == (0, 0, 0)
    assert screen(kiosk).shown == "kiosk_door"
    assert texts.KIOSK_LEAVE_TITLE in kiosk.reads()


def test_arrows_point_and_enter_answers(kiosk: Program) -> None:
    kiosk.press("Right")
    kiosk.press("Right")
    kiosk.press("Left")
    kiosk.press("Return")
    assert counts(kiosk) == (1, 0, 0)
    assert screen(kiosk).shown == "kiosk_thanks"
    screen(kiosk)._back.timeout.emit()
    kiosk.press("Left")
    kiosk.press("Return")
    assert (counts(kiosk), screen(kiosk).shown) == ((1, 0, 1), "kiosk_why")
    kiosk.press("Down")
    kiosk.press("Return")
    assert screen(kiosk).shown == "kiosk_thanks"


def test_the_pointer_that_a_finger_leaves_behind_tells_nothing() -> None:
    """The ground of a choice under the pointer is that of every other."""
    style = (ROOT / "resources" / "style" / "casa.qss").read_text(encoding="utf-8")
    (ground,) = re.findall(r"kiosk_screen [^{]*:hover[^{]*\{\s*([^}]*)\}", style)
    assert re.sub(r"\s", "", ground).startswith("background:$surface;")
