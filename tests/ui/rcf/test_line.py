"""The phone line by the keyboard: one key calls, one ends, one letter tells how it went, Enter saves."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from casa_desktop.domain.access import Role
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.rcf import CallState
from casa_desktop.domain.visits import Rcf
from casa_desktop.services import people, rcf
from casa_desktop.services.people import ReservePerson
from casa_desktop.services.rcf import Enqueue
from casa_desktop.texts import ui_rcf as texts
from casa_desktop.ui.rcf.forms import QueueForm
from tests.ui.rcf.conftest import Booth

NUMBER = "0414 765 4321"


def contacts(booth: Booth) -> list[Rcf]:
    """The RCF services of today that count, in the order of their writing."""
    found = [s for v in booth.details() for s in v.services if not s.voided_at and isinstance(s.form, Rcf)]
    found.sort(key=lambda s: s.created_at)
    return [s.form for s in found if isinstance(s.form, Rcf)]


def test_a_call_of_somebody_who_waits_takes_four_keys(booth: Booth) -> None:
    booth.waits(booth.register())
    booth.waits(booth.register("Luz"))
    booth.sit()
    booth.press("Return")
    assert booth.page.line.turn.row is not None
    assert booth.page.line.turn.row.state is CallState.CALLING
    booth.desk.clock.advance(185)
    booth.press("Return")
    booth.type("l")
    assert booth.page.line.turn.form is not None
    assert booth.page.line.turn.form.minutes.value() == 4
    booth.press("Return")
    assert booth.pressed == 4
    assert contacts(booth) == [Rcf("LLAMADA", "VEN", "LOGRADO", 4)]
    assert booth.prompts.said[-1] == texts.SAVED
    # The next one is already under the cursor.
    assert booth.page.line.queue.hasFocus()
    assert [cells[0] for cells in booth.queue()] == ["Luz P.", "Ana P."]
    booth.press("Return")
    assert booth.page.line.turn.row.name == "Luz P."


def test_the_clock_runs_on_the_screen_and_survives_a_lock(booth: Booth) -> None:
    booth.waits(booth.register())
    booth.sit()
    booth.press("Return")
    booth.desk.clock.advance(247)
    booth.sit()
    booth.page.line.turn._tick()
    assert booth.child("call_clock").property("text") == "4:07"


@pytest.mark.parametrize(("letter", "result"), [("n", "NO_CONTESTA"), ("e", "ERRADO"), ("s", "SIN_RED")])
def test_each_result_has_its_letter_and_no_minutes(booth: Booth, letter: str, result: str) -> None:
    booth.waits(booth.register())
    booth.sit()
    booth.press("Return", "Return")
    booth.type(letter)
    booth.press("Return")
    assert contacts(booth) == [Rcf("LLAMADA", "VEN", result)]


def test_a_call_is_not_saved_without_its_result(booth: Booth) -> None:
    booth.waits(booth.register())
    booth.sit()
    booth.press("Return", "Return", "Return")
    form = booth.page.line.turn.form
    assert form is not None
    assert form.field("result").problem_text
    assert contacts(booth) == []


def test_an_unanswered_call_is_tried_again_with_one_key(booth: Booth) -> None:
    booth.waits(booth.register(), number=NUMBER)
    booth.sit()
    booth.press("Return", "Return")
    booth.type("n")
    booth.press("Return")
    (row,) = booth.page.line.unanswered.rows()
    assert row.cells[1:] == ("Ana P.", "Llamada · Venezuela", "1", "••••4321")
    booth.press("F6", "Return")
    assert booth.page.line.unanswered.rows() == ()
    assert booth.queue()[0] == ("Ana P.", "Llamada · intento 2 · Venezuela", "En llamada")
    booth.press("Return")
    booth.type("l")
    booth.press("Return")
    assert [each.result for each in contacts(booth)] == ["NO_CONTESTA", "LOGRADO"]
    assert not booth.sees("unanswered_table")


def test_a_boy_of_fifteen_alone_calls_home_before_the_others(booth: Booth) -> None:
    booth.waits(booth.register())
    booth.sit()
    booth.press("Ctrl+N", "Alt+N")
    form = booth.page.line.adding.form
    assert isinstance(form, QueueForm)
    form.field("sex").set_value(("01",))
    form.field("age").set_value(("13-17",))
    form.field("profile").set_value(("TRANSITO",))
    form.field("vulnerabilities").set_value(("NNA_SOLO",))
    booth.press("Ctrl+Return")
    # The screen tells that he goes first, and not why.
    assert [cells[-1] for cells in booth.queue()] == [f"{texts.FIRST} · espera", "Espera"]
    booth.press("Return", "Return")
    booth.type("l")
    booth.press("Return")
    (visit,) = booth.details()
    assert (visit.anonymous, visit.vulnerabilities, visit.profile) == (True, ("NNA_SOLO",), "TRANSITO")
    assert contacts(booth) == [Rcf("LLAMADA", "VEN", "LOGRADO", 1)]


def test_somebody_known_joins_the_queue_without_a_mouse(booth: Booth) -> None:
    person = booth.register()
    booth.waits(person, number=NUMBER, profile="PENDULAR")
    booth.sit()
    booth.press("Return", "Return")
    booth.type("l")
    booth.press("Return")
    booth.press("Ctrl+N")
    booth.type("ana")
    booth.press("Return")
    form = booth.page.line.adding.form
    assert isinstance(form, QueueForm)
    assert booth.child("adding_title").property("text") == "Ana P. · P-000001"
    # What they said last is proposed, and the number that they called before, masked.
    assert form.field("profile").value() == ("PENDULAR",)
    chip = next(w for w in form.findChildren(QAbstractButton) if w.text() == "••••4321 · Venezuela")
    chip.click()
    booth.press("Ctrl+Return")
    assert booth.queue()[0] == ("Ana P.", "Llamada · Venezuela", "Espera")
    assert booth.page.line.line.queue[0].masked == "••••4321"


def test_connectivity_is_typed_by_the_handful_and_can_be_undone(booth: Booth) -> None:
    booth.sit()
    booth.press("Ctrl+Shift+N")
    booth.type("c")
    form = booth.page.line.adding.form
    assert form is not None
    form.field("persons").set_value(3)
    form.field("sex").set_value(("01",))
    form.field("age").set_value(("18-25",))
    booth.press("Ctrl+Return")
    assert form.field("profile").problem_text
    form.field("profile").set_value(("TRANSITO",))
    booth.press("Ctrl+Return")
    assert contacts(booth) == [Rcf("CARGA")] * 3
    assert booth.prompts.undo is not None
    booth.prompts.undo()
    booth.settle()
    assert contacts(booth) == []


def test_undoing_a_saved_call_asks_for_its_result_again(booth: Booth) -> None:
    booth.waits(booth.register())
    booth.sit()
    booth.press("Return", "Return")
    booth.type("n")
    booth.press("Return")
    assert booth.prompts.undo is not None
    booth.prompts.undo()
    booth.settle()
    assert booth.queue() == [("Ana P.", "Llamada · Venezuela", "Falta el resultado")]
    assert not booth.sees("unanswered_table")
    booth.press("Return")
    booth.type("l")
    booth.press("Return")
    assert [each.result for each in contacts(booth)] == ["LOGRADO"]


def test_who_left_is_not_counted_and_undo_brings_them_back(booth: Booth) -> None:
    booth.waits(booth.register())
    booth.sit()
    booth.press("Del")
    assert booth.queue()[0][-1] == "Se fue"
    assert booth.prompts.undo is not None
    booth.prompts.undo()
    booth.settle()
    assert booth.queue()[0][-1] == "Espera"


def test_a_number_is_shown_only_when_asked_for(booth: Booth) -> None:
    booth.waits(booth.register(), number=NUMBER)
    booth.sit()
    assert booth.child("turn_number").property("text") == "••••4321"
    booth.press("Ctrl+D")
    assert booth.child("turn_number").property("text") == NUMBER
    booth.desk.clock.advance(5)
    booth.press("Return")
    booth.page.line.turn._tick()
    assert booth.child("turn_number").property("text") == "••••4321", "the next state hides it again"


@pytest.mark.parametrize("who", [(Role.RECEPTION, False), (Role.COORDINATION, False), (Role.RCF, True)])
def test_without_the_key_everything_but_numbers_works(booth: Booth, who: tuple[Role, bool]) -> None:
    booth.waits(booth.register(), number=NUMBER)
    role, keyless = who
    booth.sit(role, keyless=keyless)
    assert not booth.sees("turn_number")
    assert not booth.sees("reveal_button")
    booth.press("Ctrl+N", "Alt+N")
    form = booth.page.line.adding.form
    assert form is not None
    assert "number" not in {field.name for field in form.fields()}
    booth.press("Esc")
    booth.press("Return", "Return")
    booth.type("n")
    booth.press("Return")
    booth.press("F6", "Return", "Return")
    booth.type("l")
    booth.press("Return")
    assert [each.result for each in contacts(booth)] == ["NO_CONTESTA", "LOGRADO"]


def test_a_reserved_contact_is_a_code_on_the_screen(booth: Booth) -> None:
    person = booth.register()
    head = booth.desk.runner(Role.COORDINATION)
    booth.on_db(lambda: head.run(people.reserve, ReservePerson(person, 1, True, reason="Pedido")))
    asked = Enqueue(new_id(), "LLAMADA", "TRANSITO", person_uuid=person)
    booth.on_db(lambda: head.run(rcf.enqueue, asked))
    page = booth.sit()
    shown = [label.text() for label in page.findChildren(QLabel)]
    assert "Ana" not in f"{shown} {booth.queue()}"
    assert booth.queue()[0][0].startswith("P-")
    booth.sit(Role.COORDINATION)
    assert booth.queue()[0][0] == "Ana P."


def test_what_is_typed_is_kept_as_a_draft_with_its_number_apart(booth: Booth) -> None:
    booth.register()
    booth.sit()
    booth.press("Ctrl+N")
    booth.type("ana")
    booth.press("Return")
    booth.type(NUMBER)
    draft = booth.page.draft()
    assert draft is not None
    assert draft["rcf"] == {"number": NUMBER}
    assert NUMBER not in str(draft["form"])
    page = booth.sit()
    page.restore(draft)
    booth.settle()
    form = page.line.adding.form
    assert isinstance(form, QueueForm)
    assert form.field("number").value() == NUMBER
    # Where the key is not at hand the rest comes back all the same.
    page = booth.sit(Role.RCF, keyless=True)
    page.restore({**draft, "rcf": {"sealed": "x"}})
    booth.settle()
    assert page.line.adding.form is not None


def test_an_empty_queue_offers_its_first_act(booth: Booth) -> None:
    booth.sit()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName() == "first_button"
    booth.press("Return")
    assert booth.sees("rcf_picker")


def test_coordination_decides_for_how_long_numbers_are_kept(booth: Booth) -> None:
    booth.waits(booth.register(), number=NUMBER)
    booth.sit()
    assert not booth.sees("keep_button")
    booth.sit(Role.COORDINATION)
    booth.prompts.answers = ["0"]
    booth.child("keep_button").setFocus()
    booth.press("Return")
    booth.sit()
    assert not booth.sees("turn_number")
    assert booth.page.line.line.keep_days == 0
