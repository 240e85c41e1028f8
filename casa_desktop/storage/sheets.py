"""The text of a recovery sheet: 160 random bits that a tired person types back without a mistake going unnoticed.

Crockford's alphabet (no I, L, O, U) in nine groups of four; the last group is a check over the other eight, so that a
slip of the finger is told before any key is tried. What people read for the missing letters (I, l → 1; O → 0; U → V)
is accepted.
"""

import hashlib
import os

from casa_desktop.domain.errors import Code, fault

SECRET_BYTES = 20
GROUPS = 9
_GROUP = 4
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES = {letter: value for value, letter in enumerate(_ALPHABET)} | {"I": 1, "L": 1, "O": 0, "U": 27}
_SEPARATORS = str.maketrans("", "", " -\N{EN DASH}\N{EM DASH}\N{HYPHEN}.·_\t\r\n")
_PAYLOAD = SECRET_BYTES * 8 // 5
_CHECK = GROUPS * _GROUP - _PAYLOAD


def new_secret() -> bytes:
    """160 random bits."""
    return os.urandom(SECRET_BYTES)


def to_text(secret: bytes) -> str:
    """The sheet as it is printed: ``7K3M-…``, nine groups of four."""
    letters = _encode(int.from_bytes(secret), _PAYLOAD) + _check(secret)
    return "-".join(letters[start : start + _GROUP] for start in range(0, len(letters), _GROUP))


def from_text(text: str) -> bytes:
    """Reads what was typed, in upper or lower case, with any separators.

    Raises ``CasaError(BAD_SHEET)``; its value ``reason`` is ``length``, ``letter`` or ``check``.
    """
    letters = text.translate(_SEPARATORS).upper()
    if len(letters) != _PAYLOAD + _CHECK:
        raise fault(Code.BAD_SHEET, reason="length", found=len(letters), expected=_PAYLOAD + _CHECK)
    try:
        values = [_VALUES[letter] for letter in letters]
    except KeyError:
        raise fault(Code.BAD_SHEET, reason="letter") from None
    number = 0
    for value in values[:_PAYLOAD]:
        number = number << 5 | value
    secret = number.to_bytes(SECRET_BYTES)
    if [_VALUES[letter] for letter in _check(secret)] != values[_PAYLOAD:]:
        raise fault(Code.BAD_SHEET, reason="check")
    return secret


def groups(text: str) -> tuple[str, ...]:
    """The groups of a sheet, to ask for some of them at set-up."""
    return tuple(text.split("-"))


def same_group(typed: str, printed: str) -> bool:
    """Whether a typed-back group is the printed one, read as generously as :func:`from_text` reads."""
    letters = typed.translate(_SEPARATORS).upper()
    return [_VALUES.get(letter) for letter in letters] == [_VALUES[letter] for letter in printed]


def _check(secret: bytes) -> str:
    digest = hashlib.sha256(b"casa sheet check" + secret).digest()
    return _encode(int.from_bytes(digest) >> (256 - 5 * _CHECK), _CHECK)


def _encode(number: int, length: int) -> str:
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(length)))
