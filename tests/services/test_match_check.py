"""Whoever matching would not find any more, or find wrongly, is told by `verificar`."""

import pytest

from casa_desktop.services.checkup import Check
from casa_desktop.services.runner import Runner
from casa_desktop.texts import checks as words
from tests.services.desk import Desk
from tests.services.indexed import FIRST, SECOND, checked, two_persons


@pytest.fixture
def coordination(desk: Desk) -> Runner:
    return two_persons(desk)


def index(runner: Runner) -> Check:
    return checked(runner, "matching")


def test_persons_registered_and_corrected_are_matched_by_what_they_say_today(coordination: Runner) -> None:
    assert index(coordination).ok


@pytest.mark.parametrize(
    ("statement", "stale"),
    [
        ("DELETE FROM match_key WHERE person_id = 2", SECOND),
        ("DELETE FROM match_record WHERE person_id = 1", FIRST),
        ("INSERT INTO match_key VALUES (77, 2)", SECOND),
        ("UPDATE match_record SET known = 'ana|roa|||||||' WHERE person_id = 2", SECOND),
        ("UPDATE person_name SET first_surname = 'Roa'", f"{FIRST}, {SECOND}"),
        ("UPDATE person_document SET number_typed = '77777' WHERE person_id = 1", FIRST),
        ("DELETE FROM person_phone WHERE person_id = 2", SECOND),
        ("UPDATE person SET birth_date = '1990-03-05' WHERE id = 1", FIRST),
    ],
)
def test_who_would_not_be_matched_any_more_is_named_by_code(
    desk: Desk, coordination: Runner, statement: str, stale: str
) -> None:
    desk.base.execute_outside(statement)
    found = index(coordination)
    assert not found.ok
    assert found.values["details"] == stale
    assert f"({stale})" in words.sentence(found)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE match_word SET persons = 9 WHERE word = 'MARIANA'",
        "DELETE FROM match_word WHERE word = 'RINKON'",
        "INSERT INTO match_word VALUES ('NADIE', 1)",
        "DELETE FROM match_near WHERE word = 'RINKON' AND form = 'RINKN'",
    ],
)
def test_a_vocabulary_that_miscounts_is_told_too(desk: Desk, coordination: Runner, statement: str) -> None:
    desk.base.execute_outside(statement)
    found = index(coordination)
    assert not found.ok
    assert "1 diferencia." in words.sentence(found)
