"""Names that are heard the same have one key, and names that are not have two."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casa_desktop.domain.matching.nicknames import DOUBLE, FORMAL, one_person
from casa_desktop.domain.matching.sounds import sound
from casa_desktop.domain.matching.spelling import FAR, distance, neighbours, shortened, slips
from casa_desktop.domain.text import fold

ALIKE = (
    "Jhon John Yhon Jon Yon",
    "Yusmari Yusmary",
    "González Gonsales Gonzalez",
    "Jiménez Gimenes Ximénez",
    "Xavier Javier",
    "Wilmer Wuilmer Guilmer Huilmer",
    "William Wiliam Willian",
    "Edwin Eduin",
    "Quintero Kintero",
    "Huerta Güerta",
    "Giovanni Jovany Yovanny Jhovanny",
    "Yeison Jeison Geison Jeyson",
    "Alexander Alecsander",
    "Villamizar Biyamisar",
    "Llanos Yanos",
    "Hernández Ernandes",
    "Yuleidy Lluleidi",
    "Elizabeth Elisabet",
    "Zambrano Sanbrano",
    "Muñoz Munos",
    "Isaac Isac",
    "Nohemí Noemi",
    "Louis Luis",
    "Lourdes Lurdes",
    "Pushaina Puchaina",
    "Epieyú Epieyuu",
    "Joseph Josef",
    "Peña Penya",
    "Cristian Christian Kristian",
    "Aquino Akino",
)


@pytest.mark.parametrize("group", ALIKE)
def test_spellings_of_one_name_sound_the_same(group: str) -> None:
    assert len({sound(fold(name)) for name in group.split()}) == 1


@pytest.mark.parametrize("pair", ["Mario María", "Luis Luisa", "Daniel Daniela", "Rojas Rosas", "Mora Moreno"])
def test_other_names_sound_otherwise(pair: str) -> None:
    one, other = map(fold, pair.split())
    assert sound(one) != sound(other)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=30).filter(bool))
def test_any_word_sounds_like_something(word: str) -> None:
    folded = fold(word)
    assert sound(folded) or not folded
    assert sound(folded) == sound(folded)


@pytest.mark.parametrize(
    ("name", "nickname"),
    [("jose", "pepe"), ("jesus", "chucho"), ("ignacio", "nacho"), ("luis", "lucho"), ("antonio", "toño")],
)
def test_nicknames_name_one_person(name: str, nickname: str) -> None:
    assert one_person(sound(fold(name)), sound(fold(nickname)))
    assert one_person(sound(fold(nickname)), sound(fold(name)))
    assert not one_person(sound("carmen"), sound(fold(nickname)))


def test_mafe_is_maria_fernanda() -> None:
    assert (sound("maria"), sound("fernanda")) in DOUBLE[sound("mafe")]
    assert sound("jose") in FORMAL[sound("chepe")]


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("12345678", "12345678", 0),
        ("12345678", "12345679", 1),
        ("12345678", "12354678", 1),
        ("12345678", "1234678", 1),
        ("12345678", "123345678", 1),
        ("12345678", "12395679", 2),
        ("12345678", "87654321", FAR),
        ("1", "12345678", FAR),
    ],
)
def test_slips_between_numbers(one: str, other: str, apart: int) -> None:
    assert slips(one, other) == slips(other, one) == apart
    assert distance(one, other) == apart


@given(st.text(alphabet="0123456789", min_size=5, max_size=11))
def test_every_neighbour_is_one_slip_away(number: str) -> None:
    for near in neighbours(number):
        assert slips(number, near) == distance(number, near) == 1


@given(st.text(alphabet="ABC", max_size=8), st.text(alphabet="ABC", max_size=8))
def test_distances_are_the_same_both_ways(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)


@given(st.text(alphabet="ABCDE", min_size=4, max_size=8), st.data())
def test_words_one_slip_apart_share_a_form(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    other = data.draw(
        st.sampled_from(
            [
                word[:at] + word[at + 1 :],
                word[:at] + "X" + word[at + 1 :],
                word[:at] + "X" + word[at:],
                word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
            ]
        )
    )
    forms, others = {word, *shortened(word)}, {other, *shortened(other)}
    assert forms & others


def test_the_groups_themselves_differ() -> None:
    heard = [sound(fold(group.split()[0])) for group in ALIKE]
    assert [pair for pair in combinations(heard, 2) if pair[0] == pair[1]] == []
