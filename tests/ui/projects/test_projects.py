"""A project is registered by keys, its report is read, copied, saved; the week takes its notes, the month its words."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from python_calamine import CalamineWorkbook

from casa_desktop.domain.access import Role
from casa_desktop.domain.definitions import Named
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.periods import Month, Period
from casa_desktop.domain.projects import Project
from casa_desktop.services import projects
from casa_desktop.texts import projects as words
from casa_desktop.texts import ui_projects as texts
from casa_desktop.ui import hotkeys
from casa_desktop.ui.projects.page import ALL, DAY, MONTH, WEEK, ProjectsPart
from casa_desktop.ui.statistics.parts import PROJECTS
from tests.ui.looking import cut, unnamed
from tests.ui.statistics.conftest import Window, busy, window

__all__ = ["busy", "window"]


def opened(desk: Window, role: Role = Role.COORDINATION) -> ProjectsPart:
    desk.sit(role)
    desk.go(PROJECTS)
    desk.settle()
    return desk.whole.part_of(ProjectsPart)


def show(desk: Window, part: ProjectsPart, key: str) -> None:
    part.choose(key)
    desk.settle()


def lines(part: ProjectsPart, table: int = 0) -> dict[str, tuple[str, ...]]:
    return {row.cells[0]: row.cells[1:] for row in part.view.tables[table].rows()}


def audited(desk: Window) -> list[tuple[str, str]]:
    def read() -> list[tuple[str, str]]:
        with desk.desk.runner(Role.COORDINATION).batch() as ctx:
            query = "SELECT record, fields FROM audit WHERE action = 'report.export' ORDER BY seq"
            return [(row[0], row[1]) for row in ctx.work.connection.exec_driver_sql(query)]

    return desk.on_db(read)


@pytest.fixture
def cicr(busy: Window) -> Window:
    """CICR pays family contact from the middle of January on; the Cruz Roja pays the rest."""

    def keep() -> None:
        run = busy.desk.runner(Role.COORDINATION).run
        for name, funder in (("Contacto 2026", "CICR"), ("Mesa 2026", "CRC")):
            made = Project(Named(new_id(), name), date(2026, 1, 3), date(2026, 12, 31), (funder,))
            run(projects.keep, made)

    busy.on_db(keep)
    return busy


def key_of(part: ProjectsPart, name: str) -> str:
    return next(row.key for row in part.list.rows() if row.cells[0] == name)


def test_a_project_is_registered_by_keys_and_counted_at_once(busy: Window) -> None:
    part = opened(busy)
    busy.press(hotkeys.NEW)
    busy.type("name_edit", "Salud 2026")
    busy.type("first_day_edit", "3/1/2026")
    busy.type("last_day_edit", "2/1/2026")
    part.form.funders.set_value("CRC")
    busy.press(hotkeys.SAVE)
    assert part.form.field("last").problem_text, "it ends before it begins"
    busy.type("last_day_edit", "31/12/2026")
    busy.press(hotkeys.SAVE)
    assert texts.SAVED in busy.prompts.said
    assert part.list.current_key() == key_of(part, "Salud 2026")
    assert lines(part)[words.PERSONS] == ("2", "2", "0", "3")
    assert part.shown is not None
    assert part.shown.report.sections[0].heads[1] == "3–31 ene 2026*"


def test_other_days_count_again_and_days_of_nobody_are_told(cicr: Window) -> None:
    part = opened(cicr)
    show(cicr, part, key_of(part, "Contacto 2026"))
    assert lines(part)[words.PERSONS][-1] == "1"
    part.span.which.set_value("days")
    cicr.settle()
    cicr.type("span_from_edit", "1/2/2026")
    cicr.press("Return")
    cicr.settle()
    assert lines(part)[words.PERSONS][-1] == "0"
    cicr.type("span_until_edit", "1/1/2026")
    cicr.press("Tab")
    cicr.settle()
    assert cicr.child("span_first_field").problem_text
    assert (part.shown, part.view.report) == (None, None)
    for day in ("1/1/2030", "2/1/2030"):
        cicr.type("span_until_edit" if day.startswith("2") else "span_from_edit", day)
    cicr.press("Tab")
    cicr.settle()
    assert part.view.problem.text == texts.NO_DAYS
    assert not cicr.child("span_first_field").problem_text


def test_a_day_that_is_none_is_no_end_that_was_left_out(cicr: Window) -> None:
    part = opened(cicr)
    show(cicr, part, key_of(part, "Contacto 2026"))
    part.span.which.set_value("days")
    cicr.settle()
    assert part.view.tables
    cicr.type("span_until_edit", "31/13/2026")
    cicr.press("Tab")
    cicr.settle()
    assert cicr.child("span_last_field").problem_text
    assert not part.view.tables, "not the project up to its last day"
    show(cicr, part, ALL)
    assert not part.view.tables
    cicr.type("span_until_edit", " ")
    cicr.press("Tab")
    cicr.settle()
    assert part.view.tables, "left out, it is the last of the project"


def test_side_by_side_says_why_it_has_no_total(cicr: Window) -> None:
    part = opened(cicr)
    show(cicr, part, ALL)
    assert set(lines(part)) == {"Contacto 2026", "Mesa 2026"}
    assert part.shown is not None
    assert words.NEVER_ADDED in part.shown.report.notes


def test_what_leaves_is_written_down_and_holds_what_was_seen(cicr: Window, tmp_path: Path) -> None:
    part = opened(cicr)
    uuid = key_of(part, "Mesa 2026")
    show(cicr, part, uuid)
    cicr.press(hotkeys.COPY)
    assert "Personas únicas: 3" in QApplication.clipboard().text()
    target = tmp_path / "proyecto.xlsx"
    cicr.prompts.answers.append(target)
    cicr.press(hotkeys.SAVE_FILE)
    rows = CalamineWorkbook.from_path(str(target)).get_sheet_by_index(0).to_python()
    assert [words.PERSONS, 3.0] in [[cell for cell in row if cell != ""][:2] for row in rows]
    assert audited(cicr) == [(f"project:{uuid[:8]}", "texto"), (f"project:{uuid[:8]}", "xlsx")]


def test_the_week_carries_the_notes_and_the_month_its_sentence(busy: Window) -> None:
    part = opened(busy)
    show(busy, part, WEEK)
    busy.type("week_edit", "4/2/2026")
    busy.press("Tab")
    busy.type("week_notes_edit", "Sin red el jueves")
    assert part.shown is not None
    assert "Notas de coordinación: Sin red el jueves" in part.shown.message
    assert "Personas únicas: 2 (antes 0)" in part.shown.message
    show(busy, part, MONTH)
    busy.whole.period.set_period(Period(Month(2026, 3), Month(2026, 3)))
    busy.settle()
    busy.press(hotkeys.EARLIER)
    assert part.view.report is not None
    assert part.view.report.subtitle == "febrero de 2026*"
    assert "2 personas, las mismas que en enero." in part.view.report.said[0]


def test_while_notes_are_typed_the_tables_of_the_week_stay_as_they_are(busy: Window) -> None:
    part = opened(busy)
    show(busy, part, WEEK)
    before = list(part.view.tables)
    for notes in ("Sin", "Sin red\nni luz", "Sin red"):
        part.week.notes.set_value(notes)
        busy.settle()
        assert part.view.tables == before
        assert [each.text() for each in part.view.findChildren(QLabel, "said_label") if not each.isHidden()] == [
            f"Notas de coordinación: {notes.splitlines()[0]}",
            *notes.splitlines()[1:],
        ]
        assert part.shown is not None
        assert notes.splitlines()[0] in part.shown.message


def test_the_report_that_stood_before_cannot_leave_under_another_line(cicr: Window, tmp_path: Path) -> None:
    part = opened(cicr)
    show(cicr, part, key_of(part, "Mesa 2026"))
    part.choose(key_of(part, "Contacto 2026"))
    cicr.prompts.answers = [tmp_path / "x.pdf"]
    part.save()
    cicr.settle()
    assert cicr.exported() == []
    assert part.shown is not None
    assert "Contacto 2026" in part.shown.file_name


def test_the_day_is_looked_at_before_it_is_sent(busy: Window) -> None:
    part = opened(busy)
    assert part.list.current_key() == DAY
    assert part.view.report is not None
    assert part.view.report.said[-1] == "Hoy no se han registrado atenciones."
    busy.press(hotkeys.COPY)
    assert QApplication.clipboard().text().endswith("Hoy no se han registrado atenciones.")
    assert audited(busy) == [("day:2026-03-10", "texto")]


def test_a_project_leaves_the_list_and_comes_back(cicr: Window) -> None:
    part = opened(cicr)
    show(cicr, part, key_of(part, "Mesa 2026"))
    cicr.press(hotkeys.CANCEL)
    assert "Mesa 2026" not in [row.cells[0] for row in part.list.rows()]
    assert cicr.prompts.undo is not None
    cicr.prompts.undo()
    cicr.settle()
    assert part.list.current_key() == key_of(part, "Mesa 2026")


def test_consultation_reads_and_defines_nothing(cicr: Window) -> None:
    part = opened(cicr, Role.CONSULTATION)
    show(cicr, part, key_of(part, "Mesa 2026"))
    cicr.press(hotkeys.NEW)
    assert not part.form.isVisible()
    assert not cicr.sees("new_project_button")
    ages = lines(part, 2)
    assert "•" in "".join("".join(cells) for cells in ages.values()), "small cells are hidden on the glass, too"


def test_who_only_counts_at_the_desk_has_no_such_part(busy: Window) -> None:
    busy.sit(Role.RECEPTION)
    assert PROJECTS not in busy.whole.part_ids()


def test_a_project_half_typed_comes_back_after_the_lock(busy: Window) -> None:
    part = opened(busy)
    busy.press(hotkeys.NEW)
    busy.type("name_edit", "A medias")
    kept = busy.whole.draft()
    assert kept is not None
    part.form.clear()
    part.restore(kept["drafts"][PROJECTS])
    part.refresh()
    busy.settle()
    assert part.form.isVisible()
    assert part.form.values()["name"] == "A medias"


def test_an_edit_comes_back_after_the_lock_as_the_same_project(cicr: Window) -> None:
    part = opened(cicr)
    show(cicr, part, key_of(part, "Mesa 2026"))
    cicr.press(hotkeys.EDIT)
    before = part.form.project().named
    cicr.type("name_edit", "Mesa 2026 corregida")
    kept = cicr.whole.draft()
    assert kept is not None
    cicr.sit(Role.COORDINATION)
    cicr.whole.restore(kept)
    again = cicr.whole.part_of(ProjectsPart)
    assert again.draft() == kept["drafts"][PROJECTS], "whoever locks before it is back on the glass loses nothing"
    cicr.settle()
    now = again.form.project().named
    assert (now.uuid, now.version) == (before.uuid, before.version)
    cicr.press(hotkeys.SAVE, name="name_edit")
    names = [row.cells[0] for row in again.list.rows()]
    assert "Mesa 2026 corregida" in names
    assert "Mesa 2026" not in names


def test_an_edit_that_comes_back_meets_who_saved_meanwhile(cicr: Window) -> None:
    part = opened(cicr)
    show(cicr, part, key_of(part, "Mesa 2026"))
    cicr.press(hotkeys.EDIT)
    cicr.type("name_edit", "La mía")
    kept = cicr.whole.draft()
    assert kept is not None
    theirs = replace(part.form.project(), named=replace(part.form.project().named, name="La suya"))
    cicr.on_db(lambda: cicr.desk.runner(Role.COORDINATION).run(projects.keep, theirs))
    cicr.sit(Role.COORDINATION)
    cicr.whole.restore(kept)
    cicr.settle()
    again = cicr.whole.part_of(ProjectsPart)
    cicr.press(hotkeys.SAVE, name="name_edit")
    assert again.form.banner.text
    assert again.form.values()["name"] == "La mía"


def test_everything_is_named_and_nothing_is_cut(cicr: Window) -> None:
    part = opened(cicr)
    for key in (DAY, WEEK, MONTH, ALL, key_of(part, "Mesa 2026")):
        show(cicr, part, key)
        assert unnamed(part) == []
        assert cut(part) == []
    cicr.press(hotkeys.NEW)
    assert unnamed(part) == []
