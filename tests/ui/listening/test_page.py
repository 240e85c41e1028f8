"""The agenda by keyboard, the session that an appointment becomes, and what is kept of it while it is typed."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QTableView

from casa_desktop.domain.access import Role
from casa_desktop.domain.listening import PassStanding, Standing
from casa_desktop.services import drafts, listening, psychology
from casa_desktop.services.drafts import DraftQuery, SaveDraft
from casa_desktop.services.listening import HistoryQuery
from casa_desktop.services.psychology import ReadNote
from casa_desktop.texts import care as cards
from casa_desktop.texts import ui_listening as texts
from tests.services.desk import TODAY
from tests.ui.listening.conftest import Room


def shown(table: QTableView) -> list[tuple[str, ...]]:
    model = table.model()
    columns = [c for c in range(model.columnCount()) if not table.isColumnHidden(c)]
    return [tuple(str(model.index(r, c).data()) for c in columns) for r in range(model.rowCount())]


def test_an_appointment_is_made_by_keyboard(room: Room, ana: str) -> None:
    room.sit()
    room.press("Ctrl+N")
    room.type("ana")
    room.press("Return")
    room.press("Tab")
    room.type("2 pm")
    room.press("Ctrl+Return")
    (made,) = room.agenda()
    assert (made.person_uuid, made.booking.start, made.booking.follow_up) == (ana, "14:00", False)
    assert shown(room.page.board.agenda) == [
        ("2:00 p. m.", "45", "Ana Ñusta Pérez", "Primera vez · Individual", "Citada")
    ]


def test_it_is_moved_called_off_and_undone(room: Room, ana: str) -> None:
    room.book(ana)
    room.sit()
    room.press("Ctrl+E")
    room.retype("date_edit", "11/03/2026")
    room.press("Ctrl+Return")
    tomorrow = TODAY + timedelta(days=1)
    assert [each.booking.date for each in room.agenda(TODAY, tomorrow)] == [tomorrow]
    assert len(shown(room.page.board.agenda)) == 1  # the page went along
    room.press("Ctrl+Del")
    assert room.agenda(tomorrow, tomorrow)[0].standing is Standing.CANCELLED
    assert room.prompts.undo is not None
    room.prompts.undo()
    room.settle()
    assert room.agenda(tomorrow, tomorrow)[0].standing is Standing.BOOKED
    room.press("Alt+V")
    assert room.agenda(tomorrow, tomorrow)[0].standing is Standing.MISSED


def test_a_week_is_seen_at_once(room: Room, ana: str) -> None:
    room.book(ana, "08:30", TODAY + timedelta(days=2))
    room.book(ana)
    page = room.sit()
    assert len(shown(page.board.agenda)) == 1
    page.board.span.set_value("week")
    room.settle()
    assert [row[0] for row in shown(page.board.agenda)] == ["mar 10/03", "jue 12/03"]
    page.board.agenda.setFocus()
    room.press("Alt+PgDown")
    assert page.board.days == (TODAY + timedelta(days=6), TODAY + timedelta(days=12))


def test_a_session_of_high_risk_with_plan_and_next_appointment(room: Room, ana: str) -> None:
    room.book(ana)
    page = room.sit()
    room.press("Return")
    form = page.visit.form
    assert form is not None
    assert page.visit.risk.isHidden()
    form.field("PSI.NIVEL_RIESGO").widget.setFocus()
    room.type("a")
    assert page.visit.risk.text == cards.steps(cards.RISK)
    assert page.visit.risk.isVisible()
    room.type("Plan de seguridad", "PSI_PLAN_edit")
    room.type("Muy íntimo", "PSI_note_edit")
    form.profile.set_value("PERMANENCIA")
    room.retype("next_date_edit", "17/03/2026")
    room.retype("next_start_edit", "3")
    room.press("Ctrl+Return")
    assert room.prompts.said[-1] == texts.SAVED_WITH_NEXT
    first, second = room.agenda(TODAY, TODAY + timedelta(days=7))
    assert (first.standing, second.standing) == (Standing.ATTENDED, Standing.BOOKED)
    assert (second.booking.start, second.booking.follow_up) == ("15:00", True)
    runner = room.desk.runner(Role.PSYCHOLOGY)
    (line,) = room.on_db(lambda: runner.run(listening.history, HistoryQuery(ana)).result)
    assert dict(line.answers) == {"NIVEL_RIESGO": "ALTO", "PLAN": "Plan de seguridad"}
    note = room.on_db(lambda: runner.run(psychology.read_note, ReadNote(line.service_uuid)).result)
    assert note.text == "Muy íntimo"


def test_half_of_a_next_appointment_is_told_beside_it(room: Room, ana: str) -> None:
    room.book(ana)
    page = room.sit()
    room.press("Return")
    assert page.visit.form is not None
    page.visit.form.profile.set_value("PERMANENCIA")
    room.retype("next_date_edit", "17/03/2026")
    room.press("Ctrl+Return")
    assert page.visit.next.field("start").problem_text
    assert room.agenda()[0].standing is Standing.BOOKED


def test_who_was_sent_is_called_in_and_their_pass_closed_by_the_session(room: Room, ana: str) -> None:
    room.send(ana)
    room.send()
    page = room.sit()
    assert [row[1] for row in shown(page.board.queue)] == ["Ana Ñusta Pérez", "Sin registrar"]
    room.press("Return")
    assert [each.standing for each in room.queue()] == [PassStanding.TAKEN, PassStanding.WAITING]
    assert page.visit.form is not None
    page.visit.form.profile.set_value("PERMANENCIA")
    room.press("Ctrl+Return")
    assert [each.number for each in room.queue()] == [2]
    page.board.queue.setFocus()
    room.press("Del")
    assert room.queue() == ()


def test_somebody_unnamed_is_attended_from_a_pass(room: Room) -> None:
    room.send()
    page = room.sit()
    room.press("Return")
    form = page.visit.form
    assert form is not None
    assert form.is_anonymous
    form.load({"anonymous.sex": ("02",), "anonymous.band": ("26-59",), "profile": ("TRANSITO",)})
    room.press("Ctrl+Return")
    assert room.queue() == ()


def test_the_history_shows_every_version_of_a_note(room: Room, ana: str) -> None:
    room.book(ana)
    page = room.sit()
    room.press("Return")
    assert page.visit.form is not None
    page.visit.form.profile.set_value("PERMANENCIA")
    room.type("Primera versión", "PSI_note_edit")
    room.press("Ctrl+Return")
    room.press("Return", "agenda_table")
    assert [row[1] for row in shown(page.history.table)] == ["Primera vez · Individual"]
    room.press("Ctrl+E")
    room.retype("note_edit", "Segunda versión")
    room.press("Ctrl+Return")
    assert room.child("note_label").text() == "Segunda versión"
    room.child("versions_chips").set_value("1")
    room.settle()
    assert room.child("note_label").text() == "Primera versión"


def test_what_is_typed_is_kept_sealed_and_comes_back(room: Room, ana: str) -> None:
    room.book(ana)
    page = room.sit()
    room.press("Return")
    room.type("Muy íntimo", "PSI_note_edit")
    room.retype("next_date_edit", "17/03/2026")
    draft = page.draft()
    assert draft is not None
    assert set(draft) <= {"psicologia", "proteccion"}, "nothing of it may stand outside the compartments"
    payload = json.dumps(draft)
    runner = room.desk.runner(Role.PSYCHOLOGY)
    room.on_db(lambda: runner.run(drafts.save, SaveDraft("listening", payload)))

    behind_a_pin = room.desk.runner(Role.PSYCHOLOGY, keyless=True)
    (kept,) = room.on_db(lambda: behind_a_pin.run(drafts.open_list, DraftQuery()).result)
    assert "ntimo" not in kept.payload
    assert ana not in kept.payload
    page = room.sit(keyless=True)
    page.restore(json.loads(kept.payload))
    room.settle()
    assert page.draft() == json.loads(kept.payload), "without the key it is handed back as it came"

    page = room.sit()
    page.restore(draft)
    room.settle()
    assert room.child("PSI_note_edit").value() == "Muy íntimo"
    assert page.visit.next.field("date").value() == TODAY + timedelta(days=7)
    assert page.visit.appointment_uuid == room.agenda()[0].uuid


def test_without_the_key_the_page_says_how_to_get_it(room: Room, ana: str) -> None:
    room.book(ana)
    page = room.sit(keyless=True)
    assert shown(page.board.agenda) == []
    assert room.child("keys_button").isVisible()


@pytest.mark.parametrize("keys", ["Ctrl+N", "Ctrl+T"])
def test_esc_goes_back_to_the_agenda(room: Room, ana: str, keys: str) -> None:
    room.book(ana)
    page = room.sit()
    room.press(keys)
    room.press("Esc")
    assert page.board.isVisible()


def test_a_matter_of_protection_is_written_here_with_the_route_in_sight(room: Room, ana: str) -> None:
    room.send(ana)
    page = room.sit()
    room.press("Return")
    room.press("Alt+R")
    room.press("Alt+P")
    room.press("F11")
    assert room.child("route_card").isVisible()
    form = page.visit.form
    assert form is not None
    assert form.services.value() == ("PRO",)
    form.field("PRO.ASUNTO").widget.setFocus()
    room.type("v")
    room.type("Muy íntimo", "PRO_note_edit")
    form.profile.set_value("PERMANENCIA")
    draft = page.draft()
    assert draft is not None
    assert set(draft) == {"psicologia", "proteccion"}
    assert "ntimo" not in json.dumps(draft["psicologia"])
    room.press("Ctrl+Return")
    runner = room.desk.runner(Role.PSYCHOLOGY)
    (line,) = room.on_db(lambda: runner.run(listening.history, HistoryQuery(ana)).result)
    assert (line.type, dict(line.answers)) == ("PRO", {"ASUNTO": "VBG"})


def test_without_its_key_the_rest_goes_on_and_says_so(room: Room, ana: str) -> None:
    room.book(ana)
    uuid, ring = room.desk.users[Role.PSYCHOLOGY]
    room.desk.users[Role.PSYCHOLOGY] = uuid, replace(ring, compartments={"psicologia": ring.compartments["psicologia"]})
    page = room.sit()
    room.press("Return")
    assert page.visit.needs_key.isVisible()
    assert page.visit.form is not None
    assert set(page.visit.form.parts) == {"PSI"}


def test_a_session_is_referred_on_the_page_of_referrals(room: Room, ana: str) -> None:
    room.book(ana)
    page = room.sit()
    room.press("Return")
    assert page.visit.form is not None
    page.visit.form.profile.set_value("PERMANENCIA")
    room.press("Ctrl+Return")
    gone: list[tuple[str, str]] = []
    room.session.navigate = lambda page_id, target: gone.append((page_id, target))
    room.press("Ctrl+H", "agenda_table")
    room.press("Ctrl+R")
    assert gone == [("referrals", f"person:{ana}:{room.agenda()[0].service_uuid}")]


def test_a_second_appointment_on_one_day_is_told(room: Room, ana: str) -> None:
    room.book(ana)
    room.sit()
    room.press("Ctrl+N")
    room.type("ana")
    room.press("Return")
    room.press("Tab")
    room.type("2 pm")
    room.press("Ctrl+Return")
    assert len(room.agenda()) == 2
    assert any("ya tenía cita: 10:00 a. m." in said for said in room.prompts.said)


def test_somebody_called_in_by_mistake_waits_again(room: Room, ana: str) -> None:
    room.send(ana)
    page = room.sit()
    room.press("Return")
    assert [each.standing for each in room.queue()] == [PassStanding.TAKEN]
    assert room.prompts.undo is not None
    room.prompts.undo()
    room.settle()
    assert [each.standing for each in room.queue()] == [PassStanding.WAITING]
    assert page.board.isVisible()
