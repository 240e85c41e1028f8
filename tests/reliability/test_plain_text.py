"""No file that the program writes shows anything of a person."""

import sqlite3
from pathlib import Path

import pytest

from casa_desktop.demo.scenarios import Order, Scenario
from casa_desktop.domain.clock import FixedClock
from casa_desktop.services import people
from casa_desktop.storage.envelope import FLOOR
from casa_desktop.wiring import Door, make_demo
from tests.services.desk import TODAY

PERSONS = 1_000
LONG_ENOUGH = 6
"""Shorter words would be found by chance."""


def traces(folder: Path, names: set[str]) -> list[str]:
    """``file: word`` for every word of *names* that stands readable in a file of *folder*, in any usual encoding."""
    wanted = {form for name in names for form in (name, name.upper(), name.lower())}
    needles = {
        form.encode(encoding): form for form in wanted for encoding in ("utf-8", "utf-16-le", "utf-16-be", "cp1252")
    }
    found = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        data = path.read_bytes()
        found += [f"{path.name}: {word}" for needle, word in needles.items() if needle in data]
    return found


def seeded_words(door: Door, username: str, password: str) -> set[str]:
    """Long words and numbers of the people in the base, as the program itself reads them."""
    desk = door.unlock(username, password)
    try:
        with desk.base.begin() as work:
            rows = work.connection.exec_driver_sql(
                "SELECT first_name, other_names, first_surname, second_surname FROM person_name"
            ).all()
            numbers = work.connection.exec_driver_sql("SELECT number_typed, number FROM person_document").all()
        desk.runner.run(people.search, people.SearchPeople("gonz"))
    finally:
        desk.close()
    return {word for row in (*rows, *numbers) for cell in row for word in str(cell).split() if len(word) >= LONG_ENOUGH}


@pytest.mark.timeout(180)
def test_a_profile_of_a_thousand_people_shows_none_of_them(tmp_path: Path) -> None:
    order = Order(Scenario.DESK, PERSONS, 2, 7, until=TODAY)
    users = dict(make_demo(tmp_path / "perfil", order))
    door = Door(tmp_path / "perfil", FixedClock.on(TODAY), FLOOR)
    with pytest.raises(Exception, match="wrong_password"):
        door.unlock("recepcion", "Guacamaya-secreta-9")
    words = seeded_words(door, "recepcion", users["recepcion"])
    assert len(words) > PERSONS
    assert traces(tmp_path, words) == []
    assert traces(tmp_path, {"Guacamaya-secreta-9", *users.values()}) == []


def test_the_hunt_finds_people_where_nothing_is_encrypted(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "plain.db") as plain:
        plain.execute("CREATE TABLE person (name TEXT)")
        plain.execute("INSERT INTO person VALUES ('Guillermina Uzcátegui')")
    plain.close()
    assert traces(tmp_path, {"Guillermina", "Uzcátegui"})
