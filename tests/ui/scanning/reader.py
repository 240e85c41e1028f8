"""A USB reader: it types where the cursor is, faster than anybody, line ends and tabs included."""

import time

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.people.conftest import Room
from tests.ui.waiting import until

_KEYS = {"\n": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab}
_BEFORE = 0.07
_LONG_ENOUGH = 0.25
"""Seconds after which the program knows that nothing more comes."""


def send(text: str, slow: float = 0.0) -> None:
    """Each letter as a key of its own, to whoever has the cursor then. Controls come as Ctrl and a letter."""
    for letter in text:
        key = _KEYS.get(letter, Qt.Key.Key_unknown)
        target = QApplication.focusWidget()
        assert target is not None
        if key is Qt.Key.Key_unknown and letter < " ":
            # As the system does it: shortcuts are asked first.
            QTest.keyClick(target, Qt.Key(ord(letter) + 64), Qt.KeyboardModifier.ControlModifier)
            continue
        if letter == "Ñ":
            # As readers for any keyboard do: Alt and the letter's number on the keypad.
            for digit in "0209":
                alt = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.KeypadModifier
                QTest.keyClick(target, Qt.Key(ord(digit)), alt)
        said = "\r" if letter == "\n" else letter
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, said))
        if slow:
            pause(slow)


def scan(room: Room, text: str) -> None:
    """A whole code after a moment in which nobody typed, and what the program makes of it."""
    pause(_BEFORE)
    send(text)
    pause(_LONG_ENOUGH)
    room.settle()


def pause(seconds: float) -> None:
    """Lets the event loop run for so long."""
    end = time.monotonic() + seconds
    until(lambda: time.monotonic() > end)
