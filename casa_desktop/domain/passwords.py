"""What a password must be, and one that the program proposes.

Length is what counts (NIST SP 800-63B): no rule about digits and signs, no expiry. A stolen folder lets a thief try
passwords at the cost of Argon2id each, so the proposal carries 44 bits; an own password is only kept from being
hopeless.
"""

import math
import secrets
import unicodedata
from collections.abc import Callable, Sequence

from casa_desktop.domain.errors import Code, fault

SHORTEST = 10
LONGEST = 200
PROPOSED_WORDS = 4
_FEWEST_DIFFERENT = 5
_SEPARATOR = "-"
_HOPELESS = (
    "contrase", "password", "cruzroja", "bucaramanga", "colombia", "venezuela", "santander", "migrante",
    "qwerty", "asdfgh", "123456", "654321", "abcdef", "111111", "000000", "administra", "coordinacion",
)  # fmt: skip
"""What everybody would try first; :data:`_OWN` characters must be left besides it."""
_OWN = 8


def require_strong(password: str, *names: str) -> None:
    """Raises WEAK_PASSWORD whose ``reason`` is ``short`` (with ``shortest``), ``long``, ``signs`` (control characters
    or half characters that another keyboard cannot type), ``repeated`` or ``guessable``.

    *names* are what else a colleague would try: username, full name, name of the desk.
    """
    text = unicodedata.normalize("NFC", password)
    if len(text) < SHORTEST:
        raise fault(Code.WEAK_PASSWORD, "password", reason="short", shortest=SHORTEST)
    if len(text) > LONGEST:
        raise fault(Code.WEAK_PASSWORD, "password", reason="long", longest=LONGEST)
    if any(unicodedata.category(letter) in {"Cc", "Cs", "Cn", "Co"} for letter in text) or text != text.strip():
        raise fault(Code.WEAK_PASSWORD, "password", reason="signs")
    if len(set(text.casefold())) < _FEWEST_DIFFERENT:
        raise fault(Code.WEAK_PASSWORD, "password", reason="repeated")
    if len(_without_guesses(text, names)) < _OWN:
        raise fault(Code.WEAK_PASSWORD, "password", reason="guessable")


def propose(words: Sequence[str], choose: Callable[[Sequence[str]], str] = secrets.choice) -> str:
    """Four words of *words* (``resources/palabras.txt``), joined by hyphens; :func:`bits` says how strong that is."""
    return _SEPARATOR.join(choose(words) for _ in range(PROPOSED_WORDS))


def bits(list_size: int) -> float:
    """The entropy of a proposal from a list of *list_size* words: 44 bits for 2,048."""
    return PROPOSED_WORDS * math.log2(list_size)


def _without_guesses(text: str, names: Sequence[str]) -> str:
    left = _plain(text)
    guesses = [part for name in names for part in (_plain(name), *map(_plain, name.split())) if len(part) >= 4]
    for guess in sorted({*guesses, *_HOPELESS}, key=len, reverse=True):
        left = left.replace(guess, "")
    return left


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter) and not letter.isspace())
