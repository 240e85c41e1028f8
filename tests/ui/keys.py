"""Keys as a keyboard sends them. ``qtbot.keyClicks`` aborts the interpreter on «ñ»: send events that carry the text."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


def type_text(widget: QWidget | None, text: str) -> None:
    """Types *text* into *widget* (or its focus proxy; None = whatever has the focus), letter by letter."""
    target = _target(widget)
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
            QCoreApplication.sendEvent(target, event)


def press(widget: QWidget | None, keys: str) -> None:
    """Presses one key with its modifiers, written as Qt does: ``Ctrl+Return``. Shortcuts work too."""
    combination = QKeySequence(keys)[0]  # type: ignore[index]  # the stub forgets __getitem__
    QTest.keyClick(_target(widget), combination.key(), combination.keyboardModifiers())
    QCoreApplication.processEvents()


def _target(widget: QWidget | None) -> QWidget:
    # While a popup is open the system sends it every key, wherever the focus is.
    popup = QApplication.activePopupWidget()
    if popup is not None and (widget is None or widget.window() is not popup):
        inside: QWidget | None = popup.focusWidget()
        target = popup if inside is None else inside
    else:
        focus: QWidget | None = widget if widget is not None else QApplication.focusWidget()
        if focus is None:
            raise AssertionError("nothing has the focus")
        target = focus
    while (proxy := target.focusProxy()) is not None:
        target = proxy
    return target
