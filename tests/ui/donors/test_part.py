"""«Para enviar» by keys: a template is configured, what it holds is seen, saved and audited."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QListView
from python_calamine import CalamineWorkbook

from casa_desktop.domain.access import Role
from casa_desktop.domain.definitions import Named
from casa_desktop.domain.donors import DonorForm, Template
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.projects import Project
from casa_desktop.domain.scope import Scope
from casa_desktop.services import people, projects, templates
from casa_desktop.services.people import PersonQuery, ReservePerson
from casa_desktop.services.templates import KeepTemplate
from casa_desktop.texts import donors as words
from casa_desktop.texts import ui_donors as texts
from casa_desktop.texts.reports import NO_ORIGIN
from casa_desktop.texts.ui_statistics import FORBIDDEN_CELL
from casa_desktop.ui import hotkeys, paper
from casa_desktop.ui.donors.part import DonorsPart
from casa_desktop.ui.statistics.page import StatisticsPage
from casa_desktop.ui.statistics.parts import DONORS
from tests.services.desk import TODAY
from tests.services.test_donors import OFFICE, activity, kept, template
from tests.services.test_statistics import attend, guidance, register
from tests.ui.sitting import no_stray_window
from tests.ui.statistics.conftest import Window, busy, window

__all__ = ["busy", "window"]
QUARTER = Period(Month(2026, 1), Month(2026, 3))


def opened(window: Window, role: Role = Role.COORDINATION) -> DonorsPart:
    window.sit(role)
    window.whole.period.set_period(QUARTER)
    window.go(DONORS)
    return window.whole.part_of(DonorsPart)


def listed(part: DonorsPart) -> list[str]:
    return [row.cells[0] for row in part.list.rows()]


def shown(part: DonorsPart, table: int = 0) -> list[tuple[str, ...]]:
    assert part.seen is not None
    return [row.cells for row in part.seen.tables[table].rows()]


def behind(part: DonorsPart) -> list[str]:
    """The persons of the panel."""
    return [row.cells[0] for row in part.cell_panel.list.rows() if row.cells[0]]


def choose(window: Window, part: DonorsPart, name: str) -> None:
    part.list.select(next(row.key for row in part.list.rows() if row.cells[0] == name))
    window.settle()


def audited(window: Window) -> list[tuple[str, str]]:
    def read() -> list[tuple[str, str]]:
        with window.desk.base.begin() as work:
            asked = "SELECT record, fields FROM audit WHERE action = 'report.export' ORDER BY seq"
            return [(row[0], row[1]) for row in work.connection.exec_driver_sql(asked)]

    return window.on_db(read)


def configured(window: Window, form: DonorForm = DonorForm.GIFMM, **more: Any) -> Template:
    if form is DonorForm.GIFMM:
        own = (activity("ORI"), activity("RCF", code="CRC-2", name="=Llamadas"))
        return window.on_db(lambda: kept(window.desk, template(*own, office=OFFICE)))
    more = {"services": ("ORI",)} | more if form is DonorForm.HEALTH else more
    wanted = Template(Named(new_id(), words.FORMS[form]), form, **more)
    run = window.desk.runner(Role.COORDINATION).run
    return window.on_db(lambda: run(templates.keep, KeepTemplate(wanted)).result)


def test_what_stood_before_cannot_leave_under_another_line(busy: Window, tmp_path: Path) -> None:
    busy.sit(Role.COORDINATION)
    busy.go(DonorsPart.page_id)
    busy.settle()
    part = busy.whole.part_of(DonorsPart)
    part.list.select("relief")
    busy.settle()
    part.list.select("stock")
    busy.prompts.answers = [tmp_path / "x.csv"]
    part.save()
    part.show_paper()
    busy.settle()
    assert audited(busy) == []
    assert part.ready is not None
    assert part.ready.of is not None
    assert part.ready.of.key == "stock"


def test_a_345w_is_configured_by_keys_and_seen(busy: Window, qapp: QApplication) -> None:
    with no_stray_window(qapp, StatisticsPage, QListView):
        part = opened(busy)
        assert listed(part) == [texts.RCF, texts.SURVEY, "Inventario y traslados", texts.STOCK_SHEET]
        busy.press(hotkeys.NEW, hotkeys.SAVE)
        view = part.view
        assert view is not None
        wrong = {field.name for field in view.form.fields() if field.problem_text}
        assert wrong == {"office", "municipality"}, "all at once, beside their fields"
        busy.type("office_edit", "Bucaramanga")
        busy.type("municipality_choice", "Bucaramanga")
        busy.press(hotkeys.SAVE)
        assert busy.prompts.said == [texts.TEMPLATE_SAVED]
        busy.press(hotkeys.NEW)
        assert part.view is not None
        form = part.view.activity_form
        assert form is not None
        busy.type("code_edit", "SAN-1")
        busy.type("name_edit", "Orientar")
        form.field("services").set_value(("ORI",))
        busy.type("indicator_choice", "50")
        busy.press("Return")
        assert form.field("sector").value() == words.sector_of("50"), "proposed with the indicator"
        busy.press(hotkeys.SAVE)
        assert [row.cells[:3] for row in part.view.activities.rows()] == [("SAN-1", "Orientar", "50")]
        assert part.view.activities.hasFocus()
        part.view.form.setFocus()
        busy.press("Esc", name="template_name_edit")
    assert listed(part)[0] == words.FORMS[DonorForm.GIFMM]
    assert part.list.hasFocus()
    assert shown(part) == [
        ("2026-01", "Orientar", "Bucaramanga", "2", "2"),
        ("2026-02", "Orientar", "Bucaramanga", "1", "0"),
    ]


def test_the_345w_is_saved_as_it_is_seen_and_enters_the_audit(busy: Window, tmp_path: Path) -> None:
    configured(busy)
    part = opened(busy)
    assert shown(part)[1] == ("2026-01", "=Llamadas", "Bucaramanga", "1", "1")
    target = tmp_path / "345w.xlsx"
    busy.prompts.answers = [target]
    part.tags.setChecked(True)
    busy.press(hotkeys.SAVE_FILE)
    rows = CalamineWorkbook.from_path(target).get_sheet_by_name("345W").to_python()
    assert rows[1][0] == "#org+office"
    assert [row[12] for row in rows[2:]] == ["Orientación", "=Llamadas", "Orientación"]
    ((record, fields),) = audited(busy)
    assert record == "2026-01..2026-03"
    assert "gifmm_xlsx" in fields
    other = tmp_path / "345w.csv"
    busy.prompts.answers = [other]
    busy.press(hotkeys.SAVE_FILE)
    assert other.read_text(encoding="utf-8-sig").splitlines()[1].startswith("#org+office;")


def test_where_a_row_comes_from_and_back(busy: Window) -> None:
    configured(busy)
    run = busy.desk.runner(Role.COORDINATION).run

    def hide() -> None:
        uuid = register(busy.desk, "Rosa", "Peña")
        attend(busy.desk, uuid, date(2026, 1, 9), guidance())
        version = run(people.page, PersonQuery(uuid)).result.version
        run(people.reserve, ReservePerson(uuid, version, True, reason="Riesgo"))

    busy.on_db(hide)
    part = opened(busy)
    busy.press("Return", "Return")
    assert part.seen is not None
    assert part.seen.row is not None
    assert (busy.sees("cell_panel"), busy.sees("outgoing_table")) == (True, False), "in the room of the list"
    assert len(behind(part)) == 3, "coordination may know the reserved one"
    assert part.cell_panel.heading.text() == "2026-01 · Orientación · Bucaramanga · Alcanzados"
    busy.press("Esc", name="cell_list")
    assert (busy.sees("cell_panel"), busy.sees("outgoing_table")) == (False, True)
    table = part.seen.tables[0]
    assert table.hasFocus()
    assert (table.currentIndex().row(), table.currentIndex().column()) == (0, 3), "where it was asked"
    busy.press("Esc", name="seen_table")
    assert part.list.hasFocus(), "out of the figures first, and of the part with the next"
    fields = {row.cells[0]: row.cells[1] for row in part.seen.row.rows()}
    assert fields["Beneficiarios nuevos en el mes"] == "3"
    assert "Hombres 0-5" not in fields, "what is empty is not read"


def test_every_number_of_a_row_of_the_345w_opens_and_what_counts_nobody_says_so(busy: Window) -> None:
    configured(busy)
    part = opened(busy)
    assert part.seen is not None
    assert part.seen.row is not None
    counted = [row for row in part.seen.row.rows() if row.key in ("total", "new", "quantity") or "." in row.key]
    assert len(counted) > 3
    for row in counted:
        part.seen.row.select(row.key)
        busy.press("Return", name="detail_table")
        records = part.cell_panel.list.rows() if row.key == "quantity" else behind(part)
        assert str(len(records)) == row.cells[1], row.cells
        assert row.cells[0] in part.cell_panel.heading.text()
        busy.press("Esc", name="cell_list")
        assert part.seen.row.hasFocus()
    part.seen.row.select("office")
    busy.press("Return", name="detail_table")
    assert busy.prompts.said[-1] == NO_ORIGIN
    assert not busy.sees("cell_panel")


def test_behind_the_cells_of_every_table_stand_its_records(busy: Window) -> None:
    for form in (DonorForm.UNHCR, DonorForm.HEALTH):
        configured(busy, form)
    part = opened(busy)
    choose(busy, part, words.FORMS[DonorForm.UNHCR])
    assert part.seen is not None
    busy.press("Return", name="outgoing_table")
    table = part.seen.tables[0]
    table.setCurrentIndex(table.model().index(len(table.rows()) - 1, len(table.section.heads) - 1))
    busy.press("Return")
    assert shown(part)[-1][-1] == "3"
    assert part.cell_panel.said.text() == "5 servicios a 3 personas."
    assert len(behind(part)) == 2, "who saw the psychologist counts and is not told"
    assert part.cell_panel.reserved.isVisible()
    assert part.cell_panel.heading.text().startswith("Personas únicas · Total · Total · ")
    busy.press("Esc", name="cell_list")
    choose(busy, part, words.FORMS[DonorForm.HEALTH])
    busy.press("Return", name="outgoing_table")
    busy.press("Return", name="seen_table")
    assert len(behind(part)) == 2, "of a row of few its records are told to who may see them"
    assert busy.prompts.said == []


def test_from_day_to_day_with_small_cells_hidden_on_paper_too(
    busy: Window, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    configured(busy, DonorForm.ECHO)
    part = opened(busy)
    assert shown(part)[-1][-1] == "3"
    assert any("•" in row for row in shown(part))
    busy.type("first_day_edit", "01/02/2026")
    busy.press("Return", name="first_day_edit")
    assert shown(part)[-1][-1] == "2"
    assert "febrero a marzo de 2026" in part.heading.text()
    printed: list[bytes] = []
    monkeypatch.setattr(paper, "print_pdf", lambda _parent, data, _title: printed.append(data))
    busy.press(hotkeys.PAPER)
    assert printed[0].startswith(b"%PDF")
    assert "echo_papel" in audited(busy)[-1][1]
    target = tmp_path / "echo.csv"
    busy.prompts.answers = [target]
    busy.press(hotkeys.SAVE_FILE)
    assert "•" in target.read_text(encoding="utf-8-sig")
    busy.type("first_day_edit", "01/05/2026")
    busy.press("Return", name="first_day_edit")
    assert busy.child("first_day_field").problem_text
    assert part.seen is None, "a run of days that ends before it begins shows nothing"


def test_a_day_that_is_none_is_told_and_nothing_of_other_days_can_leave(busy: Window) -> None:
    configured(busy, DonorForm.ECHO)
    part = opened(busy)
    for wrong in ("31/13/2026", " "):
        busy.type("last_day_edit", wrong)
        busy.press("Tab")
        assert busy.child("first_day_field" if wrong.isspace() else "last_day_field").problem_text
        assert (part.ready, part.seen) == (None, None)
    part.days.set_period(QUARTER)
    assert not any(busy.child(f"{each}_day_field").problem_text for each in ("first", "last"))
    busy.type("last_day_edit", "28/2/2026")
    busy.press("Tab")
    assert part.ready is not None


def test_the_days_of_a_project_are_taken_as_far_as_they_have_come(busy: Window) -> None:
    configured(busy, DonorForm.ECHO)
    project = Project(Named(new_id(), "ECHO 2026"), date(2026, 1, 20), date(2026, 12, 31), ("ECHO",))
    run = busy.desk.runner(Role.COORDINATION).run
    busy.on_db(lambda: run(projects.keep, project))
    part = opened(busy)
    busy.type("project_choice", "ECHO 2026")
    busy.press("Return", name="project_choice")
    assert part.days.scope() == Scope(date(2026, 1, 20), TODAY)
    assert shown(part)[-1][-1] == "2"
    busy.whole.period.set_period(Period(Month(2026, 1), Month(2026, 1)))
    busy.settle()
    assert part.days.project.value() is None
    assert shown(part)[-1][-1] == "2", "the two of January"


def test_every_line_of_the_list_shows_something_and_can_be_saved(busy: Window, tmp_path: Path) -> None:
    for form in DonorForm:
        configured(busy, form)
    part = opened(busy)
    assert len(listed(part)) == 8
    for row in part.list.rows():
        part.list.select(row.key)
        busy.settle()
        chosen = part._found[row.key]  # the files that it may be are told nowhere else
        assert part.seen is not None, row.cells
        for ending in chosen.forms:
            target = tmp_path / f"{row.key}.{ending}"
            busy.prompts.answers = [target]
            busy.press(hotkeys.SAVE_FILE)
            data = target.read_bytes()
            assert data.startswith({"pdf": b"%PDF", "xlsx": b"PK", "csv": b"\xef\xbb\xbf"}[ending]), row.cells
    assert not busy.prompts.errors


def test_who_sees_totals_only_sends_no_exact_crossing_and_configures_nothing(busy: Window) -> None:
    for form in DonorForm:
        configured(busy, form)
    part = opened(busy, Role.CONSULTATION)
    assert words.FORMS[DonorForm.GIFMM] not in listed(part)
    assert words.FORMS[DonorForm.ECHO] in listed(part)
    assert not busy.sees("new_template_button")
    busy.press(hotkeys.EDIT)
    assert part.view is None
    choose(busy, part, words.FORMS[DonorForm.ECHO])
    busy.press("Return", name="outgoing_table")
    busy.press("Return")
    assert busy.prompts.said == [FORBIDDEN_CELL]
    assert not busy.sees("cell_panel")


def test_a_template_and_an_activity_are_retired_and_come_back(busy: Window) -> None:
    configured(busy)
    part = opened(busy)
    busy.press(hotkeys.EDIT)
    view = part.view
    assert view is not None
    assert view.activities.hasFocus()
    busy.press(hotkeys.CANCEL)
    assert [row.cells[0] for row in view.activities.rows()] == ["CRC-2"]
    undo = busy.prompts.undo
    assert undo is not None
    undo()
    busy.settle()
    assert {row.cells[0] for row in view.activities.rows()} == {"CRC-1", "CRC-2"}
    busy.press("Esc", name="template_name_edit")
    busy.press(hotkeys.CANCEL)
    assert "GIFMM 345W" not in listed(part)
    undo = busy.prompts.undo
    assert undo is not None
    undo()
    busy.settle()
    assert "GIFMM 345W" in listed(part)
    choose(busy, part, "GIFMM 345W")
    assert len(shown(part)) == 3, "with its activities"


def test_what_was_typed_is_there_after_a_lock(busy: Window) -> None:
    made = configured(busy)
    part = opened(busy)
    busy.press(hotkeys.EDIT)
    busy.type("lead_edit", "OIM")
    draft = busy.session.kept.draft()
    assert draft is not None
    busy.take_down(busy.whole)
    part = opened(busy)
    busy.session.kept.restore(draft)
    part.list.select(made.named.uuid)
    busy.press(hotkeys.EDIT)
    assert part.view is not None
    assert part.view.form.field("lead").value() == "OIM"


def test_a_desk_without_anything_is_told_so(window: Window) -> None:
    configured(window)
    part = opened(window)
    assert part.banner.text == texts.NO_ROWS
    assert shown(part) == []
