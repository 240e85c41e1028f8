"""A number is taken apart by keys, copied and saved with its small cells hidden."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from casa_desktop.domain.access import Role
from casa_desktop.domain.breakdowns import Dimension
from casa_desktop.texts import ui_breakdowns as texts
from casa_desktop.ui import hotkeys
from casa_desktop.ui.statistics.breakdown import BreakdownPart
from tests.ui.statistics.conftest import Window
from tests.ui.statistics.test_page import show_quarter


def opened(window: Window, role: Role = Role.COORDINATION) -> BreakdownPart:
    window.sit(role)
    show_quarter(window)
    window.press(hotkeys.APART)
    return window.whole.part_of(BreakdownPart)


def lines(view: BreakdownPart) -> list[tuple[str, ...]]:
    assert view.table is not None
    return [row.cells for row in view.table.rows()]


def choose(window: Window, view: BreakdownPart, rows: Dimension, columns: Dimension | None) -> None:
    view.rows.set_value(str(rows))
    view.columns.set_value(str(columns) if columns else "")
    view.refresh()
    window.settle()


def test_the_people_of_the_period_by_age_and_sex_at_once(busy: Window) -> None:
    view = opened(busy)
    assert view.what.hasFocus()
    assert lines(view)[-1][-1] == "3", "the persons of the table, each once"
    assert [line[0] for line in lines(view)][-2:] == [texts.UNKNOWN, texts.TOTAL]
    busy.press("Esc")
    assert busy.page.view.hasFocus()


def test_another_row_counts_again_and_says_who_stands_in_two(busy: Window) -> None:
    view = opened(busy)
    choose(busy, view, Dimension.SERVICE, None)
    assert {line[0]: line[-1] for line in lines(view)}["Orientación"] == "2"
    assert "varias filas" in view.notes.text()
    choose(busy, view, Dimension.SERVICE, Dimension.SERVICE)
    assert view.banner.text == texts.SAME


def test_what_leaves_the_window_hides_small_cells(busy: Window, tmp_path: Path) -> None:
    view = opened(busy)
    choose(busy, view, Dimension.SEX, Dimension.COUNTRY)
    assert any("3" in line for line in lines(view)), "on the screen of who may see the records they stand"
    busy.press(hotkeys.COPY, name="breakdown_table")
    copied = QApplication.clipboard().text()
    assert texts.HIDDEN in copied
    target = tmp_path / "desglose.csv"
    busy.prompts.answers = [target]
    busy.press(hotkeys.SAVE_FILE)
    written = target.read_text(encoding="utf-8-sig")
    assert texts.HIDDEN in written
    assert texts.UNKNOWN in written


@pytest.mark.parametrize("role", [Role.COORDINATION, Role.RECEPTION])
def test_what_is_copied_leaves_an_entry_whoever_copies(busy: Window, role: Role) -> None:
    view = opened(busy, role)
    choose(busy, view, Dimension.SEX, Dimension.COUNTRY)
    QApplication.clipboard().clear()
    busy.press(hotkeys.COPY, name="breakdown_table")
    assert texts.HIDDEN in QApplication.clipboard().text()
    assert busy.prompts.said == [texts.COPIED]

    def last() -> tuple[str, str]:
        with busy.desk.base.begin() as work:
            row = work.connection.exec_driver_sql("SELECT action, fields FROM audit ORDER BY seq DESC LIMIT 1").one()
            return row[0], row[1]

    action, fields = busy.on_db(last)
    assert action == "report.export"
    assert "desglose_copia" in fields


def test_who_sees_totals_only_sees_no_small_cell(busy: Window) -> None:
    view = opened(busy, Role.CONSULTATION)
    choose(busy, view, Dimension.SEX, Dimension.COUNTRY)
    assert any(texts.HIDDEN in line for line in lines(view))
    assert texts.HIDDEN in view.notes.text()
