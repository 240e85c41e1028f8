"""Slips in few keys, a register that keeps quiet, a channel that is always in sight."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from casa_desktop.domain.access import Role
from casa_desktop.domain.periods import Month
from casa_desktop.services import months, petitions
from casa_desktop.services.months import CloseMonth
from casa_desktop.services.petitions import RegisterQuery
from casa_desktop.texts import ui_kept, ui_petitions, ui_surveys
from casa_desktop.texts.ui_statistics import FORBIDDEN_CELL
from casa_desktop.ui.report_view import ReportTable
from casa_desktop.ui.surveys.page import CHANNEL, REGISTER, SURVEY
from casa_desktop.ui.theme import Theme
from tests.services.desk import TODAY
from tests.ui.keys import press
from tests.ui.looking import cut
from tests.ui.surveys.conftest import Seat


def test_twenty_five_slips_take_seven_keys(seat: Seat) -> None:
    seat.sit()
    for keys in ("22", "2", "1"):
        seat.type(keys)
        seat.press("Return" if keys != "1" else "Ctrl+Return")

    assert seat.report().counts == (22, 2, 1)
    assert ui_surveys.saved(25) in seat.prompts.said
    assert "n = 25" in seat.reads(), "the report beside it follows"
    assert seat.prompts.undo is not None
    seat.prompts.undo()
    seat.settle()
    assert seat.report().n == 0


def test_letters_and_signs_count_slips_while_they_are_turned_over(seat: Seat) -> None:
    seat.sit()
    seat.type("eeespe")
    seat.type("+")
    seat.type("-")
    seat.press("Ctrl+Return")

    assert seat.report().counts == (4, 1, 1)


def test_reasons_are_part_of_the_answers_never_more(seat: Seat) -> None:
    seat.sit()
    seat.type("10", "EXCELENTE_edit")
    seat.type("3", "POR_MEJORAR_edit")
    seat.press("Ctrl+M")
    seat.type("4")
    seat.press("Ctrl+Return")
    assert seat.report().n == 0, "four of three"

    seat.type("2", "why_ESPERA_edit")
    seat.press("Ctrl+Return")
    assert seat.report().counts == (10, 0, 3)
    assert seat.report().reasons == (("ESPERA", "Mucha espera", 2),)


def test_a_tally_is_corrected_by_typing_it_again(seat: Seat) -> None:
    page = seat.sit()
    seat.type("5")
    seat.press("Ctrl+Return")

    page.tally.table.setFocus()
    seat.press("Ctrl+E", "Ctrl+A")
    seat.type("6")
    seat.press("Ctrl+Return")

    assert seat.report().counts == (6, 0, 0)
    assert len(page.tally.table.rows()) == 1


def test_a_closed_month_asks_for_its_reason_in_the_form(seat: Seat) -> None:
    seat.sit()
    seat.type("5")
    seat.type("10/02/2026", "date_edit")
    seat.press("Ctrl+Return")
    seat.behind(Role.COORDINATION, months.close, CloseMonth(Month(2026, 2)))

    seat.type("3", "EXCELENTE_edit")
    assert not any(each.isVisible() for each in seat.page.findChildren(QWidget, "reason_edit"))
    seat.type("11/02/2026", "date_edit")
    seat.press("Return", "Return")
    assert seat.child("reason_edit").hasFocus(), "below the date and the planilla"
    seat.type("Aparecieron después")
    seat.press("Ctrl+Return")

    assert seat.prompts.said[-1] == ui_surveys.saved(3)


def test_percents_on_screen_and_in_the_file_are_the_same(seat: Seat, tmp_path: Path) -> None:
    page = seat.sit(Role.COORDINATION)
    seat.type("1")
    seat.press("Return")
    seat.type("1")
    seat.press("Return")
    seat.type("1")
    seat.press("Ctrl+Return")
    target = tmp_path / "encuesta.csv"
    seat.prompts.answers.append(target)
    page.report.save()
    seat.settle()
    seat.settle()

    rows = list(csv.reader(StringIO(target.read_text(encoding="utf-8-sig")), delimiter=";"))
    whole, by_month = [row for row in rows if row and row[0] == ui_surveys.TOTAL]
    assert whole[1:] == ["3", "100"]
    assert [int(by_month[at]) for at in (2, 4, 6)] == [34, 33, 33]
    assert all(f"{share} %" in seat.reads() for share in (34, 33))


def test_the_figure_of_2019_is_proposed_and_shown_with_its_mark(seat: Seat) -> None:
    page = seat.sit(Role.COORDINATION)
    seat.press("Ctrl+H")
    seat.press("Ctrl+Return")

    assert "92 %" in seat.reads()
    assert ui_surveys.N_UNKNOWN in seat.reads()
    assert "†" in seat.reads()
    assert page.report.figure_form.isHidden()


def test_the_kiosk_is_not_offered_until_it_is_switched_on(seat: Seat) -> None:
    page = seat.sit()
    assert not page.tally.kiosk.isVisible()
    page.start_kiosk()
    assert seat.kiosks == []

    seat.switch_on()
    seat.sit()
    seat.press("Alt+K")
    assert seat.kiosks == ["asked"]


def register(seat: Seat, text: str) -> None:
    seat.press("Alt+2", "Ctrl+N")
    seat.type("q")
    seat.type(text, "text_edit")
    seat.press("Ctrl+Return")


def test_a_complaint_is_registered_by_keys_and_its_text_stays_behind_its_code(seat: Seat) -> None:
    page = seat.sit()
    register(seat, "Esperé tres horas")

    (row,) = seat.behind(Role.RECEPTION, petitions.listed, RegisterQuery())
    assert ui_petitions.registered(row) in seat.prompts.said
    assert "Esperé tres horas" in seat.reads()
    assert page.register is not None
    assert "Esperé" not in repr(page.register.table.rows())

    seat.press("Ctrl+T")
    seat.type("Se amplió el horario", "answer_edit")
    seat.press("Ctrl+Return")
    assert ui_petitions.ANSWERED in seat.prompts.said
    assert "Se amplió el horario" in seat.reads()

    page.close_down()
    assert "Esperé" not in seat.reads(), "nothing is left at lock"


def test_an_answer_that_was_being_written_comes_back_until_it_is_saved_or_given_up(seat: Seat) -> None:
    seat.sit()
    register(seat, "Esperé tres horas")
    seat.press("Ctrl+T")
    seat.type("Se amplió", "answer_edit")
    draft = seat.session.kept.draft()
    assert draft is not None

    page = seat.sit()
    seat.session.kept.restore(draft)
    (place,) = seat.session.kept.waiting()
    page.open_target(place.target)
    seat.settle()
    seat.press("Ctrl+T")
    assert seat.child("answer_edit").toPlainText() == "Se amplió"
    assert ui_kept.FORM_BACK in seat.reads()
    seat.press("Escape")
    assert seat.session.kept.draft() is None, "given up"
    press(seat.child("answer_button"), "Return")
    seat.type("Se amplió el horario", "answer_edit")
    seat.press("Ctrl+Return")
    assert seat.session.kept.draft() is None, "saved"


def test_what_nobody_answered_in_time_says_so_in_words_and_stands_first(seat: Seat) -> None:
    page = seat.sit()
    register(seat, "Esperé tres horas")
    seat.desk.clock.advance(30 * 86_400)
    register(seat, "Otra vez esperé")
    page.refresh()
    seat.settle()

    assert page.register is not None
    first, second = (row.cells for row in page.register.table.rows())
    assert first == ("Q-000001", "Queja", "28/03/2026", "Vencida hace 12 días")
    assert second[0] == "Q-000002"
    assert second[3].startswith("Recibida · faltan ")

    seat.desk.clock.advance(2 * 86_400)
    register(seat, "Y otra vez")
    page.refresh()
    seat.settle()
    codes = [row.cells[0] for row in page.register.table.rows()]
    assert codes == ["Q-000001", "Q-000002", "Q-000003"], "by the last day to answer, not by the latest to come in"


def test_what_belongs_to_the_external_channel_is_neither_saved_nor_kept_as_a_draft(seat: Seat) -> None:
    page = seat.sit()
    assert ui_petitions.PEAS_SHORT in seat.reads()
    register(seat, "Me pidió favores sexuales por un kit")

    assert seat.behind(Role.RECEPTION, petitions.listed, RegisterQuery()) == ()
    assert "sexuales" not in repr(page.draft())
    seat.child("text_edit")
    edits = page.findChildren(QPlainTextEdit, "text_edit")
    assert edits[0].toPlainText(), "what stands on the screen stays for who reads it aloud"


def test_a_draft_comes_back(seat: Seat) -> None:
    page = seat.sit()
    seat.press("Alt+2", "Ctrl+N")
    seat.type("q")
    seat.type("A medias", "text_edit")
    draft = page.draft()
    assert draft is not None

    again = seat.sit()
    again.restore(draft)
    seat.settle()
    assert again.shown == REGISTER
    assert again.findChildren(QPlainTextEdit, "text_edit")[0].toPlainText() == "A medias"


@pytest.mark.parametrize(
    ("role", "parts"),
    [
        (Role.RECEPTION, [SURVEY, REGISTER, CHANNEL]),
        (Role.HEALTH, [SURVEY, CHANNEL]),
        (Role.VOLUNTEER, [SURVEY, CHANNEL]),
        (Role.CONSULTATION, [SURVEY, CHANNEL]),
    ],
)
def test_each_role_sees_its_parts_and_everybody_the_channel(seat: Seat, role: Role, parts: list[str]) -> None:
    page = seat.sit(role)
    seen = []
    for number in range(1, 4):
        seat.press(f"Alt+{number}")
        seen.append(page.shown)
    assert list(dict.fromkeys(seen)) == parts
    page.go(CHANNEL)
    assert ui_petitions.PEAS in seat.reads()
    assert ui_petitions.PEAS_ASK in seat.reads()
    assert (ui_petitions.TERMS in seat.reads()) is (role is Role.COORDINATION)


def test_coordination_writes_the_channel_down_and_everybody_reads_it(seat: Seat) -> None:
    seat.sit(Role.COORDINATION)
    seat.press("Alt+3")
    seat.type("01 8000 123 456", "peas_phone_edit")
    seat.press("Ctrl+Return")
    assert ui_petitions.SETTINGS_SAVED in seat.prompts.said

    page = seat.sit(Role.HEALTH)
    page.go(CHANNEL)
    assert "01 8000 123 456" in seat.reads()
    assert ui_petitions.PEAS_ASK not in seat.reads()
    assert seat.desk.clock.today() == TODAY


def test_behind_every_number_stand_the_tallies_and_that_they_tell_of_nobody(seat: Seat) -> None:
    page = seat.sit(Role.COORDINATION)
    seat.type("22")
    seat.press("Return")
    seat.type("2")
    seat.press("Return")
    seat.type("1")
    seat.press("Ctrl+Return")
    months, *_ = page.report.findChildren(ReportTable, "results_table")
    months.setFocus()
    seat.press("Return")
    assert months.rows()[0].cells[1] == "22 (88 %)"
    panel = page.cell_panel
    assert (panel.isVisible(), page.tally.isVisible()) == (True, False)
    assert panel.said.text().startswith("22 boletas o respuestas: 1 línea de 1 tabulación.")
    ((_, _, service, _),) = [row.cells for row in panel.list.rows()]
    assert service.endswith(" × 22")
    seat.press("Esc")
    assert (panel.isVisible(), page.tally.isVisible()) == (False, True)
    assert months.hasFocus()
    *_, n = page.report.findChildren(QWidget, "count_link")
    n.setFocus()
    seat.press("Space")
    assert panel.said.text().startswith("25 boletas o respuestas: 3 líneas de 1 tabulación.")
    seat.press("Esc")
    assert n.hasFocus()


def test_who_sees_totals_only_is_told_so(seat: Seat) -> None:
    seat.sit(Role.RECEPTION)
    seat.type("22")
    seat.press("Ctrl+Return")
    page = seat.sit(Role.CONSULTATION)
    months, *_ = page.report.findChildren(ReportTable, "results_table")
    months.setFocus()
    seat.press("Return")
    assert seat.prompts.said[-1] == FORBIDDEN_CELL
    assert not page.cell_panel.isVisible()


def test_esc_in_the_results_leaves_the_records(seat: Seat) -> None:
    page = seat.sit(Role.COORDINATION)
    seat.type("22")
    seat.press("Ctrl+Return")
    months, *_ = page.report.findChildren(ReportTable, "results_table")
    months.setFocus()
    seat.press("Return")
    months.setFocus()
    seat.press("Esc")
    assert (page.cell_panel.isVisible(), page.tally.isVisible()) == (False, True)
    assert months.hasFocus()


def test_the_records_of_other_months_are_left_and_the_cursor_stays_where_these_are_typed(seat: Seat) -> None:
    page = seat.sit(Role.COORDINATION)
    seat.type("22")
    seat.press("Ctrl+Return")
    months, *_ = page.report.findChildren(ReportTable, "results_table")
    months.setFocus()
    seat.press("Return")
    assert page.cell_panel.isVisible()
    seat.type("2/2026", "survey_from_edit")
    seat.press("Tab")
    assert (page.cell_panel.isVisible(), page.tally.isVisible()) == (False, True)
    assert page.report.last.hasFocus()


@pytest.mark.parametrize("scale", [100, 150])
def test_every_line_of_the_results_is_seen_whole(seat: Seat, theme: Theme, scale: int) -> None:
    theme.apply("light", scale)
    page = seat.sit(Role.COORDINATION)
    page.resize(1100, 690)
    for month in (1, 2, 3):
        seat.type("252", "EXCELENTE_edit")
        seat.type(f"5/{month}/2026", "date_edit")
        seat.press("Ctrl+Return")
    found = cut(page)
    tables = [each for each in page.report.findChildren(ReportTable, "results_table") if each.isVisible()]
    assert [len(each.section.lines) for each in tables] == [3]
    for table in tables:
        lines = sum(table.rowHeight(at) for at in range(len(table.section.lines)))
        if table.viewport().height() < lines:
            found.append(f"{table.section.title}: {table.viewport().height()} of {lines}")
    theme.apply("light", 100)
    assert found == []
