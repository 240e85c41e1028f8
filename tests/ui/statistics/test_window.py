"""«Informes» in the window: its parts answer wherever the cursor is, and Esc goes one step back."""

from casa_desktop.domain.access import Role
from casa_desktop.ui import hotkeys
from casa_desktop.ui.dashboard.page import DashboardPart
from casa_desktop.ui.donors.part import DonorsPart
from casa_desktop.ui.donors.template import TemplateView
from casa_desktop.ui.pages import pages_for
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.shell import Shell
from casa_desktop.ui.statistics.page import StatisticsPage
from casa_desktop.ui.statistics.parts import DONORS, RECONCILING, TABLE
from tests.ui.people.conftest import Room, room

__all__ = ["room"]


def entered(room: Room, role: Role = Role.COORDINATION, drafts: dict[str, Draft] | None = None) -> Shell:
    """The window of somebody who came in, with the *drafts* that were left."""
    shell = Shell(room.session(role), pages_for({role}))
    room.show(shell, 1366, 768)
    shell.start(drafts or {})
    room.settle()
    return shell


def informes(shell: Shell) -> StatisticsPage:
    page = shell.page()
    assert isinstance(page, StatisticsPage)
    return page


def reports(room: Room) -> tuple[Shell, StatisticsPage]:
    shell = entered(room)
    shell.go("statistics")
    room.settle()
    return shell, informes(shell)


def left(room: Room, shell: Shell) -> dict[str, Draft]:
    """What the base holds after the lock; the window is gone."""
    drafts = {name: draft for name, draft in shell.drafts().items() if draft is not None}
    shell.close_down()
    room.settle()
    shell.close()
    return drafts


def test_a_part_is_asked_for_from_the_search_box_and_leaves_no_digit_there(room: Room) -> None:
    shell, page = reports(room)
    room.press("Ctrl+K")
    room.press(hotkeys.part(2))
    assert page.part_of(DashboardPart).isVisible()
    assert shell.search_edit.text() == "", "the digit is no letter of a name"


def test_esc_leaves_the_form_of_a_template_and_not_the_part(room: Room) -> None:
    _, page = reports(room)
    page.show_part(DONORS)
    room.settle()
    part = page.part_of(DonorsPart)
    room.press(hotkeys.NEW)
    assert part.findChild(TemplateView)
    page.setFocus()
    room.press("Esc")
    assert not part.findChild(TemplateView)
    assert part.isVisible()
    room.press("Esc")
    assert not part.isVisible()


def test_after_the_lock_one_is_in_the_part_where_one_was_and_nothing_was_being_typed(room: Room) -> None:
    shell, page = reports(room)
    page.show_part(RECONCILING)
    room.settle()
    drafts = left(room, shell)
    again = entered(room, drafts=drafts)
    assert informes(again).part(RECONCILING).isVisible()
    assert again.unfinished() == ()
    room.press("Esc")
    assert informes(again).part(TABLE).isVisible()
    drafts = left(room, again)
    third = entered(room, drafts=drafts)
    assert informes(third).part(TABLE).isVisible(), "the table is where one was"


def test_the_part_is_come_back_to_also_when_another_page_was_shown_last(room: Room) -> None:
    shell, page = reports(room)
    page.show_part(RECONCILING)
    shell.go("today")
    room.settle()
    drafts = left(room, shell)
    again = entered(room, drafts=drafts)
    assert again.page().page_id == "today"
    drafts = left(room, again)
    third = entered(room, drafts=drafts)
    third.go("statistics")
    room.settle()
    assert informes(third).part(RECONCILING).isVisible(), "it was not shown in between"


def test_a_part_that_the_role_sees_no_more_is_the_table(room: Room) -> None:
    shell, page = reports(room)
    page.show_part(RECONCILING)
    room.settle()
    drafts = left(room, shell)
    again = entered(room, Role.RECEPTION, drafts)
    assert informes(again).part(TABLE).isVisible()


def test_who_is_sent_to_a_month_sees_it_in_the_table_wherever_one_was(room: Room) -> None:
    shell, page = reports(room)
    page.show_part(RECONCILING)
    shell.go("today")
    room.settle()
    drafts = left(room, shell)
    again = entered(room, drafts=drafts)
    again.go("statistics", "2026-02")
    room.settle()
    assert informes(again).part(TABLE).isVisible()
