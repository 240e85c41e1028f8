"""The text policy, and how texts are compared, split and sorted."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casa_desktop.domain.errors import CasaError, Code, Problems
from casa_desktop.domain.text import fold, sort_key, taken, tidy, tidy_lines, tidy_name, words
from tests.domain.odd_strings import ODD

STORABLE = st.one_of(st.sampled_from(ODD), st.text())


@given(STORABLE)
def test_tidied_text_is_composed_without_controls_and_stays_so(text: str) -> None:
    for tidied in (tidy, tidy_lines, tidy_name):
        once = tidied(text)
        assert tidied(once) == once
        assert unicodedata.is_normalized("NFC", once)
        assert not any(unicodedata.category(c) == "Cc" and c != "\n" for c in once)
    assert "\n" not in tidy(text)


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp", "Cf", "Mn")), min_size=1))
def test_nothing_else_is_altered(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert tidy(composed) == tidy_lines(composed) == tidy_name(composed) == composed


def test_lines_stay_in_notes_only() -> None:
    assert tidy_lines("uno\r\ndos\rtres\x00\n") == "uno\ndos\ntres"
    assert tidy("uno\r\ndos\ttres\x00") == "uno dos tres"


def test_what_cannot_be_seen_goes_from_names_only() -> None:
    hidden = "A\u202en\u200ba\u2066\u00ad  Mar\u0301i\ufeff"
    assert tidy_name(hidden) == "Ana Maŕi"
    assert "\u202e" in tidy(hidden)


@pytest.mark.parametrize("text", ["\ud800", "a\udfffb"])
def test_lone_surrogates_are_refused(text: str) -> None:
    with pytest.raises(CasaError) as caught:
        tidy(text)
    assert caught.value.code is Code.BAD_TEXT


def test_a_field_tells_all_that_is_wrong_with_it() -> None:
    problems = Problems()
    assert taken(problems, "a", "  ", 5, required=True) == ""
    assert taken(problems, "b", "\ud800", 5) == ""
    assert taken(problems, "c", "123456", 5) == "123456"
    assert taken(problems, "d", " 12345 ", 5, required=True) == "12345"
    assert [(p.code, p.field) for p in problems] == [
        (Code.REQUIRED, "a"),
        (Code.BAD_TEXT, "b"),
        (Code.TOO_LONG, "c"),
    ]


@given(STORABLE)
def test_folding_is_stable_and_does_not_mind_how_text_is_composed(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


def test_folding_every_character_is_stable() -> None:
    everything = (chr(c) for c in range(sys.maxunicode + 1) if unicodedata.category(chr(c)) != "Cs")
    assert [c for c in everything if fold(fold(c)) != fold(c)] == []


def test_accents_case_and_tildes_do_not_matter() -> None:
    assert fold("NÚÑEZ Ibáñez ÉTIENNE") == "nunez ibanez etienne"
    assert fold("Nu\u0301n\u0303ez") == fold("Núñez")


@given(st.text("aáàâbcçdeéëiíïnñoóuúüvxyz' ÁÉÍÑÓÚZ"))
def test_folding_does_not_mind_case(text: str) -> None:
    assert fold(text) == fold(text.upper()) == fold(text.lower()) == fold(text.swapcase())


@given(STORABLE)
def test_words_are_folded_and_hold_no_separator(text: str) -> None:
    found = words(text)
    assert all(word and fold(word) == word and word.isalnum() for word in found)


def test_apostrophes_join_and_hyphens_separate() -> None:
    assert words("Wa'aya O\u2019Connor Jean-Baptiste d\u02bcAvila") == (
        "waaya",
        "oconnor",
        "jean",
        "baptiste",
        "davila",
    )


def test_spanish_sorts_enye_after_n_and_accents_as_if_not_there() -> None:
    names = ["Ñungo", "Nuñez", "Núñez", "Nunez", "Nz", "Oca", "Álvarez", "Alva", "Zuleta"]
    assert sorted(names, key=sort_key) == ["Alva", "Álvarez", "Nunez", "Nuñez", "Núñez", "Nz", "Ñungo", "Oca", "Zuleta"]
