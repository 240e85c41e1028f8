"""A number is taken apart by keys, filtered, looked behind, kept as a view, and leaves with its small cells hidden."""

import csv
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication

from casa_desktop.domain.access import Role
from casa_desktop.domain.counted import Dimension
from casa_desktop.domain.definitions import Named
from casa_desktop.domain.ids import new_id
from casa_desktop.services import bands, catalogs
from casa_desktop.services.bands import SaveBands
from casa_desktop.services.catalogs import CatalogQuery, SaveServiceType
from casa_desktop.texts import breakdowns as words
from casa_desktop.texts import ui_breakdowns as texts
from casa_desktop.texts.ui_statistics import FORBIDDEN_CELL
from casa_desktop.ui import hotkeys
from casa_desktop.ui.breakdowns.part import BreakdownPart
from tests.ui.statistics.conftest import Window
from tests.ui.statistics.test_page import show_quarter


def opened(window: Window, role: Role = Role.COORDINATION) -> BreakdownPart:
    window.sit(role)
    show_quarter(window)
    window.press(hotkeys.APART)
    return window.whole.part_of(BreakdownPart)


def lines(part: BreakdownPart) -> list[tuple[str, ...]]:
    sheet = part.table.cells.sheet
    assert sheet is not None
    return [(line.name, *map(words.shown, line.values)) for line in sheet.lines]


def choose(window: Window, part: BreakdownPart, rows: Dimension, columns: Dimension | None) -> None:
    part.asked.rows.set_value(str(rows))
    part.asked.columns.set_value(str(columns) if columns else "")
    window.settle()


def crossed(window: Window, role: Role = Role.COORDINATION) -> BreakdownPart:
    """Services by month, few in each."""
    part = opened(window, role)
    choose(window, part, Dimension.SERVICE, Dimension.MONTH)
    return part


def point(window: Window, part: BreakdownPart, row: int, column: int) -> None:
    part.table.setFocus()
    part.table.setCurrentIndex(part.table.cells.index(row, column))
    window.settle()


def test_the_people_of_the_period_by_age_and_sex_at_once(busy: Window) -> None:
    part = opened(busy)
    assert part.asked.what.hasFocus()
    assert lines(part)[-1][-1] == "3", "the persons of the table, each once"
    assert [line[0] for line in lines(part)][-2:] == [words.UNKNOWN, words.TOTAL]
    busy.press("Esc")
    assert busy.page.view.hasFocus()


def test_another_row_counts_again_and_says_who_stands_in_two(busy: Window) -> None:
    part = opened(busy)
    choose(busy, part, Dimension.SERVICE, None)
    assert {line[0]: line[-1] for line in lines(part)}["Orientación"] == "2"
    assert "no las sume" in part.notes.text()
    choose(busy, part, Dimension.SERVICE, Dimension.SERVICE)
    assert part.banner.text == texts.SAME
    choose(busy, part, Dimension.SERVICE, Dimension.SEX)
    assert part.banner.text == ""


def test_enter_opens_who_stands_behind_a_cell_and_esc_leads_back(busy: Window) -> None:
    part = opened(busy)
    choose(busy, part, Dimension.SERVICE, None)
    point(busy, part, 0, 0)
    assert lines(part)[0] == ("Orientación", "2")
    busy.press("Return")
    assert part.cell_panel.heading.text() == "PERSONAS · Orientación · Ene 2026 – Mar 2026"
    told = [row.cells[0].partition(" · ")[2] for row in part.cell_panel.list.rows()]
    assert [name for name in told if name] == ["María G. P.", "José R. P."]
    busy.press("Esc")
    assert part.table.hasFocus()
    busy.press("Esc")
    assert busy.page.view.hasFocus()


def test_a_total_opens_everybody_and_what_is_sealed_is_told_by_its_number(busy: Window) -> None:
    part = opened(busy)
    choose(busy, part, Dimension.SERVICE, Dimension.SEX)
    sheet = part.table.cells.sheet
    assert sheet is not None
    point(busy, part, len(sheet.lines) - 1, len(sheet.heads) - 2)
    busy.press("Return")
    assert part.cell_panel.heading.text() == "PERSONAS · Ene 2026 – Mar 2026"
    assert "1 servicio reservado" in part.cell_panel.reserved.text()


