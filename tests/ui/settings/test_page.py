"""The page «Ajustes» itself: each role sees its own parts and moves through them by keys."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from casa_desktop.domain.access import Role
from casa_desktop.domain.errors import Code
from casa_desktop.services import desk as desks
from casa_desktop.services.desk import DeskProfile
from casa_desktop.settings import Theme
from casa_desktop.texts import audit as words
from casa_desktop.texts import ui_settings as texts
from casa_desktop.ui.settings.audit import AuditSection
from casa_desktop.ui.settings.machine import MachineSection
from tests.ui.settings.conftest import Window

OFFICE = {"desk", "users", "keys", "copies", "machine", "audit"}


@pytest.mark.parametrize(
    ("role", "parts"),
    [
        (Role.ADMINISTRATION, OFFICE),
        (Role.COORDINATION, OFFICE | {"rules", "care", "importing"}),
        (Role.PSYCHOLOGY, {"keys", "machine"}),
        (Role.RCF, {"keys", "machine"}),
        (Role.RECEPTION, {"machine"}),
        (Role.HEALTH, {"machine"}),
        (Role.VOLUNTEER, {"machine"}),
        (Role.CONSULTATION, {"machine"}),
    ],
)
def test_each_role_sees_its_own_parts(window: Window, role: Role, parts: set[str]) -> None:
    assert set(window.sit(role).section_ids()) - {"catalog"} == parts


def test_the_catalogue_is_coordinations_own(window: Window) -> None:
    for role in set(Role) - {Role.COORDINATION}:
        assert "catalog" not in window.sit(role).section_ids()


def test_one_key_goes_to_the_next_part_from_anywhere(window: Window) -> None:
    page = window.sit(Role.ADMINISTRATION)
    window.open("machine")
    window.press("Ctrl+PgUp", "minutes_edit")
    assert page.section().page_id == "copies"
    window.press("Ctrl+PgDown")
    assert page.section().page_id == "machine"


def test_a_click_on_a_part_puts_the_cursor_into_it(window: Window, qtbot: QtBot) -> None:
    page = window.sit(Role.COORDINATION)
    parts = window.child("section_list")
    at = page.section_ids().index("rules")
    place = parts.visualItemRect(parts.item(at)).center()
    QTest.mouseClick(parts.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)

    def inside() -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and page.section().isAncestorOf(focus)

    qtbot.waitUntil(inside)


def test_a_target_opens_its_part(window: Window) -> None:
    page = window.sit(Role.ADMINISTRATION)
    page.open_target("copies")
    window.settle()
    assert page.section().page_id == "copies"
    page.open_target("no such part")
    assert page.section().page_id == "copies"


def test_this_machine_is_set_by_keys_and_kept(window: Window) -> None:
    window.sit(Role.RECEPTION)
    section: MachineSection = window.open("machine")
    window.press("Right", "theme_edit")
    window.press("Right")
    window.press("Space")
    window.type("minutes_edit", "12")
    window.press("Ctrl+Return")
    assert window.prompts.said == [texts.MACHINE_SAVED]
    settings = window.session.settings
    assert (settings.theme, settings.text_scale, settings.lock_minutes) == (Theme.DARK, 100, 12)
    assert 'theme = "dark"' in (window.desk.folder / "ajustes.toml").read_text(encoding="utf-8")
    assert not section.form.dirty


@pytest.mark.parametrize(
    ("typed", "code"), [("2", Code.OUT_OF_RANGE), ("16", Code.OUT_OF_RANGE), ("x", Code.BAD_NUMBER)]
)
def test_the_lock_stays_between_three_and_fifteen_minutes(window: Window, typed: str, code: Code) -> None:
    window.sit(Role.RECEPTION)
    section: MachineSection = window.open("machine")
    window.type("minutes_edit", typed)
    window.press("Ctrl+Return")
    assert [problem.code for problem in section.form.check()] == [code]
    assert section.form.field("lock_minutes").problem_text
    assert window.session.settings.lock_minutes == 5


def test_the_audit_is_filtered_by_user_act_and_day(window: Window) -> None:
    admin = window.desk.runner(Role.ADMINISTRATION)
    window.on_db(lambda: admin.run(desks.save_profile, DeskProfile("Otra", version=0)))
    window.desk.clock.advance(86_400)
    window.on_db(lambda: admin.run(desks.save_profile, DeskProfile("Tercera", version=1)))
    window.sit(Role.COORDINATION)
    section: AuditSection = window.open("audit")
    assert [row.cells[3] for row in section.table.rows()] == [
        words.act("desk.edit"),
        words.act("desk.edit"),
        words.act("catalog.seed"),
    ]
    window.type("until_edit", "10/03/2026")
    window.press("Ctrl+Return")
    assert len(section.table.rows()) == 2, "the last day is included"
    window.type("audit_user_edit", "administ")
    window.press("Return", "audit_user_edit")
    window.press("Ctrl+Return")
    assert [row.cells[3] for row in section.table.rows()] == [words.act("desk.edit")], "the catalogue is another user's"
    window.type("until_edit", " ")
    window.type("since_edit", "11/03/2026")
    window.press("Ctrl+Return")
    rows = section.table.rows()
    assert [(row.cells[2], row.cells[4], row.cells[5]) for row in rows] == [("administracion", "la mesa", "Nombre")]
    assert rows[0].cells[1].startswith("11/03/2026")
    window.type("until_edit", "10/03/2026")
    window.press("Ctrl+Return")
    assert not section.table.rows()
    assert not section.table.isVisible()


def test_every_day_of_the_audit_is_a_day_in_bogota(window: Window) -> None:
    window.desk.clock.advance(60 * 60 * 11)  # eight in the evening: already tomorrow in UTC
    admin = window.desk.runner(Role.ADMINISTRATION)
    window.on_db(lambda: admin.run(desks.save_profile, DeskProfile("Otra", version=0)))
    assert window.desk.clock.today() == date(2026, 3, 10)
    window.sit(Role.COORDINATION)
    section: AuditSection = window.open("audit")
    window.type("since_edit", "11/03/2026")
    window.press("Ctrl+Return")
    assert section.table.rows() == ()


def test_what_another_shows_is_emptied_at_lock(window: Window) -> None:
    page = window.sit(Role.COORDINATION)
    section: AuditSection = window.open("audit")
    page.close_down()
    assert section.table.rows() == ()
