"""Every number of a project, of all of them, of the week and of the month opens the records that it counts, by keys."""

from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from casa_desktop.domain.access import Role
from casa_desktop.domain.cells import CellOrigin, Spot
from casa_desktop.domain.indicators import Indicator, Rule
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.report import Report
from casa_desktop.texts import projects as words
from casa_desktop.texts import reports, ui_statistics
from casa_desktop.texts import summaries as telling
from casa_desktop.ui import hotkeys
from casa_desktop.ui.projects.page import ALL, MONTH, WEEK, ProjectsPart
from casa_desktop.ui.report_view import ReportTable, ReportView
from tests.ui.looking import cut, unnamed
from tests.ui.projects.test_projects import cicr, key_of, opened, show
from tests.ui.statistics.conftest import Window, busy, window

__all__ = ["busy", "cicr", "window"]


def ask(desk: Window, part: ProjectsPart, table: int, spot: Spot) -> None:
    """The cursor on a cell, and Enter."""
    assert part.view.focus_place((table, spot))
    desk.press("Return")


def listed(part: ProjectsPart) -> list[tuple[str, str]]:
    return [(row.cells[0].partition(" · ")[2], row.cells[1]) for row in part.body.cell_panel.list.rows()]


def spot_of(table: ReportTable, line: str, column: int = -1) -> Spot:
    names = [cells[0] for cells in table.section.lines]
    return names.index(line), column % len(table.section.heads)


def test_a_figure_of_a_project_opens_and_esc_comes_back_to_it(cicr: Window) -> None:
    part = opened(cicr)
    show(cicr, part, key_of(part, "Mesa 2026"))
    part.list.setFocus()
    cicr.press(hotkeys.OTHER_SIDE)
    table = part.view.tables[0]
    assert table.hasFocus()
    assert table.currentIndex().column() == 1
    cicr.press("Down")
    cicr.press("Return")
    panel = part.body.cell_panel
    assert panel.isVisible()
    assert panel.heading.text().startswith(f"{words.BY_MONTH} · {words.NEW} · 3–31 ene 2026*")
    assert panel.list.hasFocus()
    assert not part.list.isVisible()
    cicr.press(hotkeys.OTHER_SIDE)
    assert table.hasFocus()
    cicr.press("Esc")
    assert (panel.isVisible(), part.list.isVisible()) == (False, True)
    assert table.hasFocus()
    assert (table.currentIndex().row(), table.currentIndex().column()) == (1, 1)
    cicr.press(hotkeys.OTHER_SIDE)
    assert part.list.hasFocus()
    cicr.press(hotkeys.OTHER_SIDE)
    cicr.press("Esc")
    assert part.list.hasFocus(), "out of the figures first, and of the part with the next"
    assert part.isVisible()


def test_what_is_listed_is_what_is_printed(cicr: Window) -> None:
    part = opened(cicr)
    show(cicr, part, key_of(part, "Mesa 2026"))
    table = part.view.tables[0]
    ask(cicr, part, 0, spot_of(table, words.PERSONS))
    assert table.section.lines[0][-1] == 3
    assert part.body.cell_panel.said.text().startswith("4 servicios a 3 personas. Suma mensual 4")
    assert len({name for name, _ in listed(part) if name}) == 2, "and one of psychology, who is not hers to see"


def test_a_large_figure_is_a_button_of_its_own(cicr: Window) -> None:
    part = opened(cicr)
    show(cicr, part, key_of(part, "Mesa 2026"))
    assert part.view.focus_place(2)
    cicr.press("Return")
    assert part.body.cell_panel.heading.text().startswith(f"{words.SERVICES} · ")
    cicr.press("Esc")
    button = cicr.whole.focusWidget()
    assert button is not None
    assert button.accessibleName().startswith(f"{words.SERVICES}: ")


def test_another_report_leaves_what_was_opened_of_the_one_before(cicr: Window) -> None:
    part = opened(cicr)
    show(cicr, part, key_of(part, "Mesa 2026"))
    ask(cicr, part, 0, (0, 1))
    show(cicr, part, ALL)
    assert not part.body.cell_panel.isVisible()
    assert part.list.isVisible()
    ask(cicr, part, 0, (0, 2))
    assert part.body.cell_panel.heading.text().startswith("Proyectos · Contacto 2026 · ")


def test_what_counts_no_records_says_so(busy: Window) -> None:
    part = opened(busy)
    show(busy, part, WEEK)
    ask(busy, part, 0, (0, 3))
    assert busy.prompts.said[-1] == reports.NO_ORIGIN
    ask(busy, part, len(part.view.tables) - 1, (0, 1))
    assert "Ayudas e inventario" in busy.prompts.said[-1]
    assert not part.body.cell_panel.isVisible()
    busy.type("week_edit", "4/2/2026")
    busy.press("Tab")
    ask(busy, part, 0, spot_of(part.view.tables[0], telling.PERSONS, 1))
    assert len({name for name, _ in listed(part) if name}) == 1, "and the one of psychology is not hers to see"


