"""What a reader types, told apart from what people type: by its rhythm and by its form, and never by one alone."""

import time
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from casa_desktop.domain.scanning import begins, recognise
from casa_desktop.domain.scans import TYPED, Scan

LONGEST = 1200
"""Letters that a box takes: a cédula tells some six hundred."""
_SLOWEST = 60
"""Milliseconds between two keys of a reader; people are that fast for two or three letters, never for a whole code."""
_FEWEST = 8
_QUIET = 150
"""Milliseconds after which nothing more comes: line ends may stand inside a code."""
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_ALT_DIGIT = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.KeypadModifier
_SHIFTS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock)


class ScanListener(QObject):
    """Looks at the keys of the boxes that it watches and leaves all of them alone, until they are a scan.

    Then the box holds again what stood there before, Enter and Tab of the reader have done nothing, and ``scanned``
    comes once: with the scan, and whether it ended with a key (False where it was pasted).
    """

    scanned = Signal(object, bool)

    def __init__(self, parent: QObject, today: Callable[[], date]) -> None:
        super().__init__(parent)
        self._today = today
        self._box: QLineEdit | None = None
        self._typed, self._before, self._last = "", "", 0.0
        self._keyed = False  # the letter that the box takes next was typed
        self._ended: QKeyEvent | None = None
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET)
        self._quiet.timeout.connect(self._finish)

    def watch(self, box: QLineEdit) -> None:
        """Looks at *box*, too; before any filter that was there already."""
        box.installEventFilter(self)
        box.textEdited.connect(lambda text: self._edited(box, text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QLineEdit):
            return False
        if event.type() == QEvent.Type.ShortcutOverride and self._in_midst() and _is_control(event):
            # Binary bytes of a cédula may come as Ctrl and a letter: they open no page.
            event.accept()
            return True
        return event.type() == QEvent.Type.KeyPress and self._key(watched, event)

    def _key(self, box: QLineEdit, event: QKeyEvent) -> bool:
        if event.key() in _SHIFTS:
            return False
        if event.key() in _ENDS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return self._end(box, event)
        self._keyed = False
        now = float(event.timestamp()) or time.monotonic() * 1000
        quick = box is self._box and now - self._last <= _SLOWEST
        self._last = now
        if self._ended is not None:
            self._typed += event.text() or " "
            self._quiet.start()
            return True
        if quick and _is_control(event) and begins(self._typed):
            self._typed += " "
            return True
        if quick and event.modifiers() == _ALT_DIGIT:
            return True  # Alt, 0, 2, 0, 9: the letter comes by itself when Alt is let go
        if _is_control(event) or not event.text() or not event.text().isprintable():
            self._forget()
            return False
        if not quick:
            self._box, self._typed, self._before = box, "", box.text()
        self._typed += event.text()
        self._keyed = True
        return False

    def _end(self, box: QLineEdit, event: QKeyEvent) -> bool:
        if self._ended is not None:
            self._typed += "\n"
            self._quiet.start()
            return True
        now = float(event.timestamp()) or time.monotonic() * 1000
        burst = box is self._box and now - self._last <= _SLOWEST and len(self._typed) >= _FEWEST
        if burst and (begins(self._typed) or self._means(self._typed) is not None):
            self._typed += "\n"
            self._last, self._ended = now, QKeyEvent(event)
            self._quiet.start()
            return True
        self._forget()
        scan = self._means(box.text()) if event.key() != Qt.Key.Key_Tab else None
        if scan is not None:
            self._tell(box, scan, "")
        return scan is not None

    def _finish(self) -> None:
        """Nothing more comes: it is a scan, or the key that ended it is given to the box after all."""
        box, text, before, ended = self._box, self._typed, self._before, self._ended
        self._forget()
        if box is None or ended is None:
            return
        if (scan := self._means(text)) is not None:
            self._tell(box, scan, before)
        else:
            box.setText(before + text.split("\n")[0])
            QApplication.sendEvent(box, ended)

    def _tell(self, box: QLineEdit, scan: Scan, before: str) -> None:
        box.setText(before)
        self.scanned.emit(scan, True)

    def _edited(self, box: QLineEdit, text: str) -> None:
        """Many letters at once were pasted, or dropped."""
        by_key, self._keyed = self._keyed, False
        if by_key or len(text) < _FEWEST:
            return
        scan = self._means(text)
        if scan is not None:
            box.clear()
            self.scanned.emit(scan, False)

    def _means(self, text: str) -> Scan | None:
        scan = recognise(text, self._today())
        return scan if scan is not None and scan.kind not in TYPED else None

    def _in_midst(self) -> bool:
        return self._ended is not None or (len(self._typed) >= _FEWEST and begins(self._typed))

    def _forget(self) -> None:
        self._quiet.stop()
        self._typed, self._ended = "", None


def _is_control(event: QKeyEvent) -> bool:
    """Ctrl and a letter; Ctrl with Alt is AltGr, which writes."""
    held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    return held == Qt.KeyboardModifier.ControlModifier and event.key() not in _SHIFTS
