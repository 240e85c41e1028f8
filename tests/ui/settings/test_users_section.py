"""«Usuarios» by the keyboard: somebody new enters, roles change, somebody leaves and comes back."""

from typing import Any

import pytest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton

from casa_desktop.domain.access import Role
from casa_desktop.domain.errors import CasaError
from casa_desktop.services import users
from casa_desktop.texts import ui_settings as texts
from casa_desktop.ui.users.section import UsersSection
from tests.services.desk import PASSWORD
from tests.ui.settings.conftest import Window

LONG_NAME = "Ana María de los Ángeles Rojas Villamizar Castellanos Ñáñez"


@pytest.fixture
def section(window: Window) -> UsersSection:
    window.sit(Role.ADMINISTRATION)
    found: UsersSection = window.open("users")
    return found


def proposed(window: Window) -> str:
    line = window.child("password_edit_line")
    assert isinstance(line, QLineEdit)
    return line.text()


def tick(window: Window, role: Role) -> None:
    box = window.child(f"role_{role}_check")
    box.setFocus()
    window.press("Space")


def cells(section: UsersSection, username: str) -> tuple[str, ...]:
    return next(row.cells for row in section.table.rows() if row.cells[1] == username)


def go_to(window: Window, section: UsersSection, username: str) -> None:
    """Arrow keys down the list, Enter."""
    window.press("Home", "users_table")
    for row in section.table.rows():
        if row.cells[1] == username:
            break
        window.press("Down", "users_table")
    window.press("Return", "users_table")


def test_somebody_new_is_created_by_keys_alone_and_enters(window: Window, section: UsersSection) -> None:
    window.press("Ctrl+N", "section_list")
    window.type("full_name_edit", LONG_NAME)
    window.press("Return")
    window.type("username_edit", "ñusta.rojas")
    password = proposed(window)
    assert len(password.split("-")) == 4
    tick(window, Role.RECEPTION)
    tick(window, Role.RCF)
    window.press("Ctrl+Return")
    assert window.prompts.said == [texts.created(LONG_NAME)]
    assert cells(section, "ñusta.rojas") == (
        LONG_NAME,
        "ñusta.rojas",
        "Recepción y orientación, RCF",
        texts.waits_for(["rcf"]),
    )
    assert section.table.current_key() == next(r.key for r in section.table.rows() if r.cells[1] == "ñusta.rojas")
    page = window.enter("ñusta.rojas", password)
    assert window.session.actor.roles == {Role.RECEPTION, Role.RCF}
    assert page.section_ids() == ("keys", "machine"), "nothing of administration"


def test_another_password_can_be_proposed_or_typed(window: Window, section: UsersSection) -> None:
    window.press("Ctrl+N")
    first = proposed(window)
    window.press("Space", "password_another")
    assert proposed(window) != first
    window.type("full_name_edit", "Luz Mar")
    window.type("username_edit", "luz")
    window.type("password_edit_line", "una frase larga y propia")
    tick(window, Role.CONSULTATION)
    window.press("Ctrl+Return")
    window.enter("luz", "una frase larga y propia")
    assert window.session.actor.full_name == "Luz Mar"


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(window: Window, section: UsersSection) -> None:
    window.press("Ctrl+N")
    window.type("full_name_edit", "Otra Persona")
    window.type("username_edit", "recepcion")
    window.type("password_edit_line", "corta")
    tick(window, Role.RECEPTION)
    window.press("Ctrl+Return")
    form = section.new_form
    assert form.field("username").problem_text
    assert form.field("password").problem_text
    assert not form.field("full_name").problem_text
    assert form.values()["full_name"] == "Otra Persona"
    assert window.child("username_edit").hasFocus()


def test_a_user_without_a_role_is_not_created(window: Window, section: UsersSection) -> None:
    window.press("Ctrl+N")
    window.type("full_name_edit", "Otra Persona")
    window.type("username_edit", "otra")
    window.press("Ctrl+Return")
    assert section.new_form.field("roles").problem_text
    assert window.child(f"role_{Role.RECEPTION}_check").hasFocus()


def test_a_role_change_holds_from_the_next_entrance(window: Window, section: UsersSection) -> None:
    go_to(window, section, "recepcion")
    box = window.child("role_recepcion_check")
    assert isinstance(box, QCheckBox)
    assert box.isChecked()
    tick(window, Role.RECEPTION)
    tick(window, Role.COORDINATION)
    window.press("Ctrl+Return")
    assert window.prompts.said == [texts.saved_user("Prueba de recepcion")]
    assert cells(section, "recepcion")[2] == "Coordinación"
    window.enter("recepcion", PASSWORD)
    assert window.session.actor.roles == {Role.COORDINATION}