def test_the_month_in_words_opens_its_rows_and_its_crosses(busy: Window) -> None:
    part = opened(busy)
    show(busy, part, MONTH)
    busy.whole.period.set_period(Period(Month(2026, 2), Month(2026, 2)))
    busy.settle()
    ask(busy, part, 0, (0, 1))
    assert "personas" in part.body.cell_panel.said.text()
    busy.press("Esc")
    ages = next(at for at, each in enumerate(part.view.tables) if each.section.title.startswith(words.PERSONS))
    last = len(part.view.tables[ages].section.lines) - 1
    ask(busy, part, ages, (last, 1))
    assert part.body.cell_panel.isVisible()
    busy.press(hotkeys.EARLIER)
    assert not part.body.cell_panel.isVisible(), "of another month"


def test_the_list_of_a_figure_is_saved_under_a_name_that_names_nobody(cicr: Window, tmp_path: Path) -> None:
    part = opened(cicr)
    show(cicr, part, key_of(part, "Mesa 2026"))
    ask(cicr, part, 0, (0, 1))
    target = tmp_path / "lista.xlsx"
    cicr.prompts.answers.append(target)
    cicr.press(hotkeys.OTHER_PAPER)
    cicr.settle()
    rows = CalamineWorkbook.from_path(str(target)).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "Código"
    assert len([row for row in rows if str(row[0]).startswith("P-")]) == len(listed(part))


def test_who_sees_totals_only_is_told_so(cicr: Window) -> None:
    part = opened(cicr, Role.CONSULTATION)
    show(cicr, part, key_of(part, "Mesa 2026"))
    ask(cicr, part, 2, (0, 1))
    assert cicr.prompts.said[-1] == ui_statistics.FORBIDDEN_CELL
    assert part.view.focus_place(0)
    cicr.press("Return")
    assert cicr.prompts.said[-1] == ui_statistics.FORBIDDEN_CELL
    assert not part.body.cell_panel.isVisible()


def test_everything_is_named_and_nothing_is_cut(cicr: Window) -> None:
    part = opened(cicr)
    show(cicr, part, key_of(part, "Mesa 2026"))
    assert all(table.verticalScrollBar().maximum() == 0 for table in part.view.tables), "a line is hidden"
    ask(cicr, part, 0, (0, 1))
    assert unnamed(part) == []
    assert cut(part) == []


def test_where_both_have_no_room_the_records_stand_in_place_of_the_report(cicr: Window) -> None:
    part = opened(cicr)
    show(cicr, part, key_of(part, "Mesa 2026"))
    cicr.whole.resize(1500, 690)
    cicr.settle()
    ask(cicr, part, 0, (0, 1))
    panel = part.body.cell_panel
    assert (panel.isVisible(), part.view.isVisible(), part.list.isVisible()) == (True, True, True)
    cicr.press(hotkeys.OTHER_SIDE)
    assert part.view.tables[0].hasFocus()
    cicr.press(hotkeys.OTHER_SIDE)
    assert panel.list.hasFocus()
    cicr.whole.resize(860, 690)
    cicr.settle()
    assert (panel.isVisible(), part.view.isVisible()) == (True, False)
    cicr.press("Esc")
    assert part.view.tables[0].hasFocus()
    assert part.list.isVisible()


def test_the_cursor_stays_in_sight_in_a_table_that_is_taller_than_the_room(cicr: Window) -> None:
    part = opened(cicr)
    cicr.whole.resize(1366, 560)
    show(cicr, part, WEEK)
    part.list.setFocus()
    cicr.press(hotkeys.OTHER_SIDE)
    table = part.view.tables[0]

    def in_sight() -> bool:
        return table.visibleRegion().contains(table.visualRect(table.currentIndex()).center())

    for _ in table.section.lines[1:]:
        assert in_sight()
        cicr.press("Down")
    assert table.currentIndex().row() == len(table.section.lines) - 1
    assert in_sight()


def test_who_types_other_days_beside_the_records_goes_on_typing(cicr: Window) -> None:
    part = opened(cicr)
    show(cicr, part, key_of(part, "Mesa 2026"))
    part.span.which.set_value("days")
    cicr.settle()
    ask(cicr, part, 0, (0, 1))
    cicr.type("span_from_edit", "1/2/2026")
    cicr.press("Tab")
    assert not part.body.cell_panel.isVisible(), "of other days"
    assert part.span.last.hasFocus()


def test_a_large_figure_is_found_again_where_another_has_no_records(qtbot: QtBot) -> None:
    view = ReportView(QWidget())
    qtbot.addWidget(view)
    second = Month(2026, 1)
    behind = {1: CellOrigin(Indicator(Rule.PERSONS), Period(second, second))}
    for value in (1, 2):  # the second time beside the buttons of the first, which are not gone yet
        view.show_report(Report("A", "B", facts=(("Uno", 7), ("Dos", value)), behind_facts=behind))
    view.show()
    assert not view.focus_place(0)
    assert view.focus_place(1)
    button = view.focusWidget()
    assert button is not None
    assert button.accessibleName() == reports.fact_said("Dos", "2")


def test_home_and_end_keep_the_column_of_the_cell(cicr: Window) -> None:
    part = opened(cicr)
    show(cicr, part, WEEK)
    assert part.view.focus_place((0, (1, 2)))
    table, last = part.view.tables[0], len(part.view.tables[0].section.lines) - 1
    for key, line in (("End", last), ("Home", 0)):
        cicr.press(key)
        assert (table.currentIndex().row(), table.currentIndex().column()) == (line, 2)
