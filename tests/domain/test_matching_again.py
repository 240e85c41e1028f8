"""The benchmark of matching keeps its word: so many errors as promised, each of its kind, and others who are others."""

import random
import re
from datetime import date

import pytest

from casa_desktop.domain.documents import normalise_number
from casa_desktop.domain.text import fold
from tests.benchmarks.matching import make_questions
from tests.benchmarks.matching_errors import CHANGES, NAMES, again
from tests.benchmarks.matching_letters import SPOILS, accent, spoilt_by_sound
from tests.benchmarks.matching_others import OTHERS, other, told_apart
from tests.benchmarks.matching_people import COLUMNS, Person, changed, make_persons

PEOPLE = list(make_persons(1500, 5))
_WHOLE_NAME = {"names_for_surnames", "all_in_one_cell"}


def columns_of(kind: str) -> int:
    """In how many columns an error of *kind* may be seen at most."""
    two = "swapped|glued|in_one_cell|only|document_missing|other_type|age_for_birth|birth_missing"
    return 4 if kind in _WHOLE_NAME else 2 if re.search(two, kind) else 1


def test_the_same_seed_gives_the_same_persons() -> None:
    assert list(make_persons(300, 5)) == PEOPLE[:300]
    assert list(make_persons(300, 6)) != PEOPLE[:300]
    assert len({person.id for person in PEOPLE}) == len(PEOPLE)


def test_a_row_has_the_columns_of_the_import() -> None:
    assert all(len(person.row) == len(COLUMNS) for person in PEOPLE)
    assert PEOPLE[0].row[0] == PEOPLE[0].id
    assert PEOPLE[0].row[-1] == PEOPLE[0].address


def test_families_share_surnames_and_the_desk_leaves_parts_empty() -> None:
    homes: dict[int, list[Person]] = {}
    for person in PEOPLE:
        homes.setdefault(person.home, []).append(person)
    large = [home for home in homes.values() if len(home) > 2]
    assert sum(len({each.first_surname for each in home}) < len(home) for home in large) > 0.9 * len(large)
    for part in ("second_surname", "document", "phone", "birth_date", "address"):
        empty = sum(not getattr(person, part) for person in PEOPLE) / len(PEOPLE)
        assert 0.05 < empty < 0.65, part


@pytest.mark.parametrize("kind", CHANGES)
def test_one_error_is_one_error_of_its_kind(kind: str) -> None:
    chance = random.Random(kind)
    seen = 0
    for person in PEOPLE:
        after = CHANGES[kind](chance, person)
        parts = changed(person, after)
        assert len(parts) <= columns_of(kind)
        assert after.id == person.id
        seen += bool(parts)
    assert seen, "a kind that never happens judges nothing"


@pytest.mark.parametrize("errors", [0, 1, 3])
def test_so_many_errors_as_promised(errors: int) -> None:
    chance = random.Random(errors)
    for person in PEOPLE[:700]:
        try:
            made = again(chance, person, errors)
        except LookupError:
            assert errors == 3  # of somebody of whom hardly anything is known
            continue
        assert len(made.kinds) == len(set(made.kinds)) == errors
        assert made.of == person.id
        parts = changed(person, made.person)
        assert errors <= len(parts) <= sum(map(columns_of, made.kinds))
        assert made.person.first_name or made.person.first_surname or made.person.document


@pytest.mark.parametrize(
    ("kind", "written", "instead"),
    [
        ("b_v", "Vivas", {"Bivas", "Vibas"}),
        ("s_c_z", "Rosa", {"Roza"}),
        ("h_silent", "Henry", {"Enry"}),
        ("ll_y", "Castillo", {"Castiyo"}),
        ("g_j", "Jesús", {"Gesús"}),
        ("x_s", "Xavier", {"Savier", "Javier"}),
        ("ez_es", "Pérez", {"Péres", "Pére"}),
        ("i_y", "Yusmary", {"Yusmari"}),
        ("y_j", "Yhon", {"Jhon"}),
        ("y_j", "John", {"Jhon", "Yohn", "Yon"}),
        ("w_gu", "Wilmer", {"Guilmer", "Wuilmer"}),
        ("doubled", "Vanessa", {"Vanesa", "Vannessa"}),
    ],
)
def test_a_name_written_by_ear(kind: str, written: str, instead: set[str]) -> None:
    chance = random.Random(1)
    assert {spoilt_by_sound(kind)(chance, written) for _ in range(60)} <= instead | {written}
    assert spoilt_by_sound(kind)(chance, written) != written


def test_accents_are_all_that_such_an_error_changes() -> None:
    chance = random.Random(1)
    for person in PEOPLE[:300]:
        for part in NAMES:
            name = getattr(person, part)
            assert fold(accent(chance, name)) == fold(name)


def test_spoilt_names_keep_their_capitals() -> None:
    chance = random.Random(1)
    for kind, spoil in SPOILS.items():
        for name in ("De la Hoz", "Jean-Baptiste", "Álvarez", "José"):
            assert spoil(chance, name)[:1].isupper(), (kind, name)


def test_numbers_and_dates_are_wrong_in_the_way_that_is_said() -> None:
    chance = random.Random(1)
    for person in PEOPLE[:500]:
        if person.document:
            turned = CHANGES["document_turned"](chance, person).document
            assert sorted(turned) == sorted(person.document)
            wrong = CHANGES["document_digit"](chance, person).document
            assert sum(a != b for a, b in zip(wrong, person.document, strict=True)) == 1
            otherwise = CHANGES["document_otherwise"](chance, person)
            kind = person.document_type
            assert normalise_number(kind, otherwise.document) == normalise_number(kind, person.document)
        if person.birth_date:
            turned = CHANGES["birth_day_month"](chance, person).birth_date
            assert turned[:4] == person.birth_date[:4]
            assert turned in (person.birth_date, f"{turned[:4]}-{person.birth_date[8:]}-{person.birth_date[5:7]}")
            assert int(CHANGES["age_for_birth"](chance, person).age) == person.years
        for birth in ("birth_digit", "birth_year", "birth_day_month"):
            if written := CHANGES[birth](chance, person).birth_date:
                assert date.fromisoformat(written).isoformat() == written


@pytest.mark.parametrize("kind", OTHERS)
def test_others_are_others(kind: str) -> None:
    chance = random.Random(kind)
    for person in PEOPLE[:400]:
        try:
            made = other(chance, person, kind)
        except LookupError:
            continue
        assert not made.document or made.document != person.document
        assert told_apart(person, made) >= 2
        if kind in ("homonym", "parent_or_child"):
            assert (made.first_name, made.first_surname) == (person.first_name, person.first_surname)
        if kind == "twin" and person.birth_date and made.birth_date:
            assert made.birth_date == person.birth_date
            assert made.first_name != person.first_name
        if kind == "spouse":
            assert (made.phone, made.address) == (person.phone, person.address)


def test_who_is_asked_for_as_somebody_else_is_not_in_the_base() -> None:
    # One stream of chance for persons and questions would draw the same persons twice and call the second ones new.
    base = list(make_persons(15_000, 5))
    known = {(person.document, person.first_surname) for person in base if person.document}
    questions = [question for question in make_questions(base, 2400, 5) if not question.of]
    assert len(questions) == 2400
    # A twin has the next number, which a triplet of the base may hold.
    asked = [question.person for question in questions if question.kinds != ("twin",)]
    assert not known & {(person.document, person.first_surname) for person in asked}