def test_who_sees_totals_only_opens_nothing(busy: Window) -> None:
    part = opened(busy, Role.CONSULTATION)
    point(busy, part, 0, 0)
    busy.press("Return")
    assert busy.prompts.said == [FORBIDDEN_CELL]


def test_a_view_is_kept_shown_again_renamed_and_its_removal_undone(busy: Window) -> None:
    part = opened(busy)
    choose(busy, part, Dimension.SERVICE, Dimension.SEX)
    busy.press(hotkeys.OPEN)
    busy.prompts.answers = ["Por servicio"]
    busy.press(hotkeys.NEW)
    assert part.view_label.text() == "Vista: Por servicio"
    choose(busy, part, Dimension.AGE, None)
    assert part.view_label.text() == "Vista: Por servicio (cambiada)"
    busy.press("Return", name="views_list")
    assert (part.asked.rows.value(), part.asked.columns.value()) == (str(Dimension.SERVICE), str(Dimension.SEX))
    choose(busy, part, Dimension.SERVICE, Dimension.COUNTRY)
    busy.press(hotkeys.SAVE, name="views_list")
    assert part.view_label.text() == "Vista: Por servicio"
    busy.prompts.answers = ["Servicios"]
    busy.press(hotkeys.EDIT, name="views_list")
    assert [row.cells for row in part.views_panel.list.rows()] == [("Servicios", texts.PAGE_DAYS)]
    assert part.views_panel.told.text() == "PERSONAS por servicio y país"
    busy.press(hotkeys.CANCEL, name="views_list")
    assert part.views_panel.list.rows() == ()
    assert busy.prompts.said[-1] == texts.VIEW_REMOVED
    assert busy.prompts.undo is not None
    busy.prompts.undo()
    busy.settle()
    assert [row.cells for row in part.views_panel.list.rows()] == [("Servicios", texts.PAGE_DAYS)]


def test_what_is_shown_is_saved_although_its_view_was_renamed_or_removed(busy: Window) -> None:
    part = opened(busy)
    choose(busy, part, Dimension.SERVICE, Dimension.SEX)
    busy.press(hotkeys.OPEN)
    busy.prompts.answers = ["Por servicio", "Servicios"]
    busy.press(hotkeys.NEW)
    choose(busy, part, Dimension.SERVICE, Dimension.COUNTRY)
    busy.press(hotkeys.EDIT, name="views_list")
    assert part.view_label.text() == "Vista: Servicios (cambiada)", "what was changed on the glass stays there"
    busy.press(hotkeys.SAVE, name="views_list")
    assert (part.view_label.text(), part.views_panel.problem.text()) == ("Vista: Servicios", "")
    assert part.views_panel.told.text() == "PERSONAS por servicio y país"
    busy.press(hotkeys.CANCEL, name="views_list")
    assert part.view_label.text() == ""
    busy.prompts.answers = ["Otra"]
    part.views_panel.save()
    busy.settle()
    assert (part.view_label.text(), part.views_panel.problem.text()) == ("Vista: Otra", "")


def test_another_view_that_is_renamed_is_not_the_one_that_is_shown(busy: Window) -> None:
    part = opened(busy)
    busy.press(hotkeys.OPEN)
    busy.prompts.answers = ["Por edad", "Por sexo", "Edades"]
    busy.press(hotkeys.NEW)
    busy.press(hotkeys.NEW)
    part.views_panel.list.select(next(r.key for r in part.views_panel.list.rows() if r.cells[0] == "Por edad"))
    busy.press(hotkeys.EDIT, name="views_list")
    assert part.view_label.text() == "Vista: Por sexo"


def test_a_set_of_bands_that_was_removed_can_be_written_again(busy: Window) -> None:
    part = opened(busy)
    busy.press(hotkeys.NEW_OTHER)
    busy.type("set_name_edit", "Escuela")
    busy.type("set_starts_edit", "5, 18")
    busy.press("Return")
    busy.press(hotkeys.CANCEL, name="sets_list")
    assert part.bands_panel.name.value() == ""
    busy.type("set_name_edit", "Escuela")
    busy.type("set_starts_edit", "5, 18")
    busy.press("Return")
    assert part.bands_panel.problem.text() == ""
    assert [row.cells[0] for row in part.bands_panel.list.rows()] == ["Escuela"]


