"""What the program does to text that people type or paste, and how it compares and sorts it.

Policy: NFC; NUL and control characters go; lone surrogates are refused; bidi overrides and zero-width characters go
from names only, where they would let two equal-looking persons differ. Nothing else is altered.
"""

import re
import unicodedata
from collections.abc import Callable

from casa_desktop.domain.errors import CasaError, Code, Problems, fault

_BREAKS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_APART = re.compile(r"[^\w]|_")
_APOSTROPHES = re.compile("['`\u00b4\u02bb\u02bc\u2018\u2019]")


def tidy(text: str) -> str:
    """One line of text without controls or blanks around it. ``BAD_TEXT`` where it cannot be stored at all."""
    if text.isprintable():
        return _composed(text)
    return _composed(_CONTROLS.sub("", re.sub(r"[\n\t]", " ", _BREAKS.sub("\n", _storable(text)))))


def tidy_lines(text: str) -> str:
    """As :func:`tidy`, and line ends stay, each as ``\\n``: for notes and reasons."""
    return _composed(_CONTROLS.sub("", _BREAKS.sub("\n", _storable(text)).replace("\t", " ")))


def tidy_name(text: str) -> str:
    """As :func:`tidy`, without invisible characters and with one blank between words."""
    if text.isprintable():  # nothing invisible in it, as in nearly every name
        return " ".join(unicodedata.normalize("NFC", text).split())
    seen = "".join(c for c in tidy(text) if unicodedata.category(c) != "Cf")
    return " ".join(unicodedata.normalize("NFC", seen).split())


def taken(
    problems: Problems,
    field: str,
    text: str,
    limit: int,
    tidied: Callable[[str], str] = tidy,
    *,
    required: bool = False,
) -> str:
    """The text of a form's field as it will be stored; what is wrong with it goes into *problems*."""
    try:
        text = tidied(text)
    except CasaError:
        problems.add(Code.BAD_TEXT, field)
        return ""
    if len(text) > limit:
        problems.add(Code.TOO_LONG, field, limit=limit)
    if required and not text:
        problems.add(Code.REQUIRED, field)
    return text


def fold(text: str) -> str:
    """*text* without accents or case, so that «Ñuñez», «nunez» and «NÚÑEZ» are the same (NFKD without marks)."""
    # Some letters only fall apart once they are lower case («İ»), so the first pass may leave work for a second.
    folded = _bare(_bare(text).lower())
    return folded if folded.isascii() else _bare(folded.lower())


def words(text: str) -> tuple[str, ...]:
    """The folded words of *text* in their order. Apostrophes join («Wa'aya» is one word), the rest separates."""
    return tuple(_APART.sub(" ", fold(_APOSTROPHES.sub("", text))).split())


def sort_key(text: str) -> str:
    """Sorts as Spanish does: accents and case do not matter, ñ comes after every other n."""
    if text.isascii():
        return text.lower()
    kept = unicodedata.normalize("NFC", text).lower().replace("ñ", "n\x7f")
    return fold(kept)


def _bare(text: str) -> str:
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text)
    # A name has one or two different marks: taking each away costs a third of a look at every letter.
    for mark in [c for c in set(apart) if c > "\x7f" and unicodedata.category(c) == "Mn"]:
        apart = apart.replace(mark, "")
    return apart


def _storable(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise fault(Code.BAD_TEXT) from None
    return text


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text.strip())