def test_escape_goes_back_and_changes_nothing(window: Window, section: UsersSection) -> None:
    go_to(window, section, "recepcion")
    window.type("full_name_edit", "Otro nombre")
    window.press("Escape")
    assert window.child("users_table").hasFocus()
    assert cells(section, "recepcion")[0] == "Prueba de recepcion"


def test_somebody_leaves_and_comes_back(window: Window, section: UsersSection) -> None:
    go_to(window, section, "psicologia")
    window.prompts.answers.append(True)
    window.press("Space", "leave_button")
    assert cells(section, "psicologia")[3] == texts.USER_GONE
    with pytest.raises(CasaError, match="wrong_password"):
        window.enter("psicologia", PASSWORD)
    go_to(window, section, "psicologia")
    window.press("Space", "return_button")
    password = proposed(window)
    window.press("Ctrl+Return")
    assert cells(section, "psicologia")[3] == texts.waits_for(["psicologia", "proteccion"])
    window.enter("psicologia", password)
    assert window.session.actor.roles == {Role.PSYCHOLOGY}


def test_leaving_is_asked_and_can_be_declined(window: Window, section: UsersSection) -> None:
    go_to(window, section, "psicologia")
    window.press("Space", "leave_button")
    assert window.prompts.said == [texts.leaves_question("Prueba de psicologia")]
    window.press("Escape")
    assert cells(section, "psicologia")[3] == texts.USER_ACTIVE


def test_a_new_password_says_first_what_is_lost(window: Window, section: UsersSection) -> None:
    go_to(window, section, "psicologia")
    window.press("Space", "give_password_button")
    said = section.password_form.findChildren(type(section.password_form.banner))
    assert any(texts.keys_of(["psicologia", "proteccion"]) in banner.text for banner in said)
    password = proposed(window)
    window.press("Ctrl+Return")
    assert window.prompts.said == [texts.created("Prueba de psicologia")]
    window.enter("psicologia", password)


def test_nobody_leaves_or_resets_themselves(window: Window, section: UsersSection) -> None:
    go_to(window, section, "administracion")
    hidden = {button.objectName() for button in section.edit_form.findChildren(QPushButton) if button.isHidden()}
    assert hidden >= {"give_password_button", "leave_button", "return_button"}


def test_a_change_made_meanwhile_is_told_and_the_second_save_wins(window: Window, section: UsersSection) -> None:
    go_to(window, section, "recepcion")
    window.type("full_name_edit", "Lo que escribo yo")
    admin = window.desk.runner(Role.ADMINISTRATION)

    def elsewhere() -> Any:
        user = next(u for u in admin.run(users.list_users, users.UserQuery()).result if u.username == "recepcion")
        return admin.run(users.edit, users.EditUser(user.uuid, user.version, "Lo de otra", user.roles, active=True))

    window.on_db(elsewhere)
    window.press("Ctrl+Return", "full_name_edit")
    assert section.edit_form.banner.text
    assert section.edit_form.values()["full_name"] == "Lo que escribo yo"
    window.press("Ctrl+Return", "full_name_edit")
    assert cells(section, "recepcion")[0] == "Lo que escribo yo"


def test_coordination_looks_and_changes_nothing(window: Window) -> None:
    window.sit(Role.COORDINATION)
    section: UsersSection = window.open("users")
    window.press("Ctrl+N")
    assert window.child("users_table").isVisible()
    go_to(window, section, "recepcion")
    assert not window.child("full_name_edit").isEnabled()
    assert not [w for w in section.findChildren(QCheckBox) if w.isVisible() and w.isEnabled()]
    window.press("Ctrl+Return", "back_button")
    assert window.prompts.errors == []


def test_a_draft_keeps_what_was_typed_but_no_password(window: Window, section: UsersSection) -> None:
    window.press("Ctrl+N")
    window.type("full_name_edit", LONG_NAME)
    tick(window, Role.HEALTH)
    draft = window.page.draft()
    assert proposed(window) not in repr(draft)
    assert draft is not None
    window.sit(Role.ADMINISTRATION).restore(draft)
    window.settle()
    restored = window.page.section()
    assert isinstance(restored, UsersSection)
    assert restored.new_form.values()["full_name"] == LONG_NAME
    assert restored.new_form.values()["roles"] == {Role.HEALTH}
    assert len(proposed(window).split("-")) == 4


def test_nothing_of_anybody_stays_after_the_lock(window: Window, section: UsersSection) -> None:
    go_to(window, section, "recepcion")
    window.page.close_down()
    assert section.table.rows() == ()
    assert section.edit_form.values()["full_name"] == ""
