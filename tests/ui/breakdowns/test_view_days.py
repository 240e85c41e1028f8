"""A view is kept with the period of the page or always with the same days, and it is seen which of them is shown."""

from datetime import date

from casa_desktop.domain.access import Role
from casa_desktop.domain.periods import Month, Period
from casa_desktop.texts import ui_breakdowns as texts
from casa_desktop.ui import hotkeys
from casa_desktop.ui.breakdowns.part import BreakdownPart
from casa_desktop.ui.breakdowns.view_days import Days
from casa_desktop.ui.statistics.parts import BREAKDOWN, TABLE
from tests.ui.breakdowns.test_breakdown import opened
from tests.ui.statistics.conftest import Window

JANUARY = (date(2026, 1, 1), date(2026, 1, 31))
TOLD = "Ene 2026"
FEBRUARY = Period(Month(2026, 2), Month(2026, 2))


def keep_january(window: Window, role: Role = Role.COORDINATION) -> BreakdownPart:
    """A view that is always of January is kept and shown; the page is of January to March."""
    part = opened(window, role)
    window.press(hotkeys.OPEN)
    part.views_panel.days.which.set_value("fixed")
    window.settle()
    assert part.views_panel.days.given() == (True, (date(2026, 1, 1), date(2026, 3, 31))), "as the page has them"
    window.type("view_last_edit", "31/1/2026")
    window.prompts.answers = ["Enero"]
    window.press(hotkeys.NEW, name="view_last_edit")
    return part


def days(part: BreakdownPart) -> Days | None:
    return part._view.days


def total(part: BreakdownPart) -> int:
    assert part._found is not None
    return part._found.total


def test_a_view_is_always_of_its_days_whatever_the_page_is_of(busy: Window) -> None:
    part = keep_january(busy)
    assert days(part) == JANUARY
    assert total(part) == 2, "Ana came in February only"
    assert [row.cells for row in part.views_panel.list.rows()] == [("Enero", TOLD)]
    assert busy.whole.period.own_days.text() == texts.own_days(*JANUARY)
    assert not busy.sees("from_edit")
    busy.press(hotkeys.LATER)
    assert total(part) == 2
    busy.press(hotkeys.NOW)
    assert (days(part), total(part)) == (None, 3)
    assert busy.sees("from_edit")
    assert not busy.sees("own_days_label")
    assert part.view_label.text() == "Vista: Enero (cambiada)"
    busy.whole.period.set_period(FEBRUARY)
    busy.settle()
    busy.press("Return", name="views_list")
    assert (days(part), total(part)) == (JANUARY, 2)


def test_who_chooses_fixed_days_is_asked_for_them_next(busy: Window) -> None:
    part = opened(busy)
    busy.press(hotkeys.OPEN)
    part.views_panel.days.which.set_value("fixed")
    busy.settle()
    assert busy.child("view_first_edit").hasFocus()


def test_other_parts_keep_the_period_of_the_page(busy: Window) -> None:
    keep_january(busy)
    busy.go(TABLE)
    assert busy.sees("from_edit")
    busy.press(hotkeys.NOW)
    assert busy.whole.period.period() == Period(Month(2026, 3), Month(2026, 3)), "this month, as ever"
    busy.go(BREAKDOWN)
    assert busy.sees("own_days_label")
    assert not busy.sees("from_edit")


def test_a_view_follows_the_page_again_when_it_is_kept_so(busy: Window) -> None:
    part = keep_january(busy)
    part.views_panel.days.which.set_value("page")
    busy.press(hotkeys.SAVE, name="views_list")
    assert [row.cells for row in part.views_panel.list.rows()] == [("Enero", texts.PAGE_DAYS)]
    assert (days(part), total(part), part.view_label.text()) == (None, 3, "Vista: Enero")
    assert busy.sees("from_edit")


def test_days_of_the_filters_are_what_a_view_is_kept_with_unless_somebody_says_otherwise(busy: Window) -> None:
    part = opened(busy)
    busy.press(hotkeys.FILTER)
    busy.type("last_day_edit", "31/1/2026")
    busy.press("Tab")
    assert busy.whole.period.own_days.text() == texts.own_days(*JANUARY)
    busy.press(hotkeys.OPEN)
    assert part.views_panel.days.given() == (True, JANUARY)
    busy.press(hotkeys.NOW)
    assert part.views_panel.days.given() == (True, None)
    busy.press(hotkeys.FILTER)
    assert part.filters_panel.last.value() is None


def test_days_that_end_before_they_begin_are_told_and_nothing_is_asked(busy: Window) -> None:
    part = opened(busy)
    busy.press(hotkeys.OPEN)
    part.views_panel.days.which.set_value("fixed")
    busy.settle()
    busy.type("view_last_edit", "31/12/2025")
    busy.press(hotkeys.NEW, name="new_view_button")
    assert busy.prompts.said == []
    assert busy.child("view_first_field").problem_text


def test_who_keeps_no_views_is_not_asked_with_which_days(busy: Window) -> None:
    opened(busy, Role.RECEPTION)
    busy.press(hotkeys.OPEN)
    assert not busy.sees("view_days_choice")


def test_a_day_that_is_none_is_told_and_no_other_is_kept_in_its_place(busy: Window) -> None:
    part = opened(busy)
    busy.press(hotkeys.OPEN)
    part.views_panel.days.which.set_value("fixed")
    busy.settle()
    busy.type("view_last_edit", "31/13/2026")
    busy.press(hotkeys.NEW, name="new_view_button")
    assert busy.prompts.said == []
    assert busy.child("view_last_field").problem_text
    assert part.views_panel.days.given() == (False, None)


def test_days_are_fixed_while_the_months_of_the_page_make_no_sense(busy: Window) -> None:
    part = opened(busy)
    busy.press(hotkeys.OPEN)
    busy.type("from_edit", "nunca")
    part.views_panel.days.which.set_value("fixed")
    busy.settle()
    assert part.views_panel.days.given() == (True, (date(2026, 1, 1), date(2026, 3, 31))), "those that are shown"


def test_a_day_of_the_filters_that_is_none_is_told_and_counts_nothing(busy: Window) -> None:
    part = opened(busy)
    busy.press(hotkeys.FILTER)
    busy.type("last_day_edit", "31/1/2026")
    busy.press("Tab")
    days = part._view.days
    busy.type("last_day_edit", "31/13/2026")
    busy.press("Tab")
    assert busy.child("last_day_field").problem_text
    assert part._view.days == days, "not the whole months, as if nothing had been typed"


def test_the_second_day_of_the_filter_is_typed_where_the_first_one_led(busy: Window) -> None:
    part = opened(busy)
    busy.press(hotkeys.FILTER)
    busy.type("first_day_edit", "1/1/2026")
    busy.press("Return", name="first_day_edit")
    busy.settle()
    assert busy.child("last_day_edit").hasFocus(), "not in the days of a panel that nobody sees"
    busy.type("last_day_edit", "31/1/2026")
    busy.press("Return", name="last_day_edit")
    assert days(part) == JANUARY


def test_opening_a_view_of_fixed_days_stays_in_the_list(busy: Window) -> None:
    part = keep_january(busy)
    busy.press(hotkeys.NOW)
    busy.child("views_list").setFocus()
    busy.press("Return")
    busy.settle()
    assert days(part) == JANUARY
    assert busy.child("views_list").hasFocus()
