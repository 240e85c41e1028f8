"""«Salud y Unidad Móvil» by the keyboard: an outing is opened, filled from «Hoy», closed and read by who may."""

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel

from casa_desktop.domain.access import Role
from casa_desktop.domain.fields import Answers
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.visits import Anonymous, NewService, RecordVisit
from casa_desktop.services import visits
from casa_desktop.texts import ui_outings as texts
from casa_desktop.ui.outings.page import OutingsPage
from tests.services.desk import TODAY
from tests.ui.workshops.conftest import Room


@pytest.fixture
def van(room: Room) -> Room:
    """The room with the page of outings in it."""
    room.kind = OutingsPage
    return room


def attended(room: Room, chosen: str = "GENERAL", sex: str = "02", age: int = 30, day: date = TODAY) -> None:
    """Somebody without a name at the van."""
    answers: Answers = (("CONSULTA", chosen),)
    who = Anonymous(new_id(), sex, age, age)
    visit = RecordVisit(new_id(), day, "TRANSITO", (NewService(new_id(), "UMO", answers=answers),), anonymous=who)
    room.on_db(lambda: room.desk.runner(Role.HEALTH).run(visits.record, visit))


def words(page: OutingsPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def begin(room: Room) -> OutingsPage:
    page = room.sit(Role.HEALTH)
    assert isinstance(page, OutingsPage)
    room.press("Ctrl+N")
    assert page.form is not None
    page.form.field("municipality").set_value("68001")
    room.type("Café Madrid", "sector_edit")
    room.type("Óscar Landazábal, Yenny Carreño", "others_edit")
    room.press("Ctrl+Return", "sector_edit")
    return page


def test_an_outing_is_opened_filled_and_closed(van: Room) -> None:
    page = begin(van)
    assert page.view.detail is not None
    assert [member.name for member in page.view.detail.outing.team] == [
        "Prueba de salud",
        "Óscar Landazábal",
        "Yenny Carreño",
    ]
    assert texts.NOBODY in words(page)
    attended(van)
    attended(van, "ENFERMERIA", "01", 4)
    attended(van, age=61)
    page.refresh()
    van.settle()
    assert [row.cells for row in page.view.totals.rows()] == [
        ("Unidad Móvil: Enfermería", "Hombre", "1", "0", "0", "0", "0", "0", "0", "1"),
        ("Unidad Móvil: Medicina general", "Mujer", "0", "0", "0", "0", "1", "1", "0", "2"),
        ("Total", "Mujer", "0", "0", "0", "0", "1", "1", "0", "2"),
        ("", "Hombre", "1", "0", "0", "0", "0", "0", "0", "1"),
        ("", "Todos", "1", "0", "0", "0", "1", "1", "0", "3"),
    ]
    assert len(page.view.rows.rows()) == 3
    van.press("Ctrl+I")
    assert texts.CLOSED_STATE in words(page)
    undo = van.prompts.undo
    assert undo is not None
    undo()
    van.settle()
    assert texts.OPEN_STATE in words(page)


def test_what_was_recorded_before_is_told_and_taken_in(van: Room) -> None:
    attended(van)
    page = begin(van)
    assert "1 atención de la Unidad Móvil de ese día no está en ninguna salida." in words(page)
    van.press("Return", "banner_button")
    assert page.view.detail is not None
    assert (page.view.detail.loose, len(page.view.detail.facts)) == (0, 1)


def test_coordination_reads_totals_only(van: Room) -> None:
    begin(van)
    attended(van)
    page = van.sit(Role.COORDINATION)
    assert isinstance(page, OutingsPage)
    van.press("Return", "outings_table")
    assert texts.ONLY_TOTALS in words(page)
    assert not page.view.rows.isVisible()
    assert len(page.view.totals.rows()) == 1


def test_an_empty_outing_is_deleted_and_brought_back(van: Room) -> None:
    page = begin(van)
    van.press("Ctrl+Del")
    assert page.table.rows() == ()
    assert van.prompts.undo is not None
    van.prompts.undo()
    van.settle()
    assert len(page.table.rows()) == 1


def test_the_form_is_kept_at_the_lock(van: Room) -> None:
    page = van.sit(Role.HEALTH)
    assert isinstance(page, OutingsPage)
    van.press("Ctrl+N")
    van.type("El Poblado", "sector_edit")
    kept = page.draft()
    assert kept is not None
    page = van.sit(Role.HEALTH)
    page.restore(kept)
    van.settle()
    assert isinstance(page, OutingsPage)
    assert page.form is not None
    assert page.form.field("sector").value() == "El Poblado"
