"""Historical figures typed, pasted and imported, by keyboard, on a real encrypted desk."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from casa_desktop.domain.access import Role
from casa_desktop.domain.indicators import Indicator, Rule
from casa_desktop.domain.periods import Month, Period
from casa_desktop.services import figures
from casa_desktop.services.figures import FigureQuery, FigureView, PublishedView
from casa_desktop.texts import ui_figures as texts
from casa_desktop.ui.figures.view import FiguresPart
from casa_desktop.ui.statistics.parts import FIGURES
from tests.ui.keys import press, type_text
from tests.ui.statistics.conftest import Window

YEAR = Period(Month(2018, 12), Month(2019, 11))
PERSONS = Indicator(Rule.PERSONS)
COUNCIL = Path(__file__).parents[3] / "resources" / "demo" / "informe_2019.csv"


def open_grid(window: Window, role: Role = Role.COORDINATION) -> FiguresPart:
    window.sit(role)
    window.go(FIGURES)
    view = window.whole.part_of(FiguresPart)
    window.type("first_month_edit", "dic 2018")
    window.press("Return", name="first_month_edit")
    assert view.months == YEAR
    view.focus_first()
    view.view.setCurrentIndex(view.model.index(0, 0))
    return view


def stored(window: Window) -> tuple[FigureView, ...]:
    runner = window.desk.runner(Role.COORDINATION)
    return window.on_db(lambda: runner.run(figures.list, FigureQuery(YEAR)).result)


def totals(window: Window) -> tuple[PublishedView, ...]:
    runner = window.desk.runner(Role.COORDINATION)
    return window.on_db(lambda: runner.run(figures.published, FigureQuery(YEAR)).result)


def type_cell(window: Window, text: str) -> None:
    """Typing opens the editor of the cell; Enter keeps it and goes down."""
    for letter in text:
        type_text(None, letter)
        QApplication.processEvents()
    press(None, "Return")
    window.settle()


def test_figures_are_typed_down_a_month_and_saved_with_their_source(window: Window) -> None:
    view = open_grid(window)
    for text in ("190", "190", "8", "17"):
        type_cell(window, text)
    window.press("Space")
    window.press("Ctrl+Return")
    assert stored(window) == ()
    assert view.source.hasFocus()
    window.type("source_edit", "Informe OFAI")
    window.press("Ctrl+Return")
    shown = [(figure.label, figure.value, figure.provisional, figure.source) for figure in stored(window)]
    assert shown == [
        ("PERSONAS", 190, True, "Informe OFAI"),
        ("ORIENTACION", 190, True, "Informe OFAI"),
        ("PSICOLOGIA", 8, True, "Informe OFAI"),
        ("REF", 17, True, "Informe OFAI"),
    ]
    assert not view.model.dirty


def test_a_block_from_a_spreadsheet_is_pasted(window: Window) -> None:
    view = open_grid(window)
    QApplication.clipboard().setText("1.372\t1.534\r\n898\t\r\n")
    window.press("Ctrl+V")
    assert view.model.numbers() == {
        (Month(2018, 12), PERSONS): 1372,
        (Month(2019, 1), PERSONS): 1534,
        (Month(2018, 12), Indicator(Rule.SERVICES, "ORI")): 898,
    }


def test_a_block_is_copied_as_plain_counts_and_written_down(window: Window) -> None:
    view = open_grid(window)
    QApplication.clipboard().setText("1.372\t1.534\r\ndoce\t\r\n")
    window.press("Ctrl+V")
    view.view.setCurrentIndex(view.model.index(0, 0))
    window.press("Ctrl+C", name="figures_grid")
    assert QApplication.clipboard().text() == "1372\n"
    assert window.exported() == [("2018-12..2019-11", "cifras_copia")]


def test_saving_takes_in_the_cell_that_is_being_typed(window: Window) -> None:
    view = open_grid(window)
    view.source.set_value("Libro")
    type_text(None, "7")
    QApplication.processEvents()
    type_text(None, "5")
    window.press("Ctrl+Return")
    assert [figure.value for figure in stored(window)] == [75]


def test_what_is_no_number_stays_and_is_not_saved(window: Window) -> None:
    view = open_grid(window)
    view.source.set_value("x")
    type_cell(window, "doce")
    window.press("Ctrl+Return")
    assert view.banner.text == texts.WRONG_CELLS
    assert stored(window) == ()


def test_equal_figures_are_pointed_out_while_they_are_typed(window: Window) -> None:
    view = open_grid(window)
    view.view.setCurrentIndex(view.model.index(1, 7))
    type_cell(window, "934")
    assert view.doubts.text() == texts.NO_DOUBTS
    view.view.setCurrentIndex(view.model.index(3, 7))
    type_cell(window, "934")
    assert view.doubts.text().startswith("Julio de 2019: ORIENTACION y REF tienen el mismo valor, 934.")


def test_a_published_total_stands_beside_its_months(window: Window) -> None:
    view = open_grid(window)
    view.source.set_value("Informe OFAI")
    view.view.setCurrentIndex(view.model.index(0, 12))
    type_cell(window, "10.388")
    window.press("Ctrl+Return")
    assert [(total.indicator, total.value) for total in totals(window)] == [(PERSONS, 10388)]


def test_an_emptied_cell_withdraws_the_figure(window: Window) -> None:
    view = open_grid(window)
    view.source.set_value("Libro")
    type_cell(window, "5")
    window.press("Ctrl+Return")
    assert len(stored(window)) == 1
    view.focus_first()
    view.view.setCurrentIndex(view.model.index(0, 0))
    window.press("Del")
    window.press("Ctrl+Return")
    assert stored(window) == ()


def test_typed_figures_are_not_lost_by_going_to_other_months(window: Window) -> None:
    view = open_grid(window)
    type_cell(window, "5")
    window.press("Alt+PgDown")
    assert view.months == YEAR
    assert window.prompts.said[-1] == texts.DISCARD_QUESTION
    window.prompts.answers = [True]
    window.press("Alt+PgDown")
    assert view.months == Period(Month(2019, 12), Month(2020, 11))


def test_typed_figures_come_back_after_the_lock(window: Window) -> None:
    open_grid(window)
    type_cell(window, "5")
    draft = window.whole.draft()
    assert draft is not None
    window.whole.close_down()
    window.whole.close()
    window.whole.deleteLater()
    window.sit(Role.COORDINATION)
    window.whole.restore(draft)
    window.settle()
    part = window.whole.part_of(FiguresPart)
    assert part.isVisible()
    assert part.months == YEAR
    assert part.model.numbers() == {(Month(2018, 12), PERSONS): 5}
    assert part.model.dirty


def test_a_file_is_looked_at_and_taken_in(window: Window) -> None:
    view = open_grid(window)
    window.prompts.answers = [COUNCIL]
    window.press("Ctrl+O")
    assert len(view.importing.list.rows()) == 48
    assert "ORIENTACION y REF tienen el mismo valor, 934" in view.importing.doubts.text()
    assert stored(window) == ()
    window.press("Ctrl+Return")
    assert stored(window) == ()
    window.type("import_source_edit", "Informe OFAI")
    window.press("Ctrl+Return")
    assert len(stored(window)) == 48
    assert view.model.numbers()[Month(2019, 7), PERSONS] == 946
    window.press("Esc")
    window.type("from_edit", "2018-12")
    window.type("to_edit", "2019-11")
    assert window.cells()["PERSONAS"][:3] == ["190", "84", "225"]
    assert window.cells()["PERSONAS"][12:] == ["10.668", "1.534–10.668"]


def test_labels_that_nobody_knows_are_asked_for(window: Window, tmp_path: Path) -> None:
    view = open_grid(window)
    file = tmp_path / "cifras.csv"
    file.write_text("mes;PERSONAS;VISITAS\n2019-01;84;140\n", encoding="utf-8")
    window.prompts.answers = [file]
    window.press("Ctrl+O")
    assert not view.importing.do_button.isEnabled()
    window.type("unknown_0_edit", "Atenciones")
    press(window.child("unknown_0_edit"), "Return")
    window.settle()
    assert view.importing.do_button.isEnabled()
    window.type("import_source_edit", "Libro")
    window.press("Ctrl+Return")
    assert [(figure.label, figure.indicator.id) for figure in stored(window)] == [
        ("PERSONAS", "PER-MES"),
        ("VISITAS", "VIS"),
    ]


def test_a_file_with_a_wrong_cell_says_where_and_changes_nothing(window: Window, tmp_path: Path) -> None:
    view = open_grid(window)
    file = tmp_path / "cifras.csv"
    file.write_text("mes;PERSONAS\n2019-01;ochenta\n", encoding="utf-8")
    window.prompts.answers = [file]
    window.press("Ctrl+O")
    assert "Línea 2" in view.importing.banner.text
    assert not view.importing.do_button.isEnabled()
    window.press("Esc", name="import_source_edit")
    assert view.view.isVisible()


def test_who_may_only_look_cannot_type(window: Window) -> None:
    view = open_grid(window, Role.CONSULTATION)
    type_text(view.view, "5")
    window.settle()
    assert not view.model.dirty
    assert not window.sees("save_figures_button")


def test_history_begins_with_the_months_of_the_page_until_something_is_typed(window: Window) -> None:
    view = open_grid(window)
    window.whole.period.set_period(Period(Month(2024, 1), Month(2024, 6)))
    window.go("table")
    window.go(FIGURES)
    assert view.months.first == Month(2024, 1)
    type_cell(window, "190")
    window.whole.period.set_period(Period(Month(2023, 1), Month(2023, 6)))
    window.whole.show_part("table")
    window.whole.show_part(FIGURES)
    assert view.months.first == Month(2024, 1), "what is typed belongs to its months"
