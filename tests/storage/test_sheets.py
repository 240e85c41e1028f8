"""A recovery sheet survives the way people type, and a slip is told before any key is tried."""

import random
from collections.abc import Callable

import pytest

from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.storage import sheets
from tests.storage.support import refused

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def test_what_is_printed_reads_back() -> None:
    for secret in (bytes(20), b"\xff" * 20, *(sheets.new_secret() for _ in range(200))):
        text = sheets.to_text(secret)
        assert len(sheets.groups(text)) == sheets.GROUPS
        assert {len(group) for group in sheets.groups(text)} == {4}
        assert set(text) <= {*ALPHABET, "-"}
        assert sheets.from_text(text) == secret


@pytest.mark.parametrize(
    "typed",
    [str.lower, lambda text: text.replace("-", " "), lambda text: text.replace("-", "")],
    ids=["lower", "blanks", "together"],
)
def test_case_and_separators_do_not_matter(typed: Callable[[str], str]) -> None:
    secret = sheets.new_secret()
    assert sheets.from_text(f"  {typed(sheets.to_text(secret))}\n") == secret


def test_letters_that_look_alike_are_read_as_meant() -> None:
    secret = bytes.fromhex("0842108421084210842108421084210842108421")  # zeros and ones
    text = sheets.to_text(secret)
    assert sheets.from_text(text.replace("1", "l").replace("0", "O")) == secret
    assert sheets.same_group(text[:4].replace("0", "o").lower(), text[:4])
    assert not sheets.same_group("", text[:4])
    assert not sheets.same_group(text[:3], text[:4])


def test_a_slip_of_the_finger_is_told() -> None:
    """Every wrong character at every place and every swap of neighbours; a miss has one chance in a million."""
    chance = random.Random(160)
    missed = 0
    tried = 0
    for _ in range(20):
        text = sheets.to_text(chance.randbytes(20)).replace("-", "")
        slips = {text[:at] + letter + text[at + 1 :] for at in range(len(text)) for letter in ALPHABET}
        slips |= {text[:at] + text[at + 1] + text[at] + text[at + 2 :] for at in range(len(text) - 1)}
        for slip in slips - {text}:
            tried += 1
            try:
                sheets.from_text(slip)
                missed += 1
            except CasaError as error:
                assert error.code == Code.BAD_SHEET
                assert error.problems[0].values["reason"] == "check"
    assert tried > 20_000
    assert missed <= 1


@pytest.mark.parametrize(
    ("typed", "reason"), [("", "length"), ("7K3M", "length"), ("*" * 36, "letter"), ("Ñ" * 36, "letter")]
)
def test_what_is_no_sheet(typed: str, reason: str) -> None:
    with pytest.raises(CasaError) as raised:
        sheets.from_text(typed)
    assert refused(raised, Code.BAD_SHEET, reason=reason)
