"""Qt's own buttons, menus and dialogs in the Spanish of the desk."""

import logging
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from struct import pack

import PySide6
from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from casa_desktop.texts import qt as texts

_log = logging.getLogger(__name__)

_MAGIC = bytes.fromhex("3cb86418caef9c95cd211cbf60a1bddd")
_HASHES, _MESSAGES = 0x42, 0x69
_END, _TRANSLATION, _SOURCE, _CONTEXT = 1, 3, 6, 7


def speak_spanish(app: QCoreApplication) -> bool:
    """Numbers, dates and Qt's words as in Colombia; false where Qt's translation was not found (then it says so in the
    log, and what is ours is Spanish all the same)."""
    QLocale.setDefault(QLocale(QLocale.Language.Spanish, QLocale.Country.Colombia))
    theirs, ours = QTranslator(app), QTranslator(app)
    found = any(theirs.load("qtbase_es", str(folder)) for folder in folders())
    if found:
        app.installTranslator(theirs)
    else:
        _log.warning("no Spanish of Qt")
    if ours.load(_own_words()):
        app.installTranslator(ours)  # the last is asked first
    return found


def folders() -> tuple[Path, ...]:
    """Where Qt's translation may lie: where Qt says, and where the wheels of Linux and of Windows put it."""
    package = Path(PySide6.__path__[0])
    asked = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    return asked, package / "Qt" / "translations", package / "translations"


@cache
def _own_words() -> bytes:
    """Kept as long as the program runs: Qt reads a translation where it lies and makes no copy."""
    return compiled(texts.WORDS)


def compiled(words: Mapping[tuple[str, str], str]) -> bytes:
    """*words* by (context, English), as Qt reads a translation (``.qm``).

    A translator written in Python would be asked by Qt's own threads, which would wait for the interpreter while the
    window waits for them.
    """
    messages = b""
    places: list[tuple[int, int]] = []
    for (context, source), spanish in words.items():
        places.append((_hash(source.encode()), len(messages)))
        told = spanish.encode("utf-16-be")
        messages += pack(">BI", _TRANSLATION, len(told)) + told
        for tag, text in ((_SOURCE, source), (_CONTEXT, context)):
            messages += pack(">BI", tag, len(text.encode())) + text.encode()
        messages += pack(">B", _END)
    hashes = b"".join(pack(">II", *place) for place in sorted(places))
    parts = ((_HASHES, hashes), (_MESSAGES, messages))
    return _MAGIC + b"".join(pack(">BI", tag, len(part)) + part for tag, part in parts)


def _hash(text: bytes) -> int:
    """The ELF hash, by which Qt finds a text."""
    found = 0
    for byte in text:
        found = ((found << 4) + byte) & 0xFFFFFFFF
        high = found & 0xF0000000
        found = (found ^ (high >> 24)) & ~high
    return found or 1
