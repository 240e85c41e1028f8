"""«Citas y seguimientos» by keys: planned, moved off a holiday, done, put off; psychology's own seen by nobody else."""

from datetime import date, timedelta

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.followups import FollowUpRow, FollowUpState
from casa_desktop.services import followups
from casa_desktop.services.followups import AgendaQuery, PersonQuery, Show
from casa_desktop.texts import ui_followups as texts
from casa_desktop.ui.followups.page import FollowUpsPage
from tests.services.desk import TODAY
from tests.services.referring import plan, refer, register
from tests.ui.post import Post

RECEPTION, PSYCHOLOGY = Role.RECEPTION, Role.PSYCHOLOGY
Agenda = Post[FollowUpsPage]


@pytest.fixture
def person(post: Agenda) -> str:
    return post.on_db(lambda: register(post.desk))


def planned(post: Agenda, person: str, due: date = TODAY, role: Role = RECEPTION, **more: object) -> FollowUpRow:
    return post.on_db(lambda: plan(post.desk, person, due, role, **more))


def pending(post: Agenda, person: str, role: Role = RECEPTION) -> tuple[FollowUpRow, ...]:
    return post.on_db(lambda: post.desk.runner(role).run(followups.of_person, PersonQuery(person)).result)


def shown(page: FollowUpsPage) -> list[str]:
    return [row.cells[2] for row in page.table.rows()]


def test_a_follow_up_on_a_holiday_is_moved_to_the_next_working_day(post: Agenda, person: str) -> None:
    page = post.sit(RECEPTION)
    post.press("Ctrl+N")
    post.type("yus")
    post.press("Return")
    post.type("2/4")  # Holy Thursday of 2026
    warned = page.form.due_field.warning.text
    assert "festivo (Jueves Santo)" in warned
    assert "sábado 4 de abril de 2026" in warned
    post.press("Tab")
    post.press("Return")  # the button beside the warning
    assert page.form.due_field.due.value() == date(2026, 4, 4)
    assert page.form.due_field.warning.text == ""
    post.press("Return")
    post.type("Preguntar por el cupo")
    post.press("Ctrl+Return")
    (row,) = pending(post, person)
    assert (row.due, row.reason, row.owner_name) == (date(2026, 4, 4), "Preguntar por el cupo", "Prueba de recepcion")
    assert shown(page) == ["Preguntar por el cupo"], "its day is shown"
    assert page.agenda is not None
    assert "festivo" in texts.strip(page.agenda.week[3])


def test_done_in_two_keys_and_undone(post: Agenda, person: str) -> None:
    planned(post, person)
    page = post.sit(RECEPTION)
    post.press("H")
    post.press("Return")
    assert pending(post, person) == ()
    assert page.table.rows()[0].cells[4] == "Hecho"
    assert post.prompts.undo is not None
    post.prompts.undo()
    post.settle()
    assert len(pending(post, person)) == 1


def test_what_happened_is_kept(post: Agenda, person: str) -> None:
    planned(post, person)
    page = post.sit(RECEPTION)
    post.press("N")
    post.type("Teléfono apagado")
    post.press("Return")
    assert page.panel.row is not None
    assert (page.panel.row.state, page.panel.row.note) == (FollowUpState.NOT_ACHIEVED, "Teléfono apagado")
    post.press("R")
    assert len(pending(post, person)) == 1


def test_putting_off_shows_the_new_day_and_goes_back(post: Agenda, person: str) -> None:
    planned(post, person)
    page = post.sit(RECEPTION)
    post.press("A")
    post.type("domingo")
    assert "es domingo" in page.panel.due.warning.text
    for _ in "domingo":
        post.press("Backspace")
    post.type("+3")
    post.press("Return")
    assert [row.due for row in pending(post, person)] == [TODAY + timedelta(days=3)]
    assert shown(page) == []
    assert post.prompts.undo is not None
    post.prompts.undo()
    post.settle()
    assert [row.due for row in pending(post, person)] == [TODAY]


