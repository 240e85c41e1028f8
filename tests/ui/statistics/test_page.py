"""«Informes» by keyboard: period, cells, months, rows, paper."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from casa_desktop.domain.access import Role
from casa_desktop.domain.errors import CasaError
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.indicators import TotalMode
from casa_desktop.domain.months import MonthState
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.visits import Anonymous, RecordVisit
from casa_desktop.services import months, publishing, statistics, visits
from casa_desktop.services.months import StatusQuery
from casa_desktop.services.publishing import Publish
from casa_desktop.services.statistics import LayoutQuery
from casa_desktop.texts import labels
from casa_desktop.texts import ui_statistics as texts
from casa_desktop.ui import hotkeys
from casa_desktop.ui.breakdowns.part import BreakdownPart
from casa_desktop.ui.figures.view import FiguresPart
from casa_desktop.ui.statistics.parts import BREAKDOWN, FIGURES
from casa_desktop.ui.statistics.period import usual
from tests.services.desk import TODAY
from tests.services.test_statistics import attend, guidance
from tests.ui.keys import press, type_text
from tests.ui.statistics.conftest import Window

QUARTER = ("2026-01", "2026-03")


def show_quarter(window: Window) -> None:
    window.type("from_edit", QUARTER[0])
    window.type("to_edit", QUARTER[1])
    window.press("Return")


def state_of(window: Window, month: Month) -> MonthState:
    runner = window.desk.runner(Role.COORDINATION)
    query = StatusQuery(Period(month, month))
    return window.on_db(lambda: runner.run(months.status, query).result[0].state)


def audited(window: Window) -> list[tuple[str, str]]:
    def read() -> list[tuple[str, str]]:
        with window.desk.base.begin() as work:
            rows = work.connection.exec_driver_sql("SELECT action, fields FROM audit WHERE action = 'report.export'")
            return [(action, fields) for action, fields in rows]

    return window.on_db(read)


def test_the_period_is_typed_and_the_table_follows(busy: Window) -> None:
    busy.sit(Role.COORDINATION)
    show_quarter(busy)
    assert busy.cells()["PERSONAS"] == ["2", "2", "—", "4", "3"]
    assert busy.cells()["REF"] == ["1", "0", "—", "", ""]
    assert busy.page.view.hasFocus()
    assert "PER-MES" in busy.page.notes.text()


def test_a_period_that_is_none_is_told_and_the_table_stays(busy: Window) -> None:
    busy.sit(Role.COORDINATION)
    show_quarter(busy)
    before = busy.cells()
    busy.type("to_edit", "2025-12")
    assert busy.page.period.problem.isVisible()
    assert busy.cells() == before
    busy.type("to_edit", "2026-02")
    assert not busy.page.period.problem.isVisible()
    assert busy.cells()["PERSONAS"] == ["2", "2", "4", "3"]


@pytest.mark.parametrize(
    ("name", "period"),
    [
        ("this_month", Period(Month(2026, 3), Month(2026, 3))),
        ("last_month", Period(Month(2026, 2), Month(2026, 2))),
        ("twelve", Period(Month(2025, 4), Month(2026, 3))),
        ("this_year", Period(Month(2026, 1), Month(2026, 3))),
    ],
)
def test_usual_periods_are_one_press_away(window: Window, name: str, period: Period) -> None:
    page = window.sit(Role.COORDINATION)
    window.press("Return", name=f"{'last_month' if name != 'last_month' else 'this_year'}_button")
    window.press("Return", name=f"{name}_button")
    assert page.period.period() == period
    assert page.view.monthly.table is not None
    assert page.view.monthly.table.period == period
    assert usual("this_month", TODAY) == Period(Month(2026, 3), Month(2026, 3))


def test_keys_walk_through_the_periods_from_the_table(window: Window) -> None:
    page = window.sit(Role.COORDINATION)
    show_quarter(window)
    window.press(hotkeys.EARLIER)
    assert page.period.period() == Period(Month(2025, 10), Month(2025, 12)), "the quarter before"
    window.press(hotkeys.LATER, hotkeys.LATER)
    assert page.period.period() == Period(Month(2026, 4), Month(2026, 6))
    window.press(hotkeys.NOW)
    assert page.period.period() == Period(Month(2026, 3), Month(2026, 3))


def test_every_part_looks_at_the_same_period_and_esc_leads_back(busy: Window) -> None:
    page = busy.sit(Role.COORDINATION)
    show_quarter(busy)
    busy.go(BREAKDOWN)
    part = busy.whole.part_of(BreakdownPart)
    assert part.isVisible()
    assert not page.isVisible()
    busy.press(hotkeys.EARLIER)
    assert page.view.monthly.table is not None
    assert page.view.monthly.table.period.last == Month(2026, 3), "nobody looks at the table: it is not counted"
    busy.press("Esc")
    assert page.view.hasFocus()
    assert page.view.monthly.table.period.last == Month(2025, 12), "it is when it is shown again"


def test_a_part_with_months_of_its_own_has_the_same_keys_for_them(busy: Window) -> None:
    page = busy.sit(Role.COORDINATION)
    show_quarter(busy)
    busy.go(FIGURES)
    figures = busy.whole.part_of(FiguresPart)
    assert not page.period.isVisible()
    first = figures.months.first
    busy.press(hotkeys.EARLIER)
    assert figures.months.first < first
    assert page.period.period() == Period(Month(2026, 1), Month(2026, 3))


def test_enter_on_a_figure_lists_what_it_counts(busy: Window) -> None:
    page = busy.sit(Role.RECEPTION)
    show_quarter(busy)
    busy.press("Home", "Right", "Return")
    shown = page.cell_panel.list.rows()
    assert [row.cells[:3] for row in shown] == [("P-000001 · María G. P.", "03/02/2026", "ORIENTACION")]
    assert page.cell_panel.reserved.isVisible()
    assert page.cell_panel.list.hasFocus()
    busy.press("Esc")
    assert not busy.sees("cell_panel")
    assert page.view.hasFocus()
    assert page.cell_panel.list.rows() == ()


def test_who_only_sees_totals_gets_no_list(busy: Window) -> None:
    page = busy.sit(Role.CONSULTATION)
    show_quarter(busy)
    page.view.setFocus()
    busy.press("Return")
    assert not busy.sees("cell_panel")
    assert busy.prompts.said == [texts.FORBIDDEN_CELL]


def test_a_month_is_closed_and_reopened_from_its_state(busy: Window) -> None:
    page = busy.sit(Role.COORDINATION)
    show_quarter(busy)
    busy.press("Home", *["Down"] * 4, "Return")
    assert busy.child("close_month").hasFocus()
    busy.press("Return")
    busy.prompts.answers = [True]
    busy.press("Ctrl+Return")
    assert state_of(busy, Month(2026, 1)) is MonthState.CLOSED
    busy.prompts.answers = ["Faltó una planilla"]
    assert busy.child("reopen_month").hasFocus()
    busy.press("Return")
    assert state_of(busy, Month(2026, 1)) is MonthState.REOPENED
    assert "Faltó una planilla" in page.month_panel._story.text()  # nothing else shows it


def test_the_table_shows_at_once_that_a_month_was_closed(busy: Window) -> None:
    page = busy.sit(Role.COORDINATION)
    show_quarter(busy)
    busy.session.run(months.close, months.CloseMonth(Month(2026, 1)), owner=page)
    busy.settle()
    assert busy.cells()[texts.STATE_ROW][0] == labels.MONTH_STATES[MonthState.CLOSED]


def test_who_typed_is_asked_for_a_reason_before_closing(busy: Window) -> None:
    busy.on_db(lambda: attend(busy.desk, "", date(2026, 1, 8), guidance(), role=Role.COORDINATION))
    busy.sit(Role.COORDINATION)
    show_quarter(busy)
    busy.press("Home", *["Down"] * 4, "Return")
    busy.press("Return", "Ctrl+Return")
    assert state_of(busy, Month(2026, 1)) is MonthState.IN_REVIEW
    busy.prompts.answers = ["Una sola persona"]
    busy.press("Ctrl+Return")
    assert state_of(busy, Month(2026, 1)) is MonthState.CLOSED
    assert "Una sola persona" in busy.page.notes.text()


def test_a_month_that_goes_on_cannot_be_closed(busy: Window) -> None:
    busy.on_db(lambda: attend(busy.desk, "", date(2026, 3, 4), guidance()))
    page = busy.sit(Role.COORDINATION)
    show_quarter(busy)
    busy.press("End", *["Down"] * 4)
    page.view.setCurrentIndex(page.view.monthly.index(4, 2))
    busy.press("Return")
    assert not busy.child("close_month").isEnabled()
    assert page.month_panel.why_not.text() == texts.MONTH_GOES_ON


def test_rows_are_chosen_labelled_and_kept(busy: Window) -> None:
    page = busy.sit(Role.COORDINATION)
    show_quarter(busy)
    busy.press("Ctrl+E")
    panel = page.rows_panel
    assert panel.view.hasFocus()
    panel.view.setCurrentIndex(panel.rows.index(3, 1))
    press(None, "Return")
    press(None, "Ctrl+A")
    for letter in "Vínculos familiares":
        type_text(None, letter)
    busy.press("Return")
    press(None, "Alt+A")
    type_text(None, "atenciones")
    press(None, "Return")
    assert panel.add_choice.hasFocus()
    panel.view.setCurrentIndex(panel.rows.index(1, 1))
    busy.press("Del", name="rows_list")
    busy.press("Ctrl+Return", name="rows_list")
    assert [row for row in busy.cells() if row != texts.STATE_ROW] == [
        "PERSONAS",
        "PSICOLOGIA",
        "Vínculos familiares",
        "Atenciones",
    ]
    runner = busy.desk.runner(Role.COORDINATION)
    kept = busy.on_db(lambda: runner.run(statistics.layout, LayoutQuery()).result)
    assert [row.label for row in kept.rows] == ["PERSONAS", "PSICOLOGIA", "Vínculos familiares", "Atenciones"]


def test_the_paper_is_looked_at_before_it_is_saved(busy: Window, tmp_path: Path) -> None:
    page = busy.sit(Role.CONSULTATION)
    show_quarter(busy)
    busy.press("Ctrl+P")
    assert page.preview is not None
    assert page.preview.isVisible()
    assert page.preview.pages == 1
    assert audited(busy) == []
    target = tmp_path / "informe.pdf"
    busy.prompts.answers = [target]
    busy.press("Ctrl+Shift+S")
    assert target.read_bytes().startswith(b"%PDF")
    assert audited(busy) == [("report.export", "pdf")]
    busy.press("Esc")
    assert page.view.isVisible()
    assert page.view.hasFocus()


@pytest.mark.parametrize(("name", "start"), [("t.csv", b"\xef\xbb\xbfINDICADOR;"), ("t.xlsx", b"PK")])
def test_the_name_of_the_file_says_its_form(busy: Window, tmp_path: Path, name: str, start: bytes) -> None:
    busy.sit(Role.COORDINATION)
    show_quarter(busy)
    busy.prompts.answers = [tmp_path / name]
    busy.press("Ctrl+Shift+S")
    assert (tmp_path / name).read_bytes().startswith(start)
    assert busy.prompts.said[-1] == texts.SAVED_FILE


def test_a_folder_that_cannot_be_written_is_told(busy: Window, tmp_path: Path) -> None:
    busy.sit(Role.COORDINATION)
    busy.prompts.answers = [tmp_path / "no existe" / "t.csv"]
    busy.press("Ctrl+Shift+S")
    assert [type(error) for error in busy.prompts.errors] == [CasaError]


def test_reception_sees_the_table_and_cannot_take_it_out(busy: Window) -> None:
    busy.sit(Role.RECEPTION)
    show_quarter(busy)
    assert busy.cells()["PERSONAS"][0] == "2"
    assert not busy.sees("preview_button")
    assert not busy.sees("save_as_button")
    assert not busy.sees("figures_chip")


def test_the_table_is_copied_as_a_spreadsheet_takes_it(busy: Window) -> None:
    busy.sit(Role.COORDINATION)
    show_quarter(busy)
    busy.press("Ctrl+C", name="monthly_table")
    lines = [line.split("\t") for line in QApplication.clipboard().text().splitlines()]
    assert lines[1][:4] == ["PERSONAS", "2", "2", "—"]
    assert busy.exported() == [("2026-01..2026-03", "copia")]
    assert len({len(line) for line in lines}) == 1


def test_a_late_visit_changes_the_table_while_it_is_shown(busy: Window) -> None:
    page = busy.sit(Role.RECEPTION)
    show_quarter(busy)
    command = RecordVisit(
        new_id(), date(2026, 1, 9), "TRANSITO", (guidance(),), anonymous=Anonymous(new_id(), "02", 26, 59, "VEN")
    )
    busy.session.run(visits.record, command, owner=page)
    busy.settle()
    assert busy.cells()["PERSONAS"][0] == "3"


def test_nothing_of_a_person_stays_after_the_lock(busy: Window) -> None:
    page = busy.sit(Role.COORDINATION)
    show_quarter(busy)
    busy.press("Home", "Return")
    assert page.cell_panel.list.rows()
    page.close_down()
    assert page.cell_panel.list.rows() == ()
    assert page.view.monthly.rowCount() == 0


def test_every_place_of_the_table_says_what_it_is(busy: Window) -> None:
    page = busy.sit(Role.COORDINATION)
    show_quarter(busy)
    model = page.view.monthly
    said = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "PERSONAS, Ene 2026*: 2"
    assert page.chart.accessibleName().startswith("PERSONAS: Ene 2026* 2")


def test_a_total_explains_who_came_again_and_lists_them_apart(busy: Window) -> None:
    page = busy.sit(Role.COORDINATION)
    show_quarter(busy)
    page.view.setCurrentIndex(page.view.monthly.index(0, 3))
    busy.press("Return")
    panel = page.cell_panel
    assert "Suma mensual 4 − personas únicas 3 = 1" in panel.said.text()
    assert [row.cells for row in panel.spread.rows()][-1] == (texts.SPREAD_TOTAL, "3", "4", "1")
    everybody = {row.cells[0] for row in panel.list.rows() if row.cells[0]}
    assert everybody == {"P-000001 · María G. P.", "P-000002 · José R. P."}, "Ana's session is not coordination's"
    panel.repeated.setFocus()
    busy.press("Space")
    assert {row.cells[0] for row in panel.list.rows() if row.cells[0]} == {"P-000001 · María G. P."}
    assert panel.repeated.hasFocus()
    page.view.setCurrentIndex(page.view.monthly.index(0, 0))
    busy.press("Return", name="monthly_table")
    assert not panel.repeated.isVisible()
    assert not panel.spread.isVisible()


def test_where_both_have_no_room_a_panel_stands_in_place_of_the_table(busy: Window) -> None:
    page = busy.sit(Role.COORDINATION)
    show_quarter(busy)
    busy.press("Return")
    assert (page.cell_panel.isVisible(), page.view.isVisible()) == (True, True)
    busy.whole.resize(860, 690)
    busy.settle()
    assert (page.cell_panel.isVisible(), page.view.isVisible()) == (True, False)
    assert page.cell_panel.isAncestorOf(page.focusWidget())
    busy.press("Esc")
    assert page.view.hasFocus()
    busy.press(hotkeys.EDIT)
    assert (page.rows_panel.isVisible(), page.view.isVisible()) == (True, False)
    busy.whole.resize(1140, 690)
    busy.settle()
    assert (page.rows_panel.isVisible(), page.view.isVisible()) == (True, True)


def test_the_states_of_a_year_take_no_room_from_its_totals(busy: Window) -> None:
    year = Period(Month(2025, 3), Month(2026, 2))

    def publish() -> None:
        runner = busy.desk.runner(Role.COORDINATION)
        for month in list(year)[-2:]:
            runner.run(months.close, months.CloseMonth(month))
        rows = runner.run(statistics.layout, LayoutQuery()).result.rows
        runner.run(publishing.publish, Publish(new_id(), year, 0, "", rows, TotalMode.BOTH))

    busy.on_db(publish)
    model = busy.sit(Role.COORDINATION).view.monthly
    busy.whole.period.set_period(year)
    busy.settle()
    state = model.index(model.rowCount() - 1, 11)
    assert state.data() == "Publ."
    assert str(state.data(Qt.ItemDataRole.ToolTipRole)).endswith("Publicado")