def test_what_was_renamed_in_a_list_is_called_so_at_once(busy: Window) -> None:
    part = opened(busy)
    choose(busy, part, Dimension.SERVICE, None)

    def rename() -> None:
        runner = busy.desk.runner(Role.COORDINATION)
        kind = next(k for k in runner.run(catalogs.lists, CatalogQuery()).result.service_types if k.code == "ORI")
        runner.run(catalogs.save_service_type, SaveServiceType(replace(kind, name="Orientación legal")))

    busy.on_db(rename)
    part.changed(frozenset())
    busy.settle()
    assert lines(part)[0][0] == "Orientación legal"


def test_two_views_have_two_names_and_the_panel_says_so(busy: Window) -> None:
    part = opened(busy)
    busy.press(hotkeys.OPEN)
    busy.prompts.answers = ["Por edad", "por EDAD"]
    busy.press(hotkeys.NEW)
    busy.press(hotkeys.NEW)
    assert "Ya existe otro igual" in part.views_panel.problem.text()
    assert len(part.views_panel.list.rows()) == 1


def test_reception_shows_views_and_keeps_none(busy: Window) -> None:
    opened(busy, Role.RECEPTION)
    busy.press(hotkeys.OPEN)
    assert busy.sees("views_none")
    assert not busy.sees("new_view_button")


def test_who_makes_no_bands_is_offered_those_of_the_desk_and_nothing_where_there_are_none(busy: Window) -> None:
    part = opened(busy, Role.RECEPTION)
    assert not busy.sees("sets_button")
    busy.press(hotkeys.NEW_OTHER)
    assert not busy.sees("bands_panel")
    runner = busy.desk.runner(Role.COORDINATION)
    busy.on_db(lambda: runner.run(bands.save_bands, SaveBands(Named(new_id(), "Escuela"), (0, 5, 18))))
    part.refresh()
    busy.settle()
    busy.press(hotkeys.NEW_OTHER)
    assert busy.sees("bands_panel")
    assert part.bands_panel.list.hasFocus()


def test_bands_of_the_desk_are_made_used_and_offered_beside_the_others(busy: Window) -> None:
    part = opened(busy)
    busy.press(hotkeys.NEW_OTHER)
    busy.type("set_name_edit", "Escuela")
    busy.press("Return")
    busy.type("set_starts_edit", "18; cinco")
    busy.press("Return")
    assert "primera edad" in busy.child("starts_field").problem_text
    busy.type("set_starts_edit", "18, 5")
    busy.press("Return")
    assert part.asked.bands.currentText() == "Escuela"
    assert [row.cells for row in part.bands_panel.list.rows()] == [("Escuela", "0–4, 5–17, 18 o más")]
    busy.press(hotkeys.CANCEL, name="sets_list")
    assert part.asked.bands.currentText() == "0–4, 5–17, 18 o más", "what is shown keeps its bands without a name"


def test_what_is_copied_is_a_table_of_plain_figures(busy: Window) -> None:
    part = opened(busy)
    choose(busy, part, Dimension.SERVICE, None)
    busy.press(hotkeys.COPY, name="breakdown_table")
    rows = list(csv.reader(StringIO(QApplication.clipboard().text()), delimiter="\t"))
    assert rows[:2] == [["Servicio", "Total"], ["Orientación", "2"]]
    assert busy.prompts.said == [texts.COPIED]


def test_what_leaves_the_window_hides_small_cells(busy: Window, tmp_path: Path) -> None:
    part = crossed(busy)
    assert any("2" in line for line in lines(part)), "on the screen of who may see the records they stand"
    busy.press(hotkeys.COPY, name="breakdown_table")
    assert words.HIDDEN in QApplication.clipboard().text()
    target = tmp_path / "desglose.csv"
    busy.prompts.answers = [target]
    busy.press(hotkeys.SAVE_FILE)
    written = target.read_text(encoding="utf-8-sig")
    assert words.HIDDEN in written
    assert words.UNKNOWN in written


