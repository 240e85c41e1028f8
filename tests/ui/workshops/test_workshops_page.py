"""«Talleres» by the keyboard: planned, filled, corrected, kept at lock, and who may do what."""

from datetime import timedelta

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QPushButton

from casa_desktop.domain.access import Role
from casa_desktop.domain.periods import Month
from casa_desktop.domain.workshops import Nameless
from casa_desktop.services import workshops
from casa_desktop.services.workshops import PrintWorkshop
from casa_desktop.texts import ui_workshops as texts
from casa_desktop.ui.workshops.page import WorkshopsPage
from tests.services.desk import TODAY
from tests.ui.workshops.conftest import Room


def sit(room: Room, role: Role) -> WorkshopsPage:
    page = room.sit(role)
    assert isinstance(page, WorkshopsPage)
    return page


def test_a_workshop_of_twenty_is_filled_without_a_mouse(room: Room) -> None:
    """Fifteen whom the desk knows, three who are new, two who give no name."""
    surnames = ["Abreu", "Bravo", "Cruz", "Duarte", "Epieyú", "Ferrer", "Guerra", "Hoyos", "Ibarra", "Jaimes"]
    surnames += ["Kuan", "Lugo", "Mora", "Niño", "Ortega"]
    for surname in surnames:
        room.register("Ana", surname)
    page = sit(room, Role.PSYCHOLOGY)
    room.press("Ctrl+N")
    room.type("Cuidado en el embarazo")
    room.press("Ctrl+Return")
    uuid = page.view.detail.workshop.uuid if page.view.detail else ""
    assert QApplication.focusWidget() is page.view.picker.edit
    for surname in surnames:
        room.type(f"ana {surname[:3].lower()}")
        room.press("Return")
    for name in ("Luz Rojas", "Nazareth Zerpa", "Yuleisy Tovar"):
        room.type(name)
        room.press("Return")
        room.press("m")
        room.press("Return")
        room.type("31")
        room.press("Return")
    room.press("Alt+C")
    for _ in range(4):
        room.press("Down")
    room.type("2")
    room.press("Ctrl+Return")
    found = room.detail(uuid)
    assert found.attended == 20
    assert found.nameless == (Nameless("02", 26, 59, 2),)
    assert [row.person_name for row in found.rows[15:18]] == ["Luz Rojas", "Nazareth Zerpa", "Yuleisy Tovar"]
    assert len(page.view.table.rows()) == 19
    assert QApplication.focusWidget() is page.view.picker.edit
    assert room.prompts.undo is not None
    room.prompts.undo()
    room.settle()
    assert (room.detail(uuid).attended, room.detail(uuid).nameless) == (18, ())
    assert room.prompts.said[-1] == texts.HEADCOUNT_UNDONE


def test_who_was_put_on_the_list_by_mistake_is_taken_off_again(room: Room) -> None:
    room.register("Ana", "Pérez")
    workshop = room.plan()
    page = sit(room, Role.PSYCHOLOGY)
    page.open_target(workshop.uuid)
    room.settle()
    room.type("ana")
    room.press("Return")
    assert room.names() == [("Ana Pérez", texts.CAME)]
    undo = room.prompts.undo
    assert undo is not None
    undo()
    room.settle()
    assert room.names() == []
    assert room.detail(workshop.uuid).rows == ()


def test_the_list_is_kept_by_space_and_delete(room: Room) -> None:
    for surname in ("Pérez", "Rojas"):
        room.register("Ana", surname)
    workshop = room.plan(TODAY + timedelta(days=1))
    page = sit(room, Role.PSYCHOLOGY)
    page.open_target(workshop.uuid)
    room.settle()
    for surname in ("per", "roj"):
        room.type(f"ana {surname}")
        room.press("Return")
    assert [state for _, state in room.names()] == [texts.ENROLLED] * 2
    room.desk.clock.advance(24 * 3600)
    page.refresh()
    room.settle()
    room.press("Ctrl+Shift+T")
    assert [state for _, state in room.names()] == [texts.CAME] * 2
    room.press("F6")
    room.press("Home")
    room.press("Space")
    assert room.names() == [("Ana Pérez", texts.ENROLLED), ("Ana Rojas", texts.CAME)]
    room.press("Del")
    assert [name for name, _ in room.names()] == ["Ana Rojas"]
    assert room.prompts.undo is not None
    room.prompts.undo()
    room.settle()
    assert ("Ana Pérez", texts.ENROLLED) in room.names()


def test_more_people_than_seats_are_told_and_kept(room: Room) -> None:
    for surname in ("Pérez", "Rojas"):
        room.register("Ana", surname)
    workshop = room.plan(capacity=1)
    page = sit(room, Role.PSYCHOLOGY)
    page.open_target(workshop.uuid)
    room.settle()
    for surname in ("per", "roj"):
        room.type(f"ana {surname}")
        room.press("Return")
    assert room.prompts.said[-1] == "Ana Rojas está en la lista. Hay 1 más que el cupo de 1."
    assert room.detail(workshop.uuid).attended == 2


def test_reception_enrols_and_does_not_count(room: Room) -> None:
    room.register("Ana", "Pérez")
    ahead, today = room.plan(TODAY + timedelta(days=3), "Mañana"), room.plan()
    page = sit(room, Role.RECEPTION)
    assert not [b for b in page.findChildren(QPushButton, "new_workshop_button") if b.isVisible()]
    page.open_target(ahead.uuid)
    room.settle()
    room.type("ana")
    room.press("Return")
    assert room.names() == [("Ana Pérez", texts.ENROLLED)]
    page.open_target(today.uuid)
    room.settle()
    assert not page.view.picker.isVisible()


