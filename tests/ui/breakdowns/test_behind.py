"""The records behind a cell of a breakdown: read again when they change, and gone when their panel is left."""

from datetime import date

from casa_desktop.domain.counted import Dimension
from casa_desktop.ui.statistics.parts import BREAKDOWN, TABLE
from tests.services.test_statistics import attend, guidance, register
from tests.ui.breakdowns.test_breakdown import choose, opened, point
from tests.ui.statistics.conftest import Window


def test_records_that_change_while_they_are_looked_at_are_read_again(busy: Window) -> None:
    part = opened(busy)
    choose(busy, part, Dimension.SERVICE, None)
    point(busy, part, 0, 0)
    busy.press("Return")
    panel = part.cell_panel
    assert panel.said.text().startswith("3 servicios a 2 personas.")
    busy.on_db(lambda: attend(busy.desk, register(busy.desk, "Luz", "Rey"), date(2026, 2, 5), guidance()))
    part.table.setFocus()
    busy.session.hub.publish(frozenset({("visit", "")}))
    busy.settle()
    assert panel.said.text().startswith("4 servicios a 3 personas.")
    assert part.table.hasFocus(), "nothing jumps"
    busy.go(TABLE)
    busy.on_db(lambda: attend(busy.desk, register(busy.desk, "Sol", "Paz"), date(2026, 2, 5), guidance()))
    busy.session.hub.publish(frozenset({("visit", "")}))
    busy.go(BREAKDOWN)
    busy.settle()
    assert panel.said.text().startswith("5 servicios a 4 personas.")


def test_esc_beside_the_records_leaves_these_before_the_part(busy: Window) -> None:
    part = opened(busy)
    choose(busy, part, Dimension.SERVICE, None)
    point(busy, part, 0, 0)
    busy.press("Return")
    part.table.setFocus()
    busy.press("Esc")
    assert not part.cell_panel.isVisible()
    assert part.table.hasFocus()
    busy.press("Esc")
    assert busy.page.view.hasFocus()


def test_records_that_arrive_after_their_panel_was_left_are_kept_nowhere(busy: Window) -> None:
    part = opened(busy)
    choose(busy, part, Dimension.SERVICE, None)
    point(busy, part, 0, 0)
    part.open_current()
    part._body.close_panel()  # while they are still read
    busy.settle()
    assert part.cell_panel.list.rows() == ()
    assert part.cell_panel.accessibleName() == ""