def test_a_list_is_whole_until_a_filter_crosses_it(busy: Window) -> None:
    part = opened(busy)
    choose(busy, part, Dimension.SERVICE, None)
    busy.press(hotkeys.COPY, name="breakdown_table")
    assert words.HIDDEN not in QApplication.clipboard().text()
    busy.press(hotkeys.FILTER)
    part.filters_panel.by.set_value(str(Dimension.MONTH))
    busy.settle()
    busy.press("Space", name="values_list")
    busy.press("Esc")
    busy.press(hotkeys.COPY, name="breakdown_table")
    assert words.HIDDEN in QApplication.clipboard().text()
    assert "no entregue juntos" in QApplication.clipboard().text()


@pytest.mark.parametrize("ending", ["pdf", "xlsx"])
def test_it_is_saved_in_the_form_of_its_name(busy: Window, tmp_path: Path, ending: str) -> None:
    crossed(busy)
    target = tmp_path / f"desglose.{ending}"
    busy.prompts.answers = [target]
    busy.press(hotkeys.SAVE_FILE)
    assert busy.prompts.said[-1] == texts.SAVED
    if ending == "pdf":
        text = PdfReader(BytesIO(target.read_bytes())).pages[0].extract_text()
        assert "PERSONAS" in text
        assert "Orientación" in text


def test_the_paper_is_looked_at_first_and_esc_leads_back(busy: Window) -> None:
    part = crossed(busy)
    busy.press(hotkeys.PAPER)
    assert part.preview is not None
    assert part.preview.pages == 1
    busy.press("Esc")
    assert part.table.hasFocus()


@pytest.mark.parametrize("role", [Role.COORDINATION, Role.RECEPTION])
def test_what_is_copied_leaves_an_entry_whoever_copies(busy: Window, role: Role) -> None:
    crossed(busy, role)
    busy.press(hotkeys.COPY, name="breakdown_table")
    assert words.HIDDEN in QApplication.clipboard().text()

    assert busy.exported() == [("PER-MES:2026-01-01..2026-03-31", "desglose_copia,service,month")]


def test_the_entry_says_which_breakdown_left_by_what_it_was_filtered_and_never_to_what(
    busy: Window, tmp_path: Path
) -> None:
    part = opened(busy)
    choose(busy, part, Dimension.SEX, None)
    request = part._view
    part.show_view(
        replace(
            request,
            filters={Dimension.FUNDER: frozenset({"CICR"}), Dimension.SERVICE: frozenset({"ORI"})},
            days=(date(2026, 1, 3), date(2026, 2, 3)),
        )
    )
    busy.settle()
    busy.prompts.answers = [tmp_path / "desglose para Gil.xlsx"]
    busy.press(hotkeys.SAVE_FILE)
    left = ("PER-MES:2026-01-03..2026-02-03", "desglose_xlsx,sex,filter:funder,filter:service")
    assert busy.exported() == [left]


def test_who_sees_totals_only_sees_no_small_cell(busy: Window) -> None:
    part = crossed(busy, Role.CONSULTATION)
    assert any(words.HIDDEN in line for line in lines(part))
    assert words.HIDDEN in part.notes.text()


def test_the_counter_is_offered_nothing_of_the_room_and_told_that_it_is_left_out(busy: Window) -> None:
    part = opened(busy, Role.RECEPTION)
    offered = [part.asked.what.itemData(at) for at in range(part.asked.what.count())]
    assert "SRV-ORI" in offered
    assert not [value for value in offered if value.endswith(("-PRO", "-PSI"))]
    choose(busy, part, Dimension.SERVICE, Dimension.SEX)
    assert "Sin lo que se atiende en reserva o en psicología" in part.notes.text()
    part = opened(busy, Role.CONSULTATION)
    choose(busy, part, Dimension.SERVICE, Dimension.SEX)
    assert "no se muestra por servicio" in part.notes.text()
    part = opened(busy)
    assert part.asked.what.findData("SRV-PRO") >= 0


def test_another_period_counts_again_and_keeps_what_was_chosen(busy: Window) -> None:
    part = opened(busy)
    choose(busy, part, Dimension.SERVICE, None)
    busy.type("from_edit", "2026-02")
    assert lines(part)[-1] == (words.TOTAL, "2")
    assert part.heading.text() == "PERSONAS por servicio · Feb 2026 – Mar 2026"


def test_what_is_shown_is_gone_when_the_page_is_put_away(busy: Window) -> None:
    part = opened(busy)
    busy.whole.close_down()
    assert (part.table.cells.rowCount(), part.heading.text(), part.notes.text()) == (0, "", "")
