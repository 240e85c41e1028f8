"""Records that stand beside a number are of its months: with others they are left, and the cursor goes nowhere else."""

from casa_desktop.domain.access import Role
from casa_desktop.domain.counted import Dimension
from casa_desktop.domain.donors import DonorForm
from casa_desktop.texts import donors as words
from casa_desktop.ui import hotkeys
from tests.ui.breakdowns import test_breakdown
from tests.ui.donors import test_part
from tests.ui.statistics.conftest import Window
from tests.ui.statistics.test_page import show_quarter


def test_of_the_table(busy: Window) -> None:
    page = busy.sit(Role.COORDINATION)
    show_quarter(busy)
    busy.press("Home", "Return")
    assert page.cell_panel.list.hasFocus()
    busy.press(hotkeys.EARLIER)
    assert not page.cell_panel.isVisible()
    assert page.cell_panel.list.rows() == ()
    assert page.view.hasFocus()
    busy.press(hotkeys.LATER, "Home", "Return")
    assert page.cell_panel.isVisible()
    busy.type("from_edit", "2/2026")
    busy.press("Tab")
    assert not page.cell_panel.isVisible()
    assert busy.child("to_edit").hasFocus(), "whoever types goes on typing"


def test_of_a_breakdown(busy: Window) -> None:
    part = test_breakdown.opened(busy)
    test_breakdown.choose(busy, part, Dimension.SERVICE, None)
    test_breakdown.point(busy, part, 0, 0)
    busy.press("Return")
    assert part.cell_panel.list.hasFocus()
    busy.press(hotkeys.EARLIER)
    assert not part.cell_panel.isVisible()
    assert part.table.hasFocus()


def test_of_what_is_sent(busy: Window) -> None:
    test_part.configured(busy, DonorForm.ECHO)
    part = test_part.opened(busy)
    test_part.choose(busy, part, words.FORMS[DonorForm.ECHO])
    busy.press("Return", name="outgoing_table")
    busy.press("Return")
    assert part.cell_panel.isVisible()
    part.cell_panel.focus_first()
    busy.press(hotkeys.EARLIER)
    assert (part.cell_panel.isVisible(), part.list.isVisible()) == (False, True)
    assert part.seen is not None
    assert part.seen.has_cursor() or part.list.hasFocus()
    busy.press(hotkeys.LATER)
    busy.press("Return", name="outgoing_table")
    busy.press("Return")
    assert part.cell_panel.isVisible()
    busy.type("first_day_edit", "1/2/2026")
    busy.press("Tab")
    assert not part.cell_panel.isVisible()
    assert part.days.last.hasFocus(), "whoever types goes on typing"
