"""«Conciliación» by keyboard: paper beside records, the choice with its reason, what lies behind, and its page."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from casa_desktop.domain.access import Role
from casa_desktop.domain.indicators import Indicator, Rule
from casa_desktop.domain.periods import Month, Period
from casa_desktop.services import figures, months
from casa_desktop.services.figures import Figure, PublishTotal, SaveFigures
from casa_desktop.texts import papers
from casa_desktop.texts import ui_reconciling as texts
from casa_desktop.texts import ui_statistics as shared
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.reconciling.part import ReconcilingPart
from casa_desktop.ui.statistics.parts import FIGURES, RECONCILING
from casa_desktop.ui.theme import Theme
from tests.ui.looking import cut, unnamed, unreachable
from tests.ui.statistics.conftest import Window
from tests.ui.statistics.test_page import show_quarter

JANUARY = Month(2026, 1)
PERSONS = Indicator(Rule.PERSONS)
BOOK = "Libro de la mesa"


def keep_a_book(window: Window) -> None:
    """Paper that tells of January (five persons, two are recorded) and of December, and a total that does not tie."""

    def save() -> None:
        rows = (Figure(Month(2025, 12), PERSONS, 40, "PERSONAS"), Figure(JANUARY, PERSONS, 5, "PERSONAS", folio="7"))
        total = PublishTotal(Period(Month(2025, 12), JANUARY), PERSONS, 44, BOOK)
        window.desk.runner(Role.COORDINATION).run(figures.save, SaveFigures(rows, BOOK, (total,)))

    window.on_db(save)


def open_part(window: Window, role: Role = Role.COORDINATION) -> ReconcilingPart:
    keep_a_book(window)
    window.sit(role)
    show_quarter(window)
    window.go(RECONCILING)
    return window.whole.part_of(ReconcilingPart)


def lines(part: ReconcilingPart) -> list[tuple[str, ...]]:
    return [row.cells[:6] for row in part.table.rows()]


def audited(window: Window) -> list[str]:
    def read() -> list[str]:
        with window.desk.base.begin() as work:
            query = "SELECT fields FROM audit WHERE action = 'report.export'"
            return [fields for (fields,) in work.connection.exec_driver_sql(query)]

    return window.on_db(read)


def test_the_line_that_is_pointed_at_tells_where_each_number_comes_from(busy: Window) -> None:
    part = open_part(busy)
    assert part.table.hasFocus()
    assert lines(part)[0] == ("Ene 2026", "PERSONAS", "5", "2", "-3", "registros")
    assert part.summary.text() == (
        "1 cifra en papel; 1 también tiene registros, y 1 no coincide. 1 total publicado no cuadra."
    )
    assert "folio 7" in part.detail.text()
    assert "nadie ha elegido otra fuente" in part.detail.text()
    busy.press("Down")
    assert part.detail.text().startswith("Papel: sin cifra.")


def test_a_source_is_chosen_by_a_letter_and_a_reason(busy: Window) -> None:
    part = open_part(busy)
    busy.press("R")
    assert busy.prompts.said[-1] == texts.ALREADY
    busy.press("P")
    assert lines(part)[0][5] == "registros", "without a reason nothing changes"
    busy.prompts.answers = ["La planilla 7 no se pasó"]
    busy.press("P")
    assert lines(part)[0][5] == "papel"
    assert ": La planilla 7 no se pasó.\n" in part.detail.text()
    assert part.table.hasFocus()
    busy.press("Down", "P")
    assert busy.prompts.said[-1] == texts.NO_CHOICE


def test_every_choice_stays_in_sight_until_the_last_one_is_withdrawn(busy: Window) -> None:
    part = open_part(busy)
    busy.press(hotkeys.CANCEL)
    assert busy.prompts.said[-1] == texts.NOTHING_TO_WITHDRAW
    busy.prompts.answers = ["Libro revisado", "Ya se pasó la 7", "Falta la 8"]
    busy.press("P", "R", "P")
    assert not part._earlier.isHidden()
    told = part.earlier.text().splitlines()
    assert [line.partition(", Prueba de coordinacion: ")[2] for line in told] == [
        "registros. Ya se pasó la 7.",
        "papel. Libro revisado.",
    ]
    busy.press(hotkeys.CANCEL)
    assert lines(part)[0][5] == "papel", "without a reason nothing is withdrawn"
    busy.prompts.answers = ["Nos equivocamos"]
    busy.press(hotkeys.CANCEL)
    assert lines(part)[0][5] == "registros"
    assert "se retiró la última elección" in part.detail.text()
    told = part.earlier.text().splitlines()
    assert told[0].endswith(": se retiró. Nos equivocamos.")
    assert len(told) == 4
    busy.press("Down")
    assert part._earlier.isHidden()


def test_a_closed_month_says_that_it_must_be_reopened_first(busy: Window) -> None:
    part = open_part(busy)
    busy.on_db(lambda: busy.desk.runner(Role.COORDINATION).run(months.close, months.CloseMonth(JANUARY)))
    part.refresh()
    busy.settle()
    busy.press("P")
    assert busy.prompts.said[-1] == texts.CLOSED


def test_enter_opens_the_records_even_of_what_prints_paper(busy: Window) -> None:
    part = open_part(busy)
    busy.prompts.answers = ["La planilla 7 no se pasó"]
    busy.press("P", "Return")
    shown = {row.cells[0] for row in part.panel.list.rows() if row.cells[0]}
    assert shown == {"P-000001 · María G. P.", "P-000002 · José R. P."}
    busy.press("Esc")
    assert not part.panel.isVisible()
    assert part.table.hasFocus()
    busy.type("from_edit", "2025-12")
    busy.press("Home", "Return", name="reconciling_table")
    assert busy.prompts.said[-1] == texts.NO_RECORDS


def test_the_lines_are_sifted_and_the_totals_have_their_own_view(busy: Window) -> None:
    part = open_part(busy)
    assert len(lines(part)) > 1
    part.shown.set_value("distintas")
    assert [line[:2] for line in lines(part)] == [("Ene 2026", "PERSONAS")]
    part.shown.set_value("totales")
    first = part.totals.rows()[0].cells
    assert first[:5] == ("PERSONAS", "Dic 2025 – Ene 2026", "44", "42", "+2")
    assert "se publicó 44 y los meses suman 42" in part.odd.text()
    busy.press("R", name="totals_table")
    assert busy.prompts.said == [], "no line is pointed at here"


def test_without_paper_it_says_what_will_be_here(busy: Window) -> None:
    busy.sit(Role.COORDINATION)
    busy.go(RECONCILING)
    part = busy.whole.part_of(ReconcilingPart)
    assert part._empty.isVisible()
    assert not part.shown.isVisible()
    busy.press(hotkeys.EDIT, name="write_button")
    assert busy.whole.part(FIGURES).isVisible()


def test_its_page_is_looked_at_saved_and_written_down(busy: Window, tmp_path: Path) -> None:
    part = open_part(busy)
    busy.press(hotkeys.PAPER)
    assert part.preview is not None
    assert part.preview.pages == 1
    assert audited(busy) == []
    path = tmp_path / "hoja.pdf"
    busy.prompts.answers = [path]
    busy.press(hotkeys.SAVE_FILE)
    said = "\n".join(page.extract_text() for page in PdfReader(BytesIO(path.read_bytes())).pages)
    assert all(word in said for word in (BOOK, *papers.SIGNATURES))
    busy.press("Esc")
    for ending in ("csv", "xlsx"):
        busy.prompts.answers = [tmp_path / f"hoja.{ending}"]
        busy.press(hotkeys.SAVE_FILE)
        assert (tmp_path / f"hoja.{ending}").stat().st_size > 500
    assert audited(busy) == ["conciliacion_pdf", "conciliacion_csv", "conciliacion_xlsx"]


def test_who_only_looks_chooses_nothing_and_sees_no_records(busy: Window) -> None:
    part = open_part(busy, Role.CONSULTATION)
    assert not busy.sees("records_button")
    assert not busy.sees("withdraw_button")
    busy.press("P", hotkeys.CANCEL)
    assert lines(part)[0][5] == "registros"
    busy.press("Return")
    assert busy.prompts.said == [shared.FORBIDDEN_CELL]


def test_reception_has_no_such_part(busy: Window) -> None:
    busy.sit(Role.RECEPTION)
    assert RECONCILING not in busy.whole.part_ids()


@pytest.mark.parametrize("scale", [100, 200])
def test_it_can_be_read_heard_and_reached(busy: Window, theme: Theme, scale: int) -> None:
    theme.apply("light", scale)
    try:
        part = open_part(busy)
        for view in ("todo", "totales"):
            part.shown.set_value(view)
            area = widgets.scrolled(busy.whole, sideways=True)
            area.resize(1366 - 220, 768 - 57 - 34)
            area.show()
            busy.settle()
            assert [*unnamed(busy.whole), *unreachable(busy.whole), *cut(busy.whole)] == [], (scale, view)
            busy.whole.setParent(None)
            area.deleteLater()
            busy.settle()
    finally:
        theme.apply("light", 100)


def test_where_both_have_no_room_the_records_stand_in_place_of_the_list(busy: Window) -> None:
    part = open_part(busy)
    busy.press("Return")
    assert (part.panel.isVisible(), part.table.isVisible()) == (True, True)
    busy.whole.resize(860, 690)
    busy.settle()
    assert (part.panel.isVisible(), part.table.isVisible()) == (True, False)
    busy.press("Esc")
    assert part.table.hasFocus()
