"""«Informes» in the window: its parts answer wherever the cursor is, and Esc goes one step back."""

from casa_desktop.domain.access import Role
from casa_desktop.ui import hotkeys
from casa_desktop.ui.dashboard.page import DashboardPart
from casa_desktop.ui.donors.part import DonorsPart
from casa_desktop.ui.donors.template import TemplateView
from casa_desktop.ui.pages import pages_for
from casa_desktop.ui.shell import Shell
from casa_desktop.ui.statistics.page import StatisticsPage
from casa_desktop.ui.statistics.parts import DONORS
from tests.ui.people.conftest import Room, room

__all__ = ["room"]


def reports(room: Room) -> tuple[Shell, StatisticsPage]:
    shell = Shell(room.session(Role.COORDINATION), pages_for({Role.COORDINATION}))
    shell.start({})
    room.show(shell, 1366, 768)
    shell.go("statistics")
    room.settle()
    page = shell.page()
    assert isinstance(page, StatisticsPage)
    return shell, page


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
