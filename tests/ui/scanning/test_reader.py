"""A reader at the search boxes and in the form; and people who type, whom it must never disturb."""

import pytest
from PySide6.QtWidgets import QApplication

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age
from casa_desktop.domain.scanning import card_of, recognise
from casa_desktop.domain.scans import Scan, ScanProblem
from casa_desktop.texts import ui_scanning
from casa_desktop.ui.people.form import PersonForm
from casa_desktop.ui.people.picker import PersonPicker
from tests.domain.documents_in import Papers, bar_code
from tests.services.desk import TODAY
from tests.ui.people.conftest import Room
from tests.ui.scanning.reader import scan, send

TYPED_CEDULA = bar_code()[:190].replace("\0", " ").replace("\x7f", "") + "\n"


class Box:
    """A picker, and what it reported."""

    def __init__(self, room: Room, *roles: Role) -> None:
        self.picker = PersonPicker(room.session(*roles))
        self.chosen: list[str] = []
        self.new: list[str] = []
        self.picker.person_chosen.connect(self.chosen.append)
        self.picker.new_person.connect(self.new.append)
        room.show(self.picker, 640, 400)
        self.picker.focus_first()


@pytest.fixture
def box(room: Room) -> Box:
    return Box(room, Role.RECEPTION)


def test_a_card_takes_its_person_at_once_and_once(room: Room, box: Box) -> None:
    ana = room.register("Ana Rojas", "12345678")
    room.register("Ana Rojas", "123456789")
    scan(room, card_of(room.read(ana).code) + "\n")
    assert box.chosen == [ana]
    assert box.picker.text == ""
    assert box.new == []


def test_a_cedula_with_line_ends_inside_looks_for_its_number(room: Room, box: Box) -> None:
    scan(room, TYPED_CEDULA + "ab\ncd\n")
    assert box.chosen == box.new == [], "nobody is registered without being asked"
    assert box.picker.text == "1098000123"
    assert room.prompts.said == ["Nadie tiene ese documento. Enter abre el registro con los datos leídos."]
    room.press("Return")
    assert box.new == ["1098000123"]


def test_a_slow_reader_is_waited_for_to_its_last_letter(room: Room, box: Box) -> None:
    send(TYPED_CEDULA)
    send("abcdefgh\nijkl\n", 0.04)
    scan(room, "")
    assert box.picker.text == "1098000123"
    assert len(room.prompts.said) == 1


def test_who_has_only_a_number_that_begins_so_is_not_taken(room: Room, box: Box) -> None:
    room.register("Berta Rojas", "10980001234")
    scan(room, TYPED_CEDULA)
    assert box.chosen == []


def test_a_passport_is_read_to_its_last_line_whatever_ends_its_lines(room: Room, box: Box) -> None:
    text = Papers().td3()
    for ended in (text + "\n", text.replace("\n", "\t") + "\t", text.replace("\n", "") + "\n"):
        scan(room, ended)
        assert box.picker.edit.hasFocus()
        assert box.picker.text == "123456789"
        box.picker.clear()


def test_a_wrong_check_digit_is_said_and_nothing_is_looked_for(room: Room, box: Box) -> None:
    text = Papers().td3()
    scan(room, text[:44] + "\n9" + text[46:] + "\n")
    assert box.picker.text == ""
    assert len(room.prompts.said) == 1
    assert ui_scanning.PROBLEMS[ScanProblem.CHECK_NUMBER] in room.prompts.said[0]
    assert box.chosen == box.new == []


def test_people_type_as_ever_slow_or_fast(room: Room, box: Box) -> None:
    ana = room.register("Ana Rojas", "12345678")
    send("ana ro", 0.07)
    room.settle()
    assert box.picker.text == "ana ro"
    room.press("Return")
    assert box.chosen == [ana]
    box.picker.clear()
    send("12345678\n")
    room.settle()
    assert box.chosen == [ana, ana], "Enter was not held back"


def test_a_name_as_long_as_a_line_is_no_passport(room: Room, box: Box) -> None:
    send("pamela carolina de los angeles iguaran\n")
    room.settle()
    assert box.new == ["pamela carolina de los angeles iguaran"]


def test_a_paste_is_a_scan_too_and_a_number_finds_the_person(room: Room, box: Box) -> None:
    ana = room.register("Ana Rojas", "V-12.345.678")
    box.picker.edit.setFocus()
    QApplication.clipboard().setText(Papers(number="12345678").td3())
    room.press("Ctrl+V")
    assert box.chosen == [ana]
    for pasted in ("V-12.345.678", "12.345.678", "V12345678"):
        QApplication.clipboard().setText(pasted)
        room.press("Ctrl+V")
        assert [hit.uuid for hit in box.picker.list.hits] == [ana]
        room.press("Escape")


def test_who_may_not_search_goes_on_to_the_form(room: Room) -> None:
    box = Box(room, Role.VOLUNTEER)
    scan(room, TYPED_CEDULA)
    assert box.new == ["1098000123"]


def test_nobody_found_becomes_a_form_in_which_nothing_is_typed_twice(room: Room) -> None:
    page = room.sit(Role.RECEPTION)
    kept = page.session
    picker = PersonPicker(kept)
    picker.scans.take(scan_of(TYPED_CEDULA))
    room.settle()
    page.search("1098000123")
    page.search_entered(False)
    room.settle()
    form = page.desk.form
    assert isinstance(form, PersonForm)
    values = form.values()
    assert [values[n] for n in ("first_name", "other_names", "first_surname", "second_surname")] == [
        "Ana",
        "María",
        "Peña",
        "De la Hoz",
    ]
    assert (values["sex"], values["country"]) == (("02",), "COL")
    assert (values["document_type"], values["number"]) == ("CC", "1098000123")
    assert isinstance(values["age"], Age)
    room.press("Ctrl+Return")
    assert room.prompts.said[-1] == "Persona registrada: P-000001"
    picker.deleteLater()


def test_a_scan_fills_the_form_wherever_the_cursor_stands_and_once(room: Room) -> None:
    page = room.sit(Role.RECEPTION)
    page.register()
    room.settle()
    room.type("300 123 4567", "phone_edit")
    room.child("phone_edit").setFocus()
    scan(room, TYPED_CEDULA)
    form = page.desk.form
    assert form is not None
    assert form.values()["phone"] == "300 123 4567", "what stood in the field is there again"
    assert form.values()["first_surname"] == "Peña"
    assert form.dirty
    assert room.text("banner_label").startswith("Leído de la cédula.")
    room.retype("first_name_edit", "Anita")
    scan(room, TYPED_CEDULA)
    assert form.values()["first_name"] == "Anita", "a reader that repeats itself changes nothing"
    page.desk.close_form()


def scan_of(text: str) -> Scan:
    found = recognise(text, TODAY)
    assert found is not None
    return found
