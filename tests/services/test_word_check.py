"""Whoever the search box cannot find any more is told by `verificar`."""

import pytest

from casa_desktop.domain.ids import new_id
from casa_desktop.services import people
from casa_desktop.services.checkup import Check
from casa_desktop.services.people import RegisterPerson
from casa_desktop.services.runner import Runner
from casa_desktop.texts import checks as words
from tests.services.desk import Desk
from tests.services.indexed import FIRST, SECOND, checked, two_persons
from tests.services.test_people import named


@pytest.fixture
def coordination(desk: Desk) -> Runner:
    return two_persons(desk)


def index(runner: Runner) -> Check:
    return checked(runner, "words")


def test_persons_registered_and_corrected_are_found_by_what_they_say_today(coordination: Runner) -> None:
    assert index(coordination).ok


@pytest.mark.parametrize(
    ("statement", "stale"),
    [
        ("DELETE FROM person_word WHERE word = 'mariana'", FIRST),
        ("DELETE FROM person_word WHERE person_id = 2", SECOND),
        ("INSERT INTO person_word VALUES ('perez', 2, 'n', '')", SECOND),
        ("UPDATE person_word SET rest = ' ' WHERE word = 'nanez'", SECOND),
        ("UPDATE person_name SET first_surname = 'Roa'", f"{FIRST}, {SECOND}"),
        ("UPDATE person_document SET number = '77' WHERE person_id = 1", FIRST),
        ("DELETE FROM person_phone WHERE person_id = 2", SECOND),
    ],
)
def test_who_cannot_be_found_any_more_is_named_by_code(
    desk: Desk, coordination: Runner, statement: str, stale: str
) -> None:
    desk.base.execute_outside(statement)
    found = index(coordination)
    assert not found.ok
    assert found.values["details"] == stale
    assert f"({stale})" in words.sentence(found)


def test_a_merged_record_may_have_lost_its_name_but_not_its_numbers(desk: Desk, coordination: Runner) -> None:
    desk.base.execute_outside("UPDATE person SET canonical_id = 1 WHERE id = 2")
    assert index(coordination).ok
    desk.base.execute_outside("DELETE FROM person_word WHERE person_id = 2 AND kind = 'n'")
    desk.base.execute_outside("UPDATE person_word SET rest = '' WHERE person_id = 2")
    assert index(coordination).ok
    desk.base.execute_outside("DELETE FROM person_word WHERE person_id = 2 AND kind = 'd'")
    assert index(coordination).values["details"] == SECOND


def test_many_persons_are_counted_and_some_of_them_named(desk: Desk, coordination: Runner) -> None:
    for number in range(30):
        coordination.run(people.register, RegisterPerson(new_id(), named("Ana", f"Roa {number}")))
    desk.base.execute_outside("DELETE FROM person_word WHERE word = 'ana'")
    found = index(coordination)
    assert found.values["problems"] == 30
    assert str(found.values["details"]).count("P-") == 20
