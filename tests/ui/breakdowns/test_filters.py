"""What a breakdown lets through is marked by keys, told above the table, and never shown as marked when it is not."""

from casa_desktop.domain.counted import Dimension
from casa_desktop.texts import breakdowns as words
from casa_desktop.texts import ui_breakdowns as texts
from casa_desktop.ui import hotkeys
from tests.ui.breakdowns.test_breakdown import choose, lines, opened
from tests.ui.statistics.conftest import Window


def test_a_filter_is_marked_by_keys_and_told_above_the_table(busy: Window) -> None:
    part = opened(busy)
    choose(busy, part, Dimension.MONTH, None)
    busy.press(hotkeys.FILTER)
    assert part.filters_panel.by.hasFocus()
    part.filters_panel.by.set_value(str(Dimension.SERVICE))
    busy.settle()
    busy.press("Return")
    assert part.filters_panel.values.rows()[0].cells == ("", "Orientación", "2")
    busy.press("Space")
    assert part.filters_panel.values.rows()[0].cells == (texts.CHOSEN, "Orientación", "2")
    assert (lines(part)[-1], part.heading.text()) == (
        (words.TOTAL, "2"),
        "PERSONAS por mes · Ene 2026 – Mar 2026 · Solo servicio: Orientación",
    )
    busy.press("Down", "Space")
    assert "Orientación o " in part.heading.text()
    busy.press(hotkeys.CANCEL)
    assert (lines(part)[-1], part.heading.text()) == ((words.TOTAL, "3"), "PERSONAS por mes · Ene 2026 – Mar 2026")


def test_days_that_are_no_whole_months_are_counted_and_named(busy: Window) -> None:
    part = opened(busy)
    choose(busy, part, Dimension.MONTH, None)
    busy.press(hotkeys.FILTER)
    busy.type("first_day_edit", "6/1/2026")
    busy.press("Return")
    busy.type("last_day_edit", "3/2/2026")
    busy.press("Return")
    assert part.heading.text() == "PERSONAS por mes · 06/01/2026 – 03/02/2026"
    assert lines(part) == [("Feb 2026 (1–3)*", "1"), (words.UNKNOWN, "0"), (words.TOTAL, "1")]
    busy.type("last_day_edit", "3/1/2026")
    busy.press("Return")
    assert "antes de empezar" in busy.child("first_day_field").problem_text
    assert part.heading.text() == "PERSONAS por mes · 06/01/2026 – 03/02/2026", "what was understood stays"


def test_after_the_filters_are_cleared_no_mark_stays_though_the_choice_said_nothing(busy: Window) -> None:
    part = opened(busy)
    busy.press(hotkeys.FILTER, "Return", "Space")
    assert part.filters_panel.values.rows()[0].cells[0] == texts.CHOSEN
    busy.type("by_choice", "zzz")
    busy.press("Tab")
    assert busy.child("by_field").problem_text
    busy.press(hotkeys.CANCEL)
    assert [row.cells[0] for row in part.filters_panel.values.rows()] == ["", ""]
    assert part.filters_panel.by.value() == str(Dimension.COUNTRY), "the dimension of the list"
    assert not busy.child("by_field").problem_text
    busy.press("Esc")
    assert part.table.hasFocus()


def test_where_both_have_no_room_a_panel_stands_in_place_of_the_table(busy: Window) -> None:
    part = opened(busy)
    busy.press(hotkeys.FILTER)
    assert part.table.isVisible()
    busy.whole.resize(860, 690)
    busy.settle()
    assert (part.filters_panel.isVisible(), part.table.isVisible()) == (True, False)
    busy.press("Esc")
    assert part.table.hasFocus()
