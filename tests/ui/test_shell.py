"""Navigation, search box, help and panels of a session, by keyboard."""

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from casa_desktop.domain.access import Role
from casa_desktop.texts import ui_shell as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.pages import PAGES, pages_for
from casa_desktop.ui.panels import Panel
from casa_desktop.ui.session import Session
from casa_desktop.ui.shell import Shell
from casa_desktop.ui.tasks import Tasks
from tests.ui.doubles import FakeActor, FakePrompts, FakeRunner, make_session
from tests.ui.fake_pages import SPECS, NotesPage, SearchPage
from tests.ui.keys import press, type_text
from tests.ui.waiting import settle


@pytest.fixture
def session(tasks: Tasks, prompts: FakePrompts) -> Session:
    return make_session(tasks, prompts, runner=FakeRunner(frozenset({("visit", "v1")})))


@pytest.fixture
def shell(session: Session) -> Iterator[Shell]:
    shell = Shell(session, SPECS)
    shell.resize(1366, 700)
    shell.show()
    shell.activateWindow()
    QApplication.processEvents()
    shell.start({})
    yield shell
    shell.close()
    shell.deleteLater()


def focused() -> str:
    widget = QApplication.focusWidget()
    return widget.objectName() if widget else ""


def test_a_number_goes_to_a_page_and_its_first_field(shell: Shell) -> None:
    assert focused() == "notes_edit"
    press(None, "Ctrl+2")
    assert shell.page().page_id == "people"
    press(shell, "Ctrl+1")
    assert (shell.page().page_id, focused()) == ("today", "notes_edit")


def test_every_page_of_who_has_them_all_can_be_reached_by_the_key_that_help_names(session: Session) -> None:
    specs = [replace(SPECS[0], page_id=spec.page_id, title=spec.title, keys=spec.keys) for spec in PAGES]
    shell = Shell(session, specs)
    shell.resize(1366, 600)
    shell.show()
    shell.activateWindow()
    QApplication.processEvents()
    shell.start({})
    named = {key.does: key.keys for _, group in shell.help_groups() for key in group}
    assert "Ctrl+10" not in named.values(), "there is no such key"
    assert named["Informes"] == "Ctrl+Shift+3"
    reached = []
    for spec in reversed(specs):
        press(shell, named[spec.title])
        reached.append(shell.drafts()["navegación"])
    assert reached == [{"page": spec.page_id} for spec in reversed(specs)]
    walked = []
    for _ in specs:
        press(shell, named[texts.KEY_NEXT_PAGE])
        walked.append(shell.drafts()["navegación"])
    assert walked == [{"page": spec.page_id} for spec in (*specs[1:], specs[0])]
    # A small screen: the names scroll, the window keeps its height, and the page that is shown has its name in sight.
    assert shell.minimumSizeHint().height() < 600
    press(shell, "Ctrl+Shift+PgUp")
    QApplication.processEvents()
    last = shell.findChild(QPushButton, f"{specs[-1].page_id}_nav")
    assert last is not None
    assert not last.visibleRegion().isEmpty()
    shell.close()
    shell.deleteLater()


def test_the_search_box_shows_results_as_it_is_typed_and_escape_comes_back(shell: Shell) -> None:
    type_text(None, "borrador")
    press(None, "Ctrl+K")
    assert focused() == "search_edit"
    type_text(None, "ñu")
    page = cast(SearchPage, shell.page())
    assert page.asked == ["ñ", "ñu"]
    assert focused() == "search_edit"
    press(None, "Return")
    press(None, "Down")
    assert page.entered == [False, True]
    press(shell.search_edit, "Esc")
    assert shell.page().page_id == "today"
    assert shell.search_edit.text() == ""
    assert cast(NotesPage, shell.page()).edit.text() == "borrador"


def test_a_role_that_may_not_search_has_no_search_box(session: Session) -> None:
    shell = Shell(session, SPECS[:1])
    shell.show()
    shell.start({})
    assert not shell.search_edit.isVisible()
    press(shell, "Ctrl+K")
    assert focused() != "search_edit"
    shell.close()
    shell.deleteLater()


def test_a_page_refreshes_at_once_while_it_is_shown_and_once_when_it_comes_back(shell: Shell, session: Session) -> None:
    page = cast(NotesPage, shell.page())
    assert page.refreshed == 1
    session.run(lambda _, c: c, "x", owner=page)
    settle(session.tasks)
    assert page.refreshed == 2
    shell.go("people")
    session.hub.publish(frozenset({("visit", "a")}))
    session.hub.publish(frozenset({("visit", "b")}))
    session.hub.publish(frozenset({("person", "c")}))
    assert page.refreshed == 2
    shell.go("today")
    assert page.refreshed == 3
    shell.go("people")
    shell.go("today")
    assert page.refreshed == 3