def test_cancelling_wants_a_reason(post: Agenda, person: str) -> None:
    planned(post, person)
    page = post.sit(RECEPTION)
    post.press("Del")
    post.press("Return")
    assert page.panel.form.field("note").problem_text
    post.type("Ya viajó")
    post.press("Return")
    assert pending(post, person) == ()


def test_overdue_ones_stand_apart_with_their_days(post: Agenda, person: str) -> None:
    planned(post, person)
    planned(post, person, TODAY + timedelta(days=3), reason="Esta semana")
    post.desk.clock.advance(2 * 24 * 3600)
    page = post.sit(RECEPTION)
    assert shown(page) == []
    post.press("Alt+1")
    assert [row.cells[4] for row in page.table.rows()] == ["Vencido: 2 días"]
    post.press("Alt+3")
    assert shown(page) == ["Preguntar por la cita", "Esta semana"]
    post.press("Alt+PgDown")
    assert shown(page) == []
    post.press("Alt+Home")
    assert len(shown(page)) == 2


def test_the_week_walks_by_day_and_tells_its_sunday(post: Agenda, person: str) -> None:
    planned(post, person, TODAY + timedelta(days=1))
    page = post.sit(RECEPTION)
    post.press("Alt+PgDown")
    assert shown(page) == ["Preguntar por la cita"]
    assert page.day == TODAY + timedelta(days=1)
    assert page.agenda is not None
    assert texts.strip(page.agenda.week[6]).endswith("cerrado")


def test_psychologys_own_is_unseen_by_reception_in_every_list(post: Agenda, person: str) -> None:
    page = post.sit(PSYCHOLOGY)
    page.open_target(f"person:{person}")
    post.settle()
    assert page.form.values()["private"], "it is the rule"
    post.type("hoy")
    post.press("Return")
    post.type("Segunda sesión")
    post.press("Ctrl+Return")
    assert shown(page) == ["Segunda sesión"]
    for role in (RECEPTION, Role.COORDINATION, Role.HEALTH):
        page = post.sit(role)
        for keys in ("Alt+1", "Alt+2", "Alt+3"):
            post.press(keys)
            assert shown(page) == []
        assert page.agenda is not None
        assert not any(day.pending for day in page.agenda.week)
        assert pending(post, person, role) == ()


def test_only_mine(post: Agenda, person: str) -> None:
    planned(post, person, role=Role.COORDINATION, reason="De coordinación")
    planned(post, person, reason="De recepción")
    page = post.sit(RECEPTION)
    assert len(shown(page)) == 2
    page.mine.setChecked(True)
    post.settle()
    assert shown(page) == ["De recepción"]


def test_it_leads_to_the_person_and_to_their_visit(post: Agenda, person: str) -> None:
    planned(post, person)
    post.sit(RECEPTION)
    post.press("V")
    post.press("T")
    assert post.went == [("people", person), ("today", f"attend:{person}")]


def test_from_a_referral_it_remembers_it(post: Agenda, person: str) -> None:
    made = post.on_db(lambda: refer(post.desk, person))
    page = post.sit(RECEPTION)
    page.open_target(f"person:{person}:{made.service_uuid}")
    post.settle()
    post.type("+8")
    post.press("Return")
    post.type("¿La atendieron?")
    draft = page.draft()
    page = post.sit(RECEPTION)
    assert draft is not None
    page.restore(draft)
    post.settle()
    post.press("Ctrl+Return")
    (row,) = pending(post, person)
    assert (row.origin, row.due) == ("REM", TODAY + timedelta(days=8))


def test_what_cannot_be_a_day_is_told(post: Agenda, person: str) -> None:
    page = post.sit(RECEPTION)
    page.open_target(f"person:{person}")
    post.settle()
    post.type("ayer")
    post.press("Ctrl+Return")
    assert page.form.due_field.problem_text
    assert page.form.field("reason").problem_text
    week = post.on_db(lambda: post.desk.runner(RECEPTION).run(followups.agenda, AgendaQuery(TODAY, Show.WEEK)).result)
    assert week.rows == ()