def test_what_was_being_typed_is_there_after_the_lock(room: Room) -> None:
    workshop = room.plan()
    page = sit(room, Role.PSYCHOLOGY)
    page.open_target(workshop.uuid)
    room.settle()
    room.type("luz rojas")
    room.press("Ctrl+Return")
    room.press("m")
    kept = page.draft()
    assert kept is not None
    page = sit(room, Role.PSYCHOLOGY)
    page.restore(kept)
    room.settle()
    assert page.view.quick is not None
    assert page.view.quick.field("name").value() == "luz rojas"
    assert page.view.quick.field("sex").value() == ("02",)
    room.child("quick_age_edit").setFocus()
    room.type("19")
    room.press("Return")
    assert room.names() == [("Luz Rojas", texts.CAME)]
    assert page.draft() is None


def test_whoever_is_new_at_the_door_is_said_in_one_line_with_document_and_age(room: Room) -> None:
    workshop = room.plan()
    page = sit(room, Role.PSYCHOLOGY)
    page.open_target(workshop.uuid)
    room.settle()
    room.type("luz rojas V-12.345.678 19 años mujer 300 123 4567")
    room.press("Ctrl+Return")
    assert room.child("quick_also_label").text() == texts.also_registered(["CV V-12.345.678", "3001234567"])
    assert page.view.quick is not None
    kept = page.view.quick.draft()
    page.view.quick.begin("")
    page.view.quick.restore(kept)
    numbers = page.view.quick.command().numbers
    assert [(d.type, d.number) for d in numbers.documents] == [("CV", "V-12.345.678")]
    assert [phone.number for phone in numbers.phones] == ["3001234567"]
    room.child("quick_age_edit").setFocus()
    room.press("Return")
    assert room.names() == [("Luz Rojas", texts.CAME)]


def test_the_form_of_a_workshop_is_kept_too_and_tells_what_is_missing(room: Room) -> None:
    page = sit(room, Role.COORDINATION)
    room.press("Ctrl+N")
    room.press("Ctrl+A", "date_edit")
    room.type("12/03/26", "date_edit")
    room.press("Ctrl+Return")
    assert page.form is not None
    assert page.form.field("topic").problem_text
    room.type("Duelo", "topic_edit")
    kept = page.draft()
    assert kept is not None
    page = sit(room, Role.COORDINATION)
    page.restore(kept)
    room.settle()
    room.press("Ctrl+Return", "topic_edit")
    assert page.view.detail is not None
    assert (page.view.detail.workshop.topic, page.view.detail.workshop.date.year) == ("Duelo", 2026)


def test_printing_names_leaves_a_trace(room: Room) -> None:
    workshop = room.plan()
    runner = room.desk.runner(Role.PSYCHOLOGY)
    room.on_db(lambda: runner.run(workshops.printed, PrintWorkshop(workshop.uuid, signing=True)))
    acts = room.on_db(lambda: room.desk.base.execute_outside("SELECT action FROM audit ORDER BY seq DESC LIMIT 1"))
    assert acts == [("workshop.print",)]


def test_large_letters_leave_the_topic_its_room(room: Room) -> None:
    room.plan(topic="Señales de alarma en el embarazo y cuándo ir a urgencias")
    page = sit(room, Role.PSYCHOLOGY)
    page.resize(QSize(1140, 700))
    room.settle()
    assert not any(page.table.isColumnHidden(column) for column in range(8))
    page.resize(QSize(620, 700))
    room.settle()
    assert page.table.isColumnHidden(3)
    assert page.table.columnWidth(2) > page.table.fontMetrics().averageCharWidth() * 15


def test_who_came_in_a_closed_month_wants_a_reason_once_for_the_whole_list(room: Room) -> None:
    for surname in ("Pérez", "Rojas"):
        room.register("Ana", surname)
    workshop = room.plan(TODAY.replace(month=2, day=20))
    room.close_month(Month(2026, 2))
    page = sit(room, Role.PSYCHOLOGY)
    page.open_target(workshop.uuid)
    room.settle()
    assert room.child("attendance_reason_edit").isVisible(), "before anybody is added"
    page.view.picker.focus_first()
    room.type("ana pérez")
    room.press("Return")
    assert (room.names(), page.view.late.problem_text != "") == ([], True)
    assert room.child("attendance_reason_edit").hasFocus()
    room.type("La planilla apareció después")
    for surname in ("pérez", "rojas"):
        page.view.picker.clear()
        page.view.picker.focus_first()
        room.type(f"ana {surname}")
        room.press("Return")
    assert sorted(room.names()) == [("Ana Pérez", texts.CAME), ("Ana Rojas", texts.CAME)]


def test_a_workshop_that_was_counted_asks_for_a_reason_where_it_leaves_a_closed_month(room: Room) -> None:
    room.register("Ana", "Pérez")
    workshop = room.plan(TODAY.replace(month=2, day=20))
    page = sit(room, Role.PSYCHOLOGY)
    page.open_target(workshop.uuid)
    room.settle()
    room.type("ana")
    room.press("Return")
    room.close_month(Month(2026, 2))
    room.press("Ctrl+E")
    assert page.form is not None
    assert not page.form.late.isHidden()
    page.form.field("date").set_value(TODAY)
    room.settle()
    assert not page.form.late.isHidden(), "it is taken out of the closed month"
    room.press("Ctrl+Return")
    assert page.form.late.problem_text
    page.form.late.set_value("Se anotó con otra fecha")
    room.press("Ctrl+Return")
    assert room.detail(workshop.uuid).workshop.date == TODAY
