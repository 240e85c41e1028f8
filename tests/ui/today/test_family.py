"""A service for the whole family in one act, by keys."""

import pytest
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.access import Role
from casa_desktop.domain.ages import Age, AgeRange
from casa_desktop.domain.ids import new_id
from casa_desktop.domain.names import Name
from casa_desktop.domain.persons import Details
from casa_desktop.services import families
from casa_desktop.services.families import FamilyMember, RegisterFamily
from casa_desktop.services.people import RegisterPerson
from casa_desktop.texts import ui_visits as texts
from tests.services.desk import TODAY
from tests.ui.today.conftest import Counter


@pytest.fixture
def family(counter: Counter) -> tuple[str, ...]:
    """A mother with a partner and three children."""
    members = tuple(
        FamilyMember(
            RegisterPerson(
                new_id(), Details(Name(first, "", "Rojas"), sex="02", age=Age(None, AgeRange(9, 9), TODAY)), kinship=""
            )
        )
        for first in ("Ana", "Pedro", "Luis", "Rosa", "Inés")
    )
    command = RegisterFamily(new_id(), members)
    return counter.on_db(lambda: counter.desk.runner(Role.RECEPTION).run(families.register, command).result.members)


def test_a_family_of_five_with_one_shared_service_takes_no_more_than_twelve_keys(
    counter: Counter, family: tuple[str, ...]
) -> None:
    page = counter.sit(Role.RECEPTION)
    counter.type("ana ro")
    keys = ["Return", "Alt+O", "Alt+H", "Alt+F", "e", "Ctrl+Return"]
    for key in keys:
        counter.press(key) if len(key) > 1 else counter.type(key)
    assert len(keys) <= 12
    rows = counter.of_day()
    assert {row.person_uuid for row in rows} == set(family)
    (mother,) = [row for row in rows if row.person_uuid == family[0]]
    assert mother.services[0].companions == 4
    assert sum(row.accompanies for row in rows) == 4
    told = next(row for row in page.list.table.rows() if row.key == mother.uuid)
    assert told.cells[2] == "Orientación +4"


def test_one_member_can_be_dropped_and_undoing_takes_them_all_back(counter: Counter, family: tuple[str, ...]) -> None:
    counter.sit(Role.RECEPTION)
    counter.type("ana ro")
    for key in ("Return", "Alt+O", "Alt+H"):
        counter.press(key)
    counter.type("r")  # Rosa stayed at home
    counter.press("Alt+F")
    counter.type("e")
    counter.press("Ctrl+Return")
    assert {row.person_uuid for row in counter.of_day()} == set(family) - {family[3]}
    assert counter.prompts.undo is not None
    counter.prompts.undo()
    counter.settle()
    assert counter.of_day() == ()


def test_a_service_of_one_tells_that_the_family_gets_nothing(counter: Counter, family: tuple[str, ...]) -> None:
    counter.sit(Role.RECEPTION)
    counter.type("ana ro")
    for key in ("Return", "Alt+R", "Alt+H"):
        counter.press(key)
    assert counter.child("family_edit_note").property("text") == texts.FAMILY_NO_SERVICE
    counter.press("Alt+O")
    assert [w for w in counter.page.findChildren(QWidget, "family_edit_note") if w.isVisible()] == []


def test_who_lives_alone_is_not_asked_for_a_family(counter: Counter, ana: str) -> None:
    page = counter.sit(Role.RECEPTION)
    page.entry.take(ana)
    counter.settle()
    form = page.entry.form
    assert form is not None
    assert form.field("family").isHidden()
    counter.press("Alt+H")
    assert form.command().companions == ()


def test_who_was_dropped_stays_so_in_the_draft(counter: Counter, family: tuple[str, ...]) -> None:
    page = counter.sit(Role.RECEPTION)
    page.entry.take(family[0])
    counter.settle()
    for key in ("Alt+O", "Alt+H"):
        counter.press(key)
    counter.type("r")
    draft = page.draft()
    assert draft is not None
    again = counter.sit(Role.RECEPTION)
    again.restore(draft)
    counter.settle()
    form = again.entry.form
    assert form is not None
    assert {c.person_uuid for c in form.command().companions} == {family[1], family[2], family[4]}
