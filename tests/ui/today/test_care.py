"""Care at the counter: a child who came alone, the pass to the private room, and what reception is never told."""

from datetime import timedelta
from typing import Any

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.listening import Booking
from casa_desktop.reports import pass_pdf
from casa_desktop.services import care, listening, passes
from casa_desktop.services.care import Care
from casa_desktop.services.listening import Book
from casa_desktop.services.passes import PassesQuery
from casa_desktop.texts import care as cards
from casa_desktop.texts import ui_children, ui_listening
from casa_desktop.ui import paper
from casa_desktop.ui.visits.form import VisitForm
from tests.services.desk import TODAY
from tests.ui.today.conftest import Counter


def undo(counter: Counter) -> None:
    """What «Deshacer» does."""
    assert counter.prompts.undo is not None
    counter.prompts.undo()
    counter.settle()


def oriented(counter: Counter, person: str) -> VisitForm:
    """The form of an orientation of *person*, as far as the save key."""
    counter.page.entry.take(person)
    counter.settle()
    counter.press("Alt+O")
    form = counter.page.entry.form
    assert form is not None
    form.profile.set_value("TRANSITO")
    return form


def mark_alone(counter: Counter, person: str) -> VisitForm:
    """As :func:`oriented`, with «NNA solo»."""
    form = oriented(counter, person)
    counter.press("Alt+M")
    form.field("vulnerabilities").set_value(["NNA_SOLO"])
    counter.settle()
    return form


def test_a_boy_alone_opens_his_card_the_icbf_is_told_and_it_is_closed_the_next_day(counter: Counter) -> None:
    boy = counter.register("Yeison", "Rivas")
    page = counter.sit(Role.RECEPTION)
    assert not page.strip.isVisible()
    form = mark_alone(counter, boy)
    assert form.steps.isVisible()
    assert form.steps.text == cards.steps(cards.CHILD)
    counter.press("Ctrl+Return")

    assert page.child.isVisible(), "the card of who was just saved opens by itself"
    assert "nadie está avisado" in page.strip.children_line.text
    counter.type("i")
    counter.retype("about_edit", "Radicado 12")
    counter.press("Ctrl+Return")
    assert "ICBF" in page.strip.children_line.text
    assert "Radicado 12" in counter.child("child_notices").text()
    counter.retype("adult_name_edit", "Marta Rivas")
    counter.press("Ctrl+Return")
    assert page.strip.cards[0].adult.name == "Marta Rivas"
    counter.press("Esc")
    assert page.entry.isVisible()

    counter.desk.clock.instant += timedelta(days=1)
    page = counter.sit(Role.RECEPTION)
    assert "desde ayer" in page.strip.children_line.text
    counter.press("F11")
    beside = counter.child("pass_button")
    assert not page.child.isAncestorOf(beside)
    beside.setFocus()
    counter.press("Ctrl+I")
    assert counter.prompts.said[-1] == ui_children.CLOSED
    assert not page.strip.isVisible()
    undo(counter)
    assert page.strip.children_line.isVisible()


def test_several_are_listed_and_one_is_chosen(counter: Counter) -> None:
    page = counter.sit(Role.RECEPTION)
    for name in ("Yeison", "Wilmer"):
        mark_alone(counter, counter.register(name, "Rivas"))
        counter.press("Ctrl+Return")
        counter.press("Esc")
        counter.press("Esc")
    assert page.strip.children_line.text.startswith("2 NNA")
    counter.press("F11")
    assert len(page.child.table.rows()) == 2
    counter.press("Return", "children_table")
    assert counter.child("child_who").text() in ("Yeison Rivas", "Wilmer Rivas")


def test_an_open_card_never_keeps_anybody_from_being_attended(counter: Counter, ana: str) -> None:
    counter.sit(Role.RECEPTION)
    mark_alone(counter, counter.register("Yeison", "Rivas"))
    counter.press("Ctrl+Return")
    counter.press("Esc")
    oriented(counter, ana)
    counter.press("Ctrl+Return")
    assert len(counter.of_day()) == 2


def test_that_key_also_works_while_somebody_new_is_being_written(counter: Counter) -> None:
    counter.sit(Role.RECEPTION)
    counter.type("yusmary iguaran")
    counter.press("Ctrl+Return")
    counter.press("F8")
    assert counter.prompts.said[-1:] == [ui_listening.passed(1)]


def test_one_key_sends_somebody_and_takes_them_back(counter: Counter, ana: str) -> None:
    page = counter.sit(Role.RECEPTION)
    room = counter.desk.runner(Role.PSYCHOLOGY)

    def waiting() -> list[tuple[int, str]]:
        return [(p.number, p.person_uuid) for p in counter.on_db(lambda: room.run(passes.queue, PassesQuery()).result)]

    counter.press("F8")
    assert counter.prompts.said[-1] == ui_listening.passed(1)
    page.entry.take(ana)
    counter.settle()
    counter.press("F8")
    assert waiting() == [(1, ""), (2, ana)]
    assert not page.strip.isVisible(), "reception does not see who waits"
    undo(counter)
    assert waiting() == [(1, "")]


def test_the_slip_says_a_number_and_nothing_else(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    counter.sit(Role.RECEPTION)
    printed: list[tuple[Any, ...]] = []
    monkeypatch.setattr(paper, "print_pdf", lambda *given: printed.append(given))
    counter.press("Shift+F8")
    assert printed == []
    counter.press("F8")
    counter.press("Shift+F8")
    assert printed[0][1] == pass_pdf.render(1, counter.desk.clock.now())


def test_coordination_sees_how_many_wait_and_not_who(counter: Counter, ana: str) -> None:
    page = counter.sit(Role.RECEPTION)
    page.entry.take(ana)
    counter.settle()
    counter.press("F8")
    page = counter.sit(Role.COORDINATION)
    assert page.strip.waiting_line.text.startswith("Espera 1 persona")
    assert "Ana" not in page.strip.waiting_line.text


def test_reception_sees_hours_only_if_coordination_lets_it(counter: Counter, ana: str) -> None:
    book = Book(new_id(), ana, Booking(TODAY, "14:00"))
    counter.on_db(lambda: counter.desk.runner(Role.PSYCHOLOGY).run(listening.book, book))
    page = counter.sit(Role.RECEPTION)
    assert not page.strip.isVisible()
    counter.on_db(lambda: counter.desk.runner(Role.COORDINATION).run(care.save_care, Care(show_times=True)))
    page = counter.sit(Role.RECEPTION)
    assert page.strip.times.text() == "Atención reservada: 2:00 p. m."
