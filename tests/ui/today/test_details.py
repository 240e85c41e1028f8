"""The details of a visit: corrected, voided and brought back, edited, added to; the note opened and written."""

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.months import MonthState
from casa_desktop.domain.visit_views import VisitDetail
from casa_desktop.domain.visits import Guidance, NewService, Psychology, RecordVisit
from casa_desktop.services import psychology, visits
from casa_desktop.services.psychology import ReadNote
from casa_desktop.services.visits import EditVisit, VisitQuery
from casa_desktop.texts import ui_visits as texts
from casa_desktop.ui.today.page import ATTEND, TodayPage
from tests.services.desk import TODAY
from tests.ui.today.conftest import Counter


@pytest.fixture
def visit(counter: Counter) -> RecordVisit:
    """One orientation of Ana."""
    ana = counter.register("Ana", "Pérez")
    service = NewService(new_id(), "ORI", Guidance(("PPT",)), sheet="4", line=2)
    visit = RecordVisit(new_id(), TODAY, "TRANSITO", (service,), person_uuid=ana)
    counter.on_db(lambda: counter.desk.runner(Role.RECEPTION).run(visits.record, visit))
    return visit


def open_first(counter: Counter, *roles: Role) -> TodayPage:
    """F6 to the list, Enter on its first line."""
    page = counter.sit(*(roles or (Role.RECEPTION,)))
    counter.press("F6")
    counter.press("Return", "day_table")
    assert page.panel.visit is not None
    return page


def shown(page: TodayPage) -> int:
    return len(page.list.table.rows())


def stored(counter: Counter, uuid: str, *roles: Role) -> VisitDetail:
    runner = counter.desk.runner(*(roles or (Role.RECEPTION,)))
    return counter.on_db(lambda: runner.run(visits.detail, VisitQuery(uuid)).result)


def test_the_list_opens_the_details_and_escape_comes_back(counter: Counter, visit: RecordVisit) -> None:
    page = open_first(counter)
    assert counter.child("visit_person").text() == "Ana Pérez"
    counter.press("Esc")
    assert page.entry.isVisible()
    assert page.entry.picker.edit.hasFocus()


def test_a_folio_is_corrected_in_place(counter: Counter, visit: RecordVisit) -> None:
    open_first(counter)
    counter.press("Space", "correct_button")
    counter.press("Ctrl+A", "sheet_edit")
    counter.type("12", "sheet_edit")
    counter.press("Ctrl+Return", "sheet_edit")
    (service,) = stored(counter, visit.uuid).services
    assert (service.sheet, service.version) == ("12", 2)
    assert counter.prompts.said[-1] == texts.CORRECTED


def test_a_corrected_date_moves_the_service(counter: Counter, visit: RecordVisit) -> None:
    page = open_first(counter)
    counter.press("Space", "correct_button")
    counter.press("Ctrl+A", "date_edit")
    counter.type("9/3/2026", "date_edit")
    counter.press("Ctrl+Return", "date_edit")
    assert page.rows == ()
    (old,) = stored(counter, visit.uuid).services
    assert old.voided_at


def test_voiding_asks_why_and_is_undone(counter: Counter, visit: RecordVisit) -> None:
    page = open_first(counter)
    counter.press("Space", "void_button")
    assert shown(page) == 1
    counter.prompts.answers = ["Se registró dos veces"]
    counter.press("Space", "void_button")
    assert shown(page) == 0
    assert counter.prompts.undo is not None
    counter.prompts.undo()
    counter.settle()
    assert shown(page) == 1


def test_two_who_edit_at_once_get_a_conflict_and_keep_what_they_typed(counter: Counter, visit: RecordVisit) -> None:
    page = open_first(counter)
    counter.press("Space", "edit_button")
    other = EditVisit(visit.uuid, 1, "PENDULAR")
    counter.on_db(lambda: counter.desk.runner(Role.COORDINATION).run(visits.edit, other))
    counter.type("Cúcuta", "origin_edit")
    counter.press("Ctrl+Return", "origin_edit")
    form = page.panel.form
    assert form is not None
    assert form.banner.text
    assert form.field("origin").value() == "Cúcuta"
    assert stored(counter, visit.uuid).profile == "PENDULAR"


