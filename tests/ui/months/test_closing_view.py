"""The list before a closing is worked through by keys, and the month closes from it."""

from casa_desktop.domain.access import Role
from casa_desktop.domain.closing import Check, Closing, Finding
from casa_desktop.domain.months import MonthState
from casa_desktop.domain.periods import Month
from casa_desktop.texts import labels
from casa_desktop.texts import ui_closing as texts
from casa_desktop.texts import ui_statistics as statistics_texts
from casa_desktop.ui import hotkeys
from casa_desktop.ui.months.closing import ClosingView
from tests.ui.statistics.conftest import Window, busy, window
from tests.ui.statistics.test_page import show_quarter, state_of

__all__ = ["busy", "window"]


def view(window: Window) -> ClosingView:
    found = window.page.closing
    assert found is not None
    return found


def look_at_january(window: Window) -> None:
    window.sit(Role.COORDINATION)
    show_quarter(window)
    window.press("Home", *["Down"] * 4, "Return")
    window.press("Return")


def test_findings_are_let_pass_one_by_one_and_the_month_closes_from_the_list(busy: Window) -> None:
    look_at_january(busy)
    many = view(busy).left
    assert many > 1
    assert view(busy).table.hasFocus()
    busy.prompts.answers = ["El paro cerró la vía"]
    busy.press("Return")
    assert view(busy).left == many - 1
    assert [row.cells[1] for row in view(busy).table.rows()].count(texts.LOOKED_AT) == 1
    busy.press("End")
    assert "El paro cerró la vía" in view(busy).note.text()
    busy.prompts.answers = [True]
    busy.press("Ctrl+Return")
    assert state_of(busy, Month(2026, 1)) is MonthState.CLOSED
    assert busy.page.view.isVisible(), "back at the table"


def test_what_was_looked_at_sinks_and_the_cursor_goes_to_the_next_that_is_pending(busy: Window) -> None:
    look_at_january(busy)
    pending = [row.key for row in view(busy).table.rows()]
    busy.press("Down")
    busy.prompts.answers = ["Festivo local"]
    busy.press("Return")
    assert view(busy).table.current_key() == pending[2]
    assert view(busy).table.rows()[-1].key == pending[1]


def test_a_finding_leads_to_the_very_day_and_to_the_figure_and_elsewhere_the_key_is_off(busy: Window) -> None:
    went: list[tuple[str, str]] = []
    look_at_january(busy)
    busy.session.navigate = lambda page, target: went.append((page, target))
    month = Month(2026, 1)
    found = (
        Finding(Check.DAY_NOT_COUNTED, {"day": "2026-01-05", "which": "highest"}),
        Finding(Check.VOIDED, {"count": 2}),
        Finding(Check.JUMP, {"label": "ORIENTACION", "value": 2, "before": 9, "percent": -78}),
    )
    view(busy)._show(Closing(month, found, ()))
    busy.press("Home", hotkeys.ATTEND)
    assert went == [("paper_in", "tally:2026-01-05")]
    busy.press("Down")
    assert not busy.child("go_button").isEnabled()
    busy.press("Down", hotkeys.ATTEND)
    assert busy.page.cell_panel.isVisible()
    assert busy.page.cell_panel.heading.text().startswith("ORIENTACION")


def test_help_on_the_list_tells_its_own_keys(busy: Window) -> None:
    look_at_january(busy)
    listed = busy.whole.keys()
    told = {key.keys for key in listed}
    assert {hotkeys.NEXT_STEP, hotkeys.ATTEND, hotkeys.PAPER, hotkeys.SAVE} <= told


def test_who_begins_to_look_says_so_to_everybody_and_may_leave_off(busy: Window) -> None:
    look_at_january(busy)
    assert state_of(busy, Month(2026, 1)) is MonthState.IN_REVIEW
    busy.press("Esc")
    assert busy.cells()[statistics_texts.STATE_ROW][0] == labels.MONTH_STATES[MonthState.IN_REVIEW]
    busy.press("Return", name="leave_review")
    assert state_of(busy, Month(2026, 1)) is MonthState.OPEN
    assert busy.prompts.said[-1] == statistics_texts.MONTH_REVIEW_LEFT


def test_esc_closes_nothing_and_what_was_looked_at_stays(busy: Window) -> None:
    look_at_january(busy)
    many = view(busy).left
    busy.prompts.answers = ["Festivo local"]
    busy.press("Return")
    busy.press("Esc")
    assert busy.page.view.hasFocus()
    assert state_of(busy, Month(2026, 1)) is MonthState.IN_REVIEW
    look_at_january(busy)
    assert view(busy).left == many - 1


def test_an_answer_about_a_month_that_was_left_paints_nothing(busy: Window) -> None:
    look_at_january(busy)
    busy.prompts.answers = ["Festivo local"]
    view(busy).dismiss()
    view(busy).close_down()
    busy.settle()
    assert view(busy).table.rows() == ()
    assert view(busy).ties.text() == ""


def test_what_ties_is_shown_with_its_numbers(busy: Window) -> None:
    look_at_january(busy)
    told = view(busy).ties.text()
    assert "✓ Nuevas + recurrentes = PERSONAS" in told
    assert "✗" not in told
