"""Behind the line: tracing requests and the month, on screen, on paper and in a file."""

from pathlib import Path

from casa_desktop.domain.access import Role
from casa_desktop.texts import rcf as words
from casa_desktop.texts import ui_rcf as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.report_view import ReportTable
from tests.ui.rcf.conftest import Booth


def test_a_request_is_noted_moved_and_closed_by_the_keyboard(booth: Booth) -> None:
    booth.sit()
    booth.press("Alt+1", "Ctrl+N")
    booth.type("BGA-7")
    booth.press("Return", "Return")
    assert [row.cells for row in booth.page.requests.table.rows()] == [
        ("BGA-7", "10/03/2026", "Enviada", "10/03/2026", "0")
    ]
    booth.desk.clock.advance(3 * 24 * 3600)
    booth.press("Return")
    booth.type("e")
    booth.press("Ctrl+Return")
    booth.press("Return")
    booth.page.requests.step_form.field("state").set_value(("cerrada",))
    booth.press("Ctrl+Return")
    assert booth.page.requests.table.rows() == ()
    booth.press("Alt+T")
    assert [row.cells[2] for row in booth.page.requests.table.rows()] == ["Cerrada"]
    booth.press("Esc")
    assert booth.sees("line_view")


def test_the_month_is_shown_and_leaves_as_paper_and_files(booth: Booth, tmp_path: Path) -> None:
    booth.waits(booth.register())
    booth.sit()
    booth.press("Return", "Return")
    booth.type("l")
    booth.press("Return", "Alt+2")
    contacts, *_ = booth.page.summary.view.tables
    assert [row.cells for row in contacts.rows()] == [
        ("Llamada", "1", "0", "0", "0", "1", "1"),
        ("Total", "1", "0", "0", "0", "1", "1"),
    ]
    for name, start in (("rcf.csv", b"\xef\xbb\xbfRestablecimiento"), ("rcf.xlsx", b"PK"), ("rcf.pdf", b"%PDF")):
        booth.prompts.answers = [tmp_path / name]
        booth.press("Ctrl+Shift+S")
        assert (tmp_path / name).read_bytes().startswith(start)
        assert booth.prompts.said[-1] == texts.SAVED_FILE
    booth.press("Alt+PgUp")
    assert booth.page.summary.summary is not None
    assert booth.page.summary.summary.attempts == 0


def test_behind_every_number_of_the_month_stand_its_calls_and_of_requests_their_list_is_named(booth: Booth) -> None:
    for name in ("Ana", "Luz"):
        booth.waits(booth.register(name))
    booth.sit()
    for result in "ln":
        booth.press("Return", "Return")
        booth.type(result)
        booth.press("Return")
    booth.press("Alt+1", "Ctrl+N")
    booth.type("BGA-7")
    booth.press("Return", "Return", "Esc", "Alt+2", "F6")
    body, view = booth.page.summary.body, booth.page.summary.view
    contacts, _, requests = view.tables
    assert contacts.hasFocus()

    def asked(table: ReportTable, line: int, column: int) -> list[str]:
        table.setCurrentIndex(table.model().index(line, column))
        table.setFocus()
        booth.press("Return")
        return [row.cells[0].split(" · ")[1][:3] for row in body.cell_panel.list.rows() if row.cells[0]]

    assert asked(contacts, 0, 1) == ["Ana"]
    assert body.cell_panel.said.text() == "1 persona, con un servicio."
    booth.press("Esc")
    assert booth.sees("report_view")
    assert (contacts.hasFocus(), contacts.currentIndex().column()) == (True, 1)
    assert asked(contacts, 0, 2) == ["Luz"]
    booth.press("Esc")
    assert asked(contacts, 1, len(contacts.section.heads) - 1) == ["Ana", "Luz"]
    assert body.cell_panel.said.text().startswith("1 minuto: ")
    booth.press("Esc")
    first, *_ = booth.page.summary.findChildren(widgets.Button, "fact_button")
    first.setFocus()
    booth.press("Space")
    assert body.cell_panel.heading.text().startswith("Personas · ")
    booth.press("Esc")
    assert first.hasFocus()
    asked(contacts, 0, 1)
    booth.press("Alt+PgUp")
    assert body.open_panel is None, "of another month"
    booth.press("Alt+PgDown")
    requests = view.tables[2]
    asked(requests, 0, 1)
    assert booth.prompts.said[-1] == words.REQUESTS_ELSEWHERE
    assert body.open_panel is None
    booth.press("Esc")
    assert booth.sees("line_view")


def test_reception_has_no_summary(booth: Booth) -> None:
    booth.sit(Role.RECEPTION)
    booth.press("Alt+2")
    assert booth.sees("line_view")
    assert not booth.sees("summary_view")


def test_a_request_that_is_being_typed_is_kept(booth: Booth) -> None:
    booth.sit()
    booth.press("Alt+1", "Ctrl+N")
    booth.type("BGA-9")
    draft = booth.page.draft()
    assert draft is not None
    page = booth.sit()
    page.restore(draft)
    booth.settle()
    assert page.requests.new_form.field("reference").value() == "BGA-9"