def test_what_was_committed_is_told_even_if_the_page_is_gone(shell: Shell, session: Session) -> None:
    page = cast(NotesPage, shell.page())
    owner = QWidget()
    session.run(lambda _, c: c, "x", owner=owner)
    owner.deleteLater()
    settle(session.tasks)
    assert page.refreshed == 2


def test_another_page_is_opened_at_a_record(shell: Shell, session: Session) -> None:
    shell.go("people")
    session.go("today", "uuid-1")
    assert cast(NotesPage, shell.page()).targets == ["uuid-1"]
    with pytest.raises(LookupError):
        session.go("nowhere")


def test_drafts_come_back_to_their_pages_and_the_user_to_the_page_they_left(session: Session) -> None:
    first = Shell(session, SPECS)
    first.show()
    first.start({})
    cast(NotesPage, first.page()).edit.setText("a medias")
    first.go("people")
    kept = {form: draft for form, draft in first.drafts().items() if draft is not None}
    first.close()
    first.deleteLater()
    second = Shell(session, SPECS)
    second.show()
    second.start(dict(kept))
    assert second.page().page_id == "people"
    assert second.drafts()["today"] == kept["today"]
    second.go("today")
    assert cast(NotesPage, second.page()).edit.text() == "a medias"
    second.close()
    second.deleteLater()


def test_a_draft_of_a_page_that_this_user_has_no_more_is_not_an_error(session: Session) -> None:
    shell = Shell(session, SPECS)
    shell.show()
    shell.start({"gone": {"a": 1}, "navegación": {"page": "gone"}})
    assert shell.page().page_id == "today"
    shell.close()
    shell.deleteLater()


def test_a_panel_stands_over_the_page_until_escape(shell: Shell) -> None:
    panel = Panel()
    panel.setLayout(widgets.column(widgets.Button("Algo", name="in_panel")))
    shell.open_panel(panel)
    panel.setFocus()
    assert panel.isVisible()
    press(panel, "Esc")
    assert not panel.isVisible()
    assert focused() == "notes_edit"


def test_each_role_sees_its_own_pages() -> None:
    seen = {role: {spec.page_id for spec in pages_for({role}, PAGES)} for role in Role}
    assert "people" not in seen[Role.CONSULTATION] | seen[Role.VOLUNTEER] | seen[Role.ADMINISTRATION]
    assert "statistics" not in seen[Role.VOLUNTEER] | seen[Role.ADMINISTRATION]
    assert all("settings" in pages for pages in seen.values())


def test_the_users_menu_opens_with_f10_and_reports_what_was_chosen(shell: Shell) -> None:
    chosen = list[str]()
    shell.menu_chosen.connect(chosen.append)
    press(shell, "Ctrl+Shift+L")
    press(shell, "Ctrl+L")
    assert chosen == ["switch", "lock"]
    button = shell.findChild(QPushButton, "user_button")
    assert button is not None
    menu = button.menu()
    assert next(action.text() for action in menu.actions()).split("\t")[0] == texts.SWITCH_USER


def test_a_very_long_name_leaves_room_for_the_search_box(tasks: Tasks, prompts: FakePrompts) -> None:
    session = make_session(tasks, prompts)
    name = "María de los Ángeles Yusmary Wilhelmina Etxeberría Iguarán Wouriyú"
    session.actor = FakeActor(full_name=name)
    shell = Shell(session, SPECS)
    shell.resize(1366, 700)
    shell.show()
    shell.start({})
    QApplication.processEvents()
    button = shell.findChild(QPushButton, "user_button")
    assert button is not None
    assert shell.width() == 1366
    assert shell.search_edit.width() > 400
    assert name in button.toolTip()
    shell.close()
    shell.deleteLater()


def test_after_a_panel_the_cursor_is_where_it_was_also_after_a_second_panel(shell: Shell) -> None:
    other = QPushButton("otro")
    other.setObjectName("other_button")
    below = shell.page().layout()
    assert below is not None
    below.addWidget(other)
    QApplication.processEvents()  # it is shown
    for where in (other, shell.search_edit):
        where.setFocus()
        for _ in range(2):
            panel = Panel()
            panel.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            shell.open_panel(panel)
            panel.setFocus()
        press(panel, "Esc")
        assert focused() == where.objectName()
