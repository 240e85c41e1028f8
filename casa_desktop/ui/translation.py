"""Qt's own buttons, menus and dialogs in the Spanish of the desk."""

import logging
from pathlib import Path

import PySide6
from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from casa_desktop.texts import qt as texts

_log = logging.getLogger(__name__)


class _OwnWords(QTranslator):
    """Is asked before Qt's translation, and knows only what that does not know, or says otherwise."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, _disambiguation: str | None = None, _n: int = -1) -> str | None:
        return texts.WORDS.get((context, source))


def speak_spanish(app: QCoreApplication) -> bool:
    """Numbers, dates and Qt's words as in Colombia; false where Qt's translation was not found (then it says so in the
    log, and what is ours is Spanish all the same)."""
    QLocale.setDefault(QLocale(QLocale.Language.Spanish, QLocale.Country.Colombia))
    theirs = QTranslator(app)
    found = any(theirs.load("qtbase_es", str(folder)) for folder in folders())
    if found:
        app.installTranslator(theirs)
    else:
        _log.warning("no Spanish of Qt")
    app.installTranslator(_OwnWords(app))
    return found


def folders() -> tuple[Path, ...]:
    """Where Qt's translation may lie: where Qt says, and where the wheels of Linux and of Windows put it."""
    package = Path(PySide6.__path__[0])
    asked = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    return asked, package / "Qt" / "translations", package / "translations"
