"""Merging by keyboard: two records side by side, united, taken back; possible duplicates one after the other."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from casa_desktop.domain.access import Role
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.merging import Part
from casa_desktop.domain.periods import Month
from casa_desktop.domain.visits import Guidance, NewService, RecordVisit
from casa_desktop.services import months, visits
from casa_desktop.services.months import CloseMonth
from casa_desktop.texts import ui_merging as texts
from casa_desktop.ui import hotkeys
from casa_desktop.ui.people.page import PeoplePage
from tests.services.desk import TODAY
from tests.ui.people.conftest import Room

FEBRUARY = TODAY.replace(month=2)


@pytest.fixture
def twice(room: Room) -> tuple[str, str]:
    """Somebody who was registered again with another surname and the same document."""
    return room.register("María Núñez", "12345678"), room.register("María Nunez", "12345678", phone="300 123 4567")


def attend(room: Room, person: str, day: object = TODAY) -> None:
    service = NewService(new_id(), "ORI", Guidance())
    visit = RecordVisit(new_id(), day, "TRANSITO", (service,), person_uuid=person)  # type: ignore[arg-type]  # a date
    room.on_db(lambda: room.desk.runner(Role.RECEPTION).run(visits.record, visit))


def opened(room: Room, person: str, *roles: Role) -> PeoplePage:
    page = room.sit(*(roles or (Role.RECEPTION,)))
    page.open_target(person)
    room.settle()
    return page


def comparing(room: Room, page: PeoplePage) -> None:
    """Ctrl+U, and Enter on the likeliest."""
    page.focus_first()
    room.press("Ctrl+U")
    room.settle()
    assert room.focused() == "likely_list"
    room.press("Return")
    room.settle()
    assert room.focused() == "compare_table"


def lines(room: Room) -> dict[str, tuple[str, ...]]:
    model = room.child("compare_table").model()
    cells = [
        tuple(str(model.index(row, column).data() or "") for column in range(4)) for row in range(model.rowCount())
    ]
    return {cell[0]: cell[1:] for cell in cells}


def test_two_records_are_united_by_keys_and_f9_takes_it_back(room: Room, twice: tuple[str, str]) -> None:
    attend(room, twice[1])
    page = opened(room, twice[0])
    comparing(room, page)
    shown = lines(room)
    assert shown["Documentos"] == ("CV ••••5678", "CV ••••5678", texts.SAME)
    assert shown["Teléfonos"][2] == texts.TOGETHER
    assert shown["Primer apellido"] == ("✓ Núñez", "Nunez", texts.DIFFERENT)
    assert "1 atención" in room.text("follows_label")
    room.press("Right")
    assert lines(room)["Primer apellido"][:2] == ("Núñez", "✓ Nunez")
    room.press("Ctrl+Return")
    room.settle()
    assert room.read(twice[1]).name.first_surname == "Nunez"
    assert room.read(twice[1]).uuid == twice[0]
    assert room.text("person_name") == "María Nunez"
    assert "P-000002" in room.text("merge_P-000002")
    assert "P-000002" in room.prompts.said[-1]
    undo = room.prompts.undo
    assert undo is not None
    undo()
    room.settle()
    assert room.read(twice[1]).uuid == twice[1]
    assert room.read(twice[0]).name.first_surname == "Núñez"


def test_enter_goes_through_the_lines_to_the_reason_and_esc_goes_back(room: Room, twice: tuple[str, str]) -> None:
    page = opened(room, twice[0])
    comparing(room, page)
    for _ in range(len(lines(room)) - room.child("compare_table").currentIndex().row()):
        room.press("Return")
    assert room.focused() == "merge_reason_edit"
    room.press("Return")
    room.settle()
    assert room.read(twice[1]).uuid == twice[1], "whoever goes on with Enter unites nobody without having said so"
    room.press("Escape")
    room.settle()
    assert room.text("person_name") == "María Núñez"
    assert room.read(twice[1]).uuid == twice[1]


def test_the_other_record_may_be_the_one_that_is_kept(room: Room, twice: tuple[str, str]) -> None:
    page = opened(room, twice[0])
    comparing(room, page)
    room.press("c")
    room.settle()
    room.press("Ctrl+Return")
    room.settle()
    assert room.read(twice[0]).uuid == twice[1]
    assert room.text("person_name") == "María Nunez"


def test_a_closed_month_asks_for_the_reason_beside_its_field(room: Room, twice: tuple[str, str]) -> None:
    for person in twice:
        attend(room, person, FEBRUARY)
    room.on_db(lambda: room.desk.runner(Role.COORDINATION).run(months.close, CloseMonth(Month.of(FEBRUARY))))
    page = opened(room, twice[0])
    comparing(room, page)
    assert "febrero de 2026" in page.merging.compare._warning.text
    room.press("Ctrl+Return")
    room.settle()
    assert room.read(twice[1]).uuid == twice[1]
    room.type("Registro repetido", "merge_reason_edit")
    room.press("Ctrl+Return")
    room.settle()
    assert room.read(twice[1]).uuid == twice[0]


def test_parted_from_the_page_of_the_person_at_any_later_time(room: Room, twice: tuple[str, str]) -> None:
    page = opened(room, twice[0], Role.COORDINATION)
    comparing(room, page)
    room.press("Ctrl+Return")
    room.settle()
    room.desk.clock.instant += timedelta(days=40)
    room.prompts.answers.append("Eran dos hermanas")
    room.press("Ctrl+Shift+U")
    room.settle()
    assert room.read(twice[1]).uuid == twice[1]
    assert page.panel.merged.isHidden()


def test_pairs_are_worked_through_by_keys(room: Room, twice: tuple[str, str]) -> None:
    again = room.register("María Nuñes", "12345678")
    other = [room.register("Luis Rueda", "9876543"), room.register("Luis Rueda", "9876543")]
    page = room.sit(Role.COORDINATION)
    room.press(hotkeys.DUPLICATES)
    room.settle()
    table = room.child("pairs_table")
    assert len(table.rows()) == 4, "three of one person are three pairs"
    assert room.text("pairs_count") == "4 parejas por revisar"
    assert room.text("scanned_label") == texts.scanned(5, 5)
    assert room.focused() == "pairs_table"
    # Enter opens the pair; united, the next one comes.
    table.select(next(row.key for row in table.rows() if set(row.key.split()) == set(other)))
    room.press("Return")
    room.settle()
    room.press("Ctrl+Return")
    room.settle()
    assert room.read(other[1]).uuid == room.read(other[0]).uuid
    assert room.focused() == "pairs_table"
    assert len(table.rows()) == 3
    # F9 right after: the pair is back, and the cursor on it, not on the one that had taken its place.
    assert room.prompts.undo is not None
    room.prompts.undo()
    room.settle()
    assert set(table.current_key().split()) == set(other)
    room.press("Return")
    room.settle()
    room.press("Ctrl+Return")
    room.settle()
    # N: not the same person, and not asked again; D: later.
    room.press("N")
    room.settle()
    assert len(table.rows()) == 2
    room.press("D")
    assert len(table.rows()) == 1
    room.press("Escape")
    room.settle()
    room.press(hotkeys.DUPLICATES)
    room.settle()
    assert len(table.rows()) == 2, "who was left for later is there again, who was set apart is not"
    assert again
    assert page.merging.isVisible()


def test_who_is_registered_since_is_found_too(room: Room, twice: tuple[str, str]) -> None:
    room.sit(Role.COORDINATION)
    room.press(hotkeys.DUPLICATES)
    room.settle()
    table = room.child("pairs_table")
    assert len(table.rows()) == 1
    room.press("Escape")
    room.register("María Núñez", "12345678")
    room.press(hotkeys.DUPLICATES)
    room.settle()
    assert len(table.rows()) == 3


def test_what_is_being_compared_comes_back_after_a_lock(room: Room, twice: tuple[str, str]) -> None:
    page = opened(room, twice[0])
    comparing(room, page)
    room.press("Right")
    room.type("Repetida", "merge_reason_edit")
    draft = page.draft()
    assert draft is not None
    page = room.sit(Role.RECEPTION)
    page.restore(draft)
    room.settle()
    assert page.merging.compare.taken() == {Part.FIRST_SURNAME}
    assert page.merging.compare.reason.text() == "Repetida"


def test_who_may_not_merge_has_neither_button_nor_key(room: Room, twice: tuple[str, str]) -> None:
    page = opened(room, twice[0], Role.HEALTH)
    page.focus_first()
    for keys in ("Ctrl+U", hotkeys.DUPLICATES):
        room.press(keys)
        room.settle()
        assert not page.merging.isVisible()
    assert all(not button.isVisible() for button in page.findChildren(QPushButton, "pairs_button"))


def test_every_control_of_merging_says_what_it_is(room: Room, twice: tuple[str, str]) -> None:
    page = opened(room, twice[0], Role.COORDINATION)
    comparing(room, page)
    page.show_pairs()
    room.settle()
    for view in (page.merging.compare, page.merging.whom, page.merging.pairs):
        for widget in view.findChildren(QWidget):
            if widget.focusPolicy().value and widget.metaObject().className() not in ("QLineEdit", "Empty"):
                assert widget.accessibleName() or widget.property("text") or widget.focusProxy(), widget.objectName()
    assert page.help_text() == texts.HELP