def test_what_was_asked_is_changed(counter: Counter, visit: RecordVisit) -> None:
    open_first(counter)
    counter.press("Space", "edit_button")
    counter.type("Cúcuta", "origin_edit")
    counter.press("Ctrl+Return", "origin_edit")
    assert stored(counter, visit.uuid).origin == "Cúcuta"


def test_a_closed_month_asks_why_the_facts_change_and_then_takes_it(counter: Counter, visit: RecordVisit) -> None:
    def close() -> None:
        with counter.desk.runner(Role.COORDINATION).batch() as ctx:
            ctx.work.connection.exec_driver_sql(
                "INSERT INTO month_state (month, state, changed_at, changed_by_id) VALUES (202603, ?, 'x', 1)",
                (str(MonthState.CLOSED),),
            )

    page = open_first(counter)
    counter.on_db(close)
    counter.press("Space", "edit_button")
    counter.type("Cúcuta", "origin_edit")
    counter.press("Ctrl+Return", "origin_edit")
    assert page.panel.form is not None
    assert page.panel.form.field("reason").problem_text
    assert not page.panel.form.field("reason").widget.visibleRegion().isEmpty(), "it is asked where nobody sees it"
    counter.type("La planilla decía otra cosa", "reason_edit")
    counter.press("Ctrl+Return", "reason_edit")
    assert stored(counter, visit.uuid).origin == "Cúcuta"


def test_one_more_service_goes_into_the_same_visit(counter: Counter, visit: RecordVisit) -> None:
    page = open_first(counter)
    counter.press("Space", "add_button")
    assert page.entry.form is not None
    assert page.entry.form.person_uuid == visit.person_uuid
    counter.press("Alt+R")
    counter.press("Ctrl+Return")
    assert [s.type for s in stored(counter, visit.uuid).services] == ["ORI", "RCF"]


def test_a_note_is_written_and_opened_by_psychology(counter: Counter, visit: RecordVisit) -> None:
    session = NewService(new_id(), "PSI", Psychology(False))
    command = RecordVisit(new_id(), TODAY, "TRANSITO", (session,), person_uuid=visit.person_uuid)
    counter.on_db(lambda: counter.desk.runner(Role.PSYCHOLOGY).run(visits.record, command))
    open_first(counter, Role.PSYCHOLOGY)
    counter.press("Space", "note_button")
    counter.type("Primera nota", "note_edit")
    counter.press("Ctrl+Return", "note_edit")
    counter.press("Space", "note_button")
    assert counter.child("note_edit").toPlainText() == "Primera nota"
    room = counter.desk.runner(Role.PSYCHOLOGY)
    read = counter.on_db(lambda: room.run(psychology.read_note, ReadNote(session.uuid)).result)
    assert (read.text, read.revision) == ("Primera nota", 1)


def test_reception_finds_no_way_to_a_note(counter: Counter, visit: RecordVisit) -> None:
    session = NewService(new_id(), "PSI", Psychology(False, note="secreto"))
    command = RecordVisit(new_id(), TODAY, "TRANSITO", (session,), person_uuid=visit.person_uuid)
    counter.on_db(lambda: counter.desk.runner(Role.PSYCHOLOGY).run(visits.record, command))
    page = open_first(counter)
    assert page.panel.visit is not None
    assert [s.type for s in page.panel.visit.services] == ["ORI"]


def test_a_visit_is_opened_by_another_page(counter: Counter, visit: RecordVisit) -> None:
    page = counter.sit(Role.RECEPTION)
    page.open_target(visit.uuid)
    counter.settle()
    assert page.panel.visit is not None
    assert page.panel.visit.uuid == visit.uuid


def test_attending_is_asked_for_by_the_page_of_people(counter: Counter, visit: RecordVisit) -> None:
    page = counter.sit(Role.RECEPTION)
    page.open_target(ATTEND + visit.person_uuid)
    counter.settle()
    assert page.entry.form is not None
    assert page.entry.form.person_uuid == visit.person_uuid
    counter.press("Alt+R")
    other = counter.register("Luis", "Mora")
    page.open_target(ATTEND + other)
    counter.settle()
    assert counter.prompts.said[-1] == texts.LEAVE_QUESTION
    assert page.entry.form.person_uuid == visit.person_uuid
