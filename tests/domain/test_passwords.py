"""What a password must be, and the four words that the program proposes."""

import re
from pathlib import Path

import pytest

from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.passwords import PROPOSED_WORDS, bits, propose, require_strong

WORDS = (Path(__file__).parents[2] / "resources" / "palabras.txt").read_text(encoding="ascii").split()


def test_the_list_of_words() -> None:
    assert len(WORDS) == len(set(WORDS)) == 2048
    assert sorted(WORDS) == WORDS
    assert all(re.fullmatch("[a-z]{4,7}", word) for word in WORDS)
    assert bits(len(WORDS)) == 44


def test_a_proposal_is_four_words_that_are_good_enough() -> None:
    seen = set()
    for _ in range(500):
        password = propose(WORDS)
        assert len(password.split("-")) == PROPOSED_WORDS
        require_strong(password, "coordinacion", "Rosa Cárdenas", "Casa Bucaramanga")
        seen.add(password)
    assert len(seen) == 500


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("", "short"),
        ("corta", "short"),
        ("a" * 201, "long"),
        ("aaaaaaaaaaaaaaa", "repeated"),
        ("abababababab", "repeated"),
        ("una\tclave\x00larga", "signs"),
        ("una clave larga ", "signs"),
        ("medio \ud83d suelto y largo", "signs"),
        ("CruzRoja2024", "guessable"),
        ("contraseña123", "guessable"),
        ("1234567890", "guessable"),
        ("rosa.cardenas.1", "guessable"),
        ("Cárdenas2019!", "guessable"),
    ],
)
def test_what_is_refused(password: str, reason: str) -> None:
    with pytest.raises(CasaError) as raised:
        require_strong(password, "rosa.cardenas", "Rosa Cárdenas")
    problem = raised.value.problems[0]
    assert problem.code == Code.WEAK_PASSWORD
    assert problem.values["reason"] == reason


@pytest.mark.parametrize(
    "password", ["mi gato come arepa", "Ñandú-verde-lejos", "x9$kPq!2vLm", "日本語の長いパスワードです"]
)
def test_what_is_accepted(password: str) -> None:
    require_strong(password, "rosa.cardenas", "Rosa Cárdenas")
